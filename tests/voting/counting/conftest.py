"""The command as a reader meets it: a document goes in, JSON or one line comes out."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from config.commands import count as command


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def result(self) -> dict[str, Any]:
        assert self.code == 0, self.err
        found: dict[str, Any] = json.loads(self.out, parse_float=no_float)
        return found


def no_float(text: str) -> None:
    message = f"a float in the answer: {text}"
    raise AssertionError(message)


@pytest.fixture
def stadga_count(monkeypatch, capsys):
    """``stadga count`` in this process; text or bytes are sent as they are."""

    def run(document: Any, *arguments: str) -> Answer:
        text = document if isinstance(document, str | bytes) else json.dumps(document)
        raw = text.encode() if isinstance(text, str) else text
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        code = command.run(list(arguments))
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return run
