"""A nervous afternoon: too few have come, two are partial, two items wait, there is a break; all told."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from config import iec
from tests.e2e.association import Association
from tests.e2e.driving import button, clean, closes, has_one_next_act, sees, votes
from tests.e2e.screen import PHONE, Screen

CONVENED, FORM, NAME = 6, 7, 8
WHY = "Två bilar sitter fast i snön, och frågorna kan inte vänta"
HER_FIRM, HIS_FIRM = "Hennes bolag trycker kallelsen", "Jag har skrivit inbjudan mot betalning"
TO_LOOK_INTO = "Om namnet är skyddat av någon annan"


@pytest.fixture
def short(server: Any) -> Association:
    """Eight votes are needed; of eight registered, the two from afar have not come."""
    here = Association(server, {"Kalmar": 4, "Växjö": 2, "distans": 2})
    here.office.ask("PATCH", here.meeting, {"procedure": {"quorum": {"votes": 8}}})
    here.check_in_halls()
    here.sign_in_all(here.hall)
    here.open_meeting()
    here.go_to(CONVENED)
    return here


@pytest.mark.timeout(600)
def test_a_nervous_afternoon_is_led_from_the_desk_and_told_in_the_minutes(short, screens):
    chair = screens(short.origin, name="chair").take_session(short.chair)
    told, declares, free = (
        screens(short.origin, name=name, size=PHONE).take_session(one.person)
        for name, one in zip(("told", "declares", "free"), short.hall, strict=False)
    )
    chair.page.goto("/ordforande")
    for phone in (told, declares, free):
        phone.page.goto("/mote")

    _nothing_is_decided_below_the_quorum(short, chair)
    _two_do_not_vote_in_the_item(short, chair, told, declares)
    _the_meeting_goes_on_with_a_reason(chair)
    _those_who_are_partial_are_told_why_they_do_not_vote(short, chair, told, declares, free)
    _one_item_is_tabled_and_the_next_referred_back(chair)
    _a_break(chair, free)
    _the_minutes_tell_it(short, screens)


def _nothing_is_decided_below_the_quorum(here: Association, chair: Screen) -> None:
    chair.wait_for_text("§ 6", "Mötet är inte beslutfört: 6 av 8 röster är här", "Inte beslutfört")
    expect(button(chair, "Anteckna acklamation")).to_have_attribute("aria-disabled", "true")
    question = {"item_no": CONVENED, "kind": "yes_no", "question": "Är mötet behörigen utlyst?"}
    here.chair.ask("POST", f"{here.meeting}/polls", question)
    chair.wait_for_text("Mötet är inte beslutfört: 6 av minst 8 är närvarande.")
    expect(button(chair, "Öppna voteringen")).to_have_attribute("aria-disabled", "true")
    clean("hard-no-quorum", chair)


def _two_do_not_vote_in_the_item(here: Association, chair: Screen, told: Screen, declares: Screen) -> None:
    """One is noted at the desk and one says so on the phone; somebody noted by mistake votes after all."""
    for who in (here.hall[3], here.hall[0]):
        button(chair, "Anteckna till protokollet").click()
        form = chair.page.locator("form").filter(has_text="Vad är det?")
        form.get_by_role("radio", name="Jäv").check()
        expect(form.locator("datalist option")).to_have_count(8)
        form.get_by_label("Vems är det?").fill(who.row["ombud"])
        form.get_by_label("Vad jävet gäller").fill(HER_FIRM)
        form.get_by_role("button", name="Anteckna").click()
        chair.wait_for_text("Röstar inte i punkten", who.registration["member"]["name"])
    name = here.hall[3].registration["member"]["name"]
    button(chair, f"Röstar ändå: {name}").click()
    expect(button(chair, f"Röstar ändå: {name}")).to_have_count(0)
    told.wait_for_text("Du röstar inte i § 6")

    button(declares, "Till protokollet").click()
    declares.page.get_by_role("radio", name="Jäv").check()
    declares.page.get_by_label("Din text").fill(HIS_FIRM)
    declares.press("Lämna till protokollet")
    declares.wait_for_text("Du röstar inte i § 6")
    chair.wait_for_text(HIS_FIRM, "anmälde jäv")
    clean("hard-jav", chair, told, declares)


def _the_meeting_goes_on_with_a_reason(chair: Screen) -> None:
    button(chair, "Mötet beslutar att fortsätta").click()
    button(chair, "Anteckna beslutet").click()
    chair.wait_for_text("Fyll i")
    chair.page.get_by_label("Varför fortsätter mötet?").fill(WHY)
    clean("hard-waiving", chair)
    button(chair, "Anteckna beslutet").click()
    chair.wait_for_text("Fortsätter ändå", "Mötet fortsätter med 6 av 8 som krävs")
    has_one_next_act(chair)


def _those_who_are_partial_are_told_why_they_do_not_vote(
    here: Association, chair: Screen, told: Screen, declares: Screen, free: Screen
) -> None:
    chair.press("Öppna voteringen")
    for phone in (told, declares):
        phone.wait_for_text("Du röstar inte i den här voteringen", "antecknad som jävig i den här frågan")
        expect(phone.page.get_by_role("radio")).to_have_count(0)
    votes(free, "Ja")
    poll = here.chair.ask("GET", f"{here.meeting}/state")["poll"]["id"]
    here.vote(poll, {"yes": 2, "no": 1}, here.hall[3:])
    chair.wait_for_text("4 av 4")
    clean("hard-partial", chair, told)
    closes(chair)
    chair.press("Tillkännage resultatet")
    chair.press("Klubba beslutet")
    chair.wait_for_text("Gå till § 7")


def _one_item_is_tabled_and_the_next_referred_back(chair: Screen) -> None:
    chair.press("Gå till § 7")
    expect(chair.page.locator("h1")).to_contain_text("Beslut att bilda föreningen")
    button(chair, "Bordlägg eller återremittera").click()
    clean("hard-postponing", chair)
    button(chair, "Anteckna bordläggningen").click()
    chair.wait_for_text("Mötet beslutade att bordlägga frågan.", "§ 7 bordlagd")
    has_one_next_act(chair)

    chair.press("Gå till § 8")
    expect(chair.page.locator("h1")).to_contain_text("Föreningens namn")
    button(chair, "Bordlägg eller återremittera").click()
    chair.page.get_by_role("radio", name="Återremittera").check()
    button(chair, "Anteckna återremissen").click()
    chair.wait_for_text("Fyll i")
    chair.page.get_by_label("Vad ska utredas?").fill(TO_LOOK_INTO)
    button(chair, "Anteckna återremissen").click()
    chair.wait_for_text("återremittera frågan med motiveringen", "§ 8 återremitterad")
    sees("hard-referred-back", chair)


def _a_break(chair: Screen, phone: Screen) -> None:
    button(chair, "Ajournera mötet").click()
    button(chair, "30 minuters paus").click()
    chair.page.get_by_label("Varför", exact=True).fill("Snöröjning")
    chair.page.locator("form").get_by_role("button", name="Ajournera mötet").click()
    chair.wait_for_text("Mötet är ajournerat")
    phone.wait_for_text("Paus till")
    clean("hard-break", chair, phone)
    has_one_next_act(chair)
    button(chair, "Återuppta mötet").click()
    chair.wait_for_text("Mötet återupptaget")
    phone.wait_for_text("§ 8")


def _the_minutes_tell_it(here: Association, screens: Any) -> None:
    secretary = screens(here.origin, name="secretary").take_session(here.signed_in(*iec.SECRETARY))
    secretary.page.goto("/protokoll")
    secretary.wait_for_text(
        "6 röster var företrädda; 8 krävs. Mötet beslutade att ändå fortsätta",
        f"antecknades av mötesordföranden som jävig och deltog inte i beslutet: {HER_FIRM}",
        f"anmälde jäv och deltog inte i beslutet: {HIS_FIRM}",
        "Mötet beslutade att bordlägga frågan.",
        f"återremittera frågan med motiveringen: {TO_LOOK_INTO}",
        "Mötet ajournerades", "Mötet återupptogs",
    )  # fmt: skip
    by_mistake = here.hall[3].registration["member"]["name"]
    assert f"{by_mistake} antecknades" not in secretary.text("main")
    clean("hard-minutes", secretary)
