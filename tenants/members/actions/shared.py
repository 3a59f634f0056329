"""What adding one member and adding many have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import connection

from accounts.actions import ensure_users
from accounts.models import RoleGrant, User
from kernel import tenancy
from kernel.permissions import Role
from tenants.members.models import Member


def hold_the_roll() -> None:
    """Nobody else adds or changes a member until this transaction ends; reading goes on.

    Take it after any row lock and before reading the roll, so that what was free stays free.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"members:{tenancy.schema()}"])


def let_in(people: Iterable[tuple[str, str]], *, at: datetime) -> None:
    """Give each contact, as (address, name), an account that can register a delegate.

    The fact that tells of the member tells of this too: no fact of its own for each of 250 contacts.
    """
    contacts = list(people)
    ensure_users(contacts, at=at)
    users = User.objects.filter(email__in=[email for email, _ in contacts])
    RoleGrant.objects.bulk_create(
        [RoleGrant(user=user, role=Role.DELEGATE.value, granted_at=at) for user in users],
        ignore_conflicts=True,
        batch_size=500,
    )


def member_of(values: Mapping[str, str], *, at: datetime) -> Member:
    """A member with these tidied values, not yet saved."""
    return Member(
        **{name: value for name, value in values.items() if name != "employees"},
        employees=employees_of(values.get("employees", "")),
        created_at=at,
    )


def employees_of(value: str) -> int | None:
    """The number, or None where it was left empty."""
    return int(value) if value else None
