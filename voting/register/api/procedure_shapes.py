"""A meeting's own rules of procedure as they are typed in, and as they hold."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kernel.shapes import ObstacleShape

SHARE = r"^[1-9]\d{0,3}/[1-9]\d{0,3}$"
TIES = ["chair_then_lot", "any_chair_then_lot", "lot", "status_quo"]


class ProxyRuleShape(serializers.Serializer[Any]):
    """Whether a member may let another member's delegate vote, and within what."""

    allowed = serializers.BooleanField()
    max_members_per_person = serializers.IntegerField(min_value=1, max_value=20, default=2)
    max_age_months = serializers.IntegerField(min_value=1, max_value=120, default=12)
    deadline = serializers.ChoiceField(choices=["before_register_approved"], required=False)


class QuorumRuleShape(serializers.Serializer[Any]):
    """A number of votes, or a part of the members or of the register."""

    votes = serializers.IntegerField(min_value=1, max_value=1_000_000, required=False)
    of = serializers.ChoiceField(choices=["members", "register"], required=False)
    fraction = serializers.RegexField(SHARE, required=False)
    threshold = serializers.ChoiceField(choices=["at_least", "more_than"], required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One or the other, whole."""
        if "votes" not in attrs and not {"of", "fraction"} <= set(attrs):
            raise serializers.ValidationError("votes, or of and fraction", code="required")
        return attrs


class MajorityRuleShape(serializers.Serializer[Any]):
    """How large a share of what."""

    threshold = serializers.ChoiceField(choices=["more_than", "at_least"])
    fraction = serializers.RegexField(SHARE)
    base = serializers.ChoiceField(choices=["cast", "cast_with_blanks", "present", "register"])

    def validate_fraction(self, value: str) -> str:
        """A part of the whole."""
        above, below = (int(part) for part in value.split("/"))
        if above > below:
            raise serializers.ValidationError("at most the whole", code="invalid")
        return value


class ProcedureShape(serializers.Serializer[Any]):
    """The meeting's own rules of procedure where they differ from the model rules."""

    majority = MajorityRuleShape(required=False)
    tie_matter_open = serializers.ChoiceField(choices=TIES, required=False)
    tie_matter_secret = serializers.ChoiceField(choices=["lot", "status_quo"], required=False)
    tie_election = serializers.ChoiceField(choices=["lot"], required=False)
    election_chair = serializers.ChoiceField(choices=["two_round", "plurality"], required=False)
    election_seats = serializers.ChoiceField(
        choices=["plurality", "approval", "yes_no", "stv_scottish", "schulze"], required=False
    )
    election_validity = serializers.ChoiceField(choices=["at_most", "exactly"], required=False)
    secret_elections = serializers.ChoiceField(
        choices=["on_request", "when_contested", "always"], required=False
    )
    venue_lost_minutes = serializers.IntegerField(min_value=1, max_value=600, required=False)
    substitute = serializers.BooleanField(required=False)
    overdue_blocks_vote = serializers.BooleanField(required=False)
    remote_voting_rules = serializers.BooleanField(required=False)
    proxy = ProxyRuleShape(required=False)
    quorum = QuorumRuleShape(required=False)


@extend_schema_field({})
class AnyValue(serializers.JSONField):
    """A word, a number or a set of them, as the parameter is."""


class SettledRuleShape(serializers.Serializer[Any]):
    """One rule that will hold, where it stands, and whether it holds already."""

    name = serializers.CharField()
    value = AnyValue()
    source_sv = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)
    origin = serializers.ChoiceField(choices=["statutes", "own", "model", "law"])
    in_force = serializers.BooleanField()


class MeetingRulesShape(serializers.Serializer[Any]):
    """The rules that the meeting decides by, and those it has settled for itself."""

    rules = SettledRuleShape(many=True)
    own = ProcedureShape()
    adopted_at = serializers.DateTimeField(allow_null=True)
    obstacles = ObstacleShape(many=True)
