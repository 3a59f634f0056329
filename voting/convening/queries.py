"""Reads of a meeting's notice: what it tells now, what was sent, to whom, and what is in the way."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from kernel import tenancy
from kernel.errors import Missing, Obstacle
from kernel.money import money
from notices.enums import LetterState
from notices.rules import write_letter
from tenants.members.models import Member
from tenants.networks import queries as networks
from tenants.networks.models import Network
from tenants.networks.queries import origin_of
from tenants.networks.rules import country_of
from tenants.statutes import queries as statutes
from voting.convening import rules
from voting.convening.models import Delivery, Notice
from voting.meetings import queries as meetings
from voting.meetings.enums import Duty, MeetingKind
from voting.meetings.models import Meeting
from voting.motions.enums import MotionState
from voting.motions.models import Matter, Motion
from voting.motions.queries.sheets import mover_label
from voting.motions.rules import fee_in_words

WORDS = ("own_sv", "own_en", "remote_sv", "remote_en")
SAMPLE = {"sv": ("(namn)", "(Organisation)"), "en": ("(name)", "(Organisation)")}
RULES = ("votes_per_member", "proxy", "motion_deadline_days", "substitute")
REMOTE_RULES = "remote_voting_rules"  # told only where the law wants them and they are not adopted
LONGEST_MOTION = 300


def zone() -> ZoneInfo:
    """The zone that days and times are told in."""
    return ZoneInfo(settings.LOCAL_TIME_ZONE)


def draft_of(meeting: Meeting) -> Notice:
    """The notice that is being written; unsaved where nobody has written anything yet."""
    found = meeting.notices.filter(sent_at=None).first()
    last = latest_of(meeting)
    words = {name: getattr(last, name) for name in WORDS} if last else {}
    return found or Notice(meeting=meeting, number=(last.number if last else 0) + 1, **words)


def latest_of(meeting: Meeting) -> Notice | None:
    """The notice that was sent last, without its paper."""
    return meeting.notices.exclude(sent_at=None).defer("pdf").order_by("-number").first()


def sent_of(meeting_id: UUID) -> list[Notice]:
    """Every notice that was sent, the first one first, with its paper."""
    return list(Notice.objects.filter(meeting=meeting_id).exclude(sent_at=None).order_by("number"))


def facts_of(meeting: Meeting, notice: Notice) -> rules.Facts:
    """What the notice tells as the meeting is planned now."""
    network = Network.objects.get(pk=tenancy.current().pk)
    known = {one["name"]: one for one in meetings.rules_shape(meeting, obstacles=[])["rules"]}
    proposed = statutes.proposed() if meetings.duty_item_no(meeting, Duty.STATUTES) else None
    moved = Motion.objects.filter(meeting=meeting, state=MotionState.FILED.value)
    classes = _fee_classes(meeting)
    ahead = meetings.meeting_shape(meeting)["notice"]
    waiting = ahead["waiting"]
    told = (*RULES, REMOTE_RULES) if ahead["warnings"] else RULES
    return rules.Facts(
        association=network.name,
        kind=meeting.kind,
        called=country_of(network.country).name_of(meeting.kind),
        title=meeting.title,
        number=notice.number,
        starts_at=meeting.starts_at.isoformat(),
        lunch_at=meeting.lunch_at.isoformat() if meeting.lunch_at else "",
        registration_closes_at=meeting.registration_closes_at.isoformat(),
        venues=[
            {"name": one.name, "kind": one.kind, "address": one.address}
            for one in meeting.venues.order_by("order")
        ],
        agenda=[
            {"no": one.no, "title_sv": one.title_sv, "title_en": one.title_en}
            for one in meeting.items.order_by("no")
        ],
        statutes={"number": proposed.number, "title": proposed.title_sv} if proposed else None,
        motions=[_motion(one, classes) for one in moved.select_related("member", "mover")],
        readings=[
            {"number": w["number"], "decided_at": w["decided_at"].isoformat(), "item_no": w["item_no"]}
            for w in waiting
        ],
        rules={
            name: [known[name]["value"], known[name]["source_sv"], known[name]["source_en"]]
            for name in told
            if name in known
        },
        contact=network.contact_name,
        origin=origin_of(network.slug),
        own={"sv": notice.own_sv, "en": notice.own_en or notice.own_sv},
        remote={"sv": notice.remote_sv, "en": notice.remote_en or notice.remote_sv},
        files=files_of(meeting),
    )


def files_of(meeting: Meeting) -> list[dict[str, Any]]:
    """The PDFs under the items, in the agenda's order; none that was laid when the meeting had begun.

    The minutes keep them, a floor above: they are reached through the meeting, as the database relates them.
    """
    laid = meeting.attachments.filter(removed_at=None)
    if meeting.opened_at is not None:
        laid = laid.filter(at__lt=meeting.opened_at)
    return [dict(one) for one in laid.values("item_no", "title", "sha256")]


def _fee_classes(meeting: Meeting) -> dict[tuple[int, str], dict[str, Any]]:
    """(item, the class's id) → the class as the table of fees under that item has it."""
    tables = Matter.objects.filter(meeting=meeting).exclude(fees=None)
    return {(table.item_no, one["id"]): one for table in tables for one in (table.fees or {})["classes"]}


def _motion(one: Motion, classes: Mapping[tuple[int, str], Mapping[str, Any]]) -> dict[str, str]:
    """A motion on a fee tells the class and the amount; a text too long is cut, the page has the rest."""
    told = {"mark": one.mark, "who": mover_label(one), "item_no": str(one.item_no)}
    if one.amount is not None:
        of = classes.get((one.item_no, one.target), {"sv": one.target})
        name_en = of.get("en") or of["sv"]
        counted_in = networks.currency()
        return {
            **told,
            "text": f"{of['sv']}: {fee_in_words(one.amount, counted_in)}",
            "text_en": f"{name_en}: {money(one.amount, 'en', currency=counted_in)}",
        }
    text = " ".join((one.question_sv or one.new_sv or one.reasons).split())
    if len(text) > LONGEST_MOTION:
        text = f"{text[:LONGEST_MOTION].rstrip()} …"
    return {**told, "text": text}


def recipients_of(meeting: Meeting) -> list[rules.Recipient]:
    """Everybody the meeting concerns now: the whole network the first time, then the members."""
    members = Member.objects.all()
    if meeting.kind != MeetingKind.CONSTITUTING:
        members = members.filter(member_since__isnull=False)
    contacts = [rules.Recipient(str(m.pk), m.contact_name, m.contact_email.lower()) for m in members]
    here = {one.member for one in contacts}
    registered = meeting.registrations.select_related("delegate")
    delegates = [
        rules.Recipient(str(one.member_id), one.delegate.name, one.delegate.email.lower())
        for one in registered
        if str(one.member_id) in here
    ]
    return rules.recipients_of(contacts, delegates)


def late_of(meeting: Meeting, latest: Notice) -> list[rules.Recipient]:
    """Those who have no letter of the latest notice: members who came, or changed their contact, after it."""
    had = {(str(m), e) for m, e in latest.deliveries.values_list("member_id", "email")}
    return [one for one in recipients_of(meeting) if (one.member, one.email) not in had]


def languages_of(emails: list[str]) -> dict[str, str]:
    """The language of each address that has an account here."""
    return dict(User.objects.filter(email__in=emails).values_list("email", "language"))


def findings_of(meeting: Meeting, *, at: datetime) -> list[Obstacle]:
    """Whether a notice sent now is too late by the rules; an amended one goes by the day of the first."""
    shape = meetings.notice_shape(meeting, meetings.rules_in_force(meeting), at=at)
    return [Obstacle(one["code"], one["params"]) for one in shape["findings"]]


def obstacles_of(
    meeting: Meeting, *, recipients: int, at: datetime, late_is_known: bool = False
) -> list[Obstacle]:
    """What stands in the way of sending now."""
    return rules.obstacles_to_sending(
        state=meeting.state,
        kind=meeting.kind,
        is_rehearsal=meeting.is_rehearsal,
        recipients=recipients,
        findings=findings_of(meeting, at=at),
        late_is_known=late_is_known,
    )


def letter_values(facts: rules.Facts, *, name: str, organisation: str, lang: str) -> dict[str, Any]:
    """What the letter is filled with for one recipient."""
    starts = datetime.fromisoformat(facts.starts_at)
    return {
        "name": name,
        "what": rules.what_of(facts, lang),
        "opening": rules.opening_of(facts, organisation, lang),
        "meeting": facts.title,
        "date": starts,
        "weekday_date": starts,
        "start_time": starts,
        "association": facts.association,
        "contact": facts.contact,
        "registration_link": f"{facts.origin}/",
        **rules.sections_of(facts, lang, zone()),
    }


def view(meeting_id: UUID, lang: str, *, at: datetime) -> dict[str, Any]:
    """The notice on one page: the letter as it would go out now, and what became of those that went."""
    meeting = meetings.meeting(meeting_id)
    draft, latest = draft_of(meeting), latest_of(meeting)
    facts = facts_of(meeting, draft)
    sent = rules.facts_from(latest.facts or {}) if latest else None
    is_changed = sent is not None and _told(facts) != _told(sent)
    if sent is not None and not is_changed:
        facts = sent  # what everybody has is what is shown
    to = recipients_of(meeting)
    values = letter_values(facts, name=SAMPLE[lang][0], organisation=SAMPLE[lang][1], lang=lang)
    letter = write_letter("voting.convening.notice", lang, values, zone=zone())
    shape = meetings.notice_shape(meeting, meetings.rules_in_force(meeting))
    deliveries = list(latest.deliveries.select_related("member")) if latest else []
    counted = Counter(one.state for one in deliveries)
    return {
        "number": draft.number,
        "words": {name: getattr(draft, name) for name in WORDS},
        "subject": letter.subject,
        "opening": values["opening"],
        "sections": [
            {"name": name, "heading": one.heading, "lines": list(one.lines)}
            for name, one in rules.sections_of(facts, lang, zone()).items()
            if one.lines
        ],
        "text": letter.text,
        "recipients": len(to),
        "days": shape["days"],
        "latest_day": shape["latest"],
        "source_sv": shape["source_sv"],
        "source_en": shape["source_en"],
        "findings": [one.to_json() for one in findings_of(meeting, at=at)],
        "warnings": shape["warnings"],
        "obstacles": [
            one.to_json() for one in obstacles_of(meeting, recipients=len(to), at=at, late_is_known=True)
        ],
        "sent": [_sent_shape(one) for one in meeting.notices.exclude(sent_at=None).defer("pdf")],
        "is_changed": is_changed,
        "late": len(late_of(meeting, latest)) if latest else 0,
        "waiting": counted[LetterState.WAITING],
        "delivered": counted[LetterState.SENT],
        "failed": counted[LetterState.FAILED],
        "deliveries": [delivery_shape(one) for one in deliveries],
        "remote_law": _remote_law(),
    }


def _told(facts: rules.Facts) -> dict[str, Any]:
    """What makes a notice another one: not its number, nor motions that came in since."""
    return {name: value for name, value in facts.to_json().items() if name not in {"number", "motions"}}


def _remote_law() -> list[dict[str, str]]:
    country = country_of(Network.objects.get(pk=tenancy.current().pk).country)
    return [
        {"sv": s.sv, "en": s.en, "source_sv": s.source_sv, "source_en": s.source_en, "basis": s.basis}
        for s in country.about("remote")
    ]


def _sent_shape(one: Notice) -> dict[str, Any]:
    return {"number": one.number, "sent_at": one.sent_at, "by": one.by_name, "sha256": one.sha256}


def delivery_shape(one: Delivery) -> dict[str, Any]:
    """One letter and what became of it."""
    return {
        "member": one.member.name,
        "name": one.name,
        "email": one.email,
        "state": one.state,
        "is_late": one.is_late,
        "attempts": one.attempts,
        "reason": one.trouble,
        "message_id": one.message_id,
        "sent_at": one.sent_at,
    }


def paper(meeting_id: UUID, number: int | None) -> tuple[Notice, rules.Facts]:
    """The notice to print: the draft, or a sent one by its number. Missing where there is none."""
    meeting = meetings.meeting(meeting_id)
    if number is None:
        draft = draft_of(meeting)
        return draft, facts_of(meeting, draft)
    found = meeting.notices.filter(number=number).exclude(sent_at=None).first()
    if found is None:
        raise Missing
    return found, rules.facts_from(found.facts or {})


def proof(meeting_id: UUID) -> bytes:
    """Every letter of every notice as a table that a spreadsheet opens: who, where to, when, how it went."""
    meeting = meetings.meeting(meeting_id)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Kallelse", "Organisation", "Namn", "E-post", "Läge", "Skickad", "Orsak", "Message-ID"))
    rows = Delivery.objects.filter(notice__meeting=meeting).select_related("member", "notice")
    for one in rows.order_by("notice__number", "member__sort_name", "email"):
        sent = one.sent_at.astimezone(zone()).isoformat(timespec="seconds") if one.sent_at else ""
        cells = (one.notice.number, one.member.name, one.name, one.email, one.state, sent, one.trouble,
                 one.message_id)  # fmt: skip
        writer.writerow([_harmless(str(cell)) for cell in cells])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def waiting_deliveries() -> list[UUID]:
    """Letters that are to be sent: what a lost task owed is made up for from here."""
    rows = Delivery.objects.filter(state=LetterState.WAITING.value).order_by("ordered_at", "pk")
    return list(rows.values_list("pk", flat=True))
