"""The file of everything: all of one association, and not a word of another's."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from uuid import UUID

import pytest
from django.db import connection

from config import exporting
from kernel import clock
from kernel.actor import Actor
from kernel.tenancy import inside
from tenants.exports import actions
from tenants.exports.rules import File

BOARD = Actor(id=None, name="Bo Styrelse", roles=frozenset({"board"}))
OTHER = "Blåmes"


def packed(network) -> dict[str, bytes]:
    """Path → bytes of an association's export, with what lies in zips inside it."""
    with inside(network):
        key = UUID(int=1 + len(network.slug))
        actions.ask_export(key=key, language="sv", by=BOARD, at=clock.now())
        actions.make_export(export_id=key, now=clock.now)
        _, whole = actions.fetch_export(export_id=key, by=BOARD, at=clock.now())
        content = whole.read()
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        for name in pack.namelist():
            found[name] = pack.read(name)
            if name.endswith(".zip"):
                with zipfile.ZipFile(io.BytesIO(found[name])) as inner:
                    found |= {f"{name}/{one}": inner.read(one) for one in inner.namelist()}
    return found


def sings(content: bytes, bird: str) -> bool:
    text = content.decode("utf-8", "replace").lower()
    return bird.lower() in text or json.dumps(bird)[1:-1].lower() in text


def singing(files: dict[str, bytes], bird: str) -> set[str]:
    return {name for name, content in files.items() if sings(content, bird)}


@pytest.fixture
def inhabited_bravo(bravo):
    from tenants.members.models import Member

    with inside(bravo):
        Member.objects.create(
            number="0001", name=f"{OTHER} AB", org_number="559990-0015", kind="company", contact_name=OTHER,
            contact_email="ombud@blames.example", created_at=clock.now(),
        )  # fmt: skip
    return bravo


@pytest.mark.django_db
def test_everything_of_one_association_and_nothing_of_another(full_alfa, alfa, inhabited_bravo, canary):
    of_alfa, of_bravo = packed(alfa), packed(inhabited_bravo)

    assert singing(of_bravo, canary) == set()
    assert singing(of_alfa, OTHER) == set()
    assert singing(of_bravo, OTHER) == {"register/members.csv", "register/members.jsonl"}
    sung = singing(of_alfa, canary)
    for part in (
        "register/members.csv", "register/people.jsonl", "statutes/0.9-proposed.md",
        "meetings/meetings.jsonl", "meetings/registrations.jsonl", "meetings/proxies.jsonl",
        "meetings/motions.jsonl", "meetings/nominations.jsonl", "invoices/invoices.jsonl",
        "books/vouchers.jsonl", "books/entries.jsonl", "bank/payments.jsonl",
        "online/charges.jsonl", "invoices/reminders.jsonl", "journal/journal.jsonl",
    ):  # fmt: skip
        assert part in of_alfa, part
        if not part.endswith("entries.jsonl"):
            assert part in sung, part
    assert any(name.startswith("invoices/") and name.endswith(".pdf") for name in of_alfa)
    assert any(name.endswith("minutes.zip") for name in of_alfa)
    bank = [name for name in of_alfa if name.startswith("bank/") and name.endswith(".txt")]
    assert [canary in of_alfa[name].decode("latin-1") for name in bank] == [True]
    assert not [name for name in of_alfa if name.endswith(".could-not-be-had.txt")]


@pytest.mark.django_db
def test_the_sums_and_the_chain_hold_for_whoever_has_only_the_file(full_alfa, alfa):
    found = packed(alfa)
    sums = dict(line.split("  ", 1)[::-1] for line in found["SHA256SUMS"].decode().splitlines())
    facts = [json.loads(line) for line in found["journal/journal.jsonl"].splitlines()]

    outer = {name for name in found if ".zip/" not in name and name != "SHA256SUMS"}
    assert set(sums) == outer
    assert all(hashlib.sha256(found[name]).hexdigest() == digest for name, digest in sums.items())
    head = hashlib.sha256(b"stadga").digest()
    for fact in facts:
        assert bytes.fromhex(fact["previous"]) == head
        head = hashlib.sha256(head + fact["text"].encode()).digest()
        assert bytes.fromhex(fact["hash"]) == head
    assert len(facts) > 5


@pytest.mark.django_db
def test_nothing_in_it_opens_a_door_or_tells_how_an_open_vote_stands(full_alfa, alfa):
    """Keys to sign in, to the projector, to pay by; and the one ballot of the vote under way."""
    from accounts.models import User
    from billing.invoices.models import Invoice
    from billing.invoices.queries import pay_token
    from voting.meetings.models import Meeting

    found = b"\n".join(packed(alfa).values())
    with inside(alfa):
        keys = [
            *User.objects.values_list("session_key", flat=True),
            *Meeting.objects.values_list("projector_key", flat=True),
            *Invoice.objects.exclude(pay_mark="").values_list("pay_mark", flat=True),
            pay_token(UUID(full_alfa["invoice_id"])),
            full_alfa["token"],
        ]

    assert len(keys) > 4
    assert [key for key in keys if key.encode() in found] == []
    assert b"KAN-ARIE" not in found


@pytest.mark.django_db
def test_a_list_of_files_that_names_a_schema_itself_is_found_out(
    full_alfa, alfa, inhabited_bravo, canary, settings, monkeypatch
):
    """The naive way: a query that does not go by the association at work."""

    def leaking(*, language, at):
        def members():
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT name FROM "{alfa.schema_name}".members_member')
                return "\n".join(name for (name,) in cursor.fetchall()).encode()

        return [*exporting.files(language=language, at=at), File("register/all.txt", members)]

    monkeypatch.setattr(exporting, "leaking", leaking, raising=False)
    settings.EXPORT_FILES = "config.exporting.leaking"

    assert singing(packed(inhabited_bravo), canary) == {"register/all.txt"}
