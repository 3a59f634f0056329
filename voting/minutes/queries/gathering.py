"""The facts of a meeting, gathered from its journal and its approved register."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import RoleGrant
from journal.models import Entry
from kernel import tenancy
from kernel.errors import Obstacle, refuse_if
from kernel.permissions import Role
from tenants.members.models import Member
from voting.counting.majority import Rule
from voting.meetings import queries as meetings
from voting.meetings.enums import Duty
from voting.meetings.models import Item, Meeting, Registration, Venue
from voting.minutes import rules
from voting.minutes.queries import floor
from voting.minutes.rules import facts
from voting.register.models import Register
from voting.register.queries import rows

MAIN_PROPOSAL = "huvudförslag"
UNDONE = "voting.meetings.undone"
MATTERS = frozenset({"yes_no", "a_against_b"})  # people on the ballot have a table of their own


@dataclass
class _Told:
    """The meeting's journal, sorted by what the minutes ask for."""

    first: dict[str, Entry] = field(default_factory=dict)
    items: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    decisions: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    polls: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    venues: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    changes: list[Entry] = field(default_factory=list)
    motions: dict[int, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    orders: dict[int, Entry] = field(default_factory=dict)
    elections: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    accepted: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    withdrawn_notes: set[str] = field(default_factory=set)
    adjusted: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)

    def events(self, kind: str) -> facts.Events:
        entry = self.first.get(kind)
        return (entry.pk,) if entry else ()


def draft(meeting_id: UUID) -> rules.MinutesDraft:
    """The minutes as far as the meeting has come; Missing where there is no such meeting."""
    return rules.draft(meeting_facts(meeting_id))


def meeting_facts(meeting_id: UUID) -> facts.MeetingFacts:
    """Everything the minutes are written from, each fact with the journal entries it rests on."""
    meeting = meetings.meeting(meeting_id)
    refuse_if([Obstacle("voting.minutes.obstacle_rehearsal")] if meeting.is_rehearsal else ())
    told = _told(meeting)
    people = _people(meeting)
    register = _register(meeting, told)
    entitled = {entry.delegate for entry in register.entries} if register else set()
    chair = _officers(Role.CHAIR, people, entitled)
    secretary = _officers(Role.SECRETARY, people, entitled)
    tellers = _officers(Role.TELLER, people, entitled)
    adjusters = _officers(Role.ADJUSTER, people, entitled)
    remote = {venue.name for venue in meeting.venues.all() if venue.kind == "remote"}
    network = tenancy.current()
    convener = people.get(network.contact_email)
    return facts.MeetingFacts(
        title=meeting.title,
        association=network.name,
        starts_at=meeting.starts_at,
        venues=tuple(_venues(meeting, told, register)),
        items=tuple(_item(item, told, chair[0].name if chair else "") for item in meeting.items.all()),
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        opened_events=told.events("voting.meetings.opened"),
        closed_events=told.events("voting.meetings.closed"),
        lunch_at=meeting.lunch_at,
        convener=f"{network.contact_name} ({convener.member.name})" if convener else network.contact_name,
        invited_on=meeting.invited_at,
        invited_count=Member.objects.count() if meeting.invited_at else None,
        chair=chair[0] if chair else None,
        secretary=secretary[0] if secretary else None,
        adjusters=adjusters or tuple(t for t in tellers if t.venue not in remote),
        remote_tellers=tuple(t for t in tellers if t.venue in remote),
        proxies=0 if register else None,
        without_vote=tuple(f"mötessekreteraren {s.name}" for s in secretary if not s.is_entitled),
        register=register,
        zone=ZoneInfo(settings.LOCAL_TIME_ZONE),
    )


def _told(meeting: Meeting) -> _Told:
    told = _Told()
    entries = list(Entry.objects.filter(subject=meeting.pk).order_by("pk"))
    told.gone = {n for e in entries if e.kind == UNDONE for n in (e.body["event"], *e.body["also"])}
    retracted = {e.body["decision"]["event"] for e in entries if e.kind == "tenants.decisions.retracted"}
    for entry in entries:
        if entry.pk in told.gone | retracted:
            continue
        told.first.setdefault(entry.kind, entry)
        _from_the_floor(entry, told)
        match entry.kind:
            case "voting.meetings.item_started":
                told.items[entry.body["no"]].append(entry.pk)
            case "tenants.decisions.taken":
                told.decisions[entry.body["decision"]["item_no"]].append(entry)
            case "voting.polls.declared" if entry.body["poll"]["kind"] in MATTERS:
                told.polls[entry.body["poll"]["item_no"]].append(entry)
            case "voting.meetings.venue_confirmed":
                told.venues[entry.body["venue"]].append(entry.pk)
            case "voting.register.changed":
                told.changes.append(entry)
    return told


def _from_the_floor(entry: Entry, told: _Told) -> None:
    """Motions as they stood last, orders, elections, notes, and §§ that were approved at once."""
    body = entry.body
    match entry.kind.removeprefix("voting."):
        case (
            "motions.filed"
            | "motions.recommended"
            | "motions.merged"
            | "motions.changed"
            | "motions.withdrawn"
        ):
            told.motions[body["motion"]["item_no"]][body["motion"]["mark"]] = entry
        case "motions.order_approved":
            told.orders[body["order"]["item_no"]] = entry
        case "elections.elected":
            told.elections[body["election"]["item_no"]].append(entry)
        case "elections.accepted":
            told.accepted[body["election"]["item_no"]].append(body["nomination"]["name"])
        case "meetings.noted":
            told.notes[body["note"]["item_no"]].append(entry)
        case "meetings.note_withdrawn":
            told.withdrawn_notes.add(body["note"]["id"])
    if entry.kind == "tenants.decisions.taken":
        for effect in body["decision"].get("effects", ()):
            if effect["kind"] == "items_approved":
                told.adjusted |= dict.fromkeys(effect["body"]["items"], body["decision"]["item_no"])


def _people(meeting: Meeting) -> dict[str, Registration]:
    found = meeting.registrations.select_related("member", "delegate", "venue")
    return {registration.delegate.email: registration for registration in found}


def _officers(
    role: Role, people: dict[str, Registration], entitled: set[str]
) -> tuple[facts.PersonFacts, ...]:
    grants = RoleGrant.objects.filter(role=role.value).select_related("user").order_by("granted_at", "pk")
    found = []
    for grant in grants:
        registration = people.get(grant.user.email)
        found.append(
            facts.PersonFacts(
                name=grant.user.name,
                member=registration.member.name if registration else "",
                venue=registration.venue.name if registration else "",
                is_entitled=grant.user.name in entitled if entitled else None,
            )
        )
    return tuple(found)


def _register(meeting: Meeting, told: _Told) -> facts.RegisterFacts | None:
    approved = Register.objects.filter(meeting=meeting, approved_at__isnull=False).order_by("version").first()
    if approved is None:
        return None
    item_no = meetings.duty_item_no(meeting, Duty.REGISTER) or 0
    return facts.RegisterFacts(
        item_no=item_no,
        total=approved.total,
        entries=tuple(
            facts.RegisterEntryFacts(row["number"], row["member"], row["delegate"], row["venue"])
            for row in rows(approved.pk)
        ),
        changes=tuple(
            facts.RegisterChangeFacts(
                at=entry.at,
                delegate=entry.body["change"]["delegate"],
                member=entry.body["change"]["member"],
                has_left=entry.body["change"]["kind"] == "left",
                total_after=entry.body["register"]["total"],
                events=(entry.pk,),
            )
            for entry in told.changes
        ),
        events=told.events("voting.register.approved"),
    )


def _venues(meeting: Meeting, told: _Told, register: facts.RegisterFacts | None) -> list[facts.VenueFacts]:
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


def _item(item: Item, told: _Told, chair: str) -> facts.ItemFacts:
    return facts.ItemFacts(
        no=item.no,
        heading=item.title_sv,
        kind=item.kind,
        progress=facts.Progress(item.state),
        polls=tuple(_poll(entry, item, chair) for entry in told.polls[item.no]),
        decisions=tuple(
            facts.DecisionFacts(
                entry.body["decision"]["text_sv"], entry.body["decision"]["method"], (entry.pk,)
            )
            for entry in told.decisions[item.no]
        ),
        motions=tuple(floor.motion(entry) for _, entry in sorted(told.motions[item.no].items())),
        order=floor.order(told.orders.get(item.no)),
        elections=tuple(floor.election(entry, told.accepted[item.no]) for entry in told.elections[item.no]),
        notes=tuple(
            floor.note(entry)
            for entry in told.notes[item.no]
            if entry.body["note"]["id"] not in told.withdrawn_notes
        ),
        is_adjusted_in=told.adjusted.get(item.no),
        events=tuple(told.items[item.no]),
    )


def _poll(entry: Entry, item: Item, chair: str) -> facts.PollFacts:
    poll: dict[str, Any] = entry.body["poll"]
    labels = {option["value"]: option["label"] for option in poll["options"]}
    rule = poll["rule"]
    clause = poll["clause"]
    return facts.PollFacts(
        no=poll["no"],
        title=_title(poll),
        kind=poll["kind"],
        rule=Rule.parse(rule["threshold"], rule["fraction"], rule["base"]),
        counts=poll["result"]["counts"],
        register=poll["result"]["register"],
        names={value: _name(label) for value, label in labels.items() if value in {"a", "b"}},
        subject=_subject(poll, item),
        stage=_stage(labels),
        clause=facts.ClauseFacts(clause["ref"], clause["proposed"], clause.get("base") or "")
        if clause
        else None,
        mover=poll["mover"] or "",
        recommendation=poll["recommendation"] or "",
        detail=poll["detail"],
        source=rule["source_sv"],
        tie=floor.tie(entry, chair),
        events=(entry.pk,),
    )


def _title(poll: dict[str, Any]) -> str:
    clause = poll["clause"]
    if clause and poll["kind"] == "yes_no":
        return str(clause["ref"]) if clause.get("base") else f"Ny {clause['ref']}"
    return str(poll["question"]).rstrip("?")


def _subject(poll: dict[str, Any], item: Item) -> str:
    if poll["kind"] != "yes_no":
        return ""
    words = " ".join([poll["question"], *(option["hint"] for option in poll["options"])])
    return rules.mark_in(words) or ("Stadgarna" if item.kind == "statutes" else "")


def _name(label: str) -> str:
    return label.lower() if label.lower().startswith(MAIN_PROPOSAL) else label


def _stage(labels: dict[str, str]) -> facts.Stage:
    """Two rivals without the main proposal among them meet to become the counter-proposal."""
    has_main = any(label.lower().startswith(MAIN_PROPOSAL) for label in labels.values())
    return facts.Stage.FINAL if has_main else facts.Stage.COUNTER


def written_at(meeting_id: UUID) -> datetime:
    """When the newest fact was recorded: the paper's date, so that same facts give same bytes."""
    newest = Entry.objects.filter(subject=meeting_id).order_by("-pk").first()
    return newest.at if newest else meetings.meeting(meeting_id).created_at
