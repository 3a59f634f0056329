"""What is asked of polls: questions, ballots, sheets, reasons."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from rest_framework import serializers

from voting.polls.actions import Question
from voting.polls.api.shapes import (
    CHANNELS,
    KINDS,
    MEANS,
    METHODS,
    SECRECIES,
    VALIDITIES,
    VENUE_CHANNELS,
    CandidateShape,
    ClauseShape,
    HeldShape,
    NewRuleShape,
)
from voting.polls.enums import LONGEST_OF_A_LOT

ASKED = {field.name for field in fields(Question)}
INK = 2000


class OptionWordsShape(serializers.Serializer[Any]):
    """An option's own words. The label alone may be given as a string."""

    label = serializers.CharField(max_length=80)  # type: ignore[assignment]  # the contract's word
    hint = serializers.CharField(max_length=2000, allow_blank=True, default="")

    def to_internal_value(self, data: Any) -> Any:  # noqa: ANN401  DRF's signature
        """Take ``"A1"`` for ``{"label": "A1"}``."""
        return super().to_internal_value({"label": data} if isinstance(data, str) else data)


class LabelsShape(serializers.Serializer[Any]):
    """Options that have words of their own; the others have the usual ones."""

    yes = OptionWordsShape(required=False)
    no = OptionWordsShape(required=False)
    abstain = OptionWordsShape(required=False)
    a = OptionWordsShape(required=False)
    b = OptionWordsShape(required=False)


class DecisionsShape(serializers.Serializer[Any]):
    """The decision that follows each outcome, in the words of the minutes."""

    carried = serializers.CharField(max_length=2000, required=False)
    rejected = serializers.CharField(max_length=2000, required=False)
    a = serializers.CharField(max_length=2000, required=False)
    b = serializers.CharField(max_length=2000, required=False)
    elected = serializers.CharField(max_length=2000, required=False)


class NewPollShape(serializers.Serializer[Any]):
    """A question to make ready. Without a rule of its own, that of the rules of procedure holds."""

    item_no = serializers.IntegerField(min_value=1, max_value=999)
    kind = serializers.ChoiceField(choices=KINDS)
    question = serializers.CharField(max_length=300, allow_blank=True)
    detail = serializers.CharField(allow_blank=True, default="", max_length=5000)
    clause = ClauseShape(required=False, allow_null=True, default=None)
    mover = serializers.CharField(max_length=200, allow_blank=True, default="")
    recommendation = serializers.CharField(max_length=300, allow_blank=True, default="")
    labels = LabelsShape(default=dict)
    rule = NewRuleShape(required=False, allow_null=True, default=None)
    decisions = DecisionsShape(default=dict)
    method = serializers.ChoiceField(choices=METHODS, required=False)
    candidates = CandidateShape(many=True, default=list)
    seats = serializers.IntegerField(min_value=1, max_value=60, default=1)
    max_marks = serializers.IntegerField(min_value=1, max_value=60, allow_null=True, default=None)
    validity = serializers.ChoiceField(choices=VALIDITIES, default="at_most")
    secrecy = serializers.ChoiceField(choices=SECRECIES, default="open")
    channels = serializers.DictField(child=serializers.ChoiceField(choices=VENUE_CHANNELS), default=dict)

    def asked(self) -> Question:
        """Read it, or tell every fault of every field."""
        self.is_valid(raise_exception=True)
        return Question(**{name: given for name, given in self.validated_data.items() if name in ASKED})


class BallotShape(serializers.Serializer[Any]):
    """A ballot. ``key`` is the client's own name for it: sent again, it gets the same receipt.

    ``choice``: ``yes``, ``no``, ``abstain``, ``a``, ``b``; ``blank``; marks ``c1,c3``; ``c1:yes,c2:no``;
    ranked ``c2>c1``.
    """

    choice = serializers.CharField(max_length=INK)
    key = serializers.UUIDField()
    replaces = serializers.CharField(max_length=12, allow_null=True, default=None)
    hold = serializers.IntegerField(min_value=1, max_value=99, default=1, help_text="which vote one holds")


class AssistShape(BallotShape):
    """A ballot that somebody at the desk enters for a member: by its registration, or by its own id."""

    hold = None  # type: ignore[assignment]  # a member has one vote
    registration = serializers.UUIDField(required=False)
    member = serializers.UUIDField(required=False)
    reason = serializers.CharField(max_length=300, allow_blank=True, default="")
    channel = serializers.ChoiceField(choices=CHANNELS[1:], default="desk")


class OpeningShape(serializers.Serializer[Any]):
    """How long, when it is decided beforehand."""

    seconds = serializers.IntegerField(min_value=5, max_value=7 * 24 * 3600, allow_null=True, default=None)


class VoidingShape(serializers.Serializer[Any]):
    """Why, in the words of the minutes."""

    reason = serializers.CharField(max_length=1000, allow_blank=True)


class PausingShape(serializers.Serializer[Any]):
    """Why the chair holds the vote, when that is said."""

    reason = serializers.CharField(max_length=300, allow_blank=True, default="")


class BreakingShape(serializers.Serializer[Any]):
    """How the tie is broken: the chair's opinion, a seed from a public act, or who a paper lot fell on."""

    by = serializers.ChoiceField(choices=MEANS[:3])
    seed = serializers.CharField(max_length=LONGEST_OF_A_LOT, allow_blank=True, default="")
    prevails = serializers.ListField(child=serializers.CharField(max_length=40), default=list)
    how = serializers.CharField(max_length=LONGEST_OF_A_LOT, allow_blank=True, default="")


class SheetShape(serializers.Serializer[Any]):
    """What a teller counted in one place."""

    venue = serializers.UUIDField()
    counts = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=1_000_000))


class NewChannelShape(serializers.Serializer[Any]):
    """How a place is to vote."""

    venue = serializers.UUIDField()
    channel = serializers.ChoiceField(choices=VENUE_CHANNELS)


class PaperPollShape(NewPollShape):
    """A vote that was held on paper, as the first of two people types it in."""

    hands = SheetShape(many=True)
    held = HeldShape(required=False)
