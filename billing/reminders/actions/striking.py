"""The ladder has no more steps: the treasurer puts the membership before the board, which alone decides."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoices import queries as invoices
from billing.reminders import queries, rules
from kernel.actor import Actor
from kernel.errors import refuse_if
from tenants.members import actions as members
from tenants.members.models import Striking


@transaction.atomic
def propose_striking(*, member_id: UUID, by: Actor, at: datetime) -> Striking:
    """Propose to the board that the membership ends: what is unpaid, when it was due and reminded of.

    It becomes an item of the board's meeting. Proposed again while it waits, it is the same proposal. Raises
    Missing, and Refused while a reminder is left or the statutes' time has not come.
    """
    today = invoices.local_day(at)
    debts = queries.debts_of(member_id, today=today, at=at)
    refuse_if(
        rules.obstacles_to_proposing(
            [rules.Debt(str(one.invoice.number), queries.strike_day(one.invoice.due_on)) for one in debts],
            today=today,
        )
    )
    _, sv, en = queries.strike_rule()
    told = [
        {
            "id": str(one.invoice.pk),
            "number": str(one.invoice.number),
            "due_on": str(one.invoice.due_on),
            "left": one.invoice.balance,
            "reminded_on": one.last.on.isoformat(),
        }
        for one in debts
    ]
    return members.propose_striking(member_id=member_id, invoices=told, rule=(sv, en), by=by, at=at)
