"""Peppol BIS Billing 3: an issued invoice or credit note as UBL 2.1, for those who take no PDF.

The rules are those of EN 16931 and of Peppol (with Sweden's own, SE-R-001 to 013), and the tests run the
official schematron. A fee outside VAT is category O, which no other category may stand beside (BR-O-11 to 14)
and with which no VAT number is shown (BR-O-02 to 04); beside others it is E, with the reason in words.
A bankgiro is paid with means 30 and ``SE:BANKGIRO``, its reference is the OCR; an IBAN stands with its BIC.
Amounts are whole coins in, decimals out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from lxml import etree

from billing.standards.amounts import to_decimal
from kernel.money import SEK

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
CAC = f"{UBL}:CommonAggregateComponents-2"
CBC = f"{UBL}:CommonBasicComponents-2"
CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
SWEDISH_NUMBER = "0007"
CREDIT_TRANSFER, PIECE = "30", "EA"
F_TAX = "GODKÄND FÖR F-SKATT"
Category = Literal["S", "E", "O"]
REASONS: dict[Category, tuple[str, str]] = {
    "E": ("", "Exempt from VAT / Undantag från skatteplikt"),
    "O": ("VATEX-EU-O", "Not subject to VAT / Omfattas inte av moms"),
}
_ADDRESS = re.compile(r"([0-9]{4}):(\S+)")
_NOT_DIGITS = re.compile(r"\D")


@dataclass(frozen=True, kw_only=True)
class Trader:
    """Seller or buyer. ``endpoint`` is (scheme, address) in Peppol; ``org_number`` is digits or empty."""

    name: str
    endpoint: tuple[str, str]
    org_number: str = ""
    street: str = ""
    postal_code: str = ""
    town: str = ""
    country: str = "SE"
    email: str = ""
    vat_id: str = ""
    has_f_tax: bool = False


@dataclass(frozen=True, kw_only=True)
class DocumentLine:
    """One line in öre: ``net`` of all of ``quantity``; ``percent`` for category S alone."""

    no: int
    name: str
    detail: str
    quantity: int
    unit_price: int
    net: int
    category: Category
    percent: int = 0


@dataclass(frozen=True, kw_only=True)
class TaxRow:
    """What one category and rate comes to, in öre."""

    category: Category
    percent: int
    net: int
    vat: int
    has_outside: bool = False
    """Whether something that is outside VAT stands here, because it may not stand beside others as O."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """An issued document. ``credits`` is the credited invoice's number and day: then it is a credit note."""

    number: str
    issued_on: date
    due_on: date
    seller: Trader
    buyer: Trader
    buyer_reference: str
    lines: Sequence[DocumentLine]
    taxes: Sequence[TaxRow]
    note: str = ""
    period: tuple[date, date] | None = None
    credits: tuple[str, date] | None = None
    ocr: str = ""
    bankgiro: str = ""
    iban: str = ""
    bic: str = ""
    currency: str = SEK


def endpoint_of(peppol_id: str, *, org_number: str, country: str) -> tuple[str, str] | None:
    """Where a party is found in Peppol: its own id ``0007:2021991274``, else its Swedish number; or None."""
    read = _ADDRESS.fullmatch(peppol_id.strip())
    if read:
        return read[1], read[2]
    digits = digits_of(org_number)
    return (SWEDISH_NUMBER, digits) if country == "SE" and len(digits) == 10 else None  # noqa: PLR2004  digits


def is_address(text: str) -> bool:
    """Whether it reads as an address in Peppol: a scheme of four digits, a colon and the number."""
    return _ADDRESS.fullmatch(text) is not None


def digits_of(org_number: str) -> str:
    """The number as Peppol writes it."""
    return _NOT_DIGITS.sub("", org_number)


def write(document: Document) -> bytes:
    """The file. The caller has seen to it that nothing that the rules ask for is missing."""
    kind = "CreditNote" if document.credits else "Invoice"
    root = etree.Element(f"{{{UBL}:{kind}-2}}{kind}", nsmap={None: f"{UBL}:{kind}-2", "cac": CAC, "cbc": CBC})
    _head(root, document)
    _party(_add(root, "AccountingSupplierParty"), document.seller, document)
    _party(_add(root, "AccountingCustomerParty"), document.buyer, document)
    if not document.credits:
        _means(root, document)
    _taxes(root, document)
    _sums(root, document)
    for line in document.lines:
        _line(root, line, kind, document.currency)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def _head(root: Any, document: Document) -> None:  # noqa: ANN401  lxml carries no types
    _say(root, "CustomizationID", CUSTOMIZATION)
    _say(root, "ProfileID", PROFILE)
    _say(root, "ID", document.number)
    _say(root, "IssueDate", document.issued_on.isoformat())
    if document.credits:
        _say(root, "CreditNoteTypeCode", "381")
    else:
        _say(root, "DueDate", document.due_on.isoformat())
        _say(root, "InvoiceTypeCode", "380")
    _say(root, "Note", document.note)
    _say(root, "DocumentCurrencyCode", document.currency)
    _say(root, "BuyerReference", document.buyer_reference)
    if document.period:
        period = _add(root, "InvoicePeriod")
        _say(period, "StartDate", document.period[0].isoformat())
        _say(period, "EndDate", document.period[1].isoformat())
    if document.credits:
        number, day = document.credits
        about = _add(_add(root, "BillingReference"), "InvoiceDocumentReference")
        _say(about, "ID", number)
        _say(about, "IssueDate", day.isoformat())


def _party(holder: Any, trader: Trader, document: Document) -> None:  # noqa: ANN401  lxml carries no types
    party = _add(holder, "Party")
    _say(party, "EndpointID", trader.endpoint[1], schemeID=trader.endpoint[0])
    _say(_add(party, "PartyName"), "Name", trader.name)
    address = _add(party, "PostalAddress")
    _say(address, "StreetName", trader.street)
    _say(address, "CityName", trader.town)
    _say(address, "PostalZone", trader.postal_code)
    _say(_add(address, "Country"), "IdentificationCode", trader.country)
    outside = any(row.category == "O" for row in document.taxes)
    if trader.vat_id and not outside:
        _scheme(party, trader.vat_id, "VAT")
    if trader.has_f_tax:
        _scheme(party, F_TAX, "TAX")
    entity = _add(party, "PartyLegalEntity")
    _say(entity, "RegistrationName", trader.name)
    scheme = {"schemeID": SWEDISH_NUMBER} if trader.country == "SE" else {}
    _say(entity, "CompanyID", trader.org_number, **scheme)
    if trader.email:
        _say(_add(party, "Contact"), "ElectronicMail", trader.email)


def _scheme(party: Any, number: str, of: str) -> None:  # noqa: ANN401  lxml carries no types
    scheme = _add(party, "PartyTaxScheme")
    _say(scheme, "CompanyID", number)
    _say(_add(scheme, "TaxScheme"), "ID", of)


def _means(root: Any, document: Document) -> None:  # noqa: ANN401  lxml carries no types
    for account, branch in ((document.bankgiro, "SE:BANKGIRO"), (document.iban, document.bic)):
        if not account:
            continue
        means = _add(root, "PaymentMeans")
        _say(means, "PaymentMeansCode", CREDIT_TRANSFER)
        _say(means, "PaymentID", document.ocr)
        payee = _add(means, "PayeeFinancialAccount")
        _say(payee, "ID", account)
        if branch:
            _say(_add(payee, "FinancialInstitutionBranch"), "ID", branch)


def _taxes(root: Any, document: Document) -> None:  # noqa: ANN401  lxml carries no types
    known, currency = document.taxes, document.currency
    total = _add(root, "TaxTotal")
    _money(total, "TaxAmount", sum(row.vat for row in known), currency)
    for row in known:
        part = _add(total, "TaxSubtotal")
        _money(part, "TaxableAmount", row.net, currency)
        _money(part, "TaxAmount", row.vat, currency)
        category = _category(part, "TaxCategory", row.category, row.percent)
        code, words = REASONS.get(row.category, ("", ""))
        _say(category, "TaxExemptionReasonCode", code)
        _say(category, "TaxExemptionReason", REASONS["O"][1] if row.has_outside else words)
        _say(_add(category, "TaxScheme"), "ID", "VAT")


def _sums(root: Any, document: Document) -> None:  # noqa: ANN401  lxml carries no types
    net = sum(line.net for line in document.lines)
    total = net + sum(row.vat for row in document.taxes)
    sums = _add(root, "LegalMonetaryTotal")
    for name, amount in (
        ("LineExtensionAmount", net),
        ("TaxExclusiveAmount", net),
        ("TaxInclusiveAmount", total),
        ("PayableAmount", total),
    ):
        _money(sums, name, amount, document.currency)


def _line(root: Any, line: DocumentLine, kind: str, currency: str) -> None:  # noqa: ANN401  lxml carries no types
    row = _add(root, f"{kind}Line")
    _say(row, "ID", str(line.no))
    name = "CreditedQuantity" if kind == "CreditNote" else "InvoicedQuantity"
    _say(row, name, str(line.quantity), unitCode=PIECE)
    _money(row, "LineExtensionAmount", line.net, currency)
    item = _add(row, "Item")
    _say(item, "Description", line.detail)
    _say(item, "Name", line.name)
    category = _category(item, "ClassifiedTaxCategory", line.category, line.percent)
    _say(_add(category, "TaxScheme"), "ID", "VAT")
    _money(_add(row, "Price"), "PriceAmount", line.unit_price, currency)


def _category(holder: Any, name: str, category: Category, percent: int) -> Any:  # noqa: ANN401  lxml
    found = _add(holder, name)
    _say(found, "ID", category)
    _say(found, "Percent", "" if category == "O" else str(percent))
    return found


def _money(holder: Any, name: str, amount: int, currency: str) -> None:  # noqa: ANN401  lxml carries no types
    _say(holder, name, to_decimal(amount), currencyID=currency)


def _say(holder: Any, name: str, text: str, **attributes: str) -> None:  # noqa: ANN401  lxml carries no types
    """Write a word; nothing for an empty one, as Peppol forbids empty elements (R008)."""
    if text.strip():
        etree.SubElement(holder, f"{{{CBC}}}{name}", attributes).text = text.strip()


def _add(holder: Any, name: str) -> Any:  # noqa: ANN401  lxml carries no types
    return etree.SubElement(holder, f"{{{CAC}}}{name}")
