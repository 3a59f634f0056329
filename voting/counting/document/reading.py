"""Reading what somebody sends to be counted. Whatever cannot be read is refused by one line with its place.

Nothing is guessed and nothing is rounded: a number is a whole number, a share is a fraction in text, and
a name that nobody knows is an error, not a vote.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from voting.counting.names import LONGEST_NAME

LARGEST = 10**9
MOST_CANDIDATES = 200
LONGEST_QUOTE = 40


class CountError(ValueError):
    """One line that names the field and says what is wrong with it."""


def refuse(field: str, problem: str) -> CountError:
    """The error for a field."""
    return CountError(f"{field}: {problem}")


def quoted(value: object) -> str:
    """A value as it may stand in one line of text, however long or strange it was."""
    if isinstance(value, Mapping | list | tuple):
        return "an object" if isinstance(value, Mapping) else "a list"
    if isinstance(value, int) and abs(value) > LARGEST**2:
        return "a number of very many digits"
    known = value is None or isinstance(value, str | int)
    text = json.dumps(value, ensure_ascii=True) if known else repr(value)
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def fields(value: object, where: str, known: Sequence[str]) -> Mapping[str, Any]:
    """An object that has no field but the known ones."""
    found = an_object(value, where)
    for name in found:
        if name not in known:
            raise refuse(_inside(where, str(name)), f"is not a field here; known are {', '.join(known)}")
    return found


def an_object(value: object, where: str) -> Mapping[str, Any]:
    """A mapping with text as keys."""
    if not isinstance(value, Mapping):
        raise refuse(where, f"must be an object, not {quoted(value)}")
    for key in value:
        if not isinstance(key, str):
            raise refuse(where, f"must have text as keys, not {quoted(key)}")
    return value


def a_list(value: object, where: str) -> Sequence[Any]:
    """A list; text is none."""
    if not isinstance(value, list | tuple):
        raise refuse(where, f"must be a list, not {quoted(value)}")
    return value


def items(value: object, where: str) -> Iterator[tuple[str, Any]]:
    """Each of a list, with its place."""
    for number, item in enumerate(a_list(value, where)):
        yield f"{where}[{number}]", item


def a_number(value: object, where: str, *, least: int = 0) -> int:
    """A whole number. True counts nothing, and 1.0 is not written as one."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise refuse(where, f"must be a whole number, not {quoted(value)}")
    if not least <= value <= LARGEST:
        raise refuse(where, f"must be between {least} and {LARGEST}, not {quoted(value)}")
    return value


def a_flag(value: object, where: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise refuse(where, f"must be true or false, not {quoted(value)}")
    return value


def one_of(value: object, where: str, known: Sequence[str]) -> str:
    """One of the known words."""
    if not isinstance(value, str) or value not in known:
        raise refuse(where, f"must be one of {', '.join(known)}, not {quoted(value)}")
    return value


def a_text(value: object, where: str) -> str:
    """Text with something in it, on one line."""
    if (
        not isinstance(value, str)
        or not value.strip()
        or len(value) > LONGEST_NAME
        or not value.isprintable()
    ):
        raise refuse(where, f"must be printable text of 1 to {LONGEST_NAME} characters, not {quoted(value)}")
    return value


def a_name(value: object, where: str, known: Sequence[str] | None = None) -> str:
    """A name, and a known one when it is known who stands."""
    name = a_text(value, where)
    if known is not None and name not in known:
        raise refuse(where, f"{quoted(name)} is not one of those who can be named here")
    return name


def names(value: object, where: str, known: Sequence[str] | None = None) -> tuple[str, ...]:
    """Different names, all of them known when it is known who stands."""
    found: list[str] = []
    for place, item in items(value, where):
        name = a_name(item, place, known)
        if name in found:
            raise refuse(place, f"{quoted(name)} stands twice")
        found.append(name)
    return tuple(found)


def _inside(where: str, name: str) -> str:
    shown = name if name.isprintable() and len(name) <= LONGEST_QUOTE else quoted(name)
    return f"{where}.{shown}" if where else shown
