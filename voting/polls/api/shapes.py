"""What polls look like from outside. Answers are built by the queries; these describe them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kernel.shapes import ObstacleShape
from voting.polls.enums import Channel, PollKind, PollMethod, PollState, Secrecy, Validity, VenueChannel
from voting.register.enums import Authority

KINDS = [kind.value for kind in PollKind]
METHODS = [method.value for method in PollMethod]
STATES = [state.value for state in PollState]
SECRECIES = [secrecy.value for secrecy in Secrecy]
VALIDITIES = [validity.value for validity in Validity]
VENUE_CHANNELS = [channel.value for channel in VenueChannel]
CHANNELS = [channel.value for channel in Channel]
OUTCOMES = ["carried", "rejected", "tied", "a", "b", "neither", "elected", "none"]
MEANS = ["chair", "lot", "paper_lot", "status_quo"]


class ClauseShape(serializers.Serializer[Any]):
    """The clause of the statutes that a poll would change."""

    ref = serializers.CharField(max_length=80)
    base = serializers.CharField(allow_blank=True)
    proposed = serializers.CharField(allow_blank=True)


class OptionShape(serializers.Serializer[Any]):
    """What can be chosen."""

    value = serializers.CharField(max_length=40)
    label = serializers.CharField(max_length=200)  # type: ignore[assignment]  # the contract's word
    hint = serializers.CharField(max_length=2000, allow_blank=True, default="")


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
    """How many have voted; never how. ``head``: the chain's last hash, in a secret vote."""

    poll = serializers.UUIDField()
    cast = serializers.IntegerField()
    register = serializers.IntegerField()
    per_venue = VenueTurnoutShape(many=True)
    head = serializers.CharField(allow_blank=True)


class CandidateShape(serializers.Serializer[Any]):
    """Who stands."""

    id = serializers.CharField(max_length=40, required=False)
    name = serializers.CharField(max_length=200)
    detail = serializers.CharField(max_length=300, allow_blank=True, default="")


class VenueChannelShape(serializers.Serializer[Any]):
    """How one place votes."""

    venue = serializers.UUIDField()
    name = serializers.CharField()
    channel = serializers.ChoiceField(choices=VENUE_CHANNELS)


class TellerCountShape(serializers.Serializer[Any]):
    """What one teller wrote; hidden until there are two."""

    teller = serializers.CharField()
    teller_id = serializers.UUIDField()
    counts = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    at = serializers.DateTimeField(allow_null=True)


class HandsShape(serializers.Serializer[Any]):
    """The hands of one place."""

    venue = serializers.UUIDField()
    name = serializers.CharField()
    register = serializers.IntegerField()
    counts = TellerCountShape(many=True)
    agreed = serializers.BooleanField()


class TiedShape(serializers.Serializer[Any]):
    """Equal numbers: so many seats between these."""

    seats = serializers.IntegerField()
    between = serializers.ListField(child=serializers.CharField())


class TieShape(TiedShape):
    """What can break the tie, before the result is declared."""

    rule = serializers.CharField()
    source_sv = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)
    open_to = serializers.ListField(child=serializers.ChoiceField(choices=MEANS[:3]))
    chair_opinion = serializers.CharField(allow_null=True)
    chair_may_say = serializers.BooleanField(
        help_text="the rule lets a chair without a ballot say which side"
    )


class DrawShape(serializers.Serializer[Any]):
    """One draw: the digest as a number, divided by how many names there are, leaves the place of one."""

    ids = serializers.ListField(child=serializers.CharField())
    digest = serializers.CharField()
    index = serializers.IntegerField()
    winner = serializers.CharField()


class LotShape(serializers.Serializer[Any]):
    """A lot that anybody can draw again; a lot on paper only says how it was drawn."""

    seed = serializers.CharField(required=False)
    ids = serializers.ListField(child=serializers.CharField(), required=False)
    digest = serializers.CharField(required=False)
    index = serializers.IntegerField(required=False)
    winners = serializers.ListField(child=serializers.CharField())
    draws = DrawShape(many=True, required=False)
    how = serializers.CharField(required=False)


class VenueResultShape(serializers.Serializer[Any]):
    """One place's share; null where so few slips would show how somebody voted."""

    venue = serializers.UUIDField()
    name = serializers.CharField()
    channel = serializers.ChoiceField(choices=VENUE_CHANNELS)
    counts = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    tally = serializers.DictField(child=serializers.IntegerField(), allow_null=True)
    by_channel = serializers.DictField(child=serializers.IntegerField())
    not_voted = serializers.IntegerField()
    register = serializers.IntegerField()


class ResultShape(serializers.Serializer[Any]):
    """The count. The counts and those who did not vote are together the register; ``tally`` is by name."""

    method = serializers.ChoiceField(choices=METHODS)
    counts = serializers.DictField(child=serializers.IntegerField())
    not_voted = serializers.IntegerField()
    register = serializers.IntegerField()
    base = serializers.IntegerField(allow_null=True)
    needed = serializers.IntegerField(allow_null=True)
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    wins = serializers.CharField(allow_null=True)
    tally = serializers.DictField(child=serializers.IntegerField())
    valid = serializers.IntegerField()
    blank = serializers.IntegerField()
    invalid = serializers.IntegerField()
    elected = serializers.ListField(child=serializers.CharField())
    tied = TiedShape(allow_null=True)
    resolved_by = serializers.ChoiceField(choices=MEANS, allow_null=True)
    prevails = serializers.ListField(child=serializers.CharField())
    lot = LotShape(allow_null=True)
    per_venue = VenueResultShape(many=True)
    next_round = serializers.ListField(child=serializers.CharField(), required=False)
    quota = serializers.IntegerField(required=False)
    stages = serializers.ListField(child=serializers.DictField(), required=False)
    rounds = serializers.ListField(child=serializers.DictField(), required=False)
    questions = serializers.ListField(child=serializers.DictField(), required=False)


class PauseShape(serializers.Serializer[Any]):
    """A stop on the way."""

    to = serializers.DateTimeField(allow_null=True)
    seconds = serializers.IntegerField(allow_null=True)
    venue = serializers.UUIDField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    how = serializers.CharField()
    reason = serializers.CharField(allow_blank=True, required=False)

    def get_fields(self) -> dict[str, Any]:
        """``from`` is a word of the language."""
        return {"from": serializers.DateTimeField(), **super().get_fields()}


class HeldShape(serializers.Serializer[Any]):
    """When a vote was held on paper."""

    to = serializers.DateTimeField(allow_null=True, default=None)

    def get_fields(self) -> dict[str, Any]:
        """``from`` is a word of the language."""
        return {"from": serializers.DateTimeField(allow_null=True, default=None), **super().get_fields()}


class PurposeShape(serializers.Serializer[Any]):
    """The room that asked for the poll."""

    room = serializers.CharField()
    id = serializers.CharField()
    step = serializers.IntegerField(required=False)
    kind = serializers.CharField(required=False, help_text="What the step asks: a room's own word.")


class WayShape(serializers.Serializer[Any]):
    """How the result comes about, in words."""

    text_sv = serializers.CharField()
    text_en = serializers.CharField()


class CourseShape(serializers.Serializer[Any]):
    """What stands in the way of each step."""

    open = ObstacleShape(many=True)
    close = ObstacleShape(many=True)
    declare = ObstacleShape(many=True)
    pause = ObstacleShape(many=True)
    resume = ObstacleShape(many=True)
    void = ObstacleShape(many=True)


class SealShape(serializers.Serializer[Any]):
    """What stands for a secret vote's archive so far: its name, its last hash, and the hash of the keys."""

    uuid = serializers.CharField()
    head = serializers.CharField()
    trustees = serializers.CharField()


class PollShape(serializers.Serializer[Any]):
    """One poll: ballot, rule, course and, when it may be known, result."""

    id = serializers.UUIDField()
    meeting_id = serializers.UUIDField()
    item_no = serializers.IntegerField()
    no = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=KINDS)
    method = serializers.ChoiceField(choices=METHODS)
    secrecy = serializers.ChoiceField(choices=SECRECIES)
    is_rehearsal = serializers.BooleanField()
    question = serializers.CharField()
    detail = serializers.CharField(allow_blank=True)
    clause = ClauseShape(allow_null=True)
    recommendation = serializers.CharField(allow_null=True)
    mover = serializers.CharField(allow_null=True)
    options = OptionShape(many=True)
    candidates = CandidateShape(many=True)
    seats = serializers.IntegerField()
    max_marks = serializers.IntegerField(allow_null=True)
    validity = serializers.ChoiceField(choices=VALIDITIES)
    rule = RuleShape(allow_null=True)
    way = WayShape()
    purpose = PurposeShape(allow_null=True)
    repeats = serializers.UUIDField(allow_null=True)
    held = HeldShape(allow_null=True)
    state = serializers.ChoiceField(choices=STATES)
    opened_at = serializers.DateTimeField(allow_null=True)
    closes_at = serializers.DateTimeField(allow_null=True)
    seconds_left = serializers.IntegerField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    declared_at = serializers.DateTimeField(allow_null=True)
    voided_at = serializers.DateTimeField(allow_null=True)
    voided_reason = serializers.CharField(allow_null=True)
    waits_for = serializers.ListField(child=serializers.CharField())
    pauses = PauseShape(many=True)
    register_total = serializers.IntegerField(allow_null=True)
    turnout = TurnoutShape(allow_null=True)
    channels = VenueChannelShape(many=True)
    hands = HandsShape(many=True)
    tie = TieShape(allow_null=True)
    result = ResultShape(allow_null=True)
    seal = SealShape(allow_null=True)
    may = CourseShape()


class BallotReceiptShape(serializers.Serializer[Any]):
    """The ballot is stored."""

    poll = serializers.UUIDField()
    receipt = serializers.CharField()
    number = serializers.IntegerField()
    choice = serializers.CharField()
    cast_at = serializers.DateTimeField()
    member = serializers.CharField()
    channel = serializers.ChoiceField(choices=CHANNELS)
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


class HeldVoteShape(serializers.Serializer[Any]):
    """One of the votes that somebody holds: their own member's, or that of a proxy."""

    hold = serializers.IntegerField()
    authority = serializers.ChoiceField(choices=[a.value for a in Authority])
    member = serializers.CharField()
    venue = serializers.CharField()
    receipt = BallotReceiptShape(allow_null=True)
    may_vote = serializers.BooleanField()


class MineShape(serializers.Serializer[Any]):
    """What a delegate's phone shows of its owner. ``holds``: votes in the newest register, with proxies'."""

    registration = described_elsewhere("RegistrationShape", nullable=True)()
    in_register = serializers.BooleanField()
    conflicts = serializers.ListField(child=serializers.IntegerField())
    receipt = BallotReceiptShape(allow_null=True)
    may_vote = serializers.BooleanField()
    holds = serializers.IntegerField()
    votes = HeldVoteShape(many=True)


class LiveStateShape(serializers.Serializer[Any]):
    """Everything a screen shows, and where to follow on from."""

    last_event_id = serializers.IntegerField()
    meeting = described_elsewhere("MeetingShape")()
    poll = PollShape(allow_null=True)
    floor = described_elsewhere("FloorShape")()
    my = MineShape(allow_null=True)


class EventsShape(serializers.Serializer[Any]):
    """What happened since."""

    entries = serializers.ListField(child=described_elsewhere("JournalEntryShape")())
    turnout = TurnoutShape(allow_null=True)
    last_event_id = serializers.IntegerField()
