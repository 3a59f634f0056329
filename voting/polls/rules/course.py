"""A poll's course: what stands in the way of each step. Every reason, in the order the chair clears them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from kernel.errors import Obstacle
from voting.meetings.rules import obstacles_to_change, obstacles_to_leading
from voting.polls.enums import SEALED, UNDER_WAY, WITH_A_MAJORITY, PollKind, PollMethod, PollState, Secrecy
from voting.polls.rules.ties import Tie, obstacle_of


class PollLike(Protocol):
    """What the rules read of a poll."""

    @property
    def pk(self) -> Any: ...  # noqa: ANN401, D102  Django's own type
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def method(self) -> str: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def question(self) -> str: ...  # noqa: D102
    @property
    def item_no(self) -> int: ...  # noqa: D102
    @property
    def secrecy(self) -> str: ...  # noqa: D102
    @property
    def seats(self) -> int: ...  # noqa: D102
    @property
    def candidates(self) -> Any: ...  # noqa: ANN401, D102  JSON
    @property
    def rule(self) -> Any: ...  # noqa: ANN401, D102  JSON
    @property
    def result(self) -> Any: ...  # noqa: ANN401, D102  JSON
    @property
    def pauses(self) -> Any: ...  # noqa: ANN401, D102  JSON
    @property
    def opened_at(self) -> datetime | None: ...  # noqa: D102
    @property
    def closed_at(self) -> datetime | None: ...  # noqa: D102


@dataclass(frozen=True)
class MeetingNow:
    """The meeting at this moment, as far as polls depend on it."""

    state: str
    current_item: int | None
    register_approved: bool
    register_item: int | None
    rules_adopted: bool
    rules_item: int | None
    open_poll: UUID | None
    open_question: str
    is_rehearsal: bool = False
    has_key: bool = False
    venues: tuple[tuple[UUID, str], ...] = ()
    lost: tuple[str, ...] = ()
    more: tuple[Obstacle, ...] = ()


def obstacles_to_preparing(now: MeetingNow) -> list[Obstacle]:
    """A question can be made ready until the meeting is closed."""
    return obstacles_to_change(now.state)


def obstacles_to_opening(poll: PollLike, now: MeetingNow) -> list[Obstacle]:
    """Everything that the chair must clear before voting can begin."""
    if poll.state == PollState.VOIDED:
        return [Obstacle("voting.polls.obstacle_voided")]
    if poll.state != PollState.PREPARED:
        return [Obstacle("voting.polls.obstacle_already_opened", {"time": _iso(poll.opened_at)})]
    found = [*obstacles_to_leading(now.state)]
    if not now.rules_adopted and now.rules_item is not None:
        params = {"item_no": now.rules_item}
        found.append(Obstacle("voting.meetings.obstacle_no_rules_of_procedure", params))
    if not now.register_approved:
        found.append(Obstacle("voting.register.obstacle_not_approved", {"item_no": now.register_item}))
    if now.current_item != poll.item_no:
        where = {"item_no": poll.item_no, "current": now.current_item}
        found.append(Obstacle("voting.polls.obstacle_item_not_now", where))
    found += [Obstacle("voting.polls.obstacle_venue_lost", {"venue": venue}) for venue in now.lost]
    found += now.more
    found += _incomplete(poll)
    if poll.secrecy == Secrecy.SECRET and not now.has_key:
        found.append(Obstacle("voting.ballotbox.obstacle_no_officers_key"))
    if now.open_poll is not None and now.open_poll != poll.pk:
        found.append(Obstacle("voting.polls.obstacle_another_open", {"question": now.open_question}))
    return found


def _incomplete(poll: PollLike) -> list[Obstacle]:
    found = []
    if not poll.question.strip():
        found.append(Obstacle("voting.polls.obstacle_no_question"))
    if poll.method in WITH_A_MAJORITY - {PollMethod.APPROVAL} and not poll.rule:
        found.append(Obstacle("voting.polls.obstacle_no_rule", {"clause": f"§\u00a0{poll.item_no}"}))
    if poll.kind in {PollKind.CANDIDATES, PollKind.RANKED} and not poll.candidates:
        found.append(Obstacle("voting.polls.obstacle_no_candidates"))
    return found


def obstacles_to_closing(poll: PollLike, hands: Iterable[Obstacle] = ()) -> list[Obstacle]:
    """Only an open poll can be closed, when every place that votes by hands is agreed on its count."""
    if poll.state == PollState.PREPARED:
        return [Obstacle("voting.polls.obstacle_not_open")]
    if poll.state == PollState.VOIDED:
        return [Obstacle("voting.polls.obstacle_voided")]
    if poll.state == PollState.OPEN:
        return [*hands]
    if poll.state == PollState.PAUSED:
        return [obstacle_of_pause(poll), *hands]
    return [Obstacle("voting.polls.obstacle_already_closed", {"time": _iso(poll.closed_at)})]


def obstacles_to_declaring(poll: PollLike, tie: Tie | None = None) -> list[Obstacle]:
    """Only a counted poll can be declared, only once, and no tie is told before it is broken."""
    if poll.state == PollState.PREPARED:
        return [Obstacle("voting.polls.obstacle_not_open")]
    if poll.state in UNDER_WAY:
        return [Obstacle("voting.polls.obstacle_not_closed")]
    if poll.state == PollState.VOIDED:
        return [Obstacle("voting.polls.obstacle_voided")]
    if poll.state == PollState.DECLARED:
        return [Obstacle("voting.polls.obstacle_already_declared")]
    if poll.result and poll.result["outcome"] == SEALED:
        return [Obstacle("voting.polls.obstacle_sealed")]
    return [obstacle_of(tie)] if tie else []


def obstacles_to_deciding_by(
    poll: PollLike, *, outcome: str, has_own_room: bool, has_effects: bool
) -> list[Obstacle]:
    """A declared vote is decided by once; what did not carry brings nothing about.

    A vote that a room of its own asked for, an election or a step of an order, is decided there.
    """
    if poll.state != PollState.DECLARED:
        return obstacles_to_declaring(poll) or [Obstacle("voting.polls.obstacle_not_declared")]
    if has_own_room:
        return [Obstacle("voting.polls.obstacle_decided_elsewhere", {"item_no": poll.item_no})]
    if has_effects and outcome != "carried":
        return [Obstacle("voting.polls.obstacle_not_carried")]
    return []


def obstacles_to_pausing(poll: PollLike) -> list[Obstacle]:
    """Only an open poll can be paused."""
    if poll.state == PollState.OPEN:
        return []
    if poll.state == PollState.PAUSED:
        return [obstacle_of_pause(poll)]
    return [Obstacle("voting.polls.obstacle_not_open")]


def obstacles_to_resuming(poll: PollLike, now: MeetingNow) -> list[Obstacle]:
    """Only a paused poll goes on, when every place is back."""
    if poll.state != PollState.PAUSED:
        return [Obstacle("voting.polls.obstacle_not_paused")]
    return [Obstacle("voting.polls.obstacle_venue_lost", {"venue": venue}) for venue in now.lost]


def obstacles_to_voiding(poll: PollLike, now: MeetingNow, *, reason: str | None = None) -> list[Obstacle]:
    """Never silently, and not after the meeting. Without ``reason``: whether there is anything to void."""
    found = obstacles_to_change(now.state)
    if poll.state == PollState.VOIDED:
        found = [*found, Obstacle("voting.polls.obstacle_voided")]
    if poll.state == PollState.PREPARED:
        found = [*found, Obstacle("voting.polls.obstacle_not_open")]
    if reason is not None and not reason.strip():
        found = [*found, Obstacle("voting.polls.obstacle_reason_missing")]
    return found


def obstacles_to_moving_on(polls: Iterable[PollLike]) -> list[Obstacle]:
    """Nobody leaves an item, or the meeting, while a poll is under way or its result untold."""
    found = []
    for poll in polls:
        params = {"question": poll.question}
        if poll.state in UNDER_WAY:
            found.append(Obstacle("voting.meetings.obstacle_vote_still_open", params))
        if poll.state == PollState.CLOSED:
            found.append(Obstacle("voting.meetings.obstacle_result_not_declared", params))
    return found


def obstacles_to_channel(poll: PollLike, *, venue: str, ballots: int, sheets: int) -> list[Obstacle]:
    """A place keeps its channel once anybody there has voted: one person, one channel."""
    if poll.secrecy == Secrecy.SECRET:
        return [Obstacle("voting.polls.obstacle_secret_is_by_device", {"venue": venue})]
    if poll.secrecy == Secrecy.PAPER:
        return [Obstacle("voting.polls.obstacle_paper_is_by_hand", {"venue": venue})]
    if poll.state not in {PollState.PREPARED, *UNDER_WAY}:
        return [Obstacle("voting.polls.obstacle_already_closed", {"time": _iso(poll.closed_at)})]
    found = []
    if ballots:
        found.append(Obstacle("voting.polls.obstacle_voted_by_phone", {"venue": venue, "n": ballots}))
    if sheets:
        found.append(Obstacle("voting.polls.obstacle_counted_by_hand", {"venue": venue}))
    return found


def obstacle_of_pause(poll: Any, **more: Any) -> Obstacle:  # noqa: ANN401  whatever has pauses; JSON values
    """Why nothing is received at the moment, and what ends it."""
    venues = waiting_for(poll.pauses)
    if venues:
        return Obstacle("voting.polls.obstacle_paused", {"venue": ", ".join(venues), **more})
    return Obstacle("voting.polls.obstacle_paused_by_chair", more)


def waiting_for(pauses: Sequence[Any]) -> list[str]:
    """The places that an ongoing pause waits for; none when the chair paused."""
    return [pause["name"] for pause in pauses if pause.get("to") is None and pause.get("venue")]


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
