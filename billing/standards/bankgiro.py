"""Bankgiro numbers: seven or eight digits, the last one a check digit by modulus 10, shown as 999-0003."""

from __future__ import annotations

from stdnum import luhn
from stdnum.exceptions import ValidationError

SHORTEST, LONGEST = 7, 8


def compact(number: str) -> str:
    """The digits alone, as they are stored and sent; leading zeros of a file's wider field fall away."""
    return "".join(c for c in number if not c.isspace() and c not in "-–").lstrip("0")


def is_valid(number: str) -> bool:
    """Whether this can be a bankgiro number. Never raises."""
    digits = compact(number)
    if not SHORTEST <= len(digits) <= LONGEST or not (digits.isascii() and digits.isdigit()):
        return False
    try:
        luhn.validate(digits)
    except ValidationError:
        return False
    return True


def shown(number: str) -> str:
    """As it is printed on an invoice, with a hyphen before the last four digits."""
    digits = compact(number)
    return f"{digits[:-4]}-{digits[-4:]}"
