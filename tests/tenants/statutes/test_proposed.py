"""The proposed statutes: laid out clause by clause, for everybody, and never reworded under their number."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.models import Entry
from kernel.errors import Malformed
from kernel.tenancy import inside
from tenants.statutes.models import Moment, Version
from tenants.statutes.rules import canonical, read_document

FILE = Path(__file__).resolve().parents[3] / "platform" / "config" / "data" / "iec" / "stadgar_forslag.json"


@pytest.fixture
def document():
    return json.loads(FILE.read_text(encoding="utf-8"))


def _put(client, document):
    return client.put("/api/statutes/proposed", document, format="json")


def _facts():
    return list(Entry.objects.order_by("pk").values_list("kind", "audience", "body"))


def test_the_proposal_is_laid_out_for_everybody_clause_by_clause(office, in_alfa, client_of, document):
    before = len(_facts())

    seen_by_a_guest = client_of(in_alfa)
    answer = _put(office, document)
    with inside(in_alfa):
        seen = seen_by_a_guest.get("/api/statutes/proposed")

    assert (answer.status_code, seen.status_code) == (200, 200)
    assert seen.json() == answer.json() == {
        "title": "Stadgar för Föreningen IEC",
        "title_en": "Statutes of Föreningen IEC",
        "version": "0.9",
        "sections": [
            {
                "id": section["id"],
                "num": number,
                "heading_sv": section["heading"]["sv"],
                "heading_en": section["heading"]["en"],
                "moments": [
                    {
                        "id": m["id"],
                        "num": m["num"],
                        "text_sv": m["sv"],
                        "text_en": m["en"],
                        "rules": canonical(m.get("rules", {})),
                    }
                    for m in section["moments"]
                ],
            }
            for number, section in enumerate(document["sections"], start=1)
        ],
    }  # fmt: skip
    assert len(seen.json()["sections"]) == 14
    body = {"version": "0.9", "title": "Stadgar för Föreningen IEC", "moments": 42}
    assert _facts()[before:] == [("tenants.statutes.published", "public", body)]


def test_the_same_text_again_changes_and_records_nothing(office, document):
    first = _put(office, document)
    before = _facts()

    again = _put(office, document)

    assert (again.status_code, again.json()) == (200, first.json())
    assert (Version.objects.count(), Moment.objects.count()) == (1, 42)
    assert _facts() == before


def test_other_words_under_the_same_number_are_refused(office, document):
    first = _put(office, document).json()
    before = _facts()
    document["sections"][0]["moments"][1] = {"id": "par1.2", "num": 2, "sv": "Säte i Växjö.", "en": ""}

    answer = _put(office, document)

    assert answer.status_code == 409
    assert answer.json()["obstacles"] == [
        {"code": "tenants.statutes.obstacle_version_exists", "params": {"version": "0.9"}}
    ]
    assert office.get("/api/statutes/proposed").json() == first
    assert _facts() == before


def test_a_new_number_takes_the_place_of_the_one_before(office, document):
    _put(office, document)
    document["version"] = "0.10"
    del document["sections"][3:]

    _put(office, document)

    seen = office.get("/api/statutes/proposed").json()
    assert (seen["version"], len(seen["sections"])) == ("0.10", 3)
    assert Version.objects.count() == 2


def test_an_altered_text_does_not_match_its_sum(office, document):
    document["sections"][4]["moments"][0]["sv"] += " Och mer."

    answer = _put(office, document)

    place = "sections.4.moments.0"
    assert answer.status_code == 400
    assert answer.json()["fields"] == {
        f"{place}.sv": [{"code": "tenants.statutes.document_text_altered", "params": {"place": place}}]
    }
    assert Version.objects.count() == 0


WRONG_RULES = [
    ("majority", {"threshold": "more_than", "fraction": "3/2"}),
    ("majority", {"threshold": "more_than", "fraction": "2/2"}),
    ("amend", {"threshold": "more_than", "fraction": "1/1"}),
    ("amend", {"threshold": [1, 1]}),
    ("amend", {"fraction": "1/1"}),
    ("notice_days", {"annual": "three weeks"}),
    ("motion_deadline_days", -1),
    ("prorata", {"type": "half_after", "month_day": "06-31"}),
    ("agm_deadline", "13-01"),
    ("amend", {"threshold": [3, 2]}),
    ("tie", {"election": "chair_if_voter"}),
    ("board_quorum", ">3/2"),
    ("strike_off_after_months", 2.5),
    ("overdue_fee_blocks_vote", "yes"),
]


@pytest.mark.parametrize(("name", "value"), WRONG_RULES)
def test_a_typed_rule_that_cannot_be_is_named_with_its_clause_and_nothing_is_saved(
    office, document, name, value
):
    before = len(_facts())
    document["sections"][8]["moments"][1]["rules"] = {name: value, "kept_for_others": "anything"}

    answer = _put(office, document)

    assert answer.status_code == 400
    wrong = {"name": name, "clause": "§\u00a09 mom.\u00a02"}
    assert answer.json()["fields"] == {
        f"sections.8.moments.1.rules.{name}": [
            {"code": "tenants.statutes.document_rule_wrong", "params": wrong}
        ]
    }
    assert (Version.objects.count(), Moment.objects.count(), len(_facts())) == (0, 0, before)


def test_every_place_that_cannot_be_read_is_named(document):
    broken = copy.deepcopy(document)
    del broken["title"]
    broken["version"] = ""
    broken["sections"][1]["num"] = "§ 1"
    broken["sections"][2]["heading"]["sv"] = "x" * 201
    broken["sections"][3]["moments"] = []
    broken["sections"][4]["moments"][1] = {"id": "x", "num": "två", "sv": "a\x00b"}

    with pytest.raises(Malformed) as error:
        read_document(broken)

    assert {
        place: [o.code.rpartition("_")[2] for o in found] for place, found in error.value.fields.items()
    } == {
        "title": ["missing"],
        "title.sv": ["missing"],
        "version": ["missing"],
        "sections.1.num": ["twice"],
        "sections.2.heading.sv": ["long"],
        "sections.3.moments": ["missing"],
        "sections.4.moments.1.num": ["missing"],
        "sections.4.moments.1.sv": ["missing"],
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from("title sv en version sections moments heading num id".split()) | st.text(), inner
        )
    ),
    max_leaves=20,
)


@settings(suppress_health_check=[HealthCheck.too_slow])  # a loaded machine says nothing of the promise
@given(st.dictionaries(st.sampled_from(["title", "version", "sections"]), JSON))
def test_any_document_is_read_or_refused(document):
    with suppress(Malformed):
        read_document(document)


@pytest.mark.parametrize("body", [[], "x", 1, None, {}, {"sections": "x"}])
def test_what_is_no_document_is_malformed(office, body):
    assert _put(office, body).status_code == 400


@pytest.mark.parametrize("role", ["chair", "secretary", "teller", "delegate", "observer"])
def test_only_the_office_lays_out_statutes(in_alfa, person, client_of, document, role):
    assert _put(client_of(in_alfa, person(role)), document).status_code == 403
    assert _put(client_of(in_alfa), document).status_code == 401
    with inside(in_alfa):
        assert Version.objects.count() == 0


def test_nothing_proposed_and_anothers_proposal_read_the_same(office, bravo, client_of, document, now):
    from kernel.actor import Actor
    from tenants.statutes.actions import publish_proposal

    nothing = client_of(bravo).get("/api/statutes/proposed")
    document["title"]["sv"] = "Canary"
    with inside(bravo):
        publish_proposal(document=document, by=Actor.system(), at=now)

    here = office.get("/api/statutes/proposed")

    assert (nothing.status_code, here.status_code) == (404, 404)
    assert here.json() == nothing.json()
    assert client_of(bravo).get("/api/statutes/proposed").json()["title"] == "Canary"


def test_reading_costs_the_same_for_one_section_and_three(office, document):
    def cost(sections, version):
        part = {**document, "version": version, "sections": document["sections"][:sections]}
        _put(office, part)
        with CaptureQueriesContext(connection) as asked:
            assert len(office.get("/api/statutes/proposed").json()["sections"]) == sections
        return len(asked)

    assert cost(1, "1") == cost(3, "2")
