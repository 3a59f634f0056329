"""An organisation of the network asks to become a member, and what the board answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from tenants.members import queries
from tenants.members.enums import ApplicationOutcome
from tenants.members.events import ApplicationWithdrawn, MembershipAsked
from tenants.members.models import Application, Member


@transaction.atomic
def ask_to_join(*, by: Actor, at: datetime) -> Application:
    """The contact asks for their organisation; asked again while it waits, it is the same application.

    Raises Missing for whoever is nobody's contact, and Refused for a member or before there is an
    association. Locks the member.
    """
    member = _own(by)
    waiting = member.applications.filter(settled_at=None).first()
    if waiting is not None:
        return waiting
    refuse_if(queries.obstacles_to_asking(member))
    made = Application.objects.create(member=member, by_name=by.name, applied_at=at)
    record(MembershipAsked(subject=member.pk, number=member.number, name=member.name), by=by, at=at)
    return made


@transaction.atomic
def withdraw_application(*, by: Actor, at: datetime) -> None:
    """Do not ask any more. Nothing that waits: nothing changes; what the board has decided stays decided."""
    member = _own(by)
    waiting = member.applications.filter(settled_at=None)
    if waiting.update(outcome=ApplicationOutcome.WITHDRAWN.value, settled_at=at):
        record(ApplicationWithdrawn(subject=member.pk, number=member.number, name=member.name), by=by, at=at)


def settle_applications(
    *, admitted: Iterable[str], refused: Mapping[str, str], decision: UUID, at: datetime
) -> None:
    """The board has decided: about members by id, those refused with their reasons.

    The decision's own fact tells of it. In the caller's transaction.
    """
    waiting = Application.objects.filter(settled_at=None)
    waiting.filter(member__in=list(admitted)).update(
        outcome=ApplicationOutcome.ADMITTED.value, decision=decision, settled_at=at
    )
    for member, reason in refused.items():
        waiting.filter(member=UUID(member)).update(
            outcome=ApplicationOutcome.REFUSED.value, decision=decision, reason=reason, settled_at=at
        )


def _own(by: Actor) -> Member:
    own = queries.own_member(by.id)
    if own is None:
        raise Missing
    return Member.objects.select_for_update().get(pk=own.pk)
