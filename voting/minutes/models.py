"""The minutes' own rows: comments, frozen versions with their files, and who signs."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import MD5, Coalesce

from voting.minutes.enums import CommentOutcome, SignerRole, SigningPath

A_CHECKSUM = Q(sha256__regex=r"^[0-9a-f]{64}$")


def _choices(words: Any) -> list[tuple[str, str]]:  # noqa: ANN401  a class of words
    return [(word.value, word.value) for word in words]


class Comment(models.Model):
    """What one of those who sign wants changed, and the answer."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="comments")
    item_no = models.PositiveSmallIntegerField(null=True, help_text="none: the minutes as a whole")
    text = models.TextField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=12, choices=_choices(SignerRole))
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    outcome = models.CharField(max_length=8, blank=True, choices=_choices(CommentOutcome))
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """In the order they were made; answered means that there is an outcome."""

        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                MD5("text"), "meeting", "user", Coalesce("item_no", 0),
                condition=Q(withdrawn_at=None), name="commented_once",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, outcome="") | Q(answered_at__isnull=False) & ~Q(outcome=""),
                name="an_answer_has_an_outcome",
            ),
        ]  # fmt: skip


class Version(models.Model):
    """The text as it was frozen and printed. Only how far it has come is ever changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="minutes_versions")
    number = models.PositiveSmallIntegerField()
    text = models.JSONField(help_text="every word, as the API gives it")
    text_sha256 = models.CharField(max_length=64)
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64, help_text="of the PDF before any signature")
    by_name = models.CharField(max_length=200)
    frozen_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    completed_at = models.DateTimeField(null=True)
    path = models.CharField(max_length=10, blank=True, choices=_choices(SigningPath))

    class Meta:
        """Numbered by the action that holds the meeting; one stands at a time; complete by one path."""

        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_version_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(superseded_at=None), name="one_version_stands"
            ),
            models.CheckConstraint(condition=A_CHECKSUM, name="version_has_a_checksum"),
            models.CheckConstraint(
                condition=Q(completed_at=None, path="")
                | Q(completed_at__isnull=False, superseded_at=None) & ~Q(path=""),
                name="complete_minutes_stand",
            ),
        ]


class Signatory(models.Model):
    """One of those who sign a version, and the file as it was with their signature in it."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="signatories")
    order = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=12, choices=_choices(SignerRole))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    approved_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    place = models.PositiveSmallIntegerField(null=True, help_text="which signature of the file it is")
    pdf = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    certificate = models.CharField(max_length=64, blank=True, help_text="of the authority that certified")

    class Meta:
        """Each once; nobody signs what they have not approved; two signatures never take one place."""

        ordering: ClassVar[list[str]] = ["order"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["version", "user"], name="signs_once"),
            models.UniqueConstraint(fields=["version", "place"], name="one_signature_in_a_place"),
            models.CheckConstraint(
                condition=Q(signed_at=None, place=None, pdf=None, sha256="")
                | Q(
                    approved_at__isnull=False, signed_at__isnull=False, place__isnull=False, pdf__isnull=False
                )
                & A_CHECKSUM,
                name="signed_what_was_approved",
            ),
        ]


class SigningCode(models.Model):
    """A code by letter that confirms one signature on one version: only its keyed hash is kept."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="codes")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    code_hash = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)


class Annex(models.Model):
    """A document that goes with a version, as it was when the version was frozen."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="annexes")
    order = models.PositiveSmallIntegerField()
    no = models.PositiveSmallIntegerField(help_text="bilaga; two files may share one")
    kind = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    items = models.JSONField(default=list, help_text="the §§ it belongs to")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """In the order of their numbers."""

        ordering: ClassVar[list[str]] = ["order"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["version", "name"], name="annex_name_once"),
            models.CheckConstraint(condition=A_CHECKSUM, name="annex_has_a_checksum"),
        ]


class Attachment(models.Model):
    """A file that somebody laid under an item: it becomes an annex of every version frozen after it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="attachments")
    item_no = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """In the order they came; the same file once under an item."""

        ordering: ClassVar[list[str]] = ["item_no", "at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["meeting", "item_no", "sha256"], condition=Q(removed_at=None), name="attached_once"
            ),
            models.CheckConstraint(condition=A_CHECKSUM, name="attachment_has_a_checksum"),
        ]


class Scan(models.Model):
    """A version that was signed by hand, as a scanned file."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="scans")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """The same file once."""

        ordering: ClassVar[list[str]] = ["at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["version", "sha256"], name="scan_once"),
            models.CheckConstraint(condition=A_CHECKSUM, name="scan_has_a_checksum"),
        ]


class Extract(models.Model):
    """Some §§ of a version, word for word, for somebody who does not need them all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="extracts")
    items = models.JSONField()
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        """The newest last; the same file once."""

        ordering: ClassVar[list[str]] = ["at"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["version", "sha256"], name="extract_once"),
            models.CheckConstraint(condition=A_CHECKSUM, name="extract_has_a_checksum"),
        ]


class SigningAuthority(models.Model):
    """The association's own authority. Its key is sealed under the platform's secret (ADR 0013)."""

    certificate = models.BinaryField()
    fingerprint = models.CharField(max_length=64, unique=True)
    sealed_key = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, help_text="when its key could no longer be opened")

    class Meta:
        """One is at work at a time."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["retired_at"], condition=Q(retired_at=None), name="one_authority_at_work",
                nulls_distinct=False,
            ),
        ]  # fmt: skip
