"""What the register of members asks of the books: whose fee is not paid, and from what day it is due."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Min

from billing.invoices.queries.owing import open_invoices
from tenants.members.models import Member


def oldest_unpaid_fee(member_id: UUID) -> date | None:
    """The day that the member's oldest unpaid fee is due, past or to come; None where every fee is paid.

    A fee is what a class of fees was billed by; other invoices are no fee and cost nobody a vote.
    """
    due: date | None = (
        open_invoices(member=member_id).exclude(fee_class="").aggregate(first=Min("due_on"))["first"]
    )
    return due


def members_behind() -> list[UUID]:
    """Members that the register says something else of than the books."""
    unpaid = open_invoices().exclude(fee_class="").order_by().values_list("member", "due_on")
    oldest: dict[UUID, date] = {}
    for member, due_on in unpaid:
        if due_on is not None:
            oldest[member] = min(due_on, oldest.get(member, due_on))
    known = dict(Member.objects.exclude(fee_overdue_since=None).values_list("pk", "fee_overdue_since"))
    return sorted(one for one in {*oldest, *known} if oldest.get(one) != known.get(one))
