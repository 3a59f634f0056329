"""Versions of the voting register. A version is never changed: a newcomer makes the next one."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from voting.register.enums import Authority, KeyWay, SaidBy


class Register(models.Model):
    """One version of the voting register of one meeting."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="registers")
    version = models.PositiveIntegerField()
    total = models.PositiveIntegerField(help_text="votes")
    drawn_up_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, help_text="set on the version the meeting approved")
    change = models.JSONField(null=True, help_text="who came or left since the version before")
    item_no = models.PositiveSmallIntegerField(
        null=True, help_text="a version for one item's votes, without those who have a conflict of interest"
    )
    excluded = models.JSONField(default=list, help_text='[{"member", "delegate", "reason"}]')

    class Meta:
        """Numbered without gaps by the action that holds the meeting's lock."""

        ordering: ClassVar[list[str]] = ["version"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "version"], name="register_version_once"),
        ]


class Entry(models.Model):
    """One vote in one version: the member, who casts it, and where."""

    register = models.ForeignKey(Register, on_delete=models.CASCADE, related_name="entries")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    venue = models.ForeignKey("meetings.Venue", on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveSmallIntegerField(default=1)
    authority = models.CharField(
        max_length=10, choices=[(a.value, a.value) for a in Authority], default=Authority.DELEGATE.value
    )
    hold = models.PositiveSmallIntegerField(default=1, help_text="1 the own member's vote, then proxies")
    reasons = models.JSONField(default=list)

    class Meta:
        """One vote per member, cast by one person: their own member's, and beside it those of proxies."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["register", "member"], name="a_member_votes_once"),
            models.UniqueConstraint(
                fields=["register", "delegate", "hold"], name="a_person_holds_each_vote_once"
            ),
            models.CheckConstraint(
                condition=Q(authority="proxy", hold__gte=2) | ~Q(authority="proxy") & Q(hold=1),
                name="an_own_vote_comes_first",
            ),
            models.CheckConstraint(condition=Q(weight__gte=1), name="a_vote_weighs_something"),
        ]


class Proxy(models.Model):
    """A member's written proxy: the signed paper itself, dated, to one person. Filed once, never altered."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="proxies")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=200)
    holder_email = models.EmailField()
    dated = models.DateField()
    number = models.PositiveIntegerField(help_text="in the order of filing: first filed, first accepted")
    filed_at = models.DateTimeField()
    file_name = models.CharField(max_length=200)
    file_kind = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=300, blank=True)

    class Meta:
        """Numbered without gaps; a member has one that stands."""

        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="proxy_number_once"),
            models.UniqueConstraint(
                fields=["meeting", "member"], condition=Q(revoked_at=None), name="one_proxy_stands"
            ),
        ]


class Conflict(models.Model):
    """A member with a conflict of interest in one item, and by whose word."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="conflicts")
    item_no = models.PositiveSmallIntegerField()
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    said_by = models.CharField(max_length=7, choices=[(s.value, s.value) for s in SaidBy])
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        """Once at a time."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["meeting", "item_no", "member"], condition=Q(lifted_at=None), name="one_conflict"
            ),
            models.CheckConstraint(
                condition=Q(said_by__in=[s.value for s in SaidBy]), name="conflict_by_a_known_word"
            ),
        ]


class KeyNote(models.Model):
    """A note on the register's line: a vote is signed with a card, or from another device than before.

    Only ever added (migration 0007). What the key is stands in ``ballotbox``; here is whose, where and when.
    """

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="key_notes")
    member = models.ForeignKey("members.Member", on_delete=models.PROTECT, related_name="+")
    venue = models.ForeignKey("meetings.Venue", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, help_text="who casts the member's vote")
    way = models.CharField(max_length=12, choices=[(w.value, w.value) for w in KeyWay])
    reason = models.CharField(max_length=300, blank=True, help_text="why the one before is replaced")
    at = models.DateTimeField()

    class Meta:
        """A card in the place of something says why."""

        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(way__in=[w.value for w in KeyWay]), name="key_note_of_a_known_way"
            ),
            models.CheckConstraint(
                condition=~Q(way="card_again") | ~Q(reason=""), name="another_card_says_why"
            ),
        ]
