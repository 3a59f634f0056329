"""A worker that takes letters from Stripe as web and Celery do, in five threads, and may be killed.

It is forked from a process that has imported :mod:`tests.torture.stripe_house`.
"""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

THREADS = 5


def main(letters: Path, progress: Path) -> None:
    """Take every letter of ``letters``, one a line, that is not told of in ``progress``.

    The number of each finished one is appended there, so that whoever is started again goes on.
    """
    from django.db import connection

    from billing.payments import actions
    from billing.stripe_desk.letters import signature
    from kernel import clock
    from kernel.tenancy import inside

    done = {int(line) for line in progress.read_text().splitlines()} if progress.exists() else set()
    secret = os.environ["STADGA_STRIPE_WEBHOOK_SECRET"]
    out = os.open(progress, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def take(number: int, body: str) -> None:
        try:
            signed = signature(secret, body.encode(), int(time.time()))
            received = actions.receive(body=body.encode(), signature=signed, at=clock.now())
            with inside(received.network):
                actions.work_on(event_id=received.event, at=clock.now())
            os.write(out, f"{number}\n".encode())
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as crew:
        lines = enumerate(letters.read_text().splitlines())
        waiting = [crew.submit(take, n, json.loads(line)) for n, line in lines if n not in done]
        for one in waiting:
            one.result()
