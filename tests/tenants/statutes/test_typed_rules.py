"""Rules typed beside a changed text: read or refused by name; what is only kept is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kernel.actor import Actor
from tenants.statutes import actions
from tenants.statutes.rules import canonical, changed_rules, faults_in_rules, retyped
from tenants.statutes.rules.parameters import FIELDS
from tenants.statutes.rules.typed import CHECKS

DATA = Path(__file__).resolve().parents[3] / "platform" / "config" / "data" / "iec"
DOCUMENT = json.loads((DATA / "stadgar_forslag.json").read_text())
MOMENTS = {m["id"]: m.get("rules", {}) for s in DOCUMENT["sections"] for m in s["moments"]}
TWO_THIRDS = {"threshold": "at_least", "fraction": "2/3", "base": "cast"}


def test_every_rule_of_the_model_statutes_can_be_read():
    assert {key: faults_in_rules(rules) for key, rules in MOMENTS.items() if faults_in_rules(rules)} == {}
    assert [key for key, rules in MOMENTS.items() if faults_in_rules(canonical(rules))] == []


def test_every_parameter_that_the_house_decides_by_has_a_check():
    told_only = {"signatories", "first_year", "prorata"}
    assert set(FIELDS) - set(CHECKS) == told_only


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("majority", {"threshold": "at_least", "fraction": "3/2", "base": "cast"}),
        ("majority", {"threshold": "at_least", "fraction": "0,66", "base": "cast"}),
        ("majority", {"threshold": "at_least", "fraction": "2/3"}),
        ("majority", "qualified"),
        ("quorum", {"of": "members"}),
        ("quorum", {"votes": 0}),
        ("notice_days", {"annual": "21"}),
        ("notice_days", {"annual": 21, "weekly": 7}),
        ("tie_election", "status_quo"),
        ("tie_matter_open", ["lot"]),
        ("agm_deadline", "31-03"),
        ("board", {"min": 9, "max": 5}),
        ("papers_days", True),
        ("motion_deadline_days", 0),
        ("proxy", {"allowed": "yes"}),
        ("amend", {**TWO_THIRDS, "meetings": 3}),
    ],
)
def test_a_rule_that_cannot_be_counted_by_is_named(name, value):
    faults = faults_in_rules({name: value})

    assert [(f.code, f.params) for f in faults] == [("tenants.statutes.fault_rule", {"name": name})]


@pytest.mark.parametrize("given", [{"tie": "lot"}, {"election": 3}, {"proxy": 3}, {"amend": "two"}])
def test_what_has_another_form_altogether_is_refused_too(given):
    assert faults_in_rules(given)


def test_only_so_many_rules_stand_beside_one_clause():
    assert [f.code for f in faults_in_rules({f"x{n}": n for n in range(21)})] == [
        "tenants.statutes.fault_too_many_rules"
    ]


def test_typed_rules_replace_those_before_and_what_is_only_kept_stays():
    before = MOMENTS["par8.1"]
    typed = retyped(before, {"agm_deadline": "04-30"})

    assert before["agm_deadline"] == "03-31"
    assert typed == {**before, "agm_deadline": "04-30"}
    assert retyped(MOMENTS["par10.1"], {"majority": TWO_THIRDS}) == {"majority": TWO_THIRDS}
    assert (
        canonical(retyped(MOMENTS["par12.4"], canonical(MOMENTS["par12.4"]) | {"signatory_mode": "singly"}))[
            "signatory_mode"
        ]
        == "singly"
    )


def test_what_changes_is_told_with_what_was():
    assert changed_rules(MOMENTS["par10.1"], {"majority": TWO_THIRDS}) == [
        {
            "name": "majority",
            "before": {"threshold": "more_than", "fraction": "1/2", "base": "cast"},
            "after": TWO_THIRDS,
        }
    ]
    assert changed_rules(MOMENTS["par10.1"], MOMENTS["par10.1"]) == []
    assert [c["after"] for c in changed_rules(MOMENTS["par8.3"], {})] == [None]


def test_the_door_tells_what_a_change_would_leave_open_and_changes_nothing(in_alfa, person, client_of, now):
    from journal.queries import last_id
    from kernel.tenancy import inside

    version = actions.publish_proposal(document=DOCUMENT, by=Actor.system(), at=now)
    client = client_of(in_alfa, person("delegate"))
    before = last_id()
    words = "Kallelsen skickas senast fyra veckor före årsmötet."
    try_it = {"type": "change", "target": "par8.2", "new_sv": words}

    def asked(**rules):
        with inside(in_alfa):
            return client.post(
                f"/api/statutes/versions/{version.pk}/lint", {**try_it, **rules}, format="json"
            )

    kept, typed = asked(), asked(rules={"notice_days": {"annual": 28, "extra": 28}, "papers_days": 28})
    gone, wrong = asked(rules={}), asked(rules={"notice_days": 28})
    nowhere = asked(target="par99.1")

    assert {f["code"] for f in kept.json()} == {"tenants.statutes.lint_number_differs"}
    assert [f["code"] for f in typed.json()] == []
    assert "tenants.statutes.lint_no_notice" in {f["code"] for f in gone.json()}
    assert (wrong.status_code, list(wrong.json()["fields"])) == (400, ["rules"])
    assert nowhere.status_code == 400
    with inside(in_alfa):
        assert last_id() == before
        guest = client_of(in_alfa).post(f"/api/statutes/versions/{version.pk}/lint", try_it, format="json")
    assert guest.status_code in {401, 403}
