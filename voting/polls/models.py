"""Polls and their ballots. Ballots are only ever added, and only while the poll is open (migration 0002)."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from voting.polls.enums import PollKind, PollState


class Poll(models.Model):
    """One question put to the meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="polls")
    item_no = models.PositiveSmallIntegerField()
    no = models.PositiveSmallIntegerField(help_text="the poll's number within the meeting")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in PollKind])
    question = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    clause = models.JSONField(null=True, help_text='{"ref", "base", "proposed"}')
    mover = models.CharField(max_length=200, blank=True)
    recommendation = models.CharField(max_length=300, blank=True)
    labels = models.JSONField(default=dict, help_text="option value → label and hint")
    rule = models.JSONField(default=dict, help_text="threshold, fraction, base and source")
    decisions = models.JSONField(
        default=dict, help_text="outcome → the decision in the words of the minutes; none is a choice too"
    )
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in PollState], default=PollState.PREPARED.value
    )
    register = models.ForeignKey(
        "register.Register", null=True, on_delete=models.PROTECT, related_name="polls"
    )
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    declared_at = models.DateTimeField(null=True)
    result = models.JSONField(null=True, help_text="counted at the close, from the ballots alone")

    class Meta:
        """Opens on a register, one at a time; a closed poll has its result."""

        ordering: ClassVar[list[str]] = ["no"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "no"], name="poll_number_once"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(state="open"), name="one_open_poll"),
            models.CheckConstraint(
                condition=Q(state="prepared", register=None)
                | ~Q(state="prepared") & Q(register__isnull=False),
                name="poll_opens_on_a_register",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "open"], result=None)
                | Q(state__in=["closed", "declared"], result__isnull=False),
                name="closed_poll_is_counted",
            ),
        ]

    def __str__(self) -> str:
        """The question."""
        return self.question


class Ballot(models.Model):
    """One cast choice. A change is a new row with the next number; the highest number counts."""

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots")
    entry = models.ForeignKey("register.Entry", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    choice = models.CharField(max_length=8)
    key = models.UUIDField(
        help_text="the client's name for this ballot: sent again, it gets the same receipt"
    )
    receipt = models.CharField(max_length=12)
    cast_at = models.DateTimeField()

    class Meta:
        """First ballots collide on number 1, changes on the next number, repeats on the key."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["poll", "entry", "number"], name="one_ballot_per_number"),
            models.UniqueConstraint(fields=["poll", "entry", "key"], name="one_ballot_per_key"),
            models.CheckConstraint(condition=Q(number__gte=1), name="ballots_count_from_one"),
        ]
