"""Three are elected and two of them have equal votes: a lot says who is the deputy, not who is elected."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.association import Association
from tests.e2e.driving import button, clean, closes, has_one_next_act, sees
from tests.e2e.screen import PHONE, PROJECTOR, Screen

AUDITORS = 16
FIRST, EVEN, ALSO, LAST = "Ada Ek", "Bo Alm", "Cia Dahl", "Dan Lind"
DICE = "6-3-1-5"


@pytest.fixture
def here(server: Any) -> Association:
    """Six at their places; two auditors and a deputy are to be elected among four."""
    made = Association(server, {"Kalmar": 4, "Växjö": 2})
    made.check_in_halls()
    made.sign_in_all(made.hall)
    made.open_meeting()
    made.go_to(AUDITORS)
    named = [{"name": name, "source": "committee"} for name in (FIRST, EVEN, ALSO, LAST)]
    new = {"item_no": AUDITORS, "post": "auditor", "seats": 2, "deputies": 1, "nominations": named}
    made.chair.ask("POST", f"{made.meeting}/elections", new)
    return made


@pytest.mark.timeout(600)
def test_the_order_of_two_with_equal_votes_is_drawn_before_the_gavel(here: Association, screens: Any) -> None:
    chair = screens(here.origin, name="chair").take_session(here.chair)
    phone = screens(here.origin, name="phone", size=PHONE).take_session(here.hall[0].person)
    wall = screens(here.origin, name="wall", size=PROJECTOR)
    chair.page.goto("/ordforande")
    phone.page.goto("/mote")
    wall.page.goto(f"/projektor/{here.projector}")

    _is_voted(here, chair)
    chair.wait_for_text(f"{EVEN} och {ALSO} är valda med lika många röster", "Lotten avgör")
    expect(button(chair, "Klubba beslutet")).to_have_count(0)  # nobody is put in an order by the alphabet
    has_one_next_act(chair)
    chair.page.get_by_label("Med lappar i en skål").check()
    button(chair, ALSO).click()
    expect(chair.page.get_by_role("button", name=f"1. {ALSO}")).to_be_visible()
    clean("order-lot-slips", chair)

    chair.page.get_by_label("Med tärningar inför kameran").check()
    chair.page.get_by_label("Fröet, som det lästes upp").fill(DICE)
    chair.press("Dra lotten")
    clean("order-lot", chair)
    chair.press("Lås och dra")
    rest = int(hashlib.sha256(f"{DICE}|{EVEN},{ALSO}".encode()).hexdigest(), 16) % 2
    first, second = (EVEN, ALSO)[rest], (EVEN, ALSO)[1 - rest]
    chair.wait_for_text("Så räknades lotten", DICE, f"Lotten gav ordningen {first} och {second}")
    has_one_next_act(chair)
    clean("order-lot-drawn", chair, phone)
    sees("order-lot-drawn", wall)

    for name in (FIRST, EVEN, ALSO):
        button(chair, f"{name} tackar ja").click()
    chair.press("Klubba beslutet")
    chair.wait_for_text("Gå till § 17")
    posts = {m["name"]: m["post"] for m in here.office.ask("GET", "/api/association")["posts"]}
    assert posts == {FIRST: "auditor", first: "auditor", second: "deputy_auditor"}


def _is_voted(here: Association, chair: Screen) -> None:
    """Six papers: three names each at most, two of them with the same four votes."""
    chair.press("Avsluta nomineringen")
    chair.press("Lägg fram valsedeln")
    chair.press("Öppna voteringen")
    chair.wait_for_text("Votering pågår")
    poll = here.chair.ask("GET", f"{here.meeting}/state")["poll"]
    ids = {one["name"]: one["id"] for one in poll["candidates"]}
    papers = [(FIRST, EVEN, ALSO)] * 4 + [(FIRST, LAST), (FIRST,)]
    for voter, marked in zip(here.hall, papers, strict=True):
        ballot = {
            "choice": ",".join(ids[name] for name in marked),
            "key": str(uuid.uuid4()),
            "replaces": None,
        }
        voter.person.ask("PUT", f"/api/polls/{poll['id']}/ballot", ballot)
    chair.wait_for_text("6 av 6")
    closes(chair)
    chair.press("Tillkännage resultatet")
