"""Verbs on the books: post, reverse, close, keep the chart. Nothing here changes what is written."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from billing.books import queries, rules
from billing.books.enums import AccountKind, SourceKind
from billing.books.events import AccountKept, PeriodClosed, VoucherPosted
from billing.books.models import Account, Closing, Counter, Entry, FiscalYear, Voucher
from billing.books.rules import Posting
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, Refused, refuse_if

__all__ = [
    "Posting",
    "book_by_hand",
    "close_period",
    "fiscal_year",
    "keep_account",
    "next_in_series",
    "post_voucher",
    "reverse_by_hand",
    "reverse_voucher",
]

SERIES_BY_HAND = "M"
LONGEST_TEXT = 200


@transaction.atomic
def post_voucher(
    *,
    series: str,
    on: date,
    text: str,
    entries: Sequence[Posting],
    source: tuple[str, str],
    by: Actor,
    at: datetime,
    reverses: UUID | None = None,
    text_en: str = "",
) -> Voucher:
    """Write a voucher, once per source: the same source again gives the voucher that is there.

    The books are kept in Swedish (``text``, and the SIE file); ``text_en`` is the same for English readers.

    Entries on the same account about the same thing become one; those of nothing go. Locks the series'
    counter, so numbers have no gaps and the same source sent twice at once posts once. It records no fact:
    the caller's own does, as the last thing in this transaction. Raises Refused with every obstacle, also
    when the source has posted other amounts before.
    """
    lines = rules.merged(entries)
    counter = _hold_series(fiscal_year(on), series)
    before = queries.voucher_of(source)
    if before is not None:
        posted = [(one.account_id, one.amount) for one in before.entries.all()]
        if not rules.same_postings(posted, [(one.account, one.amount) for one in lines]):
            params = {"voucher": str(before), "source": " ".join(source)}
            raise Refused([Obstacle("billing.books.obstacle_source_posted_otherwise", params)])
        return before
    refuse_if(
        rules.obstacles_to_posting(
            lines,
            on=on,
            closed_through=queries.closed_through(),
            accounts=queries.takes_entries(one.account for one in lines),
        )
    )
    counter.last += 1
    counter.save(update_fields=["last"])
    written = Voucher.objects.create(
        year_id=counter.year_id,
        series=series,
        number=counter.last,
        date=on,
        text=text[:LONGEST_TEXT],
        text_en=text_en[:LONGEST_TEXT],
        lines=len(lines),
        source_kind=source[0],
        source_id=source[1],
        reverses_id=reverses,
        by_name=by.name,
        posted_at=at,
    )
    Entry.objects.bulk_create(
        Entry(
            voucher=written,
            account_id=one.account,
            amount=one.amount,
            about=one.about,
            party=one.party,
            objects_sie=[list(pair) for pair in one.objects],
        )
        for one in lines
    )
    return written


@transaction.atomic
def reverse_voucher(
    *, voucher_id: UUID, on: date, text: str, by: Actor, at: datetime, text_en: str = ""
) -> Voucher:
    """Mend a voucher by its mirror on a day of an open period. Reversing again gives the same mirror.

    Raises Missing, and Refused as :func:`post_voucher` does. What another room posted, that room reverses.
    """
    wrong = queries.voucher(voucher_id)
    mirror = [
        Posting(
            account=one.account_id,
            amount=-one.amount,
            about=one.about,
            party=one.party,
            objects=tuple((dimension, name) for dimension, name in one.objects_sie),
        )
        for one in wrong.entries.all()
    ]
    return post_voucher(
        series=wrong.series,
        on=on,
        text=text,
        text_en=text_en,
        entries=mirror,
        source=(SourceKind.REVERSAL, str(wrong.pk)),
        by=by,
        at=at,
        reverses=wrong.pk,
    )


@transaction.atomic
def book_by_hand(
    *, key: UUID, on: date, text: str, entries: Sequence[Posting], by: Actor, at: datetime
) -> Voucher:
    """A voucher that the treasurer writes. ``key`` is the client's name for it: sent again, it posts once."""
    source = (SourceKind.MANUAL.value, str(key))
    before = queries.voucher_of(source)
    written = post_voucher(
        series=SERIES_BY_HAND, on=on, text=text, entries=entries, source=source, by=by, at=at
    )
    if before is None:
        record(
            VoucherPosted(subject=written.pk, voucher=str(written), text=text, reverses=None), by=by, at=at
        )
    return written


@transaction.atomic
def reverse_by_hand(*, voucher_id: UUID, on: date, text: str, by: Actor, at: datetime) -> Voucher:
    """Reverse a voucher that was written by hand; what an invoice or a payment posted is mended there."""
    wrong = queries.voucher(voucher_id)
    if wrong.source_kind != SourceKind.MANUAL:
        raise Refused([Obstacle("billing.books.obstacle_not_by_hand", {"voucher": str(wrong)})])
    is_new = getattr(wrong, "reversed_by", None) is None
    mirror = reverse_voucher(voucher_id=voucher_id, on=on, text=text, by=by, at=at)
    if is_new:
        fact = VoucherPosted(subject=mirror.pk, voucher=str(mirror), text=text, reverses=str(wrong))
        record(fact, by=by, at=at)
    return mirror


@transaction.atomic
def close_period(*, through: date, by: Actor, at: datetime) -> Closing:
    """Close the books through a day, for good. Closing as far again changes nothing.

    The insertion waits for vouchers under way (an advisory lock in migration 0002).
    """
    before = Closing.objects.filter(through=through).first()
    if before is not None:
        return before
    obstacles = rules.obstacles_to_closing(
        through=through, closed_through=queries.closed_through(), today=at.date()
    )
    refuse_if(obstacles)
    closing = Closing.objects.create(through=through, by_name=by.name, at=at)
    record(PeriodClosed(subject=None, through=through.isoformat()), by=by, at=at)
    return closing


@transaction.atomic
def keep_account(
    *, number: int, name_sv: str, name_en: str, kind: AccountKind, is_open: bool, by: Actor, at: datetime
) -> Account:
    """Add an account, or name it anew, or close it to new entries. Its kind stays once it has entries."""
    found = Account.objects.select_for_update().filter(pk=number).first()
    if found is not None and found.kind != kind and found.entries.exists():
        raise Refused([Obstacle("billing.books.obstacle_account_in_use", {"number": number})])
    values = {"name_sv": name_sv, "name_en": name_en, "kind": kind.value, "is_open": is_open}
    if found is not None and all(getattr(found, name) == value for name, value in values.items()):
        return found
    kept, _ = Account.objects.update_or_create(number=number, defaults=values)
    record(AccountKept(subject=None, number=number, name_sv=name_sv), by=by, at=at)
    return kept


def fiscal_year(on: date) -> FiscalYear:
    """The fiscal year of a day, begun if need be: the statutes' first year, else the calendar year."""
    found = queries.year_of(on)
    if found is not None:
        return found
    neighbours = list(FiscalYear.objects.order_by().values_list("from_date", "to_date"))
    begins, ends = rules.year_around(on, first_year=queries.first_year(), neighbours=neighbours)
    year, _ = FiscalYear.objects.get_or_create(
        name=str(ends.year), defaults={"from_date": begins, "to_date": ends}
    )
    if not year.from_date <= on <= year.to_date:
        raise Refused([Obstacle("billing.books.obstacle_no_fiscal_year", {"date": on.isoformat()})])
    return year


def next_in_series(year: FiscalYear, series: str) -> int:
    """The next number of a series outside the vouchers, such as invoices. Locks it until the end.

    Call it inside the transaction that uses the number: without its commit the number is not taken.
    """
    counter = _hold_series(year, series)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _hold_series(year: FiscalYear, series: str) -> Counter:
    Counter.objects.get_or_create(year=year, series=series)
    counter = Counter.objects.select_for_update().filter(year=year, series=series).first()
    if counter is None:
        raise Missing
    return counter
