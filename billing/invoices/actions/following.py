"""The register of members follows what is owed: from what day a member's oldest unpaid fee is due.

It follows in a transaction of its own, after the one that moved the money: whoever holds a member and asks
for the journal never meets whoever holds the journal and asks for the member. One that was lost with its
process is made up for by the beat.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from billing.invoices import queries
from tenants.members import actions as members


def follow_fees_soon(member_id: UUID) -> None:
    """Follow once the money is committed."""
    transaction.on_commit(lambda: follow_fees(member_id=member_id), robust=True)


def follow_fees(*, member_id: UUID) -> None:
    """Write in the register from what day the member's oldest unpaid fee is due. Again changes nothing."""
    members.note_unpaid_fee(member_id=member_id, due_on=lambda: queries.oldest_unpaid_fee(member_id))


def follow_all_fees() -> int:
    """Follow every member that the register says something else of than the books; how many."""
    behind = queries.members_behind()
    for member_id in behind:
        follow_fees(member_id=member_id)
    return len(behind)
