"""A member's account as a workbook: it adds up to what the ledger says, and is the member's own."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

from openpyxl import load_workbook
from pypdf import PdfReader

from billing.invoices.queries import balance_of_member
from tests.billing.conftest import DAY, issued, new_member, pay


def read(answer):
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def ore(value):
    return int(Decimal(str(value)) * 100)


def test_the_account_adds_up_to_what_is_owed(billing, get):
    member = new_member(1)
    pay(issued(member, 400_005), 100_000)

    answer = get("treasurer", f"/api/reports/members/{member.pk}/statement")
    rows = read(answer)

    assert answer["Content-Disposition"].startswith('attachment; filename="kontoutdrag-0001-')
    assert rows[0] == ["Dag", "Text", "Faktura", "Verifikation", "Belopp", "Saldo efter"]
    assert [ore(row[4]) for row in rows[1:-1]] == [400_005, -100_000]
    assert [ore(row[5]) for row in rows[1:]] == [400_005, 300_005, 300_005]
    assert ore(rows[-1][5]) == balance_of_member(member.pk)


def test_a_period_begins_with_what_was_owed_before_it(billing, get):
    member = new_member(1)
    issued(member, 400_005)
    day = (DAY + timedelta(days=1)).isoformat()

    rows = read(get("treasurer", f"/api/reports/members/{member.pk}/statement?lang=en&from_date={day}"))

    assert [row[1] for row in rows[1:]] == ["Opening balance", "Balance"]
    assert [ore(row[5]) for row in rows[1:]] == [400_005, 400_005]


def test_it_is_for_the_member_itself_and_for_nobody_elses(billing, get):
    one, two = new_member(1), new_member(2)
    issued(one, 400_000)
    path = f"/api/reports/members/{one.pk}/statement"

    found = [
        get(who, path).status_code
        for who in (one.contact_email, two.contact_email, "auditor", "office", None)
    ]
    missing = get(two.contact_email, "/api/reports/members/00000000-0000-4000-8000-000000000000/statement")

    assert found == [200, 404, 200, 404, 401]
    assert missing.json() == get(two.contact_email, path).json()


def test_on_paper_it_says_the_same_tagged_and_in_both_languages(billing, get):
    member = new_member(1)
    pay(issued(member, 400_005), 100_000)
    address = f"/api/reports/members/{member.pk}/statement?file=pdf"

    told = {lang: get("treasurer", f"{address}&lang={lang}") for lang in ("sv", "en")}

    names = [one["Content-Disposition"].split('"')[1][:17] for one in told.values()]
    assert names == ["kontoutdrag-0001-", "statement-0001-20"]
    words = {lang: " ".join(paper_of(one)[1].split()) for lang, one in told.items()}
    for said in ("Kontoutdrag", member.name, "4 000,05", "\u22121 000,00", "Att betala", "3 000,05 kr"):
        assert said in words["sv"], said
    for said in ("Statement of account", "4,000.05", "To pay", "SEK 3,000.05"):
        assert said in words["en"], said
    assert all(paper_of(one)[0] for one in told.values())
    assert get(new_member(2).contact_email, address).status_code == 404


def paper_of(answer):
    """Whether it is tagged, and what it says."""
    reader = PdfReader(io.BytesIO(answer.content))
    text = "\n".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")
    return bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"]), text
