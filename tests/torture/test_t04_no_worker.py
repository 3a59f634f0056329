"""T4: no worker, no beat, no broker: the meeting is held all the same, and letters go out afterwards."""

from __future__ import annotations

from uuid import uuid4

import httpx
import pytest
from django.core import mail

from tests.torture.figures import tell
from tests.torture.hall import CHAIR, ITEM, NOW, fill, headers_of, sign_in
from tests.torture.retrying import vote_until_told
from tests.torture.server import web_process

VOTERS = 60
NOBODY_LISTENS = "redis://127.0.0.1:1/0"
pytestmark = pytest.mark.torture


def test_a_meeting_without_workers_and_its_letters_afterwards(race):
    from accounts.actions import ensure_user, grant_role
    from kernel.permissions import Role
    from tenants.members.models import Member
    from voting.meetings import tasks
    from voting.meetings.actions import register_at_desk
    from voting.meetings.actions.registering import Wish

    hall = fill(race, voters=VOTERS)
    chair = ensure_user(email="stina@people.example", name="Stina Malm", at=NOW)
    grant_role(user=chair, role=Role.CHAIR, by=CHAIR, at=NOW)
    office = ensure_user(email="anna@people.example", name="Anna Hed", at=NOW)
    grant_role(user=office, role=Role.OFFICE, by=CHAIR, at=NOW)
    sign_in(hall, [*hall.voters, chair.pk, office.pk])
    newcomer = Member.objects.create(
        number="99999", name="Sent anmäld AB", org_number="999999-0000", kind="company",
        contact_name="Sen Anmäld", contact_email="sen@people.example", created_at=NOW,
    )  # fmt: skip

    with web_process(REDIS_URL=NOBODY_LISTENS) as web, httpx.Client(trust_env=False, timeout=30) as line:

        def ask(who, method, path, body=None):
            headers = headers_of(hall, who)
            answer = line.request(
                method, f"http://127.0.0.1:{web.port}/api{path}", headers=headers, json=body
            )
            assert answer.status_code < 300, answer.text
            return answer.json()

        meeting = f"/meetings/{hall.meeting}"
        question = {"item_no": ITEM, "kind": "yes_no", "question": "Ska stadgarna antas?"}
        poll = ask(chair.pk, "POST", f"{meeting}/polls", question)["id"]
        ask(chair.pk, "POST", f"/polls/{poll}/open")
        log = vote_until_told(hall, lambda: web.port, poll, {v: ("yes", uuid4()) for v in hall.voters})
        ask(chair.pk, "POST", f"/polls/{poll}/close")
        declared = ask(chair.pk, "POST", f"/polls/{poll}/declare")
        events = ask(chair.pk, "GET", f"{meeting}/events")

    assert len(log.receipts) == VOTERS
    assert declared["result"]["counts"]["yes"] == VOTERS
    assert [e["kind"] for e in events["entries"]][-3:] == [
        "voting.polls.opened", "voting.polls.closed", "voting.polls.declared",
    ]  # fmt: skip
    wish = Wish(
        delegate_name="Sen Anmäld", delegate_email="sen@people.example", venue=hall.venues[0].pk,
        lunch=False, diet="", access_needs="",
    )  # fmt: skip
    register_at_desk(meeting_id=hall.meeting, member_id=newcomer.pk, wish=wish, by=office.as_actor(), at=NOW)
    assert mail.outbox == []  # nobody was there to send it

    tasks.send_waiting.run()
    tasks.send_waiting.run()

    assert [letter.to for letter in mail.outbox] == [["sen@people.example"]]
    tell("T4", voters=VOTERS, accepted=len(log.receipts), letters_sent_after=len(mail.outbox), sent_twice=0)
