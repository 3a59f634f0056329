"""An association that can bill: its number, town and bankgiro are known, and a decision has set a fee."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kernel.actor import Actor

TREASURER = Actor(id=None, name="Sofia Lindahl", roles=frozenset({"treasurer"}))
SELLER = {
    "seller_name": "Föreningen IEC",
    "org_number": "802999-0010",
    "street": "Skeppsbrogatan 49",
    "postal_code": "392 31",
    "town": "Kalmar",
    "email": "kassor@iec.example",
    "bankgiro": "999-0003",
}
DAY = date(2017, 1, 9)
AT = datetime(2017, 1, 9, 8, 0, tzinfo=UTC)


def ready_to_bill(**more: Any) -> None:
    """Call it inside the association."""
    from billing.invoices.actions import change_settings

    change_settings({**SELLER, **more}, by=TREASURER, at=AT)


def new_member(number: int = 1, **more: Any) -> Any:
    from tenants.members.models import Member

    values = {
        "number": f"{number:04}",
        "name": f"Medlem {number:03} AB",
        "org_number": f"55{number:04}-{number:04}",
        "kind": "company",
        "town": "Växjö",
        "employees": 12,
        "contact_name": f"Kontakt {number}",
        "contact_email": f"kontakt{number}@medlem.example",
        "member_since": date(2016, 10, 11),
        "created_at": AT,
    }
    return Member.objects.create(**{**values, **more})


def new_draft(member: Any, *prices: int, vat: str = "not_subject", origin: str = "1", **more: Any) -> Any:
    """A draft with a line for each price in öre; one of 4,000 kr without any."""
    from billing.invoices.actions import NewInvoice, NewLine, draft_invoice
    from billing.invoices.enums import Vat

    lines = [
        NewLine(text_sv=f"Medlemsavgift {no}", text_en=f"Membership fee {no}", unit_price=price, vat=Vat(vat))
        for no, price in enumerate(prices or (400_000,), 1)
    ]
    return draft_invoice(NewInvoice(member=member.pk, origin=("test", origin), lines=lines, **more), at=AT)


def issued(member: Any, *prices: int, **more: Any) -> Any:
    from billing.invoices.actions import issue_invoice

    return issue_invoice(invoice_id=new_draft(member, *prices, **more).pk, on=DAY, by=TREASURER, at=AT)


def pay(invoice: Any, amount: int, source: str = "1", **more: Any) -> Any:
    from billing.invoices.actions import settle_invoice

    return settle_invoice(
        invoice_id=invoice.pk, amount=amount, on=DAY, source=("test", source), by=TREASURER, at=AT, **more
    )


def balances() -> dict[int, int]:
    """Account → balance in öre of every account that has one."""
    from billing.books import queries

    return {number: amount for number, amount in queries.balances().items() if amount}


def at_the_end() -> None:
    """What the deferred triggers say at the end of a transaction."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@pytest.fixture
def billing(in_alfa):
    """Alfa, ready to bill."""
    ready_to_bill()
    return in_alfa


@pytest.fixture
def member(billing):
    return new_member()


@pytest.fixture
def get(alfa, client_of, person):
    """get(role or address or None, path) → the answer of a GET; the test is inside Alfa again after it."""
    from kernel.tenancy import inside

    entered, clients = [], {}

    def getting(who, path):
        if who not in clients:
            user = (person(email=who) if "@" in who else person(who)) if who else None
            clients[who] = client_of(alfa, user)
        answer = clients[who].get(path)
        entered.append(inside(alfa))
        entered[-1].__enter__()
        return answer

    yield getting
    for one in reversed(entered):
        one.__exit__(None, None, None)
