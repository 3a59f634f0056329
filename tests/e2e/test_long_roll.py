"""A hundred names are called, one key an answer, and the wrong ones are put right on the way."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from config import iec
from tests.e2e.association import Association
from tests.e2e.driving import clean
from tests.e2e.screen import Screen

EVERYWHERE = {"Kalmar": 48, "Växjö": 37, "distans": 20}  # all but the officers came
NAMES = 100
A4 = 4
A_HARD_OF_HEARING, HURRIED = 20, 60  # the places in the roll where something goes wrong


@pytest.fixture
def all_here(server: Any) -> Association:
    here = Association(server, EVERYWHERE)
    here.check_in_halls()
    here.sign_in_all(here.remote)
    here.arrive(here.remote)
    here.open_meeting()
    here.go_to(9)
    return here


@pytest.mark.timeout(900)
def test_the_whole_roll_is_called_by_keyboard_alone(all_here: Association, screens: Any) -> None:
    poll = all_here.prepare(A4)["id"]
    for venue in all_here.chair.ask("GET", all_here.meeting)["venues"]:
        by_name = {"venue": venue["id"], "channel": "roll_call"}
        all_here.chair.ask("POST", f"/api/polls/{poll}/channel", by_name)
    all_here.chair.ask("POST", f"/api/polls/{poll}/open", {})
    secretary = screens(all_here.origin, name="secretary").take_session(all_here.signed_in(*iec.SECRETARY))
    secretary.page.goto("/rakna/upprop")
    secretary.wait_for_text(f"0 av {NAMES}")
    names = secretary.page.locator("aside li span:nth-child(2)").all_text_contents()
    assert len(names) == NAMES

    expected = {"yes": 0, "no": 0, "abstain": 0}
    began = time.monotonic()
    for n, name in enumerate(names):
        expect(secretary.page.locator("#called")).to_have_text(name)
        if n == A_HARD_OF_HEARING:
            _heard_wrongly(secretary, name, then=names[n + 1])
            expected["no"] += 1
        elif n == HURRIED:
            _taken_back_before_it_was_stored(secretary, name)
            expected["abstain"] += 1
        else:
            secretary.page.keyboard.press("j" if n % 3 else "n")
            expected["yes" if n % 3 else "no"] += 1
    secretary.wait_for_text("Alla har svarat", f"{NAMES} av {NAMES}")
    print(f"{NAMES} names in {time.monotonic() - began:.0f} s")  # noqa: T201  the figure is what is asked for

    all_here.chair.ask("POST", f"/api/polls/{poll}/close")
    result = all_here.poll(poll)["result"]
    assert (result["counts"], result["not_voted"]) == (expected, 0)
    assert sum(one["by_channel"]["roll_call"] for one in result["per_venue"]) == NAMES


def _heard_wrongly(secretary: Screen, name: str, *, then: str) -> None:
    """A wrong mark is put right by its own key; the list has followed the roll down to this name."""
    now, called = secretary.page.locator("aside li.now"), secretary.page.locator("#called")
    expect(now).to_contain_text(name)
    box, row = now.locator("xpath=..").bounding_box(), now.bounding_box()
    assert box is not None
    assert row is not None
    assert box["y"] <= row["y"] <= box["y"] + box["height"] - row["height"]
    secretary.page.keyboard.press("j")
    expect(called).to_have_text(then)
    secretary.page.keyboard.press("Backspace")
    expect(called).to_have_text(name)
    _answers_again(secretary)
    clean("long-roll", secretary)
    secretary.page.keyboard.press("n")


def _taken_back_before_it_was_stored(secretary: Screen, name: str) -> None:
    """On a slow net Backspace means the answer that is on its way, not the one before it."""

    held: list[Route] = []
    secretary.page.route("**/assist", lambda route: held.append(route), times=1)  # noqa: PLW0108  a builtin has no place for Playwright to note it
    with secretary.page.expect_request("**/assist"):
        secretary.page.keyboard.press("j")
    secretary.page.keyboard.press("Backspace")
    secretary.page.keyboard.press("s")  # nobody is passed over meanwhile
    expect(secretary.page.locator("#called")).to_have_text(name)
    held[0].continue_()
    _answers_again(secretary)
    expect(secretary.page.locator("#called")).to_have_text(name)
    secretary.page.keyboard.press("a")


def _answers_again(secretary: Screen) -> None:
    expect(secretary.page.locator("section[aria-labelledby=called] .eyebrow").first).to_have_text(
        "Rätta svaret"
    )
