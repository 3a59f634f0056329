"""Doors to secret votes: encrypted ballots, the public board and archive, the officers' decryptions."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import ANYONE, Door
from kernel.shapes import ProblemShape
from voting.ballotbox import queries as boxes
from voting.polls import actions, queries
from voting.polls.api.sealed_shapes import (
    BoardShape,
    DecryptionShape,
    SealedAssistShape,
    SealedBallotShape,
    SealedReceiptShape,
)
from voting.polls.api.shapes import PollShape

BEL = "application/x-belenios"


class SealedBallotDoor(Door):
    """Cast, or change, one's own ballot in a secret vote."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "ballots.cast"}

    @extend_schema(request=SealedBallotShape, responses={200: SealedReceiptShape, 409: ProblemShape})
    def put(self, request: Request, poll_id: UUID) -> Response:
        """200 with a receipt: checked, stored, and on the board. Anything else: it was not received."""
        form = SealedBallotShape(data=request.data)
        form.is_valid(raise_exception=True)
        voter: UUID = request.user.pk  # type: ignore[assignment]  # the verb is for those who have signed in
        return Response(actions.cast_sealed(poll_id=poll_id, voter=voter, **form.validated_data, at=self.at))


class SealedAssistDoor(Door):
    """A secret vote at the kiosk."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.assist"}

    @extend_schema(request=SealedAssistShape, responses={200: SealedReceiptShape, 409: ProblemShape})
    def post(self, request: Request, poll_id: UUID) -> Response:
        """Encrypted at the kiosk and signed by the voter's card; 200 with a receipt, or not received."""
        form = SealedAssistShape(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        member = given.pop("member")
        return Response(
            actions.assist_sealed(poll_id=poll_id, member_id=member, **given, by=self.actor, at=self.at)
        )


class BoardDoor(Door):
    """The public board."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=BoardShape)
    def get(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Every ballot's hash and the chain's head, for anybody, during the vote and after it."""
        return Response(boxes.board(poll_id))


class ArchiveDoor(Door):
    """The archive."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses={(200, BEL): OpenApiTypes.BINARY})
    def get(self, request: Request, poll_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """The ``.bel`` file, once the vote has ended: for Debian's verifier, ours, or anybody's."""
        return _file(boxes.archive(poll_id), BEL, f"{boxes.box_of(poll_id).uuid}.bel")


class SideProofsDoor(Door):
    """What stands beside the archive."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, poll_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """The officers' side proofs."""
        content, uuid = boxes.side_proofs(poll_id), boxes.box_of(poll_id).uuid
        return _file(content.encode(), "application/json", f"{uuid}.proofs.json")


class CommitmentsDoor(Door):
    """Help for whoever checks all the ballots."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, poll_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """What each ballot's proofs lead to, once the vote has ended: to be checked, not to be believed."""
        content, uuid = boxes.commitments(poll_id), boxes.box_of(poll_id).uuid
        return _file(content.encode(), "application/json", f"{uuid}.commitments.json")


class MarksDoor(Door):
    """The register's own word."""

    verbs: ClassVar[dict[str, str]] = {"GET": "register.see"}

    @extend_schema(responses={(200, "application/json"): OpenApiTypes.OBJECT})
    def get(self, request: Request, poll_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """Keys, weights and marks, without names: what ``stadga verify-ballots --register`` reads."""
        content, uuid = boxes.register_file(poll_id), boxes.box_of(poll_id).uuid
        return _file(content.encode(), "application/json", f"{uuid}.register.json")


class DecryptionDoor(Door):
    """An officer's part."""

    verbs: ClassVar[dict[str, str]] = {"POST": "ceremony.join"}

    @extend_schema(request=DecryptionShape, responses={200: PollShape, 409: ProblemShape})
    def post(self, request: Request, poll_id: UUID) -> Response:
        """Decrypted on my own device, from the archive that it checked; the last officer's opens the vote."""
        form = DecryptionShape(data=request.data)
        form.is_valid(raise_exception=True)
        poll = actions.give_decryption(poll_id=poll_id, **form.validated_data, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True))


class OpenSealedDoor(Door):
    """Opening with those who are left."""

    verbs: ClassVar[dict[str, str]] = {"POST": "polls.lead"}

    @extend_schema(request=None, responses={200: PollShape, 409: ProblemShape})
    def post(self, request: Request, poll_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Open the vote without the officers who have left, when as many as the threshold have decrypted."""
        poll = actions.open_sealed(poll_id=poll_id, by=self.actor, at=self.at)
        return Response(queries.visible_poll(poll.pk, officer=True))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
