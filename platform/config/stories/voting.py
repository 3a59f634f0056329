"""A hall full of phones."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from config.stories.client import Person


class Hall:
    """Everybody who may vote, each with a client and a connection of their own."""

    def __init__(self, delegates: list[Person]) -> None:
        """Nobody has voted yet."""
        self.delegates = delegates
        self._milliseconds: list[float] = []
        self._seconds = 0.0
        self._lock = threading.Lock()

    def of(self, email: str) -> Person:
        """The delegate with this address."""
        return next(person for person in self.delegates if person.email == email)

    def named(self, name: str) -> Person:
        """The delegate with this name."""
        return next(person for person in self.delegates if person.name == name)

    def vote(self, poll: str, votes: Mapping[str, int], *, fixed: Mapping[str, str]) -> list[dict[str, Any]]:
        """Everybody who votes does so at once; the receipts.

        ``votes``: choice → how many; those beyond the sum do not vote. ``fixed``: address → choice, for
        those whose vote is known.
        """
        left = dict(votes)
        for choice in fixed.values():
            left[choice] -= 1
        rest = iter([choice for choice, number in left.items() for _ in range(number)])
        cast = [(person, fixed.get(person.email) or next(rest, None)) for person in self.delegates]
        voters = [(person, choice) for person, choice in cast if choice is not None]
        gate = threading.Barrier(len(voters))

        def put(voter: tuple[Person, str]) -> dict[str, Any]:
            person, choice = voter
            ballot = {"choice": choice, "key": str(uuid.uuid4()), "replaces": None}
            gate.wait()
            began = time.perf_counter()
            receipt: dict[str, Any] = person.ask("PUT", f"/api/polls/{poll}/ballot", ballot)
            took = (time.perf_counter() - began) * 1000
            with self._lock:
                self._milliseconds.append(took)
            return receipt

        with ThreadPoolExecutor(len(voters)) as pool:
            began = time.perf_counter()
            receipts = list(pool.map(put, voters))
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


def hold_poll(
    chair: Person,
    hall: Hall,
    poll: str,
    votes: Mapping[str, int],
    *,
    fixed: Mapping[str, str] | None = None,
    break_tie: Callable[[], Any] | None = None,
) -> tuple[dict[str, Any], int]:
    """Open, vote, close, break a tie if there is one, declare; the declared poll, and how many receipts."""
    chair.ask("POST", f"/api/polls/{poll}/open")
    receipts = hall.vote(poll, votes, fixed=fixed or {})
    closed = chair.ask("POST", f"/api/polls/{poll}/close")
    if closed["result"]["outcome"] == "tied" and break_tie is not None:
        break_tie()
    declared: dict[str, Any] = chair.ask("POST", f"/api/polls/{poll}/declare")
    return declared, len({r["receipt"] for r in receipts})


def counted(step: int, declared: dict[str, Any], keys: Mapping[str, str], receipts: int) -> dict[str, Any]:
    """A counted vote's figures in the model's words; ``keys``: the ballot's option → the model's name."""
    result = declared["result"]
    won = keys.get(result["outcome"], result["outcome"])
    return {
        "step": step,
        "question": declared["question"],
        "rule": (declared["rule"] or declared["way"])["text_sv"],
        "register": result["register"],
        "base": result["base"],
        "needed": result["needed"],
        "counts": {name: result["counts"][option] for option, name in keys.items()},
        "not_voted": result["not_voted"],
        "outcome": won,
        "wins": {"carried": "bifall", "rejected": "avslag"}.get(won, won),
        "resolved_by": result.get("resolved_by"),
        "receipts": receipts,
    }
