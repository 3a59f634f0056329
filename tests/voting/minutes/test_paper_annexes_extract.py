"""The print-and-sign path, the annexes with their checksums, extracts, and the check of a dropped file."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from kernel.errors import Malformed, Missing

SCAN = b"%PDF-1.7 scanned by hand"


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def test_paper_signed_by_hand_completes_the_minutes(room: Any, refused: Any) -> None:
    room.freeze()
    assert refused(lambda: room.file_paper(SCAN)) == ["not_approved"] * 4
    room.approve()

    scan = room.file_paper(SCAN)

    assert scan.sha256 == hashlib.sha256(SCAN).hexdigest()
    state = room.state()
    assert (state["state"], state["path"]) == ("complete", "paper")
    assert [one["sha256"] for one in state["scans"]] == [scan.sha256]
    assert room.file_paper(SCAN).pk == scan.pk, "the same file again"
    assert state["file"] == scan.sha256, "what is kept as the original is the signed paper"
    extract = room.extract(7, 8, 9, 14, 15)
    assert scan.sha256 in text_of(bytes(extract.pdf)).replace(" ", "")


def test_one_who_cannot_sign_electronically_does_not_undo_those_who_have(room: Any) -> None:
    room.freeze()
    room.approve()
    room.sign("secretary", "chair")

    room.file_paper(SCAN)

    state = room.state()
    assert state["path"] == "paper"
    signed = [s["name"] for s in state["versions"][0]["signatories"] if s["signed_at"]]
    assert signed == ["Olof Berg", "Stina Malm"]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 a document", b"<svg onload=1>", b"%PDF-" + b"x" * (20 * 1024 * 1024)]
)
def test_a_scan_is_a_scan(room: Any, content: bytes) -> None:
    room.freeze()
    room.approve()
    told = room.told()

    with pytest.raises(Malformed) as no:
        room.file_paper(content)

    assert list(no.value.fields) == ["file"]
    assert room.told() == told


def test_annexes_have_the_checksums_that_the_paper_lists(room: Any) -> None:
    version = room.freeze()
    text = text_of(bytes(version.pdf)).replace(" ", "")

    annexes = list(version.annexes.all())

    assert [a.kind for a in annexes] == [
        "statutes", "statutes", "statutes_proposal", "statutes_proposal", "invitation",
    ]  # fmt: skip
    for annex in annexes:
        assert hashlib.sha256(bytes(annex.content)).hexdigest() == annex.sha256
        assert annex.sha256[:32] in text, annex.name
    statutes = json.loads(bytes(annexes[1].content))
    assert sum(len(section["moments"]) for section in statutes["sections"]) == 42


def test_the_bundle_has_everything_and_its_checksums_hold(room: Any) -> None:
    from voting.minutes import queries

    room.freeze()
    room.approve()
    room.sign()

    name, bundle = queries.bundle_of(room.meeting)
    content = bundle.read()

    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        sums = dict(
            reversed(row.split("  ")) for row in pack.read("SHA256SUMS").decode().splitlines()
        )  # fmt: skip
        assert set(sums) | {"SHA256SUMS"} == set(pack.namelist())
        assert {hashlib.sha256(pack.read(n)).hexdigest() == s for n, s in sums.items()} == {True}
    assert len(sums) == 1 + 5
    assert name.endswith(".zip")
    assert queries.bundle_of(room.meeting)[1].read() == content


def test_no_extract_before_the_text_is_frozen(room: Any, refused: Any) -> None:
    assert refused(lambda: room.extract(7)) == ["nothing_frozen"]


def test_an_extract_needs_the_four_facts_in_approved_paragraphs(room: Any, refused: Any) -> None:
    from tenants.decisions.models import Effect

    Effect.objects.filter(kind="items_approved").update(body={"items": [7, 8]})
    Effect.objects.filter(kind="elected").delete()
    room.freeze()
    told = room.told()

    assert refused(lambda: room.extract(7, 18, 99)) == [
        "fact_not_approved", "fact_missing", "item_not_approved", "no_such_item",
    ]  # fmt: skip
    assert room.told() == told


def test_an_extract_is_word_for_word_and_names_what_it_leaves_out(room: Any) -> None:
    version = room.freeze()

    made = room.extract(7, 8, 9, 14, 15)

    text = text_of(bytes(made.pdf))
    assert "Innehåll och vad mottagaren letar efter" in text
    assert "Föreningen är bildad § 7 Skatteverket, banken" in text
    assert "Styrelsen är vald och vilka som ingår §§ 14–15" in text
    assert "§§ 7–9 och 14–15" in text
    assert "§§ 1–6, 10–13 och 16–22" in text
    assert "omedelbart justerade den 11 oktober 2016 (§ 20)" in text
    assert "bilda en ideell förening." in text
    assert "Rätt utdraget ur protokollet intygas" in text
    assert text.count("Namnförtydligande") == 2
    assert "\u200b" not in text
    assert version.sha256 in text.replace(" ", "")
    assert room.extract(15, 14, 9, 8, 7).pk == made.pk, "the same §§ of the same day"


def test_the_paragraph_that_approved_the_others_at_once_is_suggested_with_them(room: Any) -> None:
    from voting.minutes import queries

    room.freeze()
    assert 20 not in queries.extract_view(room.meeting, [])["suggested"], "it is not approved itself yet"
    room.approve()

    assert {7, 8, 9, 14, 15, 20} <= set(queries.extract_view(room.meeting, [])["suggested"])


def test_an_extract_names_the_seat_of_the_statutes_in_force(room: Any) -> None:
    from tenants.statutes.models import Version

    Version.objects.update(
        status="adopted", in_force_from="2016-10-11", meeting=room.meeting, item_no=9, decided_at=room.at
    )
    room.freeze()

    made = room.extract(7, 8, 9, 14, 15)

    assert "Nätverket Alfa, säte i Kalmar" in text_of(bytes(made.pdf))


@pytest.mark.parametrize(
    ("text", "jointly", "words"),
    [
        ("Ada och Bo, två i förening.", True, "Vem som tecknar firman: Ada och Bo, två i förening"),
        ("Ada och Bo", True, "Vem som tecknar firman: Ada och Bo (i förening)"),
        ("föreningens firma av Ada", True, "Vem som tecknar firman: föreningens firma av Ada (i förening)"),
        ("Ada eller Bo, var för sig", False, "Vem som tecknar firman: Ada eller Bo, var för sig"),
    ],
)  # fmt: skip
def test_how_they_sign_is_said_once(text: str, *, jointly: bool, words: str) -> None:
    from voting.minutes.rules.extracting import signing_words

    assert signing_words(text, jointly=jointly) == words


def test_when_all_have_approved_every_paragraph_can_be_given(room: Any) -> None:
    room.freeze()
    room.approve()
    room.sign()

    made = room.extract(7, 8, 9, 14, 15, 18)

    text = text_of(bytes(made.pdf))
    assert "Protokollet i sin helhet justerat och undertecknat den 11 oktober 2016" in text
    assert room.version.signatories.get(place=4).sha256 in text.replace(" ", "")


def test_a_dropped_file_is_told_for_what_it_is(room: Any) -> None:
    from voting.minutes import queries

    room.freeze()
    frozen = room.file
    room.approve()
    room.sign("secretary")
    partly = room.file
    room.sign("chair", "adjuster1", "adjuster2")
    whole = room.file
    extract = room.extract(7, 8, 9, 14, 15)
    annex = room.version.annexes.first()

    def told(content: bytes) -> dict[str, Any]:
        found: dict[str, Any] = queries.check(hashlib.sha256(content).hexdigest())["file"]
        return found

    assert told(frozen)["kind"] == "minutes"
    assert (told(frozen)["signatures"], told(frozen)["newer"]) == ([], True)
    assert [s["name"] for s in told(partly)["signatures"]] == ["Olof Berg"]
    assert told(partly)["newer"] is True
    assert len(told(whole)["signatures"]) == told(whole)["expected"] == 4
    assert (told(whole)["newer"], told(whole)["is_complete"]) == (False, True)
    assert told(bytes(extract.pdf))["items"] == [7, 8, 9, 14, 15]
    assert told(bytes(annex.content))["annex"]["title"] == annex.title


def test_a_file_of_an_old_version_is_known_and_said_to_be_old(room: Any) -> None:
    from voting.minutes import queries

    first = room.freeze()
    room.change_the_text()
    room.freeze()

    assert queries.check(first.sha256)["file"]["superseded_at"] == room.at


def test_files_are_fetched_by_checksum_at_their_own_meeting_alone(room: Any) -> None:
    import uuid

    from voting.minutes import queries

    version = room.freeze()
    annex = version.annexes.first()

    assert queries.file_with(room.meeting, annex.sha256).content == bytes(annex.content)
    with pytest.raises(Missing):
        queries.file_with(uuid.uuid4(), annex.sha256)
