"""§§ 14–17: nominations, ballots with names, a lot before everybody's eyes, and who accepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from config import iec
from config.stories.afterwards import email_of
from config.stories.client import Person
from config.stories.diary import Diary
from config.stories.voting import Hall, hold_poll

OFFICERS, CHAIR, BOARD, AUDITORS, COMMITTEE = 2, 14, 15, 16, 17
FLOOR_BY = "Ida Krans"


def elect_chair(meeting: str, chair: Person, hall: Hall, diary: Diary) -> dict[str, Any]:
    """Two names, one seat, more than half of the votes cast."""
    model = iec.board()["chair_election"]
    new = {"item_no": CHAIR, "post": "board_chair", "nominations": _proposed("ordförande")}
    election = _open(meeting, chair, new)
    _from_the_floor(election, hall, "ordförande")

    def votes(ids: Mapping[str, str]) -> dict[str, int]:
        return {ids.get(name, name): n for name, n in model["ballots"].items() if n}

    declared = _ballot(election, chair, hall, votes)
    _accept_all_and_decide(election, chair)
    diary.say("14.05", f"{model['elected']} valdes till ordförande.")
    return _figures(declared)


def elect_board(meeting: str, chair: Person, hall: Hall, diary: Diary) -> dict[str, Any]:
    """Seven names, six seats; two tie for the last one, and a lot decides between them."""
    model = iec.board()["board_election"]
    new = {
        "item_no": BOARD,
        "post": "board_member",
        "seats": model["seats"],
        "nominations": _proposed("ledamot"),
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

    declared = _ballot(election, chair, hall, votes, lot=lot)
    _accept_all_and_decide(election, chair)
    winner = declared["result"]["lot"]["winners"]
    diary.say("14.30", f"Lotten om den sjätte platsen föll på {', '.join(winner)}.")
    return _figures(declared)


def elect_officers(meeting: str, chair: Person, no: int) -> None:
    """§ 2 chair and secretary of the meeting, § 3 adjusters who are tellers, and one for those from afar."""
    places = ("Kalmar", "Växjö", "Distans")
    tellers = [
        {"name": name, "email": email, "place": place}
        for (name, email), place in zip(iec.TELLERS, places, strict=True)
    ]
    if no == OFFICERS:
        for post, (name, email) in (("meeting_chair", iec.CHAIR), ("meeting_secretary", iec.SECRETARY)):
            _acclaim(meeting, chair, no, post, [{"name": name, "email": email}])
        return
    _acclaim(meeting, chair, no, "adjuster", tellers[:2])
    _acclaim(meeting, chair, no, "remote_teller", tellers[2:])


def elect_by_acclamation(meeting: str, chair: Person, no: int) -> None:
    """Auditors and their deputy, or the nominating committee: as many names as seats."""
    model = iec.board()
    if no == AUDITORS:
        _acclaim(meeting, chair, no, "auditor", [{"name": name} for name in model["auditors"]])
        _acclaim(meeting, chair, no, "deputy_auditor", [{"name": model["auditor_deputy"]}])
        return
    names = [
        {"name": one["name"], "county": one["county"], "convener": one.get("convener", False)}
        for one in model["nominating_committee"]
    ]
    _acclaim(meeting, chair, no, "nominating_committee", names)


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


def _proposed(role: str) -> list[dict[str, Any]]:
    return [
        {
            "name": one["name"], "organisation": one["organisation"], "county": one["county"],
            "email": email_of(one["name"]), "source": "committee", "nominated_by": "Arbetsgruppen",
        }
        for one in iec.board()["proposal"]
        if one["role"] == role
    ]  # fmt: skip


def _from_the_floor(election: str, hall: Hall, role: str) -> None:
    for one in iec.board()["floor_nominations"]:
        if one["role"] == role:
            name = {key: one[key] for key in ("name", "organisation", "county")}
            name["email"] = email_of(one["name"])
            hall.named(FLOOR_BY).ask("POST", f"{election}/nominate", name)


def _ballot(election: str, chair: Person, hall: Hall, votes: Any, lot: Any = None) -> dict[str, Any]:  # noqa: ANN401  functions of the ballot's ids
    chair.ask("POST", f"{election}/close_nominations", {})
    now = chair.ask("POST", f"{election}/poll", {})
    poll: str = now["rounds"][-1]["poll"]
    ids = {one["name"]: one["id"] for one in chair.ask("GET", f"/api/polls/{poll}")["candidates"]}
    break_tie = (lambda: lot(poll)) if lot else None
    declared, _ = hold_poll(chair, hall, poll, votes(ids), break_tie=break_tie)
    return declared


def _accept_all_and_decide(election: str, chair: Person) -> None:
    now = chair.ask("GET", election)
    for one in now["elected"]:
        chair.ask("POST", f"{election}/accept", {"nomination": one["nomination"], "accepts": True})
    chair.ask("POST", f"{election}/decide", {})


def _acclaim(meeting: str, chair: Person, no: int, post: str, names: list[dict[str, Any]]) -> None:
    named = [
        {**one, "source": "committee", "nominated_by": "Arbetsgruppen", "accepts": True} for one in names
    ]
    new = {"item_no": no, "post": post, "seats": len(names), "nominations": named}
    election = _open(meeting, chair, new)
    chair.ask("POST", f"{election}/acclamation", {"decide": True})


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
