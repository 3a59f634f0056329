"""The model meeting: IEC's constitutive meeting of 11 October 2016, as the demo and the story hold it.

All names are fictional. The figures come from the data files beside this module.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from papers.pdf import compile_typst

DATA = Path(__file__).parent / "data" / "iec"
STOCKHOLM = ZoneInfo("Europe/Stockholm")
NAME, SLUG = "IEC", "iec"
TITLE = "Konstituerande möte"
STARTS_AT = datetime(2016, 10, 11, 12, 45, tzinfo=STOCKHOLM)
LUNCH_AT = datetime(2016, 10, 11, 12, 0, tzinfo=STOCKHOLM)
REGISTRATION_CLOSES_AT = datetime(2016, 10, 7, 23, 59, tzinfo=STOCKHOLM)
BUDGET_ITEM = 12
REGISTERING_AT = datetime(2016, 10, 3, 9, 0, tzinfo=STOCKHOLM)
INVITED = "2016-09-16"

VENUES: tuple[dict[str, Any], ...] = (
    {"name": "Kalmar", "kind": "hall", "address": "Kalmarsalen, Skeppsbrogatan 49, Kalmar", "capacity": 60},
    {"name": "Växjö", "kind": "hall", "address": "Konserthuset, Västergatan 12, Växjö", "capacity": 50},
    {"name": "Distans", "kind": "remote", "address": "", "capacity": None},
)
VENUE_IN_FILE = {"Kalmar": "Kalmar", "Växjö": "Växjö", "distans": "Distans"}

OFFICE = ("Anna Hed", "anna.hed@hed-och-partner-ab.example")
CHAIR = ("Stina Malm", "stina.malm@bergkvara-data-ab.example")
SECRETARY = ("Olof Berg", "olof.berg@iec.example")
TELLERS = (
    ("Eva Rask", "eva.rask@rask-konsult-ab.example"),
    ("Nils Ohlin", "nils.ohlin@ohlin-it-drift-ab.example"),
    ("Ida Krans", "ida.krans@krans-webb-ab.example"),
)
ADJUSTERS = TELLERS[:2]
MOVERS = {
    "A1": "Ahmed Yusuf",
    "A2": "Per-Olof Ek",
    "A3": "Mina Rezai",
    "A4": "Sofia Lindahl",
    "A5": "Johan Nyqvist",
    "A6": "Gunnar Wikström",
}
FEE_PROPOSALS = (("Elsa Ekström", 5000), ("Mikael Törn", 3000), ("Viktor Brodin", 2500), ("Lars Nyström", 0))
"""P1 to P4, in kronor."""
FEE_PERIOD = "det första verksamhetsåret, från bildandet till och med den 31 december 2017"
FEE_VOTES = (
    {"P1": 33, "P2": 52, "abstain": 20},
    {"P2": 47, "P3": 47, "abstain": 11},
    {"P3": 61, "P4": 22, "abstain": 22},
    {"H": 58, "P3": 44, "abstain": 3},
)
TIED = 2
"""The vote that the chair's opinion decided: she had voted for P3."""
BOARD_MEETS = time(17, 0)
BILLING_AT = datetime(2017, 1, 9, 9, 0, tzinfo=STOCKHOLM)
SELLER = {
    "seller_name": "Föreningen IEC", "org_number": "802999-0010", "street": "Skeppsbrogatan 49",
    "postal_code": "392 31", "town": "Kalmar", "bankgiro": "999-0003",
}  # fmt: skip
"""What the invoices say, once the association has its number and its bankgiro."""
ASSOCIATION = "Föreningen IEC"
SIGNATORIES = "Firman tecknas av styrelsen eller av ordföranden och kassören i förening."
RESERVATION = "Reservation mot beslutet i fråga om § 14 mom. 1."
LOT_SEED = "IEC/2016-10-11/item15/dice:4-2-6-1"


@dataclass(frozen=True)
class CountedStep:
    """One counted vote of the statutes' item: what is put, and how the 105 voted."""

    step: int
    payload: dict[str, Any]
    keys: dict[str, str]
    """The ballot's option → the name that ``amendments.json`` gives it."""
    votes: dict[str, int]
    """The ballot's option → votes."""
    wins: str


def network_csv() -> bytes:
    """The 250 organisations as their file."""
    return (DATA / "network_250.csv").read_bytes()


def registrations() -> list[dict[str, str]]:
    """The 117 registrations; ``incheckad`` says who came."""
    with (DATA / "registrations_117.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def agenda() -> list[dict[str, Any]]:
    """The 22 items with the decision each came to."""
    items: list[dict[str, Any]] = json.loads((DATA / "agenda_konstituerande.json").read_text())["items"]
    words = json.loads((DATA / "agenda_words.json").read_text())
    decided = {int(no): one["decision_sv"] for no, one in words.items() if "decision_sv" in one}
    return [{**item, "decision_sv": decided.get(item["no"], item["decision_sv"])} for item in items]


def words() -> dict[int, dict[str, str]]:
    """What the minutes say around the decisions, by item: background, who proposed what, remarks."""
    found = json.loads((DATA / "agenda_words.json").read_text())
    return {
        int(no): {key: text for key, text in one.items() if key != "decision_sv"}
        for no, one in found.items()
        if set(one) - {"decision_sv"}
    }


def budget_pdf() -> bytes:
    """The working group's plan and budget, one page; the same facts give the same bytes."""
    paper: dict[str, Any] = json.loads((DATA / "budget.json").read_text())
    return compile_typst("budget", paper, lang="sv", created_at=REGISTERING_AT.astimezone(UTC))


def model_board_minutes() -> str:
    """The minutes of the board's first meeting as the model has them."""
    return (DATA / "konstituerande_styrelsemote_modell.md").read_text()


def model_minutes() -> str:
    """The minutes as the model has them."""
    return (DATA / "protokoll_modell.md").read_text()


def statutes() -> dict[str, Any]:
    """The proposed statutes, version 0.9."""
    document: dict[str, Any] = json.loads((DATA / "stadgar_forslag.json").read_text())
    return document


def adopted_statutes() -> dict[str, Any]:
    """The statutes as the meeting adopted them, version 1.0."""
    document: dict[str, Any] = json.loads((DATA / "stadgar_antagna.json").read_text())
    return document


def amendments() -> list[dict[str, Any]]:
    """The six motions on the statutes, A1 to A6."""
    found: list[dict[str, Any]] = json.loads((DATA / "amendments.json").read_text())["amendments"]
    return found


def fees() -> dict[str, Any]:
    """The working group's proposed fees, in kronor."""
    found: dict[str, Any] = json.loads((DATA / "fees.json").read_text())
    found["period"]["label_sv"] = FEE_PERIOD
    return found


def admissions() -> list[tuple[datetime, list[str]]]:
    """The board's meetings of the first autumn, and the numbers of those that each let in."""
    with (DATA / "members_128.csv").open(encoding="utf-8", newline="") as file:
        later = [row for row in csv.DictReader(file) if row["hur"] == "ansökan, styrelsebeslut"]
    days = sorted({row["medlem_från"] for row in later})
    return [
        (
            datetime.combine(date.fromisoformat(day), BOARD_MEETS, tzinfo=STOCKHOLM),
            [row["medlemsnr"] for row in later if row["medlem_från"] == day],
        )
        for day in days
    ]


def board() -> dict[str, Any]:
    """The proposals for the elections, and how the ballots fell."""
    found: dict[str, Any] = json.loads((DATA / "board_proposal.json").read_text())
    return found


def counted_steps() -> list[CountedStep]:
    """The six counted votes on the statutes, in the order the meeting approved."""
    data = json.loads((DATA / "amendments.json").read_text())
    amendments = {a["id"]: a for a in data["amendments"]}
    steps = [s for s in data["votes"]["sequence"] if s["method"] == "votering_open"]
    return [_step(step, amendments) for step in steps]


def _step(step: dict[str, Any], amendments: dict[str, Any]) -> CountedStep:
    payload, keys = _PUT[step["step"]](amendments)
    votes = {option: step["result"][key] for option, key in keys.items()}
    return CountedStep(step["step"], {"item_no": 9, **payload}, keys, votes, step["wins"])


def _ref(target: str) -> str:
    section, moment = target.removeprefix("par").split(".")
    return f"§ {section} mom. {moment}"


def _rival(label: str, hint: str) -> dict[str, str]:
    return {"label": label, "hint": hint}


def _counter(amendments: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    payload = {
        "kind": "a_against_b",
        "question": "Vilket yrkande blir motförslag till § 1 mom. 2?",
        "detail": "Det yrkande som får flest röster ställs sedan mot huvudförslaget.",
        "labels": {
            "a": _rival("A1", amendments["A1"]["new_sv"]),
            "b": _rival("A2", amendments["A2"]["new_sv"]),
        },
    }
    return payload, {"a": "A1", "b": "A2", "abstain": "abstain"}


def _main(amendments: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    payload = {
        "kind": "a_against_b",
        "question": "Huvudförslaget eller A2 om säte, § 1 mom. 2?",
        "detail": "Huvudvotering. Arbetsgruppens förslag är huvudförslag.",
        "labels": {
            "a": _rival("Huvudförslaget", amendments["A2"]["base_sv"]),
            "b": _rival("A2", amendments["A2"]["new_sv"]),
        },
    }
    return payload, {"a": "base", "b": "A2", "abstain": "abstain"}


def _amendment(name: str, question: str) -> Any:  # noqa: ANN401  a function of the amendments
    def put(amendments: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        amendment = amendments[name]
        payload = {
            "kind": "yes_no",
            "question": question,
            "mover": amendment["mover"],
            "recommendation": amendment["working_group"].capitalize(),
            "clause": {
                "ref": _ref(amendment.get("insert_as") or amendment["target"]),
                "base": amendment["base_sv"] or "",
                "proposed": amendment["new_sv"],
            },
            "labels": {
                "yes": _rival("Ja", f"Bifall till {name}"),
                "no": _rival("Nej", f"Avslag på {name}"),
            },
        }
        return payload, {"yes": "ja", "no": "nej", "abstain": "abstain"}

    return put


def _whole(amendments: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:  # noqa: ARG001  one signature for all
    payload = {
        "kind": "yes_no",
        "question": "Ska stadgarna i sin helhet antas med beslutade ändringar?",
        "recommendation": "Bifall",
        "labels": {"yes": _rival("Ja", "Stadgarna antas"), "no": _rival("Nej", "Stadgarna avslås")},
    }
    return payload, {"yes": "ja", "no": "nej", "abstain": "abstain"}


_PUT = {
    1: _counter,
    2: _main,
    3: _amendment("A3", "Ska enskilda kunna bli stödmedlemmar, ny § 4 mom. 5?"),
    4: _amendment("A4", "Ska avgiften bero på omsättningen, § 6 mom. 2?"),
    6: _amendment("A6", "Ska ett årsmöte räcka för att ändra stadgarna, § 14 mom. 1?"),
    7: _whole,
}
