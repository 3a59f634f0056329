"""The printed minutes: tagged, linked, the same every time, and deaf to what people write in them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, IndirectObject

from papers.pdf import compile_typst
from voting.minutes.rules import DecisionFacts, ItemFacts, MeetingFacts, RegisterEntryFacts, draft, paper_of
from voting.minutes.rules.shapes import Table

VERAPDF = Path(__file__).parents[3] / ".tools" / "verapdf"
CREATED = datetime(2016, 10, 11, 13, 0, tzinfo=UTC)


def printed(facts: MeetingFacts) -> bytes:
    paper = paper_of(draft(facts), event_url=lambda event: f"https://iec.example/api/journal/{event}")
    return compile_typst("minutes", paper, lang="sv", created_at=CREATED)


def text_of(pdf: bytes) -> str:
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def tags(node: Any) -> Iterator[str]:
    """Every structure type in the document, in reading order."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, ArrayObject):
        for child in node:
            yield from tags(child)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"])
        if "/K" in node:
            yield from tags(node["/K"])


def root_of(pdf: bytes) -> Any:
    return PdfReader(BytesIO(pdf)).trailer["/Root"]


def test_the_document_says_what_it_is(iec: MeetingFacts) -> None:
    reader = PdfReader(BytesIO(printed(iec)))
    root = root_of(printed(iec))

    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Protokoll 1/2016, Konstituerande möte för Föreningen IEC, Tisdagen den 11 oktober 2016"
    )
    assert reader.metadata.author == "Föreningen IEC"
    assert reader.metadata.creation_date == CREATED
    assert root["/Lang"] == "sv-SE"
    assert root["/MarkInfo"]["/Marked"].value is True
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()


def test_headings_tables_and_links_are_tagged(iec: MeetingFacts) -> None:
    root = root_of(printed(iec))["/StructTreeRoot"]
    found = list(tags(root["/K"]))

    assert found.count("/H1") == 1
    assert found.count("/H2") == 22 + 4, "22 items, those present, signatures, list of annexes, register"
    assert found.count("/Table") == 4 + 3, "those present, motions, votes, annexes; a register for each place"
    assert found.count("/TH") == 4 + 5 + 9 + 4 + 3 * 4
    assert found.count("/Link") >= 22


def test_the_outline_has_every_paragraph(iec: MeetingFacts) -> None:
    outline = [entry.title for entry in _flat(PdfReader(BytesIO(printed(iec))).outline)]

    assert len([title for title in outline if title.startswith("§")]) == 22
    assert "§\u00a09 Antagande av stadgar" in outline


def _flat(outline: list[Any]) -> Iterator[Any]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry


def test_every_line_links_to_its_event(iec: MeetingFacts) -> None:
    reader = PdfReader(BytesIO(printed(iec)))
    links = {
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots", [])
    }
    events = {e for item in iec.items for e in (*item.events, *(e for d in item.decisions for e in d.events))}
    events |= {e for item in iec.items for poll in item.polls for e in poll.events}

    assert {f"https://iec.example/api/journal/{e}" for e in events} <= links


def test_the_words_and_page_numbers_are_there(iec: MeetingFacts) -> None:
    pdf = printed(iec)
    text, pages = text_of(pdf), len(PdfReader(BytesIO(pdf)).pages)

    assert f"Sida 1 av {pages}" in text
    assert f"Sida {pages} av {pages}" in text
    assert "Stadgarna antogs" in text
    assert "Summa: 48 + 37 + 20 = 105 röster." in text
    assert draft(iec).sha256[:32] in text


@pytest.mark.skipif(not VERAPDF.exists(), reason="veraPDF is not installed: make tools")
def test_an_independent_validator_finds_nothing(iec: MeetingFacts, tmp_path: Path) -> None:
    odd = replace(iec.items[0], background=" ".join(HOSTILE))
    for name, facts in (("model", iec), ("hostile", replace(iec, items=(odd, *iec.items[1:])))):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(printed(facts))

        run = subprocess.run(
            [VERAPDF, "--flavour", "ua1", "--format", "text", path],
            capture_output=True,
            text=True,
            check=False,
        )

        assert run.stdout.startswith("PASS "), run.stdout + run.stderr


def test_same_facts_give_the_same_bytes(iec: MeetingFacts) -> None:
    assert printed(iec) == printed(iec)


HOSTILE = [
    '#read("/etc/passwd")',
    '#eval("1+1") ] } ) $ x^2 $ @ref <label> *bold* _x_ `raw` // gone /* gone */',
    "= Heading\n+ item\n#set page(width: 1pt)",
    "emoji 😀 and 漢字 and \U0001d11e",
    "\u202egnihton\u202c nul\x00 bell\x07 half \ud800 surrogate",
    "\\u{41} \\ \\# ~ --- ...",
    "x" * 5000,
    "ord " * 1250,
    "Z" + "\u0327\u0338\u0321" * 200,
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_what_people_write_is_text_and_nothing_else(iec: MeetingFacts, hostile: str) -> None:
    item = ItemFacts(
        1, hostile, "decision", background=hostile, decisions=(DecisionFacts(hostile, "note", (1,)),)
    )
    register = iec.register
    assert register is not None
    first, *others = register.entries
    entries = (RegisterEntryFacts(hostile, hostile, hostile, first.venue), *others)
    facts = replace(
        iec, title=hostile, association=hostile, items=(item,), register=replace(register, entries=entries)
    )

    text = text_of(printed(facts))

    assert "root:" not in text
    assert "Bilaga 1. Röstlängd" in text
    if hostile.startswith("#read"):
        assert '#read("/etc/passwd")' in text
    if hostile.startswith("#eval"):
        assert "*bold* _x_ `raw` // gone /* gone */" in text


def test_minutes_of_a_meeting_that_has_just_begun_can_be_printed(iec: MeetingFacts) -> None:
    facts = replace(
        iec, items=iec.items[:1], register=None, closed_at=None, adjusters=(), chair=None, secretary=None
    )

    assert "Mötets öppnande" in text_of(printed(facts))


def test_the_boards_members_stand_each_on_a_line_with_what_belongs_to_them(iec: MeetingFacts) -> None:
    """Names are long: no column is set over another."""
    rows = (
        ("Karin Thorell, ordförande", "Ölandsbit AB", "Växjö", "§ 14", "Årsmötet 2018"),
        ("Per-Olof Ek", "Smålands Kod AB", "Växjö", "§ 15, efter lottning", "Årsmötet 2018"),
    )
    header = ("Ledamot", "Organisation", "Plats", "Vald av mötet under", "Sitter till och med")
    minutes = replace(draft(iec), seats=Table("seats", header, rows, ((), ())), attendance=())
    paper = paper_of(minutes, event_url=lambda event: f"https://iec.example/api/journal/{event}")

    first = PdfReader(BytesIO(compile_typst("minutes", paper, lang="sv", created_at=CREATED))).pages[0]

    lines = [" ".join(line.split()) for line in first.extract_text(extraction_mode="layout").splitlines()]
    assert all(" ".join(row) in lines for row in (header, *rows)), lines
