"""What an association counts in: when it can still be changed, and what takes kronor alone. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kernel.errors import Obstacle
from kernel.money import CURRENCIES, EUR, SEK

KRONOR_ALONE = ("bankgiro", "swish")
"""Ways to pay in kronor and in nothing else."""
_ONLINE = {
    SEK: ("kort eller Swish", "card or Swish"),
    EUR: ("kort eller SEPA-autogiro", "card or SEPA debit"),
}


def obstacles_to_another_currency(
    *, is_decided: bool, has_invoices: bool, has_vouchers: bool
) -> list[Obstacle]:
    """An amount that is decided, billed or booked would mean something else in another currency.

    Drafts count: what is typed in them is an amount already.
    """
    found = []
    if is_decided:
        found.append(Obstacle("billing.invoices.obstacle_fee_is_decided"))
    if has_invoices:
        found.append(Obstacle("billing.invoices.obstacle_has_invoices"))
    if has_vouchers:
        found.append(Obstacle("billing.invoices.obstacle_has_vouchers"))
    return found


def faults_in_ways(kept: Mapping[str, Any], currency: str) -> dict[str, list[Obstacle]]:
    """Bankgiro and Swish in an association that does not count in kronor; by field."""
    if currency == SEK:
        return {}
    name = {"currency": currency}
    return {
        way: [Obstacle(f"billing.invoices.error_{way}_takes_kronor", name)]
        for way in KRONOR_ALONE
        if kept[way]
    }


def choices() -> list[dict[str, str]]:
    """Every currency to choose between, in both languages."""
    return [{"code": one.code, "sv": one.name_sv, "en": one.name_en} for one in CURRENCIES.values()]


def online_ways(currency: str, *, sv: bool, has_debit: bool) -> str:
    """How an invoice in this currency can be paid on its own page, as a letter says it.

    ``has_debit``: whether the association's account takes SEPA debit.
    """
    cards = ("kort", "card")
    found = cards if currency == EUR and not has_debit else _ONLINE.get(currency, cards)
    return found[0 if sv else 1]
