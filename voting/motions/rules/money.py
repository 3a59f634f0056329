"""Fees in the words of the minutes. Plain Python."""

from __future__ import annotations


def kronor(amount: int) -> str:
    """``4 000 kr`` for 400 000 öre; ``ingen avgift`` for nothing."""
    if amount == 0:
        return "ingen avgift"
    whole, rest = divmod(amount, 100)
    digits = f"{whole:,}".replace(",", "\u00a0")
    return f"{digits},{rest:02d}\u00a0kr" if rest else f"{digits}\u00a0kr"
