"""How far a meeting's minutes have come, and what is in the way of each step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kernel.actor import Actor
from kernel.errors import Obstacle
from voting.meetings import queries as meetings
from voting.minutes.enums import SignerRole, SigningPath
from voting.minutes.models import Signatory, Version
from voting.minutes.queries import shapes
from voting.minutes.queries.signers import role_at, signers_of
from voting.minutes.queries.working import minutes_of, standing_version
from voting.minutes.rules import adjusting


def signatory(meeting_id: UUID, *, user: UUID | None) -> Signatory | None:
    """Who this person is among those who sign the version that stands."""
    return (
        Signatory.objects.select_related("version")
        .defer("pdf", "version__pdf")
        .filter(version__meeting=meeting_id, version__superseded_at=None, user=user)
        .first()
    )


def state_of(meeting_id: UUID, *, by: Actor) -> dict[str, Any]:
    """The whole state on one sheet: versions, who has approved and signed, files, and what stops whom."""
    now = minutes_of(meeting_id)
    meeting = meetings.meeting(meeting_id)
    roles, my_role = [one.role for one in signers_of(meeting)], role_at(meeting, by)
    standing = standing_version(meeting_id)
    me = str(by.id) if by.id else ""
    mine = now.signer(me)
    versions = Version.objects.defer("pdf", "text").filter(meeting=meeting_id)
    return {
        "state": now.state.value,
        "is_board": now.is_board_meeting,
        "path": standing.path if standing else "",
        "number": now.number,
        "file": original_checksum(standing) if standing else "",
        "sha256": now.file,
        "has_changed": now.has_changed,
        "locked": [{"no": no, "approved_in": where} for no, where in sorted(now.locked.items())],
        "versions": [shapes.version_shape(v) for v in versions],
        "annexes": [shapes.annex_shape(a) for a in standing.annexes.defer("content")] if standing else [],
        "scans": [shapes.scan_shape(s) for s in standing.scans.defer("content")] if standing else [],
        "extracts": [shapes.extract_shape(e) for e in standing.extracts.defer("pdf")] if standing else [],
        "me": {
            "writes": my_role is SignerRole.SECRETARY,
            "comments": my_role is not None,
            "signs": mine is not None,
            "approved_at": mine.approved_at if mine else None,
            "signed_at": mine.signed_at if mine else None,
        },
        "may": {
            "freeze": _plain(adjusting.obstacles_to_freezing(now, roles=roles)),
            "take_back_text": _plain(adjusting.obstacles_to_taking_back_text(now)),
            "approve": _plain(adjusting.obstacles_to_approving(now, user=me, file=now.file)),
            "sign": _plain(adjusting.obstacles_to_signing(now, user=me, file=now.file)),
            "file_paper": _plain(adjusting.obstacles_to_filing_paper(now)),
        },
    }


def latest_file(version: Version) -> tuple[bytes, str]:
    """The version's PDF with the signatures it has so far, and its checksum."""
    last = version.signatories.exclude(signed_at=None).order_by("-place").first()
    if last is not None and last.pdf is not None:
        return bytes(last.pdf), last.sha256
    return bytes(version.pdf), version.sha256


def original_checksum(version: Version) -> str:
    """Of what is kept as the original: the scanned paper, or else the PDF with its latest signature."""
    if version.path == SigningPath.PAPER:
        scan = version.scans.defer("content").order_by("-at").first()
        if scan is not None:
            return str(scan.sha256)
    last = version.signatories.defer("pdf").exclude(signed_at=None).order_by("-place").first()
    return last.sha256 if last is not None else version.sha256


def _plain(obstacles: Iterable[Obstacle]) -> list[dict[str, Any]]:
    return [one.to_json() for one in obstacles]
