"""Places that are lost, votes that pause and go on with the time they lost, and votes whose time is up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Missing, Refused
from tests.torture.hall import CHAIR, NOW
from voting.meetings import queries as meetings
from voting.meetings.models import Meeting, Venue
from voting.polls import actions, queries
from voting.polls.models import Ballot, Poll

HOST = Actor(id=None, name="Värd i Växjö", roles=frozenset({"host"}))


def at(seconds):
    return NOW + timedelta(seconds=seconds)


def refused(call, **arguments):
    with pytest.raises(Refused) as caught:
        call(**{"by": CHAIR, "at": NOW, **arguments})
    return [o.code.removeprefix("voting.polls.obstacle_") for o in caught.value.obstacles]


def state(poll):
    return Poll.objects.get(pk=poll).state


def older(column, table, where, seconds):
    """What the database's clock would show so many seconds later."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {column} - make_interval(secs => %s) WHERE {where}",
                       [seconds])  # fmt: skip


def alive(hall, n, when=NOW):
    return actions.alive(meeting_id=hall.meeting, venue_id=hall.venues[n].pk, at=when)


def lose(hall, n, when=NOW):
    actions.lose_venue(meeting_id=hall.meeting, venue_id=hall.venues[n].pk, by=HOST, at=when)


def restore(hall, n, when=NOW):
    actions.restore_venue(meeting_id=hall.meeting, venue_id=hall.venues[n].pk, by=HOST, at=when)


def test_w13_a_lost_place_pauses_the_vote_and_gives_back_exactly_what_it_lost(hall, cast):
    poll = hall.new_poll()
    actions.open_poll(poll_id=poll, by=CHAIR, at=NOW, seconds=180)
    receipt = cast(0, poll, "yes").json()
    states = [state(poll)]

    lose(hall, 1, at(70))
    states.append(state(poll))
    answer = cast(2, poll, "no")
    older("paused_clock", "polls_poll", "true", 95)
    deadline = Poll.objects.get(pk=poll).deadline
    restore(hall, 1, at(165))
    states.append(state(poll))
    cast(2, poll, "no")
    actions.close_poll(poll_id=poll, by=CHAIR, at=at(200))
    states.append(state(poll))

    assert states == ["open", "paused", "open", "closed"]
    assert answer.json()["obstacles"] == [
        {"code": "voting.polls.obstacle_paused", "params": {"venue": "Växjö", "received": False}}
    ]
    found = Poll.objects.get(pk=poll)
    assert (found.closes_at, found.pauses[0]["seconds"]) == (at(180 + 95), 95)
    assert timedelta(seconds=95) <= found.deadline - deadline < timedelta(seconds=96)
    assert Ballot.objects.filter(receipt=receipt["receipt"]).count() == 1  # ballots annulled: 0
    assert found.result["counts"] == {"yes": 1, "no": 1, "abstain": 0}
    told = [e.kind for e in Entry.objects.filter(subject=hall.meeting).order_by("pk")]
    assert [kind.rpartition(".")[2] for kind in told] == [
        "prepared", "opened", "paused", "venue_lost", "resumed", "venue_restored", "closed",
    ]  # fmt: skip
    resumed = Entry.objects.get(kind="voting.polls.resumed")
    assert (resumed.body["outage_seconds"], resumed.body["closes_at"]) == (95, at(275).isoformat())


def test_the_vote_waits_until_the_last_lost_place_is_back(hall):
    poll = hall.open_poll()
    lose(hall, 0, at(1))
    lose(hall, 1, at(2))
    lose(hall, 1, at(3))  # twice is no error
    restore(hall, 0, at(10))
    assert queries.visible_poll(poll, officer=False)["waits_for"] == ["Kalmar", "Växjö"]
    assert (state(poll), refused(actions.resume_poll, poll_id=poll)) == ("paused", ["venue_lost"])

    restore(hall, 1, at(20))

    assert state(poll) == "open"
    assert Poll.objects.get(pk=poll).pauses[0]["seconds"] == 19
    assert Entry.objects.filter(kind="voting.polls.venue_lost").count() == 2


def test_one_lost_device_does_nothing(hall):
    poll = hall.open_poll()
    alive(hall, 0)
    alive(hall, 1)
    older("seen_at", "meetings_venue", "true", 25)

    alive(hall, 0)  # another screen of the same place

    assert state(poll) == "open"
    assert not Venue.objects.filter(lost_at__isnull=False).exists()


def test_silence_of_a_whole_place_is_noticed_by_any_other(hall):
    poll = hall.open_poll()
    for n in range(2):
        alive(hall, n)
    older("opened_clock", "polls_poll", "true", 31)
    older("seen_at", "meetings_venue", "name = 'Växjö'", 31)

    watch = alive(hall, 0, at(31))
    shown = meetings.meeting_shape(Meeting.objects.get(pk=hall.meeting), with_key=False)["venues"]

    assert state(poll) == "paused"
    assert Poll.objects.get(pk=poll).pauses[0]["how"] == "silence"
    assert [v["lost_at"] for v in shown] == [None, at(31), None]
    assert [(v["name"], v["state"]) for v in watch["venues"]] == [
        ("Kalmar", "here"), ("Växjö", "lost"), ("Distans", "unheard"),
    ]  # fmt: skip


def test_when_the_house_itself_was_away_nobody_is_lost_by_it(hall):
    poll = hall.open_poll()
    for n in range(2):
        alive(hall, n)
    older("opened_clock", "polls_poll", "true", 60)
    older("seen_at", "meetings_venue", "true", 60)

    alive(hall, 0, at(60))
    alive(hall, 1, at(61))

    assert state(poll) == "open"


def test_a_place_that_only_fell_silent_is_back_when_it_speaks(hall):
    poll = hall.open_poll()
    for n in range(2):
        alive(hall, n)
    older("opened_clock", "polls_poll", "true", 31)
    older("seen_at", "meetings_venue", "name = 'Växjö'", 31)
    alive(hall, 0, at(31))

    alive(hall, 1, at(50))

    assert state(poll) == "open"
    assert Poll.objects.get(pk=poll).pauses[0]["seconds"] == 19


def test_a_place_that_somebody_declared_lost_is_not_back_by_a_heartbeat(hall):
    poll = hall.open_poll()
    lose(hall, 1)

    alive(hall, 1, at(5))

    assert state(poll) == "paused"


def test_a_place_that_was_never_heard_or_only_long_ago_is_not_missed(hall):
    alive(hall, 1)
    older("seen_at", "meetings_venue", "name = 'Växjö'", 3600)
    poll = hall.open_poll()

    alive(hall, 0)

    assert state(poll) == "open"


def test_silence_without_a_vote_loses_nobody(hall):
    for n in range(2):
        alive(hall, n)
    older("seen_at", "meetings_venue", "name = 'Växjö'", 300)

    alive(hall, 0)

    assert not Venue.objects.filter(lost_at__isnull=False).exists()


def test_nothing_is_opened_while_a_place_is_lost_and_long_losses_are_told(hall):
    lose(hall, 1)

    assert refused(actions.open_poll, poll_id=hall.new_poll()) == ["venue_lost"]
    [_, vaxjo, _] = alive(hall, 0, at(15 * 60))["venues"]
    assert vaxjo["advice"] == [
        {"code": "voting.polls.obstacle_venue_lost_long", "params": {"venue": "Växjö", "minutes": 15}}
    ]


def test_the_chair_holds_the_vote_and_lets_it_go_on(hall, chair, cast):
    poll = hall.open_poll()
    receipt = cast(0, poll, "yes").json()

    paused = chair.post(f"/api/polls/{poll}/pause", {"reason": " Ljudet brusar "}, format="json").json()
    answer = cast(1, poll, "yes")
    closing = chair.post(f"/api/polls/{poll}/close")
    resumed = chair.post(f"/api/polls/{poll}/resume").json()

    assert (paused["state"], paused["waits_for"], resumed["state"]) == ("paused", [], "open")
    assert [(p["how"], p["reason"]) for p in resumed["pauses"]] == [("chair", "Ljudet brusar")]
    assert [o["code"] for o in answer.json()["obstacles"]] == ["voting.polls.obstacle_paused_by_chair"]
    assert [o["code"] for o in closing.json()["obstacles"]] == ["voting.polls.obstacle_paused_by_chair"]
    assert cast(1, poll, "yes").status_code == 200
    assert receipt["number"] == 1


def test_a_paused_vote_stays_in_focus_and_still_gives_its_receipts(hall, cast, voter):
    from uuid import uuid4

    poll, key = hall.open_poll(), uuid4()
    first = cast(0, poll, "yes", key=key).json()
    lose(hall, 1)

    again = cast(0, poll, "yes", key=key).json()
    shown = voter(0).get(f"/api/meetings/{hall.meeting}/state").json()

    assert again == {**first, "repeated": True}
    assert (shown["poll"]["id"], shown["poll"]["state"], shown["my"]["may_vote"]) == (
        str(poll), "paused", False,
    )  # fmt: skip
    assert shown["my"]["receipt"]["receipt"] == first["receipt"]


def test_after_the_deadline_of_the_database_nothing_is_taken_whatever_the_house_says(hall, cast):
    poll = hall.new_poll()
    actions.open_poll(poll_id=poll, by=CHAIR, at=NOW, seconds=60)
    assert cast(0, poll, "yes").status_code == 200
    assert queries.visible_poll(poll, officer=False)["seconds_left"] in {59, 60}
    older("deadline", "polls_poll", "true", 61)

    answer = cast(1, poll, "yes")

    assert answer.json()["obstacles"] == [
        {"code": "voting.polls.obstacle_closed", "params": {"time": at(60).isoformat(), "received": False}}
    ]
    assert (state(poll), Ballot.objects.count()) == ("open", 1)


def test_any_sign_of_life_closes_a_poll_whose_time_is_up(hall, cast):
    poll = hall.new_poll()
    actions.open_poll(poll_id=poll, by=CHAIR, at=NOW, seconds=60)
    cast(0, poll, "yes")
    alive(hall, 0)
    assert state(poll) == "open"
    older("deadline", "polls_poll", "true", 61)

    alive(hall, 0, at(61))

    assert state(poll) == "closed"
    assert Poll.objects.get(pk=poll).result["counts"]["yes"] == 1


def test_a_timed_poll_that_waits_for_its_tellers_stays_open_and_takes_no_ballot(hall, cast):
    poll = hall.new_poll(channels={str(hall.venues[0].pk): "hands"})
    actions.open_poll(poll_id=poll, by=CHAIR, at=NOW, seconds=60)
    older("deadline", "polls_poll", "true", 61)

    alive(hall, 0)

    assert (state(poll), cast(1, poll, "yes").status_code) == ("open", 409)


def test_doors_of_the_places_are_those_who_watch_them(hall, client_of, person, voter, chair):
    host = client_of(hall.network, person("host", name="Värd"))
    url = f"/api/meetings/{hall.meeting}/venues/{hall.venues[1].pk}"

    assert voter(0).post(f"{url}/lost").status_code == 403
    assert host.post(f"{url}/alive").json()["venues"][1]["state"] == "here"
    assert host.post(f"{url}/lost").json()["venues"][1]["state"] == "lost"
    assert chair.post(f"{url}/restored").json()["venues"][1]["state"] == "here"
    assert host.post(f"/api/meetings/{hall.meeting}/venues/{hall.meeting}/alive").status_code == 404
    with pytest.raises(Missing):
        actions.lose_venue(meeting_id=hall.meeting, venue_id=hall.meeting, by=HOST, at=NOW)
