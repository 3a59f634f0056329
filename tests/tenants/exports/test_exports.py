"""The file of everything: asked for, made, fetched, let go; whose it is; and that nothing stops it."""

from __future__ import annotations

import io
import os
import tempfile
import tracemalloc
import zipfile
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from journal.models import Entry
from kernel import clock
from kernel.actor import Actor
from kernel.errors import Missing
from kernel.tenancy import inside
from tenants.exports import actions, queries, rules
from tenants.exports.models import Export, Piece
from tenants.exports.rules import File

BOARD = Actor(id=None, name="Bo Styrelse", roles=frozenset({"board"}))
KEY = UUID(int=7)
MB = 1_000_000
AT = clock.now()
LITTLE: list[File] = []


def little(*, language, at):
    return LITTLE


@pytest.fixture
def small(in_alfa, settings):
    """Alfa, whose everything is two small files."""
    settings.EXPORT_FILES = f"{__name__}.little"
    LITTLE[:] = [File("a.txt", lambda: b"a"), File("b.txt", lambda: b"b" * 10)]
    return in_alfa


def made(key=KEY, at=AT):
    actions.ask_export(key=key, language="sv", by=BOARD, at=at)
    return actions.make_export(export_id=key, now=lambda: at)


def fetched(key=KEY, at=AT):
    _, whole = actions.fetch_export(export_id=key, by=BOARD, at=at)
    with zipfile.ZipFile(io.BytesIO(whole.read())) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def facts():
    rows = Entry.objects.filter(kind__startswith="tenants.exports.").order_by("pk")
    return [(one.kind.rpartition(".")[2], one.by_name) for one in rows]


def test_asked_for_made_and_fetched_and_each_stands_in_the_record(small):
    row = made()

    assert (row.state, row.total, row.packed, row.tries) == ("done", 2, 2, 1)
    assert {name: body for name, body in fetched().items() if name != "SHA256SUMS"} == {
        "a.txt": b"a", "b.txt": b"b" * 10,
    }  # fmt: skip
    assert facts() == [("asked", "Bo Styrelse"), ("made", "Stadga"), ("fetched", "Bo Styrelse")]


def test_asked_twice_it_is_one_and_while_one_is_being_made_that_one_is_it(small):
    first = actions.ask_export(key=KEY, language="sv", by=BOARD, at=AT)
    again = actions.ask_export(key=KEY, language="sv", by=BOARD, at=AT)
    other = actions.ask_export(key=uuid4(), language="en", by=BOARD, at=AT)

    assert {first.pk, again.pk, other.pk} == {KEY}
    assert facts() == [("asked", "Bo Styrelse")]
    with pytest.raises(IntegrityError), transaction.atomic():
        Export.objects.create(language="sv", asked_at=AT)


def test_a_large_one_is_kept_in_pieces_and_comes_whole(small, monkeypatch):
    monkeypatch.setattr(rules, "PIECE", 100)
    made()

    assert Piece.objects.count() > 2
    assert fetched()["b.txt"] == b"b" * 10


def test_the_newest_takes_the_place_of_the_one_before_and_goes_after_a_week(small):
    made()
    later = AT + timedelta(days=1)
    made(UUID(int=8), at=later)
    with pytest.raises(Missing):
        fetched()
    assert actions.let_go(at=later + timedelta(days=6)) == 0
    assert actions.let_go(at=later + timedelta(days=7)) == 1

    assert Piece.objects.count() == 0
    assert Export.objects.filter(gone_at=None).count() == 0
    with pytest.raises(Missing):
        fetched(UUID(int=8))


def test_a_worker_that_dies_is_followed_by_another_and_after_three_it_has_failed(small):
    """The first file kills whoever packs it."""

    class Killed(BaseException):
        pass

    def kill():
        raise Killed

    LITTLE[:] = [File("a.txt", kill)]
    actions.ask_export(key=KEY, language="sv", by=BOARD, at=AT)
    for n in range(3):
        at = AT + n * (rules.CLAIM + timedelta(minutes=1))
        with pytest.raises(Killed):
            actions.make_export(export_id=KEY, now=lambda at=at: at)
        assert queries.unmade(at=at) == []
        assert actions.make_export(export_id=KEY, now=lambda at=at: at) is None, "somebody is at it"
    at += rules.CLAIM + timedelta(minutes=1)

    assert queries.unmade(at=at) == [KEY]
    assert actions.make_export(export_id=KEY, now=lambda: at) is None
    assert queries.export(KEY).state == "failed"
    LITTLE[:] = [File("a.txt", lambda: b"a")]
    assert made(UUID(int=8), at=at).state == "done", "another can be asked for"


def test_a_file_that_cannot_be_had_keeps_no_other_from_going_home(small):
    def not_there():
        raise Missing

    LITTLE.insert(0, File("lost.pdf", not_there))
    made()

    assert set(fetched()) == {"lost.pdf.could-not-be-had.txt", "a.txt", "b.txt", "SHA256SUMS"}


def test_how_far_it_has_come_is_told_while_it_is_made(small, monkeypatch):
    monkeypatch.setattr(actions, "TELLS_EVERY", -1.0)
    seen = []
    LITTLE[:] = [File(f"{n}.txt", lambda: seen.append(queries.export(KEY).packed) or b"x") for n in range(3)]
    made()

    assert seen == [0, 1, 2]


def most_at_once(act):
    """Bytes that Python held more than before while it was done."""
    tracemalloc.start()
    try:
        act()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_what_is_large_is_packed_and_fetched_piece_by_piece(small, monkeypatch):
    """Eight attachments and a large file, none of which a zip makes smaller."""
    monkeypatch.setattr(actions, "SMALL", MB)
    one, large = os.urandom(MB), os.urandom(MB) * 16

    def on_disk():
        there = tempfile.TemporaryFile()  # noqa: SIM115  whoever packs it closes it
        there.write(large)
        there.seek(0)
        return there

    LITTLE[:] = [File(f"{n}.pdf", lambda: bytes(bytearray(one))) for n in range(8)]
    LITTLE.append(File("minutes.zip", on_disk))

    def fetch(take):
        _, whole = actions.fetch_export(export_id=KEY, by=BOARD, at=AT)
        with whole:
            return take(whole)

    packing = most_at_once(made)
    size = queries.export(KEY).size
    fetching = most_at_once(lambda: fetch(lambda whole: all(iter(lambda: whole.read(MB), b""))))
    naive = most_at_once(lambda: fetch(lambda whole: whole.read()))

    assert size > 24 * MB
    assert packing < 8 * MB
    assert fetching < 12 * MB < 24 * MB < naive
    assert fetch(lambda whole: zipfile.ZipFile(whole).read("minutes.zip")) == large


@pytest.fixture
def doors(alfa, person, client_of):
    """doors(role) → a client signed in at Alfa."""

    def signed_in(*roles):
        with inside(alfa):
            return client_of(alfa, person(*roles, name="N N", email=f"{'-'.join(roles)}@alfa.example"))

    return signed_in


def test_it_is_the_boards_and_the_offices_only_where_there_is_no_board(small, alfa, doors):
    office = doors("office")
    before = office.get("/api/export").status_code
    board = doors("board")
    after = [doors(role).get("/api/export").status_code for role in ("treasurer", "auditor", "delegate")]

    assert (before, board.get("/api/export").status_code) == (200, 200)
    assert [office.get("/api/export").status_code, *after] == [403] * 4
    assert office.post("/api/export", {"key": str(KEY)}, format="json").status_code == 403


def test_the_doors_ask_tell_and_give_the_file(small, alfa, doors):
    board = doors("board", "office")
    nothing = board.get("/api/export").json()
    asked = board.post("/api/export", {"key": str(KEY), "language": "en"}, format="json")
    with inside(alfa):
        too_early = board.get(f"/api/export/{KEY}/file").status_code
    with inside(alfa):
        actions.make_export(export_id=KEY, now=clock.now)
    told = board.get("/api/export").json()["newest"]
    answer = board.get(f"/api/export/{KEY}/file")
    content = b"".join(answer.streaming_content)

    assert (nothing, asked.status_code, too_early) == ({"newest": None}, 202, 404)
    assert (told["state"], told["packed"], told["total"], told["asked_by"]) == ("done", 2, 2, "N N")
    assert (answer["Content-Type"], int(answer["Content-Length"])) == ("application/zip", len(content))
    assert answer["Content-Disposition"].startswith('attachment; filename="alfa-')
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
