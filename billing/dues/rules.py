"""Which class a member is in, what it pays, and what stands in the way. Plain Python; whole öre, half up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from billing.dues.enums import Due, Prorata
from kernel.errors import Obstacle
from tenants.members.enums import MemberKind

_SPAN = re.compile(r"(\d+)\s*[–—-]\s*(\d+)\s*(?:anställda|employees)")
_FROM = re.compile(r"(\d+)\s*(?:anställda|employees)?\s*(?:eller fler|or more|\+)")
_UP_TO = re.compile(r"(?:högst|upp till|at most|up to)\s*(\d+)\s*(?:anställda|employees)")
_WORDS: tuple[tuple[str, MemberKind], ...] = (
    ("offentlig", MemberKind.PUBLIC_BODY), ("public", MemberKind.PUBLIC_BODY),
    ("lärosäte", MemberKind.UNIVERSITY), ("universitet", MemberKind.UNIVERSITY),
    ("university", MemberKind.UNIVERSITY),
    ("enskild", MemberKind.INDIVIDUAL), ("individual", MemberKind.INDIVIDUAL),
    ("förening", MemberKind.ASSOCIATION), ("association", MemberKind.ASSOCIATION),
    ("företag", MemberKind.COMPANY), ("company", MemberKind.COMPANY), ("companies", MemberKind.COMPANY),
)  # fmt: skip
MONTHS_OF_A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class ClassRule:
    """Whom a class is for. No kinds: only those whom somebody places in it, such as honorary members."""

    code: str
    amount: int
    kinds: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def by_employees(self) -> bool:
        """Whether the number of employees decides."""
        return self.least is not None or self.most is not None


@dataclass(frozen=True, kw_only=True)
class PartYear:
    """The statutes' part-year rule. ``half_after`` is a month and a day, the last of the full fee."""

    type: Prorata
    half_after: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is known of a member when its fee is asked for."""

    kind: str
    employees: int | None
    member_since: date | None
    placed: str = ""
    is_exempt: bool = False
    left_on: date | None = None
    billed: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a member pays, and why; obstacles when it cannot be said yet."""

    due: Due
    code: str = ""
    full: int = 0
    amount: int = 0
    obstacles: tuple[Obstacle, ...] = ()

    def waits(self, *obstacles: Obstacle) -> Answer:
        """The same, until something is put right."""
        return replace(self, due=Due.WAITING, obstacles=(*self.obstacles, *obstacles))


def rule_in_words(code: str, *, name_sv: str, amount: int) -> ClassRule:
    """Whom a class is for by the decision's own words; the treasurer sees it and can change it."""
    text = name_sv.lower()
    kinds = tuple(dict.fromkeys(kind.value for word, kind in _WORDS if word in text))
    span, least, most = _SPAN.search(text), _FROM.search(text), _UP_TO.search(text)
    if span:
        return ClassRule(code=code, amount=amount, kinds=kinds, least=int(span[1]), most=int(span[2]))
    if most:
        return ClassRule(code=code, amount=amount, kinds=kinds, least=0, most=int(most[1]))
    if least:
        return ClassRule(code=code, amount=amount, kinds=kinds, least=int(least[1]))
    return ClassRule(code=code, amount=amount, kinds=kinds)


def class_of(asked: Asked, classes: Sequence[ClassRule]) -> tuple[ClassRule | None, list[Obstacle]]:
    """The one class that a member is in: where somebody placed it, else by kind and number of employees."""
    if asked.placed:
        found = next((one for one in classes if one.code == asked.placed), None)
        return found, [] if found else [Obstacle("billing.dues.obstacle_no_class", {"kind": asked.kind})]
    of_kind = [one for one in classes if asked.kind in one.kinds]
    if any(one.by_employees for one in of_kind) and asked.employees is None:
        return None, [Obstacle("billing.dues.obstacle_no_employees")]
    fits = [one for one in of_kind if _fits(one, asked.employees or 0)]
    if len(fits) == 1:
        return fits[0], []
    if fits:
        codes = ", ".join(one.code for one in fits)
        return None, [Obstacle("billing.dues.obstacle_many_classes", {"codes": codes})]
    return None, [Obstacle("billing.dues.obstacle_no_class", {"kind": asked.kind})]


def fee_of(
    asked: Asked, classes: Sequence[ClassRule], *, period: tuple[date, date], part_year: PartYear
) -> Answer:
    """What a member is asked for in a period. Whoever was billed stays billed, whatever changed since."""
    if asked.left_on is not None and asked.left_on < period[0]:
        return Answer(due=Due.LEFT)
    found, obstacles = class_of(asked, classes)
    code, full = (found.code, found.amount) if found else ("", 0)
    if asked.member_since is None:
        obstacles.append(Obstacle("billing.dues.obstacle_no_joining_day"))
    if asked.billed:
        return Answer(due=Due.BILLED, code=code, full=full)
    if asked.is_exempt:
        return Answer(due=Due.EXEMPT, code=code, full=full)
    if found is None or asked.member_since is None:
        return Answer(due=Due.WAITING, obstacles=tuple(obstacles))
    amount = prorated(found.amount, admitted=asked.member_since, period=period, rule=part_year)
    due = Due.READY if amount else Due.NOTHING
    return Answer(due=due, code=found.code, full=found.amount, amount=amount)


def prorated(fee: int, *, admitted: date, period: tuple[date, date], rule: PartYear) -> int:
    """The fee in öre of a member admitted on a day; the full fee for those who were in from the beginning."""
    begins, ends = period
    if admitted <= begins or rule.type == Prorata.FULL:
        return fee
    if admitted > ends:
        return 0
    if rule.type == Prorata.HALF_AFTER and rule.half_after:
        is_late = (admitted.month, admitted.day) > rule.half_after  # 29 February is a day of no common year
        return _share(fee, 1, 2) if is_late else fee
    if rule.type == Prorata.MONTHS:
        return _share(fee, _months(admitted, ends), _months(begins, ends))
    if rule.type == Prorata.DAYS:
        return _share(fee, (ends - admitted).days + 1, (ends - begins).days + 1)
    return fee


def part_year_rule(told: Mapping[str, Any] | None, *, is_first: bool) -> PartYear:
    """The rule that the statutes' typed parameter ``prorata`` states; the founding year pays in full."""
    if is_first or not told:
        return PartYear(type=Prorata.FULL)
    if told.get("type") == Prorata.HALF_AFTER:
        month, day = str(told["month_day"]).split("-")
        return PartYear(type=Prorata.HALF_AFTER, half_after=(int(month), int(day)))
    known = {Prorata.MONTHS, Prorata.DAYS}
    return PartYear(type=Prorata(told["type"]) if told.get("type") in known else Prorata.FULL)


def parts_of(amount: int, parts: int) -> list[int]:
    """Equal parts in öre; what does not divide goes on the first."""
    each, rest = divmod(amount, parts)
    return [each + rest, *[each] * (parts - 1)] if each else [amount]


def days_to_pay(due_days: int, *, part: int, parts: int, on: date, ends: date) -> int:
    """Days from the invoice's day until a part is due; parts lie evenly over the rest of the period."""
    left = max((ends - on).days, 0)
    return min(due_days + left * (part - 1) // parts, 365)


def obstacles_to_running(
    *,
    ready: int,
    running: bool,
    vat_chosen: bool,
    unsorted: Sequence[str],
    invoicing: Iterable[Obstacle],
    on: date,
    closed_through: date | None,
) -> list[Obstacle]:
    """Everything between the treasurer and the button; one member's obstacle stops that one alone."""
    found = []
    if running:
        found.append(Obstacle("billing.dues.obstacle_running"))
    if not ready and not running:
        found.append(Obstacle("billing.dues.obstacle_nobody_to_bill"))
    if not vat_chosen:
        found.append(Obstacle("billing.dues.obstacle_vat_not_chosen"))
    if unsorted:
        found.append(Obstacle("billing.dues.obstacle_class_overlaps", {"codes": ", ".join(unsorted)}))
    if closed_through is not None and on <= closed_through:
        params = {"through": closed_through.isoformat(), "date": on.isoformat()}
        found.append(Obstacle("billing.books.obstacle_period_closed", params))
    return [*found, *invoicing]


def obstacles_to_standing_on(*, continues: bool, is_newest: bool) -> list[Obstacle]:
    """A decided fee is billed for a later period where the statutes let it stand until a newer one."""
    found = []
    if not continues:
        found.append(Obstacle("billing.dues.obstacle_fee_does_not_stand"))
    if not is_newest:
        found.append(Obstacle("billing.dues.obstacle_newer_fees"))
    return found


def shares_days(period: tuple[date, date], others: Iterable[tuple[date, date]]) -> bool:
    """Whether some day of a period lies in one of the others; first and last days count."""
    return any(begins <= period[1] and period[0] <= ends for begins, ends in others)


def overlapping(classes: Sequence[ClassRule]) -> list[str]:
    """Codes of classes that some member would fit two of."""
    return sorted(
        {
            code
            for n, one in enumerate(classes)
            for other in classes[n + 1 :]
            if set(one.kinds) & set(other.kinds) and _meet(one, other)
            for code in (one.code, other.code)
        }
    )


def _fits(one: ClassRule, employees: int) -> bool:
    return (one.least is None or employees >= one.least) and (one.most is None or employees <= one.most)


def _meet(one: ClassRule, other: ClassRule) -> bool:
    below = one.most is None or other.least is None or other.least <= one.most
    above = other.most is None or one.least is None or one.least <= other.most
    return below and above


def _months(begins: date, ends: date) -> int:
    return (ends.year - begins.year) * MONTHS_OF_A_YEAR + ends.month - begins.month + 1


def _share(amount: int, of: int, whole: int) -> int:
    return (amount * of * 2 + whole) // (2 * whole)
