"""Doors to adjusting and signing: who may, what they answer, and the public check that needs nobody."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.voting.minutes.room import code_in

SCAN = b"\x89PNG\r\n\x1a\n scanned"


@pytest.fixture
def desk(room: Any, client_of: Any, monkeypatch: Any) -> Any:
    """desk("chair", "POST", "versions", body): what the door answers to one of the four."""
    from kernel import clock

    monkeypatch.setattr(clock, "now", lambda: room.at)
    clients: dict[str, Any] = {}

    def ask(who: str, method: str, what: str, body: Any = None, **more: Any) -> Any:
        user = room.people.get(who, who if not isinstance(who, str) else None)
        key = str(user.pk) if user is not None else ""
        clients.setdefault(key, client_of(room.network, user))
        at = what if what.startswith("/api/") else f"/api/meetings/{room.meeting}/minutes{what}"
        more = more or {"format": "json"}
        return getattr(clients[key], method.lower())(at, body, **more)

    return ask


def test_the_whole_way_over_http(room: Any, desk: Any) -> None:
    assert desk("secretary", "POST", "/versions").status_code == 201
    assert [letter.to for letter in mail.outbox] == [[p.email] for p in room.people.values()]
    made = desk("adjuster1", "POST", "/comments", {"item_no": 22, "text": "Klockslaget?"})
    comment = made.json()[0]
    assert (comment["name"], comment["role"], comment["outcome"]) == ("Eva Rask", "adjuster", "")
    answer = {"outcome": "kept", "answer": "Ur händelseloggen."}
    assert desk("secretary", "POST", f"/api/minutes/comments/{comment['id']}", answer).status_code == 200
    sha256 = desk("secretary", "GET", "/state").json()["sha256"]
    mail.outbox.clear()
    for who in room.people:
        assert desk(who, "POST", "/approvals", {"sha256": sha256}).status_code == 200
    assert len(mail.outbox) == 4, "the last approval calls all to sign"
    for who in room.people:
        mail.outbox.clear()
        sent = desk(who, "POST", "/signing-codes")
        assert sent.json() == {"email": room.people[who].email, "minutes": 10}
        body = {"sha256": sha256, "code": code_in(mail.outbox[0])}
        assert desk(who, "POST", "/signatures", body).status_code == 200

    state = desk("adjuster2", "GET", "/state").json()
    assert (state["state"], state["path"], state["me"]["signs"]) == ("complete", "electronic", True)
    pdf = desk("chair", "GET", ".pdf").content
    assert hashlib.sha256(pdf).hexdigest() == state["file"]
    assert desk("chair", "GET", f"/files/{state['annexes'][0]['sha256']}").status_code == 200
    assert desk("chair", "GET", "/bundle.zip").getvalue().startswith(b"PK")


def test_anybody_checks_a_file_and_learns_of_no_other(room: Any, desk: Any) -> None:
    version = room.freeze()

    known = desk("", "GET", f"/api/checks/{version.sha256}").json()
    other = desk("", "GET", f"/api/checks/{'0' * 64}").json()

    assert (known["known"], known["file"]["kind"]) == (True, "minutes")
    assert (other["known"], other["file"]) == (False, None)
    assert desk("", "GET", f"/files/{version.sha256}").status_code == 401


def test_another_associations_files_are_not_known(room: Any, bravo: Any, client_of: Any) -> None:
    version = room.freeze()

    answer = client_of(bravo).get(f"/api/checks/{version.sha256}").json()

    assert answer == {"known": False, "association": bravo.name, "file": None}


def test_the_certificate_is_public_once_there_is_one(room: Any, desk: Any) -> None:
    assert desk("", "GET", "/api/minutes/authority.pem").status_code == 404
    room.freeze()
    room.approve()
    room.sign("chair")

    answer = desk("", "GET", "/api/minutes/authority.pem")

    assert answer.content.startswith(b"-----BEGIN CERTIFICATE-----")
    assert b"PRIVATE" not in answer.content


@pytest.mark.parametrize(
    ("method", "what"),
    [
        ("POST", "/versions"),
        ("GET", "/comments"),
        ("POST", "/comments"),
        ("POST", "/approvals"),
        ("POST", "/signing-codes"),
        ("POST", "/signatures"),
        ("POST", "/scans"),
        ("POST", "/extracts"),
    ],
)
def test_a_delegate_reads_and_does_nothing_else(
    room: Any, desk: Any, person: Any, method: str, what: str
) -> None:
    room.people["delegate"] = person("delegate", name="Anna Hed")
    told = room.told()

    assert desk("delegate", method, what).status_code == 403
    assert room.told() == told
    assert desk("delegate", "GET", "/state").status_code == 200


def test_the_signed_paper_is_uploaded_and_kept(room: Any, desk: Any) -> None:
    room.freeze()
    room.approve()
    wrong = {"file": SimpleUploadedFile("protokoll.pdf", b"MZ not a scan")}
    assert desk("secretary", "POST", "/scans", wrong, format="multipart").status_code == 400

    body = {"file": SimpleUploadedFile("protokoll.png", SCAN)}
    answer = desk("secretary", "POST", "/scans", body, format="multipart")

    assert (answer.json()["state"], answer.json()["path"]) == ("complete", "paper")
    kept = desk("secretary", "GET", f"/files/{hashlib.sha256(SCAN).hexdigest()}")
    assert kept.content == SCAN
    assert kept["Content-Type"] == "image/png"
    assert kept["Content-Disposition"].startswith("attachment")


def test_an_extract_says_what_it_would_tell_before_it_is_made(room: Any, desk: Any) -> None:
    room.freeze()

    view = desk("secretary", "GET", "/extracts?items=7,8,9,14,15").json()
    refused = desk("secretary", "POST", "/extracts", {"items": [21]})
    made = desk("secretary", "POST", "/extracts", {"items": view["suggested"]})

    assert view["obstacles"] == []
    assert view["suggested"] == [7, 8, 9, 14, 15]
    assert view["contents"][0] == {
        "words": "Föreningen är bildad", "where": "§\u00a07", "needed_by": "Skatteverket, banken",
    }  # fmt: skip
    assert refused.status_code == 409
    assert made.status_code == 201


def test_the_frozen_text_is_what_is_read_and_the_draft_is_there_for_who_works(room: Any, desk: Any) -> None:
    room.freeze()
    room.change_the_text("Mötets slut")

    standing = desk("chair", "GET", "").json()["items"][-1]["heading"]
    draft = desk("secretary", "GET", "?version=draft").json()["items"][-1]["heading"]

    assert (standing, draft) == ("Mötets avslutande", "Mötets slut")
