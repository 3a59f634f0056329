"""Verbs on the statutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from tenants.statutes.enums import Status
from tenants.statutes.events import ProposalPublished, ReadingFallen, StatutesAdopted
from tenants.statutes.models import Moment, Section, Version


@transaction.atomic
def publish_proposal(*, document: Mapping[str, Any], by: Actor, at: datetime) -> Version:
    """Lay out a proposed text. The same text again is no error and records nothing.

    Raises Malformed with every place that cannot be read, Refused for other words under a number that
    has been laid out. Only one text is published at a time.
    """
    proposal = rules.read_document(document)
    _one_at_a_time()
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
) -> Version:
    """Lay the carried changes on the base text: the consolidated text, in force from a day on.

    ``first_reading`` keeps it for a second meeting instead; nothing changes in force. The same item of the
    same meeting adopts once: asked again it gives the same text. Raises Malformed when a change has no
    place or another text beneath it. The caller holds the meeting; only one text is adopted at a time.
    """
    _one_at_a_time()
    before = Version.objects.filter(meeting=meeting, item_no=item_no).first()
    if before is not None:
        return before
    text = rules.amended(queries.text_of(base), changes, number=number)
    status = Status.ADOPTED_FIRST_READING if first_reading else Status.ADOPTED
    if not first_reading:
        standing = Version.objects.filter(status=Status.ADOPTED, superseded_on=None)
        standing.update(status=Status.SUPERSEDED, superseded_on=in_force_from)
        Version.objects.filter(status=Status.ADOPTED_FIRST_READING).update(
            status=Status.SUPERSEDED, in_force_from=in_force_from, superseded_on=in_force_from
        )
    version = _write(
        text,
        at=at,
        status=status,
        base=base,
        changes=[asdict(change) for change in changes],
        meeting=meeting,
        item_no=item_no,
        decided_at=at,
        in_force_from=None if first_reading else in_force_from,
    )
    fact = StatutesAdopted(
        subject=meeting,
        version=version.pk,
        number=number,
        title=version.title_sv,
        moments=text.moments,
        changed=[change.insert_as or change.target for change in changes],
        is_first_reading=first_reading,
        in_force_from=version.in_force_from,
    )
    record(fact, by=by, at=at)
    return version


@transaction.atomic
def let_fall(*, version: Version, on_day: date, by: Actor, at: datetime) -> Version:
    """A second meeting did not say the same: the text waits no longer, and was never in force.

    The caller holds the meeting. Again changes nothing.
    """
    _one_at_a_time()
    waiting = Version.objects.filter(pk=version.pk, status=Status.ADOPTED_FIRST_READING)
    if waiting.update(status=Status.SUPERSEDED, in_force_from=on_day, superseded_on=on_day):
        fact = ReadingFallen(subject=version.meeting, version=version.pk, number=version.number)
        record(fact, by=by, at=at)
    version.refresh_from_db()
    return version


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"statutes:{tenancy.schema()}"])


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
