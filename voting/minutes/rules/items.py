"""One § of the minutes: background, way of deciding, votes, and what the meeting decided.

The order is the record's: background, proposals, rule, way of deciding, table, decisions, notes. What did
not occur is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from voting.counting.rule_text import NO_BREAK_SPACE
from voting.minutes.rules.facts import DecisionFacts, Events, ItemFacts, MeetingFacts, Progress, VenueFacts
from voting.minutes.rules.floor import (
    closing_lines,
    election_paragraphs,
    election_table,
    floor_paragraphs,
)
from voting.minutes.rules.polls import poll_paragraphs, poll_table
from voting.minutes.rules.shapes import ItemMinutes, MinuteLine
from voting.minutes.rules.swedish import clock, joined, lower_first, sentence, tidy

DECIDED = "Mötet beslutade"
_FORMULA = re.compile(r"Mötet beslutade(?P<all> enhälligt)?:?\s+att\s+", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r"[,;]?(?: samt| och)?\s*\n\s*(?:[-–•]\s*)?(?:att\s+)?|;\s*(?:samt )?att\s+")


def item_minutes(item: ItemFacts, meeting: MeetingFacts) -> ItemMinutes:
    """Write one §."""
    table, table_events = poll_table(item.polls) if item.polls else election_table(item.elections)
    decisions = tuple(_decisions(item, meeting))
    paragraphs = (
        *_opening(item, meeting),
        *floor_paragraphs(item),
        *poll_paragraphs(item.polls, with_proposals=not item.motions),
        *_way(item),
        *election_paragraphs(item.elections),
    )
    return ItemMinutes(
        no=item.no,
        heading=tidy(item.heading),
        events=item.events,
        paragraphs=tuple(MinuteLine(tidy(p.text), p.events, p.label) for p in paragraphs),
        table=table,
        table_events=table_events,
        decisions=decisions,
    )


def place(venue: VenueFacts) -> str:
    """Name a place in running text: ``Kalmar``, but ``distans`` with a small letter."""
    return lower_first(venue.name) if venue.is_remote else venue.name


def _opening(item: ItemFacts, meeting: MeetingFacts) -> Iterator[MinuteLine]:
    if item.background:
        yield MinuteLine(sentence(item.background), item.events, "Bakgrund")
    elif meeting.register and meeting.register.item_no == item.no:
        yield from _checked_in(meeting, meeting.register.events)
    if item.proposal:
        yield MinuteLine(sentence(item.proposal), item.events, "Förslag")


def _checked_in(meeting: MeetingFacts, events: Events) -> Iterator[MinuteLine]:
    here = sum(v.votes for v in meeting.venues)
    if meeting.register is None or here != meeting.register.total:
        return
    registered = sum(v.registered for v in meeting.venues)
    per_place = joined(f"{v.votes} {'på' if v.is_remote else 'i'} {place(v)}" for v in meeting.venues)
    addition = " + ".join(str(v.votes) for v in meeting.venues) + f" = {here}"
    yield MinuteLine(
        f"Vid incheckningen hade {here} ombud prickats av mot de {registered} anmälningarna: "
        f"{per_place} ({addition.replace(' ', NO_BREAK_SPACE)}).",
        events,
        "Bakgrund",
    )


def _way(item: ItemFacts) -> Iterator[MinuteLine]:
    by_voice = [d for d in item.decisions if d.method == "acclamation"]
    if item.polls or any(election.rows for election in item.elections):
        text = "Öppen votering på elektronisk väg."
        if by_voice:
            text += " Övriga frågor avgjordes med acklamation."
    elif by_voice:
        text = "Acklamation."
    else:
        return
    yield MinuteLine(text, tuple(dict.fromkeys(e for d in by_voice for e in d.events)), "Beslutssätt")


def _decisions(item: ItemFacts, meeting: MeetingFacts) -> Iterator[MinuteLine]:
    clauses = [(text, d.events) for d in item.decisions for text in att_clauses(d)]
    register = meeting.register
    if register and register.item_no == item.no and not _mentions_register(item):
        clauses.append((_register_clause(meeting, register.total), register.events))
    for position, (clause, events) in enumerate(clauses):
        end = "." if position == len(clauses) - 1 else ","
        label = DECIDED if position == 0 else ""
        yield MinuteLine(tidy(f"att {clause.rstrip(' .,;')}{end}"), events, label, binds=True)
    notes = [
        MinuteLine(tidy(sentence(d.text)), d.events, binds=d.method != "note")
        for d in item.decisions
        if not att_clauses(d)
    ]
    yield from notes
    if not clauses and not notes:
        yield from _silence(item, meeting)
    yield from closing_lines(item)
    if item.is_adjusted_in is not None:
        yield MinuteLine(tidy(f"Omedelbart justerad, se § {item.is_adjusted_in}."))


def att_clauses(decision: DecisionFacts) -> list[str]:
    """Take a recorded decision apart into its clauses, without their ``att``; none if it is worded freely.

    ``Mötet beslutade enhälligt att bilda …`` becomes ``enhälligt bilda …``. Clauses on lines of their own
    are told apart; a sentence with several verbs is left as the chair said it.
    """
    found = _FORMULA.match(decision.text.strip())
    if decision.method == "note" or found is None:
        return []
    rest = decision.text.strip()[found.end() :]
    clauses = [c.strip() for c in _NEXT_CLAUSE.split(rest) if c and c.strip(" .,;")]
    return [f"enhälligt {c}" for c in clauses] if found["all"] else clauses


def _mentions_register(item: ItemFacts) -> bool:
    return any("röstlängd" in d.text.lower() for d in item.decisions)


def _register_clause(meeting: MeetingFacts, total: int) -> str:
    shares = joined(f"{place(v)} {v.votes}" for v in meeting.venues)
    per_place = f": {shares}" if sum(v.votes for v in meeting.venues) == total else ""
    return f"fastställa röstlängden till {total} {'röst' if total == 1 else 'röster'}{per_place} (bilaga 2)"


def _silence(item: ItemFacts, meeting: MeetingFacts) -> Iterator[MinuteLine]:
    """Say only what is known: the opening, the close, or that nothing was decided or recorded."""
    first, last = meeting.items[0].no, meeting.items[-1].no
    if item.no == first and meeting.opened_at:
        yield MinuteLine(f"Mötet öppnades {clock(meeting.opened_at, meeting.zone)}.", meeting.opened_events)
        yield from _confirmed(meeting.venues)
    elif item.no == last and meeting.closed_at:
        yield MinuteLine(f"Mötet avslutades {clock(meeting.closed_at, meeting.zone)}.", meeting.closed_events)
    elif item.progress is Progress.LATER:
        yield MinuteLine("Frågan togs inte upp.")
    elif item.progress is Progress.DONE:
        known = item.kind == "information"
        yield MinuteLine("Inget beslut fattades." if known else "Beslutet är inte antecknat än.", item.events)


def _confirmed(venues: Sequence[VenueFacts]) -> Iterable[MinuteLine]:
    here = [v for v in venues if v.is_confirmed]
    if here:
        events = tuple(e for v in here for e in v.events)
        yield MinuteLine(f"{joined(place(v) for v in here)} bekräftade ljud och bild.", events)
