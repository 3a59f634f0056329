"""Reads of exports."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from accounts.models import RoleGrant
from kernel.actor import Actor
from kernel.errors import Forbidden, Missing
from kernel.permissions import Role
from tenants.exports import rules
from tenants.exports.enums import ExportState
from tenants.exports.models import Export

VERB = "association.export"


def must_have(by: Actor, **_: object) -> None:
    """Raise Forbidden for the office where there is a board."""
    on_board = Role.BOARD.value in by.roles
    has_board = RoleGrant.objects.filter(role=Role.BOARD.value, user__is_active=True).exists()
    if not rules.may_have(is_on_the_board=on_board, has_a_board=has_board):
        raise Forbidden(VERB)


def newest() -> Export | None:
    """The one that was asked for last."""
    return Export.objects.first()


def export(export_id: UUID) -> Export:
    """One of them; Missing where there is none."""
    found = Export.objects.filter(pk=export_id).first()
    if found is None:
        raise Missing
    return found


def kept_until(found: Export) -> datetime | None:
    """When its file goes; None where there is no file."""
    if found.state != ExportState.DONE or found.made_at is None or found.gone_at is not None:
        return None
    return found.made_at + rules.KEPT_FOR


def files(*, language: str, at: datetime) -> list[rules.File]:
    """Everything that an export holds, as the one place says that sees every room."""
    found: list[rules.File] = import_string(settings.EXPORT_FILES)(language=language, at=at)
    return found


def unmade(*, at: datetime) -> list[UUID]:
    """Exports that nobody works on now."""
    free = Q(claimed_until=None) | Q(claimed_until__lte=at)
    return list(Export.objects.filter(free, state=ExportState.MAKING.value).values_list("pk", flat=True))


def too_old(*, at: datetime, kept_for: timedelta = rules.KEPT_FOR) -> QuerySet[Export]:
    """Those whose file has been kept for long enough."""
    return Export.objects.filter(state=ExportState.DONE.value, gone_at=None, made_at__lte=at - kept_for)
