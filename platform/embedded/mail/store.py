"""The letters, one file each, so that a restart keeps them; the newest two thousand stay."""

from __future__ import annotations

import codecs
import json
import os
import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from functools import cached_property
from pathlib import Path

KEEP = 2_000
ENVELOPE = b"X-Stadga-Envelope: "
WITHOUT_MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


@dataclass(frozen=True)
class Attachment:
    """A file that came with a letter."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    """One letter as it arrived. ``recipients`` is the envelope's, so hidden ones are seen too."""

    id: int
    at: str
    sender: str
    recipients: tuple[str, ...]
    source: bytes

    @cached_property
    def message(self) -> EmailMessage:
        """The parsed letter; a broken one is parsed as far as it goes."""
        parsed = BytesParser(policy=policy.default).parsebytes(self.source)
        if not isinstance(parsed, EmailMessage):
            raise TypeError(type(parsed))
        return parsed

    @property
    def subject(self) -> str:
        """The subject line, or nothing."""
        return str(self.message.get("Subject", ""))

    @property
    def text(self) -> str:
        """What a person reads: the plain part, or the HTML part without its markup."""
        part = self.message.get_body(("plain",))
        return _words(part) if part is not None else WITHOUT_MARKUP.sub("", self.html)

    @property
    def html(self) -> str:
        """The HTML part, or nothing."""
        return _words(self.message.get_body(("html",)))

    @cached_property
    def attachments(self) -> list[Attachment]:
        """Everything that is not the text: also an invitation that is sent as an alternative."""
        bodies = [self.message.get_body((kind,)) for kind in ("plain", "html")]
        parts = [
            part
            for part in self.message.walk()
            if not part.is_multipart() and not any(part is b for b in bodies)
        ]
        return [
            Attachment(
                name=part.get_filename() or f"{number}.{part.get_content_subtype()}",
                type=part.get_content_type(),
                content=_bytes(part),
            )
            for number, part in enumerate(parts, start=1)
        ]


class Store:
    """All letters of one folder. Safe for many threads: the SMTP side writes, the web side reads."""

    def __init__(self, directory: Path, *, keep: int = KEEP) -> None:
        """Read what an earlier run kept."""
        self._directory = directory
        self._keep = keep
        self._changed = threading.Condition()
        directory.mkdir(parents=True, exist_ok=True)
        read = (_read(path) for path in sorted(directory.glob("*.eml")))
        self._letters = {letter.id: letter for letter in read if letter is not None}
        self._prune()

    def add(self, *, sender: str, recipients: Sequence[str], source: bytes) -> int:
        """Keep one letter; when this returns, it is in its file."""
        with self._changed:
            number = max(self._letters, default=0) + 1
            letter = Letter(number, _now(), sender, tuple(recipients), source)
            envelope = json.dumps({"at": letter.at, "from": sender, "to": list(recipients)}).encode()
            half = self._directory / f"{number:08}.half"
            half.write_bytes(ENVELOPE + envelope + b"\r\n" + source)
            half.rename(half.with_suffix(".eml"))
            self._letters[number] = letter
            self._prune()
            self._changed.notify_all()
        return number

    def get(self, number: int) -> Letter | None:
        """One letter."""
        return self._letters.get(number)

    def find(self, *, to: str = "", after: int = 0, limit: int = 50, wait: float = 0) -> list[Letter]:
        """Newest first; with ``wait``, up to so many seconds for the first that fits."""
        with self._changed:
            found = self._changed.wait_for(lambda: self._matching(to, after), timeout=wait or 0.001)
        return found[:limit]

    @property
    def last_id(self) -> int:
        """The newest letter's number: what a reader gives as ``after`` next time."""
        return max(self._letters, default=0)

    def _matching(self, to: str, after: int) -> list[Letter]:
        wanted = to.strip().lower()
        newest_first: Iterable[Letter] = (
            self._letters[n] for n in sorted(self._letters, reverse=True) if n > after
        )
        return [
            letter
            for letter in newest_first
            if not wanted or wanted in (person.lower() for person in letter.recipients)
        ]

    def _prune(self) -> None:
        for number in sorted(self._letters)[: -self._keep]:
            del self._letters[number]
            (self._directory / f"{number:08}.eml").unlink(missing_ok=True)


def _now() -> str:
    """The time that the product believes it is; these services know nothing of its packages."""
    offset = timedelta(seconds=float(os.environ.get("STADGA_CLOCK_OFFSET", "0")))
    return (datetime.now(UTC) + offset).isoformat(timespec="seconds")


def _read(path: Path) -> Letter | None:
    head, _, source = path.read_bytes().partition(b"\r\n")
    try:
        envelope = json.loads(head.removeprefix(ENVELOPE))
        return Letter(int(path.stem), envelope["at"], envelope["from"], tuple(envelope["to"]), source)
    except (ValueError, KeyError, TypeError):
        return None  # not written by us: left alone


def _words(part: MIMEPart | None) -> str:
    if part is None:
        return ""
    charset = part.get_content_charset("utf-8")
    try:
        codecs.lookup(charset)
    except LookupError:
        charset = "utf-8"
    return _bytes(part).decode(charset, errors="replace").replace("\r\n", "\n")


def _bytes(part: MIMEPart) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
