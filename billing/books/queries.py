"""Reads of the books. Amounts in öre, debit + and credit −."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from billing.books import rules
from billing.books.enums import AccountKind, SourceKind
from billing.books.models import Account, Closing, Entry, FiscalYear, Voucher
from kernel.errors import Missing
from tenants.statutes.queries import in_force, parameters_of

PAGE = 50
_NAMED = re.compile(r"([A-Za-z]{1,2})([0-9]{1,9})")
RESULT = (AccountKind.INCOME.value, AccountKind.EXPENSE.value)


@dataclass(frozen=True)
class Balance:
    """What one account came in with, what was posted, and what it goes out with."""

    account: Account
    opening: int
    debit: int
    credit: int

    @property
    def closing(self) -> int:
        """``opening + debit − credit``; ``credit`` is given as a positive number."""
        return self.opening + self.debit - self.credit


@dataclass(frozen=True)
class TrialBalance:
    """Every account that has anything to say; ``total`` is 0 whatever happened."""

    from_date: date | None
    to_date: date | None
    rows: list[Balance]

    @property
    def total(self) -> int:
        """The sum of all closing balances."""
        return sum(row.closing for row in self.rows)


@dataclass(frozen=True)
class YearTold:
    """A fiscal year and what was posted in it. ``total`` is 0; ``turnover`` is all debits."""

    year: FiscalYear
    vouchers: int
    turnover: int
    total: int


@dataclass(frozen=True)
class YearBalance:
    """The whole chart in a year. Income and expenses begin at nothing: what they brought is ``carried``.

    ``carried`` is the result of earlier years that no voucher has moved to equity yet, as a balance (a
    surplus below zero); ``total``, with it, is 0.
    """

    year: FiscalYear
    rows: list[Balance]
    carried: int

    @property
    def total(self) -> int:
        """The sum of all closing balances and of what was carried."""
        return self.carried + sum(row.closing for row in self.rows)

    @property
    def result(self) -> int:
        """Income less expenses of the year; a surplus is above zero."""
        return -sum(row.closing for row in self.rows if row.account.kind in RESULT)


@dataclass(frozen=True)
class VoucherPage:
    """A page of vouchers, of so many that were found."""

    rows: list[Voucher]
    page: int
    pages: int
    count: int


@dataclass(frozen=True)
class LedgerRow:
    """One entry on an account, and the balance after it."""

    entry: Entry
    balance: int


@dataclass(frozen=True)
class Ledger:
    """An account's entries in the order of their days."""

    account: Account
    opening: int
    rows: list[LedgerRow]
    closing: int


def accounts() -> QuerySet[Account]:
    """The chart."""
    return Account.objects.all()


def account(number: int) -> Account:
    """One account; Missing where there is none."""
    found = Account.objects.filter(pk=number).first()
    if found is None:
        raise Missing
    return found


def takes_entries(numbers: Iterable[int]) -> dict[int, bool]:
    """Number → whether it takes entries; unknown numbers are left out."""
    return dict(Account.objects.filter(pk__in=set(numbers)).order_by().values_list("pk", "is_open"))


def voucher(voucher_id: UUID) -> Voucher:
    """One voucher with its entries; Missing where there is none."""
    found = _whole().filter(pk=voucher_id).first()
    if found is None:
        raise Missing
    return found


def voucher_of(source: tuple[str, str]) -> Voucher | None:
    """What a source has posted, if it has."""
    return _whole().filter(source_kind=source[0], source_id=source[1]).first()


def english_of(found: Voucher) -> str:
    """What the voucher says in English; empty where a person wrote it, in the language of the books."""
    is_by_hand = found.source_kind == SourceKind.MANUAL.value
    return rules.english(found.text, found.text_en, is_by_hand=is_by_hand)


def vouchers_between(from_date: date | None = None, to_date: date | None = None) -> QuerySet[Voucher]:
    """Whole vouchers by day, series and number: what SIE 4I tells."""
    return _whole().filter(_days("", from_date, to_date)).order_by("date", "series", "number")


def balances(numbers: Iterable[int] | None = None, *, to_date: date | None = None) -> dict[int, int]:
    """Account → balance through a day. Accounts without entries are left out unless asked for by number."""
    rows = Entry.objects.filter(_days("voucher__", None, to_date))
    wanted = None if numbers is None else set(numbers)
    if wanted is not None:
        rows = rows.filter(account__in=wanted)
    found = dict(rows.order_by().values_list("account").annotate(Sum("amount")))
    return found if wanted is None else {number: found.get(number, 0) for number in wanted}


def trial_balance(from_date: date | None = None, to_date: date | None = None) -> TrialBalance:
    """Opening, debit, credit and closing of every account with entries through ``to_date``; one query."""
    inside = _days("voucher__", from_date, to_date)
    before = Q(voucher__date__lt=from_date) if from_date else Q(pk__in=[])
    sums = (
        Entry.objects.filter(_days("voucher__", None, to_date))
        .order_by()
        .values("account")
        .annotate(
            opening=Sum("amount", filter=before),
            debit=Sum("amount", filter=inside & Q(amount__gt=0)),
            credit=Sum("amount", filter=inside & Q(amount__lt=0)),
        )
    )
    chart = Account.objects.in_bulk()
    rows = [
        Balance(chart[one["account"]], one["opening"] or 0, one["debit"] or 0, -(one["credit"] or 0))
        for one in sums
    ]
    return TrialBalance(from_date, to_date, sorted(rows, key=lambda row: row.account.number))


def ledger(number: int, *, from_date: date | None = None, to_date: date | None = None) -> Ledger:
    """An account's entries with a running balance. Raises Missing without such an account."""
    of = account(number)
    earlier = Entry.objects.filter(account=of, voucher__date__lt=from_date) if from_date else None
    opening = (earlier.aggregate(total=Sum("amount"))["total"] or 0) if earlier is not None else 0
    rows, balance = [], opening
    entries = of.entries.filter(_days("voucher__", from_date, to_date)).select_related("voucher__year")
    for entry in entries.order_by("voucher__date", "voucher__posted_at", "pk"):
        balance += entry.amount
        rows.append(LedgerRow(entry, balance))
    return Ledger(of, opening, rows, balance)


def balance_about(about: UUID, numbers: Iterable[int]) -> dict[int, int]:
    """Account → balance of what was posted about one thing, such as an invoice; 0 where nothing was."""
    wanted = set(numbers)
    rows = Entry.objects.filter(about=about, account__in=wanted).order_by()
    found = dict(rows.values_list("account").annotate(Sum("amount")))
    return {number: found.get(number, 0) for number in wanted}


def result_between(from_date: date, to_date: date) -> int:
    """Income less expenses of a period, in öre; a surplus is above zero."""
    rows = Entry.objects.filter(_days("voucher__", from_date, to_date), account__kind__in=RESULT)
    return -(rows.aggregate(total=Sum("amount"))["total"] or 0)


def closed_through() -> date | None:
    """The last day of what is closed; nothing while the books are open from the beginning."""
    last = Closing.objects.order_by("-through").first()
    return last.through if last else None


def years() -> QuerySet[FiscalYear]:
    """Fiscal years that something was posted in, in order."""
    return FiscalYear.objects.all()


def year_named(name: str) -> FiscalYear:
    """The fiscal year of that name; Missing where there is none."""
    found = FiscalYear.objects.filter(name=name).first()
    if found is None:
        raise Missing
    return found


def years_told() -> list[YearTold]:
    """Every fiscal year with what it holds, the latest first."""
    held = {
        one["year"]: one
        for one in Voucher.objects.order_by()
        .values("year")
        .annotate(
            count=Count("pk", distinct=True),
            turnover=Sum("entries__amount", filter=Q(entries__amount__gt=0)),
            total=Sum("entries__amount"),
        )
    }
    empty: dict[str, int] = {"count": 0, "turnover": 0, "total": 0}
    told = [(year, held.get(year.pk, empty)) for year in FiscalYear.objects.order_by("-from_date")]
    return [YearTold(year, row["count"], row["turnover"] or 0, row["total"] or 0) for year, row in told]


def year_balance(year: FiscalYear) -> YearBalance:
    """The chart with what each account came in with, what was posted, and what it goes out with."""
    found = {row.account.pk: row for row in trial_balance(year.from_date, year.to_date).rows}
    rows, carried = [], 0
    for one in accounts():
        row = found.get(one.pk, Balance(one, 0, 0, 0))
        if one.kind in RESULT:
            carried += row.opening
            row = replace(row, opening=0)
        rows.append(row)
    return YearBalance(year, rows, carried)


def page_of_vouchers(
    year: FiscalYear, *, q: str = "", account: int | None = None, page: int = 1
) -> VoucherPage:
    """A year's vouchers, the latest first. ``q`` is a voucher's name (``A12``) or words of its text."""
    found = _whole().filter(year=year)
    for word in q.split()[:8]:
        named = _NAMED.fullmatch(word)
        is_it = Q(series=named[1].upper(), number=int(named[2])) if named else Q(pk=None)
        found = found.filter(is_it | Q(text__icontains=word) | Q(text_en__icontains=word))
    if account is not None:
        found = found.filter(Exists(Entry.objects.filter(voucher=OuterRef("pk"), account=account)))
    count = found.count()
    pages = max(1, -(-count // PAGE))
    at = min(page, pages)
    ordered = found.order_by("-date", "-posted_at", "-series", "-number")
    return VoucherPage(list(ordered[(at - 1) * PAGE : at * PAGE]), at, pages, count)


def year_of(on: date) -> FiscalYear | None:
    """The fiscal year with this day, if it has been begun."""
    return FiscalYear.objects.filter(from_date__lte=on, to_date__gte=on).first()


def first_year() -> tuple[date, date] | None:
    """What the statutes in force say about the first fiscal year, when they say it."""
    version = in_force()
    told = parameters_of(version).first_year if version else None
    if not isinstance(told, list | tuple) or len(told) != 2:  # noqa: PLR2004  from and to
        return None
    return date.fromisoformat(told[0]), date.fromisoformat(told[1])


def _whole() -> QuerySet[Voucher]:
    return Voucher.objects.select_related("year", "reverses", "reversed_by").prefetch_related(
        "entries__account"
    )


def _days(prefix: str, from_date: date | None, to_date: date | None) -> Q:
    found = Q()
    if from_date is not None:
        found &= Q(**{f"{prefix}date__gte": from_date})
    if to_date is not None:
        found &= Q(**{f"{prefix}date__lte": to_date})
    return found
