"""A secret vote: officers make a key, one with Debian's tool; delegates vote; anybody verifies the result."""

from __future__ import annotations

import json
import re
import shutil
from typing import Any

from config import iec
from tests.e2e.driving import clean, closes, has_given_keys, votes
from tests.e2e.screen import PHONE, PROJECTOR, Screen, squeezed
from tests.e2e.secrecy import (
    QUESTION,
    ByTool,
    casts,
    gives_a_key,
    hears_nothing,
    officer,
    the_chair_asks_in_secret,
    the_key_is_made,
)


def test_a_secret_vote_from_the_officers_key_to_the_verified_result(association, screens, tmp_path):
    phone_of, *others = association.hall[:7]
    association.check_in_halls()
    association.sign_in_all(others)
    association.open_meeting()
    association.go_to(9)
    chair = screens(association.origin, name="chair")
    chair.sign_in(iec.CHAIR[1], association.post, to="/nyckel")
    officers = [officer(association, screens, email, n) for n, (_, email) in enumerate(iec.TELLERS, 1)]
    hears_nothing(officers[0])

    tool = ByTool(officers.pop(), tmp_path) if shutil.which("belenios-tool") else None
    the_key_is_made(chair, officers, tool)
    phone = screens(association.origin, name="delegate", size=PHONE)
    phone.sign_in(phone_of.email, association.post, to="/mote")
    has_given_keys(phone, association.meeting, 1)
    keys = [gives_a_key(association, one) for one in others]
    poll = the_chair_asks_in_secret(chair, without=len(association.hall) - 7)

    votes(phone, "Ja")
    phone.wait_for_text("Krypterad", "Spårkod")
    for n, (voter, secret) in enumerate(zip(others, keys, strict=True)):
        casts(voter, poll, secret, [0, 1, 0] if n < 3 else [0, 0, 1] if n < 5 else [1, 0, 0])
    clean("secret-received", phone)
    _the_projector_shows_the_chain(association, screens, poll)
    href = phone.page.get_by_role("link", name="Se rösten på anslagstavlan").get_attribute("href") or ""
    _nothing_plain_was_sent(phone)
    guest = screens(association.origin, name="guest", size=PHONE)
    guest.page.goto(href)  # somebody else's device, without signing in, while the vote goes on
    guest.wait_for_text(QUESTION, "Rösten finns här och räknas", "7 röster", "Votering pågår")
    assert guest.page.get_by_role("button", name="Kontrollera här").count() == 0

    with chair.page.expect_response(re.compile(r"/close$")):
        closes(chair)
    if tool:
        tool.decrypts()
    chair.press("Tillkännage resultatet")
    chair.wait_for_text("Bifall", "4 ja av 6")
    for one in officers:
        one.wait_for_text("Nyckeln är klar")

    guest.wait_for_text("Rösten finns här och räknas", "7 röster", "öppnad")
    guest.press("Kontrollera här")
    guest.wait_for_text("Allt stämmer: 7 röster räknade", seconds=60)
    guest.wait_for_text("Sidan som krypterar kommer från Stadga")
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


def _nothing_plain_was_sent(phone: Screen) -> None:
    kept = phone.page.evaluate("JSON.stringify({ ...sessionStorage })")
    assert "yes" not in json.dumps(kept)
    assert not any(one.path.endswith("/ballot") for one in phone.asked)
