"""What Stripe paid to the bank account, held against its rows and posted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from billing.books.actions import post_voucher, reverse_voucher
from billing.books.enums import Number
from billing.books.queries import voucher_of
from billing.books.rules import Posting
from billing.invoices import queries as invoices
from billing.payments import gateway
from billing.payments.actions.looking import HOUSE, bookable
from billing.payments.enums import SourceKind
from billing.payments.events import PayoutPosted
from billing.payments.models import ConnectedAccount, Payout, PayoutRow
from journal.actions import record

SERIES = "B"
PAID, GONE = "paid", frozenset({"failed", "canceled"})


@transaction.atomic
def _kept(account: ConnectedAccount, told: gateway.Payout) -> Payout:
    total = sum(one.net for one in told.rows)
    row, _ = Payout.objects.select_for_update().get_or_create(
        payout=told.payout,
        defaults={
            "account": account, "amount": told.amount, "currency": told.currency, "state": told.state,
            "arrives_on": told.arrives_on, "at": told.at,
        },
    )  # fmt: skip
    if row.posted_at is None:
        row.rows_total, row.fees = total, sum(one.fee for one in told.rows)
        PayoutRow.objects.bulk_create(
            [
                PayoutRow(
                    row=one.row, payout=row, kind=one.kind, amount=one.amount, fee=one.fee, net=one.net,
                    source=one.source, at=one.at,
                )
                for one in told.rows
            ],
            ignore_conflicts=True,
        )  # fmt: skip
    if row.state not in GONE:
        row.state = told.state
    row.arrives_on = told.arrives_on
    row.save()
    return row


def look_at_payout(*, account: ConnectedAccount, payout: str, at: datetime) -> Payout:
    """Ask Stripe for a payout with its rows; post what is paid and adds up, undo what failed.

    One in another currency than the association's is kept and not posted.
    Bank 1930 and the fees 6570 against the provider's account 1580, which is empty when all is paid out.
    """
    row = _kept(account, gateway.current().payout(str(account.account), payout))
    if row.state == PAID or row.posted_at is not None or row.state in GONE:
        _posted(row.payout, at=at)
    row.refresh_from_db()
    return row


@transaction.atomic
def _posted(payout: str, *, at: datetime) -> None:
    row = Payout.objects.select_for_update().get(pk=payout)
    source = (SourceKind.PAYOUT.value, row.payout)
    on, text = bookable(row.at), f"Utbetalning från Stripe {row.payout}"
    text_en = f"Payout from Stripe {row.payout}"
    is_ours = row.currency == invoices.currency().lower()
    if row.posted_at is None and row.state == PAID and row.rows_total == row.amount and is_ours:
        Payout.objects.filter(pk=row.pk).update(posted_at=at)
        entries = [
            Posting(account=Number.BANK, amount=row.amount),
            Posting(account=Number.PROVIDER_FEES, amount=row.fees),
            Posting(account=Number.PROVIDER, amount=-row.amount - row.fees),
        ]
        post_voucher(
            series=SERIES, on=on, text=text, text_en=text_en, entries=entries, source=source, by=HOUSE, at=at
        )
        fact = PayoutPosted(subject=None, payout=row.payout, amount=row.amount, fees=row.fees)
        record(fact, by=HOUSE, at=at)
    elif row.posted_at is not None and row.undone_at is None and row.state in GONE:
        Payout.objects.filter(pk=row.pk).update(undone_at=at)
        posted = voucher_of(source)
        if posted is not None:
            reverse_voucher(
                voucher_id=posted.pk, on=on, text=f"{text} kom tillbaka", text_en=f"{text_en} came back",
                by=HOUSE, at=at,
            )  # fmt: skip
