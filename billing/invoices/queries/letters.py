"""Reads for the paper and the letter, the link to pay by, and who answers for a member."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import segno
from django.db.models import Q, QuerySet

from billing.invoices import rules
from billing.invoices.enums import InvoiceState, Vat
from billing.invoices.models import Invoice, InvoiceFile, Sending
from billing.invoices.queries.owing import buyer_of, terms
from billing.invoices.queries.vat import vat_chosen_by
from kernel import codes, tenancy
from kernel.errors import Missing
from notices.enums import LetterState
from tenants.members.models import Member
from tenants.members.queries import members_like
from tenants.networks.queries import host_of, origin_of

LINK = "pay"
OWN_PAGE = "/fakturor"
FOUND = 20


def pay_token(invoice_id: UUID) -> str:
    """What stands in the letter's link: whoever holds it may pay the invoice and see how it stands.

    Its mark is kept with the invoice and hangs on no key of the installation, because it stands on paper: a
    key that is changed leaves every printed link as good as it was. Raises Missing.
    """
    found = Invoice.objects.filter(pk=invoice_id).only("pay_mark").first()
    if found is None:
        raise Missing
    return pay_token_of(found)


def pay_token_of(found: Invoice) -> str:
    """The same of an invoice at hand. One from before marks were kept has the mark that was printed then."""
    derived = codes.fingerprint(LINK, str(tenancy.current().pk), str(found.pk))[:32]
    return f"{found.pk.hex}{found.pay_mark or derived}"


def invoice_of_token(token: str) -> UUID:
    """The invoice of a link; Missing for any that was not made here, and for a draft."""
    try:
        number = UUID(token[:32])
    except ValueError:
        raise Missing from None
    found = Invoice.objects.filter(pk=number, state=InvoiceState.ISSUED.value).only("pay_mark").first()
    if found is None or not codes.same(pay_token_of(found), token):
        raise Missing
    return number


def pay_link(invoice_id: UUID) -> str:
    """The page to pay at, as it stands on the paper and in the letter."""
    return f"{origin_of(tenancy.current().slug)}/betala/{pay_token(invoice_id)}"


def message_id_of(sending: Sending) -> str:
    """The same however often the letter is tried."""
    return f"{sending.pk}@{host_of(tenancy.current().slug)}"


def file_of(invoice_id: UUID, language: str) -> InvoiceFile | None:
    """The paper as it was printed, if it has been."""
    return InvoiceFile.objects.filter(invoice=invoice_id, language=language).first()


def paper_facts(found: Invoice, language: str) -> rules.PaperFacts:
    """What is printed on an issued invoice."""
    if found.issued_on is None or found.due_on is None:
        message = "a draft has no paper"
        raise ValueError(message)
    link = pay_link(found.pk)
    return rules.PaperFacts(
        number=str(found.number),
        ocr=found.ocr,
        issued_on=found.issued_on,
        due_on=found.due_on,
        seller=rules.Party(**found.seller),
        buyer=rules.Party(**found.buyer),
        credits=str(found.credits.number) if found.credits else "",
        pay_link=link,
        code=[[int(dot) for dot in row] for row in segno.make(link, error="m", micro=False).matrix],
        **_told(found, language),
    )


def draft_facts(found: Invoice, language: str, *, on: date) -> rules.PaperFacts:
    """A draft as it would be printed if it were issued on a day; both parties as they are now."""
    by = terms()
    return rules.PaperFacts(
        number="",
        ocr="",
        issued_on=on,
        due_on=on + timedelta(days=found.terms_days or by.terms_days),
        seller=by.seller,
        buyer=buyer_of(found.member),
        is_draft=True,
        **{**_told(found, language), "currency": by.currency},
    )


def _told(found: Invoice, language: str) -> dict[str, Any]:
    sv = language == "sv"
    return {
        "period": (found.period_from, found.period_to) if found.period_from and found.period_to else None,
        "lines": [
            rules.LineFacts(
                text=line.text_sv if sv else line.text_en or line.text_sv,
                detail=line.detail_sv if sv else line.detail_en or line.detail_sv,
                quantity=line.quantity,
                unit_price=line.unit_price,
                net=line.net,
                vat=line.vat,
                treatment=Vat(line.vat_treatment),
            )
            for line in found.lines.all()
        ],
        "total": found.total,
        "currency": found.currency,
        "citation": found.citation_sv if sv else found.citation_en,
        "vat_citation": found.vat_citation_sv if sv else found.vat_citation_en,
        "vat_chosen": vat_chosen_by(found.vat_decision) if found.vat_decision else frozenset(),
        "reason": found.reason,
    }


def letter_values(found: Invoice) -> dict[str, str]:
    """The letter's values in the invoice's language."""
    facts = paper_facts(found, found.language)
    own = origin_of(tenancy.current().slug) + OWN_PAGE
    return rules.letter_of(facts, found.language, own_page=own, contact="")


def waiting_letters() -> list[UUID]:
    """Letters to send, in the order they were asked for."""
    waiting = Sending.objects.filter(state=LetterState.WAITING.value).order_by("asked_at", "pk")
    return list(waiting.values_list("pk", flat=True))


def letters_of(invoice_id: UUID) -> QuerySet[Sending]:
    """Every letter with an invoice."""
    return Sending.objects.filter(invoice=invoice_id)


def is_theirs(invoice: Invoice, email: str) -> bool:
    """Whether somebody with this address answers for the member that the invoice is to."""
    return answers_for(invoice.member, email)


def answers_for(member: Member, email: str) -> bool:
    """Whether the address is one of the member's own."""
    return bool(email) and members_of(email).filter(pk=member.pk).exists()


def buyers_like(words: str) -> list[tuple[Member, rules.Party]]:
    """Members with every word, and each as an invoice made today would show it; the first twenty."""
    found = members_like(words).select_related("billing_details")[:FOUND]
    return [(member, buyer_of(member)) for member in found]


def members_of(email: str) -> QuerySet[Member]:
    """The members that somebody with this address answers for; nobody's address is nobody."""
    if not email:
        return Member.objects.none()
    own = Q(contact_email__iexact=email) | Q(invoice_email__iexact=email)
    return Member.objects.filter(own | Q(billing_details__email__iexact=email))
