"""The bank's files, its payments, and what each payment was for.

A payment is never removed and what the bank said of it never changes; what is left of it and its matches add
up: triggers of migration 0002.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from billing.bank.enums import FileState, MatchKind, PaymentState
from billing.invoices.models import Invoice
from billing.standards.incoming import Format
from kernel.money import SEK


def _choices(words: Any) -> list[tuple[str, str]]:  # noqa: ANN401  any of our enums
    return [(word.value, word.value) for word in words]


class BankFile(models.Model):
    """A file as the bank made it, kept with its checksum (BFL 7 kap.)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    format = models.CharField(max_length=5, choices=_choices(Format))
    sha256 = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    account = models.CharField(max_length=200, blank=True, help_text="as the file writes it")
    columns = models.JSONField(default=dict, help_text="a list's columns as a person settled them")
    headings = models.JSONField(default=list)
    entries = models.PositiveIntegerField()
    passed_over = models.PositiveIntegerField(help_text="rows that bring nothing in")
    state = models.CharField(max_length=7, choices=_choices(FileState), default=FileState.READ.value)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    read_by = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField()
    booked_by = models.CharField(max_length=200, blank=True)
    booked_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; booked says when, and every row is either new or known."""

        ordering: ClassVar[list[str]] = ["-read_at"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(state="read", booked_at=None, done_at=None)
                | Q(state="booking", booked_at__isnull=False, done_at=None)
                | Q(state="done", booked_at__isnull=False, done_at__isnull=False),
                name="bank_file_state",
            ),
            models.CheckConstraint(
                condition=Q(state="read", added=0, known=0) | Q(entries=F("added") + F("known")),
                name="bank_file_adds_up",
            ),
        ]


class BankPayment(models.Model):
    """One payment as the bank tells of it. Amounts in öre; below zero the bank took money back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file = models.ForeignKey(BankFile, on_delete=models.PROTECT, related_name="payments")
    row = models.PositiveIntegerField(help_text="the line or entry of the file")
    sequence = models.PositiveIntegerField()
    account = models.CharField(max_length=64, blank=True, help_text="empty: the association's own account")
    bank_key = models.CharField(max_length=64, help_text="of the bank's reference, day, amount and currency")
    bank_ref = models.CharField(max_length=100, blank=True)
    batch_ref = models.CharField(max_length=100, blank=True, help_text="the sum that it is a part of")
    amount = models.BigIntegerField(help_text="in the smallest unit of its currency")
    currency = models.CharField(max_length=3)
    booked = models.BigIntegerField(null=True, help_text="öre; nothing until a foreign amount is known")
    booked_in = models.CharField(
        max_length=3,
        default=SEK,
        db_default=SEK,
        help_text="what the association counts in: of booked and left",
    )
    left = models.BigIntegerField(default=0, help_text="öre that nobody has said what they were for")
    on = models.DateField()
    reference = models.CharField(max_length=2000, blank=True)
    others = models.JSONField(default=list, help_text="further references")
    text = models.TextField(blank=True)
    payer = models.CharField(max_length=2000, blank=True)
    payer_account = models.CharField(max_length=2000, blank=True, db_index=True)
    payer_number = models.CharField(max_length=100, blank=True)
    is_reversal = models.BooleanField(default=False)
    state = models.CharField(max_length=7, choices=_choices(PaymentState), default=PaymentState.NEW.value)
    waits = models.JSONField(default=list, help_text="why it is in the queue: [{code, params}]")
    note = models.CharField(max_length=300, blank=True)
    arrived = models.UUIDField(null=True, help_text="the voucher on 2499")

    class Meta:
        """Kept once, whatever file it comes in; what is left has the payment's own sign and no more."""

        ordering: ClassVar[list[str]] = ["-on", "sequence", "pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["state", "on"]),
            models.Index(fields=["bank_ref"]),
            models.Index(fields=["batch_ref"]),
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["account", "bank_key"], name="a_bank_payment_is_kept_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="bank_payment_is_not_nothing"),
            models.CheckConstraint(
                condition=Q(booked=None, left=0)
                | Q(amount__gt=0, booked__gt=0, left__gte=0, left__lte=F("booked"))
                | Q(amount__lt=0, booked__lt=0, left__lte=0, left__gte=F("booked")),
                name="bank_payment_left_within",
            ),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(left=0, booked__isnull=False), name="done_has_nothing_left"
            ),
            models.CheckConstraint(
                condition=~Q(currency=F("booked_in")) | Q(booked=F("amount")),
                name="our_own_is_as_the_bank_says",
            ),
        ]


class Match(models.Model):
    """What a payment, or a part of it, was: an invoice's, income, returned, or told of twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(BankPayment, on_delete=models.PROTECT, related_name="matches")
    kind = models.CharField(max_length=8, choices=_choices(MatchKind))
    invoice = models.ForeignKey(Invoice, null=True, on_delete=models.PROTECT, related_name="bank_matches")
    amount = models.BigIntegerField(help_text="öre, with the payment's sign")
    account = models.PositiveIntegerField(null=True, help_text="of income")
    text = models.CharField(max_length=300, blank=True)
    on = models.DateField(help_text="its day in the books")
    is_direct = models.BooleanField(default=False, help_text="from the bank account, not from 2499")
    is_automatic = models.BooleanField(default=False)
    because = models.JSONField(default=list, help_text="the reasons: [{code, params}]")
    request = models.UUIDField(help_text="the asker's own key: asked twice, it is one")
    no = models.PositiveSmallIntegerField(default=1)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    voucher = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=200, blank=True)
    undone_because = models.CharField(max_length=300, blank=True)

    class Meta:
        """In order; one for each part of a request; each kind has what it needs."""

        ordering: ClassVar[list[str]] = ["at", "no"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["request", "no"], name="a_match_is_asked_once"),
            models.CheckConstraint(condition=~Q(amount=0), name="match_is_not_nothing"),
            models.CheckConstraint(
                condition=Q(kind="invoice", invoice__isnull=False, account=None)
                | Q(kind="income", invoice=None, account__isnull=False)
                | Q(kind__in=("returned", "known"), invoice=None, account=None),
                name="match_has_what_it_needs",
            ),
        ]
