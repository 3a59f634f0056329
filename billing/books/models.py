"""Accounts, fiscal years, vouchers, entries and closings. Vouchers and entries are only added to.

What the columns cannot say the triggers of migration 0002 do: a voucher's entries are as many as it says
and sum to zero when the transaction ends, nothing is altered or removed, numbers follow one another, years
do not overlap, a closed period stays closed.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from billing.books.enums import AccountKind


class Account(models.Model):
    """One account of the chart."""

    number = models.PositiveIntegerField(primary_key=True)
    name_sv = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=9, choices=[(k.value, k.value) for k in AccountKind])
    is_open = models.BooleanField(default=True, help_text="a closed account takes no new entries")

    class Meta:
        """In the chart's order; four digits or more as in BAS."""

        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(number__gte=1000, number__lte=999999), name="account_number"),
        ]


class FiscalYear(models.Model):
    """A fiscal year: its ``name`` is the calendar year that it ends in."""

    name = models.CharField(max_length=9, unique=True)
    from_date = models.DateField()
    to_date = models.DateField()

    class Meta:
        """At most eighteen months (BFL 3 kap. 3 §); a day belongs to one year: migration 0002."""

        ordering: ClassVar[list[str]] = ["from_date"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(to_date__gte=F("from_date")), name="year_goes_forward"),
        ]


class Counter(models.Model):
    """The last number used in a series of a year; its row lock makes the next one."""

    year = models.ForeignKey(FiscalYear, on_delete=models.PROTECT, related_name="+")
    series = models.CharField(max_length=2)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        """One of each."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["year", "series"], name="one_counter_per_series"),
        ]


class Voucher(models.Model):
    """Verifikation: what happened, on which day, from which source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    year = models.ForeignKey(FiscalYear, on_delete=models.PROTECT, related_name="vouchers")
    series = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    date = models.DateField()
    text = models.CharField(max_length=200, help_text="Swedish, as the books are kept")
    text_en = models.CharField(max_length=200, blank=True, help_text="for readers; empty: as ``text``")
    lines = models.PositiveSmallIntegerField(help_text="how many entries it has: none is added later")
    source_kind = models.CharField(max_length=24)
    source_id = models.CharField(max_length=120)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")
    by_name = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField()

    class Meta:
        """A number once, a source once."""

        ordering: ClassVar[list[str]] = ["date", "series", "number"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["date"])]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["year", "series", "number"], name="voucher_number_once"),
            models.UniqueConstraint(fields=["source_kind", "source_id"], name="a_source_posts_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="vouchers_count_from_one"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(source_id=""), name="voucher_says_why"),
            models.CheckConstraint(condition=Q(series__regex=r"^[A-Z]{1,2}$"), name="series_is_letters"),
        ]

    def __str__(self) -> str:
        """Series and number, as bookkeepers say it."""
        return f"{self.series}{self.number}"


class Entry(models.Model):
    """One line of a voucher: öre, debit above zero and credit below."""

    id = models.BigAutoField(primary_key=True)
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="entries")
    amount = models.BigIntegerField(help_text="öre: debit +, credit −")
    about = models.UUIDField(null=True, db_index=True, help_text="the invoice it is about")
    party = models.UUIDField(null=True, db_index=True, help_text="the member it concerns")
    objects_sie = models.JSONField(default=list, help_text="[[dimension, object], …] as in SIE")

    class Meta:
        """In the order they were written; nothing is a line of nothing."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(amount=0), name="entry_is_not_nothing"),
        ]


class Closing(models.Model):
    """The books are closed through a day: nothing is posted on it or before."""

    through = models.DateField(unique=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        """The latest decides."""

        ordering: ClassVar[list[str]] = ["through"]
