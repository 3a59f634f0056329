"""Doors to the record: what a line of the minutes links to."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.utils.module_loading import import_string
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from journal import queries
from kernel.doors import SIGNED_IN, Door
from kernel.errors import Missing


class JournalEntryShape(serializers.Serializer[Any]):
    """One fact."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    audience = serializers.CharField()
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_null=True)
    subject = serializers.UUIDField(allow_null=True)
    body = serializers.DictField()
    hash = serializers.CharField()


class EntryDoor(Door):
    """One fact."""

    verbs: ClassVar[dict[str, str]] = {"GET": SIGNED_IN}

    @extend_schema(responses=JournalEntryShape)
    def get(self, request: Request, entry_id: int) -> Response:  # noqa: ARG002  DRF's signature
        """The entry, if its audience and its subject are the reader's; otherwise it is not here."""
        reach = queries.reach_of(self.roles)
        entry = queries.entry(entry_id, reach=reach)
        if entry is None or not import_string(settings.SUBJECT_READ_BY)(entry.subject, self.actor):
            raise Missing
        return Response(queries.to_json(entry))
