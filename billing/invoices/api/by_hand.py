"""The treasurer's doors to money that she saw herself, and to a draft on paper."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.books.enums import Number
from billing.invoices import actions, queries, rules
from billing.invoices.api import shapes
from billing.invoices.api.own import LANG
from billing.invoices.api.treasurer import told
from kernel.doors import Door
from kernel.shapes import ProblemShape

MONEY = [Number.BANK.value, Number.OTHER_BANK.value]


class PaymentByHandForm(serializers.Serializer[Any]):
    """What came, when and where; ``key`` is the client's name for it, so that sent twice it is one."""

    key = serializers.UUIDField()
    amount = serializers.IntegerField(min_value=1, max_value=rules.MOST, help_text="öre")
    on = serializers.DateField()
    account = serializers.ChoiceField(choices=MONEY, required=False, default=MONEY[0])


class TakingBackForm(serializers.Serializer[Any]):
    """Why the payment by hand was a mistake."""

    reason = serializers.CharField(max_length=300, allow_blank=True)


class PayingOutForm(serializers.Serializer[Any]):
    """What went back, and when."""

    key = serializers.UUIDField()
    amount = serializers.IntegerField(min_value=1, max_value=rules.MOST, help_text="öre")
    on = serializers.DateField()


class PaymentsByHandDoor(Door):
    """Money that came another way than by a file from the bank or through Stripe."""

    verbs: ClassVar[dict[str, str]] = {"POST": "invoices.keep"}

    @extend_schema(request=PaymentByHandForm, responses={200: shapes.InvoiceShape, 409: ProblemShape})
    def post(self, request: Request, invoice_id: UUID) -> Response:
        """Write it down; the same key again is the same payment."""
        form = PaymentByHandForm(data=request.data)
        form.is_valid(raise_exception=True)
        actions.record_payment(invoice_id=invoice_id, by=self.actor, at=self.at, **form.validated_data)
        return told(self, invoice_id)


class TakingBackDoor(Door):
    """A payment by hand that was a mistake."""

    verbs: ClassVar[dict[str, str]] = {"POST": "invoices.keep"}

    @extend_schema(request=TakingBackForm, responses={200: shapes.InvoiceShape, 409: ProblemShape})
    def post(self, request: Request, payment_key: UUID) -> Response:
        """Post its mirror; again changes nothing."""
        form = TakingBackForm(data=request.data)
        form.is_valid(raise_exception=True)
        done = actions.take_back_payment(
            key=payment_key, on=queries.local_day(self.at), by=self.actor, at=self.at, **form.validated_data
        )
        return told(self, done.invoice.pk)


class PayingOutDoor(Door):
    """Money that went back from the bank account."""

    verbs: ClassVar[dict[str, str]] = {"POST": "invoices.keep"}

    @extend_schema(request=PayingOutForm, responses={200: shapes.InvoiceShape, 409: ProblemShape})
    def post(self, request: Request, invoice_id: UUID) -> Response:
        """Write it down; no more than was paid too much."""
        form = PayingOutForm(data=request.data)
        form.is_valid(raise_exception=True)
        actions.pay_out(invoice_id=invoice_id, by=self.actor, at=self.at, **form.validated_data)
        return told(self, invoice_id)


class DraftPaperDoor(Door):
    """A draft on paper, to look at before it is issued."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(
        parameters=[LANG], responses={(200, "application/pdf"): OpenApiTypes.BINARY, 409: ProblemShape}
    )
    def get(self, request: Request, invoice_id: UUID) -> HttpResponse:
        """As it would be printed today; nothing of it is kept."""
        asked = request.query_params.get("lang", "")
        lang = asked if asked in {"sv", "en"} else queries.invoice(invoice_id).language
        content = actions.print_draft(
            invoice_id=invoice_id, language=lang, on=queries.local_day(self.at), at=self.at
        )
        name = rules.file_name(number="", is_credit=False, lang=lang)
        headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
        return HttpResponse(content, content_type="application/pdf", headers=headers)
