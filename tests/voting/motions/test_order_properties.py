"""Whatever is moved: every proposal is put, nothing is put before what it depends on, and it ends."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from voting.motions import rules
from voting.motions.enums import MatterKind, Mode, SlotKind, StepKind
from voting.motions.rules import Book, Clause, Ground, Proposal, StepNow

SLOTS = ("par1.1", "par1.2", "par2.1")
GROUND = Ground(
    kind=MatterKind.STATUTES,
    mode=Mode.CONSTITUTIVE,
    clauses=tuple(Clause(key, int(key[3]), int(key[5]), f"Text {key}.") for key in SLOTS),
    sections={"par1": 1, "par2": 2},
)


@st.composite
def proposals(draw):
    found = []
    for n in range(draw(st.integers(1, 9))):
        mark, text, is_own = f"A{n + 1}", f"Ord {n}.", draw(st.integers(0, 4)) == 0
        parents = [p.mark for p in found if p.slot_kind in {SlotKind.CLAUSE, SlotKind.NEW, SlotKind.SUB}]
        what = draw(st.sampled_from(["change", "change", "insert", "sub", "table", "refer_back"]))
        if what == "sub" and parents:
            parent = draw(st.sampled_from(parents))
            found.append(Proposal(mark, "change", parent, SlotKind.SUB, text, parent=parent))
        elif what in {"table", "refer_back"}:
            found.append(Proposal(mark, what, "formal", SlotKind.FORMAL, text))
        elif what == "insert":
            found.append(Proposal(mark, what, "par1.3", SlotKind.NEW, text, is_own=is_own))
        else:
            slot = draw(st.sampled_from(SLOTS))
            found.append(Proposal(mark, "change", slot, SlotKind.CLAUSE, text, is_own=is_own))
    return found


@given(proposals(), st.sampled_from([Mode.CONSTITUTIVE, Mode.REVISION, Mode.AMENDMENT]), st.data())
@settings(max_examples=300)
def test_every_order_comes_to_an_end_with_every_side_known(moved, mode, data):
    ground = replace(GROUND, mode=mode)
    groups = rules.groups_of(moved, ground)
    steps = [StepNow(s.no, s.kind, s.slot, s.way, s.sides) for s in rules.steps_of(groups, ground)]
    book = Book(ground=ground, proposals={p.mark: p for p in moved}, groups=groups, steps=steps)

    put = [mark for group in groups for mark in group.sequence] + [
        g.main for g in groups if g.main in book.proposals
    ]
    assert {p.mark for p in moved} <= set(put)
    while (step := book.next) is not None:
        assert None not in book.between(step)
        below = [g.slot for g in groups if g.kind == SlotKind.SUB and g.slot in book.between(step)]
        assert all(slot == step.slot or book.prevailed(slot) is not None for slot in below)
        outcome = data.draw(st.sampled_from(["a", "b"] if step.way == "pair" else ["carried", "rejected"]))
        assert rules.outcome_of(book, step, outcome) == outcome
        book = replace(
            book, steps=[replace(s, outcome=outcome) if s.no == step.no else s for s in book.steps]
        )

    assert book.is_finished
    if book.postponed_by is None:
        for group in groups:
            if group.kind != SlotKind.FORMAL:
                won = book.prevailed(group.slot)
                assert won in group.members | {"", "H"}
        assert [s.kind for s in book.steps if s.kind == StepKind.WHOLE] == (
            [] if mode == Mode.AMENDMENT else [StepKind.WHOLE]
        )


@given(st.permutations(["P1", "P2", "P3", "P4", "P5"]), st.integers(2, 5), st.data())
@settings(max_examples=200)
def test_in_any_cycle_the_main_proposal_stands_if_it_beats_whoever_is_left(order, n, data):
    """The main proposal meets only the last one: it stands exactly when it beats that one."""
    rivals = [Proposal(m, "proposal", "matter", SlotKind.MATTER, m) for m in sorted(order[:n])]
    ground = Ground(kind=MatterKind.GENERAL, main_text="att H")
    groups = rules.groups_of(rivals, ground)
    steps = [StepNow(s.no, s.kind, s.slot, s.way, s.sides) for s in rules.steps_of(groups, ground)]
    book = Book(ground=ground, proposals={p.mark: p for p in rivals}, groups=groups, steps=steps)
    assert len(steps) == n

    meetings = []
    while (step := book.next) is not None:
        meetings.append(book.between(step))
        outcome = data.draw(st.sampled_from(["a", "b"]))
        book = replace(
            book, steps=[replace(s, outcome=outcome) if s.no == step.no else s for s in book.steps]
        )

    assert [pair for pair in meetings if "H" in pair] == [meetings[-1]]
    assert book.prevailed("matter") == meetings[-1][0 if book.steps[-1].outcome == "a" else 1]
