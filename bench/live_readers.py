"""All readers of the streams' benchmark in one process: a task on stdin, the delays on stdout."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any, cast

import uvloop


class Reader(asyncio.Protocol):
    """One client: notes how old each fact is when it comes."""

    def __init__(self, request: bytes, greeted: asyncio.Future[None], delays: list[float]) -> None:
        """``greeted`` is told of the first event, ``delays`` of every fact."""
        self.request = request
        self.greeted = greeted
        self.delays = delays
        self.rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        cast("asyncio.Transport", transport).write(self.request)

    def data_received(self, data: bytes) -> None:
        """Take whole events only; the rest waits for more."""
        now = time.time()
        whole, mark, self.rest = (self.rest + data).rpartition(b"\n\n")
        if mark and not self.greeted.done() and b"event: hello" in whole:
            self.greeted.set_result(None)
        for piece in whole.split(b'"sent":')[1:]:
            self.delays.append(now - float(piece.partition(b"}")[0].partition(b",")[0]))


async def read(task: dict[str, Any]) -> None:
    """Open every stream, say how long it took, wait for every fact, say how old each was."""
    loop, began = asyncio.get_running_loop(), time.monotonic()
    delays: list[float] = []
    readers = []
    for cookie in task["cookies"]:
        lines = [f"GET {task['path']} HTTP/1.1", f"Host: {task['host']}", f"Cookie: {cookie}", "", ""]
        reader = Reader("\r\n".join(lines).encode(), loop.create_future(), delays)
        readers.append(reader)
        await loop.create_connection(lambda made=reader: made, "127.0.0.1", task["port"])
    await asyncio.wait_for(asyncio.gather(*(reader.greeted for reader in readers)), 60)
    print(json.dumps({"seconds": time.monotonic() - began}), flush=True)
    expected = task["facts"] * len(readers)
    for _ in range(300):
        if len(delays) >= expected:
            break
        await asyncio.sleep(0.1)
    print(json.dumps(delays), flush=True)


if __name__ == "__main__":
    uvloop.run(read(json.loads(sys.stdin.readline())))
