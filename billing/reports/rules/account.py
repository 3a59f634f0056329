"""A member's account on paper: the data of the template ``statement``, in one language. Öre."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kernel.money import SEK, figures, money, unit


@dataclass(frozen=True, kw_only=True)
class AccountFacts:
    """What is printed. A line is day, text, voucher, amount and what was owed after it."""

    association: str
    member: Sequence[str]
    lines: Sequence[tuple[date, str, str, int, int]]
    opening: int
    closing: int
    days: tuple[date | None, date | None]
    made_on: date
    currency: str = SEK


_W: dict[str, dict[str, str]] = {
    "sv": {
        "title": "Kontoutdrag", "member": "Medlem", "day": "Dag", "text": "Vad", "voucher": "Verifikation",
        "amount": "Belopp, {unit}", "after": "Saldo, {unit}", "opening": "Ingående saldo",
        "owes": "Att betala",
        "has": "Medlemmen har till godo", "even": "Inget att betala", "to": "till och med",
        "made": "Utskrivet {day} ur föreningens bokföring. Det som ökar skulden står utan tecken, "
        "betalningar och krediteringar med minus.",
    },
    "en": {
        "title": "Statement of account", "member": "Member", "day": "Day", "text": "What",
        "voucher": "Voucher", "amount": "Amount, {unit}", "after": "Balance, {unit}",
        "opening": "Opening balance", "owes": "To pay", "has": "The member has in credit",
        "even": "Nothing to pay", "to": "up to",
        "made": "Printed on {day} from the books of the association. What adds to the debt has no sign; "
        "payments and credits have a minus.",
    },
}  # fmt: skip


def account_paper(facts: AccountFacts, lang: str) -> dict[str, Any]:
    """The data of the template."""
    w, counted = _W[lang], unit(facts.currency, lang)
    rows = [
        {
            "day": on.isoformat(), "text": text, "voucher": voucher,
            "amount": figures(amount, lang, always_coins=True),
            "after": figures(after, lang, always_coins=True),
        }
        for on, text, voucher, amount, after in facts.lines
    ]  # fmt: skip
    if facts.opening:
        opened = figures(facts.opening, lang, always_coins=True)
        rows.insert(0, {"day": "", "text": w["opening"], "voucher": "", "amount": "", "after": opened})
    stands = "owes" if facts.closing > 0 else "has" if facts.closing < 0 else "even"
    return {
        "title": w["title"],
        "association": facts.association,
        "member_label": w["member"],
        "member": list(facts.member),
        "days": _days(facts, w),
        "columns": [w[name].format(unit=counted) for name in ("day", "text", "voucher", "amount", "after")],
        "rows": rows,
        "balance_label": w[stands],
        "balance": money(abs(facts.closing), lang, currency=facts.currency),
        "made": w["made"].format(day=facts.made_on.isoformat()),
    }


def _days(facts: AccountFacts, w: dict[str, str]) -> str:
    first, last = facts.days
    if first is not None:
        return f"{first.isoformat()} – {(last or facts.made_on).isoformat()}"
    return f"{w['to']} {(last or facts.made_on).isoformat()}"
