"""The doors: who may, what they answer, and a ceremony through them alone."""

from __future__ import annotations

import pytest

ROUNDS = ["certificate", "confirmation", "polynomial", "share"]


@pytest.fixture
def at(table):
    """at("list"): the door's address."""
    return lambda rest="": f"/api/meetings/{table.meeting}/ceremony{'/' + rest if rest else ''}"


@pytest.fixture
def client(table, in_alfa, client_of):
    return lambda device: client_of(in_alfa, device.user)


@pytest.fixture
def chair(in_alfa, person, client_of):
    return client_of(in_alfa, person("chair", name="Stina Malm"))


def test_a_ceremony_through_the_doors(table, client, chair, at, in_alfa):
    from django.db import connection

    def ask(client, rest, **body):
        answer = client.post(at(rest), body, format="json")
        connection.set_tenant(in_alfa)
        assert answer.status_code == 200, answer.json()
        return answer.json()

    for device in table.devices:
        shown = ask(client(device), "certificate", certificate=device.certificate())
    frozen = ask(chair, "list", officers=[one["id"] for one in shown["officers"]], threshold=2)
    assert ask(chair, "list", officers=[one["id"] for one in shown["officers"]], threshold=2) == frozen
    for device in table.devices:
        ask(client(device), "confirmation", **device.confirmation(frozen))
    for device in table.devices:
        dealt = ask(client(device), "polynomial", polynomial=device.polynomial(frozen))
    assert [one["dealt"] for one in dealt["officers"]] == [True, True, True]
    for device in table.devices:
        mine = client(device).get(at()).json()
        connection.set_tenant(in_alfa)
        ready = ask(client(device), "share", share=device.share(mine))

    assert (ready["state"], len(ready["trustees_hash"])) == ("ready", 64)
    theirs = chair.get(at()).json()
    assert (theirs["input"], theirs["kept_key"]) == (None, None)
    assert theirs["trustees"] == ready["trustees"]


@pytest.mark.parametrize("rest", ROUNDS)
def test_only_tellers_and_adjusters_take_part(chair, at, rest):
    assert chair.post(at(rest), {}, format="json").status_code == 403


@pytest.mark.parametrize("rest", ["list", "void"])
def test_only_the_chair_and_the_secretary_lead(table, client, at, rest):
    assert client(table.devices[0]).post(at(rest), {}, format="json").status_code == 403


def test_a_delegate_and_a_guest_see_nothing(table, in_alfa, client_of, person, at):
    delegate = client_of(in_alfa, person("delegate", name="Ombud"))
    assert delegate.get(at()).status_code == 403
    assert client_of(in_alfa).get(at()).status_code == 401


@pytest.mark.parametrize("rest", ROUNDS)
def test_what_cannot_be_read_names_its_field(table, client, at, rest):
    answer = client(table.devices[0]).post(at(rest), {}, format="json")

    assert answer.status_code == 400
    assert set(answer.json()["fields"]) <= {"certificate", "pin", "commitment", "polynomial", "share"}


def test_a_huge_or_deep_message_is_no_more_than_malformed(table, client, at):
    deep = current = {}
    for _ in range(60):
        current["message"] = current = {}

    for wrong in (deep, {"message": "x" * 20000, "signature": {"challenge": "1", "response": "1"}}, 7, "7"):
        answer = client(table.devices[0]).post(at("certificate"), {"certificate": wrong}, format="json")
        assert answer.status_code == 400
