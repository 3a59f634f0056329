"""A door for the big screen: who stands, what the ballots gave, and who accepted."""

from __future__ import annotations

from typing import ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import ANYONE, Door
from voting.elections import queries
from voting.elections.api.shapes import ElectionsToldShape
from voting.meetings import queries as meetings


class ProjectorElectionsDoor(Door):
    """The big screen: its address is its key, and opens the elections of its own meeting only."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=ElectionsToldShape)
    def get(self, request: Request, key: str) -> Response:  # noqa: ARG002  DRF's signature
        """Every election of the meeting; all of it was told to the meeting already, and no addresses."""
        return Response(queries.told_at(meetings.meeting_at_projector(key)))
