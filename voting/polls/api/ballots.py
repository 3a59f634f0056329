"""The door to the ballot box."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ProblemShape
from voting.polls import actions
from voting.polls.api.shapes import BallotReceiptShape, BallotShape


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
