"""Fee schedules with their classes, who pays what otherwise, runs, and one charge for each member."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from billing.dues.enums import Prorata, RunState
from billing.invoices.models import Invoice
from tenants.members.models import Member

MOST_PARTS = 12


class FeeSchedule(models.Model):
    """The fees of one period as a decision set them. Periods do not overlap: migration 0002."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.UUIDField(help_text="the decision that set the fees")
    period_from = models.DateField()
    period_to = models.DateField()
    label_sv = models.CharField(max_length=120, blank=True)
    label_en = models.CharField(max_length=120, blank=True)
    due_days = models.PositiveSmallIntegerField()
    parts = models.PositiveSmallIntegerField(default=1, help_text="instalments, unless a member has its own")
    prorata = models.CharField(max_length=10, choices=[(p.value, p.value) for p in Prorata])
    half_after = models.CharField(max_length=5, blank=True, help_text="06-30: the last day of the full fee")
    prorata_sv = models.CharField(max_length=200, blank=True, help_text="where the rule stands, or why none")
    prorata_en = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        """The newest period first."""

        ordering: ClassVar[list[str]] = ["-period_from"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["decision", "period_from"], name="fees_taken_over_once"),
            models.CheckConstraint(condition=Q(period_to__gte=F("period_from")), name="fees_go_forward"),
            models.CheckConstraint(condition=Q(parts__gte=1, parts__lte=MOST_PARTS), name="parts_of_a_fee"),
            models.CheckConstraint(condition=Q(due_days__gte=1, due_days__lte=365), name="fee_due_in_days"),
            models.CheckConstraint(
                condition=~Q(prorata="half_after") | Q(half_after__regex=r"^[01][0-9]-[0-3][0-9]$"),
                name="half_after_a_day",
            ),
        ]


class FeeClass(models.Model):
    """One class and whom it is for: kinds of member, and from how many employees to how many."""

    schedule = models.ForeignKey(FeeSchedule, on_delete=models.CASCADE, related_name="classes")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    name_sv = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    amount = models.BigIntegerField(help_text="öre, as decided")
    has_vote = models.BooleanField(default=True)
    kinds = models.JSONField(default=list, help_text="kinds of member; empty: only whom somebody placed here")
    least = models.PositiveIntegerField(null=True, help_text="employees")
    most = models.PositiveIntegerField(null=True, help_text="employees")

    class Meta:
        """In the decision's order."""

        ordering: ClassVar[list[str]] = ["order"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["schedule", "code"], name="class_once_in_a_schedule"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="fee_not_below_zero"),
        ]


class Treatment(models.Model):
    """What somebody decided about one member's fee in one period: its class, its parts, exempt, or left."""

    schedule = models.ForeignKey(FeeSchedule, on_delete=models.CASCADE, related_name="treatments")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    fee_class = models.ForeignKey(FeeClass, null=True, on_delete=models.PROTECT, related_name="+")
    parts = models.PositiveSmallIntegerField(null=True)
    is_exempt = models.BooleanField(default=False)
    left_on = models.DateField(null=True, help_text="the last day as a member")
    reason = models.CharField(max_length=300)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        """One for each member and period, with a reason."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["schedule", "member"], name="one_treatment_per_member"),
            models.CheckConstraint(condition=~Q(reason=""), name="treatment_has_a_reason"),
            models.CheckConstraint(
                condition=Q(parts=None) | Q(parts__gte=1, parts__lte=MOST_PARTS), name="parts_of_a_member"
            ),
        ]


class DuesRun(models.Model):
    """Somebody pressed the button; ``key`` is the client's name for it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    schedule = models.ForeignKey(FeeSchedule, on_delete=models.PROTECT, related_name="runs")
    on = models.DateField(help_text="the invoices' day")
    state = models.CharField(
        max_length=7, choices=[(s.value, s.value) for s in RunState], default=RunState.RUNNING.value
    )
    planned = models.PositiveIntegerField(help_text="members to bill when it began")
    waiting = models.PositiveIntegerField(default=0, help_text="members that something was in the way of")
    by_name = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One at a time for each schedule; the newest first."""

        ordering: ClassVar[list[str]] = ["-started_at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["schedule"], condition=Q(state="running"), name="one_run_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="running", ended_at=None) | Q(state="done", ended_at__isnull=False),
                name="a_run_that_is_done_has_ended",
            ),
        ]


class Charge(models.Model):
    """A member's fee, or a part of it, with the invoice that asks for it. Its key bills everybody once."""

    schedule = models.ForeignKey(FeeSchedule, on_delete=models.PROTECT, related_name="charges")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="charges")
    part = models.PositiveSmallIntegerField(default=1)
    run = models.ForeignKey(DuesRun, on_delete=models.PROTECT, related_name="charges")
    fee_class = models.ForeignKey(FeeClass, on_delete=models.PROTECT, related_name="charges")
    full = models.BigIntegerField(help_text="the class's fee in öre")
    amount = models.BigIntegerField(help_text="of this part, after the part-year rule")
    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="charge")

    class Meta:
        """Once for each period, member and part."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["schedule", "member", "part"], name="charged_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, amount__lte=F("full")), name="charge_in_bounds"),
        ]
