"""Phones that do not give up: the same ballot again and again until there is an answer."""

from __future__ import annotations

import http.client
import json
import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.torture.hall import Hall, headers_of

AT_ONCE = 24
PAUSE = 0.05
TOLD = (200, 409)


@dataclass
class AckLog:
    """What the phones were told, by voter, and how often they had to ask again."""

    receipts: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    refusals: dict[UUID, list[str]] = field(default_factory=dict)
    asked_again: int = 0
    statuses: dict[int, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)


def vote_until_told(
    hall: Hall,
    port: Callable[[], int],
    poll: UUID,
    ballots: Mapping[UUID, tuple[str, UUID]],
    *,
    within: float = 60,
    at_once: int = AT_ONCE,
    slowly: float = 0.0,
) -> AckLog:
    """Everybody votes; a lost answer or a 5xx is asked for again with the same key, ``within`` seconds.

    ``slowly``: a pause after each ballot, so that a hall takes as long as halls do.
    """
    work: queue.SimpleQueue[UUID] = queue.SimpleQueue()
    for voter in ballots:
        work.put(voter)
    log, lock = AckLog(), threading.Lock()

    def phone() -> None:
        while True:
            try:
                voter = work.get_nowait()
            except queue.Empty:
                return
            began = time.monotonic()
            while time.monotonic() < began + within:
                status, answer = _put(hall, port(), poll, voter, ballots[voter])
                with lock:
                    _note(log, voter, status, answer)
                if status in TOLD:
                    log.seconds.append(time.monotonic() - began)
                    break
                time.sleep(PAUSE)
            time.sleep(slowly)

    threads = [threading.Thread(target=phone) for _ in range(min(at_once, len(ballots)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return log


def _note(log: AckLog, voter: UUID, status: int, answer: Any) -> None:
    log.statuses[status] = log.statuses.get(status, 0) + 1
    if status == 200:
        log.receipts[voter] = answer
    elif status == 409:
        log.refusals[voter] = [o["code"] for o in answer["obstacles"]]
    else:
        log.asked_again += 1


def _put(hall: Hall, port: int, poll: UUID, voter: UUID, ballot: tuple[str, UUID]) -> tuple[int, Any]:
    """Status 0: no whole answer came."""
    body = json.dumps({"choice": ballot[0], "key": str(ballot[1]), "replaces": None})
    headers = {**headers_of(hall, voter), "Content-Type": "application/json", "Connection": "close"}
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        line.request("PUT", f"/api/polls/{poll}/ballot", body, headers)
        response = line.getresponse()
        text = response.read()
        return response.status, json.loads(text) if text else None
    except (OSError, http.client.HTTPException, ValueError):
        return 0, None
    finally:
        line.close()
