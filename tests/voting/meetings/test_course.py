from __future__ import annotations

import pytest

from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, Refused
from tenants.decisions.enums import Method
from voting.meetings import actions

CHAIR = Actor.system()


@pytest.fixture
def confirmed(meeting, now):
    for place in meeting.venues.all():
        actions.confirm_venue(meeting_id=meeting.pk, venue_id=place.pk, by=CHAIR, at=now)
    return meeting


@pytest.fixture
def opened(confirmed, now):
    return actions.open_meeting(meeting_id=confirmed.pk, by=CHAIR, at=now)


def kinds(since):
    from journal.models import Entry

    return list(Entry.objects.filter(pk__gt=since).order_by("pk").values_list("kind", flat=True))


def start(meeting, no, now, **more):
    return actions.start_item(meeting_id=meeting.pk, no=no, by=CHAIR, at=now, **more)


def decide(meeting, no, text, now, method=Method.ACCLAMATION, **more):
    return actions.record_decision(
        meeting_id=meeting.pk, item_no=no, text_sv=text, method=method, by=CHAIR, at=now, **more
    )


def codes(refused):
    return [(o.code.rpartition(".")[2], dict(o.params)) for o in refused.value.obstacles]


def test_every_place_that_has_not_confirmed_stands_in_the_way_of_opening(meeting, now, last_entry):
    recorded = last_entry()

    with pytest.raises(Refused) as refused:
        actions.open_meeting(meeting_id=meeting.pk, by=CHAIR, at=now)

    assert codes(refused) == [
        ("obstacle_venue_not_confirmed", {"venue": name}) for name in ("Kalmar", "Växjö", "Distans")
    ]
    assert last_entry() == recorded
    meeting.refresh_from_db()
    assert meeting.state == "planned"


def test_opening_takes_up_the_first_item_and_may_be_repeated(confirmed, now, last_entry):
    recorded = last_entry()

    actions.open_meeting(meeting_id=confirmed.pk, by=CHAIR, at=now)
    actions.open_meeting(meeting_id=confirmed.pk, by=CHAIR, at=now)
    start(confirmed, 1, now)

    assert kinds(recorded) == ["voting.meetings.opened", "voting.meetings.item_started"]
    assert confirmed.items.get(state="now").no == 1


def test_a_place_confirms_once(meeting, now, last_entry):
    place, recorded = meeting.venues.first(), last_entry()

    for _ in range(2):
        actions.confirm_venue(meeting_id=meeting.pk, venue_id=place.pk, by=CHAIR, at=now)

    assert kinds(recorded) == ["voting.meetings.venue_confirmed"]


def test_an_item_that_asks_for_a_decision_is_not_left_without_one(opened, now, last_entry):
    start(opened, 2, now)
    recorded = last_entry()
    busy = Obstacle("voting.meetings.obstacle_vote_still_open", {"question": "Bifall?"})

    with pytest.raises(Refused) as refused:
        start(opened, 3, now, extra=[busy])

    assert codes(refused) == [
        ("obstacle_item_undecided", {"item_no": 2}),
        ("obstacle_vote_still_open", {"question": "Bifall?"}),
    ]
    assert last_entry() == recorded
    assert opened.items.get(state="now").no == 2


def test_taking_up_the_next_item_leaves_the_one_before_as_done(opened, now, last_entry):
    start(opened, 2, now)
    decide(opened, 2, "Mötet valde Stina Malm till mötesordförande.", now)
    recorded = last_entry()

    start(opened, 3, now)

    assert kinds(recorded) == ["voting.meetings.item_done", "voting.meetings.item_started"]
    assert list(opened.items.filter(state="done").values_list("no", flat=True)) == [1, 2]
    assert opened.items.get(state="now").no == 3


def test_the_meeting_may_go_back_to_an_item(opened, now):
    start(opened, 2, now)
    decide(opened, 2, "Mötet valde.", now)
    start(opened, 21, now)

    again = start(opened, 2, now)

    assert again.state == "now"
    assert opened.items.get(no=21).state == "done"


def test_items_wait_for_the_meeting_to_be_opened(meeting, now, last_entry):
    recorded = last_entry()

    with pytest.raises(Refused) as started:
        start(meeting, 1, now)
    with pytest.raises(Refused) as decided:
        decide(meeting, 1, "Beslut.", now)
    with pytest.raises(Refused) as closed:
        actions.close_meeting(meeting_id=meeting.pk, by=CHAIR, at=now)

    assert [codes(r) for r in (started, decided, closed)] == [[("obstacle_not_opened", {})]] * 3
    assert last_entry() == recorded


def test_a_decision_under_an_item_that_was_not_taken_up_is_refused(opened, now, last_entry):
    recorded = last_entry()

    with pytest.raises(Refused) as refused:
        decide(opened, 7, "Mötet beslutade att bilda en ideell förening.", now)

    assert codes(refused) == [("obstacle_item_not_started", {"item_no": 7})]
    assert last_entry() == recorded


def test_the_same_words_under_the_same_item_are_one_decision(opened, now, last_entry):
    recorded = last_entry()

    first = decide(opened, 1, "Mötet öppnades.", now, Method.NOTE)
    again = decide(opened, 1, " Mötet öppnades. ", now, Method.NOTE)
    other = decide(opened, 1, "Alla platser hörs.", now, Method.NOTE)

    assert again.pk == first.pk
    assert first.event == recorded + 1
    assert other.event == recorded + 2
    assert kinds(recorded) == ["tenants.decisions.taken"] * 2


def test_the_rules_of_procedure_are_adopted_by_a_decision_and_not_by_a_note(opened, now):
    start(opened, 4, now)

    decide(opened, 4, "Anna Hed läste upp förslaget.", now, Method.NOTE)
    opened.refresh_from_db()
    noted = opened.rules_adopted_at
    decide(opened, 4, "Mötet beslutade att anta mötesordningen.", now)
    opened.refresh_from_db()

    assert noted is None
    assert opened.rules_adopted_at == now


def test_closing_asks_for_decisions_only_where_something_was_taken_up(opened, now, last_entry):
    start(opened, 2, now)
    recorded = last_entry()

    with pytest.raises(Refused) as refused:
        actions.close_meeting(meeting_id=opened.pk, by=CHAIR, at=now)

    assert codes(refused) == [("obstacle_item_undecided", {"item_no": 2})]
    assert last_entry() == recorded
    decide(opened, 2, "Mötet valde.", now)
    recorded = last_entry()
    for _ in range(2):
        actions.close_meeting(meeting_id=opened.pk, by=CHAIR, at=now)
    assert kinds(recorded) == ["voting.meetings.item_done", "voting.meetings.closed"]


def test_a_closed_meeting_is_history(opened, now, last_entry):
    actions.close_meeting(meeting_id=opened.pk, by=CHAIR, at=now)
    recorded = last_entry()
    place = opened.venues.first()
    refusals = [
        lambda: start(opened, 2, now),
        lambda: decide(opened, 1, "Efteråt.", now),
        lambda: actions.open_meeting(meeting_id=opened.pk, by=CHAIR, at=now),
        lambda: actions.confirm_venue(meeting_id=opened.pk, venue_id=place.pk, by=CHAIR, at=now),
        lambda: actions.change_meeting(meeting_id=opened.pk, changes={"title": "Nytt"}, by=CHAIR, at=now),
    ]

    for refusal in refusals:
        with pytest.raises(Refused) as refused:
            refusal()
        assert codes(refused) == [("obstacle_meeting_closed", {})]

    assert last_entry() == recorded


def test_what_is_not_here_is_missing(opened, now):
    import uuid

    elsewhere = uuid.uuid4()
    with pytest.raises(Missing):
        start(opened, 23, now)
    with pytest.raises(Missing):
        actions.open_meeting(meeting_id=elsewhere, by=CHAIR, at=now)
    with pytest.raises(Missing):
        actions.confirm_venue(meeting_id=opened.pk, venue_id=elsewhere, by=CHAIR, at=now)


def test_the_meeting_that_matters_is_the_open_one_then_the_next_then_the_last(in_alfa, now):
    from datetime import timedelta

    from tests.voting.meetings.conftest import new_meeting
    from voting.meetings.queries import the_meeting_that_matters

    assert the_meeting_that_matters() is None
    first, second = new_meeting(at=now), new_meeting(at=now + timedelta(days=1))
    assert the_meeting_that_matters() == first
    type(second).objects.filter(pk=second.pk).update(state="open", opened_at=now)
    assert the_meeting_that_matters() == second
    type(second).objects.update(state="closed", opened_at=now, closed_at=now)
    assert the_meeting_that_matters() == second


def test_the_meetings_shape_costs_the_same_however_much_is_decided(opened, now):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from voting.meetings.queries import meeting_shape

    decide(opened, 1, "Den första.", now, Method.NOTE)
    with CaptureQueriesContext(connection) as bare:
        meeting_shape(opened)
    for n in range(4):
        decide(opened, 1, f"Anteckning {n}.", now, Method.NOTE)
    with CaptureQueriesContext(connection) as full:
        meeting_shape(opened)

    assert len(full) == len(bare)
