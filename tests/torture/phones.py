"""A hall of phones over HTTP: a session each, few connections at a time, kept alive as browsers do."""

from __future__ import annotations

import http.client
import json
import queue
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.torture.hall import Hall, headers_of

AT_ONCE = 24


@dataclass(frozen=True)
class Answer:
    """Status 0: the connection ended before an answer came."""

    status: int
    body: Any


def vote_by_phone(
    hall: Hall, port: int, poll: UUID, ballots: Mapping[UUID, tuple[str, UUID, str | None]]
) -> dict[UUID, Answer]:
    """Every voter's answer; ``ballots``: voter → (choice, key, replaces)."""
    work: queue.SimpleQueue[UUID] = queue.SimpleQueue()
    for voter in ballots:
        work.put(voter)
    answers: dict[UUID, Answer] = {}

    def phone() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            while True:
                voter = work.get_nowait()
                choice, key, replaces = ballots[voter]
                ballot = {"choice": choice, "key": str(key), "replaces": replaces}
                headers = {**headers_of(hall, voter), "Content-Type": "application/json"}
                answers[voter] = _put(line, f"/api/polls/{poll}/ballot", headers, ballot)
        except queue.Empty:
            pass
        finally:
            line.close()

    threads = [threading.Thread(target=phone) for _ in range(min(AT_ONCE, len(ballots)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _put(line: http.client.HTTPConnection, path: str, headers: dict[str, str], body: Any) -> Answer:
    try:
        line.request("PUT", path, json.dumps(body), headers)
        response = line.getresponse()
        text = response.read()
    except (OSError, http.client.HTTPException):
        line.close()
        return Answer(0, None)
    return Answer(response.status, json.loads(text) if text else None)
