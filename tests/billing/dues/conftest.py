"""IEC on the last day of 2016: the decided fees, the board's choice of VAT, and the 128 members."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from config import iec
from tests.billing.conftest import TREASURER, ready_to_bill

DAY = date(2016, 12, 31)
AT = datetime(2016, 12, 31, 9, 0, tzinfo=UTC)
FIRST_YEAR = (date(2016, 10, 11), date(2017, 12, 31))
MEETING_AT = datetime(2016, 10, 11, 14, 0, tzinfo=UTC)


def decide(*, kind: str, item_no: int, effect: str, body: dict[str, Any], at: datetime = MEETING_AT) -> Any:
    """A decision of a meeting of this kind, with one effect."""
    from tenants.decisions.models import Decision, Effect
    from voting.meetings.models import Meeting

    meeting = Meeting.objects.create(
        title=kind, kind=kind, starts_at=at, registration_closes_at=at, created_at=at
    )
    decision = Decision.objects.create(
        meeting=meeting.pk, item_no=item_no, text_sv="Beslut.", method="acclamation", taken_at=at
    )
    Effect.objects.create(decision=decision, kind=effect, body=body, at=at)
    return decision


def decide_fees(**others: int) -> Any:
    """IEC's fees; ``others`` are other amounts in öre by the class's code."""
    model = iec.fees()
    classes = [
        {
            "id": one["id"],
            "sv": one["sv"],
            "en": one["en"],
            "amount": others.get(one["id"], one["amount"] * 100),
            "vote": one["vote"],
        }
        for one in (*model["categories"], *model["additional_after_A3"])
    ]
    body = {"period": model["period"], "classes": classes}
    return decide(kind="constituting", item_no=11, effect="fees_set", body=body)


def choose_vat(**others: Any) -> Any:
    """Without VAT, unless it is said otherwise."""
    body = {"treatment": "without", "due_days": 30, **others}
    at = datetime(2016, 11, 14, 18, 0, tzinfo=UTC)
    return decide(kind="board", item_no=6, effect="vat_chosen", body=body, at=at)


def members(*, only: int | None = None) -> None:
    """The model's members as its files have them."""
    from tenants.members.models import Member

    with (iec.DATA / "network_250.csv").open(encoding="utf-8", newline="") as file:
        network = {row["medlemsnr"]: row for row in csv.DictReader(file)}
    with (iec.DATA / "members_128.csv").open(encoding="utf-8", newline="") as file:
        joined = list(csv.DictReader(file))[:only]
    kinds = {"företag": "company", "offentlig aktör": "public_body", "lärosäte": "university"}
    Member.objects.bulk_create(
        Member(
            number=one["medlemsnr"],
            name=network[one["medlemsnr"]]["namn"],
            org_number=network[one["medlemsnr"]]["organisationsnummer"],
            kind=kinds[network[one["medlemsnr"]]["typ"]],
            town=network[one["medlemsnr"]]["ort"],
            employees=int(network[one["medlemsnr"]]["anställda"]),
            contact_name=network[one["medlemsnr"]]["kontaktperson"],
            contact_email=network[one["medlemsnr"]]["e-post"],
            invoice_email=network[one["medlemsnr"]]["fakturaadress"],
            member_since=date.fromisoformat(one["medlem_från"]),
            created_at=MEETING_AT,
        )
        for one in joined
    )


def taken_over(monkeypatch: Any) -> Any:
    """The schedule, with the founding year that IEC's statutes name."""
    from billing.books import actions as book_actions
    from billing.books import queries as books
    from billing.dues import actions, queries

    monkeypatch.setattr(books, "first_year", lambda: FIRST_YEAR)
    monkeypatch.setattr(queries, "first_year", lambda: FIRST_YEAR)
    book_actions.fiscal_year(DAY)  # for workers of their own process, which have no monkeypatch
    ready_to_bill()
    choose_vat()
    return actions.take_over_fees(decision=decide_fees().pk, by=TREASURER, at=AT)


def start(schedule: Any, on: date = DAY) -> Any:
    from billing.dues import actions

    return actions.start_run(schedule_id=schedule.pk, key=uuid4(), on=on, by=TREASURER, at=AT)


def carry_on(run: Any) -> Any:
    from billing.dues import actions

    return actions.carry_on(run_id=run.pk, by=TREASURER, at=AT)


def numbers() -> list[str]:
    from billing.invoices.models import Invoice

    return sorted(Invoice.objects.exclude(number=None).values_list("number", flat=True))


@pytest.fixture
def schedule(in_alfa, monkeypatch):
    return taken_over(monkeypatch)
