"""The doors to the ballot box."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ProblemShape
from voting.polls import actions, queries
from voting.polls.api.desk_shapes import RollCallShape, TurnoutByNameShape
from voting.polls.api.forms import AssistShape, BallotShape
from voting.polls.api.shapes import BallotReceiptShape


class BallotDoor(Door):
    """Cast, or change, one's own ballot."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "ballots.cast"}

    @extend_schema(request=BallotShape, responses={200: BallotReceiptShape, 409: ProblemShape})
    def put(self, request: Request, poll_id: UUID) -> Response:
        """200 with a receipt: it is stored. Anything else: it was not received."""
        form = BallotShape(data=request.data)
        form.is_valid(raise_exception=True)
        voter: UUID = request.user.pk  # type: ignore[assignment]  # the verb is for those who have signed in
        return Response(actions.cast_ballot(poll_id=poll_id, voter=voter, **form.validated_data, at=self.at))


class AssistDoor(Door):
    """Help somebody whose phone does not work, or take a roll call."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.assist"}

    @extend_schema(request=AssistShape, responses={200: BallotReceiptShape, 409: ProblemShape})
    def post(self, request: Request, poll_id: UUID) -> Response:
        """As from their own phone; a vote that is there is only changed by naming its receipt."""
        form = AssistShape(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        who = {"registration_id": given.pop("registration", None), "member_id": given.pop("member", None)}
        return Response(actions.assist(poll_id=poll_id, **who, **given, by=self.actor, at=self.at))


class TurnoutDoor(Door):
    """Who has not voted."""

    verbs: ClassVar[dict[str, str]] = {"GET": "turnout.see"}

    @extend_schema(responses=TurnoutByNameShape)
    def get(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """By place, never with a choice."""
        return Response(queries.turnout_by_name(poll_id))


class RollCallDoor(Door):
    """Name by name."""

    verbs: ClassVar[dict[str, str]] = {"GET": "polls.assist"}

    @extend_schema(responses=RollCallShape)
    def get(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The register in its order, and whose name is called next."""
        return Response(queries.roll_call(poll_id))
