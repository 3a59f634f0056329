"""What of a request the stream process reads, and the answers that are no stream."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from kernel.problems import CONTENT_TYPE, TITLES
from live.api.cors import Headers
from live.api.stream import Message, Send

NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
FULL = 503
TITLES_HERE = {**TITLES, FULL: "Full for the moment"}
MORE_HEADERS: dict[int, Headers] = {
    401: [(b"www-authenticate", b"Session")],
    405: [(b"allow", b"GET, OPTIONS")],
    429: [(b"retry-after", b"30")],
    FULL: [(b"retry-after", b"5")],
}


class TurnedAway(Exception):
    """No stream, and the status that says why."""

    def __init__(self, status: int) -> None:
        """Carry the status of the problem document."""
        self.status = status
        super().__init__(str(status))


@dataclass(frozen=True)
class Request:
    """A request's line and the few headers that count here. Forwarded headers do not."""

    method: str
    path: str
    host: str
    origin: str
    cookie: str
    last_event_id: str
    query: str

    @classmethod
    def of(cls, scope: Message) -> Request:
        """Read the scope. Two Host headers are none: somebody is trying something."""
        given: dict[str, list[str]] = {}
        for name, value in scope["headers"]:
            given.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
        hosts = given.get("host", [])
        return cls(
            method=scope["method"],
            path=scope["path"],
            host=hosts[0] if len(hosts) == 1 else "",
            origin=given.get("origin", [""])[0],
            cookie="; ".join(given.get("cookie", [])),
            last_event_id=given.get("last-event-id", [""])[0],
            query=scope.get("query_string", b"").decode("latin-1"),
        )

    def after(self) -> int | None:
        """The last id the reader has; the header that a returning browser sends is newer than the address."""
        text = self.last_event_id or parse_qs(self.query).get("after", [""])[0]
        if not text:
            return None
        if not NUMBER.fullmatch(text):
            raise TurnedAway(400)
        return int(text)


async def respond(send: Send, status: int, body: dict[str, Any], headers: Headers) -> None:
    """A small JSON document; an empty one has no body."""
    content = json.dumps(body).encode() if body else b""
    about: Headers = [(b"cache-control", b"no-store"), *headers]
    if body:
        kind = CONTENT_TYPE.encode() if "title" in body else b"application/json"
        about += [(b"content-type", kind), (b"content-length", b"%d" % len(content))]
    await send({"type": "http.response.start", "status": status, "headers": about})
    await send({"type": "http.response.body", "body": content, "more_body": False})


async def turn_away(send: Send, no: TurnedAway, headers: Headers) -> None:
    """Say no as a problem document, in the shape of every other door."""
    problem = {"type": "about:blank", "title": TITLES_HERE[no.status], "status": no.status, "obstacles": []}
    await respond(send, no.status, problem, headers + MORE_HEADERS.get(no.status, []))
