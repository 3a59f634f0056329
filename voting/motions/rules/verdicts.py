"""What the minutes say was decided by an order, as att-clauses without their att. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from voting.motions.enums import MAIN, Mode, MotionKind, SlotKind, StepKind
from voting.motions.rules.arranging import Group
from voting.motions.rules.book import Book, StepNow
from voting.motions.rules.wording import joined

_FORMULA = re.compile(r"^\s*mötet beslutade(?: enhälligt)?:?\s+", re.IGNORECASE)


def of_step(book: Book, step: StepNow) -> str:
    """What was decided by the step that ends its slot, or nothing."""
    if not step.outcome or not book.ends_its_slot(step):
        return ""
    group = book.by_slot.get(step.slot)
    if group is None or group.kind in {SlotKind.FORMAL, SlotKind.CLASS}:
        return ""
    if group.kind == SlotKind.MATTER:
        has_whole = any(one.kind == StepKind.WHOLE for one in book.steps)
        return "" if has_whole else of_matter(book, group)
    if group.kind == SlotKind.SUB:
        return _sub_decision(book, group)
    return _clause_decision(book, group)


def of_matter(book: Book, group: Group | None) -> str:
    """What came of a general item."""
    won = book.prevailed("matter") if group else MAIN
    lost = _names(mark for mark in _in_order(group) if mark != won) if group else ""
    rejecting = f" och därmed avslå {lost}" if lost else ""
    if not won:
        return f"avslå {lost}"
    text = bare(book.text(won, "matter"))
    if won == MAIN:
        return f"{text}{rejecting}"
    return f"bifalla {won}, att {text},{rejecting}" if rejecting else f"bifalla {won}, att {text}"


def of_whole(book: Book, *, is_carried: bool) -> str:
    """What the last step decided about a general item."""
    group = book.by_slot.get("matter")
    if is_carried:
        return of_matter(book, group)
    lost = _names(_in_order(group)) if group else "huvudförslaget"
    return f"avslå {lost}"


def bare(text: str) -> str:
    """A proposal's words without ``Mötet beslutade att`` before and the stop after."""
    words = _FORMULA.sub("", text).strip().rstrip(".")
    return words.removeprefix("att ").strip()


def postponement(book: Book, mark: str) -> str:
    """Bordläggning and återremiss as decisions; an återremiss says what is wanted."""
    one = book.proposals[mark]
    if one.kind == MotionKind.TABLE:
        return "bordlägga ärendet"
    wanted = one.text.strip().rstrip(".")
    return f"återremittera ärendet{f': {wanted}' if wanted else ''}"


def fee_table(book: Book) -> list[dict[str, Any]]:
    """Every class with the fee that was decided, in öre."""
    return [
        {"id": fee.key, "sv": fee.sv, "en": fee.en, "amount": book.amount(fee.key), "vote": fee.vote}
        for fee in book.ground.classes
    ]


def _clause_decision(book: Book, group: Group) -> str:
    won, place = book.prevailed(group.slot), book.ground.ref(group.slot, group.kind)
    lost = _names(mark for mark in _in_order(group) if mark not in {won, MAIN})
    if group.kind == SlotKind.NEW:
        if not won:
            return f"avslå {lost or group.main}"
        return f"bifalla {won} som ny {place}{f' och därmed avslå {lost}' if lost else ''}"
    standing = "huvudförslaget" if book.ground.mode != Mode.AMENDMENT else "gällande stadgar"
    if won == MAIN:
        if len(group.sequence) > 1:
            return f"{place} lyder enligt {standing} och därmed avslå {lost}"
        return f"avslå {lost}, så att {place} lyder enligt {standing}"
    text = book.text(won or "", group.slot)
    against = [mark for mark in _in_order(group) if mark not in {won, MAIN}]
    result = f"bifalla {won} till {place}" if text else f"bifalla {won}, så att {place} utgår"
    if not against:
        return result
    if MAIN in group.members and book.ground.mode != Mode.AMENDMENT:
        against.append("huvudförslagets lydelse")
    return f"{result} och därmed avslå {joined(against)}"


def _sub_decision(book: Book, group: Group) -> str:
    won = book.prevailed(group.slot)
    lost = _names(mark for mark in group.sequence if mark != won)
    if won == group.main:
        return f"avslå {lost}, så att {group.slot} behandlas som det yrkats"
    return f"bifalla {won} som ändring i {group.slot}{f' och därmed avslå {lost}' if lost else ''}"


def _in_order(group: Group | None) -> list[str]:
    if group is None:
        return []
    marks = [mark for mark in (*group.sequence, group.main) if mark and mark != MAIN]
    return [
        *sorted(marks, key=lambda m: (m[:1], int(m[1:] or 0))),
        *([MAIN] if MAIN in group.members else []),
    ]


def _names(marks: Iterable[str]) -> str:
    return joined("huvudförslaget" if mark == MAIN else mark for mark in marks)
