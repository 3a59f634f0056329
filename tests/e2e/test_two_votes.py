"""One person with two votes: their own member's and a proxy's, cast from one phone, openly and in secret."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from config import iec
from config.stories.devices import devices
from config.stories.secrecy import Ballots, Officer
from tests.e2e.driving import button, clean, has_given_keys, votes
from tests.e2e.screen import PHONE, Screen

PAPER = ("fullmakt.pdf", b"%PDF-1.7\nsigned", "application/pdf")
VOTERS = 5


@pytest.fixture
def annual(association: Any) -> Any:
    """An annual meeting that accepts proxies: five are here, and the first of them holds a sixth member's."""
    here = association
    start = datetime.fromisoformat(here.office.ask("GET", "/api/session")["now"]) + timedelta(hours=1)
    plan = {
        "kind": "annual", "title": "Årsmöte", "starts_at": start.isoformat(),
        "registration_closes_at": (start - timedelta(minutes=30)).isoformat(), "venues": list(iec.VENUES),
        "procedure": {"proxy": {"allowed": True, "deadline": "before_register_approved"}},
        "matters": [{"title_sv": "Ny hemsida"}],
    }  # fmt: skip
    meeting = here.office.ask("POST", "/api/meetings", plan)
    here.meeting = f"/api/meetings/{meeting['id']}"
    kalmar = meeting["venues"][0]["id"]
    here.sign_in_all(here.hall[1:VOTERS])
    for one in here.hall[:VOTERS]:
        wish = {"member": one.registration["member"]["id"], "venue": kalmar}
        names = {"delegate_name": one.row["ombud"], "delegate_email": one.email}
        registration = here.office.ask("POST", f"{here.meeting}/registrations", {**wish, **names})
        seat = {"registration": registration["id"], "venue": kalmar}
        here.office.ask("POST", f"{here.meeting}/check-ins", seat)
    holder, giver = here.hall[0], here.hall[VOTERS]
    paper = {
        "member": giver.registration["member"]["id"], "holder_name": holder.row["ombud"],
        "holder_email": holder.email, "dated": start.date().isoformat(),
    }  # fmt: skip
    here.office.ask("POST", f"{here.meeting}/proxies", data=paper, files={"file": PAPER})
    _comes_to_the_matter(here, meeting)
    return here


def test_both_votes_are_cast_from_one_phone_and_each_has_its_slip(annual: Any, screens: Any):
    own, giver = annual.hall[0].row["namn"], annual.hall[VOTERS].row["namn"]
    phone = screens(annual.origin, name="holder", size=PHONE)
    phone.sign_in(annual.hall[0].email, annual.post, to=f"/mote?mote={annual.meeting.rpartition('/')[2]}")
    phone.wait_for_text("Ny hemsida")
    poll = _put(annual, "Ska vi ha en ny hemsida?")

    phone.wait_for_text("Ska vi ha en ny hemsida?", f"Rösten för {own}")
    votes(phone, "Ja")
    phone.wait_for_text("Du har 2 röster", "1 röst är inte lämnad.", giver)
    clean("two-votes-one-left", phone)
    button(phone, f"Rösta: {giver}").click()
    phone.wait_for_text(f"Rösten för {giver}")
    phone.page.reload()  # whoever reloads here has lost nothing, and has one vote left
    phone.wait_for_text("Du har 2 röster", "1 röst är inte lämnad.")
    button(phone, f"Rösta: {giver}").click()
    votes(phone, "Nej")
    phone.wait_for_text(own, "Rösten är mottagen.")
    _the_slip_is_of(phone, giver)
    button(phone, f"Visa: {own}").click()
    _the_slip_is_of(phone, own)
    clean("two-votes", phone)

    assert annual.chair.ask("POST", f"{poll}/close")["result"]["counts"] == {"yes": 1, "no": 1, "abstain": 0}


def test_both_votes_are_encrypted_each_with_a_key_of_its_own(annual: Any, screens: Any):
    giver = annual.hall[VOTERS].row["namn"]
    tellers = [Officer(annual.signed_in(*one)) for one in iec.TELLERS]
    with devices(1) as phones:
        ballots = Ballots(annual.meeting, phones, tellers)
        ballots.give_keys([one.person for one in annual.hall[1:VOTERS]])
        ballots.make_the_key(annual.chair)
        phone = screens(annual.origin, name="holder", size=PHONE)
        phone.sign_in(annual.hall[0].email, annual.post, to=f"/mote?mote={annual.meeting.rpartition('/')[2]}")
        has_given_keys(phone, annual.meeting, 2)
        poll = _put(annual, "Ska vi ha en ny hemsida?", secrecy="secret")

        phone.wait_for_text("Ska vi ha en ny hemsida?")
        votes(phone, "Ja")
        button(phone, f"Rösta: {giver}").click()
        votes(phone, "Nej")
        phone.wait_for_text("Krypterad", "Spårkod")
        _the_slip_is_of(phone, giver)
        clean("two-votes-secret", phone)
        annual_poll = annual.chair.ask("GET", poll)
        ballots.cast([one.person for one in annual.hall[1:VOTERS]], annual_poll, {"yes": 4})
        annual.chair.ask("POST", f"{poll}/close")
        result = ballots.decrypt(annual_poll["id"])["result"]

    assert result["counts"] == {"yes": 5, "no": 1, "abstain": 0}


def _the_slip_is_of(phone: Screen, member: str) -> None:
    expect(phone.page.locator("dl dd").first).to_have_text(member)


def _comes_to_the_matter(here: Any, meeting: dict[str, Any]) -> None:
    """The register is approved on the way."""
    for venue in meeting["venues"]:
        here.chair.ask("POST", f"{here.meeting}/venues/{venue['id']}/confirm")
    opened = here.chair.ask("POST", f"{here.meeting}/open")
    for item in opened["items"]:
        here.matter = item["no"]
        here.chair.ask("POST", f"{here.meeting}/items/{item['no']}/start")
        if item["title_sv"] == "Ny hemsida":
            return
        if item["duty"] == "register":
            total = here.chair.ask("GET", f"{here.meeting}/register")["total"]
            here.chair.ask("POST", f"{here.meeting}/register/approve", {"total": total})
        if item["kind"] != "information":
            decision = {"text_sv": "Mötet beslutade enligt förslaget.", "method": "acclamation"}
            here.chair.ask("POST", f"{here.meeting}/items/{item['no']}/decisions", decision)


def _put(here: Any, question: str, secrecy: str = "open") -> str:
    body = {"item_no": here.matter, "kind": "yes_no", "question": question, "secrecy": secrecy}
    poll = f"/api/polls/{here.chair.ask('POST', f'{here.meeting}/polls', body)['id']}"
    here.chair.ask("POST", f"{poll}/open")
    return poll
