"""W04 through the actions: five proposals for one fee, four votes, one tie."""

from __future__ import annotations

import pytest

from tests.voting.motions.desk import CLASSES, FEES, LABEL

AMOUNTS = {"P1": 500_000, "P2": 300_000, "P3": 250_000, "P4": 0}


@pytest.fixture
def fees(full_desk):
    full_desk.take_up(FEES)
    full_desk.set_fees()
    for n, amount in enumerate(AMOUNTS.values(), 1):
        full_desk.file(n, item_no=FEES, kind="proposal", target="F2", amount=amount)
    full_desk.approve(FEES)
    return full_desk


def to_the_tie(desk):
    desk.vote(FEES, 1, {"a": 33, "b": 52, "abstain": 20})
    return desk.put(FEES, 2)


def chair_voted_p3(desk, poll):
    """47 against 47; the first voter is the chair, who votes P3."""
    desk.cast(poll, {"b": 47, "a": 47, "abstain": 11})


def test_the_main_proposal_wins_after_the_chairs_opinion_broke_the_tie(fees):
    from tenants.decisions.models import Effect
    from voting.polls import actions as polls

    poll = to_the_tie(fees)
    chair_voted_p3(fees, poll)
    polls.resolve_tie(poll_id=poll, by_means="chair", by=fees.by, at=fees.at)
    fees.declare(poll)
    assert fees.order(FEES)["steps"][2]["between"] == ["P3", "P4"]
    fees.vote(FEES, 3, {"a": 61, "b": 22, "abstain": 22})
    fees.vote(FEES, 4, {"a": 58, "b": 44, "abstain": 3})
    fees.untouched(FEES)

    order = fees.order(FEES)
    assert [s["winner"] for s in order["steps"]] == ["P2", "P3", "P3", "H"]
    assert [s["resolved_by"] for s in order["steps"]] == [None, "chair", None, None]
    assert order["outcome"] == "decided"
    assert fees.decisions(FEES) == [
        f"Mötet beslutade att fastställa medlemsavgifterna för {LABEL}, enligt följande."
    ]
    effect = Effect.objects.get(decision__meeting=fees.meeting, kind="fees_set")
    assert effect.body["classes"] == CLASSES
    assert effect.body["period"]["to"] == "2017-12-31"
    assert {m["mark"]: m["state"] for m in order["motions"]} == dict.fromkeys(AMOUNTS, "rejected")


def test_a_lot_that_falls_on_the_other_changes_who_meets_whom(fees):
    from voting.polls import actions as polls

    poll = to_the_tie(fees)
    fees.cast(poll, {"abstain": 11, "a": 47, "b": 47})
    polls.resolve_tie(
        poll_id=poll, by_means="paper_lot", prevails=["a"], how="Eva Rask drog lappen", by=fees.by, at=fees.at
    )
    fees.declare(poll)

    order = fees.order(FEES)
    assert order["steps"][1]["resolved_by"] == "paper_lot"
    assert order["steps"][2]["between"] == ["P2", "P4"]
    assert order["steps"][2]["question_sv"] == "Vilket förslag blir motförslag till klass F2?"


def test_the_carried_fee_is_what_is_set_in_whole_oren(fees):
    from tenants.decisions.models import Effect

    for step, said in ((1, "P2"), (2, "P3"), (3, "P4"), (4, "P4")):
        fees.say(FEES, step, said)
    fees.untouched(FEES)

    effect = Effect.objects.get(decision__meeting=fees.meeting, kind="fees_set")
    assert [c["amount"] for c in effect.body["classes"]] == [150_000, 0, 900_000]
    assert fees.order(FEES)["tree"][0]["text_sv"] == "ingen avgift"


def test_a_sentence_of_the_chairs_own_is_the_decision(full_desk):
    full_desk.take_up(FEES)
    full_desk.set_fees(text_sv="Mötet beslutade att fastställa avgifterna enligt bilaga 8.")
    full_desk.approve(FEES)
    full_desk.untouched(FEES)

    assert full_desk.decisions(FEES) == ["Mötet beslutade att fastställa avgifterna enligt bilaga 8."]
