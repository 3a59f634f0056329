"""Who does not pay after the last reminder is put before the board; what the board gives up is credited."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from billing.invoices import actions as invoices
from billing.invoices import queries as invoice_queries
from billing.invoices.models import Invoice
from billing.reminders import actions, queries
from kernel import clock
from kernel.errors import Refused
from tenants.members import actions as members
from tenants.members.enums import NoticeChannel
from tenants.members.models import Leaving, Member, Striking
from tenants.statutes.models import Version
from tests.billing.conftest import AT, TREASURER, balances, issued, new_member, pay
from tests.billing.reminders.conftest import DUE, arrived, deliver, morning, remind

SINCE = date(2016, 10, 11)
LATE = 200


@pytest.fixture
def statutes(billing):
    """Adopted statutes whose § 5 mom. 3 lets the board act six months after a fee was due."""
    version = Version.objects.create(
        title_sv="Stadgar", number="1.0", status="adopted", meeting=uuid4(), item_no=8, created_at=AT,
        decided_at=AT, in_force_from=SINCE,
    )  # fmt: skip
    section = version.sections.create(key="dues", number=5, heading_sv="Avgift")
    rules = {"strike_off_after_months": 6}
    return section.moments.create(key="unpaid", number=3, text_sv="Den som inte betalar.", rules=rules)


@pytest.fixture
def owing(ladder, statutes, mailoutbox):
    """A member's fee, reminded of to the last step."""
    member = new_member(1, member_since=SINCE, joined_by=uuid4())
    found = arrived(issued(member, fee_class="F1"))
    for day in (-7, 3, 21):
        remind(day)
        deliver(day)
    mailoutbox.clear()
    return found


def propose(invoice, days=LATE):
    return actions.propose_striking(member_id=invoice.member_id, by=TREASURER, at=morning(days))


def end(made, *, credited):
    members.end_memberships(
        ended={str(made.member_id): credited}, kept=(), on=DUE + timedelta(days=LATE), decision=DECISION,
        citation=("beslut § 5, styrelsemöte 2017-08-27", "decision § 5, board meeting 2017-08-27"),
        at=morning(LATE),
    )  # fmt: skip
    members.conclude_endings(decisions=[DECISION], at=morning(LATE))


DECISION = uuid4()


def codes(invoice, days):
    with pytest.raises(Refused) as no:
        propose(invoice, days)
    return [(one.code, one.params) for one in no.value.obstacles]


def test_the_board_is_asked_when_the_last_reminder_has_gone_and_the_statutes_time_has_come(owing, statutes):
    assert codes(owing, 22) == [("billing.reminders.obstacle_too_early_to_strike", {"date": "2017-08-08"})]
    statutes.rules = {}
    statutes.save()
    assert codes(owing, LATE) == [("billing.reminders.obstacle_statutes_let_nobody_go", {})]
    statutes.rules = {"strike_off_after_months": 6}
    statutes.save()

    made = propose(owing)

    assert propose(owing, LATE + 9) == made
    assert made.invoices == [
        {"id": str(owing.pk), "number": "20170001", "due_on": "2017-02-08", "left": 400_000,
         "reminded_on": "2017-03-01"}
    ]  # fmt: skip
    assert (made.rule_sv, made.outcome) == ("stadgarna §\u00a05 mom.\u00a03", "")
    assert Member.objects.get(pk=owing.member_id).member_since == SINCE


def test_whoever_has_a_reminder_left_or_has_paid_is_not_put_before_the_board(ladder, statutes):
    early = arrived(issued(new_member(1, member_since=SINCE), fee_class="F1"))
    assert codes(early, LATE) == [("billing.reminders.obstacle_not_reminded_enough", {})]


def test_paid_after_all_nothing_is_put_up(owing):
    pay(owing, 400_000)
    assert codes(owing, LATE) == [("billing.reminders.obstacle_not_reminded_enough", {})]


def test_after_the_board_has_ended_it_no_reminder_goes_not_even_one_that_was_asked_for(owing, mailoutbox):
    other = arrived(issued(owing.member, origin="2"))
    assert remind(3) == [1]
    mailoutbox.clear()
    end(propose(owing), credited=False)

    assert (deliver(4), mailoutbox) == ([None], [])
    assert remind(LATE + 30) == []
    waiting, climbed = queries.on_the_ladder(today=DUE + timedelta(days=LATE + 30), doubt=set())
    assert (waiting, climbed) == ([], [])
    assert invoices.follow_endings(at=morning(LATE)) == 0
    assert [invoice_queries.open_amount(one.pk) for one in (owing, other)] == [400_000, 400_000]


def test_whoever_has_left_by_its_own_notice_owes_what_it_owes_and_is_reminded_of_nothing(owing):
    issued(owing.member, origin="2")
    left = morning(2)
    members.note_leaving(
        member_id=owing.member_id, channel=NoticeChannel.LETTER, noticed_on=left.date(), ends_on=left.date(),
        rule=("", ""), by=TREASURER, at=left,
    )  # fmt: skip
    on_the_day = queries.on_the_ladder(today=DUE + timedelta(days=1), doubt=set())
    members.end_by_notice(leaving_id=Leaving.objects.get().pk, by=TREASURER, at=left)

    assert sum(map(len, on_the_day)) > 0
    assert queries.on_the_ladder(today=DUE + timedelta(days=LATE), doubt=set()) == ([], [])
    assert remind(LATE) == []
    assert invoice_queries.open_amount(owing.pk) == 400_000


def test_what_the_board_gave_up_is_credited_once_citing_the_decision(owing):
    end(propose(owing), credited=True)

    assert [invoices.follow_endings(at=morning(LATE)) for _ in range(2)] == [1, 0]

    [note] = Invoice.objects.filter(kind="credit_note")
    assert (note.total, note.reason) == (400_000, "Beslut § 5, styrelsemöte 2017-08-27")
    assert invoice_queries.open_amount(owing.pk) == 0
    assert balances() == {}
    assert Striking.objects.get().credited_at == morning(LATE)


def test_killed_between_the_credit_and_the_note_of_it_nothing_is_credited_twice(owing):
    end(propose(owing), credited=True)
    invoices.follow_endings(at=morning(LATE))
    Striking.objects.update(credited_at=None)
    invoices.follow_endings(at=morning(LATE + 1))

    assert Invoice.objects.filter(kind="credit_note").count() == 1


def test_the_page_proposes_and_takes_back_and_others_do_not(owing, billing, person, client_of, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: morning(LATE))
    treasurer = client_of(billing, person("treasurer"))
    others = [client_of(billing, person(role)) for role in ("auditor", "office", "chair", "delegate")]
    address = f"/api/reminders/strikings/{owing.member_id}"
    [climbed] = treasurer.get("/api/reminders").json()["climbed"]
    assert (climbed["striking"], climbed["proposed"]) == ([], False)

    page = treasurer.post(address).json()

    assert [one["proposed"] for one in page["climbed"]] == [True]
    assert [(one["numbers"], one["outcome"]) for one in page["strikings"]] == [(["20170001"], "")]
    assert treasurer.delete(address).json()["strikings"] == []
    answers = [(one.post(address).status_code, one.delete(address).status_code) for one in others]
    assert answers == [(403, 403)] * 4
    assert treasurer.post(f"/api/reminders/strikings/{uuid4()}").status_code == 409
