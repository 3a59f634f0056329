"""Invoices, their lines, what they need to know of seller and buyer, and proof that they were sent.

An issued invoice, its lines and its file are never changed or removed: triggers of migration 0002.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from billing.books.models import FiscalYear
from billing.invoices.enums import Channel, InvoiceKind, InvoiceState, Vat
from kernel.money import CODES, SEK
from notices.models import KeptLetter
from tenants.members.models import Member


def _choices(words: Any) -> list[tuple[str, str]]:  # noqa: ANN401  any of our enums
    return [(word.value, word.value) for word in words]


class InvoiceSettings(models.Model):
    """What the association says of itself on its invoices, what it counts in, and on what terms. One row.

    The currency stays once anything is decided, billed or booked in it: a trigger of migration 0007.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seller_name = models.CharField(max_length=200, blank=True)
    org_number = models.CharField(max_length=13, blank=True)
    street = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    town = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, default="SE")
    email = models.EmailField(blank=True, help_text="where members turn with questions")
    vat_id = models.CharField(max_length=20, blank=True)
    has_f_tax = models.BooleanField(default=False)
    currency = models.CharField(
        max_length=3, default=SEK, db_default=SEK, help_text="ISO 4217: what all its money is counted in"
    )
    bankgiro = models.CharField(max_length=8, blank=True, help_text="digits alone")
    iban = models.CharField(max_length=34, blank=True)
    bic = models.CharField(max_length=11, blank=True, default="", db_default="")
    swish = models.CharField(
        max_length=10, blank=True, help_text="the association's own number, digits alone"
    )
    ocr_length_digit = models.BooleanField(default=True)
    ocr_is_hard = models.BooleanField(default=False, help_text="the bank refuses references that do not hold")
    terms_days = models.PositiveSmallIntegerField(default=30)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        """One row, terms that a payer can keep."""

        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(id=1), name="one_set_of_invoice_settings"),
            models.CheckConstraint(condition=Q(terms_days__gte=1, terms_days__lte=365), name="terms_in_days"),
            models.CheckConstraint(condition=Q(bankgiro__regex=r"^([0-9]{7,8})?$"), name="bankgiro_digits"),
            models.CheckConstraint(condition=Q(swish__regex=r"^(123[0-9]{7})?$"), name="swish_digits"),
            models.CheckConstraint(condition=Q(currency__in=CODES), name="a_currency_we_know"),
            models.CheckConstraint(
                condition=Q(currency=SEK) | Q(bankgiro="", swish=""), name="bankgiro_and_swish_take_kronor"
            ),
        ]


class BillingDetails(models.Model):
    """Where a member wants its invoices, when it is not as the register of members says."""

    member = models.OneToOneField(
        Member, primary_key=True, on_delete=models.CASCADE, related_name="billing_details"
    )
    street = models.CharField(max_length=120, blank=True)
    postal_code = models.CharField(max_length=12, blank=True)
    town = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    reference = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, default="sv")
    channel = models.CharField(max_length=6, choices=_choices(Channel), default=Channel.EMAIL.value)
    changed_at = models.DateTimeField()


class Invoice(models.Model):
    """An invoice or a credit note."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=11, choices=_choices(InvoiceKind))
    state = models.CharField(max_length=6, choices=_choices(InvoiceState), default=InvoiceState.DRAFT.value)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="invoices")
    year = models.ForeignKey(FiscalYear, null=True, on_delete=models.PROTECT, related_name="+")
    serial = models.PositiveIntegerField(null=True, help_text="within the year, without gaps")
    number = models.CharField(max_length=12, null=True, unique=True, help_text="20170001")  # noqa: DJ001  none before it is issued
    ocr = models.CharField(max_length=25, blank=True)
    currency = models.CharField(
        max_length=3, default=SEK, db_default=SEK, help_text="of every amount on it: the association's own"
    )
    pay_mark = models.CharField(
        max_length=32, blank=True, help_text="made at random when it is issued: the letter's link to pay by"
    )
    origin_kind = models.CharField(max_length=24)
    origin_id = models.CharField(max_length=120)
    credits = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="credit_notes")
    reason = models.CharField(max_length=300, blank=True, help_text="why it is credited")
    fee_class = models.CharField(max_length=12, blank=True, help_text="the class of fee that it bills")
    period_from = models.DateField(null=True)
    period_to = models.DateField(null=True)
    issued_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    terms_days = models.PositiveSmallIntegerField(null=True, help_text="instead of the settings'")
    language = models.CharField(max_length=2, default="sv")
    buyer = models.JSONField(default=dict, help_text="as it was on the day: rules.Party")
    seller = models.JSONField(default=dict, help_text="as it was on the day: rules.Party")
    decision = models.UUIDField(null=True, help_text="the decision that set the fee")
    citation_sv = models.CharField(max_length=200, blank=True)
    citation_en = models.CharField(max_length=200, blank=True)
    vat_decision = models.UUIDField(null=True, help_text="the board's choice of VAT")
    vat_citation_sv = models.CharField(max_length=200, blank=True)
    vat_citation_en = models.CharField(max_length=200, blank=True)
    net = models.BigIntegerField(default=0)
    vat = models.BigIntegerField(default=0)
    total = models.BigIntegerField(
        default=0, help_text="öre, VAT included; a credit note's is above zero too"
    )
    created_at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)

    class Meta:
        """A number once; drafted once for a reason; what is issued has all that the law asks for."""

        ordering: ClassVar[list[str]] = ["-issued_on", "-number", "-created_at"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["member", "issued_on"]),
            models.Index(fields=["ocr"]),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["year", "serial"], name="invoice_serial_once"),
            models.UniqueConstraint(fields=["origin_kind", "origin_id"], name="an_origin_is_billed_once"),
            models.CheckConstraint(
                condition=Q(
                    state="draft", number=None, serial=None, year=None, issued_at=None, issued_on=None
                )
                | Q(
                    state="issued",
                    number__isnull=False,
                    serial__gte=1,
                    year__isnull=False,
                    issued_at__isnull=False,
                    issued_on__isnull=False,
                    due_on__isnull=False,
                    total__gt=0,
                ),
                name="issued_with_a_number",
            ),
            models.CheckConstraint(
                condition=Q(kind="invoice", credits=None) | Q(kind="credit_note", credits__isnull=False),
                name="a_credit_note_credits",
            ),
            models.CheckConstraint(condition=Q(total=F("net") + F("vat")), name="invoice_adds_up"),
            models.CheckConstraint(condition=Q(net__gte=0, vat__gte=0), name="invoice_not_below_zero"),
        ]

    def __str__(self) -> str:
        """Its number, or that it is a draft."""
        return self.number or "draft"


class Line(models.Model):
    """One line. ``net`` and ``vat`` in öre, of all of ``quantity``."""

    invoice = models.ForeignKey(Invoice, on_delete=models.CASCADE, related_name="lines")
    no = models.PositiveSmallIntegerField()
    text_sv = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300, blank=True)
    detail_sv = models.CharField(max_length=300, blank=True)
    detail_en = models.CharField(max_length=300, blank=True)
    quantity = models.PositiveIntegerField(default=1)
    unit_price = models.BigIntegerField(help_text="öre, before VAT")
    net = models.BigIntegerField()
    vat_treatment = models.CharField(max_length=11, choices=_choices(Vat))
    vat = models.BigIntegerField()
    account = models.PositiveIntegerField(help_text="of income, in the books")

    class Meta:
        """In order; a line costs something and is what it says it is."""

        ordering: ClassVar[list[str]] = ["no"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["invoice", "no"], name="line_number_once"),
            models.CheckConstraint(condition=Q(net=F("quantity") * F("unit_price")), name="line_adds_up"),
            models.CheckConstraint(
                condition=Q(net__gte=0, vat__gte=0, quantity__gte=1), name="line_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(vat_treatment__in=["25", "12", "6"]) | Q(vat=0), name="no_vat_without_a_rate"
            ),
        ]


class InvoiceFile(models.Model):
    """The PDF as it was first printed in a language: what was sent is what is kept (BFL 7 kap.)."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=2)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        """One in each language."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["invoice", "language"], name="one_file_per_language"),
        ]


class Sending(KeptLetter):
    """A letter with the invoice: to whom, when, which file, and that the mail server took it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="sendings")
    to = models.EmailField()
    asked_by = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    file_sha256 = models.CharField(max_length=64, blank=True)
    is_first = models.BooleanField(default=False, help_text="the letter that issuing asks for")

    class Meta:
        """Issuing asks for one letter; what was sent says when and what."""

        ordering: ClassVar[list[str]] = ["asked_at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["invoice"], condition=Q(is_first=True), name="one_first_letter_per_invoice"
            ),
            models.CheckConstraint(
                condition=~Q(state="sent")
                | Q(sent_at__isnull=False) & ~Q(message_id="") & ~Q(file_sha256=""),
                name="sent_is_proved",
            ),
        ]
