"""Django's authentication backend: sessions only, no password door."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from accounts.models import RoleGrant, User
from kernel import tenancy


class CodeOnlyBackend(BaseBackend):
    """Signs nobody in by itself; reads back who a session belongs to, never in ``public``."""

    def authenticate(self, request: Any, **credentials: Any) -> None:  # noqa: ANN401, ARG002  Django's signature
        """There are no credentials to present here."""
        return

    def get_user(self, user_id: Any) -> User | None:  # noqa: ANN401  Django's signature
        """The person of this session, in this association, with their roles: one query a request."""
        if tenancy.current_or_none() is None:
            return None
        held = RoleGrant.objects.filter(user=OuterRef("pk")).order_by().values("role")
        found = User.objects.filter(pk=user_id, is_active=True).annotate(held=ArraySubquery(held))
        return found.first()
