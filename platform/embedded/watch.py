"""``python -m embedded.watch``: temporary services end with the process that asked for them.

A test run that is killed cannot tidy up after itself; this small process waits for its end and does.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from embedded import processes

STEP_SECONDS = 1


def over(directory: Path) -> None:
    """Start watching this process; when it is gone, the services in ``directory`` are stopped and deleted."""
    pid = os.getpid()
    processes.launch(
        [sys.executable, "-m", "embedded.watch", str(pid), processes.born(pid), str(directory)],
        log=Path(os.devnull),
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])},
    )


def main() -> None:
    """Wait until the process is gone, or its folder, and remove the folder."""
    pid, birth, directory = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    while processes.born(pid) == birth:
        if not directory.is_dir():
            return
        time.sleep(STEP_SECONDS)
    from embedded import services  # noqa: PLC0415  services import this module

    services.remove_all(directory)


if __name__ == "__main__":
    main()
