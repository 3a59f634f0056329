"""``stadga stop``: ends the demo that was started here, and nothing else."""

from __future__ import annotations

import argparse

from config.demo_folder import DemoFolder
from config.demo_stripe import DemoStripe
from embedded import processes, services

HELP = "end the demo that runs in this folder (started with or without --detach)"
SECONDS = 40


def run(arguments: list[str]) -> int:
    """End the supervisor, which ends the rest; after its crash, end exactly what it wrote down."""
    argparse.ArgumentParser(prog="stadga stop", description=HELP).parse_args(arguments)
    folder = DemoFolder.here()
    pids = folder.pids()
    if not folder.path.is_dir():
        print("No demo was started here.")
        return 0
    for name, (pid, birth) in pids.items():  # the supervisor is written first
        if processes.end(pid, birth, seconds=SECONDS if name == "supervisor" else 10):
            print(f"  {name} ended")
    if DemoStripe(folder.path / "stripe").stop():
        print("  Stripe on the desk ended")
    services.stop_all(folder.path, say=lambda sentence, _: print(f"  {sentence}"))
    folder.forget_pids()
    folder.forget_ready()
    print("Nothing of the demo runs any more. What it kept is in " + str(folder.path))
    return 0
