"""The treasurer's doors: take over, look, run, and see how far it has come; nobody else runs."""

from __future__ import annotations

from uuid import uuid4

import pytest

from kernel.tenancy import inside
from tests.billing.dues.conftest import carry_on, members, taken_over


@pytest.fixture
def told(alfa, monkeypatch):
    with inside(alfa):
        schedule = taken_over(monkeypatch)
        members(only=3)
    return schedule


def test_the_treasurer_looks_and_runs_and_sees_the_progress(alfa, told, person, client_of):
    from billing.dues.models import DuesRun

    with inside(alfa):
        client = client_of(alfa, person("treasurer", name="Sofia Lindahl"))
    page = client.get("/api/dues").json()
    preview = client.get(f"/api/dues/{told.pk}/preview?on=2016-12-31").json()
    key = str(uuid4())
    started = client.post(f"/api/dues/{told.pk}/runs", {"key": key, "on": "2016-12-31"}, format="json")
    with inside(alfa):
        carry_on(DuesRun.objects.get(pk=key))
    run = client.get(f"/api/dues/runs/{key}").json()

    assert page["schedules"][0]["citation_sv"] == "beslut §\u00a011, konstituerande möte 2016-10-11"
    assert (preview["ready"], preview["obstacles"], len(preview["rows"])) == (3, [], 3)
    assert (started.status_code, started.json()["planned"]) == (202, 3)
    assert (run["state"], run["members"], run["invoices"], run["total"]) == ("done", 3, 3, preview["total"])
    assert (run["first_number"], run["last_number"]) == ("20170001", "20170003")
    assert (started.json()["first_number"], started.json()["last_number"]) == ("", "")
    assert len(client.get(f"/api/dues/{told.pk}/runs").json()) == 1


def test_a_member_is_exempt_with_a_reason_through_the_door(alfa, told, person, client_of):
    from tenants.members.models import Member

    with inside(alfa):
        client = client_of(alfa, person("treasurer", name="Sofia Lindahl"))
        member = Member.objects.order_by("number").first()
    door = f"/api/dues/{told.pk}/members/{member.pk}"

    assert client.put(door, {"reason": "", "is_exempt": True}, format="json").status_code == 400
    row = client.put(door, {"reason": "Styrelsens beslut", "is_exempt": True}, format="json").json()

    assert (row["due"], row["reason"]) == ("exempt", "Styrelsens beslut")


def test_an_auditor_looks_and_does_not_run_and_a_delegate_does_neither(alfa, told, person, client_of):
    with inside(alfa):
        auditor = client_of(alfa, person("auditor", name="Rut Ek"))
        delegate = client_of(alfa, person("delegate", name="Per Alm"))
    body = {"key": str(uuid4()), "on": "2016-12-31"}

    assert auditor.get(f"/api/dues/{told.pk}/preview").status_code == 200
    assert auditor.post(f"/api/dues/{told.pk}/runs", body, format="json").status_code == 403
    assert delegate.get("/api/dues").status_code == 403


def test_terms_and_classes_are_changed_before_anybody_is_billed_and_not_after(alfa, told, person, client_of):
    from billing.dues.models import DuesRun

    with inside(alfa):
        client = client_of(alfa, person("treasurer", name="Sofia Lindahl"))
    door = f"/api/dues/{told.pk}"
    terms = {"due_days": 20, "parts": 2}
    small = {"kinds": ["company", "association"], "least": 0, "most": 9}

    changed = client.patch(door, terms, format="json").json()
    placed = client.put(f"{door}/classes/F1", small, format="json").json()["classes"][0]
    unknown = client.put(f"{door}/classes/F1", {**small, "kinds": ["guild"]}, format="json")
    swapped = client.put(f"{door}/classes/F1", {**small, "least": 10}, format="json")
    nowhere = client.put(f"{door}/classes/F99", small, format="json")
    key = str(uuid4())
    client.post(f"{door}/runs", {"key": key, "on": "2016-12-31"}, format="json")
    with inside(alfa):
        carry_on(DuesRun.objects.get(pk=key))
    late = client.patch(door, {**terms, "parts": 4}, format="json")

    assert (changed["due_days"], changed["parts"]) == (20, 2)
    assert (placed["kinds"], placed["least"], placed["most"]) == (["association", "company"], 0, 9)
    assert (unknown.status_code, swapped.status_code, nowhere.status_code) == (400, 400, 404)
    assert swapped.json()["fields"]["most"][0]["code"] == "billing.dues.error_most_below_least"
    assert late.status_code == 409
    assert late.json()["obstacles"][0]["code"] == "billing.dues.obstacle_fees_are_billed"


def test_a_members_treatment_is_told_with_who_decided_it(alfa, told, person, client_of):
    from tenants.members.models import Member

    with inside(alfa):
        client = client_of(alfa, person("treasurer", name="Sofia Lindahl"))
        first, second = Member.objects.order_by("number")[:2]
    home = f"/api/dues/{told.pk}/members"

    parts = client.put(f"{home}/{first.pk}", {"reason": "Överenskommet", "parts": 3}, format="json").json()
    left = client.put(
        f"{home}/{second.pk}", {"reason": "Utträde", "left_on": "2016-10-01"}, format="json"
    ).json()
    back = client.put(f"{home}/{second.pk}", {"reason": ""}, format="json").json()

    assert (parts["due"], parts["parts"], parts["treatment"]["by_name"]) == ("ready", 3, "Sofia Lindahl")
    assert (left["due"], left["treatment"]["left_on"]) == ("left", "2016-10-01")
    assert (back["due"], back["treatment"]) == ("ready", None)
