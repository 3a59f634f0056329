"""Officers who made keys together, and Debian's verifier as a program of its own."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.voting.belenios.election import BLANK, Parts, gather, open_election

FRONTEND = Path(__file__).parents[3] / "frontend"


class Refused(Exception):
    """What the code of a page said no to."""


@pytest.fixture(scope="module")
def browser():
    """``browser(deed, **given)``: what a page asks of its worker, asked of the same code in Node."""
    process = subprocess.Popen(
        ["node", "scripts/belenios.mjs"],
        cwd=FRONTEND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def ask(deed, **given):
        content = given.get("content")
        if isinstance(content, bytes):
            given["content"] = {"base64": base64.b64encode(content).decode()}
        process.stdin.write(json.dumps({"deed": deed, "given": given}) + "\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        if "refused" in answer:
            raise Refused(answer["refused"])
        return answer["found"]

    yield ask
    process.stdin.close()
    assert process.wait(timeout=20) == 0


@pytest.fixture(scope="session")
def officers():
    """Two of three."""
    return gather(2, 3)


@pytest.fixture(scope="session")
def belenios_tool():
    """``run(*arguments, cwd, send)`` gives what the tool printed. Who needs it is skipped without it."""
    found = shutil.which("belenios-tool")
    if not found:
        may_install = shutil.which("apt-get") and (os.geteuid() == 0 or shutil.which("sudo"))
        if os.environ.get("CI") and may_install:
            pytest.fail("belenios-tool is not installed though apt is here: scripts/apt.sh belenios-tool")
        pytest.skip("belenios-tool is not installed: make setup, on Debian")

    def run(*arguments, cwd=None, send=""):
        return subprocess.run(
            [found, *arguments], cwd=cwd, input=send, capture_output=True, text=True, check=True
        ).stdout

    return run


@pytest.fixture
def tool_says(belenios_tool, tmp_path_factory):
    """The tool's own verdict of an archive: True when all its checks passed, as rc 0 and its words say."""

    def verdict(content, uuid):
        folder = tmp_path_factory.mktemp("bel")
        (folder / f"{uuid}.bel").write_bytes(content)
        done = subprocess.run(
            ["belenios-tool", "election", "verify", "--dir", str(folder)],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode == 0 and "all checks passed" in done.stderr

    return verdict


@pytest.fixture(scope="session")
def council(officers):
    """The same, where officers are one of the parts that are forged."""
    return officers


@pytest.fixture(scope="session")
def held(council):
    """Three voters, one of whom voted twice; all three officers decrypted."""
    made = open_election(council, BLANK, voters=3)
    made.vote(0, BLANK.marks([1]))
    made.vote(1, BLANK.marks([0]))
    made.vote(2, BLANK.marks([], blank=True))
    made.vote(0, BLANK.marks([0]))
    return made.close(1, 2, 3)


@pytest.fixture(scope="session")
def another(council):
    """Another poll of the same meeting, with the same officers."""
    made = open_election(council, BLANK, voters=3)
    for voter in range(3):
        made.vote(voter, BLANK.marks([1]))
    return made.close(1, 2, 3)


@pytest.fixture
def parts(held):
    """The parts of an archive that passes, and that passes when it is put together again."""
    found = Parts.of(held.content)

    assert found.content == held.content
    assert held.verify(register=held.register(), heads=[held.head]).accepted
    return found
