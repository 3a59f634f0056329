"""What lies before the model meeting: six motions on the statutes, the fees, and the names for each post."""

from __future__ import annotations

from typing import Any

from config import iec

STATUTES, FEES = 9, 11
OFFICERS, ADJUSTERS = 2, 3
CHAIR, BOARD, AUDITORS, COMMITTEE = 14, 15, 16, 17
OWN = "A5"
"""The motion that the working group adjusted itself to."""
WORDS = {"bifall": "bifall", "avslag": "avslag", "ingen rekommendation": "ingen"}
ORE = 100


def amendments() -> dict[str, dict[str, Any]]:
    """The motions by mark, as their movers file them; rules are typed beside a clause that sets any."""
    adopted = {m["id"]: m for s in iec.adopted_statutes()["sections"] for m in s["moments"]}
    found = {}
    for one in iec.amendments():
        changed = adopted.get(one.get("insert_as") or one["target"], {})
        motion = {key: one[key] for key in ("target", "new_sv", "gloss_en")}
        motion |= {"item_no": STATUTES, "kind": one["type"]}
        if one.get("insert_as"):
            motion["insert_as"] = one["insert_as"]
        if changed.get("rules") and changed["sv"] == one["new_sv"]:
            motion["rules"] = changed["rules"]
        found[one["id"]] = motion
    return found


def recommended() -> dict[str, str]:
    """What the working group says of each motion, by mark."""
    return {
        one["id"]: WORDS[one["working_group"]] for one in iec.amendments() if one["working_group"] in WORDS
    }


def fees() -> dict[str, Any]:
    """The main proposal on fees: its period, and each class with its amount in öre."""
    fees = iec.fees()
    classes = [
        {"id": c["id"], "sv": c["sv"], "en": c["en"], "amount": c["amount"] * ORE, "vote": c["vote"]}
        for c in fees["categories"] + fees["additional_after_A3"][:1]
    ]
    return {"period": {key: fees["period"][key] for key in ("from", "to", "label_sv")}, "classes": classes}


def other_fees() -> list[tuple[str, dict[str, Any]]]:
    """P1 to P4: who moves it, and the motion."""
    return [
        (who, {"item_no": FEES, "kind": "proposal", "target": "F2", "amount": amount * ORE})
        for who, amount in iec.FEE_PROPOSALS
    ]


def names(role: str) -> list[dict[str, Any]]:
    """The working group's names for a post: ``ordförande`` or ``ledamot``."""
    return [_named(one) | _BY_THE_GROUP for one in iec.board()["proposal"] if one["role"] == role]


def names_from_the_floor(role: str) -> list[dict[str, Any]]:
    """Those that somebody calls out at the meeting."""
    return [_named(one) for one in iec.board()["floor_nominations"] if one["role"] == role]


def unopposed() -> list[dict[str, Any]]:
    """Elections with as many names as seats: the meeting's officers, auditors, the nominating committee."""
    model = iec.board()
    tellers = [
        {"name": name, "email": email, "place": place["name"]}
        for (name, email), place in zip(iec.TELLERS, iec.VENUES, strict=True)
    ]
    lead = [("meeting_chair", iec.CHAIR), ("meeting_secretary", iec.SECRETARY)]
    committee = [
        {"name": one["name"], "county": one["county"], "convener": one.get("convener", False)}
        for one in model["nominating_committee"]
    ]
    each = [
        *((OFFICERS, post, [{"name": name, "email": email}]) for post, (name, email) in lead),
        (ADJUSTERS, "adjuster", tellers[:2]),
        (ADJUSTERS, "remote_teller", tellers[2:]),
        (AUDITORS, "auditor", [{"name": name} for name in model["auditors"]]),
        (AUDITORS, "deputy_auditor", [{"name": model["auditor_deputy"]}]),
        (COMMITTEE, "nominating_committee", committee),
    ]
    return [
        {
            "item_no": no, "post": post, "seats": len(who),
            "nominations": [one | _BY_THE_GROUP | {"accepts": True} for one in who],
        }
        for no, post, who in each
    ]  # fmt: skip


_BY_THE_GROUP = {"source": "committee", "nominated_by": "Arbetsgruppen"}


def _named(one: dict[str, Any]) -> dict[str, Any]:
    return {key: one[key] for key in ("name", "organisation", "county")} | {"email": email_of(one["name"])}


def email_of(name: str) -> str:
    """The address that somebody registered with."""
    return next(row["e-post"] for row in iec.registrations() if row["ombud"] == name)
