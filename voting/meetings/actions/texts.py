"""Statutes that a decision adopts in plain words, or puts in force by approving an item at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from kernel.actor import Actor
from kernel.days import day_of
from kernel.errors import Malformed, Obstacle, refuse_if
from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Decision
from tenants.statutes import actions as statutes
from tenants.statutes import queries as versions
from tenants.statutes.models import Version
from voting.meetings import rules
from voting.meetings.models import Meeting


def adopt_what_they_name(
    meeting: Meeting, item_no: int, effects: Sequence[NewEffect], *, by: Actor, at: datetime
) -> list[NewEffect]:
    """The effects, where one that adopts a laid out text names the text that was adopted by it.

    What the motions have been tried against is adopted already, and named by the effect. A proposed text
    that the meeting adopts as it stands, with no order of decisions, is adopted here. Refused where
    statutes have been adopted before: they are changed step by step. The caller holds the meeting.
    """
    if any(one.kind is EffectKind.ITEMS_APPROVED for one in effects):
        statutes.hold_the_texts()  # before anything is recorded
    return [
        _adopted(meeting, item_no, one, by=by, at=at) if one.kind is EffectKind.STATUTES_ADOPTED else one
        for one in effects
    ]


def let_due_texts_hold(*, at: datetime) -> None:
    """A meeting is held by the statutes of its day, though the beat may have slept. Nothing is locked yet."""
    if versions.is_due(day_of(at)):
        statutes.let_due_hold(on_day=day_of(at), by=Actor.system(), at=at)


def let_approved_hold(meeting: Meeting, decision: Decision, *, by: Actor, at: datetime) -> None:
    """Items that were adjusted at the meeting itself (omedelbar justering) need not wait for the rest.

    The paragraph of the minutes is approved, and with it what waited for it (model statutes § 14 mom. 3).
    """
    approved = [one.body["items"] for one in decision.effects.all() if one.kind == EffectKind.ITEMS_APPROVED]
    if not approved:
        return
    items = {int(no) for numbers in approved for no in numbers}
    statutes.let_hold(meeting=meeting.pk, items=items, on_day=day_of(at), by=by, at=at)


def _adopted(meeting: Meeting, item_no: int, effect: NewEffect, *, by: Actor, at: datetime) -> NewEffect:
    named, day = _named(effect), _day(effect)
    refuse_if(
        rules.obstacles_to_adopting_in_words(
            status=named.status,
            is_of_this_meeting=named.meeting == meeting.pk,
            has_statutes=versions.latest() is not None,
        )
    )
    if named.meeting == meeting.pk:
        return effect
    given = str(effect.body.get("number") or "")
    number = given if given and versions.version(given) is None else versions.next_number()
    version = statutes.adopt(
        base=named, changes=[], number=number, meeting=meeting.pk, item_no=item_no, in_force_from=day,
        by=by, at=at,
    )  # fmt: skip
    return replace(effect, body={**effect.body, "version": str(version.pk), "number": version.number})


def _named(effect: NewEffect) -> Version:
    try:
        found = Version.objects.filter(pk=UUID(str(effect.body.get("version")))).first()
    except ValueError:
        found = None
    if found is None:
        raise Malformed({"effects": [_lacks("version")]})
    return found


def _day(effect: NewEffect) -> date:
    try:
        return date.fromisoformat(str(effect.body.get("in_force_from") or date.max.isoformat()))
    except ValueError:
        raise Malformed({"effects": [_lacks("in_force_from")]}) from None


def _lacks(name: str) -> Obstacle:
    params = {"effect": EffectKind.STATUTES_ADOPTED.value, "field": name}
    return Obstacle("tenants.decisions.obstacle_effect_lacks", params)
