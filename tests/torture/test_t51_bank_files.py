"""T51: a bank file imported again and again at once, with partial, over-, double and wrong payments."""

from __future__ import annotations

import random

import pytest

from kernel.tenancy import inside
from tests.racing import at_once
from tests.torture.figures import repeats, tell

pytestmark = pytest.mark.torture
INVOICES, TAKERS = repeats(128, 24), 4
FEE = 400_000


def a_day_at_the_bank(bills, chance):
    """Every invoice's payment as people make it: (reference, öre, payer), and what it is."""
    rows, kinds = [], []
    for bill in bills:
        name = {"name": bill.member.name}
        kind = chance.choice(
            ("right", "right", "right", "partial", "over", "double", "wrong", "nameless", "unpaid")
        )
        kinds.append(kind)
        rows += {
            "right": [(bill.ocr, FEE, {})],
            "partial": [(bill.ocr, FEE // 4, name)],
            "over": [(bill.ocr, FEE + 10_000, name)],
            "double": [(bill.ocr, FEE, {}), (bill.ocr, FEE, {})],
            "wrong": [(bill.ocr[:-1] + str((int(bill.ocr[-1]) + 1) % 10), FEE, {})],
            "nameless": [("", FEE - 7, {})],
            "unpaid": [],
        }[kind]
    return rows, kinds


def test_t51_a_bank_file_books_once_and_the_rest_waits(own_tenant, django_db_blocker):
    from tests.billing.bank.conftest import bgmax, camt, read
    from tests.billing.conftest import AT, TREASURER, balances, issued, new_member, ready_to_bill

    with django_db_blocker.unblock(), inside(own_tenant):
        from billing.bank import actions
        from billing.bank.models import BankPayment, Match
        from billing.books.queries import trial_balance

        ready_to_bill()
        bills = [issued(new_member(n), FEE, origin=str(n)) for n in range(1, INVOICES + 1)]
        rows, kinds = a_day_at_the_bank(bills, random.Random(51))
        whole = bgmax(*[(ref, ore, {**more, "serial": n}) for n, (ref, ore, more) in enumerate(rows, 1)])
        # The bank tells of the first half once more, in another format; and of one payment in euro.
        half = camt(
            *[(str(n), ref, ore, more.get("name", "")) for n, (ref, ore, more) in enumerate(rows, 1)][
                : len(rows) // 2
            ]
        )
        euro = camt(("EUR1", bills[0].ocr, 35_000, bills[0].member.name)).replace(b'"SEK"', b'"EUR"')

        def take(content):
            found = read(content)
            actions.book_file(file_id=found.pk, by=TREASURER, at=AT)
            actions.carry_on(file_id=found.pk, by=TREASURER, at=AT)

        at_once(own_tenant, [lambda f=f: take(f) for f in [whole, half, euro] * TAKERS])
        take(whole)

        kept = BankPayment.objects.filter(currency="SEK")
        money = sum(ore for _, ore, _ in rows)
        waiting = kept.filter(state="waiting")
        expected = {kind: kinds.count(kind) for kind in set(kinds)}
        must_wait = sum(expected.get(kind, 0) for kind in ("double", "wrong", "nameless"))
        assert kept.count() == len(rows)
        assert BankPayment.objects.get(currency="EUR").waits[0]["code"] == "billing.bank.waits_currency"
        assert waiting.count() == must_wait
        assert Match.objects.count() == len(rows) - must_wait
        now = balances()
        assert now[1930] == money
        assert now.get(2420, 0) == -10_000 * expected.get("over", 0)
        assert now.get(2499, 0) == -sum(one.left for one in waiting)
        assert trial_balance().total == 0
        imports = 3 * TAKERS + 1
        tell(
            "T51",
            invoices=INVOICES,
            imports_at_once=imports,
            payments_in_the_files=len(rows),
            booked=kept.count(),
            booked_twice=kept.count() - len(rows),
            matched_by_themselves=Match.objects.count(),
            in_the_queue=waiting.count() + 1,
            trial_balance=trial_balance().total,
        )
