"""What the floor looks like from outside. Answers are built by the queries; these describe them."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from voting.floor.actions import Guest, Wish
from voting.floor.enums import Policy, RequestKind, RequestState

LONGEST = 24 * 3600
MARK = r"^[A-ZÅÄÖ]{1,3}[0-9]{1,4}$"
STEPS = ["next", "stop", "skip", "move", "line", "lift"]


class FloorRequestShape(serializers.Serializer[Any]):
    """Somebody's wish to speak, and how far it has come."""

    id = serializers.UUIDField()
    item_no = serializers.IntegerField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=[kind.value for kind in RequestKind])
    registration = serializers.UUIDField(allow_null=True)
    name = serializers.CharField()
    organisation = serializers.CharField(allow_blank=True)
    venue = serializers.UUIDField()
    venue_name = serializers.CharField()
    motion = serializers.UUIDField(allow_null=True)
    mark = serializers.CharField(allow_blank=True)
    channel = serializers.ChoiceField(choices=["phone", "host", "desk"])
    state = serializers.ChoiceField(choices=[state.value for state in RequestState])
    asked_at = serializers.DateTimeField()
    started_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    limit_s = serializers.IntegerField(allow_null=True)


class FloorLineShape(serializers.Serializer[Any]):
    """Streck i debatten: until ``closes_at`` more may sign up."""

    drawn_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()


class FloorStepShape(serializers.Serializer[Any]):
    """The step that can be taken back."""

    step = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=STEPS)


class FloorShape(serializers.Serializer[Any]):
    """The whole list in its order, whoever has the floor, and how the list is kept."""

    meeting = serializers.UUIDField()
    item_no = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField()
    turn = serializers.IntegerField()
    policy = serializers.ChoiceField(choices=[policy.value for policy in Policy])
    limit_s = serializers.IntegerField(allow_null=True)
    reply_limit_s = serializers.IntegerField()
    max_replies = serializers.IntegerField()
    line = FloorLineShape(allow_null=True)
    current = FloorRequestShape(allow_null=True)
    waiting = FloorRequestShape(many=True)
    last = FloorRequestShape(allow_null=True)
    spoken = serializers.IntegerField()
    undo = FloorStepShape(allow_null=True)


class FloorWishShape(serializers.Serializer[Any]):
    """What is asked for. ``id`` is the client's own: sent again, it is the same wish."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=[kind.value for kind in RequestKind], default="speech")
    motion = serializers.UUIDField(allow_null=True, default=None)
    mark = serializers.RegexField(MARK, max_length=8, allow_blank=True, default="")

    def wish(self) -> Wish:
        """Read it, or tell every fault of every field."""
        self.is_valid(raise_exception=True)
        return Wish(**{name: self.validated_data[name] for name in ("id", "kind", "motion", "mark")})


class FloorGuestWishShape(FloorWishShape):
    """The same for somebody in the host's place: a delegate's registration, or a name."""

    registration = serializers.UUIDField(allow_null=True, default=None)
    name = serializers.CharField(max_length=200, allow_blank=True, default="")
    organisation = serializers.CharField(max_length=200, allow_blank=True, default="")

    def guest(self) -> Guest:
        """For whom; after :meth:`wish`."""
        given = self.validated_data
        return Guest(
            registration=given["registration"], name=given["name"], organisation=given["organisation"]
        )


class FloorDeskWishShape(FloorGuestWishShape):
    """The same at the chair's desk; somebody without a registration needs a place."""

    venue = serializers.UUIDField(allow_null=True, default=None)


class FloorTurnShape(serializers.Serializer[Any]):
    """The turn that the chair's screen shows; on another one nothing happens."""

    turn = serializers.IntegerField(min_value=0)


class FloorWhichShape(serializers.Serializer[Any]):
    """The request that is meant."""

    request = serializers.UUIDField()


class FloorLongerShape(FloorWhichShape):
    """The speaker's whole time."""

    limit_s = serializers.IntegerField(min_value=1, max_value=LONGEST)


class FloorSkippedShape(FloorWhichShape):
    """Why somebody is taken off the list."""

    reason = serializers.CharField(max_length=200)


class FloorMovedShape(FloorSkippedShape):
    """Before whom; none is last among those of the same kind who wait now."""

    before = serializers.UUIDField(allow_null=True)


class FloorLimitsShape(serializers.Serializer[Any]):
    """Seconds for a speech, none without limit; and for a reply."""

    seconds = serializers.IntegerField(min_value=1, max_value=LONGEST, allow_null=True)
    reply_seconds = serializers.IntegerField(
        min_value=1, max_value=LONGEST, required=False, allow_null=True, default=None
    )


class FloorPolicyShape(serializers.Serializer[Any]):
    """In what order the list is taken."""

    policy = serializers.ChoiceField(choices=[policy.value for policy in Policy])


class FloorNewLineShape(serializers.Serializer[Any]):
    """How long more may sign up."""

    last_chance_s = serializers.IntegerField(min_value=0, max_value=LONGEST, default=0)


class FloorUndoneShape(serializers.Serializer[Any]):
    """The step that is taken back."""

    step = serializers.IntegerField(min_value=1)
