"""``python -m billing.stripe_desk``: the desk's process, until it is told to end."""

from __future__ import annotations

import argparse
import os
import random
import signal
import threading
from pathlib import Path
from types import FrameType

from billing.stripe_desk.desk import Desk, Fault
from billing.stripe_desk.server import serve
from billing.stripe_desk.state import PLATFORM
from kernel import clock

EVENTS = ["*"]


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    options = _options()
    options.dir.mkdir(parents=True, exist_ok=True)
    desk = Desk.opened(
        options.dir / "state.json",
        now=lambda: int(clock.now().timestamp()),
        pages=f"http://localhost:{options.port}",
    )
    desk.faults += options.fault
    desk.chance = random.Random(options.shuffle) if options.shuffle is not None else None  # noqa: S311  no secret
    _listening(desk, options.endpoint, options.secret)
    health = {"pid": os.getpid(), "directory": str(options.dir.resolve())}
    server = serve(desk, host=options.host, port=options.port, health=health)
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signature of a signal handler
        ended.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    ended.wait()
    server.shutdown()


def _listening(desk: Desk, url: str, secret: str) -> None:
    """The address that hears of connected accounts and of the platform's own customers.

    Two endpoints as at Stripe, with one secret, which both sides were started with.
    """
    for number, is_connect in (("we_desk", True), ("we_desk_own", False)):
        _listens(desk, number, url, secret, is_connect=is_connect)


def _listens(desk: Desk, number: str, url: str, secret: str, *, is_connect: bool) -> None:
    with desk.hand(PLATFORM) as at:
        at.put(
            {
                "id": number, "object": "webhook_endpoint", "api_version": at.api_version,
                "created": at.now,
                "description": None, "enabled_events": EVENTS, "livemode": False, "metadata": {},
                "secret": secret, "status": "enabled", "url": url, "_connect": is_connect,
            }
        )  # fmt: skip


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m billing.stripe_desk", description=__doc__)
    parser.add_argument("--dir", type=Path, required=True, help="where everything is kept")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=int, default=12111)
    parser.add_argument("--endpoint", required=True, help="where webhooks go")
    parser.add_argument("--secret", required=True, help="what they are signed with")
    parser.add_argument(
        "--shuffle", type=int, metavar="SEED", help="webhooks come in another order, and some twice"
    )
    parser.add_argument(
        "--fault", type=Fault.read, action="append", default=[], metavar="WHAT[:METHOD[:PATH[:TIMES]]]",
        help="what goes wrong, such as lose_answer:POST:/refunds:2; below zero: for ever",
    )  # fmt: skip
    return parser.parse_args()


if __name__ == "__main__":
    main()
