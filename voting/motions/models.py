"""Yrkanden: what was moved, and the order in which the meeting decides about it."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from voting.motions.enums import Ending, MotionKind, MotionState, StepKind, Taken, Way, Word


def _choices(words: Any) -> list[tuple[str, str]]:  # noqa: ANN401  any StrEnum
    return [(word.value, word.value) for word in words]


class Matter(models.Model):
    """What one item is about besides its title: the main proposal."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="matters")
    item_no = models.PositiveSmallIntegerField()
    text_sv = models.TextField(blank=True)
    proposer_sv = models.CharField(max_length=200, default="Arbetsgruppen")
    fees = models.JSONField(null=True, help_text='{"period": {..}, "classes": [{"id", "amount" in öre, ..}]}')

    class Meta:
        """One for each item."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "item_no"], name="one_matter_per_item"),
        ]


class Motion(models.Model):
    """One motion. Its mark is its name at the meeting; the hash is of the text it was written against."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="motions")
    item_no = models.PositiveSmallIntegerField()
    letter = models.CharField(max_length=1)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=_choices(MotionKind))
    target = models.CharField(max_length=20, blank=True)
    insert_as = models.CharField(max_length=20, blank=True)
    base_sha = models.CharField(max_length=16, blank=True)
    base_sv = models.TextField(blank=True)
    new_sv = models.TextField(blank=True)
    gloss_en = models.TextField(blank=True, help_text="in English what it changes")
    rules = models.JSONField(null=True, help_text="the parameters that the new wording sets; null keeps them")
    amount = models.BigIntegerField(null=True, help_text="öre")
    question_sv = models.CharField(max_length=300, blank=True)
    reasons = models.TextField(blank=True)
    member = models.ForeignKey("members.Member", null=True, on_delete=models.PROTECT, related_name="motions")
    mover = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="motions"
    )
    word = models.CharField(max_length=10, blank=True, choices=_choices(Word))
    word_text = models.CharField(max_length=300, blank=True)
    is_own = models.BooleanField(default=False, help_text="the working group or the board made it its own")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="amendments")
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    state = models.CharField(max_length=10, choices=_choices(MotionState), default=MotionState.FILED.value)
    key = models.UUIDField(
        help_text="the client's name for this request: sent again, it gets the same motion"
    )
    filed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """A mark is given once at a meeting; a request files once."""

        ordering: ClassVar[list[str]] = ["item_no", "letter", "number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "letter", "number"], name="mark_once_per_meeting"),
            models.UniqueConstraint(fields=["meeting", "key"], name="a_request_files_once"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="no_negative_fee"),
            models.CheckConstraint(
                condition=Q(state="merged", merged_into__isnull=False)
                | ~Q(state="merged") & Q(merged_into=None),
                name="merged_names_the_other",
            ),
            models.CheckConstraint(
                condition=Q(state="filed", settled_at=None) | ~Q(state="filed") & Q(settled_at__isnull=False),
                name="settled_motion_has_its_time",
            ),
        ]

    @property
    def mark(self) -> str:
        """``A1``."""
        return f"{self.letter}{self.number}"


class Order(models.Model):
    """The order of propositions (propositionsordning) of one item: put by the chair, approved, taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="orders")
    item_no = models.PositiveSmallIntegerField()
    groups = models.JSONField(default=list, help_text="as the chair arranged them: slot, main, sequence")
    questions = models.JSONField(
        default=dict, help_text="step number → the chair's own words, until approved"
    )
    base = models.UUIDField(null=True, help_text="the version of the statutes that is the main proposal")
    mode = models.CharField(max_length=14, blank=True)
    untouched = models.JSONField(default=list, help_text="keys of what nobody moved anything on")
    not_before = models.DateField(null=True, help_text="a change of the statutes holds from this later day")
    readings = models.JSONField(
        default=list, db_default=[], help_text="clauses whose words were chosen anew for a second reading"
    )
    proposed_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    untouched_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=13, blank=True, choices=_choices(Ending))

    class Meta:
        """One order per item; nothing is taken before the meeting approved it."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "item_no"], name="one_order_per_item"),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=False) | Q(untouched_at=None, finished_at=None),
                name="approved_before_it_is_taken",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, ending="") | Q(finished_at__isnull=False) & ~Q(ending=""),
                name="finished_order_has_its_ending",
            ),
        ]


class Step(models.Model):
    """One question of an order. ``sides`` are marks, ``H``, or ``=2`` for whoever won step 2."""

    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="steps")
    no = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=_choices(StepKind))
    slot = models.CharField(max_length=40, blank=True)
    way = models.CharField(max_length=6, choices=_choices(Way))
    sides = models.JSONField(default=list)
    question_sv = models.CharField(max_length=300, blank=True, help_text="in the chair's own words")
    poll = models.UUIDField(null=True, help_text="the poll that is or was held on it")
    method = models.CharField(max_length=11, blank=True, choices=_choices(Taken))
    outcome = models.CharField(max_length=8, blank=True)
    resolved_by = models.CharField(max_length=10, blank=True)
    result = models.JSONField(null=True, help_text="the poll's count, when there was one")
    decision = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """In order; one poll decides one step; a decided step says what and how."""

        ordering: ClassVar[list[str]] = ["no"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["order", "no"], name="step_number_once"),
            models.UniqueConstraint(fields=["poll"], name="a_poll_is_held_on_one_step"),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="", method="")
                | Q(decided_at__isnull=False) & ~Q(method="") & Q(way="pair", outcome__in=["a", "b"])
                | Q(decided_at__isnull=False)
                & ~Q(method="")
                & Q(way="yes_no", outcome__in=["carried", "rejected"]),
                name="decided_step_says_what_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(method="poll") | Q(poll__isnull=False), name="counted_step_has_its_poll"
            ),
        ]
