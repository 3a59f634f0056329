"""What the meeting adopted becomes statutes: now, with its minutes, or after a second meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from kernel.actor import Actor
from kernel.days import day_of
from tenants.decisions.actions import NewEffect
from tenants.decisions.enums import EffectKind
from tenants.statutes import actions as statutes
from tenants.statutes import queries as versions
from tenants.statutes.rules import Change, rebased
from voting.meetings.rules.dates import long_date
from voting.motions import queries
from voting.motions.enums import Ending, MatterKind, Mode, StepKind
from voting.motions.rules.wording import joined

FROM_NOW = "stadgarna gäller från och med detta beslut"
FROM_MINUTES = "ändringen gäller när protokollet från mötet har justerats"
FROM_A_DAY = "ändringen gäller från och med"
AGAIN = "ändringen prövas på nytt vid nästa föreningsmöte, innan den gäller"
Outcome = tuple[Ending, str, Sequence[NewEffect]]


def adopt(on: queries.Sheet, *, by: Actor, at: datetime) -> Outcome:
    """Adopt the text with what was carried; the clause of the minutes and the effect that follow.

    Statutes in force that need two meetings keep their words until the second one has said the same, and
    where they say so until its minutes are approved, or a later day that the meeting approved with its
    order of decisions (model statutes § 14 mom. 3).
    """
    assert on.version is not None
    assert on.ground.kind == MatterKind.STATUTES
    changes, base = changes_of(on), on.version
    if on.ground.mode == Mode.SECOND_READING:
        latest = versions.latest()
        assert latest is not None
        wordings = {one["target"]: one["wording_sv"] for one in on.readings}
        changes, base = (
            rebased(versions.text_of(latest), [Change(**c) for c in base.changes], wordings),
            latest,
        )
    day, is_first, waits = day_of(at), needs_second_meeting(on), queries.awaits_minutes(on)
    later = later_day(on, today=day)
    number = versions.next_number()
    effects: list[NewEffect] = []
    if not on.meeting.is_rehearsal:  # a rehearsal tells what would happen, and nothing happens
        version = statutes.adopt(
            base=base, changes=changes, number=versions.number_of_reading(number) if is_first else number,
            meeting=on.meeting.pk, item_no=on.item.no, in_force_from=day, first_reading=is_first,
            awaits_minutes=waits, not_before=later, by=by, at=at,
            confirms=on.version if on.ground.mode == Mode.SECOND_READING and not on.is_reworded else None,
        )  # fmt: skip
        if on.is_reworded:
            statutes.let_fall(version=on.version, on_day=day, by=by, at=at)
        body = {"version": str(version.pk), "number": number, **_when(waits=waits, later=later, today=day)}
        effects.append(NewEffect(kind=EffectKind.STATUTES_ADOPTED, body=body))
    if is_first:
        return Ending.FIRST_READING, f"{_first_words(on)},\natt {AGAIN}", ()
    return Ending.ADOPTED, f"{_words(on, number, changes)},\natt {_from_when(on, later)}", effects


def changes_of(on: queries.Sheet) -> list[Change]:
    """What was carried against the base text, as the statutes take it."""
    motions = {motion.mark: motion for motion in on.motions}
    found = []
    for proposal, text in on.book.changed():
        motion = motions[proposal.mark]
        change = Change(
            type=motion.kind, target=motion.target, insert_as=motion.insert_as, base_sha=motion.base_sha,
            new_sv=text, gloss_en=motion.gloss_en, rules=motion.rules,
        )  # fmt: skip
        found.append(change)
    return found


def needs_second_meeting(on: queries.Sheet) -> bool:
    """Whether the statutes ask for another meeting, unless this one was of one mind and that is enough."""
    if on.ground.mode not in {Mode.AMENDMENT, Mode.REVISION} and not on.is_reworded:
        return False
    amend = queries.amend_of(on)
    if int(amend.get("meetings") or 1) < 2:  # noqa: PLR2004  two meetings
        return False
    return not (amend.get("or_unanimous_at_one") and _of_one_mind(on))


def later_day(on: queries.Sheet, *, today: date) -> date | None:
    """The day that a change waits for: the one approved with the order, or that of what it is laid on."""
    if not on.ground.changes_statutes:
        return None
    chosen = versions.no_earlier_than(on.order.not_before if on.order else None)
    return chosen if chosen is not None and chosen > today else None


def _of_one_mind(on: queries.Sheet) -> bool:
    deciding = [row for row in on.rows if row.kind in {StepKind.SINGLE, StepKind.WHOLE, StepKind.OWN}]
    carried = [row for row in deciding if row.outcome == "carried"]
    return bool(carried) and all(
        row.result and row.result["counts"].get("no") == 0 and row.result["counts"].get("yes")
        for row in carried
    )


def _adjusted(on: queries.Sheet) -> str:
    """What was chosen instead of the words that were read once."""
    new = [one for one in on.readings if one["wording_sv"] != one["read_sv"]]
    said = [
        f"{one['ref_sv']} lyder: ”{one['wording_sv']}”" if one["wording_sv"] else f"{one['ref_sv']} utgår"
        for one in new
    ]
    return f"jämka ändringen, så att {joined(said)}"


def _words(on: queries.Sheet, number: str, changes: Sequence[Change]) -> str:
    if on.ground.mode == Mode.SECOND_READING:
        return f"vid andra behandlingen anta ändringen av stadgarna, version {number}"
    if on.ground.mode == Mode.AMENDMENT:
        return f"därmed anta stadgarna i ändrad lydelse, version {number}"
    changed = " med beslutade ändringar" if changes else ""
    return f"anta stadgarna i sin helhet{changed}, version {number}"


def _first_words(on: queries.Sheet) -> str:
    what = "stadgarna i sin helhet" if on.ground.mode == Mode.REVISION else "ändringen av stadgarna"
    first = f"vid en första behandling anta {what}"
    return f"{_adjusted(on)},\natt {first}" if on.is_reworded else first


def _from_when(on: queries.Sheet, later: date | None) -> str:
    if later is not None:
        approved = ", om protokollet från mötet då har justerats" if queries.awaits_minutes(on) else ""
        return f"{FROM_A_DAY} {long_date(later)}{approved}"
    return FROM_MINUTES if queries.awaits_minutes(on) else FROM_NOW


def _when(*, waits: bool, later: date | None, today: date) -> dict[str, str]:
    """What the effect says of the day: from now, or what it waits for."""
    if not waits and later is None:
        return {"in_force_from": today.isoformat()}
    day = {"not_before": later.isoformat()} if later else {}
    return {"awaits": "minutes" if waits else "day", **day}
