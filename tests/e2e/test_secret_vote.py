"""A secret vote: officers make a key on their phones, delegates vote, and anybody verifies the result."""

from __future__ import annotations

import json
import re
from typing import Any

from playwright.sync_api import expect

from config import iec
from tests.e2e.driving import clean, closes, has_given_keys, votes
from tests.e2e.screen import PHONE, PROJECTOR, Screen, squeezed
from voting.belenios import group
from voting.belenios.ballots import make_ballot
from voting.belenios.elections import read_election

QUESTION = "Ska styrelsens ordförande väljas på ett år?"
HASH = re.compile(r"\b(?:[0-9a-f]{4} ){15}[0-9a-f]{4}\b")
SEED = re.compile(r"[1-9A-HJ-NP-Za-km-z]{22}")


def test_a_secret_vote_from_the_officers_key_to_the_verified_result(association, screens):
    phone_of, *others = association.hall[:7]
    association.check_in_halls()
    association.sign_in_all(others)
    association.open_meeting()
    association.go_to(9)
    chair = screens(association.origin, name="chair")
    chair.sign_in(iec.CHAIR[1], association.post, to="/nyckel")
    officers = [_officer(association, screens, email, n) for n, (_, email) in enumerate(iec.TELLERS, 1)]

    _the_key_is_made(chair, officers)
    phone = screens(association.origin, name="delegate", size=PHONE)
    phone.sign_in(phone_of.email, association.post, to="/mote")
    has_given_keys(phone, association.meeting, 1)
    keys = [_gives_a_key(association, one) for one in others]
    poll = _the_chair_asks_in_secret(chair, without=len(association.hall) - 7)

    votes(phone, "Ja")
    phone.wait_for_text("Krypterad", "Spårkod")
    for n, (voter, secret) in enumerate(zip(others, keys, strict=True)):
        _votes(voter, poll, secret, [0, 1, 0] if n < 3 else [0, 0, 1] if n < 5 else [1, 0, 0])
    clean("secret-received", phone)
    _the_projector_shows_the_chain(association, screens, poll)
    href = phone.page.get_by_role("link", name="Se rösten på anslagstavlan").get_attribute("href") or ""
    _nothing_plain_was_sent(phone)

    closes(chair)
    chair.press("Tillkännage resultatet")
    chair.wait_for_text("Bifall", "4 ja av 6")
    for officer in officers:
        officer.wait_for_text("Nyckeln är klar")

    guest = screens(association.origin, name="guest", size=PHONE)
    guest.page.goto(href)
    guest.wait_for_text(QUESTION, "Rösten finns här och räknas", "7 röster")
    guest.press("Kontrollera här")
    guest.wait_for_text("Allt stämmer: 7 röster räknade", seconds=60)
    clean("secret-board", guest)
    rows = [squeezed(one) for one in guest.page.locator(".notice.done li").all_text_contents()]
    assert rows == ["1 Blank röst", "4 Ja", "2 Nej"]
    assert [one for one in guest.complaints if "favicon" not in one] == []


def _the_projector_shows_the_chain(association: Any, screens: Any, poll: str) -> None:
    big: Screen = screens(association.origin, name="projector", size=PROJECTOR)
    big.page.goto(f"/projektor/{association.projector}")
    head = association.office.ask("GET", f"/api/polls/{poll}/board")["head"]
    big.wait_for_text(" ".join(re.findall(".{4}", head)))
    clean("secret-projector", big)


def _officer(association: Any, screens: Any, email: str, n: int) -> Screen:
    screen: Screen = screens(association.origin, name=f"officer {n}", size=PHONE)
    screen.sign_in(email, association.post, to="/nyckel")
    return screen


def _the_key_is_made(chair: Screen, officers: list[Screen]) -> None:
    clean("key-nobody", chair)
    for officer in officers:
        officer.press("Var med")
        officer.wait_for_text("Din enhet är med")
    chair.wait_for_text("3 är med")
    clean("key-gathering", chair, officers[0])
    chair.press("Frys listan med 3 namn")
    for officer in officers:
        officer.wait_for_text("Jämför raden med de andra")
    lines = {_compared(one) for one in (chair, *officers)}
    assert len(lines) == 1
    clean("key-comparing", officers[0])
    for officer in officers:
        officer.page.reload()  # a device that was reloaded goes on where it was
        officer.page.get_by_role("checkbox").check()
        officer.press("Raden är densamma")
    for screen in (chair, *officers):
        screen.wait_for_text("Nyckeln är klar", seconds=60)
    officers[0].press("Visa koden")
    assert SEED.search(officers[0].text("main").replace(" ", ""))
    clean("key-ready", chair, officers[0])


def _compared(screen: Screen) -> str:
    expect(screen.page.locator(".pin")).to_be_visible()
    shown = HASH.search(screen.text(".pin"))
    assert shown, screen.text(".pin")
    return shown.group()


def _gives_a_key(association: Any, voter: Any) -> Any:
    secret = group.random_exponent()
    key = {"key": str(group.g_to(secret)), "hold": 1}
    voter.person.ask("PUT", f"{association.meeting}/device-keys", key)
    return secret


def _the_chair_asks_in_secret(chair: Screen, *, without: int) -> str:
    chair.page.goto("/ordforande")
    chair.press("Förbered en votering")
    chair.page.get_by_label("Fråga", exact=True).fill(QUESTION)
    chair.page.get_by_role("radio", name="Slutet, krypterat i väljarnas enheter").check()
    with chair.page.expect_response(re.compile(r"/polls$")) as answer:
        chair.page.locator("form").get_by_role("button", name="Förbered voteringen").click()
    chair.wait_for_text(f"{without} som är här kan inte rösta slutet än")
    clean("secret-keyless", chair)
    chair.press("Öppna voteringen")
    chair.wait_for_text("Votering pågår")
    found: str = answer.value.json()["id"]
    return found


def _votes(voter: Any, poll: str, secret: Any, marks: list[int]) -> None:
    """As a phone does: the choice stays here."""
    board = voter.person.ask("GET", f"/api/polls/{poll}/board")
    ballot = make_ballot(read_election(board["election"].encode()), secret=secret, marks=[marks])
    voter.person.ask("PUT", f"/api/polls/{poll}/sealed-ballot", {"ballot": ballot, "replaces": None})


def _nothing_plain_was_sent(phone: Screen) -> None:
    kept = phone.page.evaluate("JSON.stringify({ ...sessionStorage })")
    assert "yes" not in json.dumps(kept)
    assert not any(one.path.endswith("/ballot") for one in phone.asked)
