"""Meetings, where they are held, what is on the agenda, who is coming and who has come."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from voting.meetings.enums import Duty, ItemKind, ItemState, MeetingKind, MeetingState


def new_projector_key() -> str:
    """What the projector's address carries instead of a sign-in."""
    return secrets.token_urlsafe(12)


class Meeting(models.Model):
    """One meeting, in several halls and from afar."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=14,
        choices=[(k.value, k.value) for k in MeetingKind],
        default=MeetingKind.CONSTITUTING.value,
    )
    number = models.CharField(max_length=12, blank=True, help_text="of the minutes: 1/2016")
    is_rehearsal = models.BooleanField(default=False, help_text="nothing of it ever reaches real minutes")
    procedure = models.JSONField(
        default=dict, help_text="the rules of procedure as data: statutes' parameters by name, with sources"
    )
    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in MeetingState], default=MeetingState.PLANNED.value
    )
    starts_at = models.DateTimeField()
    lunch_at = models.DateTimeField(null=True)
    invited_at = models.DateField(null=True, help_text="the day the invitation went out")
    registration_closes_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    rules_adopted_at = models.DateTimeField(null=True)
    projector_key = models.CharField(max_length=24, unique=True, default=new_projector_key)
    calendar_sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        """An open meeting has a time; a closed one has both."""

        ordering: ClassVar[list[str]] = ["starts_at"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(state="planned", opened_at=None, closed_at=None)
                | Q(state="open", opened_at__isnull=False, closed_at=None)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="meeting_state_has_its_times",
            ),
        ]

    def __str__(self) -> str:
        """The meeting's title."""
        return self.title


class Venue(models.Model):
    """A hall, or the remote place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="venues")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=6, choices=[("hall", "hall"), ("remote", "remote")])
    address = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveIntegerField(null=True)
    confirmed_at = models.DateTimeField(null=True, help_text="sound and picture confirmed")
    seen_at = models.DateTimeField(null=True, help_text="the last sign of life from the place's own screen")
    lost_at = models.DateTimeField(null=True, help_text="since when the place is cut off")

    class Meta:
        """In the order the office gave them; one remote place at most."""

        ordering: ClassVar[list[str]] = ["order"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "name"], name="venue_name_once"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(kind="remote"), name="one_remote_place"),
        ]


class Item(models.Model):
    """One item of the agenda; its number is its § in the minutes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    no = models.PositiveSmallIntegerField()
    title_sv = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ItemKind])
    duty = models.CharField(max_length=24, blank=True, choices=[(d.value, d.value) for d in Duty])
    proposal_sv = models.TextField(blank=True)
    state = models.CharField(
        max_length=5, choices=[(s.value, s.value) for s in ItemState], default=ItemState.LATER.value
    )
    started_at = models.DateTimeField(null=True)
    fulfilled_at = models.DateTimeField(null=True, help_text="when the duty was done")

    class Meta:
        """One item is dealt with at a time."""

        ordering: ClassVar[list[str]] = ["no"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "no"], name="item_number_once"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(state="now"), name="one_item_at_a_time"),
        ]


class Registration(models.Model):
    """An organisation's delegate, where they will be and what they need."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrations")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="registrations")
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="registrations"
    )
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="registrations")
    lunch = models.BooleanField(default=False)
    diet = models.CharField(max_length=120, blank=True)
    access_needs = models.CharField(max_length=200, blank=True)
    registered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1, help_text="rises with every change")
    letter_revision = models.PositiveIntegerField(default=0, help_text="the one the delegate has a letter on")

    class Meta:
        """One delegate per organisation, one organisation per delegate."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "member"], name="one_delegate_per_member"),
            models.UniqueConstraint(fields=["meeting", "delegate"], name="a_delegate_represents_one"),
        ]


class CheckIn(models.Model):
    """A delegate's presence from one moment to another; open while they are here."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="check_ins")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="check_ins")
    at = models.DateTimeField()
    out_at = models.DateTimeField(null=True)

    class Meta:
        """Nobody is here twice."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["registration"], condition=Q(out_at=None), name="here_once"),
            models.CheckConstraint(
                condition=Q(out_at=None) | Q(out_at__gte=models.F("at")), name="comes_before_going"
            ),
        ]
