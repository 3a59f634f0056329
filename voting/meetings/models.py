"""Meetings, where they are held, what is on the agenda, who is coming and who has come."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5

from voting.meetings.enums import (
    Duty,
    Heard,
    ItemKind,
    ItemOutcome,
    ItemState,
    MeetingKind,
    MeetingState,
    NoteKind,
    Step,
)


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
    choices = models.JSONField(
        default=dict, help_text="what the chair prepared for the board's own meeting: rules.board.Choices"
    )
    rehearsal_of = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="rehearsals")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in MeetingState], default=MeetingState.PLANNED.value
    )
    starts_at = models.DateTimeField()
    lunch_at = models.DateTimeField(null=True)
    invited_at = models.DateField(null=True, help_text="the day the invitation went out")
    registration_closes_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    adjourned_at = models.DateTimeField(null=True, help_text="since when it is adjourned")
    resumes_at = models.DateTimeField(null=True, help_text="when it said it would go on")
    quorum_waiver = models.JSONField(
        null=True, help_text='the logged decision to go on without a quorum: {"present", "needed", "reason"}'
    )
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
                | Q(state="open", opened_at__isnull=False, closed_at=None, adjourned_at=None)
                | Q(state="adjourned", opened_at__isnull=False, closed_at=None, adjourned_at__isnull=False)
                | Q(state="closed", opened_at__isnull=False, closed_at__isnull=False),
                name="meeting_state_has_its_times",
            ),
            models.UniqueConstraint(
                fields=["kind", "number"], condition=~Q(number=""), name="number_of_minutes_once"
            ),
            models.CheckConstraint(
                condition=Q(is_rehearsal=False) | Q(number=""), name="a_rehearsal_has_no_number"
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
    background_sv = models.TextField(blank=True, default="", db_default="", help_text="why it is taken up")
    moved_sv = models.TextField(blank=True, default="", db_default="", help_text="who proposed what")
    remarks_sv = models.TextField(blank=True, default="", db_default="", help_text="after the decision")
    reading = models.UUIDField(null=True, help_text="the text that is tried a second time under it")
    state = models.CharField(
        max_length=5, choices=[(s.value, s.value) for s in ItemState], default=ItemState.LATER.value
    )
    started_at = models.DateTimeField(null=True)
    fulfilled_at = models.DateTimeField(null=True, help_text="when the duty was done")
    outcome = models.CharField(max_length=13, blank=True, choices=[(o.value, o.value) for o in ItemOutcome])
    outcome_reasons = models.TextField(blank=True, help_text="why it was postponed, or what to look into")

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
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="substitutions"
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


class Farewell(models.Model):
    """Somebody who is not registered any more, and whether they have been told: a lost task is made up for.

    The registration itself is gone or has another delegate. ``revision`` is where its calendar entry stood.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="farewells")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    place = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    letter_sent_at = models.DateTimeField(null=True)


class CheckIn(models.Model):
    """A delegate's or substitute's presence from one moment to another; open while they are here.

    ``person`` stays who it was when the registration is given to another.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="check_ins")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="check_ins")
    at = models.DateTimeField()
    out_at = models.DateTimeField(null=True)
    is_substitute = models.BooleanField(default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """Nobody is here twice."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["registration", "is_substitute"], condition=Q(out_at=None), name="here_once"
            ),
            models.CheckConstraint(
                condition=Q(out_at=None) | Q(out_at__gte=models.F("at")), name="comes_before_going"
            ),
        ]


class Note(models.Model):
    """What somebody had written down under an item: a reservation, a protest, a demand for a count."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    item_no = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=[(k.value, k.value) for k in NoteKind])
    text_sv = models.TextField(blank=True)
    name = models.CharField(max_length=200, blank=True, help_text="whose it is, in the words of the minutes")
    member = models.ForeignKey("members.Member", null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, blank=True)
    is_own = models.BooleanField(default=False, help_text="from the person's own phone")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, help_text="when what it asked for was done")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """In the order they were made; the same words from the same one once."""

        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                MD5("text_sv"), "meeting", "item_no", "kind", "name",
                condition=Q(withdrawn_at=None, settled_at=None), name="noted_once",
            ),
        ]  # fmt: skip


class Sounding(models.Model):
    """The chair asks and hears: by acclamation, or by an uncounted trial vote, place by place."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="soundings")
    item_no = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=11, choices=[(s.value, s.value) for s in Step])
    question_sv = models.CharField(max_length=300, blank=True)
    heard = models.CharField(max_length=7, choices=[(h.value, h.value) for h in Heard])
    venues = models.JSONField(default=list, help_text='[{"venue", "name", "heard"}]')
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, help_text="when the gavel fell")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """In the order they were taken."""

        ordering: ClassVar[list[str]] = ["at"]


class Seat(models.Model):
    """A member of the board at a board meeting, and whether they are here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    post = models.CharField(max_length=24)
    organisation = models.CharField(max_length=200, blank=True)
    until_sv = models.CharField(max_length=80, blank=True)
    elected_item = models.PositiveSmallIntegerField(null=True)
    by_lot = models.BooleanField(default=False)
    venue = models.ForeignKey(Venue, null=True, on_delete=models.PROTECT, related_name="+")
    came_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        """One seat each; who has left has come."""

        ordering: ClassVar[list[str]] = ["order"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "order"], name="seat_order_once"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(came_at__isnull=False, left_at__gte=models.F("came_at")),
                name="sits_before_leaving",
            ),
        ]
