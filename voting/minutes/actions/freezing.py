"""A version of the text is frozen: printed, with its annexes, and sent to those who are to approve it."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

import segno
from django.db import transaction
from django.db.models import Max

from journal.actions import record
from journal.models import Entry
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Forbidden, refuse_if
from papers.pdf import compile_typst
from tenants.networks.queries import origin_of
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.models import Meeting
from voting.minutes import queries
from voting.minutes.enums import SignerRole
from voting.minutes.events import TextFrozen, TextTakenBack
from voting.minutes.models import Annex, Signatory, Version
from voting.minutes.rules import adjusting, paper_of, signed_paper
from voting.minutes.rules.documents import Numbered, in_order
from voting.minutes.rules.shapes import MinutesDraft

CHECK_PAGE = "/kontrollera"


def must_write(meeting: Meeting, by: Actor) -> None:
    """Forbidden for whoever is not this meeting's secretary."""
    if queries.role_at(meeting, by) is not SignerRole.SECRETARY:
        raise Forbidden("minutes.edit")


@transaction.atomic
def freeze(*, meeting_id: UUID, by: Actor, at: datetime) -> Version:
    """Print the text as it stands and lay it before those who sign.

    By the meeting's secretary alone. Is it word for word the version that stands, that one is given back.
    Otherwise the new one takes its place, and with it go the approvals and signatures of the old: nobody
    has approved these words.
    """
    meeting = lock_meeting(meeting_id)
    must_write(meeting, by)
    now = queries.minutes_of(meeting_id)
    before = queries.standing_version(meeting_id)
    if before is not None and not now.has_changed:
        return before
    signers = queries.signers_of(meeting)
    refuse_if(adjusting.obstacles_to_freezing(now, roles=[one.role for one in signers]))
    text = queries.draft(meeting_id)
    numbers = {one.kind: one.no for one in text.annexes}
    annexes = in_order(queries.documents_of(meeting_id, text), numbers)
    pdf = _printed(meeting_id, text, annexes, at=at)
    took_back = []
    if before is not None:
        took_back = [s.name for s in before.signatories.exclude(approved_at=None)]
        before.superseded_at = at
        before.save(update_fields=["superseded_at"])
    version = Version.objects.create(
        meeting=meeting,
        number=(meeting.minutes_versions.aggregate(last=Max("number"))["last"] or 0) + 1,
        text=text.to_dict(),
        text_sha256=text.sha256,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        by_name=by.name,
        frozen_at=at,
    )
    Signatory.objects.bulk_create(
        Signatory(version=version, order=n, role=one.role.value, user=one.user, name=one.user.name)
        for n, one in enumerate(signers, 1)
    )
    Annex.objects.bulk_create(
        Annex(
            version=version, order=n, no=one.no, kind=one.document.kind, title=one.document.title,
            items=list(one.document.items), name=one.name, media_type=one.document.media_type,
            content=one.document.content, sha256=one.document.sha256,
        )
        for n, one in enumerate(annexes, 1)
    )  # fmt: skip
    fact = TextFrozen(
        subject=meeting.pk,
        version=version.number,
        sha256=version.sha256,
        text_sha256=version.text_sha256,
        signatories=[{"name": one.user.name, "role": one.role.value} for one in signers],
        annexes=[{"no": str(one.no), "name": one.name, "sha256": one.document.sha256} for one in annexes],
        took_back=took_back,
    )
    record(fact, by=by, at=at)
    return version


@transaction.atomic
def take_back_text(*, meeting_id: UUID, by: Actor, at: datetime) -> None:
    """The frozen text no longer stands, so that its words can be changed. Its approvals go with it.

    By the meeting's secretary alone, until everybody has signed. Taking back nothing changes nothing.
    """
    meeting = lock_meeting(meeting_id)
    must_write(meeting, by)
    before = queries.standing_version(meeting_id)
    if before is None:
        return
    refuse_if(adjusting.obstacles_to_taking_back_text(queries.minutes_of(meeting_id)))
    before.superseded_at = at
    before.save(update_fields=["superseded_at"])
    approved = [s.name for s in before.signatories.exclude(approved_at=None)]
    fact = TextTakenBack(subject=meeting.pk, version=before.number, sha256=before.sha256, took_back=approved)
    record(fact, by=by, at=at)


def check_address() -> str:
    """Where anybody checks a file of this association."""
    return f"{origin_of(tenancy.current().slug)}{CHECK_PAGE}"


def code_of(address: str) -> list[list[int]]:
    """A QR code as rows of noughts and ones."""
    return [[int(dot) for dot in row] for row in segno.make(address, error="m", micro=False).matrix]


def _printed(meeting_id: UUID, text: MinutesDraft, annexes: list[Numbered], *, at: datetime) -> bytes:
    origin = origin_of(tenancy.current().slug)
    newest = Entry.objects.filter(subject=meeting_id).order_by("-pk").first()
    closing = signed_paper.closing_of(
        annexes,
        listed=text.annexes,
        url=check_address(),
        code=code_of(check_address()),
        head=bytes(newest.hash).hex() if newest else "",
    )
    paper = paper_of(text, event_url=lambda event: f"{origin}/protokoll/handelse/{event}")
    return compile_typst("minutes", {**paper, **closing}, lang="sv", created_at=at)
