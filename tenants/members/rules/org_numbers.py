"""Organisation numbers as the network's own country writes them. Plain Python.

Each rule rests on what the country's register says of its own number: Sweden, Skatteverket SKV 709 (ten
digits, modulus 10); Norway, Brønnøysundregistrene on Enhetsregisteret (nine digits beginning with 8 or 9,
modulus 11); Denmark, Erhvervsstyrelsen on CVR (eight digits, modulus 11); Finland, PRH and Vero on
företags- och organisationsnummer (seven digits, a hyphen and a check digit, modulus 11), and PRH's register
number of an association that has no other; the Netherlands, KVK (eight digits, none of which checks the
others). Germany has no one number: a court's register gives ``VR 1234``. There and elsewhere what is
written stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType

from stdnum import luhn
from stdnum.dk import cvr
from stdnum.fi import associationid, ytunnus
from stdnum.no import orgnr as norwegian
from stdnum.se import orgnr as swedish

SWEDEN = "SE"
_ORG_TWELVE = re.compile(r"16[0-9]{10}")


@dataclass(frozen=True)
class Form:
    """How a country writes it. ``suggest`` gives the number with the check digit that would be right."""

    digits: re.Pattern[str]
    example: str
    compact: Callable[[str], str]
    is_valid: Callable[[str], bool]
    write: Callable[[str], str]
    suggest: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Read:
    """What was made of it: the number as it is kept, or what is wrong with it."""

    value: str
    is_a_number: bool = True
    is_checked: bool = True
    suggestion: str = ""
    example: str = ""
    had_prefix: bool = False


def read_org_number(text: str, country: str = SWEDEN) -> Read:
    """The number in its country's own writing; what is written, where the country has no rule for it."""
    form = _FORMS.get(country)
    if form is None:
        return Read(" ".join(text.split()))
    if country == "FI" and associationid.is_valid(text):
        return Read(associationid.format(associationid.compact(text)))
    number = form.compact(text)
    had_prefix = country == SWEDEN and _ORG_TWELVE.fullmatch(number) is not None
    number = number[2:] if had_prefix else number
    if not form.digits.fullmatch(number):
        return Read(text, is_a_number=False, example=form.example)
    if not form.is_valid(number):
        right = form.suggest(number) if form.suggest else ""
        return Read(text, is_checked=False, suggestion=right, example=form.example)
    return Read(form.write(number), had_prefix=had_prefix)


def _right_swedish(number: str) -> str:
    return swedish.format(number[:-1] + luhn.calc_check_digit(number[:-1]))


def _module(
    module: ModuleType, digits: str, example: str, suggest: Callable[[str], str] | None = None
) -> Form:
    write = getattr(module, "format", str)
    return Form(re.compile(digits), example, module.compact, module.is_valid, write, suggest)


_FORMS: Mapping[str, Form] = {
    "SE": _module(swedish, "[0-9]{10}", "559990-0015", _right_swedish),
    "NO": _module(norwegian, "[89][0-9]{8}", "974 760 673"),
    "DK": _module(cvr, "[1-9][0-9]{7}", "13585628"),
    "FI": _module(ytunnus, "[0-9]{8}", "2077474-0"),
    "NL": Form(
        re.compile("[0-9]{8}"), "12345678", lambda text: re.sub(r"[\s.]", "", text), lambda _: True, str
    ),
}
