"""A question is made ready, taken back, or held again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Obstacle, Refused, refuse_if
from voting.meetings import queries as meetings
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Item, Meeting
from voting.polls import queries, rules
from voting.polls.actions.locking import locked_poll
from voting.polls.enums import CHOICES, METHODS, WITH_A_MAJORITY, PollMethod, PollState, Secrecy, VenueChannel
from voting.polls.events import PollPrepared, PollWithdrawn
from voting.polls.models import Poll

TAKEN_BACK = "Återtagen innan den öppnades."


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is put to the meeting. Without a rule of its own, the rules in force hold.

    ``labels`` gives options words of their own: value → {"label", "hint"}. ``decisions`` gives the
    decision that follows an outcome, in the words of the minutes; without one the minutes show the poll.
    ``candidates``: names, or {"id", "name", "detail"}; they stand on the ballot in Swedish order.
    ``channels``: venue → "hands" or "roll_call" where it does not vote by phone.
    ``purpose``: the room that asks.
    """

    item_no: int
    kind: str
    question: str
    detail: str = ""
    clause: dict[str, Any] | None = None
    mover: str = ""
    recommendation: str = ""
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    rule: dict[str, Any] | None = None
    decisions: dict[str, str] = field(default_factory=dict)
    method: str = ""
    candidates: tuple[Any, ...] | list[Any] = ()
    seats: int = 1
    max_marks: int | None = None
    validity: str = "at_most"
    secrecy: str = "open"
    channels: dict[str, str] = field(default_factory=dict)
    purpose: dict[str, Any] | None = None
    tie: str = ""
    repeats: UUID | None = None


@transaction.atomic
def prepare_poll(*, meeting_id: UUID, question: Question, by: Actor, at: datetime) -> Poll:
    """Make a question ready under an item; its number is the next within the meeting."""
    meeting = lock_meeting(meeting_id)
    now = queries.meeting_now(meeting.pk)
    question = _filled_in(question)
    _check(question, meeting_id=meeting.pk, venues=[str(pk) for pk, _ in now.venues])
    refuse_if(rules.obstacles_to_preparing(now))
    newest = Poll.objects.filter(meeting=meeting).aggregate(Max("no"))["no__max"] or 0
    rule, tie = _rules_for(meeting, question, now)
    poll = Poll.objects.create(
        meeting=meeting, no=newest + 1, item_no=question.item_no, kind=question.kind,
        question=question.question.strip(), detail=question.detail, clause=question.clause,
        mover=question.mover, recommendation=question.recommendation, labels=question.labels,
        rule=rule, tie=tie, decisions=question.decisions, method=question.method,
        candidates=list(question.candidates), seats=question.seats, max_marks=question.max_marks,
        validity=question.validity, secrecy=question.secrecy, channels=_channels(question, now),
        purpose=question.purpose or None, repeats=question.repeats, created_at=at,
    )  # fmt: skip
    record(PollPrepared(subject=meeting.pk, poll=queries.shape_of(poll, officer=True, now=now)), by=by, at=at)
    return poll


@transaction.atomic
def withdraw_poll(*, poll_id: UUID, by: Actor, at: datetime) -> Poll:
    """Take back a question that was never put. Taking back again changes nothing."""
    poll = locked_poll(poll_id)
    if poll.state == PollState.VOIDED and poll.opened_at is None:
        return poll
    if poll.state != PollState.PREPARED:
        raise Refused([Obstacle("voting.polls.obstacle_already_opened", {"time": _iso(poll.opened_at)})])
    poll.state, poll.voided_at, poll.voided_reason = PollState.VOIDED, at, TAKEN_BACK
    poll.save(update_fields=["state", "voided_at", "voided_reason"])
    record(PollWithdrawn(subject=poll.meeting_id, poll=queries.shape_of(poll, officer=True)), by=by, at=at)
    return poll


@transaction.atomic
def prepare_again(*, poll_id: UUID, by: Actor, at: datetime) -> Poll:
    """Make the question of a voided poll ready once more; asked again, it is the same new poll."""
    poll = locked_poll(poll_id)
    if poll.state != PollState.VOIDED:
        raise Refused([Obstacle("voting.polls.obstacle_not_voided")])
    before = Poll.objects.filter(repeats=poll.pk).exclude(state=PollState.VOIDED).first()
    if before is not None:
        return before
    question = Question(
        item_no=poll.item_no, kind=poll.kind, question=poll.question, detail=poll.detail, clause=poll.clause,
        mover=poll.mover, recommendation=poll.recommendation, labels=poll.labels, rule=poll.rule or None,
        decisions=poll.decisions, method=poll.method, candidates=poll.candidates, seats=poll.seats,
        max_marks=poll.max_marks, validity=poll.validity, secrecy=poll.secrecy, channels=poll.channels,
        purpose=poll.purpose, tie=poll.tie.get("rule", ""), repeats=poll.pk,
    )  # fmt: skip
    return prepare_poll(meeting_id=poll.meeting_id, question=question, by=by, at=at)


def _filled_in(question: Question) -> Question:
    """With the kind's usual method, and the candidates in the order of the ballot, each with an id."""
    people = [{"name": c} if isinstance(c, str) else dict(c) for c in question.candidates]
    taken = {str(c["id"]) for c in people if c.get("id")}
    free = (f"c{n}" for n in range(1, len(people) + len(taken) + 1) if f"c{n}" not in taken)
    named = [
        {
            "id": str(c.get("id") or next(free)),
            "name": str(c.get("name", "")).strip(),
            "detail": str(c.get("detail") or ""),
        }
        for c in people
    ]
    in_order = tuple(sorted(named, key=lambda c: (rules.swedish(c["name"]), c["id"])))
    methods = METHODS.get(question.kind, ("",))
    return replace(question, candidates=in_order, method=question.method or str(methods[0]))


def _rules_for(
    meeting: Meeting, question: Question, now: rules.MeetingNow
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The majority and the rule of ties: the question's own, or those in force at the meeting."""
    in_force = meetings.rules_in_force(meeting)
    is_ruled = now.rules_adopted or now.rules_item is not None
    needs = question.method in WITH_A_MAJORITY - {PollMethod.APPROVAL}
    rule = question.rule or (rules.usual_rule(in_force, is_ruled=is_ruled) if needs else {})
    tie = rules.usual_tie(question.kind, question.secrecy, in_force, is_ruled=is_ruled)
    return rule, (tie | {"rule": question.tie}) if question.tie else tie


def _channels(question: Question, now: rules.MeetingNow) -> dict[str, str]:
    """Slips are counted by tellers, secret votes by nobody; otherwise only where the question says so."""
    if question.secrecy == Secrecy.PAPER:
        return {str(pk): VenueChannel.HANDS.value for pk, _ in now.venues}
    if question.secrecy == Secrecy.SECRET:
        return {}
    others = {VenueChannel.HANDS.value, VenueChannel.ROLL_CALL.value}
    return {str(venue): channel for venue, channel in question.channels.items() if channel in others}


def _check(question: Question, *, meeting_id: UUID, venues: list[str]) -> None:
    fields: dict[str, list[Obstacle]] = {}
    no = [Obstacle("platform.kernel.field_invalid_choice")]
    if not Item.objects.filter(meeting_id=meeting_id, no=question.item_no).exists():
        fields["item_no"] = no
    if question.rule and (faults := rules.faults_in_rule(question.kind, question.rule)):
        fields["rule"] = faults
    if set(question.labels) - set(CHOICES.get(question.kind, ())):
        fields["labels"] = no
    if set(question.decisions) - rules.OUTCOMES[question.kind]:
        fields["decisions"] = no
    if question.method not in METHODS[question.kind]:
        fields["method"] = no
    if {str(venue) for venue in question.channels} - set(venues):
        fields["channels"] = no
    if question.method in METHODS[question.kind]:
        fields |= _secrecy(question)
    fields |= rules.faults_in_candidates(question)
    if fields:
        raise Malformed(fields)


def _secrecy(question: Question) -> dict[str, list[Obstacle]]:
    faults = rules.faults_in_secrecy(question.kind, question.method, question.secrecy)
    return {"secrecy": faults} if faults else {}


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
