"""Members one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from tenants.members import queries, rules
from tenants.members.actions.shared import employees_of, hold_the_roll, let_in, member_of
from tenants.members.enums import HEADINGS
from tenants.members.events import MemberAdded, MemberChanged
from tenants.members.models import Member


@transaction.atomic
def add_member(values: Mapping[str, str], *, by: Actor, at: datetime) -> Member:
    """Add an organisation and let its contact in; without a number it gets the next one.

    The same organisation with the same values again is no error and gives the one that is here.
    Raises Malformed with every wrong field, Refused with every member that has one of its values.
    """
    tidy = rules.tidy_form({**dict.fromkeys(HEADINGS, ""), **values}, country=tenancy.current().country)
    hold_the_roll()
    here = Member.objects.filter(org_number=tidy["org_number"]).first()
    if here is not None and all(_as_text(here, name) == value for name, value in tidy.items() if value):
        return here
    tidy["number"] = tidy["number"] or queries.next_number()
    refuse_if(rules.obstacles_beside(queries.roll(), tidy))
    member = member_of(tidy, at=at)
    member.save(force_insert=True)
    let_in([(member.contact_email, member.contact_name)], at=at)
    record(MemberAdded(subject=member.pk, number=member.number, name=member.name), by=by, at=at)
    return member


@transaction.atomic
def change_member(*, member_id: UUID, values: Mapping[str, str], by: Actor, at: datetime) -> Member:
    """Change some fields; what says the same as before is no change and is not recorded.

    Raises Missing, Malformed with every wrong field, Refused with every member that has one of its values.
    """
    member = _locked(member_id)
    tidy = rules.tidy_form(values, country=tenancy.current().country)
    tidy = {name: value for name, value in tidy.items() if value or name != "number"}
    changed = {name: value for name, value in tidy.items() if _as_text(member, name) != value}
    if not changed:
        return member
    hold_the_roll()
    refuse_if(rules.obstacles_beside(queries.roll(without=member.pk), changed))
    for name, value in changed.items():
        setattr(member, name, employees_of(value) if name == "employees" else value)
    member.save(update_fields=list(changed))
    if "contact_email" in changed:
        let_in([(member.contact_email, member.contact_name)], at=at)
    fact = MemberChanged(subject=member.pk, number=member.number, name=member.name, fields=sorted(changed))
    record(fact, by=by, at=at)
    return member


@transaction.atomic
def name_delegate(*, member_id: UUID, name: str) -> None:
    """Remember who speaks for the organisation, "" for nobody. The registration's own fact tells of it."""
    member = _locked(member_id)
    member.delegate_name = name
    member.save(update_fields=["delegate_name"])


@transaction.atomic
def note_unpaid_fee(*, member_id: UUID, due_on: Callable[[], date | None]) -> None:
    """Keep from what day the member's oldest unpaid fee is due; the rules say whether that matters.

    ``due_on`` is asked while the member is held, so that of two payments at once the second sees the first.
    What happened stands in the record as the invoice or the payment that it was.
    """
    member = Member.objects.select_for_update(no_key=True).filter(pk=member_id).first()
    if member is None:
        raise Missing
    day = due_on()
    if member.fee_overdue_since != day:
        member.fee_overdue_since = day
        member.save(update_fields=["fee_overdue_since"])


def _locked(member_id: UUID) -> Member:
    member = Member.objects.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise Missing
    return member


def _as_text(member: Member, name: str) -> str:
    value = getattr(member, name)
    return "" if value is None else str(value)
