"""Doors for the officers' devices. An answer that is sent again changes nothing."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from voting.ceremony import actions, queries
from voting.ceremony.api import shapes
from voting.ceremony.api.shapes import CeremonyShape

OFFICERS: dict[str, str] = {"POST": "ceremony.join"}


class CertificateDoor(Door):
    """Round one."""

    verbs: ClassVar[dict[str, str]] = OFFICERS

    @extend_schema(request=shapes.CertificateShape, responses=CeremonyShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """My device takes part, with this certificate."""
        form = shapes.CertificateShape(data=request.data)
        form.is_valid(raise_exception=True)
        certificate = form.validated_data["certificate"]
        actions.give_certificate(meeting_id=meeting_id, certificate=certificate, by=self.actor, at=self.at)
        return Response(queries.ceremony_shape(meeting_id, reader=self.actor))


class ConfirmationDoor(Door):
    """The list was compared."""

    verbs: ClassVar[dict[str, str]] = OFFICERS

    @extend_schema(request=shapes.ConfirmationShape, responses=CeremonyShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """The list that I see is the one that the others see."""
        form = shapes.ConfirmationShape(data=request.data)
        form.is_valid(raise_exception=True)
        actions.confirm_list(meeting_id=meeting_id, **form.validated_data, by=self.actor, at=self.at)
        return Response(queries.ceremony_shape(meeting_id, reader=self.actor))


class PolynomialDoor(Door):
    """Round two."""

    verbs: ClassVar[dict[str, str]] = OFFICERS

    @extend_schema(request=shapes.PolynomialShape, responses=CeremonyShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """My device deals a share to each."""
        form = shapes.PolynomialShape(data=request.data)
        form.is_valid(raise_exception=True)
        polynomial = form.validated_data["polynomial"]
        actions.deal(meeting_id=meeting_id, polynomial=polynomial, by=self.actor, at=self.at)
        return Response(queries.ceremony_shape(meeting_id, reader=self.actor))


class ShareDoor(Door):
    """Round three."""

    verbs: ClassVar[dict[str, str]] = OFFICERS

    @extend_schema(request=shapes.OfficerShareShape, responses=CeremonyShape)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """My public key, and my own one encrypted to me."""
        form = shapes.OfficerShareShape(data=request.data)
        form.is_valid(raise_exception=True)
        share = form.validated_data["share"]
        actions.give_key(meeting_id=meeting_id, share=share, by=self.actor, at=self.at)
        return Response(queries.ceremony_shape(meeting_id, reader=self.actor))
