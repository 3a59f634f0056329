"""What a file of organisations is understood as, row by row."""

from __future__ import annotations

import codecs

import pytest

from kernel.errors import Malformed
from tenants.members.rules import read_file

HEAD = "medlemsnr,namn,organisationsnummer,typ,ort,län,anställda,kontaktperson,e-post"
BIT = "0001,Östbit AB,559990-0015,företag,Kalmar,Kalmar,5,Johan Törn,johan@ostbit.example"
DATA_AB = "0002,Syddata AB,559990-0023,företag,Växjö,Kronoberg,7,Eva Hägg,eva@syddata.example"

FAULTS = [
    (4, "org_number", "fault_org_number", {"value": "559990-0032", "suggestion": "559990-0031"}),
    (6, "contact_email", "fault_email", {"value": "inte en adress"}),
    (7, "name", "fault_name_missing", {}),
    (9, "employees", "fault_employees", {"value": "ca 12"}),
    (10, "employees", "fault_employees", {"value": "-3"}),
    (
        12,
        "org_number",
        "fault_duplicate",
        {"value": "559990-0106", "other_row": 11, "other_name": "Nordsystem AB"},
    ),
    (
        15,
        "name",
        "fault_formula",
        {"column": "namn", "value": '=HYPERLINK("http://evil.example";"klicka")'},
    ),
    (16, "kind", "fault_kind", {"value": "okänd"}),
    (
        18,
        "contact_email",
        "fault_email_twice",
        {"value": "erik.berg@almbit-hb.example", "other_row": 17, "other_name": "Eksystem AB"},
    ),
]
NOTES = [
    (13, "org_number", "note_org_number_hyphen", "organisationsnummer", "559990-0122"),
    (14, "org_number", "note_org_number_prefix", "organisationsnummer", "969990-0131"),
    (19, "name", "note_trimmed", "namn", "ALMTEKNIK AB"),
]


def _found(rows, what):
    return [(row.line, *found.values()) for row in rows for found in getattr(row, what)]


def _codes(content):
    return [found["code"].rpartition(".")[2] for row in read_file(content).rows for found in row.faults]


def _refused(content):
    with pytest.raises(Malformed) as error:
        read_file(content)
    return [(o.code.rpartition(".")[2], o.params) for o in error.value.fields["file"]]


def test_the_250_organisations_have_no_fault(network_csv):
    reading = read_file(network_csv)

    assert (reading.encoding, reading.delimiter, len(reading.rows)) == ("utf-8", ",", 250)
    assert _found(reading.rows, "faults") == []
    assert _found(reading.rows, "notes") == []


def test_the_same_file_from_swedish_excel_reads_the_same(network_csv, excel_csv):
    reading = read_file(excel_csv)

    assert (reading.encoding, reading.delimiter) == ("windows-1252", ";")
    assert reading.rows == read_file(network_csv).rows


def test_every_fault_is_named_by_its_row_and_nothing_else_is(faulty_csv):
    reading = read_file(faulty_csv)

    assert len(reading.rows) == 30
    assert _found(reading.rows, "faults") == [
        (row, column, f"tenants.members.{code}", {"row": row, **params})
        for row, column, code, params in FAULTS
    ]


def test_what_was_put_right_is_said_in_its_row(faulty_csv):
    reading = read_file(faulty_csv)

    assert _found(reading.rows, "notes") == [
        (row, field, f"tenants.members.{code}", {"row": row, "column": column, "value": value})
        for row, field, code, column, value in NOTES
    ]
    assert [row.values["org_number"] for row in reading.rows if row.line in {13, 14}] == [
        "559990-0122",
        "969990-0131",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_encodings_delimiters_and_line_ends_are_told_by_looking(encoding, delimiter, newline):
    text = newline.join([HEAD, BIT, DATA_AB, ""]).replace(",", delimiter)

    reading = read_file(text.encode(encoding))

    assert [row.values["name"] for row in reading.rows] == ["Östbit AB", "Syddata AB"]
    assert [row.values["town"] for row in reading.rows] == ["Kalmar", "Växjö"]
    assert _found(reading.rows, "faults") == []
    assert reading.delimiter == delimiter


def test_excels_own_separator_line_is_followed_and_counted(file_of):
    content = b"sep=;\r\n" + file_of(BIT).replace(b",", b";")

    assert [row.line for row in read_file(content).rows] == [3]


def test_english_headings_in_any_order_and_unknown_columns_are_named(file_of):
    row = "Växjö,eva@b.example,Eva,University,559990-0023,B,070-1,12"

    reading = read_file(
        file_of(row, head="Town,E-mail,Contact person,Type,Org. number,Name,Telefon,No of employees")
    )

    assert _found(reading.rows, "faults") == []
    assert reading.rows[0].values["kind"] == "university"
    assert [note["params"]["value"] for note in reading.notes] == ["Telefon", "No of employees"]


def test_empty_rows_are_skipped_and_counted_but_keep_their_numbers(file_of):
    reading = read_file(file_of(BIT, "", ",,,,,,,,", DATA_AB, ",,,,,,,,"))

    assert [row.line for row in reading.rows] == [2, 5]
    assert [(n["code"], n["params"]) for n in reading.notes] == [
        ("tenants.members.note_empty_rows", {"n": 2})
    ]


def test_rows_without_a_number_get_the_next_free_one(file_of):
    rows = [BIT.replace("0001", "0030"), DATA_AB.replace("0002", "")]

    reading = read_file(file_of(*rows), taken=["0041", "A-7"])

    assert [row.values["number"] for row in reading.rows] == ["0030", "0042"]
    assert reading.rows[1].notes[0]["code"] == "tenants.members.note_number_given"


def test_a_number_that_lost_its_zeros_in_a_spreadsheet_gets_them_back(file_of):
    reading = read_file(file_of(BIT.replace("0001", "1"), DATA_AB.replace("0002", "0001")))

    assert [row.values["number"] for row in reading.rows] == ["0001", "0001"]
    assert reading.rows[1].faults[0]["code"] == "tenants.members.fault_number_twice"
    assert reading.rows[1].faults[0]["params"]["other_row"] == 2


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+46", "-x", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠x", "−1", " =1", "\t=1", "\tx", "\u00a0=1"],
)
def test_a_formula_is_refused_in_every_column_of_text(file_of, name):
    bit = BIT.replace("Östbit AB", f'"{name}"')
    contact = BIT.replace("Johan Törn", f'"{name}"')
    town = BIT.replace("Kalmar,Kalmar", f'"{name}",Kalmar')

    assert [_codes(file_of(row)) for row in (bit, contact, town)] == [["fault_formula"]] * 3


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u0007", "\u2066", "\ufeff", "\x7f", "\u2028"])
def test_hidden_characters_are_refused_and_shown(file_of, sign):
    content = file_of(BIT.replace("Östbit", f"Öst{sign}bit"))

    row = read_file(content).rows[0]

    assert _codes(content) == ["fault_hidden"]
    assert sign not in str(row.to_json())
    assert f"⟨U+{ord(sign):04X}⟩" in row.values["name"]


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("559990-0015", "559990-0016", "fault_org_number"),
        ("559990-0015", "55999", "fault_org_number_form"),
        ("559990-0015", "195599900015", "fault_org_number_form"),
        ("559990-0015", "5599900O15", "fault_org_number_form"),
        ("559990-0015", "", "fault_missing"),
        ("företag", "", "fault_missing"),
        ("Johan Törn", "", "fault_missing"),
        ("johan@ostbit.example", "", "fault_missing"),
        ("johan@ostbit.example", "johan@ostbit", "fault_email"),
        ("johan@ostbit.example", "jöhan@ostbit.example", "fault_email"),
        ("johan@ostbit.example", "a@b.example c@d.example", "fault_email"),
        (",5,", ",5.5,", "fault_employees"),
        (",5,", ",99999999999999999999,", "fault_employees"),
        (",5,", ",٥,", "fault_employees"),
        (",5,", ",=5,", "fault_formula"),
        ("0001", "00/1", "fault_number"),
        ("0001", "00000000001", "fault_too_long"),
        ("Östbit AB", "Ö" * 201, "fault_too_long"),
        ("johan@ostbit.example", "johan@ostbit.example,,,,x", "fault_too_many_cells"),
    ],
)
def test_a_wrong_value_is_named(file_of, was, becomes, code):
    assert _codes(file_of(BIT.replace(was, becomes))) == [code]


@pytest.mark.parametrize("written", ["1 200", "1\u00a0200", "1200"])
def test_thousands_may_have_a_space(file_of, written):
    row = read_file(file_of(BIT.replace(",5,", f",{written},"))).rows[0]

    assert (row.values["employees"], row.faults) == ("1200", [])


def test_decomposed_letters_are_one_letter(file_of):
    assert read_file(file_of(BIT.replace("Ö", "O\u0308"))).rows[0].values["name"] == "Östbit AB"


def test_letters_of_another_alphabet_and_twin_names_are_pointed_out(file_of):
    content = file_of(BIT.replace("AB", "АВ"), DATA_AB, DATA_AB.replace("0002", "3").replace("0023", "0031"))

    codes = [n["code"].rpartition(".")[2] for row in read_file(content).rows for n in row.notes]

    assert codes == ["note_mixed_alphabets", "note_number_padded"]
    assert _codes(content) == ["fault_email_twice"]


def test_the_same_name_twice_is_pointed_out_not_refused(file_of):
    row = DATA_AB.replace("0002", "0003").replace("0023", "0031").replace("eva@", "ann@").replace("AB", "ab")

    reading = read_file(file_of(DATA_AB, row))

    assert _found(reading.rows, "faults") == []
    assert _found(reading.rows, "notes") == [
        (3, "name", "tenants.members.note_same_name", {"row": 3, "other_row": 2})
    ]


@pytest.mark.parametrize("content", [b"", b"  \r\n ", b"\x00" * 64, codecs.BOM_UTF16_LE, b"\xef\xbb\xbf"])
def test_an_empty_file_is_said_to_be_empty(content):
    assert _refused(content) == [("file_empty", {})]


def test_a_file_that_cannot_be_read_is_refused_with_the_row_where_reading_stopped(file_of):
    head = HEAD.encode()
    long_cell = BIT.replace("Kalmar", "x" * 10_001, 1)
    huge_cell = BIT.replace("Kalmar", "x" * 200_000, 1)

    said = {
        "headings only": _refused(head),
        "other headings": _refused(b"a,b\r\n1,2\r\n"),
        "two missing": _refused(b"namn,typ,e-post\r\na,b,c\r\n"),
        "one twice": _refused(file_of(BIT, head=HEAD + ",Namn")),
        "nul": _refused(file_of(BIT, DATA_AB.replace("Eva", "E\x00a"))),
        "open quote": _refused(file_of(BIT, DATA_AB.replace("Eva", '"Eva'))),
        "long cell": _refused(file_of(DATA_AB, long_cell)),
        "huge cell": _refused(file_of(DATA_AB, huge_cell)),
        "columns": _refused(file_of(BIT, "x," * 200)),
        "million columns": _refused(b"," * 1_000_000 + b"x"),
        "rows": _refused(file_of(*[BIT] * 10_001)),
        "empty rows": _refused(head + b"\n" * 1_000_000),
        "large": _refused(b"x" * (5 * 1024 * 1024 + 1)),
        "workbook": _refused(b"PK\x03\x04" + b"x" * 100),
        "broken utf-8": _refused(file_of(BIT, DATA_AB).replace("Växjö".encode(), b"V\xc3xj\xc3\xb6")),
        "no windows-1252": _refused(head.replace("ä".encode(), b"a") + b"\r\n\x81,x\r\n"),
        "half utf-16": _refused(file_of(BIT).decode().encode("utf-16") + b"x"),
    }

    assert said == {
        "headings only": [("file_no_rows", {})],
        "other headings": [("file_no_headings", {"row": 1, "found": "a, b"})],
        "two missing": [
            ("file_columns_missing", {"row": 1, "columns": "organisationsnummer, kontaktperson"})
        ],
        "one twice": [("file_column_twice", {"row": 1, "columns": "namn"})],
        "nul": [("file_nul", {"row": 3})],
        "open quote": [("file_broken", {"row": 3})],
        "long cell": [("file_cell_too_long", {"row": 3, "most": 10_000})],
        "huge cell": [("file_cell_too_long", {"row": 3, "most": 10_000})],
        "columns": [("file_too_many_columns", {"row": 3, "most": 200})],
        "million columns": [("file_too_many_columns", {"row": 1, "most": 200})],
        "rows": [("file_too_many_rows", {"row": 10_002, "most": 10_000})],
        "empty rows": [("file_too_many_rows", {"row": 100_001, "most": 100_000})],
        "large": [("file_too_large", {"megabytes": 5})],
        "workbook": [("file_is_spreadsheet", {})],
        "broken utf-8": [("file_encoding", {"row": 3})],
        "no windows-1252": [("file_encoding", {"row": 2})],
        "half utf-16": [("file_encoding", {"row": 3})],
    }
