"""Doors to the queue: what a payment was for, and what else becomes of it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.bank import actions, queries
from billing.bank.api import shapes
from billing.bank.enums import PaymentState
from billing.bank.models import BankPayment
from billing.invoices.queries import local_day
from kernel.doors import Door
from kernel.shapes import ProblemShape

ANSWER = {200: shapes.BankPaymentShape, 409: ProblemShape}


class WhichForm(serializers.Serializer[Any]):
    """Which payments are asked for."""

    state = serializers.ChoiceField(choices=[s.value for s in PaymentState], required=False)
    file = serializers.UUIDField(required=False)
    after = serializers.IntegerField(required=False, min_value=0, default=0, help_text="leave out so many")


class PaymentDoor(Door):
    """What every door to a payment answers: the payment as it is now."""

    def sent(self, form: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
        """What was sent, or 400."""
        read = form(data=request.data)
        read.is_valid(raise_exception=True)
        return dict(read.validated_data)

    def told(self, found: BankPayment) -> Response:
        """The payment anew, with its matches and suggestions."""
        shown = shapes.payments_shape([queries.payment(found.pk)])[0]
        return Response(shapes.BankPaymentShape(shown).data)


class PaymentsDoor(Door):
    """Payments."""

    verbs: ClassVar[dict[str, str]] = {"GET": "payments.see"}

    @extend_schema(
        parameters=[WhichForm],
        responses=shapes.BankPaymentsShape,
    )
    def get(self, request: Request) -> Response:
        """Fifty at a time: the queue the oldest first, all else the newest."""
        form = WhichForm(data=request.query_params)
        form.is_valid(raise_exception=True)
        asked = form.validated_data
        state = PaymentState(asked["state"]) if "state" in asked else None
        found = queries.payments(state=state, file=asked.get("file"))
        page = list(found[asked["after"] : asked["after"] + queries.PAGE])
        told = {"count": found.count(), "payments": shapes.payments_shape(page)}
        return Response(shapes.BankPaymentsShape(told).data)


class MatchesDoor(PaymentDoor):
    """What it was for."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=shapes.MatchForm, responses=ANSWER)
    def post(self, request: Request, payment_id: UUID) -> Response:
        """One invoice or several; what they do not need stays the member's own money."""
        sent = self.sent(shapes.MatchForm, request)
        parts = [(one["invoice"], one["amount"]) for one in sent["parts"]]
        return self.told(
            actions.match_payment(
                payment_id=payment_id, parts=parts, request=sent["request"], by=self.actor, at=self.at
            )
        )


class IncomeDoor(PaymentDoor):
    """No invoice's."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=shapes.IncomeForm, responses=ANSWER)
    def post(self, request: Request, payment_id: UUID) -> Response:
        """All that is left is income."""
        sent = self.sent(shapes.IncomeForm, request)
        return self.told(actions.book_as_income(payment_id=payment_id, by=self.actor, at=self.at, **sent))


class ReturnsDoor(PaymentDoor):
    """Money back."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=shapes.ReturnForm, responses=ANSWER)
    def post(self, request: Request, payment_id: UUID) -> Response:
        """Book what went back from the bank account."""
        sent = {"on": local_day(self.at), **self.sent(shapes.ReturnForm, request)}
        return self.told(actions.return_payment(payment_id=payment_id, by=self.actor, at=self.at, **sent))


class KnownDoor(PaymentDoor):
    """Told of twice."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=shapes.KnownForm, responses=ANSWER)
    def post(self, request: Request, payment_id: UUID) -> Response:
        """It is the same money as the payments of another file."""
        sent = self.sent(shapes.KnownForm, request)
        return self.told(
            actions.say_known(
                payment_id=payment_id,
                file_id=sent["file"],
                request=sent["request"],
                by=self.actor,
                at=self.at,
            )
        )


class AsideDoor(PaymentDoor):
    """Waiting for somebody else."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "payments.keep"}

    @extend_schema(request=shapes.AsideForm, responses=ANSWER)
    def put(self, request: Request, payment_id: UUID) -> Response:
        """Out of the queue, or back into it."""
        sent = self.sent(shapes.AsideForm, request)
        return self.told(actions.set_aside(payment_id=payment_id, by=self.actor, at=self.at, **sent))


class AmountDoor(PaymentDoor):
    """Another currency."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "payments.keep"}

    @extend_schema(request=shapes.AmountForm, responses=ANSWER)
    def put(self, request: Request, payment_id: UUID) -> Response:
        """What it came to in kronor."""
        sent = self.sent(shapes.AmountForm, request)
        return self.told(actions.state_amount(payment_id=payment_id, by=self.actor, at=self.at, **sent))


class UndoingDoor(PaymentDoor):
    """Taking back."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=shapes.UndoForm, responses=ANSWER)
    def post(self, request: Request, match_id: UUID) -> Response:
        """It was not that: its vouchers are reversed and the payment waits again."""
        sent = self.sent(shapes.UndoForm, request)
        return self.told(actions.undo_match(match_id=match_id, by=self.actor, at=self.at, **sent))
