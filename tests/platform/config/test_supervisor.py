"""One dies: it is named and all end. Told to end: all end within seconds, and what they started too."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from embedded import processes

HOUSE = """
import json, os, sys
from pathlib import Path
from config.roles import Role
from config.supervisor import Supervisor
folder = Path(sys.argv[1])
children = json.loads(sys.argv[2])
roles = [Role(name, (sys.executable, "-c", code), {"NAME": name}) for name, code in children.items()]
house = Supervisor(roles, say=lambda sentence: print(sentence, flush=True), logs=folder)
house.start(os.environ)
(folder / "pids").write_text(json.dumps(house.pids))
code = house.watch()
house.stop()
print("ended", flush=True)
sys.exit(code)
"""
SLEEPER = "import time; time.sleep(60)"
MARTYR = "import sys, time; time.sleep(0.5); print('no disk left'); sys.exit(3)"
STUBBORN = (
    "import os, signal, sys, subprocess, time; from pathlib import Path\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "Path(os.environ['TOLD']).write_text(str(child.pid)); time.sleep(60)"
)


@pytest.fixture
def house(tmp_path):
    running = []

    def start(**children):
        process = subprocess.Popen(
            [sys.executable, "-c", HOUSE, str(tmp_path), json.dumps(children)],
            env={**os.environ, "PYTHONPATH": ":".join(sys.path), "TOLD": str(tmp_path / "told")},
            stdout=subprocess.PIPE,
            text=True,
        )
        running.append(process)
        pids = tmp_path / "pids"
        assert processes.wait_until(lambda: pids.exists() and bool(pids.read_text()), seconds=20)
        return process, json.loads(pids.read_text())

    yield start
    for process in running:
        process.kill()
        process.wait()


def gone(pids):
    return processes.wait_until(lambda: not any(processes.born(pid) for pid in pids), seconds=10)


def test_one_that_dies_is_named_and_takes_the_others_along(house):
    process, pids = house(web=SLEEPER, live=MARTYR)

    said, _ = process.communicate(timeout=20)

    assert process.returncode == 1
    assert "live ended with exit code 3, so everything is stopped" in said
    assert "no disk left" in said
    assert gone(pids.values())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_told_to_end_it_ends_all_within_seconds(house, number):
    process, pids = house(web=SLEEPER, live=SLEEPER)
    began = time.monotonic()

    process.send_signal(number)
    said, _ = process.communicate(timeout=20)

    assert process.returncode == 0
    assert said == "ended\n"
    assert time.monotonic() - began < 5
    assert gone(pids.values())


def test_one_that_will_not_end_is_ended_with_what_it_started(house, tmp_path):
    process, pids = house(web=SLEEPER, live=STUBBORN)
    told = tmp_path / "told"
    assert processes.wait_until(lambda: told.exists() and bool(told.read_text()), seconds=20)

    process.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)  # whoever asks twice does not wait
    said, _ = process.communicate(timeout=20)

    assert "live did not end by itself" in said
    assert gone([*pids.values(), int(told.read_text())])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_a_killed_supervisor_leaves_nobody_behind(house):
    process, pids = house(web=SLEEPER, live=SLEEPER)

    process.kill()
    process.wait()

    assert gone(pids.values())
