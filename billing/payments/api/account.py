"""The treasurer's doors to the association's account at Stripe."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.payments import actions, gateway, queries, rules
from billing.payments.api.shapes import path_of
from billing.payments.enums import Need, Way
from billing.payments.models import ConnectedAccount
from kernel.doors import Door
from kernel.shapes import ObstacleShape

NEEDS = [need.value for need in Need]


class ClosedAccountShape(serializers.Serializer[Any]):
    """An account that our access was taken away from, and whose money nobody here is told of."""

    account = serializers.CharField()
    closed_at = serializers.DateTimeField()


class StripeAccountShape(serializers.Serializer[Any]):
    """How the account stands. ``needs`` are the things that the treasurer must find, as words."""

    is_configured = serializers.BooleanField()
    is_live = serializers.BooleanField()
    account = serializers.CharField(allow_null=True)
    can_charge = serializers.BooleanField()
    can_pay_out = serializers.BooleanField()
    is_submitted = serializers.BooleanField()
    needs = serializers.ListField(child=serializers.ChoiceField(choices=NEEDS))
    overdue = serializers.ListField(child=serializers.ChoiceField(choices=NEEDS))
    checking = serializers.ListField(child=serializers.ChoiceField(choices=NEEDS))
    disabled_because = serializers.CharField(allow_blank=True)
    ways = serializers.ListField(child=serializers.ChoiceField(choices=[one.value for one in Way]))
    looked_at = serializers.DateTimeField(allow_null=True)
    heard_until = serializers.DateTimeField(allow_null=True)
    obstacles = ObstacleShape(many=True)
    closed = ClosedAccountShape(allow_null=True, help_text="the last one, until another is connected")


class OnboardingShape(serializers.Serializer[Any]):
    """Where Stripe's questions are answered; good for minutes, and once."""

    url = serializers.URLField()


class BackShape(serializers.Serializer[Any]):
    """The page of ours to come back to."""

    back_to = serializers.CharField(max_length=300, default="/")


def account_shape(row: ConnectedAccount | None) -> dict[str, Any]:
    """The account, or that there is none; a closed one is told of apart."""
    row = None if row is not None and row.closed_at is not None else row
    return {
        "is_configured": gateway.is_configured(),
        "is_live": gateway.mode(),
        "account": row.account if row else None,
        "can_charge": bool(row and row.can_charge),
        "can_pay_out": bool(row and row.can_pay_out),
        "is_submitted": bool(row and row.is_submitted),
        "needs": rules.words_of(row.needs) if row else [],
        "overdue": rules.words_of(row.overdue) if row else [],
        "checking": rules.words_of(row.checking) if row else [],
        "disabled_because": row.disabled_because if row else "",
        "ways": row.ways if row else [],
        "looked_at": row.looked_at if row else None,
        "heard_until": row.heard_until if row else None,
        "obstacles": [one.to_json() for one in rules.obstacles_to_charging(queries.till())],
        "closed": queries.closed_account(),
    }


class AccountDoor(Door):
    """The account."""

    verbs: ClassVar[dict[str, str]] = {"GET": "payments.see", "POST": "payments.keep"}

    @extend_schema(responses=StripeAccountShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """As Stripe last told of it."""
        return Response(StripeAccountShape(account_shape(queries.account_here())).data)

    @extend_schema(request=None, responses=StripeAccountShape)
    def post(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Open it; again gives the same."""
        return Response(
            StripeAccountShape(account_shape(actions.connect_account(by=self.actor, at=self.at))).data
        )


class OnboardingDoor(Door):
    """Stripe's questions."""

    verbs: ClassVar[dict[str, str]] = {"GET": "payments.keep", "POST": "payments.keep"}

    @extend_schema(responses=StripeAccountShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Ask Stripe how it stands: for the moment when somebody comes back."""
        return Response(StripeAccountShape(account_shape(actions.look_at_account(at=self.at))).data)

    @extend_schema(request=BackShape, responses=OnboardingShape)
    def post(self, request: Request) -> Response:
        """A new address to answer them at."""
        form = BackShape(data=request.data)
        form.is_valid(raise_exception=True)
        url = actions.onboarding_link(back_to=path_of(form.validated_data["back_to"]))
        return Response(OnboardingShape({"url": url}).data)
