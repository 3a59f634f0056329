"""The record. Ids, links and hashes are the database's work; nothing is ever changed or removed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Entry(models.Model):
    """One fact. Row ids become visible in commit order and have no gaps (see migration 0001)."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=80)
    audience = models.CharField(max_length=10)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    subject = models.UUIDField(null=True)
    body = models.JSONField(encoder=DjangoJSONEncoder)
    previous = models.BinaryField(default=b"")
    hash = models.BinaryField(default=b"")

    class Meta:
        """Read by what it is about, in order."""

        indexes: ClassVar[list[Any]] = [models.Index(fields=["subject", "id"])]

    def __str__(self) -> str:
        """Number and kind."""
        return f"{self.pk} {self.kind}"
