"""How the association stands: Stripe is asked, the days are looked at, and what follows is written once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import F

from billing.payments import gateway
from billing.subscriptions import queries, rules
from billing.subscriptions.actions.asking import stripe_is_asked
from billing.subscriptions.actions.letters import tell
from billing.subscriptions.events import StandingChanged
from billing.subscriptions.models import Subscription
from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor

log = structlog.get_logger("stadga")


def look(*, at: datetime) -> Subscription:
    """Ask Stripe how the association's subscription stands, and write what follows. Harmless to repeat.

    Raises GatewayError when Stripe gives no good answer; nothing has changed then.
    """
    row = queries.here()
    question, customer = _question(row), queries.customer_of(row)
    told = [_as_told(one) for one in gateway.own().subscriptions(customer)] if customer else []
    live = [one.number for one in told if one.is_good]
    if len(live) > 1:
        log.warning("subscribed_twice", network=str(row.pk), numbers=live)
    return _written(question=question, told=told, at=at)


def step(*, at: datetime) -> Subscription | None:
    """What the beat does for one association: nothing goes further while Stripe does not answer.

    None where the installation asks for no money: there no trial ends and nothing is ever read-only.
    """
    if not queries.is_asked():
        return None
    row = queries.here()
    days, looked_at = queries.days_of(row), row.looked_at if queries.customer_of(row) else None
    if not rules.is_time_to_look(days, looked_at=looked_at, at=at):
        return row
    return look(at=at)


def _question(row: Subscription) -> int:
    """The number of this question: the later it is asked, the higher."""
    with transaction.atomic():
        Subscription.objects.filter(pk=row.pk).update(asked=F("asked") + 1)
        return Subscription.objects.values_list("asked", flat=True).get(pk=row.pk)


def _as_told(one: gateway.Subscribed) -> rules.Told:
    return rules.Told(
        number=one.subscription, state=one.state, plan=one.about.get("plan", ""), began_at=one.began_at,
        paid_until=one.paid_until, ends_at=one.ends_at, pay_url=one.pay_url,
    )  # fmt: skip


@transaction.atomic
def _written(*, question: int, told: Sequence[rules.Told], at: datetime) -> Subscription:
    """Locks the row. The answer to an older question than one that was written is left aside."""
    row = Subscription.objects.select_for_update(of=("self",)).get(pk=tenancy.current().pk)
    if question < row.answered:
        return row
    was, counts = queries.days_of(row), rules.best(told)
    now = rules.next_days(was, counts, is_held=queries.is_held_today(at=at), at=at)
    row.answered, row.looked_at = question, at
    row.pay_url = counts.pay_url if counts is not None and counts.is_revived_by_paying else ""
    if counts is not None:
        row.number, row.plan = counts.number, counts.plan or row.plan
    write_days(row, now)
    tell(row, rules.due_tidings(was, now, at=at), at=at)
    if was.standing is not now.standing:
        queries.forget_open(row.pk)
        fact = StandingChanged(subject=None, was=was.standing.value, standing=now.standing.value)
        record(fact, by=Actor.system(), at=at)
    return row


def write_days(row: Subscription, now: rules.Days) -> None:
    """Write the standing and its days into the locked row."""
    row.standing, row.trial_until, row.paid_until = now.standing.value, now.trial_until, now.paid_until
    row.ends_at, row.unpaid_since, row.grace_until = now.ends_at, now.unpaid_since, now.grace_until
    row.read_only_since = now.read_only_since
    row.save()


def look_for_somebody(*, at: datetime) -> Subscription:
    """As the beat does, at a person's wish. Raises Refused when Stripe gives no good answer."""
    if not queries.is_asked():
        return queries.here()
    with stripe_is_asked("subscription"):
        return look(at=at)
