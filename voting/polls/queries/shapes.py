"""A poll as plain JSON: the ballot, the rule in words, the course, what is in the way, and the result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kernel.errors import Obstacle
from voting.polls import rules
from voting.polls.enums import BLANK, CHOICES, COUNTED, UNDER_WAY, PollState, Secrecy, VenueChannel
from voting.polls.models import Poll
from voting.polls.queries.facts import Facts

LABELS = {"yes": "Ja", "no": "Nej", "abstain": "Avstå", "a": "Förslag A", "b": "Förslag B", "blank": "Blankt"}
TWO = 2


def poll_shape(
    poll: Poll, now: rules.MeetingNow, facts: Facts | None = None, *, officer: bool
) -> dict[str, Any]:
    """The whole poll.

    The result is there for everybody once declared, and for officers once counted; never before. The
    same goes for what the tellers wrote, which is also hidden from one teller until there are two.
    """
    facts = facts or Facts()
    paper = rules.paper_of(poll)
    return {
        "id": str(poll.pk),
        "meeting_id": str(poll.meeting_id),
        "item_no": poll.item_no,
        "no": poll.no,
        "kind": poll.kind,
        "method": poll.method,
        "secrecy": poll.secrecy,
        "is_rehearsal": now.is_rehearsal,
        "question": poll.question,
        "detail": poll.detail,
        "clause": poll.clause,
        "recommendation": poll.recommendation or None,
        "mover": poll.mover or None,
        "options": options(poll),
        "candidates": poll.candidates,
        "seats": poll.seats,
        "max_marks": paper.marks if poll.candidates else None,
        "validity": poll.validity,
        "rule": rules.rule_shape(poll.kind, poll.rule),
        "way": rules.way_shape(paper, poll.rule),
        "purpose": poll.purpose,
        "repeats": str(poll.repeats) if poll.repeats else None,
        "held": poll.held,
        "state": str(poll.state),
        "opened_at": _iso(poll.opened_at),
        "closes_at": _iso(poll.closes_at),
        "seconds_left": facts.seconds_left,
        "closed_at": _iso(poll.closed_at),
        "declared_at": _iso(poll.declared_at),
        "voided_at": _iso(poll.voided_at),
        "voided_reason": poll.voided_reason or None,
        "waits_for": rules.waiting_for(poll.pauses) if poll.state == PollState.PAUSED else [],
        "pauses": poll.pauses,
        "register_total": poll.register.total if poll.register else None,
        "turnout": facts.turnout,
        "channels": channels(poll, now),
        "hands": _hands(poll, now, facts) if officer or _may_be_shown(poll) else [],
        "tie": tie_shape(poll, facts, officer=officer),
        "result": _result(poll, officer=officer),
        "seal": facts.seal,
        "may": _course(poll, now, facts),
    }


def options(poll: Poll) -> list[dict[str, str]]:
    """What can be chosen, in order, with the words of this poll or the usual ones."""
    if poll.kind not in CHOICES:
        people = [
            {"value": c["id"], "label": c["name"], "hint": c.get("detail") or ""} for c in poll.candidates
        ]
        return [*people, {"value": BLANK, "label": LABELS[BLANK], "hint": ""}]
    found = []
    for value in CHOICES[poll.kind]:
        own = poll.labels.get(value, {})
        label = own.get("label") or LABELS[value]
        found.append({"value": value, "label": label, "hint": own.get("hint") or _hint(poll, value)})
    return found


def channels(poll: Poll, now: rules.MeetingNow) -> list[dict[str, str]]:
    """How each place votes in this poll."""
    return [
        {"venue": str(pk), "name": name, "channel": poll.channels.get(str(pk), VenueChannel.PHONES.value)}
        for pk, name in now.venues
    ]


def obstacles_of_hands(poll: Poll, now: rules.MeetingNow, facts: Facts) -> list[Obstacle]:
    """What stands in the way of closing with the counts of the places that vote by hands."""
    found: list[Obstacle] = []
    for venue, name in _by_hand(poll, now):
        if facts.votes.get(venue, 0):
            found += rules.obstacles_to_hands(
                rules.paper_of(poll), venue=name, sheets=facts.sheets.get(venue, []),
                agreed_on=poll.hands.get(venue),
            )  # fmt: skip
    return found


def tie_shape(poll: Poll, facts: Facts, *, officer: bool) -> dict[str, Any] | None:
    """The tie that must be broken before the result can be told.

    A lot on a seat is drawn before everybody: who is in it is told to all before its seed is made.
    """
    tie = rules.unresolved(poll, chair_choice=facts.chair_choice)
    if tie is None or not (officer or poll.kind not in CHOICES):
        return None
    return {
        "rule": tie.rule,
        "source_sv": tie.source_sv,
        "source_en": tie.source_en,
        "open_to": list(tie.open_to),
        "between": list(tie.between),
        "seats": tie.seats,
        "chair_opinion": tie.chair_opinion,
        "chair_may_say": tie.may_be_said,
    }


def _course(poll: Poll, now: rules.MeetingNow, facts: Facts) -> dict[str, Any]:
    hands = obstacles_of_hands(poll, now, facts) if poll.state in UNDER_WAY else []
    tie = rules.unresolved(poll, chair_choice=facts.chair_choice)
    return {
        "open": _json(rules.obstacles_to_opening(poll, now)),
        "close": _json(rules.obstacles_to_closing(poll, hands)),
        "declare": _json(rules.obstacles_to_declaring(poll, tie)),
        "pause": _json(rules.obstacles_to_pausing(poll)),
        "resume": _json(rules.obstacles_to_resuming(poll, now)),
        "void": _json(rules.obstacles_to_voiding(poll, now)),
    }


def _by_hand(poll: Poll, now: rules.MeetingNow) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in now.venues if poll.channels.get(str(pk)) == VenueChannel.HANDS]


def _may_be_shown(poll: Poll) -> bool:
    """Hands were in sight of all; slips of one place could show how somebody voted."""
    return poll.state == PollState.DECLARED and poll.secrecy == Secrecy.OPEN


def _hands(poll: Poll, now: rules.MeetingNow, facts: Facts) -> list[dict[str, Any]]:
    found = []
    for venue, name in _by_hand(poll, now):
        sheets = rules.newest_of_each(facts.sheets.get(venue, []))
        told = len(sheets) >= TWO
        found.append(
            {
                "venue": venue,
                "name": name,
                "register": facts.votes.get(venue, 0),
                "counts": [
                    {
                        "teller": s.name,
                        "teller_id": str(s.teller),
                        "counts": dict(s.counts) if told else None,
                        "at": _iso(s.at),
                    }
                    for s in sheets
                ],
                "agreed": venue in poll.hands,
            }
        )
    return found


def _hint(poll: Poll, value: str) -> str:
    if value == "abstain":
        return "Räknas inte som avgiven" if poll.rule.get("base") == "cast" else ""
    if value in {"a", "b"}:
        return ""
    base = (poll.clause or {}).get("base")
    if value == "yes":
        return "Bifall: ny text" if base else "Bifall"
    return "Avslag: behåll texten" if base else "Avslag"


def _result(poll: Poll, *, officer: bool) -> dict[str, Any] | None:
    told = poll.state == PollState.DECLARED or (officer and poll.state in {*COUNTED, PollState.VOIDED})
    if not told or poll.result is None or rules.is_sealed(poll.result):
        return None
    names = {option["value"]: option["label"] for option in options(poll)}
    outcome = poll.result["outcome"]
    return {**poll.result, "wins": names[outcome] if outcome in {"a", "b"} else None}


def _json(obstacles: Sequence[Obstacle]) -> list[dict[str, Any]]:
    return [obstacle.to_json() for obstacle in obstacles]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
