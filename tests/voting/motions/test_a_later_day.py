"""A change of the statutes may hold from a later day that the meeting chose (model statutes § 14 mom. 3)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from kernel.errors import Malformed, Refused
from tests.voting.motions.desk import CHANGE, SECOND, STATUTES, make_desk

NEW_YEAR, SIGNED = date(2019, 1, 1), date(2018, 4, 5)
LATE = date(2019, 3, 1)
ADOPTED = {"yes": 60, "no": 30, "abstain": 10}


def second(network):
    return make_desk(network, voters=100, at=SECOND, kind="annual")


def choose(desk, day):
    from voting.motions import actions

    same = {"meeting_id": desk.meeting, "item_no": STATUTES, "by": desk.by, "at": desk.at}
    return actions.choose_day(not_before=day, **same)


def adopt(desk, day=NEW_YEAR):
    choose(desk, day)
    desk.approve(STATUTES)
    desk.vote(STATUTES, 1, ADOPTED)


def sign(desk, day=SIGNED):
    from tenants.statutes import actions

    return [v.number for v in actions.let_hold(meeting=desk.meeting, on_day=day, by=desk.by, at=desk.at)]


def comes(desk, day):
    """The beat, on that day."""
    from tenants.statutes import actions

    return [v.number for v in actions.let_due_hold(on_day=day, by=desk.by, at=desk.at)]


def holds(day):
    from tenants.statutes import queries

    return queries.in_force(day).number, queries.in_force().number


def newest():
    from tenants.statutes.queries import version

    row = version("1.1")
    return row.status, row.not_before, row.in_force_from


def test_it_is_approved_with_the_order_and_stands_in_the_decision(network, first):
    from tenants.decisions.models import Effect

    desk = second(network)
    adopt(desk)

    shown = desk.order(STATUTES)
    assert (shown["not_before"], shown["awaits_minutes"], shown["outcome"]) == ("2019-01-01", True, "adopted")
    (told,) = desk.decisions(STATUTES)
    assert told.endswith(
        "att ändringen gäller från och med den 1 januari 2019, om protokollet från mötet då har justerats."
    )
    body = Effect.objects.get(decision__meeting=desk.meeting, kind="statutes_adopted").body
    assert (body["awaits"], body["not_before"], "in_force_from" in body) == ("minutes", "2019-01-01", False)
    assert newest() == ("adopted_awaiting_minutes", NEW_YEAR, None)


def test_approved_minutes_do_not_hasten_the_day(network, first):
    desk = second(network)
    adopt(desk)

    assert sign(desk) == []
    assert newest() == ("adopted_awaiting_day", NEW_YEAR, None)
    assert comes(desk, date(2018, 12, 31)) == []
    assert holds(date(2018, 12, 31)) == ("1.0", "1.0")
    assert comes(desk, date(2019, 1, 3)) == ["1.1"]
    assert comes(desk, date(2019, 1, 3)) == []

    assert newest() == ("adopted", NEW_YEAR, NEW_YEAR)
    assert (holds(date(2018, 12, 31))[0], holds(NEW_YEAR)) == ("1.0", ("1.1", "1.1"))


def test_minutes_that_are_later_than_the_day_are_what_it_waits_for(network, first):
    desk = second(network)
    adopt(desk)

    assert comes(desk, NEW_YEAR) == []
    assert sign(desk, LATE) == ["1.1"]
    assert newest() == ("adopted", NEW_YEAR, LATE)


def test_what_is_laid_on_a_text_that_waits_does_not_hold_before_it(network, first):
    from tenants.statutes.models import Version

    desk = second(network)
    adopt(desk)
    sign(desk)
    once = make_desk(network, voters=100, at=datetime(2018, 6, 1, 17, 0, tzinfo=UTC), kind="extra")
    once.file(**CHANGE | {"new_sv": "Säte i Nybro."})
    once.approve(STATUTES)
    once.vote(STATUTES, 1, ADOPTED)
    later = make_desk(network, voters=100, at=datetime(2018, 8, 1, 17, 0, tzinfo=UTC), kind="annual")
    later.approve(STATUTES)
    later.vote(STATUTES, 1, ADOPTED)

    (told,) = later.decisions(STATUTES)
    assert "gäller från och med den 1 januari 2019" in told
    assert sign(later, date(2018, 8, 20)) == []
    assert comes(later, NEW_YEAR) == ["1.1", "1.2"]
    assert list(Version.objects.filter(in_force_from=NEW_YEAR).values_list("number", "status")) == [
        ("1.1", "superseded"),
        ("1.2", "adopted"),
    ]


def test_a_day_that_has_come_is_refused_and_nothing_is_kept(network, first, facts):
    desk, before = second(network), facts()

    for day in (SECOND.date(), date(2017, 1, 1)):
        with pytest.raises(Malformed) as wrong:
            choose(desk, day)
        assert [o.code for o in wrong.value.fields["not_before"]] == ["voting.motions.error_day_is_past"]
    assert facts() == before


def test_the_first_statutes_wait_for_nothing(in_alfa, facts):
    desk = make_desk(in_alfa, voters=2)
    before = facts()

    with pytest.raises(Malformed) as wrong:
        choose(desk, NEW_YEAR)
    assert [o.code for o in wrong.value.fields["not_before"]] == ["voting.motions.error_nothing_to_wait"]
    assert facts() == before


def test_after_the_meeting_approved_the_order_the_day_stands(network, first):
    desk = second(network)
    choose(desk, LATE)
    choose(desk, None)
    choose(desk, NEW_YEAR)
    desk.approve(STATUTES)

    assert choose(desk, NEW_YEAR).order.not_before == NEW_YEAR
    with pytest.raises(Refused):
        choose(desk, LATE)
    assert desk.order(STATUTES)["not_before"] == "2019-01-01"


def test_a_meeting_is_held_by_the_statutes_of_its_day_though_the_beat_slept(network, first):
    from voting.meetings import actions as meetings

    desk = second(network)
    adopt(desk)
    sign(desk)

    meetings.let_due_texts_hold(at=datetime(2018, 12, 31, 22, 59, tzinfo=UTC))
    assert newest()[0] == "adopted_awaiting_day"
    meetings.let_due_texts_hold(at=datetime(2018, 12, 31, 23, 1, tzinfo=UTC))  # 00:01 where they are
    assert newest() == ("adopted", NEW_YEAR, NEW_YEAR)


def test_no_text_is_put_in_force_before_the_day_it_waits_for(network, first):
    from tenants.statutes.models import Version

    desk = second(network)
    adopt(desk)

    with pytest.raises(IntegrityError, match="never_before_the_day_chosen"), transaction.atomic():
        Version.objects.filter(number="1.1").update(status="adopted", in_force_from=SIGNED)
