"""A membership has ended by the board's decision: what the board gave up is credited, once.

After the meeting, in a transaction of its own for each invoice: one that was lost is made up for by the beat.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoices import queries
from billing.invoices.actions.crediting import credit_invoice
from kernel.actor import Actor
from kernel.errors import Refused
from tenants.members import actions as members
from tenants.members import queries as member_queries


def follow_endings(*, at: datetime) -> int:
    """Credit the unpaid invoices that the board gave up with a membership; how many memberships.

    One that has been paid or credited since stays as it is. Run twice or at once, each is credited once.
    """
    ended = member_queries.to_be_credited()
    for one in ended:
        for bill in one.invoices:
            if queries.open_amount(UUID(bill["id"])) <= 0:
                continue
            try:
                credit_invoice(
                    invoice_id=UUID(bill["id"]), reason=one.citation_sv[:1].upper() + one.citation_sv[1:],
                    on=queries.local_day(at), key=f"ending:{one.pk}:{bill['id']}", by=Actor.system(), at=at,
                )  # fmt: skip
            except Refused:
                continue
        members.note_credited(striking_id=one.pk, at=at)
    return len(ended)
