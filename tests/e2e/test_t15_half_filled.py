"""T15: a ballot is half filled while others vote, the line drops and the tab sleeps: nothing is reset."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from config import iec
from tests.e2e.association import Association
from tests.e2e.screen import PHONE, Screen
from tests.torture.figures import repeats, tell

PLACES = {"Kalmar": 34, "Växjö": 14, "distans": 4}
OTHERS, RECONNECTS, SUSPENSIONS = 50, repeats(20, 20), 5
A4 = 4
WRITTEN = "Ordet gavs till kommunen om lokalerna"
pytestmark = [pytest.mark.torture, pytest.mark.timeout(600)]
# Counted where it would happen: twenty times a second the page looks whether what was put in is still there.
WATCH = """([selector, property, wanted]) => {
    const field = document.querySelector(selector);
    window.resets = 0;
    setInterval(() => { if (!field.isConnected || field[property] !== wanted) window.resets += 1; }, 50);
}"""


def test_no_input_is_reset_while_fifty_others_vote(server, screens, wire):
    association = Association(server, PLACES)
    (mine, *hall), remote = association.hall, association.remote
    others = [*hall, *remote][:OTHERS]
    association.check_in_halls()
    association.sign_in_all(others)
    association.arrive([one for one in others if one.is_remote])
    association.open_meeting()
    association.go_to(9)
    phone = screens(association.origin, name="phone", size=PHONE, wire=wire)
    phone.sign_in(mine.email, association.post, to="/mote")
    desk = screens(association.origin, name="secretary", wire=wire)
    desk.sign_in(iec.SECRETARY[1], association.post, to="/ordforande")
    _begins_a_decision(desk)
    poll = association.prepare(A4)["id"]
    association.chair.ask("POST", f"/api/polls/{poll}/open")
    phone.choice("Ja").check()
    phone.page.evaluate(WATCH, ["input[name=choice][value=yes]", "checked", True])

    for number, voter in enumerate(others):
        if number * RECONNECTS // OTHERS > (number - 1) * RECONNECTS // OTHERS:
            wire.cut()
            association.vote(poll, {"no": 1}, [voter])
            wire.mend()
        else:
            association.vote(poll, {"no": 1}, [voter])
        if number % (OTHERS // SUSPENSIONS) == 0:
            _suspended(phone)
            _suspended(desk)

    desk.wait_for_text("33 av 34", "14 av 14", "3 av 3")
    resets = phone.page.evaluate("window.resets") + desk.page.evaluate("window.resets")
    assert resets == 0
    expect(phone.page.get_by_role("status").filter(has_text="Ansluten")).to_be_visible(timeout=30_000)
    assert phone.choice("Ja").is_checked()
    tell("T15", others_voted=OTHERS, reconnects=RECONNECTS, suspensions=SUSPENSIONS * 2, input_resets=resets)


def _begins_a_decision(desk: Screen) -> None:
    """The secretary has begun a sentence when the vote is opened."""
    desk.press("Anteckna beslutet")
    field = desk.page.locator("textarea").first
    field.fill(WRITTEN)
    desk.page.evaluate(WATCH, ["textarea", "value", WRITTEN])


def _suspended(screen: Screen) -> None:
    """As a phone does with a tab in the background, and takes it out again."""
    session = screen.context.new_cdp_session(screen.page)
    for state in ("frozen", "active"):
        session.send("Page.setWebLifecycleState", {"state": state})
    session.detach()
