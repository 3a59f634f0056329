"""Bankgirot's file of incoming payments, BgMax layout 1: lines of 80 characters in ISO 8859-1.

Written from the facts of Bankgirot's technical manual for Bankgiro Inbetalningar. A file is
`01 (05 (20|21 (22|23)* 25* 26 27 28 29)* 15)* 70`. 20 is a payment and 21 a deduction from the deposit; 22
and 23 name further references of it (23 for a credited one) and 25–29 tell who paid. 15 sums the deposit and
70 counts the records; what does not add up is a fault, because then a line has been lost or changed.
A transaction code unknown to us is passed by, as the manual asks of its readers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from billing.standards import bankgiro
from billing.standards.incoming import (
    MAX_BYTES,
    MAX_ENTRIES,
    Format,
    Incoming,
    Statement,
    tidy,
    too_large,
    too_many,
    unreadable,
)
from kernel.errors import Obstacle

WIDTH = 80
START = "01BGMAX"
_PAYMENT, _DEDUCTION = "20", "21"
_FURTHER, _CREDITED = "22", "23"


@dataclass
class _Payment:
    """A record 20 or 21 with what its followers add."""

    row: int
    record: str
    payer_bankgiro: str
    reference: str
    amount: int
    bank_id: str
    others: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    name: str = ""
    org_number: str = ""


@dataclass
class _Deposit:
    """A record 05 and all until its 15."""

    row: int
    account: str
    currency: str
    payments: list[_Payment] = field(default_factory=list)


def looks_like(content: bytes) -> bool:
    """Whether the first line says BgMax."""
    return content.lstrip(b"\xef\xbb\xbf").startswith(START.encode())


def read(content: bytes) -> Statement:
    """All payments of the file, or every fault found in it. Never raises."""
    if len(content) > MAX_BYTES:
        return unreadable(Format.BGMAX, too_large())
    if not looks_like(content):
        return unreadable(Format.BGMAX, Obstacle("billing.standards.fault_not_bgmax"))
    return _Reader().read(content)


class _Reader:
    """Holds the place in the file while the lines go by."""

    def __init__(self) -> None:
        self.faults: list[Obstacle] = []
        self.entries: list[Incoming] = []
        self.accounts: set[str] = set()
        self.deposit: _Deposit | None = None
        self.payment: _Payment | None = None
        self.counts = dict.fromkeys((_PAYMENT, _DEDUCTION, _FURTHER, _CREDITED, "15"), 0)
        self.ended_on = 0
        self.test_file = False

    def read(self, content: bytes) -> Statement:
        row = 0
        for row, raw in enumerate(content.lstrip(b"\xef\xbb\xbf").splitlines(), start=1):
            line = raw.decode("iso-8859-1").rstrip(" \x1a")
            if not line:
                continue
            if len(line) > WIDTH or "\t" in line:
                self.faults.append(
                    Obstacle("billing.standards.fault_width", {"row": row, "width": len(line)})
                )
            elif self.ended_on:
                self.faults.append(Obstacle("billing.standards.fault_after_end", {"row": row}))
            elif len(self.entries) > MAX_ENTRIES:
                return unreadable(Format.BGMAX, too_many(row))
            else:
                self.line(row, line.ljust(WIDTH))
        if not self.ended_on and not self.faults:
            self.faults.append(Obstacle("billing.standards.fault_no_end", {"row": row}))
        return Statement(
            Format.BGMAX,
            ", ".join(sorted(self.accounts)),
            () if self.faults else tuple(self.entries),
            faults=tuple(self.faults),
            test_file=self.test_file,
        )

    def line(self, row: int, line: str) -> None:
        code = line[:2]
        if code == "01":
            self.test_file = line[44] == "T"
            if row > 1:
                self.faults.append(Obstacle("billing.standards.fault_order", {"row": row, "record": code}))
        elif code == "05":
            self.opening(row, line)
        elif code in {_PAYMENT, _DEDUCTION}:
            self.counts[code] += 1
            self.pay(row, line)
        elif code in {_FURTHER, _CREDITED} or code in {"25", "26", "27", "28", "29"}:
            self.detail(row, code, line)
        elif code == "15":
            self.counts[code] += 1
            self.sum_up(row, line)
        elif code == "70":
            self.end(row, line)

    def opening(self, row: int, line: str) -> None:
        if self.deposit is not None:
            self.faults.append(Obstacle("billing.standards.fault_order", {"row": row, "record": "05"}))
        account = bankgiro.compact(line[2:12])
        self.accounts.add(account)
        self.deposit, self.payment = _Deposit(row, account, line[22:25].strip()), None

    def pay(self, row: int, line: str) -> None:
        amount = self.number(row, line[37:55])
        if self.deposit is None:
            self.faults.append(Obstacle("billing.standards.fault_order", {"row": row, "record": line[:2]}))
            return
        self.payment = _Payment(
            row=row,
            record=line[:2],
            payer_bankgiro=bankgiro.compact(line[2:12]),
            reference=tidy(line[12:37]),
            amount=-amount if line[:2] == _DEDUCTION else amount,
            bank_id=line[57:69].strip(),
        )
        self.deposit.payments.append(self.payment)

    def detail(self, row: int, code: str, line: str) -> None:
        if code in self.counts:
            self.counts[code] += 1
        if self.payment is None:
            self.faults.append(Obstacle("billing.standards.fault_order", {"row": row, "record": code}))
        elif code in {_FURTHER, _CREDITED}:
            self.payment.others.append(tidy(line[12:37]))
        elif code == "25":
            self.payment.text.append(tidy(line[2:52]))
        elif code == "26":
            self.payment.name = tidy(line[2:37] + " " + line[37:72])
        elif code == "29":
            self.payment.org_number = line[2:14].strip().lstrip("0")

    def sum_up(self, row: int, line: str) -> None:
        deposit, self.deposit, self.payment = self.deposit, None, None
        if deposit is None:
            self.faults.append(Obstacle("billing.standards.fault_order", {"row": row, "record": "15"}))
            return
        on = self.day(row, line[37:45])
        amount, count = self.number(row, line[50:68]), self.number(row, line[71:79])
        seen = sum(payment.amount for payment in deposit.payments)
        if amount != seen:
            self.faults.append(
                Obstacle("billing.standards.fault_sum", {"row": row, "said": amount, "seen": seen})
            )
        if count != len(deposit.payments):
            self.faults.append(
                Obstacle(
                    "billing.standards.fault_count",
                    {"row": row, "said": count, "seen": len(deposit.payments)},
                )
            )
        if line[68:71].strip() != deposit.currency:
            self.faults.append(
                Obstacle("billing.standards.fault_currency", {"row": row, "value": tidy(line[68:71])})
            )
        if on is not None:
            for payment in deposit.payments:
                self.entries.append(self.incoming(deposit, payment, on))

    def incoming(self, deposit: _Deposit, payment: _Payment, on: date) -> Incoming:
        return Incoming(
            amount=payment.amount,
            currency=deposit.currency,
            on=on,
            reference=payment.reference,
            text=" ".join(payment.text),
            payer=payment.name,
            payer_account=payment.payer_bankgiro,
            payer_number=payment.org_number,
            bank_id=payment.bank_id and f"{on:%Y%m%d}-{payment.bank_id}",
            sequence=len(self.entries) + 1,
            row=payment.row,
            others=tuple(payment.others),
            reversal=payment.record == _DEDUCTION,
        )

    def end(self, row: int, line: str) -> None:
        self.ended_on = row
        if self.deposit is not None:
            self.faults.append(Obstacle("billing.standards.fault_order", {"row": row, "record": "70"}))
        said = tuple(self.number(row, line[at : at + 8]) for at in (2, 10, 18, 26))
        counts = self.counts
        seen = (counts["20"], counts["21"], counts["22"] + counts["23"], counts["15"])
        if said != seen:
            self.faults.append(
                Obstacle(
                    "billing.standards.fault_records",
                    {"row": row, "said": _listed(said), "seen": _listed(seen)},
                )
            )

    def number(self, row: int, text: str) -> int:
        if text.isascii() and text.isdigit():
            return int(text)
        if text.strip():
            self.faults.append(Obstacle("billing.standards.fault_number", {"row": row, "value": tidy(text)}))
        return 0

    def day(self, row: int, text: str) -> date | None:
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
        except ValueError:
            self.faults.append(Obstacle("billing.standards.fault_day", {"row": row, "value": tidy(text)}))
            return None


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(str(number) for number in numbers)
