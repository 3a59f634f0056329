"""The demo starts everything, says where it is, ends exactly that, and goes on where it was."""

import json
import os
import socket
import subprocess
import sys
import urllib.request

import pytest

from embedded import processes, services


@pytest.fixture
def demo(tmp_path):
    folder = tmp_path / "demo"
    with socket.create_server(("127.0.0.1", 0)) as probe:
        base = probe.getsockname()[1]
    given = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": ":".join(sys.path),
        "STADGA_DEMO_DIR": str(folder),
        "STADGA_PORT": str(base),
        "STADGA_LIVE_PORT": str(free_port()),
        "STADGA_MAIL_PORT": str(free_port()),
        "STADGA_SPARE_SCHEMAS": "0",
    }

    def stadga(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "config.cli", *arguments],
            env=given,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )

    stadga.folder, stadga.base = folder, base
    yield stadga
    stadga("stop")
    services.remove_all(folder)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


def pids(demo):
    return {name: pid for name, (pid, _) in json.loads((demo.folder / "pids").read_text()).items()}


def test_a_demo_from_nothing_to_nothing_and_again(demo):
    started = demo("demo", "--detach", "--empty")

    assert started.returncode == 0, started.stdout + started.stderr
    assert f"http://localhost:{demo.base}" in started.stdout
    with urllib.request.urlopen(f"http://127.0.0.1:{demo.base}/readyz", timeout=5) as answer:
        assert json.load(answer)["status"] == "ok"
    first = pids(demo)
    assert set(first) == {"supervisor", "web", "live", "worker", "beat"}

    second = demo("demo", "--empty")
    assert second.returncode == 0
    assert "It runs already" in second.stdout
    assert pids(demo) == first

    examined = demo("doctor", "--demo")
    assert "database: PostgreSQL" in examined.stdout
    assert "signing key: 64 characters" in examined.stdout

    os.kill(first["supervisor"], 9)  # the worst end: nobody tidied up
    assert processes.wait_until(lambda: not any(processes.born(pid) for pid in first.values()), seconds=20)

    again = demo("demo", "--detach", "--empty")
    assert again.returncode == 0, again.stdout + again.stderr
    assert "PostgreSQL goes on" in again.stdout

    stopped = demo("stop")
    assert stopped.returncode == 0
    assert not any(processes.born(pid) for pid in pids_or_none(demo))
    assert not any((demo.folder / name).exists() for name in ("pids", "ready"))
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", demo.base), timeout=1)
    assert json.loads((demo.folder / "clock").read_text())["stopped"] is True


def pids_or_none(demo):
    return pids(demo).values() if (demo.folder / "pids").exists() else []


def test_a_taken_port_is_said_and_nothing_is_left_running(demo):
    with socket.create_server(("127.0.0.1", demo.base)):
        done = demo("demo")

    assert done.returncode == 1
    assert f"Port {demo.base} is taken by another program. Set STADGA_PORT" in done.stdout
    assert not (demo.folder / "pids").exists()


def test_stop_without_a_demo_is_no_error(demo):
    done = demo("stop")

    assert done.returncode == 0
    assert "No demo was started here." in done.stdout
