"""What is asked of a meeting's course."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from kernel.shapes import ObstacleShape
from voting.meetings.enums import Heard, NoteKind, Step
from voting.register.api.shapes import HeardThereShape
from voting.register.enums import SaidBy

OWN_KINDS = (NoteKind.RESERVATION, NoteKind.PROTEST, NoteKind.STATEMENT, NoteKind.MOTION, NoteKind.CONFLICT)
DOORS_OF_THEIR_OWN = frozenset({NoteKind.COUNT_DEMANDED, NoteKind.CONFLICT})
"""What brings something about besides the words: the demand for a count, and jäv, which takes a vote."""


class UndoingShape(serializers.Serializer[Any]):
    """The step, by the number of the entry that tells of it, and why it is taken back."""

    event = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    reason = serializers.CharField(max_length=300)


class WaiverShape(serializers.Serializer[Any]):
    """Why the meeting decided to go on."""

    reason = serializers.CharField(max_length=500)


class PostponeShape(serializers.Serializer[Any]):
    """Why, if something was said; the decision in other words than the usual ones."""

    reasons = serializers.CharField(max_length=2000, allow_blank=True, default="")
    text_sv = serializers.CharField(max_length=10_000, allow_blank=True, default="")


class ReferBackShape(PostponeShape):
    """What is to be looked into: an återremiss states it."""

    reasons = serializers.CharField(max_length=2000)


class NewSoundingShape(serializers.Serializer[Any]):
    """The question, how it was put and what was heard."""

    step = serializers.ChoiceField(choices=[s.value for s in Step])
    heard = serializers.ChoiceField(choices=[h.value for h in Heard])
    question_sv = serializers.CharField(max_length=300, allow_blank=True, default="")
    venues = HeardThereShape(many=True, required=False)


class ActShape(serializers.Serializer[Any]):
    """One thing to do now: the request that does it, or none when it is done elsewhere."""

    code = serializers.CharField()
    params = serializers.DictField()
    action = serializers.DictField(allow_null=True)
    obstacles = ObstacleShape(many=True)


class NextShape(serializers.Serializer[Any]):
    """The obvious act, and the others."""

    act = ActShape(allow_null=True)
    others = ActShape(many=True)


class NewRehearsalShape(serializers.Serializer[Any]):
    """``id`` is the client's own: sent again, it makes no second rehearsal."""

    id = serializers.UUIDField(required=False)


class NewNoteShape(serializers.Serializer[Any]):
    """What is written down, and for whom."""

    kind = serializers.ChoiceField(choices=[k.value for k in NoteKind if k not in DOORS_OF_THEIR_OWN])
    text_sv = serializers.CharField(max_length=10_000)
    registration = serializers.UUIDField(required=False, allow_null=True)
    outcome = serializers.CharField(max_length=20, allow_blank=True, default="")


class OwnNoteShape(serializers.Serializer[Any]):
    """What one has written down oneself."""

    kind = serializers.ChoiceField(choices=[k.value for k in OWN_KINDS])
    text_sv = serializers.CharField(max_length=10_000)


class ForWhomShape(serializers.Serializer[Any]):
    """Whose demand it is."""

    registration = serializers.UUIDField()


class NewConflictShape(serializers.Serializer[Any]):
    """Whose conflict of interest, what it is, and who says so."""

    registration = serializers.UUIDField()
    reason = serializers.CharField(max_length=300, allow_blank=True, default="")
    said_by = serializers.ChoiceField(choices=[s.value for s in SaidBy], default=SaidBy.CHAIR.value)


class ConflictShape(serializers.Serializer[Any]):
    """A member that does not vote in the item."""

    registration = serializers.UUIDField(allow_null=True)
    member_id = serializers.UUIDField()
    member = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)
    said_by = serializers.ChoiceField(choices=[s.value for s in SaidBy])
    at = serializers.DateTimeField()
