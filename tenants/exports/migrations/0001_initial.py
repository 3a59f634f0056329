"""Exports and their pieces."""

from __future__ import annotations

import uuid
from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A file of everything, one at a time, in pieces."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="Export",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("making", "making"), ("done", "done"), ("failed", "failed")],
                        default="making",
                        max_length=6,
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        help_text="of tables and of the file that explains the others", max_length=2
                    ),
                ),
                ("asked_by", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField()),
                (
                    "total",
                    models.PositiveIntegerField(
                        default=0, help_text="files to pack; 0 until they are counted"
                    ),
                ),
                ("packed", models.PositiveIntegerField(default=0)),
                (
                    "claimed_until",
                    models.DateTimeField(help_text="somebody works on it until then at most", null=True),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField(null=True)),
                ("size", models.PositiveBigIntegerField(default=0, help_text="bytes")),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("gone_at", models.DateTimeField(help_text="when its pieces were taken away", null=True)),
            ],
            options={
                "ordering": ["-asked_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "making")),
                        fields=("state",),
                        name="one_export_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("packed__lte", models.F("total"))),
                        name="no_more_packed_than_there_are",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("made_at__isnull", False),
                                ("sha256__regex", "^[0-9a-f]{64}$"),
                                ("size__gt", 0),
                                ("state", "done"),
                            ),
                            models.Q(
                                models.Q(("state", "done"), _negated=True),
                                ("gone_at", None),
                                ("made_at", None),
                                ("sha256", ""),
                                ("size", 0),
                            ),
                            _connector="OR",
                        ),
                        name="a_finished_export_has_its_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Piece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("no", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                (
                    "export",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="exports.export",
                    ),
                ),
            ],
            options={
                "ordering": ["no"],
                "constraints": [
                    models.UniqueConstraint(fields=("export", "no"), name="export_piece_once")
                ],
            },
        ),
    ]
