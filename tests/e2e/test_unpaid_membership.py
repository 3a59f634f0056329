"""A fee that nobody pays: reminded of, put before the board, ended by its decision, told and credited."""

from __future__ import annotations

import time
import uuid
from datetime import date, timedelta
from typing import Any

from tests.e2e.founding import AHMED, KARIN, LISA, SOFIA, email_of
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen
from tests.e2e.test_dues import SELLER, decided

__all__ = ["decided"]
LONG_AGO = timedelta(days=260)


def test_the_treasurer_proposes_the_board_decides_and_the_member_is_told(decided, screens):
    treasurer = decided.signed_in(SOFIA, email_of(SOFIA))
    chair = decided.signed_in(KARIN, email_of(KARIN))
    invoice = _long_unpaid(treasurer)
    sofia = screens(decided.origin, name="sofia").take_session(treasurer)

    sofia.page.goto("/kassa/paminnelser")
    sofia.wait_for_text("Sista påminnelsen har gått", invoice["member_name"])
    sofia.page.get_by_role("button", name=f"Ta upp i styrelsen: {invoice['member_name']}").click()
    sofia.wait_for_text("tas upp på nästa styrelsemöte", "Väntar på styrelsen", "Medlemskap i styrelsen")
    _look_at(sofia, "proposed")

    meeting = _ordinary_meeting(chair)
    karin = screens(decided.origin, name="karin", size=PHONE).take_session(chair)
    karin.page.goto("/styrelsemote")
    karin.wait_for_text("Medlemskap som inte är betalda", invoice["number"], "kvarstår")
    karin.page.get_by_text("Kreditera det obetalda").click()
    karin.press("Spara vad som föreslås")
    karin.wait_for_text(f"att kreditera faktura {invoice['number']}", "är inte längre medlem från och med")
    _look_at(karin, "board")
    after = decided.post.last()
    karin.press("Besluta")
    karin.wait_for_text("Brevet går när mötet har avslutats")
    _look_at(karin, "decided")
    own = next(one for one in chair.ask("GET", meeting)["items"] if one["duty"] == "strikings")
    assert [one["kind"] for one in own["decisions"][0]["effects"]] == ["members_struck"]
    for no in (6, 7):
        chair.ask("POST", f"{meeting}/items/{no}/start")
        if no == 6:
            chair.ask("POST", f"{meeting}/items/{no}/decide", {})
    chair.ask("POST", f"{meeting}/close")

    [member] = decided.office.ask("GET", f"/api/members?search={invoice['member_name']}")["results"]
    letter = _letter(decided.post, member["contact_email"], after=after)
    assert "är inte längre medlem" in letter["subject"]
    sofia.page.goto("/kassa/paminnelser")
    sofia.wait_for_text("Medlemskapet har upphört", "Det obetalda krediteras")
    _look_at(sofia, "ended")
    _credited_by_the_beat(decided, treasurer, sofia, invoice)


def _credited_by_the_beat(decided: Any, treasurer: Any, sofia: Screen, invoice: Any) -> None:
    """What the board gave up the books follow by themselves; the treasurer sees the note and whose it was."""
    sofia.page.goto(f"/kassa/faktura/{invoice['id']}")
    sofia.wait_for_text(invoice["number"], "Förfallen")
    assert sofia.page.get_by_text("Kreditfaktura 2").count() == 0
    decided.server.beat("billing.reminders.tasks.remind_everywhere")
    for _ in range(300):
        told = treasurer.ask("GET", f"/api/invoices/{invoice['id']}")
        if told["credit_notes"]:
            break
        time.sleep(0.1)
    assert (told["standing"], told["open"], len(told["credit_notes"])) == ("credited", 0, 1)
    sofia.page.reload()
    sofia.wait_for_text(f"Kreditfaktura {told['credit_notes'][0]['number']}", "styrelsemöte")
    _look_at(sofia, "credited")
    decided.server.beat("billing.reminders.tasks.remind_everywhere")
    time.sleep(1)
    again = treasurer.ask("GET", f"/api/invoices/{invoice['id']}")
    assert [one["number"] for one in again["credit_notes"]] == [told["credit_notes"][0]["number"]]


def _long_unpaid(treasurer: Any) -> Any:
    """One fee, billed and due long ago, and reminded of to the last step of a short ladder."""
    treasurer.ask("PATCH", "/api/invoices/settings", SELLER)
    treasurer.ask("PUT", "/api/reminders/ladder", {"is_on": False, "grace_days": 10, "steps": [{"days": 3}]})
    waiting = treasurer.ask("GET", "/api/dues")["waiting"]
    schedule = treasurer.ask("POST", "/api/dues", {"decision": waiting[0]["decision"]})
    today = date.fromisoformat(treasurer.ask("GET", "/api/reminders")["today"])
    on = (today - LONG_AGO).isoformat()
    treasurer.ask("POST", f"/api/dues/{schedule['id']}/runs", {"key": str(uuid.uuid4()), "on": on})
    for _ in range(300):
        if len(rows := treasurer.ask("GET", "/api/invoices")["rows"]) == 20:
            break
        time.sleep(0.2)
    _wait_until_sent(treasurer, rows)
    assert treasurer.ask("POST", "/api/reminders/sending")["asked"] == 20
    return treasurer.ask("GET", f"/api/invoices/{rows[0]['id']}")


def _wait_until_sent(treasurer: Any, rows: list[Any]) -> None:
    for _ in range(300):
        if len(treasurer.ask("GET", "/api/reminders")["now"]) == len(rows):
            return
        time.sleep(0.2)
    raise AssertionError("the invoices' letters have not gone")


def _ordinary_meeting(chair: Any) -> str:
    """Called, opened and led to the item about memberships."""
    choices = {"agenda": "ordinary", "meeting_secretary": LISA, "adjuster": AHMED}
    made = chair.ask("POST", "/api/board-meetings", {"choices": choices})
    at = f"/api/board-meetings/{made['id']}"
    assert [one["duty"] for one in made["items"]][4] == "strikings"
    chair.ask("PUT", f"{at}/table", {"here": [{"seat": one["id"]} for one in made["seats"]]})
    chair.ask("POST", f"{at}/open")
    for no in (2, 3, 4):
        chair.ask("POST", f"{at}/items/{no}/start")
        chair.ask("POST", f"{at}/items/{no}/decide", {})
    chair.ask("POST", f"{at}/items/5/start")
    return at


def _letter(post: Any, to: str, *, after: int) -> Any:
    for _ in range(300):
        if found := [one for one in post.letters(to, after=after) if "medlem" in one["subject"]]:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no letter came to {to}")


def _look_at(screen: Screen, name: str) -> None:
    seen = look(screen)
    screen.save(f"unpaid-{name}")
    assert (seen.axe, seen.sideways) == ([], []), name
