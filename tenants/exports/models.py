"""Exports, and the pieces that their files are kept in."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from tenants.exports.enums import ExportState


class Export(models.Model):
    """A file of everything. Its id is the asker's own key: asked twice, it is one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(
        max_length=6, choices=[(s.value, s.value) for s in ExportState], default=ExportState.MAKING.value
    )
    language = models.CharField(max_length=2, help_text="of tables and of the file that explains the others")
    asked_by = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0, help_text="files to pack; 0 until they are counted")
    packed = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, help_text="somebody works on it until then at most")
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0, help_text="bytes")
    sha256 = models.CharField(max_length=64, blank=True)
    gone_at = models.DateTimeField(null=True, help_text="when its pieces were taken away")

    class Meta:
        """The newest first; one at a time is made; a finished one has its file's marks."""

        ordering: ClassVar[list[str]] = ["-asked_at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="making"), name="one_export_at_a_time"
            ),
            models.CheckConstraint(condition=Q(packed__lte=F("total")), name="no_more_packed_than_there_are"),
            models.CheckConstraint(
                condition=Q(state="done", made_at__isnull=False, sha256__regex=r"^[0-9a-f]{64}$", size__gt=0)
                | ~Q(state="done") & Q(made_at=None, sha256="", size=0, gone_at=None),
                name="a_finished_export_has_its_file",
            ),
        ]


class Piece(models.Model):
    """A part of an export's file, at most a megabyte."""

    export = models.ForeignKey(Export, on_delete=models.CASCADE, related_name="pieces")
    no = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        """In order."""

        ordering: ClassVar[list[str]] = ["no"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["export", "no"], name="export_piece_once"),
        ]
