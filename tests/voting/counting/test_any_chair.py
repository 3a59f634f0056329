"""The chair's opinion without a vote of their own: only under the rule that says so, only in the open."""

from __future__ import annotations

import pytest

from voting.counting.document import count

EQUAL = {"method": "majority", "counts": {"yes": 9, "no": 9}, "seed": "dice:1-2-3"}


@pytest.mark.parametrize(
    ("tie", "chair", "by"),
    [
        ("any_chair_then_lot", {"entitled": False, "open": True, "opinion": "yes"}, "chair"),
        ("any_chair_then_lot", {"entitled": True, "open": True, "opinion": "yes"}, "chair"),
        ("any_chair_then_lot", {"entitled": False, "open": False, "opinion": "yes"}, "lot"),
        ("any_chair_then_lot", {"entitled": False, "open": True, "opinion": "abstain"}, "lot"),
        ("chair_then_lot", {"entitled": False, "open": True, "opinion": "yes"}, "lot"),
        ("lot", {"entitled": True, "open": True, "opinion": "yes"}, "lot"),
    ],
)
def test_who_breaks_the_tie(tie, chair, by):
    assert count({**EQUAL, "tie": tie, "chair": chair})["resolved_by"] == by


def test_two_proposals_follow_the_same_rule():
    said = count(
        {
            "method": "contraproposition", "counts": {"A": 7, "B": 7}, "tie": "any_chair_then_lot",
            "chair": {"entitled": False, "open": True, "opinion": "B"},
        }
    )  # fmt: skip

    assert (said["decision"], said["resolved_by"]) == ("B", "chair")


def test_an_unasked_chair_may_still_speak():
    said = count({**EQUAL, "tie": "any_chair_then_lot", "chair": {"open": True}, "seed": None})

    assert said["tied"]["open_to"] == ["chair", "lot", "paper_lot"]
