"""Elected: one accepts on the phone, one declines; a second round without them, and a lot on slips."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.association import Association
from tests.e2e.driving import button, clean, closes, has_one_next_act, sees
from tests.e2e.screen import PHONE, PROJECTOR, Screen

BOARD = 15
THIRD, FOURTH = "Ada Ek", "Bo Falk"


@pytest.fixture
def here(server: Any) -> Association:
    """Nine at their places; the election of two for the board is laid out with four names."""
    made = Association(server, {"Kalmar": 4, "Växjö": 2, "distans": 3})
    made.check_in_halls()
    made.sign_in_all(made.delegates)
    made.arrive(made.remote)
    made.open_meeting()
    made.go_to(BOARD)
    named = [
        {"name": one.person.name, "registration": one.registration["id"], "source": "committee"}
        for one in made.delegates[:2]
    ]
    named += [{"name": name, "source": "committee"} for name in (THIRD, FOURTH)]
    new = {"item_no": BOARD, "post": "board_member", "seats": 2, "nominations": named}
    made.chair.ask("POST", f"{made.meeting}/elections", new)
    return made


def test_one_declines_on_the_phone_and_the_seat_goes_by_a_second_round_and_slips(here, screens):
    first, second = here.delegates[0].person, here.delegates[1].person
    chair = screens(here.origin, name="chair").take_session(here.chair)
    one = screens(here.origin, name="first", size=PHONE).take_session(first)
    two = screens(here.origin, name="second", size=PHONE).take_session(second)
    wall = screens(here.origin, name="wall", size=PROJECTOR)
    chair.page.goto("/ordforande")
    for phone in (one, two):
        phone.page.goto("/mote")
    wall.page.goto(f"/projektor/{here.projector}")

    chair.press("Avsluta nomineringen")
    chair.press("Lägg fram valsedeln")
    _is_voted(here, chair, {(first.name, second.name): 6, (first.name, THIRD): 2, (first.name, FOURTH): 1})
    chair.press("Tillkännage resultatet")

    for phone in (one, two):
        phone.wait_for_text("Du är vald", "Mötet frågar om du tar emot uppdraget.")
    clean("elected-asked", one)
    button(one, "Jag tackar ja").click()
    one.wait_for_text("Du har tackat ja.")
    button(two, "Jag tackar nej").click()
    two.wait_for_text("Tackar du nej blir platsen ledig")
    clean("elected-declines", two)
    button(two, "Jag tackar nej").click()
    two.wait_for_text("Du har tackat nej.")
    wall.wait_for_text(first.name, "Har tackat ja")
    chair.wait_for_text(second.name, "Tackade nej")
    has_one_next_act(chair)
    clean("elected-one-seat-free", chair, wall)

    chair.page.get_by_role("button", name=f"{THIRD} och {FOURTH}").click()
    _is_voted(here, chair, {(THIRD,): 4, (FOURTH,): 4, (): 1})
    wall.wait_for_text("Lika röstetal. Lotten avgör.", THIRD, FOURTH)
    chair.page.get_by_label("Med lappar i en skål").check()
    chair.page.get_by_role("button", name=FOURTH).click()
    clean("elected-slips", chair)
    chair.press("Anteckna lotten")
    chair.press("Tillkännage resultatet")
    for screen in (chair, one, wall):
        screen.wait_for_text(FOURTH, "Lotten drogs på papper")
    sees("elected-by-slips", chair, one, wall)

    button(chair, f"{FOURTH} tackar ja").click()
    chair.press("Klubba beslutet")
    chair.wait_for_text("Gå till § 16")
    sees("elected-decided", chair, one, wall)
    board = here.office.ask("GET", "/api/association")["board"]
    assert [m["name"] for m in board if m["post"] == "board_member"] == [first.name, FOURTH]
    expect(two.page.get_by_role("button", name="Jag tackar ja")).to_have_count(0)


def _is_voted(here: Association, chair: Screen, papers: dict[tuple[str, ...], int]) -> None:
    """Opened and closed on the desk; nine papers, a blank one without a name."""
    chair.press("Öppna voteringen")
    chair.wait_for_text("Votering pågår")
    poll = here.chair.ask("GET", f"{here.meeting}/state")["poll"]["id"]
    ids = {c["name"]: c["id"] for c in here.poll(poll)["candidates"]}
    choices = {",".join(ids[name] for name in names) or "blank": votes for names, votes in papers.items()}
    here.vote(poll, choices, here.delegates)
    closes(chair)
