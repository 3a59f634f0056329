"""The order of propositions as pure rules: who meets whom, and what stands at the end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from voting.motions import rules
from voting.motions.enums import MatterKind, Mode, SlotKind, StepKind
from voting.motions.rules import Book, Clause, FeeClass, Ground, Proposal, StepNow, verdicts, wording

STATUTES = Ground(
    kind=MatterKind.STATUTES,
    mode=Mode.CONSTITUTIVE,
    clauses=(
        Clause("par1.1", 1, 1, "Föreningen är ideell."),
        Clause("par1.2", 1, 2, "Säte i Kalmar."),
        Clause("par2.1", 2, 1, "Årsmöte hålls i mars."),
    ),
    sections={"par1": 1, "par2": 2},
)
FEES = Ground(
    kind=MatterKind.FEES,
    classes=(
        FeeClass("F1", "Små", "Small", 150_000, vote=True),
        FeeClass("F2", "Mellan", "Medium", 400_000, vote=True),
    ),
)
NAME = Ground(kind=MatterKind.GENERAL, main_text="Mötet beslutade att föreningen ska heta X.")


def change(mark, slot="par1.2", text="", **more):
    return Proposal(mark, "change", slot, SlotKind.CLAUSE, text or f"Text {mark}.", **more)


def fee(mark, amount, slot="F2"):
    return Proposal(mark, "proposal", slot, SlotKind.CLASS, amount=amount)


def general(mark):
    return Proposal(mark, "proposal", "matter", SlotKind.MATTER, f"att föreningen ska heta {mark}")


def book_of(ground, proposals, *, chosen=(), is_contested=False):
    groups = rules.arranged(rules.groups_of(proposals, ground), chosen)
    plans = rules.steps_of(groups, ground, is_contested_whole=is_contested)
    return Book(
        ground=ground,
        proposals={p.mark: p for p in proposals},
        groups=groups,
        steps=[StepNow(s.no, s.kind, s.slot, s.way, s.sides) for s in plans],
        untouched=rules.untouched_by(groups, ground),
    )


def answered(book, no, outcome):
    steps = [replace(s, outcome=outcome, method="poll") if s.no == no else s for s in book.steps]
    return replace(book, steps=steps)


def play(book, prefer):
    """Take every step; ``prefer(a, b)`` says who wins a pair, ``prefer(a, None)`` whether a is carried."""
    while (step := book.next) is not None:
        sides = book.between(step)
        if step.way == "pair":
            outcome = "a" if prefer(*sides) == sides[0] else "b"
        else:
            outcome = "carried" if prefer(sides[0] if sides else "", None) else "rejected"
        book = answered(book, step.no, outcome)
    return book


def kinds(book):
    return [(s.kind, book.between(s)) for s in book.steps]


def test_competing_changes_meet_each_other_before_the_main_proposal():
    book = book_of(STATUTES, [change("A1"), change("A2"), change("A4", "par2.1")])

    assert kinds(book) == [
        (StepKind.COUNTER, ["A1", "A2"]),
        (StepKind.MAIN, ["H", None]),
        (StepKind.SINGLE, ["A4"]),
        (StepKind.WHOLE, []),
    ]
    assert book.untouched == ["par1.1"]


@pytest.mark.parametrize("n", range(2, 8))
def test_n_proposals_take_n_minus_one_votes(n):
    rivals = [fee(f"P{i}", i * 100_00) for i in range(1, n)]

    assert len(book_of(FEES, rivals).steps) == n - 1


CYCLE = {("H", "P1"): "H", ("P1", "P2"): "P1", ("H", "P2"): "P2"}
"""H beats P1, P1 beats P2, P2 beats H."""


@pytest.mark.parametrize(("main", "wins"), [("H", "H"), ("P1", "P1"), ("P2", "P2")])
def test_in_a_cycle_the_main_proposal_wins_whichever_it_is(main, wins):
    rest = [mark for mark in ("P1", "P2", "H") if mark != main]
    chosen = [{"slot": "matter", "main": main, "sequence": rest}]
    book = book_of(NAME, [general("P1"), general("P2")], chosen=chosen)

    def prefer(a, b):
        return CYCLE.get((a, b)) or CYCLE[b, a]

    assert play(book, prefer).prevailed("matter") == wins


def test_w04_four_votes_and_the_winner_flows_into_the_next():
    book = book_of(FEES, [fee("P1", 500_000), fee("P2", 300_000), fee("P3", 250_000), fee("P4", 0)])
    for no, outcome in ((1, "b"), (2, "b"), (3, "a"), (4, "a")):
        book = answered(book, no, outcome)

    assert [book.winner(s) for s in book.steps] == ["P2", "P3", "P3", "H"]
    assert book.amount("F2") == 400_000
    assert wording.summary(book) == (
        "kontrapropositionsvotering: P1 mot P2, det vinnande förslaget mot P3, det vinnande mot P4 och "
        "slutligen motförslaget mot huvudförslaget H. Fem förslag avgörs i fyra voteringar."
    )


def test_w04_variant_another_winner_of_the_lot_meets_the_later_ones():
    book = book_of(FEES, [fee("P1", 500_000), fee("P2", 300_000), fee("P3", 250_000), fee("P4", 0)])
    book = answered(answered(book, 1, "b"), 2, "a")

    assert book.next is not None
    assert book.between(book.next) == ["P2", "P4"]
    assert book.between(book.steps[3]) == ["H", None]


def test_what_the_board_made_its_own_is_taken_alone_or_as_main_proposal():
    own = change("A5", is_own=True)
    assert kinds(book_of(STATUTES, [own]))[0] == (StepKind.OWN, ["A5"])

    contested = book_of(STATUTES, [own, change("A6"), change("A7")])
    assert kinds(contested)[:2] == [(StepKind.COUNTER, ["A6", "A7"]), (StepKind.MAIN, ["A5", None])]


def test_an_amendment_to_an_amendment_is_decided_before_it_and_changes_its_words():
    sub = Proposal("A8", "change", "A4", SlotKind.SUB, "Bättre text.", parent="A4")
    book = book_of(STATUTES, [change("A4"), sub])

    assert kinds(book)[:2] == [(StepKind.SUB, ["A8"]), (StepKind.SINGLE, ["A4"])]
    carried = answered(answered(book, 1, "carried"), 2, "carried")
    assert [(one.mark, text) for one, text in carried.changed()] == [("A4", "Bättre text.")]
    rejected = answered(answered(book, 1, "rejected"), 2, "carried")
    assert [(one.mark, text) for one, text in rejected.changed()] == [("A4", "Text A4.")]


def test_rivals_that_amend_the_same_amendment_meet_each_other_and_then_it():
    subs = [Proposal(m, "change", "A4", SlotKind.SUB, f"Text {m}.", parent="A4") for m in ("A8", "A9")]
    book = book_of(STATUTES, [change("A4"), *subs])

    assert kinds(book)[:3] == [
        (StepKind.COUNTER, ["A8", "A9"]),
        (StepKind.MAIN, ["A4", None]),
        (StepKind.SINGLE, ["A4"]),
    ]


def test_formal_motions_come_first_and_end_the_rest_when_they_carry():
    table = Proposal("O1", "table", "formal", SlotKind.FORMAL)
    refer = Proposal("O2", "refer_back", "formal", SlotKind.FORMAL, "utred sätet.")
    book = book_of(STATUTES, [change("A1"), table, refer])
    assert [s.kind for s in book.steps] == ["today", "formal", "single", "whole"]

    later = answered(answered(book, 1, "rejected"), 2, "b")
    assert (later.postponed_by, later.next, later.is_finished) == ("O2", None, True)
    assert verdicts.postponement(later, "O2") == "återremittera ärendet: utred sätet"

    today = answered(book, 1, "carried")
    assert today.next is not None
    assert today.next.kind == StepKind.SINGLE


def test_two_additions_to_one_place_compete_and_the_winner_may_still_be_rejected():
    new = [Proposal(m, "insert", "par1.3", SlotKind.NEW, f"Text {m}.") for m in ("A1", "A2")]
    book = book_of(STATUTES, new)
    assert kinds(book)[:2] == [(StepKind.COUNTER, ["A1", "A2"]), (StepKind.SINGLE, [None])]

    book = answered(answered(book, 1, "b"), 2, "rejected")
    assert book.changed() == []
    assert verdicts.of_step(book, book.steps[1]) == "avslå A1 och A2"


def test_changes_of_statutes_in_force_each_need_their_own_answer():
    ground = replace(STATUTES, mode=Mode.AMENDMENT)
    book = book_of(ground, [change("A1"), change("A2"), change("A4", "par2.1")])

    assert kinds(book) == [
        (StepKind.COUNTER, ["A1", "A2"]),
        (StepKind.SINGLE, [None]),
        (StepKind.SINGLE, ["A4"]),
    ]
    assert book.untouched == []


def test_a_motion_to_reject_is_answered_last():
    reject = Proposal("P3", "reject", "whole", SlotKind.WHOLE)
    book = book_of(NAME, [general("P1"), general("P2"), reject], is_contested=True)
    assert [s.kind for s in book.steps] == ["counter", "main", "whole"]

    book = answered(answered(answered(book, 1, "a"), 2, "b"), 3, "rejected")
    assert verdicts.of_step(book, book.steps[1]) == ""
    assert verdicts.of_whole(book, is_carried=False) == "avslå P1, P2 och huvudförslaget"
    assert verdicts.of_whole(book, is_carried=True) == (
        "bifalla P1, att föreningen ska heta P1, och därmed avslå P2 och huvudförslaget"
    )


@pytest.mark.parametrize(
    ("chosen", "code"),
    [
        ([{"slot": "par9.9"}], "voting.motions.error_order"),
        ([{"slot": "par1.2"}, {"slot": "par1.2"}], "voting.motions.error_order"),
        ([{"slot": "par1.2", "sequence": ["A1"]}], "voting.motions.error_order_members"),
        ([{"slot": "par1.2", "sequence": ["A1", "A1"]}], "voting.motions.error_order_members"),
        ([{"slot": "par1.2", "main": "A1"}], "voting.motions.error_order_members"),
        ([{"slot": "A4"}, {"slot": "par2.1"}, {"slot": "formal"}], "voting.motions.error_order_first"),
        ([{"slot": "par2.1"}, {"slot": "A4"}], "voting.motions.error_order_first"),
    ],
)
def test_an_order_that_leaves_somebody_out_or_turns_things_round_is_named(chosen, code):
    sub = Proposal("A8", "change", "A4", SlotKind.SUB, "Bättre.", parent="A4")
    table = Proposal("O1", "table", "formal", SlotKind.FORMAL)
    groups = rules.groups_of([change("A1"), change("A2"), change("A4", "par2.1"), sub, table], STATUTES)

    faults = rules.faults_in_arrangement(groups, chosen)

    assert [f.code for f in faults["groups"]] == [code]


def test_the_chair_may_take_the_clauses_in_another_order():
    proposals = [change("A1"), change("A2"), change("A4", "par2.1")]
    chosen = [{"slot": "par2.1"}, {"slot": "par1.2", "main": "A2", "sequence": ["A1", "H"]}]

    assert rules.faults_in_arrangement(rules.groups_of(proposals, STATUTES), chosen) == {}
    assert kinds(book_of(STATUTES, proposals, chosen=chosen)) == [
        (StepKind.SINGLE, ["A4"]),
        (StepKind.COUNTER, ["A1", "H"]),
        (StepKind.MAIN, ["A2", None]),
        (StepKind.WHOLE, []),
    ]


def test_an_arrangement_that_a_new_motion_made_stale_falls_back_to_the_houses_own():
    chosen = [{"slot": "par1.2", "main": "A2", "sequence": ["A1", "H"]}]
    book = book_of(STATUTES, [change("A1"), change("A2"), change("A3")], chosen=chosen)

    assert kinds(book)[:3] == [
        (StepKind.COUNTER, ["A1", "A2"]),
        (StepKind.ROUND, [None, "A3"]),
        (StepKind.MAIN, ["H", None]),
    ]


def test_the_decisions_read_as_in_the_model_minutes():
    insert = Proposal("A3", "insert", "par1.3", SlotKind.NEW, "Nytt.")
    book = book_of(STATUTES, [change("A1"), change("A2"), insert, change("A4", "par2.1")])
    for no, outcome in ((1, "b"), (2, "b"), (3, "carried"), (4, "rejected")):
        book = answered(book, no, outcome)

    assert [verdicts.of_step(book, step) for step in book.steps] == [
        "",
        "bifalla A2 till § 1 mom. 2 och därmed avslå A1 och huvudförslagets lydelse",
        "bifalla A3 som ny § 1 mom. 3",
        "avslå A4, så att § 2 mom. 1 lyder enligt huvudförslaget",
        "",
    ]
    assert wording.lines(book) == [
        "A1 ställs mot A2 om att bli motförslag till § 1 mom. 2",
        "motförslaget ställs mot huvudförslaget",
        "A3 ställs under proposition, bifall mot avslag",
        "A4 ställs under proposition, bifall mot avslag",
        "stadgarna i sin helhet med beslutade ändringar ställs under proposition, bifall mot avslag",
    ]
    assert [wording.title(book, step) for step in book.steps] == [
        "Motförslag till § 1 mom. 2",
        "Huvudvotering § 1 mom. 2",
        "Ny § 1 mom. 3",
        "§ 2 mom. 1",
        "Stadgarna i sin helhet",
    ]


def test_when_the_main_proposal_wins_the_decision_says_what_fell():
    book = book_of(STATUTES, [change("A1"), change("A2")])
    book = answered(answered(book, 1, "a"), 2, "a")

    assert (
        verdicts.of_step(book, book.steps[1])
        == "§ 1 mom. 2 lyder enligt huvudförslaget och därmed avslå A1 och A2"
    )


@pytest.mark.parametrize(
    ("said", "outcome"),
    [("yes", "carried"), ("A4", "carried"), ("no", "rejected"), ("H", "rejected"), ("A9", None)],
)
def test_what_the_chair_heard_is_yes_no_or_a_mark(said, outcome):
    book = book_of(STATUTES, [change("A4")])

    assert rules.outcome_of(book, book.steps[0], said) == outcome


def test_a_fee_is_said_in_the_associations_currency():
    book = Book(replace(FEES, currency="EUR"), {"A1": fee("A1", 12_050)}, (), ())

    assert [book.text("A1", "F2"), book.main_text("F2")] == ["120,50\u00a0€", "4\u00a0000\u00a0€"]
    assert Book(FEES, {"A1": fee("A1", 0)}, (), ()).text("A1", "F2") == "ingen avgift"
