"""What elections look like from outside. Answers are built by the queries; these describe them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from kernel.shapes import ObstacleShape
from voting.elections.enums import (
    ChosenBy,
    ElectionPost,
    ElectionState,
    NominationSource,
    RoundKind,
    SecondRound,
)
from voting.polls.enums import PollMethod, PollState, Secrecy


def _values(words: Any) -> list[str]:  # noqa: ANN401  any StrEnum
    return [word.value for word in words]


POSTS, SOURCES, SECOND_ROUNDS = _values(ElectionPost), _values(NominationSource), _values(SecondRound)
SECRECIES = _values(Secrecy)
METHODS = [m.value for m in PollMethod if m is not PollMethod.MAJORITY]


class TermShape(serializers.Serializer[Any]):
    """So many for so many years; ``n`` null: the rest."""

    n = serializers.IntegerField(min_value=1, max_value=60, allow_null=True)
    years = serializers.IntegerField(min_value=1, max_value=10)


class ElectionNameShape(serializers.Serializer[Any]):
    """Somebody."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    organisation = serializers.CharField(allow_blank=True)


class NominationShape(ElectionNameShape):
    """Somebody who is nominated. ``accepts`` null: has not answered."""

    number = serializers.IntegerField()
    ballot_id = serializers.CharField()
    member = serializers.UUIDField(allow_null=True)
    county = serializers.CharField(allow_blank=True)
    place = serializers.CharField(allow_blank=True)
    source = serializers.ChoiceField(choices=SOURCES)  # type: ignore[assignment]  # the contract's word
    nominated_by = serializers.CharField(allow_blank=True)
    term_years = serializers.IntegerField(allow_null=True)
    convener = serializers.BooleanField()
    withdrawn = serializers.BooleanField()
    accepts = serializers.BooleanField(allow_null=True)
    elected = serializers.BooleanField()
    has_address = serializers.BooleanField()


class TableRowShape(ElectionNameShape):
    """One line of a ballot's table; ``no``: noes, where each name was tried for itself."""

    number = serializers.IntegerField()
    county = serializers.CharField(allow_blank=True)
    votes = serializers.IntegerField()
    no = serializers.IntegerField(allow_null=True)
    elected = serializers.BooleanField()
    by_lot = serializers.BooleanField()
    lost_lot = serializers.BooleanField()
    goes_on = serializers.BooleanField()
    years = serializers.IntegerField(allow_null=True)
    until_year = serializers.IntegerField(allow_null=True)
    outcome_sv = serializers.CharField()


class BallotTableShape(serializers.Serializer[Any]):
    """A ballot's result. ``needed`` where a majority is."""

    rows = TableRowShape(many=True)
    marks = serializers.IntegerField()
    marks_max = serializers.IntegerField()
    valid = serializers.IntegerField()
    blank = serializers.IntegerField()
    invalid = serializers.IntegerField()
    cast = serializers.IntegerField()
    not_voted = serializers.IntegerField(allow_null=True)
    register = serializers.IntegerField(allow_null=True)
    base = serializers.IntegerField(allow_null=True)
    needed = serializers.IntegerField(allow_null=True)
    resolved_by = serializers.CharField(allow_null=True)
    lot = serializers.DictField(allow_null=True)
    lot_between = serializers.ListField(child=serializers.CharField())
    lot_seats = serializers.IntegerField(allow_null=True)


class ElectionRoundShape(serializers.Serializer[Any]):
    """A ballot; its table once the result is told."""

    no = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=_values(RoundKind))
    method = serializers.ChoiceField(choices=METHODS)
    seats = serializers.IntegerField()
    max_marks = serializers.IntegerField(allow_null=True)
    secrecy = serializers.ChoiceField(choices=SECRECIES, allow_null=True)
    candidates = ElectionNameShape(many=True)
    poll = serializers.UUIDField(allow_null=True)
    poll_no = serializers.IntegerField(allow_null=True)
    poll_state = serializers.ChoiceField(choices=_values(PollState), allow_null=True)
    table = BallotTableShape(allow_null=True)


class ElectedShape(serializers.Serializer[Any]):
    """Somebody who is chosen, in order."""

    no = serializers.IntegerField()
    nomination = serializers.UUIDField()
    name = serializers.CharField()
    organisation = serializers.CharField(allow_blank=True)
    county = serializers.CharField(allow_blank=True)
    place = serializers.CharField(allow_blank=True)
    deputy = serializers.BooleanField()
    deputy_no = serializers.IntegerField(allow_null=True)
    term_years = serializers.IntegerField(allow_null=True)
    until_year = serializers.IntegerField(allow_null=True)
    until_sv = serializers.CharField(allow_blank=True)
    by_lot = serializers.BooleanField()
    votes = serializers.IntegerField(allow_null=True)
    round = serializers.IntegerField(allow_null=True)
    chosen_by = serializers.ChoiceField(choices=_values(ChosenBy))
    accepts = serializers.BooleanField(allow_null=True)
    convener = serializers.BooleanField()


class NextBallotShape(serializers.Serializer[Any]):
    """The ballot that would be held now."""

    kind = serializers.ChoiceField(choices=_values(RoundKind))
    method = serializers.ChoiceField(choices=METHODS)
    seats = serializers.IntegerField()
    candidates = ElectionNameShape(many=True)


class ElectionFindingShape(ObstacleShape):
    """Something to know. It stops nothing."""

    severity = serializers.ChoiceField(choices=["info", "warning"])


class ElectionDecisionShape(serializers.Serializer[Any]):
    """The decision that the election came to."""

    id = serializers.UUIDField()
    text_sv = serializers.CharField()
    taken_at = serializers.DateTimeField()


class ElectionMayShape(serializers.Serializer[Any]):
    """What is in the way of each step; nothing: it may be taken."""

    nominate = ObstacleShape(many=True)
    nominate_at_desk = ObstacleShape(many=True)
    close_nominations = ObstacleShape(many=True)
    reopen_nominations = ObstacleShape(many=True)
    terms = ObstacleShape(many=True)
    acclamation = ObstacleShape(many=True)
    poll = ObstacleShape(many=True)
    next_round = ObstacleShape(many=True)
    lot = ObstacleShape(many=True)
    decide = ObstacleShape(many=True)
    cancel = ObstacleShape(many=True)


class ElectionToldShape(serializers.Serializer[Any]):
    """A whole election, as the record and the big screen tell it."""

    id = serializers.UUIDField()
    meeting_id = serializers.UUIDField()
    item_no = serializers.IntegerField()
    post = serializers.ChoiceField(choices=POSTS)
    title_sv = serializers.CharField()
    seats = serializers.IntegerField()
    deputies = serializers.IntegerField()
    method = serializers.ChoiceField(choices=METHODS)
    second_round = serializers.ChoiceField(choices=SECOND_ROUNDS)
    terms = TermShape(many=True)
    terms_approved_at = serializers.DateTimeField(allow_null=True)
    until_year = serializers.IntegerField(allow_null=True)
    counties = serializers.DictField(child=serializers.IntegerField())
    should_be_secret = serializers.BooleanField()
    secrecy_rule_sv = serializers.CharField(allow_blank=True)
    method_rule_sv = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=_values(ElectionState))
    free = serializers.IntegerField()
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    cancelled_at = serializers.DateTimeField(allow_null=True)
    nominations = NominationShape(many=True)
    rounds = ElectionRoundShape(many=True)
    elected = ElectedShape(many=True)
    lots = serializers.ListField(child=serializers.DictField())
    lot_needed = serializers.ListField(child=ElectionNameShape(many=True))
    next_ballot = NextBallotShape(allow_null=True)
    decision_sv = serializers.CharField(allow_blank=True)
    decision = ElectionDecisionShape(allow_null=True)
    findings = ElectionFindingShape(many=True)


class ElectionShape(ElectionToldShape):
    """A whole election, with what is in the way of each step."""

    may = ElectionMayShape()


class ProposedElectionShape(serializers.Serializer[Any]):
    """What an item is there to elect, as the rules in force give it."""

    item_no = serializers.IntegerField()
    post = serializers.ChoiceField(choices=POSTS)
    title_sv = serializers.CharField()
    seats = serializers.IntegerField()
    method = serializers.ChoiceField(choices=METHODS)
    method_rule_sv = serializers.CharField(allow_blank=True)
    terms = TermShape(many=True)


class ElectionsShape(serializers.Serializer[Any]):
    """A meeting's elections, and what can be laid out in one press."""

    elections = ElectionShape(many=True)
    proposals = ProposedElectionShape(many=True)


class ElectionsToldShape(serializers.Serializer[Any]):
    """A meeting's elections on the big screen."""

    elections = ElectionToldShape(many=True)
