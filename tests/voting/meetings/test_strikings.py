"""A membership that is not paid for ends by the board's decision alone, and goes back with it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from journal.models import Entry
from kernel import clock
from kernel.errors import Refused
from tenants.decisions.models import Effect
from tenants.members import actions as members
from tenants.members.models import Member, Striking
from tests.voting.meetings.board_room import AHMED, HOME, HOUSE, LISA, hold
from tests.voting.meetings.conftest import KALMAR, new_meeting, new_member, register, venue
from voting.meetings.models import Registration
from voting.meetings.tasks import send_waiting

ORDINARY = {"agenda": "ordinary", "meeting_secretary": LISA, "adjuster": AHMED}
SINCE = date(2016, 1, 1)
RULE = ("stadgarna § 9 mom. 2", "statutes § 9.2")
BILL = {"number": "20170001", "due_on": "2016-03-01", "left": 400_000, "reminded_on": "2016-04-01"}


@pytest.fixture
def unpaid(in_alfa, elected, now):
    """unpaid(7): a member whose fee is not paid, put before the board."""

    def make(number):
        member = new_member(number, at=now)
        member.member_since, member.joined_by = SINCE, uuid4()
        member.save()
        bill = {**BILL, "id": str(member.pk), "number": f"2017{number:04}"}
        return members.propose_striking(member_id=member.pk, invoices=[bill], rule=RULE, by=HOUSE, at=now)

    return make


def strikings(shown):
    return next((one for one in shown["items"] if one["duty"] == "strikings"), None)


def call(karin):
    return karin.post(HOME, {"choices": ORDINARY}, format="json").json()


def test_the_agenda_takes_it_up_only_when_somebody_has_put_it_before_the_board(karin, elected, unpaid):
    assert strikings(call(karin)) is None
    unpaid(1)
    assert karin.get(HOME).json()["strikings"] == 1


def test_it_is_put_up_before_the_next_meetings_item_and_says_what_is_unpaid(karin, unpaid):
    unpaid(1)
    shown = call(karin)

    assert [one["title_sv"] for one in shown["items"]][3:] == [
        "Ansökningar om medlemskap", "Medlemskap som inte är betalda", "Nästa möte", "Mötets avslutande",
    ]  # fmt: skip
    assert [one["no"] for one in shown["items"]] == [1, 2, 3, 4, 5, 6, 7]
    assert strikings(shown)["text_sv"] == (
        "Styrelsen beslutade\natt Medlem 01 AB inte längre är medlem från och med den 11 oktober 2016, "
        "eftersom medlemsavgiften enligt faktura 20170001, 4\u00a0000\u00a0kr, inte är betald "
        "(stadgarna § 9 mom. 2),\n"
        "att fordran enligt faktura 20170001 kvarstår."
    )
    assert [(one["name"], one["left"], one["fate"]) for one in shown["unpaid"]] == [
        ("Medlem 01 AB", 400_000, "end")
    ]


def test_the_board_ends_one_keeps_one_and_lets_one_wait_and_each_is_told_when_the_meeting_has_ended(
    karin, unpaid, mailoutbox
):
    first, second, third = unpaid(1), unpaid(2), unpaid(3)
    shown = call(karin)
    fates = [
        {"member": str(first.member_id), "fate": "end", "credited": True},
        {"member": str(second.member_id), "fate": "keep"},
        {"member": str(third.member_id), "fate": "wait"},
    ]
    at = f"{HOME}/{shown['id']}/fates"
    assert karin.put(at, {"fates": [{**fates[0], "member": shown["id"]}]}, format="json").status_code == 400
    shown = karin.put(at, {"fates": fates}, format="json").json()
    said = strikings(shown)["text_sv"]
    assert "att kreditera faktura 20170001,\natt låta Medlem 02 AB vara kvar som medlem" in said
    assert said.endswith("att bordlägga frågan om medlemskapet för Medlem 03 AB.")
    assert Member.objects.exclude(member_since=None).count() == 3
    shown = hold(karin, shown)

    decided = strikings(shown)["decisions"][0]
    assert [one["kind"] for one in decided["effects"]] == ["members_struck", "strikings_declined"]
    found = {one.pk: one for one in Striking.objects.all()}
    assert [found[one.pk].outcome for one in (first, second, third)] == ["ended", "kept", ""]
    gone = found[first.pk]
    assert (gone.ended_on, gone.was_since, gone.is_credited) == (date(2016, 10, 11), SINCE, True)
    assert (str(gone.decision), gone.citation_sv) == (
        decided["id"],
        "beslut §\u00a05, styrelsemöte 2016-10-11",
    )
    member = Member.objects.get(pk=first.member_id)
    assert (member.member_since, member.joined_by) == (None, None)
    assert Member.objects.exclude(member_since=None).count() == 2

    assert members.deliver(letter_id=gone.pk, at=clock.now()) == "sent"
    assert members.deliver(letter_id=gone.pk, at=clock.now()) is None
    [letter] = mailoutbox
    assert letter.to == [member.contact_email]
    assert "beslut §\u00a05, styrelsemöte 2016-10-11" in letter.body
    assert "kreditfaktura" in letter.body
    late = karin.put(at, {"fates": []}, format="json")
    assert late.json()["obstacles"][0]["code"] == "voting.meetings.obstacle_meeting_closed"


def test_taken_back_with_its_decision_the_register_says_what_it_said_and_nobody_is_told(karin, unpaid, now):
    made = unpaid(1)
    before = Member.objects.values().get(pk=made.member_id)
    shown = call(karin)
    at = f"{HOME}/{shown['id']}"
    karin.put(f"{at}/table", {"here": [{"seat": one["id"]} for one in shown["seats"]]}, format="json")
    karin.post(f"{at}/open")
    for no in range(2, 6):
        karin.post(f"{at}/items/{no}/start")
        shown = karin.post(f"{at}/items/{no}/decide", {}, format="json").json()
    assert Member.objects.get(pk=made.member_id).member_since is None
    assert shown["undo"]["obstacles"] == []

    taken = karin.post(
        f"{at}/undo", {"event": shown["undo"]["event"], "reason": "De har betalat"}, format="json"
    )

    assert (taken.status_code, strikings(taken.json())["decisions"]) == (200, [])
    assert Member.objects.values().get(pk=made.member_id) == before
    made.refresh_from_db()
    assert (made.outcome, made.decision, made.ended_on, made.settled_at) == ("", None, None, None)
    assert Effect.objects.filter(kind="members_struck").exclude(undone_at=None).count() == 1
    assert [one["name"] for one in taken.json()["unpaid"]] == ["Medlem 01 AB"]
    again = karin.post(f"{at}/items/5/decide", {}, format="json")
    assert again.status_code == 200
    assert Member.objects.get(pk=made.member_id).member_since is None


def test_what_they_had_registered_for_a_meeting_to_come_is_cancelled_with_the_membership(
    karin, meeting, unpaid, now, soon, mailoutbox
):
    gone, stays = unpaid(1), new_member(2, at=now)
    coming = new_meeting(at=now + timedelta(days=90))
    for member in (gone.member, stays):
        register(coming, member, venue(coming, KALMAR), at=now)
    register(meeting, gone.member, venue(meeting, KALMAR), at=now)
    send_waiting.run()
    mailoutbox.clear()
    shown = call(karin)
    assert Registration.objects.filter(member=gone.member).count() == 2
    hold(karin, shown)

    send_waiting.run()
    told = [one.to for one in mailoutbox if "Medlem 01 AB" in one.body]
    assert list(coming.registrations.values_list("member__number", flat=True)) == ["0002"]
    assert ["ombud1@medlem.example"] in told
    cancelled = Entry.objects.filter(kind="voting.meetings.cancelled", subject=coming.pk)
    assert [one.body["member"] for one in cancelled] == ["Medlem 01 AB"]
    with pytest.raises(Refused) as no:
        register(coming, gone.member, venue(coming, KALMAR), at=now)
    assert [one.code for one in no.value.obstacles] == ["voting.meetings.obstacle_membership_ended"]


def test_it_is_proposed_once_withdrawn_and_never_of_who_is_no_member(unpaid, now, in_alfa, elected):
    made = unpaid(1)
    assert unpaid_again(made, now) == made
    assert Entry.objects.filter(kind="tenants.members.striking_proposed").count() == 1
    for _ in range(2):
        members.withdraw_striking(member_id=made.member_id, by=HOUSE, at=now)
    assert Entry.objects.filter(kind="tenants.members.striking_withdrawn").count() == 1
    nobody = new_member(9, at=now)
    with pytest.raises(Refused):
        members.propose_striking(member_id=nobody.pk, invoices=[BILL], rule=RULE, by=HOUSE, at=now)


def unpaid_again(made, now):
    return members.propose_striking(
        member_id=made.member_id, invoices=[BILL], rule=RULE, by=HOUSE, at=now + timedelta(days=1)
    )


def test_the_database_agrees_that_one_waits_and_that_only_a_decision_ends_it(unpaid, now):
    made = unpaid(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Striking.objects.create(member=made.member, rule_sv="x", proposed_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Striking.objects.filter(pk=made.pk).update(outcome="ended", settled_at=now, ended_on=SINCE)


def test_a_contact_sees_that_the_membership_has_ended_and_may_ask_anew(
    karin, unpaid, person, client_of, in_alfa
):
    made = unpaid(1)
    hold(karin, call(karin))
    user = person("delegate", name="Kontakt", email=made.member.contact_email)
    own = client_of(in_alfa, user).get("/api/my-membership").json()

    assert own["member_since"] is None
    assert (own["ended"]["on"], own["ended"]["rule_sv"]) == ("2016-10-11", "stadgarna § 9 mom. 2")
