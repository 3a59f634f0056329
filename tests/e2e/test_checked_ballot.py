"""Cast as intended: a phone opens its encrypted ballot on another device, and then casts another one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from config import iec
from tests.e2e.driving import button, clean, has_given_keys
from tests.e2e.screen import PHONE, Screen
from tests.e2e.secrecy import officer, the_chair_asks_in_secret, the_key_is_made
from tests.e2e.wire import Wire

CHECK, GO_ON = "Granska rösten på en annan enhet först", "Gå vidare med en ny röst"
CODE = re.compile(r"(?:[0-9a-f]{4} ){2}[0-9a-f]{4}")


@pytest.fixture
def wires():
    made = Wire(), Wire()
    yield made
    for one in made:
        one.close()


def test_a_ballot_is_checked_on_another_device_and_another_one_is_cast(association, screens, wires):
    voter, (phones, others) = association.hall[0], wires
    association.check_in_halls()
    association.open_meeting()
    association.go_to(9)
    chair = screens(association.origin, name="chair")
    chair.sign_in(iec.CHAIR[1], association.post, to="/nyckel")
    officers = [officer(association, screens, email, n) for n, (_, email) in enumerate(iec.TELLERS, 1)]
    the_key_is_made(chair, officers)
    phone = screens(association.origin, name="delegate", size=PHONE, wire=phones)
    phone.sign_in(voter.email, association.post, to="/mote")
    has_given_keys(phone, association.meeting, 1)
    poll = the_chair_asks_in_secret(chair, without=len(association.hall) - 1)

    phone.choice("Ja").check()
    phone.press("Fortsätt")
    checked = _code(phone, ".before")
    clean("check-before", phone)
    phone.press(CHECK)
    phone.wait_for_text("Rikta kameran i en annan telefon", checked)
    assert phone.page.get_by_role("button", name="Lämna rösten").count() == 0
    clean("check-opened", phone)
    link = phone.page.locator("textarea").input_value()

    guest = screens(association.origin, name="guest", size=PHONE, wire=others)
    guest.page.goto(link)
    guest.wait_for_text("Rösten säger:", "Ja", f"Rösten har spårkoden {checked}")
    assert "#" not in guest.page.url
    _the_codes_are_compared(guest, checked)
    clean("check-read", guest)
    _what_is_not_true_is_told(guest, link)

    phone.press(GO_ON)
    cast = _code(phone, ".before")
    assert cast != checked
    phone.press("Lämna rösten")
    phone.wait_for_text("Din röst är mottagen", "Spårkod", cast)
    board = association.office.ask("GET", f"/api/polls/{poll}/board")
    assert [one["tracker"][:12] for one in board["ballots"]] == [cast.replace(" ", "")]
    _nothing_of_it_was_sent_or_kept(link, {phone: phones, guest: others})
    assert [one for one in (*phone.complaints, *guest.complaints) if "favicon" not in one] == []
    _no_choice_was_sent(phone, phones, poll)


def _no_choice_was_sent(phone: Screen, wire: Wire, poll: str) -> None:
    """Neither as a word nor as marks, in all that the phone sent; a phone that told would be found."""
    told = re.compile(rb'"choice"|"(?:yes|no|abstain)"|"marks"')
    ballots = wire.sent.count(b'{"ballot":"')

    assert ballots == 1
    assert told.findall(bytes(wire.sent)) == []
    body = "JSON.stringify({ choice: 'yes' })"
    plant = f"poll => fetch(`/api/polls/${{poll}}/ballot`, {{ method: 'PUT', body: {body} }})"
    phone.page.evaluate(plant, poll)
    assert told.findall(bytes(wire.sent)) == [b'"choice"', b'"yes"']


def _code(phone: Screen, within: str) -> str:
    phone.wait_for_text("Granska rösten")
    shown = CODE.search(phone.text(within))
    assert shown, phone.text(within)
    return shown.group()


def _the_codes_are_compared(guest: Screen, code: str) -> None:
    field = guest.page.get_by_label("Spårkoden som den andra enheten visade")
    field.fill("ffff 0000 ffff" if code[0] != "f" else "0000 ffff 0000")
    guest.wait_for_text("Enheten har öppnat en annan röst än den visade", "Säg till mötesordföranden")
    field.fill(code)
    guest.wait_for_text("Det är den röst som enheten visade")


def _what_is_not_true_is_told(guest: Screen, link: str) -> None:
    """Pasted by hand: a link that was cut, and one of which a single character is another."""
    before, opening = link.split("#granska=")
    letter = "A" if opening[10] != "A" else "B"
    for told, pasted in [
        ("Länken är inte hel", link[:-9]),
        ("Rösten stämmer inte", f"{before}#granska={opening[:10]}{letter}{opening[11:]}"),
        ("Rösten säger:", link),
    ]:
        guest.page.get_by_label("Länken från den andra enheten").fill(pasted)
        button(guest, "Visa vad rösten säger").click()
        guest.wait_for_text(told)


def _nothing_of_it_was_sent_or_kept(link: str, wires: dict[Screen, Wire]) -> None:
    """The opening is in nothing that left either device, nor in what they keep; a leak would be found."""
    opening = link.split("#granska=")[1]
    pieces = [opening[at : at + 16] for at in range(len(opening) - 15)]

    def leaks(text: Any) -> bool:
        return any(piece in text for piece in pieces)

    for screen, wire in wires.items():
        assert not leaks(wire.sent.decode(errors="replace"))
        kept = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, history.state])"
        assert not leaks(screen.page.evaluate(kept))
        screen.page.evaluate("part => fetch(`/api/session?${part}`)", opening[40:80])
        assert leaks(wire.sent.decode(errors="replace"))
