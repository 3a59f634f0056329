"""Reads of reminders: whose turn it is on a day, what holds the others, what was sent. Öre."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from billing.bank import queries as bank
from billing.bank.enums import PaymentState
from billing.dues.models import Treatment
from billing.invoices import queries as invoices
from billing.invoices.models import Invoice, Sending
from billing.invoices.rules import Party, reference_of
from billing.payments import queries as payments
from billing.payments.models import Dispute
from billing.reminders import rules
from billing.reminders.models import Ladder, Pause, Reminder, Step
from kernel import tenancy
from kernel.errors import Missing, Obstacle
from notices.enums import LetterState
from notices.rules import Letter, write_letter
from tenants.members.enums import StrikingOutcome
from tenants.members.models import Leaving, Striking
from tenants.networks.queries import host_of
from tenants.statutes.queries import in_force, parameters_of

SENT_SHOWN = 100
OVER = ("won", "lost", "warning_closed")


@dataclass(frozen=True)
class Waiting:
    """An unpaid invoice on the ladder: its next step, and until when its member is paused."""

    invoice: invoices.OwedInvoice
    turn: rules.Turn
    to: str
    pause: Pause | None


@dataclass(frozen=True)
class Climbed:
    """An unpaid invoice that the ladder has no more steps for: it is the board's matter."""

    invoice: invoices.OwedInvoice
    last: Reminder


def ladder() -> Ladder:
    """Whether this association reminds; off, and unsaved, until somebody has begun it."""
    return Ladder.objects.filter(pk=1).first() or Ladder()


def steps() -> list[Step]:
    """The ladder's steps in order; the usual ones until somebody has chosen others."""
    kept = list(Step.objects.order_by("no"))
    return kept or [Step(no=one.no, days=one.days) for one in rules.numbered(rules.DEFAULT_STEPS)]


def is_time(*, at: datetime) -> bool:
    """Whether letters go out by themselves now: begun, and morning where the association is."""
    local = at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE))
    return rules.is_morning(local) and ladder().is_on


def in_doubt(*, at: datetime) -> set[UUID]:
    """Invoices whose money may have come: Stripe was silent, or the bank's queue holds what may be it."""
    found = payments.invoices_in_doubt(at=at)
    queue = [*bank.payments(state=PaymentState.NEW), *bank.payments(state=PaymentState.WAITING)]
    _, spoken = bank.suggestions([one for one in queue if one.amount > 0])
    return found | set(spoken)


def on_the_ladder(
    *, today: date, doubt: set[UUID], only: UUID | None = None
) -> tuple[list[Waiting], list[Climbed]]:
    """Every unpaid invoice with its next step, the soonest first, and those beyond the last one.

    As many queries for one as for fifty. ``doubt`` is what :func:`in_doubt` gave.
    """
    found = _asked(only)
    last = Reminder.objects.in_bulk([one.last for one in found if one.last])
    pauses = Pause.objects.in_bulk([one.member_id for one in found])
    rungs = [rules.Rung(one.no, one.days) for one in steps()]
    grace = ladder().grace_days
    waiting, climbed = [], []
    for one in found:
        before, pause = last.get(one.last), pauses.get(one.member_id)
        facts = _facts(one, before, pause, today=today, doubt=doubt)
        turn = rules.turn_of(facts, rungs, grace_days=grace, today=today)
        if turn is not None:
            waiting.append(Waiting(one, turn, address_of(one), pause if facts.paused else None))
        elif before is not None:
            climbed.append(Climbed(one, before))
    waiting.sort(key=lambda one: (one.turn.on, str(one.invoice.number)))
    return waiting, climbed


def _asked(only: UUID | None) -> list[Any]:
    """Unpaid invoices with what a reminder asks of each; of one alone with ``only``."""
    asked = invoices.open_invoices().select_related("member__billing_details")
    gone = Striking.objects.filter(
        member=OuterRef("member"), outcome=StrikingOutcome.ENDED.value, ended_on__gte=OuterRef("issued_on")
    )
    left = Leaving.objects.exclude(was_since=None).filter(
        member=OuterRef("member"), ends_on__gte=OuterRef("issued_on")
    )
    asked = asked.exclude(Exists(gone) | Exists(left))  # whoever is a member no more is reminded of nothing
    asked = asked.annotate(
        exempt=Exists(
            Treatment.objects.filter(
                is_exempt=True, member=OuterRef("member"), schedule__charges__invoice=OuterRef("pk")
            )
        ),
        disputed=Exists(Dispute.objects.exclude(state__in=OVER).filter(charge__invoice=OuterRef("pk"))),
        letters=Exists(Sending.objects.filter(invoice=OuterRef("pk"))),
        arrived=Exists(Sending.objects.filter(invoice=OuterRef("pk"), state=LetterState.SENT.value)),
        last=Subquery(Reminder.objects.filter(invoice=OuterRef("pk")).order_by("-no").values("pk")[:1]),
    )
    return list(asked if only is None else asked.filter(pk=only))


def _facts(
    one: Any,  # noqa: ANN401  an invoice as _asked annotates it
    before: Reminder | None,
    pause: Pause | None,
    *,
    today: date,
    doubt: set[UUID],
) -> rules.Facts:
    return rules.Facts(
        issued_on=one.issued_on,
        due_on=one.due_on,
        taken=before.no if before else None,
        taken_on=before.on if before else None,
        taken_days=before.days if before else 0,
        taken_state=LetterState(before.state) if before else None,
        has_address=bool(address_of(one)),
        was_sent=one.arrived or not one.letters,
        paused=pause is not None and (pause.until is None or today <= pause.until),
        exempt=one.exempt,
        disputed=one.disputed,
        in_doubt=one.pk in doubt,
    )


def is_held_back(invoice_id: UUID, *, at: datetime) -> bool:
    """Whether something has come up since its reminder was asked for, so that the letter is not to go."""
    pause, today = Pause.objects.filter(member__invoices=invoice_id).first(), invoices.local_day(at)
    found = _asked(invoice_id)  # none where the board has ended the membership
    return not found or any(
        reason in rules.HOLDS_A_LETTER
        for one in found
        for reason in rules.held_of(_facts(one, None, pause, today=today, doubt=in_doubt(at=at)))
    )


def debts_of(member_id: UUID, *, today: date, at: datetime) -> list[Climbed]:
    """The member's unpaid fees that the ladder has no more steps for, the oldest first."""
    _, climbed = on_the_ladder(today=today, doubt=in_doubt(at=at))
    own = [one for one in climbed if one.invoice.member_id == member_id and one.invoice.fee_class]
    return sorted(own, key=lambda one: str(one.invoice.due_on))


def obstacles_to_proposing(one: Climbed, climbed: list[Climbed], *, today: date) -> list[Obstacle]:
    """What is in the way of asking the board to end this invoice's member's membership."""
    own = [two.invoice for two in climbed if two.invoice.member_id == one.invoice.member_id]
    debts = [
        rules.Debt(str(two.number), strike_day(two.due_on)) for two in own if two.fee_class and two.due_on
    ]
    return rules.obstacles_to_proposing(debts, today=today)


def ready(waiting: list[Waiting], *, on: date) -> list[Waiting]:
    """Those that go on a day: it has come, and nothing holds them."""
    return [one for one in waiting if one.turn.on <= on and not one.turn.held]


def held(waiting: list[Waiting], *, on: date) -> list[Waiting]:
    """Those whose day has come and that something holds."""
    return [one for one in waiting if one.turn.on <= on and one.turn.held]


def address_of(found: Invoice) -> str:
    """Where the member wants letters about its invoices now; the same as of a new invoice."""
    wish = getattr(found.member, "billing_details", None)
    own = wish.email if wish else ""
    return own or found.member.invoice_email or found.member.contact_email


def sent() -> QuerySet[Reminder]:
    """Reminders that were asked for, the newest first."""
    return Reminder.objects.select_related("invoice__member").order_by("-asked_at", "-pk")


def reminders_of(invoice_id: UUID) -> QuerySet[Reminder]:
    """Reminders of one invoice, the first one first."""
    return Reminder.objects.filter(invoice=invoice_id)


def reminder(reminder_id: UUID) -> Reminder:
    """One of them; Missing where there is none."""
    found = Reminder.objects.filter(pk=reminder_id).first()
    if found is None:
        raise Missing
    return found


def pauses() -> QuerySet[Pause]:
    """Members who are left alone."""
    return Pause.objects.select_related("member").order_by("member__sort_name")


def waiting_letters() -> list[UUID]:
    """Reminders to send, in the order they were asked for."""
    rows = Reminder.objects.filter(state=LetterState.WAITING.value).order_by("asked_at", "pk")
    return list(rows.values_list("pk", flat=True))


def message_id_of(found: Reminder) -> str:
    """The same however often the letter is tried."""
    return f"{found.pk}@{host_of(tenancy.current().slug)}"


def letter_facts(found: Reminder, *, left: int) -> rules.LetterFacts:
    """What a reminder tells when this much is left to pay."""
    invoice = found.invoice
    if invoice.due_on is None:
        message = "a draft is not due"
        raise ValueError(message)
    vote, strike, strike_on = (
        _statutes(invoice.due_on, found.language) if invoice.fee_class else ("", "", None)
    )
    return rules.LetterFacts(
        no=found.no,
        number=str(invoice.number),
        ocr=invoice.ocr,
        due_on=invoice.due_on,
        total=invoice.total,
        left=left,
        seller=Party(**invoice.seller),
        buyer=Party(**invoice.buyer),
        pay_link=invoices.pay_link(invoice.pk),
        currency=invoice.currency,
        has_debit=payments.takes_debit(),
        own_text=found.own_text,
        vote_rule=vote,
        strike_rule=strike,
        strike_on=strike_on,
    )


def sample(no: int, lang: str, own_text: str) -> Letter:
    """The letter of a step as it would read, to a made-up member; nothing is sent."""
    terms = invoices.terms()
    due = date(2000, 1, 31)
    vote, strike, strike_on = _statutes(due, lang)
    facts = rules.LetterFacts(
        no=no,
        number="20000001",
        ocr=reference_of("20000001", terms),
        due_on=due,
        total=400_000,
        left=400_000,
        seller=terms.seller,
        buyer=Party(name="(Organisation)"),
        pay_link="https://…",
        currency=terms.currency,
        has_debit=payments.takes_debit(),
        own_text=own_text,
        vote_rule=vote,
        strike_rule=strike,
        strike_on=strike_on,
    )
    return write_letter(rules.letter_key(no), lang, rules.letter_of(facts, lang))


def strike_rule() -> tuple[int | None, str, str]:
    """After how many months unpaid the statutes let the board end a membership, and where it stands."""
    version = in_force()
    told = parameters_of(version) if version else None
    if told is None or told.strike_off_after_months is None:
        return None, "", ""
    return told.strike_off_after_months, *told.source("strike_off_after_months")


def strike_day(due_on: date | None) -> date | None:
    """From which day the board may end a membership over an invoice due then; None without a rule."""
    months, *_ = strike_rule()
    return rules.months_after(due_on, months) if months is not None and due_on else None


def _statutes(due_on: date, lang: str) -> tuple[str, str, date | None]:
    """Where the statutes stop the vote of who has not paid, and end its membership, and from which day."""
    sv, version = lang == "sv", in_force()
    told = parameters_of(version) if version else None
    vote = told.source("overdue_blocks_vote")[0 if sv else 1] if told and told.overdue_blocks_vote else ""
    months, strike_sv, strike_en = strike_rule()
    day = strike_day(due_on) if months is not None else None
    return vote, (strike_sv if sv else strike_en) if day else "", day
