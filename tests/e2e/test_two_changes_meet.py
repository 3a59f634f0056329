"""Two changes of one clause come to their second reading: the chair chooses the words, and a later day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.association import Association
from tests.e2e.driving import clean, is_tried
from tests.e2e.founding import decide, found
from tests.e2e.screen import DESK, PHONE, Screen

VAXJO, NYBRO = "Föreningen har sitt säte i Växjö.", "Föreningen har sitt säte i Nybro."
BOTH = "Föreningen har sitt säte i Växjö och sitt kansli i Nybro."
SAME, OTHER = "Som vid den första behandlingen: antas nu.", "Jämkad lydelse: en första behandling"


@pytest.fixture
def founded(server: Any) -> Association:
    """An association of four, its statutes 1.0 in force, each delegate with a client."""
    here = Association(server, {"Kalmar": 4})
    found(here, joined=True)
    here.sign_in_all(here.hall[:4])
    return here


@pytest.mark.timeout(900)  # two meetings are held
def test_the_chair_chooses_the_words_and_the_day_and_the_hall_sees_both(
    founded: Association, screens: Any
) -> None:
    _both_are_read_once(founded)
    annual = _planned(founded, "annual", days=70)
    first, second = _come_to_the_statutes(founded, annual)
    chair = screens(founded.origin, name="chair", size=DESK).take_session(founded.chair)
    member = screens(founded.origin, name="member", size=PHONE).take_session(founded.hall[0].person)
    at = f"?mote={annual.rpartition('/')[2]}"
    chair.page.goto(f"/ordforande{at}")
    member.page.goto(f"/mote{at}")

    day = datetime.now(UTC).date() + timedelta(days=200)
    _chooses_a_day(chair, day.isoformat())
    chair.press("Lägg fram propositionsordningen") if not _is_put(chair) else None
    member.wait_for_text(f"från och med den {_long(day)}")
    clean("later-day", chair, member)
    chair.press("Mötet godkänner ordningen")
    is_tried(founded, chair, member)
    chair.wait_for_text("Ändringen av stadgarna är antagen")
    founded.chair.ask("POST", f"{annual}/items/{second}/start")

    chair.wait_for_text("Två ändringar av samma moment", VAXJO, NYBRO, SAME)
    clean("reading-meets", chair)
    words = chair.page.get_by_label("Lydelse som mötet prövar, § 1 mom. 2")
    words.fill(BOTH)
    chair.wait_for_text(OTHER)
    chair.press("Lägg fram så")
    member.wait_for_text(BOTH, OTHER)
    clean("reading-chosen", chair, member)
    chair.press("Ändra lydelsen")
    chair.page.get_by_label("Lydelse som mötet prövar, § 1 mom. 2").fill(NYBRO)
    chair.press("Lägg fram så")
    member.wait_for_text(NYBRO, SAME)
    chair.press("Mötet godkänner ordningen")
    is_tried(founded, chair, member)
    chair.wait_for_text("Ändringen av stadgarna är antagen")

    numbers = {v["number"]: v["status"] for v in founded.office.ask("GET", "/api/statutes/versions")}
    assert (numbers["1.1-2"], numbers["1.2"]) == ("confirmed", "adopted_awaiting_minutes")
    assert first < second


def _planned(here: Association, kind: str, *, days: int, matters: tuple[str, ...] = ()) -> str:
    begins = datetime.now(UTC) + timedelta(days=days)
    made = here.office.ask(
        "POST",
        "/api/meetings",
        {
            "title": kind, "kind": kind, "starts_at": begins.isoformat(),
            "registration_closes_at": (begins - timedelta(days=1)).isoformat(),
            "venues": [{"name": "Kalmar", "kind": "hall", "address": "", "capacity": None}],
            "matters": [{"title_sv": title, "kind": "statutes"} for title in matters],
        },
    )  # fmt: skip
    return f"/api/meetings/{made['id']}"


def _come_to_the_statutes(here: Association, meeting: str) -> list[int]:
    """Four delegates are here, the first of the matters is up; the numbers of both."""
    shown = here.chair.ask("GET", meeting)
    (venue,) = shown["venues"]
    for one in here.hall[:4]:
        wish = {
            "member": one.registration["member"]["id"], "delegate_name": one.row["ombud"],
            "delegate_email": one.email, "venue": venue["id"],
        }  # fmt: skip
        made = here.office.ask("POST", f"{meeting}/registrations", wish)
        here.office.ask("POST", f"{meeting}/check-ins", {"registration": made["id"], "venue": venue["id"]})
    here.chair.ask("POST", f"{meeting}/venues/{venue['id']}/confirm")
    here.chair.ask("POST", f"{meeting}/open")
    items = here.chair.ask("GET", meeting)["items"]
    numbers = [int(item["no"]) for item in items if item["kind"] == "statutes"]
    for item in items[: numbers[0] - 1]:
        decide(here.chair, meeting, item, [])
    here.chair.ask("POST", f"{meeting}/items/{numbers[0]}/start")
    return numbers


def _both_are_read_once(here: Association) -> None:
    meeting = _planned(here, "extra", days=14, matters=("Säte i Växjö", "Säte i Nybro"))
    numbers = _come_to_the_statutes(here, meeting)
    for no, text in zip(numbers, (VAXJO, NYBRO), strict=True):
        home = f"{meeting}/items/{no}"
        here.chair.ask("POST", f"{home}/start")
        motion = {"item_no": no, "kind": "change", "target": "par1.2", "new_sv": text}
        here.hall[0].person.ask("POST", f"{meeting}/motions", motion)
        here.chair.ask("POST", f"{home}/order", {})
        here.chair.ask("POST", f"{home}/order/approve")
        order = here.chair.ask("POST", f"{home}/order/steps/1/poll")
        poll = order["steps"][0]["poll"]
        here.chair.ask("POST", f"/api/polls/{poll}/open")
        here.vote(poll, {"yes": 3, "no": 1}, here.hall[:4])
        here.chair.ask("POST", f"/api/polls/{poll}/close")
        here.chair.ask("POST", f"/api/polls/{poll}/declare")
    here.chair.ask("POST", f"{meeting}/items/{numbers[-1] + 1}/start")
    here.chair.ask("POST", f"{meeting}/close")


def _chooses_a_day(chair: Screen, day: str) -> None:
    chair.press("Senare ikraftträdande")
    chair.page.get_by_label("Ändringen ska gälla från och med").fill("2016-01-01")
    chair.press("Lägg fram så")
    chair.wait_for_text("Välj en dag som kommer efter i dag")
    clean("later-day-past", chair)
    chair.page.get_by_label("Ändringen ska gälla från och med").fill(day)
    chair.press("Lägg fram så")
    expect(chair.page.get_by_role("button", name="Mötet godkänner ordningen")).to_be_visible()


def _is_put(chair: Screen) -> bool:
    return chair.page.get_by_role("button", name="Lägg fram propositionsordningen").count() == 0


def _long(day: Any) -> str:
    months = "januari februari mars april maj juni juli augusti september oktober november december".split()
    return f"{day.day} {months[day.month - 1]} {day.year}"
