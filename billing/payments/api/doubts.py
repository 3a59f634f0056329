"""Money that a closed account told nothing of, for the treasurer to find out about."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.payments import actions, queries
from billing.payments.enums import LIVE
from billing.payments.models import Attempt, Refund
from kernel.doors import Door

REFUND = "refund"


class DoubtShape(serializers.Serializer[Any]):
    """Money that nobody was told of before the account was closed: somebody looks it up at Stripe.

    ``was``: where a payment stood then, or ``refund``.
    """

    id = serializers.UUIDField(source="pk")
    was = serializers.ChoiceField(choices=[*LIVE, REFUND])
    amount = serializers.IntegerField()
    began_at = serializers.DateTimeField()
    account = serializers.CharField()
    invoice = serializers.UUIDField(source="of.pk", allow_null=True, default=None)
    number = serializers.CharField(source="of.number", allow_null=True, default=None)
    member_name = serializers.CharField(source="of.member.name", allow_null=True, default=None)


def doubts() -> list[dict[str, Any]]:
    """Payments first, the oldest first."""
    rows: list[Attempt | Refund] = [*queries.lost_attempts(), *queries.lost_refunds()]
    return [_told(one) for one in rows]


def _told(one: Attempt | Refund) -> dict[str, Any]:
    if isinstance(one, Attempt):
        own = {"was": one.lost_while, "began_at": one.began_at, "account": one.account, "of": one.invoice}
    else:
        charge = one.charge
        own = {"was": REFUND, "began_at": one.asked_at, "account": charge.account, "of": charge.invoice}
    return {"pk": one.pk, "amount": one.amount, **own}


class DoubtDoor(Door):
    """One of them."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request, doubt_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """It has been looked up and settled by hand."""
        actions.check_doubt(number=doubt_id, by=self.actor, at=self.at)
        return Response(status=204)
