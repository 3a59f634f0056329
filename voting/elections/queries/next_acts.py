"""What the chair does next with the elections of the item that is up, and what is left when it is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kernel.errors import Obstacle
from tenants.decisions.models import Decision
from voting.ceremony.queries import trustees_of
from voting.elections import rules
from voting.elections.enums import ElectionState
from voting.elections.models import Election
from voting.elections.queries.proposing import proposals
from voting.elections.queries.races import Sheet, sheets
from voting.meetings.enums import ItemState, MeetingState
from voting.meetings.models import Meeting
from voting.meetings.rules import Act

PRIORITY = 32
OVER = frozenset({ElectionState.DECIDED, ElectionState.CANCELLED})


def next_acts(found: Meeting) -> list[Act]:
    """Close the list, acclaim, vote, draw, decide: of the first election that is not over."""
    item = found.items.filter(state=ItemState.NOW.value).first()
    if found.state != MeetingState.OPEN or item is None:
        return []
    left = _left(found, item.no)
    return _acts(left[0]) if left else _to_lay_out(found, item.no)


def obstacles_to_leaving(found: Meeting) -> list[Obstacle]:
    """An election that was laid out is decided or called off, unless the item was put off."""
    item = found.items.filter(state=ItemState.NOW.value).first()
    if item is None or item.outcome:
        return []
    return [
        Obstacle("voting.elections.obstacle_undecided", {"item_no": item.no, "title": _title(one)})
        for one in _left(found, item.no)
    ]


def _left(found: Meeting, item_no: int) -> list[Sheet]:
    if not Election.objects.filter(meeting=found, item_no=item_no).exists():
        return []
    return [on for on in sheets(found) if on.race.item_no == item_no and on.race.state not in OVER]


def _to_lay_out(found: Meeting, item_no: int) -> list[Act]:
    """The first post that the item is there to fill, unless the meeting decided it without an election."""
    posts = [one for one in proposals(found) if one["item_no"] == item_no]
    elections = Election.objects.filter(meeting=found, item_no=item_no, cancelled_at=None)
    decided = Decision.objects.filter(meeting=found.pk, item_no=item_no, retracted_at=None)
    if not posts or (decided.exists() and not elections.exists()):
        return []
    params = {"item_no": item_no, "title": posts[0]["title_sv"]}
    return [Act(PRIORITY, "voting.elections.next_lay_out", params)]


def _acts(on: Sheet) -> list[Act]:
    race = on.race
    if race.underway is not None:
        return []
    if rules.unordered(race):
        return [_act(on, "lot")]
    if race.state == ElectionState.FILLED:
        against = rules.obstacles_to_deciding(race, leave_vacant=bool(race.free))
        return [_act(on, "decide", "decide", {"leave_vacant": bool(race.free)}, against=against)]
    if not race.standing:
        return [_act(on, "nominate")]
    return _choosing(on)


def _choosing(on: Sheet) -> list[Act]:
    race = on.race
    if len(race.standing) <= race.free:
        return [_act(on, "acclamation", "acclamation", against=rules.obstacles_to_acclamation(race))]
    if not race.is_closed:
        return [_act(on, "close_nominations", "close_nominations", against=rules.obstacles_to_closing(race))]
    return _ballots(on)


def _ballots(on: Sheet) -> list[Act]:
    """The ways to vote, first the one that the rules ask for: in secret, on phones where there is a key."""
    against = rules.obstacles_to_ballot(on.race)
    openly = _act(on, "ballot", "poll", {"secrecy": "open"}, against=against)
    if not rules.should_be_secret(on.race):
        return [openly]
    paper = _act(on, "ballot_on_paper", "poll", {"secrecy": "paper"}, against=against)
    if not trustees_of(on.election.meeting_id):
        return [paper, openly]
    return [_act(on, "ballot_in_secret", "poll", {"secrecy": "secret"}, against=against), paper, openly]


def _act(
    on: Sheet,
    code: str,
    door: str = "",
    body: dict[str, Any] | None = None,
    *,
    against: Sequence[Obstacle] = (),
) -> Act:
    params = {"item_no": on.race.item_no, "title": _title(on)}
    url = f"/api/elections/{on.election.pk}/{door}"
    action = {"method": "POST", "url": url, "body": body or {}} if door else None
    counts = code.startswith("ballot")
    return Act(PRIORITY, f"voting.elections.next_{code}", params, action, against, counts)


def _title(on: Sheet) -> str:
    return on.election.title_sv or f"Val av {rules.title(on.race.post, on.race.places)}"
