"""T55: the projector's and the secretary's laptops sleep, and wake elsewhere: nobody reloads anything."""

from __future__ import annotations

import os
import re
import secrets
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from config import iec
from tests.e2e.chromium import SWITCHES, found
from tests.e2e.screen import PROJECTOR, Screen
from tests.torture.figures import repeats, tell

WITHIN = 5.0
ASLEEP = repeats(600, 20)
pytestmark = [pytest.mark.torture, pytest.mark.timeout(ASLEEP + 300)]


@pytest.fixture
def laptop(browser: Browser) -> Iterator[Laptop]:
    """A browser of its own, which can be put to sleep with all its processes."""
    mark = f"--stadga-laptop={secrets.token_hex(8)}"
    own = browser.browser_type.launch(executable_path=found(), args=[*SWITCHES, mark])
    yield Laptop(own, mark)
    own.close()


class Laptop:
    """``with laptop.asleep(): …``: not an instruction runs meanwhile, and no network reaches it."""

    def __init__(self, browser: Browser, mark: str) -> None:
        self.browser, self._mark = browser, mark

    @contextmanager
    def asleep(self) -> Iterator[None]:
        pids = self._pids()
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in pids:
                with suppress(ProcessLookupError):  # one of the browser's helpers may have had its time
                    os.kill(pid, signal.SIGCONT)

    def _pids(self) -> list[int]:
        """The browser and everything that it has started."""
        parents, ours = {}, []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                    if self._mark in (entry / "cmdline").read_text(errors="replace").split("\0"):
                        ours.append(int(entry.name))
                except (OSError, IndexError):
                    continue  # it ended meanwhile
        assert ours
        for pid in ours:
            ours += [child for child, parent in parents.items() if parent == pid and child not in ours]
        return ours


@pytest.mark.parametrize("network", ["the same, cut meanwhile", "another, the old one falls silent"])
def test_the_right_slide_is_there_within_five_seconds_of_waking(association, laptop, wire, network):
    wall = Screen(laptop.browser, association.origin, name="projector", size=PROJECTOR, wire=wire)
    desk = Screen(laptop.browser, association.origin, name="secretary", wire=wire)
    desk.sign_in(iec.SECRETARY[1], association.post, to="/ordforande")
    wall.page.goto(f"/projektor/{association.projector}")
    for screen in (wall, desk):
        screen.wait_for_text("Kalmar")
        screen.page.evaluate("window.isTheSamePage = true")

    began = time.monotonic()
    with laptop.asleep():
        if network.startswith("another"):
            wire.move()
        else:
            wire.cut()
        association.check_in_halls()
        association.open_meeting()
        association.go_to(9)
        poll = association.prepare(4)["id"]
        association.chair.ask("POST", f"/api/polls/{poll}/open")
        wire.mend()
        time.sleep(max(0.0, ASLEEP - (time.monotonic() - began)))
    woke = time.monotonic()
    question = re.compile("Ska avgiften bero på omsättningen")
    seconds = [_seconds_until(screen.page, question, woke) for screen in (wall, desk)]

    assert max(seconds) < WITHIN
    for screen in (wall, desk):
        assert screen.page.evaluate("window.isTheSamePage")
        screen.close()
    tell(
        "T55", network=network, asleep_s=ASLEEP, projector_right_after_s=round(seconds[0], 1),
        secretary_right_after_s=round(seconds[1], 1), reloads=0,
    )  # fmt: skip


def _seconds_until(page: Page, question: Any, woke: float) -> float:
    """How long after waking the open vote is on the screen."""
    expect(page.get_by_text(question).first).to_be_visible(timeout=30_000)
    return time.monotonic() - woke
