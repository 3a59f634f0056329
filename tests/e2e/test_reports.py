"""How the fees stand, the reports as files, the e-invoice, and a member's own account."""

from __future__ import annotations

import io
import re
from decimal import Decimal

from lxml import etree
from openpyxl import load_workbook

from tests.e2e.looking import look
from tests.e2e.screen import PHONE
from tests.e2e.test_books import taken
from tests.e2e.treasury import billed, office, treasurer


def ore(value: object) -> int:
    return int(Decimal(str(value)) * 100)


def test_the_treasurer_sees_how_it_stands_and_takes_the_reports_home(server, screens):
    invoice = billed(server)
    desk = screens(server.origin("glasriket"), name="sofia-reports").take_session(treasurer(server))
    desk.page.goto("/kassa")
    desk.wait_for_text("Så står avgifterna", "Ej förfallet", "Månad för månad")
    seen = look(desk)
    desk.save("overview")
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])

    desk.page.get_by_role("main").get_by_role("link", name="Rapporter").click()
    desk.wait_for_text("Medlemmars saldon", "Medlemmarna är skyldiga")
    desk.page.get_by_role("link", name=invoice["member_name"]).wait_for()
    seen = look(desk)
    desk.save("reports")
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])
    name, content = taken(desk, desk.page.get_by_role("link", name="Hämta alla som Excel"))
    book = load_workbook(io.BytesIO(content))
    members = [[cell.value for cell in row] for row in book["Medlemmars saldon"].iter_rows()]
    year = treasurer(server).ask("GET", "/api/books")["years"][0]["name"]
    chart = treasurer(server).ask("GET", f"/api/books/balance?year={year}")["rows"]
    assert re.fullmatch(r"rapport-\d{4}-\d\d-\d\d\.xlsx", name)
    assert ore(members[-1][-1]) == sum(row["closing"] for row in chart if row["number"] in {1510, 2420})
    name, content = taken(desk, desk.page.get_by_role("link", name="Fakturor som CSV"))
    assert name.endswith(".csv")
    assert invoice["number"] in content.decode("utf-8-sig")

    desk.page.get_by_role("link", name=invoice["member_name"]).click()
    desk.wait_for_text("Kontoutdrag", invoice["number"])
    seen = look(desk)
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])
    name, content = taken(desk, desk.page.get_by_role("link", name="Hämta kontoutdraget (Excel)"))
    rows = [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
    ]
    assert invoice["number"] in [row[2] for row in rows]


def test_an_invoice_is_taken_as_peppol(server, screens):
    invoice = billed(server)
    desk = screens(server.origin("glasriket"), name="sofia-peppol").take_session(treasurer(server))
    desk.page.goto(f"/kassa/faktura/{invoice['id']}")
    desk.page.get_by_role("heading", name="E-faktura").wait_for()
    name, content = taken(desk, desk.page.get_by_role("link", name="Hämta e-faktura (XML)"))

    assert name == f"peppol-{invoice['number']}.xml"
    assert etree.fromstring(content).tag.endswith("Invoice-2}Invoice")
    seen = look(desk)
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])


def test_a_member_reads_its_own_account_on_a_phone(server, screens):
    invoice = billed(server)
    greta = screens(server.origin("glasriket"), name="greta-account", size=PHONE).take_session(office(server))
    greta.page.goto("/fakturor")
    greta.page.get_by_text("Kontoutdrag").first.click()
    greta.wait_for_text(f"Faktura {invoice['number']}")
    seen = look(greta)
    greta.save("account")

    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])
