"""The treasurer takes in the bank's file: it is seen, booked once, and a person says what the rest was."""

from __future__ import annotations

import io
import uuid
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from config import iec
from config.stories import afternoon, beforehand
from config.stories.client import Person
from tests.billing.bank.conftest import camt
from tests.billing.standards.bgmax_files import BgMax
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen
from tests.e2e.server import Server

TREASURER = ("Sofia Lindahl", "sofia.lindahl@glasriket.example")
SELLER = {
    "org_number": "802999-0010", "town": "Nybro", "bankgiro": "999-0003", "email": "kassor@glasriket.example",
}  # fmt: skip
MEMBERS = """medlemsnr,namn,organisationsnummer,typ,ort,län,anställda,kontaktperson,e-post
1,Hyttan AB,559990-3019,företag,Nybro,Kalmar,14,Greta Hyttmästare,greta@hyttan.example
2,Slipverket HB,969990-3028,företag,Lessebo,Kronoberg,4,Ivar Slipare,ivar@slipverket.example
3,Museet Glaset,559990-3035,företag,Växjö,Kronoberg,22,Signe Montör,signe@museet.example
"""
LIST = "Bokf;Summa;Vem;Ref\r\n{day};{amount};{who};{ref}\r\n"


@dataclass
class House:
    """An association of the test's own, with three members and a treasurer."""

    origin: str
    treasurer: Person
    members: dict[str, str]

    def issue(self, member: str, amount: int) -> Any:
        """An invoice of a member over so many öre, none like another's."""
        line = {"text_sv": "Serviceavgift", "text_en": "Service fee", "unit_price": amount}
        wish = {"key": str(uuid.uuid4()), "member": self.members[member], "lines": [line]}
        draft = self.treasurer.ask("POST", "/api/invoices", wish)
        return self.treasurer.ask("POST", f"/api/invoices/{draft['id']}/issue", {})

    def invoice(self, one: Any) -> tuple[str, int]:
        """How it stands now, and what is left to pay."""
        told = self.treasurer.ask("GET", f"/api/invoices/{one['id']}")
        return told["standing"], told["open"]


@pytest.fixture(scope="module")
def house(server: Server) -> House:
    day = afternoon.Afternoon(server.url, server.letters)
    with redirect_stdout(io.StringIO()):  # the story's diary is not ours
        beforehand.sign_up(day)
        office = day.signed_in(iec.OFFICE)
        found = office.ask(
            "POST", "/api/member-imports", files={"file": ("m.csv", MEMBERS.encode(), "text/csv")}
        )
        office.ask("POST", f"/api/member-imports/{found['id']}/apply")
        office.ask(
            "POST", "/api/officers", {"role": "treasurer", "name": TREASURER[0], "email": TREASURER[1]}
        )
        treasurer = day.signed_in(TREASURER)
    treasurer.ask("PATCH", "/api/invoices/settings", SELLER)
    members = {one["name"].split()[0]: one["id"] for one in beforehand.all_members(office)}
    return House(server.origin(day.slug), treasurer, members)


def test_a_file_is_seen_booked_once_and_its_queue_emptied(house, screens):
    paid, twice, unnamed = (
        house.issue("Hyttan", 121_100),
        house.issue("Slipverket", 131_300),
        house.issue("Museet", 141_700),
    )
    file = BgMax().open()
    file.pay(paid["ocr"], 121_100, name="Hyttan AB", serial=101)
    file.pay(twice["ocr"], 131_300, name="Slipverket HB", serial=102)
    file.pay(twice["ocr"], 131_300, name="Slipverket HB", serial=103)
    file.pay("", 141_700, name="Museet Glaset ekonomi", serial=104)
    content = file.close(paid["issued_on"].replace("-", "")).bytes()
    sofia = screens(house.origin, name="sofia").take_session(house.treasurer)

    _go(sofia, "/kassa/bank")
    sofia.wait_for_text("Läs in en fil från banken")
    _look_at(sofia, "empty")
    _give(sofia, "BgMax1.txt", content)
    sofia.wait_for_text("4 rader, inga kända sedan tidigare", "4 nya inbetalningar", "Inget är bokfört än")
    sofia.wait_for_text(f"Bokas på faktura {paid['number']}.", f"Faktura {twice['number']} är redan betald.")
    assert house.invoice(paid) == ("open", 121_100)
    _look_at(sofia, "preview")

    sofia.press("Bokför filen")
    sofia.wait_for_text("2 betalningar hittade sina fakturor", "2 väntar på att du säger", seconds=60)
    _look_at(sofia, "booked")
    assert house.invoice(paid) == ("paid", 0)

    _go(sofia, "/kassa/bank")
    _give(sofia, "samma igen.txt", content)
    sofia.wait_for_text("Det här är samma fil", "Inget är bokfört igen")
    assert house.treasurer.ask("GET", "/api/bank")["files"][0]["added"] == 4

    _go(sofia, "/kassa")
    sofia.page.get_by_role("link", name="Säg vad de var").click()
    queue = sofia.page.get_by_role("article")
    card = queue.filter(has_text="Museet Glaset ekonomi")
    expect(card).to_contain_text("liknar medlemmens")
    _look_at(sofia, "queue")
    _press(card, f"på {unnamed['number']}")
    expect(card).to_contain_text("Bokat. Fakturan visar betalningen.")
    assert house.invoice(unnamed) == ("paid", 0)

    _pay_the_double_back(sofia, queue.filter(has_text="Slipverket HB"))
    assert house.invoice(twice) == ("paid", 0)

    _undo(sofia, "Museet Glaset ekonomi")
    assert house.invoice(unnamed) == ("open", 141_700)


def _pay_the_double_back(sofia: Screen, card: Locator) -> None:
    _press(card, "Betala tillbaka")
    expect(card).to_contain_text("den betalningen rörs inte")
    _look_at(sofia, "double")
    _press(card, "Bokför återbetalningen")
    expect(card).to_contain_text("Återbetalt: Dubbelbetalning")


def _undo(sofia: Screen, payer: str) -> None:
    sofia.page.get_by_role("link", name="Klara", exact=True).click()
    row = sofia.page.locator("details", has_text=payer)
    row.locator("summary").click()
    row.get_by_role("button", name="Ångra: Faktura").click()
    row.get_by_label("Varför var det fel?").fill("Var museets, men för nästa år")
    _press(row, "Ångra")
    expect(row).to_contain_text("Ångrat. Betalningen väntar i kön.")
    expect(row).to_contain_text("Var museets, men för nästa år")
    _look_at(sofia, "undone")


def test_one_payment_is_split_over_two_invoices_and_too_much_is_credit(house, screens):
    first, second = house.issue("Hyttan", 151_900), house.issue("Slipverket", 161_300)
    file = BgMax().open().pay("", 330_000, name="Glasbruken gemensamt", serial=201)
    phone = screens(house.origin, name="sofia", size=PHONE).take_session(house.treasurer)

    _go(phone, "/kassa/bank")
    _give(phone, "BgMax2.txt", file.close(first["issued_on"].replace("-", "")).bytes())
    phone.wait_for_text("En rad, inga kända sedan tidigare", "Ingen faktura stämmer säkert.")
    _look_at(phone, "preview-phone")
    phone.press("Bokför filen")
    phone.wait_for_text("En väntar på att du säger", seconds=60)
    phone.page.get_by_role("link", name="Gå till kön").click()
    card = phone.page.get_by_role("article").filter(has_text="Glasbruken gemensamt")
    _press(card, "Sök eller fördela")
    for one in (first, second):
        card.get_by_role("searchbox").fill(one["number"])
        card.get_by_role("button", name=f"Lägg till {one['number']}").click()
    expect(card.get_by_label(f"{first['number']} får")).to_have_value("1519")
    expect(card.get_by_label(f"{second['number']} får")).to_have_value("1613")
    expect(card).to_contain_text("fördelat av 3")
    card.get_by_label(f"{second['number']} får").fill("1 700")
    _look_at(phone, "split-phone")
    _press(card, "Boka fördelningen")

    expect(card).to_contain_text("Kvar att reda ut")
    assert [house.invoice(one) for one in (first, second)] == [("paid", 0), ("overpaid", -8_700)]
    _press(card, "Bokför som intäkt")
    card.get_by_label("Vad gäller det?").fill("Gåva")
    _press(card, "Bokför intäkten")
    expect(card).to_contain_text("Intäkt på konto 3990: Gåva")

    phone.page.get_by_role("link", name="Tillgodo (1)").click()
    credit = phone.page.get_by_role("listitem").filter(has_text=second["number"])
    _press(credit, "Betala tillbaka")
    _look_at(phone, "credit-phone")
    _press(credit, "Bokför återbetalningen")
    phone.wait_for_text("Återbetalningen är bokförd")
    assert house.invoice(second) == ("paid", 0)


def test_a_list_of_unknown_headings_asks_once_which_column_is_which(house, screens):
    invoice = house.issue("Hyttan", 171_100)
    content = LIST.format(day=invoice["issued_on"], amount="1711,00", who="Hyttan AB", ref=invoice["ocr"])
    sofia = screens(house.origin, name="sofia-list").take_session(house.treasurer)

    _go(sofia, "/kassa/bank")
    _give(sofia, "lista.csv", content.encode())
    sofia.wait_for_text("Vilken kolumn är vilken?")
    for label, heading in (
        ("Bokföringsdag", "Bokf"),
        ("Belopp", "Summa"),
        ("Referens", "Ref"),
        ("Betalare", "Vem"),
    ):
        sofia.page.get_by_label(label, exact=True).select_option(heading)
    _look_at(sofia, "columns", refused=True)
    sofia.press("Läs listan")
    sofia.wait_for_text("En rad, inga kända sedan tidigare", f"Bokas på faktura {invoice['number']}.")
    sofia.press("Ta bort filen")
    sofia.wait_for_text("Läs in en fil från banken")
    _give(sofia, "fel.txt", b"01BGMAX               0120170110173035010331P\r\n20trasig")
    sofia.wait_for_text("Filen kunde inte läsas. Inget har ändrats.", "Hämta filen på nytt från banken")
    _look_at(sofia, "unreadable", refused=True)


def test_the_queue_is_emptied_by_keyboard_alone(house, screens):
    invoice = house.issue("Museet", 181_700)
    file = BgMax().open().pay("", 181_700, name="Museet Glaset kassa", serial=301)
    sofia = screens(house.origin, name="sofia-keys").take_session(house.treasurer)
    _go(sofia, "/kassa/bank")
    _give(sofia, "BgMax3.txt", file.close(invoice["issued_on"].replace("-", "")).bytes())
    sofia.wait_for_text("Inget är bokfört än")

    _by_keys(sofia, "Bokför filen")
    sofia.wait_for_text("En väntar på att du säger", seconds=60)
    _by_keys(sofia, "Gå till kön")
    sofia.page.get_by_role("article").filter(has_text="Museet Glaset kassa").first.wait_for()
    _by_keys(sofia, f"på {invoice['number']}")

    sofia.wait_for_text("Bokat. Fakturan visar betalningen.")
    assert house.invoice(invoice) == ("paid", 0)


def test_a_deposit_that_the_bank_enters_as_one_sum_is_said_to_be_its_parts(house, screens):
    first, second = house.issue("Hyttan", 191_100), house.issue("Slipverket", 191_300)
    day = first["issued_on"]
    parts = BgMax().open()
    parts.pay(first["ocr"], 191_100, name="Hyttan AB", serial=401)
    parts.pay(second["ocr"], 191_300, name="Slipverket HB", serial=402)
    sofia = screens(house.origin, name="sofia-sum").take_session(house.treasurer)
    _go(sofia, "/kassa/bank")
    for name, content, payer in (
        ("BgMax4.txt", parts.close(day.replace("-", "")).bytes(), "Hyttan AB"),
        ("konto.xml", camt(("LB99", "", 382_400, "Bankgirot"), day=day), "Bankgirot"),
    ):
        _give(sofia, name, content)
        sofia.press("Bokför filen")
        sofia.page.locator("details", has_text=payer).wait_for(timeout=60_000)
        sofia.page.get_by_role("link", name="Bank", exact=True).click()

    card = sofia.page.get_by_role("article").filter(has_text="Bankgirot")
    expect(card).to_contain_text("Beloppet är summan av 2 betalningar")
    _look_at(sofia, "sum")
    _press(card, "Det är samma pengar")

    expect(card).to_contain_text("Samma pengar som i BgMax4.txt")
    assert [house.invoice(one) for one in (first, second)] == [("paid", 0), ("paid", 0)]
    sofia.page.get_by_role("button", name="English").click()
    sofia.wait_for_text("Take in a file from the bank", "The same money as in BgMax4.txt", "Files taken in")
    _look_at(sofia, "english")


def _go(screen: Screen, path: str) -> None:
    """To another page once nothing is asked for any more: a request that is cut off is a complaint."""
    screen.page.wait_for_load_state("networkidle")
    screen.page.goto(path)


def _give(screen: Screen, name: str, content: bytes) -> None:
    given = {"name": name, "mimeType": "text/plain", "buffer": content}
    screen.page.locator("input[type=file]").set_input_files(given)  # type: ignore[arg-type]  # a file's payload


def _press(within: Locator, name: str) -> None:
    """The last button of that name that does something, inside the card."""
    within.locator("button:not([aria-busy]):not([aria-disabled])", has_text=name).last.click()


def _by_keys(screen: Screen, name: str) -> None:
    """Tab until what has the focus says so, then Enter."""
    for _ in range(120):
        screen.page.keyboard.press("Tab")
        said = screen.page.evaluate("document.activeElement.innerText ?? ''")
        if name in " ".join(said.split()):
            screen.page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} is not reached by the keyboard")


def _look_at(screen: Screen, name: str, *, refused: bool = False) -> None:
    """Nothing is wrong with it; where a file was refused, the browser has said so in its console."""
    seen = look(screen)
    screen.save(f"bank-{name}")
    assert (seen.axe, seen.sideways) == ([], []), name
    assert [one for one in seen.complaints if not (refused and "status of 400" in one)] == [], name
