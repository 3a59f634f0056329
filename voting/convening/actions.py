"""The office writes the notice and has it sent: once to each, with proof, and again to whom it failed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, refuse_if
from notices.actions import Attachment, Outbox, calendar_attachment, hand_over, held, send_letter
from notices.enums import LetterState
from notices.rules import CalendarEvent
from papers.pdf import compile_typst
from tenants.networks.queries import host_of
from voting.convening import queries, rules
from voting.convening.events import NoticeSent, NoticeSentAgain, NoticeSentToLate
from voting.convening.models import Delivery, Notice
from voting.meetings.actions import calendar_uid
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Meeting
from voting.meetings.rules import LENGTH_IN_CALENDARS

PDF = "application/pdf"


@transaction.atomic
def word_notice(*, meeting_id: UUID, words: Mapping[str, str]) -> Notice:
    """Keep the convenor's own words in the draft. Nothing goes out or is recorded. Locks the meeting."""
    meeting = lock_meeting(meeting_id)
    draft = queries.draft_of(meeting)
    for name in queries.WORDS:
        setattr(draft, name, words.get(name, getattr(draft, name)).strip())
    draft.save()
    return draft


@transaction.atomic
def send_notice(
    *, meeting_id: UUID, number: int, accept_late: bool, by: Actor, at: datetime
) -> tuple[Notice, bool]:
    """Have the notice sent as it stands, to everybody it concerns now; whether this call did so.

    ``number`` is the notice that the office saw: the same number again sends nothing. Too late by the rules
    is refused until the office says that it knows (``accept_late``): the meeting judges it when it asks
    whether it was duly convened. The paper and what it told are kept. Locks the meeting.
    """
    meeting = lock_meeting(meeting_id)
    before = meeting.notices.filter(number=number).exclude(sent_at=None).first()
    if before is not None:
        return before, False
    draft = queries.draft_of(meeting)
    to = queries.recipients_of(meeting)
    wrong = [] if number == draft.number else [Obstacle("voting.convening.obstacle_another_number")]
    findings = queries.findings_of(meeting, at=at)
    refuse_if([*wrong, *queries.obstacles_of(meeting, recipients=len(to), at=at, late_is_known=accept_late)])
    facts = queries.facts_of(meeting, draft)
    paper = rules.paper_of(facts, "sv", queries.zone())
    draft.pdf = compile_typst("notice", paper, lang="sv", created_at=at)
    draft.sha256 = hashlib.sha256(draft.pdf).hexdigest()
    draft.facts, draft.by_name, draft.sent_at = facts.to_json(), by.name, at
    draft.save()
    # an amended notice takes the place of letters of the one before that nobody has had yet
    waiting = Delivery.objects.filter(notice__meeting=meeting, state=LetterState.WAITING.value)
    waiting.update(state=LetterState.FAILED.value, trouble="superseded")
    _order(draft, to, at=at, is_late=False)
    if meeting.invited_at is None:
        meeting.invited_at = at.astimezone(queries.zone()).date()
        meeting.save(update_fields=["invited_at"])
    fact = NoticeSent(subject=meeting.pk, number=draft.number, recipients=len(to), is_late=bool(findings))
    record(fact, by=by, at=at)
    return draft, True


@transaction.atomic
def send_again(*, meeting_id: UUID, by: Actor, at: datetime) -> int:
    """Try the letters that failed once more; how many. None failed, none sent, nothing recorded."""
    meeting, latest = _latest(meeting_id)
    failed = latest.deliveries.filter(state=LetterState.FAILED.value)
    n = failed.update(state=LetterState.WAITING.value, trouble="", attempts=0)
    if n:
        record(NoticeSentAgain(subject=meeting.pk, number=latest.number, recipients=n), by=by, at=at)
    return n


@transaction.atomic
def send_to_late(*, meeting_id: UUID, by: Actor, at: datetime) -> int:
    """Send the latest notice to those who came after it; how many. Nobody, and nothing is recorded."""
    meeting, latest = _latest(meeting_id)
    to = queries.late_of(meeting, latest)
    if to:
        _order(latest, to, at=at, is_late=True)
        record(NoticeSentToLate(subject=meeting.pk, number=latest.number, recipients=len(to)), by=by, at=at)
    return len(to)


@transaction.atomic
def deliver(*, letter_id: UUID, at: datetime) -> LetterState | None:
    """Hand one letter to the mail server and give its state; None where there was nothing to send.

    Locks the letter and passes over one that another worker holds.
    """
    row = held(Delivery.objects.select_related("notice__meeting", "member"), letter_id)
    if row is None:
        return None
    message_id = f"{row.pk}@{host_of(tenancy.current().slug)}"
    state = hand_over(row, lambda: _send(row, message_id, at=at), message_id=message_id, at=at)
    row.save()
    return state


OUTBOX = Outbox(queries.waiting_deliveries, deliver)


def _send(row: Delivery, message_id: str, *, at: datetime) -> None:
    notice = row.notice
    facts = rules.facts_from(notice.facts or {})
    lang = row.language if row.language in {"sv", "en"} else "sv"
    pdf = bytes(notice.pdf or b"")
    if lang == "en":
        paper = rules.paper_of(facts, "en", queries.zone())
        pdf = compile_typst("notice", paper, lang="en", created_at=notice.sent_at or at)
    name = "kallelse.pdf" if lang == "sv" else "notice.pdf"
    send_letter(
        key="voting.convening.notice",
        to=row.email,
        lang=lang,
        values=queries.letter_values(facts, name=row.name, organisation=row.member.name, lang=lang),
        attachments=[
            Attachment(name, pdf, PDF),
            *_calendar(row, facts, at=at),
        ],
        message_id=message_id,
    )


def _calendar(row: Delivery, facts: rules.Facts, *, at: datetime) -> list[Attachment]:
    """The meeting for the calendar. A registered delegate has it already, with the place they chose."""
    meeting = row.notice.meeting
    if meeting.registrations.filter(delegate__email=row.email).exists():
        return []
    starts = datetime.fromisoformat(facts.starts_at)
    places = [", ".join(filter(None, (v["name"], v["address"]))) for v in facts.venues]
    event = CalendarEvent(
        uid=calendar_uid(meeting, row.email),
        sequence=meeting.calendar_sequence,
        title=f"{facts.title}, {facts.association}",
        starts_at=starts,
        ends_at=starts + LENGTH_IN_CALENDARS,
        location=" / ".join(places),
        stamped_at=at,
        url=f"{facts.origin}/",
    )
    return [calendar_attachment(event)]


def _order(notice: Notice, to: list[rules.Recipient], *, at: datetime, is_late: bool) -> None:
    languages = queries.languages_of([one.email for one in to])
    usual = tenancy.current().language
    Delivery.objects.bulk_create(
        Delivery(
            notice=notice, member_id=one.member, name=one.name, email=one.email, ordered_at=at,
            language=languages.get(one.email, usual), is_late=is_late,
        )
        for one in to
    )  # fmt: skip


def _latest(meeting_id: UUID) -> tuple[Meeting, Notice]:
    meeting = lock_meeting(meeting_id)
    latest = queries.latest_of(meeting)
    if latest is None:
        raise Missing
    return meeting, latest
