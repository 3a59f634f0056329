"""The ladder and its steps, members who are left alone, and every reminder with its proof."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from billing.invoices.models import Invoice
from billing.reminders.enums import EARLIEST, LATEST, MOST_GRACE, MOST_STEPS
from notices.models import KeptLetter
from tenants.members.models import Member


class Ladder(models.Model):
    """Whether this association reminds, and what it leaves alone. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    is_on = models.BooleanField(default=False, help_text="letters go out by themselves in the morning")
    grace_days = models.PositiveSmallIntegerField(default=10, help_text="after the invoice's day, none")
    changed_by = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        """One row."""

        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=Q(id=1), name="one_ladder"),
            models.CheckConstraint(condition=Q(grace_days__lte=MOST_GRACE), name="grace_in_days"),
        ]


class Step(models.Model):
    """One step. 0 is the notice before the day an invoice is due; 1 and on come after it."""

    ladder = models.ForeignKey(Ladder, on_delete=models.CASCADE, related_name="steps")
    no = models.PositiveSmallIntegerField()
    days = models.SmallIntegerField(help_text="after the day it was due; below zero before it")
    text_sv = models.CharField(max_length=600, blank=True, help_text="the association's own words")
    text_en = models.CharField(max_length=600, blank=True)

    class Meta:
        """In order; before the day alone is step 0."""

        ordering: ClassVar[list[str]] = ["no"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ladder", "no"], name="reminder_step_once"),
            models.UniqueConstraint(fields=["ladder", "days"], name="reminder_step_a_day"),
            models.CheckConstraint(
                condition=Q(no=0, days__gte=EARLIEST, days__lt=0)
                | Q(no__gte=1, no__lte=MOST_STEPS, days__gte=1, days__lte=LATEST),
                name="steps_on_their_side_of_the_day",
            ),
        ]


class Pause(models.Model):
    """A member whom nobody reminds, and why."""

    member = models.OneToOneField(
        Member, primary_key=True, on_delete=models.CASCADE, related_name="reminder_pause"
    )
    reason = models.CharField(max_length=300)
    until = models.DateField(null=True, help_text="the last day of it")
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        """With a reason."""

        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="pause_has_a_reason")
        ]


class Reminder(KeptLetter):
    """One step for one invoice: the letter, to whom, how much was left then, and that it was taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    no = models.PositiveSmallIntegerField()
    days = models.SmallIntegerField(help_text="of the step, as the ladder was")
    on = models.DateField(help_text="the association's day when it was asked for")
    to = models.EmailField()
    language = models.CharField(max_length=2)
    own_text = models.CharField(max_length=600, blank=True)
    left = models.BigIntegerField(null=True, help_text="öre left to pay when it went")
    asked_by = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()

    class Meta:
        """Once a step and invoice; what is sent is proved."""

        ordering: ClassVar[list[str]] = ["asked_at", "no"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["state", "asked_at"])]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["invoice", "no"], name="one_reminder_a_step"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False, left__gt=0) & ~Q(message_id="")
                | ~Q(state="sent") & Q(sent_at=None),
                name="sent_reminder_is_proved",
            ),
        ]
