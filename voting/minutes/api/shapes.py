"""Shapes of the minutes after the meeting: versions, comments, files and checks."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from kernel.shapes import ObstacleShape
from voting.meetings.enums import MeetingKind
from voting.minutes.enums import CommentOutcome, FileKind, MinutesState, SignerRole, SigningPath


class SignatoryShape(serializers.Serializer[Any]):
    """One of those who sign, and how far they have come."""

    user = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=[r.value for r in SignerRole])
    approved_at = serializers.DateTimeField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)
    place = serializers.IntegerField(allow_null=True)
    sha256 = serializers.CharField(allow_blank=True)


class MinutesVersionShape(serializers.Serializer[Any]):
    """A frozen text. ``sha256`` is its file before any signature."""

    number = serializers.IntegerField()
    sha256 = serializers.CharField()
    text_sha256 = serializers.CharField()
    by = serializers.CharField()
    frozen_at = serializers.DateTimeField()
    superseded_at = serializers.DateTimeField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)
    path = serializers.ChoiceField(choices=[p.value for p in SigningPath])
    signatories = SignatoryShape(many=True)


class MinutesAnnexShape(serializers.Serializer[Any]):
    """A document that goes with the version that stands."""

    no = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.CharField()
    items = serializers.ListField(child=serializers.IntegerField())
    name = serializers.CharField()
    media_type = serializers.CharField()
    sha256 = serializers.CharField()


class ScanShape(serializers.Serializer[Any]):
    """The paper that was signed by hand."""

    name = serializers.CharField()
    media_type = serializers.CharField()
    sha256 = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class ExtractRowShape(serializers.Serializer[Any]):
    """An extract that was made."""

    items = serializers.ListField(child=serializers.IntegerField())
    sha256 = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()


class RegistrationPaperShape(serializers.Serializer[Any]):
    """A meeting's minutes as far as they have come, and the extracts that were made of them."""

    meeting = serializers.UUIDField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=[k.value for k in MeetingKind])
    opened_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)
    extracts = ExtractRowShape(many=True)


class LockedItemShape(serializers.Serializer[Any]):
    """A § that the meeting approved at once, and in which § it did."""

    no = serializers.IntegerField()
    approved_in = serializers.IntegerField()


class MySigningShape(serializers.Serializer[Any]):
    """Whether the one who asks writes these minutes, may comment on them, is to sign, and has."""

    writes = serializers.BooleanField()
    comments = serializers.BooleanField()
    signs = serializers.BooleanField()
    approved_at = serializers.DateTimeField(allow_null=True)
    signed_at = serializers.DateTimeField(allow_null=True)


class MinutesActsShape(serializers.Serializer[Any]):
    """What is in the way of each act; empty means that it can be done."""

    freeze = ObstacleShape(many=True)
    take_back_text = ObstacleShape(many=True)
    approve = ObstacleShape(many=True)
    sign = ObstacleShape(many=True)
    file_paper = ObstacleShape(many=True)


class MinutesStateShape(serializers.Serializer[Any]):
    """How far the minutes have come. ``file`` is the newest file's checksum, ``sha256`` what is approved."""

    state = serializers.ChoiceField(choices=[s.value for s in MinutesState])
    is_board = serializers.BooleanField(
        help_text="of the board's own meeting: its chair signs, not a meeting's"
    )
    path = serializers.ChoiceField(choices=[p.value for p in SigningPath])
    number = serializers.IntegerField()
    file = serializers.CharField(allow_blank=True)
    sha256 = serializers.CharField(allow_blank=True)
    has_changed = serializers.BooleanField()
    locked = LockedItemShape(many=True)
    versions = MinutesVersionShape(many=True)
    annexes = MinutesAnnexShape(many=True)
    scans = ScanShape(many=True)
    extracts = ExtractRowShape(many=True)
    me = MySigningShape()
    may = MinutesActsShape()


class CommentShape(serializers.Serializer[Any]):
    """A comment by one of those who sign, and its answer."""

    id = serializers.UUIDField()
    item_no = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    user = serializers.UUIDField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=[r.value for r in SignerRole])
    at = serializers.DateTimeField()
    answer = serializers.CharField(allow_blank=True)
    outcome = serializers.ChoiceField(choices=[o.value for o in CommentOutcome])
    answered_by = serializers.CharField(allow_blank=True)
    answered_at = serializers.DateTimeField(allow_null=True)


class NewCommentForm(serializers.Serializer[Any]):
    """What somebody wants changed. Without a §: in the minutes as a whole."""

    item_no = serializers.IntegerField(min_value=1, max_value=999, allow_null=True, default=None)
    text = serializers.CharField(max_length=4000)


class CommentAnswerForm(serializers.Serializer[Any]):
    """What came of it. A text that stays says why."""

    answer = serializers.CharField(max_length=4000, allow_blank=True, default="")
    outcome = serializers.ChoiceField(choices=[CommentOutcome.CHANGED.value, CommentOutcome.KEPT.value])


class FileSumForm(serializers.Serializer[Any]):
    """The version that was read: the checksum of its file."""

    sha256 = serializers.RegexField(r"^[0-9a-f]{64}$")


class SignForm(FileSumForm):
    """The version, and the code from the letter."""

    code = serializers.CharField(max_length=12)


class SigningCodeSentShape(serializers.Serializer[Any]):
    """Where the code went, and how long it is good."""

    email = serializers.CharField()
    minutes = serializers.IntegerField()


class ScanForm(serializers.Serializer[Any]):
    """The scanned file."""

    file = serializers.FileField(allow_empty_file=True)


class ExtractForm(serializers.Serializer[Any]):
    """Which §§."""

    items = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=999), allow_empty=True, max_length=200
    )


class ExtractItemShape(serializers.Serializer[Any]):
    """A § that can be chosen."""

    no = serializers.IntegerField()
    heading = serializers.CharField()
    is_approved = serializers.BooleanField()


class ExtractContentsShape(serializers.Serializer[Any]):
    """What a reader looks for, where it stands, and who needs it."""

    words = serializers.CharField()
    where = serializers.CharField()
    needed_by = serializers.CharField()


class ExtractViewShape(serializers.Serializer[Any]):
    """What an extract would tell, and what is in its way."""

    items = ExtractItemShape(many=True)
    suggested = serializers.ListField(child=serializers.IntegerField())
    contents = ExtractContentsShape(many=True)
    obstacles = ObstacleShape(many=True)


class CheckedSignatureShape(serializers.Serializer[Any]):
    """A signature in the file that was checked."""

    name = serializers.CharField()
    role = serializers.ChoiceField(choices=[r.value for r in SignerRole])
    signed_at = serializers.DateTimeField()


class CheckedAnnexShape(serializers.Serializer[Any]):
    """Which annex it is."""

    no = serializers.IntegerField()
    title = serializers.CharField()


class CheckedFileShape(serializers.Serializer[Any]):
    """What the file is. ``newer``: there is one with more signatures; ``superseded_at``: with other words."""

    kind = serializers.ChoiceField(choices=[k.value for k in FileKind])
    title = serializers.CharField()
    date = serializers.CharField()
    meeting = serializers.CharField()
    is_board = serializers.BooleanField()
    version = serializers.IntegerField()
    at = serializers.DateTimeField()
    annex = CheckedAnnexShape(allow_null=True)
    items = serializers.ListField(child=serializers.IntegerField())
    is_complete = serializers.BooleanField()
    completed_at = serializers.DateTimeField(allow_null=True)
    path = serializers.ChoiceField(choices=[p.value for p in SigningPath])
    superseded_at = serializers.DateTimeField(allow_null=True)
    signatures = CheckedSignatureShape(many=True)
    expected = serializers.IntegerField()
    newer = serializers.BooleanField()


class FileCheckShape(serializers.Serializer[Any]):
    """Whether a file is one of this association's, byte for byte."""

    known = serializers.BooleanField()
    association = serializers.CharField()
    file = CheckedFileShape(allow_null=True)
