"""Polls, their ballots and their hand counts. The last two are only ever added (migrations 0002, 0004)."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from voting.polls.enums import Channel, PollKind, PollMethod, PollState, Secrecy, Validity


def _words(names: Any) -> list[tuple[str, str]]:  # noqa: ANN401  one of the closed sets of words
    return [(name.value, name.value) for name in names]


class Poll(models.Model):
    """One question put to the meeting.

    ``deadline``, ``opened_clock`` and ``paused_clock`` are the database's own time, which decides; the
    other moments are the house's, which the minutes tell.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="polls")
    item_no = models.PositiveSmallIntegerField()
    no = models.PositiveSmallIntegerField(help_text="the poll's number within the meeting")
    kind = models.CharField(max_length=12, choices=_words(PollKind))
    method = models.CharField(
        max_length=12, choices=_words(PollMethod), default="majority", db_default="majority"
    )
    secrecy = models.CharField(max_length=6, choices=_words(Secrecy), default="open", db_default="open")
    question = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    clause = models.JSONField(null=True, help_text='{"ref", "base", "proposed"}')
    mover = models.CharField(max_length=200, blank=True)
    recommendation = models.CharField(max_length=300, blank=True)
    labels = models.JSONField(default=dict, help_text="option value → label and hint")
    candidates = models.JSONField(
        default=list, help_text='[{"id", "name", "detail"}] in the order of the ballot'
    )
    seats = models.PositiveSmallIntegerField(default=1, db_default=1)
    max_marks = models.PositiveSmallIntegerField(null=True)
    validity = models.CharField(
        max_length=8, choices=_words(Validity), default="at_most", db_default="at_most"
    )
    rule = models.JSONField(default=dict, help_text="threshold, fraction, base and source")
    tie = models.JSONField(default=dict, help_text="who breaks a tie: rule and source")
    decisions = models.JSONField(
        default=dict, help_text="outcome → the decision in the words of the minutes; none is a choice too"
    )
    purpose = models.JSONField(null=True, help_text='{"room", "id", "step"}: who asked for this poll')
    repeats = models.UUIDField(null=True, help_text="the voided poll that this one holds again")
    channels = models.JSONField(
        default=dict, help_text="venue → hands or roll_call; a place that is not here has phones"
    )
    hands = models.JSONField(default=dict, help_text="venue → the counts that two tellers agree on")
    held = models.JSONField(
        null=True, help_text='{"from", "to"}: held on paper while the house was out of reach'
    )
    state = models.CharField(max_length=8, choices=_words(PollState), default=PollState.PREPARED.value)
    register = models.ForeignKey(
        "register.Register", null=True, on_delete=models.PROTECT, related_name="polls"
    )
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    declared_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_reason = models.TextField(blank=True, default="", db_default="")
    opened_clock = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True, help_text="no ballot after it")
    paused_clock = models.DateTimeField(null=True)
    pauses = models.JSONField(
        default=list, help_text='[{"from", "to", "seconds", "venue", "name", "how", "reason"}]'
    )
    result = models.JSONField(null=True, help_text="counted at the close, from ballots and hand counts alone")

    class Meta:
        """Opens on a register, one at a time; a closed poll has its result; a void one says why."""

        ordering: ClassVar[list[str]] = ["no"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "no"], name="poll_number_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state__in=["open", "paused"]), name="one_open_poll"
            ),
            models.CheckConstraint(
                condition=Q(state="prepared", register=None)
                | Q(state="voided")
                | ~Q(state__in=["prepared", "voided"]) & Q(register__isnull=False),
                name="poll_opens_on_a_register",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "open", "paused"], result=None)
                | Q(state__in=["closed", "declared"], result__isnull=False)
                | Q(state="voided"),
                name="closed_poll_is_counted",
            ),
            models.CheckConstraint(
                condition=~Q(state="voided") | Q(voided_at__isnull=False) & ~Q(voided_reason=""),
                name="void_poll_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="paused", paused_clock__isnull=False)
                | ~Q(state="paused") & Q(paused_clock=None),
                name="paused_poll_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        """The question."""
        return self.question


class Ballot(models.Model):
    """One cast choice. A change is a new row with the next number; the highest number counts.

    ``choice``: ``yes``; ``blank``; marks ``c1,c3``; each answered ``c1:yes,c2:no``; ranked ``c2>c1``.
    """

    id = models.BigAutoField(primary_key=True)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="ballots")
    entry = models.ForeignKey("register.Entry", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    choice = models.CharField(max_length=2000)
    key = models.UUIDField(
        help_text="the client's name for this ballot: sent again, it gets the same receipt"
    )
    receipt = models.CharField(max_length=12)
    cast_at = models.DateTimeField()
    channel = models.CharField(
        max_length=9, choices=_words(Channel), default="own_phone", db_default="own_phone"
    )
    helper = models.UUIDField(null=True, help_text="who entered it, when that was not the voter")
    seal = models.BinaryField(
        default=b"", db_default=b"", help_text="SHA-256 of the row, written by a trigger (migration 0007)"
    )

    class Meta:
        """First ballots collide on number 1, changes on the next number, repeats on the key."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["poll", "entry", "number"], name="one_ballot_per_number"),
            models.UniqueConstraint(fields=["poll", "entry", "key"], name="one_ballot_per_key"),
            models.CheckConstraint(condition=Q(number__gte=1), name="ballots_count_from_one"),
            models.CheckConstraint(
                condition=Q(channel="own_phone", helper=None)
                | ~Q(channel="own_phone") & Q(helper__isnull=False),
                name="help_has_a_name",
            ),
        ]


class HandCount(models.Model):
    """What one teller counted in one place. A new count is a new row; each teller's newest one holds."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="hand_counts")
    venue = models.ForeignKey("meetings.Venue", on_delete=models.PROTECT, related_name="+")
    teller = models.UUIDField()
    teller_name = models.CharField(max_length=200)
    counts = models.JSONField()
    total = models.PositiveIntegerField(help_text="hands or slips")
    at = models.DateTimeField()
    seal = models.BinaryField(
        default=b"", db_default=b"", help_text="SHA-256 of the row, written by a trigger (migration 0008)"
    )

    class Meta:
        """In the order they were entered."""

        ordering: ClassVar[list[str]] = ["id"]
