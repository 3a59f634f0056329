"""At the tellers' table: a stuck voter, a kiosk that forgets, the roll, and paper typed in by two."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import expect

from config import iec
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen, squeezed

A4 = 4
STUCK_AT_MOST = 30  # seconds
TELLER = iec.TELLERS[0]
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def hall(association: Any) -> Any:
    """Everybody in the halls is checked in; § 9 is dealt with."""
    association.check_in_halls()
    association.open_meeting()
    association.go_to(9)
    return association


def test_a_stuck_voter_is_helped_within_half_a_minute_and_the_kiosk_forgets(hall, screens):
    stuck, other = hall.hall[0], hall.hall[1]
    poll = hall.prepare(A4)["id"]
    hall.chair.ask("POST", f"/api/polls/{poll}/open", {})
    teller = screens(hall.origin, name="teller", size=PHONE)
    teller.sign_in(TELLER[1], hall.post, to="/rakna")
    _stands_in(teller, "Kalmar")
    teller.wait_for_text("12 i Kalmar har inte röstat")
    seen = {"missing": look(teller)}

    began = time.monotonic()
    teller.page.get_by_label("Sök ombud eller organisation").fill(stuck.row["ombud"])
    teller.page.get_by_role("button", name=f"Hjälp {stuck.row['ombud']}").click()
    teller.choice("Ja").check()
    teller.press("Lämna rösten: Ja")
    teller.wait_for_text("är mottagen", "Kvittonummer")
    assert time.monotonic() - began < STUCK_AT_MOST
    receipt = squeezed(teller.page.locator("dd.code").text_content() or "")
    seen |= {"helped": look(teller)}
    teller.save("helped")
    teller.press("Klar")
    teller.wait_for_text("11 i Kalmar har inte röstat")

    _a_vote_that_is_there_is_changed_by_its_receipt_alone(teller, stuck.row["ombud"], receipt)
    seen |= _the_kiosk_forgets(teller, other.row["ombud"])

    assert hall.poll(poll)["turnout"]["cast"] == 2
    hall.chair.ask("POST", f"/api/polls/{poll}/close")
    assert hall.poll(poll)["result"]["counts"] == {"yes": 0, "no": 2, "abstain": 0}
    assert {name: found.axe for name, found in seen.items() if found.axe} == {}
    assert {name: found.sideways for name, found in seen.items() if found.sideways} == {}


def _stands_in(screen: Screen, place: str) -> None:
    screen.page.get_by_role("group", name="Var räknar du?").get_by_role("button", name=place).click()


def _a_vote_that_is_there_is_changed_by_its_receipt_alone(teller: Screen, name: str, receipt: str) -> None:
    teller.page.get_by_label("Sök ombud eller organisation").fill(name)
    teller.wait_for_text("Har röstat")
    teller.page.get_by_role("button", name=f"Ändra rösten: {name}").click()
    teller.wait_for_text("En röst är redan mottagen")
    teller.choice("Nej").check()
    teller.press("Lämna rösten: Nej")
    teller.wait_for_text("har redan röstat")  # without the receipt nothing changes
    teller.page.get_by_label("Kvittonummer").fill(receipt)
    teller.press("Lämna rösten: Nej")
    teller.wait_for_text("är mottagen")
    teller.press("Klar")
    teller.complaints = [one for one in teller.complaints if "(/api/polls/" not in one]  # it was a no


def _the_kiosk_forgets(kiosk: Screen, name: str) -> dict[str, Any]:
    kiosk.page.get_by_role("link", name="Kiosk").click()
    kiosk.wait_for_text("Rösta här")
    seen = {"kiosk": look(kiosk)}
    kiosk.page.get_by_label("Ditt namn eller din organisation").fill(name)
    kiosk.page.get_by_role("button", name=f"Det är jag, {name}").click()
    kiosk.choice("Nej").check()
    kiosk.press("Fortsätt")
    kiosk.wait_for_text("Du röstar", "Nej")
    seen |= {"kiosk, confirm": look(kiosk)}
    kiosk.press("Lämna rösten")
    kiosk.wait_for_text("Din röst är mottagen", "Skärmen töms om")
    kiosk.save("kiosk")
    kiosk.press("Klar")
    kiosk.wait_for_text("Ditt namn eller din organisation")
    expect(kiosk.page.get_by_label("Ditt namn eller din organisation")).to_have_value("")
    assert name not in kiosk.text()
    return seen


def test_the_roll_is_called_by_one_key_an_answer_and_the_last_is_put_right(hall, screens):
    poll = hall.prepare(A4)["id"]
    venues = {v["name"]: v["id"] for v in hall.chair.ask("GET", hall.meeting)["venues"]}
    vaxjo = {"venue": venues["Växjö"], "channel": "roll_call"}
    hall.chair.ask("POST", f"/api/polls/{poll}/channel", vaxjo)
    hall.chair.ask("POST", f"/api/polls/{poll}/open", {})
    secretary = screens(hall.origin, name="secretary")
    phone = screens(hall.origin, name="phone", size=PHONE)
    called = next(one for one in hall.hall if one.row["plats"] == "Växjö")
    called.person.sign_in(hall.post)
    phone.take_session(called.person).page.goto("/mote")
    phone.wait_for_text("Växjö röstar med upprop", "Svara när ditt namn ropas upp")
    secretary.sign_in(iec.SECRETARY[1], hall.post, to="/rakna/upprop")
    secretary.wait_for_text("Ropas upp", "0 av 8")
    names = secretary.page.locator("aside li span:nth-child(2)").all_text_contents()
    assert len(names) == 8
    now = secretary.page.locator("#called")

    def press(key: str, then: str) -> None:
        secretary.page.keyboard.press(key)
        expect(now).to_have_text(then)

    expect(now).to_have_text(names[0])
    press("s", names[1])  # does not answer, is called again at the end
    press("j", names[2])
    press("n", names[3])
    press("Backspace", names[2])  # heard wrongly
    press("a", names[3])
    seen = {"roll call": look(secretary), "phone": look(phone)}
    secretary.save("roll-call")
    for then in (*names[4:], names[0]):
        press("j", then)
    secretary.page.keyboard.press("n")
    secretary.wait_for_text("Alla har svarat", "8 av 8")

    hall.chair.ask("POST", f"/api/polls/{poll}/close")
    result = hall.poll(poll)["result"]
    [place] = [one for one in result["per_venue"] if one["name"] == "Växjö"]
    assert place["counts"] == {"yes": 6, "no": 1, "abstain": 1}
    assert place["by_channel"] == {"roll_call": 8}
    assert {name: found.axe for name, found in seen.items() if found.axe} == {}
    assert {name: found.sideways for name, found in seen.items() if found.sideways} == {}


def test_a_vote_on_paper_is_typed_in_by_the_secretary_and_a_teller(hall, screens):
    secretary = screens(hall.origin, name="secretary")
    teller = screens(hall.origin, name="teller", size=PHONE)
    chair = screens(hall.origin, name="chair")
    secretary.sign_in(iec.SECRETARY[1], hall.post, to="/rakna/papper")
    secretary.wait_for_text("Reservpapper", "För in en votering som hölls på papper")
    with secretary.page.expect_download() as papers:
        secretary.page.get_by_role("link", name="Hämta reservpapper").click()
    with open(papers.value.path(), "rb") as file:  # noqa: PTH123  a download's path is text
        assert file.read(4) == b"%PDF"

    page = secretary.page
    page.get_by_label("Fråga", exact=True).fill("Ska avgiften bero på omsättningen?")
    page.get_by_label("Började").fill("13:20")
    page.get_by_label("Slutade").fill("13:35")
    for place, numbers in {"Kalmar": (7, 5, 0, 0), "Växjö": (5, 1, 1, 1)}.items():
        _fills(page.get_by_role("group", name=place), numbers)
    seen = {"paper": look(secretary)}
    secretary.save("paper")
    secretary.press("Skicka talen till rösträknarna")
    secretary.wait_for_text("En rösträknare ska föra in samma tal", "En av två har räknat")

    teller.sign_in(TELLER[1], hall.post, to="/rakna")
    for place, numbers in {"Kalmar": (7, 5, 0, 0), "Växjö": (5, 1, 1, 1)}.items():
        _stands_in(teller, place)
        teller.wait_for_text("Voteringen hölls på papper", f"Valsedlarna i {place}")
        _fills(teller.page.locator("main"), numbers)
        teller.press("Skicka talen")
        teller.wait_for_text("Ni är överens")
    secretary.wait_for_text("Ni är överens")
    seen |= {"teller": look(teller), "second": look(secretary)}

    chair.sign_in(iec.CHAIR[1], hall.post, to="/ordforande")
    chair.wait_for_text("Voteringen hölls på papper", "20 av 20")
    chair.press("Avsluta voteringen")
    chair.page.get_by_role("group", name="Avsluta voteringen nu?").get_by_role(
        "button", name="Avsluta voteringen"
    ).click()
    chair.press("Tillkännage resultatet")
    chair.wait_for_text("Bifall", "12 ja av 18")
    assert {name: found.axe for name, found in seen.items() if found.axe} == {}
    assert {name: found.sideways for name, found in seen.items() if found.sideways} == {}


def _fills(within: Any, numbers: tuple[int, ...]) -> None:
    for label, number in zip(("För", "Mot", "Avstår", "Ogiltiga"), numbers, strict=True):
        within.get_by_label(label, exact=True).fill(str(number))
