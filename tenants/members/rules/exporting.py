"""The list of members as a file that spreadsheets open and never run. Plain Python."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping

from tenants.members.enums import HEADINGS, KIND_IN_FILES
from tenants.members.rules.text import begins_like_formula

DELIMITER = ";"
# A program that splits at another sign than ours must find no formula after it either.
_AFTER_A_SPLIT = re.compile(r"([;,\t\r\n]\s*)(?=[=+\-−@＝＋－＠﹢﹣﹫])")
KIND_WORD = {kind.value: word for word, kind in reversed(KIND_IN_FILES.items())}


def safe(text: str) -> str:
    """The text with an apostrophe before whatever a spreadsheet could run."""
    kept = _AFTER_A_SPLIT.sub(r"\1'", text.replace("\x00", ""))
    return f"'{kept}" if begins_like_formula(kept) else kept


def as_file(members: Iterable[Mapping[str, object]]) -> bytes:
    """UTF-8 with a mark and semicolons, which Swedish Excel opens by itself; headings as in import."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=DELIMITER, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADINGS.values())
    for member in members:
        writer.writerow([safe(_cell(name, member[name])) for name in HEADINGS])
    return out.getvalue().encode("utf-8-sig")


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    return KIND_WORD[str(value)] if name == "kind" else str(value)
