"""What was carried gives the adopted text, letter for letter; what no longer fits is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.actor import Actor
from kernel.errors import Malformed
from tenants.statutes import actions, queries
from tenants.statutes.models import Version
from tenants.statutes.rules import (
    Change,
    Reading,
    Verdict,
    amended,
    amendment_adopted,
    read_document,
    redline,
    words_between,
)

DATA = Path(__file__).resolve().parents[3] / "platform" / "config" / "data" / "iec"
CHAIR = Actor(id=None, name="Stina Malm", roles=frozenset({"chair"}))
AMEND = {
    "threshold": "at_least",
    "fraction": "2/3",
    "base": "cast",
    "meetings": 2,
    "at_least_one_annual": True,
    "min_gap_months": 1,
}


def load(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def carried(*marks):
    found = []
    for one in load("amendments.json")["amendments"]:
        if one["id"] in marks:
            change = Change(
                type=one["type"], target=one["target"], insert_as=one.get("insert_as", ""),
                base_sha=one["base_sha256_16"] or "", new_sv=one["new_sv"], gloss_en=one["gloss_en"],
            )  # fmt: skip
            found.append(change)
    return found


def texts(proposal):
    return {m.key: (m.number, m.sv, m.en) for s in proposal.sections for m in s.moments}


def test_a2_a3_and_a5_give_the_adopted_statutes_letter_for_letter():
    proposal, adopted = (
        read_document(load("stadgar_forslag.json")),
        read_document(load("stadgar_antagna.json")),
    )

    new = amended(proposal, carried("A2", "A3", "A5"), number="1.0")

    assert new.version == "1.0"
    assert (proposal.moments, new.moments) == (42, 43)
    assert texts(new) == texts(adopted)
    changed = {one.key: one.kind for one in redline(proposal, new) if one.kind != "same"}
    assert changed == {"par1.2": "changed", "par4.5": "added", "par12.1": "changed"}


def test_an_amendment_of_a_text_that_has_changed_is_not_laid_on_blindly():
    proposal = amended(read_document(load("stadgar_forslag.json")), carried("A1"))

    with pytest.raises(Malformed) as refused:
        amended(proposal, carried("A2"))

    assert [o.code for o in refused.value.fields["changes"]] == ["tenants.statutes.obstacle_base_changed"]


def test_two_changes_of_one_place_and_a_place_that_is_not_there_are_both_named():
    proposal = read_document(load("stadgar_forslag.json"))

    with pytest.raises(Malformed) as refused:
        amended(proposal, [*carried("A1", "A2"), Change(type="change", target="par99.1", new_sv="Nytt.")])

    codes = {o.code for o in refused.value.fields["changes"]}
    assert codes == {"tenants.statutes.obstacle_changed_twice", "tenants.statutes.obstacle_no_such_place"}


WORDS = st.lists(st.sampled_from("Föreningen har sitt säte i Kalmar och Växjö .".split()), max_size=12).map(
    " ".join
)


def test_a_sign_that_stays_is_no_part_of_the_word_that_goes():
    pieces = words_between("Säte i Kalmar, i Kalmar län.", "Säte i Växjö, i Kalmar län.")

    assert [(p.mark, p.text) for p in pieces] == [
        ("same", "Säte i "), ("struck", "Kalmar"), ("added", "Växjö"), ("same", ", i Kalmar län."),
    ]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])  # a loaded machine says nothing of the promise
@given(WORDS, WORDS)
def test_a_redline_holds_both_texts(old, new):
    pieces = words_between(old, new)

    assert "".join(p.text for p in pieces if p.mark != "added") == old
    assert "".join(p.text for p in pieces if p.mark != "struck") == new


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        (
            Reading(date(2018, 3, 22), is_annual=True, yes=58, base=88),
            Verdict(is_adopted=False, reason="share"),
        ),
        (Reading(date(2018, 3, 22), is_annual=True, yes=60, base=90), Verdict(is_adopted=True)),
        (
            Reading(date(2018, 3, 19), is_annual=True, yes=60, base=90),
            Verdict(is_adopted=False, reason="gap"),
        ),
        (
            Reading(date(2018, 3, 22), is_annual=False, yes=60, base=90),
            Verdict(is_adopted=False, reason="annual"),
        ),
    ],
)
def test_two_thirds_at_two_meetings_a_month_apart(second, verdict):
    first = Reading(date(2018, 2, 20), is_annual=False, yes=62, base=93)

    assert amendment_adopted([first], AMEND) == Verdict(is_adopted=False, reason="second_meeting")
    assert amendment_adopted([first], {**AMEND, "threshold": "more_than"}) == Verdict(
        is_adopted=False, reason="share"
    )
    assert amendment_adopted([first, second], AMEND) == verdict


def _propose(now):
    return actions.publish_proposal(document=load("stadgar_forslag.json"), by=CHAIR, at=now)


def _adopt(base, now, meeting, **more):
    return actions.adopt(
        base=base, changes=carried("A2", "A3", "A5"), number="1.0", meeting=meeting, item_no=9,
        in_force_from=now.date(), by=CHAIR, at=now, **more,
    )  # fmt: skip


def test_adopted_statutes_are_in_force_with_their_rules_as_data(in_alfa, now):
    base, meeting = _propose(now), uuid4()

    version = _adopt(base, now, meeting)
    again = _adopt(base, now, meeting)

    assert again.pk == version.pk
    assert Version.objects.count() == 2
    standing = queries.in_force()
    assert (standing.pk, standing.number, standing.base_id) == (version.pk, "1.0", base.pk)
    assert queries.in_force(date(2016, 10, 10)) is None
    rules = queries.parameters_in_force()
    assert rules.amend == AMEND
    assert rules.source("tie_matter_open") == (
        "stadgarna §\u00a010 mom.\u00a04",
        "statutes §\u00a010 para.\u00a04",
    )
    assert rules.tie_matter_open == "chair_then_lot"


def test_a_first_reading_waits_and_changes_nothing_in_force(in_alfa, now):
    base = _propose(now)
    standing = _adopt(base, now, uuid4())
    change = Change(type="change", target="par1.2", new_sv="Föreningen har sitt säte i Växjö.")

    waiting = actions.adopt(
        base=standing, changes=[change], number="1.1", meeting=uuid4(), item_no=14, in_force_from=now.date(),
        by=CHAIR, at=now, first_reading=True,
    )  # fmt: skip

    assert [v.pk for v in queries.awaiting_second_reading()] == [waiting.pk]
    assert queries.in_force().pk == standing.pk
