"""The print-and-sign path, and extracts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.days import day_of
from kernel.errors import Malformed, Missing, Obstacle, refuse_if
from papers.pdf import compile_typst
from tenants.statutes import actions as statutes
from voting.ceremony import actions as ceremonies
from voting.meetings.actions.locks import lock_meeting
from voting.minutes import queries
from voting.minutes.actions.freezing import check_address, code_of, must_write
from voting.minutes.enums import SigningPath
from voting.minutes.events import ExtractMade, MinutesCompleted, PaperFiled
from voting.minutes.models import Extract, Scan
from voting.minutes.rules import adjusting, filing
from voting.minutes.rules.signed_paper import check_of


@transaction.atomic
def file_paper(*, meeting_id: UUID, content: bytes, by: Actor, at: datetime) -> Scan:
    """Keep the scan of the version that was signed by hand; it completes the minutes.

    What the meeting adopted to hold with its minutes holds from the day on which they are filed.
    The same file again is the same scan. Electronic signatures that were made before stay beside it.
    """
    if not content:
        raise Malformed({"file": [Obstacle("platform.kernel.field_required")]})
    media_type, ending = filing.kind_of(content)
    must_write(lock_meeting(meeting_id), by)
    checksum = hashlib.sha256(content).hexdigest()
    same = Scan.objects.filter(version__meeting=meeting_id, sha256=checksum).first()
    if same is not None:
        return same
    now = queries.minutes_of(meeting_id)
    refuse_if(adjusting.obstacles_to_filing_paper(now))
    version = queries.standing_version(meeting_id)
    assert version is not None
    scan = Scan.objects.create(
        version=version,
        name=f"protokoll-underskrivet-{checksum[:12]}.{ending}",
        media_type=media_type,
        content=content,
        sha256=checksum,
        by_name=by.name,
        at=at,
    )
    statutes.hold_the_texts()  # before anything is recorded
    version.completed_at, version.path = at, SigningPath.PAPER.value
    version.save(update_fields=["completed_at", "path"])
    record(
        PaperFiled(subject=meeting_id, version=version.number, sha256=checksum, name=scan.name), by=by, at=at
    )
    ceremonies.erase_messages(meeting_id=meeting_id, by=Actor.system(), at=at)
    done = MinutesCompleted(subject=meeting_id, version=version.number, sha256=checksum, path=version.path)
    record(done, by=Actor.system(), at=at)
    statutes.let_hold(meeting=meeting_id, on_day=day_of(at), by=Actor.system(), at=at)
    return scan


@transaction.atomic
def make_extract(*, meeting_id: UUID, items: Sequence[int], by: Actor, at: datetime) -> Extract:
    """Print some §§, word for word, with two lines to certify on. Same §§, same day: same file."""
    lock_meeting(meeting_id)
    chosen = sorted(set(items))
    refuse_if(queries.obstacles_to_extract(meeting_id, chosen))
    version = queries.standing_version(meeting_id)
    if version is None:
        raise Missing
    check = check_of(check_address(), code_of(check_address()))
    paper = {**queries.extract_paper(meeting_id, chosen, at=at), "check": check}
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    pdf = compile_typst("extract", paper, lang="sv", created_at=day)
    checksum = hashlib.sha256(pdf).hexdigest()
    same = Extract.objects.filter(version=version, sha256=checksum).first()
    if same is not None:
        return same
    made = Extract.objects.create(
        version=version, items=chosen, pdf=pdf, sha256=checksum, by_name=by.name, at=at
    )
    fact = ExtractMade(subject=meeting_id, version=version.number, items=chosen, sha256=checksum)
    record(fact, by=by, at=at)
    return made
