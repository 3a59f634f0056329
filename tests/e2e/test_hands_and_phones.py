"""Kalmar counts hands while the others vote by phone: two tellers differ, then agree, and it adds up."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import expect

from config import iec
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen

A4 = 4
FIRST, CORRECTED = {"För": 8, "Mot": 3, "Avstår": 1}, {"För": 7, "Mot": 4, "Avstår": 1}
BY_PHONE = {"yes": 6, "no": 4, "abstain": 1}
IN_ALL = {"yes": 13, "no": 8, "abstain": 2}  # of 24: one from afar does not vote


@pytest.mark.timeout(600)
def test_hands_in_kalmar_and_phones_elsewhere_become_one_result(association, screens):
    here = association
    here.check_in_halls()
    here.sign_in_all([*here.hall, *here.remote])
    here.arrive(here.remote)
    here.open_meeting()
    here.go_to(9)
    poll = here.prepare(A4)["id"]
    in_kalmar = [one for one in here.hall if one.row["plats"] == "Kalmar"]
    others = [one for one in here.delegates if one not in in_kalmar]
    chair = screens(here.origin, name="chair")
    phone = screens(here.origin, name="phone", size=PHONE)
    first, second = (screens(here.origin, name=f"teller-{n}", size=PHONE) for n in (1, 2))
    chair.sign_in(iec.CHAIR[1], here.post, to="/ordforande")
    phone.take_session(in_kalmar[0].person).page.goto("/mote")
    _two_tellers_stand_in_kalmar(first, second, here)

    _the_chair_lets_kalmar_raise_hands(chair)
    chair.press("Öppna voteringen")
    phone.wait_for_text("Kalmar röstar med handuppräckning", "Räck upp handen")
    expect(phone.page.get_by_role("radio")).to_have_count(0)
    seen = {"phone": look(phone), "teller": look(first)}

    _counts(first, FIRST)
    first.wait_for_text("Dina tal är inskickade", "väntar vi på den andra")
    second.wait_for_text(f"{iec.TELLERS[0][0]} har räknat klart", "Räkna för dig själv")
    assert second.page.locator("input[inputmode=numeric]").first.input_value() == ""  # nothing of the other's
    assert "8" not in second.text("main ul")
    chair.wait_for_text("En av två har räknat", "Bara en rösträknare i Kalmar har fört in talen")
    assert (
        chair.page.get_by_role("button", name="Avsluta voteringen").get_attribute("aria-disabled") == "true"
    )

    _counts(second, CORRECTED)
    for teller in (first, second):
        teller.wait_for_text("Era tal skiljer sig", "Räkna om tillsammans")
    chair.wait_for_text("Talen skiljer sig", "Rösträknarna i Kalmar har olika tal")
    seen |= {"chair, differ": look(chair), "teller, differ": look(second)}
    for screen in (chair, first, second, phone):
        screen.save("hands-differ")

    _counts(first, CORRECTED)
    for teller in (first, second):
        teller.wait_for_text("Ni är överens")
    here.vote(poll, BY_PHONE, others[: sum(BY_PHONE.values())])
    chair.wait_for_text("Rösträknarna är överens", "För 7, Mot 4, Avstår 1", "23 av 24")
    _who_has_not_voted_is_named_without_a_choice(chair, others[-1])
    seen |= {"chair": look(chair), "teller, agreed": look(first)}

    chair.press("Avsluta voteringen")
    group = chair.page.get_by_role("group", name="Avsluta voteringen nu?")
    group.get_by_role("button", name="Avsluta voteringen").click()
    chair.press("Tillkännage resultatet")
    chair.wait_for_text("Bifall", "13 ja av 21", "stadga count")
    phone.wait_for_text("Bifall", "Din plats röstade med handuppräckning")
    for screen in (chair, phone, first):
        screen.save("hands-and-phones")

    _it_adds_up(here.poll(poll)["result"])
    _the_count_can_be_fetched(chair)
    assert {name: found.axe for name, found in seen.items() if found.axe} == {}
    assert {name: found.sideways for name, found in seen.items() if found.sideways} == {}


def _two_tellers_stand_in_kalmar(first: Screen, second: Screen, here: Any) -> None:
    for teller, (_, email) in zip((first, second), iec.TELLERS[:2], strict=True):
        teller.sign_in(email, here.post, to="/rakna")
        teller.page.get_by_role("group", name="Var räknar du?").get_by_role("button", name="Kalmar").click()


def _it_adds_up(result: dict[str, Any]) -> None:
    assert (result["counts"], result["not_voted"], result["register"]) == (IN_ALL, 1, 24)
    assert {place["name"]: place["by_channel"] for place in result["per_venue"]} == {
        "Kalmar": {"hands": 12}, "Växjö": {"own_phone": 8}, "Distans": {"own_phone": 3},
    }  # fmt: skip


def _the_chair_lets_kalmar_raise_hands(chair: Screen) -> None:
    """Two clicks: the fold, and the place's way."""
    chair.wait_for_text("Så röstar platserna", "alla telefoner")
    chair.page.get_by_text("Så röstar platserna").click()
    chair.page.get_by_label("Kalmar", exact=True).select_option("hands")
    chair.wait_for_text("Kalmar: handuppräckning")


def _counts(teller: Screen, numbers: dict[str, int]) -> None:
    """By keyboard, as a number pad has it."""
    for label, number in numbers.items():
        field = teller.page.get_by_label(label, exact=True)
        field.focus()
        teller.page.keyboard.type(str(number))
    teller.wait_for_text("12 av 12 i röstlängden", "Alla har röstat")
    teller.page.keyboard.press("Enter")


def _who_has_not_voted_is_named_without_a_choice(chair: Screen, who: Any) -> None:
    chair.page.get_by_text("Har inte röstat").first.click()
    chair.wait_for_text(who.person.name, "bara antalet är känt")


def _the_count_can_be_fetched(chair: Screen) -> None:
    with chair.page.expect_download() as got:
        chair.page.get_by_role("link", name="votering-").click()
    with open(got.value.path(), encoding="utf-8") as file:  # noqa: PTH123  a download's path is text
        document = json.load(file)
    assert (document["method"], document["counts"]["yes"], document["register"]) == ("majority", 13, 24)
