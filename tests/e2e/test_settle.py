"""From the decided fee to money: settings, one exempt, the run, a card, a refund, a credit note, a loss.

The invoice that is paid is one that the dues run issued. What moves money says in words what happens first.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.founding import SOFIA, email_of
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen
from tests.e2e.test_dues import decided

__all__ = ["decided"]
FEE = "1 500 kr"


@pytest.fixture
def sofia(decided: Any, screens: Any) -> Screen:
    screen: Screen = screens(decided.origin, name="sofia")
    screen.sign_in(email_of(SOFIA), decided.post, to="/kassa")
    return screen


def test_the_decided_fee_is_billed_paid_by_card_refunded_and_credited(decided, sofia, screens):
    treasurer = decided.signed_in(SOFIA, email_of(SOFIA))
    _fill_in_the_settings(sofia)
    _bill(sofia)

    invoices = treasurer.ask("GET", "/api/invoices?fee_class=F1")["rows"]
    assert len(treasurer.ask("GET", "/api/invoices")["rows"]) == 19
    one, other = invoices[0], invoices[1]
    phone = screens(decided.origin, name="member", size=PHONE)
    _pay_by_card(phone, treasurer.ask("GET", f"/api/invoices/{one['id']}")["pay_path"])
    _refund_and_credit(sofia, one["id"])
    _settle_by_hand(sofia, other["id"])

    assert treasurer.ask("GET", f"/api/invoices/{one['id']}")["standing"] == "credited"
    assert treasurer.ask("GET", f"/api/invoices/{other['id']}")["standing"] == "written_off"
    _write_a_draft(sofia)
    for place, word in (("/kassa", "What needs you today"), ("/kassa/betalningar", "Disputed payments")):
        sofia.page.goto(place)
        sofia.page.locator("button[lang=en]").first.click()
        sofia.wait_for_text(word)
        _look_at(sofia, f"en{place.replace('/', '-')}")
        sofia.page.locator("button[lang=sv]").first.click()


def _fill_in_the_settings(sofia: Screen) -> None:
    sofia.wait_for_text("Fakturainställningarna är inte klara")
    sofia.page.get_by_role("link", name="Fyll i dem").click()
    sofia.wait_for_text("Innan en faktura kan ställas ut", "20170001", "utan moms")
    page = sofia.page
    page.get_by_label("Organisationsnummer").fill("802999-0010")
    page.get_by_label("Ort", exact=True).fill("Kalmar")
    page.get_by_label("E-post för svar").fill("kassor@iec.example")
    page.get_by_label("Bankgiro", exact=True).fill("999-0004")
    page.get_by_label("Swish-nummer").fill("070-123 45 67")
    sofia.press("Spara inställningarna")
    sofia.wait_for_text("999-0004 är inget bankgironummer", "070-123 45 67 är inget Swish-nummer")
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"
    _look_at(sofia, "settings-wrong")
    page.get_by_label("Bankgiro", exact=True).fill("999-0003")
    page.get_by_label("Swish-nummer").fill("123 456 78 90")
    sofia.press("Spara inställningarna")
    sofia.wait_for_text("Det gäller från nästa faktura", "Allt som en faktura behöver finns här")
    sofia.press("Öppna konto hos Stripe")
    page.get_by_role("button", name="Fyll i och gå tillbaka").click()
    sofia.wait_for_text("Medlemmarna kan betala med kort och Swish", "Det här är ett testkonto")
    _look_at(sofia, "settings")


def _bill(sofia: Screen) -> None:
    page = sofia.page
    page.goto("/kassa/avgifter")
    sofia.press("Fakturera efter det här beslutet")
    sofia.wait_for_text("20 medlemmar faktureras")
    page.get_by_text("Ändra dagar, delbetalning").click()
    page.get_by_label("Dagar att betala på").fill("20")
    sofia.press("Spara villkoren")
    sofia.wait_for_text("inom 20 dagar")
    page.locator("summary", has_text="20 medlemmar faktureras").click()
    page.get_by_role("button", name="Ändra avgiften för").first.click()
    page.get_by_text("Befria från avgiften").click()
    _look_at(sofia, "treat")
    page.get_by_role("button", name="Spara för").click()
    sofia.wait_for_text("Skriv ett skäl")
    page.get_by_label("Skäl").fill("Styrelsens beslut § 7")
    page.get_by_role("button", name="Spara för").click()
    sofia.wait_for_text("19 medlemmar faktureras", "Styrelsens beslut § 7")
    _look_at(sofia, "dues")
    sofia.press("Ställ ut 19 fakturor")
    sofia.wait_for_text("19 fakturor är utställda", seconds=60)


def _pay_by_card(phone: Screen, path: str) -> None:
    phone.page.goto(path)
    phone.wait_for_text("Inga riktiga pengar flyttas", "123 456 78 90")
    _look_at(phone, "pay")
    phone.page.get_by_role("button", name="Betala med kort eller Swish").click()
    phone.page.locator("button[value=card]").click()
    phone.wait_for_text("Fakturan är betald.", seconds=30)
    _look_at(phone, "paid")


def _refund_and_credit(sofia: Screen, invoice: str) -> None:
    page = sofia.page
    page.goto(f"/kassa/faktura/{invoice}")
    sofia.wait_for_text("Betalningar genom Stripe", "Betald")
    page.get_by_text(f"Betala tillbaka av {FEE}".replace(" kr", "\u00a0kr")).click()
    page.get_by_label("Skäl").first.fill("Gick ur innan året började")
    page.get_by_role("button", name="Se vad som händer").first.click()
    sofia.wait_for_text("går tillbaka samma väg", "Fakturan har därefter")
    _look_at(sofia, "refund")
    page.get_by_role("button", name="Betala tillbaka 1").click()
    sofia.wait_for_text("Återbetalningen är på väg")
    page.get_by_text("Kreditera", exact=True).click()
    page.get_by_label("Skäl").fill("Gick ur innan året började")
    page.get_by_role("button", name="Se vad som händer").last.click()
    sofia.wait_for_text("En kreditfaktura på", "dras av från det som är kvar")
    page.get_by_role("button", name="Kreditera 1").click()
    sofia.wait_for_text("Kreditfakturan är utställd", "Krediterad")
    _look_at(sofia, "credited")


def _settle_by_hand(sofia: Screen, invoice: str) -> None:
    page = sofia.page
    page.goto(f"/kassa/faktura/{invoice}")
    page.get_by_text("Anteckna en betalning").click()
    page.get_by_label("Belopp i kronor").fill("600")
    page.get_by_role("button", name="Se vad som händer").first.click()
    sofia.wait_for_text("Därefter är 900 kr kvar att betala")
    page.get_by_role("button", name="Bokför 600").click()
    sofia.wait_for_text("900 kr kvar att betala")
    page.get_by_text("Kreditera", exact=True).click()
    page.get_by_text("En del, rad för rad").click()
    page.get_by_label("Rad 1").fill("2000")
    page.get_by_role("button", name="Se vad som händer").nth(1).click()
    sofia.wait_for_text("Skriv högst det")
    page.get_by_label("Rad 1").fill("400")
    page.get_by_label("Skäl").first.fill("Rabatt enligt överenskommelse")
    _look_at(sofia, "credit-part")
    page.get_by_role("button", name="Se vad som händer").nth(1).click()
    page.get_by_role("button", name="Kreditera 400").click()
    sofia.wait_for_text("500 kr kvar att betala")
    page.get_by_text("Skriv av", exact=True).click()
    page.get_by_label("Beslut", exact=True).select_option(index=1)
    page.get_by_role("button", name="Se vad som händer").nth(2).click()
    sofia.wait_for_text("ges upp enligt")
    page.get_by_role("button", name="Skriv av 500").click()
    sofia.wait_for_text("Fakturan är avskriven")
    _look_at(sofia, "written-off")


def _write_a_draft(sofia: Screen) -> None:
    page = sofia.page
    page.goto("/kassa/fakturor")
    sofia.wait_for_text("Avskriven")
    _look_at(sofia, "list")
    page.get_by_role("link", name="Ny faktura").click()
    page.get_by_role("button", name="Spara utkastet").click()
    sofia.wait_for_text("Välj vem fakturan är till", "Skriv vad raden avser")
    page.get_by_label("Till medlem").fill("AB")
    page.get_by_role("list", name="Medlemmar som stämmer").get_by_role("button").first.click()
    page.get_by_label("Vad, på svenska").fill("Möteslokal")
    page.get_by_label("Vad, på engelska").fill("Meeting room")
    page.get_by_label("Pris per styck").fill("1 250,50")
    _look_at(sofia, "draft-form")
    page.get_by_role("button", name="Spara utkastet").click()
    sofia.wait_for_text("Utkast till faktura", "Fakturan får nästa nummer")
    with page.expect_download() as download:
        page.get_by_role("link", name="Se utkastet som PDF").click()
    assert download.value.suggested_filename == "utkast-till-faktura.pdf"
    _look_at(sofia, "draft")
    sofia.press("Ställ ut fakturan")
    sofia.wait_for_text("Fakturan är utställd")


def _look_at(screen: Screen, name: str) -> None:
    seen = look(screen)
    before = screen.page.viewport_size
    for width in (390, 1440):
        screen.page.set_viewport_size({"width": width, "height": 900})
        screen.save(f"settle-{name}-{width}")
    if before:
        screen.page.set_viewport_size(before)
    assert (seen.axe, seen.sideways) == ([], []), name
