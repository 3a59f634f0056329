"""A hall full of phones."""

from __future__ import annotations

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from config.iec import CountedStep
from config.stories.client import Person


class Hall:
    """Everybody who may vote, each with a client and a connection of their own."""

    def __init__(self, delegates: list[Person]) -> None:
        """Nobody has voted yet."""
        self.delegates = delegates
        self._milliseconds: list[float] = []
        self._seconds = 0.0
        self._lock = threading.Lock()

    def vote(self, poll: str, choices: list[str]) -> list[dict[str, Any]]:
        """Everybody votes at once; the receipts, in the delegates' order."""
        gate = threading.Barrier(len(self.delegates))

        def cast(person: Person, choice: str) -> dict[str, Any]:
            ballot = {"choice": choice, "key": str(uuid.uuid4()), "replaces": None}
            gate.wait()
            began = time.perf_counter()
            receipt: dict[str, Any] = person.ask("PUT", f"/api/polls/{poll}/ballot", ballot)
            took = (time.perf_counter() - began) * 1000
            with self._lock:
                self._milliseconds.append(took)
            return receipt

        with ThreadPoolExecutor(len(self.delegates)) as pool:
            began = time.perf_counter()
            receipts = list(pool.map(cast, self.delegates, choices))
            self._seconds += time.perf_counter() - began
        return receipts

    def load(self) -> dict[str, Any]:
        """Votes a second while all vote at once, and how long the slowest twentieth waited."""
        ordered = sorted(self._milliseconds)
        return {
            "votes": len(ordered),
            "votes_per_second": round(len(ordered) / self._seconds, 1),
            "p50_ms": round(ordered[len(ordered) // 2], 1),
            "p95_ms": round(ordered[int(len(ordered) * 0.95)], 1),
            "clients": len(self.delegates),
        }


def hold_poll(chair: Person, hall: Hall, poll: dict[str, Any], step: CountedStep) -> dict[str, Any]:
    """Open, vote, close, declare; the poll's figures in the words of the model."""
    chair.ask("POST", f"/api/polls/{poll['id']}/open")
    choices = [option for option, votes in step.votes.items() for _ in range(votes)]
    receipts = hall.vote(poll["id"], choices)
    chair.ask("POST", f"/api/polls/{poll['id']}/close")
    declared = chair.ask("POST", f"/api/polls/{poll['id']}/declare")
    result = declared["result"]
    won = step.keys.get(result["outcome"], result["outcome"])
    return {
        "step": step.step,
        "question": declared["question"],
        "rule": declared["rule"]["text_sv"],
        "register": result["register"],
        "base": result["base"],
        "needed": result["needed"],
        "counts": {step.keys[option]: result["counts"][option] for option in step.keys},
        "not_voted": result["not_voted"],
        "outcome": won,
        "wins": {"carried": "bifall", "rejected": "avslag"}.get(won, won),
        "receipts": len({r["receipt"] for r in receipts}),
    }
