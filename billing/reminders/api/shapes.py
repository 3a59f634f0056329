"""Shapes of reminders. Amounts in öre, days in the association's own calendar."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from billing.reminders.enums import MOST_GRACE, MOST_STEPS, Held
from billing.reminders.models import Reminder
from billing.reminders.queries import Climbed, Waiting
from kernel.errors import Obstacle
from kernel.shapes import ObstacleShape
from notices.enums import LetterState
from tenants.members.enums import StrikingOutcome
from tenants.members.models import Striking

LONGEST_TEXT = 600


class ReminderStepForm(serializers.Serializer[Any]):
    """A step: days after the day an invoice was due, below zero before it, and words of one's own."""

    days = serializers.IntegerField()
    text_sv = serializers.CharField(max_length=LONGEST_TEXT, allow_blank=True, required=False, default="")
    text_en = serializers.CharField(max_length=LONGEST_TEXT, allow_blank=True, required=False, default="")


class ReminderStepShape(ReminderStepForm):
    """With its number: 0 is before the day."""

    no = serializers.IntegerField()


class LadderForm(serializers.Serializer[Any]):
    """Whether reminders go out, how long after the invoice's day none does, and the steps."""

    is_on = serializers.BooleanField()
    grace_days = serializers.IntegerField(min_value=0, max_value=MOST_GRACE)
    steps = ReminderStepForm(many=True)


class LadderShape(LadderForm):
    """The ladder as it is kept, and the statutes' rule on who still does not pay."""

    steps = ReminderStepShape(many=True)
    changed_by = serializers.CharField(allow_blank=True)
    changed_at = serializers.DateTimeField(allow_null=True)
    strike_months = serializers.IntegerField(allow_null=True)
    strike_source_sv = serializers.CharField(allow_blank=True)
    strike_source_en = serializers.CharField(allow_blank=True)


class ReminderTurnShape(serializers.Serializer[Any]):
    """An unpaid invoice and its next step; ``held`` is everything that keeps it from going."""

    invoice = serializers.UUIDField()
    number = serializers.CharField()
    member = serializers.UUIDField()
    member_name = serializers.CharField()
    due_on = serializers.DateField()
    left = serializers.IntegerField()
    no = serializers.IntegerField()
    on = serializers.DateField()
    to = serializers.CharField(allow_blank=True)
    held = serializers.ListField(child=serializers.ChoiceField(choices=[one.value for one in Held]))
    pause_reason = serializers.CharField(allow_blank=True)
    pause_until = serializers.DateField(allow_null=True)


class ReminderShape(serializers.Serializer[Any]):
    """A reminder and how it went."""

    id = serializers.UUIDField()
    invoice = serializers.UUIDField()
    number = serializers.CharField()
    member_name = serializers.CharField()
    no = serializers.IntegerField()
    on = serializers.DateField()
    to = serializers.CharField()
    left = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(choices=[one.value for one in LetterState])
    sent_at = serializers.DateTimeField(allow_null=True)
    asked_at = serializers.DateTimeField()
    message_id = serializers.CharField(allow_blank=True)
    trouble = serializers.CharField(allow_blank=True)


class ClimbedShape(serializers.Serializer[Any]):
    """An unpaid invoice whose last reminder has gone."""

    invoice = serializers.UUIDField()
    number = serializers.CharField()
    member = serializers.UUIDField()
    member_name = serializers.CharField()
    due_on = serializers.DateField()
    left = serializers.IntegerField()
    reminded_on = serializers.DateField()
    striking = ObstacleShape(many=True, help_text="what is in the way of asking the board to end it")
    proposed = serializers.BooleanField()


class StrikingShape(serializers.Serializer[Any]):
    """A membership that the board was asked to end, and what it decided; "" while it waits."""

    member = serializers.UUIDField()
    member_name = serializers.CharField()
    numbers = serializers.ListField(child=serializers.CharField())
    by_name = serializers.CharField(allow_blank=True)
    proposed_at = serializers.DateTimeField()
    outcome = serializers.ChoiceField(
        choices=[one.value for one in StrikingOutcome if one != StrikingOutcome.WITHDRAWN], allow_blank=True
    )
    citation_sv = serializers.CharField(allow_blank=True)
    citation_en = serializers.CharField(allow_blank=True)
    credited = serializers.BooleanField()


class PausedMemberShape(serializers.Serializer[Any]):
    """A member who is left alone, and why."""

    member = serializers.UUIDField()
    member_name = serializers.CharField()
    reason = serializers.CharField()
    until = serializers.DateField(allow_null=True)
    by_name = serializers.CharField(allow_blank=True)


class RemindersShape(serializers.Serializer[Any]):
    """The treasurer's page: the ladder, who goes today and tomorrow, who is held, what has gone."""

    ladder = LadderShape()
    today = serializers.DateField()
    tomorrow = serializers.DateField()
    now = ReminderTurnShape(many=True)
    next = ReminderTurnShape(many=True)
    held = ReminderTurnShape(many=True)
    later = ReminderTurnShape(many=True)
    climbed = ClimbedShape(many=True)
    strikings = StrikingShape(many=True)
    paused = PausedMemberShape(many=True)
    sent = ReminderShape(many=True)


class SentNowShape(serializers.Serializer[Any]):
    """How many reminders were asked for."""

    asked = serializers.IntegerField()


class PauseForm(serializers.Serializer[Any]):
    """Why a member is left alone, and until what day."""

    reason = serializers.CharField(max_length=300)
    until = serializers.DateField(allow_null=True, required=False, default=None)


class SampleWish(serializers.Serializer[Any]):
    """Which letter to look at."""

    no = serializers.IntegerField(min_value=0, max_value=MOST_STEPS)
    lang = serializers.ChoiceField(choices=["sv", "en"], default="sv")
    own_text = serializers.CharField(
        max_length=LONGEST_TEXT, allow_blank=True, required=False, default="", trim_whitespace=True
    )


class SampleShape(serializers.Serializer[Any]):
    """The letter as it would read."""

    subject = serializers.CharField()
    text = serializers.CharField()


def turn_shape(one: Waiting) -> dict[str, Any]:
    """One turn."""
    return {
        "invoice": one.invoice.pk,
        "number": one.invoice.number,
        "member": one.invoice.member_id,
        "member_name": one.invoice.member.name,
        "due_on": one.invoice.due_on,
        "left": one.invoice.balance,
        "no": one.turn.rung.no,
        "on": one.turn.on,
        "to": one.to,
        "held": [reason.value for reason in one.turn.held],
        "pause_reason": one.pause.reason if one.pause else "",
        "pause_until": one.pause.until if one.pause else None,
    }


def reminder_shape(one: Reminder) -> dict[str, Any]:
    """One reminder, its invoice and member read with it."""
    same = ("id", "no", "on", "to", "left", "state", "sent_at", "asked_at", "message_id", "trouble")
    return {
        **{name: getattr(one, name) for name in same},
        "invoice": one.invoice_id,
        "number": one.invoice.number,
        "member_name": one.invoice.member.name,
    }


def striking_shape(one: Striking) -> dict[str, Any]:
    """One membership before the board."""
    return {
        "member": one.member_id,
        "member_name": one.member.name,
        "numbers": [bill["number"] for bill in one.invoices],
        "by_name": one.by_name,
        "proposed_at": one.proposed_at,
        "outcome": one.outcome,
        "citation_sv": one.citation_sv,
        "citation_en": one.citation_en,
        "credited": one.is_credited,
    }


def climbed_shape(one: Climbed, *, striking: list[Obstacle], proposed: bool) -> dict[str, Any]:
    """One invoice beyond the last step."""
    return {
        "striking": [why.to_json() for why in striking],
        "proposed": proposed,
        "invoice": one.invoice.pk,
        "number": one.invoice.number,
        "member": one.invoice.member_id,
        "member_name": one.invoice.member.name,
        "due_on": one.invoice.due_on,
        "left": one.invoice.balance,
        "reminded_on": one.last.on,
    }
