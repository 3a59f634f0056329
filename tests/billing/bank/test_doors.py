"""The treasurer's doors to the bank: a file is shown and booked, its queue emptied, by nobody else."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kernel.tenancy import inside
from tests.billing.bank.conftest import FEE, bgmax, camt
from tests.billing.conftest import AT, TREASURER, issued, new_member, ready_to_bill


@pytest.fixture
def house(alfa, person, client_of):
    with inside(alfa):
        ready_to_bill()
        bills = [issued(new_member(n), FEE, origin=str(n)) for n in (1, 2, 3)]
        return bills, client_of(alfa, person("treasurer", name="Sofia Lindahl"))


def upload(client, content, path="files", **more):
    return client.post(
        f"/api/bank/{path}", {"file": SimpleUploadedFile("fil.txt", content), **more}, format="multipart"
    )


def booked(alfa, client, content):
    """Read and booked through the doors, matched as a worker would."""
    from billing.bank import actions

    found = upload(client, content).json()["id"]
    assert client.post(f"/api/bank/files/{found}/booking").status_code == 202
    with inside(alfa):
        actions.carry_on(file_id=found, by=TREASURER, at=AT)
    return found


def test_a_file_is_shown_booked_and_its_queue_emptied_through_the_doors(alfa, house):
    bills, client = house
    content = bgmax(
        (bills[0].ocr, FEE, {}),
        ("", FEE, {"name": "Medlem 002 ekonomi"}),
        (bills[0].ocr, FEE, {}),
        ("", 500, {"name": "Givare"}),
    )
    shown = upload(client, content)
    preview = shown.json()["preview"]
    assert (shown.status_code, preview["matched"], preview["waiting"], preview["known"]) == (201, 1, 3, 0)
    assert preview["rows"][2]["waits"][0]["code"] == "billing.bank.waits_paid"

    found = booked(alfa, client, content)
    told = client.get(f"/api/bank/files/{found}").json()
    assert (told["state"], told["looked_at"], told["matched"], told["waiting"]) == ("done", 4, 1, 3)
    assert told["preview"] is None
    assert told["total"] == 3 * FEE + 500
    queue = client.get("/api/bank/payments?state=waiting").json()
    assert queue["count"] == 3
    second, double, gift = queue["payments"]
    likely = second["suggestions"][0]
    assert likely["parts"][0]["invoice"]["number"] == "20170002"
    assert [one["code"] for one in likely["because"]] == [
        "billing.bank.because_name_like", "billing.bank.because_amount",
    ]  # fmt: skip

    parts = [{"invoice": one["invoice"]["id"], "amount": one["amount"]} for one in likely["parts"]]
    door = f"/api/bank/payments/{second['id']}"
    matched = client.post(f"{door}/matches", {"request": str(uuid4()), "parts": parts}, format="json").json()
    assert (matched["state"], matched["matches"][0]["number"]) == ("done", "20170002")
    sent = {"request": str(uuid4()), "amount": FEE, "reason": "Betald två gånger"}
    back = client.post(f"/api/bank/payments/{double['id']}/returns", sent, format="json").json()
    assert (back["state"], back["matches"][0]["kind"]) == ("done", "returned")
    aside = client.put(
        f"/api/bank/payments/{gift['id']}/aside", {"is_aside": True, "note": "Frågar"}, format="json"
    ).json()
    assert aside["state"] == "aside"
    sent = {"request": str(uuid4()), "account": 3990, "text": "Gåva"}
    income = client.post(f"/api/bank/payments/{gift['id']}/income", sent, format="json").json()
    assert income["state"] == "done"
    assert client.get("/api/bank").json()["waiting"] == 0
    assert [one["open"] for one in client.get("/api/bank/invoices?q=2017").json()] == [FEE, 0, 0]

    undone = client.post(
        f"/api/bank/matches/{matched['matches'][0]['id']}/undoing", {"reason": "Fel"}, format="json"
    ).json()
    assert (undone["state"], undone["left"]) == ("waiting", FEE)
    sent = {"request": str(uuid4()), "parts": [{"invoice": str(bills[1].pk), "amount": FEE + 1}]}
    refused = client.post(f"{door}/matches", sent, format="json")
    assert (refused.status_code, refused.json()["obstacles"][0]["code"]) == (
        409, "billing.bank.obstacle_not_left_so_much",
    )  # fmt: skip


def test_credits_are_listed_moved_and_paid_back(alfa, house):
    bills, client = house
    with inside(alfa):
        other = issued(bills[0].member, 100_000, origin="other")
    booked(alfa, client, bgmax((bills[0].ocr, FEE + 150_000, {"name": "Medlem 001 AB"})))
    credit = client.get("/api/bank/credits").json()
    assert [(one["number"], one["open"]) for one in credit] == [("20170001", -150_000)]
    door = f"/api/bank/credits/{bills[0].pk}"
    sent = {"request": str(uuid4()), "amount": 100_000, "to": str(other.pk)}
    assert client.post(f"{door}/moves", sent, format="json").status_code == 200
    sent = {"request": str(uuid4()), "amount": 50_000}
    assert client.post(f"{door}/returns", sent, format="json").status_code == 200
    assert client.get("/api/bank/credits").json() == []


def test_a_bad_file_is_400_with_its_row_and_a_list_asks_for_its_columns(alfa, house):
    _, client = house
    bad = upload(client, b"Datum;Belopp\n2017-01-31;10,00\nx;10,00\n")
    assert bad.status_code == 400
    assert bad.json()["fields"]["file"][0] == {
        "code": "billing.standards.fault_day", "params": {"row": 3, "value": "x"},
    }  # fmt: skip
    strange = "När;Kr\n2017-01-31;10,00\n".encode()
    assert (
        upload(client, strange).json()["fields"]["file"][0]["code"] == "billing.standards.fault_choose_column"
    )
    assert upload(client, strange, "headings").json() == {"names": ["När", "Kr"], "suggested": {}}
    columns = json.dumps({"on": "När", "amount": "Kr"})
    found = upload(client, strange, columns=columns)
    assert (found.status_code, found.json()["preview"]["total"]) == (201, 1_000)
    assert upload(client, strange, columns='{"x": "Kr"}').status_code == 400
    assert client.delete(f"/api/bank/files/{found.json()['id']}").status_code == 204
    assert client.get(f"/api/bank/files/{found.json()['id']}").status_code == 404


def test_an_auditor_looks_and_keeps_nothing_and_a_delegate_does_neither(alfa, house, person, client_of):
    _, client = house
    booked(alfa, client, bgmax(("", 500, {})))
    payment = client.get("/api/bank/payments").json()["payments"][0]
    with inside(alfa):
        auditor = client_of(alfa, person("auditor", name="Rut Ek"))
        delegate = client_of(alfa, person("delegate", name="Per Alm"))
    sent = {"request": str(uuid4()), "account": 3990, "text": "Gåva"}

    assert auditor.get("/api/bank").status_code == 200
    assert auditor.post(f"/api/bank/payments/{payment['id']}/income", sent, format="json").status_code == 403
    assert upload(auditor, b"x").status_code == 403
    assert delegate.get("/api/bank/payments").status_code == 403


def test_another_associations_payments_are_missing(alfa, bravo, house, person, client_of):
    _, client = house
    booked(alfa, client, bgmax(("", 500, {})))
    payment = client.get("/api/bank/payments").json()["payments"][0]
    with inside(bravo):
        stranger = client_of(bravo, person("treasurer", name="Siv Alm", email="siv@bravo.example"))
    sent = {"request": str(uuid4()), "account": 3990, "text": "Gåva"}

    assert stranger.post(f"/api/bank/payments/{payment['id']}/income", sent, format="json").status_code == 404
    assert stranger.get(f"/api/bank/files/{payment['file']}").status_code == 404
    assert stranger.get("/api/bank/payments").json() == {"count": 0, "payments": []}


def test_the_desk_tells_of_the_accounts_that_a_gift_can_be_booked_on(house):
    _, client = house

    told = client.get("/api/bank").json()["income_accounts"]

    assert {"number": 3990, "name_sv": "Övriga intäkter", "name_en": "Other income"} in told
    assert all(3000 <= one["number"] < 4000 for one in told)


def test_a_sum_told_of_twice_is_said_to_be_its_parts_through_the_door(alfa, house):
    bills, client = house
    parts = booked(alfa, client, bgmax((bills[0].ocr, FEE, {}), (bills[1].ocr, FEE, {})))
    booked(alfa, client, camt(("LB99", "", 2 * FEE, "Bankgirot")))
    found = client.get("/api/bank/payments?state=waiting").json()["payments"][0]
    assert [(one["file"], one["count"]) for one in found["same_money"]] == [(parts, 2)]

    door = f"/api/bank/payments/{found['id']}/known"
    said = client.post(door, {"request": str(uuid4()), "file": parts}, format="json")

    assert (said.status_code, said.json()["state"], said.json()["matches"][0]["kind"]) == (
        200,
        "done",
        "known",
    )
