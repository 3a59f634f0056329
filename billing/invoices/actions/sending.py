"""The invoice on paper, printed once, and the letter that brings it, with proof.

Lock order: the letter → the invoice's file → journal.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from billing.invoices import queries, rules
from billing.invoices.actions.locks import lock_invoice
from billing.invoices.enums import InvoiceKind, InvoiceState
from billing.invoices.events import InvoiceSent
from billing.invoices.models import Invoice, InvoiceFile, Sending
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Missing, Obstacle, Refused, refuse_if
from notices.actions import Attachment, Outbox, hand_over, held, send_letter
from notices.enums import LetterState
from papers.pdf import compile_typst

PDF = "application/pdf"


@transaction.atomic
def keep_paper(*, invoice_id: UUID, language: str, at: datetime) -> InvoiceFile:
    """The invoice on paper: printed the first time somebody asks, the same bytes ever after (BFL 7 kap.).

    Raises Missing, and Refused for a draft, which has no number and so no paper.
    """
    kept = queries.file_of(invoice_id, language)
    if kept is not None:
        return kept
    found = Invoice.objects.select_related("credits").prefetch_related("lines").filter(pk=invoice_id).first()
    if found is None:
        raise Missing
    if found.state != InvoiceState.ISSUED:
        raise Refused([Obstacle("billing.invoices.obstacle_not_issued")])
    paper = rules.paper_of(queries.paper_facts(found, language), language)
    content = compile_typst("invoice", paper, lang=language, created_at=found.issued_at or at)
    kept, _ = InvoiceFile.objects.get_or_create(
        invoice=found,
        language=language,
        defaults={"sha256": hashlib.sha256(content).hexdigest(), "content": content, "made_at": at},
    )
    return kept


def print_draft(*, invoice_id: UUID, language: str, on: date, at: datetime) -> bytes:
    """A draft on paper as it would be issued on a day, to look at: nothing of it is kept.

    Raises Missing, and Refused for an issued invoice, whose paper is the one that was printed.
    """
    found = queries.invoice(invoice_id)
    if found.state == InvoiceState.ISSUED:
        raise Refused([Obstacle("billing.invoices.obstacle_issued", {"number": found.number})])
    paper = rules.paper_of(queries.draft_facts(found, language, on=on), language)
    return compile_typst("invoice", paper, lang=language, created_at=at)


def order_first_letter(issued: Invoice, *, by: Actor, at: datetime) -> Sending | None:
    """Ask for the letter that issuing asks for, once; none where nobody knows an address.

    Called inside the transaction that issues, so that no invoice is without its letter.
    """
    to = str(issued.buyer.get("email", ""))
    if not to:
        return None
    letter, _ = Sending.objects.get_or_create(
        invoice=issued, is_first=True, defaults={"to": to, "asked_by": by.name, "asked_at": at}
    )
    return letter


@transaction.atomic
def send_again(*, invoice_id: UUID, key: UUID, to: str, by: Actor, at: datetime) -> Sending:
    """Ask for one more letter, to ``to`` or where the member wants its invoices now. Once per ``key``.

    While a letter to the same address waits, that one is it. Raises Missing and Refused.
    """
    invoice = lock_invoice(invoice_id)
    before = Sending.objects.filter(pk=key, invoice=invoice).first()
    if before is not None:
        return before
    address = to.strip() or queries.buyer_of(invoice.member).email
    refuse_if(rules.obstacles_to_writing_to(state=invoice.state, to=address))
    waiting = (
        queries.letters_of(invoice.pk).filter(state=LetterState.WAITING.value, to__iexact=address).first()
    )
    if waiting is not None:
        return waiting
    return Sending.objects.create(id=key, invoice=invoice, to=address, asked_by=by.name, asked_at=at)


@transaction.atomic
def deliver(*, letter_id: UUID, at: datetime) -> LetterState | None:
    """Hand one letter to the mail server and give its state; None where there was nothing to send.

    Locks the letter and passes over one that another worker holds.
    """
    row = held(Sending.objects.select_related("invoice__credits", "invoice__member"), letter_id)
    if row is None:
        return None
    state = hand_over(row, lambda: _send(row, at=at), message_id=queries.message_id_of(row), at=at)
    row.save()
    if state is LetterState.SENT:
        fact = InvoiceSent(subject=row.invoice_id, number=str(row.invoice.number), sha256=row.file_sha256)
        record(fact, by=Actor.system(), at=at)
    return state


def _send(row: Sending, *, at: datetime) -> None:
    invoice = row.invoice
    paper = keep_paper(invoice_id=invoice.pk, language=invoice.language, at=at)
    is_credit = invoice.kind == InvoiceKind.CREDIT_NOTE
    name = rules.file_name(number=str(invoice.number), is_credit=is_credit, lang=invoice.language)
    send_letter(
        key=rules.letter_key(invoice.kind),
        to=row.to,
        lang=invoice.language,
        values=queries.letter_values(invoice),
        attachments=[Attachment(name, bytes(paper.content), PDF)],
        message_id=queries.message_id_of(row),
        reply_to=str(invoice.seller.get("email", "")),
    )
    row.file_sha256 = paper.sha256


OUTBOX = Outbox(queries.waiting_letters, deliver)
