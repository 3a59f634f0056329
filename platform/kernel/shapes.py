"""Shapes that every room's API shares."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import serializers


class ObstacleShape(serializers.Serializer[Any]):
    """One thing in the way: the key of its text, and what fills the text."""

    code = serializers.CharField()
    params = serializers.DictField()


class ProblemShape(serializers.Serializer[Any]):
    """application/problem+json."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    obstacles = ObstacleShape(many=True)
    fields = serializers.DictField(child=ObstacleShape(many=True), required=False)  # type: ignore[assignment]  # the word of the standard


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # the library has no types here
    """How the API's description names our session."""

    target_class = "kernel.doors.Session"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:  # noqa: ANN401, ARG002  the library's signature
        """A cookie of this host alone."""
        return {"type": "apiKey", "in": "cookie", "name": "__Host-stadga"}
