"""A file under an item becomes an annex of the minutes with its checksum, and stays what it was."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config import iec
from kernel.errors import Forbidden, Malformed
from voting.minutes import actions, queries
from voting.minutes.rules import attaching

PDF = b"%PDF-1.7 one page"
SUM = hashlib.sha256(PDF).hexdigest()


def attach(room: Any, no: int = 12, content: bytes = PDF, who: str = "secretary", **more: Any) -> Any:
    at = room.at + more.pop("later", timedelta())
    return actions.attach_file(
        meeting_id=room.meeting, no=no, content=content, by=room.actor(who), at=at, **more
    )


def listed(room: Any) -> dict[str, tuple[str, str]]:
    return {one.kind: (one.file, one.sha256) for one in queries.draft(room.meeting).annexes}


def told(room: Any) -> tuple[Any, Any]:
    from voting.minutes.models import Attachment

    return room.told(), list(Attachment.objects.order_by("pk").values("pk", "removed_at"))


def test_the_budget_annex_gets_its_file_and_checksum_and_goes_with_the_frozen_text(room: Any) -> None:
    assert listed(room)["budget"] == ("", "")

    made = attach(room, title="Budget")
    name = f"budget-{SUM[:8]}.pdf"

    assert listed(room)["budget"] == (name, SUM)
    version = room.freeze()
    annex = version.annexes.get(kind="budget")
    assert (annex.sha256, annex.media_type, annex.items, bytes(annex.content)) == (
        SUM, "application/pdf", [12], PDF,
    )  # fmt: skip
    assert annex.name.endswith(name)
    _, bundle = queries.bundle_of(room.meeting)
    assert zipfile.ZipFile(bundle).read(annex.name) == PDF
    assert queries.check(SUM)["file"]["annex"] == {"no": annex.no, "title": "Budget"}
    assert made.sha256 == SUM


def test_any_other_file_is_an_annex_of_its_own_after_those_of_the_meeting(room: Any) -> None:
    attach(room, 3, title="Instruktion för rösträknare")
    attach(room, 12)
    attach(room, 12, content=PDF + b" two", title="Kalkyl", later=timedelta(minutes=1))

    annexes = queries.draft(room.meeting).annexes
    own = [(one.title, one.ref.replace("\u00a0", " ")) for one in annexes if one.kind.startswith("file_")]

    assert own == [("Instruktion för rösträknare", "§ 3"), ("Kalkyl", "§ 12")]
    assert [one.no for one in annexes] == list(range(1, len(annexes) + 1))
    version = room.freeze()
    assert version.annexes.filter(media_type="application/pdf").count() == 3
    assert {a.kind for a in version.annexes.all()} >= {one.kind for one in annexes if one.sha256}


def test_the_same_file_again_is_the_same_and_taken_away_twice_is_once(room: Any) -> None:
    made = attach(room)
    before = told(room)

    assert attach(room).pk == made.pk
    assert told(room) == before

    actions.remove_file(attachment_id=made.pk, by=room.actor("secretary"), at=room.at)
    gone = told(room)
    actions.remove_file(attachment_id=made.pk, by=room.actor("secretary"), at=room.at)

    assert told(room) == gone
    assert listed(room)["budget"] == ("", "")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "platform.kernel.field_required"),
        (b"PK\x03\x04 a zip", "voting.minutes.file_not_a_pdf"),
        (PDF + b"\0" * attaching.MAX_BYTES, "voting.minutes.file_annex_too_large"),
    ],
)
def test_what_is_no_pdf_of_a_reasonable_size_is_malformed(room: Any, content: bytes, code: str) -> None:
    before = told(room)

    with pytest.raises(Malformed) as no:
        attach(room, content=content)

    assert [o.code for o in no.value.fields["file"]] == [code]
    assert told(room) == before


def test_nothing_is_laid_under_what_is_approved_or_frozen_nor_taken_away(room: Any, refused: Any) -> None:
    made = attach(room)
    assert refused(lambda: attach(room, 7)) == ["locked"]
    room.freeze()
    before = told(room)

    assert refused(lambda: attach(room, 6)) == ["frozen"]
    by = room.actor("secretary")
    assert refused(lambda: actions.remove_file(attachment_id=made.pk, by=by, at=room.at)) == ["frozen"]
    assert told(room) == before


def test_so_many_files_lie_under_one_item(room: Any, refused: Any) -> None:
    for n in range(attaching.MOST):
        attach(room, content=PDF + bytes([n]))
    before = told(room)

    assert refused(lambda: attach(room, content=PDF + b"one more")) == ["too_many_files"]
    assert told(room) == before


def test_a_board_meetings_files_are_its_own_secretarys(room: Any) -> None:
    from voting.meetings.models import Meeting

    Meeting.objects.filter(pk=room.meeting).update(kind="board")

    with pytest.raises(Forbidden):
        attach(room, who="chair")


def test_over_http_the_office_lays_it_there_and_a_member_reads_it(
    room: Any, person: Any, client_of: Any, bravo: Any
) -> None:
    from kernel.tenancy import inside

    office = client_of(room.network, person("office", name="Anna Hed"))
    member = client_of(room.network, person("delegate", name="Bo Ek"))
    at = f"/api/meetings/{room.meeting}/items/12/annexes"

    made = office.post(at, {"file": SimpleUploadedFile("b.pdf", PDF)}, format="multipart")
    seen = member.get(f"/api/meetings/{room.meeting}/annexes").json()
    file = member.get(f"/api/annexes/{made.json()['id']}")

    assert made.status_code == 201
    assert [(one["item_no"], one["sha256"], one["by"]) for one in seen] == [(12, SUM, "Anna Hed")]
    assert (file.content, file["Content-Type"]) == (PDF, "application/pdf")
    assert member.post(at, {"file": SimpleUploadedFile("b.pdf", PDF)}, format="multipart").status_code == 403
    with inside(bravo):
        stranger = client_of(bravo, person("office"))
        assert stranger.get(f"/api/annexes/{made.json()['id']}").status_code == 404
    assert office.delete(f"/api/annexes/{made.json()['id']}").status_code == 204
    assert member.get(f"/api/annexes/{made.json()['id']}").status_code == 404


def test_the_members_annex_has_delegate_and_class(room: Any) -> None:
    """The file says what the printed list says."""
    from dataclasses import replace

    from tenants.decisions.actions import NewEffect, take_decision
    from tenants.decisions.enums import EffectKind, Method
    from tests.voting.meetings.conftest import new_member
    from voting.minutes.rules.shapes import AnnexRow

    member = new_member(1, at=room.at)
    body = {"members": [str(member.pk)], "from": "2016-10-11"}
    joined = NewEffect(kind=EffectKind.MEMBERS_JOINED, body=body)
    take_decision(
        meeting=room.meeting, item_no=10, text_sv="1 organisation förklarade sig.", method=Method.ROLL_CALL,
        by=room.actor("chair"), at=room.at, effects=[joined],
    )  # fmt: skip
    text = queries.draft(room.meeting)
    assert [one.member for one in text.members_annex] == ["Medlem 01 AB"]
    text = replace(text, members_annex=(AnnexRow("0001", "Medlem 01 AB", "Bo Ek", "", "F2"),))

    document = next(one for one in queries.documents_of(room.meeting, text) if one.kind == "members")

    rows = list(csv.reader(io.StringIO(document.content.decode("utf-8-sig")), delimiter=";"))
    assert rows == [
        ["Nummer", "Organisation", "Ombud", "Avgiftsklass"], ["0001", "Medlem 01 AB", "Bo Ek", "F2"],
    ]  # fmt: skip


def test_the_demos_budget_is_a_small_pdf_that_is_the_same_each_time() -> None:
    first, second = iec.budget_pdf(), iec.budget_pdf()

    assert first == second
    assert first.startswith(b"%PDF")
    assert len(first) < 200_000
