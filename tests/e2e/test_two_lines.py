"""The board has divided the fee: the treasurer sees it before she bills, and it stands on the invoice."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.founding import SOFIA, email_of, with_fees
from tests.e2e.looking import look
from tests.e2e.screen import PHONE
from tests.e2e.test_dues import SELLER

WHERE = {"Gatuadress": "Storgatan 1", "Postnummer": "392 32", "Ort": "Kalmar"}


@pytest.fixture
def divided(association: Any) -> Any:
    """Of every fee, 500 kronor are for belonging."""
    with_fees(association, vat="split", membership=50_000)
    return association


def test_a_divided_fee_is_two_lines_with_vat_on_one_of_them(divided, screens):
    treasurer = divided.signed_in(SOFIA, email_of(SOFIA))
    treasurer.ask("PATCH", "/api/invoices/settings", {**SELLER, "vat_id": "SE802999001001"})
    sofia = screens(divided.origin, name="sofia")
    sofia.take_session(treasurer)
    sofia.page.goto("/kassa/installningar")
    sofia.wait_for_text("Av avgiften är högst 500 kr medlemsavgift utan moms")
    sofia.wait_for_text("Resten är serviceavgift med 25 % moms")
    _look_at(sofia, "settings")
    sofia.page.goto("/kassa/avgifter")
    sofia.press("Fakturera efter det här beslutet")
    sofia.wait_for_text("20 medlemmar faktureras inte nu")
    who = divided.hall[0].registration["member"]["name"]
    sofia.page.get_by_role("button", name=f"Fyll i adressen: {who}").click()
    for label, value in WHERE.items():
        sofia.page.get_by_label(label, exact=True).fill(value)
    _look_at(sofia, "address")
    sofia.page.locator("tr.form").get_by_role("button", name="Spara").click()
    sofia.wait_for_text("På fakturorna tillkommer 250 kr moms", "Styrelsen har delat avgiften på två rader")
    sofia.wait_for_text("19 medlemmar faktureras inte nu", "Fyll i gata och ort för")
    _look_at(sofia, "preview")
    sofia.press("Ställ ut en faktura")
    sofia.wait_for_text("En faktura är utställd", seconds=60)

    invoice = treasurer.ask("GET", "/api/invoices")["rows"][0]
    for name, size in (("desk", None), ("phone", PHONE)):
        screen = screens(divided.origin, name=name, **({"size": size} if size else {}))
        screen.take_session(treasurer)
        screen.page.goto(f"/kassa/faktura/{invoice['id']}")
        screen.wait_for_text("Medlemsavgift 2017", "Serviceavgift 2017", "Inte momspliktig", "Moms 25 %")
        expect(screen.page.get_by_text("500 kr").first).to_be_visible()
        _look_at(screen, name)


def _look_at(screen: Any, name: str) -> None:
    seen = look(screen)
    screen.save(f"two-lines-{name}")
    assert (seen.axe, seen.sideways) == ([], []), name
