"""A file is read and shown, and then booked: all of it or nothing of it, each payment once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from billing.bank import queries
from billing.bank.enums import FileState, PaymentState
from billing.bank.events import BankFileBooked
from billing.bank.models import BankFile, BankPayment
from billing.bank.queries import Keyed
from billing.invoices import queries as invoices
from billing.standards import bank_file, statement_csv
from billing.standards.incoming import MAX_BYTES, Format, too_large
from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Malformed, Missing, Obstacle, Refused, refuse_if

MOST_FAULTS = 20
BANK = 83  # the advisory locks' own number for files under booking


@transaction.atomic
def read_file(
    *, name: str, content: bytes, by: Actor, at: datetime, columns: Mapping[str, str] | None = None
) -> BankFile:
    """Keep a file for its preview; the same content again is the same file. Nothing is booked.

    A list's columns are ``columns``, else as for the last list with these headings, else by known headings.
    Raises Malformed with every fault, each naming its row; nothing is kept then.
    """
    if len(content) > MAX_BYTES:
        raise Malformed({"file": [too_large()]})
    if not content.strip():
        raise Malformed({"file": [Obstacle("billing.bank.error_empty_file")]})
    headings: tuple[str, ...] = ()
    if bank_file.format_of(content) is Format.CSV:
        told = statement_csv.headings(content)
        headings = told.names
        columns = columns or queries.columns_before(headings) or told.suggested
    statement = bank_file.read(content, columns or {}, currency=invoices.currency())
    if statement.faults:
        raise Malformed({"file": statement.faults[:MOST_FAULTS]})
    values = {
        "name": name[:200],
        "format": statement.format.value,
        "account": statement.account[:200],
        "columns": dict(columns or {}) if headings else {},
        "headings": list(headings),
        "entries": len(statement.entries),
        "passed_over": len(statement.passed_over),
    }
    sha256 = hashlib.sha256(content).hexdigest()
    own = {"content": content, "read_by": by.name, "read_at": at}
    found, is_new = BankFile.objects.select_for_update().get_or_create(
        sha256=sha256, defaults={**values, **own}
    )
    if not is_new and found.state == FileState.READ:
        for field, value in values.items():
            setattr(found, field, value)
        found.save(update_fields=list(values))
    return found


@transaction.atomic
def discard_file(*, file_id: UUID) -> None:
    """Forget a file that was only looked at. Raises Missing, Refused once it is booked."""
    found = _hold(file_id)
    if found.state != FileState.READ:
        raise Refused([Obstacle("billing.bank.obstacle_file_is_booked")])
    found.delete()


@transaction.atomic
def book_file(*, file_id: UUID, by: Actor, at: datetime) -> BankFile:
    """Keep every payment of a file that is not kept already; :func:`carry_on` then finds what they were for.

    One file at a time in each association (an advisory lock), so that sums and their parts in two files see
    each other; the unique key decides all the same. Booked again it stays as it is. Raises Missing, Refused.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [BANK, tenancy.schema()])
    found = _hold(file_id)
    if found.state != FileState.READ:
        return found
    statement = bank_file.read(bytes(found.content), found.columns, currency=invoices.currency())
    refuse_if(queries.obstacles_to_booking(found, statement))
    entries = queries.keyed(statement)
    known = queries.known_among(entries)
    counted_in = invoices.currency()
    new = [_payment(found, one, counted_in) for one in entries if one.key.key not in known]
    BankPayment.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    found.added = found.payments.count()
    found.known = found.entries - found.added
    found.state, found.booked_by, found.booked_at = FileState.BOOKING.value, by.name, at
    found.save(update_fields=["added", "known", "state", "booked_by", "booked_at"])
    fact = BankFileBooked(
        subject=found.pk, name=found.name, sha256=found.sha256, added=found.added, known_before=found.known
    )
    record(fact, by=by, at=at)
    return found


def _payment(found: BankFile, one: Keyed, counted_in: str) -> BankPayment:
    entry = one.entry
    booked = entry.amount if entry.currency == counted_in else None
    return BankPayment(
        file=found,
        row=entry.row,
        sequence=entry.sequence,
        account=one.account,
        bank_key=one.key.key,
        bank_ref=one.key.ref,
        batch_ref=one.key.batch,
        amount=entry.amount,
        currency=entry.currency,
        booked=booked,
        booked_in=counted_in,
        left=booked or 0,
        on=entry.on,
        reference=entry.reference[:2000],
        others=list(entry.others),
        text=entry.text,
        payer=entry.payer[:2000],
        payer_account=entry.payer_account[:2000],
        payer_number=entry.payer_number[:100],
        is_reversal=entry.reversal,
        state=PaymentState.NEW.value,
    )


def _hold(file_id: UUID) -> BankFile:
    found = BankFile.objects.select_for_update().filter(pk=file_id).first()
    if found is None:
        raise Missing
    return found
