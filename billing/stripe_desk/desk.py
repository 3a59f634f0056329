"""The desk itself: who asks, was it asked before, what is the answer, and what goes wrong on purpose."""

from __future__ import annotations

import base64
import copy
import hashlib
import json
import random
import re
import threading
from collections.abc import Callable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import stripe

from billing.stripe_desk import endpoints, forms, hands, shapes
from billing.stripe_desk.listing import public
from billing.stripe_desk.problems import Problem
from billing.stripe_desk.state import PLATFORM, Context, Drawer, Kept, State, Thing

KEYS_LIVE = 24 * 3600
KEY_PREFIX = "sk_test_desk"
FAULTS = ("lose_answer", "lose_request", "500", "429")


class AnswerLost(Exception):
    """The work was done, or not, and no answer comes."""


@dataclass
class Fault:
    """What goes wrong for the requests that match, ``times`` times (for ever when negative).

    ``what``: ``lose_answer`` (the work is done, the answer is lost), ``lose_request`` (nothing is done),
    ``500`` or ``429`` (an answer with nothing done).
    """

    what: str
    method: str = ""
    path: str = ""
    times: int = 1

    @classmethod
    def read(cls, text: str) -> Fault:
        """As a person writes it: ``lose_answer:POST:/refunds:2``, all but the first word left out at will."""
        what, method, path, times = (text.split(":") + [""] * 3)[:4]
        if what not in FAULTS or not re.fullmatch(r"(-?\d+)?", times):
            message = f"{text}: begin with one of {', '.join(FAULTS)}, end with a number"
            raise ValueError(message)
        return cls(what, method.upper(), path, int(times or 1))

    def hits(self, method: str, path: str) -> bool:
        """Whether this request meets it."""
        return self.times != 0 and self.method in {"", method} and self.path in path


@dataclass
class Desk:
    """One installation. ``now`` gives Unix seconds; ``pages`` is where the hosted pages stand.

    Threads may ask at once: one request is answered after the other. ``asked`` counts what came in.
    ``chance`` makes its webhooks come in any order, and some twice.
    """

    now: Callable[[], int]
    pages: str = "http://localhost:12111"
    file: Path | None = None
    state: State = field(default_factory=State)
    faults: list[Fault] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    down: bool = False
    chance: random.Random | None = None
    lock: threading.RLock = field(default_factory=threading.RLock)

    @classmethod
    def opened(cls, file: Path, *, now: Callable[[], int], pages: str) -> Desk:
        """With what an earlier run kept in this file."""
        return cls(now=now, pages=pages, file=file, state=State.read(file))

    def answer(
        self, method: str, url: str, headers: Mapping[str, str], body: str = ""
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers and body of one request; :class:`AnswerLost` where none comes."""
        address = urlsplit(url)
        with self.lock:
            self.asked.append((method.upper(), address.path))
            fault = self._fault(method.upper(), address.path)
            if self.down or fault == "lose_request":
                raise AnswerLost
            if fault in {"429", "500"}:
                return self._faulty(fault)
            self.state.number += 1
            number = f"req_desk{self.state.number:08d}"
            status, text = self._answered(method.upper(), address.path, headers, address.query or body)
            if self.file is not None and method.upper() != "GET":
                self.state.keep(self.file)
        if fault == "lose_answer":
            raise AnswerLost
        return status, {"Content-Type": "application/json", "Request-Id": number}, text

    @contextmanager
    def hand(self, account: str) -> Any:  # noqa: ANN401  a context manager of Context
        """Work on an account as payers and banks do (see :mod:`billing.stripe_desk.hands`)."""
        with self.lock:
            yield self._context(self.state.drawer(account))
            if self.file is not None:
                self.state.keep(self.file)

    def _answered(self, method: str, path: str, headers: Mapping[str, str], text: str) -> tuple[int, str]:
        given = {name.lower(): value for name, value in headers.items()}
        try:
            drawer = self._drawer(given)
            endpoint, ids = endpoints.find(method, path)
            if endpoint.is_platforms:
                drawer = self.state.drawer(PLATFORM)
            asked = shapes.validated(endpoint.params, forms.decode(text))
            key = given.get("idempotency-key", "") if method == "POST" else ""
            return self._once(
                drawer, key, f"{method} {path}?{text}", lambda: self._done(drawer, endpoint, asked, ids, path)
            )
        except Problem as problem:
            return problem.status, json.dumps(problem.body())

    def _done(
        self, drawer: Drawer, endpoint: endpoints.Endpoint, asked: Thing, ids: tuple[str, ...], path: str
    ) -> tuple[int, str]:
        expand = asked.pop("expand", [])
        try:
            thing = copy.deepcopy(public(endpoint.act(self._context(drawer), asked, ids)))
            if thing["object"] == "list":
                thing["url"] = path
            for way in expand:
                self._expand(drawer, thing, way.split("."), way)
        except Problem as problem:
            return problem.status, json.dumps(problem.body())
        return 200, json.dumps(thing)

    def _once(
        self, drawer: Drawer, key: str, asked: str, work: Callable[[], tuple[int, str]]
    ) -> tuple[int, str]:
        """The same key and the same request, within a day: the same answer, and nothing is done again."""
        if not key:
            return work()
        name, mark = f"{drawer.account}:{key}", hashlib.sha256(asked.encode()).hexdigest()
        kept = self.state.keys.get(name)
        if kept is not None and self.now() - kept.at < KEYS_LIVE:
            if kept.asked != mark:
                raise Problem(
                    "Keys for idempotent requests can only be used with the same parameters they were first "
                    f"used with. Try using a key other than '{key}' if you meant another request.",
                    kind="idempotency_error",
                )
            return kept.status, kept.body
        status, body = work()
        self.state.keys[name] = Kept(mark, status, body, self.now())
        return status, body

    def _drawer(self, headers: Mapping[str, str]) -> Drawer:
        scheme, _, secret = headers.get("authorization", "").partition(" ")
        if scheme == "Basic":
            secret = base64.b64decode(secret).decode().partition(":")[0]
        if not secret.startswith(KEY_PREFIX):
            raise Problem("Invalid API Key provided: this desk takes no real keys.", status=401)
        version = headers.get("stripe-version", stripe.api_version)
        if version != stripe.api_version:
            raise Problem(f"Invalid Stripe API version: {version}")
        account = headers.get("stripe-account", "")
        return self.state.opened(account)

    def _context(self, drawer: Drawer) -> Context:
        """The drawer as of now: pages whose time is over are closed by themselves."""
        at = Context(self.state, drawer, self.now(), self.pages, stripe.api_version)
        for session in drawer.all("checkout.session", status="open"):
            if session["expires_at"] <= at.now:
                hands.expire_session(at, session)
        return at

    def _expand(self, drawer: Drawer, thing: Any, way: list[str], whole: str) -> None:  # noqa: ANN401  JSON
        if isinstance(thing, list):
            for one in thing:
                self._expand(drawer, one, way, whole)
            return
        name, *rest = way
        if not isinstance(thing, dict):
            return
        if name not in thing:
            made = self._listed(drawer, thing, name)
            if made is None:
                raise Problem(f"This property cannot be expanded ({whole}).", param="expand")
            thing[name] = made
        value = thing[name]
        if isinstance(value, str):
            found = drawer.things.get(value)
            if found is None:
                raise Problem(f"This property cannot be expanded ({whole}).", param="expand")
            thing[name] = value = copy.deepcopy(public(found))
        if rest and value is not None:
            self._expand(drawer, value, rest, whole)

    @staticmethod
    def _listed(drawer: Drawer, thing: Thing, name: str) -> Thing | None:
        """Lists that stand in an object only when they are asked for."""
        kinds = {
            ("charge", "refunds"): ("refund", "charge"),
            ("invoice", "payments"): ("invoice_payment", "invoice"),
        }
        kind = kinds.get((thing.get("object", ""), name))
        if kind is None:
            return None
        found = drawer.all(kind[0], **{kind[1]: thing["id"]})
        return {"object": "list", "data": copy.deepcopy(public(found)), "has_more": False, "url": ""}

    def _fault(self, method: str, path: str) -> str:
        for fault in self.faults:
            if fault.hits(method, path):
                fault.times -= 1
                return fault.what
        return ""

    @staticmethod
    def _faulty(what: str) -> tuple[int, dict[str, str], str]:
        headers = {"Content-Type": "application/json", "Stripe-Should-Retry": "false"}
        if what == "429":
            problem = Problem("Too many requests.", status=429, code="rate_limit")
        else:
            problem = Problem("An unknown error occurred.", status=500, kind="api_error")
        return problem.status, headers, json.dumps(problem.body())
