"""Money in the words of the record."""

from __future__ import annotations

from voting.counting.rule_text import NO_BREAK_SPACE, group


def kronor(ore: int) -> str:
    """``4 000 kr`` for 400 000 öre."""
    whole, rest = divmod(ore, 100)
    amount = f"{group(whole, 'sv')},{rest:02d}" if rest else group(whole, "sv")
    return f"{amount}{NO_BREAK_SPACE}kr"
