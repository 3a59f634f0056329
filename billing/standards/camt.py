"""ISO 20022 statements: camt.053 (an account's day) and camt.054 (what was credited), versions 02 to 13.

Booked credits are payments; a reversed credit is a payment with a negative amount. A collected entry is taken
apart when its details add up to it; details that do not are a fault. Opening balance, entries and closing
balance of a camt.053 must agree, and so must a summary's figures where the bank gives them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from billing.standards.amounts import from_iso, to_decimal
from billing.standards.incoming import (
    MAX_BYTES,
    MAX_ENTRIES,
    Format,
    Incoming,
    Passed,
    PassedOver,
    Statement,
    tidy,
    too_large,
    too_many,
    unreadable,
)
from billing.standards.xml import Node, NotReadable, parse
from kernel.errors import Obstacle

_NAMESPACE = re.compile(r"urn:iso:std:iso:20022:tech:xsd:camt\.05([34])\.001\.(0[2-9]|1[0-3])")
_REPORTS = {"3": "BkToCstmrStmt/Stmt", "4": "BkToCstmrDbtCdtNtfctn/Ntfctn"}
_CURRENCY = re.compile(r"[A-Z]{3}")
_NOT_PROVIDED = "NOTPROVIDED"


def looks_like(content: bytes) -> bool:
    """Whether the beginning names a camt.053 or camt.054 document, in whichever encoding."""
    beginning = content[:4000].replace(b"\x00", b"")
    return b"tech:xsd:camt.053" in beginning or b"tech:xsd:camt.054" in beginning


def read(content: bytes) -> Statement:
    """All payments of the file, or every fault found in it. Never raises."""
    if len(content) > MAX_BYTES:
        return unreadable(Format.CAMT, too_large())
    try:
        document = parse(content)
    except NotReadable as error:
        return unreadable(Format.CAMT, Obstacle("billing.standards.fault_not_xml", {"row": error.row}))
    kind = _NAMESPACE.fullmatch(document.namespace)
    reports = document.all(_REPORTS[kind[1]]) if kind else []
    if not reports:
        return unreadable(Format.CAMT, Obstacle("billing.standards.fault_not_camt"))
    return _Reader().read(reports)


@dataclass(frozen=True)
class _Entry:
    """The part of an Ntry that all its transactions share. ``amount`` in öre, without sign."""

    number: int
    node: Node
    amount: int
    currency: str
    on: date
    debit: bool
    reversal: bool
    bank_id: str


class _Reader:
    """Numbers the entries through all reports of the file."""

    def __init__(self) -> None:
        self.faults: list[Obstacle] = []
        self.entries: list[Incoming] = []
        self.passed: list[PassedOver] = []
        self.accounts: set[str] = set()
        self.number = 0

    def read(self, reports: list[Node]) -> Statement:
        for report in reports:
            account = report.text("Acct/Id/IBAN", "Acct/Id/Othr/Id")
            self.accounts.update({account} if account else set())
            booked: list[tuple[int, str]] = []
            for node in report.all("Ntry"):
                self.number += 1
                if len(self.entries) > MAX_ENTRIES:
                    return unreadable(Format.CAMT, too_many(self.number))
                self.entry(node, booked)
            self.balances(report, booked)
            self.summary(report)
        return Statement(
            Format.CAMT,
            ", ".join(sorted(self.accounts)),
            () if self.faults else tuple(self.entries),
            tuple(self.passed),
            tuple(self.faults),
        )

    def entry(self, node: Node, booked: list[tuple[int, str]]) -> None:
        status = node.text("Sts/Cd", "Sts")
        if status not in {"BOOK", ""}:
            self.passed.append(PassedOver(self.number, Passed.PENDING))
            return
        money = node.first("Amt")
        amount, currency = self.amount(money)
        on = self.day(node)
        side = node.text("CdtDbtInd")
        if side not in {"CRDT", "DBIT"}:
            self.fault_in("CdtDbtInd", side)
        if amount is None or on is None or side not in {"CRDT", "DBIT"}:
            return
        debit, reversal = side == "DBIT", node.text("RvslInd") in {"true", "1"}
        booked.append((-amount if debit else amount, currency))
        entry = _Entry(
            self.number, node, amount, currency, on, debit, reversal, node.text("AcctSvcrRef", "NtryRef")
        )
        if debit and not reversal:
            self.passed.append(PassedOver(self.number, Passed.OUTGOING))
        else:
            self.take_apart(entry)

    def take_apart(self, entry: _Entry) -> None:
        details = entry.node.all("NtryDtls/TxDtls")
        if len(details) < 2:  # noqa: PLR2004  one or none: the entry is the payment
            self.add(entry, entry.amount, details[0] if details else None, entry.bank_id)
            return
        parts = [self.part(entry, detail) for detail in details]
        if all(part is None for part in parts):
            # The bank names the payers but not what each has paid: one sum to look at.
            self.add(entry, entry.amount, None, entry.bank_id, others=details)
            return
        seen = sum(part or 0 for part in parts)
        if None in parts or seen != entry.amount:
            said = {"row": entry.number, "said": to_decimal(entry.amount), "seen": to_decimal(seen)}
            self.faults.append(Obstacle("billing.standards.fault_batch", said))
            return
        for place, (detail, part) in enumerate(zip(details, parts, strict=True), start=1):
            own = detail.text("Refs/AcctSvcrRef")
            named = own if own and own != entry.bank_id else entry.bank_id and f"{entry.bank_id}/{place}"
            self.add(entry, part or 0, detail, named)

    def part(self, entry: _Entry, detail: Node) -> int | None:
        """What one transaction adds to its entry, in öre; None when not said in the entry's currency."""
        for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
            money = detail.first(path)
            if money is not None and money.attribute("Ccy") == entry.currency:
                amount = from_iso(money.own_text)
                against = detail.text("CdtDbtInd") not in {"", "DBIT" if entry.debit else "CRDT"}
                return -amount if against and amount is not None else amount
        return None

    def add(
        self,
        entry: _Entry,
        amount: int,
        detail: Node | None,
        bank_id: str,
        *,
        others: list[Node] | None = None,
    ) -> None:
        sources = others or ([detail] if detail else [])
        references = [reference for source in sources for reference in _references(source)]
        words = [line.own_text for source in sources for line in source.all("RmtInf/Ustrd")]
        words += [line.own_text for source in sources for line in source.all("RmtInf/Strd/AddtlRmtInf")]
        words += [entry.node.text("AddtlNtryInf")]
        returned = any(source.first("RtrInf") is not None for source in sources)
        self.entries.append(
            Incoming(
                amount=-amount if entry.debit else amount,
                currency=entry.currency,
                on=entry.on,
                reference=references[0] if references else "",
                text=tidy(" ".join(dict.fromkeys(word for word in words if word))),
                payer=tidy(detail.text("RltdPties/Dbtr/Pty/Nm", "RltdPties/Dbtr/Nm")) if detail else "",
                payer_account=_account(detail) if detail else "",
                payer_number=_number(detail) if detail else "",
                bank_id=bank_id,
                sequence=len(self.entries) + 1,
                row=entry.number,
                others=tuple(references[1:]),
                reversal=entry.reversal or returned,
                batch_id=entry.bank_id if bank_id != entry.bank_id else "",
            )
        )

    def balances(self, report: Node, booked: list[tuple[int, str]]) -> None:
        """Opening and booked entries make the closing balance, where the report carries both."""
        found: dict[str, tuple[int, str]] = {}
        for balance in report.all("Bal"):
            code = balance.text("Tp/CdOrPrtry/Cd")
            money = balance.first("Amt")
            amount = from_iso(money.own_text) if money else None
            if money and amount is not None:
                signed = -amount if balance.text("CdtDbtInd") == "DBIT" else amount
                found.setdefault(code, (signed, money.attribute("Ccy")))
        if self.faults or "CLBD" not in found or not {"OPBD", "PRCD"} & set(found):
            return
        opening, currency = found.get("OPBD") or found["PRCD"]
        seen = opening + sum(amount for amount, other in booked if other == currency)
        if seen != found["CLBD"][0]:
            said = {"row": self.number, "said": to_decimal(found["CLBD"][0]), "seen": to_decimal(seen)}
            self.faults.append(Obstacle("billing.standards.fault_balance", said))

    def summary(self, report: Node) -> None:
        """The number of entries, where the bank has counted them."""
        said, seen = report.text("TxsSummry/TtlNtries/NbOfNtries"), len(report.all("Ntry"))
        if said.isascii() and said.isdigit() and int(said[:9]) != seen:
            found = {"row": self.number, "said": int(said[:9]), "seen": seen}
            self.faults.append(Obstacle("billing.standards.fault_entries", found))

    def amount(self, money: Node | None) -> tuple[int | None, str]:
        text, currency = (money.own_text, money.attribute("Ccy")) if money else ("", "")
        amount = from_iso(text)
        if amount is None:
            self.fault_in("Amt", text)
        if not _CURRENCY.fullmatch(currency):
            self.fault_in("Ccy", currency)
        return amount, currency

    def day(self, node: Node) -> date | None:
        text = node.text("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
        try:
            return date.fromisoformat(text[:10])
        except ValueError:
            self.fault_in("BookgDt", text)
            return None

    def fault_in(self, element: str, value: str) -> None:
        found = {"row": self.number, "element": element, "value": tidy(value)[:60]}
        self.faults.append(Obstacle("billing.standards.fault_element", found))


def _references(detail: Node) -> list[str]:
    """Creditor references first, then the numbers of referred documents; each once, in order."""
    found = [node.own_text for node in detail.all("RmtInf/Strd/CdtrRefInf/Ref")]
    found += [node.own_text for node in detail.all("RmtInf/Strd/RfrdDocInf/Nb")]
    return list(dict.fromkeys(tidy(text) for text in found if text and text != _NOT_PROVIDED))


def _account(detail: Node) -> str:
    return detail.text("RltdPties/DbtrAcct/Id/IBAN", "RltdPties/DbtrAcct/Id/Othr/Id")


def _number(detail: Node) -> str:
    """An organisation number if the bank passes one on."""
    identity = "OrgId/Othr/Id"
    return detail.text(f"RltdPties/Dbtr/Pty/Id/{identity}", f"RltdPties/Dbtr/Id/{identity}")
