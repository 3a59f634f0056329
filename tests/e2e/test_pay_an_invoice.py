"""The invoice as the member meets it: the letter, the link on a phone, the card, and the treasurer's list."""

from __future__ import annotations

import re
import uuid
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from config.stories.client import Person, Post
from tests.e2e.looking import look
from tests.e2e.screen import PHONE

OFFICE = ("Greta Hyttmästare", "greta.hyttmastare@glasriket.example")
TREASURER = ("Sofia Lindahl", "sofia.lindahl@glasriket.example")
PAYER = "ivar.slipare@slipverket.example"
SELLER = {
    "org_number": "802999-0010", "town": "Nybro", "bankgiro": "999-0003", "email": "kassor@glasriket.example",
}  # fmt: skip
LINK = re.compile(r"https?://\S+/betala/[0-9a-f]{64}")


_here: dict[tuple[str, str], Person] = {}


def signed_in(server: Any, who: tuple[str, str]) -> Person:
    """Signed in once for all tests: nobody gets more than six codes in a quarter of an hour."""
    if (server.url, who[1]) not in _here:
        person = Person(server=server.url, host="glasriket.localhost", name=who[0], email=who[1])
        person.sign_in(Post(server.letters))
        _here[server.url, who[1]] = person
    return _here[server.url, who[1]]


@pytest.fixture
def treasurer(server: Any) -> Person:
    """Glasriket's, with a bankgiro and an account at the demo's Stripe."""
    office = signed_in(server, OFFICE)
    office.ask("POST", "/api/officers", {"role": "treasurer", "name": TREASURER[0], "email": TREASURER[1]})
    found = signed_in(server, TREASURER)
    found.ask("PATCH", "/api/invoices/settings", SELLER)
    found.ask("POST", "/api/payments/account")
    questions = found.ask("POST", "/api/payments/account/onboarding", {"back_to": "/"})["url"]
    httpx.post(questions, data={"how": "fill"}, timeout=30)
    assert found.ask("GET", "/api/payments/account/onboarding")["can_charge"]
    return found


def issue(treasurer: Person, member: str) -> Any:
    line = {"text_sv": "Medlemsavgift 2017", "text_en": "Membership fee 2017", "unit_price": 300_000}
    wish = {"key": str(uuid.uuid4()), "member": member, "lines": [line]}
    draft = treasurer.ask("POST", "/api/invoices", wish)
    return treasurer.ask("POST", f"/api/invoices/{draft['id']}/issue", {})


def test_the_letters_link_is_paid_by_card_on_a_phone_and_the_treasurer_sees_it(server, screens, treasurer):
    post = Post(server.letters)
    before = post.last()
    members = signed_in(server, OFFICE).ask("GET", "/api/members?search=Slipverket")["results"]
    invoice = issue(treasurer, members[0]["id"])
    letter = _letter(post, PAYER, after=before)
    link = LINK.search(letter["text"])
    assert link is not None
    phone = screens(server.origin("glasriket"), name="ivar", size=PHONE)

    phone.page.goto(link[0])
    phone.page.get_by_role("button", name="Betala med kort eller Swish").wait_for()
    assert phone.page.get_by_text("Inga riktiga pengar flyttas").is_visible()
    assert phone.page.get_by_text("999-0003").is_visible()
    seen = look(phone)
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])
    phone.page.get_by_role("button", name="Betala med kort eller Swish").click()
    phone.page.locator("button[value=card]").click()
    phone.page.get_by_text("Fakturan är betald.").wait_for()
    seen = look(phone)
    assert (seen.axe, seen.sideways) == ([], [])

    after = treasurer.ask("GET", f"/api/invoices/{invoice['id']}")
    assert (after["standing"], after["open"]) == ("paid", 0)
    assert sum(row["amount"] for row in after["history"]) == 0
    desk = screens(server.origin("glasriket"), name="sofia").take_session(treasurer)
    desk.page.goto("/kassa/fakturor?laget=paid")
    desk.page.get_by_role("link", name=invoice["number"]).wait_for()
    seen = look(desk)
    assert (seen.axe, seen.sideways) == ([], [])
    desk.page.get_by_role("link", name=invoice["number"]).click()
    desk.page.get_by_text("Skickat", exact=True).wait_for()
    seen = look(desk)
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])


def test_a_member_finds_its_invoices_and_says_where_the_next_one_goes(server, screens, treasurer):
    members = signed_in(server, OFFICE).ask("GET", "/api/members?search=Hyttan")["results"]
    invoice = issue(treasurer, members[0]["id"])
    greta = screens(server.origin("glasriket"), name="greta", size=PHONE).take_session(
        signed_in(server, OFFICE)
    )

    greta.page.goto("/fakturor")
    greta.page.get_by_role("rowheader", name=invoice["number"]).wait_for()
    greta.page.get_by_text("Ändra vart nästa faktura går").click()
    greta.page.get_by_label("Er referens").fill("Kst 42")
    greta.page.get_by_role("button", name="Spara").click()
    greta.page.get_by_text("Det gäller från nästa faktura").wait_for()
    seen = look(greta)

    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])
    assert invoice["due_on"] == (date.fromisoformat(invoice["issued_on"]) + timedelta(days=30)).isoformat()


def _letter(post: Post, to: str, *, after: int) -> dict[str, Any]:
    import time

    for _ in range(200):
        for one in post.letters(to, after=after):
            if LINK.search(one["text"]):
                return one
        time.sleep(0.1)
    raise AssertionError(f"no letter with a link came to {to}")
