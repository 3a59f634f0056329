"""Officers who made keys together, and Debian's verifier as a program of its own."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest

from tests.voting.belenios.election import gather


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
