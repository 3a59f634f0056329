"""Verbs on the statutes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import refuse_if
from tenants.statutes import queries, rules
from tenants.statutes.events import ProposalPublished
from tenants.statutes.models import Moment, Section, Version


@transaction.atomic
def publish_proposal(*, document: Mapping[str, Any], by: Actor, at: datetime) -> Version:
    """Lay out a proposed text. The same text again is no error and records nothing.

    Raises Malformed with every place that cannot be read, Refused for other words under a number that
    has been laid out. Only one text is published at a time.
    """
    proposal = rules.read_document(document)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"statutes:{tenancy.schema()}"])
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


def _write(proposal: rules.Proposal, *, at: datetime) -> Version:
    version = Version.objects.create(
        title_sv=proposal.title_sv,
        title_en=proposal.title_en,
        number=proposal.version,
        status="proposed",
        created_at=at,
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
        Moment(section=section, key=text.key, number=text.number, text_sv=text.sv, text_en=text.en)
        for section, part in zip(sections, proposal.sections, strict=True)
        for text in part.moments
    )
    return version
