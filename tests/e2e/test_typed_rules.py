"""A motion on the statutes carries its rules: typed on a phone, completed by the chair, followed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen

ITEM = 9
TWO_THIRDS = "Beslut fattas med minst två tredjedelar av de avgivna rösterna. Blanka röster räknas inte."
FOUR_WEEKS = "Kallelse skickas senast fyra veckor före årsmötet och före extra möte. Handlingar skickas då."
SHARE = {"threshold": "at_least", "fraction": "2/3", "base": "cast"}


@pytest.fixture
def hall(association: Any) -> Any:
    """§ 9 is up and the register is approved."""
    association.check_in_halls()
    association.sign_in_all(association.delegates)
    association.open_meeting()
    association.go_to(ITEM)
    return association


def test_rules_are_typed_beside_the_words_and_followed_when_adopted(hall: Any, screens: Any) -> None:
    chair = screens(hall.origin, name="chair").take_session(hall.chair)
    phone = screens(hall.origin, name="phone", size=PHONE).take_session(hall.hall[0].person)
    chair.page.goto("/ordforande")
    phone.page.goto("/mote")
    for screen in (chair, phone):
        screen.wait_for_text("§ 9")

    form = _writes(phone, "par10.1", TWO_THIRDS)
    _sees_a_fault(form, phone)
    form.get_by_label("Gräns").select_option("at_least")
    form.get_by_label("Andel").fill("2/3")
    phone.wait_for_text("i dag: Mer än hälften av avgivna röster")
    seen = [look(phone)]
    phone.save("typed-rules")
    phone.press("Lämna yrkandet")
    phone.wait_for_text("Ditt yrkande är lämnat som A1", "Majoritet: Minst 2/3 av avgivna röster")

    _writes(phone, "par8.2", FOUR_WEEKS)
    phone.wait_for_text("Granskningen av den nya texten", "Läs igen")
    phone.press("Lämna yrkandet")
    phone.wait_for_text("Ditt yrkande är lämnat som A2")
    seen.append(_the_chair_completes(chair))
    phone.wait_for_text("Kallelse: 28 dagar före årsmöte, 28 dagar före extra möte")

    _is_adopted(hall)
    rules = hall.chair.ask("GET", f"{hall.meeting}/rules")["rules"]
    by_name = {one["name"]: (one["value"], one["origin"]) for one in rules}
    assert by_name["majority"] == (SHARE, "statutes")
    assert by_name["notice_days"] == ({"annual": 28, "extra": 28}, "statutes")
    assert [(one.axe, one.sideways) for one in seen] == [([], [])] * 2


def _writes(phone: Screen, target: str, text: str) -> Locator:
    phone.press("Lämna yrkande")
    form = phone.page.locator("form")
    form.get_by_label("Var?").select_option(target)
    form.get_by_label("Ny lydelse").fill(text)
    expect(form.get_by_text("Regler som följer av texten")).to_be_visible()
    return form


def _sees_a_fault(form: Locator, phone: Screen) -> None:
    """What cannot be counted by is named, and nothing is filed."""
    form.get_by_label("Andel").fill("två tredjedelar")
    phone.press("Lämna yrkandet")
    phone.wait_for_text("Regeln Majoritet går inte att räkna efter")


def _the_chair_completes(chair: Screen) -> Any:
    chair.page.get_by_role("button", name="Jämka: A2").click()
    form = chair.page.locator("form", has_text="Hur jämkas A2?")
    form.get_by_label("Dagar före årsmöte").fill("28")
    form.get_by_label("Dagar före extra möte").fill("28")
    form.get_by_label("Dagar före mötet").fill("28")
    seen = look(chair)
    chair.save("typed-rules-admission")
    chair.press("Jämka yrkandet")
    chair.wait_for_text("Kallelse: 28 dagar före årsmöte")
    return seen


def _is_adopted(hall: Any) -> None:
    home = f"{hall.meeting}/items/{ITEM}/order"
    hall.chair.ask("POST", home, {})
    order = hall.chair.ask("POST", f"{home}/approve")
    while order["next"] and not order["finished_at"]:
        step = order["next"].get("step")
        if step is None:
            order = hall.chair.ask("POST", f"{home}/untouched")
        else:
            order = hall.chair.ask("POST", f"{home}/steps/{step}/acclamation", {"outcome": "yes"})
    assert order["outcome"] == "adopted"
