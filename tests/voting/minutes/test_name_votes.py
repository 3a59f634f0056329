"""Names on slips of paper, and names in order: each vote is in the minutes with its table, whoever asked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.torture.hall import CHAIR, ITEM, NOW, fill
from voting.minutes.rules import BallotFacts, ElectionFacts, ElectionRowFacts, ItemFacts, PlaceFacts
from voting.minutes.rules.ranking import decimal
from voting.polls import actions

NAMES = [{"id": f"c{n}", "name": name} for n, name in enumerate(("Ada Ek", "Bo Alm", "Cia Dahl"), 1)]
SLIPS = ({"c1>c2": 2}, {"c1": 1, "c3": 1}, {"c3>c2": 1, "blank": 1})


@pytest.fixture
def hall(in_alfa):
    """Six voters, two in each place; their members are not IEC's, and neither is the item's text."""
    return fill(in_alfa, voters=6)


def held(hall: Any, sheets: Any, **question: Any) -> Any:
    """Typed in by the secretary and by a teller, closed and declared."""
    from uuid import uuid4

    from kernel.actor import Actor

    tellers = [
        Actor(id=uuid4(), name=name, roles=frozenset({"teller"})) for name in ("Maja Lund", "Eva Rask")
    ]
    counts = dict(zip([v.pk for v in hall.venues], sheets, strict=True))
    asked = actions.Question(item_no=ITEM, question="Vilka granskar bokslutet?", secrecy="paper", **question)
    poll = actions.enter_paper_poll(
        meeting_id=hall.meeting, question=asked, counts=counts, held=(NOW, None), by=tellers[0], at=NOW
    )
    for venue, sheet in counts.items():
        actions.count_hands(poll_id=poll.pk, venue_id=venue, counts=sheet, by=tellers[1], at=NOW)
    actions.close_poll(poll_id=poll.pk, by=CHAIR, at=NOW)
    actions.declare_poll(poll_id=poll.pk, by=CHAIR, at=NOW)
    return poll


def paragraph(hall: Any) -> Any:
    from voting.minutes import queries

    [item] = [one for one in queries.draft(hall.meeting).items if one.no == ITEM]
    return item


def rows(item: Any, kind: str) -> list[list[str]]:
    [table] = [t for t in item.tables if t.kind == kind]
    return [[cell.replace("\u00a0", " ") for cell in row] for row in (table.header, *table.rows)]


def lines(item: Any) -> list[str]:
    return [line.text.replace("\u00a0", " ") for line in item.lines]


def test_a_ranked_vote_that_was_held_on_paper_is_told_stage_by_stage(hall):
    held(hall, SLIPS, kind="ranked", candidates=NAMES, seats=2)

    item = paragraph(hall)

    assert rows(item, "names") == [
        ["Namn", "I första hand", "Utfall"],
        ["Ada Ek", "3", "Vald"],
        ["Cia Dahl", "2", "Vald"],
        ["Bo Alm", "0", ""],
    ]
    assert rows(item, "stages") == [
        ["Namn", "Steg 1"],
        ["Ada Ek", "3, vald"],
        ["Bo Alm", "0"],
        ["Cia Dahl", "2, vald"],
        ["Giltiga valsedlar", "5"],
    ]
    said = lines(item)
    assert any(line.startswith("Systemet kunde inte nås. Voteringen hölls på papper") for line in said)
    assert any(line.startswith("Kvoten är 2: 5 giltiga valsedlar delat med tre,") for line in said)
    assert "Voteringen ”Vilka granskar bokslutet?” utföll på Ada Ek och Cia Dahl." in said
    assert "Sluten votering med valsedlar." in said


def test_marks_on_paper_are_told_though_no_election_asked_for_them_and_not_once_they_are_void(hall):
    sheets = ({"valid": 2, "c1": 2}, {"valid": 1, "blank": 1, "c1": 1}, {"valid": 2, "c2": 2})
    poll = held(hall, sheets, kind="candidates", candidates=NAMES, seats=1)

    told = rows(paragraph(hall), "names")[1:]
    assert told == [
        ["Ada Ek", "3", "Vald"],
        ["Bo Alm", "2", ""],
        ["Cia Dahl", "0", ""],
    ]

    actions.void_poll(poll_id=poll.pk, reason="Fel valsedlar delades ut.", by=CHAIR, at=NOW)

    assert [t.kind for t in paragraph(hall).tables] == []
    assert any("Det resultat som meddelats gäller inte." in line for line in lines(paragraph(hall)))


def ranked_election(stages: int) -> ItemFacts:
    row = ElectionRowFacts("Ada", 3, "", "Vald", is_elected=True)
    stage = {"votes": {"Ada": "3.00000"}, "kept": {}, "elected": [], "excluded": []}
    stage |= {"exhausted": "0.00000", "lost": "0.00003"}
    ballot = BallotFacts(
        "stv_scottish", "first", 1, (row,), {"valid": 3, "marks": 3, "marks_max": 9}, max_marks=3, quota=2,
        stages=tuple({**stage, "stage": n} for n in range(1, stages + 1)), names={"n1": "Ada", "n2": "Bo"},
        places=(PlaceFacts("Kalmar", {"n1>n2": 2, "n1": 1, "blank": 1}, ("Eva Rask", "Nils Ohlin")),),
    )  # fmt: skip
    return ItemFacts(
        15, "Val", "election", elections=(ElectionFacts("board_member", "Val", ballots=(ballot,)),)
    )


def test_a_teller_s_sheet_is_told_with_the_names_of_people(told):
    """Once they were the ids of the ballot: ``n1>n2 2``."""
    said = [line for line in told(ranked_election(1)) if "Rösterna gavs" in line]

    counted = "Kalmar. Rösterna gavs genom handuppräckning, räknade av Eva Rask och Nils Ohlin var för sig: "
    assert said == [counted + "Ada > Bo 2, Ada 1, blanka 1."]


def test_many_stages_are_set_in_tables_that_a_page_has_room_for_and_nobody_counts_marks(tables):
    found = tables(ranked_election(9))

    assert [t.header for t in found if t.kind == "stages"] == [
        ("Namn", "Steg 1", "Steg 2", "Steg 3", "Steg 4"),
        ("Namn", "Steg 5", "Steg 6", "Steg 7", "Steg 8"),
        ("Namn", "Steg 9"),
    ]
    assert [row[0] for t in found if t.kind == "names" for row in t.rows] == ["Ada"]


@pytest.fixture
def told():
    from tests.voting.minutes.test_course_words import told

    return told


@pytest.fixture
def tables():
    from tests.voting.minutes.test_course_words import KALMAR, START
    from voting.minutes.rules import MeetingFacts, draft

    def drafted(item: ItemFacts) -> Any:
        meeting = MeetingFacts("Årsmöte", "Alfa", START, opened_at=START, venues=(KALMAR,), items=(item,))
        return draft(meeting).items[0].tables

    return drafted


@pytest.mark.parametrize(
    ("counted", "written"),
    [("7.00000", "7"), ("7.33333", "7,33333"), ("0.20000", "0,2"), ("1204.50000", "1\u00a0204,5")],
)
def test_a_vote_is_written_with_the_decimals_that_say_something(counted, written):
    assert decimal(counted) == written
