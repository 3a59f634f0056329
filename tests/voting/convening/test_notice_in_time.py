"""Whether the notice is in time by the rules, what stands in its way, and what the minutes say of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from journal.models import Entry
from tests.voting.convening.conftest import OFFICE, plan
from tests.voting.convening.notices import refused, send
from voting.convening import actions, queries
from voting.convening.models import Delivery, Notice
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Meeting


def test_too_late_by_the_rules_is_refused_until_the_office_knows(in_alfa, now, members, ruled):
    meeting = plan(now, days=10, kind=MeetingKind.ANNUAL)

    assert refused(actions.send_notice, meeting_id=meeting.pk, number=1, accept_late=False, at=now) == [
        "voting.meetings.obstacle_notice_late"
    ]
    assert (Delivery.objects.count(), Entry.objects.filter(kind="voting.convening.notice_sent").count()) == (
        0,
        0,
    )
    send(meeting, now, accept_late=True)

    assert Entry.objects.get(kind="voting.convening.notice_sent").body["is_late"] is True
    assert told_under(meeting, now) == (
        "Kallelsen skickades den 11 oktober 2016, 10 dagar före mötet, med e-post till 3 organisationer. "
        "Den ska skickas senast den 23 september 2016 (stadgarna § 9 mom. 1). Fristen hölls inte."
    )


def test_in_time_the_minutes_say_that_the_last_day_was_kept(in_alfa, now, members, ruled):
    meeting = plan(now, days=40, kind=MeetingKind.ANNUAL)
    send(meeting, now)

    assert told_under(meeting, now) == (
        "Kallelsen skickades den 11 oktober 2016, 40 dagar före mötet, med e-post till 3 organisationer. "
        "Den ska skickas senast den 23 oktober 2016 (stadgarna § 9 mom. 1). Fristen hölls."
    )


def test_in_finland_the_notice_warns_before_it_is_sent_that_voting_from_afar_needs_rules(
    in_alfa, now, members, ruled, monkeypatch
):
    from kernel import tenancy
    from voting.meetings.queries import own_procedure

    network = tenancy.current()
    monkeypatch.setattr(network, "country", "FI")
    monkeypatch.setattr("kernel.tenancy.current", lambda: network)
    meeting = plan(now, kind=MeetingKind.ANNUAL)
    line = (
        "Att delta på distans kräver en antagen omröstnings- och valordning (föreningslagen 503/1989). "
        "Den är inte antagen än."
    )

    shown = queries.view(meeting.pk, "sv", at=now)

    assert [(one["code"], one["params"]["venue"]) for one in shown["warnings"]] == [
        ("voting.meetings.obstacle_remote_without_rules", "Distans")
    ]
    assert shown["obstacles"] == [], "the letter may go out; the rules can be adopted until the meeting"
    assert next(one["lines"] for one in shown["sections"] if one["name"] == "remote")[0] == line
    Meeting.objects.filter(pk=meeting.pk).update(procedure=own_procedure({"remote_voting_rules": True}))
    after = queries.view(meeting.pk, "sv", at=now)
    assert after["warnings"] == []
    assert line not in next(one["lines"] for one in after["sections"] if one["name"] == "remote")


def test_the_minutes_carry_the_paper_that_went_out(meeting, members, now):
    from voting.minutes.queries import documents_of, draft

    notice, _ = send(meeting, now)

    found = [one for one in documents_of(meeting.pk, draft(meeting.pk)) if one.kind == "invitation"]
    assert [one.name for one in found] == ["dagordning.md", "kallelse-1.pdf"]
    assert found[1].sha256 == notice.sha256


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"is_rehearsal": True}, "voting.convening.obstacle_rehearsal"),
        ({"state": "open", "opened_at": "2016-11-20T11:00Z"}, "voting.convening.obstacle_begun"),
        ({"kind": "board"}, "voting.convening.obstacle_board"),
    ],
)
def test_what_stands_in_the_way(meeting, members, now, change, code):
    Meeting.objects.filter(pk=meeting.pk).update(**change)

    assert code in refused(actions.send_notice, meeting_id=meeting.pk, number=1, accept_late=True, at=now)
    assert Notice.objects.count() == 0


def told_under(meeting, now):
    from voting.minutes.queries import draft

    Meeting.objects.filter(pk=meeting.pk).update(
        state="closed", opened_at=meeting.starts_at, closed_at=meeting.starts_at + timedelta(hours=1)
    )
    meeting.items.update(state="done")
    item = next(i for i in draft(meeting.pk).items for b in i.blocks if b.line and "skickades" in b.line.text)
    text = next(b.line.text for b in item.blocks if b.line and "skickades" in b.line.text)
    return text.replace("\u00a0", " ").partition(" Styrelsens förslag")[0].partition(" Arbetsgruppens")[0]


@pytest.fixture
def ruled(in_alfa, now, members):
    """The statutes want 28 or 18 days; the members have joined."""
    from tenants.members.models import Member
    from tenants.statutes.actions import publish_proposal
    from tenants.statutes.models import Version

    rules = {"notice_days": {"annual": 28, "extra": 14}}
    moment = {"id": "par9.1", "num": 1, "sv": "Kallelse skickas 28 dagar före.", "en": "", "rules": rules}
    section = {"id": "par9", "num": 9, "heading": {"sv": "Möten", "en": ""}, "moments": [moment]}
    document = {"version": "1.0", "title": {"sv": "Stadgar", "en": ""}, "sections": [section]}
    version = publish_proposal(document=document, by=OFFICE, at=now)
    Version.objects.filter(pk=version.pk).update(
        status="adopted",
        meeting=uuid4(),
        item_no=9,
        decided_at=now - timedelta(days=400),
        in_force_from=(now - timedelta(days=400)).date(),
    )
    Member.objects.update(member_since=(now - timedelta(days=300)).date())
