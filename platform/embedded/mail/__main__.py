"""``python -m embedded.mail``: the catcher's process, until it is told to end."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import threading
from pathlib import Path
from types import FrameType

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from embedded.mail.store import Store
from embedded.mail.web import serve
from embedded.processes import LOOPBACK


class Doorman:
    """Takes every letter for everybody."""

    def __init__(self, store: Store) -> None:
        """Keep them here."""
        self._store = store

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802  aiosmtpd's name
        """Answer 250 only when the letter is in its file."""
        content = envelope.content
        await asyncio.to_thread(
            self._store.add,
            sender=envelope.mail_from or "",
            recipients=envelope.rcpt_tos,
            source=content if isinstance(content, bytes) else str(content).encode(),
        )
        return "250 Kept"


def main() -> None:
    """Serve SMTP and the web view until SIGTERM or SIGINT."""
    options = _options()
    store = Store(options.dir / "letters")
    smtp = Controller(Doorman(store), hostname=options.host, port=options.smtp_port, enable_SMTPUTF8=True)
    smtp.start()
    health = {"pid": os.getpid(), "directory": str(options.dir.resolve())}
    web = serve(store, host=options.host, port=options.port, health=health)
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signature of a signal handler
        ended.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    ended.wait()
    web.shutdown()
    smtp.stop()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m embedded.mail", description=__doc__)
    parser.add_argument("--dir", type=Path, required=True, help="where the letters are kept")
    parser.add_argument("--host", default=LOOPBACK, help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8025, help="port of the web view")
    parser.add_argument("--smtp-port", type=int, default=8026, help="port that takes letters")
    return parser.parse_args()


if __name__ == "__main__":
    main()
