"""Files from the bank, and what the books say after them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from billing.bank import actions
from billing.bank.models import BankPayment
from billing.books.queries import trial_balance
from tests.billing.conftest import AT, TREASURER, at_the_end, issued, new_member
from tests.billing.standards.bgmax_files import BgMax

FEE = 400_000
CSV_HEAD = "Bokföringsdag;Belopp;Referens;Avsändare;Verifikationsnummer"


def bgmax(*payments: Any, day: str = "20170131", account: str = "9990003", mark: str = "P") -> bytes:
    """A BgMax file of payments given as (reference, amount in öre, more)."""
    made = BgMax(account=account, mark=mark).open()
    for reference, amount, more in payments:
        made.pay(reference, amount, **more)
    return made.close(day).bytes()


def csv_list(*rows: str) -> bytes:
    """A bank's list with these rows below its headings."""
    return "\r\n".join([CSV_HEAD, *rows, ""]).encode()


def camt(*entries: tuple[str, str, int, str], day: str = "2017-01-31") -> bytes:
    """A camt.054 with credits given as (reference of the bank, OCR, öre, payer)."""
    rows = "".join(
        f'<Ntry><Amt Ccy="SEK">{amount // 100}.{amount % 100:02d}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<Sts>BOOK</Sts><BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{ref}</AcctSvcrRef><NtryDtls><TxDtls>"
        f"<RltdPties><Dbtr><Nm>{payer}</Nm></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>{ocr}</Ref>"
        "</CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls></Ntry>"
        for ref, ocr, amount, payer in entries
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn><Ntfctn>'
        f"<Acct><Id><Othr><Id>9990003</Id></Othr></Id></Acct>{rows}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def read(content: bytes, name: str = "fil.txt", **more: Any) -> Any:
    return actions.read_file(name=name, content=content, by=TREASURER, at=AT, **more)


def book(content: bytes, **more: Any) -> Any:
    """Read, book and match a file; the books balance after it."""
    found = read(content, **more)
    actions.book_file(file_id=found.pk, by=TREASURER, at=AT)
    done = actions.carry_on(file_id=found.pk, by=TREASURER, at=AT)
    sound()
    return done


def sound() -> None:
    """The trial balance is zero, payments add up, and 2499 is what is left of them."""
    from django.db.models import Sum

    at_the_end()
    rows = {row.account.number: row.closing for row in trial_balance().rows}
    assert sum(rows.values()) == 0
    left = BankPayment.objects.exclude(arrived=None).aggregate(all=Sum("left"))["all"] or 0
    assert rows.get(2499, 0) == -left


def states() -> list[tuple[str, int, str]]:
    """Every payment in the file's order: state, what is left, why it waits."""
    return [
        (one.state, one.left, one.waits[0]["code"].rpartition(".")[2] if one.waits else "")
        for one in BankPayment.objects.order_by("file__read_at", "file__pk", "sequence")
    ]


def waiting() -> Any:
    """The one payment in the queue."""
    return BankPayment.objects.get(state="waiting")


def match(payment: Any, *parts: Any, **more: Any) -> Any:
    asked = {"request": uuid4(), "by": TREASURER, "at": AT, **more}
    return actions.match_payment(
        payment_id=payment.pk, parts=[(invoice.pk, amount) for invoice, amount in parts], **asked
    )


@pytest.fixture
def bills(billing):
    """Three members with an invoice of 4,000 kr each."""
    return [issued(new_member(n), FEE, origin=str(n)) for n in (1, 2, 3)]
