"""The board's choice of VAT, and whom an invoice with VAT can be made out to."""

from __future__ import annotations

from uuid import UUID

from billing.invoices import rules
from billing.invoices.enums import Vat
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Effect
from tenants.members.models import Member


def vat_choice() -> Effect | None:
    """The board's standing choice of VAT (effect VAT_CHOSEN), the latest; nothing before it chose."""
    standing_ones = Effect.objects.filter(
        kind=EffectKind.VAT_CHOSEN.value, undone_at=None, decision__retracted_at=None
    )
    return standing_ones.select_related("decision").order_by("-at", "-pk").first()


def chosen_vat(effect: Effect | None) -> rules.VatChoice:
    """What that choice says of each line; without VAT until somebody has chosen otherwise."""
    return rules.VatChoice.of(effect.body if effect else None)


def vat_chosen_by(decision_id: UUID) -> frozenset[Vat]:
    """The treatments that this decision of the board chose, also when it has chosen otherwise since."""
    chosen = Effect.objects.filter(decision=decision_id, kind=EffectKind.VAT_CHOSEN.value).first()
    return chosen_vat(chosen).treatments if chosen else frozenset()


def with_address() -> set[UUID]:
    """Members that an invoice with VAT can be made out to: street and town are known (ML 17 kap. 24 § 5)."""
    known = Member.objects.exclude(billing_details__street="").exclude(billing_details=None)
    return set(known.exclude(billing_details__town="", town="").values_list("pk", flat=True))
