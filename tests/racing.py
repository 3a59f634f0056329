"""Several people do things in one association at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any


def at_once(network: Any, tasks: list[Callable[[], Any]]) -> list[str]:
    """Run the tasks in threads of their own, started together; what became of each, sorted.

    "done", the code of the first obstacle that one met, or "crashed" when a constraint said no.
    """
    from django.db import IntegrityError, connection

    from kernel.errors import Refused
    from kernel.tenancy import inside

    gate = threading.Barrier(len(tasks))
    outcomes: list[str] = []

    def run(task: Callable[[], Any]) -> None:
        try:
            with inside(network):
                gate.wait()
                task()
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.obstacles[0].code)
        except IntegrityError:
            outcomes.append("crashed")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)
