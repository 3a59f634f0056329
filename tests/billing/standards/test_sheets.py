"""Workbooks and CSV: exact amounts, texts that stay texts, and what another program reads back."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from billing.standards.sheets import Column, Kind, Sheet, as_csv, is_risky, workbook

AT = datetime(2017, 1, 9, 8, 0, tzinfo=UTC)
COLUMNS = (
    Column("Medlem"), Column("Belopp", Kind.MONEY), Column("Antal", Kind.COUNT), Column("Dag", Kind.DAY),
)  # fmt: skip
ATTACKS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", '=HYPERLINK("http://x.example")']


def sheet(*rows, total=()):
    return Sheet("Åäö", COLUMNS, rows, total)


def cells(content: bytes) -> list[list[object]]:
    page = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def written(*sheets) -> bytes:
    return workbook(sheets, title="Rapport", author="Föreningen", at=AT)


def test_a_workbook_has_names_headings_rows_and_a_total():
    content = written(sheet(["Åsa", 400_005, 2, date(2017, 1, 9)], total=["Summa", 400_005, 2, None]))
    book = load_workbook(io.BytesIO(content))

    assert book.sheetnames == ["Åäö"]
    assert book.properties.title == "Rapport"
    assert book["Åäö"].freeze_panes == "A2"
    assert cells(content) == [
        ["Medlem", "Belopp", "Antal", "Dag"], ["Åsa", 4000.05, 2, datetime.combine(date(2017, 1, 9), time())],
        ["Summa", 4000.05, 2, None],
    ]  # fmt: skip


@settings(max_examples=30)
@given(st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=20))
def test_amounts_are_written_to_the_ore(amounts):
    content = written(sheet(*[["x", amount, 1, None] for amount in amounts]))
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()

    found = re.findall(r'<c r="B\d+" s="\d+"><v>([^<]+)</v>', xml)

    assert [int(Decimal(one) * 100) for one in found] == amounts
    assert not any("E" in one for one in found)


@pytest.mark.parametrize("text", ATTACKS)
def test_what_looks_like_a_formula_stays_a_text(text):
    content = written(sheet([text, 1, 1, None]))
    archive = zipfile.ZipFile(io.BytesIO(content))
    cell = load_workbook(io.BytesIO(content)).worksheets[0]["A2"]

    assert (cell.data_type, str(cell.value).replace("_x000D_", "").strip()) == ("s", text.strip())
    assert cell.quotePrefix
    assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert not any("hyperlink" in archive.read(name).decode("utf-8", "ignore") for name in archive.namelist()
                   if name.endswith(".rels"))  # fmt: skip
    row = list(
        csv.reader(
            io.StringIO(as_csv(sheet([text, 1, 1, None]), lang="sv").decode("utf-8-sig"), newline=""),
            delimiter=";",
        )
    )[1]
    assert row[0] == "'" + text


def test_an_amount_below_zero_is_a_number_and_not_a_risk():
    read = as_csv(sheet(["Åsa; Öl", -123_45, 2, date(2017, 1, 9)]), lang="sv").decode("utf-8-sig")
    english = as_csv(sheet(["Åsa, Öl", -123_45, 2, None]), lang="en").decode("utf-8-sig")

    assert read == 'Medlem;Belopp;Antal;Dag\r\n"Åsa; Öl";-123,45;2;2017-01-09\r\n'
    assert english == 'Medlem,Belopp,Antal,Dag\r\n"Åsa, Öl",-123.45,2,\r\n'
    assert as_csv(sheet(), lang="sv").startswith(b"\xef\xbb\xbf")


def test_ordinary_words_are_no_risk():
    assert [one for one in ("Åsa", "5-1", "", "a=b", "(=1)") if is_risky(one)] == []


def test_a_row_of_the_wrong_width_is_not_written():
    with pytest.raises(ValueError, match="not as wide"):
        sheet(["x", 1])


def test_a_sheets_name_is_made_to_fit():
    long = Sheet("[Alla] saldon: /?*" + "x" * 40, COLUMNS, [])

    assert load_workbook(io.BytesIO(written(long))).sheetnames == [" Alla  saldon     " + "x" * 13]
