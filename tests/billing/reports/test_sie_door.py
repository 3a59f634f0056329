"""The bookkeeper's file from the door: read back by somebody else's reader, equal to the books to the öre."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from pysie_accounting.pysie import PySIE

from billing.books import actions, queries
from billing.books.actions import Posting
from billing.books.models import Voucher
from billing.standards import sie
from tests.billing.conftest import AT, DAY, TREASURER, issued, new_member, pay


@pytest.fixture
def ask(get):
    return lambda who, year="2017": get(who, f"/api/reports/sie?year={year}")


def read_by_others(content: bytes, tmp_path) -> PySIE:
    """As pysie-accounting reads it. It knows vouchers by number alone: give it one series at a time."""
    file, groups = tmp_path / "file.si", tmp_path / "groups.csv"
    file.write_bytes(content)
    groups.write_text("SRU,Ink2\n")
    reader = PySIE()
    reader.sie_encoding = "cp437"
    reader.open_trans(groups)
    reader.open(file)
    return reader


def of_series(content: bytes, series: str) -> bytes:
    """The file with the vouchers of one series alone."""
    others = re.compile(rb'#VER "(?!%s")[A-Z]+".*?\r\n}\r\n' % series.encode(), re.DOTALL)
    return others.sub(b"", content)


def all_series() -> list[str]:
    return sorted(set(Voucher.objects.order_by().values_list("series", flat=True)))


def kept(series: str) -> dict[str, tuple]:
    """What the books say of a series, in the other reader's own form."""
    return {
        str(one.number): (
            f"{one.date:%Y%m%d}",
            one.text,
            f"{one.posted_at:%Y%m%d}",
            [(str(e.account_id), "", f"{Decimal(e.amount) / 100:.2f}") for e in one.entries.order_by("pk")],
        )
        for one in Voucher.objects.filter(series=series)
    }


def test_another_reader_finds_every_voucher_as_it_is_in_the_books(billing, ask, tmp_path):
    first = issued(new_member(1, name="Åsens Öl & Ägg AB"), 400_005, origin="1")
    issued(new_member(2, name="Gränna"), 150_000, origin="2")
    pay(first, 100_000)
    pay(first, 500_000, source="2")

    answer = ask("treasurer")
    series = all_series()
    read = {name: read_by_others(of_series(answer.content, name), tmp_path) for name in series}

    assert answer["Content-Disposition"] == 'attachment; filename="bokforing-2017.si"'
    assert answer["Cache-Control"] == "no-store"
    assert len(series) == 2
    assert {name: read[name].verifikat for name in series} == {name: kept(name) for name in series}
    assert {one.fnamn for one in read.values()} == {"Föreningen IEC"}
    assert b"Faktura 20170001 \x8fsens \x99l & \x8egg AB" in answer.content


def test_the_files_sums_are_the_ledgers(billing, ask, tmp_path):
    first = issued(new_member(1), 400_005, origin="1")
    pay(first, 500_000)
    content = ask("auditor").content

    sums: dict[int, int] = {}
    for series in all_series():
        for _, _, _, lines in read_by_others(of_series(content, series), tmp_path).verifikat.values():
            assert sum(Decimal(amount) for _, _, amount in lines) == 0
            for account, _, amount in lines:
                sums[int(account)] = sums.get(int(account), 0) + int(Decimal(amount) * 100)

    assert sums == queries.balances()
    assert sum(sums.values()) == 0


def test_projects_are_told_of_and_a_year_has_its_own_vouchers_alone(billing, ask):
    lines = [
        Posting(account=1930, amount=5, objects=((6, "Höstmöte"),)),
        Posting(account=3001, amount=-5, objects=((1, "10"), (6, "Höstmöte"))),
    ]
    for on, source in ((DAY, "1"), (date(2018, 2, 1), "2")):
        actions.post_voucher(
            series="A", on=on, text=f"Post {source}", entries=lines, source=("x", source), by=TREASURER, at=AT
        )

    content = ask("treasurer", "2018").content.decode("cp437")

    assert "#RAR 0 20180101 20181231" in content
    assert '#DIM 1 "Kostnadsställe"\r\n#DIM 6 "Projekt"' in content
    assert '#OBJEKT 6 "Höstmöte" "Höstmöte"' in content
    assert '\t#TRANS 3001 {1 "10" 6 "Höstmöte"} -0.05\r\n' in content
    assert content.count("#VER ") == 1
    assert "Post 2" in content


def test_an_association_without_a_number_writes_none(billing, ask):
    from billing.invoices.models import InvoiceSettings

    InvoiceSettings.objects.update(org_number="")
    actions.fiscal_year(DAY)

    assert b"#ORGNR" not in ask("treasurer").content


def test_who_may_take_the_file_and_what_is_not_there(billing, ask):
    actions.fiscal_year(DAY)

    assert [ask(who).status_code for who in ("treasurer", "auditor", "office", "delegate", None)] == [
        200, 200, 403, 403, 401,
    ]  # fmt: skip
    assert ask("treasurer", "1999").status_code == 404


def test_the_other_reader_sees_a_file_that_does_not_balance(tmp_path):
    """Without it, a reader that read nothing would be as content."""
    company, accounts = sie.Company("Å"), [sie.Account(1930, "Bank"), sie.Account(3001, "Avgift")]
    lines = [sie.Line(1930, 500), sie.Line(3001, -500)]
    voucher = sie.Voucher("A", 1, DAY, "Ö", lines, registered=DAY)
    books = sie.Books(company, DAY, DAY, accounts, [voucher])
    content = sie.export(books, program="x", version="1", on=DAY).replace(b"-5.00", b"-4.00")

    read = read_by_others(content, tmp_path).verifikat["1"][3]

    assert sum(Decimal(amount) for _, _, amount in read) == 1
