"""After the meeting: minutes adjusted and signed, and the board's own inaugural meeting."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from config import iec
from config.stories.client import Person, Post

BOARD_HOME = "/api/board-meetings"
CHOICES = {
    "meeting_secretary": "Lisa Brandt",
    "adjuster": "Ahmed Yusuf",
    "vice_chair": "Ahmed Yusuf",
    "secretary": "Lisa Brandt",
    "treasurer": "Sofia Lindahl",
    "next_date": "2016-10-13",
    "next_words": "digitalt, för att pröva ansökningar om medlemskap (stadgarna § 4 mom. 2)",
}


def adjust_and_sign(meeting: str, signers: Sequence[Person], post: Post) -> dict[str, Any]:
    """The first of ``signers`` freezes the text; all approve it and sign. What the file and the page say."""
    secretary = signers[0]
    frozen = secretary.ask("POST", f"{meeting}/minutes/versions")
    for person in signers:
        person.ask("POST", f"{meeting}/minutes/approvals", {"sha256": frozen["sha256"]})
    for person in signers:
        after = post.last()
        person.ask("POST", f"{meeting}/minutes/signing-codes")
        code = post.code(person.email, after=after)
        person.ask("POST", f"{meeting}/minutes/signatures", {"sha256": frozen["sha256"], "code": code})
    state = secretary.ask("GET", f"{meeting}/minutes/state")
    return {
        "state": state["state"],
        "signed_by": [one["name"] for one in state["versions"][-1]["signatories"] if one["signed_at"]],
        "annexes": sorted({one["no"] for one in state["annexes"]}),
        "file": state["file"],
    }


def valid_signatures(pdf: bytes) -> int | None:
    """How many signatures poppler's ``pdfsig`` calls valid; None where it is not installed."""
    program = shutil.which("pdfsig")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "minutes.pdf"
        file.write_bytes(pdf)
        told = subprocess.run([program, "-nocert", str(file)], capture_output=True, text=True, check=False)  # noqa: S603  our own file
    return told.stdout.count("Signature is Valid.")


def hold_board_meeting(chair: Person, **others: Any) -> dict[str, Any]:  # noqa: ANN401  choices of any kind
    """Everybody on the board is here; § by § in the words that were prepared. What came of it.

    ``others``: what is chosen otherwise than the model has it.
    """
    places = [{"name": venue["name"], "kind": venue["kind"]} for venue in iec.VENUES]
    called = chair.ask("POST", BOARD_HOME, {"choices": {**CHOICES, **others}, "venues": places})
    closed = hold(chair, called, place_of=_place_of)
    association = chair.ask("GET", "/api/association")
    posts = {one["post"]: one["name"] for one in association["posts"]}
    return {
        "meeting": f"/api/meetings/{called['id']}",
        "number": closed["number"],
        "here": len(called["seats"]),
        "treasurer": posts.get("treasurer"),
        "signatories": association["signatories"]["mode"],
    }


def hold(
    chair: Person, called: dict[str, Any], *, place_of: Callable[[str], str] | None = None
) -> dict[str, Any]:
    """All are at the table, each at their own place or the first; § by § to the end. The closed meeting."""
    at = f"{BOARD_HOME}/{called['id']}"
    venues = {one["name"]: one["id"] for one in called["venues"]}
    here = [
        {"seat": s["id"], "venue": venues[place_of(s["name"])] if place_of else None} for s in called["seats"]
    ]
    chair.ask("PUT", f"{at}/table", {"here": here})
    shown = chair.ask("POST", f"{at}/open")
    for item in shown["items"]:
        if item["no"] > 1:
            chair.ask("POST", f"{at}/items/{item['no']}/start")
        if item["asks"]:
            chair.ask("POST", f"{at}/items/{item['no']}/decide", {})
    closed: dict[str, Any] = chair.ask("POST", f"{at}/close")
    return closed


def _place_of(name: str) -> str:
    """Where somebody had registered to be, also for the board's meeting right after."""
    row = next(row for row in iec.registrations() if row["ombud"] == name)
    return iec.VENUE_IN_FILE[row["plats"]]
