"""What is asked of elections."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from voting.elections.api.shapes import METHODS, POSTS, SECOND_ROUNDS, SECRECIES, SOURCES, TermShape
from voting.polls.enums import LONGEST_OF_A_LOT, VenueChannel

LOTS = ["lot", "paper_lot"]


class FloorNameForm(serializers.Serializer[Any]):
    """A name from the floor. ``registration``: somebody who is registered at the meeting."""

    name = serializers.CharField(max_length=200, allow_blank=True, default="")
    email = serializers.EmailField(allow_blank=True, default="")
    organisation = serializers.CharField(max_length=200, allow_blank=True, default="")
    member = serializers.UUIDField(allow_null=True, default=None)
    registration = serializers.UUIDField(allow_null=True, default=None)
    county = serializers.CharField(max_length=80, allow_blank=True, default="")


class NewNameForm(FloorNameForm):
    """A name that the chair or the secretary writes down."""

    place = serializers.CharField(max_length=80, allow_blank=True, default="")
    source = serializers.ChoiceField(choices=SOURCES, default="committee")  # type: ignore[assignment]  # the contract's word
    nominated_by = serializers.CharField(max_length=200, allow_blank=True, default="")
    term_years = serializers.IntegerField(min_value=1, max_value=10, allow_null=True, default=None)
    convener = serializers.BooleanField(default=False)
    accepts = serializers.BooleanField(allow_null=True, default=None)


class TermsForm(serializers.Serializer[Any]):
    """In the order of votes; only the last may be for the rest."""

    terms = TermShape(many=True)


class NewElectionForm(serializers.Serializer[Any]):
    """A post to fill. What is left out follows from the rules in force."""

    item_no = serializers.IntegerField(min_value=1, max_value=999)
    post = serializers.ChoiceField(choices=POSTS)
    seats = serializers.IntegerField(min_value=1, max_value=60, default=1)
    deputies = serializers.IntegerField(min_value=0, max_value=60, default=0)
    title_sv = serializers.CharField(max_length=200, allow_blank=True, default="")
    method = serializers.ChoiceField(choices=[*METHODS, ""], default="")
    second_round = serializers.ChoiceField(choices=SECOND_ROUNDS, default="relative")
    terms = TermShape(many=True, default=list)
    terms_approved = serializers.BooleanField(default=False)
    until_year = serializers.IntegerField(min_value=1900, max_value=2999, allow_null=True, default=None)
    counties = serializers.DictField(child=serializers.IntegerField(min_value=1), default=dict)
    nominations = NewNameForm(many=True, default=list)
    key = serializers.UUIDField(allow_null=True, default=None)


class RoundForm(serializers.Serializer[Any]):
    """How a ballot is held. Without a method, the one that the rules give."""

    secrecy = serializers.ChoiceField(choices=SECRECIES, default="open")
    channels = serializers.DictField(
        child=serializers.ChoiceField(choices=[c.value for c in VenueChannel]), default=dict
    )
    method = serializers.ChoiceField(choices=[*METHODS, ""], default="")


class AcclamationForm(serializers.Serializer[Any]):
    """Whether the gavel falls at once, and who is convener where there is one."""

    decide = serializers.BooleanField(default=True)
    convener = serializers.UUIDField(allow_null=True, default=None)


class LotForm(serializers.Serializer[Any]):
    """A seed from a public act, or the order that a paper lot gave."""

    by = serializers.ChoiceField(choices=LOTS)
    seed = serializers.CharField(max_length=LONGEST_OF_A_LOT, allow_blank=True, default="")
    order = serializers.ListField(child=serializers.UUIDField(), default=list)
    how = serializers.CharField(max_length=LONGEST_OF_A_LOT, allow_blank=True, default="")


class AnswerForm(serializers.Serializer[Any]):
    """Who, and yes or no."""

    nomination = serializers.UUIDField()
    accepts = serializers.BooleanField()


class DecisionForm(serializers.Serializer[Any]):
    """Without words of its own the decision has those of the minutes."""

    leave_vacant = serializers.BooleanField(default=False)
    convener = serializers.UUIDField(allow_null=True, default=None)
    text_sv = serializers.CharField(max_length=4000, allow_blank=True, default="")
