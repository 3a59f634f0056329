"""What an item's proposals stand on: the statutes proposed or in force, the fees, or one main text."""

from __future__ import annotations

from typing import Any

from tenants.networks import queries as networks
from tenants.statutes import queries as statutes
from tenants.statutes.models import Version
from voting.meetings.enums import Duty, ItemKind
from voting.meetings.models import Item
from voting.motions.enums import MatterKind, Mode
from voting.motions.models import Matter, Order
from voting.motions.rules import Clause, FeeClass, Ground


def matter_kind(item: Item) -> MatterKind:
    """What an item decides about."""
    if item.kind == ItemKind.STATUTES or item.duty == Duty.STATUTES:
        return MatterKind.STATUTES
    return MatterKind.FEES if item.duty == Duty.FEES else MatterKind.GENERAL


def ground_of(item: Item, matter: Matter | None, order: Order | None) -> tuple[Ground, Version | None]:
    """The ground of an item's proposals, and the version behind it where it is the statutes."""
    kind = matter_kind(item)
    proposer = matter.proposer_sv if matter else "Arbetsgruppen"
    if kind == MatterKind.STATUTES:
        mode, version = _statutes(item, order)
        return _of_version(version, mode, proposer), version
    if kind == MatterKind.FEES:
        return Ground(
            kind=kind, classes=_classes(matter), proposer=proposer, currency=networks.currency()
        ), None
    text = matter.text_sv if matter and matter.text_sv else item.proposal_sv
    return Ground(kind=kind, main_text=text, proposer=proposer), None


def _statutes(item: Item, order: Order | None) -> tuple[Mode, Version | None]:
    if order is not None and order.approved_at is not None and order.base is not None:
        version = Version.objects.filter(pk=order.base).prefetch_related("sections__moments").first()
        return Mode(order.mode), version
    waiting = _read_again(item)
    if waiting is not None:
        return Mode.SECOND_READING, waiting
    standing, proposed = statutes.latest(), statutes.proposed()
    if standing is None:
        return Mode.CONSTITUTIVE, proposed
    is_new = proposed is not None and proposed.created_at > standing.created_at
    return (Mode.REVISION, proposed) if is_new else (Mode.AMENDMENT, standing)


def _read_again(item: Item) -> Version | None:
    """The text that this item takes up by name; one without a name takes the oldest that no other has."""
    waiting = [v for v in statutes.awaiting_second_reading() if v.meeting != item.meeting_id]
    if item.reading is not None or not waiting:
        return next((v for v in waiting if v.pk == item.reading), None)
    others = Item.objects.filter(meeting=item.meeting_id, reading__isnull=False)
    taken = set(others.values_list("reading", flat=True))
    return next((v for v in waiting if v.pk not in taken), None)


def _of_version(version: Version | None, mode: Mode, proposer: str) -> Ground:
    sections = list(version.sections.all()) if version else []
    return Ground(
        kind=MatterKind.STATUTES,
        mode=mode,
        clauses=tuple(
            Clause(moment.key, section.number, moment.number, moment.text_sv)
            for section in sections
            for moment in section.moments.all()
        ),
        sections={section.key: section.number for section in sections},
        proposer=proposer,
    )


def _classes(matter: Matter | None) -> tuple[FeeClass, ...]:
    found: list[dict[str, Any]] = (matter.fees or {}).get("classes", []) if matter else []
    return tuple(
        FeeClass(one["id"], one["sv"], one.get("en", ""), one["amount"], one.get("vote", True))
        for one in found
    )
