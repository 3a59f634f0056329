from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.standards.sie import Account, Books, Company, Dimension, Line, Thing, Voucher, export

ON = date(2017, 1, 31)
ACCOUNTS = (Account(1510, "Kundfordringar"), Account(1930, "Bank"), Account(3001, "Medlemsavgifter"))
INVOICE = Voucher(
    "A", 1, date(2017, 1, 10), "Faktura 20170001, Åkerbruk Ö", (Line(1510, 150_000), Line(3001, -150_000))
)


class Strict:
    """Reads SIE 4I by the letter of the format, refuses all else, shares nothing with the writer."""

    FIELD = re.compile(rb'"((?:[^"\\]|\\")*)"|(\{)|(\})|([^ \t"{}]+)')

    def __init__(self, content):
        assert content.endswith(b"\r\n")
        lines = content[:-2].split(b"\r\n")
        assert not any(b"\r" in line or b"\n" in line for line in lines)
        self.posts, self.vouchers, inside = [], [], False
        for line in lines:
            fields = self.fields(line.strip(b"\t "))
            if fields == ["{"]:
                assert self.posts[-1][0] == "#VER"
                self.vouchers.append((self.posts[-1], []))
                inside = True
            elif fields == ["}"]:
                assert sum(amount for _, _, amount, _ in self.vouchers[-1][1]) == 0
                inside = False
            elif inside:
                assert fields[0] == "#TRANS"
                self.vouchers[-1][1].append(self.entry(fields))
            else:
                assert fields[0].startswith("#")
                self.posts.append(fields)
        assert not inside

    def fields(self, line):
        found, at = [], 0
        while at < len(line):
            match = self.FIELD.match(line, at)
            assert match, line
            quoted = match[1]
            raw = quoted.replace(b'\\"', b'"') if quoted is not None else match[0]
            assert not any(byte < 32 or byte == 127 for byte in raw)
            found.append(raw.decode("cp437"))
            at = match.end()
            while line[at : at + 1] in {b" ", b"\t"}:
                at += 1
        return found

    def entry(self, fields):
        end = fields.index("}")
        assert fields[2] == "{"
        objects = fields[3:end]
        whole, ore = re.fullmatch(r"(-?\d+)\.(\d\d)", fields[end + 1]).groups()
        return (
            fields[1],
            tuple(zip(objects[::2], objects[1::2], strict=True)),
            int(whole + ore),
            fields[end + 2 :],
        )

    def values(self, label):
        return [post[1:] for post in self.posts if post[0] == label]


def books(*vouchers, **more):
    company = more.pop("company", Company("Föreningen Åäö", "8029990010"))
    return Books(company, date(2016, 10, 11), date(2017, 12, 31), ACCOUNTS, vouchers, **more)


def written(*vouchers, **more):
    return export(books(*vouchers, **more), program="Stadga", version="0.1", on=ON)


def test_the_file_says_what_it_is_in_the_order_of_the_format():
    read = Strict(written(INVOICE))

    assert [post[0] for post in read.posts[:8]] == [
        "#FLAGGA", "#PROGRAM", "#FORMAT", "#GEN", "#SIETYP", "#ORGNR", "#FNAMN", "#RAR",
    ]  # fmt: skip
    assert read.values("#FORMAT") == [["PC8"]]
    assert read.values("#SIETYP") == [["4"]]
    assert read.values("#ORGNR") == [["802999-0010"]]
    assert read.values("#RAR") == [["0", "20161011", "20171231"]]
    assert read.values("#KONTO")[2] == ["3001", "Medlemsavgifter"]


def test_the_first_voucher_is_these_bytes():
    content = written(INVOICE)

    assert content.endswith(
        b'#VER "A" "1" 20170110 "Faktura 20170001, \x8fkerbruk \x99"\r\n{\r\n'
        b"\t#TRANS 1510 {} 1500.00\r\n\t#TRANS 3001 {} -1500.00\r\n}\r\n"
    )
    assert b'#FNAMN "F\x94reningen \x8f\x84\x94"\r\n' in content


def test_objects_are_told_and_referred_to():
    lines = (Line(1930, 5, objects=((6, "P 1"),)), Line(3001, -5, "En rad", ((6, "P 1"),)))
    voucher = Voucher("B", 7, date(2017, 2, 1), "", lines)

    read = Strict(
        written(voucher, dimensions=(Dimension(6, "Projekt"),), things=(Thing(6, "P 1", "Höstmöte"),))
    )

    assert read.values("#DIM") == [["6", "Projekt"]]
    assert read.values("#OBJEKT") == [["6", "P 1", "Höstmöte"]]
    assert read.vouchers[0][1] == [
        ("1930", (("6", "P 1"),), 5, []),
        ("3001", (("6", "P 1"),), -5, ["20170201", "En rad"]),
    ]


def test_an_association_without_a_number_yet_writes_none():
    assert Strict(written(company=Company("Ny"))).values("#ORGNR") == []


@pytest.mark.parametrize(
    ("voucher", "reason"),
    [
        (Voucher("A", 2, ON, "", (Line(1510, 1),)), "does not sum to 0"),
        (Voucher("A", 2, ON, "", ()), "does not sum to 0"),
        (Voucher("A", 2, date(2018, 1, 1), "", INVOICE.lines), "outside the financial year"),
        (Voucher("A", 2, ON, "", (Line(9999, 1), Line(1510, -1))), "account 9999"),
        (Voucher("A", 2, ON, "", (Line(1510, 1, "", ((6, "X"),)), Line(1510, -1))), "object 6 X"),
        (INVOICE, "twice"),
    ],
)
def test_books_that_do_not_hold_together_are_not_exported(voucher, reason):
    with pytest.raises(ValueError, match=reason):
        written(INVOICE, voucher)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('Kallad "Stadga"', 'Kallad "Stadga"'),
        ("C:\\mapp\\", "C:/mapp/"),
        ("rad\r\nny\trad", "rad  ny rad"),
        ("Ångström – “é” ü Ø ø æ", 'Ångström - "é" ü O o æ'),
        ("Łódź 協会", "Lódz ??"),
        ("{6}", "{6}"),
        ("", ""),
    ],
)
def test_a_text_comes_out_as_it_went_in_where_the_code_page_can(text, expected):
    read = Strict(written(Voucher("A", 1, ON, text, INVOICE.lines)))

    assert read.vouchers[0][0] == ["#VER", "A", "1", "20170131", expected]


amounts = st.lists(st.integers(-(10**13), 10**13), min_size=1, max_size=8)


@given(st.lists(st.tuples(st.text(max_size=30), amounts), max_size=6))
def test_any_books_are_read_back_to_the_ore(many):
    vouchers = [
        Voucher("A", n, ON, text, (*(Line(1510, a, text) for a in values), Line(1930, -sum(values))))
        for n, (text, values) in enumerate(many, start=1)
    ]

    read = Strict(written(*vouchers))

    assert [[line[2] for line in lines] for _, lines in read.vouchers] == [
        [*values, -sum(values)] for _, values in many
    ]
    assert [head[2] for head, _ in read.vouchers] == [str(n) for n in range(1, len(many) + 1)]


@pytest.mark.parametrize(("currency", "posts"), [("SEK", []), ("EUR", [["#VALUTA", "EUR"]])])
def test_books_in_another_currency_than_kronor_say_so(currency, posts):
    books = Books(
        company=Company("Alfa", currency=currency), first=date(2017, 1, 1), last=date(2017, 12, 31),
        accounts=ACCOUNTS, vouchers=(INVOICE,),
    )  # fmt: skip
    read = Strict(export(books, program="Stadga", version="1", on=ON))

    assert [one for one in read.posts if one[0] == "#VALUTA"] == posts
    names = [one[0] for one in read.posts]
    assert names.index("#RAR") < names.index("#KONTO")
