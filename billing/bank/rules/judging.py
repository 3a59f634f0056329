"""What a payment was for: certain, or the likely ones in order, each with its reasons. Plain Python.

Certain is a reference of ours with the amount that is open, or less or more when the payer is that member;
without a reference a known payer and the amount of exactly one of its open invoices. A reference alone is not
enough: the check digit of an OCR does not see 09 and 90 swapped. All else is for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from billing.standards import creditor_reference, ocr
from kernel.errors import Obstacle
from kernel.money import SEK

MOST = 5
ENOUGH = 30
SHORTEST_OCR, SHORTEST_WORD = 4, 3
_DIGITS = re.compile(r"[0-9]{4,25}")
_WORDS = re.compile(r"[^\W_]+")
_FORMS = frozenset({"ab", "aktiebolag", "publ", "hb", "kb", "ek", "för", "ekonomisk", "förening", "i", "och"})
_PLAIN = str.maketrans("åäöéèüøæ", "aaoeeuoa")

# What a reason weighs. The order of suggestions, nothing else, comes of it.
WEIGHT: Mapping[str, int] = {
    "billing.bank.because_reference": 100,
    "billing.bank.because_number": 80,
    "billing.bank.because_in_text": 70,
    "billing.bank.because_near_reference": 45,
    "billing.bank.because_org_number": 40,
    "billing.bank.because_account": 40,
    "billing.bank.because_name": 35,
    "billing.bank.because_name_like": 20,
    "billing.bank.because_sum": 35,
    "billing.bank.because_amount": 30,
    "billing.bank.because_total": 10,
    "billing.bank.because_paid": 0,
}
_REFERENCE, _NUMBER = "billing.bank.because_reference", "billing.bank.because_number"
_ORG_NUMBER, _ACCOUNT = "billing.bank.because_org_number", "billing.bank.because_account"
_NAME = "billing.bank.because_name"


@dataclass(frozen=True)
class Seen:
    """A payment as it is looked at. ``amount`` is what is left of it in öre."""

    amount: int
    currency: str
    references: tuple[str, ...]
    text: str
    payer: str
    payer_account: str
    payer_number: str


@dataclass(frozen=True)
class Bill:
    """An issued invoice. ``total`` is what it came to, in öre; what is open the book knows."""

    id: Any
    number: str
    ocr: str
    member: Any
    total: int


@dataclass(frozen=True)
class Known:
    """A member as a payer: its name, organisation number and the accounts it has paid from."""

    id: Any
    name: str
    org_number: str
    accounts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    """Invoices that the payment can have been for, what of it goes to each, and why we think so."""

    parts: tuple[tuple[Any, int], ...]
    because: tuple[Obstacle, ...]
    weight: int


@dataclass(frozen=True)
class Verdict:
    """``certain`` settles by itself; else ``waits`` says why not."""

    certain: Suggestion | None = None
    waits: Obstacle | None = None


@dataclass
class Book:
    """The invoices and members that payments are held against. ``open`` is what each invoice still owes.

    ``currency`` is what the association counts in.
    """

    bills: Sequence[Bill]
    members: Sequence[Known]
    open: dict[Any, int]
    length_digit: bool
    currency: str = SEK
    by_id: dict[Any, Bill] = field(init=False)
    by_reference: dict[str, Bill] = field(init=False)
    by_member: dict[Any, list[Bill]] = field(init=False)
    named: dict[Any, frozenset[str]] = field(init=False)
    signs: dict[tuple[str, Any], list[Known]] = field(init=False)

    def __post_init__(self) -> None:
        """Lay them out by what they are looked up by."""
        self.by_id = {one.id: one for one in self.bills}
        self.by_reference = {one.number: one for one in self.bills}
        for one in self.bills:
            for told in (one.ocr, creditor_reference.own_part(one.ocr)):
                if told:
                    self.by_reference[told] = one
        self.by_member = {}
        for one in self.bills:
            self.by_member.setdefault(one.member, []).append(one)
        self.named = {one.id: name_words(one.name) for one in self.members}
        self.signs = {}
        for known in self.members:
            for sign in (
                (_ORG_NUMBER, _tail(known.org_number)),
                (_NAME, self.named[known.id]),
                *((_ACCOUNT, account) for account in known.accounts),
            ):
                if sign[1]:
                    self.signs.setdefault(sign, []).append(known)

    def take(self, parts: Iterable[tuple[Any, int]]) -> None:
        """Pay: what follows is held against what is left then."""
        for bill, amount in parts:
            self.open[bill] -= amount


def judge(seen: Seen, book: Book) -> Verdict:  # noqa: PLR0911  one for each kind of answer
    """One payment against the book. The same payment and book always give the same answer."""
    if seen.currency != book.currency:
        return _waits("billing.bank.waits_currency", currency=seen.currency, own=book.currency)
    if seen.amount <= 0:
        return _waits("billing.bank.waits_taken_back")
    payers = _payers(seen, book)
    hits = list(dict.fromkeys(b for r in written_in(seen) if (b := book.by_reference.get(r))))
    if len(hits) == 1:
        return _by_reference(seen, book, hits[0], payers)
    if hits:
        return _by_references(seen, book, hits)
    if (wrong := _is_wrong(seen, book)) is not None:
        return wrong
    found = [
        bill
        for member in payers
        for bill in book.by_member.get(member, ())
        if book.open[bill.id] == seen.amount
    ]
    if len(found) == 1:
        return Verdict(_suggestion(seen, book, found[0], payers))
    return _waits("billing.bank.waits_several" if found else "billing.bank.waits_no_match")


def written_in(seen: Seen) -> tuple[str, ...]:
    """The references of a payment: those given as such, and those of ISO 11649 that hold in its text."""
    told = (ocr.compact(one).upper() for one in seen.references)
    return tuple(dict.fromkeys(one for one in (*told, *creditor_reference.found_in(seen.text)) if one))


def _by_reference(seen: Seen, book: Book, bill: Bill, payers: Mapping[Any, Obstacle]) -> Verdict:
    """Hold a reference of ours against the amount and the payer."""
    is_open = book.open[bill.id]
    told = {"number": bill.number, "open": is_open, "amount": seen.amount}
    if is_open <= 0:
        return _waits("billing.bank.waits_paid", number=bill.number)
    if payers and bill.member not in payers:
        return _waits("billing.bank.waits_other_payer", number=bill.number, payer=seen.payer)
    if seen.amount == is_open or bill.member in payers:
        return Verdict(_suggestion(seen, book, bill, payers))
    return _waits(
        "billing.bank.waits_too_little" if seen.amount < is_open else "billing.bank.waits_too_much", **told
    )


def _by_references(seen: Seen, book: Book, hits: list[Bill]) -> Verdict:
    """Several references of ours: certain when what they owe is what was paid."""
    parts = tuple((one.id, book.open[one.id]) for one in hits)
    if all(amount > 0 for _, amount in parts) and sum(amount for _, amount in parts) == seen.amount:
        because = tuple(Obstacle(_REFERENCE, {"number": one.number}) for one in hits)
        return Verdict(Suggestion(parts, because, sum(WEIGHT[one.code] for one in because)))
    return _waits("billing.bank.waits_references", numbers=", ".join(one.number for one in hits))


def _waits(code: str, **params: Any) -> Verdict:  # noqa: ANN401  plain JSON values
    return Verdict(None, Obstacle(code, params))


def suggest(seen: Seen, book: Book) -> tuple[Suggestion, ...]:
    """The likely ones for a person to choose from, the likeliest first, then by number."""
    payers = _payers(seen, book)
    found = [_suggestion(seen, book, bill, payers) for bill in book.bills]
    found += _sums(seen, book, payers)
    likely = [one for one in found if one.weight >= ENOUGH]
    # Half the members may owe the same amount: alone it says something only where nothing else does, of few.
    alone = [one for one in likely if {o.code for o in one.because} == {"billing.bank.because_amount"}]
    if len(alone) < len(likely) or len(alone) > MOST:
        likely = [one for one in likely if one not in alone]
    likely.sort(key=lambda one: (-one.weight, [book.by_id[bill].number for bill, _ in one.parts]))
    return tuple(likely[:MOST])


def _suggestion(seen: Seen, book: Book, bill: Bill, payers: Mapping[Any, Obstacle]) -> Suggestion:
    because = list(_reference_reasons(seen, bill))
    if bill.member in payers:
        because.append(payers[bill.member])
    elif _is_like(name_words(seen.payer), book.named.get(bill.member, frozenset())):
        because.append(Obstacle("billing.bank.because_name_like", {"payer": seen.payer}))
    is_open, amount = book.open[bill.id], abs(seen.amount)
    if because or is_open > 0:
        if amount == is_open:
            because.append(Obstacle("billing.bank.because_amount"))
        elif amount == bill.total:
            because.append(Obstacle("billing.bank.because_total"))
    if because and is_open <= 0:
        because.append(Obstacle("billing.bank.because_paid", {"number": bill.number}))
    weight = sum(WEIGHT[one.code] for one in because)
    return Suggestion(((bill.id, seen.amount),), tuple(because), weight)


def _reference_reasons(seen: Seen, bill: Bill) -> Iterable[Obstacle]:
    typed = written_in(seen)
    in_text = _DIGITS.findall(seen.text) + [d for one in seen.references for d in _DIGITS.findall(one)]
    own = creditor_reference.own_part(bill.ocr)
    if bill.ocr and (bill.ocr in typed or (own and own in typed)):
        yield Obstacle(_REFERENCE, {"number": bill.number})
    elif bill.number in typed:
        yield Obstacle(_NUMBER, {"number": bill.number})
    elif bill.ocr in in_text or bill.number in in_text:
        yield Obstacle("billing.bank.because_in_text", {"number": bill.number})
    elif near := next((one for one in (*typed, *in_text) if is_near(one, bill.ocr)), None):
        params = {"reference": near, "ocr": bill.ocr}
        yield Obstacle("billing.bank.because_near_reference", params)


def _sums(seen: Seen, book: Book, payers: Mapping[Any, Obstacle]) -> Iterable[Suggestion]:
    """One payment for all that a member owes."""
    for member, reason in payers.items():
        owed = [(b.id, book.open[b.id]) for b in book.by_member.get(member, ()) if book.open[b.id] > 0]
        if len(owed) > 1 and sum(amount for _, amount in owed) == seen.amount:
            because = (reason, Obstacle("billing.bank.because_sum", {"count": len(owed)}))
            yield Suggestion(tuple(owed), because, sum(WEIGHT[one.code] for one in because))


def _payers(seen: Seen, book: Book) -> dict[Any, Obstacle]:
    """Members that the payer is, by the surest sign that there is."""
    for sign in (
        (_ORG_NUMBER, _tail(seen.payer_number)),
        (_ACCOUNT, seen.payer_account),
        (_NAME, name_words(seen.payer)),
    ):
        if found := book.signs.get(sign):
            return {one.id: Obstacle(sign[0], {"member": one.name}) for one in found}
    return {}


def _is_wrong(seen: Seen, book: Book) -> Verdict | None:
    """A reference that looks like one of ours and is none."""
    for typed in written_in(seen):
        if creditor_reference.looks_like(typed):
            is_faulty = not creditor_reference.is_valid(typed)
        elif len(typed) >= SHORTEST_OCR and typed.isascii() and typed.isdigit():
            is_faulty = book.currency == SEK and bool(ocr.faults(typed, length_digit=book.length_digit))
        else:
            continue
        code = "billing.bank.waits_reference_fails" if is_faulty else "billing.bank.waits_reference_unknown"
        return _waits(code, reference=typed)
    return None


def name_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others: in any order, without accents and legal form."""
    words = frozenset(_WORDS.findall(name.casefold().translate(_PLAIN)))
    return words - {form.translate(_PLAIN) for form in _FORMS} or words


def _is_like(some: frozenset[str], other: frozenset[str]) -> bool:
    """All of the shorter name's words are in the longer one, and at least one is a word."""
    short, long = sorted((some, other), key=len)
    return bool(short) and short <= long and any(len(w) >= SHORTEST_WORD and not w.isdigit() for w in short)


def is_near(typed: str, right: str) -> bool:
    """One digit wrong, missing or too many, or two neighbours swapped."""
    if (
        not right
        or not typed.removeprefix("RF").isdigit()
        or typed == right
        or abs(len(typed) - len(right)) > 1
    ):
        return False
    if len(typed) == len(right):
        apart = [at for at, (a, b) in enumerate(zip(typed, right, strict=True)) if a != b]
        if len(apart) == 1:
            return True
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1  # noqa: PLR2004  two neighbours
        return swapped and typed[apart[0]] == right[apart[1]] and typed[apart[1]] == right[apart[0]]
    short, long = sorted((typed, right), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _tail(org_number: str) -> str:
    """Ten digits, however it was written: a file may put 16 or 00 before them."""
    digits = "".join(one for one in org_number if one.isdigit())
    return digits[-10:] if len(digits) >= 10 else ""  # noqa: PLR2004  an organisation number
