"""What the association's invoices say of it, and where each member wants its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from billing.invoices import queries, rules
from billing.invoices.events import BillingDetailsChanged, InvoiceSettingsChanged
from billing.invoices.models import BillingDetails, InvoiceSettings
from billing.standards import peppol
from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, refuse_if
from tenants.members.actions import change_member
from tenants.members.models import Member


@transaction.atomic
def change_settings(values: Mapping[str, Any], *, by: Actor, at: datetime) -> InvoiceSettings:
    """Change some of the settings; issued invoices keep what they said. Raises Malformed with every fault.

    What says the same as before is no change and is not recorded. Raises Refused for another currency once an
    amount is decided, billed or booked.
    """
    tidy, wrong = rules.tidy_settings(values, country=tenancy.current().country)
    if wrong:
        raise Malformed(wrong)
    InvoiceSettings.objects.get_or_create(pk=1, defaults=queries.beginnings())
    kept = InvoiceSettings.objects.select_for_update().get(pk=1)
    changed = sorted(name for name, value in tidy.items() if getattr(kept, name) != value)
    if not changed:
        return kept
    if "currency" in changed:
        refuse_if(queries.obstacles_to_another_currency())
    coming = {way: tidy.get(way, getattr(kept, way)) for way in rules.KRONOR_ALONE}
    if wrong := rules.faults_in_ways(coming, tidy.get("currency", kept.currency)):
        raise Malformed(wrong)
    for name in changed:
        setattr(kept, name, tidy[name])
    kept.changed_at = at
    kept.save(update_fields=[*changed, "changed_at"])
    record(InvoiceSettingsChanged(subject=None, fields=changed), by=by, at=at)
    return kept


@transaction.atomic
def change_billing_details(
    *, member_id: UUID, values: Mapping[str, Any], by: Actor, at: datetime
) -> BillingDetails:
    """Where a member's coming invoices go. What says the same as before is not recorded.

    ``peppol_id`` is kept in the register of members, whose own fact tells of it. Raises Missing, and
    Malformed for what is no address in Peppol.
    """
    values = dict(values)
    if "peppol_id" in values:
        address = str(values.pop("peppol_id")).strip()
        if address and not peppol.is_address(address):
            raise Malformed({"peppol_id": [Obstacle("billing.invoices.error_peppol_id", {"value": address})]})
        change_member(member_id=member_id, values={"peppol_id": address}, by=by, at=at)
    member = Member.objects.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise Missing
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    kept = queries.billing_details(member)
    changed = sorted(name for name, value in tidy.items() if getattr(kept, name) != value)
    if not changed:
        return kept
    for name in changed:
        setattr(kept, name, tidy[name])
    kept.changed_at = at
    kept.save()
    record(BillingDetailsChanged(subject=member.pk, fields=changed), by=by, at=at)
    return kept
