"""What polls look like from outside. Answers are built by the queries; these describe them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kernel.shapes import ObstacleShape
from voting.polls.enums import CHOICES, PollKind, PollState

KINDS = [kind.value for kind in PollKind]
VALUES = ["yes", "no", "abstain", "a", "b"]
OUTCOMES = ["carried", "rejected", "tied", "a", "b"]


class ClauseShape(serializers.Serializer[Any]):
    """The clause of the statutes that a poll would change."""

    ref = serializers.CharField(max_length=80)
    base = serializers.CharField(allow_blank=True)
    proposed = serializers.CharField(allow_blank=True)


class OptionShape(serializers.Serializer[Any]):
    """What can be chosen."""

    value = serializers.ChoiceField(choices=VALUES)
    label = serializers.CharField(max_length=80)  # type: ignore[assignment]  # the contract's word
    hint = serializers.CharField(max_length=200, allow_blank=True, default="")


class NewRuleShape(serializers.Serializer[Any]):
    """A majority other than that of the rules of procedure, and where it stands."""

    threshold = serializers.ChoiceField(choices=["more_than", "at_least"])
    fraction = serializers.RegexField(r"^[1-9][0-9]{0,3}/[1-9][0-9]{0,3}$")
    base = serializers.ChoiceField(choices=["cast", "cast_with_blanks", "present", "register"])
    source_sv = serializers.CharField(max_length=200)
    source_en = serializers.CharField(max_length=200)


class RuleShape(NewRuleShape):
    """The majority that a poll needs, in words too."""

    text_sv = serializers.CharField()
    text_en = serializers.CharField()


class VenueTurnoutShape(serializers.Serializer[Any]):
    """How many have voted at one place."""

    name = serializers.CharField()
    cast = serializers.IntegerField()
    register = serializers.IntegerField()


class TurnoutShape(serializers.Serializer[Any]):
    """How many have voted; never how."""

    poll = serializers.UUIDField()
    cast = serializers.IntegerField()
    register = serializers.IntegerField()
    per_venue = VenueTurnoutShape(many=True)


class ResultShape(serializers.Serializer[Any]):
    """The count. For, against, abstained and not voted are together the register."""

    counts = serializers.DictField(child=serializers.IntegerField())
    not_voted = serializers.IntegerField()
    register = serializers.IntegerField()
    base = serializers.IntegerField()
    needed = serializers.IntegerField()
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    wins = serializers.CharField(allow_null=True)


class CourseShape(serializers.Serializer[Any]):
    """What stands in the way of each step."""

    open = ObstacleShape(many=True)
    close = ObstacleShape(many=True)
    declare = ObstacleShape(many=True)


class PollShape(serializers.Serializer[Any]):
    """One poll: ballot, rule, course and, when it may be known, result."""

    id = serializers.UUIDField()
    meeting_id = serializers.UUIDField()
    item_no = serializers.IntegerField()
    no = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    question = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)
    clause = ClauseShape(allow_null=True)
    recommendation = serializers.CharField(allow_null=True)
    mover = serializers.CharField(allow_null=True)
    options = OptionShape(many=True)
    rule = RuleShape(allow_null=True)
    state = serializers.ChoiceField(choices=[state.value for state in PollState])
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    declared_at = serializers.DateTimeField(allow_null=True)
    register_total = serializers.IntegerField(allow_null=True)
    turnout = TurnoutShape(allow_null=True)
    result = ResultShape(allow_null=True)
    may = CourseShape()


class WordsShape(serializers.Serializer[Any]):
    """An option's own words. The label alone may be given as a string."""

    label = serializers.CharField(max_length=80)  # type: ignore[assignment]  # the contract's word
    hint = serializers.CharField(max_length=2000, allow_blank=True, default="")

    def to_internal_value(self, data: Any) -> Any:  # noqa: ANN401  DRF's signature
        """Take ``"A1"`` for ``{"label": "A1"}``."""
        return super().to_internal_value({"label": data} if isinstance(data, str) else data)


class LabelsShape(serializers.Serializer[Any]):
    """Options that have words of their own; the others have the usual ones."""

    yes = WordsShape(required=False)
    no = WordsShape(required=False)
    abstain = WordsShape(required=False)
    a = WordsShape(required=False)
    b = WordsShape(required=False)


class DecisionsShape(serializers.Serializer[Any]):
    """The decision that follows each outcome, in the words of the minutes."""

    carried = serializers.CharField(max_length=2000, required=False)
    rejected = serializers.CharField(max_length=2000, required=False)
    a = serializers.CharField(max_length=2000, required=False)
    b = serializers.CharField(max_length=2000, required=False)


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


class BallotShape(serializers.Serializer[Any]):
    """A ballot. ``key`` is the client's own name for it: sent again, it gets the same receipt."""

    choice = serializers.ChoiceField(choices=sorted({c for choices in CHOICES.values() for c in choices}))
    key = serializers.UUIDField()
    replaces = serializers.CharField(max_length=12, allow_null=True, default=None)


class BallotReceiptShape(serializers.Serializer[Any]):
    """The ballot is stored."""

    poll = serializers.UUIDField()
    receipt = serializers.CharField()
    number = serializers.IntegerField()
    choice = serializers.CharField()
    cast_at = serializers.DateTimeField()
    member = serializers.CharField()
    channel = serializers.ChoiceField(choices=["own_phone"])
    venue = serializers.CharField()
    repeated = serializers.BooleanField()


def described_elsewhere(
    component: str, *, nullable: bool = False
) -> type[serializers.Field[Any, Any, Any, Any]]:
    """A field whose shape is another room's: named, not imported, since doors open outward only."""
    reference: dict[str, Any] = {"$ref": f"#/components/schemas/{component}"}
    if nullable:
        reference = {"oneOf": [reference, {"type": "null"}]}

    @extend_schema_field(reference)
    class Described(serializers.JSONField):
        """Passed through as it is."""

    return Described


class MineShape(serializers.Serializer[Any]):
    """What a delegate's phone shows of its owner."""

    registration = described_elsewhere("RegistrationShape", nullable=True)()
    in_register = serializers.BooleanField()
    receipt = BallotReceiptShape(allow_null=True)
    may_vote = serializers.BooleanField()


class LiveStateShape(serializers.Serializer[Any]):
    """Everything a screen shows, and where to follow on from."""

    last_event_id = serializers.IntegerField()
    meeting = described_elsewhere("MeetingShape")()
    poll = PollShape(allow_null=True)
    my = MineShape(allow_null=True)


class EventsShape(serializers.Serializer[Any]):
    """What happened since."""

    entries = serializers.ListField(child=described_elsewhere("JournalEntryShape")())
    turnout = TurnoutShape(allow_null=True)
    last_event_id = serializers.IntegerField()
