"""Versions, redline, export and lint: what the statutes' doors show of a text and its change."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kernel.actor import Actor
from tenants.statutes import actions
from tenants.statutes.rules import Change, canonical, findings_in, read_document, sha16

DATA = Path(__file__).resolve().parents[3] / "platform" / "config" / "data" / "iec"
CHAIR = Actor(id=None, name="Stina Malm", roles=frozenset({"chair"}))
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
OLD, NEW = "Föreningen har sitt säte i Kalmar.", "Föreningen har sitt säte i Växjö."


@pytest.fixture
def document():
    return json.loads((DATA / "stadgar_forslag.json").read_text(encoding="utf-8"))


@pytest.fixture
def adopted(in_alfa, document, now):
    from uuid import uuid4

    base = actions.publish_proposal(document=document, by=CHAIR, at=now)
    change = Change(type="change", target="par1.2", base_sha=sha16(OLD), new_sv=NEW)
    return actions.adopt(
        base=base, changes=[change], number="1.0", meeting=uuid4(), item_no=9, in_force_from=now.date(),
        by=CHAIR, at=now,
    )  # fmt: skip


def test_anybody_reads_every_version_and_what_changed_between_them(adopted, in_alfa, client_of):
    guest = client_of(in_alfa)

    listed = guest.get("/api/statutes/versions").json()
    changes = guest.get(f"/api/statutes/versions/{adopted.pk}/redline").json()

    assert [(v["number"], v["status"]) for v in listed] == [("1.0", "adopted"), ("0.9", "proposed")]
    assert [c["key"] for c in changes if c["kind"] != "same"] == ["par1.2"]
    [changed] = [c for c in changes if c["key"] == "par1.2"]
    assert [(p["mark"], p["text"]) for p in changed["pieces"]] == [
        ("same", "Föreningen har sitt säte i "), ("struck", "Kalmar"), ("added", "Växjö"), ("same", "."),
    ]  # fmt: skip


def test_the_consolidated_text_of_a_day_is_the_one_in_force(adopted, in_alfa, client_of):
    guest = client_of(in_alfa)

    assert [v["number"] for v in guest.get("/api/statutes/versions?on=2016-10-11").json()] == ["1.0"]
    assert guest.get("/api/statutes/versions?on=2016-10-10").json() == []
    assert guest.get("/api/statutes/versions?on=igår").status_code == 400


def test_the_redline_is_a_pdf_and_a_text_without_a_base_has_none(adopted, in_alfa, client_of):
    guest = client_of(in_alfa)

    pdf = guest.get(f"/api/statutes/versions/{adopted.pk}/redline.pdf")

    assert pdf.status_code == 200
    assert pdf.content.startswith(b"%PDF")
    assert guest.get(f"/api/statutes/versions/{adopted.base_id}/redline").status_code == 404


def test_akoma_ntoso_holds_every_moment_with_its_id(adopted, in_alfa, client_of):
    told = client_of(in_alfa).get(f"/api/statutes/versions/{adopted.pk}/akn.xml")

    act = ET.fromstring(told.content).find(f"{AKN}act")
    paragraphs = {p.get("eId"): p.find(f"{AKN}content/{AKN}p").text for p in act.iter(f"{AKN}paragraph")}
    assert len(paragraphs) == 42
    assert paragraphs["sec_1__para_2"] == NEW
    work = act.find(f"{AKN}meta/{AKN}identification/{AKN}FRBRWork/{AKN}FRBRuri").get("value")
    assert work == "/akn/se/act/alfa/stadgar/1.0"


def moment(document, key):
    return next(m for s in document["sections"] for m in s["moments"] if m["id"] == key)


def codes(document):
    return {f.code.removeprefix("tenants.statutes.lint_") for f in findings_in(read_document(document))}


def test_the_model_statutes_leave_nothing_open(document):
    assert codes(document) == set()


@pytest.mark.parametrize(
    ("key", "rules", "found"),
    [
        ("par6.1", {"fee_decided_by": "general_meeting"}, "fee_gap"),
        ("par10.4", {}, "no_tie_election"),
        ("par10.1", {}, "no_majority"),
        ("par8.2", {"notice_days": {"annual": 10, "extra": 14}, "papers_days": 7}, "number_differs"),
        ("par8.3", {"motion_deadline_days": 21}, "motions_after_notice"),
        ("par12.1", {"board": {"min": 9, "max": 5, "term": 2}}, "board_size"),
        ("par14.1", {}, "no_amend"),
        ("par10.1", {"majority": "simple"}, "no_base"),
        ("par10.1", {"majority": {"threshold": "more_than", "fraction": "1/2"}}, "no_base"),
        ("par14.1", {"amend": {"threshold": [2, 3], "inclusive": True, "meetings": 2}}, "no_base"),
        ("par14.1", {"amend": {"threshold": "at_least", "fraction": "2/3"}}, "no_base"),
    ],
)
def test_what_is_left_open_or_said_twice_is_found(document, key, rules, found):
    other = copy.deepcopy(document)
    moment(other, key)["rules"] = rules

    assert found in codes(other)


@pytest.mark.parametrize(
    ("typed", "threshold", "fraction"),
    [
        ({"fraction": "2/3"}, "more_than", "2/3"),
        ({"fraction": "2/3", "inclusive": True}, "at_least", "2/3"),
        ({"threshold": [3, 4], "inclusive": True}, "at_least", "3/4"),
        ({"threshold": "at_least", "fraction": "2/3"}, "at_least", "2/3"),
        ({"threshold": "at_least"}, "at_least", "1/2"),
        ({"meetings": 2}, "more_than", "1/2"),
    ],
)
def test_a_majority_for_changes_is_never_another_than_was_typed(typed, threshold, fraction):
    read = canonical({"amend": typed})["amend"]

    assert (read["threshold"], read["fraction"], read["base"]) == (threshold, fraction, "cast")
    assert read["meetings"] == typed.get("meetings", 1)
