"""Whole days played over HTTP: nothing is done here that a person with a browser could not do."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

DESCRIPTION = """Play a whole day over HTTP and print its diary. Without --url a server of its own is
started on the embedded services and ended afterwards."""
STOPPED = 2  # something was in the way; 1: the day was played and a figure differs


def run(arguments: list[str]) -> int:
    """Play one story and write what happened. Exit code 0 when every figure came out as expected."""
    import httpx  # noqa: PLC0415  --help needs no client library

    from config.stories import server  # noqa: PLC0415
    from config.stories.afternoon import play  # noqa: PLC0415
    from config.stories.client import Refusal  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="stadga story", description=DESCRIPTION)
    parser.add_argument("name", choices=["iec"], help="iec: the constitutive meeting of 11 October 2016")
    parser.add_argument("--out", type=Path, help="write the figures as JSON to this file")
    parser.add_argument("--minutes", type=Path, help="keep the minutes as PDF in this file")
    parser.add_argument(
        "--url", default=os.environ.get("STADGA_URL", ""), help="public address of a running server"
    )
    parser.add_argument(
        "--mail", default=os.environ.get("STADGA_MAIL_URL", ""), help="address of its mail catcher"
    )
    options = parser.parse_args(arguments)
    if bool(options.url) != bool(options.mail):
        parser.error("--url and --mail go together: the codes people type are in the letters")
    try:
        if options.url:
            figures = play(url=options.url, mail=options.mail, minutes=options.minutes)
        else:
            with server.own() as own:
                figures = play(url=own.url, mail=own.mail, minutes=options.minutes, turn_to=own.turn_to)
    except Refusal as no:
        print(f"The story stopped: {no}.", file=sys.stderr)
        return STOPPED
    except httpx.TransportError as trouble:
        print(
            f"The story stopped: {options.url or 'its server'} does not answer ({trouble}).", file=sys.stderr
        )
        return STOPPED
    if options.out:
        options.out.write_text(json.dumps(figures, ensure_ascii=False, indent=2) + "\n")
        print(f"\nThe figures are in {options.out}.")
    wrong = figures.pop("differs", [])
    for line in wrong:
        print(f"differs: {line}", file=sys.stderr)
    return 1 if wrong else 0
