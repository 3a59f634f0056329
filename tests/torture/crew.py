"""Many at once: threads with a connection each, inside one network, let go together."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection

from kernel.tenancy import inside

T = TypeVar("T")
AT_ONCE = 25  # connections: several suites share a server of 100


class Crew:
    """``meet()`` lets everybody go on only when all have come."""

    def __init__(self, network: Any, size: int = AT_ONCE, *, guests: int = 0) -> None:
        """``guests``: others, such as the chair's thread, that meet with them."""
        self.network, self.size = network, size
        self._gate = threading.Barrier(size + guests)

    def meet(self) -> None:
        self._gate.wait(120)

    def do(self, work: Callable[[int], T], *, beside: Callable[[], None] | None = None) -> list[T]:
        """``work(n)`` in each thread; ``beside`` in one more. The first error of any thread is raised."""
        results: dict[int, T] = {}
        errors: list[BaseException] = []

        def run(job: Callable[[], None]) -> None:
            try:
                with inside(self.network):
                    job()
            except BaseException as error:  # noqa: BLE001  told to the thread that asked
                errors.append(error)
                self._gate.abort()
            finally:
                connection.close()

        jobs: list[Callable[[], None]] = [
            lambda n=n: results.__setitem__(n, work(n))  # type: ignore[misc]  # n is bound here
            for n in range(self.size)
        ]
        if beside is not None:
            jobs.append(beside)
        threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise next((e for e in errors if not isinstance(e, threading.BrokenBarrierError)), errors[0])
        return [results[n] for n in range(self.size)]
