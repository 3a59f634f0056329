"""Stripe's own door, on the public site: keep the letter, answer at once, work on it apart."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.payments import actions
from billing.payments.tasks import work_soon
from kernel import tenancy
from kernel.doors import ANYONE, Door


class ReceivedShape(serializers.Serializer[Any]):
    """Whether the letter was kept. One that is no business of ours is answered too."""

    kept = serializers.BooleanField()


class LettersDoor(Door):
    """No session and no cookie: the signature says who it is."""

    verbs: ClassVar[dict[str, str]] = {"POST": ANYONE}
    authentication_classes = ()  # type: ignore[assignment]  # nobody is signed in here

    @extend_schema(request=OpenApiTypes.OBJECT, responses=ReceivedShape)
    def post(self, request: Request) -> Response:
        """400 for what is forged, stale or no event; nothing is kept then."""
        signature = request.headers.get("Stripe-Signature", "")
        received = actions.receive(body=request.body, signature=signature, at=self.at)
        if received.network is not None and received.event is not None and received.is_new:
            with tenancy.inside(received.network):
                work_soon(received.event)
        return Response({"kept": received.is_kept})
