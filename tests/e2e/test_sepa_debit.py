"""An association in Finland: it counts in euros, bills, and a member pays from its bank account."""

from __future__ import annotations

import io
import re
import time
import uuid
from typing import Any
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import expect
from pypdf import PdfReader

from config.stories.client import Person, Post
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen
from tests.e2e.server import Server
from tests.e2e.test_pay_an_invoice import LINK

SLUG = "skargarden"
OFFICE = ("Maja Ström", "maja.strom@skargarden.example")
TREASURER = ("Otto Berg", "otto.berg@skargarden.example")
MEMBER = {
    "number": "0001", "name": "Vallmo Ab", "kind": "company", "org_number": "2077474-0", "town": "Åbo",
    "contact_name": "Vera Vallmo", "contact_email": "vera@vallmo.example",
}  # fmt: skip
PAY = "Betala med kort eller SEPA-autogiro"


def founded(server: Server) -> Person:
    """The office of an association in Finland, signed in."""
    post = Post(server.letters)
    guest = Person(server=server.url, host="localhost", name="the public site")
    guest.arrive_public()
    after = post.last()
    wish = {
        "name": "Skärgårdsföreningen", "slug": SLUG, "country": "FI", "language": "sv",
        "contact_name": OFFICE[0], "contact_email": OFFICE[1],
    }  # fmt: skip
    begun = guest.ask("POST", "/api/sign-ups", wish)
    guest.ask("POST", f"/api/sign-ups/{begun['id']}/verify", {"code": post.code(OFFICE[1], after=after)})
    until = time.monotonic() + 60
    while guest.ask("GET", f"/api/sign-ups/{begun['id']}")["status"] != "ready":
        assert time.monotonic() < until
        time.sleep(0.1)
    return signed_in(server, OFFICE)


def signed_in(server: Server, who: tuple[str, str]) -> Person:
    person = Person(server=server.url, host=f"{SLUG}.localhost", name=who[0], email=who[1])
    person.sign_in(Post(server.letters))
    return person


def clean(screen: Screen) -> None:
    seen = look(screen)
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])


def test_a_finnish_association_bills_in_euros_and_is_paid_by_sepa_debit(server: Server, screens: Any) -> None:
    office = founded(server)
    office.ask("POST", "/api/officers", {"role": "treasurer", "name": TREASURER[0], "email": TREASURER[1]})
    member = office.ask("POST", "/api/members", MEMBER)
    treasurer = signed_in(server, TREASURER)
    assert treasurer.session["network"]["currency"] == "EUR"
    desk = screens(server.origin(SLUG), name="otto").take_session(treasurer)

    _fill_in_the_settings(desk)
    _open_the_account(desk)
    post, before = Post(server.letters), Post(server.letters).last()
    invoice = _bill(desk, treasurer, member["id"])
    letter = _letter(post, MEMBER["contact_email"], after=before)
    link = LINK.search(letter["text"])
    assert link is not None
    assert _flat(letter["subject"]).endswith("120,50 €")
    assert "Referens: RF" in letter["text"]
    assert not any(word in letter["text"] for word in ("SEK", "Bankgiro", "OCR", "Swish"))

    phone = screens(server.origin(SLUG), name="vera", size=PHONE)
    phone.page.goto(link[0])
    phone.page.get_by_role("button", name=PAY).wait_for()
    expect(phone.page.get_by_text("FI21 1234 5600 0007 85")).to_be_visible()
    assert "120,50 €" in _flat(phone.page.locator("main").inner_text())
    _paper_says_euros(treasurer, link[0])
    clean(phone)
    phone.save("sepa-pay-page")

    _pay_from_the_account(phone)
    expect(phone.page.get_by_text("Betalningen på 120,50 € är på väg.")).to_be_visible()
    expect(phone.page.get_by_role("button", name=PAY)).to_have_count(0)
    clean(phone)
    phone.save("sepa-on-its-way")
    desk.page.goto(f"/kassa/faktura/{invoice['id']}")
    expect(desk.page.get_by_text("En betalning med SEPA-autogiro är på väg.")).to_be_visible()
    clean(desk)
    desk.save("sepa-on-its-way-desk")

    _the_bank_answers(phone, treasurer, "debit_fails")
    phone.page.goto(link[0])
    expect(phone.page.get_by_text("Betalningen gick inte igenom")).to_be_visible()
    _pay_from_the_account(phone)
    _the_bank_answers(phone, treasurer, "debit_pays")
    phone.page.goto(link[0])
    expect(phone.page.get_by_text("Fakturan är betald.")).to_be_visible()
    expect(phone.page.get_by_text("120,50 € är bokförd")).to_be_visible()
    clean(phone)

    told = treasurer.ask("GET", f"/api/invoices/{invoice['id']}")
    assert (told["standing"], told["open"], sum(row["amount"] for row in told["history"])) == ("paid", 0, 0)
    _the_currency_stays(desk, invoice["id"])


def _the_currency_stays(desk: Screen, invoice: str) -> None:
    desk.page.goto(f"/kassa/faktura/{invoice}")
    expect(desk.page.get_by_text("120,50 €").first).to_be_visible()
    clean(desk)
    desk.page.goto("/kassa/installningar")
    expect(desk.page.get_by_text("Föreningen räknar i euro.")).to_be_visible()
    expect(desk.page.get_by_label("Valuta")).to_have_count(0)
    clean(desk)


def _fill_in_the_settings(desk: Screen) -> None:
    page = desk.page
    page.goto("/kassa/installningar")
    expect(page.get_by_label("Valuta")).to_have_value("EUR")
    expect(page.get_by_label("Bankgiro", exact=True)).to_have_count(0)
    expect(page.get_by_label("Swish-nummer")).to_have_count(0)
    page.get_by_label("Organisationsnummer").fill("2077474-0")
    page.get_by_label("Ort", exact=True).fill("Åbo")
    page.get_by_label("IBAN").fill("FI21 1234 5600 0007 85")
    page.get_by_label("BIC").fill("NDEAFIHH")
    desk.press("Spara inställningarna")
    desk.wait_for_text("Det gäller från nästa faktura", "Allt som en faktura behöver finns här")
    clean(desk)
    desk.save("sepa-settings")


def _open_the_account(desk: Screen) -> None:
    desk.press("Öppna konto hos Stripe")
    desk.page.get_by_role("button", name="Fyll i och gå tillbaka").click()
    desk.wait_for_text("Medlemmarna kan betala med kort.", "från sitt bankkonto med SEPA-autogiro")


def _bill(desk: Screen, treasurer: Person, member: str) -> Any:
    line = {"text_sv": "Medlemsavgift 2017", "text_en": "Membership fee 2017", "unit_price": 12_050}
    wish = {"key": str(uuid.uuid4()), "member": member, "lines": [line]}
    draft = treasurer.ask("POST", "/api/invoices", wish)
    desk.page.goto(f"/kassa/faktura/{draft['id']}")
    expect(desk.page.get_by_text("120,50 €").first).to_be_visible()
    return treasurer.ask("POST", f"/api/invoices/{draft['id']}/issue", {})


def _pay_from_the_account(phone: Screen) -> None:
    phone.page.get_by_role("button", name=PAY).click()
    phone.page.locator("button[value=sepa_debit]").click()
    phone.page.get_by_text("är på väg.").wait_for()


def _the_bank_answers(phone: Screen, treasurer: Person, how: str) -> None:
    """What the payer's bank says at the demo's Stripe, and what the association then hears."""
    account = treasurer.ask("GET", "/api/payments/account")["account"]
    page = treasurer.ask("POST", "/api/payments/account/onboarding", {"back_to": "/"})["url"]
    bank = f"http://{urlsplit(page).netloc}/bank/{account}"
    [asked] = re.findall(rf"{how}:(pi_\w+)", httpx.get(bank, timeout=30).text)
    assert httpx.post(bank, data={"how": f"{how}:{asked}"}, timeout=30).status_code == 303
    for _ in range(60):
        if not re.search(r"debit_pays", httpx.get(bank, timeout=30).text):
            treasurer.ask("POST", "/api/payments/catch-up")
            return
        time.sleep(0.1)
    raise AssertionError("the bank did not answer")


def _paper_says_euros(person: Person, link: str) -> None:
    answer = person.send("GET", f"/api/payments/links/{urlsplit(link).path.rpartition('/')[2]}/paper")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    flat = _flat(text)
    assert all(one in flat for one in ("120,50 €", "Belopp, €", "NDEAFIHH", "RF")), flat
    assert not re.search(r"\bkr\b|SEK|Bankgiro|OCR|Swish", flat), flat


def _letter(post: Post, to: str, *, after: int) -> dict[str, Any]:
    for _ in range(200):
        for one in post.letters(to, after=after):
            if LINK.search(one["text"]):
                return one
        time.sleep(0.1)
    raise AssertionError(f"no letter with a link came to {to}")


def _flat(text: str) -> str:
    return text.replace("\u00a0", " ")
