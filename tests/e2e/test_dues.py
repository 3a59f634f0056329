"""The meeting decides the fees; the treasurer opens her desk, looks, bills, and cannot bill anybody twice."""

from __future__ import annotations

from typing import Any

import pytest

from config import iec
from config.stories import afternoon, afterwards
from tests.e2e.looking import look
from tests.e2e.screen import PHONE
from tests.e2e.test_board_meeting import KARIN, POSTS, SOFIA, association_register, email_of

SELLER = {"org_number": "802999-0010", "town": "Kalmar", "bankgiro": "999-0003"}


@pytest.fixture
def decided(association: Any) -> Any:
    """The hall's organisations are members, the fees are decided, and the board has chosen its treasurer."""
    association.check_in_halls()
    association.open_meeting()
    chair, version = association.chair, association.chair.ask("GET", "/api/statutes/versions")[0]
    fees = iec.fees()
    classes = [
        {**{key: one[key] for key in ("id", "sv", "en", "vote")}, "amount": 100 * one["amount"]}
        for one in (*fees["categories"], *fees["additional_after_A3"])
    ]
    members = [one.registration["member"]["id"] for one in association.hall]
    effects: dict[int, list[dict[str, Any]]] = {no: [one] for no, one in afternoon.EFFECTS.items()}
    adopted = {"version": version["id"], "number": "1.0", "in_force_from": "2016-10-11"}
    effects[9] = [{"kind": "statutes_adopted", "body": adopted}]
    effects[10] = [{"kind": "members_joined", "body": {"members": members, "from": "2016-10-11"}}]
    effects[11] = [{"kind": "fees_set", "body": {"period": fees["period"], "classes": classes}}]
    for no, post, names in POSTS:
        people = [
            {"name": n, "email": email_of(n), "until": "årsmötet 2018", "until_year": 2030} for n in names
        ]
        effects[no] = [{"kind": "elected", "body": {"post": post, "people": people}}]
    for item in chair.ask("GET", association.meeting)["items"]:
        no, home = item["no"], f"{association.meeting}/items/{item['no']}"
        chair.ask("POST", f"{home}/start")
        if no == association_register(item):
            total = chair.ask("GET", f"{association.meeting}/register")["total"]
            chair.ask("POST", f"{association.meeting}/register/approve", {"total": total})
        body = {"text_sv": item["proposal_sv"] or item["title_sv"], "method": "acclamation"}
        chair.ask("POST", f"{home}/decisions", {**body, "effects": effects.get(no, [])})
    chair.ask("POST", f"{association.meeting}/close")
    afterwards.hold_board_meeting(association.signed_in(KARIN, email_of(KARIN)))
    return association


def test_the_treasurer_bills_the_fees_the_meeting_decided_and_nobody_twice(decided, screens):
    sofia = screens(decided.origin, name="sofia")
    sofia.sign_in(email_of(SOFIA), decided.post, to="/kassa")
    sofia.wait_for_text("Det här behöver dig i dag", "Mötet har beslutat om avgifter")
    _look_at(sofia, "desk")
    sofia.page.get_by_role("link", name="Ta fram avgifterna").click()
    sofia.wait_for_text("Beslutade avgifter som väntar på dig", "§ 11")
    sofia.press("Fakturera efter det här beslutet")
    sofia.wait_for_text("Avgifter 2017", "Förhandsvisning", "Att fakturera", "inom 30 dagar")
    sofia.wait_for_text("organisationsnummer saknas i fakturainställningarna")
    assert (
        sofia.page.get_by_role("button", name="Ställ ut 20 fakturor").get_attribute("aria-disabled") == "true"
    )

    treasurer = decided.signed_in(SOFIA, email_of(SOFIA))
    treasurer.ask("PATCH", "/api/invoices/settings", SELLER)
    sofia.page.reload()
    sofia.wait_for_text("20 medlemmar faktureras")
    _look_at(sofia, "preview")
    sofia.press("Ställ ut 20 fakturor")
    sofia.wait_for_text("20 fakturor är utställda", "Nummer 20160001–20160020", seconds=60)
    sofia.wait_for_text("Ingen att fakturera", "Alla som ska betala är redan fakturerade")
    _look_at(sofia, "result")

    schedule = treasurer.ask("GET", "/api/dues")["schedules"][0]["id"]
    run = treasurer.ask("GET", f"/api/dues/{schedule}/runs")
    assert [(one["members"], one["invoices"], one["waiting"]) for one in run] == [(20, 20, 0)]

    phone = screens(decided.origin, name="sofia-phone", size=PHONE)
    phone.take_session(treasurer)
    phone.page.goto("/kassa")
    phone.wait_for_text("Inget behöver dig i dag", "Alla som ska betala är fakturerade")
    phone.page.get_by_role("link", name="Avgifter", exact=True).click()
    phone.wait_for_text("Redan fakturerade", "20160001–20160020")
    _look_at(phone, "phone")


def _look_at(screen: Any, name: str) -> None:
    seen = look(screen)
    screen.save(f"dues-{name}")
    assert (seen.axe, seen.sideways) == ([], []), name
