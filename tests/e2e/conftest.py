"""One server, one browser, and a context of its own for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.association import Association
from tests.e2e.chromium import launched
from tests.e2e.screen import Screen
from tests.e2e.server import Server, running
from tests.e2e.tour import Tour
from tests.e2e.wire import Wire

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is here, and run it last: a browser's event loop and Django's ORM do not share a thread."""
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker(pytest.mark.e2e)
    items[:] = [item for item in items if item not in ours] + ours


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A failure keeps a picture of every screen that is open."""
    outcome: Any = yield
    if outcome.get_result().failed and HERE in item.path.parents:
        for screen in Screen.all_open:
            try:
                screen.save(item.name)
            except Exception as trouble:  # noqa: BLE001  the failure itself is what must be told
                print(f"no picture of {screen.name}: {trouble}")  # noqa: T201


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The demo: IEC on the eve of its meeting, Glasriket, and room for networks of the tests' own."""
    with running(tmp_path_factory.mktemp("demo")) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = launched(playwright)
        yield found
        found.close()


@pytest.fixture
def screens(browser: Browser) -> Iterator[Callable[..., Screen]]:
    """screens(origin, name="chair", size=DESK, …): one more person's screen, put away after the test."""
    made: list[Screen] = []

    def make(origin: str, **about: Any) -> Screen:
        made.append(Screen(browser, origin, **about))
        return made[-1]

    yield make
    for screen in made:
        screen.close()


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A connection that can be cut."""
    one = Wire()
    yield one
    one.close()


@pytest.fixture
def association(server: Server) -> Association:
    """A network of the test's own, its delegates registered and nobody checked in."""
    return Association(server)


@pytest.fixture(scope="session")
def tour(browser: Browser, server: Server) -> Tour:
    """The walk past every screen, once for all tests that ask what was seen."""
    return Tour(browser, server).walk()
