"""Whoever changes what an invoice is owed holds its row."""

from __future__ import annotations

from uuid import UUID

from billing.invoices.models import Invoice
from kernel.errors import Missing


def lock_invoice(invoice_id: UUID) -> Invoice:
    """The invoice, held until the transaction ends; Missing where there is none."""
    found = (
        Invoice.objects.select_for_update(of=("self",)).select_related("member").filter(pk=invoice_id).first()
    )
    if found is None:
        raise Missing
    return found


def lock_invoices(*invoice_ids: UUID) -> dict[UUID, Invoice]:
    """Several, in one order for everybody."""
    return {one: lock_invoice(one) for one in sorted(set(invoice_ids))}
