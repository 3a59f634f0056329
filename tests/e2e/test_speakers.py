"""Two phones, a host, the chair and the big screen: one list, in the same order on all, within a second."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from config import iec
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, PROJECTOR, Screen, squeezed

SECOND = 1_000
HOST = ("Hanna Värd", "hanna.vard@iec.example")
LIMIT = "3 minuter"


@pytest.fixture
def debate(association: Any) -> Any:
    """§ 9 is debated; the halls are checked in, and Kalmar has a host."""
    association.office.ask("POST", "/api/officers", {"role": "host", "name": HOST[0], "email": HOST[1]})
    association.check_in_halls()
    association.open_meeting()
    association.go_to(9)
    return association


def test_who_asks_is_in_the_same_place_on_phone_desk_and_projector_within_a_second(debate, screens):
    first, second, third = debate.hall[0], debate.hall[-1], debate.hall[1]
    names = [one.person.name for one in (first, second, third)]
    chair = screens(debate.origin, name="chair")
    one = screens(debate.origin, name="first", size=PHONE)
    two = screens(debate.origin, name="second", size=PHONE)
    big = screens(debate.origin, name="projector", size=PROJECTOR)
    host = screens(debate.origin, name="host")
    chair.sign_in(iec.CHAIR[1], debate.post, to="/ordforande")
    one.sign_in(first.email, debate.post, to="/mote")
    two.sign_in(second.email, debate.post, to="/mote")
    host.sign_in(HOST[1], debate.post, to="/vard")
    big.page.goto(f"/projektor/{debate.projector}")
    for screen in (chair, one, two, big):
        screen.wait_for_text("§ 9")

    _the_chair_sets_a_limit(chair)
    _asks(one, two, chair, names[:1])
    _asks(two, one, chair, names[:2])
    _the_host_asks_for_somebody_in_kalmar(host, debate, third, (chair, one, two), names)

    _next(chair, names[0])
    for screen in (chair, one, two, host):
        _tells_within_a_second(screen.page.locator("main, aside").get_by_text(names[0]).first)
    expect(big.page.locator("h1")).to_have_text(names[0], timeout=SECOND)
    expect(big.page.locator("ol b")).to_have_text(names[1:], timeout=SECOND)
    one.wait_for_text("Du har ordet")
    two.wait_for_text("Du är näst på tur")
    assert _clocks_agree(chair, one, big)

    _a_point_of_order_goes_first(two, chair, big, names[1])
    _the_chair_draws_the_line(chair, one, big)
    seen = {screen.name: look(screen) for screen in (chair, one, host, big)}
    assert {name: found.axe for name, found in seen.items() if found.axe} == {}
    assert {name: found.sideways for name, found in seen.items() if found.sideways} == {}
    for screen in (chair, one, two, big, host):
        screen.save("speakers")

    _two_clicks_undo(chair, big, names[0])


def _the_chair_sets_a_limit(chair: Screen) -> None:
    _floor(chair).get_by_role("button", name="Tid och ordning").click()
    _floor(chair).get_by_role("radio", name=LIMIT).check()
    expect(_floor(chair).get_by_role("radio", name=LIMIT)).to_be_checked()
    _floor(chair).get_by_role("button", name="Tid och ordning").click()


def _asks(asker: Screen, other: Screen, chair: Screen, names: list[str]) -> None:
    asker.press("Begär ordet")
    asker.wait_for_text(f"Du är nummer {len(names)} på talarlistan")
    before = time.monotonic()
    for screen in (asker, other, chair):
        expect(_queue(screen)).to_have_text(names, timeout=SECOND)
    assert time.monotonic() - before < 1


def _the_host_asks_for_somebody_in_kalmar(
    host: Screen, debate: Any, who: Any, others: tuple[Screen, ...], names: list[str]
) -> None:
    host.page.get_by_role("group", name="Var är du värd?").get_by_role("button", name="Kalmar").click()
    host.wait_for_text("Värd i Kalmar", "Platsen hörs")
    host.page.get_by_label("Ombud").fill(who.person.name)
    host.press("Sätt upp på listan")
    host.wait_for_text(f"{who.person.name} står på talarlistan.")
    for screen in (host, *others):
        expect(_queue(screen)).to_have_text(names, timeout=SECOND)


def _next(chair: Screen, name: str) -> None:
    _floor(chair).get_by_role("button", name=f"Nästa: {name}").click()


def _tells_within_a_second(where: Locator) -> None:
    expect(where).to_be_visible(timeout=SECOND)


def _clocks_agree(*screens: Screen) -> bool:
    """Read one after the other, so two seconds apart at most."""
    shown = [squeezed(s.page.get_by_role("timer").text_content() or "") for s in screens]
    left = [int(m) * 60 + int(s) for m, s in (text.split(".") for text in shown)]
    return min(left) > 150 and max(left) - min(left) <= 2


def _a_point_of_order_goes_first(phone: Screen, chair: Screen, big: Screen, name: str) -> None:
    phone.page.get_by_text("Replik, sakupplysning, ordningsfråga").click()
    phone.press("Ordningsfråga")
    expect(_queue(chair).first).to_have_text(name, timeout=5 * SECOND)
    expect(chair.page.locator("aside ol.queue li").first).to_contain_text("Ordningsfråga")
    expect(big.page.locator("ol li").first).to_contain_text("Ordningsfråga", timeout=SECOND)


def _the_chair_draws_the_line(chair: Screen, phone: Screen, big: Screen) -> None:
    _floor(chair).get_by_role("button", name="Streck").click()
    _floor(chair).get_by_role("button", name="Stäng nu").click()
    for screen in (phone, big):
        expect(screen.page.locator("body")).to_contain_text(
            re.compile("Listan är stängd"), timeout=2 * SECOND
        )


def _two_clicks_undo(chair: Screen, big: Screen, name: str) -> None:
    _floor(chair).get_by_role("button", name="Ångra: streck").click()
    expect(big.page.locator("footer")).not_to_contain_text("stängd", timeout=2 * SECOND)
    _floor(chair).get_by_role("button", name="Avsluta anförandet").click()
    expect(big.page.locator("h1")).not_to_have_text(name, timeout=2 * SECOND)
    _floor(chair).get_by_role("button", name="Ångra: avslutat anförande").click()
    expect(big.page.locator("h1")).to_have_text(name, timeout=2 * SECOND)


def _floor(chair: Screen) -> Locator:
    return chair.page.get_by_role("region", name="Talarlista")


def _queue(screen: Screen) -> Locator:
    """The names of those who wait, in the order that this screen shows."""
    return screen.page.locator("ol[aria-label*='väntar'] b, ol.queue b")


def test_a_host_says_that_the_link_is_gone_and_back_again(debate, screens):
    host = screens(debate.origin, name="host", size=PHONE)
    host.sign_in(HOST[1], debate.post, to="/vard")
    host.press("Växjö")
    host.wait_for_text("Värd i Växjö", "Platsen hörs")

    host.press("Ljud eller bild är borta")
    host.wait_for_text("Avbrott sedan")
    host.press("Ljud och bild är tillbaka")
    expect(host.page.get_by_role("button", name="Ljud eller bild är borta")).to_be_visible()

    kinds = [entry["kind"] for entry in debate.chair.ask("GET", f"{debate.meeting}/events")["entries"]]
    assert [kind for kind in kinds if "venue_lost" in kind or "venue_restored" in kind] == [
        "voting.polls.venue_lost",
        "voting.polls.venue_restored",
    ]


def test_the_floor_is_asked_for_and_given_back_by_keyboard_before_the_list_closes(debate, screens):
    delegate = debate.hall[2]
    phone = screens(debate.origin, name="phone", size=PHONE)
    phone.sign_in(delegate.email, debate.post, to="/mote")
    phone.wait_for_text("Begär ordet")
    debate.chair.ask("POST", f"{debate.meeting}/floor/line", {"last_chance_s": 600})
    phone.wait_for_text("Anmäl dig senast")

    _press_by_keyboard(phone, "Begär ordet")
    phone.wait_for_text("Du är nummer 1 på talarlistan", "Du är näst på tur")
    _press_by_keyboard(phone, "Ta tillbaka: Anförande")

    expect(phone.page.get_by_role("button", name="Begär ordet", exact=True)).to_be_visible()
    assert debate.chair.ask("GET", f"{debate.meeting}/floor")["waiting"] == []


def _press_by_keyboard(screen: Screen, name: str) -> None:
    button = screen.page.get_by_role("button", name=name, exact=True)
    for _ in range(40):
        screen.page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            return screen.page.keyboard.press("Enter")
    raise AssertionError(f"{name} is not reached by Tab")


def test_the_big_screen_shows_the_motion_that_is_spoken_to(debate, screens):
    mover = debate.hall[3]
    mover.person.sign_in(debate.post)
    draft = {"item_no": 9, "kind": "change", "target": "par1.2", "new_sv": "Föreningens säte är Emmaboda."}
    mark = mover.person.ask("POST", f"{debate.meeting}/motions", draft)["mark"]
    phone = screens(debate.origin, name="mover", size=PHONE)
    phone.take_session(mover.person).page.goto("/mote")
    big = screens(debate.origin, name="projector", size=PROJECTOR)
    big.page.goto(f"/projektor/{debate.projector}")

    phone.page.get_by_text("Gäller ett yrkande").click()
    phone.page.get_by_role("radio", name=mark).check()
    phone.press("Begär ordet")
    phone.wait_for_text("Du är nummer 1 på talarlistan")
    debate.chair.ask("POST", f"{debate.meeting}/floor/next", {"turn": 0})

    big.wait_for_text(f"om yrkande {mark}")
    expect(big.page.locator("ins").last).to_contain_text("Emmaboda")
    assert look(big).axe == []
    for screen in (phone, big):
        screen.save("speaks-to-a-motion")
