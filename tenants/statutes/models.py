"""The statutes as a document: version → section (§) → paragraph (mom.)."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models


class Version(models.Model):
    """One text of the statutes, proposed or adopted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=10)
    status = models.CharField(max_length=10, choices=[("proposed", "proposed"), ("adopted", "adopted")])
    created_at = models.DateTimeField()

    class Meta:
        """One text of each number."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["number"], name="one_text_per_version"),
        ]


class Section(models.Model):
    """A § with its heading."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    heading_sv = models.CharField(max_length=200)
    heading_en = models.CharField(max_length=200, blank=True)

    class Meta:
        """In the order of their numbers."""

        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["version", "number"], name="section_once"),
        ]


class Moment(models.Model):
    """A numbered paragraph (moment): what is amended and voted on."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="moments")
    key = models.CharField(max_length=20)
    number = models.PositiveSmallIntegerField()
    text_sv = models.TextField()
    text_en = models.TextField(blank=True)

    class Meta:
        """In the order of their numbers."""

        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["section", "number"], name="moment_once"),
        ]
