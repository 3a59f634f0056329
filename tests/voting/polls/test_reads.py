from __future__ import annotations

import json

import pytest

from tests.torture.hall import CHAIR, NOW
from voting.meetings.models import Meeting
from voting.polls import actions


@pytest.fixture
def key(hall):
    return Meeting.objects.get(pk=hall.meeting).projector_key


@pytest.fixture
def guest(hall, client_of):
    return client_of(hall.network)


def test_nobody_sees_how_an_open_poll_stands(hall, cast, voter, chair, office, guest, key):
    poll = hall.open_poll()
    cast(0, poll, "yes")

    for reader in (voter(1), chair, office):
        shown = reader.get(f"/api/polls/{poll}").json()
        assert (shown["state"], shown["result"], shown["turnout"]["cast"]) == ("open", None, 1)
    projector = guest.get(f"/api/projector/{key}").json()
    assert (projector["poll"]["result"], projector["poll"]["turnout"]["cast"]) == (None, 1)


def test_a_counted_result_is_the_officers_until_it_is_declared(hall, cast, voter, chair, guest, key):
    poll = hall.open_poll()
    cast(0, poll, "yes")
    closed = chair.post(f"/api/polls/{poll}/close").json()

    assert closed["result"]["outcome"] == "carried"
    assert voter(1).get(f"/api/polls/{poll}").json()["result"] is None
    assert guest.get(f"/api/projector/{key}").json()["poll"]["result"] is None
    told = guest.get(f"/api/projector/{key}/events").json()["entries"]
    assert "carried" not in json.dumps(told)

    chair.post(f"/api/polls/{poll}/declare")

    assert voter(1).get(f"/api/polls/{poll}").json()["result"]["outcome"] == "carried"
    assert guest.get(f"/api/projector/{key}").json()["poll"]["result"]["outcome"] == "carried"


def test_a_prepared_poll_is_the_officers_own(hall, voter, chair, guest, key):
    poll = hall.new_poll()

    assert chair.get(f"/api/polls/{poll}").status_code == 200
    assert voter(0).get(f"/api/polls/{poll}").status_code == 404
    assert [p["id"] for p in chair.get(f"/api/meetings/{hall.meeting}/polls").json()] == [str(poll)]
    assert voter(0).get(f"/api/meetings/{hall.meeting}/polls").json() == []
    assert guest.get(f"/api/projector/{key}/events").json()["entries"] == []


def test_the_chair_prepares_a_poll_with_words_of_its_own(hall, chair):
    answer = chair.post(
        f"/api/meetings/{hall.meeting}/polls",
        {
            "item_no": 9,
            "kind": "a_against_b",
            "question": "Vilket yrkande blir motförslag?",
            "labels": {"a": {"label": "A1", "hint": "Växjö"}, "b": "A2"},
        },
        format="json",
    )

    assert answer.status_code == 201
    assert answer.json()["no"] == 1
    assert answer.json()["options"] == [
        {"value": "a", "label": "A1", "hint": "Växjö"},
        {"value": "b", "label": "A2", "hint": ""},
        {"value": "abstain", "label": "Avstå", "hint": "Räknas inte som avgiven"},
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("item_no", 77),
        ("kind", "three_way"),
        ("labels", {"a": "A1"}),
        ("decisions", {"a": "Så beslutades."}),
        (
            "rule",
            {"threshold": "more_than", "fraction": "3/2", "base": "cast", "source_sv": "x", "source_en": "x"},
        ),
    ],
)
def test_a_question_that_cannot_be_put_is_malformed(hall, chair, field, value):
    question = {"item_no": 9, "kind": "yes_no", "question": "Ska säteskommunen ändras?", field: value}

    answer = chair.post(f"/api/meetings/{hall.meeting}/polls", question, format="json")

    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == [field]


def test_the_phone_sees_its_own_receipt_and_nobody_elses(hall, cast, voter):
    poll = hall.open_poll()
    receipt = cast(0, poll, "yes").json()

    mine = voter(0).get(f"/api/meetings/{hall.meeting}/state").json()
    other = voter(1).get(f"/api/meetings/{hall.meeting}/state").json()

    assert mine["my"]["receipt"] == {**receipt, "repeated": True}
    assert (mine["my"]["may_vote"], mine["my"]["in_register"]) == (True, True)
    assert other["my"]["receipt"] is None
    assert receipt["receipt"] not in json.dumps(other)


def test_an_observer_follows_and_may_not_vote(hall, client_of, person):
    hall.open_poll()
    observer = client_of(hall.network, person("observer", name="Åhörare"))

    mine = observer.get(f"/api/meetings/{hall.meeting}/state").json()["my"]

    assert mine == {
        "registration": None,
        "in_register": False,
        "holds": 0,
        "conflicts": [],
        "receipt": None,
        "may_vote": False,
        "votes": [],
    }


def test_the_state_composes_meeting_register_and_polls(hall, chair):
    poll = hall.open_poll()

    state = chair.get(f"/api/meetings/{hall.meeting}/state").json()

    [item] = state["meeting"]["items"]
    assert [p["id"] for p in item["polls"]] == [str(poll)]
    assert state["poll"]["id"] == str(poll)
    assert state["meeting"]["register"]["total"] == 6
    closing = [o["code"] for o in state["meeting"]["obstacles"]["close"]]
    assert "voting.meetings.obstacle_vote_still_open" in closing


def test_the_state_takes_as_many_statements_with_three_polls_as_with_one(hall, chair, cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        cast(0, hall.open_poll(), "yes")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            chair.get(f"/api/meetings/{hall.meeting}/state")
        counts.append(len(seen))
        cast(0, hall.open_poll(), "yes")

    assert counts[0] == counts[1]


def test_the_state_holds_all_that_its_number_counts_though_the_meeting_was_found_before(hall, chair):
    from voting.polls.queries import live_state

    found = Meeting.objects.get(pk=hall.meeting)

    paused = chair.post(f"/api/meetings/{hall.meeting}/adjourn", {"resumes_at": None}, format="json")
    state = live_state(found, by=None)

    assert paused.status_code == 200
    after = chair.get(f"/api/meetings/{hall.meeting}/events?after={state['last_event_id']}").json()
    assert (state["meeting"]["state"], after["entries"]) == (
        "adjourned",
        [],
    )  # nothing comes that would mend it


def test_the_newest_poll_of_the_item_stays_in_focus_after_it_is_declared(hall, voter, cast):
    first, second = hall.open_poll(), hall.open_poll()
    cast(0, second, "yes")
    for step in (actions.close_poll, actions.declare_poll):
        step(poll_id=second, by=CHAIR, at=NOW)

    state = voter(0).get(f"/api/meetings/{hall.meeting}/state").json()

    assert first != second
    assert (state["poll"]["id"], state["my"]["may_vote"]) == (str(second), False)


def test_events_after_a_number_are_told_once_with_the_turnout(hall, cast, voter):
    poll = hall.open_poll()
    state = voter(0).get(f"/api/meetings/{hall.meeting}/state").json()
    cast(0, poll, "yes")

    url = f"/api/meetings/{hall.meeting}/events"
    nothing = voter(0).get(url, {"after": state["last_event_id"]}).json()
    actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)
    closed = voter(0).get(url, {"after": state["last_event_id"]}).json()

    assert (nothing["entries"], nothing["turnout"]["cast"]) == ([], 1)
    assert [e["kind"] for e in closed["entries"]] == ["voting.polls.closed"]
    assert closed["turnout"] is None
    assert closed["last_event_id"] == closed["entries"][-1]["id"]


@pytest.mark.parametrize("after", ["-1", "x", "1e3", "²", "9" * 30])
def test_a_number_that_is_none_is_malformed(hall, voter, after):
    answer = voter(0).get(f"/api/meetings/{hall.meeting}/events", {"after": after})

    assert answer.status_code == 400


def test_the_projector_needs_its_key_and_shows_nothing_of_anybodys_own(hall, guest, key):
    hall.open_poll()

    state = guest.get(f"/api/projector/{key}").json()

    assert state["my"] is None
    assert state["meeting"]["projector_key"] is None
    assert guest.get("/api/projector/another-key").status_code == 404


def test_the_projectors_code_is_a_picture(hall, guest, key):
    answer = guest.get(f"/api/projector/{key}/qr.svg")

    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer.content.startswith(b"<svg")
    assert guest.get("/api/projector/another-key/qr.svg").status_code == 404


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "polls/{poll}"),
        ("post", "polls/{poll}/open"),
        ("post", "polls/{poll}/close"),
        ("post", "polls/{poll}/declare"),
        ("get", "meetings/{meeting}/state"),
        ("get", "meetings/{meeting}/events"),
        ("post", "meetings/{meeting}/close"),
        ("post", "meetings/{meeting}/items/9/start"),
    ],
)
def test_another_associations_chair_finds_nothing(hall, bravo, client_of, person, method, path):
    from kernel.tenancy import inside

    poll = hall.open_poll()
    with inside(bravo):
        stranger = client_of(bravo, person("chair", name="Främling"))

    answer = getattr(stranger, method)("/api/" + path.format(poll=poll, meeting=hall.meeting))

    assert answer.status_code == 404


def test_leading_is_for_the_chair(hall, voter, office):
    poll = hall.open_poll()

    for reader in (voter(0), office):
        assert reader.post(f"/api/polls/{poll}/close").status_code == 403
        assert reader.post(f"/api/meetings/{hall.meeting}/items/9/start").status_code == 403
        assert reader.post(f"/api/meetings/{hall.meeting}/close").status_code == 403
