"""An account at Stripe that was closed: members pay otherwise, the treasurer finds out and connects again."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import expect

from tests.e2e.founding import SOFIA, email_of
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen
from tests.e2e.test_dues import SELLER, decided
from tests.e2e.test_pay_an_invoice import issue

__all__ = ["decided"]


def test_a_closed_account_is_told_looked_up_and_followed_by_another(decided, screens):
    treasurer = decided.signed_in(SOFIA, email_of(SOFIA))
    treasurer.ask("PATCH", "/api/invoices/settings", SELLER)
    sofia = screens(decided.origin, name="sofia").take_session(treasurer)
    sofia.page.goto("/kassa/installningar")
    sofia.press("Öppna konto hos Stripe")
    _fill_in(sofia)
    member = decided.hall[0].registration["member"]
    invoice = issue(treasurer, member["id"])
    path = treasurer.ask("GET", f"/api/payments/invoices/{invoice['id']}/link")["path"]
    phone = screens(decided.origin, name="member", size=PHONE)
    phone.page.goto(path)
    phone.press("Betala med kort")
    phone.page.locator("button[value=card]").wait_for()

    _disconnect(treasurer)
    phone.page.goto(path)
    phone.wait_for_text("999-0003", invoice["ocr"])
    expect(phone.page.get_by_role("button", name="Betala med kort")).to_have_count(0)
    _look_at(phone, "member")

    sofia.page.goto("/kassa")
    sofia.wait_for_text("Kontot hos Stripe är stängt", "En betalning ingen vet hur det gick med")
    _look_at(sofia, "desk")
    sofia.page.get_by_role("link", name="Ta reda på det").click()
    sofia.wait_for_text("Det ingen vet hur det gick med", member["name"], "var öppen", "stängdes")
    _look_at(sofia, "payments")
    sofia.press("Klart, jag har tittat")
    sofia.wait_for_text("Noterat att det är utrett")
    expect(sofia.page.get_by_text("Det ingen vet hur det gick med")).to_have_count(0)
    sofia.press("Koppla ett konto hos Stripe")
    _fill_in(sofia)
    phone.page.goto(path)
    expect(phone.page.get_by_role("button", name="Betala med kort")).to_be_visible()


def _fill_in(desk: Screen) -> None:
    desk.page.get_by_role("button", name="Fyll i och gå tillbaka").click()
    desk.wait_for_text("Medlemmarna kan betala med kort")


def _disconnect(treasurer: Any) -> None:
    """As the association does at Stripe; its letter is what tells it here."""
    account = treasurer.ask("GET", "/api/payments/account")["account"]
    page = treasurer.ask("POST", "/api/payments/account/onboarding", {"back_to": "/"})["url"]
    bank = f"http://{urlsplit(page).netloc}/bank/{account}"
    assert httpx.post(bank, data={"how": "disconnect"}, timeout=30).status_code == 303
    for _ in range(300):
        if treasurer.ask("GET", "/api/payments/account")["closed"]:
            return
        time.sleep(0.1)
    raise AssertionError("the letter about the closed account has not been worked on")


def _look_at(screen: Screen, name: str) -> None:
    seen = look(screen)
    screen.save(f"closed-{name}")
    assert (seen.axe, seen.sideways) == ([], []), name
