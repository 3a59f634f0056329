"""Seven names for six seats: nominated from a phone, voted on in two browsers, a lot by dice, a board."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.association import Association, Delegate
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, PROJECTOR, Screen, squeezed

SIZE_ITEM, BOARD_ITEM = 13, 15
PROPOSED = ["Ahmed Yusuf", "Lisa Brandt", "Per-Olof Ek", "Sofia Lindahl", "Johan Nyqvist", "Mina Rezai"]
FROM_THE_FLOOR, HER_FIRM = "Elin Hjort", "Mönsterås Mjukvara AB"
TIED = ["Elin Hjort", "Johan Nyqvist"]
SAFE = ["Lisa Brandt", "Ahmed Yusuf", "Sofia Lindahl", "Mina Rezai", "Per-Olof Ek"]
TALLY = {"Lisa Brandt": 24, "Ahmed Yusuf": 23, "Sofia Lindahl": 22, "Mina Rezai": 21, "Per-Olof Ek": 20}
DICE = "4-2-6-1"


@pytest.fixture
def board_day(association: Any) -> Any:
    """The meeting has decided on six members beside the chair, and comes to their election."""
    association.check_in_halls()
    association.sign_in_all([*association.hall, *association.remote])
    association.arrive(association.remote)
    association.open_meeting()
    association.go_to(SIZE_ITEM)
    size = {
        "text_sv": "Mötet beslutade att styrelsen ska bestå av ordförande och sex ledamöter.",
        "method": "acclamation",
        "effects": [{"kind": "board_sized", "body": {"others": 6}}],
    }
    association.chair.ask("POST", f"{association.meeting}/items/{SIZE_ITEM}/decisions", size)
    association.chair.ask("POST", f"{association.meeting}/items/{BOARD_ITEM}/start")
    return association


@pytest.mark.timeout(900)  # eight screens are looked at closely on the way
def test_the_last_seat_goes_by_a_lot_that_everybody_can_compute(board_day, screens):
    here: Association = board_day
    first, second = here.hall[0], here.hall[1]
    chair = screens(here.origin, name="chair").take_session(here.chair)
    one = screens(here.origin, name="first", size=PHONE).take_session(first.person)
    two = screens(here.origin, name="second", size=PHONE).take_session(second.person)
    wall = screens(here.origin, name="projector", size=PROJECTOR)
    chair.page.goto("/ordforande")
    for phone in (one, two):
        phone.page.goto("/mote")
    wall.page.goto(f"/projektor/{here.projector}")
    for screen in (chair, one, two, wall):
        screen.wait_for_text("§ 15")

    _laid_out_in_one_press_and_named(chair, wall)
    _nominated_from_a_phone(one, chair, wall)
    _terms_are_approved_and_the_list_is_closed(chair)
    seen = {"nominees, wall": look(wall), "nominees, phone": look(two), "closed, desk": look(chair)}
    _keep("closed", chair, one, wall)
    poll = _the_ballot_is_cast(chair, one, two, wall, here)
    seen |= {"tie, desk": look(chair), "tie, wall": look(wall)}
    _keep("tie", chair, one, wall)
    _the_lot_is_drawn(chair, wall)
    _the_result_tells_of_the_lot(chair, one, wall)
    assert wall.page.evaluate("document.documentElement.scrollHeight") == PROJECTOR[1]
    seen |= {"result, wall": look(wall), "result, phone": look(one)}
    _keep("result", chair, one, wall)
    winner = here.poll(poll)["result"]["lot"]["winners"][0]
    _they_accept_and_the_gavel_falls(chair, one, wall, winner)
    seen |= {"decided, desk": look(chair), "decided, wall": look(wall)}
    _keep("decided", chair, one, wall)

    _the_board_is_on_record(here, winner)
    assert {name: found.axe for name, found in seen.items() if found.axe} == {}
    assert {name: found.sideways for name, found in seen.items() if found.sideways} == {}
    complaints = {name: found.complaints for name, found in seen.items()}
    assert {name: told for name, told in complaints.items() if told and "wall" not in name} == {}


def test_a_task_at_the_meeting_is_laid_out_and_acclaimed_by_keyboard_alone(association, screens):
    association.check_in_halls()
    association.open_meeting()
    association.chair.ask("POST", f"{association.meeting}/items/2/start")
    chair = screens(association.origin, name="chair").take_session(association.chair)
    chair.page.goto("/ordforande")

    _key(chair, chair.page.get_by_role("button", name="Lägg upp valet: Val av mötesordförande"))
    names = chair.page.get_by_role("textbox", name="Namn, ett på varje rad")
    expect(names).to_be_visible(timeout=30_000)
    names.focus()
    chair.page.keyboard.type("Stina Malm")
    _key(chair, chair.page.get_by_role("button", name="Anteckna 1 namn"))
    _key(chair, chair.page.get_by_role("button", name="Välj med acklamation och anteckna beslutet"))
    chair.wait_for_text("Mötet beslutade att välja Stina Malm till mötesordförande.")
    _key(chair, chair.page.get_by_role("button", name="Lägg upp valet: Val av mötessekreterare"))

    expect(names).to_be_visible(timeout=30_000)
    names.focus()
    chair.page.keyboard.type("Olof Berg\nAda Ek")
    _key(chair, chair.page.get_by_role("button", name="Anteckna 2 namn"))
    chair.wait_for_text("Avsluta nomineringen")
    _key(chair, chair.page.get_by_role("button", name="Ta tillbaka Ada Ek"))
    _key(chair, chair.page.get_by_role("button", name="Välj nu, läs upp beslutet sedan"))
    chair.wait_for_text("Mötet beslutade att välja Olof Berg till mötessekreterare.")
    expect(chair.page.locator(".btn-next")).to_have_count(1)
    _key(chair, chair.page.get_by_role("button", name="Klubba beslutet"))
    chair.wait_for_text("Gå till § 3")


def _laid_out_in_one_press_and_named(chair: Screen, wall: Screen) -> None:
    chair.wait_for_text("Val av styrelseledamöter", "6 platser")
    expect(chair.page.locator(".btn-next")).to_have_count(1)
    chair.press("Lägg upp valet")
    names = chair.page.get_by_role("textbox", name="Namn, ett på varje rad")
    names.fill("\n".join(f"{name}, Företaget {n} AB, Kalmar" for n, name in enumerate(PROPOSED, 1)))
    chair.press("Anteckna 6 namn")
    chair.wait_for_text("6 nominerade")
    wall.wait_for_text(*PROPOSED, "Nominera nu på telefonen")


def _nominated_from_a_phone(phone: Screen, chair: Screen, wall: Screen) -> None:
    phone.wait_for_text("Lisa Brandt")
    phone.page.get_by_text("Nominera någon").click()
    phone.press("Nominera")
    phone.wait_for_text("Fyll i")  # a name is asked for, in words, beside the field
    phone.page.get_by_label("Namn", exact=True).fill(FROM_THE_FLOOR)
    phone.page.get_by_label("Organisation").fill(HER_FIRM)
    phone.page.get_by_role("button", name="Nominera", exact=True).click()
    phone.wait_for_text("Elin Hjort är nominerad")
    for screen in (chair, wall):
        screen.wait_for_text(FROM_THE_FLOOR, HER_FIRM)
    phone.complaints = [c for c in phone.complaints if "400" not in c]


def _terms_are_approved_and_the_list_is_closed(chair: Screen) -> None:
    chair.press("Ändra mandattiden")
    chair.page.get_by_text("Olika lång tid för några av platserna").click()
    chair.page.get_by_label("De med flest röster, antal").fill("3")
    chair.press("Mötet godkänner")
    chair.wait_for_text("de 3 med flest röster: två år, övriga: ett år", "Godkänd av mötet")
    chair.press("Avsluta nomineringen")
    chair.wait_for_text("Lägg fram valsedeln")


def _the_ballot_is_cast(chair: Screen, one: Screen, two: Screen, wall: Screen, here: Association) -> str:
    chair.press("Lägg fram valsedeln")
    chair.press("Öppna voteringen")
    for screen in (one, two, wall):
        screen.wait_for_text("Val av styrelseledamöter", *PROPOSED, FROM_THE_FLOOR)
    _marks(one, [*SAFE, TIED[0]])
    _marks(two, [*SAFE, TIED[1]])
    election = here.chair.ask("GET", f"{here.meeting}/elections")["elections"][0]
    poll: str = election["rounds"][0]["poll"]
    ids = {c["name"]: c["id"] for c in here.poll(poll)["candidates"]}
    _the_others_vote(here, poll, ids, [*here.hall[2:], *here.remote])
    chair.wait_for_text("24 av 24")
    chair.press("Avsluta voteringen")
    group = chair.page.get_by_role("group", name="Avsluta voteringen nu?")
    group.get_by_role("button", name="Avsluta voteringen").click()
    chair.wait_for_text("Lotten avgör", "Elin Hjort och Johan Nyqvist har lika många röster")
    wall.wait_for_text("Lika röstetal. Lotten avgör.", *TIED)
    one.wait_for_text("Lika röstetal. Lotten avgör.")
    assert "24" not in squeezed(wall.page.locator("main").inner_text())  # who ties is told, no figure is
    return poll


def _marks(phone: Screen, names: list[str]) -> None:
    for name in names:
        phone.page.get_by_role("checkbox", name=re.compile(name)).check()
    phone.wait_for_text("6 av högst 6 markerade")
    phone.press("Fortsätt")
    phone.press("Lämna rösten")
    phone.wait_for_text("Kvittonummer")


def _the_others_vote(here: Association, poll: str, ids: dict[str, str], voters: list[Delegate]) -> None:
    """22 ballots that, with the two from the phones, come to the tally and 12 votes each for the two."""
    choices: dict[str, int] = {}
    for n in range(len(voters)):
        marked = [name for name, votes in TALLY.items() if n < votes - 2]
        choice = ",".join(ids[name] for name in [*marked, TIED[n % 2]])
        choices[choice] = choices.get(choice, 0) + 1
    here.vote(poll, choices, voters)


def _the_lot_is_drawn(chair: Screen, wall: Screen) -> None:
    assert chair.page.get_by_role("button", name="Tillkännage resultatet").count() == 0
    expect(chair.page.locator(".btn-next")).to_have_count(1)
    chair.page.get_by_label("Fröet, som det lästes upp").fill(DICE)
    assert "Lotten föll på" not in chair.text("main")  # nobody sees what a seed gives before it is locked
    chair.press("Dra lotten")
    chair.press("Lås och dra")
    chair.wait_for_text("Så räknades lotten", DICE, "Tillkännage resultatet")
    assert "Lotten föll på" not in wall.text("main")


def _the_result_tells_of_the_lot(chair: Screen, phone: Screen, wall: Screen) -> None:
    digest = hashlib.sha256(f"{DICE}|{','.join(TIED)}".encode()).hexdigest()
    rest = int(digest, 16) % 2
    chair.press("Tillkännage resultatet")
    for screen in (chair, phone, wall):
        screen.wait_for_text(
            "Så räknades lotten", DICE, digest[:8], digest[-8:], f"ger resten {rest}",
            f"Lotten föll på {TIED[rest]}",
        )  # fmt: skip
    chair.page.get_by_text("Räkna om själv").first.click()
    chair.wait_for_text(f"printf %s '{DICE}|{','.join(TIED)}' | sha256sum", "stadga count")


def _they_accept_and_the_gavel_falls(chair: Screen, phone: Screen, wall: Screen, winner: str) -> None:
    chair.wait_for_text("Beslutet, som det skrivs i protokollet", f"efter lottning, {winner}")
    chair.page.get_by_role("button", name="Lisa Brandt tackar ja").click()
    wall.wait_for_text("Lisa Brandt", "Har tackat ja")
    chair.press("Alla 5 tackar ja")
    expect(wall.page.get_by_text("Har tackat ja")).to_have_count(6, timeout=30_000)
    expect(chair.page.locator(".btn-next")).to_have_count(1)
    chair.press("Klubba beslutet")
    chair.wait_for_text("Gå till § 16")
    wall.wait_for_text("Beslutat")
    phone.wait_for_text("Beslutat", "Har tackat ja")


def _the_board_is_on_record(here: Association, winner: str) -> None:
    association = here.office.ask("GET", "/api/association")
    board = [one for one in association["board"] if one["post"] == "board_member"]
    assert [one["name"] for one in board] == [*SAFE, winner]
    until = [one["until_year"] for one in board]
    assert until == [until[0]] * 3 + [until[0] - 1] * 3


def _keep(stage: str, *screens: Screen) -> None:
    """A picture of each, to be looked at."""
    for screen in screens:
        screen.save(f"election-{stage}")


def _key(chair: Screen, button: Locator) -> None:
    """Reached by Tab order's focus and pressed with Enter, never with the mouse."""
    expect(button).to_be_visible(timeout=30_000)
    expect(button).not_to_have_attribute("aria-busy", "true", timeout=30_000)
    button.focus()
    expect(button).to_be_focused()
    chair.page.keyboard.press("Enter")
