"""A poll's course: what stands in the way of each step. Every reason, in the order the chair clears them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from kernel.errors import Obstacle
from voting.meetings.rules import obstacles_to_change, obstacles_to_leading
from voting.polls.enums import PollState


class PollLike(Protocol):
    """What the rules read of a poll."""

    @property
    def pk(self) -> Any: ...  # noqa: ANN401, D102  Django's own type
    @property
    def state(self) -> str: ...  # noqa: D102
    @property
    def question(self) -> str: ...  # noqa: D102
    @property
    def item_no(self) -> int: ...  # noqa: D102
    @property
    def rule(self) -> Any: ...  # noqa: ANN401, D102  JSON
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


def obstacles_to_preparing(now: MeetingNow) -> list[Obstacle]:
    """A question can be made ready until the meeting is closed."""
    return obstacles_to_change(now.state)


def obstacles_to_opening(poll: PollLike, now: MeetingNow) -> list[Obstacle]:
    """Everything that the chair must clear before voting can begin."""
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
    if not poll.question.strip():
        found.append(Obstacle("voting.polls.obstacle_no_question"))
    if not poll.rule:
        found.append(Obstacle("voting.polls.obstacle_no_rule", {"clause": f"§\u00a0{poll.item_no}"}))
    if now.open_poll is not None and now.open_poll != poll.pk:
        found.append(Obstacle("voting.polls.obstacle_another_open", {"question": now.open_question}))
    return found


def obstacles_to_closing(poll: PollLike) -> list[Obstacle]:
    """Only an open poll can be closed."""
    if poll.state == PollState.PREPARED:
        return [Obstacle("voting.polls.obstacle_not_open")]
    if poll.state == PollState.OPEN:
        return []
    return [Obstacle("voting.polls.obstacle_already_closed", {"time": _iso(poll.closed_at)})]


def obstacles_to_declaring(poll: PollLike) -> list[Obstacle]:
    """Only a counted poll can be declared, and only once."""
    if poll.state == PollState.PREPARED:
        return [Obstacle("voting.polls.obstacle_not_open")]
    if poll.state == PollState.OPEN:
        return [Obstacle("voting.polls.obstacle_not_closed")]
    if poll.state == PollState.DECLARED:
        return [Obstacle("voting.polls.obstacle_already_declared")]
    return []


def obstacles_to_moving_on(polls: Iterable[PollLike]) -> list[Obstacle]:
    """Nobody leaves an item, or the meeting, while a poll is open or its result untold."""
    found = []
    for poll in polls:
        if poll.state == PollState.OPEN:
            params = {"question": poll.question}
            found.append(Obstacle("voting.meetings.obstacle_vote_still_open", params))
        if poll.state == PollState.CLOSED:
            params = {"question": poll.question}
            found.append(Obstacle("voting.meetings.obstacle_result_not_declared", params))
    return found


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
