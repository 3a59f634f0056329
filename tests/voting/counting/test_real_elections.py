"""Elections that were really held, against what was published (tests/data/elections/README.md)."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from voting.counting.document import count
from voting.counting.schulze import layers, strongest_chains

DATA = Path(__file__).parents[2] / "data" / "elections"
CENT = Decimal("0.01")


def published(name):
    return json.loads((DATA / name).read_text("utf-8"))


def test_every_stage_of_a_council_ward_is_as_it_was_published(stadga_count):
    result = stadga_count("", str(DATA / "dumfries_2017_ward2.blt"), "--method", "stv_scottish").result
    wanted = published("dumfries_2017_ward2.json")

    assert (result["valid"], result["quota"], len(result["stages"])) == (5382, 1077, 9)
    assert result["elected"] == wanted["elected"]
    compared = 0
    for name, votes in wanted["stages"].items():
        counted = [stage["votes"][name] for stage in result["stages"] if name in stage["votes"]]
        for ours, theirs in zip(counted, votes, strict=False):
            assert Decimal(ours).quantize(CENT) == Decimal(theirs)
            compared += 1
    assert compared == sum(len(votes) for votes in wanted["stages"].values()) == 43


def test_two_surpluses_are_transferred_one_after_the_other(stadga_count):
    """Rule 49: the larger first, and the papers of the second go on from where they then are."""
    result = stadga_count("", str(DATA / "dumfries_2022_ward7.blt"), "--method", "stv_scottish").result

    assert result["stages"][0]["elected"] == ["Tony BERRETTI", "Jim DEMPSTER"]
    assert [stage.get("from") for stage in result["stages"][1:3]] == ["Tony BERRETTI", "Jim DEMPSTER"]
    assert result["stages"][2]["votes"]["Jim DEMPSTER"] == "994.00000"
    assert result["elected"] == ["Tony BERRETTI", "Jim DEMPSTER", "Andrew WOOD"]


@pytest.mark.parametrize(
    "election", published("debian_duels.json")["elections"], ids=lambda e: str(e["year"])
)
def test_debians_published_duels_elect_whom_debian_elected(election):
    preferred = {a: dict.fromkeys(election["candidates"], 0) for a in election["candidates"]}
    for a, votes_a, b, votes_b in election["duels"]:
        preferred[a][b], preferred[b][a] = votes_a, votes_b
    duels = {a: {b: v for b, v in row.items() if b != a} for a, row in preferred.items()}

    order = layers(strongest_chains(duels, election["candidates"]), election["candidates"])

    assert order[0] == (election["elected"],)
    assert len(order) == len(election["candidates"])


def test_schulzes_own_example_of_a_circle():
    """The 45 voters of Schulze's paper: nobody wins every duel, and E is elected."""
    papers = "5 ACBED 5 ADECB 8 BEDAC 3 CABED 7 CAEBD 2 CBADE 7 DCEBA 8 EBADC".split()
    ballots = [{"n": int(n), "rank": list(rank)} for n, rank in zip(papers[::2], papers[1::2], strict=True)]

    result = count({"method": "schulze", "candidates": list("ABCDE"), "ballots": ballots})

    assert result["elected"] == ["E"]
    assert result["order"] == [["E"], ["A"], ["C"], ["B"], ["D"]]
    assert result["chains"] == {
        "A": {"B": 28, "C": 28, "D": 30, "E": 24},
        "B": {"A": 25, "C": 28, "D": 33, "E": 24},
        "C": {"A": 25, "B": 29, "D": 29, "E": 24},
        "D": {"A": 25, "B": 28, "C": 28, "E": 24},
        "E": {"A": 25, "B": 28, "C": 28, "D": 31},
    }
