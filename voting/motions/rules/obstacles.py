"""Why something cannot be done with a motion or an order now. Every reason, in words. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kernel.errors import Obstacle
from voting.meetings.enums import ItemState, MeetingState
from voting.meetings.rules import obstacles_to_change, obstacles_to_leading
from voting.motions.enums import AT_ONCE, FORMAL, MAIN, MotionState, StepKind, Way
from voting.motions.rules.book import Book, StepNow


@dataclass(frozen=True)
class Situation:
    """Where an item stands, as far as its motions depend on it."""

    meeting: str
    item_no: int
    item: str
    has_line: bool = False
    is_approved: bool = False
    is_finished: bool = False
    is_second_reading: bool = False


class MotionLike(Protocol):
    """What the rules read of a motion."""

    @property
    def mark(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def state(self) -> str: ...  # noqa: D102


def obstacles_to_filing(now: Situation) -> list[Obstacle]:
    """Motions are moved until the line, and before the meeting approves the order."""
    found = obstacles_to_change(now.meeting)
    if now.item == ItemState.DONE and now.meeting == MeetingState.OPEN:
        found.append(Obstacle("voting.motions.obstacle_item_done", {"item_no": now.item_no}))
    if now.has_line:
        found.append(Obstacle("voting.motions.obstacle_line_drawn", {"item_no": now.item_no}))
    if now.is_approved:
        found.append(Obstacle("voting.motions.obstacle_order_approved", {"item_no": now.item_no}))
    return found


def obstacles_to_words(now: Situation, kind: str) -> list[Obstacle]:
    """What one meeting adopted comes back word for word: it may be put off or rejected, not rewritten."""
    if now.is_second_reading and kind not in FORMAL | AT_ONCE:
        return [Obstacle("voting.motions.obstacle_second_reading_only")]
    return []


def obstacles_to_changing(now: Situation, motion: MotionLike) -> list[Obstacle]:
    """A motion can be taken back, merged or commented on until the order is approved."""
    found = obstacles_to_change(now.meeting)
    if motion.state != MotionState.FILED:
        found.append(
            Obstacle("voting.motions.obstacle_settled", {"mark": motion.mark, "state": motion.state})
        )
    elif now.is_approved:
        found.append(Obstacle("voting.motions.obstacle_order_approved", {"item_no": now.item_no}))
    return found


def obstacles_to_same_text(*, base: str, new: str) -> list[Obstacle]:
    """A change changes something."""
    if base and base.strip() == new.strip():
        return [Obstacle("voting.motions.obstacle_same_text")]
    return []


def obstacles_to_merging(motion: MotionLike, into: MotionLike, *, same_place: bool) -> list[Obstacle]:
    """Motions that are merged are about the same place, and the other one is alive."""
    if motion.mark == into.mark or not same_place:
        params = {"mark": motion.mark, "other": into.mark}
        return [Obstacle("voting.motions.obstacle_elsewhere", params)]
    if into.state != MotionState.FILED:
        return [Obstacle("voting.motions.obstacle_settled", {"mark": into.mark, "state": into.state})]
    return []


def obstacles_to_settling(now: Situation, motion: MotionLike) -> list[Obstacle]:
    """Only what is put at once is settled outside the order."""
    found = obstacles_to_leading(now.meeting)
    if motion.kind not in AT_ONCE:
        found.append(Obstacle("voting.motions.obstacle_needs_the_order", {"mark": motion.mark}))
    if motion.state != MotionState.FILED:
        found.append(
            Obstacle("voting.motions.obstacle_settled", {"mark": motion.mark, "state": motion.state})
        )
    return found


def obstacles_to_line(now: Situation) -> list[Obstacle]:
    """The line is drawn while the item is dealt with."""
    found = obstacles_to_leading(now.meeting)
    if not found and now.item != ItemState.NOW:
        found.append(Obstacle("voting.motions.obstacle_item_not_now", {"item_no": now.item_no}))
    if now.is_approved:
        found.append(Obstacle("voting.motions.obstacle_order_approved", {"item_no": now.item_no}))
    return found


def obstacles_to_proposing(
    now: Situation,
    *,
    conflicts: Iterable[str],
    has_something: bool,
    has_base: bool,
    readings: Sequence[str] = (),
) -> list[Obstacle]:
    """An order is put on an item that is dealt with, about texts that still are what was moved against.

    ``readings`` are the clauses where a second reading meets other words, and none have been chosen.
    """
    found = obstacles_to_leading(now.meeting)
    if not found and now.item != ItemState.NOW:
        found.append(Obstacle("voting.motions.obstacle_item_not_now", {"item_no": now.item_no}))
    if now.is_approved:
        found.append(Obstacle("voting.motions.obstacle_order_approved", {"item_no": now.item_no}))
        return found
    if not has_base:
        found.append(Obstacle("voting.motions.obstacle_no_main_proposal", {"item_no": now.item_no}))
    elif not has_something:
        found.append(Obstacle("voting.motions.obstacle_nothing_moved", {"item_no": now.item_no}))
    if readings:
        params = {"refs": ", ".join(readings)}
        found.append(Obstacle("voting.motions.obstacle_reading_meets_another", params))
    return [*found, *(Obstacle("voting.motions.obstacle_base_changed", {"mark": mark}) for mark in conflicts)]


def obstacles_to_running(
    now: Situation, book: Book, step: StepNow, *, poll_state: str | None
) -> list[Obstacle]:
    """Steps are taken in the approved order, one at a time."""
    found = obstacles_to_taking(now)
    if step.outcome:
        return [*found, Obstacle("voting.motions.obstacle_step_taken", {"step": step.no})]
    if now.is_finished or book.is_skipped(step):
        return [*found, Obstacle("voting.motions.obstacle_step_not_needed", {"step": step.no})]
    coming = book.next
    if coming is not None and coming.no != step.no:
        found.append(Obstacle("voting.motions.obstacle_step_not_next", {"step": step.no, "next": coming.no}))
    if step.kind == StepKind.WHOLE and book.needs_untouched:
        found.append(Obstacle("voting.motions.obstacle_untouched_first", {"n": len(book.untouched)}))
    if poll_state is not None:
        found.append(Obstacle("voting.motions.obstacle_poll_underway", {"step": step.no}))
    return found


def obstacles_to_taking(now: Situation) -> list[Obstacle]:
    """Nothing is put before the meeting approved the order, nor under another item."""
    found = obstacles_to_leading(now.meeting)
    if not found and now.item != ItemState.NOW:
        found.append(Obstacle("voting.motions.obstacle_item_not_now", {"item_no": now.item_no}))
    if not now.is_approved:
        found.append(Obstacle("voting.motions.obstacle_order_not_approved", {"item_no": now.item_no}))
    return found


def obstacles_to_untouched(now: Situation, book: Book) -> list[Obstacle]:
    """There is something that nobody moved anything on, and the matter is not put off."""
    found = obstacles_to_taking(now)
    if now.is_finished or not book.untouched or book.postponed_by is not None:
        found.append(Obstacle("voting.motions.obstacle_nothing_untouched"))
    return found


def obstacles_to_undoing(
    now: Situation, book: Book, *, is_built_upon: bool, is_rest_newest: bool = False
) -> list[Obstacle]:
    """The newest goes first; a counted step is voided with its poll; an adopted text stands.

    ``is_rest_newest``: what nobody moved anything on was approved after the last step.
    """
    found = obstacles_to_taking(now)
    last = book.last_taken
    if is_built_upon:
        found.append(Obstacle("voting.motions.obstacle_built_upon"))
    elif last is None and not book.untouched_done:
        found.append(Obstacle("voting.motions.obstacle_nothing_to_undo"))
    elif last is not None and last.method == "poll" and not is_rest_newest:
        found.append(Obstacle("voting.motions.obstacle_void_the_poll", {"step": last.no}))
    return found


def obstacles_to_voiding(book: Book, step: StepNow, *, is_built_upon: bool) -> list[Obstacle]:
    """A poll that later steps were taken after is not voided before them."""
    later = [one.no for one in book.steps if one.no > step.no and one.outcome]
    found = [Obstacle("voting.motions.obstacle_later_step_taken", {"step": no}) for no in later]
    return [*found, Obstacle("voting.motions.obstacle_built_upon")] if is_built_upon else found


def outcome_of(book: Book, step: StepNow, said: str) -> str | None:
    """What the chair heard, as the step's outcome: yes, no, or a mark. None: no such side."""
    if step.way == Way.YES_NO:
        sides = book.between(step)
        carried = {"yes", "carried", *(side for side in sides if side)}
        rejected = {"no", "rejected", MAIN} - carried
        return "carried" if said in carried else "rejected" if said in rejected else None
    first, second = book.between(step)
    return "a" if said in {"a", first} else "b" if said in {"b", second} else None
