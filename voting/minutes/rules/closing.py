"""How a § ends: fees as a table, what the adopted text came to, who accepted, reservations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from kernel.money import money
from voting.meetings.rules.dates import long_date
from voting.minutes.rules.board import signatories
from voting.minutes.rules.elections import answers
from voting.minutes.rules.facts import ItemFacts, MeetingFacts, NoteFacts
from voting.minutes.rules.shapes import Block, Table, said, tabled
from voting.minutes.rules.swedish import (
    clock,
    joined,
    number_neuter,
    sections,
    sentence,
    sort_key,
    tidy,
)

NOTE_LABELS: Final = {
    "reservation": "Reservation",
    "protest": "Protest",
    "statement": "Protokollsanteckning",
    "motion": "Yrkande",
    "point_of_order": "Ordningsfråga",
    "quorum": "Beslutförhet",
    "adjournment": "Ajournering",
}
ELSEWHERE: Final = frozenset({"count_demanded", "conflict"})
VERBS: Final = {"reservation": "reserverade sig", "protest": "protesterade"}
_AGAINST = re.compile(
    r"^(?:reservation|protest|reserverar sig|protesterar)?\s*(mot\b.*)$", re.IGNORECASE | re.DOTALL
)
OUTCOMES: Final = {
    "carried": "Bifölls.", "rejected": "Avslogs.", "granted": "Bifölls.", "denied": "Avslogs.",
}  # fmt: skip


def after_decisions(item: ItemFacts, meeting: MeetingFacts) -> Iterator[Block]:
    """Everything below the decided clauses."""
    yield from _fees(item, meeting.currency)
    yield from signatories(item)
    yield from _statutes(item, meeting)
    for election in item.elections:
        if election.post == "meeting_chair" and election.elected:
            yield said(f"{election.elected[0]} övertog ledningen av mötet.", election.events)
    yield from answers(item.elections)
    if item.remarks.strip():
        for part in item.remarks.strip().split("\n"):
            if part.strip():
                yield said(tidy(sentence(part)), item.events)
    for note in item.notes:
        if note.kind not in ELSEWHERE:
            yield _note(note)
    if item.is_adjusted_in is not None:
        yield said(tidy(f"Omedelbart justerad, se § {item.is_adjusted_in}."))


def closing_told(meeting: MeetingFacts) -> Iterator[Block]:
    """The last §: reservations and protests summed up, and when the meeting ended."""
    if meeting.closed_at is None:
        return
    when = clock(meeting.closed_at, meeting.zone)
    if meeting.is_board:
        yield said(f"Ordföranden förklarade mötet avslutat {when}.", meeting.closed_events)
        return
    reserved = sorted({i.no for i in meeting.items for n in i.notes if n.kind == "reservation"})
    protested = sorted({i.no for i in meeting.items for n in i.notes if n.kind == "protest"})
    count = sum(n.kind == "reservation" for i in meeting.items for n in i.notes)
    that = "den" if count == 1 else "dem"
    have = f" utöver {that} som tagits in i {sections(reserved)}" if reserved else ""
    protests = "ingen protesterade mot hur besluten fattats"
    if protested:
        protests = f"protest mot hur beslut fattats har tagits in i {sections(protested)}"
    yield said(
        tidy(
            f"Ingen reservation anmäldes{have}, och {protests}. "
            f"Mötesordföranden förklarade mötet avslutat {when}."
        ),
        meeting.closed_events,
    )


def joined_text(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> str:
    """What the roll-call came to, in the place of what was noted; nothing if nobody joined by it."""
    effect = next((e for e in item.effects if e.kind == "members_joined"), None)
    if effect is None or not meeting.joined:
        return ""
    n, day = len(meeting.joined), _day(effect.body.get("from"))
    organisations = "organisation" if n == 1 else "organisationer"
    from_ = f" från och med {day}" if day else ""
    where = f" ({annex['members']})" if "members" in annex else ""
    word = "medlem" if n == 1 else "medlemmar"
    text = f"{n} {organisations} förklarade sig som {word}{from_}{where}."
    register = meeting.register
    if register is None:
        return text
    if n == register.total:
        return (
            f"{text} Ingen avstod. Alla i röstlängden anslöt sig, och röstlängden är därför oförändrad, "
            f"{register.total} röster."
        )
    names = {one.name for one in meeting.joined}
    out = sorted((e.member for e in register.entries if e.member not in names), key=sort_key)
    return f"{text} Av dem i röstlängden anslöt sig inte: {joined(out)}." if out else text


def _day(iso: Any) -> str:  # noqa: ANN401  JSON
    return long_date(date.fromisoformat(iso)) if iso else ""


def _fees(item: ItemFacts, currency: str) -> Iterator[Block]:
    for effect in item.effects:
        if effect.kind != "fees_set":
            continue
        rows = tuple(
            (
                str(one["id"]),
                str(one["sv"]),
                money(one["amount"], currency=currency),
                "ja" if one.get("vote", True) else "nej",
            )
            for one in effect.body.get("classes", ())
        )
        events = next((d.events for d in item.decisions if effect in d.effects), ())
        table = Table("fees", ("Klass", "Medlem", "Avgift", "Rösträtt"), rows, (events,) * len(rows))
        yield from tabled(table)


def _statutes(item: ItemFacts, meeting: MeetingFacts) -> Iterator[Block]:
    text = meeting.statutes
    adopted = next((d for d in item.decisions if any(e.kind == "statutes_adopted" for e in d.effects)), None)
    if text is None or not text.number or adopted is None:
        return
    same = text.moments - len(text.changed) - len(text.added)
    parts = [f"{same} oförändrade"]
    if text.changed:
        n = len(text.changed)
        parts.append(f"{number_neuter(n)} {'ändrat' if n == 1 else 'ändrade'} ({joined(text.changed)})")
    if text.added:
        n = len(text.added)
        parts.append(f"{number_neuter(n)} {'nytt' if n == 1 else 'nya'} ({joined(text.added)})")
    told = f"De antagna stadgarna har {text.sections} paragrafer med {text.moments} moment: {joined(parts)}."
    if text.removed:
        told += f" Borttaget: {joined(text.removed)}."
    yield said(tidy(told), adopted.events)


def _note(note: NoteFacts) -> Block:
    label = NOTE_LABELS.get(note.kind, "")
    text = note.text.strip()
    verb = VERBS.get(note.kind)
    against = _AGAINST.match(text)
    if verb and note.who:
        text = f"{note.who} {verb} {against[1]}" if against else f"{note.who} {verb}: {text}"
    elif note.who:
        text = f"{note.who.rstrip(',')}: {text}" if text else note.who.rstrip(",")
    came = OUTCOMES.get(note.outcome, "")
    return said(tidy(" ".join(filter(None, (sentence(text), came)))), note.events, label)
