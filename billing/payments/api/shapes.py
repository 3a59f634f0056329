"""Shapes that several of these doors share."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from billing.payments.enums import AttemptKind, AttemptState, RefundState, Way
from kernel.errors import Malformed, Obstacle
from kernel.shapes import ObstacleShape


def path_of(text: str) -> str:
    """A page of ours: nobody is sent elsewhere by a link of theirs."""
    if not text.startswith("/") or text.startswith("//") or "\\" in text:
        raise Malformed({"back_to": [Obstacle("billing.payments.error_path")]})
    return text


class RefundShape(serializers.Serializer[Any]):
    """Money on its way back."""

    request = serializers.UUIDField()
    amount = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=[s.value for s in RefundState])
    failed_because = serializers.CharField(allow_blank=True)
    asked_by = serializers.CharField(allow_blank=True)
    asked_at = serializers.DateTimeField()


class DisputeShape(serializers.Serializer[Any]):
    """The payer's bank took the money back; answer at Stripe before ``due_at``."""

    dispute = serializers.CharField()
    amount = serializers.IntegerField()
    reason = serializers.CharField()
    state = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)


class ChargeShape(serializers.Serializer[Any]):
    """Money that came, and what happened to it. Amounts in öre."""

    id = serializers.UUIDField()
    charge = serializers.CharField()
    amount = serializers.IntegerField()
    fee = serializers.IntegerField()
    method = serializers.CharField()
    paid_with = serializers.CharField(source="label", allow_blank=True)
    at = serializers.DateTimeField()
    refunds = RefundShape(many=True)
    disputes = DisputeShape(many=True)
    account_closed_at = serializers.DateTimeField(
        source="account.closed_at", allow_null=True, help_text="nothing can be sent back there since"
    )


class AttemptShape(serializers.Serializer[Any]):
    """A way to pay."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=[k.value for k in AttemptKind])
    state = serializers.ChoiceField(choices=[s.value for s in AttemptState])
    amount = serializers.IntegerField()
    url = serializers.CharField(allow_blank=True)
    declined_because = serializers.CharField(allow_blank=True)
    began_at = serializers.DateTimeField()


class PayingShape(serializers.Serializer[Any]):
    """An invoice as its payer sees it: what is open, the ways to pay, what was paid. Amounts in öre."""

    invoice = serializers.UUIDField()
    number = serializers.CharField()
    seller = serializers.CharField()
    member = serializers.CharField()
    total = serializers.IntegerField()
    open = serializers.IntegerField()
    currency = serializers.CharField()
    due_on = serializers.DateField()
    bankgiro = serializers.CharField(allow_blank=True)
    iban = serializers.CharField(allow_blank=True)
    bic = serializers.CharField(allow_blank=True)
    ocr = serializers.CharField(allow_blank=True)
    may_pay_online = serializers.BooleanField()
    ways = serializers.ListField(child=serializers.ChoiceField(choices=[one.value for one in Way]))
    obstacles = ObstacleShape(many=True)
    consent_words = serializers.CharField(help_text="what a member agrees to who lets the card be kept")
    saved_label = serializers.CharField(allow_blank=True)
    attempt = AttemptShape(allow_null=True)
    charges = ChargeShape(many=True)


class PageWishShape(serializers.Serializer[Any]):
    """How somebody wants to pay. ``keep_card``: they ticked the words of ``consent_words``."""

    language = serializers.ChoiceField(choices=["sv", "en"], default="sv")
    back_to = serializers.CharField(max_length=300, default="/")
    keep_card = serializers.BooleanField(default=False)
