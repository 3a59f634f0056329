"""A reminder is asked for once a step and invoice, and goes only while the invoice is still unpaid.

Whoever takes in money holds the invoice; so does whoever asks for its reminder, and whoever hands it over.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from billing.invoices import queries as invoices
from billing.invoices.actions import lock_invoice
from billing.reminders import queries, rules
from billing.reminders.events import ReminderSent, ReminderWithdrawn
from billing.reminders.models import Reminder
from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Obstacle, refuse_if
from notices.actions import Outbox, hand_over, held, send_letter
from notices.enums import LetterState


def remind(*, by: Actor, at: datetime) -> list[Reminder]:
    """Ask for every reminder whose day has come; those that this call asked for.

    Each in a transaction of its own: killed half-way, those that are asked for stay so, and the next call
    asks for the rest. Twice at once, each is asked for once.
    """
    today, doubt = invoices.local_day(at), queries.in_doubt(at=at)
    waiting, _ = queries.on_the_ladder(today=today, doubt=doubt)
    asked = [
        remind_invoice(invoice_id=one.invoice.pk, today=today, doubt=doubt, by=by, at=at)
        for one in queries.ready(waiting, on=today)
    ]
    return [one for one in asked if one is not None]


@transaction.atomic
def remind_invoice(
    *, invoice_id: UUID, today: date, doubt: set[UUID], by: Actor, at: datetime
) -> Reminder | None:
    """Ask for an invoice's next reminder if its day has come and nothing holds it; None where not.

    Locks the invoice and looks again, so that one that was paid a moment ago is left alone.
    """
    lock_invoice(invoice_id)
    waiting, _ = queries.on_the_ladder(today=today, doubt=doubt, only=invoice_id)
    due = queries.ready(waiting, on=today)
    if not due:
        return None
    rung, invoice = due[0].turn.rung, due[0].invoice
    step = next(one for one in queries.steps() if one.no == rung.no)
    return Reminder.objects.create(
        invoice=invoice,
        no=rung.no,
        days=rung.days,
        on=today,
        to=due[0].to,
        language=invoice.language,
        own_text=step.text_sv if invoice.language == "sv" else step.text_en or step.text_sv,
        asked_by=by.name,
        asked_at=at,
    )


@transaction.atomic
def send_again(*, reminder_id: UUID, at: datetime) -> Reminder:
    """Try a reminder that was refused once more, to where the member wants its letters now.

    Asked twice it waits once. Refused for one that has gone, and where nobody knows an address.
    """
    invoice = lock_invoice(queries.reminder(reminder_id).invoice_id)
    found = Reminder.objects.select_for_update().get(pk=reminder_id)
    if found.state == LetterState.WAITING:
        return found
    to = queries.address_of(invoice)
    obstacles = []
    if found.state == LetterState.SENT:
        obstacles.append(Obstacle("billing.reminders.obstacle_has_gone"))
    if not to:
        obstacles.append(Obstacle("billing.invoices.obstacle_no_address"))
    refuse_if(obstacles)
    found.state, found.to, found.attempts, found.trouble = LetterState.WAITING.value, to, 0, ""
    found.on = invoices.local_day(at)
    found.save()
    return found


@transaction.atomic
def deliver(*, letter_id: UUID, at: datetime) -> LetterState | None:
    """Hand one reminder to the mail server and give its state; None where there was nothing to send.

    The invoice is held meanwhile. One that was paid, credited or given up in the meantime is not sent, nor
    one whose member is paused or may have paid: its reminder is taken away, and the step with it. Passes over
    a letter that another worker holds.
    """
    asked = Reminder.objects.filter(pk=letter_id).values_list("invoice", flat=True).first()
    if asked is None:
        return None
    lock_invoice(asked)
    row = held(Reminder.objects.select_related("invoice__member"), letter_id)
    if row is None:
        return None
    left = invoices.open_amount(row.invoice_id)
    by = Actor.system()
    if left == 0 or queries.is_held_back(row.invoice_id, at=at):
        fact = ReminderWithdrawn(subject=row.invoice_id, number=str(row.invoice.number), no=row.no)
        row.delete()
        record(fact, by=by, at=at)
        return None
    state = hand_over(row, lambda: _send(row, left), message_id=queries.message_id_of(row), at=at)
    row.left = left if state is LetterState.SENT else None
    row.save()
    if state is LetterState.SENT:
        gone = ReminderSent(subject=row.invoice_id, number=str(row.invoice.number), no=row.no, left=left)
        record(gone, by=by, at=at)
    return state


def _send(row: Reminder, left: int) -> None:
    send_letter(
        key=rules.letter_key(row.no),
        to=row.to,
        lang=row.language,
        values=rules.letter_of(queries.letter_facts(row, left=left), row.language),
        message_id=queries.message_id_of(row),
    )


OUTBOX = Outbox(queries.waiting_letters, deliver)
