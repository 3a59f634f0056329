"""Notices as they were written and sent, and every letter of them."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from notices.models import KeptLetter


class Notice(models.Model):
    """A meeting's notice. Once sent, its words and its paper stay as they were; a change is a new number."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField(help_text="1; an amended notice is 2 and on")
    own_sv = models.TextField(blank=True, help_text="the convenor's own words")
    own_en = models.TextField(blank=True)
    remote_sv = models.TextField(blank=True, help_text="how to take part from afar, instead of the usual")
    remote_en = models.TextField(blank=True)
    facts = models.JSONField(null=True, help_text="what it told, as it was sent: rules.letter.Facts")
    pdf = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, help_text="when the office had it sent")

    class Meta:
        """Numbered within the meeting; one draft at a time; what is sent has its facts and its paper."""

        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="notice_number_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(sent_at=None), name="one_draft_of_notice"
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, facts=None, pdf=None, sha256="")
                | Q(sent_at__isnull=False, facts__isnull=False, pdf__isnull=False)
                & Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="sent_notice_is_kept",
            ),
        ]


class Delivery(KeptLetter):
    """One letter to one address for one member: the proof that it was sent, or why it was not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="deliveries")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="sv")
    is_late = models.BooleanField(default=False, help_text="the member came after the notice had gone out")
    ordered_at = models.DateTimeField()

    class Meta:
        """Each address once a member and notice; what is sent has its time and its message id."""

        ordering: ClassVar[list[str]] = ["member__sort_name", "email"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["notice", "member", "email"], name="one_letter_of_notice_each"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) & ~Q(message_id="")
                | ~Q(state="sent") & Q(sent_at=None),
                name="sent_letter_has_its_proof",
            ),
        ]
