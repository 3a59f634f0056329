"""Keys of voters' devices, and the boxes: what will stand in each archive, as it was received."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class DeviceKey(models.Model):
    """The public half of the key that signs somebody's ballots; the secret one never left their device.

    ``hold``: which of the votes that this person holds, 1 their own member's, then those of proxies. Of a
    voting card the secret half is what stands on the card.
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="device_keys")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    hold = models.PositiveSmallIntegerField(default=1)
    element = models.CharField(max_length=620, help_text="g^s in base 10")
    is_card = models.BooleanField(default=False, db_default=False)
    given_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, help_text="when another device or card took over")

    class Meta:
        """One in use for each vote that somebody holds; nobody's twice."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["meeting", "holder", "hold"], condition=Q(replaced_at=None), name="one_key_in_use"
            ),
            models.UniqueConstraint(fields=["meeting", "element"], name="a_key_is_nobody_elses"),
            models.CheckConstraint(condition=Q(hold__gte=1), name="keys_are_of_a_vote"),
        ]


class Box(models.Model):
    """One secret vote. ``head`` and ``height`` are those of the archive's last event so far."""

    poll = models.UUIDField(primary_key=True, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="boxes")
    uuid = models.CharField(max_length=22, unique=True)
    election = models.TextField()
    trustees = models.TextField()
    credentials = models.TextField()
    timestamp = models.PositiveBigIntegerField(help_text="of the archive: seconds")
    head = models.CharField(max_length=64)
    height = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    tally = models.TextField(blank=True, help_text="encrypted, once the vote has ended")
    counted = models.PositiveIntegerField(null=True, help_text="ballots in the tally")
    weight = models.PositiveIntegerField(null=True, help_text="votes in the tally")
    opened_at = models.DateTimeField(null=True)
    counts = models.JSONField(null=True, help_text="as decrypted: of each answer, the blank vote's first")

    class Meta:
        """A box that has ended has its tally; one that was opened has its counts."""

        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(ended_at=None, tally="", counted=None, weight=None)
                | Q(ended_at__isnull=False, counted__isnull=False, weight__isnull=False) & ~Q(tally=""),
                name="ended_box_has_its_tally",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None, counts=None)
                | Q(opened_at__gte=F("ended_at"), counts__isnull=False),
                name="opened_box_has_its_counts",
            ),
        ]


class Elector(models.Model):
    """A vote of the poll's frozen register whose holder has a key, and that key."""

    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="electors")
    entry = models.ForeignKey("register.Entry", on_delete=models.PROTECT, related_name="+")
    element = models.CharField(max_length=620)

    class Meta:
        """One key, one vote."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["box", "entry"], name="an_entry_has_one_key"),
            models.UniqueConstraint(fields=["box", "element"], name="a_key_has_one_entry"),
        ]


class SealedBallot(models.Model):
    """A ballot in its one form, as it was received and checked. The elector's last one counts."""

    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="ballots")
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="ballots")
    height = models.PositiveIntegerField()
    text = models.TextField()
    payload = models.CharField(max_length=64, help_text="SHA-256 of the text")
    event = models.CharField(max_length=64, help_text="SHA-256 of the archive's event")
    commitments = models.TextField(
        blank=True, default="", db_default="", help_text="what its signature and proofs lead to, as computed"
    )
    seal = models.BinaryField(
        default=b"", db_default=b"", help_text="SHA-256 of the row, written by a trigger (migration 0003)"
    )

    class Meta:
        """In the archive's order; only ever added (migration 0002)."""

        ordering: ClassVar[list[str]] = ["height"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["box", "height"], name="one_ballot_at_each_height"),
            models.UniqueConstraint(fields=["box", "payload"], name="a_ballot_is_in_the_box_once"),
        ]


class Decryption(models.Model):
    """An officer's part of the result, with the side proof; checked before it was stored."""

    box = models.ForeignKey(Box, on_delete=models.PROTECT, related_name="decryptions")
    owner = models.PositiveSmallIntegerField(help_text="the officer's place in the list of trustees")
    height = models.PositiveIntegerField()
    text = models.TextField()
    side_proofs = models.JSONField()
    given_at = models.DateTimeField()

    class Meta:
        """Each officer once."""

        ordering: ClassVar[list[str]] = ["height"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["box", "owner"], name="an_officer_decrypts_once"),
            models.UniqueConstraint(fields=["box", "height"], name="one_decryption_at_each_height"),
        ]
