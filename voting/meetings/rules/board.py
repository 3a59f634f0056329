"""The board's own meetings: what is chosen beforehand, the words it makes, and what each item does.

Plain Python. Swedish in the model's words (styrelsens protokoll 1/2016 is of the first); the names are
those at the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from kernel.errors import Obstacle
from kernel.money import SEK, money
from tenants.decisions.enums import EffectKind
from tenants.founding.enums import Post
from voting.meetings.enums import Duty, ItemState, MeetingState
from voting.meetings.rules.admissions import Applicant, effects_on, words_of
from voting.meetings.rules.dates import short_date, weekday_date
from voting.meetings.rules.strikings import Unpaid, effects_of_strikings, words_of_strikings

JOINTLY, SINGLY = "jointly", "singly"
IMMEDIATELY, SUMMONED = "immediately", "summoned"
WITHOUT_VAT, WITH_VAT, SPLIT_VAT = "without", "with", "split"
INAUGURAL, ORDINARY = "inaugural", "ordinary"
OF_THE_MEETING = ("meeting_secretary", "adjuster")
NAMED = (*OF_THE_MEETING, "vice_chair", "secretary", "treasurer")
APPROVED_AT_ONCE = (
    Duty.BOARD_OFFICERS, Duty.BOARD_SIGNATORIES, Duty.BANK, Duty.REGISTRATION, Duty.BENEFICIAL_OWNER,
)  # fmt: skip
"""What the bank and Skatteverket ask for: approved before the meeting ends."""
OFFICERS = (
    ("vice_chair", Post.BOARD_VICE_CHAIR),
    ("secretary", Post.BOARD_SECRETARY),
    ("treasurer", Post.TREASURER),
)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the chair has prepared. Who signs, when nothing else is said, signs jointly."""

    agenda: str = INAUGURAL
    meeting_secretary: str = ""
    adjuster: str = ""
    vice_chair: str = ""
    secretary: str = ""
    treasurer: str = ""
    notice: str = IMMEDIATELY
    signing: str = JOINTLY
    bank: str = ""
    owner: str = ""
    vat: str = WITHOUT_VAT
    membership: int = 0
    """Öre of every fee that are for belonging, where the rest is for services (SPLIT_VAT)."""
    due_days: int = 30
    next_date: str = ""
    next_words: str = ""
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Member → {"answer", "reason"}: what the board is to answer those who ask to join."""
    fates: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Member → {"answer", "credited"}: what becomes of memberships that are not paid for."""

    @classmethod
    def from_json(cls, kept: Mapping[str, Any] | None) -> Choices:
        """As a meeting keeps them; what is not there is as when nothing was chosen."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in (kept or {}).items() if name in known})

    def to_json(self) -> dict[str, Any]:
        """As a meeting keeps them."""
        return asdict(self)


@dataclass(frozen=True)
class AtTable:
    """A member of the board, as the words need them."""

    name: str
    email: str = ""
    post: str = ""
    organisation: str = ""
    until_sv: str = ""


@dataclass(frozen=True)
class Table:
    """What the words need beside the choices."""

    people: Sequence[AtTable]
    day: date
    auditors: Sequence[str] = ()
    fee_classes: Sequence[str] = ()
    applicants: Sequence[Applicant] = ()
    unpaid: Sequence[Unpaid] = ()
    currency: str = SEK

    @property
    def chair(self) -> AtTable | None:
        """The one that the association's meeting elected."""
        return next((one for one in self.people if one.post == Post.BOARD_CHAIR), None)

    def named(self, name: str) -> AtTable:
        """Whoever has this name at the table."""
        return next((one for one in self.people if one.name == name), AtTable(name))


def faults_in_choices(choices: Choices, people: Sequence[AtTable]) -> dict[str, list[Obstacle]]:
    """Every field that cannot be as it is: not at the table, or two tasks that one person cannot have."""
    faults: dict[str, list[Obstacle]] = {}
    there = {one.name for one in people}
    chair = next((one.name for one in people if one.post == Post.BOARD_CHAIR), None)
    asked = NAMED if choices.agenda == INAUGURAL else OF_THE_MEETING
    for post in asked:
        name = getattr(choices, post)
        if not name:
            faults[post] = [Obstacle("platform.kernel.field_required")]
        elif name not in there:
            faults[post] = [Obstacle("voting.meetings.error_not_at_the_table", {"name": name})]
    for post in ("adjuster", "vice_chair", "treasurer"):
        if post in asked and getattr(choices, post) and getattr(choices, post) == chair:
            faults[post] = [Obstacle(f"voting.meetings.error_chair_is_{post}", {"name": chair})]
    if choices.agenda == INAUGURAL and choices.vat == SPLIT_VAT and choices.membership <= 0:
        faults["membership"] = [Obstacle("voting.meetings.error_no_membership_part")]
    if choices.adjuster and choices.adjuster == choices.meeting_secretary and "adjuster" not in faults:
        faults["adjuster"] = [Obstacle("voting.meetings.error_adjuster_writes", {"name": choices.adjuster})]
    return faults


def obstacles_to_convening(*, people: int, waiting: Sequence[str]) -> list[Obstacle]:
    """There is a board, and its earlier meeting has ended. ``waiting``: titles of meetings not held yet."""
    if not people:
        return [Obstacle("voting.meetings.obstacle_no_board")]
    return [Obstacle("voting.meetings.obstacle_board_meeting_waits", {"title": title}) for title in waiting]


def findings_at_the_table(choices: Choices, *, here: int, seats: int, state: str) -> list[Obstacle]:
    """Good to know, and stops nothing: without a notice, all should be here and agree to it."""
    if state == MeetingState.CLOSED or choices.notice == SUMMONED or here >= seats:
        return []
    return [Obstacle("voting.meetings.obstacle_no_notice_and_not_all", {"here": here, "seats": seats})]


def obstacles_to_choosing(state: str, decided: Iterable[str]) -> list[Obstacle]:
    """What has been decided is not chosen again. ``decided``: duties of items with a decision."""
    if state == MeetingState.CLOSED:
        return [Obstacle("voting.meetings.obstacle_meeting_closed")]
    touched = set(decided) & {Duty.MEETING_OFFICERS, *APPROVED_AT_ONCE, Duty.VAT, Duty.NEXT_MEETING}
    return [Obstacle("voting.meetings.obstacle_board_has_decided")] if touched else []


def words(choices: Choices, table: Table) -> dict[str, str]:
    """What the template's proposals ask for by name; empty where nothing is chosen yet."""
    chair = table.chair.name if table.chair else ""
    names = {post: getattr(choices, post) for post in NAMED}
    classes = _span(table.fee_classes)
    return {
        **names,
        "chair": chair,
        "date": short_date(table.day),
        "until": _until(table.chair),
        "signing": _signing(choices, chair),
        "bank": f" hos {choices.bank}" if choices.bank else "",
        "auditors": _auditors(table.auditors),
        "owner": f"har {choices.owner} som verklig huvudman" if choices.owner else "saknar verklig huvudman",
        "classes": f", klasserna {classes}," if len(table.fee_classes) > 1 else "",
        "vat": _vat(choices, table.currency),
        "due_days": str(choices.due_days),
        "next_meeting": _next(choices),
    }


def effects_of(
    duty: str, choices: Choices, table: Table, *, text_sv: str, approved: Sequence[int] = ()
) -> list[tuple[EffectKind, dict[str, Any]]]:
    """What the decision under the item with this duty brings about. ``approved``: items approved at once."""
    chair, treasurer = table.chair or AtTable(""), table.named(choices.treasurer)
    both = [_appointed(chair, Post.BOARD_CHAIR), _appointed(treasurer, Post.TREASURER)]
    if duty == Duty.ADMISSIONS:
        return effects_on(table.applicants, day=table.day.isoformat())
    if duty == Duty.STRIKINGS:
        return effects_of_strikings(table.unpaid, day=table.day.isoformat())
    found: dict[str, tuple[EffectKind, dict[str, Any]]] = {
        Duty.BOARD_OFFICERS: (EffectKind.OFFICERS_APPOINTED, {"people": _officers(choices, table)}),
        Duty.BOARD_SIGNATORIES: (
            EffectKind.SIGNATORIES_SET,
            {"text_sv": _signed_by(choices, chair, text_sv), "mode": choices.signing, "people": both},
        ),
        Duty.BANK: (
            EffectKind.MANDATE_GIVEN,
            {"tasks": ["bank_account"], "bank": choices.bank, "people": _names(both)},
        ),
        Duty.REGISTRATION: (
            EffectKind.MANDATE_GIVEN,
            {"tasks": ["organisation_number"], "people": _names(both[:1])},
        ),
        Duty.BENEFICIAL_OWNER: (
            EffectKind.BENEFICIAL_OWNER_STATED,
            {"none": not choices.owner, "text_sv": choices.owner},
        ),
        Duty.VAT: (EffectKind.VAT_CHOSEN, _vat_chosen(choices)),
    }
    if approved:
        found[Duty.IMMEDIATE_APPROVAL] = (EffectKind.ITEMS_APPROVED, {"items": list(approved)})
    return [found[duty]] if duty in found else []


def admissions_in_words(table: Table) -> str:
    """What the board decides about those who ask to join, as its answers stand."""
    return words_of(table.applicants, day=short_date(table.day))


def strikings_in_words(table: Table) -> str:
    """What the board decides about memberships that are not paid for, as it has prepared."""
    return words_of_strikings(table.unpaid, day=short_date(table.day), currency=table.currency)


def approved_at_once(items: Iterable[tuple[int, str, bool]]) -> list[int]:
    """The numbers, of (number, duty, is decided), that the bank and Skatteverket ask for."""
    return [no for no, duty, decided in items if duty in APPROVED_AT_ONCE and decided]


def sections(numbers: Sequence[int]) -> str:
    """``§§ 4–8``, ``§§ 4–6 och 8``, ``§ 4``."""
    runs: list[list[int]] = []
    for no in sorted(numbers):
        if runs and no == runs[-1][-1] + 1:
            runs[-1].append(no)
        else:
            runs.append([no])
    parts = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"{'§§' if len(numbers) > 1 else '§'} {_listed(parts)}"


def as_decided(text: str, *, is_unanimous: bool) -> str:
    """The board's words, with what was noted about how."""
    head, rest = text.partition("\n")[::2]
    if is_unanimous and head.strip() == "Styrelsen beslutade":
        return f"Styrelsen beslutade enhälligt\n{rest}"
    return text


def next_item(items: Sequence[tuple[int, str]]) -> int | None:
    """The first, of (number, state), that has not been taken up and comes after the current one."""
    now = next((no for no, state in items if state == ItemState.NOW), 0)
    return next((no for no, state in items if state == ItemState.LATER and no > now), None)


def _appointed(person: AtTable, post: Post) -> dict[str, str]:
    return {
        "post": post.value, "name": person.name, "email": person.email, "organisation": person.organisation,
    }  # fmt: skip


def _names(people: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    return [{"name": one["name"], "post": one["post"]} for one in people]


def _officers(choices: Choices, table: Table) -> list[dict[str, str]]:
    until = f"det konstituerande styrelsemötet efter {_until(table.chair)}"
    return [
        {**_appointed(table.named(getattr(choices, name)), post), "until": until} for name, post in OFFICERS
    ]


def _signed_by(choices: Choices, chair: AtTable, text_sv: str) -> str:
    said = _sentence(text_sv)
    if choices.signing == SINGLY:
        said += f" Styrelsen har beslutat att {_signing(choices, chair.name)}."
    return said


def _signing(choices: Choices, chair: str) -> str:
    if choices.signing == SINGLY:
        who = f"ordföranden {chair} och kassören {choices.treasurer}"
        return f"bemyndiga {who} att var för sig teckna firman i löpande ärenden"
    return "inte nu bemyndiga någon av dem att teckna firman var för sig"


def _sentence(text_sv: str) -> str:
    """The first clause of the decision, as a sentence about the firm."""
    clauses = [
        line.removeprefix("att ").rstrip(",.") for line in text_sv.splitlines() if line.startswith("att ")
    ]
    first = clauses[0] if clauses else text_sv
    return f"{first[:1].upper()}{first[1:]}."


def _vat_chosen(choices: Choices) -> dict[str, Any]:
    chosen: dict[str, Any] = {"treatment": choices.vat, "due_days": choices.due_days}
    return {**chosen, "membership": choices.membership} if choices.vat == SPLIT_VAT else chosen


def _vat(choices: Choices, currency: str) -> str:
    if choices.vat == SPLIT_VAT:
        amount = money(choices.membership, "sv", currency=currency)
        return (
            f"på två rader: {amount}, dock högst hela avgiften, som medlemsavgift utan mervärdesskatt, "
            "och resten som serviceavgift med mervärdesskatt"
        )
    if choices.vat == WITH_VAT:
        return "med mervärdesskatt som ersättning för en bestämd motprestation"
    return "utan mervärdesskatt som avgift som inte är ersättning för en bestämd motprestation"


def _until(chair: AtTable | None) -> str:
    said = chair.until_sv if chair else ""
    return f"{said[:1].lower()}{said[1:]}" if said else "nästa årsmöte där ordförande väljs"


def _auditors(names: Sequence[str]) -> str:
    if not names:
        return "föreningens revisorer"
    return f"{'revisorn' if len(names) == 1 else 'revisorerna'} {_listed(names)}"


def _next(choices: Choices) -> str:
    if not choices.next_date:
        return "ordföranden kallar till nästa möte"
    day = date.fromisoformat(choices.next_date)
    rest = f", {choices.next_words.strip().rstrip('.')}" if choices.next_words.strip() else ""
    return f"hålla nästa möte {weekday_date(day)}{rest}"


def _span(names: Sequence[str]) -> str:
    return f"{names[0]}–{names[-1]}" if len(names) > 1 else "".join(names)


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} och {parts[-1]}" if len(parts) > 1 else "".join(parts)
