"""The same by the API, with real ballots by phone."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.torture.hall import sign_in
from tests.voting.motions.desk import FEES, STATUTES


@pytest.fixture
def api(desk, client_of, person):
    """Clients: the chair, who also votes, the n:th voter, and an observer."""
    from accounts.models import User

    sign_in(desk.hall, desk.hall.voters)
    voters = [client_of(desk.hall.network, User.objects.get(pk=pk)) for pk in desk.hall.voters]
    observer = client_of(desk.hall.network, person("observer", name="Olle Observatör"))
    return {"chair": voters[0], "voters": voters, "observer": observer}


def address(desk, no, tail=""):
    return f"/api/meetings/{desk.meeting}/items/{no}/{tail}"


def test_from_the_phone_to_the_adopted_text(desk, api):
    chair, voters = api["chair"], api["voters"]
    draft = {"item_no": STATUTES, "kind": "change", "target": "par1.2", "new_sv": "Säte i Växjö."}
    filed = voters[1].post(f"/api/meetings/{desk.meeting}/motions", draft, format="json")
    assert (filed.status_code, filed.json()["mark"]) == (201, "A1")
    rival = draft | {"new_sv": "Säte i Nybro.", "registration": str(desk.registration(2))}
    assert chair.post(address(desk, STATUTES, "motions"), rival, format="json").json()["mark"] == "A2"
    recommended = chair.post(
        f"/api/motions/{filed.json()['id']}/recommend", {"word": "avslag"}, format="json"
    )
    assert recommended.json()["recommendation"] == {"word": "avslag", "text": ""}
    assert chair.post(address(desk, STATUTES, "line")).json()["line_at"]

    proposed = chair.post(address(desk, STATUTES, "order"), {}, format="json").json()
    assert [s["kind"] for s in proposed["steps"]] == ["counter", "main", "whole"]
    approved = chair.post(address(desk, STATUTES, "order/approve")).json()
    assert approved["next"] == {"step": 1}

    put = chair.post(address(desk, STATUTES, "order/steps/1/poll")).json()
    poll = put["steps"][0]["poll"]
    assert chair.post(f"/api/polls/{poll}/open").status_code == 200
    for n, voter in enumerate(voters):
        ballot = {"choice": "a" if n < 4 else "b", "key": str(uuid4()), "replaces": None}
        assert voter.put(f"/api/polls/{poll}/ballot", ballot, format="json").status_code == 200
    chair.post(f"/api/polls/{poll}/close")
    chair.post(f"/api/polls/{poll}/declare")

    seen = api["observer"].get(address(desk, STATUTES, "order")).json()
    assert seen["steps"][0]["winner"] == "A1"
    assert seen["steps"][1]["between"] == ["H", "A1"]
    assert [c["votes"] for c in seen["steps"][0]["choices"]] == [4, 2]
    said = {"outcome": "A1"}
    chair.post(address(desk, STATUTES, "order/steps/2/acclamation"), said, format="json")
    chair.post(address(desk, STATUTES, "order/untouched"))
    ended = chair.post(
        address(desk, STATUTES, "order/steps/3/acclamation"), {"outcome": "yes"}, format="json"
    ).json()
    assert (ended["outcome"], ended["next"]) == ("adopted", None)


def test_a_refusal_says_what_is_in_the_way(desk, api):
    answer = api["chair"].post(address(desk, STATUTES, "order/steps/1/poll"))

    assert answer.status_code == 409
    assert [o["code"] for o in answer.json()["obstacles"]] == [
        "voting.motions.obstacle_order_not_approved",
        "voting.motions.obstacle_untouched_first",
    ]


def test_roles_decide_who_leads_and_who_moves(desk, api):
    draft = {"item_no": STATUTES, "kind": "table"}
    moving = f"/api/meetings/{desk.meeting}/motions"

    assert api["observer"].post(moving, draft, format="json").status_code == 403
    assert api["voters"][1].post(address(desk, STATUTES, "motions"), draft, format="json").status_code == 403
    assert api["voters"][1].post(address(desk, STATUTES, "order/approve")).status_code == 403
    assert api["observer"].get(moving).json()["motions"] == []


def test_the_phone_learns_where_it_may_move_something(desk, api):
    filing = api["voters"][1].get(f"/api/meetings/{desk.meeting}/motions").json()["filing"]

    assert [(one["item_no"], one["matter"], one["obstacles"]) for one in filing] == [
        (9, "statutes", []),
        (11, "fees", []),
        (12, "general", []),
    ]


def test_one_takes_ones_own_motion_back_and_the_chair_takes_any(desk, api):
    first, second = desk.file(1, item_no=STATUTES, kind="table"), desk.file(2, item_no=STATUTES, kind="table")

    assert api["voters"][2].post(f"/api/motions/{first.pk}/withdraw").status_code == 403
    assert api["voters"][1].post(f"/api/motions/{first.pk}/withdraw").json()["state"] == "withdrawn"
    assert api["chair"].delete(f"/api/motions/{second.pk}").json()["state"] == "withdrawn"
    assert api["chair"].get(f"/api/motions/{second.pk}").json()["state"] == "withdrawn"


def test_fees_are_laid_out_in_ore(desk, api):
    fees = {
        "period": {"from": "2016-10-11", "to": "2017-12-31", "label_sv": "2017"},
        "classes": [{"id": "F1", "sv": "Alla", "en": "All", "amount": 150_000, "vote": True}],
    }
    put = api["chair"].put(address(desk, FEES, "main"), {"fees": fees}, format="json")
    assert (put.status_code, put.json()["fees"]) == (200, fees)

    doubled = {"fees": fees | {"classes": fees["classes"] * 2}}
    assert api["chair"].put(address(desk, FEES, "main"), doubled, format="json").status_code == 400
    assert api["observer"].get(address(desk, FEES, "main")).json()["fees"] == fees


def test_what_is_not_there_is_missing(desk, api):
    chair = api["chair"]

    assert chair.get(address(desk, 99, "order")).status_code == 404
    assert chair.get(f"/api/motions/{uuid4()}").status_code == 404
    assert chair.post(address(desk, STATUTES, "order/steps/99/poll")).status_code == 404
    assert chair.get(f"/api/meetings/{uuid4()}/motions").status_code == 404
