"""Reads about people."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.models import RoleGrant
from kernel.permissions import OFFICERS


def officers() -> QuerySet[RoleGrant]:
    """Who holds an officer's role, in the order office, chair, secretary, teller, then by name."""
    return (
        RoleGrant.objects.filter(role__in=[r.value for r in OFFICERS] + ["observer"])
        .select_related("user")
        .order_by("role", "user__name")
    )
