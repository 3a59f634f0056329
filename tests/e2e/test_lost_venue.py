"""A place falls silent in a vote: it is paused and sealed, and gets back the time it lost (W13)."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from config import iec
from config.stories.client import Person
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, PROJECTOR, Screen

A4 = 4
PLANNED = timedelta(minutes=3)
HOSTS = {"Kalmar": ("Hanna Värd", "hanna.vard@iec.example"), "Växjö": ("Vera Värd", "vera.vard@iec.example")}
SILENCE = 120  # seconds: 30 of silence, a heartbeat, and a machine with much to do


@pytest.mark.timeout(600)
def test_a_silent_place_pauses_the_vote_and_its_time_is_given_back(association, screens, wire):
    here, poll = _before_the_vote(association)
    in_vaxjo = [one for one in here.hall if one.row["plats"] == "Växjö"]
    chair = screens(here.origin, name="chair")
    voted, choosing, remote = (
        screens(here.origin, name=name, size=PHONE) for name in ("voted", "choosing", "remote")
    )
    big = screens(here.origin, name="projector", size=PROJECTOR)
    kalmar = _host(screens(here.origin, name="host-kalmar"), here, "Kalmar")
    vaxjo = _host(screens(here.origin, name="host-vaxjo", wire=wire), here, "Växjö")
    chair.sign_in(iec.CHAIR[1], here.post, to="/ordforande")
    for phone, delegate in ((voted, in_vaxjo[0]), (choosing, here.hall[0]), (remote, here.remote[0])):
        phone.take_session(delegate.person).page.goto("/mote")
    big.page.goto(f"/projektor/{here.projector}")

    _opens_for_three_minutes(chair)
    _votes(voted, "Ja")
    choosing.choice("Ja").check()
    choosing.press("Fortsätt")
    _one_lost_device_pauses_nothing(remote, here, poll)
    before = here.poll(poll)

    wire.cut()
    chair.wait_for_text("Växjö har tappat förbindelsen", "Pausad sedan", seconds=SILENCE)
    voted.wait_for_text("Voteringen är pausad", "Din röst är mottagen och ligger kvar: Ja")
    choosing.wait_for_text("Voteringen är pausad", "Ditt val ligger kvar här men är inte lämnat")
    big.wait_for_text("Voteringen är pausad")
    cast = choosing.page.get_by_role("button", name="Lämna rösten")
    assert cast.get_attribute("aria-disabled") == "true"
    _nothing_is_accepted(here.hall[1].person, poll)
    assert here.poll(poll)["turnout"]["cast"] == before["turnout"]["cast"] == 1
    seen = {screen.name: look(screen) for screen in (chair, voted)}
    for screen in (chair, voted, choosing, big, kalmar):
        screen.save("lost-venue")

    wire.mend()
    chair.wait_for_text("Votering pågår", "Flyttad", seconds=SILENCE)
    vaxjo.wait_for_text("Platsen hörs")
    cast.click()
    choosing.wait_for_text("Din röst är mottagen")
    after = here.poll(poll)
    _the_closing_time_has_moved_by_the_outage(after)

    chair.press("Avsluta voteringen")
    chair.page.get_by_role("group", name="Avsluta voteringen nu?").get_by_role(
        "button", name="Avsluta voteringen"
    ).click()
    chair.press("Tillkännage resultatet")
    for screen in (chair, voted, choosing):
        screen.wait_for_text("Bifall", "2 ja av 2")
    _the_record_tells_of_it(here)
    assert here.poll(poll)["result"]["not_voted"] == 22
    assert {name: found.axe for name, found in seen.items() if found.axe} == {}
    assert {name: found.sideways for name, found in seen.items() if found.sideways} == {}


def test_the_chair_loses_a_place_pauses_voids_and_puts_the_question_again(association, screens):
    here, poll = _before_the_vote(association)
    chair = screens(here.origin, name="chair")
    phone = screens(here.origin, name="phone", size=PHONE)
    chair.sign_in(iec.CHAIR[1], here.post, to="/ordforande")
    phone.take_session(here.hall[0].person).page.goto("/mote")
    chair.press("Öppna voteringen")
    _votes(phone, "Ja")

    chair.press("En plats är borta")
    chair.press("Växjö är borta")
    chair.wait_for_text("Växjö har tappat förbindelsen")
    phone.wait_for_text("Voteringen är pausad")
    chair.press("Växjö är tillbaka")
    phone.wait_for_text("Din röst är mottagen", "Ändra rösten")

    chair.press("Pausa")
    chair.page.get_by_label("Varför?").fill("Ljudet brusar i Kalmar.")
    chair.press("Pausa voteringen")
    phone.wait_for_text("Mötesordföranden har pausat voteringen: Ljudet brusar i Kalmar.")
    chair.press("Fortsätt voteringen")
    phone.wait_for_text("Ändra rösten")

    chair.press("Ogiltigförklara")
    chair.press("Ogiltigförklara voteringen")
    chair.wait_for_text("Orsaken saknas")
    chair.page.get_by_label("Orsak").fill("Fel fråga visades i Växjö.")
    seen = {"chair, voiding": look(chair)}
    chair.press("Ogiltigförklara voteringen")
    phone.wait_for_text("Voteringen är ogiltigförklarad", "Fel fråga visades i Växjö.")
    chair.wait_for_text("Gör om voteringen")
    seen |= {"chair, voided": look(chair), "phone, voided": look(phone)}
    for screen in (chair, phone):
        screen.save("voided")
    chair.press("Gör om voteringen")
    chair.press("Öppna voteringen")
    expect(phone.page.get_by_role("radio")).to_have_count(3)

    assert [(one["no"], one["state"]) for one in _polls(here)] == [(1, "voided"), (2, "open")]
    assert _polls(here)[1]["repeats"] == poll
    assert {name: found.axe for name, found in seen.items() if found.axe} == {}


def _before_the_vote(here: Any) -> tuple[Any, str]:
    for name, email in HOSTS.values():
        here.office.ask("POST", "/api/officers", {"role": "host", "name": name, "email": email})
    here.check_in_halls()
    here.sign_in_all([*here.hall[:2], *here.remote, *(o for o in here.hall if o.row["plats"] == "Växjö")])
    here.arrive(here.remote)
    here.open_meeting()
    here.go_to(9)
    return here, here.prepare(A4)["id"]


def _host(screen: Screen, here: Any, place: str) -> Screen:
    screen.sign_in(HOSTS[place][1], here.post, to="/vard")
    screen.page.get_by_role("group", name="Var är du värd?").get_by_role("button", name=place).click()
    screen.wait_for_text("Platsen hörs")
    return screen


def _opens_for_three_minutes(chair: Screen) -> None:
    chair.page.get_by_label("Sluttid").select_option("180")
    chair.press("Öppna voteringen")
    chair.wait_for_text("kvar. Stänger")


def _votes(phone: Screen, word: str) -> None:
    phone.choice(word).check()
    phone.press("Fortsätt")
    phone.press("Lämna rösten")
    phone.wait_for_text("Din röst är mottagen")


def _one_lost_device_pauses_nothing(phone: Screen, here: Any, poll: str) -> None:
    phone.context.set_offline(True)
    phone.wait_for_text("Nätet försvann")
    time.sleep(6)  # more than a heartbeat of the hosts
    assert here.poll(poll)["state"] == "open"
    phone.context.set_offline(False)


def _nothing_is_accepted(person: Person, poll: str) -> None:
    ballot = {"choice": "yes", "key": "11111111-1111-4111-8111-111111111111", "replaces": None}
    answer = person.send("PUT", f"/api/polls/{poll}/ballot", ballot)
    assert answer.status_code == 409
    assert answer.json()["obstacles"] == [
        {"code": "voting.polls.obstacle_paused", "params": {"venue": "Växjö", "received": False}}
    ]


def _the_closing_time_has_moved_by_the_outage(poll: dict[str, Any]) -> None:
    [pause] = poll["pauses"]
    outage = datetime.fromisoformat(pause["to"]) - datetime.fromisoformat(pause["from"])
    opened, closes = (datetime.fromisoformat(poll[name]) for name in ("opened_at", "closes_at"))
    assert (pause["name"], pause["how"], pause["seconds"]) == (
        "Växjö", "silence", round(outage.total_seconds()),
    )  # fmt: skip
    assert closes - opened == PLANNED + outage


def _the_record_tells_of_it(here: Any) -> None:
    kinds = [entry["kind"] for entry in here.chair.ask("GET", f"{here.meeting}/events")["entries"]]
    told = [kind.rpartition(".")[2] for kind in kinds if kind.startswith("voting.polls.")]
    assert told == [
        "prepared", "opened", "paused", "venue_lost", "resumed", "venue_restored", "closed", "declared",
    ]  # fmt: skip


def _polls(here: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = here.chair.ask("GET", f"{here.meeting}/polls")
    return found
