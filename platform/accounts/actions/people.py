"""People and their roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts import rules
from accounts.events import RoleGranted, RoleWithdrawn
from accounts.models import RoleGrant, User
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from kernel.permissions import Role


def ensure_user(*, email: str, name: str, at: datetime, language: str = "sv") -> User:
    """The person with this address, made if they are new; an existing name is kept."""
    user, _ = User.objects.get_or_create(
        email=email.strip().lower(), defaults={"name": name, "created_at": at, "language": language}
    )
    return user


def ensure_users(people: Iterable[tuple[str, str]], *, at: datetime) -> None:
    """Many at once, as (address, name)."""
    rows = [User(email=email.strip().lower(), name=name, created_at=at) for email, name in people]
    User.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)


@transaction.atomic
def grant_role(*, user: User, role: Role, by: Actor, at: datetime) -> RoleGrant:
    """Give a role; giving it again changes nothing and records nothing."""
    grant, created = RoleGrant.objects.get_or_create(user=user, role=role.value, defaults={"granted_at": at})
    if created:
        record(RoleGranted(subject=None, user=user.pk, name=user.name, role=role.value), by=by, at=at)
    return grant


@transaction.atomic
def appoint(*, role: str, name: str, email: str, by: Actor, at: datetime) -> RoleGrant:
    """Give a role to whoever has this address, known here or not."""
    user = ensure_user(email=email, name=name, at=at)
    return grant_role(user=user, role=Role(role), by=by, at=at)


@transaction.atomic
def end_role(*, user: User, role: Role, by: Actor, at: datetime) -> None:
    """What gave the role is over. Not for the office, which somebody always keeps; twice changes nothing."""
    ended, _ = RoleGrant.objects.filter(user=user, role=role.value).delete()
    if ended:
        record(RoleWithdrawn(subject=None, user=user.pk, name=user.name, role=role.value), by=by, at=at)


@transaction.atomic
def withdraw_role(*, grant_id: int, by: Actor, at: datetime) -> None:
    """Take a role back; it bites at the person's next request. Somebody always keeps the office.

    Raises Missing for a grant that is not here, Refused for the last office.
    """
    grants = {
        g.pk: g
        for g in RoleGrant.objects.select_related("user").select_for_update(of=("self",)).order_by("pk")
    }
    grant = grants.get(grant_id)
    if grant is None:
        raise Missing
    offices = sum(g.role == Role.OFFICE for g in grants.values())
    refuse_if(rules.obstacles_to_withdrawing(role=grant.role, offices=offices))
    user, role = grant.user, grant.role
    grant.delete()
    record(RoleWithdrawn(subject=None, user=user.pk, name=user.name, role=role), by=by, at=at)
