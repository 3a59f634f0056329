"""Four decisions make an association: what is missing is listed until the last of them, each with its §."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.association import Association
from tests.e2e.driving import clean, closes
from tests.e2e.screen import PHONE, Screen

FORMED, NAMED, STATUTES, CHAIR, BOARD, LAST = 7, 8, 9, 14, 15, 22
NAME = "Föreningen IEC"
FACTS = ("Bildad", "Namn", "Stadgar", "Styrelse")
CLEARS = {
    "Bildad": "Mötet har inte beslutat att bilda föreningen. Ta upp punkten om bildande",
    "Namn": "Föreningens namn är inte antaget. Ta upp punkten om namn",
    "Stadgar": "Stadgarna är inte antagna. Låt mötet behandla ändringarna",
    "Styrelse": "Styrelsen är inte vald. Ordförande och övriga ledamöter väljs under var sin punkt.",
}
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def six(server: Any) -> Association:
    here = Association(server, {"Kalmar": 4, "Växjö": 2})
    here.check_in_halls()
    here.sign_in_all(here.hall)
    here.open_meeting()
    return here


def test_the_list_shrinks_with_each_decision_and_the_last_one_founds_the_association(six, screens):
    six.go_to(FORMED)
    desk = screens(six.origin, name="desk").take_session(six.chair)
    page = screens(six.origin, name="association").take_session(six.office)
    desk.page.goto("/ordforande")

    _is_missing(page, FACTS)
    clean("founding-nothing-yet", page)
    _gavel(desk, FORMED)
    _is_missing(page, FACTS[1:], done={"Bildad": FORMED})
    desk.press(f"Gå till § {NAMED}")
    desk.wait_for_text("Föreningens namn")
    _gavel(desk, NAMED)
    _is_missing(page, FACTS[2:], done={"Bildad": FORMED, "Namn": NAMED})
    desk.press(f"Gå till § {STATUTES}")
    _the_statutes_are_adopted(six, desk)
    _is_missing(page, FACTS[3:], done={"Bildad": FORMED, "Namn": NAMED, "Stadgar": STATUTES})
    clean("founding-one-left", page)

    six.go_to(CHAIR)
    _is_elected(six, desk, CHAIR, "board_chair", ["Ada Ek"])
    _is_missing(page, FACTS[3:], done={"Bildad": FORMED})  # a chair alone is no board
    assert six.office.ask("GET", "/api/association")["stage"] == "constituting"
    desk.press(f"Gå till § {BOARD}")
    _is_elected(six, desk, BOARD, "board_member", ["Bo Alm", "Cia Dahl"])
    _is_founded(page)
    _each_way(page)


def test_the_chair_sees_before_the_end_what_the_association_lacks(six, screens):
    """Text alone, without its effect, is no founding."""
    six.go_to(LAST)
    desk = screens(six.origin, name="desk").take_session(six.chair)
    desk.page.goto("/ordforande")

    lacks = desk.page.get_by_role("region", name="Föreningen är inte bildad än")
    for clears in CLEARS.values():
        words = [re.escape(word) for word in clears.split()]
        expect(lacks).to_contain_text(re.compile(r"\s*".join(words)))
    clean("founding-lacks", desk)
    phone = screens(six.origin, name="phone", size=PHONE).take_session(six.office)
    _is_missing(phone, FACTS)
    clean("founding-lacks-phone", phone)


def _fact(screen: Screen, fact: str) -> Locator:
    listed = screen.page.get_by_role("region", name="Fyra beslut gör en förening").get_by_role("listitem")
    return listed.filter(has=screen.page.locator("b", has_text=re.compile(f"^{fact}$")))


def _is_missing(screen: Screen, facts: tuple[str, ...], done: dict[str, int] | None = None) -> None:
    """Each with what clears it; the others with the § that decided them."""
    screen.page.goto("/forening")
    n = len(facts)
    screen.wait_for_text("Ett beslut saknas." if n == 1 else f"{n} beslut saknas.")
    for fact in facts:
        expect(_fact(screen, fact)).to_contain_text("Saknas")
        expect(_fact(screen, fact)).to_contain_text(CLEARS[fact])
    for fact, item in (done or {}).items():
        expect(_fact(screen, fact)).to_contain_text("Klart")
        expect(_fact(screen, fact).get_by_role("link")).to_have_text(
            re.compile(rf"§\s{item}, Konstituerande möte")
        )
    reached = screen.page.get_by_role("list", name="Diagram: 3 av 4 steg är nådda.")
    expect(reached.get_by_role("listitem").last).to_contain_text("Inte ännu")


def _gavel(desk: Screen, item: int) -> None:
    desk.wait_for_text(f"§ {item}")
    desk.press("Anteckna acklamation")
    desk.wait_for_text(f"Gå till § {item + 1}")


def _the_statutes_are_adopted(here: Association, desk: Screen) -> None:
    """As a whole, by a count."""
    desk.press("Lägg fram propositionsordningen")
    desk.press("Mötet godkänner ordningen")
    desk.press("Godkänn med acklamation")
    desk.press("Ställ under votering")
    desk.press("Öppna voteringen")
    desk.wait_for_text("Votering pågår")
    poll = here.chair.ask("GET", f"{here.meeting}/state")["poll"]["id"]
    here.vote(poll, {"yes": 5, "no": 1}, here.hall)
    desk.wait_for_text("6 av 6")
    closes(desk)
    desk.press("Tillkännage resultatet")
    desk.wait_for_text("Propositionsordningen för § 9 är genomgången")


def _is_elected(here: Association, desk: Screen, item: int, post: str, names: list[str]) -> None:
    """No more names than seats: the chair asks, and the gavel falls."""
    people = [
        {"name": name, "email": f"{name.split()[0].lower()}@styrelsen.example", "source": "committee"}
        for name in names
    ]
    new = {"item_no": item, "post": post, "seats": len(names), "nominations": people}
    here.chair.ask("POST", f"{here.meeting}/elections", new)
    desk.wait_for_text(*names)
    desk.press("Välj med acklamation och anteckna beslutet")
    desk.wait_for_text(f"Gå till § {item + 1}")


def _is_founded(page: Screen) -> None:
    page.page.goto("/forening")
    page.wait_for_text("Förening sedan den 11 oktober 2016", NAME, "Alla fyra är fattade.")
    for fact, item in zip(FACTS, (FORMED, NAMED, STATUTES, BOARD), strict=True):
        expect(_fact(page, fact)).to_contain_text("Klart")
        expect(_fact(page, fact).get_by_role("link")).to_have_text(re.compile(rf"§\s{item},"))
    expect(page.page.get_by_role("list", name="Diagram: 4 av 4 steg är nådda.")).to_be_visible()
    clean("founding-done", page)


def _each_way(page: Screen) -> None:
    """The book: under each decision what it brought about, under each effect what it follows from."""
    book = page.page.get_by_role("region", name="Beslut och verkan")
    name = book.get_by_role("listitem").filter(has_text=re.compile("namn är")).first
    expect(name).to_contain_text(f"Namnet är {NAME}")
    book.get_by_role("radio", name="Verkan").check()
    follows = {"Föreningen är bildad": FORMED, f"Namnet är {NAME}": NAMED, "Stadgarna, version": STATUTES}
    for effect, item in follows.items():
        row = book.get_by_role("listitem").filter(has_text=effect)
        expect(row.get_by_role("link")).to_have_text(re.compile(rf"§\s{item}, Konstituerande möte"))
    clean("founding-effects", page)
    book.get_by_role("listitem").filter(has_text="Föreningen är bildad").get_by_role("link").click()
    page.page.wait_for_url(re.compile(r"/protokoll/mote/.+#p7$"))
    expect(page.page.locator("#p7")).to_contain_text("att bilda")
