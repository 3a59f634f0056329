"""The meeting decides the fees; the treasurer opens her desk, looks, bills, and cannot bill anybody twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.founding import SOFIA, email_of, with_fees
from tests.e2e.looking import look
from tests.e2e.screen import PHONE

SELLER = {"org_number": "802999-0010", "town": "Kalmar", "bankgiro": "999-0003"}


@pytest.fixture
def decided(association: Any) -> Any:
    """The hall's organisations are members, the fees are decided, and the board has chosen its treasurer."""
    with_fees(association)
    return association


def test_the_treasurer_bills_the_fees_the_meeting_decided_and_nobody_twice(decided, screens):
    sofia = screens(decided.origin, name="sofia")
    sofia.sign_in(email_of(SOFIA), decided.post, to="/kassa")
    sofia.wait_for_text("Det här behöver dig i dag", "Mötet har beslutat om avgifter")
    _look_at(sofia, "desk")
    sofia.page.get_by_role("link", name="Ta fram avgifterna").click()
    sofia.wait_for_text("Beslutade avgifter som väntar på dig", "§ 11")
    sofia.press("Fakturera efter det här beslutet")
    sofia.wait_for_text("Avgifter 2017", "Förhandsvisning", "Att fakturera", "inom 30 dagar")
    sofia.wait_for_text("organisationsnummer saknas i fakturainställningarna")
    assert (
        sofia.page.get_by_role("button", name="Ställ ut 20 fakturor").get_attribute("aria-disabled") == "true"
    )

    treasurer = decided.signed_in(SOFIA, email_of(SOFIA))
    treasurer.ask("PATCH", "/api/invoices/settings", SELLER)
    sofia.page.reload()
    sofia.wait_for_text("20 medlemmar faktureras")
    _look_at(sofia, "preview")
    sofia.press("Ställ ut 20 fakturor")
    sofia.wait_for_text("20 fakturor är utställda", "Nummer 20170001–20170020", seconds=60)
    sofia.wait_for_text("Ingen att fakturera", "Alla som ska betala är redan fakturerade")
    _look_at(sofia, "result")

    schedule = treasurer.ask("GET", "/api/dues")["schedules"][0]["id"]
    run = treasurer.ask("GET", f"/api/dues/{schedule}/runs")
    assert [(one["members"], one["invoices"], one["waiting"]) for one in run] == [(20, 20, 0)]

    phone = screens(decided.origin, name="sofia-phone", size=PHONE)
    phone.take_session(treasurer)
    phone.page.goto("/kassa")
    phone.wait_for_text("Inget behöver dig i dag", "Alla som ska betala är fakturerade")
    phone.page.get_by_role("link", name="Avgifter", exact=True).click()
    phone.wait_for_text("Redan fakturerade", "20170001–20170020")
    _look_at(phone, "phone")


def _look_at(screen: Any, name: str) -> None:
    seen = look(screen)
    screen.save(f"dues-{name}")
    assert (seen.axe, seen.sideways) == ([], []), name
