"""The treasurer's desk for payments through Stripe: what needs somebody, refunds, payouts."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.payments import actions, queries
from billing.payments.actions.asking import stripe_is_asked
from billing.payments.api.doubts import DoubtShape, doubts
from billing.payments.api.shapes import ChargeShape, DisputeShape, RefundShape
from billing.payments.models import WebhookEvent
from kernel.doors import Door


class PayoutShape(serializers.Serializer[Any]):
    """What Stripe paid out. It is in the books when ``rows_total`` is its amount."""

    payout = serializers.CharField()
    amount = serializers.IntegerField()
    fees = serializers.IntegerField()
    rows_total = serializers.IntegerField()
    state = serializers.CharField()
    arrives_on = serializers.DateField()
    posted_at = serializers.DateTimeField(allow_null=True)
    rows = serializers.IntegerField(source="rows.count")


class OpenDisputeShape(DisputeShape):
    """With the invoice that it is about."""

    invoice = serializers.UUIDField(source="charge.invoice_id", allow_null=True)
    number = serializers.CharField(source="charge.invoice.number", allow_null=True, default=None)
    member_name = serializers.CharField(source="charge.invoice.member.name", allow_null=True, default=None)


class KnownChargeShape(ChargeShape):
    """With the invoice that it paid and who; nobody's while it is unknown."""

    invoice = serializers.UUIDField(source="invoice_id", allow_null=True)
    number = serializers.CharField(source="invoice.number", allow_null=True, default=None)
    member_name = serializers.CharField(source="invoice.member.name", allow_null=True, default=None)


class KeptCardShape(serializers.Serializer[Any]):
    """An open invoice that a kept card could pay."""

    invoice = serializers.UUIDField(source="invoice.pk")
    number = serializers.CharField(source="invoice.number")
    member_name = serializers.CharField(source="invoice.member.name")
    due_on = serializers.DateField(source="invoice.due_on")
    open = serializers.IntegerField()
    card = serializers.CharField()


class PaymentsDeskShape(serializers.Serializer[Any]):
    """What needs the treasurer, and what came lately."""

    doubts = DoubtShape(many=True)
    unknown = ChargeShape(many=True)
    disputes = OpenDisputeShape(many=True)
    payouts = PayoutShape(many=True)
    charges = KnownChargeShape(many=True)
    kept_cards = KeptCardShape(many=True)
    waiting_events = serializers.IntegerField()


class RefundWishShape(serializers.Serializer[Any]):
    """How much goes back, why, and the asker's own key: asked twice, it is one refund."""

    request = serializers.UUIDField()
    amount = serializers.IntegerField(help_text="öre")
    reason = serializers.CharField(max_length=300, allow_blank=True, default="")


class AssignShape(serializers.Serializer[Any]):
    """The invoice that a payment was for."""

    invoice = serializers.UUIDField()


class CaughtUpShape(serializers.Serializer[Any]):
    """What catching up found."""

    heard = serializers.IntegerField()
    worked_on = serializers.IntegerField()
    waiting = serializers.IntegerField()
    is_caught_up = serializers.BooleanField()


class DeskDoor(Door):
    """One look."""

    verbs: ClassVar[dict[str, str]] = {"GET": "payments.see"}

    @extend_schema(responses=PaymentsDeskShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Unknown payments and disputes first; the latest fifty charges and payouts."""
        desk = {
            "doubts": doubts(),
            "unknown": queries.unknown_charges(),
            "disputes": queries.open_disputes(),
            "payouts": queries.payouts()[:50],
            "charges": queries.charges()[:50],
            "kept_cards": queries.kept_cards(),
            "waiting_events": WebhookEvent.objects.filter(done_at=None).count(),
        }
        return Response(PaymentsDeskShape(desk).data)


class CatchUpDoor(Door):
    """Ask Stripe about everything now."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=None, responses=CaughtUpShape)
    def post(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """What the beat does every ten minutes."""
        with stripe_is_asked("catch_up"):
            found = actions.reconcile(at=self.at)
        nothing = {"heard": 0, "worked_on": 0, "waiting": 0, "is_caught_up": False}
        return Response(CaughtUpShape(found or nothing).data)


class RefundsDoor(Door):
    """Money back."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=RefundWishShape, responses=RefundShape)
    def post(self, request: Request, charge_id: UUID) -> Response:
        """The way it came."""
        form = RefundWishShape(data=request.data)
        form.is_valid(raise_exception=True)
        refund = actions.refund_charge(charge_id=charge_id, **form.validated_data, by=self.actor, at=self.at)
        return Response(RefundShape(refund).data)


class AssignDoor(Door):
    """A payment that nobody knew."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=AssignShape, responses=ChargeShape)
    def post(self, request: Request, charge_id: UUID) -> Response:
        """Say what it was for."""
        form = AssignShape(data=request.data)
        form.is_valid(raise_exception=True)
        invoice_id = form.validated_data["invoice"]
        found = actions.assign_charge(charge_id=charge_id, invoice_id=invoice_id, by=self.actor, at=self.at)
        return Response(ChargeShape(found).data)
