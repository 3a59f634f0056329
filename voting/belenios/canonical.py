"""JSON as it is hashed: compact, members in the order given, big numbers as strings in base 10.

Reading is strict. A member that is missing, unknown or written twice, or a number that is written in another
way than we would write it, is ``Malformed`` with the place where it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from gmpy2 import mpz

from voting.belenios import group

DECIMAL = re.compile(r"0|[1-9][0-9]*", re.ASCII)
# Debian's tool does not reduce shares; nothing honest comes near this.
LONGEST_EXPONENT = 100


class Malformed(ValueError):
    """One line: where, and what is wrong."""


def written(value: object) -> str:
    """The one way to write it: compact, nothing escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(text: str | bytes, what: str) -> Any:  # noqa: ANN401  any JSON
    """A JSON text. Floats, and names that stand twice in one object, are none of ours."""
    try:
        # Decoded here: json.loads would guess other encodings than UTF-8 from bytes.
        return json.loads(
            text.decode() if isinstance(text, bytes) else text,
            object_pairs_hook=_without_doubles,
            parse_float=_no_float,
            parse_constant=_no_float,
        )
    except Malformed as error:
        raise Malformed(f"{what}: {error}") from None
    except RecursionError:
        raise Malformed(f"{what} is nested too deeply") from None
    except ValueError:
        raise Malformed(f"{what} is not JSON") from None


def read_canonical(text: str | bytes, what: str) -> Any:  # noqa: ANN401  any JSON
    """A record of the archive in its one form: no space, nothing that could have been written otherwise."""
    value = read(text, what)
    try:
        form = written(value).encode(errors="surrogatepass")
    except RecursionError:
        raise Malformed(f"{what} is nested too deeply") from None
    if form != (text.encode() if isinstance(text, str) else text):
        raise Malformed(f"{what} is not in canonical form")
    return value


def members(value: object, what: str, names: Sequence[str], optional: Sequence[str] = ()) -> dict[str, Any]:
    """An object with these members, the optional ones perhaps, and no other."""
    if not isinstance(value, dict):
        raise Malformed(f"{what} is not an object")
    for name in names:
        if name not in value:
            raise Malformed(f"{what} has no “{name}”")
    for name in value:
        if name not in names and name not in optional:
            raise Malformed(f"{what} has an unknown member “{name[:40]}”")
    return value


def a_list(value: object, what: str, length: int | None = None) -> list[Any]:
    """A list, of just this length where one is given."""
    if not isinstance(value, list):
        raise Malformed(f"{what} is not a list")
    if length is not None and len(value) != length:
        raise Malformed(f"{what} has {len(value)} items, not {length}")
    return value


def a_text(value: object, what: str) -> str:
    """A string that can be written in UTF-8."""
    if not isinstance(value, str):
        raise Malformed(f"{what} is not text")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Malformed(f"{what} is not text") from None
    return value


def a_count(value: object, what: str, *, least: int = 0) -> int:
    """A small whole number, as a JSON number."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least or value >= 1 << 62:
        raise Malformed(f"{what} is not a whole number from {least}")
    return value


def an_element(value: object, what: str) -> mpz:
    """A number in [1, p) in a string. Whether it lies in the group is asked elsewhere, of many at once."""
    if not isinstance(value, str) or len(value) > group.DIGITS or not DECIMAL.fullmatch(value):
        raise Malformed(f"{what} is not a number in base 10")
    found = mpz(value)
    if not 0 < found < group.P:
        raise Malformed(f"{what} is not between 1 and p")
    return found


def an_exponent(value: object, what: str) -> mpz:
    """A number in [0, q) in a string."""
    found = a_share(value, what)
    if found >= group.Q:
        raise Malformed(f"{what} is not below q")
    return found


def a_share(value: object, what: str) -> mpz:
    """A number in a string that may be larger than q: honest trustees send such shares."""
    if not isinstance(value, str) or len(value) > LONGEST_EXPONENT or not DECIMAL.fullmatch(value):
        raise Malformed(f"{what} is not a number in base 10")
    return mpz(value)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Malformed("a member stands twice in one object")
    return found


def _no_float(text: str) -> object:
    raise Malformed(f"“{text[:20]}” is not a whole number")
