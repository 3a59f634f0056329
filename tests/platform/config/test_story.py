"""The command that the README names: the whole day and the first year, on a server of the story's own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys


def test_the_day_and_the_first_year_come_out_as_the_model_says(tmp_path):
    out = tmp_path / "story.json"

    done = subprocess.run(
        [sys.executable, "-m", "config.cli", "story", "iec", "--out", str(out)],
        capture_output=True, text=True, check=False, timeout=1200,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, ""), done.stdout[-2000:]
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["differs"] == []
    assert told["amendments"] == {"adopted": ["A2", "A3", "A5"], "rejected": ["A1", "A4", "A6"]}
    assert (told["statutes"]["version"], told["statutes"]["clauses"], told["statutes"]["equal"]) == (
        "1.0",
        43,
        True,
    )
    assert told["stage"] == "association"
    assert len(told["board"]) == 7
    assert (told["secret"]["polls"], told["secret"]["verified"]) == (2, True)
    assert told["secret"]["tool"] == ("2.0" if shutil.which("belenios-tool") else None)
    assert told["minutes"]["valid_signatures"] == 4
    assert (told["invoices"]["invoices"], told["invoices"]["total"], told["invoices"]["gaps"]) == (
        128,
        382_000,
        0,
    )
