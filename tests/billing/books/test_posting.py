"""Vouchers: balanced, once per source, without gaps, never changed, not in a closed period."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from billing.books import actions, queries
from billing.books.actions import Posting
from billing.books.models import Account, Closing, Entry, FiscalYear, Voucher
from journal.models import Entry as Fact
from kernel.errors import Refused
from tests.billing.conftest import AT, DAY, TREASURER, at_the_end


def post(amount=100_00, *, source="1", on=DAY, series="A", entries=None):
    lines = entries or [Posting(account=1930, amount=amount), Posting(account=3001, amount=-amount)]
    return actions.post_voucher(
        series=series, on=on, text="Insättning", entries=lines, source=("test", source), by=TREASURER, at=AT
    )


def test_every_association_begins_with_the_chart(in_alfa):
    assert list(Account.objects.values_list("number", flat=True)) == [
        1510, 1580, 1930, 1940, 2065, 2069, 2420, 2499, 2611, 2621, 2631, 2641, 2650, 3001, 3002, 3540, 3740,
        3990,
        6351, 6352, 6570,
    ]  # fmt: skip


def test_a_voucher_moves_money_between_accounts(in_alfa):
    voucher = post()

    at_the_end()
    assert str(voucher) == "A1"
    assert queries.balances() == {1930: 100_00, 3001: -100_00}
    assert queries.trial_balance().total == 0


def test_the_same_source_posts_once_and_gives_the_same_voucher(in_alfa):
    first, second = post(), post()

    assert first == second
    assert Voucher.objects.count() == 1
    assert Entry.objects.count() == 2


def test_the_same_source_with_another_amount_is_refused_and_changes_nothing(in_alfa):
    post()

    with pytest.raises(Refused) as no:
        post(99_00)

    assert [o.code for o in no.value.obstacles] == ["billing.books.obstacle_source_posted_otherwise"]
    assert queries.balances() == {1930: 100_00, 3001: -100_00}


def test_every_obstacle_is_told_at_once(in_alfa):
    Account.objects.filter(pk=1940).update(is_open=False)
    lines = [Posting(account=1940, amount=2), Posting(account=9999, amount=-1)]

    with pytest.raises(Refused) as no:
        post(entries=lines)

    assert [(o.code, dict(o.params)) for o in no.value.obstacles] == [
        ("billing.books.obstacle_not_balanced", {"difference": 1}),
        ("billing.books.obstacle_account_closed", {"number": 1940}),
        ("billing.books.obstacle_no_account", {"number": 9999}),
    ]
    assert Voucher.objects.count() == 0
    assert post().number == 1


def test_lines_on_the_same_account_become_one_and_nothing_is_no_line(in_alfa):
    lines = [
        Posting(account=1930, amount=50), Posting(account=1930, amount=50),
        Posting(account=3001, amount=-100), Posting(account=3002, amount=0),
    ]  # fmt: skip

    voucher = post(entries=lines)

    assert sorted(voucher.entries.values_list("account", "amount")) == [(1930, 100), (3001, -100)]


def test_numbers_follow_one_another_in_each_series_and_year(in_alfa):
    made = [
        post(source="1"), post(source="2"), post(source="3", series="B"),
        post(source="4", on=date(2018, 1, 1)),
    ]  # fmt: skip

    assert [(v.year.name, str(v)) for v in made] == [
        ("2017", "A1"), ("2017", "A2"), ("2017", "B1"), ("2018", "A1"),
    ]  # fmt: skip


def test_a_reversal_is_the_mirror_and_comes_once(in_alfa):
    wrong = post()

    mirrors = {
        actions.reverse_voucher(voucher_id=wrong.pk, on=DAY, text="Fel", by=TREASURER, at=AT).pk
        for _ in range(2)
    }

    assert len(mirrors) == 1
    assert queries.voucher(wrong.pk).reversed_by.pk in mirrors
    assert set(queries.balances().values()) == {0}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE books_entry SET amount = 1",
        "DELETE FROM books_entry",
        "TRUNCATE books_entry",
        "UPDATE books_voucher SET text = 'x'",
        "DELETE FROM books_voucher",
        "TRUNCATE books_voucher CASCADE",
    ],
)
def test_the_database_changes_nothing_that_is_written(in_alfa, statement):
    post()
    at_the_end()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert queries.balances() == {1930: 100_00, 3001: -100_00}


def bare_voucher(number, *, lines=2, on=DAY):
    return Voucher.objects.create(
        year=actions.fiscal_year(on), series="A", number=number, date=on, text="x", lines=lines,
        source_kind="test", source_id=str(uuid.uuid4()), posted_at=AT,
    )  # fmt: skip


def test_the_database_refuses_a_voucher_that_does_not_balance(in_alfa):
    with pytest.raises(IntegrityError, match="sum to 1"), transaction.atomic():  # noqa: PT012  the end is what is tested
        voucher = bare_voucher(1)
        Entry.objects.create(voucher=voucher, account_id=1930, amount=100)
        Entry.objects.create(voucher=voucher, account_id=3001, amount=-99)
        at_the_end()

    assert Voucher.objects.count() == 0


def test_the_database_refuses_a_voucher_without_entries(in_alfa):
    with pytest.raises(IntegrityError, match="has 0 entries of 2"), transaction.atomic():  # noqa: PT012  the end is what is tested
        bare_voucher(1)
        at_the_end()

    assert Voucher.objects.count() == 0


def test_the_database_refuses_entries_that_come_later_even_if_they_balance(in_alfa):
    voucher = post()
    at_the_end()

    with pytest.raises(IntegrityError, match="has 4 entries of 2"), transaction.atomic():  # noqa: PT012  the end is what is tested
        Entry.objects.create(voucher=voucher, account_id=1930, amount=5)
        Entry.objects.create(voucher=voucher, account_id=3001, amount=-5)
        at_the_end()


def test_the_database_refuses_a_gap(in_alfa):
    post()

    with pytest.raises(IntegrityError, match="voucher 3 after 1"), transaction.atomic():
        bare_voucher(3)


def test_nothing_is_posted_in_a_closed_period(in_alfa):
    actions.close_period(through=date(2016, 12, 31), by=TREASURER, at=AT)

    with pytest.raises(Refused) as no:
        post(on=date(2016, 12, 31))

    assert [o.code for o in no.value.obstacles] == ["billing.books.obstacle_period_closed"]
    with pytest.raises(IntegrityError, match="closed through 2016-12-31"), transaction.atomic():
        bare_voucher(1, on=date(2016, 12, 31))
    assert str(post()) == "A1"


def test_a_period_is_closed_once_and_only_when_it_is_over(in_alfa):
    with pytest.raises(Refused) as no:
        actions.close_period(through=DAY, by=TREASURER, at=AT)
    assert [o.code for o in no.value.obstacles] == ["billing.books.obstacle_period_not_over"]

    for _ in range(2):
        actions.close_period(through=date(2016, 12, 31), by=TREASURER, at=AT)
    with pytest.raises(Refused):
        actions.close_period(through=date(2016, 11, 30), by=TREASURER, at=AT)

    assert Closing.objects.count() == 1
    assert Fact.objects.filter(kind="billing.books.closed").count() == 1


def test_the_first_year_is_as_the_statutes_say(in_alfa, monkeypatch):
    monkeypatch.setattr(queries, "first_year", lambda: (date(2016, 10, 11), date(2017, 12, 31)))

    first, same = actions.fiscal_year(date(2016, 12, 31)), actions.fiscal_year(DAY)

    assert first == same
    assert (first.name, first.from_date, first.to_date) == ("2017", date(2016, 10, 11), date(2017, 12, 31))
    assert actions.fiscal_year(date(2018, 5, 1)).from_date == date(2018, 1, 1)
    assert actions.fiscal_year(date(2016, 3, 1)).to_date == date(2016, 10, 10)


def test_no_day_belongs_to_two_years(in_alfa):
    actions.fiscal_year(DAY)

    with pytest.raises(IntegrityError, match="a_day_has_one_year"), transaction.atomic():
        FiscalYear.objects.create(name="2017/18", from_date=date(2017, 7, 1), to_date=date(2018, 6, 30))
    with pytest.raises(IntegrityError, match="eighteen_months"), transaction.atomic():
        FiscalYear.objects.create(name="2019", from_date=date(2018, 7, 1), to_date=date(2020, 1, 1))


def test_the_ledger_runs_from_its_opening_balance(in_alfa):
    post(100, source="1", on=date(2017, 1, 1))
    post(20, source="2", on=date(2017, 2, 1))
    post(-5, source="3", on=date(2017, 2, 2))

    told = queries.ledger(1930, from_date=date(2017, 2, 1))

    assert (told.opening, [(r.entry.amount, r.balance) for r in told.rows], told.closing) == (
        100, [(20, 120), (-5, 115)], 115,
    )  # fmt: skip
    row = next(r for r in queries.trial_balance(date(2017, 2, 1)).rows if r.account.number == 1930)
    assert (row.opening, row.debit, row.credit, row.closing) == (100, 20, 5, 115)
    assert queries.result_between(date(2017, 2, 1), date(2017, 2, 28)) == 15


def test_a_voucher_by_hand_is_on_record_once_and_reversed_only_if_it_was_by_hand(in_alfa):
    key = uuid.uuid4()
    lines = [Posting(account=6570, amount=250), Posting(account=1930, amount=-250)]
    for _ in range(2):
        hand = actions.book_by_hand(key=key, on=DAY, text="Bankavgift", entries=lines, by=TREASURER, at=AT)
    for _ in range(2):
        actions.reverse_by_hand(voucher_id=hand.pk, on=DAY, text="Fel", by=TREASURER, at=AT)

    with pytest.raises(Refused) as no:
        actions.reverse_by_hand(voucher_id=post().pk, on=DAY, text="Fel", by=TREASURER, at=AT)

    assert [o.code for o in no.value.obstacles] == ["billing.books.obstacle_not_by_hand"]
    assert Fact.objects.filter(kind="billing.books.posted").count() == 2
