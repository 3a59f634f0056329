"""An issued invoice as files for others than its reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from billing.invoices import queries, rules
from billing.invoices.enums import PERCENT, Vat
from billing.invoices.models import Invoice
from billing.standards import peppol
from kernel.errors import Obstacle, refuse_if

ALONE: dict[Vat, peppol.Category] = {Vat.NOT_SUBJECT: "O", Vat.EXEMPT: "E"}
BESIDE_OTHERS: dict[Vat, peppol.Category] = {Vat.NOT_SUBJECT: "E", Vat.EXEMPT: "E"}
"""What is outside VAT may not stand beside others as O (BR-O-11 to 14): there it is E, with its reason."""


@dataclass(frozen=True)
class EInvoice:
    """The file and what it is called."""

    name: str
    content: bytes


def e_invoice(*, invoice_id: UUID) -> EInvoice:
    """The invoice or credit note as Peppol BIS Billing 3, from what was kept when it was issued.

    The buyer's address in Peppol is today's, as a letter's is: it says where the invoice goes, not what it
    is, and one that was wrong can be mended. The reference stands on the paper and stays; where there was
    none, today's is used. Changes nothing and records nothing. Raises Missing, and Refused with everything
    that a public body's system would send it back for.
    """
    found = queries.invoice(invoice_id)
    seller, buyer = _parties(found)
    refuse_if(_obstacles(found, seller, buyer))
    lines = list(found.lines.all())
    return EInvoice(f"{found.number}.xml", peppol.write(_document(found, seller, buyer, lines)))


def obstacles_to_e_invoice(*, invoice_id: UUID) -> list[Obstacle]:
    """Everything that :func:`e_invoice` would refuse; nothing when there can be one. Raises Missing."""
    found = queries.invoice(invoice_id)
    return _obstacles(found, *_parties(found))


def _parties(found: Invoice) -> tuple[rules.Party, rules.Party]:
    seller, buyer = rules.Party(**found.seller), rules.Party(**found.buyer)
    today = queries.buyer_of(found.member)
    return seller, replace(
        buyer,
        reference=buyer.reference.strip() or today.reference,
        peppol_id=today.peppol_id or buyer.peppol_id,
    )


def _obstacles(found: Invoice, seller: rules.Party, buyer: rules.Party) -> list[Obstacle]:
    return rules.obstacles_to_e_invoice(
        state=found.state,
        seller=seller,
        buyer=buyer,
        treatments={Vat(line.vat_treatment) for line in found.lines.all()},
        seller_found=_endpoint(seller) is not None,
        buyer_found=_endpoint(buyer) is not None,
    )


def _document(found: Invoice, seller: rules.Party, buyer: rules.Party, lines: list[Any]) -> peppol.Document:
    assert found.number is not None
    assert found.issued_on is not None
    assert found.due_on is not None
    english = found.language == "en"
    categories = _categories(lines)
    credited = found.credits
    if credited is not None:
        assert credited.number is not None
        assert credited.issued_on is not None
    note = (found.citation_en if english else found.citation_sv) or found.citation_sv
    return peppol.Document(
        number=found.number,
        issued_on=found.issued_on,
        due_on=found.due_on,
        seller=_trader(seller),
        buyer=_trader(buyer),
        buyer_reference=buyer.reference,
        lines=[_line(line, categories, english=english) for line in lines],
        taxes=_taxes(lines, categories),
        note=" – ".join(part for part in (note, found.reason) if part),
        period=(found.period_from, found.period_to) if found.period_from and found.period_to else None,
        credits=(credited.number, credited.issued_on)
        if credited and credited.number and credited.issued_on
        else None,
        ocr=found.ocr,
        bankgiro=seller.bankgiro,
        iban=seller.iban,
        bic=seller.bic,
        currency=found.currency,
    )


def _categories(lines: list[Any]) -> dict[Vat, peppol.Category]:
    """How each treatment on the invoice is told; what is not here bears VAT."""
    return BESIDE_OTHERS if len({line.vat_treatment for line in lines}) > 1 else ALONE


def _taxes(lines: list[Any], categories: dict[Vat, peppol.Category]) -> list[peppol.TaxRow]:
    """One row for each category and rate (BR-E-01, BR-S-08)."""
    found: dict[tuple[peppol.Category, int], peppol.TaxRow] = {}
    for row in rules.sums_of((Vat(line.vat_treatment), line.net, line.vat) for line in lines).rows:
        category, percent = categories.get(row.treatment, "S"), PERCENT.get(row.treatment, 0)
        before = found.get(
            (category, percent), peppol.TaxRow(category=category, percent=percent, net=0, vat=0)
        )
        found[category, percent] = replace(
            before,
            net=before.net + row.net,
            vat=before.vat + row.vat,
            has_outside=before.has_outside or (row.treatment is Vat.NOT_SUBJECT and category == "E"),
        )
    return list(found.values())


def _line(line: Any, categories: dict[Vat, peppol.Category], *, english: bool) -> peppol.DocumentLine:  # noqa: ANN401  a line of the invoice
    treatment = Vat(line.vat_treatment)
    return peppol.DocumentLine(
        no=line.no,
        name=(line.text_en if english else line.text_sv) or line.text_sv,
        detail=(line.detail_en if english else line.detail_sv) or line.detail_sv,
        quantity=line.quantity,
        unit_price=line.unit_price,
        net=line.net,
        category=categories.get(treatment, "S"),
        percent=PERCENT.get(treatment, 0),
    )


def _trader(party: rules.Party) -> peppol.Trader:
    endpoint = _endpoint(party)
    assert endpoint is not None  # an obstacle otherwise
    number = peppol.digits_of(party.org_number) if party.country == "SE" else party.org_number
    return peppol.Trader(
        name=party.name, endpoint=endpoint, org_number=number, street=party.street,
        postal_code=party.postal_code, town=party.town, country=party.country, email=party.email,
        vat_id=party.vat_id, has_f_tax=party.has_f_tax,
    )  # fmt: skip


def _endpoint(party: rules.Party) -> tuple[str, str] | None:
    return peppol.endpoint_of(party.peppol_id, org_number=party.org_number, country=party.country)
