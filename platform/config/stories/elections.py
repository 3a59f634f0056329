"""§§ 14–17: nominations, ballots with names, a lot before everybody's eyes, and who accepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from config import iec
from config import iec_proposals as proposals
from config.iec_proposals import BOARD, CHAIR
from config.stories.client import Person
from config.stories.diary import Diary
from config.stories.secrecy import Ballots
from config.stories.voting import Hall, hold_poll

FLOOR_BY = "Ida Krans"


def elect_chair(
    meeting: str, chair: Person, hall: Hall, diary: Diary, ballots: Ballots | None = None
) -> dict[str, Any]:
    """Two names, one seat, more than half of the votes cast."""
    model = iec.board()["chair_election"]
    new = {"item_no": CHAIR, "post": "board_chair", "nominations": proposals.names("ordförande")}
    election = _open(meeting, chair, new)
    _from_the_floor(election, hall, "ordförande")

    def votes(ids: Mapping[str, str]) -> dict[str, int]:
        return {ids.get(name, name): n for name, n in model["ballots"].items() if n}

    declared = _ballot(election, chair, (hall, ballots), votes)
    _accept_all_and_decide(election, chair)
    diary.say("14.05", f"{model['elected']} valdes till ordförande.")
    return _figures(declared)


def elect_board(
    meeting: str, chair: Person, hall: Hall, diary: Diary, ballots: Ballots | None = None
) -> dict[str, Any]:
    """Seven names, six seats; two tie for the last one, and a lot decides between them."""
    model = iec.board()["board_election"]
    new = {
        "item_no": BOARD,
        "post": "board_member",
        "seats": model["seats"],
        "nominations": proposals.names("ledamot"),
        "terms_approved": True,
    }
    election = _open(meeting, chair, new)
    _from_the_floor(election, hall, "ledamot")

    def votes(ids: Mapping[str, str]) -> dict[str, int]:
        return marked({ids[name]: n for name, n in model["tally"].items()}, model["valid"]) | {
            "blank": model["blank"]
        }

    def lot(poll: str) -> None:
        chair.ask("POST", f"/api/polls/{poll}/tie", {"by": "lot", "seed": iec.LOT_SEED})

    declared = _ballot(election, chair, (hall, ballots), votes, lot=lot)
    _accept_all_and_decide(election, chair)
    winner = declared["result"]["lot"]["winners"]
    diary.say("14.30", f"Lotten om den sjätte platsen föll på {', '.join(winner)}.")
    return _figures(declared)


def elect_by_acclamation(meeting: str, chair: Person, no: int) -> None:
    """As many names as seats: the meeting's own officers, auditors, the nominating committee."""
    for new in proposals.unopposed():
        if new["item_no"] == no:
            chair.ask("POST", f"{_open(meeting, chair, new)}/acclamation", {"decide": True})


def marked(tally: Mapping[str, int], ballots: int) -> dict[str, int]:
    """Ballots that add up to a tally, marks spread evenly: choice → how many cast it."""
    slips: list[list[str]] = [[] for _ in range(ballots)]
    at = 0
    for option, number in sorted(tally.items()):
        for _ in range(number):
            slips[at % ballots].append(option)
            at += 1
    return dict(Counter(",".join(slip) for slip in slips))


def _open(meeting: str, chair: Person, new: dict[str, Any]) -> str:
    election: dict[str, Any] = chair.ask("POST", f"{meeting}/elections", new)
    return f"/api/elections/{election['id']}"


def _from_the_floor(election: str, hall: Hall, role: str) -> None:
    for name in proposals.names_from_the_floor(role):
        hall.named(FLOOR_BY).ask("POST", f"{election}/nominate", name)


def _ballot(
    election: str, chair: Person, voters: tuple[Hall, Ballots | None], votes: Any, lot: Any = None  # noqa: ANN401  functions of the ballot's ids
) -> dict[str, Any]:  # fmt: skip
    """In secret where the delegates' devices and the officers have their keys."""
    hall, ballots = voters
    chair.ask("POST", f"{election}/close_nominations", {})
    now = chair.ask("POST", f"{election}/poll", {"secrecy": "secret"} if ballots else {})
    poll: str = now["rounds"][-1]["poll"]
    ids = {one["name"]: one["id"] for one in chair.ask("GET", f"/api/polls/{poll}")["candidates"]}
    break_tie = (lambda: lot(poll)) if lot else None
    if ballots is not None:
        return ballots.hold_poll(chair, hall.delegates, poll, votes(ids), break_tie=break_tie)
    declared, _ = hold_poll(chair, hall, poll, votes(ids), break_tie=break_tie)
    return declared


def _accept_all_and_decide(election: str, chair: Person) -> None:
    now = chair.ask("GET", election)
    for one in now["elected"]:
        chair.ask("POST", f"{election}/accept", {"nomination": one["nomination"], "accepts": True})
    chair.ask("POST", f"{election}/decide", {})


def _figures(declared: dict[str, Any]) -> dict[str, Any]:
    """The ballot's figures, by name."""
    result, names = declared["result"], {one["id"]: one["name"] for one in declared["candidates"]}
    return {
        "tally": {names[option]: n for option, n in result["tally"].items()},
        "valid": result["valid"],
        "blank": result["blank"],
        "invalid": result["invalid"],
        "not_voted": result["not_voted"],
        "base": result["base"],
        "needed": result["needed"],
        "elected": sorted(names[option] for option in result["elected"]),
        "resolved_by": result["resolved_by"],
        "lot": result["lot"],
    }
