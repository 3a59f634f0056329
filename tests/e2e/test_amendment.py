"""Competing amendments from the phones to the adopted text: ordered, seen on the wall, voted, adopted."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from config import iec
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, PROJECTOR, Screen, squeezed

ITEM = 9
VAXJO = "Föreningen har sitt säte i Växjö."
BOTH = "Föreningen har sitt säte i Kalmar. Årsmötet hålls växelvis i Kalmar och Växjö."
SUPPORT = "Enskild person som vill stödja ändamålet kan antas som stödmedlem. Stödmedlem har inte rösträtt."
FIRST = {"a": 9, "b": 12, "abstain": 1}
MAIN = {"a": 8, "b": 13, "abstain": 1}
WHOLE = {"yes": 20, "no": 1, "abstain": 1}


@pytest.fixture
def hall(association: Any) -> Any:
    """§ 9 is up: all 24 are there and signed in, the register is approved."""
    association.check_in_halls()
    association.sign_in_all(association.delegates)
    association.arrive(association.remote)
    association.open_meeting()
    association.go_to(ITEM)
    return association


def test_competing_amendments_from_the_phones_to_the_adopted_text(hall, screens):
    first, second, third, *others = hall.delegates
    chair = screens(hall.origin, name="chair").take_session(hall.chair)
    secretary = screens(hall.origin, name="secretary").take_session(hall.signed_in(*iec.SECRETARY))
    one = screens(hall.origin, name="first", size=PHONE).take_session(first.person)
    two = screens(hall.origin, name="second", size=PHONE).take_session(second.person)
    wall = screens(hall.origin, name="wall", size=PROJECTOR)
    for screen, where in ((chair, "ordforande"), (secretary, "ordforande"), (one, "mote"), (two, "mote")):
        screen.page.goto(f"/{where}")
    wall.page.goto(f"/projektor/{hall.projector}")
    for screen in (chair, secretary, one, two, wall):
        screen.wait_for_text("§ 9")

    _moves_a_change(one, VAXJO, "A1")
    _moves_a_change(two, BOTH, "A2")
    _moves_and_takes_back(two)
    _the_secretary_enters_one(secretary, third.person.name)
    _the_chair_recommends_and_closes(chair, one)

    _the_order_is_put_and_approved(chair, one, wall)
    _sees("order", chair, one, wall)

    poll = _put_to_the_vote(chair)
    _votes(one, "A1")
    _votes(two, "A2")
    hall.vote(poll, FIRST, [third, *others])
    _closes(chair)
    assert hall.poll(poll)["result"]["counts"] == {"a": 10, "b": 13, "abstain": 1}
    one.wait_for_text("Steg 2 av 4", "Huvudvotering")
    expect(_tree(chair)).to_contain_text("A2 går vidare")

    poll = _put_to_the_vote(chair)
    _votes(one, "Huvudförslaget")
    _votes(two, "A2")
    hall.vote(poll, MAIN, [third, *others])
    _closes(chair)
    expect(_tree(chair)).to_contain_text("A2 bifallet")

    _the_third_is_taken_by_voice_and_again(chair, one)
    expect(wall.page.locator("h1")).to_contain_text("41 moment", timeout=30_000)
    _sees("between", chair, one, wall)

    chair.press("Godkänn med acklamation")
    poll = _put_to_the_vote(chair)
    _votes(one, "Ja")
    _votes(two, "Ja")
    hall.vote(poll, WHOLE, [third, *others])
    _closes(chair)
    for screen in (chair, one):
        screen.wait_for_text("Stadgarna är antagna")
    _sees("adopted", chair, one, wall)
    _the_text_is_adopted(hall)


def _moves_a_change(phone: Screen, text: str, mark: str) -> None:
    phone.press("Lämna yrkande")
    form = phone.page.locator("form")
    form.get_by_label("Var?").select_option("par1.2")
    words = form.get_by_label("Ny lydelse")
    expect(words).to_have_value(re.compile("^Föreningen har sitt säte i Kalmar"))
    words.fill(text)
    expect(form.locator("ins").first).to_be_visible()
    if mark == "A1":
        _sees("writing", phone)
    phone.press("Lämna yrkandet")
    phone.wait_for_text(f"Ditt yrkande är lämnat som {mark}")


def _moves_and_takes_back(phone: Screen) -> None:
    phone.press("Lämna yrkande")
    phone.page.get_by_label("Vad yrkar du?").select_option("table")
    phone.press("Lämna yrkandet")
    phone.wait_for_text("Ditt yrkande är lämnat som O1")
    phone.press("Ta tillbaka O1")
    phone.wait_for_text("Vill du ta tillbaka O1?")
    phone.press("Ta tillbaka O1")
    expect(phone.page.get_by_role("button", name="Ta tillbaka O1")).to_have_count(0)


def _the_secretary_enters_one(secretary: Screen, name: str) -> None:
    secretary.press("Skriv in yrkande")
    form = secretary.page.locator("form", has=secretary.page.get_by_label("Vem yrkar?"))
    form.get_by_label("Vem yrkar?").fill(name)
    form.get_by_label("Vad yrkar du?").select_option("insert")
    form.get_by_label("I vilken paragraf?").select_option("par4")
    form.get_by_label("Det nya momentets lydelse").fill(SUPPORT)
    _sees("entering", secretary)
    secretary.press("Skriv in yrkandet")
    expect(_motion(secretary, "A3")).to_contain_text(SUPPORT)
    expect(_motion(secretary, "A3")).to_contain_text(name)


def _the_chair_recommends_and_closes(chair: Screen, phone: Screen) -> None:
    _motion(chair, "A1").get_by_role("button", name="Rekommendation: A1").click()
    _motion(chair, "A1").get_by_role("button", name="Avslag").click()
    expect(_motion(chair, "A1")).to_contain_text("Rekommendation: Avslag")
    chair.press("Sätt streck")
    chair.press("Stäng nu")
    phone.wait_for_text("Streck är satt. Inga fler yrkanden kan lämnas.")
    expect(phone.page.get_by_role("button", name="Lämna yrkande")).to_have_count(0)


def _the_order_is_put_and_approved(chair: Screen, phone: Screen, wall: Screen) -> None:
    chair.press("Lägg fram propositionsordningen")
    for screen in (phone, wall):
        screen.wait_for_text("Propositionsordning", "Framlagd. Mötet ska godkänna den.")
    chair.press("Mötet godkänner ordningen")
    for screen in (phone, wall):
        screen.wait_for_text("Steg 1 av 4", "§ 1 mom. 2", "Godkänd av mötet")
        drawn = screen.page.get_by_role("img", name=re.compile("Steg 1, A1 mot A2"))
        expect(drawn.first).to_be_visible()
    assert "vinnaren i steg 1" in (wall.text("main"))


def _put_to_the_vote(chair: Screen) -> str:
    """The next step, by the one obvious act; the poll's id."""
    with chair.page.expect_response(re.compile(r"/order/steps/\d+/poll$")) as answer:
        chair.press("Ställ under votering")
    order = answer.value.json()
    poll: str = next(step["poll"] for step in order["steps"] if step["state"] == "now")
    chair.press("Öppna voteringen")
    chair.wait_for_text("Votering pågår")
    return poll


def _votes(phone: Screen, choice: str) -> None:
    phone.choice(choice).check()
    phone.press("Fortsätt")
    phone.press("Lämna rösten")
    phone.wait_for_text("Din röst är mottagen")


def _closes(chair: Screen) -> None:
    chair.press("Avsluta voteringen")
    group = chair.page.get_by_role("group", name="Avsluta voteringen nu?")
    group.get_by_role("button", name="Avsluta voteringen").click()
    chair.press("Tillkännage resultatet")


def _the_third_is_taken_by_voice_and_again(chair: Screen, phone: Screen) -> None:
    phone.wait_for_text("Steg 3 av 4")
    chair.page.get_by_role("button", name="Avslag", exact=True).click()
    expect(_tree(chair)).to_contain_text("Avslag")
    chair.press("Ångra steg 3")
    chair.page.get_by_label("Varför?").fill("Ordföranden hörde fel.")
    chair.page.get_by_role("button", name="Ångra steget", exact=True).click()
    chair.wait_for_text("Steg 3 av 4")
    chair.page.get_by_role("button", name="Bifall", exact=True).click()
    expect(chair.page.get_by_role("button", name="Godkänn med acklamation")).to_be_visible()


def _the_text_is_adopted(hall: Any) -> None:
    version = next(v for v in hall.chair.ask("GET", "/api/statutes/versions") if v["status"] == "adopted")
    whole = hall.chair.ask("GET", f"/api/statutes/versions/{version['id']}")
    texts = {m["id"]: m["text_sv"] for section in whole["sections"] for m in section["moments"]}
    assert (version["number"], texts["par1.2"], texts["par4.5"]) == ("1.0", BOTH, SUPPORT)
    motions = hall.chair.ask("GET", f"{hall.meeting}/motions")["motions"]
    assert {one["mark"]: one["state"] for one in motions} == {
        "A1": "rejected",
        "A2": "carried",
        "A3": "carried",
        "O1": "withdrawn",
    }


def _motions(screen: Screen) -> Locator:
    return screen.page.locator("li.motion")


def _motion(screen: Screen, mark: str) -> Locator:
    return _motions(screen).filter(has=screen.page.locator(".mark", has_text=re.compile(f"^{mark}$")))


def _tree(screen: Screen) -> Locator:
    return screen.page.get_by_role("region", name="Propositionsordning")


def _sees(name: str, *screens: Screen) -> None:
    """Nothing for axe to say, nothing wider than the window, at every width."""
    for screen in screens:
        screen.save(f"amendment-{name}")
        seen = look(screen)
        assert (seen.axe, seen.sideways) == ([], []), squeezed(f"{screen.name}, {name}")
