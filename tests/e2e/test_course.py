"""The chair leads from the desk: asks, hears, counts, decides, takes back, breaks off, calls the roll."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen

WORDS = "Jag reserverar mig mot beslutet att bilda en förening redan i dag."


@pytest.fixture
def begun(association: Any) -> Any:
    """The halls are checked in and the meeting has come to § 7, whether an association is formed."""
    return _at(association, 7)


def _at(association: Any, no: int) -> Any:
    association.check_in_halls()
    association.open_meeting()
    association.go_to(no)
    return association


def test_the_register_is_read_aloud_approved_and_left(association, screens):
    here = association
    late, *there = here.hall
    here.check_in(there)
    here.open_meeting()
    here.go_to(4)
    chair = screens(here.origin, name="chair").take_session(here.chair)
    chair.page.goto("/ordforande")
    _button(chair, "Anteckna acklamation").click()
    _button(chair, "Gå till § 5").click()
    approve = _button(chair, "Anteckna att röstlängden är fastställd")
    chair.wait_for_text("Fastställ röstlängden", f"{len(there)} röster: Kalmar 11, Växjö 8")

    here.check_in([late])
    chair.wait_for_text(f"{len(here.hall)} röster: Kalmar 12, Växjö 8")
    _clean(chair)
    chair.save("course-register")
    approve.click()

    expect(approve).to_have_count(0)
    expect(_button(chair, "Gå till § 6")).to_be_visible()
    chair.wait_for_text("Fastställd kl.")
    here.sign_in_all(here.remote[:1])
    here.arrive(here.remote[:1])
    chair.wait_for_text(f"{len(here.hall) + 1} röster: Kalmar 12, Växjö 8, Distans 1")
    approve.click()
    expect(approve).to_have_count(0)
    _button(chair, "Gå till § 6").click()
    chair.wait_for_text("§ 6")
    assert here.chair.ask("GET", f"{here.meeting}/register")["total"] == len(here.hall) + 1


def test_from_acclamation_to_a_counted_vote_that_a_phone_demanded(begun, screens):
    who = begun.hall[0]
    chair, phone = screens(begun.origin, name="chair"), screens(begun.origin, name="phone", size=PHONE)
    chair.take_session(begun.chair).page.goto("/ordforande")
    phone.sign_in(who.email, begun.post, to="/mote")
    begun.sign_in_all(begun.hall[1:])

    chair.wait_for_text("Fråga mötet", "Föreningen bildas")
    _button(chair, "Ja").click()
    chair.wait_for_text("Acklamation: Ja")
    _clean(chair)
    chair.save("course-heard")

    phone.wait_for_text("Begär votering")
    _button(phone, "Begär votering").click()
    phone.page.locator(".view").get_by_role("button", name="Begär votering").click()
    phone.wait_for_text("Din begäran om votering är framförd.")
    _clean(phone)
    phone.save("course-demanded")

    chair.wait_for_text(f"Håll votering: {who.person.name}")
    _clean(chair)
    chair.save("course-demanded")
    chair.page.get_by_role("button", name=re.compile("^Håll votering")).click()
    chair.press("Öppna voteringen")
    chair.wait_for_text("Votering pågår")
    _everybody_says_yes(begun, but=who)
    chair.wait_for_text("19 av 20")
    chair.press("Avsluta voteringen")
    group = chair.page.get_by_role("group", name="Avsluta voteringen nu?")
    group.get_by_role("button", name="Avsluta voteringen").click()
    chair.press("Tillkännage resultatet")
    chair.wait_for_text("Beslutet efter voteringen", "Föreningen bildas")
    _clean(chair)
    chair.press("Klubba beslutet")
    chair.wait_for_text("Föreningen är bildad.", "Gå till § 8")
    chair.save("course-decided")

    facts = {one["kind"]: one["done"] for one in begun.chair.ask("GET", "/api/association")["facts"]}
    item = begun.chair.ask("GET", begun.meeting)["items"][6]
    assert facts == {"formed": True, "named": False, "statutes_adopted": False, "board_elected": False}
    assert [(d["method"], len(d["effects"])) for d in item["decisions"]] == [("poll", 1)]
    assert item["demanded_by"] == []

    _reserves_from_the_phone(begun, chair, phone)
    assert phone.complaints == []


def _reserves_from_the_phone(begun: Any, chair: Screen, phone: Screen) -> None:
    """It reaches the desk at once, and the minutes."""
    _button(phone, "Till protokollet").click()
    expect(phone.page.get_by_role("radio", name="Reservation")).to_be_checked()
    phone.page.get_by_label("Din text").fill(WORDS)
    _clean(phone)
    phone.save("course-reservation")
    phone.press("Lämna till protokollet")
    phone.wait_for_text("Antecknat till protokollet: reservation.")
    chair.wait_for_text(WORDS)
    assert chair.complaints == []
    chair.page.goto("/protokoll")
    chair.wait_for_text("Reservation", WORDS)
    chair.page.goto("/ordforande")
    _button(phone, "Till protokollet").click()
    phone.wait_for_text("Du har lämnat")
    phone.page.get_by_role("button", name=re.compile("^Ta tillbaka: Reservation")).click()
    phone.wait_for_text("Tillbakataget.")
    expect(chair.page.locator("main").get_by_text(WORDS)).to_have_count(0)


def test_a_trial_vote_place_by_place_the_name_and_what_cannot_be_undone(association, screens):
    begun = _at(association, 8)
    chair = screens(begun.origin, name="chair").take_session(begun.chair)
    chair.page.goto("/ordforande")

    name = chair.page.get_by_label("Föreningens namn")
    expect(name).to_have_value("Föreningen IEC")
    name.fill("Föreningen IEC Kalmar")
    expect(_words(chair)).to_have_value("Mötet beslutade att föreningens namn är Föreningen IEC Kalmar.")
    name.fill("Föreningen IEC")
    _button(chair, "Oklart").click()
    chair.wait_for_text("Acklamation: Oklart")
    _button(chair, "Försöksvotering").click()
    for place, answer in (("Kalmar", "Ja"), ("Växjö", "Nej"), ("Distans", "Ja")):
        group = chair.page.get_by_role("group", name=place, exact=True)
        group.get_by_role("radio", name=answer).check()
    together = chair.page.get_by_role("group", name="Sammantaget")
    expect(together.get_by_role("radio", name="Oklart")).to_be_checked()
    together.get_by_role("radio", name="Ja").check()
    _clean(chair)
    chair.save("course-trial")
    chair.press("Anteckna det som sågs")
    chair.wait_for_text("Försöksvotering: Ja", "Växjö: nej")
    chair.press("Anteckna försöksvotering")
    chair.wait_for_text("Föreningen heter Föreningen IEC.", "Gå till § 9")

    assert begun.chair.ask("GET", "/api/association")["name"] == "Föreningen IEC"
    _button(chair, "Ångra senaste steget").click()
    chair.wait_for_text("Beslutet i § 8 återtas")
    expect(chair.page.locator("main form").filter(has_text="Varför?")).to_have_count(0)
    _clean(chair)
    chair.save("course-undo-refused")


def test_a_step_is_taken_back_with_a_reason_and_the_meeting_takes_a_break(begun, screens):
    chair, phone = screens(begun.origin, name="chair"), screens(begun.origin, name="phone", size=PHONE)
    chair.take_session(begun.chair).page.goto("/ordforande")
    phone.sign_in(begun.hall[0].email, begun.post, to="/mote")
    chair.wait_for_text("Fråga mötet")

    _button(chair, "Ångra senaste steget").click()
    chair.wait_for_text("§ 7 är inte längre upptagen")
    chair.press("Ångra steget")
    chair.wait_for_text("Fyll i")
    chair.page.get_by_label("Varför?").fill("Fel punkt togs upp.")
    _clean(chair)
    chair.save("course-undo")
    chair.press("Ångra steget")
    for screen in (chair, phone):
        expect(screen.page.locator("h1")).to_contain_text("Fråga om mötet är behörigen utlyst")
    chair.wait_for_text("Steg i § 7 ångrat: Fel punkt togs upp.")
    assert begun.chair.ask("GET", begun.meeting)["current_item"] == 6

    _button(chair, "Ajournera mötet").click()
    _button(chair, "30 minuters paus").click()
    chair.page.get_by_label("Varför", exact=True).fill("Kaffe")
    chair.save("course-break")
    chair.page.locator(".tool").get_by_role("button", name="Ajournera mötet").click()
    chair.wait_for_text("Mötet är ajournerat")
    phone.wait_for_text("Paus till kl.")
    _clean(chair)
    _clean(phone)
    chair.save("course-adjourned")
    phone.save("course-adjourned")
    chair.press("Återuppta mötet")
    chair.wait_for_text("Gå till § 7")
    phone.wait_for_text("Fråga om mötet är behörigen utlyst")


def test_the_roll_is_called_by_keyboard_in_the_registers_order(association, screens):
    begun = _at(association, 10)
    names = [one["member"] for one in begun.chair.ask("GET", f"{begun.meeting}/register")["entries"]]
    chair = screens(begun.origin, name="chair").take_session(begun.chair)
    chair.page.goto("/ordforande")
    chair.wait_for_text("0 av 20 uppropade")

    expect(chair.page.locator(".now .name")).to_have_text(names[0])
    chair.page.locator("h1").click()
    for key in ("j", "n", "j", "ArrowLeft", "n"):
        chair.page.keyboard.press(key)
    chair.wait_for_text("3 av 20 uppropade", "1 ansluter sig, 2 gör det inte")
    expect(_button(chair, "Anteckna uppropet")).to_have_attribute("aria-disabled", "true")
    chair.page.reload()
    chair.wait_for_text("3 av 20 uppropade")
    _clean(chair)
    chair.save("course-roll-call")
    _button(chair, "Övriga 17 ansluter sig").click()
    expect(_words(chair)).to_have_value(re.compile("^18 organisationer"))
    chair.press("Anteckna uppropet")
    chair.wait_for_text("18 medlemmar har anslutit sig.")

    decision = begun.chair.ask("GET", begun.meeting)["items"][9]["decisions"][0]
    assert (decision["method"], len(decision["effects"][0]["body"]["members"])) == ("roll_call", 18)


def _everybody_says_yes(begun: Any, *, but: Any) -> None:
    poll = begun.chair.ask("GET", begun.meeting + "/state")["poll"]["id"]
    for one in begun.hall:
        if one is not but:
            ballot = {"choice": "yes", "key": str(uuid.uuid4()), "replaces": None}
            one.person.ask("PUT", f"/api/polls/{poll}/ballot", ballot)


def _button(screen: Screen, name: str) -> Locator:
    return screen.page.get_by_role("button", name=name, exact=True).first


def _words(chair: Screen) -> Locator:
    return chair.page.get_by_label("Beslutet, som det ska stå i protokollet")


def _clean(screen: Screen) -> None:
    seen = look(screen)
    screen.complaints += seen.complaints
    assert (seen.axe, seen.sideways) == ([], [])
