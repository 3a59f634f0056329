"""From the decided fee to money: settings, one exempt, a card, a refund, credit, the bank, a reminder.

Every invoice that is paid here is one that the dues run issued. What moves money says in words what happens
first.
"""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from config.stories.client import Post
from tests.billing.standards.bgmax_files import BgMax
from tests.e2e.founding import SOFIA, email_of
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen
from tests.e2e.test_dues import decided
from tests.e2e.test_pay_an_invoice import LINK

__all__ = ["decided"]
LATE = timedelta(days=44)


@pytest.fixture
def treasurer(decided: Any) -> Any:
    return decided.signed_in(SOFIA, email_of(SOFIA))


@pytest.fixture
def sofia(decided: Any, screens: Any) -> Screen:
    screen: Screen = screens(decided.origin, name="sofia")
    screen.sign_in(email_of(SOFIA), decided.post, to="/kassa")
    return screen


def test_the_decided_fee_is_billed_paid_refunded_credited_matched_and_reminded_of(
    decided, treasurer, sofia, screens
):
    _fill_in_the_settings(sofia)
    _bill(sofia)
    one, other, third = treasurer.ask("GET", "/api/invoices?fee_class=F1")["rows"][:3]
    assert len(treasurer.ask("GET", "/api/invoices")["rows"]) == 19

    phone = screens(decided.origin, name="member", size=PHONE)
    _pay_by_card(phone, treasurer.ask("GET", f"/api/invoices/{one['id']}")["pay_path"])
    _refund_and_credit(sofia, one["id"])
    _settle_by_hand(sofia, other["id"])
    _pay_by_bank(sofia, treasurer.ask("GET", f"/api/invoices/{third['id']}"))
    found = {row["id"]: row["standing"] for row in treasurer.ask("GET", "/api/invoices")["rows"]}
    assert [found[row["id"]] for row in (one, other, third)] == ["credited", "written_off", "paid"]

    late = _bill_the_exempt_one(sofia, treasurer)
    _remind(sofia, decided.post, phone, late)
    assert treasurer.ask("GET", f"/api/invoices/{late['id']}")["standing"] == "paid"
    years = treasurer.ask("GET", "/api/books")["years"]
    assert [(one["name"], one["total"]) for one in years if one["vouchers"]] == [("2017", 0), ("2016", 0)]
    _write_a_draft(sofia)
    _the_same_in_english(sofia, other["id"])


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
    expect(page.locator("[aria-invalid=true]").first).to_be_focused()
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
    sofia.page.goto(f"/kassa/faktura/{invoice}")
    sofia.wait_for_text("Betalningar genom Stripe", "Betald")
    refund = _unfolded(sofia, "Betala tillbaka, högst 1")
    refund.get_by_label("Skäl").fill("Gick ur innan året började")
    _press(refund, "Se vad som händer")
    sofia.wait_for_text("går tillbaka samma väg", "Fakturan har därefter")
    _look_at(sofia, "refund")
    _press(refund, "Betala tillbaka 1")
    sofia.wait_for_text("Återbetalningen är på väg")
    credit = _unfolded(sofia, "Kreditera")
    credit.get_by_label("Skäl").fill("Gick ur innan året började")
    _press(credit, "Se vad som händer")
    sofia.wait_for_text("En kreditfaktura på", "dras av från det som är kvar")
    _press(credit, "Kreditera 1")
    sofia.wait_for_text("Kreditfakturan är utställd", "Krediterad")
    _look_at(sofia, "credited")


def _settle_by_hand(sofia: Screen, invoice: str) -> None:
    sofia.page.goto(f"/kassa/faktura/{invoice}")
    pay = _unfolded(sofia, "Anteckna en betalning")
    pay.get_by_label("Belopp i kronor").fill("600")
    _press(pay, "Se vad som händer")
    sofia.wait_for_text("Därefter är 900 kr kvar att betala")
    _press(pay, "Bokför 600")
    sofia.wait_for_text("600 kr är bokförd", "900 kr kvar att betala")

    credit = _unfolded(sofia, "Kreditera")
    credit.get_by_text("En del, rad för rad").click()
    credit.get_by_label("Rad 1").fill("2000")
    _press(credit, "Se vad som händer")
    sofia.wait_for_text("Skriv högst det", "Skriv ett skäl")
    credit.get_by_label("Rad 1").fill("400")
    credit.get_by_label("Skäl").fill("Rabatt enligt överenskommelse")
    _look_at(sofia, "credit-part")
    _press(credit, "Se vad som händer")
    _press(credit, "Kreditera 400")
    sofia.wait_for_text("Kreditfakturan är utställd", "500 kr kvar att betala")

    loss = _unfolded(sofia, "Skriv av")
    loss.get_by_label("Beslut", exact=True).select_option(index=1)
    _press(loss, "Se vad som händer")
    sofia.wait_for_text("ges upp enligt")
    _press(loss, "Skriv av 500")
    sofia.wait_for_text("Fakturan är avskriven")
    _look_at(sofia, "written-off")


def _pay_by_bank(sofia: Screen, invoice: Any) -> None:
    file = BgMax().open().pay(invoice["ocr"], invoice["open"], name=invoice["member_name"][:35])
    content = file.close(invoice["issued_on"].replace("-", "")).bytes()
    sofia.page.goto("/kassa/bank")
    sofia.wait_for_text("Läs in en fil från banken")
    sofia.page.locator("input[type=file]").set_input_files(
        {"name": "BgMax.txt", "mimeType": "text/plain", "buffer": content}
    )
    sofia.wait_for_text(f"Bokas på faktura {invoice['number']}.", "Inget är bokfört än")
    _look_at(sofia, "bank")
    sofia.press("Bokför filen")
    sofia.wait_for_text("En betalning hittade sin faktura", seconds=60)
    sofia.page.goto(f"/kassa/faktura/{invoice['id']}")
    sofia.wait_for_text("Betald")


def _bill_the_exempt_one(sofia: Screen, treasurer: Any) -> Any:
    """Not exempt after all, billed with a day that makes its twenty days end a good while ago."""
    known = {row["id"] for row in treasurer.ask("GET", "/api/invoices")["rows"]}
    today = date.fromisoformat(treasurer.ask("GET", "/api/reminders")["today"])
    page = sofia.page
    page.goto("/kassa/avgifter")
    page.locator("summary", has_text="faktureras inte").click()
    page.get_by_role("button", name="Ändra avgiften för").first.click()
    page.get_by_text("Som klasserna säger").click()
    page.get_by_role("button", name="Spara för").click()
    sofia.wait_for_text("En medlem faktureras")
    page.get_by_label("Fakturadatum").fill((today - LATE).isoformat())
    page.get_by_label("Fakturadatum").press("Tab")
    sofia.press("Ställ ut en faktura")
    sofia.wait_for_text("En faktura är utställd", seconds=60)
    [made] = [row for row in treasurer.ask("GET", "/api/invoices")["rows"] if row["id"] not in known]
    assert (made["due_on"], made["standing"]) == ((today - LATE + timedelta(days=20)).isoformat(), "overdue")
    return treasurer.ask("GET", f"/api/invoices/{made['id']}")


def _remind(sofia: Screen, post: Post, phone: Screen, invoice: Any) -> None:
    before = post.last()
    sofia.page.goto("/kassa/paminnelser")
    sofia.wait_for_text("Påminnelser går inte ut av sig själva", invoice["number"], "Påminnelse 1")
    _look_at(sofia, "remind")
    sofia.press("Skicka påminnelsen nu")
    sofia.wait_for_text("En påminnelse skickas nu", "Ingen ska påminnas i dag")
    letter = _letter(post, invoice["buyer_email"], after=before)
    assert letter["subject"].strip().startswith(f"Påminnelse: faktura {invoice['number']}")
    phone.page.goto(LINK.search(letter["text"])[0])
    phone.wait_for_text("Skulle ha betalats")
    _look_at(phone, "pay-late")
    phone.page.get_by_role("button", name="Betala med kort eller Swish").click()
    phone.page.locator("button[value=card]").click()
    phone.wait_for_text("Fakturan är betald.", seconds=30)
    sofia.page.goto(f"/kassa/faktura/{invoice['id']}")
    sofia.wait_for_text("Påminnelse 1", "Betald")


def _letter(post: Post, to: str, *, after: int) -> dict[str, Any]:
    for _ in range(300):
        if found := post.letters(to, after=after):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no letter came to {to}")


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


def _the_same_in_english(sofia: Screen, invoice: str) -> None:
    sofia.page.goto("/kassa")
    sofia.page.locator("button[lang=en]").first.click()
    for place, *words in (
        ("/kassa", "What needs you today"),
        ("/kassa/betalningar", "Disputed payments"),
        ("/kassa/avgifter", "Billed already"),
        ("/kassa/bank", "Take in a file from the bank"),
        ("/kassa/paminnelser", "Reminders sent"),
        ("/kassa/fakturor", "Written off"),
        (f"/kassa/faktura/{invoice}", "What has happened", "Written off"),
    ):
        sofia.page.goto(place)
        sofia.wait_for_text(*words)
        _look_at(sofia, f"en{place.replace('/', '-')[:20]}")


def _unfolded(screen: Screen, title: str) -> Locator:
    """What can be done under this heading, open to be filled in."""
    fold = screen.page.locator("details.act").filter(
        has=screen.page.locator("summary", has_text=re.compile(rf"^{title}"))
    )
    fold.locator("summary").click()
    return fold


def _press(within: Locator, name: str) -> None:
    within.locator("button:not([aria-busy]):not([aria-disabled])", has_text=name).click()


def _look_at(screen: Screen, name: str) -> None:
    """Axe finds nothing, nothing sticks out; a picture in both widths."""
    seen = look(screen)
    before = screen.page.viewport_size
    for width in (390, 1440):
        screen.page.set_viewport_size({"width": width, "height": 900})
        screen.save(f"fee-to-money-{name}-{width}")
    if before:
        screen.page.set_viewport_size(before)
    assert (seen.axe, seen.sideways) == ([], []), name
