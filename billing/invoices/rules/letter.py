"""The letter with the invoice: its values and whom it can go to."""

from __future__ import annotations

from billing.invoices.enums import InvoiceKind, InvoiceState, Vat
from billing.invoices.rules.invoicing import Party
from billing.invoices.rules.paper import PaperFacts, reference_kind, reference_shown, swish_shown
from billing.standards import bankgiro
from kernel.errors import Obstacle
from kernel.money import money


def obstacles_to_writing_to(*, state: str, to: str) -> list[Obstacle]:
    """A letter has an invoice to bring and somewhere to go."""
    found = []
    if state != InvoiceState.ISSUED:
        found.append(Obstacle("billing.invoices.obstacle_not_issued"))
    if not to:
        found.append(Obstacle("billing.invoices.obstacle_no_address"))
    return found


def letter_key(kind: str) -> str:
    """Which letter it is."""
    return f"billing.invoices.{'credit_note' if kind == InvoiceKind.CREDIT_NOTE else 'invoice'}"


def letter_of(facts: PaperFacts, lang: str, *, own_page: str, contact: str) -> dict[str, str]:
    """The values of the letter. What stands alone on its line is left out with it when it is empty."""
    sv = lang == "sv"
    period = f"{facts.period[0].isoformat()} – {facts.period[1].isoformat()}" if facts.period else ""
    by = (
        (f"Avgiften är fastställd genom {facts.citation}." if sv else f"The fee was set by {facts.citation}.")
        if facts.citation
        else ""
    )
    contact = " · ".join(part for part in (contact, facts.seller.email) if part)
    return {
        "association": facts.seller.name,
        "org_number": facts.seller.org_number,
        "organisation": facts.buyer.name,
        "invoice_number": facts.number,
        "description": facts.lines[0].text if facts.lines else "",
        "period_line": (f"Period: {period}") if period else "",
        "amount": money(facts.total, lang, currency=facts.currency),
        "due_date": facts.due_on.isoformat(),
        "bankgiro_line": f"Bankgiro: {bankgiro.shown(facts.seller.bankgiro)}"
        if facts.seller.bankgiro
        else "",
        "iban_line": iban_line(facts.seller),
        "swish_line": f"Swish: {swish_shown(facts.seller.swish)}" if facts.seller.swish else "",
        "ocr_line": reference_line(facts.ocr, sv=sv),
        "reference_line": (
            f"{'Er referens' if sv else 'Your reference'}: {facts.buyer.reference}"
            if facts.buyer.reference
            else ""
        ),
        "pay_link": facts.pay_link,
        "decision_line": by,
        "vat_note": _vat_note(facts, sv=sv),
        "invoice_settings_link": own_page,
        "questions_line": (
            f"{'Frågor besvaras av' if sv else 'Questions are answered by'} {contact}." if contact else ""
        ),
        "credited_number": facts.credits,
        "reason": facts.reason,
    }


def iban_line(seller: Party) -> str:
    """``IBAN: FI21 …, BIC: NDEAFIHH``; empty without an account."""
    told = [f"IBAN: {seller.iban}" if seller.iban else "", f"BIC: {seller.bic}" if seller.bic else ""]
    return ", ".join(part for part in told if part)


def reference_line(reference: str, *, sv: bool) -> str:
    """What the payer is to write on the payment."""
    if not reference:
        return ""
    words = {"rf": ("Referens", "Reference"), "ocr": ("OCR-nummer", "OCR number")}[reference_kind(reference)]
    return f"{words[0 if sv else 1]}: {reference_shown(reference)}"


def _vat_note(facts: PaperFacts, *, sv: bool) -> str:
    tax = sum(line.vat for line in facts.lines)
    if tax:
        amount = money(tax, "sv" if sv else "en", currency=facts.currency)
        return f"Moms ingår med {amount}." if sv else f"VAT is included with {amount}."
    if all(line.treatment is Vat.NOT_SUBJECT for line in facts.lines):
        by = f" ({facts.vat_citation})" if facts.vat_citation else ""
        return f"Avgiften är utan moms{by}." if sv else f"The fee carries no VAT{by}."
    return ""
