"""What the meeting and its register look like from outside. Answers are built by the queries."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from kernel.shapes import ObstacleShape
from voting.meetings.actions import Matter, Plan, PlannedVenue
from voting.meetings.enums import (
    Duty,
    Heard,
    ItemKind,
    ItemOutcome,
    ItemState,
    MeetingKind,
    MeetingState,
    NoteKind,
    Step,
)
from voting.meetings.queries import own_procedure
from voting.register.api.procedure_shapes import ProcedureShape
from voting.register.enums import Authority

EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def in_our_time(moment: datetime) -> None:
    """A meeting is held in a year that calendars can reckon with."""
    if not EARLIEST <= moment <= LATEST:
        raise serializers.ValidationError("a year between 1990 and 2200", code="invalid")


@extend_schema_field({"type": "array", "items": {"$ref": "#/components/schemas/DecisionShape"}})
class Decisions(serializers.JSONField):
    """Described where decisions are recorded: doors open outward only."""


@extend_schema_field({"type": "array", "items": {"$ref": "#/components/schemas/PollShape"}})
class Polls(serializers.JSONField):
    """Described a floor up; only in the meeting as its screens see it."""


class NewVenueShape(serializers.Serializer[Any]):
    """One place. ``id`` names one that is already there."""

    id = serializers.UUIDField(required=False)
    name = serializers.CharField(max_length=80)
    kind = serializers.ChoiceField(choices=["hall", "remote"])
    address = serializers.CharField(max_length=200, allow_blank=True, default="")
    capacity = serializers.IntegerField(min_value=0, max_value=100_000, allow_null=True, default=None)


class ProposalShape(serializers.Serializer[Any]):
    """A suggested wording for an item's decision."""

    no = serializers.IntegerField(min_value=1, max_value=999)
    proposal_sv = serializers.CharField(max_length=10_000, allow_blank=True)


class ChangedPlanShape(serializers.Serializer[Any]):
    """What the office changes; venues are the whole new list."""

    title = serializers.CharField(max_length=200, required=False)
    starts_at = serializers.DateTimeField(required=False, validators=[in_our_time])
    lunch_at = serializers.DateTimeField(required=False, allow_null=True, validators=[in_our_time])
    invited_at = serializers.DateField(required=False, allow_null=True)
    registration_closes_at = serializers.DateTimeField(required=False, validators=[in_our_time])
    venues = NewVenueShape(many=True, required=False)
    items = ProposalShape(many=True, required=False)
    procedure = ProcedureShape(required=False)

    def changes(self) -> dict[str, Any]:
        """Read it, or tell every fault of every field."""
        self.is_valid(raise_exception=True)
        given = dict(self.validated_data)
        if "venues" in given:
            given["venues"] = tuple(PlannedVenue(**venue) for venue in given["venues"])
        if "procedure" in given:
            given["procedure"] = own_procedure(given["procedure"])
        if "items" in given:
            given["proposals"] = {entry["no"]: entry["proposal_sv"] for entry in given.pop("items")}
        return given


class NewMatterShape(serializers.Serializer[Any]):
    """An item of one's own, before other business and the end."""

    title_sv = serializers.CharField(max_length=200)
    title_en = serializers.CharField(max_length=200, allow_blank=True, default="")
    kind = serializers.ChoiceField(choices=[k.value for k in ItemKind], default=ItemKind.DECISION.value)
    proposal_sv = serializers.CharField(max_length=10_000, allow_blank=True, default="")


class NewMeetingShape(ChangedPlanShape):
    """A plan. ``id`` is the client's own: sent again, it makes no second meeting."""

    id = serializers.UUIDField(required=False)
    kind = serializers.ChoiceField(choices=[k.value for k in MeetingKind], default="constituting")
    matters = NewMatterShape(many=True, required=False)
    title = serializers.CharField(max_length=200)
    starts_at = serializers.DateTimeField(validators=[in_our_time])
    registration_closes_at = serializers.DateTimeField(validators=[in_our_time])
    venues = NewVenueShape(many=True)

    def plan(self) -> Plan:
        """Read it, or tell every fault of every field."""
        given = self.changes()
        given["kind"] = MeetingKind(given["kind"])
        given["matters"] = tuple(Matter(**matter) for matter in given.get("matters", ()))
        return Plan(**given)


class VenueShape(serializers.Serializer[Any]):
    """A place and how full it is."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=["hall", "remote"])
    address = serializers.CharField(allow_blank=True)
    capacity = serializers.IntegerField(allow_null=True)
    registered = serializers.IntegerField()
    checked_in = serializers.IntegerField()
    places_left = serializers.IntegerField(allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    lost_at = serializers.DateTimeField(allow_null=True)


class MeetingSummaryShape(serializers.Serializer[Any]):
    """What anybody may know."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=[k.value for k in MeetingKind])
    number = serializers.CharField(allow_blank=True)
    is_rehearsal = serializers.BooleanField()
    rehearsal_of = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(choices=[s.value for s in MeetingState])
    starts_at = serializers.DateTimeField()
    lunch_at = serializers.DateTimeField(allow_null=True)
    invited_at = serializers.DateField(allow_null=True)
    registration_closes_at = serializers.DateTimeField()
    opened_at = serializers.DateTimeField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    adjourned_at = serializers.DateTimeField(allow_null=True)
    resumes_at = serializers.DateTimeField(allow_null=True)
    venues = VenueShape(many=True)


class NoteShape(serializers.Serializer[Any]):
    """What somebody had written down."""

    id = serializers.UUIDField()
    item_no = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=[k.value for k in NoteKind])
    text_sv = serializers.CharField(allow_blank=True)
    name = serializers.CharField(allow_blank=True)
    member = serializers.CharField(allow_null=True)
    member_id = serializers.UUIDField(allow_null=True)
    outcome = serializers.CharField(allow_blank=True)
    own = serializers.BooleanField()
    at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)
    withdrawn_at = serializers.DateTimeField(allow_null=True)


class HeardThereShape(serializers.Serializer[Any]):
    """What was heard in one place."""

    venue = serializers.UUIDField()
    name = serializers.CharField(read_only=True)
    heard = serializers.ChoiceField(choices=[h.value for h in Heard])


class SoundingShape(serializers.Serializer[Any]):
    """What the chair heard, by acclamation or in a trial vote."""

    id = serializers.UUIDField()
    item_no = serializers.IntegerField()
    step = serializers.ChoiceField(choices=[s.value for s in Step])
    question_sv = serializers.CharField(allow_blank=True)
    heard = serializers.ChoiceField(choices=[h.value for h in Heard])
    venues = HeardThereShape(many=True)
    at = serializers.DateTimeField()
    settled_at = serializers.DateTimeField(allow_null=True)


class ItemShape(serializers.Serializer[Any]):
    """One item of the agenda."""

    id = serializers.UUIDField()
    no = serializers.IntegerField()
    title_sv = serializers.CharField()
    title_en = serializers.CharField()
    kind = serializers.ChoiceField(choices=[k.value for k in ItemKind])
    duty = serializers.ChoiceField(choices=[d.value for d in Duty], allow_blank=True)
    state = serializers.ChoiceField(choices=[s.value for s in ItemState])
    started_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(choices=[o.value for o in ItemOutcome], allow_blank=True)
    outcome_reasons = serializers.CharField(allow_blank=True)
    proposal_sv = serializers.CharField(allow_blank=True)
    decisions = Decisions()
    notes = NoteShape(many=True)
    soundings = SoundingShape(many=True)
    is_unopposed = serializers.BooleanField()
    demanded_by = serializers.ListField(child=serializers.CharField())
    polls = Polls(required=False)


class VenueVotesShape(serializers.Serializer[Any]):
    """The votes of one place."""

    venue = serializers.UUIDField()
    name = serializers.CharField()
    votes = serializers.IntegerField()


class ExcludedShape(serializers.Serializer[Any]):
    """Somebody who does not vote in the item, for a conflict of interest."""

    member = serializers.CharField()
    delegate = serializers.CharField()
    reason = serializers.CharField(allow_blank=True)


class RegisterSummaryShape(serializers.Serializer[Any]):
    """The voting register in numbers."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    total = serializers.IntegerField()
    per_venue = VenueVotesShape(many=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    changed_since_approval = serializers.BooleanField()
    proxies = serializers.IntegerField()
    excluded = ExcludedShape(many=True)


class ReasonShape(serializers.Serializer[Any]):
    """Why somebody has a vote, or has none."""

    code = serializers.CharField()
    params = serializers.DictField()


class EntryShape(serializers.Serializer[Any]):
    """One vote of the register."""

    no = serializers.IntegerField()
    number = serializers.CharField()
    member = serializers.CharField()
    delegate = serializers.CharField()
    venue = serializers.CharField()
    authority = serializers.ChoiceField(choices=[a.value for a in Authority])
    reasons = ReasonShape(many=True)


class RegisterShape(RegisterSummaryShape):
    """The register with its votes. Before the approval it has no id: it is what would be approved now."""

    id = serializers.UUIDField(allow_null=True)
    entries = EntryShape(many=True)


class ApprovalShape(serializers.Serializer[Any]):
    """The number of votes that the meeting heard."""

    total = serializers.IntegerField(min_value=0, max_value=1_000_000)


class OpenCloseShape(serializers.Serializer[Any]):
    """What stands in the way of opening and of closing."""

    open = ObstacleShape(many=True)
    close = ObstacleShape(many=True)


class QuorumShape(serializers.Serializer[Any]):
    """How many must be here for the meeting to decide, and how many are."""

    needed = serializers.IntegerField()
    present = serializers.IntegerField()
    met = serializers.BooleanField()
    waived = serializers.BooleanField()
    of = serializers.CharField()
    source_sv = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)


class WaitingTextShape(serializers.Serializer[Any]):
    """A text that one meeting has adopted and this one must: the notice tells of it."""

    version = serializers.UUIDField()
    number = serializers.CharField()
    decided_at = serializers.DateTimeField()
    item_no = serializers.IntegerField(allow_null=True)


class NoticeShape(serializers.Serializer[Any]):
    """The last day for the notice, the day it went out, and what the meeting must judge."""

    days = serializers.IntegerField(allow_null=True)
    latest = serializers.DateField(allow_null=True)
    sent = serializers.DateField(allow_null=True)
    source_sv = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)
    findings = ObstacleShape(many=True)
    waiting = WaitingTextShape(many=True)
    warnings = ObstacleShape(many=True, help_text="what keeps it from being opened as it is called")


class UndoShape(serializers.Serializer[Any]):
    """The step that could be taken back."""

    event = serializers.IntegerField()
    what = serializers.CharField()
    item_no = serializers.IntegerField()
    text_sv = serializers.CharField(allow_blank=True, help_text="the words that would no longer stand")
    obstacles = ObstacleShape(many=True)


class SeatShape(serializers.Serializer[Any]):
    """A member of the board at the table."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    post = serializers.CharField()
    organisation = serializers.CharField(allow_blank=True)
    until_sv = serializers.CharField(allow_blank=True)
    elected_item = serializers.IntegerField(allow_null=True)
    by_lot = serializers.BooleanField()
    venue = serializers.UUIDField(allow_null=True)
    came_at = serializers.DateTimeField(allow_null=True)
    left_at = serializers.DateTimeField(allow_null=True)


class NewSeatShape(serializers.Serializer[Any]):
    """Where they sit."""

    venue = serializers.UUIDField()


class MeetingShape(MeetingSummaryShape):
    """The whole meeting."""

    items = ItemShape(many=True)
    quorum = QuorumShape(allow_null=True)
    notice = NoticeShape()
    undo = UndoShape(allow_null=True)
    seats = SeatShape(many=True)
    current_item = serializers.IntegerField(allow_null=True)
    rules_adopted = serializers.BooleanField()
    register = RegisterSummaryShape(allow_null=True)
    obstacles = OpenCloseShape()
    projector_key = serializers.CharField(allow_null=True)


class VersionShape(RegisterSummaryShape):
    """One version, when it was drawn up and what changed."""

    drawn_up_at = serializers.DateTimeField()
    change = serializers.DictField(allow_null=True)
    item_no = serializers.IntegerField(allow_null=True)


class NewCheckInShape(serializers.Serializer[Any]):
    """Who came, and where; the substitute, not the delegate, if it says so."""

    registration = serializers.UUIDField()
    venue = serializers.UUIDField()
    substitute = serializers.BooleanField(default=False)
