"""Doors to the settings, to where a member wants its invoices, and to its account."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.invoices import actions, queries, rules
from billing.invoices.api import shapes
from billing.invoices.api.own import OwnMember
from kernel.doors import SIGNED_IN, Door
from kernel.money import CODES
from kernel.shapes import ObstacleShape

EDITABLE = (
    "seller_name", "org_number", "street", "postal_code", "town", "email", "vat_id", "has_f_tax", "currency",
    "bankgiro", "iban", "bic", "swish", "ocr_length_digit", "ocr_is_hard", "terms_days",
)  # fmt: skip


class InvoiceSettingsForm(serializers.Serializer[Any]):
    """What the association says of itself on its invoices, and on what terms."""

    seller_name = serializers.CharField(max_length=200, required=False)
    org_number = serializers.CharField(max_length=13, required=False, allow_blank=True)
    street = serializers.CharField(max_length=120, required=False, allow_blank=True)
    postal_code = serializers.CharField(max_length=12, required=False, allow_blank=True)
    town = serializers.CharField(max_length=80, required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    vat_id = serializers.CharField(max_length=20, required=False, allow_blank=True)
    has_f_tax = serializers.BooleanField(required=False)
    currency = serializers.ChoiceField(choices=list(CODES), required=False)
    bankgiro = serializers.CharField(max_length=20, required=False, allow_blank=True)
    iban = serializers.CharField(max_length=42, required=False, allow_blank=True)
    bic = serializers.CharField(max_length=14, required=False, allow_blank=True)
    swish = serializers.CharField(max_length=20, required=False, allow_blank=True)
    ocr_length_digit = serializers.BooleanField(required=False)
    ocr_is_hard = serializers.BooleanField(required=False)
    terms_days = serializers.IntegerField(min_value=1, max_value=365, required=False)


class CurrencyShape(serializers.Serializer[Any]):
    """A currency to choose."""

    code = serializers.CharField()
    sv = serializers.CharField()
    en = serializers.CharField()


class InvoiceSettingsShape(InvoiceSettingsForm):
    """The settings, and the board's choice of VAT with where it was made: only a decision changes that."""

    vat_treatment = serializers.ChoiceField(choices=shapes.VAT, help_text="of membership fees")
    vat_on_services = serializers.ChoiceField(choices=shapes.VAT)
    vat_membership = serializers.IntegerField(
        allow_null=True, help_text="öre of a fee that are for belonging, when the rest is for services"
    )
    vat_is_chosen = serializers.BooleanField()
    vat_citation_sv = serializers.CharField(allow_blank=True)
    vat_citation_en = serializers.CharField(allow_blank=True)
    vat_decision = serializers.UUIDField(allow_null=True)
    next_number = serializers.CharField(help_text="that an invoice issued today gets, if it is the next")
    currencies = CurrencyShape(many=True)
    currency_stays = ObstacleShape(many=True, help_text="why the currency can no longer be another")
    obstacles = ObstacleShape(many=True, help_text="what every invoice would lack today")


def _settings(*, today: date) -> dict[str, Any]:
    kept, choice = queries.settings(), queries.vat_choice()
    cited, chosen = queries.citation(choice.decision_id if choice else None), queries.chosen_vat(choice)
    return {
        **{name: getattr(kept, name) for name in EDITABLE},
        "vat_treatment": chosen.membership_fees.value,
        "vat_on_services": chosen.service_fees.value,
        "vat_membership": chosen.membership,
        "vat_is_chosen": choice is not None,
        "vat_citation_sv": cited.sv,
        "vat_citation_en": cited.en,
        "vat_decision": choice.decision_id if choice else None,
        "next_number": queries.next_number(today),
        "currencies": rules.choices(),
        "currency_stays": [one.to_json() for one in queries.obstacles_to_another_currency()],
        "obstacles": [one.to_json() for one in queries.obstacles_to_any_invoice()],
    }


class SettingsDoor(Door):
    """The settings."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see", "PATCH": "invoices.keep"}

    @extend_schema(responses=InvoiceSettingsShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """As they are."""
        return Response(InvoiceSettingsShape(_settings(today=queries.local_day(self.at))).data)

    @extend_schema(request=InvoiceSettingsForm, responses=InvoiceSettingsShape)
    def patch(self, request: Request) -> Response:
        """Change the fields that are sent; invoices that are issued keep what they said."""
        form = InvoiceSettingsForm(data=request.data)
        form.is_valid(raise_exception=True)
        actions.change_settings(form.validated_data, by=self.actor, at=self.at)
        return Response(InvoiceSettingsShape(_settings(today=queries.local_day(self.at))).data)


class DetailsDoor(OwnMember):
    """Where a member wants its invoices."""

    verbs: ClassVar[dict[str, str]] = {"GET": SIGNED_IN, "PATCH": SIGNED_IN}

    @extend_schema(responses=shapes.BillingDetailsShape)
    def get(self, request: Request, member_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """What it asked for, and what is used."""
        member = self.theirs(member_id, treasurer="invoices.see")
        return Response(shapes.BillingDetailsShape(shapes.details_shape(member)).data)

    @extend_schema(request=shapes.BillingDetailsShape, responses=shapes.BillingDetailsShape)
    def patch(self, request: Request, member_id: UUID) -> Response:
        """Change the fields that are sent, for coming invoices."""
        member = self.theirs(member_id, treasurer="invoices.keep")
        form = shapes.BillingDetailsShape(data=request.data, partial=True)
        form.is_valid(raise_exception=True)
        actions.change_billing_details(
            member_id=member.pk, values=form.validated_data, by=self.actor, at=self.at
        )
        return Response(shapes.BillingDetailsShape(shapes.details_shape(member)).data)


class StatementRowShape(serializers.Serializer[Any]):
    """One thing that happened; ``balance`` is what is owed after it."""

    on = serializers.DateField()
    kind = serializers.CharField()
    text = serializers.CharField()
    text_en = serializers.CharField(allow_blank=True, help_text="empty: only ``text``, in Swedish")
    voucher = serializers.CharField()
    voucher_id = serializers.UUIDField()
    number = serializers.CharField(allow_blank=True)
    amount = serializers.IntegerField()
    balance = serializers.IntegerField()


class AccountStatementShape(serializers.Serializer[Any]):
    """A member's account; below zero the association owes the member."""

    member = serializers.UUIDField(source="member.pk")
    member_name = serializers.CharField(source="member.name")
    opening = serializers.IntegerField()
    rows = StatementRowShape(many=True)
    closing = serializers.IntegerField()


class DaysForm(serializers.Serializer[Any]):
    """From which day to which; without them, all."""

    from_date = serializers.DateField(required=False, default=None, allow_null=True)
    to_date = serializers.DateField(required=False, default=None, allow_null=True)


class StatementDoor(OwnMember):
    """A member's account."""

    verbs: ClassVar[dict[str, str]] = {"GET": SIGNED_IN}

    @extend_schema(parameters=[DaysForm], responses=AccountStatementShape)
    def get(self, request: Request, member_id: UUID) -> Response:
        """All that was charged, paid, credited and given up, in order."""
        member = self.theirs(member_id, treasurer="invoices.see")
        form = DaysForm(data=request.query_params)
        form.is_valid(raise_exception=True)
        return Response(
            AccountStatementShape(queries.statement_of_account(member, **form.validated_data)).data
        )


class BuyerShape(serializers.Serializer[Any]):
    """Somebody to bill, and what the invoice would say of it today."""

    member = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()
    town = serializers.CharField(allow_blank=True)
    address = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)
    reference = serializers.CharField(allow_blank=True)


class BuyersDoor(Door):
    """Whom an invoice can be to."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(
        parameters=[OpenApiParameter("q", str, description="words of the name, number or contact")],
        responses=BuyerShape(many=True),
    )
    def get(self, request: Request) -> Response:
        """The first twenty members with every word, in Swedish order."""
        told = [
            {
                "member": found.pk,
                "number": found.number,
                "name": found.name,
                "town": found.town,
                "address": ", ".join(filter(None, (used.street, f"{used.postal_code} {used.town}".strip()))),
                "email": used.email,
                "reference": used.reference,
            }
            for found, used in queries.buyers_like(request.query_params.get("q", "")[:80])
        ]
        return Response(BuyerShape(told, many=True).data)
