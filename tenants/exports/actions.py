"""Ask for it, make it, fetch it, let it go. Lock order: the export → its pieces → journal."""

from __future__ import annotations

import hashlib
import io
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import IO
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, StadgaError
from kernel.logs import log
from tenants.exports import queries, rules
from tenants.exports.enums import ExportState
from tenants.exports.events import ExportAsked, ExportFetched, ExportMade
from tenants.exports.models import Export, Piece

SUMS = "SHA256SUMS"
TELLS_EVERY = 0.5  # seconds between two words about how far it has come
SMALL = 8_000_000
HOUSE = Actor.system()


@transaction.atomic
def ask_export(*, key: UUID, language: str, by: Actor, at: datetime) -> Export:
    """Ask for a file of everything; :func:`make_export` makes it. While one is being made, that one is it.

    ``key`` is the client's name for it and becomes its id: sent again, it is the same.
    """
    before = Export.objects.filter(pk=key).first() or _being_made()
    if before is not None:
        return before
    try:
        with transaction.atomic():
            asked = Export.objects.create(id=key, language=language, asked_by=by.name, asked_at=at)
    except IntegrityError:  # somebody asked at the same moment
        other = _being_made()
        if other is None:
            raise
        return other
    record(ExportAsked(subject=None), by=by, at=at)
    return asked


def _being_made() -> Export | None:
    return Export.objects.filter(state=ExportState.MAKING.value).first()


def make_export(*, export_id: UUID, now: Callable[[], datetime]) -> Export | None:
    """Pack every file and keep the whole, once; None where somebody else is at it, or it is done.

    A worker that dies leaves a claim that runs out, and the next one begins anew; after three it has failed
    and says so. How far it has come is written as it goes.
    """
    at = now()
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    mine = Export.objects.filter(free, pk=export_id, state=ExportState.MAKING.value)
    if mine.filter(tries__gte=rules.MOST_TRIES).update(state=ExportState.FAILED.value, claimed_until=None):
        return None
    if not mine.update(claimed_until=at + rules.CLAIM, tries=F("tries") + 1):
        return None
    found = queries.export(export_id)
    files = queries.files(language=found.language, at=at)
    Export.objects.filter(pk=export_id).update(total=len(files), packed=0)
    with tempfile.TemporaryFile() as whole:
        _pack(whole, files, at=at, told=lambda packed: _tell(export_id, packed, at=now()))
        return _keep(export_id, whole, files=len(files), at=now())


def _tell(export_id: UUID, packed: int, *, at: datetime) -> None:
    alive = Export.objects.filter(pk=export_id, state=ExportState.MAKING.value)
    alive.update(packed=packed, claimed_until=at + rules.CLAIM)


def _pack(whole: IO[bytes], files: list[rules.File], *, at: datetime, told: Callable[[int], None]) -> None:
    sums, last = [], 0.0
    day = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as pack:
        for packed, file in enumerate(files):
            if time.monotonic() - last > TELLS_EVERY:
                told(packed)
                last = time.monotonic()
            path, content = _had(file)
            with content:
                sums.append((path, _packed(pack, zipfile.ZipInfo(path, day), content)))
        told(len(files))
        pack.writestr(zipfile.ZipInfo(SUMS, day), rules.checksums(sums), zipfile.ZIP_DEFLATED)


def _packed(pack: zipfile.ZipFile, info: zipfile.ZipInfo, content: IO[bytes]) -> str:
    """Pack a file piece by piece, so that it is never whole in memory; its checksum."""
    digest = hashlib.sha256()
    info.compress_type = zipfile.ZIP_DEFLATED
    info.file_size = content.seek(0, io.SEEK_END)  # so that the zip knows beforehand whether it needs ZIP64
    content.seek(0)
    with pack.open(info, "w") as place:
        for piece in iter(lambda: content.read(rules.PIECE), b""):
            digest.update(piece)
            place.write(piece)
    return digest.hexdigest()


def _had(file: rules.File) -> tuple[str, IO[bytes]]:
    """A file that cannot be had keeps no other from going home: what was in the way stands in its place."""
    try:
        content = file.content()
    except (StadgaError, RuntimeError) as trouble:
        log.warning("export_without_a_file", path=file.path, reason=str(trouble))
        said = f"{type(trouble).__name__}: {trouble}\n".encode()
        return f"{file.path}{rules.NOT_HERE}", io.BytesIO(said)
    return file.path, io.BytesIO(content) if isinstance(content, bytes) else content


@transaction.atomic
def _keep(export_id: UUID, whole: IO[bytes], *, files: int, at: datetime) -> Export | None:
    """The file in pieces, and those of earlier ones away: there is one newest."""
    row = Export.objects.select_for_update().filter(pk=export_id, state=ExportState.MAKING.value).first()
    if row is None:
        return None
    digest, size = hashlib.sha256(), 0
    whole.seek(0)
    for no, content in enumerate(iter(lambda: whole.read(rules.PIECE), b"")):
        digest.update(content)
        size += len(content)
        Piece.objects.create(export=row, no=no, content=content)
    row.state, row.made_at, row.claimed_until = ExportState.DONE.value, at, None
    row.packed, row.size, row.sha256 = row.total, size, digest.hexdigest()
    row.save()
    _let_go(Export.objects.filter(state=ExportState.DONE.value, gone_at=None).exclude(pk=row.pk), at=at)
    record(ExportMade(subject=None, files=files, sha256=row.sha256), by=HOUSE, at=at)
    return row


@transaction.atomic
def fetch_export(*, export_id: UUID, by: Actor, at: datetime) -> tuple[Export, IO[bytes]]:
    """The whole file, open at its beginning. Raises Missing while it is not made, and when it is gone."""
    found = queries.export(export_id)
    if queries.kept_until(found) is None:
        raise Missing
    whole = tempfile.SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115  whoever sends it closes it
    for content in found.pieces.values_list("content", flat=True).iterator(chunk_size=4):
        whole.write(content)
    whole.seek(0)
    record(ExportFetched(subject=None, sha256=found.sha256), by=by, at=at)
    return found, whole


def let_go(*, at: datetime) -> int:
    """Take away files that have been kept for long enough; how many."""
    return _let_go(queries.too_old(at=at), at=at)


@transaction.atomic
def _let_go(exports: object, *, at: datetime) -> int:
    gone = list(exports.values_list("pk", flat=True))  # type: ignore[attr-defined]  # a queryset
    Piece.objects.filter(export__in=gone).delete()
    return Export.objects.filter(pk__in=gone).update(gone_at=at)
