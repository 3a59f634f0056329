"""With the last signature under the minutes, what officers' devices sent each other is gone, everywhere."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.torture import traces
from tests.torture.naive import sql
from tests.voting.ceremony.conftest import Device, Table
from tests.voting.minutes.room import make_room
from voting.belenios.channel import new_seed


@pytest.fixture
def made(in_alfa: Any, person: Any, now: Any) -> Any:
    """Minutes that all have approved, of a meeting whose officers made a key."""
    from voting.meetings.models import Meeting

    room = make_room(in_alfa, person, at=now, closed=False)
    people = [person("teller", name="Ada Ek"), person("teller", name="Bo Fors"), room.people["adjuster1"]]
    room.table = Table(room.meeting, [Device(one, new_seed()) for one in people])
    room.table.reach("ready")
    Meeting.objects.filter(pk=room.meeting).update(state="closed", closed_at=now + timedelta(hours=2))
    room.freeze()
    room.approve()
    return room


def messages() -> list[str]:
    """What was encrypted in each message: it stands nowhere in public, in no other writing."""
    from voting.ceremony.models import Officer

    texts = "\n".join(text for row in Officer.objects.values_list("polynomial", "share") for text in row)
    return re.findall(r"data\W+([0-9a-f]{60})", texts)


def found(pieces: list[str]) -> int:
    """How many of them stand in any row of any table of the association and of what all share."""
    rows = "\n".join(row for table in traces.tables() for (row,) in sql(f"SELECT t::text FROM {table} t"))
    return sum(piece in rows for piece in pieces)


def test_the_last_signature_erases_them_and_none_before(made: Any) -> None:
    from voting.ceremony.queries import trustees_of

    pieces, key = messages(), trustees_of(made.meeting)
    assert found(pieces) == len(pieces) == 15  # a polynomial, three shares and a kept key of each
    *others, last = made.people
    made.sign(*others)
    assert found(pieces) == 15

    made.sign(last, later=timedelta(minutes=1))

    assert (messages(), found(pieces)) == ([], 0)
    assert trustees_of(made.meeting) == key != ""
    shown = made.table.shown(made.table.devices[0])
    assert (shown["is_erased"], shown["input"], shown["kept_key"]) == (True, None, None)


def test_so_does_a_scan_of_what_was_signed_on_paper(made: Any) -> None:
    pieces = messages()

    made.file_paper(b"%PDF-1.7 scanned by hand")

    assert (messages(), found(pieces)) == ([], 0)


def test_minutes_without_a_key_are_signed_as_ever(in_alfa: Any, person: Any, now: Any) -> None:
    from journal.models import Entry

    room = make_room(in_alfa, person, at=now)
    room.freeze()
    room.approve()

    room.file_paper(b"%PDF-1.7 scanned by hand")

    assert not Entry.objects.filter(kind="voting.ceremony.messages_erased").exists()
