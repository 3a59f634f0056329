"""One reader: frames that wait for it, and the writing of them. It holds no thread and no connection."""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from uuid import UUID

from journal.models import Entry
from journal.queries import REACH, to_json
from live.queries import Badge

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

HEARTBEAT = b"event: ping\ndata: {}\n\n"  # named, so that a client whose line died in silence can tell
WRITE_AT_MOST = 64 * 1024  # bytes in one write: a laggard's backlog is not copied whole


def frame(event: str, data: Any, *, number: int | None = None, retry: float | None = None) -> bytes:  # noqa: ANN401  any JSON
    """One server-sent event. Made once and shared by all who get it."""
    head = f"retry: {retry * 1000:.0f}\n" if retry is not None else ""
    if number is not None:
        head += f"id: {number}\n"
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"{head}event: {event}\ndata: {text}\n\n".encode()


def entry_frame(entry: Entry) -> bytes:
    """A fact, in the very shape in which the API shows it."""
    return frame("entry", to_json(entry), number=entry.pk)


class Stream:
    """One open response. The hub puts frames in; :meth:`pump` writes them out, several in one write."""

    __slots__ = (
        "_abort", "_room", "_waiting", "_wake", "after", "audiences", "badge", "ended",
        "quiet_since", "reach", "sending_since", "subject",
    )  # fmt: skip

    def __init__(
        self, *, subject: UUID, reach: str, badge: Badge | None, room: int, abort: Callable[[], None]
    ) -> None:
        """``abort`` drops the connection at once; it is called only for a reader that does not read."""
        self.subject = subject
        self.reach = reach
        self.audiences = REACH[reach]
        self.badge = badge
        self.after = 0
        self.ended = ""
        self.quiet_since = time.monotonic()
        self.sending_since = 0.0
        self._room = room
        self._abort = abort
        self._waiting: deque[bytes] = deque()
        self._wake: asyncio.Future[None] | None = None

    def put(self, piece: bytes) -> None:
        """Let a frame wait its turn. A reader with no room left is cut: it returns with its last id."""
        if self.ended:
            return
        if len(self._waiting) >= self._room:
            self.end("slow")
            return
        self._waiting.append(piece)
        self._rouse()

    def put_entry(self, audience: str, piece: bytes) -> None:
        """Let a fact wait its turn, if it reaches this reader."""
        if audience in self.audiences:
            self.put(piece)

    def end(self, reason: str) -> None:
        """Stop; the first reason counts. What waits is dropped, a write under way is broken off.

        A write that others see under way is one that waits for the reader.
        """
        if self.ended:
            return
        self.ended = reason
        self._waiting.clear()
        if reason == "slow" or self.sending_since:
            self._abort()
        self._rouse()

    def is_stuck(self, now: float, seconds: float) -> bool:
        """Whether the write under way has taken longer than that."""
        return bool(self.sending_since) and now - self.sending_since > seconds

    async def write(self, send: Send, piece: bytes) -> None:
        """One write; returns when the reader's connection has room again."""
        self.sending_since = time.monotonic()
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        self.sending_since = 0.0
        self.quiet_since = time.monotonic()

    async def pump(self, send: Send) -> None:
        """Write what waits, for as long as the stream lasts."""
        while not self.ended:
            if self._waiting:
                await self.write(send, self._take())
                continue
            self._wake = asyncio.get_running_loop().create_future()
            await self._wake

    def _take(self) -> bytes:
        pieces = [self._waiting.popleft()]
        size = len(pieces[0])
        while self._waiting and size + len(self._waiting[0]) <= WRITE_AT_MOST:
            pieces.append(self._waiting.popleft())
            size += len(pieces[-1])
        return b"".join(pieces)

    def _rouse(self) -> None:
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)
