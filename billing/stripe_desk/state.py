"""What the desk remembers: one drawer for the platform and one for each connected account."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from billing.stripe_desk.problems import closed, missing

Thing = dict[str, Any]
PLATFORM = ""


@dataclass
class Drawer:
    """Everything of one account: objects by id in the order they were made, and what happened.

    New things come by :meth:`put`, which also knows them by their kind. ``is_closed``: the platform's
    access was taken away, and nothing of it is told or answered from then on.
    """

    account: str
    things: dict[str, Thing] = field(default_factory=dict)
    events: list[Thing] = field(default_factory=list)
    is_closed: bool = False

    def __post_init__(self) -> None:
        """What an earlier run kept is known by its kinds too."""
        self._kinds: dict[str, list[Thing]] = {}
        for thing in self.things.values():
            self._kinds.setdefault(thing["object"], []).append(thing)

    def put(self, thing: Thing) -> None:
        """Keep a new object."""
        self.things[thing["id"]] = thing
        self._kinds.setdefault(thing["object"], []).append(thing)

    def get(self, kind: str, number: str, param: str = "id") -> Thing:
        """The live object, or Stripe's "No such …"."""
        thing = self.things.get(number)
        if thing is None or thing["object"] != kind:
            raise missing(kind.replace(".", "_") if "." in kind else kind, number, param)
        return thing

    def all(self, kind: str, **having: Any) -> list[Thing]:  # noqa: ANN401  JSON
        """Newest first, as Stripe lists."""
        return [
            thing
            for thing in reversed(self._kinds.get(kind, []))
            if all(thing.get(name) == value for name, value in having.items())
        ]


@dataclass
class Kept:
    """An answer under an idempotency key."""

    asked: str
    status: int
    body: str
    at: int


@dataclass
class Delivery:
    """A webhook on its way: which event, to which address, how many times it was tried, when next."""

    event: str
    account: str
    endpoint: str
    due: int
    tries: int = 0


@dataclass
class State:
    """All drawers, keys and letters on their way. ``number`` names the next object."""

    number: int = 0
    drawers: dict[str, Drawer] = field(default_factory=lambda: {PLATFORM: Drawer(PLATFORM)})
    keys: dict[str, Kept] = field(default_factory=dict)
    letters: list[Delivery] = field(default_factory=list)

    def drawer(self, account: str) -> Drawer:
        """One account's drawer; KeyError where there is none."""
        return self.drawers[account]

    def opened(self, account: str) -> Drawer:
        """One that the platform has access to; Stripe's own no for another."""
        drawer = self.drawers.get(account)
        if drawer is None or drawer.is_closed:
            raise closed(account)
        return drawer

    def accounts(self) -> Iterator[Drawer]:
        """The connected accounts."""
        return (drawer for name, drawer in self.drawers.items() if name != PLATFORM)

    def keep(self, file: Path) -> None:
        """Write everything, whole or not at all."""
        half = file.with_suffix(".half")
        half.write_text(json.dumps(asdict(self)), encoding="utf-8")
        os.replace(half, file)  # noqa: PTH105  atomic on POSIX, which is the point

    @classmethod
    def read(cls, file: Path) -> State:
        """What an earlier run kept; empty when there is nothing."""
        if not file.is_file():
            return cls()
        kept = json.loads(file.read_text(encoding="utf-8"))
        return cls(
            number=kept["number"],
            drawers={name: Drawer(**drawer) for name, drawer in kept["drawers"].items()},
            keys={name: Kept(**one) for name, one in kept["keys"].items()},
            letters=[Delivery(**one) for one in kept["letters"]],
        )


Now = Callable[[], int]


@dataclass
class Context:
    """What an endpoint works with: the drawer, the clock, and where its hosted pages stand."""

    state: State
    drawer: Drawer
    now: int
    pages: str
    api_version: str

    def new_id(self, prefix: str) -> str:
        """An id that no object of any account has."""
        self.state.number += 1
        return f"{prefix}_desk{self.state.number:08d}"

    def put(self, thing: Thing) -> Thing:
        """Keep a new object."""
        self.drawer.put(thing)
        return thing

    def tell(self, kind: str, thing: Thing) -> None:
        """Something happened: keep the event with the object as it is now, and send it to who listens."""
        event: Thing = {
            "id": self.new_id("evt"),
            "object": "event",
            "api_version": self.api_version,
            "created": self.now,
            "data": {"object": copy.deepcopy(thing)},
            "livemode": False,
            "pending_webhooks": 0,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        if self.drawer.account:
            event["account"] = self.drawer.account
        self.drawer.events.append(event)
        if self.drawer.is_closed:
            return
        wanted = bool(self.drawer.account)
        for endpoint in self.state.drawer(PLATFORM).things.values():
            if endpoint["object"] != "webhook_endpoint" or endpoint["status"] != "enabled":
                continue
            if endpoint["_connect"] == wanted and _listens(endpoint, kind):
                event["pending_webhooks"] += 1
                self.state.letters.append(
                    Delivery(event["id"], self.drawer.account, endpoint["id"], self.now)
                )


def _listens(endpoint: Thing, kind: str) -> bool:
    return "*" in endpoint["enabled_events"] or kind in endpoint["enabled_events"]
