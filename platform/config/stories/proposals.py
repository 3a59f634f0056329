"""§ 9 and § 11: motions from the floor, an order that the meeting approves, and the votes it leads to."""

from __future__ import annotations

import json
from typing import Any

from config import iec
from config import iec_proposals as model
from config.iec_proposals import FEES, STATUTES
from config.stories.client import Person
from config.stories.diary import Diary
from config.stories.voting import Hall, counted, hold_poll


def adopt_statutes(meeting: str, chair: Person, hall: Hall, diary: Diary) -> dict[str, Any]:
    """Six motions, seven steps, the whole; figures of ``polls``, ``amendments`` and ``statutes``."""
    filed = _file_amendments(meeting, hall)
    for mark, word in model.recommended().items():
        chair.ask("POST", f"/api/motions/{filed[mark]}/recommend", {"word": word})
    chair.ask("POST", f"/api/motions/{filed[model.OWN]}/merge", {"own_by_board": True})
    chair.ask("POST", f"{meeting}/items/{STATUTES}/line", {})
    questions = {str(step.step): step.payload["question"] for step in iec.counted_steps()}
    order = chair.ask("POST", f"{meeting}/items/{STATUTES}/order", {"questions": questions})
    chair.ask("POST", f"{meeting}/items/{STATUTES}/order/approve", {})
    diary.say("13.10", f"Propositionsordningen godkändes: {len(order['steps'])} steg.")
    polls = []
    by_number = {step.step: step for step in iec.counted_steps()}
    last = order["steps"][-1]["no"]
    for step in order["steps"]:
        at = f"{meeting}/items/{STATUTES}/order/steps/{step['no']}"
        if step["no"] == last:
            chair.ask("POST", f"{meeting}/items/{STATUTES}/order/untouched", {})
        if step["no"] not in by_number:
            chair.ask("POST", f"{at}/acclamation", {"outcome": "yes"})
            continue
        put = by_number[step["no"]]
        now = chair.ask("POST", f"{at}/poll", {})
        poll = next(one["poll"] for one in now["steps"] if one["no"] == step["no"])
        declared, receipts = hold_poll(chair, hall, poll, put.votes)
        figures = counted(put.step, declared, put.keys, receipts)
        polls.append(figures)
        diary.poll(figures)
    motions = chair.ask("GET", f"{meeting}/motions")["motions"]
    return {"polls": polls, "amendments": _outcomes(motions), "statutes": _adopted(chair)}


def set_fees(meeting: str, chair: Person, hall: Hall, diary: Diary) -> list[dict[str, Any]]:
    """Five proposals for one class meet two and two; the others by acclamation. The votes' figures."""
    chair.ask("PUT", f"{meeting}/items/{FEES}/main", {"fees": model.fees()})
    for delegate, motion in model.other_fees():
        hall.named(delegate).ask("POST", f"{meeting}/motions", motion)
    chair.ask("POST", f"{meeting}/items/{FEES}/order", {})
    chair.ask("POST", f"{meeting}/items/{FEES}/order/approve", {})
    polls = []
    for number, votes in enumerate(iec.FEE_VOTES, 1):
        now = chair.ask("POST", f"{meeting}/items/{FEES}/order/steps/{number}/poll", {})
        step = next(one for one in now["steps"] if one["no"] == number)
        keys = {one["value"]: one["mark"] for one in step["choices"]} | {"abstain": "abstain"}
        ballots = {option: votes[name] for option, name in keys.items()}
        opinion = (
            {iec.CHAIR[1]: next(o for o, name in keys.items() if name == "P3")} if number == iec.TIED else {}
        )

        def by_the_chair(poll: str = step["poll"]) -> None:
            chair.ask("POST", f"/api/polls/{poll}/tie", {"by": "chair"})

        declared, receipts = hold_poll(
            chair, hall, step["poll"], ballots, fixed=opinion, break_tie=by_the_chair
        )
        figures = counted(number, declared, keys, receipts)
        polls.append(figures)
        diary.poll(figures)
    chair.ask("POST", f"{meeting}/items/{FEES}/order/untouched", {})
    return polls


def _file_amendments(meeting: str, hall: Hall) -> dict[str, str]:
    """Each mover files on their own phone, in the order of the marks; mark → motion."""
    made = [
        hall.named(iec.MOVERS[mark]).ask("POST", f"{meeting}/motions", motion)
        for mark, motion in model.amendments().items()
    ]
    return {one["mark"]: one["id"] for one in made}


def _outcomes(motions: list[dict[str, Any]]) -> dict[str, list[str]]:
    amendments = [one for one in motions if one["item_no"] == STATUTES]
    return {
        "adopted": [one["mark"] for one in amendments if one["state"] == "carried"],
        "rejected": [one["mark"] for one in amendments if one["state"] in {"rejected", "fallen"}],
    }


def _adopted(chair: Person) -> dict[str, Any]:
    version = next(v for v in chair.ask("GET", "/api/statutes/versions") if v["status"] == "adopted")
    whole = chair.ask("GET", f"/api/statutes/versions/{version['id']}")
    clauses = {m["id"]: m["text_sv"] for s in whole["sections"] for m in s["moments"]}
    wanted = {m["id"]: m["sv"] for s in iec.adopted_statutes()["sections"] for m in s["moments"]}
    return {
        "version": version["number"],
        "clauses": len(clauses),
        "equal": json.dumps(clauses, sort_keys=True) == json.dumps(wanted, sort_keys=True),
        "in_force_from": version["in_force_from"],
    }
