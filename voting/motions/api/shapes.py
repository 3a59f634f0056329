"""What motions and orders look like from outside. Answers are built by the queries; these describe them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from kernel.shapes import ObstacleShape
from voting.motions.enums import (
    Ending,
    MatterKind,
    Mode,
    MotionKind,
    MotionState,
    SlotKind,
    StepKind,
    Taken,
    Way,
    Word,
)


def _values(words: Any) -> list[str]:  # noqa: ANN401  any StrEnum
    return [word.value for word in words]


class NewMotionShape(serializers.Serializer[Any]):
    """What is moved. ``key`` names the request: sent again, it files nothing more."""

    item_no = serializers.IntegerField(min_value=1, max_value=999)
    kind = serializers.ChoiceField(choices=_values(MotionKind))
    target = serializers.CharField(max_length=20, allow_blank=True, default="")
    insert_as = serializers.CharField(max_length=20, allow_blank=True, default="")
    new_sv = serializers.CharField(max_length=20_000, allow_blank=True, default="")
    gloss_en = serializers.CharField(max_length=2000, allow_blank=True, default="")
    rules = serializers.DictField(allow_null=True, default=None)
    amount = serializers.IntegerField(min_value=0, max_value=10**12, allow_null=True, default=None)
    parent = serializers.UUIDField(allow_null=True, default=None)  # type: ignore[assignment]  # the contract's word
    reasons = serializers.CharField(max_length=4000, allow_blank=True, default="")
    question_sv = serializers.CharField(max_length=300, allow_blank=True, default="")
    key = serializers.UUIDField(allow_null=True, default=None)


class NewMotionAtDeskShape(NewMotionShape):
    """The same, written down for a delegate. The item is the address's."""

    item_no = None  # type: ignore[assignment]  # removes the field
    registration = serializers.UUIDField(allow_null=True, default=None)


class MotionMoverShape(serializers.Serializer[Any]):
    """Who moved it; ``label`` as the minutes name movers."""

    member_id = serializers.UUIDField(allow_null=True)
    member = serializers.CharField(allow_blank=True)
    delegate = serializers.CharField(allow_blank=True)
    label = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # the contract's word


class MotionMarkShape(serializers.Serializer[Any]):
    """Another motion."""

    id = serializers.UUIDField()
    mark = serializers.CharField()


class RecommendationShape(serializers.Serializer[Any]):
    """What the working group or the board says of a motion."""

    word = serializers.ChoiceField(choices=_values(Word))
    text = serializers.CharField(max_length=300, allow_blank=True, default="")


class MovedClauseShape(serializers.Serializer[Any]):
    """Where it is, what it says, what it would say."""

    ref = serializers.CharField()
    base = serializers.CharField(allow_blank=True)
    proposed = serializers.CharField(allow_blank=True)


class MotionShape(serializers.Serializer[Any]):
    """One motion."""

    id = serializers.UUIDField()
    meeting_id = serializers.UUIDField()
    item_no = serializers.IntegerField()
    mark = serializers.CharField()
    kind = serializers.ChoiceField(choices=_values(MotionKind))
    target = serializers.CharField(allow_blank=True)
    insert_as = serializers.CharField(allow_blank=True)
    clause = MovedClauseShape(allow_null=True)
    base_sha = serializers.CharField(allow_blank=True)
    new_sv = serializers.CharField(allow_blank=True)
    gloss_en = serializers.CharField(allow_blank=True)
    rules = serializers.DictField(allow_null=True)
    amount = serializers.IntegerField(allow_null=True)
    question_sv = serializers.CharField(allow_blank=True)
    reasons = serializers.CharField(allow_blank=True)
    mover = MotionMoverShape()
    recommendation = RecommendationShape(allow_null=True)
    own_by_board = serializers.BooleanField()
    parent = MotionMarkShape(allow_null=True)
    merged_into = MotionMarkShape(allow_null=True)
    state = serializers.ChoiceField(choices=_values(MotionState))
    conflict = serializers.BooleanField()
    competes_with = serializers.ListField(child=serializers.CharField())
    filed_at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)


class MotionFilingShape(serializers.Serializer[Any]):
    """An item under which something can be moved, and what is in the way of it now."""

    item_no = serializers.IntegerField()
    title_sv = serializers.CharField()
    title_en = serializers.CharField()
    matter = serializers.ChoiceField(choices=_values(MatterKind))
    line_at = serializers.DateTimeField(allow_null=True)
    obstacles = ObstacleShape(many=True)


class MotionsShape(serializers.Serializer[Any]):
    """A meeting's motions."""

    motions = MotionShape(many=True)
    filing = MotionFilingShape(many=True)


class MergeMotionShape(serializers.Serializer[Any]):
    """Into another motion, into the main proposal, or only in other words."""

    into = serializers.UUIDField(allow_null=True, default=None)
    own_by_board = serializers.BooleanField(default=False)
    text = serializers.CharField(max_length=20_000, allow_blank=True, default="")
    gloss_en = serializers.CharField(max_length=2000, allow_blank=True, default="")
    rules = serializers.DictField(allow_null=True, default=None)


class SettleMotionShape(serializers.Serializer[Any]):
    """What the meeting said, at once."""

    outcome = serializers.ChoiceField(choices=["carried", "rejected"])


class FeeClassShape(serializers.Serializer[Any]):
    """One class of fees, in öre."""

    id = serializers.RegexField(r"^[A-ZÅÄÖ][A-ZÅÄÖ0-9]{0,7}$")
    sv = serializers.CharField(max_length=120)
    en = serializers.CharField(max_length=120, allow_blank=True, default="")
    amount = serializers.IntegerField(min_value=0, max_value=10**12)
    vote = serializers.BooleanField(default=True)


class FeePeriodShape(serializers.Serializer[Any]):
    """What the fees are for."""

    def get_fields(self) -> dict[str, Any]:
        """``from`` is a word of Python's."""
        return {
            "from": serializers.DateField(),
            "to": serializers.DateField(),
            "label_sv": serializers.CharField(max_length=200),
        }


class FeesShape(serializers.Serializer[Any]):
    """The proposed fees."""

    period = FeePeriodShape()
    classes = FeeClassShape(many=True, allow_empty=False)

    def validate_classes(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Each class once."""
        if len({one["id"] for one in value}) < len(value):
            raise serializers.ValidationError(code="unique")
        return value


class NewMainProposalShape(serializers.Serializer[Any]):
    """An item's main proposal."""

    text_sv = serializers.CharField(max_length=20_000, allow_blank=True, default="")
    proposer_sv = serializers.CharField(max_length=200, default="Arbetsgruppen")
    fees = FeesShape(allow_null=True, default=None)


class MainProposalShape(serializers.Serializer[Any]):
    """An item's main proposal as it is laid out."""

    item_no = serializers.IntegerField()
    matter = serializers.ChoiceField(choices=_values(MatterKind))
    text_sv = serializers.CharField(allow_blank=True)
    proposer_sv = serializers.CharField()
    fees = FeesShape(allow_null=True)


class OrderGroupShape(serializers.Serializer[Any]):
    """How the chair arranges those who compete for one place."""

    slot = serializers.CharField(max_length=40)
    main = serializers.CharField(max_length=8, allow_blank=True, required=False)
    sequence = serializers.ListField(child=serializers.CharField(max_length=8), required=False, max_length=99)


class NewOrderShape(serializers.Serializer[Any]):
    """The order as the chair wants it; what is left out stays as the house proposes."""

    groups = OrderGroupShape(many=True, default=list)
    questions = serializers.DictField(child=serializers.CharField(max_length=300), default=dict)


class AcclamationShape(serializers.Serializer[Any]):
    """What the chair heard: yes, no, or the mark that prevailed."""

    outcome = serializers.CharField(max_length=10)
    method = serializers.ChoiceField(
        choices=[Taken.ACCLAMATION.value, Taken.TRIAL_VOTE.value], default=Taken.ACCLAMATION.value
    )


class LastChanceShape(serializers.Serializer[Any]):
    """How long more may sign up, and move something, before it closes."""

    last_chance_s = serializers.IntegerField(min_value=0, max_value=3600, default=0)


class UndoStepShape(serializers.Serializer[Any]):
    """Why; it enters the minutes."""

    reason = serializers.CharField(max_length=500)


class MatterBaseShape(serializers.Serializer[Any]):
    """The version of the statutes that is the main proposal."""

    version_id = serializers.UUIDField()
    number = serializers.CharField()


class MainLabelShape(serializers.Serializer[Any]):
    """What the main proposal is called, and whose it is."""

    label_sv = serializers.CharField()
    proposer_sv = serializers.CharField()
    text_sv = serializers.CharField(allow_blank=True)


class MatterShape(serializers.Serializer[Any]):
    """What the item decides about."""

    kind = serializers.ChoiceField(choices=_values(MatterKind))
    mode = serializers.ChoiceField(choices=_values(Mode), allow_blank=True)
    base = MatterBaseShape(allow_null=True)
    main = MainLabelShape()
    fees = FeesShape(allow_null=True)


class StepChoiceShape(serializers.Serializer[Any]):
    """One answer, with its votes once they are told."""

    value = serializers.ChoiceField(choices=["a", "b", "yes", "no"])
    mark = serializers.CharField(allow_blank=True)
    label_sv = serializers.CharField(allow_blank=True)
    text_sv = serializers.CharField(allow_blank=True)
    votes = serializers.IntegerField(allow_null=True)
    wins = serializers.BooleanField()


class StepMayShape(serializers.Serializer[Any]):
    """What stands in the way of taking a step."""

    poll = ObstacleShape(many=True)
    acclamation = ObstacleShape(many=True)


class OrderStepShape(serializers.Serializer[Any]):
    """One question of the order."""

    no = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=_values(StepKind))
    slot = serializers.CharField(allow_blank=True)
    ref_sv = serializers.CharField(allow_blank=True)
    title_sv = serializers.CharField()
    question_sv = serializers.CharField()
    line_sv = serializers.CharField()
    way = serializers.ChoiceField(choices=_values(Way))
    between = serializers.ListField(child=serializers.CharField())
    choices = StepChoiceShape(many=True)
    abstain = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(choices=["waiting", "now", "done", "skipped"])
    method = serializers.ChoiceField(choices=_values(Taken), allow_blank=True)
    poll = serializers.UUIDField(allow_null=True)
    poll_state = serializers.CharField(allow_null=True)
    result = serializers.DictField(allow_null=True)
    outcome = serializers.ChoiceField(choices=["a", "b", "carried", "rejected"], allow_blank=True)
    winner = serializers.CharField(allow_null=True, allow_blank=True)
    resolved_by = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decision_sv = serializers.CharField(allow_blank=True)
    may = StepMayShape()


class BranchProposalShape(serializers.Serializer[Any]):
    """One of those who compete."""

    mark = serializers.CharField()
    label_sv = serializers.CharField()
    text_sv = serializers.CharField(allow_blank=True)
    mover = serializers.CharField(allow_blank=True)
    recommendation = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=_values(MotionState))


class OrderBranchShape(serializers.Serializer[Any]):
    """One place of the text with everybody who competes for it."""

    slot = serializers.CharField()
    kind = serializers.ChoiceField(choices=_values(SlotKind))
    ref_sv = serializers.CharField(allow_blank=True)
    base_sv = serializers.CharField(allow_blank=True)
    main = serializers.CharField(allow_blank=True)
    proposals = BranchProposalShape(many=True)
    steps = serializers.ListField(child=serializers.IntegerField())
    winner = serializers.CharField(allow_null=True, allow_blank=True)
    text_sv = serializers.CharField(allow_null=True, allow_blank=True)


class OrderUntouchedShape(serializers.Serializer[Any]):
    """What nobody moved anything on."""

    count = serializers.IntegerField()
    refs = serializers.ListField(child=serializers.CharField())
    text_sv = serializers.CharField(allow_blank=True)
    done_at = serializers.DateTimeField(allow_null=True)
    needed = serializers.BooleanField()


class OrderNextShape(serializers.Serializer[Any]):
    """The one obvious next act."""

    step = serializers.IntegerField(required=False)
    untouched = serializers.BooleanField(required=False)


class OrderMayShape(serializers.Serializer[Any]):
    """What stands in the way of each act."""

    propose = ObstacleShape(many=True)
    approve = ObstacleShape(many=True)
    untouched = ObstacleShape(many=True)
    undo = ObstacleShape(many=True)
    line = ObstacleShape(many=True)
    file = ObstacleShape(many=True)


class ReadingShape(serializers.Serializer[Any]):
    """A clause where a second reading meets another change: its words then, as read, now, and as chosen."""

    target = serializers.CharField()
    ref_sv = serializers.CharField()
    then_sv = serializers.CharField(allow_blank=True)
    read_sv = serializers.CharField(allow_blank=True, help_text="empty: the clause was struck")
    now_sv = serializers.CharField(allow_blank=True, help_text="empty: the clause is gone")
    wording_sv = serializers.CharField(allow_blank=True, allow_null=True, help_text="null: not chosen yet")


class ShownOrderShape(serializers.Serializer[Any]):
    """The order of propositions of one item, as everybody sees it."""

    id = serializers.UUIDField(allow_null=True)
    item_no = serializers.IntegerField()
    matter = MatterShape()
    proposed_at = serializers.DateTimeField(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    finished_at = serializers.DateTimeField(allow_null=True)
    not_before = serializers.DateField(allow_null=True)
    awaits_minutes = serializers.BooleanField(help_text="what is adopted holds when the minutes are approved")
    readings = ReadingShape(many=True)
    outcome = serializers.ChoiceField(choices=_values(Ending), allow_blank=True)
    line_at = serializers.DateTimeField(allow_null=True)
    text_sv = serializers.ListField(child=serializers.CharField())
    summary_sv = serializers.CharField(allow_blank=True)
    steps = OrderStepShape(many=True)
    tree = OrderBranchShape(many=True)
    untouched = OrderUntouchedShape()
    next = OrderNextShape(allow_null=True)


class OrderShape(ShownOrderShape):
    """The same, with what stands in the way of each act and what was moved."""

    may = OrderMayShape()
    motions = MotionShape(many=True)
