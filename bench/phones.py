"""Phones that cost next to nothing themselves: prepared bytes over an open connection."""

from __future__ import annotations

import json
import random
import socket
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any
from uuid import UUID, uuid4

from bench.house import House

SILENCE = 60.0
LAST_CHUNK = b"0\r\n\r\n"


class Phone:
    """One connection to the web process."""

    def __init__(self, port: int) -> None:
        """Connect; the request comes later."""
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=SILENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def ask(self, request: bytes) -> float:
        """Send it, read the whole answer; seconds it took. Anything but 200 stops the measuring."""
        began = time.perf_counter()
        self._socket.sendall(request)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next((int(x.split(b":")[1]) for x in lines if x.startswith(b"content-length:")), None)
        while not body.endswith(LAST_CHUNK) if length is None else len(body) < length:
            body += self._more()
        took = time.perf_counter() - began
        if b" 200 " not in lines[0] + b" ":
            raise RuntimeError(f"{lines[0].decode()}: {body.decode(errors='replace')}")
        return took

    def _more(self) -> bytes:
        part = self._socket.recv(65536)
        if not part:
            raise RuntimeError("the connection ended before the answer")
        return part


def ballot(house: House, poll: UUID, voter: UUID) -> bytes:
    """A voter's whole request, ready to send."""
    given = {"choice": "yes", "key": str(uuid4()), "replaces": None}
    return put(house.hall, voter, f"/api/polls/{poll}/ballot", given)


def put(hall: Any, who: UUID, path: str, given: dict[str, Any]) -> bytes:  # noqa: ANN401  a Hall; Django is not ready here
    """Any request that changes something, ready to send."""
    from tests.torture.hall import headers_of  # noqa: PLC0415  Django is ready only now

    body = json.dumps(given).encode()
    headers = {
        **headers_of(hall, who),
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }
    lines = [f"PUT {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def in_turn(
    house: House, port: int, poll: UUID, voters: Sequence[UUID], *, at_once: int
) -> tuple[float, list[float]]:
    """``at_once`` clients, each sending its next ballot when the last is answered: rate and seconds each."""
    requests = [ballot(house, poll, voter) for voter in voters]

    def client(n: int) -> list[float]:
        with closing(Phone(port)) as phone:
            return [phone.ask(request) for request in requests[n::at_once]]

    return _together(at_once, client)


def a_hall(
    house: House, port: int, poll: UUID, voters: Sequence[UUID], *, within: float
) -> tuple[float, list[float]]:
    """Everybody votes once at a random moment of ``within`` seconds; the tap opens the connection too."""
    return taps(port, [ballot(house, poll, voter) for voter in voters], within=within)


def taps(port: int, requests: Sequence[bytes], *, within: float) -> tuple[float, list[float]]:
    """Each request at a random moment of ``within`` seconds, over a connection of its own."""
    chance = random.Random(250)  # noqa: S311  the same taps in every run
    moments = [chance.uniform(0, within) for _ in requests]

    def client(n: int) -> list[float]:
        time.sleep(moments[n])
        tapped = time.perf_counter()
        with closing(Phone(port)) as phone:
            phone.ask(requests[n])
        return [time.perf_counter() - tapped]

    return _together(len(requests), client)


def _together(count: int, client: Callable[[int], list[float]]) -> tuple[float, list[float]]:
    gate = threading.Barrier(count + 1)
    seconds: list[float] = []
    errors: list[Exception] = []

    def run(n: int) -> None:
        try:
            gate.wait(SILENCE)
            seconds.extend(client(n))
        except Exception as error:  # noqa: BLE001  told to the measuring thread
            errors.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    gate.wait(SILENCE)
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return len(seconds) / (time.perf_counter() - began), seconds
