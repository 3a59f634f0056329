"""The meeting's journal, sorted by what the minutes ask for. What was taken back is set aside, not lost."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from journal.models import Entry
from voting.minutes.rules import facts

UNDONE = "voting.meetings.undone"
MATTERS = frozenset({"yes_no", "a_against_b"})  # people on the ballot have tables of their own
ELECTIONS = "elections"
MOTIONS = frozenset({"filed", "recommended", "merged", "changed", "withdrawn", "settled"})
ORDERS = frozenset(
    {"order_approved", "step_put", "step_taken", "step_undone", "untouched_approved", "finished"}
)


def _lists() -> dict[Any, list[Any]]:
    return defaultdict(list)


@dataclass
class Told:
    """Entries by item, poll, election and place."""

    first: dict[str, Entry] = field(default_factory=dict)
    last: dict[str, Entry] = field(default_factory=dict)
    items: dict[int, list[int]] = field(default_factory=_lists)
    decisions: dict[int, list[Entry]] = field(default_factory=_lists)
    polls: dict[int, list[Entry]] = field(default_factory=_lists)
    name_votes: dict[int, list[Entry]] = field(default_factory=_lists)
    declared: dict[str, Entry] = field(default_factory=dict)
    voided: dict[int, list[facts.VoidedFacts]] = field(default_factory=_lists)
    venues: dict[str, list[int]] = field(default_factory=_lists)
    changes: list[Entry] = field(default_factory=list)
    motions: dict[int, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    orders: dict[int, Entry] = field(default_factory=dict)
    approved: dict[int, int] = field(default_factory=dict)
    untouched: dict[int, int] = field(default_factory=dict)
    elections: dict[int, dict[str, Entry]] = field(default_factory=lambda: defaultdict(dict))
    rounds: dict[tuple[str, int], int] = field(default_factory=dict)
    accepted: dict[str, list[str]] = field(default_factory=_lists)
    declined: dict[str, list[str]] = field(default_factory=_lists)
    notes: dict[int, list[Entry]] = field(default_factory=_lists)
    soundings: dict[int, list[Entry]] = field(default_factory=_lists)
    conflicts: dict[tuple[int, str], Entry] = field(default_factory=dict)
    withdrawn_notes: set[str] = field(default_factory=set)
    happened: dict[int, list[facts.HappeningFacts]] = field(default_factory=_lists)
    undone: dict[int, list[facts.UndoneFacts]] = field(default_factory=_lists)
    adjusted: dict[int, int] = field(default_factory=dict)
    item_now: int = 0

    def events(self, kind: str) -> facts.Events:
        """The first entry of a kind."""
        entry = self.first.get(kind)
        return (entry.pk,) if entry else ()


def told_of(meeting_id: UUID) -> Told:
    """Read the record of a meeting once, in order."""
    told = Told()
    entries = list(Entry.objects.filter(subject=meeting_id).order_by("pk"))
    gone = {n for e in entries if e.kind == UNDONE for n in (e.body["event"], *e.body["also"])}
    retracted = {e.body["decision"]["event"] for e in entries if e.kind == "tenants.decisions.retracted"}
    for entry in entries:
        if entry.pk in gone | retracted:
            continue
        told.first.setdefault(entry.kind, entry)
        told.last[entry.kind] = entry
        room, _, what = entry.kind.partition(".")[2].partition(".")
        _ROOMS.get(room, _nothing)(what, entry, told)
    return told


def _nothing(what: str, entry: Entry, told: Told) -> None:
    """A room that the minutes say nothing of."""


def _meetings(what: str, entry: Entry, told: Told) -> None:
    body = entry.body
    match what:
        case "item_started":
            told.items[body["no"]].append(entry.pk)
            told.item_now = body["no"]
        case "opened":
            told.item_now = told.item_now or 1
        case "venue_confirmed":
            told.venues[body["venue"]].append(entry.pk)
        case "noted":
            told.notes[body["note"]["item_no"]].append(entry)
        case "note_withdrawn":
            told.withdrawn_notes.add(body["note"]["id"])
        case "sounded":
            told.soundings[body["sounding"]["item_no"]].append(entry)
        case "undone":
            told.undone[body["no"]].append(
                facts.UndoneFacts(body["what"], body["text_sv"], body["reason"], entry.at, (entry.pk,))
            )
        case _:
            _course(what, entry, told)


def _course(what: str, entry: Entry, told: Told) -> None:
    """Breaks, a quorum that was waived, and matters that came and went under what was just dealt with."""
    body = entry.body
    match what:
        case "adjourned":
            planned = body["resumes_at"]
            told.happened[body["item_no"] or told.item_now].append(
                facts.HappeningFacts(
                    "adjourned", entry.at, text=body["reason"], events=(entry.pk,),
                    planned_until=datetime.fromisoformat(planned) if planned else None,
                )
            )  # fmt: skip
        case "resumed":
            _ended("adjourned", "", entry, told)
        case "matter_added" | "matter_removed":
            told.happened[told.item_now].append(
                facts.HappeningFacts(what, entry.at, subject=body["title"], events=(entry.pk,))
            )
        case "quorum_waived":
            told.happened[body["item_no"]].append(
                facts.HappeningFacts(
                    "quorum_waived", entry.at, text=body["reason"], count=body["present"],
                    needed=body["needed"], events=(entry.pk,),
                )
            )  # fmt: skip


def _decisions(what: str, entry: Entry, told: Told) -> None:
    if what != "taken":
        return
    decision = entry.body["decision"]
    told.decisions[decision["item_no"]].append(entry)
    for effect in decision.get("effects", ()):
        if effect["kind"] == "items_approved":
            told.adjusted |= dict.fromkeys(effect["body"]["items"], decision["item_no"])


def _polls(what: str, entry: Entry, told: Told) -> None:
    body = entry.body
    poll = body.get("poll")
    if what == "declared":
        told.declared[poll["id"]] = entry
    match what:
        case "declared" if poll["kind"] in MATTERS:
            told.polls[poll["item_no"]].append(entry)
        case "declared" if (poll["purpose"] or {}).get("room") != ELECTIONS:
            told.name_votes[poll["item_no"]].append(entry)
        case "voided":
            was = []
            for votes in (told.polls, told.name_votes):
                kept = votes[poll["item_no"]]
                was += [e for e in kept if e.body["poll"]["id"] == poll["id"]]
                votes[poll["item_no"]] = [e for e in kept if e not in was]
            told.voided[poll["item_no"]].append(
                facts.VoidedFacts(
                    poll["question"], body["reason"], bool(was) or bool(poll["declared_at"]), entry.at,
                    (entry.pk,),
                )
            )  # fmt: skip
        case "paused":
            pause = body["pause"]
            told.happened[poll["item_no"]].append(
                facts.HappeningFacts(
                    "paused", entry.at, who=pause["name"], text=pause.get("reason", ""),
                    subject=poll["question"], events=(entry.pk,),
                )
            )  # fmt: skip
        case "resumed":
            _ended("paused", "", entry, told, seconds=body["outage_seconds"], count=bool(body["closes_at"]))
        case "venue_lost":
            told.happened[told.item_now].append(
                facts.HappeningFacts("lost", entry.at, who=body["name"], text=body["how"], events=(entry.pk,))
            )
        case "venue_restored":
            _ended("lost", body["name"], entry, told, seconds=body["outage_seconds"])


def _ended(kind: str, who: str, entry: Entry, told: Told, *, seconds: int = 0, count: bool = False) -> None:
    """Close the newest thing of this kind that is still going on."""
    for rows in told.happened.values():
        for n in range(len(rows) - 1, -1, -1):
            row = rows[n]
            if row.kind == kind and row.until is None and (not who or row.who == who):
                rows[n] = facts.HappeningFacts(
                    row.kind, row.at, until=entry.at, planned_until=row.planned_until, who=row.who,
                    text=row.text, subject=row.subject, count=int(count), seconds=seconds,
                    events=(*row.events, entry.pk),
                )  # fmt: skip
                if kind != "paused":
                    return


def _motions(what: str, entry: Entry, told: Told) -> None:
    body = entry.body
    if what in MOTIONS:
        told.motions[body["motion"]["item_no"]][body["motion"]["mark"]] = entry
    if what in ORDERS:
        no = body["order"]["item_no"]
        told.orders[no] = entry
        if what == "order_approved":
            told.approved[no] = entry.pk
        if what == "untouched_approved":
            told.untouched[no] = entry.pk
    if what == "step_undone":
        no, step = body["order"]["item_no"], body["step"]
        if step is None:
            told.untouched.pop(no, None)
        which = (
            f"Steg {step} i propositionsordningen" if step else "Godkännandet av det som inget yrkande gällde"
        )
        told.undone[no].append(facts.UndoneFacts(entry.kind, which, body["reason"], entry.at, (entry.pk,)))


def _elections(what: str, entry: Entry, told: Told) -> None:
    body = entry.body
    if "election" not in body:
        return
    one = body["election"]
    told.elections[one["item_no"]][one["id"]] = entry
    match what:
        case "elected" if body["round"]:
            told.rounds[one["id"], body["round"]["no"]] = entry.pk
        case "accepted":
            told.accepted[one["id"]].append(body["nomination"]["name"])
        case "declined":
            told.declined[one["id"]].append(body["nomination"]["name"])


def _register(what: str, entry: Entry, told: Told) -> None:
    body = entry.body
    match what:
        case "changed":
            told.changes.append(entry)
        case "conflict_noted":
            told.conflicts[body["item_no"], body["member"]] = entry
        case "conflict_lifted":
            told.conflicts.pop((body["item_no"], body["member"]), None)


def _floor(what: str, entry: Entry, told: Told) -> None:
    body = entry.body
    match what:
        case "line_drawn":
            told.happened[body["item_no"]].append(facts.HappeningFacts("line", entry.at, events=(entry.pk,)))
        case "line_lifted":
            rows = told.happened[body["item_no"]]
            told.happened[body["item_no"]] = [row for row in rows if row.kind != "line"]


_ROOMS = {
    "meetings": _meetings, "decisions": _decisions, "polls": _polls, "motions": _motions,
    "elections": _elections, "register": _register, "floor": _floor,
}  # fmt: skip
