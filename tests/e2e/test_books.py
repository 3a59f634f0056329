"""The treasurer reads the books and takes them home: SIE, parsed and held against the ledger."""

from __future__ import annotations

import re
from typing import Any

from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen
from tests.e2e.treasury import billed, treasurer

TRANS = re.compile(r"#TRANS (\d+) \{.*?\} (-?\d+)\.(\d\d)")


def taken(screen: Screen, press: Any) -> tuple[str, bytes]:
    """The name and the content of the file that a press gives."""
    with screen.page.expect_download() as waiting:
        press.click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def sums_of(sie: bytes) -> dict[int, int]:
    """Account → öre of a SIE file; every voucher in it is checked to sum to 0."""
    sums: dict[int, int] = {}
    for block in sie.decode("cp437").split("#VER ")[1:]:
        lines = TRANS.findall(block)
        amounts = [(int(account), int(f"{whole}{ore}")) for account, whole, ore in lines]
        assert amounts, block
        assert sum(amount for _, amount in amounts) == 0, block
        for account, amount in amounts:
            sums[account] = sums.get(account, 0) + amount
    return sums


def test_the_bookkeepers_file_is_the_ledger_and_a_voucher_leads_to_its_invoice(server, screens):
    invoice = billed(server)
    desk = screens(server.origin("glasriket"), name="sofia-books").take_session(treasurer(server))
    desk.page.goto("/kassa")
    desk.page.get_by_role("main").get_by_role("link", name="Bokföring").click()
    desk.wait_for_text("Kontoplan och saldon", "Alla saldon tillsammans är 0,00", invoice["number"])
    desk.page.get_by_role("row", name=re.compile("1510")).first.wait_for()
    seen = look(desk)
    desk.save("books")
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])

    name, content = taken(desk, desk.page.get_by_role("link", name="Hämta SIE-fil"))
    year = treasurer(server).ask("GET", "/api/books")["years"][0]
    balance = treasurer(server).ask("GET", f"/api/books/balance?year={year['name']}")
    ledger = {row["number"]: row["debit"] - row["credit"] for row in balance["rows"]}
    sums = sums_of(content)
    assert name == f"bokforing-{year['name']}.si"
    assert content.decode("cp437").count("#VER ") == year["vouchers"]
    assert {**dict.fromkeys(ledger, 0), **sums} == ledger
    assert f"Faktura {invoice['number']} Hyttan" in content.decode("cp437")

    desk.page.get_by_role("searchbox").fill(invoice["number"])
    desk.page.get_by_text("1 verifikation").wait_for()
    desk.page.get_by_role("link", name=re.compile("^Fakturan som F")).click()
    desk.page.get_by_role("heading", name=re.compile(invoice["number"])).wait_for()


def test_the_books_on_a_phone(server, screens):
    billed(server)
    phone = screens(server.origin("glasriket"), name="sofia-books-phone", size=PHONE).take_session(
        treasurer(server)
    )
    phone.page.goto("/kassa/bokforing")
    phone.wait_for_text("Kontoplan och saldon")
    phone.page.get_by_label(re.compile("Visa hela kontoplanen")).check()
    phone.wait_for_text("1940")
    seen = look(phone)
    phone.save("books")
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])
