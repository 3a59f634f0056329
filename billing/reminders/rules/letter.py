"""The letter that reminds: its values in the invoice's language. Empty lines are left out with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from billing.invoices.rules import Party, iban_line, online_ways, reference_line
from billing.standards import bankgiro
from kernel.money import SEK, money

AGAIN_FROM = 2


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """What a reminder tells. ``total`` and ``left`` in öre; a rule is empty where the statutes have none."""

    no: int
    number: str
    ocr: str
    due_on: date
    total: int
    left: int
    seller: Party
    buyer: Party
    pay_link: str
    own_text: str = ""
    vote_rule: str = ""
    strike_rule: str = ""
    strike_on: date | None = None
    currency: str = SEK
    has_debit: bool = False


def letter_key(no: int) -> str:
    """Which letter it is: before the day, the first reminder, or one of those after it."""
    name = {0: "before", 1: "first"}.get(no, "again")
    return f"billing.reminders.{name}"


def letter_of(facts: LetterFacts, lang: str) -> dict[str, str]:
    """The values of the letter."""
    sv, seller = lang == "sv", facts.seller
    paid = facts.total - facts.left
    return {
        "association": seller.name,
        "org_number": seller.org_number,
        "organisation": facts.buyer.name,
        "invoice_number": facts.number,
        "nth": _nth(facts.no, sv=sv),
        "due_date": facts.due_on.isoformat(),
        "amount_due": money(facts.left, lang, currency=facts.currency),
        "part_line": _part(facts, paid, lang) if paid > 0 else "",
        "bankgiro_line": f"Bankgiro: {bankgiro.shown(seller.bankgiro)}" if seller.bankgiro else "",
        "iban_line": iban_line(seller),
        "online_ways": online_ways(facts.currency, sv=sv, has_debit=facts.has_debit),
        "ocr_line": reference_line(facts.ocr, sv=sv),
        "reference_line": (
            f"{'Er referens' if sv else 'Your reference'}: {facts.buyer.reference}"
            if facts.buyer.reference
            else ""
        ),
        "pay_link": facts.pay_link,
        "own_text": facts.own_text,
        "vote_line": _vote(facts, sv=sv) if facts.vote_rule and facts.no >= 1 else "",
        "strike_line": _strike(facts, sv=sv) if facts.strike_rule and facts.no >= AGAIN_FROM else "",
        "questions_line": _questions(seller.email, sv=sv) if seller.email else "",
    }


def _nth(no: int, *, sv: bool) -> str:
    words = (
        ("", "Första", "Andra", "Tredje", "Fjärde", "Femte", "Sjätte")
        if sv
        else ("", "First", "Second", "Third", "Fourth", "Fifth", "Sixth")
    )
    return words[no]


def _part(facts: LetterFacts, paid: int, lang: str) -> str:
    total = money(facts.total, lang, currency=facts.currency)
    taken = money(paid, lang, currency=facts.currency)
    if lang == "sv":
        return f"Fakturan var på {total}. Av den är {taken} betald eller krediterad."
    return f"The invoice was for {total}. Of it {taken} has been paid or credited."


def _vote(facts: LetterFacts, *, sv: bool) -> str:
    who, rule = facts.buyer.name, facts.vote_rule
    if sv:
        return (
            f"Så länge avgiften är förfallen får {who} yttra sig och lägga förslag på föreningens möten men "
            f"inte rösta ({rule}). Rösträtten är tillbaka när betalningen är bokförd."
        )
    return (
        f"While the fee is overdue {who} may speak and make proposals at the association's meetings but not "
        f"vote ({rule}). The right to vote returns when the payment is booked."
    )


def _strike(facts: LetterFacts, *, sv: bool) -> str:
    day = facts.strike_on.isoformat() if facts.strike_on else ""
    if sv:
        return (
            f"Är avgiften inte betald den {day} får styrelsen pröva om medlemskapet ska upphöra "
            f"({facts.strike_rule}). Det sker aldrig av sig självt."
        )
    return (
        f"If the fee is unpaid on {day} the board may consider whether the membership should end "
        f"({facts.strike_rule}). This never happens by itself."
    )


def _questions(email: str, *, sv: bool) -> str:
    if sv:
        return f"Stämmer inte fakturan, eller är det svårt att betala? Skriv till {email}, så ordnar vi det."
    return f"Is the invoice wrong, or is it hard to pay? Write to {email} and we will arrange it."
