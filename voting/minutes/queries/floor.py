"""What motions, elections and notes left in the journal, as facts for the minutes."""

from __future__ import annotations

from typing import Any

from journal.models import Entry
from voting.minutes.rules import facts

WORDS = {
    "insert": "tillägg ”{text}”",
    "append": "tillägg, ny lydelse ”{text}”",
    "change": "ny lydelse ”{text}”",
    "delete": "momentet utgår",
    "proposal": "”{text}”",
    "reject": "avslag",
    "table": "bordläggning",
    "refer_back": "återremiss: {text}",
}
RECOMMENDED = {
    "bifall": "Bifall",
    "avslag": "Avslag",
    "ingen": "Ingen rekommendation",
    "jämkning": "Jämkade sig och tog yrkandet som sitt eget",
}
BY_LOT = frozenset({"lot", "paper_lot"})


def motion(entry: Entry) -> facts.MotionFacts:
    """A motion as it stood when it was last told of."""
    one: dict[str, Any] = entry.body["motion"]
    text = one["new_sv"] or (f"{one['amount'] // 100} kr" if one.get("amount") is not None else "")
    said = one.get("recommendation") or {}
    word = RECOMMENDED["jämkning"] if one.get("own_by_board") else RECOMMENDED.get(said.get("word", ""), "")
    return facts.MotionFacts(
        mark=one["mark"],
        mover=one["mover"]["label"],
        ref=(one.get("clause") or {}).get("ref") or one.get("target") or "förslag",
        words=WORDS.get(one["kind"], "{text}").format(text=text),
        recommended=word,
        events=(entry.pk,),
    )


def order(entry: Entry | None) -> facts.OrderFacts | None:
    """The order of propositions that was approved."""
    if entry is None:
        return None
    return facts.OrderFacts(tuple(entry.body["order"]["text_sv"]), (entry.pk,))


def election(entry: Entry, accepted: list[str]) -> facts.ElectionFacts:
    """An election's ballot with its table; an acclamation has names only."""
    one, held = entry.body["election"], entry.body.get("round")
    table: dict[str, Any] = (held or {}).get("table") or {}
    named = [n for n in one["nominations"] if not n["withdrawn"]]
    slips = {key: table[key] for key in SLIPS if table.get(key) is not None}
    if table.get("needed") is None:
        slips.pop("base", None)
    chosen = {row["name"] for row in one["elected"]}
    return facts.ElectionFacts(
        title=one["title_sv"],
        nominated=tuple(_nominated(n) for n in named),
        rows=tuple(
            facts.ElectionRowFacts(r["name"], r["votes"] or 0, r["county"], r["outcome_sv"])
            for r in table.get("rows", ())
        ),
        slips=slips,
        lot=_lot(table),
        accepted=tuple(name for name in accepted if name in chosen),
        events=(entry.pk,),
    )


SLIPS = ("valid", "base", "needed", "blank", "invalid", "cast", "not_voted", "register")


def _nominated(one: dict[str, Any]) -> str:
    where = f" ({one['organisation']})" if one["organisation"] else ""
    how = "föreslagen av arbetsgruppen" if one["source"] == "committee" else "nominerad på mötet"
    return f"{one['name']}{where}, {how}"


def _lot(table: dict[str, Any]) -> dict[str, str]:
    lot = table.get("lot") or {}
    if not lot or table.get("resolved_by") not in BY_LOT:
        return {}
    winners = ", ".join(lot["winners"])
    if "digest" not in lot:
        return {"winners": winners, "how": str(lot.get("how", ""))}
    ids = " · ".join(f"{no} {name}" for no, name in enumerate(lot["ids"]))
    return {
        "seed": lot["seed"], "ids": ids, "digest": lot["digest"], "index": str(lot["index"]),
        "winners": winners,
    }  # fmt: skip


def note(entry: Entry) -> facts.NoteFacts:
    """A reservation or another note, with who had it written down."""
    one: dict[str, Any] = entry.body["note"]
    who = f"{one['member']}, genom ombudet {one['name']}" if one.get("member") else str(one.get("name") or "")
    return facts.NoteFacts(one["kind"], one["text_sv"], who, (entry.pk,))


def tie(entry: Entry, chair: str) -> facts.TieFacts | None:
    """How equal numbers were resolved, when they were."""
    poll: dict[str, Any] = entry.body["poll"]
    result: dict[str, Any] = poll.get("result") or {}
    by, prevails = result.get("resolved_by"), result.get("prevails") or ()
    if by not in {"chair", *BY_LOT} or not prevails:
        return None
    lot: dict[str, Any] = result.get("lot") or {}
    drawn = f"(underlag {lot['seed']})" if lot.get("seed") else str(lot.get("how") or "")
    return facts.TieFacts(
        resolved_by="chair" if by == "chair" else "lot",
        prevails=prevails[0],
        how=f"mötesordföranden {chair}" if by == "chair" and chair else ("" if by == "chair" else drawn),
        source=(poll.get("tie") or {}).get("source_sv") or SOURCE,
        events=(entry.pk,),
    )


SOURCE = "stadgarna § 10 mom. 4"
