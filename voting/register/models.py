"""Versions of the voting register. A version is never changed: a newcomer makes the next one."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Register(models.Model):
    """One version of the voting register of one meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="registers")
    version = models.PositiveIntegerField()
    total = models.PositiveIntegerField(help_text="votes")
    drawn_up_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, help_text="set on the version the meeting approved")
    change = models.JSONField(null=True, help_text="who came or left since the version before")

    class Meta:
        """Numbered without gaps by the action that holds the meeting's lock."""

        ordering: ClassVar[list[str]] = ["version"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "version"], name="register_version_once"),
        ]


class Entry(models.Model):
    """One vote in one version: the member, who casts it, and where."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="entries")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    venue = models.ForeignKey("meetings.Venue", on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """One vote per member, cast by one delegate."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["register", "member"], name="a_member_votes_once"),
            models.UniqueConstraint(fields=["register", "delegate"], name="a_delegate_votes_for_one"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="a_vote_weighs_something"),
        ]
