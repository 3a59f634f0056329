"""The page that the letter's link leads to: what is to be paid, how, and whether it has been. No sign-in.

The link is the right to see this one invoice and to pay it. It tells nothing that does not stand on the
paper, but for what was paid: no other invoice, no address, no kept card, nothing of Stripe's.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.invoices import actions as invoicing
from billing.invoices import queries as invoices
from billing.invoices.enums import Standing
from billing.invoices.rules import file_name
from billing.payments import actions, gateway
from billing.payments.api.limits import LinkPace
from billing.payments.api.paying import language_of, opened, paying
from billing.payments.api.shapes import AttemptShape, PageWishShape
from billing.payments.enums import AttemptState, Way
from kernel.actor import Actor
from kernel.doors import ANYONE, Door
from kernel.shapes import ObstacleShape


class LinkedLineShape(serializers.Serializer[Any]):
    """What is paid for. Amounts in öre."""

    text_sv = serializers.CharField()
    text_en = serializers.CharField(allow_blank=True)
    detail_sv = serializers.CharField(allow_blank=True)
    detail_en = serializers.CharField(allow_blank=True)
    total = serializers.IntegerField()


class LinkedChargeShape(serializers.Serializer[Any]):
    """Money that came online."""

    amount = serializers.IntegerField()
    method = serializers.CharField()
    paid_with = serializers.CharField(source="label", allow_blank=True)
    at = serializers.DateTimeField()


class LinkedAttemptShape(serializers.Serializer[Any]):
    """The way to pay that was opened last."""

    state = serializers.ChoiceField(choices=[s.value for s in AttemptState])
    declined_because = serializers.CharField(allow_blank=True)


class LinkedPayingShape(serializers.Serializer[Any]):
    """One invoice to whoever holds its link. ``is_practice``: no real money changes hands here."""

    number = serializers.CharField()
    seller = serializers.CharField()
    seller_email = serializers.CharField(allow_blank=True)
    member = serializers.CharField()
    standing = serializers.ChoiceField(choices=[s.value for s in Standing])
    total = serializers.IntegerField()
    open = serializers.IntegerField()
    currency = serializers.CharField()
    due_on = serializers.DateField()
    bankgiro = serializers.CharField(allow_blank=True)
    iban = serializers.CharField(allow_blank=True)
    bic = serializers.CharField(allow_blank=True)
    swish = serializers.CharField(allow_blank=True, help_text="the association's own number")
    ocr = serializers.CharField(allow_blank=True)
    citation_sv = serializers.CharField(allow_blank=True)
    citation_en = serializers.CharField(allow_blank=True)
    lines = LinkedLineShape(many=True)
    may_pay_online = serializers.BooleanField()
    ways = serializers.ListField(child=serializers.ChoiceField(choices=[one.value for one in Way]))
    is_practice = serializers.BooleanField()
    obstacles = ObstacleShape(many=True)
    attempt = LinkedAttemptShape(allow_null=True)
    charges = LinkedChargeShape(many=True)


class LinkDoorway(Door):
    """What the link's doors share: nobody is signed in, and nobody can ask without end."""

    authentication_classes = ()  # type: ignore[assignment]  # nobody is signed in here
    throttle_classes = (LinkPace,)

    def seen(self, token: str) -> dict[str, Any]:
        """The invoice of the link; Missing for one that was not made here."""
        invoice_id = invoices.invoice_of_token(token)
        told = paying(invoice_id, language=language_of(self.request))
        found = invoices.found(invoice_id, today=invoices.local_day(self.at))
        one = found.invoice
        return {
            **told,
            "standing": found.standing,
            "seller_email": one.seller.get("email", ""),
            "swish": one.seller.get("swish", ""),
            "citation_sv": one.citation_sv,
            "citation_en": one.citation_en,
            "lines": [
                {
                    "text_sv": line.text_sv,
                    "text_en": line.text_en,
                    "detail_sv": line.detail_sv,
                    "detail_en": line.detail_en,
                    "total": line.net + line.vat,
                }
                for line in one.lines.all()
            ],
            "is_practice": told["may_pay_online"] and not gateway.mode(),
        }


class LinkedPayingDoor(LinkDoorway):
    """What stands open."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=LinkedPayingShape)
    def get(self, request: Request, pay_token: str) -> Response:  # noqa: ARG002  DRF's signature
        """A link that was not made here is missing."""
        return Response(LinkedPayingShape(self.seen(pay_token)).data)


class LinkedPageDoor(LinkDoorway):
    """The page to pay at."""

    verbs: ClassVar[dict[str, str]] = {"POST": ANYONE}

    @extend_schema(request=PageWishShape, responses=AttemptShape)
    def post(self, request: Request, pay_token: str) -> Response:
        """Open it, or give the one that is open."""
        return opened(request, invoices.invoice_of_token(pay_token), by=Actor.guest(), at=self.at)


class LinkedLookDoor(LinkDoorway):
    """Whether it has been paid."""

    verbs: ClassVar[dict[str, str]] = {"POST": ANYONE}
    # Money that is paid already is noted: whoever comes back from Stripe sees that it came.
    even_read_only = frozenset({"POST"})

    @extend_schema(request=None, responses=LinkedPayingShape)
    def post(self, request: Request, pay_token: str) -> Response:  # noqa: ARG002  DRF's signature
        """Ask Stripe, for whoever has just come back from there; its silence changes nothing."""
        actions.look_again(invoice_id=invoices.invoice_of_token(pay_token), at=self.at)
        return Response(LinkedPayingShape(self.seen(pay_token)).data)


class LinkedPaperDoor(LinkDoorway):
    """The paper."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, pay_token: str) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """As it was first printed, in the invoice's own language."""
        invoice = invoices.invoice(invoices.invoice_of_token(pay_token))
        kept = invoicing.keep_paper(invoice_id=invoice.pk, language=invoice.language, at=self.at)
        name = file_name(number=str(invoice.number), is_credit=False, lang=kept.language)
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(bytes(kept.content), content_type="application/pdf", headers=headers)
