"""Numbers over Redis that say: look now. Losing them costs a second, never a fact."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable

import redis.asyncio as redis

from journal.actions import channel
from kernel.logs import log

PATTERN = channel("*")
SILENCE = 5.0  # seconds without a word before the server is asked whether it is there
LOST = (redis.RedisError, OSError, TimeoutError)


class Nudges:
    """One subscription for all associations of this process, taken up again whenever it is lost."""

    def __init__(self, url: str, wake: Callable[[str], None]) -> None:
        """``wake`` is called with the channel of each nudge."""
        self._url = url
        self._wake = wake
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to listen; without an address there is nothing to hear."""
        if self._url:
            self._task = asyncio.create_task(self._listen_for_ever(), name="nudges")

    def stop(self) -> None:
        """Listen no more."""
        if self._task is not None:
            self._task.cancel()

    async def _listen_for_ever(self) -> None:
        was_lost = False
        while True:
            try:
                async with redis.Redis.from_url(
                    self._url, socket_connect_timeout=1, socket_timeout=SILENCE, retry=None
                ) as client:
                    await self._listen(client)
            except LOST as error:
                if not was_lost:  # once, not each second
                    log.warning("nudges_lost", reason=type(error).__name__)
                was_lost = True
            await asyncio.sleep(1 + random.random())  # noqa: S311  spreads the returns, guards nothing

    async def _listen(self, client: redis.Redis) -> None:
        """Pass on every nudge until the server is silent for two spells in a row."""
        async with client.pubsub() as subscription:
            await subscription.psubscribe(PATTERN)
            was_asked = False
            while True:
                heard = await subscription.get_message(timeout=SILENCE)
                if heard is None:
                    if was_asked:
                        raise TimeoutError
                    await subscription.ping()
                    was_asked = True
                    continue
                was_asked = False
                if heard["type"] == "pmessage":
                    self._wake(heard["channel"].decode())
