"""The reference that a payer outside bankgirot types: ISO 11649, ``RF`` with two check digits before our own.

The check digits (ISO 7064, modulus 97-10) catch every wrong sign and every swap of neighbours. What stands
after them is our number with a check digit of its own by weights 7, 3, 1: a bank in Finland, which tells its
own reference numbers apart in that way, takes the whole and may hand on that part of it alone.
"""

from __future__ import annotations

import re

from stdnum import iso11649
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_97_10

PREFIX = "RF"
LONGEST = 25
_WEIGHTS = (7, 3, 1)
_HEAD = len(PREFIX) + 2
_MOST_DIGITS = 19
_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])[Rr][Ff](?:[ ]?[0-9]){3,23}(?![0-9A-Za-z])")


def reference(number: str) -> str:
    """The whole reference for a number of ours. Raises ValueError unless it is 1 to 19 digits."""
    if not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        raise ValueError(f"{number!r} is not 1 to {_MOST_DIGITS} digits")
    own = number + national_digit(number)
    return f"{PREFIX}{mod_97_10.calc_check_digits(own + PREFIX)}{own}"


def national_digit(number: str) -> str:
    """The check digit by weights 7, 3, 1 from the right: ``1`` for ``123456``."""
    weighted = sum(
        int(digit) * _WEIGHTS[place % len(_WEIGHTS)] for place, digit in enumerate(reversed(number))
    )
    return str(-weighted % 10)


def looks_like(text: str) -> bool:
    """Whether somebody meant a reference of this kind, right or wrong."""
    return compact(text).startswith(PREFIX) and compact(text)[len(PREFIX) : _HEAD].isdigit()


def is_valid(text: str) -> bool:
    """Whether the check digits hold. Never raises."""
    try:
        iso11649.validate(text)
    except ValidationError:
        return False
    return True


def compact(text: str) -> str:
    """Without the blanks that group it for the eye, in capitals."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-–\u00ad").upper()


def own_part(whole: str) -> str:
    """What stands after the check digits; empty for what is no reference of this kind."""
    return whole[_HEAD:] if whole.startswith(PREFIX) else ""


def shown(whole: str) -> str:
    """As it is printed: in groups of four, with spaces."""
    return " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))


def found_in(text: str) -> tuple[str, ...]:
    """Every reference in a free text whose check digits hold, in order."""
    seen = (compact(one) for one in _IN_TEXT.findall(text))
    return tuple(dict.fromkeys(one for one in seen if is_valid(one)))
