"""T56: the whole platform is dead at the vote; it is held on papers printed before and typed in by two."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from uuid import uuid4

import httpx
import pytest
from pypdf import PdfReader

from tests.torture.figures import tell
from tests.torture.hall import CHAIR, ITEM, NOW, fill, headers_of, sign_in
from tests.torture.server import ROOT, web_process

VOTERS = 30
QUESTION = "Ska säteskommunen ändras?"
ON_PAPER = ({"yes": 6, "no": 3, "abstain": 1}, {"yes": 4, "no": 5}, {"yes": 5, "no": 3, "invalid": 1})
COUNTS, NOT_VOTED = {"yes": 15, "no": 11, "abstain": 1, "invalid": 1}, 2
HELD = {"from": "2016-10-11T11:20:00Z", "to": "2016-10-11T11:35:00Z"}
pytestmark = pytest.mark.torture


def test_a_vote_is_held_on_paper_while_the_platform_is_dead_and_the_minutes_are_complete(race):
    hall = fill(race, voters=VOTERS)
    chair, secretary, teller, office = _officers(hall)
    meeting = f"/meetings/{hall.meeting}"

    with web_process() as web:
        papers = _ask(hall, web.port, office, "GET", f"{meeting}/fallback.pdf").content
        poll = _question_is_put(hall, web.port, chair)
        cast = {"choice": "no", "key": str(uuid4()), "replaces": None}
        _ask(hall, web.port, hall.voters[0], "PUT", f"/polls/{poll}/ballot", cast)
        dead = web.port
    with pytest.raises(httpx.ConnectError):
        _ask(hall, dead, chair, "GET", f"{meeting}/state")

    slips = _the_papers_are_enough(papers)

    with web_process() as web:

        def ask(who, method, path, body=None, *, expect=200):
            answer = _ask(hall, web.port, who, method, path, body)
            assert answer.status_code == expect, answer.text
            return answer

        reason = {"reason": "Nätet försvann, och voteringen gjordes om på papper."}
        ask(chair, "POST", f"/polls/{poll}/void", reason)
        sheets = [
            {"venue": str(v.pk), "counts": counts} for v, counts in zip(hall.venues, ON_PAPER, strict=True)
        ]
        question = {
            "item_no": ITEM, "kind": "yes_no", "question": QUESTION, "secrecy": "paper", "hands": sheets,
            "held": HELD,
        }  # fmt: skip
        new = ask(secretary, "POST", f"{meeting}/polls/on-paper", question, expect=201).json()["id"]
        stopped = _it_cannot_be_closed_by_one(ask, chair, teller, new, sheets)
        for sheet in sheets:
            ask(teller, "POST", f"/polls/{new}/hands", sheet)
        ask(chair, "POST", f"/polls/{new}/close")
        told = ask(chair, "POST", f"/polls/{new}/declare").json()
        minutes = ask(secretary, "GET", f"{meeting}/minutes").json()
        pdf = ask(secretary, "GET", f"{meeting}/minutes.pdf").content
        again = _counted_again(ask(chair, "GET", f"/polls/{new}/count.json").json())

    assert (told["result"]["counts"], told["result"]["not_voted"]) == (COUNTS, NOT_VOTED)
    assert (again["outcome"], told["result"]["outcome"]) == ("carried", "carried")
    assert told["held"] == HELD or told["held"]["from"].startswith("2016-10-11T11:20")
    _the_minutes_are_complete(minutes, pdf)
    tell("T56", printed_slips=slips, on_paper=sum(COUNTS.values()), not_voted=NOT_VOTED, register=VOTERS,
         typed_in_by=2, closed_by_one=0, obstacles_told=stopped)  # fmt: skip


def _officers(hall):
    from accounts.actions import ensure_user, grant_role
    from kernel.permissions import Role

    people = []
    for role, name in (
        (Role.CHAIR, "Stina Malm"), (Role.SECRETARY, "Olof Berg"), (Role.TELLER, "Eva Rask"),
        (Role.OFFICE, "Anna Hed"),
    ):  # fmt: skip
        user = ensure_user(email=f"{role.value}@people.example", name=name, at=NOW)
        grant_role(user=user, role=role, by=CHAIR, at=NOW)
        people.append(user.pk)
    sign_in(hall, [*people, hall.voters[0]])
    return people


def _ask(hall, port, who, method, path, body=None):
    address = f"http://127.0.0.1:{port}/api{path}"
    return httpx.request(
        method, address, headers=headers_of(hall, who), json=body, timeout=60, trust_env=False
    )


def _question_is_put(hall, port, chair):
    question = {"item_no": ITEM, "kind": "yes_no", "question": QUESTION}
    poll = _ask(hall, port, chair, "POST", f"/meetings/{hall.meeting}/polls", question).json()["id"]
    assert _ask(hall, port, chair, "POST", f"/polls/{poll}/open").status_code == 200
    return poll


def _the_papers_are_enough(papers):
    """Everybody's name, a slip for each, and two sheets a place."""
    from tenants.members.models import Member

    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(papers)).pages)
    assert [name for name in Member.objects.values_list("name", flat=True) if name not in text] == []
    assert text.count("Första bladet") == text.count("Andra bladet") == len(ON_PAPER)
    slips = text.count("· Valsedel")
    assert slips == VOTERS
    return slips


def _it_cannot_be_closed_by_one(ask, chair, teller, poll, sheets):
    """With the secretary's numbers alone it is not closed, nor when the teller read one of them otherwise."""
    first = ask(chair, "POST", f"/polls/{poll}/close", expect=409).json()["obstacles"]
    misread = {**sheets[0], "counts": {"yes": 7, "no": 2, "abstain": 1}}
    ask(teller, "POST", f"/polls/{poll}/hands", misread)
    then = ask(chair, "POST", f"/polls/{poll}/close", expect=409).json()["obstacles"]
    codes = [one["code"].rpartition("obstacle_")[2] for one in (*first, *then)]
    assert codes == [*["second_teller_missing"] * 3, "tellers_disagree", *["second_teller_missing"] * 2]
    return len(codes)


def _counted_again(document):
    said = subprocess.run(
        [sys.executable, "-m", "config.cli", "count"], input=json.dumps(document), capture_output=True,
        text=True, check=True, cwd=ROOT, env=_surroundings(), timeout=60,
    )  # fmt: skip
    return json.loads(said.stdout)


def _surroundings():
    import os

    return {**os.environ, "PYTHONPATH": f"{ROOT / 'platform'}{os.pathsep}{ROOT}"}


def _the_minutes_are_complete(minutes, pdf):
    """Every number, that it was held on paper and when, and why the vote before it does not count."""
    [item] = [one for one in minutes["items"] if one["no"] == ITEM]
    words = " ".join(json.dumps(item, ensure_ascii=False).replace("\u00a0", " ").split())
    told = ("hölls på papper", "13.20", "13.35", "Nätet försvann")
    for said in (*map(str, COUNTS.values()), str(NOT_VOTED), QUESTION.rstrip("?"), *told):
        assert said in words, (said, words)
    assert pdf.startswith(b"%PDF")
