"""Trial, paid, unpaid, read-only: what follows from the days and from what Stripe says, in any order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.subscriptions import rules
from billing.subscriptions.enums import Standing, Tidings

BEGAN = datetime(2017, 1, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def told(state="active", *, number="sub_1", began=BEGAN, until=BEGAN + 365 * DAY, **more):
    return rules.Told(number=number, state=state, plan="liten", began_at=began, paid_until=until, **more)


def run(days, *, until, says=lambda _: None, is_held=lambda _: False, every=DAY):
    """The standing at each look, from the day it began."""
    now, at, seen = days, BEGAN, []
    while at <= until:
        now = rules.next_days(now, says(at), is_held=is_held(at), at=at)
        if not seen or seen[-1][0] is not now.standing:
            seen.append((now.standing, at))
        at += every
    return seen


def test_a_trial_that_nobody_pays_is_unpaid_for_thirty_days_and_then_read_only():
    seen = run(rules.started(at=BEGAN), until=BEGAN + 400 * DAY)

    assert seen == [
        (Standing.TRIAL, BEGAN), (Standing.UNPAID, BEGAN + 90 * DAY), (Standing.READ_ONLY, BEGAN + 120 * DAY),
    ]  # fmt: skip


def test_a_beat_that_was_away_for_a_year_still_gives_the_whole_time_of_grace():
    late = BEGAN + 500 * DAY
    first = rules.next_days(rules.started(at=BEGAN), None, is_held=False, at=late)

    assert (first.standing, first.grace_until) == (Standing.UNPAID, late + rules.GRACE)


@pytest.mark.parametrize("standing", list(Standing))
def test_whoever_pays_is_active_at_once_wherever_it_stood(standing):
    was = {
        Standing.TRIAL: rules.started(at=BEGAN),
        Standing.ACTIVE: rules.next_days(rules.started(at=BEGAN), told(), is_held=False, at=BEGAN),
        Standing.UNPAID: rules.Days(standing=Standing.UNPAID, trial_until=BEGAN, unpaid_since=BEGAN,
                                    grace_until=BEGAN + DAY),
        Standing.READ_ONLY: rules.Days(standing=Standing.READ_ONLY, trial_until=BEGAN, unpaid_since=BEGAN,
                                       grace_until=BEGAN, read_only_since=BEGAN),
    }[standing]  # fmt: skip
    now = rules.next_days(was, told(), is_held=True, at=BEGAN + 2 * DAY)

    assert (now.standing, now.paid_until) == (Standing.ACTIVE, BEGAN + 365 * DAY)
    assert (now.unpaid_since, now.grace_until, now.read_only_since) == (None, None, None)


def test_one_that_is_ended_during_the_trial_is_on_trial_again():
    active = rules.next_days(rules.started(at=BEGAN), told(), is_held=False, at=BEGAN)
    now = rules.next_days(active, told("canceled"), is_held=False, at=BEGAN + DAY)

    assert now.standing is Standing.TRIAL


def test_read_only_never_begins_on_the_day_of_a_meeting():
    meeting = BEGAN + 120 * DAY
    seen = run(
        rules.started(at=BEGAN), until=BEGAN + 200 * DAY,
        is_held=lambda at: meeting <= at < meeting + 2 * DAY,
    )  # fmt: skip

    assert seen[-1] == (Standing.READ_ONLY, meeting + 2 * DAY)


@pytest.mark.parametrize("state", ["past_due", "unpaid", "canceled", "paused", "incomplete"])
def test_whatever_is_not_paid_is_unpaid(state):
    assert not told(state).is_good


def test_of_several_the_paid_one_counts_whichever_is_newer_and_one_that_never_began_is_nothing():
    ended, paid = told("canceled", number="sub_2", began=BEGAN + DAY), told(number="sub_1")
    never = told("incomplete_expired", number="sub_3", began=BEGAN + 2 * DAY)

    assert rules.best([ended, paid, never]) is paid
    assert rules.best([never, ended]) is ended
    assert rules.best([never]) is None


@given(
    st.permutations(
        [told("canceled", number=f"sub_{no}", began=BEGAN + no * DAY) for no in range(4)] + [told()]
    )
)
def test_the_order_in_which_stripe_lists_them_does_not_matter(found):
    assert rules.best(found) == told()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 40), st.sampled_from([None, "active", "past_due", "canceled"]), st.booleans()
        )
    )
)
def test_read_only_is_never_earlier_than_thirty_days_after_it_was_told(steps):
    now, at, told_at = rules.started(at=BEGAN), BEGAN, None
    for days, state, is_held in steps:
        at += days * DAY
        was = now
        now = rules.next_days(was, told(state) if state else None, is_held=is_held, at=at)
        due = [tidings for tidings, _ in rules.due_tidings(was, now, at=at)]
        if now.standing is Standing.UNPAID and was.standing is not Standing.UNPAID:
            assert Tidings.UNPAID in due
            told_at = at
        if now.standing is Standing.READ_ONLY and was.standing is not Standing.READ_ONLY:
            assert told_at is not None
            assert at - told_at >= rules.GRACE
            assert not is_held


def test_what_the_board_must_know_is_told_with_its_day():
    trial = rules.started(at=BEGAN)
    unpaid = rules.next_days(trial, None, is_held=False, at=BEGAN + 90 * DAY)
    shut = rules.next_days(unpaid, None, is_held=False, at=BEGAN + 120 * DAY)
    paid = rules.next_days(shut, told(), is_held=False, at=BEGAN + 121 * DAY)

    assert rules.due_tidings(trial, trial, at=BEGAN + 75 * DAY) == []
    assert rules.due_tidings(trial, trial, at=BEGAN + 76 * DAY) == [(Tidings.TRIAL_ENDS, BEGAN + 90 * DAY)]
    assert rules.due_tidings(trial, unpaid, at=BEGAN + 90 * DAY) == [(Tidings.UNPAID, BEGAN + 90 * DAY)]
    assert rules.due_tidings(unpaid, unpaid, at=BEGAN + 113 * DAY)[1:] == [
        (Tidings.GRACE_ENDS, BEGAN + 120 * DAY)
    ]
    assert rules.due_tidings(unpaid, shut, at=BEGAN + 120 * DAY)[1:] == [
        (Tidings.READ_ONLY, BEGAN + 120 * DAY)
    ]
    assert rules.due_tidings(shut, paid, at=BEGAN + 121 * DAY) == [(Tidings.PAID_AGAIN, BEGAN + 90 * DAY)]


def test_plans_are_data_and_each_larger_one_holds_more_for_more():
    codes = [(one.code, one.price, one.most_members) for one in rules.plans()]

    assert codes == [("liten", 240_000, 50), ("mellan", 600_000, 250), ("stor", 1_200_000, None)]
    assert rules.currency() == "sek"
    assert [one.holds(51) for one in rules.plans()] == [False, True, True]
    assert rules.plan("guld") is None


def held(*, begun=False, today=False, called=False, planned_at=BEGAN):
    return rules.Held(is_begun=begun, is_today=today, is_called=called, planned_at=planned_at)


HELD = {
    "begun today": held(begun=True, today=True),
    "begun long ago": held(begun=True),
    "today, planned before": held(today=True),
    "today, planned since": held(today=True, planned_at=BEGAN + 5 * DAY),
    "called to": held(called=True),
    "called to since": held(called=True, planned_at=BEGAN + 5 * DAY),
}


@pytest.mark.parametrize(
    ("name", "room", "verb", "may"),
    [
        ("begun today", "voting", "polls.lead", True),
        ("begun today", "tenants", "members.change", True),
        ("begun today", "billing", "invoices.keep", True),
        ("begun long ago", "voting", "ballots.cast", True),
        ("begun long ago", "tenants", "members.change", False),
        ("today, planned before", "voting", "check_in.desk", True),
        ("today, planned before", "accounts", "roles.grant", True),
        ("today, planned since", "voting", "check_in.desk", False),
        ("today, planned since", "tenants", "members.change", False),
        ("called to", "voting", "registrations.own", True),
        ("called to", "voting", "proxies.own", True),
        ("called to", "voting", "meetings.prepare", False),
        ("called to", "tenants", "members.change", False),
        ("called to since", "voting", "registrations.own", False),
    ],
)
def test_read_only_rests_for_a_meeting(name, room, verb, may):
    found = rules.obstacles_to_writing(
        Standing.READ_ONLY, [HELD[name]], room=room, verb=verb, since=BEGAN + 2 * DAY
    )

    assert [one.code for one in found] == ([] if may else ["billing.subscriptions.obstacle_read_only"])


@pytest.mark.parametrize("standing", [Standing.TRIAL, Standing.ACTIVE, Standing.UNPAID])
def test_nothing_is_refused_before_read_only(standing):
    assert rules.obstacles_to_writing(standing, [], room="billing", verb="", since=None) == []
