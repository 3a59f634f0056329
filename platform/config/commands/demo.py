"""``stadga demo``: everything on one bare machine, with an association on the eve of its first meeting."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

from config import env, roles
from config.commands.prepare_demo import EMPTY
from config.demo_clock import DemoClock
from config.demo_folder import DemoFolder
from config.demo_stripe import STEP as STRIPE_STEP
from config.demo_stripe import DemoStripe
from config.supervisor import Supervisor
from embedded import processes, services

HELP = "run everything on this machine with example associations; Ctrl-C ends it, run again it goes on"
READY_SECONDS = 60
DETACHED_SECONDS = 600
MAIL_STEP = 25  # the letters' web view stands this far above the base port, SMTP one further
Links = list[tuple[str, str]]


def run(arguments: list[str]) -> int:
    """Run until Ctrl-C, or return when ready with ``--detach``."""
    parser = argparse.ArgumentParser(prog="stadga demo", description=HELP)
    parser.add_argument("--detach", action="store_true", help="return when ready; stadga stop ends it")
    parser.add_argument("--empty", action="store_true", help="without the example associations")
    options = parser.parse_args(arguments)
    folder = DemoFolder.here()
    if options.empty:
        os.environ[EMPTY] = "1"  # reaches the process that prepares, also of a detached demo
    folder.make()
    with ExitStack() as stack:
        lock = stack.enter_context((folder.path / "lock").open("a", encoding="ascii"))
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _running_already(folder)
        if not options.detach:
            return _Demo(folder).run()
    return _detached(folder)


class _Demo:
    """One run, from nothing to the last process ended."""

    def __init__(self, folder: DemoFolder) -> None:
        self._folder = folder
        self._clock = DemoClock(folder.path / "clock")
        self._began = time.monotonic()

    def run(self) -> int:
        """Start, show the way in, stay, end."""
        signal.signal(signal.SIGTERM, _as_ctrl_c)
        signal.signal(signal.SIGHUP, _as_ctrl_c)
        self._folder.forget_ready()
        self._folder.write_pids({"supervisor": os.getpid()})
        supervisor: Supervisor | None = None
        code = 1
        try:
            environment, letters = self._surroundings()
            links = self.prepared(environment)
            supervisor = Supervisor(
                [roles.role(name) for name in roles.NAMES], say=_say, logs=self._folder.logs
            )
            self._started(supervisor, environment)
            if not supervisor.dead and not supervisor.was_asked_to_end:
                self.show(links, letters)
                print("" if os.environ.get("STADGA_DETACHED") else "Ctrl-C ends everything.", flush=True)
            code = supervisor.watch(hook=self._clock.note)
        except KeyboardInterrupt:
            code = 130
        except (RuntimeError, TimeoutError) as trouble:
            _say(str(trouble))
        finally:
            self._end(supervisor)
        return code

    def _surroundings(self) -> tuple[dict[str, str], str]:
        """The environment of all processes, and the letters' address."""
        base = roles.web_port()
        for name, port in (("STADGA_PORT", base), ("STADGA_LIVE_PORT", roles.live_port())):
            if not processes.is_free(port):
                raise RuntimeError(f"Port {port} is taken by another program. Set {name} to a free one.")
        os.environ["STADGA_CLOCK_OFFSET"] = str(self._clock.offset)
        os.environ.setdefault("STADGA_WEB_PROCESSES", str(min(2, os.cpu_count() or 1)))
        os.environ.setdefault("STADGA_GRACE_SECONDS", "5")
        found = services.ensure(
            self._folder.path,
            mail_port=env.number("STADGA_MAIL_PORT", base + MAIL_STEP),
            say=_step,
        )
        secret = env.text("STADGA_SECRET_KEY") or self._folder.secret_key()
        own = {
            **found.environment(),
            **self._stripe(base, secret),
            "STADGA_SECRET_KEY": secret,
            "STADGA_BASE_DOMAIN": env.text("STADGA_BASE_DOMAIN", "localhost"),
            "STADGA_DEBUG": env.text("STADGA_DEBUG", "0"),
            "STADGA_PORT": str(base),
            "STADGA_LIVE_PORT": str(roles.live_port()),
            "STADGA_WEB_PROCESSES": os.environ["STADGA_WEB_PROCESSES"],
            "STADGA_CLOCK_OFFSET": str(self._clock.offset),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self._folder.write_environment({**own, "STADGA_LETTERS": found.mail_web_url})
        return {**os.environ, **own}, found.mail_web_url

    def _stripe(self, base: int, secret: str) -> dict[str, str]:
        """The Stripe on the desk, unless the environment names a key of a real test mode."""
        if env.text("STADGA_STRIPE_KEY"):
            return {}
        before = time.monotonic()
        stripe = DemoStripe(
            self._folder.path / "stripe", env.number("STADGA_STRIPE_PORT", base + STRIPE_STEP)
        )
        endpoint = f"http://{env.text('STADGA_BASE_DOMAIN', 'localhost')}:{base}/api/stripe/events"
        stripe.start(endpoint=endpoint, secret_key=secret)
        _step("Stripe on the desk answers, with no real money", time.monotonic() - before)
        return stripe.environment(secret)

    def prepared(self, environment: dict[str, str]) -> Links:
        """Migrate and seed in a process of its own, so that no database connection stays with us."""
        own = {**environment, "STADGA_PROCESS": "stadga-demo", "STADGA_DB_POOL": "4"}
        with tempfile.TemporaryDirectory() as folder:
            answer = Path(folder) / "links"
            argv = [sys.executable, "-m", "config.cli", "prepare-demo", str(answer)]
            if subprocess.run(argv, env=own, check=False).returncode:  # noqa: S603  our own command
                raise RuntimeError("The example could not be prepared; what is above says why.")
            return [(label, url) for label, url in json.loads(answer.read_text(encoding="utf-8"))]

    def _started(self, supervisor: Supervisor, environment: dict[str, str]) -> None:
        before = time.monotonic()
        supervisor.start(environment)
        self._folder.write_pids({"supervisor": os.getpid(), **supervisor.pids})
        self._clock.note()

        def settled() -> bool:
            gone = supervisor.dead or supervisor.was_asked_to_end
            return bool(gone) or (_is_ready(roles.web_port()) and processes.answers(roles.live_port()))

        if not processes.wait_until(settled, seconds=READY_SECONDS, step=0.2):
            raise RuntimeError(f"Not ready after {READY_SECONDS} seconds; see {self._folder.logs}")
        if not supervisor.dead and not supervisor.was_asked_to_end:
            _step(f"{', '.join(supervisor.pids)} answer", time.monotonic() - before)

    def show(self, links: Links, letters: str) -> None:
        """Print every address, and keep them for whoever asks again."""
        rows = [("Public site", f"http://{env.text('STADGA_BASE_DOMAIN', 'localhost')}:{roles.web_port()}")]
        rows += [("Association", site) for site in dict.fromkeys(_site(url) for _, url in links)]
        rows += [("Letters", letters)] if letters else []
        text = ways_in(rows, links)
        self._folder.write_ready(text)
        print(f"\nReady after {time.monotonic() - self._began:.0f} s.\n\n{text}\n", flush=True)

    def _end(self, supervisor: Supervisor | None) -> None:
        self._folder.forget_ready()
        before = time.monotonic()
        if supervisor is not None:
            supervisor.stop()
            _step("web, live, worker and beat ended", time.monotonic() - before)
        if (self._folder.path / "postgres").exists() or supervisor is not None:
            self._clock.note(stopped=True)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)  # the database is shut down in order, whatever is typed now
        DemoStripe(self._folder.path / "stripe").stop()
        services.stop_all(self._folder.path, say=_step)
        self._folder.forget_pids()


def _running_already(folder: DemoFolder) -> int:
    """Show the way in again, with new links: each signs in once."""
    if not folder.ready():
        print("The demo is starting in another terminal.")
        return 0
    os.environ.update(folder.environment())
    demo = _Demo(folder)
    demo.show(demo.prepared(dict(os.environ)), os.environ["STADGA_LETTERS"])
    print("It runs already; stadga stop ends it.")
    return 0


def _detached(folder: DemoFolder) -> int:
    """Start the demo in the background, repeat what it says until it is ready, and return."""
    folder.forget_ready()
    log = folder.logs / "demo.log"
    log.unlink(missing_ok=True)
    pid = processes.launch(
        [sys.executable, "-m", "config.cli", "demo"], log=log, env={**os.environ, "STADGA_DETACHED": "1"}
    )
    birth, shown, last = processes.born(pid), 0, time.monotonic() + DETACHED_SECONDS
    while time.monotonic() < last:
        is_ready, is_alive = bool(folder.ready()), processes.born(pid) == birth
        text = log.read_text(encoding="utf-8", errors="replace")
        print(text[shown:], end="", flush=True)
        shown = len(text)
        if is_ready and is_alive:
            print("It runs in the background; stadga stop (or make stop) ends it.")
            return 0
        if not is_alive:
            return 1
        time.sleep(0.2)
    with suppress(TimeoutError):
        processes.end(pid, birth, seconds=30)
    print(f"Not ready after {DETACHED_SECONDS} seconds, so it was ended; see {log}")
    return 1


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{processes.LOOPBACK}:{port}/readyz", timeout=2) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004  OK
    except (OSError, urllib.error.URLError):
        return False


def ways_in(rows: Links, links: Links) -> str:
    """Every address, each person's own way in, and where a file from the bank comes from."""
    text = _table(rows)
    if links:
        text += "\n\nSign in with one click:\n" + _table(links)
        text += (
            "\n\nA file from the bank to practise on, once the fees are billed at /kassa/avgifter:\n"
            "  stadga bank-sample iec  writes it here, to be taken in at /kassa/bank"
        )
    return text


def _table(rows: Links) -> str:
    width = max(len(label) for label, _ in rows)
    return "\n".join(f"  {label:<{width}}  {url}" for label, url in rows)


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _step(sentence: str, seconds: float) -> None:
    print(f"  {seconds:5.1f} s  {sentence}", flush=True)


def _say(sentence: str) -> None:
    print(f"stadga demo: {sentence}", flush=True)


def _as_ctrl_c(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  the signature of a signal handler
    raise KeyboardInterrupt
