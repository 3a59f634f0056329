"""The stream process as one raw ASGI application: find the reader, let go of the database, then stream."""

from __future__ import annotations

import asyncio
import random
import re
import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, suppress
from functools import partial
from types import FrameType
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import Error
from psycopg.conninfo import make_conninfo
from psycopg_pool import AsyncConnectionPool

from journal.actions import channel
from kernel.logs import log
from live.api import cors
from live.api.admission import Admitted, admit
from live.api.answers import FULL, Request, TurnedAway, respond, turn_away
from live.api.hub import TROUBLE, Hub
from live.api.limits import Limits
from live.api.nudges import Nudges
from live.api.stream import Message, Receive, Send, Stream, frame
from live.queries import Meetings

MEETING = re.compile(r"/live/meetings/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
PROJECTOR = re.compile(r"/live/projector/([\w-]{1,24})", re.ASCII)
STREAM_HEADERS: cors.Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # a proxy that gathers would hold the facts back
    (b"x-content-type-options", b"nosniff"),
]


class Live:
    """``GET /live/meetings/{id}``, ``GET /live/projector/{key}``, ``/healthz`` and ``/readyz``."""

    def __init__(self, meetings: Meetings, limits: Limits | None = None) -> None:
        """Nothing is opened before the server starts."""
        self.limits = limits or Limits()
        self._meetings = meetings
        self._hubs: dict[str, Hub] = {}  # by the channel of their nudges
        self._present = 0
        self._each: Counter[tuple[str, str]] = Counter()
        self._is_closing = False

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one connection of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(Request.of(scope), receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    async def _live(self, receive: Receive, send: Send) -> None:
        """Open with the server, close with it."""
        await receive()
        await self._open()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._close()
        await self._pool.close(timeout=1)
        self._doormen.shutdown(wait=False, cancel_futures=True)
        await send({"type": "lifespan.shutdown.complete"})

    async def _open(self) -> None:
        self._doormen = ThreadPoolExecutor(self.limits.doormen, thread_name_prefix="doorman")
        self._pool = AsyncConnectionPool(
            conninfo(),
            kwargs={"autocommit": True},
            min_size=1,
            max_size=self.limits.connections,
            timeout=self.limits.database,
            reconnect_timeout=self.limits.database,  # then ask anew, instead of ever longer pauses
            open=False,
        )
        await self._pool.open(wait=False)
        self._nudges = Nudges(settings.REDIS_URL, self._wake)
        self._nudges.start()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                self._close_at(number)

    def _close_at(self, number: signal.Signals) -> None:
        """End the streams at the signal itself: the server waits for them before it tells us anything."""
        loop, before = asyncio.get_running_loop(), signal.getsignal(number)

        def close(received: int, at: FrameType | None) -> None:
            with suppress(RuntimeError):  # the loop may be closed already
                loop.call_soon_threadsafe(self._close)
            if callable(before):
                before(received, at)

        signal.signal(number, close)

    def _close(self) -> None:
        self._is_closing = True
        self._nudges.stop()
        for hub in list(self._hubs.values()):
            for stream in hub.streams():
                stream.end("closing")
            hub.stop()

    def _wake(self, name: str) -> None:
        hub = self._hubs.get(name)
        if hub is not None:
            hub.nudge()

    async def _answer(self, request: Request, receive: Receive, send: Send) -> None:
        if request.path in {"/healthz", "/readyz"}:
            is_well = request.path == "/healthz" or not self._is_closing
            await respond(send, 200 if is_well else FULL, {"status": "ok" if is_well else "closing"}, [])
            return
        permission = cors.headers_for(request.origin, request.host)
        try:
            if request.method == "OPTIONS":
                await respond(send, 204, {}, cors.preflight_for(request.origin, request.host))
            else:
                await self._admit_and_stream(request, receive, send, permission)
        except TurnedAway as no:
            await turn_away(send, no, permission)

    async def _admit_and_stream(
        self, request: Request, receive: Receive, send: Send, permission: cors.Headers
    ) -> None:
        meeting, projector = MEETING.fullmatch(request.path), PROJECTOR.fullmatch(request.path)
        if not meeting and not projector:
            raise TurnedAway(404)
        if request.method != "GET":
            raise TurnedAway(405)
        after = request.after()
        if self._is_closing or self._present >= self.limits.streams:
            raise TurnedAway(FULL)
        self._present += 1  # counts also those at the door, so that a storm waits outside
        try:
            admitted = await self._ask_doorman(
                host=request.host,
                cookie=request.cookie,
                meeting=UUID(meeting[1]) if meeting else None,
                projector=projector[1] if projector else "",
            )
            if self._each[admitted.reader] >= self.limits.streams_each:
                raise TurnedAway(429)
            self._each[admitted.reader] += 1
            try:
                await self._stream(admitted, after, receive, send, permission)
            finally:
                self._each[admitted.reader] -= 1
                if not self._each[admitted.reader]:
                    del self._each[admitted.reader]
        finally:
            self._present -= 1

    async def _ask_doorman(self, **who: Any) -> Admitted:  # noqa: ANN401  admit()'s keywords
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._doormen, partial(admit, meetings=self._meetings, **who))
        except (Error, *TROUBLE) as error:
            log.warning("live_database_lost", reason=type(error).__name__)
            raise TurnedAway(FULL) from None

    def _hub(self, schema: str) -> Hub:
        name = channel(schema)
        hub = self._hubs.get(name)
        if hub is None or hub.has_stopped:
            hub = self._hubs[name] = Hub(schema, self._pool, self._meetings, self.limits)
            hub.start()
        return hub

    async def _stream(
        self, admitted: Admitted, after: int | None, receive: Receive, send: Send, permission: cors.Headers
    ) -> None:
        hub = self._hub(admitted.schema)
        hub.holders += 1
        stream = Stream(
            subject=admitted.meeting, reach=admitted.reach, badge=admitted.badge,
            room=self.limits.room, abort=partial(_abort, send, asyncio.current_task()),
        )  # fmt: skip
        watcher = asyncio.create_task(_end_when_gone(stream, receive))
        try:
            try:
                await hub.ready()
                until = await hub.join(stream, after)
            except TROUBLE:
                raise TurnedAway(FULL) from None
            await send({"type": "http.response.start", "status": 200, "headers": STREAM_HEADERS + permission})
            await self._talk(hub, stream, until, send)
        finally:
            watcher.cancel()
            hub.leave(stream)
            hub.holders -= 1
            if not hub.holders:
                hub.stop()
                if self._hubs.get(channel(hub.schema)) is hub:
                    del self._hubs[channel(hub.schema)]

    async def _talk(self, hub: Hub, stream: Stream, until: int, send: Send) -> None:
        """Greet, catch up, go on; end politely where there is still somebody to be polite to."""
        retry = self.limits.retry * (1 + random.random())  # noqa: S311  spreads the returns, guards nothing
        await stream.write(send, frame("hello", {"last_event_id": until}, retry=retry))
        try:
            async with aclosing(hub.replay(stream, until)) as pieces:
                async for piece in pieces:
                    await stream.write(send, piece)
                    if stream.ended:
                        break
        except TROUBLE:
            stream.end("database")
        await stream.pump(send)
        if stream.ended in {"slow", "rights"}:
            log.info("stream_cut", tenant=hub.schema, reason=stream.ended)
        if stream.ended != "gone":
            await send({"type": "http.response.body", "body": b"", "more_body": False})


def conninfo() -> str:
    """The database of Django's settings, for the streams' own pool."""
    database = settings.DATABASES["default"]
    options = {name: value for name, value in database["OPTIONS"].items() if name != "pool"}
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {name: database[key] for name, key in parts.items() if database.get(key)}
    return make_conninfo("", **given, **options)


async def _end_when_gone(stream: Stream, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.end("gone")


def _abort(send: Send, task: asyncio.Task[Any] | None) -> None:
    """Drop a connection whose reader does not read.

    A polite close waits until the reader has taken what is buffered, which may be never. ASGI has no
    word for this; uvicorn's ``send`` is a method of the object that holds the transport. Elsewhere the
    task is cancelled, and the server closes in its own way.
    """
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()
    elif task is not None:
        task.cancel()
