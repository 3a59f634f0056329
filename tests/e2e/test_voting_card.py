"""A delegate without a phone in a secret vote: a card, a ballot encrypted at the kiosk, nothing left."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from config import iec
from tests.e2e.driving import button, clean
from tests.e2e.screen import PHONE, Screen, squeezed
from tests.e2e.secrecy import casts, gives_a_key, officer, the_chair_asks_in_secret, the_key_is_made
from tests.e2e.wire import Wire

CODE = re.compile(r"(?:[2-9A-Y]{4} ){4}[2-9A-Y]{4}")
NAME, CARD = "Ditt namn eller din organisation", "Koden på röstkortet"
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def wire():
    made = Wire()
    yield made
    made.close()


def test_a_delegate_without_a_phone_votes_in_secret_at_the_kiosk(association, screens, wire):
    voter, *others = association.hall[:6]
    association.check_in_halls()
    association.sign_in_all(others)
    association.open_meeting()
    association.go_to(9)
    chair = screens(association.origin, name="chair")
    chair.sign_in(iec.CHAIR[1], association.post, to="/nyckel")
    officers = [officer(association, screens, email, n) for n, (_, email) in enumerate(iec.TELLERS, 1)]
    the_key_is_made(chair, officers)
    keys = [gives_a_key(association, one) for one in others]
    kiosk = screens(association.origin, name="kiosk", size=PHONE, wire=wire)
    kiosk.sign_in(iec.SECRETARY[1], association.post, to="/rakna/kiosk")
    kiosk.page.get_by_role("group", name="Var räknar du?").get_by_role("button", name="Kalmar").click()

    name = voter.row["ombud"]
    first = _is_given_a_card(kiosk, name)
    course = association.office.ask("GET", f"{association.meeting}/register/course")
    told = [one for moment in course["moments"] for one in moment["happened"] if one["kind"] == "card"]
    assert [(one["name"], one["venue"]) for one in told] == [(name, "Kalmar")]
    kiosk.press("Tillbaka till kiosken")

    poll = the_chair_asks_in_secret(chair, without=len(association.hall) - 6)
    for one, key in zip(others, keys, strict=True):
        casts(one, poll, key, [0, 1, 0])
    _a_code_that_was_copied_wrong_is_told(kiosk, name, first)
    tracker, receipt = _votes(kiosk, first, "Nej")
    assert _board(association, poll)[-1] == (tracker, False)
    assert name not in kiosk.text()
    assert first not in kiosk.text()

    second = _is_given_a_card(kiosk, name, too_late=True)
    kiosk.press("Tillbaka till kiosken")
    _the_new_card_waits(kiosk, name, second)
    _comes(kiosk, name)
    kiosk.page.get_by_label("Kvittonummer").fill(receipt)
    changed, _ = _votes(kiosk, first, "Ja")
    assert _board(association, poll)[-2:] == [(tracker, True), (changed, False)]
    _neither_code_nor_choice_was_sent_or_kept(kiosk, wire, poll, [first, second])


def _is_given_a_card(kiosk: Screen, name: str, *, too_late: bool = False) -> str:
    button(kiosk, "Röstkort").click()
    if too_late:
        kiosk.wait_for_text("Omröstningen som pågår har redan sina nycklar")
    kiosk.page.get_by_label("Sök ombud eller organisation").fill(name)
    kiosk.page.get_by_role("button", name=f"Ge röstkort till {name}").click()
    if too_late:
        kiosk.wait_for_text("Varför behövs ett nytt?")
        clean("card-again", kiosk)
    kiosk.press("Gör röstkortet")
    kiosk.wait_for_text("Skriv av koden på ett papper")
    found = CODE.search(kiosk.text(".card"))
    assert found, kiosk.text(".card")
    if not too_late:
        clean("card-made", kiosk)
    kiosk.press("Ombudet har koden")
    kiosk.wait_for_text("Koden visas en enda gång")
    assert found.group() not in kiosk.text()
    return found.group()


def _comes(kiosk: Screen, name: str) -> None:
    kiosk.page.get_by_label(NAME).fill(name)
    kiosk.page.get_by_role("button", name=f"Det är jag, {name}").click()
    kiosk.wait_for_text("Lägg in ditt röstkort")


def _a_code_that_was_copied_wrong_is_told(kiosk: Screen, name: str, code: str) -> None:
    _comes(kiosk, name)
    clean("card-kiosk", kiosk)
    wrong = code[:-1] + ("A" if code[-1] != "A" else "C")
    kiosk.page.get_by_label(CARD).fill(wrong)
    kiosk.press("Fortsätt")
    kiosk.wait_for_text("Koden är inte rätt avskriven")


def _votes(kiosk: Screen, code: str, choice: str) -> tuple[str, str]:
    """The ballot's tracker, as far as it is shown, and the receipt's number; then the next one may come."""
    kiosk.page.get_by_label(CARD).fill(code.lower().replace(" ", ""))
    kiosk.press("Fortsätt")
    kiosk.choice(choice).check()
    kiosk.press("Fortsätt")
    kiosk.wait_for_text("Du röstar", choice, "Granska rösten på en annan enhet först")
    shown = squeezed(kiosk.page.locator(".before b").text_content() or "")
    kiosk.press("Lämna rösten")
    kiosk.wait_for_text("Din röst är mottagen", "Spårkod", shown, "Skärmen töms om")
    clean("card-received", kiosk)
    receipt = squeezed(kiosk.page.locator("dd.code").text_content() or "")
    kiosk.press("Klar")
    expect(kiosk.page.get_by_label(NAME)).to_have_value("")
    return shown.removesuffix("…").replace(" ", ""), receipt


def _the_new_card_waits(kiosk: Screen, name: str, code: str) -> None:
    _comes(kiosk, name)
    kiosk.page.get_by_label(CARD).fill(code)
    kiosk.press("Fortsätt")
    kiosk.choice("Nej").check()
    kiosk.press("Fortsätt")
    kiosk.press("Lämna rösten")
    kiosk.wait_for_text("Kortet är inte det som gällde")
    kiosk.press("Avbryt")


def _board(association: Any, poll: str) -> list[tuple[str, bool]]:
    board = association.office.ask("GET", f"/api/polls/{poll}/board")
    return [(one["tracker"][:12], one["replaced"]) for one in board["ballots"]]


def _neither_code_nor_choice_was_sent_or_kept(kiosk: Screen, wire: Wire, poll: str, codes: list[str]) -> None:
    """In nothing that left the kiosk, nor in what it keeps; a leak of either would be found."""
    secrets = [part for code in codes for part in (code, code.replace(" ", ""), *code.split())]

    def leaks() -> list[str]:
        sent = wire.sent.decode(errors="replace").upper()
        kept = kiosk.page.evaluate(
            "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href])"
        )
        words = [f" {one} " if len(one) == 4 else one for one in secrets]
        return [one for one in [*words, '"CHOICE"'] if one in sent or one in kept.upper()]

    assert leaks() == []
    plant = """([poll, code]) => {
        const body = JSON.stringify({ choice: 'no', code });
        return fetch(`/api/polls/${poll}/assist`, { method: 'POST', body });
    }"""
    kiosk.page.evaluate(plant, [poll, codes[0]])
    assert {'"CHOICE"', codes[0]} <= set(leaks())
