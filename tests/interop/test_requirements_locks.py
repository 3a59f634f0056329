"""Three locks, one truth: the image runs the versions that the tests ran."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AS_THE_IMAGE = ("--no-deps", "--require-hashes", "-r")
PIN = re.compile(
    r"^([A-Za-z0-9][A-Za-z0-9._-]*)==(\S+)((?: *\\\n +--hash=sha256:[0-9a-f]{64})+)", re.MULTILINE
)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(file: str) -> dict[str, tuple[str, frozenset[str]]]:
    text = (ROOT / file).read_text(encoding="utf-8")
    found = {
        normal(m[1]): (m[2], frozenset(re.findall(r"sha256:[0-9a-f]{64}", m[3]))) for m in PIN.finditer(text)
    }
    assert len(found) == len(re.findall(r"^[A-Za-z0-9].*==", text, re.MULTILINE)), "a line without a hash"
    return found


def named(requirements: list[str]) -> set[str]:
    return {normal(re.match(r"[A-Za-z0-9._-]+", requirement)[0]) for requirement in requirements}


@pytest.mark.parametrize("lock", ["requirements-run.lock", "requirements-build.lock"])
def test_a_smaller_lock_is_part_of_the_whole_one(lock: str) -> None:
    whole = pins("requirements.lock")

    part = pins(lock)

    assert part
    assert {name: pin for name, pin in part.items() if whole.get(name) != pin} == {}


def test_the_image_has_what_the_product_needs_and_no_developers_tools() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = named(project["project"]["dependencies"])

    run = set(pins("requirements-run.lock"))

    assert needed - run == set()
    assert run & (named(project["dependency-groups"]["dev"]) - needed) == set()


def test_the_build_lock_has_what_builds_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = named(project["build-system"]["requires"]) | {"editables"}

    assert needed - set(pins("requirements-build.lock")) == set()


@pytest.mark.parametrize("lock", ["requirements-run.lock", "requirements-build.lock"])
def test_pip_reads_the_lock_as_the_image_does_and_finds_it_installed(lock: str) -> None:
    """The Dockerfile's own command, as a dry run: with everything at hand pip asks nobody."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--no-index", *AS_THE_IMAGE, ROOT / lock],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "Would install" not in done.stdout
    assert done.stdout.count("Requirement already satisfied") == len(pins(lock))


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-run.lock", "requirements-build.lock"])
def test_no_lock_names_a_place_to_fetch_from(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")
