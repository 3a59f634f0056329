"""Fees in the words of the minutes. Plain Python."""

from __future__ import annotations

from kernel.money import money


def fee_in_words(amount: int, currency: str) -> str:
    """``4 000 kr`` for 400 000 öre; ``ingen avgift`` for nothing."""
    return money(amount, currency=currency) if amount else "ingen avgift"
