"""The Dockerfile's promises, read from its own lines (there is no Docker where these tests run)."""

from __future__ import annotations

import json
import re
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def last_stage(dockerfile: list[tuple[str, str]]) -> list[tuple[str, str]]:
    start = max(n for n, (name, _) in enumerate(dockerfile) if name == "FROM")
    return dockerfile[start:]


def test_the_last_stage_is_slim_and_runs_as_nobody_in_particular(dockerfile: list[tuple[str, str]]) -> None:
    stage = dict(last_stage(dockerfile))

    assert stage["FROM"] == "python:3.11-slim"
    assert stage["USER"] == "10001:10001"
    assert yaml.safe_load(stage["ENTRYPOINT"]) == ["stadga"]
    assert stage["WORKDIR"] == "/tmp"


def test_nothing_is_fetched_without_a_hash(dockerfile: list[tuple[str, str]]) -> None:
    runs = [argument for name, argument in dockerfile if name == "RUN"]

    pips = [run for run in runs if "pip install" in run]
    assert len(pips) == 3
    assert all("--no-deps" in run for run in pips)
    assert all("--require-hashes" in run or "--no-build-isolation" in run for run in pips)
    assert [run for run in runs if re.search(r"\b(curl|wget|apt|apt-get|npx|npm install|npm i)\b", run)] == []
    assert "npm ci" in runs


def test_the_last_stage_only_takes_results(dockerfile: list[tuple[str, str]]) -> None:
    stage = last_stage(dockerfile)

    assert all(argument.startswith("--from=") for name, argument in stage if name in {"COPY", "ADD"})
    assert [argument.split()[0] for name, argument in stage if name == "RUN"] == ["useradd"]


def test_every_file_that_is_copied_in_exists_and_is_let_through(dockerfile: list[tuple[str, str]]) -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    let_through = {line[1:] for line in lines if line.startswith("!")}
    copies = [argument.split() for name, argument in dockerfile if name == "COPY"]

    sources = {s.rstrip("/") for copy in copies if not copy[0].startswith("--from=") for s in copy[:-1]}

    assert "*" in lines
    assert {source for source in sources if not (ROOT / source).exists()} == set()
    assert {source for source in sources if source.split("/")[0] not in let_through} == set()


def test_no_secret_and_no_foreign_build_can_come_in() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    kept_out = [line for line in lines if not line.startswith(("!", "#")) and line != "*"]

    for path in ("frontend/.env.local", "frontend/node_modules", "frontend/build", "platform/clock.pyc"):
        assert any(fnmatch(path, pattern.replace("**/", "*")) for pattern in kept_out), path


def test_every_source_root_of_the_package_is_in_the_image(dockerfile: list[tuple[str, str]]) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    copied = {argument.split()[-1].rstrip("/") for name, argument in dockerfile if name == "COPY"}

    assert {package.split("/")[0] for package in packages} - copied == set()


def test_the_front_end_is_built_by_a_script_that_exists(dockerfile: list[tuple[str, str]]) -> None:
    scripts = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))["scripts"]
    asked = {argument.split()[2] for name, argument in dockerfile if argument.startswith("npm run ")}

    assert asked == {"build"}
    assert asked - set(scripts) == set()


def test_make_setup_builds_the_front_end_by_the_same_commands() -> None:
    """So that a checkout in which the tests run has carried them out."""
    setup = (ROOT / "scripts" / "setup.sh").read_text(encoding="utf-8")

    assert "cd frontend && npm ci " in setup
    assert re.search(r"cd frontend && npm run (--silent )?build\)", setup)
