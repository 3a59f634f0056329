"""Verbs on the statutes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import refuse_if
from tenants.statutes import queries, rules
from tenants.statutes.enums import WAITING, Status
from tenants.statutes.events import (
    ProposalPublished,
    ReadingFallen,
    StatutesAdopted,
    StatutesInForce,
)
from tenants.statutes.models import Moment, Section, Version


@transaction.atomic
def publish_proposal(*, document: Mapping[str, Any], by: Actor, at: datetime) -> Version:
    """Lay out a proposed text. The same text again is no error and records nothing.

    Raises Malformed with every place that cannot be read, Refused for other words under a number that
    has been laid out. Only one text is published at a time.
    """
    proposal = rules.read_document(document)
    hold_the_texts()
    kept = queries.version(proposal.version)
    if kept is not None:
        refuse_if(rules.obstacles_to_publishing(proposal=proposal, kept=queries.text_of(kept)))
        return kept
    version = _write(proposal, at=at)
    fact = ProposalPublished(
        subject=version.pk, version=version.number, title=version.title_sv, moments=proposal.moments
    )
    record(fact, by=by, at=at)
    return version


@transaction.atomic
def adopt(
    *,
    base: Version,
    changes: Sequence[rules.Change],
    number: str,
    meeting: UUID,
    item_no: int,
    in_force_from: date,
    by: Actor,
    at: datetime,
    first_reading: bool = False,
    awaits_minutes: bool = False,
    not_before: date | None = None,
    confirms: Version | None = None,
) -> Version:
    """Lay the carried changes on the base text: the consolidated text, in force from a day on.

    ``first_reading`` keeps it for a second meeting instead, ``awaits_minutes`` until :func:`let_hold`, a
    ``not_before`` that is later until :func:`let_due_hold`; nothing changes in force. Nothing holds before
    what it is laid on. ``confirms`` is the first reading that this second one repeats. The same item of the
    same meeting adopts once: asked again it gives the same text. Raises Malformed when a change has no place
    or another text beneath it. The caller holds the meeting; one text is adopted at a time.
    """
    hold_the_texts()
    before = Version.objects.filter(meeting=meeting, item_no=item_no).first()
    if before is not None:
        return before
    text = rules.amended(queries.text_of(base), changes, number=number)
    not_before = None if first_reading else queries.no_earlier_than(not_before)
    status = _status(first_reading=first_reading, minutes=awaits_minutes, day=not_before, today=in_force_from)
    if status is Status.ADOPTED:
        _give_way(on_day=in_force_from)
    if confirms is not None:
        waiting = Version.objects.filter(pk=confirms.pk, status=Status.ADOPTED_FIRST_READING)
        waiting.update(status=Status.CONFIRMED, superseded_on=in_force_from)
    version = _write(
        text,
        at=at,
        status=status,
        base=base,
        changes=[asdict(change) for change in changes],
        meeting=meeting,
        item_no=item_no,
        decided_at=at,
        in_force_from=in_force_from if status is Status.ADOPTED else None,
        not_before=not_before,
    )
    fact = StatutesAdopted(
        subject=meeting,
        version=version.pk,
        number=number,
        title=version.title_sv,
        moments=text.moments,
        changed=[change.insert_as or change.target for change in changes],
        is_first_reading=first_reading,
        awaits_minutes=status is Status.AWAITING_MINUTES,
        in_force_from=version.in_force_from,
        not_before=version.not_before,
    )
    record(fact, by=by, at=at)
    return version


@transaction.atomic
def let_hold(
    *, meeting: UUID, on_day: date, by: Actor, at: datetime, items: Collection[int] | None = None
) -> list[Version]:
    """The minutes are approved: what this meeting adopted holds from that day (model statutes § 14 mom. 3).

    ``items`` are those approved at once, at the meeting itself; None is the whole of the minutes. Where the
    meeting chose a later day the text waits for it. A text that was adopted earlier and still waits is part
    of this one, and gives way to it the same day. The caller holds the meeting, and the texts where
    something has been recorded before. Again holds nothing. Gives those that hold.
    """
    hold_the_texts()
    waiting = Version.objects.filter(meeting=meeting, status=Status.AWAITING_MINUTES)
    if items is not None:
        waiting = waiting.filter(item_no__in=items)
    approved = list(waiting.order_by("created_at"))
    later = [one for one in approved if one.not_before is not None and one.not_before > on_day]
    Version.objects.filter(pk__in=[one.pk for one in later]).update(status=Status.AWAITING_DAY)
    return [_hold(one, on_day=on_day, by=by, at=at) for one in approved if one not in later]


@transaction.atomic
def let_due_hold(*, on_day: date, by: Actor, at: datetime) -> list[Version]:
    """The day has come that a meeting chose: its text holds from that day, also when this runs later.

    Asked by the beat and before a meeting is opened, with nothing locked; again holds nothing.
    """
    hold_the_texts()
    due = Version.objects.filter(status=Status.AWAITING_DAY, not_before__lte=on_day)
    return [
        _hold(one, on_day=one.not_before, by=by, at=at)
        for one in due.order_by("not_before", "created_at")
        if one.not_before is not None
    ]


@transaction.atomic
def let_fall(*, version: Version, on_day: date, by: Actor, at: datetime) -> Version:
    """A second meeting did not say the same: the text waits no longer, and was never in force.

    The caller holds the meeting. Again changes nothing.
    """
    hold_the_texts()
    waiting = Version.objects.filter(pk=version.pk, status=Status.ADOPTED_FIRST_READING)
    if waiting.update(status=Status.FALLEN, superseded_on=on_day):
        fact = ReadingFallen(subject=version.meeting, version=version.pk, number=version.number)
        record(fact, by=by, at=at)
    version.refresh_from_db()
    return version


def hold_the_texts() -> None:
    """One text is laid out, adopted or put in force at a time: until this transaction ends.

    Taken after the meeting and before anything is recorded, whose lock is the last.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"statutes:{tenancy.schema()}"])


def _status(*, first_reading: bool, minutes: bool, day: date | None, today: date) -> Status:
    """What a text that was just decided waits for, if anything."""
    if first_reading:
        return Status.ADOPTED_FIRST_READING
    if minutes:
        return Status.AWAITING_MINUTES
    return Status.AWAITING_DAY if day is not None and day > today else Status.ADOPTED


def _hold(version: Version, *, on_day: date, by: Actor, at: datetime) -> Version:
    """Put it in force, over what was in force and what it is laid on."""
    earlier = Version.objects.filter(status__in=WAITING, created_at__lt=version.created_at)
    earlier.update(status=Status.SUPERSEDED, in_force_from=on_day, superseded_on=on_day)
    _give_way(on_day=on_day)
    version.status, version.in_force_from = Status.ADOPTED, on_day
    version.save(update_fields=["status", "in_force_from"])
    fact = StatutesInForce(
        subject=version.meeting, version=version.pk, number=version.number, title=version.title_sv,
        in_force_from=on_day,
    )  # fmt: skip
    record(fact, by=by, at=at)
    return version


def _give_way(*, on_day: date) -> None:
    """The text in force holds until this day."""
    standing = Version.objects.filter(status=Status.ADOPTED)
    standing.update(status=Status.SUPERSEDED, superseded_on=on_day)


def _write(
    proposal: rules.Proposal,
    *,
    at: datetime,
    status: Status = Status.PROPOSED,
    **more: Any,  # noqa: ANN401  the model's own fields
) -> Version:
    version = Version.objects.create(
        title_sv=proposal.title_sv,
        title_en=proposal.title_en,
        number=proposal.version,
        status=status,
        created_at=at,
        **more,
    )
    sections = Section.objects.bulk_create(
        Section(
            version=version,
            key=text.key,
            number=text.number,
            heading_sv=text.heading_sv,
            heading_en=text.heading_en,
        )
        for text in proposal.sections
    )
    Moment.objects.bulk_create(
        Moment(
            section=section,
            key=text.key,
            number=text.number,
            text_sv=text.sv,
            text_en=text.en,
            rules=text.rules,
        )
        for section, part in zip(sections, proposal.sections, strict=True)
        for text in part.moments
    )
    return version
