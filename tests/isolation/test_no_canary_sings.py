"""T26: every endpoint of the OpenAPI document with another association's session and ids: 0 canaries."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from django.db import connection
from rest_framework.test import APIClient

from config import openapi
from kernel.tenancy import inside

METHODS = ("get", "post", "put", "patch", "delete")
PARAMETER = re.compile(r"\{(\w+)\}")


@pytest.fixture(scope="module")
def operations() -> list[tuple[str, str]]:
    """(address, method) of every door inside an association."""
    document = openapi.document()
    return [
        (path, method)
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item and "public site" not in item[method].get("tags", [])
    ]


def _bodies(ids):
    yield {}
    yield {
        "registration": ids["registration_id"],
        "venue": ids["venue_id"],
        "choice": "yes",
        "key": str(uuid.uuid4()),
        "replaces": None,
        "text_sv": "x",
        "method": "note",
        "total": 1,
        "item_no": 1,
        "kind": "yes_no",
        "question": "x?",
        "email": "x@x.example",
        "code": "123456",
        "token": ids["token"],
        "role": "observer",
        "name": "x",
        "delegate_name": "x",
        "delegate_email": "x@x.example",
        "lunch": True,
    }
    yield {
        "id": str(uuid.uuid4()),
        "kind": "speech",
        "registration": ids["registration_id"],
        "name": "x",
        "venue": ids["venue_id"],
        "request": ids["request_id"],
        "before": ids["request_id"],
        "reason": "x",
        "turn": 0,
        "limit_s": 60,
        "seconds": 60,
        "policy": "fifo",
        "step": 1,
    }


def _filled(path, ids):
    missing = set(PARAMETER.findall(path)) - set(ids)
    assert not missing, f"the fixture has nothing of Alfa's for {missing} in {path}"
    return PARAMETER.sub(lambda found: ids[found.group(1)], path)


def _call(client, method, path, body):
    if method == "get":
        return client.get(path)
    return getattr(client, method)(path, body, format="json")


def _sings(answer, canary) -> bool:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = content.decode("utf-8", "replace") + json.dumps(dict(answer.headers), ensure_ascii=False)
    escaped = json.dumps(canary)[1:-1]
    return canary.lower() in text.lower() or escaped.lower() in text.lower()


@pytest.mark.torture
def test_no_door_of_bravo_opens_on_anything_of_alfas(full_alfa, bravo, person, client_of, operations, canary):
    with inside(bravo):
        everybody = person(
            "office", "chair", "secretary", "teller", "host", "delegate", "observer", name="Berit Bravo"
        )
    client = client_of(bravo, everybody)
    nothing = {k: str(uuid.uuid4()) if k.endswith("_id") and "-" in v else v for k, v in full_alfa.items()}
    singing, crashes, differing, calls = [], [], [], 0
    for path, method in operations:
        if (path, method) == ("/api/session", "delete"):
            continue  # would sign the intruder out
        for body in _bodies(full_alfa):
            answer = _call(client, method, _filled(path, full_alfa), body)
            calls += 1
            if _sings(answer, canary):
                singing.append((method, path))
            if answer.status_code >= 500:
                crashes.append((method, path, answer.status_code))
            if "_id}" in path:
                same = _call(client, method, _filled(path, nothing), body)
                if answer.status_code != same.status_code:
                    differing.append((method, path, answer.status_code, same.status_code))

    assert calls > 80
    assert (singing, crashes, differing) == ([], [], [])


@pytest.mark.torture
def test_alfas_own_cookie_opens_nothing_at_bravos_host(
    full_alfa, alfa, bravo, person, client_of, operations, canary
):
    with inside(alfa):
        someone = person("office", "chair", name="Anna Alfa")
    cookies = client_of(alfa, someone).cookies
    singing, opened = [], []
    for path, method in operations:
        client = APIClient(HTTP_HOST="bravo.localhost")
        client.cookies = cookies
        answer = _call(client, method, _filled(path, full_alfa), list(_bodies(full_alfa))[1])
        if _sings(answer, canary):
            singing.append((method, path))
        if answer.status_code < 300 and "_id}" in path:
            opened.append((method, path, answer.status_code))

    assert (singing, opened) == ([], [])


def test_the_canaries_sing_at_home(full_alfa, alfa, person, client_of, operations, canary):
    """The leak test contains something that could leak: at Alfa's own host the same doors show it."""
    with inside(alfa):
        someone = person("office", "chair", "secretary", name="Anna Alfa")
    client = client_of(alfa, someone)
    paths = [path for path, method in operations if method == "get"]
    singing = [path for path in paths if _sings(client.get(_filled(path, full_alfa)), canary)]

    assert len(singing) >= 8


@pytest.mark.torture
def test_naive_twin_a_look_up_that_names_the_schema_itself_sings_at_bravos_host(full_alfa, bravo, canary):
    with inside(bravo), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM alfa.members_member WHERE id = %s", [full_alfa["member_id"]])
        assert canary in cursor.fetchone()[0]


A_PERSONS = ("/minutes/comments", "/minutes/versions", "/minutes/scans")
"""Where a verb is not enough: a comment is its maker's, and a meeting's minutes are its own secretary's."""


@pytest.mark.torture
def test_the_role_table_decides_at_every_door(full_alfa, alfa, person, client_of, operations):
    """T37: each role at each door: 403 exactly where the table has no verb for it."""
    from config.catalogue import doors
    from kernel.doors import ANYONE, SIGNED_IN
    from kernel.permissions import TABLE, Role

    verb_of = {
        (re.sub(r"<\w+:(\w+)>", r"{\1}", address), method.lower()): verb
        for method, address, verb, _ in doors()
    }
    wrong = []
    for role, verbs in TABLE.items():
        with inside(alfa):
            # A delegate's own registration is theirs alone, so the delegate is the one who has it.
            own = "ombud@kanarie.example" if role == Role.DELEGATE else None
            someone = person(role.value, name=f"En {role.value}", email=own)
        client = client_of(alfa, someone)
        for path, method in operations:
            verb = verb_of[path, method]
            if (path, method) == ("/api/session", "delete"):
                continue
            forbidden = _call(client, method, _filled(path, full_alfa), {}).status_code == 403
            allowed = verb in {ANYONE, SIGNED_IN} or verb in verbs
            if forbidden == allowed and not (forbidden and any(part in path for part in A_PERSONS)):
                wrong.append((role.value, method, path, verb))

    assert wrong == []
