"""Jämkning: motions become one, or the working group makes one its own; and what it recommends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if
from voting.motions import queries, rules
from voting.motions.actions.filing import check_typed_rules
from voting.motions.actions.locks import locked_motion
from voting.motions.enums import MotionState, SlotKind, Word
from voting.motions.events import MotionMerged, MotionRecommended
from voting.motions.models import Motion


@dataclass(frozen=True, kw_only=True)
class Merge:
    """Into another motion, into the main proposal, or only into other words of its own."""

    into: UUID | None = None
    own_by_board: bool = False
    text: str = ""
    gloss_en: str = ""
    rules: dict[str, Any] | None = None


@transaction.atomic
def merge(*, motion_id: UUID, how: Merge, by: Actor, at: datetime) -> Motion:
    """Merge it. New words are written against the text as it is now, which clears a conflict.

    The same merge again changes nothing.
    """
    motion, on = locked_motion(motion_id, at=at)
    into = next((m for m in on.motions if m.pk == how.into), None) if how.into else None
    if how.into and into is None:
        raise Missing
    if into is not None and motion.merged_into_id == into.pk:
        return motion
    says_something = how.text.strip() or how.gloss_en or how.rules is not None
    if not (into or how.own_by_board or says_something):
        raise Malformed({"text": [Obstacle("platform.kernel.field_required")]})
    same_place = into is not None and on.slot_of(into) == on.slot_of(motion)
    merging = rules.obstacles_to_merging(motion, into, same_place=same_place) if into else []
    refuse_if([*rules.obstacles_to_changing(on.situation, motion), *merging])
    _reword(into or motion, how, on)
    if into is not None:
        motion.state, motion.merged_into, motion.settled_at = MotionState.MERGED.value, into, at
    if how.own_by_board:
        motion.is_own, motion.word = True, Word.ADJUST.value
    motion.save()
    if into is not None:
        into.save()
    on = on.again()
    fact = MotionMerged(
        subject=on.meeting.pk,
        motion=queries.motion_shape(motion, on),
        into=queries.motion_shape(into, on) if into else None,
    )
    record(fact, by=by, at=at)
    return motion


@transaction.atomic
def recommend(*, motion_id: UUID, word: Word, text: str, by: Actor, at: datetime) -> Motion:
    """Write down what the working group or the board says of it. The same again changes nothing."""
    motion, on = locked_motion(motion_id, at=at)
    if (motion.word, motion.word_text) == (word.value, text.strip()):
        return motion
    refuse_if(rules.obstacles_to_changing(on.situation, motion))
    motion.word, motion.word_text = word.value, text.strip()
    motion.save(update_fields=["word", "word_text"])
    on = on.again()
    record(MotionRecommended(subject=on.meeting.pk, motion=queries.motion_shape(motion, on)), by=by, at=at)
    return motion


def _reword(motion: Motion, how: Merge, on: queries.Sheet) -> None:
    motion.gloss_en = how.gloss_en or motion.gloss_en
    check_typed_rules(how.rules, clause=motion.insert_as or motion.target)
    motion.rules = motion.rules if how.rules is None else how.rules
    if not how.text.strip():
        return
    motion.new_sv = how.text.strip()
    slot, kind = on.slot_of(motion)
    if kind == SlotKind.CLAUSE and (clause := on.ground.clause(slot)):
        motion.base_sv = clause.text
    if kind == SlotKind.SUB and motion.parent is not None:
        motion.base_sv = motion.parent.new_sv
    motion.base_sha = rules.fingerprint(motion.base_sv) if motion.base_sv else ""
