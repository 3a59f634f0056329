"""What the board's own meeting looks like from outside. Answers are built by the queries."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from kernel.shapes import ObstacleShape
from tenants.decisions.enums import EffectKind, Method
from tenants.founding.enums import Post
from voting.meetings.actions import PlannedVenue
from voting.meetings.enums import Duty, ItemKind, ItemOutcome, ItemState, MeetingState
from voting.meetings.rules import ANSWERS, FATES, INAUGURAL, ORDINARY, Choices

NOTICES, WAYS, VAT = ["immediately", "summoned"], ["jointly", "singly"], ["without", "with", "split"]

MOST_OF_A_FEE = 100_000_000_00


class NewBoardChoicesShape(serializers.Serializer[Any]):
    """What the chair prepares: names of those at the table, who signs, and the rest of the words.

    An ordinary meeting asks for its own two alone: who writes and who adjusts.
    """

    agenda = serializers.ChoiceField(choices=[INAUGURAL, ORDINARY], default=INAUGURAL)
    meeting_secretary = serializers.CharField(max_length=200, allow_blank=True, default="")
    adjuster = serializers.CharField(max_length=200, allow_blank=True, default="")
    vice_chair = serializers.CharField(max_length=200, allow_blank=True, default="")
    secretary = serializers.CharField(max_length=200, allow_blank=True, default="")
    treasurer = serializers.CharField(max_length=200, allow_blank=True, default="")
    notice = serializers.ChoiceField(choices=NOTICES, default="immediately")
    signing = serializers.ChoiceField(choices=WAYS, default="jointly", help_text="silence means jointly")
    bank = serializers.CharField(max_length=120, allow_blank=True, default="")
    owner = serializers.CharField(
        max_length=200, allow_blank=True, default="", help_text="the beneficial owner; blank: there is none"
    )
    vat = serializers.ChoiceField(choices=VAT, default="without")
    membership = serializers.IntegerField(
        min_value=0, max_value=MOST_OF_A_FEE, default=0, help_text="öre for belonging, when vat is split"
    )
    due_days = serializers.IntegerField(min_value=10, max_value=90, default=30)
    next_date = serializers.DateField(allow_null=True, default=None)
    next_words = serializers.CharField(max_length=300, allow_blank=True, default="")


class BoardChoicesShape(serializers.Serializer[Any]):
    """What was prepared."""

    agenda = serializers.ChoiceField(choices=[INAUGURAL, ORDINARY])
    meeting_secretary = serializers.CharField(allow_blank=True)
    adjuster = serializers.CharField(allow_blank=True)
    vice_chair = serializers.CharField(allow_blank=True)
    secretary = serializers.CharField(allow_blank=True)
    treasurer = serializers.CharField(allow_blank=True)
    notice = serializers.ChoiceField(choices=NOTICES)
    signing = serializers.ChoiceField(choices=WAYS)
    bank = serializers.CharField(allow_blank=True)
    owner = serializers.CharField(allow_blank=True)
    vat = serializers.ChoiceField(choices=VAT)
    membership = serializers.IntegerField()
    due_days = serializers.IntegerField()
    next_date = serializers.CharField(allow_blank=True)
    next_words = serializers.CharField(allow_blank=True)


def chosen(given: Any) -> Choices:  # noqa: ANN401  validated data
    """Read choices that are well-formed."""
    day = given.get("next_date")
    return Choices(**{**given, "next_date": day.isoformat() if day else ""})


class AnswerShape(serializers.Serializer[Any]):
    """What the board is to answer one organisation that asks to join; a refusal says why."""

    member = serializers.UUIDField()
    answer = serializers.ChoiceField(choices=ANSWERS)
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")


class NewAnswersShape(serializers.Serializer[Any]):
    """The answers; whoever is not named is let in."""

    answers = AnswerShape(many=True)

    def given(self) -> dict[str, dict[str, str]]:
        """Read them, by member."""
        self.is_valid(raise_exception=True)
        return {
            str(one["member"]): {"answer": one["answer"], "reason": one["reason"]}
            for one in self.validated_data["answers"]
        }


class ApplicantShape(AnswerShape):
    """An organisation that asks to join, and what is to be answered."""

    name = serializers.CharField()


class FateShape(serializers.Serializer[Any]):
    """What becomes of one membership that is not paid for, and whether its debt is given up."""

    member = serializers.UUIDField()
    fate = serializers.ChoiceField(choices=FATES)
    credited = serializers.BooleanField(default=False)


class NewFatesShape(serializers.Serializer[Any]):
    """The fates; whoever is not named is a member no more, and still owes."""

    fates = FateShape(many=True)

    def given(self) -> dict[str, dict[str, Any]]:
        """Read them, by member."""
        self.is_valid(raise_exception=True)
        return {
            str(one["member"]): {"answer": one["fate"], "credited": one["credited"]}
            for one in self.validated_data["fates"]
        }


class UnpaidMembershipShape(FateShape):
    """A membership that the board is asked to end: what is unpaid (öre), the statutes' place, who asked."""

    name = serializers.CharField()
    numbers = serializers.ListField(child=serializers.CharField())
    due = serializers.ListField(child=serializers.DateField())
    left = serializers.IntegerField()
    rule_sv = serializers.CharField()
    by_name = serializers.CharField(allow_blank=True)


class BoardPlaceShape(serializers.Serializer[Any]):
    """Where members of the board sit."""

    name = serializers.CharField(max_length=80)
    kind = serializers.ChoiceField(choices=["hall", "remote"])


class NewBoardMeetingShape(serializers.Serializer[Any]):
    """A call to the board. ``id`` is the client's own: sent again, it makes no second meeting."""

    id = serializers.UUIDField(required=False)
    title = serializers.CharField(max_length=200, required=False, allow_blank=True)
    starts_at = serializers.DateTimeField(required=False, allow_null=True)
    invited_at = serializers.DateField(required=False, allow_null=True)
    venues = BoardPlaceShape(many=True, required=False)
    choices = NewBoardChoicesShape()

    def given(self) -> dict[str, Any]:
        """Read it, or tell every fault of every field."""
        self.is_valid(raise_exception=True)
        found = dict(self.validated_data)
        return {
            "meeting_id": found.get("id"),
            "title": found.get("title", ""),
            "starts_at": found.get("starts_at"),
            "invited_at": found.get("invited_at"),
            "venues": tuple(PlannedVenue(**one) for one in found.get("venues", ())),
            "choices": chosen(found["choices"]),
        }


class HereShape(serializers.Serializer[Any]):
    """One member of the board, and where; without a place, the first."""

    seat = serializers.UUIDField()
    venue = serializers.UUIDField(required=False, allow_null=True)


class BoardTableShape(serializers.Serializer[Any]):
    """Everybody who is here now."""

    here = HereShape(many=True)


class BoardDecisionShape(serializers.Serializer[Any]):
    """How the board decided. Without words of its own, those that were prepared."""

    unanimous = serializers.BooleanField(default=True)
    text_sv = serializers.CharField(max_length=10_000, required=False, allow_blank=True, default="")


class NewBoardMatterShape(serializers.Serializer[Any]):
    """A matter of the board's own. Without a proposal, somebody says one before it is decided."""

    title_sv = serializers.CharField(max_length=200)
    proposal_sv = serializers.CharField(max_length=10_000, required=False, allow_blank=True, default="")


class BoardStepShape(serializers.Serializer[Any]):
    """The last step, by its entry, and why it is taken back."""

    event = serializers.IntegerField()
    reason = serializers.CharField(max_length=500)


class BoardUndoShape(serializers.Serializer[Any]):
    """What could be taken back now, and what is in the way of that."""

    event = serializers.IntegerField()
    what = serializers.CharField()
    obstacles = ObstacleShape(many=True)


class BoardMemberShape(serializers.Serializer[Any]):
    """Somebody with a seat on the board."""

    name = serializers.CharField()
    post = serializers.ChoiceField(choices=[p.value for p in Post])
    organisation = serializers.CharField(allow_blank=True)
    until_sv = serializers.CharField(allow_blank=True)


class BoardMeetingNameShape(serializers.Serializer[Any]):
    """A meeting of the board in a list."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    number = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=[s.value for s in MeetingState])
    starts_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class ConveningShape(serializers.Serializer[Any]):
    """The board's meetings, the newest first, and what the form to call another begins with."""

    meetings = BoardMeetingNameShape(many=True)
    people = BoardMemberShape(many=True)
    venues = BoardPlaceShape(many=True)
    agenda = serializers.ChoiceField(
        choices=[INAUGURAL, ORDINARY], help_text="inaugural until the board has a treasurer"
    )
    applications = serializers.IntegerField(help_text="how many organisations wait for an answer")
    strikings = serializers.IntegerField(help_text="how many unpaid memberships wait for a decision")
    obstacles = ObstacleShape(many=True)


class BoardVenueShape(serializers.Serializer[Any]):
    """A place of the meeting."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=["hall", "remote"])


class BoardSeatShape(serializers.Serializer[Any]):
    """A seat, whether somebody sits on it, and where they were last."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    post = serializers.ChoiceField(choices=[p.value for p in Post])
    organisation = serializers.CharField(allow_blank=True)
    until_sv = serializers.CharField(allow_blank=True)
    venue = serializers.UUIDField(allow_null=True)
    usual_venue = serializers.UUIDField(allow_null=True)
    came_at = serializers.DateTimeField(allow_null=True)
    left_at = serializers.DateTimeField(allow_null=True)


class BoardQuorumShape(serializers.Serializer[Any]):
    """How many are needed and how many are here, and by which rule."""

    needed = serializers.IntegerField()
    present = serializers.IntegerField()
    met = serializers.BooleanField()
    source_sv = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)


class BoardEffectShape(serializers.Serializer[Any]):
    """What a decision brings about; ``body`` as described beside the kind in tenants.decisions."""

    kind = serializers.ChoiceField(choices=[k.value for k in EffectKind])
    body = serializers.DictField()


class BoardDecidedShape(serializers.Serializer[Any]):
    """A decision of the board."""

    id = serializers.UUIDField()
    text_sv = serializers.CharField()
    method = serializers.ChoiceField(choices=[m.value for m in Method])
    taken_at = serializers.DateTimeField()
    event = serializers.IntegerField(allow_null=True)
    effects = BoardEffectShape(many=True)


class BoardItemShape(serializers.Serializer[Any]):
    """A § with its words ready, what they will bring about, and what is in the way."""

    no = serializers.IntegerField()
    title_sv = serializers.CharField()
    title_en = serializers.CharField()
    kind = serializers.ChoiceField(choices=[k.value for k in ItemKind])
    duty = serializers.ChoiceField(choices=[d.value for d in Duty], allow_blank=True)
    state = serializers.ChoiceField(choices=[s.value for s in ItemState])
    outcome = serializers.ChoiceField(choices=[o.value for o in ItemOutcome], allow_blank=True)
    asks = serializers.BooleanField()
    text_sv = serializers.CharField(allow_blank=True)
    decisions = BoardDecidedShape(many=True)
    will = BoardEffectShape(many=True)
    obstacles = ObstacleShape(many=True)


class BoardObstaclesShape(serializers.Serializer[Any]):
    """What is in the way of each act."""

    open = ObstacleShape(many=True)
    close = ObstacleShape(many=True)
    choose = ObstacleShape(many=True)
    answer = ObstacleShape(many=True)
    strike = ObstacleShape(many=True)
    matter = ObstacleShape(many=True)


class BoardMeetingShape(serializers.Serializer[Any]):
    """The board's own meeting, § by §."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    number = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField(choices=[s.value for s in MeetingState])
    starts_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    venues = BoardVenueShape(many=True)
    seats = BoardSeatShape(many=True)
    quorum = BoardQuorumShape(allow_null=True)
    choices = BoardChoicesShape()
    applicants = ApplicantShape(many=True)
    unpaid = UnpaidMembershipShape(many=True)
    findings = ObstacleShape(many=True)
    items = BoardItemShape(many=True)
    current_item = serializers.IntegerField(allow_null=True)
    next_item = serializers.IntegerField(allow_null=True)
    undo = BoardUndoShape(allow_null=True)
    obstacles = BoardObstaclesShape()
