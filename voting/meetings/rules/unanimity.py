"""When a decision can be called unanimous (enhälligt): by acclamation, and nobody was heard against it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from voting.meetings.enums import Heard, NoteKind, Step

AGAINST: Final = frozenset({NoteKind.RESERVATION, NoteKind.PROTEST, NoteKind.COUNT_DEMANDED})


def is_unopposed(*, soundings: Iterable[tuple[str, str]], notes: Iterable[str]) -> bool:
    """Nothing that was heard or written down under the item says otherwise.

    ``soundings`` are (step, what was heard) as they stand; ``notes`` the kinds of those that stand. A
    counted vote is the caller's to know of: after one, nobody calls the decision unanimous.
    """
    heard_against = any(step == Step.TRIAL_VOTE or heard != Heard.YES for step, heard in soundings)
    return not heard_against and not AGAINST & set(notes)
