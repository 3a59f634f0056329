"""Enhälligt is said of an acclamation that nobody was heard against, and of nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.voting.minutes.test_draft_words import meeting, poll
from voting.meetings.rules import is_unopposed
from voting.minutes.rules import DecisionFacts, ItemFacts, NoteFacts, SoundingFacts, draft

AGAINST: dict[str, dict[str, Any]] = {
    "nobody": {},
    "a reservation": {"notes": (NoteFacts("reservation", "Mot beslutet.", "Bo Ek"),)},
    "a protest": {"notes": (NoteFacts("protest", "Mot sättet.", "Bo Ek"),)},
    "a demand for a count": {"notes": (NoteFacts("count_demanded", "", "Bo Ek"),)},
    "a statement is none": {"notes": (NoteFacts("statement", "Vi är glada.", "Bo Ek"),)},
    "an unclear answer": {"soundings": (SoundingFacts("acclamation", "unclear", "", ()),)},
    "a trial vote": {"soundings": (SoundingFacts("trial_vote", "yes", "", ()),)},
    "a clear answer is none": {"soundings": (SoundingFacts("acclamation", "yes", "", ()),)},
    "a counted vote": {"polls": (poll(),)},
}


@pytest.mark.parametrize("heard", AGAINST)
def test_unanimous_is_said_only_of_an_acclamation_that_nobody_was_heard_against(heard: str) -> None:
    recorded = DecisionFacts("Mötet beslutade enhälligt att bilda en ideell förening.", "acclamation", (7,))
    item = ItemFacts(1, "Bildande", "decision", decisions=(recorded,), **AGAINST[heard])

    lines = draft(meeting(item)).items[0].lines

    unanimous = heard in {"nobody", "a statement is none", "a clear answer is none"}
    decided = next(line.text for line in lines if line.binds)
    assert decided == f"att {'enhälligt ' if unanimous else ''}bilda en ideell förening."
    assert any("Ingen motsatte sig" in line.text for line in lines) == unanimous


def test_a_decision_after_a_count_is_not_unanimous_whatever_the_chair_was_proposed() -> None:
    recorded = DecisionFacts("Mötet beslutade enhälligt att bilda en ideell förening.", "poll", (7,))

    lines = draft(meeting(ItemFacts(1, "Bildande", "decision", decisions=(recorded,)))).items[0].lines

    assert [line.text for line in lines if line.binds] == ["att bilda en ideell förening."]


def test_the_desk_is_told_what_the_minutes_go_by() -> None:
    assert is_unopposed(soundings=[], notes=[])
    assert is_unopposed(soundings=[("acclamation", "yes")], notes=["statement", "conflict"])
    assert not is_unopposed(soundings=[("acclamation", "yes"), ("trial_vote", "yes")], notes=[])
    assert not is_unopposed(soundings=[("acclamation", "no")], notes=[])
    assert not is_unopposed(soundings=[], notes=["reservation"])
