"""Elections through the API: who may, what is answered, and one whole election from phone to decision."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.voting.elections.booth import CHAIR, OFFICERS


@pytest.fixture
def chair(booth, client_of, person):
    return client_of(booth.hall.network, person("chair", name="Mötesordförande"))


@pytest.fixture
def phone(booth, client_of):
    from accounts.models import User

    return lambda n: client_of(booth.hall.network, User.objects.get(pk=booth.hall.voters[n]))


def test_an_election_from_the_floor_to_the_decision(booth, chair, phone):
    booth.take_up(CHAIR)
    new = {
        "item_no": CHAIR, "post": "board_chair", "key": str(uuid4()),
        "nominations": [{"name": "Karin Thorell", "county": "Kalmar", "source": "committee"}],
    }  # fmt: skip
    made = chair.post(f"/api/meetings/{booth.meeting}/elections", new, format="json")
    assert made.status_code == 201
    home = f"/api/elections/{made.json()['id']}"
    named = phone(3).post(f"{home}/nominate", {"name": "Gunnar Wikström"}, format="json")
    assert named.status_code == 201
    assert [n["source"] for n in named.json()["nominations"]] == ["floor", "committee"]

    chair.post(f"{home}/close_nominations", {}, format="json")
    put = chair.post(f"{home}/poll", {"secrecy": "open"}, format="json").json()
    poll = f"/api/polls/{put['rounds'][0]['poll']}"
    chair.post(f"{poll}/open", {}, format="json")
    for n in range(5):
        ballot = {"choice": "n1" if n < 3 else "n2", "key": str(uuid4()), "replaces": None}
        assert phone(n).put(f"{poll}/ballot", ballot, format="json").status_code == 200
    chair.post(f"{poll}/close", {}, format="json")
    chair.post(f"{poll}/declare", {}, format="json")
    elected = chair.get(home).json()["elected"][0]
    chair.post(f"{home}/accept", {"nomination": elected["nomination"], "accepts": True}, format="json")
    decided = chair.post(f"{home}/decide", {}, format="json")

    assert decided.status_code == 200
    told = decided.json()
    assert (told["state"], told["elected"][0]["name"], told["elected"][0]["accepts"]) == (
        "decided", "Karin Thorell", True,
    )  # fmt: skip
    assert told["decision"]["text_sv"].startswith("Mötet beslutade att välja Karin Thorell till föreningens")


def test_everybody_at_the_meeting_reads_elections_and_no_addresses(booth, chair, phone):
    booth.open(OFFICERS, "meeting_secretary", [{"name": "Olof Berg", "email": "olof@berg.example"}])

    answer = phone(2).get(f"/api/meetings/{booth.meeting}/elections")

    (election,) = answer.json()["elections"]
    assert election["nominations"][0]["has_address"] is True
    assert "berg.example" not in answer.content.decode()


def test_leading_is_the_chairs_and_nominating_the_delegates(booth, chair, phone):
    election = booth.open(CHAIR, "board_chair", ["Ada"])
    home = f"/api/elections/{election}"

    for door in ("close_nominations", "acclamation", "poll", "decide"):
        assert phone(1).post(f"{home}/{door}", {}, format="json").status_code == 403
    assert chair.post(f"{home}/nominate", {"name": "Bo"}, format="json").status_code == 403
    assert chair.post(f"{home}/nominations", {"name": "Bo"}, format="json").status_code == 201


def test_a_refusal_names_its_obstacles_and_the_shape_showed_them_before(booth, chair):
    booth.take_up(CHAIR)
    election = booth.open(CHAIR, "board_chair", ["Ada", "Bo"])
    home = f"/api/elections/{election}"

    shown = chair.get(home).json()["may"]["acclamation"]
    answer = chair.post(f"{home}/acclamation", {}, format="json")

    assert answer.status_code == 409
    assert answer.json()["obstacles"] == shown
    assert shown == [
        {"code": "voting.elections.obstacle_contested", "params": {"n": 2, "seats": 1}}
    ]  # fmt: skip


def test_what_cannot_be_read_is_malformed(booth, chair):
    where = f"/api/meetings/{booth.meeting}/elections"
    for wrong in (
        {"item_no": 99, "post": "board_chair"},
        {"item_no": CHAIR, "post": "king"},
        {"item_no": CHAIR, "post": "board_chair", "seats": 0},
        {"item_no": CHAIR, "post": "board_chair", "terms": [{"n": None, "years": 1}, {"n": 1, "years": 2}]},
        {"item_no": CHAIR, "post": "board_chair", "nominations": [{"name": " "}]},
    ):
        assert chair.post(where, wrong, format="json").status_code == 400, wrong


def test_what_is_not_here_is_missing(chair, booth):
    assert chair.get(f"/api/elections/{uuid4()}").status_code == 404
    election = booth.open(CHAIR, "board_chair", ["Ada"])
    assert chair.delete(f"/api/elections/{election}/nominations/{uuid4()}").status_code == 404


def test_reading_elections_costs_the_same_for_one_and_for_many(booth):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from voting.elections import queries

    def cost():
        with CaptureQueriesContext(connection) as seen:
            queries.election_list(booth.meeting)
        return len(seen)

    booth.open(CHAIR, "board_chair", ["Ada", "Bo"])
    one = cost()
    for n in range(3):
        booth.open(OFFICERS, "meeting_secretary", [f"Olof {n}", f"Berit {n}"])
    assert cost() == one
