"""What several tests do in the same way: a phone votes, the chair closes, a finished sheet is looked at."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import Locator, expect

from tests.e2e.association import Association
from tests.e2e.looking import look
from tests.e2e.screen import Screen


def button(screen: Screen, name: str) -> Locator:
    """The first one with exactly this name."""
    return screen.page.get_by_role("button", name=name, exact=True).first


def votes(phone: Screen, choice: str) -> None:
    """One mark, looked over, sent, received."""
    phone.choice(choice).check()
    phone.press("Fortsätt")
    phone.press("Lämna rösten")
    phone.wait_for_text("Din röst är mottagen")


def has_given_keys(phone: Screen, meeting: str, number: int) -> None:
    """The phone has made its keys for secret votes by itself, and the house knows their public halves."""
    ask = f"fetch('{meeting}/device-keys').then((answer) => answer.json()).then((keys) => keys.length)"
    deadline = time.monotonic() + 30
    while phone.page.evaluate(ask) != number:
        assert time.monotonic() < deadline, f"{phone.name} has not given {number} keys"
        time.sleep(0.2)


def closes(chair: Screen) -> None:
    """The chair closes the vote and is sure of it."""
    chair.press("Avsluta voteringen")
    group = chair.page.get_by_role("group", name="Avsluta voteringen nu?")
    group.get_by_role("button", name="Avsluta voteringen").click()


def puts_the_step(chair: Screen) -> Any:
    """The next step of the order, by the one obvious act, and its vote opened; the step."""
    with chair.page.expect_response(re.compile(r"/order/steps/\d+/poll$")) as answer:
        chair.press("Ställ under votering")
    order = answer.value.json()
    chair.press("Öppna voteringen")
    chair.wait_for_text("Votering pågår")
    return next(step for step in order["steps"] if step["state"] == "now")


def motion(screen: Screen, mark: str) -> Locator:
    """A motion in a list, by its mark."""
    of_it = screen.page.locator(".mark", has_text=re.compile(f"^{mark}$"))
    return screen.page.locator("li.motion").filter(has=of_it)


def order(screen: Screen) -> Locator:
    """The order of propositions, as it is drawn."""
    return screen.page.get_by_role("region", name="Propositionsordning")


def has_one_next_act(chair: Screen) -> None:
    """Never two buttons that both say: this now."""
    expect(chair.page.locator(".btn-next")).to_have_count(1)


def sees(name: str, *screens: Screen) -> None:
    """A picture of each, to be looked at."""
    for screen in screens:
        screen.save(name)


def clean(name: str, *screens: Screen) -> None:
    """A picture; nothing for axe to say, nothing wider than the window, at every width."""
    for screen in screens:
        screen.save(name)
        seen = look(screen)
        assert (seen.axe, seen.sideways) == ([], []), f"{screen.name}, {name}: {seen.axe} {seen.sideways}"


def is_tried(here: Association, chair: Screen, phone: Screen) -> None:
    """The approved order's one step: three votes of four are for it, and the result is declared."""
    step = puts_the_step(chair)
    votes(phone, "Ja")
    here.vote(step["poll"], {"yes": 2, "no": 1}, here.hall[1:4])
    chair.wait_for_text("4 av 4")
    closes(chair)
    chair.press("Tillkännage resultatet")
