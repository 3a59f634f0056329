"""One field of a member at a time: tidied where the meaning is certain, named as wrong where not.

The same for a row of a file and for a form. Plain Python.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tenants.members.enums import HEADINGS, KIND_IN_FILES, LONGEST
from tenants.members.rules.headings import REQUIRED
from tenants.members.rules.org_numbers import SWEDEN, read_org_number
from tenants.members.rules.text import begins_like_formula, has_hidden, mixes_alphabets, short, visible

NUMBER_WIDTH = 4
MOST_EMPLOYEES = 10_000_000
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])"
)
_WHOLE = re.compile(r"[0-9]{1,9}|[0-9]{1,3}([ \u00a0\u202f][0-9]{3}){1,2}")
_FIGURES = re.compile(r"[+−-]?\s*[0-9][0-9.,\s]*")
_NUMBER = re.compile(r"[0-9A-Za-zÅÄÖåäö][0-9A-Za-zÅÄÖåäö-]*")


class Wrong(StrEnum):
    """What stops a value."""

    NAME_MISSING = "name_missing"
    MISSING = "missing"
    FORMULA = "formula"
    HIDDEN = "hidden"
    TOO_LONG = "too_long"
    NUMBER = "number"
    ORG_NUMBER = "org_number"
    ORG_NUMBER_CHECK = "org_number_check"
    ORG_NUMBER_FORM = "org_number_form"
    KIND = "kind"
    EMPLOYEES = "employees"
    EMAIL = "email"


class Tidied(StrEnum):
    """What was put right."""

    TRIMMED = "trimmed"
    HYPHEN = "org_number_hyphen"
    PREFIX = "org_number_prefix"
    PADDED = "number_padded"
    ALPHABETS = "mixed_alphabets"


@dataclass(frozen=True)
class Cleaned:
    """A value as it will be kept, or as it was written if something stops it."""

    value: str
    wrong: Wrong | None = None
    params: dict[str, Any] = field(default_factory=dict)
    tidied: tuple[Tidied, ...] = ()


def clean(name: str, raw: str, country: str = SWEDEN) -> Cleaned:
    """Read one value of one field in a network of this country. Never raises, whatever it holds."""
    value = unicodedata.normalize("NFC", raw).strip()
    if not value:
        return _empty(name)
    stopped = _stopped(name, raw, value)
    if stopped is not None:
        return stopped
    cleaned = _org_number(value, country) if name == "org_number" else _CLEANERS.get(name, Cleaned)(value)
    if cleaned.wrong is None and len(cleaned.value) > LONGEST[name]:
        return Cleaned(value, Wrong.TOO_LONG, {"column": HEADINGS[name], "most": LONGEST[name]})
    if cleaned.wrong is None and value != unicodedata.normalize("NFC", raw):
        return Cleaned(cleaned.value, tidied=(Tidied.TRIMMED, *cleaned.tidied))
    return cleaned


def _empty(name: str) -> Cleaned:
    if name == "name":
        return Cleaned("", Wrong.NAME_MISSING)
    if name in REQUIRED:
        return Cleaned("", Wrong.MISSING, {"column": HEADINGS[name]})
    return Cleaned("")


def _stopped(name: str, raw: str, value: str) -> Cleaned | None:
    """What no field may be. A number of employees such as −3 is wrong as a number, not as a formula."""
    figures = name == "employees" and _FIGURES.fullmatch(value)
    if begins_like_formula(raw) and not figures:
        return Cleaned(visible(value), Wrong.FORMULA, {"column": HEADINGS[name], "value": short(value)})
    if has_hidden(value):
        return Cleaned(visible(value), Wrong.HIDDEN, {"column": HEADINGS[name], "value": short(value)})
    return None


def _number(value: str) -> Cleaned:
    if not _NUMBER.fullmatch(value):
        return Cleaned(value, Wrong.NUMBER, {"value": short(value)})
    if value.isdigit() and len(value) < NUMBER_WIDTH:  # a spreadsheet drops the leading zeros
        return Cleaned(value.zfill(NUMBER_WIDTH), tidied=(Tidied.PADDED,))
    return Cleaned(value)


def _named(value: str) -> Cleaned:
    return Cleaned(value, tidied=(Tidied.ALPHABETS,) if mixes_alphabets(value) else ())


def _org_number(value: str, country: str) -> Cleaned:
    read = read_org_number(value, country)
    if not read.is_a_number:
        return Cleaned(value, Wrong.ORG_NUMBER_FORM, {"value": short(value), "example": read.example})
    if not read.is_checked and read.suggestion:
        return Cleaned(value, Wrong.ORG_NUMBER, {"value": short(value), "suggestion": read.suggestion})
    if not read.is_checked:
        return Cleaned(value, Wrong.ORG_NUMBER_CHECK, {"value": short(value), "example": read.example})
    if read.had_prefix:
        return Cleaned(read.value, tidied=(Tidied.PREFIX,))
    return Cleaned(read.value, tidied=(Tidied.HYPHEN,) if value != read.value else ())


def _kind(value: str) -> Cleaned:
    kind = KIND_IN_FILES.get(value.casefold())
    if kind is None:
        return Cleaned(value, Wrong.KIND, {"value": short(value)})
    return Cleaned(kind.value)


def _employees(value: str) -> Cleaned:
    if not _WHOLE.fullmatch(value) or (count := int(re.sub(r"\s", "", value))) > MOST_EMPLOYEES:
        return Cleaned(value, Wrong.EMPLOYEES, {"value": short(value)})
    return Cleaned(str(count))


def _email(value: str) -> Cleaned:
    if not _EMAIL.fullmatch(value):
        return Cleaned(value, Wrong.EMAIL, {"value": short(value)})
    return Cleaned(value.lower())


_CLEANERS: dict[str, Callable[[str], Cleaned]] = {
    "number": _number,
    "name": _named,
    "kind": _kind,
    "employees": _employees,
    "contact_name": _named,
    "contact_email": _email,
    "invoice_email": _email,
}
