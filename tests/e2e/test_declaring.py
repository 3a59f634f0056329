"""A result is told: where the chair pressed a moment ago nothing stands that would undo it."""

from __future__ import annotations

import pytest

from tests.e2e.screen import DESK, PHONE

UNDER = "([x, y]) => document.elementFromPoint(x, y)?.closest('button, a')?.textContent?.trim() ?? ''"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_voiding_does_not_stand_where_the_result_was_told(association, screens, size):
    voters = association.hall[:3]
    association.check_in_halls()
    association.sign_in_all(voters)
    association.open_meeting()
    association.go_to()
    poll = association.prepare(4)["id"]
    chair = screens(association.origin, name="chair", size=size).take_session(association.chair)
    page = chair.page
    page.goto("/ordforande")

    page.get_by_role("button", name="Öppna voteringen").click()
    page.get_by_role("button", name="Avsluta voteringen").wait_for()
    association.vote(poll, {"yes": 1, "no": 2}, voters)
    page.get_by_role("button", name="Avsluta voteringen").click()
    group = page.get_by_role("group", name="Avsluta voteringen nu?")
    group.get_by_role("button", name="Avsluta voteringen").click()
    told = page.get_by_role("button", name="Tillkännage resultatet")
    told.scroll_into_view_if_needed()
    box = told.bounding_box()
    assert box is not None
    told.click()
    chair.wait_for_text("Avslag")
    void = page.get_by_role("button", name="Ogiltigförklara")
    void.wait_for()

    points = [(box["x"] + box["width"] * part, box["y"] + box["height"] / 2) for part in (0.1, 0.5, 0.9)]
    assert "Ogiltigförklara" not in [page.evaluate(UNDER, list(point)) for point in points]
    assert void.bounding_box()["x"] > box["x"] + box["width"] / 2
    void.click()
    chair.wait_for_text("Ogiltigförklara voteringen")
