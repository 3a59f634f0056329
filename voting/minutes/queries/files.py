"""Every file the minutes have given out, found by its checksum: to fetch it, or to check a copy of it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from uuid import UUID

from kernel import tenancy
from kernel.errors import Missing
from voting.meetings.enums import MeetingKind
from voting.minutes.enums import FileKind
from voting.minutes.models import Annex, Extract, Scan, Signatory, Version
from voting.minutes.queries.adjusting import latest_file
from voting.minutes.queries.working import standing_version
from voting.minutes.rules.documents import checksum_list

PDF = "application/pdf"
SMALL = 8_000_000  # bytes of a bundle that are kept in memory
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # a zip that is the same for the same files


@dataclass(frozen=True)
class Kept:
    """A file as it was given out."""

    name: str
    media_type: str
    content: bytes


def file_with(meeting_id: UUID, sha256: str) -> Kept:
    """A meeting's file by its checksum; Missing where there is none."""
    for row in _found(sha256, meeting_id):
        return _kept(row)
    raise Missing


def bundle_of(meeting_id: UUID) -> tuple[str, IO[bytes]]:
    """The minutes that stand with every annex and scan in one zip, and a list of checksums beside them.

    An open file at its beginning, which whoever sends it closes. One annex at a time is in memory: together
    they can be hundreds of megabytes.
    """
    version = standing_version(meeting_id)
    if version is None:
        raise Missing
    pdf, checksum = latest_file(version)
    out = SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115  whoever sends it closes it
    listed = [(_pdf_name(checksum), checksum)]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(zipfile.ZipInfo(listed[0][0], LONG_AGO), pdf, zipfile.ZIP_DEFLATED)
        for rows in (version.annexes.all(), version.scans.all()):
            for key, name, sha256 in list(rows.values_list("pk", "name", "sha256")):
                content = bytes(rows.values_list("content", flat=True).get(pk=key))
                pack.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
                listed.append((name, sha256))
        pack.writestr(zipfile.ZipInfo("SHA256SUMS", LONG_AGO), checksum_list(listed), zipfile.ZIP_DEFLATED)
    out.seek(0)
    return f"protokoll-med-bilagor-{checksum[:12]}.zip", out


def check(sha256: str) -> dict[str, Any]:
    """What a file with this checksum is, to anybody who holds it; nothing about any other file."""
    row = next(_found(sha256), None)
    if row is None:
        return {"known": False, "association": tenancy.current().name, "file": None}
    version = row if isinstance(row, Version) else row.version
    meeting = version.meeting
    text = version.text
    return {
        "known": True,
        "association": tenancy.current().name,
        "file": {
            "kind": _kind(row).value,
            "title": f"{text['title']}, {text['subtitle']}",
            "date": text["date"],
            "meeting": meeting.title,
            "is_board": meeting.kind == MeetingKind.BOARD,
            "version": version.number,
            "at": _made_at(row),
            "annex": {"no": row.no, "title": row.title} if isinstance(row, Annex) else None,
            "items": row.items if isinstance(row, Extract) else [],
            "is_complete": version.completed_at is not None,
            "completed_at": version.completed_at,
            "path": version.path,
            "superseded_at": version.superseded_at,
            "signatures": [
                {"name": s.name, "role": s.role, "signed_at": s.signed_at} for s in _signed(row, version)
            ],
            "expected": version.signatories.count(),
            "newer": _newer(row, version),
        },
    }


def _found(sha256: str, meeting_id: UUID | None = None) -> Iterator[Any]:
    """Rows whose file this is: the fullest first."""
    here = {"version__meeting": meeting_id} if meeting_id else {}
    for model in (Signatory, Scan, Extract, Annex):
        rows = model.objects.select_related("version__meeting").filter(sha256=sha256, **here)
        yield from rows.order_by("version__superseded_at", "-version__number")
    own = Version.objects.select_related("meeting").filter(sha256=sha256)
    yield from own.filter(meeting=meeting_id) if meeting_id else own


def _kept(row: Any) -> Kept:  # noqa: ANN401  one of five rows
    if isinstance(row, Annex | Scan):
        return Kept(row.name, row.media_type, bytes(row.content))
    if isinstance(row, Extract):
        return Kept(f"protokollsutdrag-{row.sha256[:12]}.pdf", PDF, bytes(row.pdf))
    return Kept(_pdf_name(row.sha256), PDF, bytes(row.pdf))


def _kind(row: Any) -> FileKind:  # noqa: ANN401  one of five rows
    return {
        Signatory: FileKind.SIGNED_MINUTES,
        Scan: FileKind.SCAN,
        Extract: FileKind.EXTRACT,
        Annex: FileKind.ANNEX,
        Version: FileKind.MINUTES,
    }[type(row)]


def _made_at(row: Any) -> Any:  # noqa: ANN401  one of five rows
    if isinstance(row, Signatory):
        return row.signed_at
    if isinstance(row, Scan | Extract):
        return row.at
    return row.frozen_at if isinstance(row, Version) else row.version.frozen_at


def _signed(row: Any, version: Version) -> list[Signatory]:  # noqa: ANN401  one of five rows
    """The signatures that this very file has in it; for other files, those that its minutes have now."""
    signed = version.signatories.defer("pdf").exclude(signed_at=None).order_by("place")
    if isinstance(row, Signatory):
        return [one for one in signed if (one.place or 0) <= (row.place or 0)]
    return [] if isinstance(row, Version) else list(signed)


def _newer(row: Any, version: Version) -> bool:  # noqa: ANN401  one of five rows
    """Whether there is a file of the same version with more signatures in it."""
    if isinstance(row, Signatory):
        return version.signatories.filter(place__gt=row.place).exists()
    return isinstance(row, Version) and version.signatories.exclude(signed_at=None).exists()


def _pdf_name(checksum: str) -> str:
    return f"protokoll-{checksum[:12]}.pdf"
