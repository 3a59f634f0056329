"""Requests held against the SDK's own typed parameters, read closed.

The SDK's types leave doors open (``Literal['a', 'b'] | str``) so that an old client survives a new server.
Here they are shut: an unknown key, a missing one, a value of the wrong kind or a word that the list does not
name is refused as Stripe refuses it.
"""

from __future__ import annotations

import re
import sys
import types
import typing
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from stripe import RequestOptions
from typing_extensions import is_typeddict

from billing.stripe_desk.problems import Problem

_OPTIONS = frozenset(RequestOptions.__annotations__)
_INTEGER = re.compile(r"-?\d{1,18}")


def validated(params: type, given: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters with their types, or :class:`Problem` in Stripe's words."""
    return _typed_dict(params, given, "")


@cache
def _hints(params: type) -> dict[str, Any]:
    # The options that every request inherits name types that only a checker imports; they are no parameters.
    names = {**vars(typing), "StripeContext": object, **vars(sys.modules[params.__module__])}
    hints = get_type_hints(params, globalns=names, localns=names, include_extras=True)
    return {name: hint for name, hint in hints.items() if name not in _OPTIONS}


def _typed_dict(params: type, given: Mapping[str, Any], path: str) -> dict[str, Any]:
    hints = _hints(params)
    unknown = [name for name in given if name not in hints]
    if unknown:
        where = _join(path, unknown[0])
        raise Problem(f"Received unknown parameter: {where}", code="parameter_unknown", param=where)
    for name, hint in hints.items():
        if name not in given and get_origin(hint) is not NotRequired:
            where = _join(path, name)
            raise Problem(f"Missing required param: {where}.", code="parameter_missing", param=where)
    return {name: _value(hints[name], value, _join(path, name)) for name, value in given.items()}


def _value(hint: Any, value: Any, path: str) -> Any:  # noqa: ANN401, PLR0911  any type of the SDK; one line a kind
    origin = get_origin(hint)
    if origin in {NotRequired, Required}:
        return _value(get_args(hint)[0], value, path)
    if origin in {Union, types.UnionType}:
        return _one_of(get_args(hint), value, path)
    if origin is Literal:
        return _word(get_args(hint), value, path)
    if is_typeddict(hint):
        if not isinstance(value, dict):
            raise Problem(f"Invalid object: {path}", param=path)
        return _typed_dict(hint, value, path)
    if origin is list:
        return _list(get_args(hint)[0], value, path)
    if origin is dict:
        return _dict(get_args(hint)[1], value, path)
    return _plain(hint, value, path)


def _list(inner: Any, value: Any, path: str) -> list[Any]:  # noqa: ANN401  any type of the SDK
    if not isinstance(value, dict) or sorted(value, key=str) != sorted(map(str, range(len(value))), key=str):
        raise Problem(f"Invalid array: {path}", param=path)
    return [_value(inner, value[str(n)], f"{path}[{n}]") for n in range(len(value))]


def _dict(inner: Any, value: Any, path: str) -> dict[str, Any]:  # noqa: ANN401  any type of the SDK
    if not isinstance(value, dict):
        raise Problem(f"Invalid object: {path}", param=path)
    return {name: _value(inner, one, _join(path, name)) for name, one in value.items()}


def _one_of(members: tuple[Any, ...], value: Any, path: str) -> Any:  # noqa: ANN401  any type of the SDK
    words = [word for member in members if get_origin(member) is Literal for word in get_args(member)]
    if isinstance(value, str) and value in words:
        return value
    rest = [one for one in members if get_origin(one) is not Literal and one is not type(None)]
    if any(word != "" for word in words):  # a list of words with "or any string" behind it: the list counts
        rest = [one for one in rest if one is not str]
        if not rest or (isinstance(value, str) and all(is_typeddict(one) for one in rest)):
            return _word(tuple(words), value, path)
    trouble: Problem | None = None
    for member in rest:
        try:
            return _value(member, value, path)
        except Problem as problem:
            trouble = trouble or problem
    raise trouble or Problem(f"Invalid value for {path}", param=path)


def _word(words: tuple[Any, ...], value: Any, path: str) -> Any:  # noqa: ANN401  any type of the SDK
    if value in words:
        return value
    listed = ", ".join(str(word) for word in words if word != "")
    raise Problem(f"Invalid {path}: must be one of {listed}", param=path)


def _plain(hint: Any, value: Any, path: str) -> Any:  # noqa: ANN401  any type of the SDK
    if not isinstance(value, str):
        raise Problem(f"Invalid value for {path}", param=path)
    if hint is int:
        if not _INTEGER.fullmatch(value):
            raise Problem(f"Invalid integer: {value}", code="parameter_invalid_integer", param=path)
        return int(value)
    if hint is bool:
        if value not in {"true", "false"}:
            raise Problem(f"Invalid boolean: {value}", param=path)
        return value == "true"
    if hint in {float, Decimal}:
        try:
            return str(Decimal(value))
        except InvalidOperation:
            raise Problem(f"Invalid decimal: {value}", param=path) from None
    if hint is str:
        return value
    raise Problem(f"Invalid value for {path}", param=path)


def _join(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name
