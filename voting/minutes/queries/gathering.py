"""The facts of a meeting, gathered from its journal and its approved register."""

from __future__ import annotations

import importlib.metadata
from collections import defaultdict
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from journal.models import Entry
from kernel import tenancy
from kernel.errors import Obstacle, refuse_if
from tenants.members.models import Member
from tenants.networks import queries as networks
from tenants.networks.models import Network
from tenants.networks.rules import country_of
from voting.meetings import queries as meetings
from voting.meetings.enums import Duty, MeetingKind
from voting.meetings.models import Item, Meeting, Venue
from voting.minutes import rules
from voting.minutes.queries.association import joined, rules_facts, statutes_facts
from voting.minutes.queries.attachments import attached_facts
from voting.minutes.queries.convened import notice_facts
from voting.minutes.queries.elections import election_facts
from voting.minutes.queries.name_votes import name_vote_facts
from voting.minutes.queries.people import People, board_facts, board_officers
from voting.minutes.queries.told import Told, told_of
from voting.minutes.queries.votes import Votes, motion_facts, order_facts
from voting.minutes.rules import facts
from voting.register.models import Register
from voting.register.queries import rows

WORKING_GROUP, BOARD = "Arbetsgruppen", "Styrelsen"


def draft(meeting_id: UUID) -> rules.MinutesDraft:
    """The minutes as far as the meeting has come; Missing where there is no such meeting."""
    return rules.draft(meeting_facts(meeting_id))


def meeting_facts(meeting_id: UUID) -> facts.MeetingFacts:
    """Everything the minutes are written from, each fact with the journal entries it rests on."""
    meeting = meetings.meeting(meeting_id)
    refuse_if([Obstacle("voting.minutes.obstacle_rehearsal")] if meeting.is_rehearsal else ())
    told = told_of(meeting.pk)
    register = _register(meeting, told)
    entitled = {entry.delegate for entry in register.entries} if register else None
    people = People(meeting, told, entitled)
    chair, secretary, adjusters = people.chair(), people.secretary(), people.adjusters()
    remote_tellers, board = people.remote_tellers(), None
    if meeting.kind == MeetingKind.BOARD:
        board = board_facts(meeting)
        chair, secretary, adjusters = board_officers(board, told)
        remote_tellers = ()
    votes = Votes(meeting.pk, chair.name if chair else "")
    known = rules_facts(meeting, told)
    members, classes = joined(told, register)
    first = meeting.kind == MeetingKind.CONSTITUTING
    without = secretary and secretary.is_entitled is False and not board
    network = Network.objects.get(pk=tenancy.current().pk)
    return facts.MeetingFacts(
        title=meeting.title,
        called=country_of(network.country).name_of(meeting.kind),
        association=network.name,
        starts_at=meeting.starts_at,
        venues=tuple(_venues(meeting, told, register)),
        items=tuple(_item(item, told, votes, dict(known.sources)) for item in meeting.items.all()),
        kind=meeting.kind,
        number=meeting.number,
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        opened_by=f"föreningens ordförande {chair.name}" if board and chair else "",
        opened_events=told.events("voting.meetings.opened"),
        closed_events=told.events("voting.meetings.closed"),
        lunch_at=meeting.lunch_at,
        convener="" if board else _convener(people, WORKING_GROUP if first else BOARD),
        invited_on=meeting.invited_at,
        invited_count=_invited(meeting),
        notice=notice_facts(meeting, told),
        chair=chair,
        secretary=secretary,
        adjusters=adjusters,
        remote_tellers=remote_tellers,
        proxies=sum(entry.is_proxy for entry in register.entries) if register else None,
        without_vote=(f"mötessekreteraren {secretary.name}",) if secretary and without else (),
        register=register,
        statutes=statutes_facts(told),
        joined=members,
        classes=classes,
        rules=known,
        board=board,
        proposer=WORKING_GROUP if first else BOARD,
        log_sha256=_head_of_the_log(told),
        annexes=attached_facts(meeting),
        version=importlib.metadata.version("stadga"),
        zone=ZoneInfo(settings.LOCAL_TIME_ZONE),
        currency=networks.currency(),
    )


def written_at(meeting_id: UUID) -> datetime:
    """When the newest fact was recorded: the paper's date, so that same facts give same bytes."""
    newest = Entry.objects.filter(subject=meeting_id).order_by("-pk").first()
    return newest.at if newest else meetings.meeting(meeting_id).created_at


def _invited(meeting: Meeting) -> int | None:
    if not meeting.invited_at:
        return None
    if meeting.kind == MeetingKind.CONSTITUTING:
        return Member.objects.count()
    return Member.objects.filter(member_since__lte=meeting.invited_at).count() or None


def _convener(people: People, whose: str) -> str:
    """``Arbetsgruppen för IEC genom Anna Hed (Hed & Partner AB)``: by the name the network began with."""
    network = tenancy.current()
    begun = Entry.objects.filter(kind="tenants.networks.founded").order_by("pk").first()
    name = begun.body["name"] if begun else network.name
    contact = people.by_mail.get(network.contact_email)
    who = f"{network.contact_name} ({contact.member.name})" if contact else network.contact_name
    return f"{whose} för {name} genom {who}" if whose == WORKING_GROUP else f"{whose} genom {who}"


def _head_of_the_log(told: Told) -> str:
    """The record's own checksum when the meeting was closed; it covers everything before."""
    closed = told.first.get("voting.meetings.closed")
    return bytes(closed.hash).hex() if closed else ""


def _register(meeting: Meeting, told: Told) -> facts.RegisterFacts | None:
    approved = Register.objects.filter(meeting=meeting, approved_at__isnull=False).order_by("version").first()
    if approved is None:
        return None
    item_no = meetings.duty_item_no(meeting, Duty.REGISTER) or 0
    return facts.RegisterFacts(
        item_no=item_no,
        total=approved.total,
        entries=tuple(
            facts.RegisterEntryFacts(
                row["number"], row["member"], row["delegate"], row["venue"], row["authority"] == "proxy"
            )
            for row in rows(approved.pk)
        ),
        changes=tuple(
            facts.RegisterChangeFacts(
                at=entry.at,
                delegate=entry.body["change"]["delegate"],
                member=entry.body["change"]["member"],
                has_left=entry.body["change"]["kind"] == "left",
                total_after=entry.body["register"]["total"],
                total_before=entry.body["change"].get("before"),
                kind=entry.body["change"]["kind"],
                venue=entry.body["change"].get("venue", ""),
                events=(entry.pk,),
            )
            for entry in told.changes
        ),
        events=told.events("voting.register.approved"),
    )


def _venues(meeting: Meeting, told: Told, register: facts.RegisterFacts | None) -> list[facts.VenueFacts]:
    registered: dict[UUID, int] = defaultdict(int)
    absent: dict[UUID, int] = defaultdict(int)
    for registration in meeting.registrations.prefetch_related("check_ins"):
        registered[registration.venue_id] += 1
        absent[registration.venue_id] += not registration.check_ins.all()
    votes: dict[str, int] = defaultdict(int)
    for entry in register.entries if register else ():
        votes[entry.venue] += 1
    venues: list[Venue] = list(meeting.venues.all())
    return [
        facts.VenueFacts(
            name=venue.name,
            is_remote=venue.kind == "remote",
            registered=registered[venue.pk],
            absent=absent[venue.pk],
            votes=votes[venue.name],
            is_confirmed=venue.confirmed_at is not None,
            events=tuple(told.venues[str(venue.pk)]),
        )
        for venue in venues
    ]


def _item(item: Item, told: Told, votes: Votes, sources: dict[str, str]) -> facts.ItemFacts:
    return facts.ItemFacts(
        no=item.no,
        heading=item.title_sv,
        kind=item.kind,
        progress=facts.Progress(item.state),
        duty=item.duty,
        background=item.background_sv,
        moved=item.moved_sv,
        remarks=item.remarks_sv,
        polls=votes.of_item(item.no, item.kind, told),
        voided=tuple(told.voided[item.no]),
        decisions=tuple(_decision(entry) for entry in told.decisions[item.no]),
        motions=tuple(motion_facts(e) for _, e in sorted(told.motions[item.no].items(), key=_by_mark)),
        order=order_facts(item.no, told),
        elections=election_facts(item.no, told, votes, sources),
        name_votes=tuple(name_vote_facts(entry, votes) for entry in told.name_votes[item.no]),
        notes=tuple(
            _note(entry) for entry in told.notes[item.no]
            if entry.body["note"]["id"] not in told.withdrawn_notes
        ),
        happened=tuple(told.happened[item.no]),
        soundings=tuple(_sounding(entry) for entry in told.soundings[item.no]),
        conflicts=tuple(_conflict(e) for (no, _), e in told.conflicts.items() if no == item.no),
        undone=tuple(told.undone[item.no]),
        outcome=item.outcome,
        is_adjusted_in=told.adjusted.get(item.no),
        events=tuple(told.items[item.no]),
    )  # fmt: skip


def _by_mark(row: tuple[str, Entry]) -> tuple[str, int]:
    return row[0][:1], int(row[0][1:] or 0)


def _decision(entry: Entry) -> facts.DecisionFacts:
    one = entry.body["decision"]
    effects = tuple(facts.EffectFacts(e["kind"], e["body"]) for e in one.get("effects", ()))
    return facts.DecisionFacts(one["text_sv"], one["method"], (entry.pk,), effects)


def _note(entry: Entry) -> facts.NoteFacts:
    """A reservation or another note, with who had it written down."""
    one = entry.body["note"]
    name = str(one.get("name") or "").partition(" (")[0]
    if one["kind"] == "count_demanded":
        who = f"{name} ({one['member']})" if one.get("member") else name
    else:
        who = f"{one['member']}, genom ombudet {name}," if one.get("member") else name
    return facts.NoteFacts(one["kind"], one["text_sv"], who, one.get("outcome") or "", (entry.pk,))


def _sounding(entry: Entry) -> facts.SoundingFacts:
    one = entry.body["sounding"]
    places = tuple((v["name"], v["heard"]) for v in one["venues"])
    return facts.SoundingFacts(one["step"], one["heard"], one["question_sv"], places, (entry.pk,))


def _conflict(entry: Entry) -> facts.ConflictFacts:
    """Older entries say only whether the member declared it; the rest was noted from the chair."""
    body = entry.body
    said_by = body.get("said_by") or ("member" if body["is_declared"] else "chair")
    return facts.ConflictFacts(body["member"], body["reason"], said_by, (entry.pk,))
