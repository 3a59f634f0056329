"""Shapes that every room's API shares."""

from __future__ import annotations

from typing import Any

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
