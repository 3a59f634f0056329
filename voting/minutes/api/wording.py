"""The door to the words around a decision."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ObstacleShape, ProblemShape
from voting.meetings import queries as meetings
from voting.minutes import actions, queries

MOST = 10_000  # characters: some pages around one decision


class ItemWordsForm(serializers.Serializer[Any]):
    """Words by name. What is left out stays as it is."""

    background_sv = serializers.CharField(max_length=MOST, allow_blank=True, required=False)
    moved_sv = serializers.CharField(max_length=MOST, allow_blank=True, required=False)
    remarks_sv = serializers.CharField(max_length=MOST, allow_blank=True, required=False)


class NewItemWordsForm(ItemWordsForm):
    """What is to be said, and ``was``: the words that were read before. What is left out of it was empty."""

    was = ItemWordsForm(required=False)


class ItemWordsShape(serializers.Serializer[Any]):
    """What the minutes say around the decision, who wrote last, and what is in the way of changing it."""

    no = serializers.IntegerField()
    background_sv = serializers.CharField(allow_blank=True)
    moved_sv = serializers.CharField(allow_blank=True)
    remarks_sv = serializers.CharField(allow_blank=True)
    by = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField(allow_null=True)
    obstacles = ObstacleShape(many=True)


class ItemWordsDoor(Door):
    """The words around a decision."""

    asks = (meetings.must_read,)
    verbs: ClassVar[dict[str, str]] = {"GET": "items.word", "PATCH": "items.word"}

    @extend_schema(responses=ItemWordsShape)
    def get(self, request: Request, meeting_id: UUID, no: int) -> Response:  # noqa: ARG002  DRF's signature
        """As they stand."""
        return Response(ItemWordsShape(queries.wording_shape(meeting_id, no)).data)

    @extend_schema(request=NewItemWordsForm, responses={200: ItemWordsShape, 409: ProblemShape})
    def patch(self, request: Request, meeting_id: UUID, no: int) -> Response:
        """Background, who proposed what, and what is added: until the text is frozen or the § approved."""
        form = NewItemWordsForm(data=request.data)
        form.is_valid(raise_exception=True)
        words = dict(form.validated_data)
        was = words.pop("was", {})
        actions.word_item(meeting_id=meeting_id, no=no, words=words, was=was, by=self.actor, at=self.at)
        return self.get(request, meeting_id, no)
