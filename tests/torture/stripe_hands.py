"""A worker that takes letters from Stripe as web and Celery do, in five threads, and may be killed.

``python -m tests.torture.stripe_hands LETTERS PROGRESS``: LETTERS holds a line for each letter; the number of
each finished one is appended to PROGRESS, so that whoever starts it again goes on from there.
"""

from __future__ import annotations

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

THREADS = 5


def main(letters: Path, progress: Path) -> None:
    import django

    django.setup()
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


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
