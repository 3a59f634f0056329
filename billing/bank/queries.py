"""Reads of the bank: files, payments, and the book that payments are held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from billing.bank import rules
from billing.bank.enums import FileState, Outcome, PaymentState
from billing.bank.models import BankFile, BankPayment, Match
from billing.bank.rules import Book, Seen, Suggestion, judge, suggest
from billing.books import queries as books
from billing.books.enums import AccountKind
from billing.books.models import Account
from billing.invoices import queries as invoices
from billing.invoices.enums import InvoiceKind, InvoiceState
from billing.invoices.queries import Invoices
from billing.standards import bank_file, ocr
from billing.standards.incoming import Format, Incoming, Statement
from kernel.errors import Missing, Obstacle
from tenants.members.models import Member

PAGE = 50
FOUND = 20
DAYS_APART = 3


@dataclass(frozen=True)
class Keyed:
    """An entry of a file with what it is known again by."""

    entry: Incoming
    account: str
    key: rules.Key


@dataclass(frozen=True)
class PreviewRow:
    """What booking would do with an entry: the invoices that it settles, or why it waits."""

    entry: Incoming
    outcome: Outcome
    invoices: tuple[str, ...] = ()
    waits: Obstacle | None = None


@dataclass(frozen=True)
class SameMoney:
    """Payments of another file that come to the sum of one: how many, and the day of them."""

    file: UUID
    name: str
    on: date
    count: int


@dataclass(frozen=True)
class Preview:
    """A file before it is booked. ``total`` is of what is new and in the association's currency."""

    rows: list[PreviewRow]
    known: int
    matched: int
    waiting: int
    total: int
    passed_over: int
    obstacles: list[Obstacle]


def files() -> QuerySet[BankFile]:
    """All of them, the newest first, without their content."""
    return BankFile.objects.defer("content")


def file(file_id: UUID) -> BankFile:
    """One of them; Missing where there is none."""
    found = BankFile.objects.filter(pk=file_id).first()
    if found is None:
        raise Missing
    return found


def progress(found: BankFile) -> dict[str, int]:
    """How many of a file's new payments are looked at, matched and waiting; ``total`` (öre) is their sum."""
    return progress_of([found])[found.pk]


def progress_of(found: Sequence[BankFile]) -> dict[UUID, dict[str, int]]:
    """The same of several; one query."""
    rows = BankPayment.objects.filter(file__in=[one.pk for one in found]).order_by()
    told = rows.values_list("file", "state").annotate(Count("pk"), Sum("booked"))
    counts = {(file, state): count for file, state, count, _ in told}
    sums: Counter[UUID] = Counter()
    for file, _, _, booked in told:
        sums[file] += booked or 0

    def of(file: BankFile) -> dict[str, int]:
        _, waiting, aside, done = (counts.get((file.pk, state.value), 0) for state in PaymentState)
        looked_at = waiting + aside + done
        total = sums[file.pk]
        return {"looked_at": looked_at, "matched": done, "waiting": waiting + aside, "total": total}

    return {one.pk: of(one) for one in found}


def unfinished_files() -> list[UUID]:
    """Files whose payments are not all looked at."""
    found = BankFile.objects.filter(state=FileState.BOOKING.value).order_by("booked_at")
    return list(found.values_list("pk", flat=True))


def columns_before(headings: Sequence[str]) -> dict[str, str]:
    """How a person settled the columns of the latest list with these headings."""
    found = BankFile.objects.filter(format=Format.CSV.value, headings=list(headings)).first()
    return dict(found.columns) if found else {}


def keyed(statement: Statement) -> list[Keyed]:
    """The entries with their keys, in the file's order."""
    own = invoices.settings()
    account = rules.account_of(statement.account, own_bankgiro=own.bankgiro, own_iban=own.iban)
    seen: Counter[str] = Counter()
    return [Keyed(one, account, rules.key_of(one, seen)) for one in statement.entries]


def known_among(entries: Sequence[Keyed]) -> set[str]:
    """Keys of those that are kept already, alone or as the sum or the parts that they are to each other."""
    keys = BankPayment.objects.filter(bank_key__in=[one.key.key for one in entries]).order_by()
    have = set(keys.values_list("account", "bank_key"))
    refs = {one.key.ref for one in entries} | {one.key.batch for one in entries if one.key.batch}
    near = BankPayment.objects.filter(Q(bank_ref__in=refs) | Q(batch_ref__in=refs)).order_by()
    sums, parts = set(), set()
    for account, on, ref, batch in near.values_list("account", "on", "bank_ref", "batch_ref"):
        sums.add((account, on, ref))
        parts.add((account, on, batch))
    return {
        one.key.key
        for one in entries
        if (one.account, one.key.key) in have
        or (one.account, one.entry.on, one.key.ref) in parts
        or (one.key.batch and (one.account, one.entry.on, one.key.batch) in sums)
    }


def book(payments: Iterable[Seen]) -> Book:
    """What these are held against: all that is open, and what their references name, paid or not."""
    named = {reference for one in payments for reference in rules.written_in(one)}
    issued = invoices.invoices().filter(kind=InvoiceKind.INVOICE.value, state=InvoiceState.ISSUED.value)
    found = list(
        issued.filter(Q(balance__gt=0) | Q(ocr__in=named - {""}) | Q(number__in=named)).order_by("number")
    )
    accounts: dict[UUID, set[str]] = {}
    earlier = Match.objects.filter(undone_at=None, invoice__isnull=False).exclude(payment__payer_account="")
    for member, account in (
        earlier.order_by().values_list("invoice__member", "payment__payer_account").distinct()
    ):
        accounts.setdefault(member, set()).add(account)
    members = Member.objects.order_by("number").values_list("pk", "name", "org_number")
    told = invoices.settings()
    return Book(
        bills=[rules.Bill(one.pk, str(one.number), one.ocr, one.member_id, one.total) for one in found],
        members=[
            rules.Known(pk, name, number, frozenset(accounts.get(pk, ()))) for pk, name, number in members
        ],
        open={one.pk: one.balance for one in found},
        length_digit=told.ocr_length_digit,
        currency=told.currency,
    )


def seen_of(payment: BankPayment) -> Seen:
    """A kept payment as the rules look at it: what is left of it."""
    is_known = payment.booked is not None
    return Seen(
        amount=payment.left if is_known else payment.amount,
        currency=payment.booked_in if is_known else payment.currency,
        references=tuple(dict.fromkeys(r for r in (payment.reference, *payment.others) if r)),
        text=payment.text,
        payer=payment.payer,
        payer_account=payment.payer_account,
        payer_number=payment.payer_number,
    )


def seen_entry(entry: Incoming) -> Seen:
    """An entry of a file as the rules look at it."""
    return Seen(
        entry.amount, entry.currency, entry.references, entry.text, entry.payer, entry.payer_account,
        entry.payer_number,
    )  # fmt: skip


def obstacles_to_booking(found: BankFile, statement: Statement) -> list[Obstacle]:
    """All that is in the way of booking a file."""
    own = invoices.settings()
    return rules.obstacles_to_booking(
        form=found.format,
        account=statement.account,
        own_bankgiro=own.bankgiro,
        counted_in=own.currency,
        is_test=statement.test_file,
        entries=len(statement.entries),
    )


def preview(found: BankFile) -> Preview:
    """What booking it now would do, row by row, in the order in which it would."""
    statement = bank_file.read(bytes(found.content), found.columns, currency=invoices.currency())
    entries = keyed(statement)
    known = known_among(entries)
    against = book(seen_entry(one.entry) for one in entries if one.key.key not in known)
    rows = [_row(one, known, against) for one in entries]
    counts = Counter(one.outcome for one in rows)
    new = [one for one in rows if one.outcome is not Outcome.KNOWN]
    return Preview(
        rows=rows,
        known=counts[Outcome.KNOWN],
        matched=counts[Outcome.MATCHED],
        waiting=counts[Outcome.WAITING],
        total=sum(one.entry.amount for one in new if one.entry.currency == against.currency),
        passed_over=len(statement.passed_over),
        obstacles=obstacles_to_booking(found, statement),
    )


def _row(one: Keyed, known: set[str], against: Book) -> PreviewRow:
    if one.key.key in known:
        return PreviewRow(one.entry, Outcome.KNOWN)
    known.add(one.key.key)
    verdict = judge(seen_entry(one.entry), against)
    if verdict.certain is None:
        return PreviewRow(one.entry, Outcome.WAITING, waits=verdict.waits)
    against.take(verdict.certain.parts)
    numbers = tuple(against.by_id[bill].number for bill, _ in verdict.certain.parts)
    return PreviewRow(one.entry, Outcome.MATCHED, numbers)


def payments(*, state: PaymentState | None = None, file: UUID | None = None) -> QuerySet[BankPayment]:
    """Payments with what they were for; those in the queue the oldest first."""
    found = BankPayment.objects.select_related("file").prefetch_related("matches__invoice__member")
    if state is not None:
        found = found.filter(state=state.value)
    if file is not None:
        found = found.filter(file=file)
    return found.order_by("on", "sequence", "pk") if state is PaymentState.WAITING else found


def payment(payment_id: UUID) -> BankPayment:
    """One of them; Missing where there is none."""
    found = payments().filter(pk=payment_id).first()
    if found is None:
        raise Missing
    return found


def suggestions(
    found: Sequence[BankPayment],
) -> tuple[dict[UUID, tuple[Suggestion, ...]], Mapping[UUID, invoices.OwedInvoice]]:
    """What each payment may be for, and the invoices spoken of; as many queries for one as for fifty."""
    asked = {one.pk: seen_of(one) for one in found if one.left or one.booked is None}
    if not asked:
        return {}, {}
    against = book(asked.values())
    told = {pk: suggest(seen, against) for pk, seen in asked.items()}
    spoken = {bill for likely in told.values() for one in likely for bill, _ in one.parts}
    return told, {one.pk: one for one in invoices.invoices().filter(pk__in=spoken)}


def same_money(found: Sequence[BankPayment]) -> dict[UUID, list[SameMoney]]:
    """Files whose payments of a day come to what the bank told as one sum, for each payment that is whole.

    All of the day, or those that the file itself names as one sum where it has several. Several payments, not
    more than ``DAYS_APART`` days from it, to the same account or one of the two to the association's own,
    which Bankgirot names by bankgiro and a bank by IBAN; two queries. Certain it is not, so a person says it:
    two members can pay what a third paid too.
    """
    told: dict[UUID, list[SameMoney]] = {one.pk: [] for one in found}
    whole = [one for one in found if one.left > 0 and one.left == one.booked]
    if not whole:
        return told
    first, last = min(one.on for one in whole), max(one.on for one in whole)
    near = BankPayment.objects.filter(
        on__range=(first - timedelta(days=DAYS_APART), last + timedelta(days=DAYS_APART)),
        booked__isnull=False,
    ).order_by()
    day = ("file", "file__name", "account", "on")
    days = near.values_list(*day).annotate(Count("pk"), Sum("booked")).filter(pk__count__gt=1)
    named = near.exclude(batch_ref="").values_list(*day, "batch_ref")
    sums = named.annotate(Count("pk"), Sum("booked")).filter(pk__count__gt=1)
    for file, name, account, on, *_, count, total in [*days, *sums]:
        for one in whole:
            apart = abs((one.on - on).days)
            is_account = account == one.account or not (account and one.account)
            is_told = any((same.file, same.on) == (file, on) for same in told[one.pk])
            if (
                is_account
                and total == one.left
                and file != one.file_id
                and apart <= DAYS_APART
                and not is_told
            ):
                told[one.pk].append(SameMoney(file, name, on, count))
    return told


def counts() -> dict[str, int]:
    """How many payments wait, how many lie aside, and what is left of those that wait (öre)."""
    found = BankPayment.objects.exclude(state=PaymentState.DONE.value).order_by()
    told = {
        state: (n, left) for state, n, left in found.values_list("state").annotate(Count("pk"), Sum("left"))
    }
    none = (0, 0)
    return {
        **{one.value: told.get(one.value, none)[0] for one in PaymentState if one is not PaymentState.DONE},
        "waiting_sum": told.get(PaymentState.WAITING.value, none)[1],
    }


def income_accounts() -> QuerySet[Account]:
    """Where a payment that is no invoice's can be booked."""
    return books.accounts().filter(kind=AccountKind.INCOME.value, is_open=True)


def invoices_like(words: str) -> Invoices:
    """Issued invoices by a part of number, reference or member's name; those with something open first."""
    issued = invoices.invoices().filter(kind=InvoiceKind.INVOICE.value, state=InvoiceState.ISSUED.value)
    digits = ocr.compact(words)
    for word in words.split():
        of_name = Q(member__name__icontains=word)
        issued = issued.filter(of_name | Q(number__contains=digits) | Q(ocr__contains=digits))
    return issued.order_by("-balance", "number")


def bookable(day: date) -> date:
    """The day itself; in closed books the first open day after them."""
    closed = books.closed_through()
    return closed + timedelta(days=1) if closed is not None and day <= closed else day
