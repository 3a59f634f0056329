"""The invoice as it is printed: everything the law and the payer ask for, in one language.

ML (2023:200) 17 kap. 24 §: day, serial number, both parties, what, when, base, rate and tax; 17 kap. 22 §: a
credit note names the invoice that it changes. The paper tells how things stood when the invoice was issued
and never whether it is paid: it is printed once, and the page to pay at tells how it stands today.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from billing.invoices.enums import Vat
from billing.invoices.rules.invoicing import Party, sums_of
from billing.invoices.rules.wording import about_vat
from billing.standards import bankgiro, creditor_reference
from kernel.money import SEK, figures, money, unit


@dataclass(frozen=True, kw_only=True)
class LineFacts:
    """One line; ``net`` and ``vat`` in öre."""

    text: str
    detail: str
    quantity: int
    unit_price: int
    net: int
    vat: int
    treatment: Vat


@dataclass(frozen=True, kw_only=True)
class PaperFacts:
    """What is printed. ``credits`` is the number of the invoice that a credit note takes back.

    ``vat_citation`` is of the board's choice, and stands with each treatment that was chosen.

    A draft has no number, no reference and no link to pay by, and says that it is one.
    """

    number: str
    ocr: str
    issued_on: date
    due_on: date
    period: tuple[date, date] | None
    seller: Party
    buyer: Party
    lines: Sequence[LineFacts]
    total: int
    citation: str
    vat_citation: str
    vat_chosen: Collection[Vat] = ()
    credits: str = ""
    reason: str = ""
    pay_link: str = ""
    code: Sequence[Sequence[int]] = ()
    is_draft: bool = False
    currency: str = SEK


_W: dict[str, dict[str, str]] = {
    "sv": {
        "invoice": "Faktura",
        "credit": "Kreditfaktura",
        "draft": "Utkast till faktura",
        "draft_note": "Det här är ett utkast utan nummer. Det ska inte betalas.",
        "to": "Till",
        "org": "Org.nr",
        "member": "Medlem nr",
        "reference": "Er referens",
        "vat_id": "Momsregistreringsnummer",
        "f_tax": "Godkänd för F-skatt",
        "issued": "Fakturadag",
        "credited": "Krediteringsdag",
        "period": "Avser",
        "due": "Betala senast",
        "credits": "Gäller faktura",
        "what": "Vad",
        "amount": "Belopp, {unit}",
        "net": "Summa utan moms",
        "to_pay": "Att betala",
        "to_credit": "Att kreditera",
        "bankgiro": "Bankgiro",
        "iban": "IBAN",
        "swish": "Swish",
        "bic": "BIC",
        "ocr": "OCR",
        "rf": "Referens",
        "sum": "Belopp",
        "pay": "Betalsidan",
        "pay_help": "Läs koden med telefonen, eller öppna adressen: hur ni betalar, och vad som är betalt.",
        "pay_alt": "QR-kod till betalsidan",
        "reason": "Skäl",
        "credit_note": "Beloppet dras av från fakturan. Är den redan betald har ni det till godo.",
        "decision": "Avgiften är fastställd genom",
        "seat": "säte",
        "questions": "Frågor",
        "wrong": "Stämmer något inte? Svara på fakturan, så krediterar vi och skickar en ny.",
    },
    "en": {
        "invoice": "Invoice",
        "credit": "Credit note",
        "draft": "Draft invoice",
        "draft_note": "This is a draft without a number. It is not to be paid.",
        "to": "To",
        "org": "Org. no.",
        "member": "Member no.",
        "reference": "Your reference",
        "vat_id": "VAT number",
        "f_tax": "Approved for Swedish F-tax",
        "issued": "Date of issue",
        "credited": "Date of issue",
        "period": "Period",
        "due": "Pay by",
        "credits": "Concerns invoice",
        "what": "What",
        "amount": "Amount, {unit}",
        "net": "Sum before VAT",
        "to_pay": "To pay",
        "to_credit": "To credit",
        "bankgiro": "Bankgiro",
        "iban": "IBAN",
        "swish": "Swish",
        "bic": "BIC",
        "ocr": "OCR",
        "rf": "Reference",
        "sum": "Amount",
        "pay": "The payment page",
        "pay_help": "Scan the code with a phone, or open the address. It tells how to pay and what is paid.",
        "pay_alt": "QR code to the payment page",
        "reason": "Reason",
        "credit_note": "The amount is taken off the invoice. If that is paid already, you have it in credit.",
        "decision": "The fee was set by",
        "seat": "registered in",
        "questions": "Questions",
        "wrong": "Is anything wrong? Answer this invoice, and we credit it and send a new one.",
    },
}


def file_name(*, number: str, is_credit: bool, lang: str) -> str:
    """``faktura-20170001.pdf``; without a number it is a draft."""
    word = _W[lang]["credit" if is_credit else "invoice" if number else "draft"].lower().replace(" ", "-")
    return f"{word}-{number}.pdf" if number else f"{word}.pdf"


def paper_of(facts: PaperFacts, lang: str) -> dict[str, Any]:
    """The data of the template ``invoice``."""
    w = _W[lang]
    is_credit = bool(facts.credits)
    sums = sums_of((line.treatment, line.net, line.vat) for line in facts.lines)
    vat_rows = [
        {
            "text": about_vat(
                row.treatment,
                net=row.net,
                citation=facts.vat_citation if row.treatment in facts.vat_chosen else "",
                lang=lang,
                currency=facts.currency,
            ),
            "amount": figures(row.vat, lang, always_coins=True),
        }
        for row in sums.rows
    ]
    if sums.vat:
        vat_rows.insert(0, {"text": w["net"], "amount": figures(sums.net, lang, always_coins=True)})
    return {
        "title": w["draft" if facts.is_draft else "credit" if is_credit else "invoice"],
        "association": facts.seller.name,
        "number": facts.number,
        "to": w["to"],
        "buyer": _buyer(facts.buyer, w),
        "facts": _facts(facts, w, is_credit=is_credit),
        "what": w["what"],
        "amount_label": w["amount"].format(unit=unit(facts.currency, lang)),
        "lines": [_line(line, lang, facts.currency) for line in facts.lines],
        "vat_rows": vat_rows,
        "total_label": w["to_credit" if is_credit else "to_pay"],
        "total": money(facts.total, lang, currency=facts.currency),
        "notes": _notes(facts, w, is_credit=is_credit),
        "bank": [] if is_credit or facts.is_draft else _bank(facts, w, lang),
        "pay": {
            "heading": w["pay"],
            "help": w["pay_help"],
            "url": facts.pay_link,
            "code": [list(row) for row in facts.code],
            "alt": w["pay_alt"],
        }
        if facts.pay_link and not is_credit
        else {},
        "seller": _seller(facts.seller, w),
        "wrong": w["wrong"],
    }


def _line(line: LineFacts, lang: str, currency: str) -> dict[str, str]:
    many = f"{line.quantity} × {money(line.unit_price, lang, currency=currency)}" if line.quantity > 1 else ""
    detail = " ".join(part for part in (line.detail, many) if part)
    return {"text": line.text, "detail": detail, "amount": figures(line.net, lang, always_coins=True)}


def _facts(facts: PaperFacts, w: dict[str, str], *, is_credit: bool) -> list[dict[str, str]]:
    rows = [(w["credited" if is_credit else "issued"], facts.issued_on.isoformat())]
    if facts.credits:
        rows.append((w["credits"], facts.credits))
    if facts.period:
        rows.append((w["period"], f"{facts.period[0].isoformat()} – {facts.period[1].isoformat()}"))
    if not is_credit:
        rows.append((w["due"], facts.due_on.isoformat()))
    return [{"label": label, "text": text} for label, text in rows]


def _notes(facts: PaperFacts, w: dict[str, str], *, is_credit: bool) -> list[str]:
    found = [w["draft_note"]] if facts.is_draft else []
    if is_credit:
        found += [f"{w['reason']}: {facts.reason}", w["credit_note"]]
    if facts.citation:
        found.append(f"{w['decision']} {facts.citation}.")
    return found


def _buyer(buyer: Party, w: dict[str, str]) -> list[str]:
    place = " ".join(part for part in (buyer.postal_code, buyer.town) if part)
    labelled = ((w["org"], buyer.org_number), (w["member"], buyer.number), (w["reference"], buyer.reference))
    rows = [buyer.name, buyer.street, place, *(f"{label}: {text}" for label, text in labelled if text)]
    return [row for row in rows if row]


def _bank(facts: PaperFacts, w: dict[str, str], lang: str) -> list[dict[str, str]]:
    rows = []
    if facts.seller.bankgiro:
        rows.append((w["bankgiro"], bankgiro.shown(facts.seller.bankgiro)))
    if facts.seller.iban:
        rows.append((w["iban"], re.sub(r"(.{4})(?=.)", r"\1 ", facts.seller.iban)))
    if facts.seller.bic:
        rows.append((w["bic"], facts.seller.bic))
    if facts.seller.swish:
        rows.append((w["swish"], swish_shown(facts.seller.swish)))
    rows += [
        (w[reference_kind(facts.ocr)], reference_shown(facts.ocr)),
        (w["sum"], figures(facts.total, lang, always_coins=True)),
    ]
    return [{"label": label, "text": text} for label, text in rows if text]


def reference_kind(reference: str) -> str:
    """``rf`` for a creditor reference of ISO 11649, otherwise ``ocr``."""
    return "rf" if creditor_reference.looks_like(reference) else "ocr"


def reference_shown(reference: str) -> str:
    """As the payer reads it: a creditor reference in groups of four."""
    return creditor_reference.shown(reference) if reference_kind(reference) == "rf" else reference


def swish_shown(digits: str) -> str:
    """``123 456 78 90``, as people read it to each other."""
    return " ".join((digits[:3], digits[3:6], digits[6:8], digits[8:])) if digits else ""


def _seller(seller: Party, w: dict[str, str]) -> str:
    place = " ".join(part for part in (seller.postal_code, seller.town) if part)
    parts = [seller.name, *(part for part in (seller.street, place) if part)]
    if seller.org_number:
        parts.append(f"{w['org'].lower()} {seller.org_number}")
    if seller.vat_id:
        parts.append(
            f"{w['vat_id'].lower()} {seller.vat_id}" if w is _W["sv"] else f"{w['vat_id']} {seller.vat_id}"
        )
    if seller.has_f_tax:
        parts.append(w["f_tax"])
    asked = f" {w['questions']}: {seller.email}." if seller.email else ""
    return f"{', '.join(parts)}.{asked}"
