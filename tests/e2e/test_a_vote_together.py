"""Chair, hall delegate, remote delegate and projector hold a vote together while one connection drops."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from config import iec
from tests.e2e.screen import PHONE, PROJECTOR, Screen, squeezed

BEFORE_THE_GAVEL = {"yes": 11, "no": 6, "abstain": 3}
IN_ALL = {"yes": 13, "no": 6, "abstain": 3}
REGISTER, BASE, NEEDED, NOT_VOTED = 24, 19, 10, 2
TABLE = {"Ja, bifall": 13, "Nej, avslag": 6, "Avstod, utanför basen": 3, "Ej röstat": 2, "Röstlängd": 24}
A4 = 4  # the counted vote on § 6 mom. 2: a clause with its old and its new wording
CHOICE_OF_THE_HALL = "document.querySelector('input[name=choice][value=yes]')"


def test_a_vote_together_while_a_connection_drops(association, screens, wire):
    (hall, *hall_others), (remote, *remote_others) = association.hall, association.remote
    others = [*hall_others, remote_others[0]]
    association.check_in_halls()
    association.sign_in_all([*hall_others, *remote_others])
    association.arrive(remote_others)
    chair_screen = screens(association.origin, name="chair")
    hall_screen = screens(association.origin, name="hall", size=PHONE, wire=wire)
    remote_screen = screens(association.origin, name="remote", size=PHONE)
    big_screen = screens(association.origin, name="projector", size=PROJECTOR)

    chair_screen.sign_in(iec.CHAIR[1], association.post, to="/ordforande")
    hall_screen.sign_in(hall.email, association.post, to="/mote")
    remote_screen.sign_in(remote.email, association.post, to="/mote")
    big_screen.page.goto(f"/projektor/{association.projector}")
    _arrives_by_phone(remote_screen)

    association.open_meeting()
    association.go_to(9)
    poll = association.prepare(A4)["id"]
    for screen in (hall_screen, remote_screen, chair_screen, big_screen):
        screen.wait_for_text("§ 9")
    for phone in (hall_screen, remote_screen):
        phone.wait_for_text(
            "En röst av 24 i röstlängden"
        )  # what the approved register made them ask for has come

    _opening_reaches_the_phones_without_a_question(chair_screen, hall_screen, remote_screen)
    _a_push_leaves_a_half_filled_ballot_alone(hall_screen, wire, chair_screen, association, poll, others)
    _the_remote_delegate_votes_and_changes(remote_screen)
    _an_answer_is_lost_and_the_vote_is_not(hall_screen, wire, association, poll)

    _the_chair_closes_and_declares(chair_screen)
    result = association.poll(poll)["result"]
    assert result["counts"] == IN_ALL
    assert (result["register"], result["base"], result["needed"]) == (REGISTER, BASE, NEEDED)
    for screen in (chair_screen, hall_screen, remote_screen, big_screen):
        _shows_the_same_result(screen)
    _the_minutes_tell_of_it(chair_screen)


def _arrives_by_phone(remote: Screen) -> None:
    remote.page.get_by_role("button", name="Checka in").click()
    remote.wait_for_text("Du är incheckad")


def _opening_reaches_the_phones_without_a_question(chair: Screen, *phones: Screen) -> None:
    for phone in phones:  # what the item's beginning made it ask for, at a moment of its own
        _until(lambda phone=phone: _has_asked_for_the_order(phone))
    marks = [len(phone.asked) for phone in phones]

    chair.page.get_by_role("button", name="Öppna voteringen").click()

    for phone, mark in zip(phones, marks, strict=True):
        expect(phone.page.get_by_role("radio")).to_have_count(3)
        phone.wait_for_text("§ 6 mom. 2", "Mer än hälften av avgivna röster")
        assert phone.api_gets_since(mark) == []


def _has_asked_for_the_order(phone: Screen) -> bool:
    phone.page.wait_for_timeout(100)
    return any(one.path.endswith("/items/9/order") for one in phone.asked)


def _a_push_leaves_a_half_filled_ballot_alone(
    hall: Screen, wire: Any, chair: Screen, association: Any, poll: str, others: list[Any]
) -> None:
    hall.choice("Ja").check()
    ballot = hall.page.evaluate_handle(CHOICE_OF_THE_HALL)

    wire.cut()
    association.vote(poll, BEFORE_THE_GAVEL, others)
    hall.wait_for_text("Ditt val ligger kvar")
    wire.mend()

    expect(hall.page.get_by_role("status").filter(has_text="Ansluten")).to_be_visible(timeout=30_000)
    chair.wait_for_text("20 av 24")
    assert ballot.evaluate("radio => radio.isConnected && radio.checked")


def _the_remote_delegate_votes_and_changes(remote: Screen) -> None:
    first = _cast(remote, "Nej")

    remote.page.get_by_role("button", name="Ändra rösten").click()
    expect(remote.page.locator("input[name=choice]:checked")).to_have_count(0)
    second = _cast(remote, "Ja")

    assert second != first
    remote.wait_for_text("Ändrad 1 gång")


def _cast(phone: Screen, choice: str) -> str:
    """Choose, confirm; the receipt."""
    phone.choice(choice).check()
    phone.page.get_by_role("button", name="Fortsätt").click()
    phone.wait_for_text("Du röstar", choice)
    phone.page.get_by_role("button", name="Lämna rösten").click()
    phone.wait_for_text("Din röst är mottagen")
    return squeezed(phone.page.locator("dd.code").text_content() or "")


def _an_answer_is_lost_and_the_vote_is_not(hall: Screen, wire: Any, association: Any, poll: str) -> None:
    hall.page.get_by_role("button", name="Fortsätt").click()
    wire.lose_answers()
    hall.page.get_by_role("button", name="Lämna rösten").click()
    _until(lambda: association.poll(poll)["turnout"]["cast"] == 22)  # it is in, and the phone does not know

    assert wire.lost.wait(10)
    hall.wait_for_text("Inte skickad")
    wire.mend()

    hall.wait_for_text("Din röst är mottagen", "samma röst och samma kvitto", seconds=30)
    state = hall.page.evaluate(f"fetch('{association.meeting}/state').then((answer) => answer.json())")
    mine = state["my"]["receipt"]
    assert (mine["choice"], mine["number"]) == ("yes", 1)
    assert squeezed(hall.page.locator("dd.code").text_content() or "") == mine["receipt"]


def _the_chair_closes_and_declares(chair: Screen) -> None:
    page = chair.page
    page.get_by_role("button", name="Avsluta voteringen").click()
    confirm = page.get_by_role("group", name="Avsluta voteringen nu?")
    expect(confirm).to_contain_text(f"{NOT_VOTED} ombud har inte röstat")
    confirm.get_by_role("button", name="Avsluta voteringen").click()
    chair.press("Tillkännage resultatet")


def _shows_the_same_result(screen: Screen) -> None:
    screen.wait_for_text("Bifall")
    text = screen.text()
    assert f"{IN_ALL['yes']} ja av {BASE}" in text, screen.name
    assert f"{NEEDED} krävdes" in text, screen.name
    caption = screen.page.locator("caption", has_text="Rösterna i tabell")
    counted = screen.page.locator("table", has=caption).locator("tr:has(td)")
    rows = [row.locator("th, td").all_text_contents() for row in counted.all()]
    assert {squeezed(label): int(votes) for label, votes in rows} == TABLE, screen.name


def _the_minutes_tell_of_it(chair: Screen) -> None:
    chair.page.goto("/protokoll")
    chair.wait_for_text("§ 6 mom. 2", "13")
    with chair.page.expect_download() as download:
        chair.page.get_by_role("link", name="PDF").first.click()
    with download.value.path().open("rb") as paper:
        assert paper.read(5) == b"%PDF-"


def _until(is_so: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)
