"""Letters from Stripe: kept before anything else, worked on once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from billing.payments.enums import Heard
from billing.payments.models.accounts import ConnectedAccount


class WebhookEvent(models.Model):
    """Something happened at Stripe. ``raw`` is kept for people; what is in it is not believed."""

    account = models.ForeignKey(ConnectedAccount, on_delete=models.PROTECT, related_name="events")
    event = models.CharField(max_length=64)
    type = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    happened_at = models.DateTimeField()
    heard = models.CharField(max_length=7, choices=[(h.value, h.value) for h in Heard])
    raw = models.TextField(blank=True)
    received_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, help_text="somebody works on it until then at most")
    tries = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        """An event of an account is kept once; what waits is found fast."""

        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["id"], condition=models.Q(done_at=None), name="events_that_wait")
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["account", "event"], name="an_event_is_kept_once"),
        ]
