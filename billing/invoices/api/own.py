"""What a member does with its own invoices: sees them and takes the paper home."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.invoices import actions, queries, rules
from billing.invoices.api import shapes
from billing.invoices.enums import InvoiceKind
from billing.invoices.models import InvoiceFile
from kernel.doors import SIGNED_IN, Door
from kernel.errors import Missing
from tenants.members.models import Member

LANG = OpenApiParameter("lang", str, enum=["sv", "en"], description="the invoice's own without it")


class OwnMember(Door):
    """A door for those who answer for a member, and for a verb of the table; for others it is missing."""

    def theirs(self, member_id: UUID, *, treasurer: str) -> Member:
        """The member, when it is theirs or they have the verb. Raises Missing."""
        user: Any = self.request.user
        found = Member.objects if user.may(treasurer) else queries.members_of(user.email)
        member = found.filter(pk=member_id).first()
        if member is None:
            raise Missing
        return member


class OwnInvoiceShape(shapes.InvoiceRowShape):
    """With the page to pay at; empty for a credit note."""

    pay_path = serializers.CharField(allow_blank=True)


class OwnAccountShape(serializers.Serializer[Any]):
    """A member that somebody answers for, what it owes in all, and its invoices."""

    member = serializers.UUIDField()
    member_name = serializers.CharField()
    balance = serializers.IntegerField()
    invoices = OwnInvoiceShape(many=True)
    details = shapes.BillingDetailsShape()


class OwnInvoicesShape(serializers.Serializer[Any]):
    """Everything to pay, and everything paid."""

    members = OwnAccountShape(many=True)


class OwnInvoicesDoor(Door):
    """My organisation's invoices."""

    verbs: ClassVar[dict[str, str]] = {"GET": SIGNED_IN}

    @extend_schema(responses=OwnInvoicesShape)
    def get(self, request: Request) -> Response:
        """Of every member that this address answers for; drafts are nothing yet and are not shown."""
        user: Any = request.user
        today = queries.local_day(self.at)
        told = [
            {
                "member": member.pk,
                "member_name": member.name,
                "balance": queries.balance_of_member(member.pk),
                "invoices": [_own(one) for one in queries.issued_to(member.pk, today=today)],
                "details": shapes.details_shape(member),
            }
            for member in queries.members_of(user.email)
        ]
        return Response(OwnInvoicesShape({"members": told}).data)


def _own(found: queries.Found) -> dict[str, Any]:
    is_note = found.invoice.kind == InvoiceKind.CREDIT_NOTE
    return {**shapes.row_shape(found), "pay_path": "" if is_note else shapes.pay_path(found.invoice)}


class PaperDoor(Door):
    """The paper."""

    verbs: ClassVar[dict[str, str]] = {"GET": SIGNED_IN}

    @extend_schema(parameters=[LANG], responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, invoice_id: UUID) -> HttpResponse:
        """As it was first printed; for whoever answers for the member, and those who see invoices."""
        user: Any = request.user
        invoice = queries.invoice(invoice_id)
        if not user.may("invoices.see") and not queries.is_theirs(invoice, user.email):
            raise Missing
        asked = request.query_params.get("lang", "")
        lang = asked if asked in {"sv", "en"} else invoice.language
        kept = actions.keep_paper(invoice_id=invoice.pk, language=lang, at=self.at)
        return as_file(kept, number=str(invoice.number), kind=invoice.kind)


def as_file(kept: InvoiceFile, *, number: str, kind: str) -> HttpResponse:
    """The file with its name; nobody keeps it on the way."""
    name = rules.file_name(number=number, is_credit=kind == InvoiceKind.CREDIT_NOTE, lang=kept.language)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(bytes(kept.content), content_type="application/pdf", headers=headers)
