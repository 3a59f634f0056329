"""The reports as tables, in Swedish and English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from billing.invoices.enums import InvoiceKind, Standing
from billing.reports.rules.figures import Balance, ClassFigures, InvoiceRow, PaymentRow, Sums, sums_of
from billing.standards.sheets import Cell, Column, Kind, Sheet

StatementLine = tuple[date, str, str, str, int, int]
"""Day, text, invoice, voucher, amount, and what was owed after it."""

_W: dict[str, dict[str, str]] = {
    "sv": {
        "report": "Rapport", "invoices": "Fakturor", "payments": "Betalningar",
        "members": "Medlemmars saldon", "classes": "Avgiftsklasser", "number": "Nummer", "kind": "Slag",
        "invoice": "Faktura",
        "credit_note": "Kreditfaktura", "issued": "Fakturadag", "due": "Betalas senast",
        "member_no": "Medlem nr", "member": "Medlem", "org": "Organisationsnummer", "class": "Klass",
        "ocr": "OCR",
        "credits": "Gäller faktura", "net": "Utan moms", "vat": "Moms", "total": "Belopp",
        "billed": "Fakturerat", "credited": "Krediterat", "written_off": "Avskrivet", "paid": "Betalt",
        "other": "Övrigt", "open": "Kvar att betala", "state": "Läge", "day": "Dag",
        "voucher": "Verifikation", "account": "Mot konto", "account_name": "Kontots namn", "text": "Text",
        "balance": "Saldo",
        "count": "Antal fakturor", "not_due": "Ej förfallet", "overdue": "Förfallet",
        "overpaid": "Betalt för mycket", "sum": "Summa", "no_class": "Utan klass", "statement": "Kontoutdrag",
        "opening": "Ingående saldo", "after": "Saldo efter",
    },
    "en": {
        "report": "Report", "invoices": "Invoices", "payments": "Payments", "members": "Members' balances",
        "classes": "Classes of fees", "number": "Number", "kind": "Kind", "invoice": "Invoice",
        "credit_note": "Credit note", "issued": "Issued", "due": "Due", "member_no": "Member no.",
        "member": "Member", "org": "Organisation number", "class": "Class", "ocr": "OCR",
        "credits": "Concerns invoice", "net": "Before VAT", "vat": "VAT", "total": "Amount",
        "billed": "Invoiced", "credited": "Credited", "written_off": "Written off", "paid": "Paid",
        "other": "Other", "open": "Left to pay", "state": "State", "day": "Day", "voucher": "Voucher",
        "account": "Against account", "account_name": "Account's name", "text": "Text", "balance": "Balance",
        "count": "Invoices", "not_due": "Not yet due", "overdue": "Overdue",
        "overpaid": "Paid too much", "sum": "Sum", "no_class": "Without a class",
        "statement": "Statement of account", "opening": "Opening balance", "after": "Balance after",
    },
}  # fmt: skip
_STANDING: dict[str, dict[Standing, str]] = {
    "sv": {
        Standing.DRAFT: "Utkast", Standing.OPEN: "Obetald", Standing.PARTLY_PAID: "Delvis betald",
        Standing.OVERDUE: "Förfallen", Standing.PAID: "Betald", Standing.OVERPAID: "Betald för mycket",
        Standing.CREDITED: "Krediterad", Standing.WRITTEN_OFF: "Avskriven",
    },
    "en": {
        Standing.DRAFT: "Draft", Standing.OPEN: "Unpaid", Standing.PARTLY_PAID: "Partly paid",
        Standing.OVERDUE: "Overdue", Standing.PAID: "Paid", Standing.OVERPAID: "Paid too much",
        Standing.CREDITED: "Credited", Standing.WRITTEN_OFF: "Written off",
    },
}  # fmt: skip
_FILE = {
    "sv": {"all": "rapport", "invoices": "fakturor", "payments": "betalningar", "members": "saldon",
           "classes": "avgiftsklasser"},
    "en": {"all": "report", "invoices": "invoices", "payments": "payments", "members": "balances",
           "classes": "classes"},
}  # fmt: skip
_SUMS = ("billed", "credited", "written_off", "paid", "other")


def file_name(of: str, *, lang: str, on: date, ending: str) -> str:
    """``fakturor-2017-01-09.xlsx``."""
    return f"{_FILE[lang][of]}-{on.isoformat()}.{ending}"


def title(of: str, lang: str) -> str:
    """What the report is called."""
    return _W[lang]["report" if of == "all" else of]


def invoices_sheet(rows: Sequence[InvoiceRow], lang: str) -> Sheet:
    """Every issued invoice and credit note; a credit note's amounts are below zero."""
    w = _W[lang]
    columns = (
        Column(w["number"]), Column(w["kind"]), Column(w["issued"], Kind.DAY, 12),
        Column(w["due"], Kind.DAY, 14), Column(w["member_no"]), Column(w["member"], width=34),
        Column(w["org"], width=18), Column(w["class"], width=9), Column(w["ocr"], width=18),
        Column(w["credits"]), Column(w["net"], Kind.MONEY), Column(w["vat"], Kind.MONEY, 12),
        Column(w["total"], Kind.MONEY), *_sum_columns(w, without="billed"),
        Column(w["open"], Kind.MONEY, 16), Column(w["state"], width=18),
    )  # fmt: skip
    told: list[list[Cell]] = []
    for row in rows:
        is_note = row.kind == InvoiceKind.CREDIT_NOTE
        head: list[Cell] = [
            row.number, w[row.kind], row.issued_on, None if is_note else row.due_on, row.member_number,
            row.member_name, row.org_number, row.fee_class, row.ocr, row.credits_number, row.net, row.vat,
            row.total,
        ]  # fmt: skip
        sums: list[Cell] = [None] * 5 if is_note else [*_sums(row.sums)[1:], row.open]
        told.append([*head, *sums, _STANDING[lang][row.standing] if row.standing else ""])
    sums_row = sums_of(row.sums for row in rows)
    total: list[Cell] = [
        w["sum"], *[None] * 9, sum(row.net for row in rows), sum(row.vat for row in rows),
        sum(row.total for row in rows), *_sums(sums_row)[1:], sum(row.open for row in rows), None,
    ]  # fmt: skip
    return Sheet(w["invoices"], columns, told, total)


def payments_sheet(rows: Sequence[PaymentRow], lang: str) -> Sheet:
    """What came in on invoices, and below zero what went back."""
    w = _W[lang]
    columns = (
        Column(w["day"], Kind.DAY, 12), Column(w["voucher"]), Column(w["total"], Kind.MONEY),
        Column(w["invoice"]), Column(w["member_no"]), Column(w["member"], width=34),
        Column(w["account"], Kind.COUNT), Column(w["account_name"], width=34), Column(w["text"], width=44),
    )  # fmt: skip
    told: list[list[Cell]] = [
        [
            row.on, row.voucher, row.amount, row.number, row.member_number, row.member_name, row.account,
            row.account_sv if lang == "sv" else row.account_en, row.text if lang == "sv" else row.text_en,
        ]
        for row in rows
    ]  # fmt: skip
    return Sheet(w["payments"], columns, told, [w["sum"], None, sum(r.amount for r in rows), *[None] * 6])


def balances_sheet(rows: Sequence[Balance], lang: str) -> Sheet:
    """Every member that anything has been between, and what it owes; below zero it has to its credit."""
    w = _W[lang]
    columns = (
        Column(w["member_no"]), Column(w["member"], width=34), Column(w["org"], width=18), *_sum_columns(w),
        Column(w["balance"], Kind.MONEY),
    )  # fmt: skip
    told: list[list[Cell]] = [
        [row.number, row.name, row.org_number, *_sums(row.sums), row.sums.balance] for row in rows
    ]
    all_sums = sums_of(row.sums for row in rows)
    return Sheet(w["members"], columns, told, [w["sum"], None, None, *_sums(all_sums), all_sums.balance])


def classes_sheet(rows: Sequence[ClassFigures], lang: str) -> Sheet:
    """Class by class: what was billed, what became of it, and what is left."""
    w = _W[lang]
    columns = (
        Column(w["class"]), Column(w["count"], Kind.COUNT), *_sum_columns(w),
        Column(w["not_due"], Kind.MONEY), Column(w["overdue"], Kind.MONEY),
        Column(w["overpaid"], Kind.MONEY, 18),
    )  # fmt: skip
    told: list[list[Cell]] = [
        [row.code or w["no_class"], row.invoices, *_sums(row.sums), row.due, row.overdue, row.credit]
        for row in rows
    ]
    total: list[Cell] = [
        w["sum"], sum(row.invoices for row in rows), *_sums(sums_of(row.sums for row in rows)),
        sum(row.due for row in rows), sum(row.overdue for row in rows), sum(row.credit for row in rows),
    ]  # fmt: skip
    return Sheet(w["classes"], columns, told, total)


def statement_name(number: str, *, lang: str, on: date, kind: str = "xlsx") -> str:
    """``kontoutdrag-0001-2017-01-09.xlsx``, or ``.pdf``."""
    kept = "".join(sign for sign in number if sign.isascii() and sign.isalnum())
    word = "kontoutdrag" if lang == "sv" else "statement"
    return "-".join(part for part in (word, kept, on.isoformat()) if part) + f".{kind}"


def statement_sheet(lines: Sequence[StatementLine], *, opening: int, closing: int, lang: str) -> Sheet:
    """A member's account: what was charged above zero, what was paid or given up below, and what was owed."""
    w = _W[lang]
    columns = (
        Column(w["day"], Kind.DAY, 12), Column(w["text"], width=48), Column(w["invoice"]),
        Column(w["voucher"]), Column(w["total"], Kind.MONEY), Column(w["after"], Kind.MONEY),
    )  # fmt: skip
    rows: list[list[Cell]] = [list(line) for line in lines]
    if opening:
        rows.insert(0, [None, w["opening"], None, None, None, opening])
    return Sheet(w["statement"], columns, rows, [None, w["balance"], None, None, None, closing])


def _sum_columns(w: dict[str, str], *, without: str = "") -> list[Column]:
    return [Column(w[name], Kind.MONEY) for name in _SUMS if name != without]


def _sums(sums: Sums) -> list[Cell]:
    return [getattr(sums, name) for name in _SUMS]
