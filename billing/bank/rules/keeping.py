"""What makes a payment the same payment, and when something may be done with it. Plain Python."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from billing.standards import bankgiro
from billing.standards.incoming import Format, Incoming
from kernel.errors import Obstacle
from kernel.money import SEK

LONGEST_REF = 100


@dataclass(frozen=True)
class Key:
    """What a payment is known again by. ``batch`` is the bank's name of the sum that it is a part of."""

    key: str
    ref: str
    batch: str


def account_of(written: str, *, own_bankgiro: str, own_iban: str) -> str:
    """The receiving account; empty for the association's own, however the format names it.

    So a payment that Bankgirot tells of by bankgiro and the bank by IBAN is known again, while the same
    reference on another account is another payment.
    """
    compact = "".join(written.split())
    if not compact or compact == own_iban or (own_bankgiro and bankgiro.compact(compact) == own_bankgiro):
        return ""
    return compact[:64]


def key_of(entry: Incoming, seen: Counter[str]) -> Key:
    """The bank's own reference with day, amount and currency; else the content and its place among equals.

    ``seen`` counts the equal ones. BgMax carries its day in the reference, camt leading zeros.
    """
    ref = _ref(entry.bank_id, entry.on)
    if not ref:
        told = (entry.reference, *entry.others, entry.payer, entry.payer_account, entry.text)
        made = hashlib.sha256(
            "\x1f".join((entry.on.isoformat(), str(entry.amount), *told)).encode()
        ).hexdigest()
        seen[made] += 1
        ref = f"~{made[:24]}-{seen[made]}"
    whole = "\x1f".join((ref, entry.on.isoformat(), str(entry.amount), entry.currency))
    batch = _ref(entry.batch_id, entry.on)
    return Key(hashlib.sha256(whole.encode()).hexdigest(), ref[:LONGEST_REF], batch[:LONGEST_REF])


def _ref(bank_id: str, on: date) -> str:
    return bank_id.removeprefix(f"{on:%Y%m%d}-").strip().lstrip("0")


def obstacles_to_booking(
    *, form: str, account: str, own_bankgiro: str, is_test: bool, entries: int, counted_in: str = SEK
) -> list[Obstacle]:
    """A file with payments, in earnest, to the association's own bankgiro. A bankgiro is paid in kronor."""
    found = []
    if is_test:
        found.append(Obstacle("billing.bank.obstacle_test_file"))
    if form == Format.BGMAX and counted_in != SEK:
        found.append(Obstacle("billing.bank.obstacle_bgmax_is_in_kronor", {"own": counted_in}))
    if form == Format.BGMAX and own_bankgiro and account and bankgiro.compact(account) != own_bankgiro:
        params = {"account": account, "own": bankgiro.shown(own_bankgiro)}
        found.append(Obstacle("billing.bank.obstacle_another_account", params))
    if not entries:
        found.append(Obstacle("billing.bank.obstacle_nothing_incoming"))
    return found


def obstacles_to_placing(
    *, left: int, wanted: Sequence[int], is_known: bool, counted_in: str
) -> list[Obstacle]:
    """No more than is left, each part with the payment's own sign; ``is_known``: what it came to for us."""
    if not is_known:
        return [Obstacle("billing.bank.obstacle_amount_unknown", {"own": counted_in})]
    total = sum(wanted)
    if any((one > 0) != (left > 0) for one in wanted if left) or abs(total) > abs(left):
        return [Obstacle("billing.bank.obstacle_not_left_so_much", {"left": left, "amount": total})]
    return []


def obstacles_to_undoing(*, on: date, closed_through: date | None) -> list[Obstacle]:
    """What stands in closed books stays."""
    if closed_through is not None and on <= closed_through:
        params = {"date": on.isoformat(), "through": closed_through.isoformat()}
        return [Obstacle("billing.bank.obstacle_match_in_closed_period", params)]
    return []


def obstacles_to_stating(*, currency: str, is_stated: bool, counted_in: str) -> list[Obstacle]:
    """The amount is the bank's where it is in our own currency, and stays once it is in the books."""
    own = {"own": counted_in}
    if currency == counted_in:
        return [Obstacle("billing.bank.obstacle_amount_is_the_banks", own)]
    return [Obstacle("billing.bank.obstacle_amount_in_use", own)] if is_stated else []


def obstacles_to_returning_credit(*, amount: int, available: int) -> list[Obstacle]:
    """Only what was paid too much goes back; what pays the invoice stays."""
    if amount > available:
        return [Obstacle("billing.bank.obstacle_no_such_credit", {"available": available, "amount": amount})]
    return []
