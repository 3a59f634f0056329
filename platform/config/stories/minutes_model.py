"""The drafted minutes beside the model's, § by §: headings, tables, decided clauses and sentences.

What the model itself made up, and no journal can know, is excused by name with its reason: see EXCUSED.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from config import iec

Rows = list[list[str]]
_HEADING = re.compile(r"^## § (\d+) (.+)$")
_ABBREVIATED = re.compile(r"(?<=\bmom\.) |(?<=\bkl\.) |(?<=\bnr\.) ")
_HELD = "\u2060"  # a space that is no end of a sentence
_SENTENCE = re.compile(r"(?<=[.!?:])(?:”)? (?=[A-ZÅÄÖ”0-9])")
_LABEL = re.compile(r"^\*\*([^*]+?)\.?\*\*\s*")

INVENTED: Final = "the model's own invention (its last note)"
HELD_OPENLY: Final = "no secret ballot on phones yet: this one was held openly, and says so"
WORDED: Final = "the same fact in other words: "
EXCUSED: Final[dict[int, dict[str, str]]] = {
    4: {
        "Ingen motsatte sig förslaget på någon av platserna": "what each place answered is told; silence is "
        "not",
    },
    14: {
        "Slutet val, eftersom": HELD_OPENLY,
        "Resultatet öppnades av rösträknarna": HELD_OPENLY,
        "Valtavlans slutsumma": HELD_OPENLY,
        "Karin Thorell förklarade att hon tar emot valet": f"{WORDED}nobody's pronoun is in the register",
    },
    15: {
        "Slutet val, eftersom": HELD_OPENLY,
        "Valtavlans slutsumma": HELD_OPENLY,
        "När resultatet var fastställt kastade rösträknaren Eva Rask": INVENTED,
        "Lotten räknades därefter ut inför mötet": f"{WORDED}no dice were told of, only the seed they gave",
        "Rösträknarna Nils Ohlin och Ida Krans räknade om lotten": INVENTED,
    },
    11: {
        "Hon hade röstat på P3": f"{WORDED}nobody's pronoun is in the register",
    },
    22: {
        "Mötesordföranden frågade om någon ville anmäla reservation": INVENTED,
        "Mötesordföranden tackade för mötet": f"{WORDED}thanks are not in the record",
    },
}
NOTHING: Final = "nothing"
CLOCKS: Final = "the story is played in minutes, not in the afternoon's two hours"


@dataclass
class Paragraph:
    """One §, of the model or of the draft."""

    heading: str = ""
    tables: list[Rows] = field(default_factory=list)
    clauses: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


@dataclass
class Comparison:
    """What agreed, and what did not. ``counts``: what is compared → (equal, all)."""

    differences: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    totals: Counter[str] = field(default_factory=Counter)

    def same(self, where: str, what: str, told: object, model: object) -> None:
        """Count one; a difference is told."""
        self.totals[what] += 1
        self.counts[what] += told == model
        if told != model:
            self.differences.append(f"{where}: {told!r}, the model says {model!r}")

    def summary(self) -> str:
        """``headings 22/22, tables 14/14, …``."""
        parts = [f"{what} {self.counts[what]}/{self.totals[what]}" for what in self.totals]
        return ", ".join([*parts, f"excused {len(self.excused)}"])


def differences(draft: Mapping[str, Any], *, with_clocks: bool = True) -> list[str]:
    """Everything in which the drafted minutes are not the model's, one line each."""
    return compared(draft, with_clocks=with_clocks).differences


def compared(draft: Mapping[str, Any], *, with_clocks: bool = True) -> Comparison:
    """Lay the draft (as the API gives it) beside the model."""
    text = iec.model_minutes()
    found = Comparison()
    _head(text, draft, found, with_clocks=with_clocks)
    model, ours = model_items(text), draft_items(draft)
    for no, wanted in model.items():
        _item(no, wanted, ours.get(no, Paragraph()), found)
    for no in ours.keys() - model.keys():
        found.differences.append(f"§ {no}: the model has no such paragraph")
    _annexes(text, draft, found)
    return found


def model_items(text: str) -> dict[int, Paragraph]:
    """The model's §§."""
    found: dict[int, Paragraph] = {}
    now: Paragraph | None = None
    body = text.split("## Underskrifter", maxsplit=1)[0]
    for block in _blocks(body):
        if heading := _HEADING.match(block[0].replace("\u00a0", " ")):
            now = found.setdefault(int(heading[1]), Paragraph(plain(heading[2])))
            continue
        if now is not None:
            _read(block, now)
    return found


def draft_items(draft: Mapping[str, Any]) -> dict[int, Paragraph]:
    """The draft's §§."""
    found = {}
    for item in draft["items"]:
        one = Paragraph(plain(item["heading"]))
        for block in item["blocks"]:
            line = block["line"]
            if block["kind"] == "table":
                table = block["table"]
                one.tables.append([[plain(c) for c in row] for row in (table["header"], *table["rows"])])
            elif block["kind"] == "steps":
                one.sentences += [plain(step).rstrip(".,") for step in block["steps"]]
            elif block["kind"] == "decided" and plain(line["text"]).startswith("att "):
                one.clauses.append(_clause(line["text"]))
            else:
                one.sentences += list(sentences(line["text"]))
        found[item["no"]] = one
    return found


def plain(text: str) -> str:
    """Without marks of emphasis and code, with ordinary spaces."""
    bare = text.replace("\u00a0", " ").replace("**", "").replace("`", "").strip()
    return re.sub(r"\s+", " ", bare).strip("*").strip()


def sentences(text: str) -> Iterator[str]:
    """Each sentence without its end."""
    held = _ABBREVIATED.sub(_HELD, plain(text))
    for one in _SENTENCE.split(held):
        bare = one.replace(_HELD, " ").strip().rstrip(".:,").strip()
        if bare:
            yield bare


def _blocks(text: str) -> Iterator[list[str]]:
    block: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.strip():
            block.append(line.rstrip())
        elif block:
            yield block
            block = []


def _read(block: Sequence[str], now: Paragraph) -> None:
    first = block[0]
    if first.startswith("|"):
        now.tables.append(_table(block))
    elif first.startswith("- **att**"):
        now.clauses += [_clause(line.removeprefix("- ")) for line in block]
    elif re.match(r"^\d+\. ", first):
        now.sentences += [plain(re.sub(r"^\d+\. ", "", line)).rstrip(".,") for line in block]
    elif not first.startswith(("---", "#", ">")):
        text = " ".join(block)
        label = _LABEL.match(text)
        rest = text[label.end() :] if label else text
        if rest:
            now.sentences += list(sentences(rest))


def _table(block: Sequence[str]) -> Rows:
    rows = [[plain(cell) for cell in line.strip().strip("|").split("|")] for line in block]
    return [rows[0], *rows[2:]]


def _clause(text: str) -> str:
    return plain(text).rstrip(".,")


def _item(no: int, wanted: Paragraph, ours: Paragraph, found: Comparison) -> None:
    same_decided(no, wanted, ours, found)
    _sentences(no, wanted, set(ours.sentences), found)


def same_decided(no: int, wanted: Paragraph, ours: Paragraph, found: Comparison) -> None:
    """Heading, decided clauses and tables of one §."""
    found.same(f"§ {no}", "headings", ours.heading, wanted.heading)
    for n in range(max(len(wanted.clauses), len(ours.clauses))):
        told, clause = (c[n] if n < len(c) else NOTHING for c in (ours.clauses, wanted.clauses))
        found.same(f"§ {no}", "decided clauses", told, clause)
    for n, table in enumerate(wanted.tables, 1):
        alike = next((t for t in ours.tables if t[0] == table[0]), [])
        for row, model in zip(_longer(alike, table), table, strict=False):
            found.same(f"§ {no}, table {n}", "rows of tables", row, model)
        if len(alike) > len(table):
            found.differences.append(f"§ {no}, table {n}: {len(alike)} rows, the model has {len(table)}")


def _sentences(no: int, wanted: Paragraph, ours: set[str], found: Comparison) -> None:
    for start in EXCUSED.get(no, {}):
        if not any(one.startswith(start) and one not in ours for one in wanted.sentences):
            found.differences.append(f"§ {no}: no excuse is needed any more for {start!r}")
    for one in wanted.sentences:
        reason = _excuse(no, one)
        if one not in ours and reason:
            found.excused.append(f"§ {no}: {one!r}: {reason}")
        else:
            found.same(f"§ {no}", "sentences", one if one in ours else NOTHING, one)


def _excuse(no: int, sentence: str) -> str:
    return next((why for start, why in EXCUSED.get(no, {}).items() if sentence.startswith(start)), "")


def _longer(rows: Rows, model: Rows) -> Rows:
    return [*rows, *([[NOTHING]] * max(len(model) - len(rows), 0))]


def _head(text: str, draft: Mapping[str, Any], found: Comparison, *, with_clocks: bool) -> None:
    present = same_head(text, draft, found, with_clocks=with_clocks)
    rows = [
        [r["venue"], *(str(r[k]) for k in ("registered", "absent", "votes"))] for r in draft["attendance"]
    ]
    for row, wanted in zip(_longer(rows, present[1:]), present[1:], strict=False):
        found.same("those present", "rows of tables", row, wanted)


def same_head(text: str, draft: Mapping[str, Any], found: Comparison, *, with_clocks: bool) -> Rows:
    """Title and facts; gives the model's next table, of those present."""
    lines = [plain(line).lstrip("# ").strip() for line in text.splitlines() if line.strip()][:3]
    for told, model in zip((draft["title"], draft["subtitle"], draft["date"]), lines, strict=True):
        found.same("head", "head", plain(told), model)
    head, present = [_table(b) for b in _blocks(text) if b[0].startswith("|")][:2]
    facts = {plain(f["label"]): plain(f["text"]) for f in draft["facts"]}
    for label, words in head[1:]:
        if label == "Tid" and not with_clocks:
            found.excused.append(f"head, {label}: {CLOCKS}")
        else:
            found.same(f"head, {label}", "head", facts.get(label, NOTHING), words)
    return present


def _annexes(text: str, draft: Mapping[str, Any], found: Comparison) -> None:
    register, members = text.split("# Bilaga 2. Röstlängd")[1].split("# Bilaga 4. Medlemmar enligt upprop")
    wanted = [row[1:] for b in _blocks(register) if b[0].startswith("|") for row in _table(b)[1:]]
    mine = [[r["no"], r["member"], r["delegate"]] for r in draft["register_annex"]]
    _list("annex 2", mine, wanted, found)
    tables = [_table(b) for b in _blocks(members) if b[0].startswith("|")]
    _list("annex 4, classes", (draft["classes"] or {"rows": []})["rows"], tables[0][1:], found)
    joined = [[r["no"], r["member"], r["delegate"], r["fee_class"]] for r in draft["members_annex"]]
    _list("annex 4", joined, [row[1:] for row in tables[1][1:]], found)


def _list(what: str, mine: Any, wanted: Rows, found: Comparison) -> None:  # noqa: ANN401  rows of text
    for row, model in zip(_longer(mine, wanted), wanted, strict=False):
        found.same(what, "rows of annexes", [plain(cell) for cell in row], model)
    if len(mine) > len(wanted):
        found.differences.append(f"{what}: {len(mine)} rows, the model has {len(wanted)}")
