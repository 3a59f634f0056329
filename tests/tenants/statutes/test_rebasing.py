"""What was read once is laid on a text that has changed since: each kind of change, never blindly."""

from __future__ import annotations

from tenants.statutes.rules import (
    Change,
    MomentText,
    Proposal,
    SectionText,
    amended,
    overtaken,
    rebased,
    sha16,
)

OLD, MEANWHILE, READ, CHOSEN = "Säte i Kalmar.", "Säte i Nybro.", "Säte i Växjö.", "Säte i båda."


def text(*moments):
    found = tuple(MomentText(key=f"par1.{n}", number=n, sv=sv, en="", rules={}) for n, sv in moments)
    section = SectionText(key="par1", number=1, heading_sv="Namn", heading_en="", moments=found)
    return Proposal(version="1.1", title_sv="Stadgar", title_en="", sections=(section,))


def laid(on, change, wordings=None):
    new = amended(on, rebased(on, [change], wordings or {}))
    return [(m.key, m.sv) for m in new.sections[0].moments]


def change(kind="change", **more):
    return Change(type=kind, target="par1.1", base_sha=sha16(OLD), **{"new_sv": READ, **more})


def test_a_change_that_meets_its_own_text_or_its_own_words_meets_nothing():
    for now in (OLD, READ):
        assert overtaken(text((1, now)), [change()]) == []
        assert laid(text((1, now)), change()) == [("par1.1", READ)]


def test_a_change_that_meets_other_words_names_all_three_and_takes_those_chosen():
    on = text((1, MEANWHILE))

    (found,) = overtaken(on, [change()])
    assert (found.target, found.read_sv, found.now_sv) == ("par1.1", READ, MEANWHILE)
    assert laid(on, change(), {"par1.1": READ}) == [("par1.1", READ)]
    assert laid(on, change(), {"par1.1": CHOSEN}) == [("par1.1", CHOSEN)]


def test_a_change_of_a_clause_that_has_been_struck_puts_it_back():
    on = text((2, "Annat."))

    (found,) = overtaken(on, [change()])
    assert (found.read_sv, found.now_sv) == (READ, "")
    assert laid(on, change(), {"par1.1": CHOSEN}) == [("par1.1", CHOSEN), ("par1.2", "Annat.")]


def test_striking_a_clause_that_says_something_else_now_is_a_choice_too():
    on, strike = text((1, MEANWHILE), (2, "Annat.")), change("delete", new_sv="")

    (found,) = overtaken(on, [strike])
    assert (found.read_sv, found.now_sv) == ("", MEANWHILE)
    assert laid(on, strike, {"par1.1": ""}) == [("par1.2", "Annat.")]
    assert laid(on, strike, {"par1.1": CHOSEN}) == [("par1.1", CHOSEN), ("par1.2", "Annat.")]


def test_striking_what_is_gone_already_does_nothing():
    on, strike = text((2, "Annat.")), change("delete", new_sv="")

    assert overtaken(on, [strike]) == []
    assert laid(on, strike) == [("par1.2", "Annat.")]


def test_new_clauses_of_one_number_stand_one_after_the_other():
    on = text((1, OLD), (2, "Den andra ändringens."))
    new = [Change(type="insert", target="par1", insert_as="par1.2", new_sv=sv) for sv in ("Ett.", "Två.")]

    assert overtaken(on, new) == []
    both = amended(on, rebased(on, new, {})).sections[0].moments
    assert [(m.number, m.sv) for m in both[2:]] == [(3, "Ett."), (4, "Två.")]
