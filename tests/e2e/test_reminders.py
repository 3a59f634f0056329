"""An invoice that is overdue: the treasurer looks, the reminder goes, it is paid, and no second one comes."""

from __future__ import annotations

import re
import time
import uuid
from datetime import date, timedelta
from typing import Any

from config.stories.client import Post
from tests.e2e.looking import look
from tests.e2e.screen import PHONE
from tests.e2e.test_pay_an_invoice import LINK, OFFICE, PAYER, signed_in
from tests.e2e.test_pay_an_invoice import treasurer as treasurer  # noqa: PLC0414  the neighbour's fixture

REMINDER = re.compile(r"^Påminnelse: faktura (\d+) skulle ha betalats senast")


def overdue(treasurer: Any, member: str) -> Any:
    """An invoice whose thirty days ended a fortnight ago by the demo's clock."""
    line = {"text_sv": "Medlemsavgift", "text_en": "Membership fee", "unit_price": 300_000}
    draft = treasurer.ask(
        "POST", "/api/invoices", {"key": str(uuid.uuid4()), "member": member, "lines": [line]}
    )
    today = date.fromisoformat(treasurer.ask("GET", "/api/reminders")["today"])
    day = (today - timedelta(days=44)).isoformat()
    return treasurer.ask("POST", f"/api/invoices/{draft['id']}/issue", {"on": day})


def test_an_overdue_invoice_is_reminded_of_once_paid_and_left_alone(server, screens, treasurer):
    post = Post(server.letters)
    before = post.last()
    member = signed_in(server, OFFICE).ask("GET", "/api/members?search=Slipverket")["results"][0]
    invoice = overdue(treasurer, member["id"])
    _reminders(post, before, wanted=0, letters=1)
    desk = screens(server.origin("glasriket"), name="sofia").take_session(treasurer)

    desk.page.goto("/kassa")
    desk.page.get_by_role("link", name="Påminnelser", exact=True).click()
    desk.wait_for_text("Påminnelser går inte ut av sig själva", invoice["number"], "Påminnelse 1")
    desk.page.get_by_role("button", name="Läs brevet: Påminnelse 2").click()
    desk.wait_for_text("Andra påminnelsen: faktura 20000001")
    _look_at(desk, "desk")
    today = desk.page.get_by_role("table", name="I dag")
    today.get_by_role("button", name=f"Pausa påminnelser till {member['name']}").click()
    desk.page.get_by_label("Skäl").fill("Har lovat betala")
    desk.page.get_by_role("button", name="Pausa", exact=True).click()
    desk.wait_for_text(
        f"{member['name']} påminns inte", "Ingen ska påminnas i dag", "Pausad: Har lovat betala"
    )
    _look_at(desk, "paused")
    desk.page.get_by_role("button", name=f"Påminn igen: {member['name']}").click()
    desk.press("Skicka påminnelsen nu")
    desk.wait_for_text("En påminnelse skickas nu", "Ingen ska påminnas i dag")
    [letter] = _reminders(post, before, wanted=1, letters=2)
    assert REMINDER.match(letter["subject"].strip())[1] == invoice["number"]

    phone = screens(server.origin("glasriket"), name="ivar", size=PHONE)
    phone.page.goto(LINK.search(letter["text"])[0])
    phone.page.get_by_text("Skulle ha betalats", exact=False).first.wait_for()
    phone.page.get_by_role("button", name="Betala med kort eller Swish").click()
    phone.page.locator("button[value=card]").click()
    phone.page.get_by_text("Fakturan är betald.").wait_for()

    desk.press("Börja påminna")
    desk.wait_for_text("Påminnelser går ut varje morgon")
    assert treasurer.ask("POST", "/api/reminders/sending")["asked"] == 0
    page = treasurer.ask("GET", "/api/reminders")
    unpaid = [one for name in ("now", "next", "held", "later", "climbed") for one in page[name]]
    assert invoice["number"] not in [one["number"] for one in unpaid]
    gone = [(one["no"], one["state"]) for one in page["sent"] if one["number"] == invoice["number"]]
    assert gone == [(1, "sent")]
    time.sleep(3)
    assert len(_reminders(post, before, wanted=1, letters=2)) == 1
    desk.page.goto(f"/kassa/faktura/{invoice['id']}")
    desk.wait_for_text("Påminnelser", "Påminnelse 1", "Betald")
    _look_at(desk, "invoice")
    small = screens(server.origin("glasriket"), name="sofia-phone", size=PHONE).take_session(treasurer)
    small.page.goto("/kassa/paminnelser")
    small.wait_for_text("Skickade påminnelser", invoice["number"])
    _look_at(small, "phone")


def _reminders(post: Post, before: int, *, wanted: int, letters: int) -> list[dict[str, Any]]:
    """The reminders that have come to the payer, once so many letters have."""
    came: list[dict[str, Any]] = []
    for _ in range(300):
        came = post.letters(PAYER, after=before)
        found = [one for one in came if REMINDER.match(one["subject"].strip())]
        if len(found) >= wanted and len(came) >= letters:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{wanted} reminders of {letters} letters: {[one['subject'] for one in came]}")


def _look_at(screen: Any, name: str) -> None:
    seen = look(screen)
    screen.save(f"reminders-{name}")
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], []), name
