"""Names in order on slips of paper: read one by one, entered by two, told stage by stage or two by two."""

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


PAIRS_KALMAR = {(ADA, BO): 4, (CIA, BO): 3}
PAIRS_VAXJO = {(BO, CIA): 2, (ADA, BO, CIA): 1, (CIA, BO): 1}
DUELS = {
    (ADA, BO): (5, 6),
    (ADA, CIA): (5, 6),
    (ADA, DAN): (5, 0),
    (BO, CIA): (7, 4),
    (BO, DAN): (11, 0),
    (CIA, DAN): (7, 0),
}
"""Ada stands first on most slips; two by two Bo beats everybody."""


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

    _the_secretary_types_them_in(secretary, {"Kalmar": KALMAR, "Växjö": VAXJO}, seats=2)
    clean("ranked-paper", secretary)
    _sends_them_to_the_tellers(secretary)
    _a_teller_reads_one_slip_wrongly_and_both_see_where(teller, secretary)
    _the_chair_tells_the_result(halls, screens, phone)
    _the_minutes_have_the_stages(secretary)


@pytest.mark.timeout(600)
def test_names_in_order_counted_two_by_two_are_told_as_duels_on_every_screen(halls, screens):
    secretary = screens(halls.origin, name="secretary").take_session(halls.signed_in(*iec.SECRETARY))
    teller = screens(halls.origin, name="teller", size=PHONE).take_session(halls.signed_in(*iec.TELLERS[0]))
    phone = screens(halls.origin, name="phone", size=PHONE)
    chair = screens(halls.origin, name="chair").take_session(halls.chair)
    wall = screens(halls.origin, name="wall", size=PROJECTOR)
    halls.hall[0].person.sign_in(halls.post)
    phone.take_session(halls.hall[0].person).page.goto("/mote")
    wall.page.goto(f"/projektor/{halls.projector}")
    piles = {"Kalmar": PAIRS_KALMAR, "Växjö": PAIRS_VAXJO}

    _the_secretary_types_them_in(secretary, piles, seats=1)
    secretary.page.get_by_role("radio", name="Parvis jämförelse (Schulze)").check()
    _sends_them_to_the_tellers(secretary)
    teller.page.goto("/rakna")
    for place, slips in piles.items():
        _stands_in(teller, place)
        teller.wait_for_text(f"Valsedlarna i {place}")
        _reads(teller.page.locator("main"), slips)
        teller.press("Skicka talen")
        teller.wait_for_text("Ni är överens")
    chair.page.goto("/ordforande")
    chair.wait_for_text("Voteringen hölls på papper", "11 av 11")
    closes(chair)
    _duels(chair)
    chair.press("Tillkännage resultatet")
    for screen in (chair, phone, wall):
        screen.wait_for_text(f"Vald: {BO}")
    _duels(phone)
    _the_wall_shows_the_duels(wall)
    clean("duels-result", chair, phone, wall)


def _duels(screen: Screen) -> None:
    rows = screen.page.get_by_role("region", name="Namnen två och två").locator("tbody tr")
    expect(rows).to_have_count(len(DUELS))
    told = [[" ".join(cell.split()) for cell in row.locator("td").all_inner_texts()] for row in rows.all()]
    assert {(one, other): (int(n), int(k)) for one, n, other, k in told} == DUELS


def _the_wall_shows_the_duels(wall: Screen) -> None:
    table = wall.page.get_by_role("table", name="Namnen två och två")
    rows = table.locator("tbody tr")
    names = [" ".join(text.split()) for text in rows.locator("th").all_inner_texts()]
    assert names == [f"{BO} Vald", CIA, ADA, DAN]
    cells = [[cell.strip() for cell in row.locator("td").all_inner_texts()] for row in rows.all()]
    assert cells == [["·", "7", "6", "11"], ["4", "·", "6", "7"], ["5", "5", "·", "5"], ["0", "0", "0", "·"]]
    assert table.locator("td.wins").all_inner_texts() == ["7", "6", "11", "6", "7", "5"]
    _fits(wall, table)


def _the_secretary_types_them_in(secretary: Screen, piles: dict[str, Any], *, seats: int) -> None:
    page = secretary.page
    page.goto("/rakna/papper")
    secretary.wait_for_text("För in en votering som hölls på papper")
    page.get_by_role("radio", name="Rangordning av namn").check()
    page.get_by_label("Fråga", exact=True).fill("Vilka två granskar bokslutet?")
    page.get_by_label("Namn på valsedeln").fill("\n".join(NAMES))
    page.get_by_label("Antal platser").fill(str(seats))
    expect(page.get_by_role("radio", name="Proportionellt (STV)")).to_be_checked()
    for place, slips in piles.items():
        sheet = page.get_by_role("group", name=place, exact=True)
        _reads(sheet, slips)
        expect(sheet.get_by_role("status").last).to_contain_text("Alla har röstat")


def _sends_them_to_the_tellers(secretary: Screen) -> None:
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
    _the_wall_shows_the_stages(wall)
    _the_table_says_the_same(chair)
    clean("ranked-result", chair, phone)


def _the_wall_shows_the_stages(wall: Screen) -> None:
    """All of it on the wall at once, and large enough for the last row."""
    table = wall.page.get_by_role("table", name="Räkningen steg för steg")
    assert table.locator("thead th").all_inner_texts()[1:] == ["Steg 1", "Steg 2", "Steg 3", "Steg 4"]
    cells = {
        row.locator("th").inner_text(): [
            " ".join(cell.split()) for cell in row.locator("td").all_inner_texts()
        ]
        for row in table.locator("tbody tr").all()
    }
    assert cells == {
        ADA: ["5 Vald", "4", "4", "4"],
        CIA: ["2", "2,2", "3,2", "5,2 Vald"],
        BO: ["2", "2,8", "2,8 Utgår", "–"],
        DAN: ["1", "1 Utgår", "–", "–"],
    }
    expect(wall.page.get_by_text("Kvoten är 4")).to_have_count(1)
    _fits(wall, table)
    clean("ranked-wall", wall)


def _fits(wall: Screen, table: Locator) -> None:
    """Nothing below the edge of the wall; words no smaller than a 36th of its height."""
    assert wall.page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    sizes = table.locator("tbody th, tbody td").evaluate_all(
        "cells => cells.map(cell => parseFloat(getComputedStyle(cell).fontSize))"
    )
    assert min(sizes) * 36 >= PROJECTOR[1], sizes


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
