"""A bank enters Bankgirot's deposit as one sum, under a name of its own; its parts are in another file."""

from __future__ import annotations

from uuid import uuid4

import pytest

from billing.bank import actions, queries
from billing.bank.models import BankPayment, Match
from kernel.errors import Refused
from tests.billing.bank.conftest import FEE, bgmax, book, camt, match, sound
from tests.billing.conftest import AT, TREASURER, balances

OWN = {"by": TREASURER, "at": AT}


@pytest.fixture
def parts(bills):
    """Two payments of a day as Bankgirot tells of them."""
    return bgmax((bills[0].ocr, FEE, {}), (bills[1].ocr, FEE, {}))


def the_sum(day="2017-01-31", amount=2 * FEE):
    return camt(("LB99", "", amount, "Bankgirot"), day=day)


def lump():
    return BankPayment.objects.get(bank_ref="LB99")


def same(payment):
    return [(one.name, one.count) for one in queries.same_money([payment])[payment.pk]]


@pytest.mark.parametrize("parts_first", [True, False])
def test_the_sum_of_a_deposit_is_said_to_be_its_parts_and_stands_once_in_the_books(bills, parts, parts_first):
    for content in (parts, the_sum()) if parts_first else (the_sum(), parts):
        book(content)
    assert balances()[1930] == 4 * FEE
    found = lump()
    assert same(found) == [("fil.txt", 2)]
    bgmax_file = queries.same_money([found])[found.pk][0].file

    request = uuid4()
    for _ in range(2):
        actions.say_known(payment_id=found.pk, file_id=bgmax_file, request=request, **OWN)
    sound()

    assert (lump().state, lump().left) == ("done", 0)
    assert balances() == {1930: 2 * FEE, 3001: -3 * FEE, 1510: FEE}

    said = Match.objects.get(kind="known")
    actions.undo_match(match_id=said.pk, reason="Nej, en tredje betalade båda", **OWN)
    sound()
    assert (lump().state, lump().left, balances()[1930]) == ("waiting", 2 * FEE, 4 * FEE)


@pytest.mark.parametrize(("day", "amount"), [("2017-02-04", 2 * FEE), ("2017-01-31", 2 * FEE - 1)])
def test_another_sum_or_a_day_far_away_is_other_money(bills, parts, day, amount):
    book(parts)
    book(the_sum(day, amount))

    assert same(lump()) == []


def test_the_bank_may_name_the_account_by_an_iban_that_nobody_has_told_us(bills, parts):
    book(parts)
    book(the_sum().replace(b"<Othr><Id>9990003</Id></Othr>", b"<IBAN>SE4550000000058398257466</IBAN>"))

    assert same(lump()) == [("fil.txt", 2)]


def test_where_a_file_has_several_sums_on_a_day_each_is_held_against_the_banks(bills):
    book(bgmax(*((one.ocr, FEE, {"serial": n}) for n, one in enumerate(bills, 1))))
    book(the_sum())
    assert same(lump()) == []  # all three of the day are more

    BankPayment.objects.filter(bank_ref__in=("1", "2")).update(batch_ref="D1")

    assert same(lump()) == [("fil.txt", 2)]


def test_one_equal_payment_is_never_taken_for_a_sum(bills):
    book(bgmax((bills[0].ocr, FEE, {})))
    book(the_sum(amount=FEE))

    assert same(lump()) == []


def test_what_is_partly_placed_or_not_the_same_is_refused_and_nothing_changes(bills, parts):
    book(parts)
    book(the_sum())
    file = queries.same_money([lump()])[lump().pk][0].file
    match(lump(), (bills[2], FEE))
    before = balances()

    for which in (file, lump().file_id):
        with pytest.raises(Refused) as refused:
            actions.say_known(payment_id=lump().pk, file_id=which, request=uuid4(), **OWN)
        assert [one.code for one in refused.value.obstacles] == ["billing.bank.obstacle_not_the_same_money"]
    assert (balances(), Match.objects.filter(kind="known").count()) == (before, 0)
