"""One association's streams in this process: looks once for all of them and hands out what is new."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncGenerator, Iterator
from contextlib import suppress
from typing import NamedTuple
from uuid import UUID

import psycopg
from psycopg_pool import AsyncConnectionPool

from journal.models import Entry
from journal.queries import reach_of
from kernel.logs import log
from kernel.permissions import verbs_of
from live import queries
from live.api.limits import Limits
from live.api.stream import HEARTBEAT, Stream, entry_frame, frame

VERB = "meeting.follow"
TROUBLE = (psycopg.Error, TimeoutError, OSError)
GONE = (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName)


class Passed(NamedTuple):
    """A fact that has been handed out, kept for those who come back."""

    id: int
    subject: UUID | None
    audience: str
    frame: bytes


class Hub:
    """Begins with an association's first stream and ends with its last."""

    def __init__(
        self, schema: str, pool: AsyncConnectionPool, meetings: queries.Meetings, limits: Limits
    ) -> None:
        """Nothing is read before :meth:`start`."""
        self.schema = schema
        self.last = 0
        self.holders = 0
        self._pool = pool
        self._meetings = meetings
        self._limits = limits
        self._streams: dict[UUID, set[Stream]] = {}
        self._ring: deque[Passed] = deque(maxlen=limits.ring)
        self._nudged = asyncio.Event()
        self._turnouts: dict[UUID, bytes] = {}
        self._is_counting = True  # a poll may be open already
        self._counted_at = 0.0
        self._ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to look."""
        self._task = asyncio.create_task(self._run(), name=f"hub {self.schema}")
        self._task.add_done_callback(self._has_stopped)

    def stop(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    @property
    def has_stopped(self) -> bool:
        """It looks no more, whatever the reason: newcomers need another."""
        return self._task is not None and (self._task.done() or self._task.cancelling() > 0)

    async def ready(self) -> None:
        """Wait until the hub knows where the record ends; raises what kept it from it."""
        await asyncio.shield(self._ready)

    def nudge(self) -> None:
        """Something was recorded: look now."""
        self._nudged.set()

    def streams(self) -> Iterator[Stream]:
        """Everybody who is listening now."""
        return (stream for some in list(self._streams.values()) for stream in list(some))

    async def join(self, stream: Stream, after: int | None) -> int:
        """Hand new facts to this stream from now on; gives the id up to which it must catch up itself.

        ``after`` is the last id the reader has. It may be a commit that this hub has not seen yet: then it
        looks first. What is handed out from here on is later than the id given back, so that nothing is
        sent twice; an id that the record never reached holds nothing back.
        """
        if after is not None and after > self.last:
            await self._look()
        if self.has_stopped:
            message = "the hub has stopped"
            raise ConnectionError(message)
        self._streams.setdefault(stream.subject, set()).add(stream)
        stream.after = self.last if after is None else after
        if (turnout := self._turnouts.get(stream.subject)) is not None:
            stream.put(turnout)
        return self.last

    def leave(self, stream: Stream) -> None:
        """Hand it nothing more."""
        here = self._streams.get(stream.subject)
        if here is not None:
            here.discard(stream)
            if not here:
                del self._streams[stream.subject]

    async def replay(self, stream: Stream, until: int) -> AsyncGenerator[bytes, None]:
        """What the reader missed up to ``until``: from the ring, or in pages from the record itself."""
        after = stream.after
        if after >= until:
            return
        if self._ring and after >= self._ring[0].id - 1:
            kept = [p for p in self._ring if after < p.id <= until and p.subject == stream.subject]
            for passed in kept:
                if passed.audience in stream.audiences:
                    yield passed.frame
            return
        page = self._limits.page
        while True:
            async with asyncio.timeout(self._limits.database), self._pool.connection() as connection:
                entries = await queries.missed(
                    connection, self.schema,
                    subject=stream.subject, reach=stream.reach, after=after, until=until, limit=page,
                )  # fmt: skip
            for entry in entries:
                yield entry_frame(entry)
            if len(entries) < page:
                return
            after = entries[-1].pk

    async def _run(self) -> None:
        async with asyncio.timeout(self._limits.database), self._pool.connection() as connection:
            entries = await queries.newest(connection, self.schema, count=self._limits.primed)
        for entry in entries:
            self._pass_on(entry)
        self._ready.set_result(None)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._follow())
            tasks.create_task(self._watch())

    def _has_stopped(self, task: asyncio.Task[None]) -> None:
        """Without its hub a stream would stay silent: end them all, and they come back."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            cause = error.exceptions[0] if isinstance(error, BaseExceptionGroup) else error
            log.warning("hub_stopped", tenant=self.schema, reason=type(cause).__name__)
        if not self._ready.done():
            self._ready.set_exception(error or ConnectionError("stopped"))
            self._ready.exception()  # nobody may be waiting for it
        for stream in self.streams():
            stream.end("hub")

    async def _follow(self) -> None:
        """Look at each nudge, and each second without one; count while a poll is open."""
        while True:
            wait = self._limits.look
            if self._is_counting:
                wait = min(wait, max(0.0, self._counted_at + self._limits.turnout - time.monotonic()))
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._nudged.wait()
            self._nudged.clear()
            try:
                await self._look()
                if self._is_counting and time.monotonic() - self._counted_at >= self._limits.turnout:
                    await self._count()
            except GONE:
                raise
            except TROUBLE as error:
                log.warning("live_database_lost", tenant=self.schema, reason=type(error).__name__)
                await asyncio.sleep(self._limits.look)

    async def _look(self) -> None:
        """One query for everything later than the last id. A full page asks for another look at once."""
        async with asyncio.timeout(self._limits.database), self._pool.connection() as connection:
            entries = await queries.later_than(
                connection, self.schema, last=self.last, limit=self._limits.page
            )
        for entry in entries:
            if entry.pk > self.last:  # a join may have looked at the same time
                self._pass_on(entry)
        if entries:
            self._is_counting = True
        if len(entries) == self._limits.page:
            self._nudged.set()

    def _pass_on(self, entry: Entry) -> None:
        """Keep it and hand it out, without a pause in between: whoever joins stands before or after."""
        passed = Passed(entry.pk, entry.subject, entry.audience, entry_frame(entry))
        self._ring.append(passed)
        self.last = entry.pk
        if entry.subject is not None:
            for stream in self._streams.get(entry.subject, ()):
                stream.put_entry(passed.audience, passed.frame)

    async def _count(self) -> None:
        """One count of all open polls; a meeting hears of it only when its figures have changed."""
        self._counted_at = time.monotonic()
        async with asyncio.timeout(self._limits.database), self._pool.connection() as connection:
            found = await self._meetings.turnouts(connection, self.schema)
        before = self._turnouts
        self._turnouts = {meeting: frame("turnout", turnout) for meeting, turnout in found.items()}
        self._is_counting = bool(found)
        for meeting, piece in self._turnouts.items():
            if before.get(meeting) != piece:
                for stream in self._streams.get(meeting, ()):
                    stream.put(piece)

    async def _watch(self) -> None:
        """Each second: break the silence, cut who does not read; every few: who may still listen."""
        checked_at = time.monotonic()
        while True:
            await asyncio.sleep(1.0)
            now = time.monotonic()
            for stream in self.streams():
                if stream.is_stuck(now, self._limits.send):
                    stream.end("slow")
                elif not stream.sending_since and now - stream.quiet_since >= self._limits.heartbeat:
                    stream.put(HEARTBEAT)
            if now - checked_at >= self._limits.recheck:
                checked_at = now
                with suppress(*TROUBLE):  # the next look will tell; without a database nothing is sent
                    await self._check_rights()

    async def _check_rights(self) -> None:
        """End the streams of those who were signed out or whose roles no longer show them this."""
        held = {stream.badge for stream in self.streams() if stream.badge is not None}
        if not held:
            return
        async with asyncio.timeout(self._limits.database), self._pool.connection() as connection:
            good = await queries.roles_of(connection, self.schema, held)
        for stream in self.streams():
            if stream.badge not in held:
                continue  # a projector, or somebody who came during the query
            roles = good.get(stream.badge, frozenset())
            if VERB not in verbs_of(roles) or reach_of(roles) != stream.reach:
                stream.end("rights")
