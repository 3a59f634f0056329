"""The links that the demo prints: each opens a page with a button, and the button opens its room."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Route

from tests.e2e.screen import Screen

PLACES = {"/kontor": 2, "/ordforande": 1, "/protokoll": 1, "/incheckning": 1, "/mote": 3}


def test_each_printed_link_signs_in_with_one_click(server, screens):
    if not server.ready:
        pytest.skip("this demo was started by somebody else, who may have used its links")
    links = re.findall(r"(\S+)(/logga-in\?t=\S+&to=(/\w+))", server.ready)
    assert {place: [to for _, _, to in links].count(place) for place in PLACES} == PLACES

    for origin, link, to in links:
        visitor = screens(origin, name=to.strip("/"))
        _answers_late(visitor, "/api/session")
        visitor.page.goto(link)
        visitor.page.get_by_role("button", name="Logga in").click()
        visitor.page.wait_for_url(f"{origin}{to}")
        visitor.page.locator("main h1").first.wait_for()
        assert visitor.complaints == []


def _answers_late(visitor: Screen, path: str) -> None:
    """Whoever is quick presses before the page has heard who is here."""

    def late(route: Route) -> None:
        visitor.page.wait_for_timeout(500)
        route.continue_()

    visitor.page.route(f"**{path}", late)
