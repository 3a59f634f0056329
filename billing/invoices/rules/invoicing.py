"""What an invoice must say, when it can be issued and credited, and how an amount is posted. Plain Python.

Amounts are whole öre. VAT is rounded half up to the öre on each line.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from stdnum import bic as bics
from stdnum import iban as ibans
from stdnum import luhn
from stdnum.se import vat

from billing.books.enums import Number
from billing.books.rules import Posting
from billing.invoices.enums import PERCENT, InvoiceKind, InvoiceState, Standing, Vat
from billing.standards import creditor_reference, ocr
from kernel.errors import Obstacle
from kernel.money import SEK
from tenants.members.rules import read_org_number

VAT_ACCOUNT: Mapping[Vat, int] = {
    Vat.RATE_25: Number.VAT_25,
    Vat.RATE_12: Number.VAT_12,
    Vat.RATE_6: Number.VAT_6,
}
OWED = (Number.RECEIVABLES.value, Number.ADVANCES.value)
"""What a member owes stands on these two: above zero on the first, below zero on the other."""
SERIAL_WIDTH = 4
MOST = 100_000_000_00
"""Nobody's invoice: a hundred million kronor, in öre."""
SWISH_DIGITS, SWISH_BEGINS = 10, "123"
_NOT_DIGITS = re.compile(r"\D")


@dataclass(frozen=True, kw_only=True)
class Party:
    """Seller or buyer as the invoice shows them; what is not known is empty."""

    name: str = ""
    org_number: str = ""
    number: str = ""  # the member's own
    kind: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    country: str = "SE"
    email: str = ""
    reference: str = ""
    peppol_id: str = ""
    vat_id: str = ""
    has_f_tax: bool = False
    bankgiro: str = ""
    iban: str = ""
    bic: str = ""
    swish: str = ""

    def to_json(self) -> dict[str, Any]:
        """As the invoice keeps it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class NewLine:
    """A line to be written: ``unit_price`` in öre before VAT; the account is one of income."""

    text_sv: str
    unit_price: int
    vat: Vat
    text_en: str = ""
    detail_sv: str = ""
    detail_en: str = ""
    quantity: int = 1
    account: int = Number.MEMBERSHIP_FEES

    @property
    def net(self) -> int:
        """Before VAT."""
        return self.quantity * self.unit_price

    @property
    def vat_amount(self) -> int:
        """VAT of the whole line."""
        return vat_on(self.net, self.vat)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What issuing needs to know of the settings."""

    seller: Party
    terms_days: int
    ocr_length_digit: bool
    currency: str = SEK


@dataclass(frozen=True)
class VatRow:
    """One treatment's sums on an invoice (ML 17 kap. 24 § 8–10)."""

    treatment: Vat
    net: int
    vat: int


@dataclass(frozen=True)
class Sums:
    """What an invoice comes to."""

    net: int
    vat: int
    rows: Sequence[VatRow] = field(default_factory=tuple)

    @property
    def total(self) -> int:
        """VAT included."""
        return self.net + self.vat


def vat_on(net: int, treatment: Vat) -> int:
    """VAT in öre, half up."""
    return (net * PERCENT.get(treatment, 0) * 2 + 100) // 200


def sums_of(lines: Iterable[tuple[Vat, int, int]]) -> Sums:
    """Add up lines given as (treatment, net, VAT)."""
    rows: dict[Vat, tuple[int, int]] = {}
    for treatment, net, tax in lines:
        before = rows.get(treatment, (0, 0))
        rows[treatment] = (before[0] + net, before[1] + tax)
    found = tuple(VatRow(treatment, *rows[treatment]) for treatment in Vat if treatment in rows)
    return Sums(sum(row.net for row in found), sum(row.vat for row in found), found)


def number_of(year: str, serial: int) -> str:
    """``20170001``: the fiscal year and the serial within it."""
    return f"{year}{serial:0{SERIAL_WIDTH}}"


def reference_of(number: str, terms: Terms) -> str:
    """What the payer of an invoice writes: OCR where kronor are counted, elsewhere ISO 11649."""
    if terms.currency == SEK:
        return ocr.reference(number, length_digit=terms.ocr_length_digit)
    return creditor_reference.reference(number)


def faults_in_lines(lines: Sequence[NewLine]) -> dict[str, list[Obstacle]]:
    """Lines that cannot be read as they are."""
    if not lines:
        return {"lines": [Obstacle("billing.invoices.error_no_lines")]}
    wrong = [
        Obstacle("billing.invoices.error_line", {"line": no})
        for no, one in enumerate(lines, 1)
        if not one.text_sv.strip() or one.unit_price < 0 or one.quantity < 1 or one.net > MOST
    ]
    return {"lines": wrong} if wrong else {}


def obstacles_to_issuing(*, total: int, buyer: Party, terms: Terms, has_vat: bool) -> list[Obstacle]:
    """Everything that the invoice still lacks: what the law asks for, and a way to pay it."""
    found = []
    if total == 0:
        found.append(Obstacle("billing.invoices.obstacle_nothing_to_pay"))
    if not terms.seller.name:
        found.append(Obstacle("billing.invoices.obstacle_no_seller_name"))
    if not terms.seller.org_number:
        found.append(Obstacle("billing.invoices.obstacle_no_org_number"))
    if not terms.seller.town:
        found.append(Obstacle("billing.invoices.obstacle_no_seller_address"))
    if not (terms.seller.bankgiro or terms.seller.iban or terms.seller.swish):
        code = "no_way_to_pay" if terms.currency == SEK else "no_iban"
        found.append(Obstacle(f"billing.invoices.obstacle_{code}"))
    if has_vat and not terms.seller.vat_id:
        found.append(Obstacle("billing.invoices.obstacle_no_vat_id"))
    if not buyer.name:
        found.append(Obstacle("billing.invoices.obstacle_no_buyer"))
    if has_vat and not (buyer.street and buyer.town):  # ML 17 kap. 24 § 5
        found.append(no_address(buyer.name))
    return found


def no_address(name: str) -> Obstacle:
    """What stops an invoice with VAT to somebody whose street or town is not known."""
    return Obstacle("billing.invoices.obstacle_no_buyer_address", {"name": name})


def obstacles_to_e_invoice(
    *,
    state: str,
    seller: Party,
    buyer: Party,
    treatments: Collection[Vat],
    seller_found: bool,
    buyer_found: bool,
) -> list[Obstacle]:
    """Everything that EN 16931 and Peppol would send an e-invoice back for.

    ``found``: whether a party has an address in Peppol (R010, R020). An exempt line needs the seller's VAT
    number or F-tax (BR-E-02), and so does one outside VAT beside others, which is told as exempt (BR-O-11).
    """
    if state != InvoiceState.ISSUED:
        return [Obstacle("billing.invoices.obstacle_not_issued")]
    found = []
    if not seller_found:
        found.append(Obstacle("billing.invoices.obstacle_no_seller_endpoint"))
    if not buyer_found:
        found.append(Obstacle("billing.invoices.obstacle_no_buyer_endpoint", {"name": buyer.name}))
    if not buyer.reference.strip():
        found.append(Obstacle("billing.invoices.obstacle_no_buyer_reference", {"name": buyer.name}))
    if Vat.EXEMPT in treatments and not (seller.vat_id or seller.has_f_tax):
        found.append(Obstacle("billing.invoices.obstacle_exempt_without_number"))
    return found


def obstacles_to_paying(*, kind: str, state: str, number: str) -> list[Obstacle]:
    """Money is taken in on issued invoices alone."""
    if kind == InvoiceKind.CREDIT_NOTE:
        return [Obstacle("billing.invoices.obstacle_is_a_credit_note", {"number": number})]
    if state != InvoiceState.ISSUED:
        return [Obstacle("billing.invoices.obstacle_not_issued")]
    return []


def faults_in_money_by_hand(*, on: date, today: date) -> dict[str, list[Obstacle]]:
    """Money that somebody saw has come; what is to come is no payment yet."""
    if on > today:
        return {"on": [Obstacle("billing.invoices.error_on_later", {"date": on.isoformat()})]}
    return {}


def obstacles_to_paying_out(*, available: int, amount: int) -> list[Obstacle]:
    """By hand the association pays out what was paid too much, and what pays the invoice stays."""
    if amount <= available:
        return []
    return [Obstacle("billing.invoices.obstacle_not_overpaid_so_much", {"available": available})]


def obstacles_to_crediting(
    *, kind: str, state: str, number: str, left: Mapping[int, int], wanted: Mapping[int, int]
) -> list[Obstacle]:
    """No more than is left is credited. Both are line number → net in öre."""
    found = obstacles_to_paying(kind=kind, state=state, number=number)
    if found:
        return found
    if not any(left.values()):
        return [Obstacle("billing.invoices.obstacle_all_credited", {"number": number})]
    return [
        Obstacle("billing.invoices.obstacle_credits_too_much", {"line": no, "left": left.get(no, 0)})
        for no, net in sorted(wanted.items())
        if net > left.get(no, 0)
    ]


def obstacles_to_writing_off(
    *, kind: str, state: str, number: str, balance: int, is_decided: bool
) -> list[Obstacle]:
    """What is open is given up by a decision, never by a click."""
    found = obstacles_to_paying(kind=kind, state=state, number=number)
    if found:
        return found
    if balance <= 0:
        found.append(Obstacle("billing.invoices.obstacle_nothing_open", {"number": number}))
    if not is_decided:
        found.append(Obstacle("billing.invoices.obstacle_needs_a_decision"))
    return found


def obstacles_to_moving(*, same_member: bool, available: int, needed: int, amount: int) -> list[Obstacle]:
    """A member's own money pays that member's other invoice, and no more than both can take."""
    found = []
    if not same_member:
        found.append(Obstacle("billing.invoices.obstacle_another_members"))
    if amount > available:
        found.append(Obstacle("billing.invoices.obstacle_not_overpaid_so_much", {"available": available}))
    if amount > needed:
        found.append(Obstacle("billing.invoices.obstacle_not_open_so_much", {"open": needed}))
    return found


def postings_on_invoice(*, invoice: Any, member: Any, before: int, change: int) -> list[Posting]:  # noqa: ANN401  ids
    """Lines on 1510 and 2420 when what an invoice owes goes from ``before`` by ``change``.

    Above zero it is a receivable, below zero the member's own money: whatever order events come in, the two
    accounts end alike.
    """
    after = before + change
    kept = {"about": invoice, "party": member}
    return [
        Posting(account=Number.RECEIVABLES, amount=max(after, 0) - max(before, 0), **kept),
        Posting(account=Number.ADVANCES, amount=min(after, 0) - min(before, 0), **kept),
    ]


def postings_of_income(lines: Iterable[tuple[int, Vat, int, int]], *, sign: int) -> list[Posting]:
    """Income and VAT of lines given as (account, treatment, net, VAT); sign −1 bills, +1 credits."""
    found = []
    for account, treatment, net, tax in lines:
        found.append(Posting(account=account, amount=sign * net))
        if tax:
            found.append(Posting(account=VAT_ACCOUNT[treatment], amount=sign * tax))
    return found


def postings_of_loss(amount: int, sums: Sums) -> list[Posting]:
    """What is given up: the loss itself, and the VAT that it no longer bears (ML 8 kap. 14 §), half up."""
    found, rest = [], amount
    for row in sums.rows:
        share = (amount * row.vat * 2 + sums.total) // (2 * sums.total) if row.vat else 0
        if share:
            found.append(Posting(account=VAT_ACCOUNT[row.treatment], amount=share))
            rest -= share
    return [Posting(account=Number.LOST_RECEIVABLES, amount=rest), *found]


def standing(
    *, state: str, total: int, balance: int, credited: int, written_off: int, due_on: date | None, today: date
) -> Standing:
    """How an invoice stands. ``balance`` is what is left to pay; below zero it was paid too much."""
    if state == InvoiceState.DRAFT:
        return Standing.DRAFT
    paid = total - credited - written_off - balance
    if balance < 0:
        return Standing.OVERPAID
    if balance == 0:
        if written_off:
            return Standing.WRITTEN_OFF
        return Standing.CREDITED if credited and not paid else Standing.PAID
    if due_on is not None and due_on < today:
        return Standing.OVERDUE
    return Standing.PARTLY_PAID if paid > 0 else Standing.OPEN


def tidy_settings(
    values: Mapping[str, Any], *, country: str = "SE"
) -> tuple[dict[str, Any], dict[str, list[Obstacle]]]:
    """The settings as they will be kept, and every field that is wrong. ``country`` is the association's."""
    tidy: dict[str, Any] = {k: v.strip() if isinstance(v, str) else v for k, v in values.items()}
    wrong: dict[str, list[Obstacle]] = {}
    for name, check in _CHECKS.items():
        if tidy.get(name):
            kept = check(tidy[name])
            if kept is None:
                wrong[name] = [Obstacle(f"billing.invoices.error_{name}", {"value": tidy[name]})]
            else:
                tidy[name] = kept
    if tidy.get("org_number"):
        read = read_org_number(tidy["org_number"], country)
        tidy["org_number"] = read.value
        if not read.is_a_number or not read.is_checked:
            params = {"value": read.value, "example": read.example}
            wrong["org_number"] = [Obstacle("billing.invoices.error_org_number", params)]
    return tidy, wrong


def bankgiro_digits(text: str) -> str | None:
    """Seven or eight digits whose last is right; with hyphen and spaces as people write it."""
    digits = _NOT_DIGITS.sub("", text)
    return digits if len(digits) in {7, 8} and luhn.is_valid(digits) else None


def _vat_id(text: str) -> str | None:
    return f"SE{vat.compact(text)}" if vat.is_valid(text) else None


def _iban(text: str) -> str | None:
    return ibans.compact(text) if ibans.is_valid(text) else None


def _bic(text: str) -> str | None:
    return bics.compact(text) if bics.is_valid(text) else None


def _swish(text: str) -> str | None:
    """An organisation's number at Swish begins with 123 and has ten digits; +46 is of private ones."""
    digits = _NOT_DIGITS.sub("", text)
    return digits if len(digits) == SWISH_DIGITS and digits.startswith(SWISH_BEGINS) else None


_CHECKS = {"bankgiro": bankgiro_digits, "vat_id": _vat_id, "iban": _iban, "bic": _bic, "swish": _swish}
