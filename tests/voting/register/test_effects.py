"""What a decision would bring about is shown before the gavel, filled in; the same goes with the decision."""

from __future__ import annotations

import pytest

from tests.voting.meetings.conftest import (
    client_of,  # noqa: F401  a fixture
    meeting,  # noqa: F401  a fixture
    soon,  # noqa: F401  a fixture
)
from tests.voting.register.conftest import approve, come, hall  # noqa: F401  a fixture


@pytest.fixture
def house(hall, alfa, person, client_of, now, soon):  # noqa: F811
    """Three of four here in an approved register; the chair's client."""
    found, registrations = hall
    for registration in registrations[:3]:
        come(found, registration, at=now)
    approve(found, 3, at=now)
    return found, registrations, client_of(alfa, person("chair"))


def at(found, rest):
    return f"/api/meetings/{found.pk}/{rest}"


def proposed(chair, found, no):
    answer = chair.get(at(found, f"items/{no}/effects"))
    assert answer.status_code == 200, answer.content
    return answer.json()


def reworded(found, no, words):
    found.items.filter(no=no).update(proposal_sv=words)


def test_the_name_is_asked_for_and_read_out_of_the_proposal_when_it_is_there(house):
    found, _, chair = house

    [blank_name] = proposed(chair, found, 8)
    reworded(found, 8, "Mötet beslutade att föreningens namn är Föreningen IEC.")
    [known_name] = proposed(chair, found, 8)

    assert (blank_name["kind"], blank_name["blanks"][0]["value"]) == ("named", "")
    assert known_name["text_sv"] == "Mötet beslutade att föreningens namn är {name}."
    assert known_name["blanks"] == [
        {"name": "name", "type": "text", "value": "Föreningen IEC", "options": []},
    ]


def test_the_register_is_called_in_its_order_and_nobody_has_said_yes_for_them(house):
    found, registrations, chair = house

    reworded(found, 10, "105 organisationer förklarade sig som medlemmar (bilaga 4).")
    [effect] = proposed(chair, found, 10)
    [calling] = effect["blanks"]

    assert effect["text_sv"] == "{n} organisationer förklarade sig som medlemmar (bilaga 4)."

    assert (effect["kind"], effect["body"], calling["type"]) == (
        "members_joined",
        {"from": "2016-10-11"},
        "roll_call",
    )
    assert [one["label"] for one in calling["options"]] == ["Ek AB", "Äppelkod AB", "Östbit AB"]
    assert {one["value"] for one in calling["options"]} == {str(r.member_id) for r in registrations[:3]}
    assert [one for one in calling["options"] if one["chosen"]] == []


def test_how_many_others_sit_on_the_board_is_read_as_word_or_number(house):
    found, _, chair = house
    seen = []

    for words in ("Styrelsen ska bestå av ordförande och sex ledamöter.", "ordförande och 8 ledamöter", ""):
        reworded(found, 13, words)
        seen.append(proposed(chair, found, 13)[0]["blanks"][0]["value"])

    assert seen == [6, 8, None]


def test_what_authorities_ask_for_is_proposed_for_immediate_approval_once_it_is_decided(house):
    found, _, chair = house
    for no in (6, 7):
        chair.post(at(found, f"items/{no}/start"), {}, format="json")
        body = {"text_sv": f"Beslut i {no}.", "method": "acclamation"}
        assert chair.post(at(found, f"items/{no}/decisions"), body, format="json").status_code == 200

    [effect] = proposed(chair, found, 20)

    options = {one["value"]: one["chosen"] for one in effect["blanks"][0]["options"]}
    assert options == {"4": False, "6": False, "7": True}


@pytest.mark.parametrize("no", [1, 4, 9, 11, 14, 21])
def test_items_without_an_effect_or_with_a_room_of_their_own_propose_none(house, no):
    found, _, chair = house

    assert proposed(chair, found, no) == []


def test_only_those_who_record_decisions_see_it_and_a_missing_item_is_missing(house, alfa, client_of):  # noqa: F811
    found, registrations, chair = house
    delegate = client_of(alfa, registrations[0].delegate)

    assert delegate.get(at(found, "items/8/effects")).status_code == 403
    assert chair.get(at(found, "items/99/effects")).status_code == 404


def test_a_proposed_effect_sent_along_comes_about_and_stands_in_the_way_of_undoing(house):
    from tenants.decisions.models import Decision

    found, _, chair = house
    chair.post(at(found, "items/7/start"), {}, format="json")
    [effect] = proposed(chair, found, 7)
    body = {
        "text_sv": effect["text_sv"],
        "method": "acclamation",
        "effects": [{"kind": effect["kind"], "body": effect["body"]}],
    }

    assert chair.post(at(found, "items/7/decisions"), body, format="json").status_code == 200
    shown = chair.get(f"/api/meetings/{found.pk}").json()
    undone = chair.post(at(found, "undo"), {"event": shown["undo"]["event"], "reason": "fel"}, format="json")

    facts = {one["kind"]: one["done"] for one in chair.get("/api/association").json()["facts"]}
    assert facts["formed"] is True
    assert shown["items"][6]["decisions"][0]["effects"] == [{"kind": "formed", "body": {}}]
    assert (shown["undo"]["item_no"], shown["undo"]["text_sv"]) == (7, effect["text_sv"])
    assert [o["code"] for o in shown["undo"]["obstacles"]] == ["tenants.decisions.obstacle_has_effect"]
    assert undone.status_code == 409
    assert Decision.objects.get(item_no=7).retracted_at is None
