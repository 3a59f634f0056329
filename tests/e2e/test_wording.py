"""The secretary writes what stands around a decision: at the desk, and in the minutes afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from config import iec
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen
from tests.e2e.wire import Wire

OWN, THEIRS, LAST = (
    "Frågan väckte munterhet.",
    "Mötet tog paus före beslutet.",
    "Mötet tackade arbetsgruppen.",
)


@pytest.fixture
def begun(association: Any) -> Any:
    """The meeting has come to § 8, the association's name; the secretary has a client too."""
    association.check_in_halls()
    association.open_meeting()
    association.go_to(8)
    association.secretary = association.signed_in(*iec.SECRETARY)
    return association


def _remarks(screen: Screen, no: int | None = None) -> Locator:
    if no is None:
        screen.page.locator("summary", has_text="Ord i protokollet").click()
    else:
        screen.page.get_by_role("button", name=f"Ord i protokollet kring § {no}").click()
    return screen.page.get_by_label("Anmärkning", exact=True)


def _stands(day: Any, no: int) -> str:
    return str(day.secretary.ask("GET", f"{day.meeting}/items/{no}/words")["remarks_sv"])


def test_words_save_themselves_and_two_who_write_at_once_are_told(begun: Any, screens: Any) -> None:
    desk = screens(begun.origin, name="secretary").take_session(begun.secretary)
    minutes = screens(begun.origin, name="chair", size=PHONE).take_session(begun.chair)
    desk.page.goto("/ordforande")
    minutes.page.goto("/protokoll")
    first, second = _remarks(desk), _remarks(minutes, 8)

    first.fill(OWN)
    desk.wait_for_text("Sparat")
    assert _stands(begun, 8) == OWN
    expect(second).to_have_value(OWN)
    minutes.wait_for_text(OWN)

    first.press_sequentially("!")
    begun.chair.ask(
        "PATCH", f"{begun.meeting}/items/8/words", {"remarks_sv": THEIRS, "was": {"remarks_sv": OWN}}
    )
    desk.wait_for_text("Stina Malm har skrivit något annat här", THEIRS, "Inte sparat")
    assert _stands(begun, 8) == THEIRS
    seen = look(desk)
    desk.save("words-conflict")
    desk.press("Spara min text i stället")
    desk.wait_for_text("Sparat")
    assert _stands(begun, 8) == f"{OWN}!"

    expect(second).to_have_value(f"{OWN}!")
    phone = look(minutes)
    minutes.save("words-phone")
    assert (seen.axe, seen.sideways, phone.axe, phone.sideways) == ([], [], [], [])


def test_words_written_without_a_connection_are_saved_when_it_is_back(
    begun: Any, screens: Any, wire: Wire
) -> None:
    desk = screens(begun.origin, name="secretary", wire=wire).take_session(begun.secretary)
    desk.page.goto("/ordforande")
    box = _remarks(desk)
    expect(box).to_be_visible()

    wire.cut()
    box.fill(LAST)
    desk.wait_for_text("Inget svar. Texten finns kvar här", seconds=30)
    wire.mend()
    desk.wait_for_text("Sparat", seconds=30)

    assert _stands(begun, 8) == LAST


def test_what_was_approved_at_once_or_frozen_says_so_and_a_text_is_taken_back(
    begun: Any, screens: Any
) -> None:
    for no in range(8, 23):
        begun.chair.ask("POST", f"{begun.meeting}/items/{no}/start")
        said: dict[str, Any] = {
            "text_sv": f"Mötet beslutade att godkänna punkt {no}.",
            "method": "acclamation",
        }
        if no == 20:
            said["effects"] = [{"kind": "items_approved", "body": {"items": [7, 8]}}]
        begun.chair.ask("POST", f"{begun.meeting}/items/{no}/decisions", said)
    begun.chair.ask("POST", f"{begun.meeting}/close")
    for name, email in iec.TELLERS[:2]:
        begun.office.ask("POST", "/api/officers", {"role": "adjuster", "name": name, "email": email})
    screen = screens(begun.origin, name="secretary").take_session(begun.secretary)
    screen.page.goto("/protokoll")

    screen.page.get_by_role("button", name="Ord i protokollet kring § 7").click()
    screen.wait_for_text("§ 7 är omedelbart justerad, se § 20.")
    expect(screen.page.get_by_label("Anmärkning", exact=True)).to_have_count(0)
    screen.press("Stäng orden")
    _remarks(screen, 21).fill(LAST)
    screen.wait_for_text("Sparat")
    screen.press("Lås texten")
    screen.wait_for_text("Version 1. 0 av 4 har godkänt", "Version 1 av protokollet är låst.")
    seen = look(screen)
    screen.save("words-frozen")

    screen.press("Ta tillbaka texten för ändring")
    screen.press("Ta tillbaka version 1")
    screen.page.get_by_label("Anmärkning", exact=True).fill(f"{LAST} Ordet var fritt.")
    screen.wait_for_text("Sparat")
    screen.press("Lås texten")
    screen.wait_for_text("Version 2. 0 av 4 har godkänt", "Ordet var fritt.")

    assert (seen.axe, seen.sideways) == ([], [])
