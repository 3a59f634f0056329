"""A ceremony and its officers. What a device sent is stored as it came, and stays until it is erased."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from voting.ceremony.enums import CeremonyState


class Ceremony(models.Model):
    """One try to make the meeting's key. Only a voided one makes room for another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="ceremonies")
    state = models.CharField(
        max_length=9, choices=[(s.value, s.value) for s in CeremonyState],
        default=CeremonyState.GATHERING.value,
    )  # fmt: skip
    threshold = models.PositiveSmallIntegerField(null=True, help_text="how many of the officers decrypt")
    size = models.PositiveSmallIntegerField(null=True, help_text="how many officers are in the list")
    pin = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the list of certificates")
    trustees = models.TextField(blank=True, help_text="the record that every archive of the meeting repeats")
    begun_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    ready_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    voided_reason = models.CharField(max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True, help_text="when the officers' messages were erased")

    class Meta:
        """One that holds for each meeting; a frozen list has its hash and a threshold from two up to all."""

        ordering: ClassVar[list[str]] = ["begun_at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["meeting"], condition=~Q(state="voided"), name="one_ceremony_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="gathering", pin="", threshold=None, size=None)
                | Q(state="voided")
                | Q(state__in=["comparing", "dealing", "keying", "ready"], frozen_at__isnull=False)
                & ~Q(pin="") & Q(threshold__gte=2, threshold__lte=F("size")),
                name="frozen_list_has_its_hash",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ready", "voided"])
                | ~Q(state__in=["ready", "voided"]) & Q(trustees="", ready_at=None),
                name="key_comes_last",
            ),
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(trustees="") & Q(ready_at__isnull=False),
                name="ready_has_its_key",
            ),
            models.CheckConstraint(
                condition=~Q(state="voided") | Q(voided_at__isnull=False) & ~Q(voided_reason=""),
                name="void_ceremony_says_why",
            ),
        ]  # fmt: skip


class Officer(models.Model):
    """A teller or adjuster whose device takes part. ``place`` is theirs in the frozen list, from 1.

    What follows the certificate is written once (migration 0002) and can only be erased afterwards.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="officers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField(null=True)
    certificate = models.TextField(help_text="round one")
    joined_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, help_text="when they said that the list is theirs")
    commitment = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the coefficients to come")
    polynomial = models.TextField(blank=True, help_text="round two; its shares are encrypted")
    share = models.TextField(blank=True, help_text="round three; the key in it is encrypted to its owner")

    class Meta:
        """One place each; whoever answers stands in the list."""

        ordering: ClassVar[list[str]] = ["place", "joined_at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["ceremony", "user"], name="one_place_per_officer"),
            models.UniqueConstraint(fields=["ceremony", "place"], name="officer_place_once"),
            models.CheckConstraint(
                condition=Q(place__gte=1) | Q(place=None, confirmed_at=None, polynomial="", share=""),
                name="answers_come_from_the_list",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, commitment="", polynomial="")
                | Q(confirmed_at__isnull=False) & ~Q(commitment=""),
                name="confirms_before_dealing",
            ),
        ]

    def __str__(self) -> str:
        """Who it is."""
        return self.name
