"""Starting, recognising and ending processes by the pid that was written down, and never another's."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

KEPT_FOR = 2.0  # seconds that a port of ours is waited for
LOOPBACK = "127.0.0.1"
PROC = Path("/proc")
# Fields of /proc/<pid>/stat after the closing bracket of the command's name.
STATE_FIELD, BORN_FIELD = 0, 19


def born(pid: int) -> str:
    """When this process began, as a text that no later holder of the pid shares; empty when it is gone."""
    _reap(pid)
    try:
        stat = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "" if PROC.joinpath("self").exists() else _ask_ps(pid, "lstart=")
    fields = stat.rpartition(")")[2].split()
    return "" if fields[STATE_FIELD] in {"Z", "X"} else f"{_boot()}:{fields[BORN_FIELD]}"


def command(pid: int) -> str:
    """The command line of a running process; empty when it is gone."""
    if not born(pid):
        return ""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return _ask_ps(pid, "command=")


def launch(argv: Sequence[str], *, log: Path, env: Mapping[str, str] | None = None) -> int:
    """Start a process of its own session, so that Ctrl-C in the terminal does not reach it."""
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603  our own command line, no shell
            list(argv),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=None if env is None else dict(env),
            start_new_session=True,
        )
    process.returncode = 0  # it outlives us by intent: no warning when this object goes
    return process.pid


def end(pid: int, birth: str, *, with_signal: int = signal.SIGTERM, seconds: float = 10) -> bool:
    """Ask exactly this process to end, insist after ``seconds``; False when it was gone already."""
    if not birth or born(pid) != birth:
        return False
    for number, patience in ((with_signal, seconds), (signal.SIGKILL, 5.0)):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return True
        if wait_until(lambda: born(pid) != birth, seconds=patience):
            return True
    message = f"process {pid} does not end"
    raise TimeoutError(message)


def wait_until(done: Callable[[], bool], *, seconds: float, step: float = 0.05) -> bool:
    """Call ``done`` until it is true or the time is up."""
    last = time.monotonic() + seconds
    while not done():
        if time.monotonic() > last:
            return False
        time.sleep(step)
    return True


def is_free(port: int) -> bool:
    """Nobody listens on this loopback port and we may."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def answers(port: int, host: str = LOOPBACK, seconds: float = 0.5) -> bool:
    """Somebody accepts connections there."""
    try:
        socket.create_connection((host, port), timeout=seconds).close()
    except OSError:
        return False
    return True


def kept_port(file: Path) -> int:
    """The port written in this file when it is still free, else a new one, written down.

    What is left of a killed server holds it for a moment: it is waited for, since those who knew the server
    know it by this port.
    """
    try:
        port = int(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        port = 0
    if not port or not wait_until(lambda: is_free(port), seconds=KEPT_FOR):
        with socket.socket() as probe:
            probe.bind((LOOPBACK, 0))
            port = int(probe.getsockname()[1])
        file.write_text(str(port), encoding="ascii")
    return port


def _boot() -> str:
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return ""


def _reap(pid: int) -> None:
    """Collect it if it is an ended child of ours; otherwise it would look alive for ever."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except (ChildProcessError, OSError):
        return


def _ask_ps(pid: int, field: str) -> str:
    ps = shutil.which("ps")
    if ps is None:
        return ""
    answer = subprocess.run(  # noqa: S603  fixed arguments
        [ps, "-o", "stat=", "-o", field, "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, value = answer.stdout.strip().partition(" ")
    return "" if state.startswith("Z") else value.strip()
