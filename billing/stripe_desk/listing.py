"""How objects are looked at: one by one, or page by page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from billing.stripe_desk.problems import Problem
from billing.stripe_desk.state import Context, Thing

Act = Callable[[Context, Thing, tuple[str, ...]], Thing]


def retrieve(kind: str) -> Act:
    """One object."""

    def act(at: Context, _: Thing, ids: tuple[str, ...]) -> Thing:
        return at.drawer.get(kind, ids[0])

    return act


def account(at: Context, _: Thing, ids: tuple[str, ...]) -> Thing:
    """A connected account, while the platform has access to it."""
    at.state.opened(ids[0])
    return at.drawer.get("account", ids[0])


def event(at: Context, _: Thing, ids: tuple[str, ...]) -> Thing:
    """One event."""
    found = next((event for event in at.drawer.events if event["id"] == ids[0]), None)
    if found is None:
        raise Problem(f"No such event: '{ids[0]}'", status=404, code="resource_missing", param="id")
    return found


def list_of(kind: str, *filters: str) -> Act:
    """Objects of a kind, by what they hold."""

    def act(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
        having = {name: given[name] for name in filters if name in given}
        if "payout" in having:
            having["_payout"] = having.pop("payout")
        return page(at.drawer.all(kind, **having), given)

    return act


def events(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """What happened."""
    if "type" in given and "types" in given:
        raise Problem("You may only specify one of these parameters: type, types.")
    wanted = given.get("types") or ([given["type"]] if "type" in given else [])
    found = [
        event
        for event in at.drawer.events
        if not wanted
        or any(re.fullmatch(one.replace(".", r"\.").replace("*", ".*"), event["type"]) for one in wanted)
    ]
    return page(found[::-1], given)


def invoice_payments(at: Context, given: Thing, _: tuple[str, ...]) -> Thing:
    """What paid which invoice."""
    having: Thing = {name: given[name] for name in ("invoice", "status") if name in given}
    if "payment" in given:
        having["payment"] = given["payment"]
    return page(at.drawer.all("invoice_payment", **having), given)


def page(found: list[Thing], given: Thing) -> Thing:
    """One page of a list, newest first, between the cursors."""
    created = given.get("created")
    if isinstance(created, dict):
        checks: dict[str, Callable[[int, int], bool]] = {
            "gt": int.__gt__, "gte": int.__ge__, "lt": int.__lt__, "lte": int.__le__,
        }  # fmt: skip
        found = [one for one in found if all(checks[how](one["created"], n) for how, n in created.items())]
    elif created is not None:
        found = [one for one in found if one["created"] == created]
    limit = given.get("limit", 10)
    if not 1 <= limit <= 100:  # noqa: PLR2004  Stripe's own limit
        raise Problem("Invalid integer: limit must be between 1 and 100", param="limit")
    numbers = [one["id"] for one in found]
    after, before = given.get("starting_after"), given.get("ending_before")
    for name, cursor in (("starting_after", after), ("ending_before", before)):
        if cursor is not None and cursor not in numbers:
            raise Problem(f"No such object: '{cursor}'", code="resource_missing", param=name)
    if after is not None:
        found = found[numbers.index(after) + 1 :]
    if before is not None:
        found = found[: numbers.index(before)][-limit:]
        more = numbers.index(before) > limit
    else:
        more = len(found) > limit
    return {"object": "list", "data": found[:limit], "has_more": more, "url": ""}


def public(thing: Any) -> Any:  # noqa: ANN401  JSON
    """Without what the desk notes for itself."""
    if isinstance(thing, dict):
        return {name: public(one) for name, one in thing.items() if not name.startswith("_")}
    return [public(one) for one in thing] if isinstance(thing, list) else thing
