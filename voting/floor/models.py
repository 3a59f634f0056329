"""The speakers list of a meeting. Nothing here belongs to the minutes: all of it can be deleted."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from voting.floor.enums import Policy, RequestKind, RequestState


class Floor(models.Model):
    """How the list is kept in one meeting."""

    meeting = models.OneToOneField(
        "meetings.Meeting", primary_key=True, on_delete=models.CASCADE, related_name="floor"
    )
    policy = models.CharField(
        max_length=20, choices=[(p.value, p.value) for p in Policy], default=Policy.FIFO.value
    )
    limit_s = models.PositiveIntegerField(null=True, help_text="seconds for a speech; none is without limit")
    reply_limit_s = models.PositiveIntegerField(default=120)
    version = models.PositiveIntegerField(default=0, help_text="rises with every change")
    turn = models.PositiveIntegerField(default=0, help_text="rises whenever the floor changes hands")
    step = models.JSONField(null=True, help_text="the last step and what stood before it")
    steps = models.PositiveIntegerField(default=0)

    class Meta:
        """A limit is a time."""

        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=(Q(limit_s=None) | Q(limit_s__gte=1)) & Q(reply_limit_s__gte=1),
                name="speaking_time_is_a_time",
            ),
        ]


class Line(models.Model):
    """Streck i debatten under one item: when it was drawn, and until when more may sign up."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="lines")
    item_no = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField()
    closes_at = models.DateTimeField()

    class Meta:
        """One line per item."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "item_no"], name="one_line_per_item"),
            models.CheckConstraint(
                condition=Q(closes_at__gte=F("drawn_at")), name="line_closes_after_it_is_drawn"
            ),
        ]


class Request(models.Model):
    """Somebody's wish to speak. The name is kept as it is called out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="floor_requests")
    item_no = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(help_text="in the order in which they were asked")
    kind = models.CharField(max_length=14, choices=[(k.value, k.value) for k in RequestKind])
    registration = models.ForeignKey(
        "meetings.Registration", null=True, on_delete=models.CASCADE, related_name="floor_requests"
    )
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    venue = models.ForeignKey("meetings.Venue", on_delete=models.PROTECT, related_name="floor_requests")
    motion = models.UUIDField(null=True)
    mark = models.CharField(max_length=8, blank=True, help_text="the motion's own: A6")
    channel = models.CharField(max_length=5, choices=[("phone", "phone"), ("host", "host"), ("desk", "desk")])
    exchange = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replies")
    place = models.PositiveIntegerField(null=True, help_text="where the chair put it")
    state = models.CharField(
        max_length=9, choices=[(s.value, s.value) for s in RequestState], default=RequestState.WAITING.value
    )
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    limit_s = models.PositiveIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        """One speaker at a time; one waiting request of a kind per person and item."""

        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="floor_request_number_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state="speaking"), name="one_speaker_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["meeting", "item_no", "registration", "kind"],
                condition=Q(state="waiting", registration__isnull=False),
                name="a_delegate_waits_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "item_no", "venue", "name", "kind"],
                condition=Q(state="waiting", registration=None),
                name="a_guest_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn", "skipped"], started_at=None, ended_at=None)
                | Q(state="speaking", started_at__isnull=False, ended_at=None)
                | Q(state="done", started_at__isnull=False, ended_at__gte=F("started_at")),
                name="floor_request_has_its_times",
            ),
        ]

    def __str__(self) -> str:
        """Whom the chair calls."""
        return self.name
