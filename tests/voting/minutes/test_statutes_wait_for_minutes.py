"""A change of the statutes holds when the minutes of its meeting are approved (§ 14 mom. 3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from kernel.actor import Actor

ITEM = 18


@pytest.fixture
def waiting(room: Any) -> Any:
    """The meeting of the room adopted 1.1 under § 18, over 1.0 that holds since a year."""
    from tenants.statutes import actions
    from tenants.statutes.models import Version

    proposed, by = Version.objects.get(status="proposed"), Actor.system()
    standing = actions.adopt(
        base=proposed, changes=[], number="1.0", meeting=proposed.pk, item_no=9,
        in_force_from=date(2015, 10, 11), by=by, at=room.at - timedelta(days=365),
    )  # fmt: skip
    return actions.adopt(
        base=standing, changes=[], number="1.1", meeting=room.meeting, item_no=ITEM,
        in_force_from=room.at.date(), awaits_minutes=True, by=by, at=room.at - timedelta(hours=4),
    )  # fmt: skip


def holds() -> str:
    from tenants.statutes import queries

    version = queries.in_force()
    assert version is not None
    return f"{version.number} from {version.in_force_from}"


def told() -> list[str]:
    from journal.models import Entry

    return list(Entry.objects.filter(kind="tenants.statutes.in_force").values_list("body__number", flat=True))


def test_the_last_signature_puts_it_in_force_and_no_earlier_one(room: Any, waiting: Any) -> None:
    room.freeze()
    room.approve()
    room.sign("secretary", "chair", "adjuster1")
    assert (holds(), told()) == ("1.0 from 2015-10-11", [])

    room.sign("adjuster2", later=timedelta(days=3))

    waiting.refresh_from_db()
    day = (room.at + timedelta(days=3)).date()
    assert (waiting.status, waiting.in_force_from) == ("adopted", day)
    assert (holds(), told()) == (f"1.1 from {day}", ["1.1"])


def test_the_signed_paper_puts_it_in_force_once(room: Any, waiting: Any) -> None:
    room.freeze()
    room.approve()
    room.file_paper(b"%PDF-1.7 scanned by hand")
    room.file_paper(b"%PDF-1.7 scanned by hand")

    assert (holds(), told()) == (f"1.1 from {room.at.date()}", ["1.1"])


def test_minutes_of_another_meeting_put_nothing_in_force(room: Any, waiting: Any) -> None:
    from tenants.statutes.models import Version

    Version.objects.filter(pk=waiting.pk).update(meeting=waiting.pk)
    room.freeze()
    room.approve()
    room.sign()

    assert room.state()["state"] == "complete"
    assert (holds(), told()) == ("1.0 from 2015-10-11", [])
