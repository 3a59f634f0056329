"""Who holds which post, from when, until when, and by which decision."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from tenants.founding.enums import Post


class Holding(models.Model):
    """One person in one post. A post that has ended stays as history."""

    post = models.CharField(max_length=24, choices=[(p.value, p.value) for p in Post])
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    county = models.CharField(max_length=80, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="holdings"
    )
    from_date = models.DateField()
    until_sv = models.CharField(max_length=120, blank=True, help_text="årsmötet 2018")
    until_year = models.PositiveSmallIntegerField(null=True)
    decision = models.ForeignKey("decisions.Decision", on_delete=models.PROTECT, related_name="holdings")
    ended_on = models.DateField(null=True)

    class Meta:
        """Nobody is chosen twice by one decision; nothing ends before it began."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["decision", "post", "name"], name="chosen_once_by_a_decision"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("from_date")),
                name="ends_after_it_began",
            ),
        ]
