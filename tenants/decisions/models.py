"""Decisions. They point at the meeting and the poll by id: the voting rooms lie a floor above."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import MD5

from tenants.decisions.enums import EffectKind, Method


class Decision(models.Model):
    """One decision under one item, in the words of the minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.UUIDField(db_index=True)
    item_no = models.PositiveSmallIntegerField()
    text_sv = models.TextField()
    method = models.CharField(max_length=12, choices=[(m.value, m.value) for m in Method])
    poll = models.UUIDField(null=True)
    taken_at = models.DateTimeField()
    motion = models.UUIDField(null=True, help_text="the proposal it answers, when it answers one")
    event = models.BigIntegerField(null=True, help_text="the journal entry that tells of it")
    retracted_at = models.DateTimeField(null=True)
    retracted_because = models.TextField(blank=True)

    class Meta:
        """In the order they were taken; a poll decides once; the same words are recorded once."""

        ordering: ClassVar[list[str]] = ["taken_at", "item_no"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["poll"], name="a_poll_decides_once"),
            models.UniqueConstraint(
                "meeting",
                "item_no",
                MD5("text_sv"),
                condition=models.Q(poll=None, retracted_at=None),
                name="said_once_per_item",
            ),
            models.CheckConstraint(
                condition=models.Q(retracted_at=None, retracted_because="")
                | models.Q(retracted_at__isnull=False) & ~models.Q(retracted_because=""),
                name="retracted_with_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(method="poll", poll__isnull=False)
                | ~models.Q(method="poll") & models.Q(poll=None),
                name="a_poll_is_named",
            ),
        ]


class Effect(models.Model):
    """One thing that a decision brings about in the association; it always shows its decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="effects")
    kind = models.CharField(max_length=24, choices=[(k.value, k.value) for k in EffectKind])
    body = models.JSONField(default=dict, help_text="described beside each EffectKind")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """In the order they came about."""

        ordering: ClassVar[list[str]] = ["at", "pk"]
