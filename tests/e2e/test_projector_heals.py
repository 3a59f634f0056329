"""The big screen mends itself: no hand touches it when its connection comes back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.association import Association
from tests.e2e.screen import PROJECTOR

WITHIN = 5_000


@pytest.fixture(scope="module")
def association(server):
    """One for both: neither minds how far its meeting has come."""
    return Association(server)


def test_the_right_slide_is_back_within_five_seconds(association, screens, wire):
    wall = screens(association.origin, name="projector", size=PROJECTOR, wire=wire)
    wall.page.goto(f"/projektor/{association.projector}")
    wall.wait_for_text("Kalmar")
    wall.page.evaluate("window.isTheSamePage = true")

    wire.cut()
    association.check_in_halls()
    association.open_meeting()
    association.go_to(9)
    poll = association.prepare(4)["id"]
    association.chair.ask("POST", f"/api/polls/{poll}/open")
    expect(wall.page.locator("header .is-lost")).to_be_visible()
    wire.mend()

    question = wall.page.get_by_role("heading", name=re.compile("Ska avgiften bero på omsättningen"))
    expect(question).to_be_visible(timeout=WITHIN)
    expect(wall.page.locator("header .is-lost")).to_have_count(0, timeout=WITHIN)
    assert wall.page.evaluate("window.isTheSamePage")


def test_a_projector_that_was_started_before_the_network_waits_for_it(association, screens, wire):
    wall = screens(association.origin, name="projector", size=PROJECTOR, wire=wire)
    wall.page.route("**/api/**", lambda route: route.abort())
    wall.page.goto(f"/projektor/{association.projector}")
    expect(wall.page.get_by_role("main")).to_be_visible()

    wall.page.unroute("**/api/**")

    expect(wall.page.locator("body")).to_contain_text("Kalmar", timeout=WITHIN)
