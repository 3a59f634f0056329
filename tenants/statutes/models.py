"""The statutes as a document: version → section (§) → paragraph (mom.)."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from tenants.statutes.enums import HELD, Status


class Version(models.Model):
    """One text of the statutes, proposed or adopted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    number = models.CharField(max_length=10)
    status = models.CharField(max_length=24, choices=[(s.value, s.value) for s in Status])
    created_at = models.DateTimeField()
    base = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="amended_to")
    changes = models.JSONField(default=list, help_text="what was carried against the base, as it was carried")
    meeting = models.UUIDField(null=True, help_text="where it was adopted, or read the first time")
    item_no = models.PositiveSmallIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    not_before = models.DateField(null=True, help_text="the later day that the meeting chose")
    in_force_from = models.DateField(null=True)
    superseded_on = models.DateField(null=True, help_text="the day on which its time, or its wait, was over")

    class Meta:
        """One text of each number; what is adopted says where, when and from which day."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["number"], name="one_text_per_version"),
            models.CheckConstraint(
                condition=Q(status="proposed")
                | Q(meeting__isnull=False, item_no__isnull=False, decided_at__isnull=False),
                name="adopted_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[s.value for s in HELD], in_force_from__isnull=False)
                | ~Q(status__in=[s.value for s in HELD]) & Q(in_force_from=None),
                name="in_force_from_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.AWAITING_DAY.value) | Q(not_before__isnull=False),
                name="waits_for_a_day_it_names",
            ),
            models.CheckConstraint(
                condition=Q(not_before=None)
                | Q(in_force_from=None)
                | Q(in_force_from__gte=models.F("not_before")),
                name="never_before_the_day_chosen",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["superseded", "confirmed", "fallen"], superseded_on__isnull=False)
                | ~Q(status__in=["superseded", "confirmed", "fallen"]) & Q(superseded_on=None),
                name="over_from_a_day",
            ),
            models.UniqueConstraint(
                fields=["meeting", "item_no"],
                condition=Q(meeting__isnull=False),
                name="adopted_once_under_an_item",
            ),
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
    rules = models.JSONField(default=dict, help_text="the parameters that the wording sets")

    class Meta:
        """In the order of their numbers."""

        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["section", "number"], name="moment_once"),
        ]
