"""Every screen by axe's rules (WCAG 2.x A and AA, and best practice), in two widths and two schemes."""

from __future__ import annotations

import pytest

from tests.e2e.looking import look
from tests.e2e.tour import STATIONS, Tour

EACH = [(leg, station) for leg, stations in STATIONS.items() for station in stations]


@pytest.mark.parametrize(("leg", "station"), EACH, ids=[station for _, station in EACH])
def test_axe_finds_nothing(tour: Tour, leg: str, station: str):
    assert station in tour.seen, tour.broken.get(leg) or tour.broken
    assert tour.seen[station].axe == []


@pytest.mark.parametrize("station", [station for _, station in EACH])
def test_nothing_is_wider_than_the_window(tour: Tour, station: str):
    assert station in tour.seen
    assert tour.seen[station].sideways == []


def test_the_look_sees_what_is_wrong(server, screens):
    """Without it, a look that saw nothing would be as green."""
    guest = screens(server.url, name="guest")
    guest.page.goto("/")
    guest.page.locator("h1").wait_for()

    guest.page.evaluate(
        "document.querySelector('main').innerHTML = `<h1>A</h1><img src='data:,'>"
        "<p style='color: #999'>pale</p><div class='wide'>B</div>`"
    )
    guest.page.evaluate("document.querySelector('.wide').style.width = '900px'")
    seen = look(guest)

    assert {line.split(": ")[1] for line in seen.axe} == {"image-alt"}
    assert [line.split(" px")[0] for line in seen.sideways] == ["at 320", "at 360", "at 390", "at 768"]
    assert any("policy violation: style-src" in line for line in seen.complaints)
