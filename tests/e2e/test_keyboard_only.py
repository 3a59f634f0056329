"""A whole vote without a pointer: the delegate's phone page and the chair's desk, by keys alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.screen import PHONE, Screen

FAR = 80  # so many Tabs pass every control of the fullest screen
FOCUSED = """() => {
    const one = document.activeElement;
    if (!one || one === document.body) return { name: '', seen: false };
    const box = one.closest('label') ?? one;
    const ring = [one, box].some((each) => getComputedStyle(each).outlineStyle !== 'none');
    return { name: (one.labels?.[0] ?? one).textContent.trim().replace(/\\s+/g, ' '), seen: ring };
}"""


@pytest.fixture
def at_the_vote(association):
    """Everybody in the halls, the meeting at § 9, a poll prepared."""
    association.check_in_halls()
    association.sign_in_all(association.hall[:1])
    association.open_meeting()
    association.go_to(9)
    association.prepare(4)
    return association


def test_a_whole_vote_by_keyboard(at_the_vote, screens):
    here, voter = at_the_vote, at_the_vote.hall[0]
    chair = screens(here.origin, name="chair").take_session(here.chair)
    phone = screens(here.origin, name="phone", size=PHONE).take_session(voter.person)
    chair.page.goto("/ordforande")
    phone.page.goto("/mote")
    phone.wait_for_text("§ 9")

    _go_to(chair, "Öppna voteringen")
    chair.page.keyboard.press("Enter")
    expect(phone.page.get_by_role("radio")).to_have_count(3)

    _go_to(phone, "Ja")
    phone.page.keyboard.press("Space")
    phone.page.keyboard.press("ArrowDown")  # to Nej
    expect(phone.choice("Nej")).to_be_checked()
    _go_to(phone, "Fortsätt")
    phone.page.keyboard.press("Enter")
    phone.wait_for_text("Du röstar", "Nej")
    _go_to(phone, "Lämna rösten")
    phone.page.keyboard.press("Enter")
    phone.wait_for_text("Din röst är mottagen", "Nej")

    chair.wait_for_text("1 av 20")
    chair.page.keyboard.press("s")
    chair.wait_for_text("19 ombud har inte röstat")
    chair.page.keyboard.press("Escape")
    expect(chair.page.get_by_role("group", name="Avsluta voteringen nu?")).to_have_count(0)
    _go_to(chair, "Avsluta voteringen")
    chair.page.keyboard.press("Enter")
    assert _focused(chair)["name"] == "Avsluta voteringen"  # the confirmation takes the focus
    chair.page.keyboard.press("Enter")
    chair.wait_for_text("Voteringen är avslutad", "Tillkännage resultatet")
    _go_to(chair, "Tillkännage resultatet")
    chair.page.keyboard.press("Enter")

    phone.wait_for_text("Avslag", "0 ja av 1")


def _go_to(screen: Screen, name: str) -> None:
    """Tab until the control of this name has the focus, which must be seen all the way."""
    passed = []
    for _ in range(FAR):
        screen.page.keyboard.press("Tab")
        here = _focused(screen)
        passed.append(here["name"])
        if here["name"]:
            assert here["seen"], f"{screen.name}: the focus cannot be seen on {here['name']!r}"
        if here["name"].startswith(name):
            idle = expect(screen.page.locator(":focus"))
            idle.not_to_have_attribute("aria-busy", "true")  # until then a press does nothing
            return
    raise AssertionError(f"{screen.name}: {name!r} cannot be reached; passed {passed}")


def _focused(screen: Screen) -> dict[str, object]:
    found: dict[str, object] = screen.page.evaluate(FOCUSED)
    return found


def test_a_new_page_is_announced_by_its_own_name(association, screens):
    phone = screens(association.origin, name="phone", size=PHONE)

    phone.sign_in(association.hall[0].email, association.post, to="/mote")

    expect(phone.page.locator("#svelte-announcer")).to_have_text("Konstituerande möte · Stadga")
