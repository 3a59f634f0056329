"""Names in order on slips of paper: read one by one, entered by two, counted by STV, told stage by stage."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from config import iec
from tests.e2e.association import Association
from tests.e2e.driving import button, clean, closes, has_one_next_act, sees
from tests.e2e.screen import PHONE, PROJECTOR, Screen

ADA, BO, CIA, DAN = NAMES = ("Ada Ek", "Bo Alm", "Cia Dahl", "Dan Lind")
BLANK = ("Blank röst",)
KALMAR = {(ADA, BO): 3, (BO, CIA): 2, (ADA, CIA): 1, BLANK: 1}
VAXJO = {(ADA, BO): 1, (CIA,): 2, (DAN, CIA): 1}
STAGES = [
    ("Steg 1", "Namnen i första hand räknas", "Ada Ek Vald 5", "Bo Alm 2", "Cia Dahl 2", "Dan Lind 1"),
    ("Steg 2", "Ada Ek har 1 över kvoten", "värda högst 0,2", "Ada Ek 4", "Bo Alm 2,8", "Cia Dahl 2,2"),
    ("Steg 3", "Dan Lind har minst och utgår", "Bo Alm Utgår 2,8", "Cia Dahl 3,2"),
    ("Steg 4", "Bo Alm har minst och utgår", "Cia Dahl Vald 5,2", "Utan fler namn: 0,8"),
]


@pytest.fixture
def halls(server: Any) -> Association:
    here = Association(server, {"Kalmar": 7, "Växjö": 4})
    here.check_in_halls()
    here.open_meeting()
    here.go_to(9)
    return here


@pytest.mark.timeout(600)
def test_slips_with_names_in_order_are_entered_by_two_and_told_stage_by_stage(halls, screens):
    secretary = screens(halls.origin, name="secretary").take_session(halls.signed_in(*iec.SECRETARY))
    teller = screens(halls.origin, name="teller", size=PHONE).take_session(halls.signed_in(*iec.TELLERS[0]))
    phone = screens(halls.origin, name="phone", size=PHONE)
    halls.hall[0].person.sign_in(halls.post)
    phone.take_session(halls.hall[0].person).page.goto("/mote")

    _the_secretary_types_them_in(secretary)
    _a_teller_reads_one_slip_wrongly_and_both_see_where(teller, secretary)
    _the_chair_tells_the_result(halls, screens, phone)
    _the_minutes_have_the_stages(secretary)


def _the_secretary_types_them_in(secretary: Screen) -> None:
    page = secretary.page
    page.goto("/rakna/papper")
    secretary.wait_for_text("För in en votering som hölls på papper")
    page.get_by_role("radio", name="Rangordning av namn").check()
    page.get_by_label("Fråga", exact=True).fill("Vilka två granskar bokslutet?")
    page.get_by_label("Namn på valsedeln").fill("\n".join(NAMES))
    page.get_by_label("Antal platser").fill("2")
    expect(page.get_by_role("radio", name="Proportionellt (STV)")).to_be_checked()
    for place, slips in (("Kalmar", KALMAR), ("Växjö", VAXJO)):
        sheet = page.get_by_role("group", name=place, exact=True)
        _reads(sheet, slips)
        expect(sheet.get_by_role("status").last).to_contain_text("Alla har röstat")
    clean("ranked-paper", secretary)
    secretary.press("Skicka talen till rösträknarna")
    secretary.wait_for_text("En rösträknare ska föra in samma tal", "En av två har räknat")


def _reads(within: Locator, slips: dict[tuple[str, ...], int]) -> None:
    """The first of each ordering name by name, the rest of the pile as a number."""
    for names, n in slips.items():
        for name in names:
            within.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
        within.get_by_role("button", name="Lägg valsedeln").click()
        expect(within.get_by_role("checkbox", checked=True)).to_have_count(0)
        label = "Blanka" if names == BLANK else " > ".join(names)
        field = within.get_by_role("textbox", name=label, exact=True)
        expect(field).to_have_value("1")
        if n > 1:
            field.fill(str(n))


def _a_teller_reads_one_slip_wrongly_and_both_see_where(teller: Screen, secretary: Screen) -> None:
    teller.page.goto("/rakna")
    main = teller.page.locator("main")
    _stands_in(teller, "Växjö")
    teller.wait_for_text("Valsedlarna i Växjö", "Valsedel 1")
    _reads(main, VAXJO)
    teller.press("Ogiltig")
    teller.wait_for_text("Lades nyss: ogiltig")
    button(teller, "Ta tillbaka").click()
    expect(main.get_by_role("textbox", name="Ogiltiga", exact=True)).to_have_value("")
    clean("ranked-slips", teller)
    teller.press("Skicka talen")
    teller.wait_for_text("Ni är överens")

    _stands_in(teller, "Kalmar")
    teller.wait_for_text("Valsedlarna i Kalmar")
    _reads(main, {**KALMAR, (ADA, BO): 2, (ADA, CIA): 2})
    teller.press("Skicka talen")
    teller.wait_for_text("Era tal skiljer sig")
    differs = teller.page.locator("tr.differs")
    expect(differs).to_have_count(2)
    expect(differs.first).to_have_text(re.compile(r"Ada Ek > Bo Alm.*3\s*2"))
    secretary.wait_for_text("Talen skiljer sig")
    clean("ranked-differ", teller, secretary)
    main.get_by_role("textbox", name=f"{ADA} > {BO}").fill("3")
    main.get_by_role("textbox", name=f"{ADA} > {CIA}").fill("1")
    teller.press("Skicka de rättade talen")
    teller.wait_for_text("Ni är överens")
    secretary.wait_for_text("Ni är överens")


def _stands_in(screen: Screen, place: str) -> None:
    screen.page.get_by_role("group", name="Var räknar du?").get_by_role("button", name=place).click()


def _the_chair_tells_the_result(here: Association, screens: Any, phone: Screen) -> None:
    chair = screens(here.origin, name="chair").take_session(here.chair)
    wall = screens(here.origin, name="wall", size=PROJECTOR)
    wall.page.goto(f"/projektor/{here.projector}")
    chair.page.goto("/ordforande")
    chair.wait_for_text("Voteringen hölls på papper", "11 av 11")
    has_one_next_act(chair)
    closes(chair)
    _stages(chair)
    chair.press("Tillkännage resultatet")
    chair.wait_for_text("Valda: Ada Ek, Cia Dahl")
    phone.wait_for_text("Valda: Ada Ek, Cia Dahl")
    _stages(phone)
    wall.wait_for_text("Valda: Ada Ek, Cia Dahl")
    sees("ranked-result", wall)
    _the_table_says_the_same(chair)
    clean("ranked-result", chair, phone)


def _stages(screen: Screen) -> None:
    told = screen.page.get_by_role("region", name="Räkningen steg för steg").locator(".stages > li")
    expect(told).to_have_count(len(STAGES))
    for one, words in zip(told.all(), STAGES, strict=True):
        for word in words:
            expect(one).to_contain_text(re.compile(r"\s*".join(map(re.escape, word.split()))))


def _the_table_says_the_same(chair: Screen) -> None:
    chair.page.get_by_text("Stegen i tabell").first.click()
    table = chair.page.get_by_role("table", name="Stegen i tabell")
    cells = [row.locator("td").all_inner_texts() for row in table.locator("tbody tr").all()]
    numbers = [[re.split(r"\s", cell.strip())[0] for cell in row] for row in cells]
    assert numbers == [
        ["5", "4", "4", "4"],
        ["2", "2,2", "3,2", "5,2"],
        ["2", "2,8", "2,8", "–"],
        ["1", "1", "–", "–"],
        ["0", "0", "0", "0,8"],
    ]


def _the_minutes_have_the_stages(secretary: Screen) -> None:
    secretary.page.goto("/protokoll")
    secretary.wait_for_text("Vilka två granskar bokslutet", "Steg 4", "5,2")
    clean("ranked-minutes", secretary)
