"""The web process is read before it forks: what it opened then would be shared by its children."""

from __future__ import annotations

import os
import subprocess
import sys

READ = "import config.wsgi, threading, os; print(threading.active_count(), *os.listdir('/proc/self/fd'))"


def test_reading_the_doors_starts_no_thread_and_asks_no_server():
    nobody = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none", "REDIS_URL": "redis://127.0.0.1:9/0"}

    said = subprocess.run(
        [sys.executable, "-c", READ], env={**os.environ, **nobody}, capture_output=True, text=True, check=True
    )

    threads, *files = said.stdout.split()
    assert threads == "1"
    assert len(files) <= 5  # in, out, errors, this listing, and a source of chance
