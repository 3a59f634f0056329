"""The image without Docker: its Python stage, built by its own lines; its processes, started from there.

``/app``, ``/venv``, ``/build-tools`` and ``/tmp`` of the image are folders of this run; every command line is
the one that stands in Dockerfile or compose.yaml.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from celery import Celery

Start = Callable[[str], subprocess.Popen[str]]

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = re.compile(r"(?<![\w/])/(app|venv|build-tools|tmp)\b")


@dataclass(frozen=True)
class Image:
    """Where the image's folders are in this run, and how to run something in it."""

    place: Path
    environment: dict[str, str]

    def at_home(self, text: str) -> str:
        """A path of the image as a path of this run."""
        return FOLDERS.sub(lambda match: str(self.place / match[1]), text)

    def start(self, words: list[str], **environment: str) -> subprocess.Popen[str]:
        path = self.environment["PATH"]
        return subprocess.Popen(
            [shutil.which(words[0], path=path) or words[0], *(self.at_home(word) for word in words[1:])],
            cwd=self.place / "tmp",
            env={**self.environment, **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, words: list[str], **environment: str) -> tuple[int, str]:
        process = self.start(words, **environment)
        output, _ = process.communicate(timeout=120)
        return process.returncode, output


@pytest.fixture(scope="module")
def image(dockerfile: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    """Carry out the backend stage line by line, and take the last stage's environment."""
    place = tmp_path_factory.mktemp("image")
    for folder in ("app", "tmp"):
        (place / folder).mkdir()
    image = Image(place, {})
    begin = next(n for n, line in enumerate(dockerfile) if line == ("FROM", "python:3.11-slim AS backend"))
    end = next(n for n, (name, _) in enumerate(dockerfile) if name == "FROM" and n > begin)
    for name, argument in dockerfile[begin:end]:
        if name == "COPY":
            *sources, target = argument.split()
            for source in sources:
                into = place / "app" / target
                if (ROOT / source).is_dir():
                    shutil.copytree(ROOT / source, into, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(ROOT / source, into)
        elif name == "RUN":
            line = re.sub(r"^python\b", sys.executable, image.at_home(argument))  # ours may lie in /tmp
            done = subprocess.run(
                line, shell=True, cwd=place / "app", capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{argument}\n{done.stdout}\n{done.stderr}"
    (variables,) = (argument for name, argument in dockerfile[end:] if name == "ENV")
    given = dict(pair.split("=", 1) for pair in variables.split())
    given["PATH"] = given["PATH"].replace("$PATH", os.environ["PATH"])
    image.environment.update({key: image.at_home(value) for key, value in given.items()})
    built = files_in(image)
    yield image
    # The root file system is read-only in the cluster: whatever ran here wrote to tmp alone.
    changed = files_in(image) ^ built
    shutil.rmtree(place)  # 300 MB that pytest would keep for three runs
    assert changed == set()


def files_in(image: Image) -> set[tuple[Path, int]]:
    """Every file of the image outside tmp, with the moment of its last change."""
    folders = (image.place / name for name in ("app", "venv", "build-tools"))
    return {(file, file.stat().st_mtime_ns) for folder in folders for file in folder.rglob("*")}


def url_of(part: str, new_path: str) -> str:
    return urlunsplit(urlsplit(part)._replace(path=new_path))


@pytest.fixture(scope="module")
def services(image: Image, compose: dict[str, Any]) -> Iterator[None]:
    """compose.yaml's environment, with a database of our own on the suite's servers."""
    server = os.environ["DATABASE_URL"]
    name = f"image_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    ports = free_ports(4)
    image.environment.update(compose["services"]["web"]["environment"])
    image.environment.update(
        DATABASE_URL=url_of(server, name),
        REDIS_URL=url_of(os.environ["REDIS_URL"], "/9"),
        STADGA_SECRET_KEY="x" * 50,
        STADGA_PORT=str(ports[0]),
        STADGA_LIVE_PORT=str(ports[1]),
    )
    yield
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module")
def migrated(image: Image, services: None, compose: dict[str, Any]) -> None:
    for _ in range(2):  # the job runs at every upgrade: the second time there is nothing to do
        code, output = image.run(["stadga", *compose["services"]["migrate"]["command"]])
        assert code == 0, output


@pytest.fixture
def started(image: Image, migrated: None, compose: dict[str, Any]) -> Iterator[Start]:
    """Start a service of compose.yaml; it is told to end afterwards, and must do so in time and in peace."""
    running: list[tuple[str, subprocess.Popen[str]]] = []

    def start(name: str) -> subprocess.Popen[str]:
        running.append((name, image.start(["stadga", *compose["services"][name]["command"]])))
        return running[-1][1]

    yield start
    for name, process in running:
        process.send_signal(signal.SIGTERM)
        try:
            output, _ = process.communicate(timeout=25)
        except subprocess.TimeoutExpired:
            process.kill()
            pytest.fail(f"{name} was not gone 25 s after SIGTERM:\n{process.communicate()[0]}")
        assert process.returncode in {0, -signal.SIGTERM}, f"{name}: {process.returncode}\n{output}"


def free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def wait_for(done: Callable[[], bool], process: subprocess.Popen[str], seconds: float = 30) -> None:
    last = time.monotonic() + seconds
    while not done():
        assert process.poll() is None, f"ended with {process.returncode}:\n{process.stdout.read()}"
        assert time.monotonic() < last, "it does not answer"
        time.sleep(0.1)


def answer(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=3) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def test_every_command_of_the_recipes_is_one_that_stadga_knows(
    image: Image, services: None, stadga_commands: set[tuple[str, ...]]
) -> None:
    assert stadga_commands == {
        *(("serve", "web"), ("serve", "live"), ("worker",), ("beat",), ("migrate-tenants",), ("doctor",)),
    }
    for command in sorted(stadga_commands):
        code, output = image.run(["stadga", *command, "--help"])
        assert code == 0, (command, output)
    code, _ = image.run(["stadga", "no-such-command", "--help"])
    assert code != 0


@pytest.mark.parametrize("name", ["web", "live"])
def test_what_listens_starts_and_its_own_health_check_agrees(
    image: Image, started: Start, compose: dict[str, Any], name: str
) -> None:
    port = image.environment["STADGA_PORT" if name == "web" else "STADGA_LIVE_PORT"]

    process = started(name)

    wait_for(lambda: answer(f"http://127.0.0.1:{port}/healthz")[0] == 200, process)
    if name == "web":
        status, body = answer(f"http://127.0.0.1:{port}/readyz")
        assert (status, json.loads(body)["status"]) == (200, "ok")
    word, *check = compose["services"][name]["healthcheck"]["test"]
    check = [re.sub(r":800[01]/", f":{port}/", text) for text in check]
    assert (word, *image.run(check)) == ("CMD", 0, "")


@pytest.mark.parametrize("name", ["web", "live"])
def test_in_the_image_it_listens_for_others_too(image: Image, started: Start, name: str) -> None:
    """A process that listens to itself alone looks well inside its container and is dead outside."""
    port = int(image.environment["STADGA_PORT" if name == "web" else "STADGA_LIVE_PORT"])
    process = started(name)
    wait_for(lambda: answer(f"http://127.0.0.1:{port}/healthz")[0] == 200, process)

    listening = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    addresses = {line.split()[1] for line in listening if line.split()[3] == "0A"}

    assert f"00000000:{port:04X}" in addresses


def test_the_worker_takes_up_work(image: Image, started: Start) -> None:
    process = started("worker")

    control = Celery(broker=image.environment["REDIS_URL"]).control
    wait_for(lambda: bool(control.ping(timeout=0.5)), process)


def test_beat_goes_on(started: Start) -> None:
    process = started("beat")

    with pytest.raises(subprocess.TimeoutExpired):  # it ends at once when it lacks something
        process.wait(timeout=4)


def test_the_mail_catcher_starts_as_compose_starts_it(
    image: Image, services: None, compose: dict[str, Any]
) -> None:
    web, smtp = free_ports(2)
    words = compose["services"]["mail"]["entrypoint"]

    process = image.start([*words, "--port", str(web), "--smtp-port", str(smtp)])

    try:
        wait_for(lambda: answer(f"http://127.0.0.1:{web}/api/health")[0] == 200, process)
        assert (image.place / "tmp" / "letters").is_dir()
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
