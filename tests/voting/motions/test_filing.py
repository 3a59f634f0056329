"""Motions are moved, taken back, merged; and what stands in the way is named, with nothing changed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from kernel.errors import Forbidden, Malformed, Refused
from tests.voting.motions.desk import FEES, FREE, STATUTES

CHANGE = {"item_no": STATUTES, "kind": "change", "target": "par1.2", "new_sv": "Säte i Växjö."}


def codes(refused):
    return [o.code.removeprefix("voting.motions.") for o in refused.value.obstacles]


def act(desk, name, **how):
    from voting.motions import actions

    return getattr(actions, name)(by=desk.by, at=desk.at, **how)


def test_marks_are_given_in_the_order_of_filing_and_by_matter(desk):
    desk.set_fees()

    marks = [
        desk.file(**CHANGE).mark,
        desk.file(1, item_no=FEES, kind="proposal", target="F2", amount=1).mark,
        desk.file(2, item_no=STATUTES, kind="table").mark,
        desk.file(3, **CHANGE | {"new_sv": "Säte i Nybro."}).mark,
        desk.file(4, item_no=FREE, kind="proposal", new_sv="att föreningen ska heta Y").mark,
    ]

    assert marks == ["A1", "P1", "O1", "A2", "P2"]


def test_a_motion_keeps_the_text_it_was_written_against_and_its_mover(desk):
    from voting.motions import queries

    filed = desk.file(2, **CHANGE)
    shape = queries.one_motion(filed.pk, at=desk.at)

    assert shape["clause"] == {
        "ref": "§ 1 mom. 2",
        "base": "Föreningen har sitt säte i Kalmar.",
        "proposed": "Säte i Växjö.",
    }
    assert shape["base_sha"] == "5d2ca8cd7c4cc1c0"
    assert shape["mover"]["label"] == "Ombud 2 (Bolag 2 AB)"


def test_an_addition_gets_the_next_number_of_its_section(desk):
    filed = desk.file(item_no=STATUTES, kind="insert", target="par4", new_sv="Stödmedlem får antas.")

    assert filed.insert_as == "par4.5"


def test_the_same_request_files_once(desk, facts):
    key = uuid4()
    first = desk.file(**CHANGE, key=key)
    before = facts()

    assert desk.file(**CHANGE, key=key).pk == first.pk
    assert facts() == before


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        ({"target": "par99.9"}, "target"),
        ({"new_sv": " "}, "new_sv"),
        ({"kind": "proposal"}, "kind"),
        ({"kind": "insert", "target": "par1.2"}, "target"),
        ({"kind": "insert", "target": "par4", "insert_as": "par4.2"}, "insert_as"),
        ({"kind": "insert", "target": "par4", "insert_as": "par5.9"}, "insert_as"),
        ({"item_no": FEES, "kind": "proposal", "target": "F9", "amount": 1}, "target"),
        ({"item_no": FEES, "kind": "proposal", "target": "F2"}, "amount"),
        ({"item_no": FREE, "kind": "change"}, "kind"),
        ({"parent": uuid4()}, "parent"),
    ],
)
def test_what_is_about_nothing_is_malformed_and_files_nothing(desk, facts, draft, field):
    desk.set_fees()
    before = facts()

    with pytest.raises(Malformed) as wrong:
        desk.file(**CHANGE | draft)

    assert field in wrong.value.fields
    assert facts() == before


def test_the_same_words_as_the_clause_change_nothing(desk, facts):
    before = facts()

    with pytest.raises(Refused) as refused:
        desk.file(**CHANGE | {"new_sv": "Föreningen har sitt säte i Kalmar."})

    assert codes(refused) == ["obstacle_same_text"]
    assert facts() == before


def test_nothing_is_moved_after_the_line_until_it_is_lifted(desk, facts):
    same = {"meeting_id": desk.meeting, "item_no": STATUTES}
    act(desk, "draw_line", last_chance_s=0, **same)
    before = facts()

    with pytest.raises(Refused) as refused:
        desk.file(**CHANGE)
    act(desk, "draw_line", last_chance_s=0, **same)

    assert codes(refused) == ["obstacle_line_drawn"]
    assert facts() == before
    act(desk, "lift_line", **same)
    assert desk.file(**CHANGE).mark == "A1"


def test_nothing_is_moved_or_changed_once_the_order_is_approved(desk, facts):
    filed = desk.file(**CHANGE)
    desk.approve(STATUTES)
    before = facts()

    for name, how in (
        ("withdraw_for", {"motion_id": filed.pk}),
        ("lift_line", None),
    ):
        if how is not None:
            with pytest.raises(Refused) as refused:
                act(desk, name, **how)
            assert codes(refused) == ["obstacle_order_approved"]
    with pytest.raises(Refused) as refused:
        desk.file(1, **CHANGE | {"new_sv": "Säte i Nybro."})

    assert codes(refused) == ["obstacle_order_approved"]
    assert facts() == before


def test_nothing_is_moved_under_an_item_that_is_done(desk):
    desk.take_up(FREE)

    with pytest.raises(Refused) as refused:
        desk.file(**CHANGE)

    assert codes(refused) == ["obstacle_item_done"]


def test_only_the_mover_takes_a_motion_back(desk, facts):
    from kernel.actor import Actor
    from voting.motions import actions

    filed = desk.file(3, **CHANGE)
    before = facts()
    with pytest.raises(Forbidden):
        act(desk, "withdraw", motion_id=filed.pk)
    assert facts() == before

    mover = Actor(id=desk.hall.voters[3], name="Ombud 3", roles=frozenset({"delegate"}))
    assert actions.withdraw(motion_id=filed.pk, by=mover, at=desk.at).state == "withdrawn"
    assert desk.order(STATUTES)["steps"][0]["kind"] == "whole"


def test_a_delegate_moves_for_their_own_organisation_and_others_do_not(desk):
    from kernel.actor import Actor
    from voting.motions import actions

    delegate = Actor(id=desk.hall.voters[4], name="Ombud 4", roles=frozenset({"delegate"}))
    same = {"meeting_id": desk.meeting, "draft": actions.Draft(**CHANGE), "at": desk.at}
    assert actions.file_motion(**same, by=delegate).member.name == "Bolag 4 AB"

    with pytest.raises(Forbidden):
        actions.file_motion(**same, by=Actor(id=uuid4(), name="Ingen", roles=frozenset({"delegate"})))


def test_movers_merge_and_one_motion_remains(desk, facts):
    from voting.motions import actions

    one, other = desk.file(**CHANGE), desk.file(1, **CHANGE | {"new_sv": "Säte i Nybro."})
    how = actions.Merge(into=other.pk, text="Säte i Växjö eller Nybro.")
    act(desk, "merge", motion_id=one.pk, how=how)
    before = facts()
    act(desk, "merge", motion_id=one.pk, how=how)

    assert facts() == before
    order = desk.order(STATUTES)
    assert [(m["mark"], m["state"]) for m in order["motions"]] == [("A1", "merged"), ("A2", "filed")]
    assert order["steps"][0]["between"] == ["A2"]
    assert order["tree"][0]["proposals"][1]["text_sv"] == "Säte i Växjö eller Nybro."


def test_motions_about_different_places_do_not_merge(desk, facts):
    from voting.motions import actions

    one, other = desk.file(**CHANGE), desk.file(1, **CHANGE | {"target": "par6.2"})
    before = facts()

    with pytest.raises(Refused) as refused:
        act(desk, "merge", motion_id=one.pk, how=actions.Merge(into=other.pk))

    assert codes(refused) == ["obstacle_elsewhere"]
    assert facts() == before


def test_a_changed_base_text_is_a_conflict_until_the_mover_adjusts(desk, facts):
    from tenants.statutes.models import Moment
    from voting.motions import actions

    filed = desk.file(**CHANGE)
    Moment.objects.filter(key="par1.2").update(text_sv="Föreningen har sitt säte i Kalmar län.")
    before = facts()

    assert desk.order(STATUTES)["motions"][0]["conflict"] is True
    with pytest.raises(Refused) as refused:
        desk.approve(STATUTES)
    assert codes(refused) == ["obstacle_base_changed"]
    assert refused.value.obstacles[0].params == {"mark": "A1"}
    assert facts() == before

    act(desk, "merge", motion_id=filed.pk, how=actions.Merge(text="Säte i Växjö, Kronobergs län."))
    assert desk.order(STATUTES)["motions"][0]["conflict"] is False
    assert desk.approve(STATUTES).is_approved


def test_an_amendment_to_an_amendment_is_in_conflict_when_its_parent_is_adjusted(desk):
    from voting.motions import actions

    parent = desk.file(**CHANGE)
    sub = desk.file(1, item_no=STATUTES, kind="change", parent=parent.pk, new_sv="Säte i Växjö stad.")
    act(desk, "merge", motion_id=parent.pk, how=actions.Merge(text="Säte i Växjö kommun."))

    states = {m["mark"]: m["conflict"] for m in desk.order(STATUTES)["motions"]}
    assert states == {parent.mark: False, sub.mark: True}


def test_a_carried_line_motion_draws_the_line_at_once(desk, facts):
    filed = desk.file(item_no=STATUTES, kind="close_list")
    act(desk, "settle", motion_id=filed.pk, is_carried=True)
    before = facts()
    act(desk, "settle", motion_id=filed.pk, is_carried=True)

    assert facts() == before
    assert desk.order(STATUTES)["line_at"] is not None
    assert desk.decisions(STATUTES) == ["Mötet beslutade att sätta streck i debatten."]


def test_a_change_of_the_text_is_not_settled_outside_the_order(desk, facts):
    filed = desk.file(**CHANGE)
    before = facts()

    with pytest.raises(Refused) as refused:
        act(desk, "settle", motion_id=filed.pk, is_carried=True)

    assert codes(refused) == ["obstacle_needs_the_order"]
    assert facts() == before


def test_a_substitute_moves_in_their_own_name_and_takes_it_back(desk, person):
    from kernel.actor import Actor
    from voting.meetings.models import Registration
    from voting.motions import actions, queries

    deputy = person("delegate", name="Eva Ersättare")
    Registration.objects.filter(pk=desk.registration(3)).update(substitute=deputy)
    by = Actor(id=deputy.pk, name=deputy.name, roles=frozenset({"delegate"}))
    draft = actions.Draft(**CHANGE)

    filed = actions.file_motion(meeting_id=desk.meeting, draft=draft, by=by, at=desk.at)

    assert queries.one_motion(filed.pk, at=desk.at)["mover"]["label"] == "Eva Ersättare (Bolag 3 AB)"
    assert actions.withdraw(motion_id=filed.pk, by=by, at=desk.at).state == "withdrawn"
