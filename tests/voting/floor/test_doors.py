"""The doors: who may, what they answer, and that nothing is done twice."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.staying import staying
from tests.torture.hall import sign_in


@pytest.fixture
def client_of(client_of):
    """The test stays in its network when a request has left it."""
    return staying(client_of)


@pytest.fixture
def phone(debate, client_of):
    """phone(0): the first delegate's."""
    sign_in(debate.hall, debate.hall.voters)
    return lambda n: client_of(debate.hall.network, debate.registrations[n].delegate)


@pytest.fixture
def officer(debate, client_of, person):
    """officer("chair"): somebody with this role."""
    return lambda role: client_of(debate.hall.network, person(role, name=f"{role} Malm"))


@pytest.fixture
def at(debate):
    """at("next"): the door's address."""
    return lambda rest="": f"/api/meetings/{debate.meeting}/floor{'/' + rest if rest else ''}"


def test_a_phone_asks_and_everybody_who_follows_sees_the_same_list(debate, phone, officer, at):
    wish = {"id": str(uuid4()), "kind": "speech", "mark": "A6"}

    answer = phone(0).post(at(), wish, format="json")

    assert answer.status_code == 200
    first = answer.json()["waiting"][0]
    assert (first["id"], first["name"], first["mark"], first["state"]) == (
        wish["id"], "Ombud 0", "A6", "waiting",
    )  # fmt: skip
    assert officer("chair").get(at()).json() == phone(1).get(at()).json() == answer.json()


def test_the_chair_leads_from_the_door(debate, phone, officer, at):
    chair = officer("chair")
    for n in range(2):
        phone(n).post(at(), {"id": str(uuid4())}, format="json")

    chair.post(at("limit"), {"seconds": 180}, format="json")
    called = chair.post(at("next"), {"turn": 0}, format="json").json()
    again = chair.post(at("next"), {"turn": 0}, format="json").json()
    assert called == again
    assert (called["current"]["name"], called["current"]["limit_s"]) == ("Ombud 0", 180)

    longer = {"request": called["current"]["id"], "limit_s": 240}
    assert chair.post(at("extend"), longer, format="json").json()["current"]["limit_s"] == 240
    policy = chair.post(at("policy"), {"policy": "first_speakers_first"}, format="json").json()
    assert policy["policy"] == "first_speakers_first"
    line = chair.post(at("line"), {"last_chance_s": 60}, format="json").json()["line"]
    assert line["closes_at"] > line["drawn_at"]
    assert chair.delete(at("line")).json()["line"] is None
    stopped = chair.post(at("stop"), {"request": called["current"]["id"]}, format="json").json()
    undone = chair.post(at("undo"), {"step": stopped["undo"]["step"]}, format="json").json()
    assert (stopped["current"], undone["current"]["name"]) == (None, "Ombud 0")


def test_the_chair_moves_skips_and_adds(debate, phone, officer, at):
    chair = officer("secretary")
    for n in range(2):
        phone(n).post(at(), {"id": str(uuid4())}, format="json")
    guest = {"id": str(uuid4()), "name": "Greta Ek", "venue": str(debate.hall.venues[1].pk)}
    waiting = chair.post(at("requests"), guest, format="json").json()["waiting"]
    assert [one["name"] for one in waiting] == ["Ombud 0", "Ombud 1", "Greta Ek"]

    moved = {"request": waiting[2]["id"], "before": waiting[0]["id"], "reason": "Har ett tåg att passa."}
    assert chair.post(at("order"), moved, format="json").json()["waiting"][0]["name"] == "Greta Ek"
    skipped = {"request": waiting[0]["id"], "reason": "Är inte här."}
    names = [one["name"] for one in chair.post(at("skip"), skipped, format="json").json()["waiting"]]
    assert names == ["Greta Ek", "Ombud 1"]


def test_a_host_asks_and_takes_back_for_the_own_place(debate, officer, at):
    venue = debate.hall.venues[0].pk
    address = f"/api/meetings/{debate.meeting}/venues/{venue}/floor"
    host = officer("host")
    wish = {"id": str(uuid4()), "registration": str(debate.registrations[0].pk)}

    asked = host.post(address, wish, format="json").json()
    assert [(one["name"], one["channel"]) for one in asked["waiting"]] == [("Ombud 0", "host")]
    assert host.delete(f"{address}/{wish['id']}").json()["waiting"] == []


def test_one_takes_back_ones_own_wish_at_the_door(debate, phone, at):
    wish = {"id": str(uuid4())}
    phone(0).post(at(), wish, format="json")

    assert phone(1).delete(at(f"requests/{wish['id']}")).status_code == 404
    assert phone(0).delete(at(f"requests/{wish['id']}")).json()["waiting"] == []


def test_a_refusal_comes_with_its_obstacles(debate, phone, at):
    answer = phone(0).post(at(), {"id": str(uuid4()), "kind": "reply"}, format="json")

    assert answer.status_code == 409
    assert [o["code"] for o in answer.json()["obstacles"]] == ["voting.floor.obstacle_nothing_to_reply_to"]


def test_a_mark_is_a_motions_mark_and_nothing_else_reaches_the_big_screen(debate, phone, at):
    answer = phone(0).post(at(), {"id": str(uuid4()), "mark": "köp här"}, format="json")

    assert answer.status_code == 400
    assert debate.waiting() == []


@pytest.mark.parametrize(
    "rest", ["next", "stop", "extend", "skip", "order", "limit", "policy", "line", "undo"]
)
def test_only_those_who_lead_may_lead(phone, officer, at, rest):
    assert phone(0).post(at(rest), {}, format="json").status_code == 403
    assert officer("host").post(at(rest), {}, format="json").status_code == 403


def test_a_chair_without_a_seat_does_not_ask_from_a_phone_and_a_guest_sees_nothing(
    debate, officer, client_of, at
):
    assert officer("chair").post(at(), {"id": str(uuid4())}, format="json").status_code == 403
    assert client_of(debate.hall.network).get(at()).status_code == 401
