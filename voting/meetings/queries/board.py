"""The board: who is on it now, and its own meeting as its guided screen shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from kernel.actor import Actor
from kernel.errors import Forbidden, Missing
from kernel.permissions import verbs_of
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Decision
from tenants.decisions.queries import decisions_of
from tenants.decisions.queries import shape as decision_shape
from tenants.founding import queries as founding
from tenants.founding.enums import Post
from tenants.members import queries as members
from tenants.networks import queries as networks
from voting.meetings import rules
from voting.meetings.enums import Duty, ItemKind, ItemState, MeetingKind, MeetingState
from voting.meetings.models import CheckIn, Item, Meeting, Seat
from voting.meetings.queries.notes import last_step_shape
from voting.meetings.queries.presence import obstacles_before_opening, quorum, quorum_shape, seat_shape

TOLD_APART = frozenset({"answers", "fates"})


@dataclass(frozen=True)
class Holder:
    """Somebody with a seat on the board."""

    name: str
    email: str
    post: str
    organisation: str
    until_sv: str
    elected_item: int | None


@dataclass(frozen=True)
class _Told:
    """What every item's words and obstacles rest on."""

    choices: rules.Choices
    table: rules.Table
    approved: list[int]
    quorum: rules.Quorum | None


def board_now() -> list[Holder]:
    """The chair first, then the others, as they were chosen."""
    return [
        Holder(
            name=one.name, email=one.email, post=one.post, organisation=one.organisation,
            until_sv=one.until_sv, elected_item=one.decision.item_no,
        )
        for one in founding.board()
    ]  # fmt: skip


def auditors_now() -> list[str]:
    """The auditors' names."""
    return [one.name for one in founding.holdings(Post.AUDITOR)]


def board_meeting(meeting_id: UUID) -> Meeting:
    """The board's meeting with this id, or Missing: a meeting of members is another thing."""
    found = Meeting.objects.filter(pk=meeting_id, kind=MeetingKind.BOARD).first()
    if found is None:
        raise Missing
    return found


def board_meetings() -> list[Meeting]:
    """The board's meetings, the earliest first; no rehearsals."""
    return list(Meeting.objects.filter(kind=MeetingKind.BOARD, is_rehearsal=False).order_by("starts_at"))


def may_read(meeting_id: UUID | None, by: Actor) -> bool:
    """The board's minutes are its own and the auditors'; of other meetings everybody reads who has the verb.

    Swedish practice: members have no right to them, and the board gives an extract to whom it wants. Whoever
    sat at the table reads that meeting's. Another thing than a meeting is nobody's secret here.
    """
    if by == Actor.system() or "board.read" in verbs_of(by.roles):
        return True
    if meeting_id is None or not Meeting.objects.filter(pk=meeting_id, kind=MeetingKind.BOARD).exists():
        return True
    here = Seat.objects.filter(meeting=meeting_id).values("email")
    return by.id is not None and User.objects.filter(pk=by.id, email__in=here).exists()


def must_read(by: Actor, *, meeting_id: UUID, **_: object) -> None:
    """Forbidden for whoever may not read this meeting's papers; asked by the doors."""
    if not may_read(meeting_id, by):
        raise Forbidden("board.read")


def table_of(meeting: Meeting) -> rules.Table:
    """What the words of the board's meeting need beside what was chosen."""
    zone = ZoneInfo(settings.LOCAL_TIME_ZONE)
    fees = [one for one in founding.standing_effects() if one.kind == EffectKind.FEES_SET]
    return rules.Table(
        people=[
            rules.AtTable(s.name, s.email, s.post, s.organisation, s.until_sv) for s in meeting.seats.all()
        ],
        day=(meeting.opened_at or meeting.starts_at).astimezone(zone).date(),
        auditors=auditors_now(),
        fee_classes=[str(one["id"]) for one in fees[-1].body["classes"]] if fees else [],
        applicants=applicants_at(meeting),
        unpaid=unpaid_at(meeting),
        currency=networks.currency(),
    )


def applicants_at(meeting: Meeting) -> list[rules.Applicant]:
    """Those whose application waits, with what the board is to answer; once it is open, those who had come.

    Nobody at a meeting whose agenda does not try applications.
    """
    choices = rules.Choices.from_json(meeting.choices)
    if choices.agenda != rules.ORDINARY:
        return []
    waiting = members.waiting_applications(until=meeting.opened_at)
    found = [rules.Applicant(str(one.member_id), one.member.name) for one in waiting]
    return rules.answered(found, choices.answers)


def unpaid_at(meeting: Meeting) -> list[rules.Unpaid]:
    """Memberships that the board is asked to end, with what was prepared; once it is open, those put up then.

    Nobody at a meeting whose agenda does not take them up.
    """
    if not meeting.items.filter(duty=Duty.STRIKINGS).exists():
        return []
    found = [
        rules.Unpaid(
            member=str(one.member_id), name=one.member.name, rule_sv=one.rule_sv, by_name=one.by_name,
            numbers=[bill["number"] for bill in one.invoices], due=[bill["due_on"] for bill in one.invoices],
            left=sum(bill["left"] for bill in one.invoices),
        )
        for one in members.waiting_strikings(until=meeting.opened_at)
    ]  # fmt: skip
    return rules.with_fates(found, rules.Choices.from_json(meeting.choices).fates)


def obstacles_to_answering(meeting: Meeting, duty: Duty = Duty.ADMISSIONS) -> list[Any]:
    """What stops the answers under the item with this duty from being changed."""
    taken = decisions_of(meeting.pk)
    decided = any(item.duty == duty and taken.get(item.no) for item in meeting.items.all())
    return rules.obstacles_to_answering(is_closed=meeting.closed_at is not None, is_decided=decided)


def convening_shape() -> dict[str, Any]:
    """The board's meetings, and what the form to call another one begins with."""
    people = board_now()
    held = board_meetings()
    waiting = [one.title for one in held if one.state != MeetingState.CLOSED]
    last = Meeting.objects.exclude(kind=MeetingKind.BOARD).filter(is_rehearsal=False, opened_at__isnull=False)
    newest = last.order_by("-opened_at").first()
    return {
        "meetings": [
            {
                "id": str(one.pk), "title": one.title, "number": one.number, "state": one.state,
                "starts_at": one.starts_at, "opened_at": one.opened_at, "closed_at": one.closed_at,
            }
            for one in reversed(held)
        ],
        "people": [
            {"name": one.name, "post": one.post, "organisation": one.organisation, "until_sv": one.until_sv}
            for one in people
        ],
        "venues": [
            {"name": venue.name, "kind": venue.kind} for venue in (newest.venues.all() if newest else ())
        ],
        "agenda": rules.ORDINARY if founding.holdings(Post.TREASURER).exists() else rules.INAUGURAL,
        "applications": len(members.waiting_applications()),
        "strikings": len(members.waiting_strikings()),
        "obstacles": [
            o.to_json() for o in rules.obstacles_to_convening(people=len(people), waiting=waiting)
        ],
    }  # fmt: skip


def board_meeting_shape(found: Meeting) -> dict[str, Any]:
    """The board's meeting, § by §, each with its words ready and what they will bring about."""
    seats, items = list(found.seats.all()), list(found.items.all())
    taken = decisions_of(found.pk)
    choices, standing = rules.Choices.from_json(found.choices), quorum(found)
    told = _Told(choices, table_of(found), approved_now(found), standing)
    here = sum(_is_here(seat) for seat in seats)
    usual = _usual_places(found, seats)
    return {
        "id": str(found.pk),
        "title": found.title,
        "number": found.number,
        "state": found.state,
        "starts_at": found.starts_at,
        "opened_at": found.opened_at,
        "closed_at": found.closed_at,
        "venues": [{"id": str(v.pk), "name": v.name, "kind": v.kind} for v in found.venues.all()],
        "seats": [{**seat_shape(seat), "usual_venue": usual.get(seat.email)} for seat in seats],
        "quorum": quorum_shape(standing),
        "choices": {name: value for name, value in choices.to_json().items() if name not in TOLD_APART},
        "applicants": [
            {"member": one.member, "name": one.name, "answer": one.answer, "reason": one.reason}
            for one in told.table.applicants
        ],
        "unpaid": [
            {
                "member": one.member,
                "name": one.name,
                "numbers": list(one.numbers),
                "due": list(one.due),
                "left": one.left,
                "rule_sv": one.rule_sv,
                "by_name": one.by_name,
                "fate": one.answer,
                "credited": one.is_credited,
            }
            for one in told.table.unpaid
        ],
        "findings": [
            o.to_json()
            for o in rules.findings_at_the_table(choices, here=here, seats=len(seats), state=found.state)
        ],
        "items": [_item_shape(found, item, taken.get(item.no, []), told) for item in items],
        "current_item": next((item.no for item in items if item.state == ItemState.NOW), None),
        "next_item": rules.next_item([(item.no, item.state) for item in items]),
        "undo": last_step_shape(found.pk) if found.state == MeetingState.OPEN else None,
        "obstacles": {
            "open": [o.to_json() for o in obstacles_to_gathering(found)],
            "close": [o.to_json() for o in _obstacles_to_closing(found, items, taken)],
            "choose": [o.to_json() for o in obstacles_to_choosing(found)],
            "answer": [o.to_json() for o in obstacles_to_answering(found)],
            "strike": [o.to_json() for o in obstacles_to_answering(found, Duty.STRIKINGS)],
            "matter": [
                o.to_json()
                for o in rules.obstacles_to_adding_matter(
                    found.state, place=rules.place_of_matter([(i.no, i.duty, i.state) for i in items])
                )
            ],
        },
    }


def obstacles_to_gathering(found: Meeting) -> list[Any]:
    """What stops the board's meeting from being opened: too few at the table, above all."""
    return rules.obstacles_to_opening(found.state, unconfirmed=(), extra=obstacles_before_opening(found)) or (
        rules.obstacles_of_quorum(quorum(found))
    )


def obstacles_to_choosing(found: Meeting) -> list[Any]:
    """What stops the choices from being changed."""
    taken = decisions_of(found.pk)
    return rules.obstacles_to_choosing(
        found.state, [item.duty for item in found.items.all() if taken.get(item.no)]
    )


def approved_now(found: Meeting) -> list[int]:
    """The items that can be approved at once as far as the meeting has come."""
    taken = decisions_of(found.pk)
    return rules.approved_at_once((i.no, i.duty, bool(taken.get(i.no))) for i in found.items.all())


def standing_decision(found: Meeting, no: int) -> Decision | None:
    """What the board decided under the item, if it has."""
    taken = decisions_of(found.pk).get(no)
    return taken[0] if taken else None


def signers_of(found: Meeting) -> list[dict[str, str]]:
    """Who signs the board's minutes: the one who wrote them, the chair, and the adjuster."""
    choices, table = rules.Choices.from_json(found.choices), table_of(found)
    chair = table.chair.name if table.chair else ""
    named = (("secretary", choices.meeting_secretary), ("chair", chair), ("adjuster", choices.adjuster))
    return [{"role": role, "name": name, "email": table.named(name).email} for role, name in named if name]


def _item_shape(found: Meeting, item: Item, taken: list[Any], told: _Told) -> dict[str, Any]:
    approved = told.approved
    will = rules.effects_of(item.duty, told.choices, told.table, text_sv=item.proposal_sv, approved=approved)
    asks = item.kind != ItemKind.INFORMATION
    state = rules.ItemAt(item.no, item.kind, item.state, bool(taken))
    stops = rules.obstacles_to_deciding(found.state, state, extra=rules.obstacles_of_quorum(told.quorum))
    return {
        "no": item.no,
        "title_sv": item.title_sv,
        "title_en": item.title_en,
        "kind": item.kind,
        "duty": item.duty,
        "state": item.state,
        "outcome": item.outcome,
        "asks": asks,
        "text_sv": _words_now(item, told),
        "decisions": [decision_shape(one) for one in taken],
        "will": [{"kind": kind.value, "body": body} for kind, body in will],
        "obstacles": [o.to_json() for o in stops] if asks else [],
    }


def _words_now(item: Item, told: _Told) -> str:
    """What is proposed under the item as far as the meeting has come."""
    if item.duty == Duty.ADMISSIONS:
        return rules.admissions_in_words(told.table)
    if item.duty == Duty.STRIKINGS:
        return rules.strikings_in_words(told.table)
    if item.duty == Duty.IMMEDIATE_APPROVAL and told.approved:
        return f"Styrelsen beslutade\natt förklara {rules.sections(told.approved)} omedelbart justerade."
    return item.proposal_sv


def _obstacles_to_closing(found: Meeting, items: list[Item], taken: Any) -> list[Any]:  # noqa: ANN401  by item
    states = [
        rules.ItemAt(i.no, i.kind, i.state, bool(taken.get(i.no)) or i.fulfilled_at is not None)
        for i in items
    ]
    return rules.obstacles_to_closing(found.state, items=states, extra=())


def _is_here(seat: Seat) -> bool:
    return seat.came_at is not None and seat.left_at is None


def _usual_places(found: Meeting, seats: list[Seat]) -> dict[str, str]:
    """Where each was last checked in, when this meeting has a place with the same name."""
    places = {venue.name: str(venue.pk) for venue in found.venues.all()}
    emails = [seat.email for seat in seats if seat.email]
    seen = CheckIn.objects.filter(person__email__in=emails).order_by("at")
    last = dict(seen.values_list("person__email", "venue__name"))
    return {email: places[name] for email, name in last.items() if name in places}
