"""Whether the minutes are as they were frozen: every word and file, and what the journal tells of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from journal.models import Entry
from kernel.faults import Fault
from voting.minutes.models import Attachment, Version

Told = dict[tuple[UUID | None, int], Entry]
CHANGED = "content changed"


def faults_of() -> list[Fault]:
    """Every version, signatory, annex and attachment that is not what the journal tells."""
    frozen = _told("voting.minutes.frozen")
    taken_back, completed = _told("voting.minutes.taken_back"), _told("voting.minutes.completed")
    ends = _ends(frozen, taken_back)
    hashes = {bytes(one).hex() for one in Entry.objects.values_list("hash", flat=True)}
    found: list[Fault] = []
    for one in Version.objects.order_by("meeting_id", "number"):
        at = (one.meeting_id, one.number)
        row, told, done = f"minutes_version {one.pk}", frozen.pop(at, None), completed.get(at)
        if told is None:
            found.append(Fault(row, "the journal does not tell of it"))
            continue
        if not _is_whole(one) or not _is_as_told(one, told) or not _stands(one, ends.get(at), done):
            found.append(Fault(row, CHANGED))
        found += _beside(one, told.body)
        log = one.text.get("log_sha256")
        if log and log not in hashes:
            found.append(Fault(f"journal_entry {log}", "is missing; its hash stands in the minutes"))
    found += [Fault(f"minutes_version {no} of {meeting}", "is missing") for meeting, no in frozen]
    return [*found, *_attachments()]


def _told(kind: str) -> Told:
    entries = Entry.objects.filter(kind=kind).order_by("pk")
    return {(one.subject, one.body.get("version", 0)): one for one in entries}


def _ends(frozen: Told, taken_back: Told) -> dict[tuple[UUID | None, int], Any]:
    """When a version stopped to stand: when it was taken back, or the next one was frozen."""
    ends: dict[tuple[UUID | None, int], Any] = {}
    for meeting, no in frozen:
        later = [n for other, n in frozen if other == meeting and n > no]
        if (meeting, no) in taken_back:
            ends[meeting, no] = taken_back[meeting, no].at
        elif later:
            ends[meeting, no] = frozen[meeting, min(later)].at
    return ends


def _is_whole(one: Version) -> bool:
    words = {**one.text, "version": ""}
    words.pop("sha256", None)
    text = json.dumps(words, sort_keys=True, separators=(",", ":")).encode("ascii")
    checksum = hashlib.sha256(text).hexdigest()
    return checksum == one.text_sha256 == one.text.get("sha256") and _is(one.pdf, one.sha256)


def _is_as_told(one: Version, told: Entry) -> bool:
    mine = (one.sha256, one.text_sha256, one.by_name, one.frozen_at)
    return mine == (told.body.get("sha256"), told.body.get("text_sha256"), told.by_name, told.at)


def _stands(one: Version, ended: object, done: Entry | None) -> bool:
    completed = (done.at, done.body.get("path")) if done else (None, "")
    return (one.superseded_at, one.completed_at, one.path) == (ended, *completed)


def _beside(one: Version, told: dict[str, Any]) -> Iterable[Fault]:
    signers = [{"name": s.name, "role": s.role} for s in one.signatories.all()]
    if signers != told.get("signatories"):
        yield Fault(f"minutes_version {one.pk}", "its signatories are not those of whom the journal tells")
    annexes = list(one.annexes.all())
    if [{"no": str(a.no), "name": a.name, "sha256": a.sha256} for a in annexes] != told.get("annexes"):
        yield Fault(f"minutes_version {one.pk}", "its annexes are not those of which the journal tells")
    for annex in annexes:
        if not _is(annex.content, annex.sha256):
            yield Fault(f"minutes_annex {annex.pk}", CHANGED)
    for signer in one.signatories.exclude(pdf=None):
        if not _is(signer.pdf, signer.sha256):
            yield Fault(f"minutes_signatory {signer.pk}", CHANGED)


def _attachments() -> Iterable[Fault]:
    told = {
        one.body.get("attachment"): one for one in Entry.objects.filter(kind="voting.minutes.annex_attached")
    }
    for one in Attachment.objects.order_by("at"):
        entry = told.pop(str(one.pk), None)
        mine = (one.meeting_id, one.item_no, one.title, one.sha256, one.by_name, one.at)
        body = entry.body if entry else {}
        theirs = entry and (
            entry.subject, body.get("no"), body.get("title"), body.get("sha256"), entry.by_name, entry.at
        )  # fmt: skip
        if mine != theirs or not _is(one.content, one.sha256):
            yield Fault(f"minutes_attachment {one.pk}", CHANGED)
    yield from (Fault(f"minutes_attachment {one}", "is missing") for one in told)


def _is(content: bytes | memoryview | None, sha256: str) -> bool:
    return content is not None and hashlib.sha256(content).hexdigest() == sha256
