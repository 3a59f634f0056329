"""What the model meeting came to; a story that differs says where."""

from __future__ import annotations

from typing import Any

from config import iec
from config.stories import first_year

FEE_BASES = ((85, 43), (94, 48), (83, 42), (102, 52))
FEE_WINNERS = ("P2", "P3", "P3", "H")
FEE_DECISION = "beslut §\u00a011, konstituerande möte 2016-10-11"
LOT = "3f57821896e26c786407989ef86278bd9a3698dd9044c69d6bfd9f3a08a84944"
AMENDMENTS = {"adopted": ["A2", "A3", "A5"], "rejected": ["A1", "A4", "A6"]}
STATUTES = {"version": "1.0", "clauses": 43, "equal": True, "in_force_from": "2016-10-11"}
BASES = {1: (93, 47), 2: (101, 51), 3: (93, 47), 4: (97, 49), 6: (99, 50), 7: (103, 52)}
REGISTERED = {"Kalmar": 53, "Växjö": 44, "Distans": 20}
REGISTER = {"total": 105, "Kalmar": 48, "Växjö": 37, "remote": 20}
ORGANISATIONS, REGISTRATIONS, LUNCHES, ITEMS = 250, 117, 90, 22


def differences(figures: dict[str, Any], *, on_their_days: bool = True) -> list[str]:
    """Each figure that is not the model's, in a line; days only where the story could turn the clock."""
    found: list[str] = []

    def compare(what: str, got: object, model: object) -> None:
        if got != model:
            found.append(f"{what}: {got}, the model says {model}")

    compare("organisations", figures["network"]["imported"], ORGANISATIONS)
    compare("registrations", figures["registrations"]["total"], REGISTRATIONS)
    compare("registrations per venue", figures["registrations"]["per_venue"], REGISTERED)
    compare("lunches", figures["registrations"]["lunch"], LUNCHES)
    for key, votes in REGISTER.items():
        compare(f"register, {key}", figures["register"][key], votes)
    steps = iec.counted_steps()
    compare("counted votes", len(figures["polls"]), len(steps))
    for poll, step in zip(figures["polls"], steps, strict=False):
        compare(f"step {step.step}, winner", poll["wins"], step.wins)
        compare(f"step {step.step}, counts", poll["counts"], {step.keys[o]: n for o, n in step.votes.items()})
        compare(f"step {step.step}, base and needed", (poll["base"], poll["needed"]), BASES[step.step])
        compare(f"step {step.step}, receipts", poll["receipts"], sum(step.votes.values()))
    compare("amendments", figures["amendments"], AMENDMENTS)
    compare("statutes", figures["statutes"], STATUTES)
    compare("members that joined", figures["joined"], REGISTER["total"])
    compare("fee votes, winners", tuple(p["wins"] for p in figures["fees"]), FEE_WINNERS)
    compare("fee votes, bases", tuple((p["base"], p["needed"]) for p in figures["fees"]), FEE_BASES)
    compare("fee vote 2, resolved by", figures["fees"][iec.TIED - 1]["resolved_by"], "chair")
    _elections(figures, compare)
    compare("secret votes", (figures["secret"]["polls"], figures["secret"]["verified"]), (2, True))
    _signed(figures, compare)
    _first_year(figures, compare, on_their_days=on_their_days)
    compare("minutes, items", figures["minutes"]["items"], ITEMS)
    found += figures["minutes"].pop("differs", ["the minutes were not compared with the model's"])
    if not figures["minutes"]["pdf"]:
        found.append("the minutes are no PDF")
    return found


def _elections(figures: dict[str, Any], compare: Any) -> None:  # noqa: ANN401  differences' own function
    model = iec.board()
    chair, board = model["chair_election"], model["board_election"]
    names = {name: n for name, n in chair["ballots"].items() if name not in {"blank", "invalid"}}
    compare("chair, tally", figures["chair"]["tally"], names)
    compare("chair, blank", figures["chair"]["blank"], chair["ballots"]["blank"])
    compare(
        "chair, base and needed", (figures["chair"]["base"], figures["chair"]["needed"]),
        (chair["base_valid"], chair["needed"]),
    )  # fmt: skip
    compare("chair, elected", figures["chair"]["elected"], [chair["elected"]])
    compare("board, tally", figures["board_election"]["tally"], board["tally"])
    for key in ("valid", "blank", "invalid"):
        compare(f"board, {key}", figures["board_election"][key], board[key])
    elected = [one["name"] for one in board["elected"]]
    compare("board, elected", figures["board_election"]["elected"], sorted(elected))
    compare("board, lot", (figures["board_election"]["lot"] or {}).get("digest"), LOT)
    compare("the board", sorted(figures["board"]), sorted([chair["elected"], *elected]))
    compare("stage", figures["stage"], "association")
    compare("name", figures["name"], iec.ASSOCIATION)
    compare("what is missing", figures["obstacles"], [])


def _signed(figures: dict[str, Any], compare: Any) -> None:  # noqa: ANN401  differences' own function
    signers = [name for name, _ in (iec.SECRETARY, iec.CHAIR, *iec.ADJUSTERS)]
    compare("minutes, state", figures["signing"]["state"], "complete")
    compare("minutes, signed by", sorted(figures["signing"]["signed_by"]), sorted(signers))
    if figures["minutes"]["valid_signatures"] is not None:
        compare(
            "minutes, signatures that pdfsig calls valid",
            figures["minutes"]["valid_signatures"],
            len(signers),
        )
    held = figures["board_meeting"]
    compare("the board's minutes beside the model's", held.pop("differs"), [])
    compare("the board's own meeting", (held["number"], held["here"]), ("1/2016", len(figures["board"])))
    compare("treasurer", held["treasurer"], "Sofia Lindahl")
    compare("signatories", held["signatories"], "jointly")


def _first_year(figures: dict[str, Any], compare: Any, *, on_their_days: bool) -> None:  # noqa: ANN401  differences' own function
    model, told = iec.fees()["expected_first_run"], figures["invoices"]
    admitted = [len(numbers) for _, numbers in iec.admissions()]
    compare("admitted by the board", [one["admitted"] for one in figures["admissions"]], admitted)
    compare(
        "the board's meetings", [one["number"] for one in figures["admissions"]],
        [f"{n}/2016" for n in range(2, 2 + len(admitted))],
    )  # fmt: skip
    if on_their_days:
        days = [moment.date().isoformat() for moment, _ in iec.admissions()]
        compare("members from", [one["from"] for one in figures["admissions"]], days)
    compare("members to bill by class", told["members"], model["members"])
    compare("invoices", (told["invoices"], told["waiting"], told["gaps"]), (model["invoices"], 0, 0))
    compare("invoiced in kronor", (told["previewed"], told["total"]), (model["total"], model["total"]))
    compare("numbers", told["numbers"], ["20170001", f"2017{model['invoices']:04}"])
    compare("invoices cite", told["cited"], [FEE_DECISION])
    compare("run again", (told["again"], told["again_refused"]), (0, [first_year.NOBODY_LEFT]))
