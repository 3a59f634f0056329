from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction

from kernel.actor import Actor
from tenants.decisions.actions import take_decision
from tenants.decisions.enums import Method
from tenants.decisions.models import Decision
from tenants.decisions.queries import decisions_of, shape

CHAIR = Actor(id=None, name="Stina Malm")


def take(meeting, text, now, *, item_no=7, **more):
    given = {"method": Method.ACCLAMATION, **more}
    return take_decision(meeting=meeting, item_no=item_no, text_sv=text, by=CHAIR, at=now, **given)


def test_a_decision_points_at_the_entry_that_tells_of_it(in_alfa, now):
    from journal.models import Entry

    meeting = uuid.uuid4()

    decision = take(meeting, "Mötet beslutade att bilda en ideell förening.", now)

    entry = Entry.objects.get(pk=decision.event)
    assert (entry.kind, entry.audience, entry.subject) == ("tenants.decisions.taken", "public", meeting)
    assert entry.body["decision"] == {
        "id": str(decision.pk),
        "item_no": 7,
        "text_sv": "Mötet beslutade att bilda en ideell förening.",
        "method": "acclamation",
        "taken_at": "2016-10-11T11:00:00Z",
        "poll": None,
        "event": None,
        "motion": None,
        "effects": [],
        "retracted_at": None,
        "retracted_because": "",
    }
    assert shape(decision)["event"] == entry.pk


def test_a_poll_decides_once_whatever_is_said_the_second_time(in_alfa, now):
    from journal.queries import last_id

    meeting, poll = uuid.uuid4(), uuid.uuid4()
    first = take(meeting, "Mötet biföll A3.", now, method=Method.POLL, poll=poll)
    recorded = last_id()

    again = take(meeting, "Mötet avslog A3.", now, method=Method.POLL, poll=poll)

    assert again == first
    assert again.text_sv == "Mötet biföll A3."
    assert last_id() == recorded


def test_two_polls_may_end_in_the_same_words(in_alfa, now):
    meeting = uuid.uuid4()

    for _ in range(2):
        take(meeting, "Mötet avslog yrkandet.", now, method=Method.POLL, poll=uuid.uuid4())

    assert [d.text_sv for d in decisions_of(meeting)[7]] == ["Mötet avslog yrkandet."] * 2


def test_decisions_are_read_by_item_in_the_order_they_were_taken(in_alfa, now):
    meeting, other = uuid.uuid4(), uuid.uuid4()
    take(meeting, "Först.", now)
    take(other, "Kanariefågel.", now)
    take(meeting, "Sedan.", now)
    take(meeting, "Annat.", now, item_no=2)

    found = decisions_of(meeting)

    assert {no: [d.text_sv for d in rows] for no, rows in found.items()} == {
        7: ["Först.", "Sedan."],
        2: ["Annat."],
    }


@pytest.mark.parametrize(
    "row",
    [
        {"method": "poll", "poll": None},
        {"method": "note", "poll": uuid.uuid4()},
    ],
)
def test_the_database_wants_a_poll_exactly_where_one_decided(in_alfa, now, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(meeting=uuid.uuid4(), item_no=1, text_sv="X", taken_at=now, **row)
