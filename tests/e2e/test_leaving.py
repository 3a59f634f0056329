"""A member leaves on its phone and changes its mind; the office writes down one that came by letter."""

from __future__ import annotations

import time
from typing import Any

import pytest

from config import iec
from tenants.statutes.rules import sha16
from tests.e2e.association import Association
from tests.e2e.founding import with_fees
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen

CLAUSE = (
    "Medlem utträder genom skriftligt meddelande till styrelsen. Utträdet gäller från årets slut. "
    "Betald avgift återbetalas inte."
)


@pytest.fixture
def by_the_years_end(server: Any, monkeypatch: pytest.MonkeyPatch) -> Association:
    """The hall's organisations are members, and the statutes let a member leave at the end of the year."""
    document = iec.statutes()
    clause = next(m for s in document["sections"] for m in s["moments"] if m["id"] == "par5.1")
    clause |= {"sv": CLAUSE, "sv_sha256_16": sha16(CLAUSE)}
    clause["rules"] = {"resignation": {"effect": "year_end"}, "refund_on_exit": False}
    monkeypatch.setattr(iec, "statutes", lambda: document)
    made = Association(server)
    with_fees(made)
    return made


def test_a_member_leaves_and_comes_back_and_the_office_writes_down_a_letter(by_the_years_end, screens):
    told = by_the_years_end
    first, second = (_organisation(told, one) for one in told.hall[:2])
    contact = told.signed_in(first["contact_name"], first["contact_email"])
    phone = screens(told.origin, name="member", size=PHONE).take_session(contact)
    phone.page.goto("/forening")
    phone.page.get_by_text("Lämna föreningen").first.click()
    phone.wait_for_text(
        "Så här säger stadgarna", "§ 5 mom. 1", "från årets slut", "1 januari", "Betald avgift lämnas inte",
        "kan tas tillbaka fram till dess",
    )  # fmt: skip
    _look_at(phone, "offer")
    phone.press("Lämna föreningen")
    phone.wait_for_text("Utträde anmält", "är inte medlem från och med", "Ta tillbaka anmälan")
    _look_at(phone, "given")
    letter = _letter(told.post, first["contact_email"], "anmält utträde")
    assert "1 januari" in letter["text"]
    phone.press("Ta tillbaka anmälan")
    phone.wait_for_text("Anmälan är återtagen", "är kvar som medlem", "Medlem sedan")
    _letter(told.post, first["contact_email"], "är kvar")

    office = screens(told.origin, name="office").take_session(told.office)
    office.page.goto(f"/kontor/medlem/{second['id']}")
    office.page.get_by_text("Anteckna ett utträde").first.click()
    office.wait_for_text("Hur kom anmälan?", "Vilken dag kom den?")
    _look_at(office, "office")
    office.press("Anteckna ett utträde")
    office.wait_for_text("Utträde anmält", "Ta tillbaka anmälan")
    _look_at(office, "recorded")
    _letter(told.post, second["contact_email"], "anmält utträde")


def _organisation(told: Association, delegate: Any) -> Any:
    return told.office.ask("GET", f"/api/members/{delegate.registration['member']['id']}")


def _letter(post: Any, to: str, about: str) -> Any:
    for _ in range(300):
        if found := [one for one in post.letters(to) if about in one["subject"]]:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no letter about {about} came to {to}")


def _look_at(screen: Screen, name: str) -> None:
    seen = look(screen)
    screen.save(f"leaving-{name}")
    assert (seen.axe, seen.sideways) == ([], []), name
