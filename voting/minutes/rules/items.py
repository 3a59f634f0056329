"""One § of the minutes: background, proposals, order, way of deciding, votes, and what was decided.

The order is the record's. What did not occur is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from voting.meetings.rules import is_unopposed
from voting.minutes.rules.closing import after_decisions, closing_told, joined_text
from voting.minutes.rules.course import happened_told, heard_told, undone_told
from voting.minutes.rules.elections import ballots_told, nominated
from voting.minutes.rules.facts import DecisionFacts, ItemFacts, MeetingFacts, Progress, VenueFacts
from voting.minutes.rules.given import given_told, voided_told
from voting.minutes.rules.motions import motions_told
from voting.minutes.rules.name_votes import name_votes_told
from voting.minutes.rules.opening import opening_told
from voting.minutes.rules.polls import poll_table, proposals_table, rules_told, ties_told
from voting.minutes.rules.shapes import Block, ItemMinutes, decided, said, tabled
from voting.minutes.rules.swedish import capital, clock, joined, sentence, tidy
from voting.minutes.rules.ways import place, way_told

_FORMULA = re.compile(r"(?P<body>Mötet|Styrelsen) beslutade(?P<all> enhälligt)?:?\s+att\s+", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r"[,;]?(?: samt| och)?\s*\n\s*(?:[-–•]\s*)?(?:att\s+)?|;\s*(?:samt )?att\s+")
_WITH_STATUTES = re.compile(r"^anta (?:stadgarna|nya stadgar).*version \d[\d.]*$")
NOTE: Final = "note"


def item_minutes(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> ItemMinutes:
    """Write one §."""
    blocks = (
        *opening_told(item, meeting, annex),
        *nominated(item.elections, meeting),
        *motions_told(item, meeting),
        *(() if item.motions else tabled(proposals_table(item.polls))),
        *happened_told(item, meeting),
        *heard_told(item),
        *rules_told(item.polls),
        *way_told(item, meeting, annex),
        *tabled(poll_table(item.polls)),
        *given_told(item.polls, meeting),
        *ties_told(item.polls),
        *voided_told(item.voided, meeting),
        *ballots_told(item),
        *name_votes_told(item, meeting),
        *_decisions(item, meeting, annex),
        *undone_told(item, meeting),
        *after_decisions(item, meeting),
        *_end(item, meeting),
    )
    return ItemMinutes(no=item.no, heading=tidy(item.heading), events=item.events, blocks=blocks)


def _decisions(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> Iterator[Block]:
    clauses = [
        (text, d.events)
        for d in item.decisions
        for text in att_clauses(d, meeting=meeting, of_one_mind=of_one_mind(item, d))
    ]
    register = meeting.register
    if register and _is_of_register(item, meeting) and not _mentions_register(item):
        clauses.append((_register_clause(meeting, register.total, annex), register.events))
    label = _label(item, meeting)
    for position, (clause, events) in enumerate(clauses):
        end = "." if position == len(clauses) - 1 else ","
        text = _referring(clause.rstrip(" .,;"), annex)
        yield decided(tidy(f"att {text}{end}"), events, label if position == 0 else "")
    noted = list(_noted(item, meeting, annex))
    yield from noted
    if not clauses and not noted:
        yield from _silence(item, meeting)


def _noted(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> Iterator[Block]:
    """What was recorded in other words than as clauses; the roll-call in the record's own."""
    called = joined_text(item, meeting, annex)
    told = False
    for one in item.decisions:
        if att_clauses(one, meeting=meeting):
            continue
        if called and any(e.kind == "members_joined" for e in one.effects):
            if not told:
                yield decided(tidy(called), one.events)
            told = True
            continue
        text = tidy(sentence(one.text))
        yield said(text, one.events) if one.method == NOTE else decided(text, one.events)
    if item.duty == "opening":
        yield from _opened_beside(item, meeting)


def of_one_mind(item: ItemFacts, decision: DecisionFacts) -> bool:
    """Whether a recorded ``enhälligt`` can stand: by acclamation, without a count and nobody against."""
    return (
        decision.method == "acclamation"
        and not item.polls
        and is_unopposed(
            soundings=[(s.step, s.heard) for s in item.soundings], notes=[n.kind for n in item.notes]
        )
    )


def att_clauses(
    decision: DecisionFacts, *, meeting: MeetingFacts | None = None, of_one_mind: bool = True
) -> list[str]:
    """Take a recorded decision apart into its clauses, without their ``att``; none if it is worded freely.

    ``Mötet beslutade enhälligt att bilda …`` becomes ``enhälligt bilda …``; the board's own says so in the
    heading instead. Without ``of_one_mind`` the word is left out. Clauses on lines of their own are told
    apart; a sentence with several verbs is left as the chair said it.
    """
    found = _FORMULA.match(decision.text.strip())
    if decision.method == NOTE or found is None:
        return []
    rest = decision.text.strip()[found.end() :]
    clauses = [c.strip() for c in _NEXT_CLAUSE.split(rest) if c and c.strip(" .,;")]
    in_heading = found["body"].lower() == "styrelsen" or (meeting is not None and meeting.is_board)
    return [f"enhälligt {c}" for c in clauses] if found["all"] and of_one_mind and not in_heading else clauses


def _label(item: ItemFacts, meeting: MeetingFacts) -> str:
    if not meeting.is_board:
        return "Mötet beslutade"
    matched = [m for d in item.decisions if (m := _FORMULA.match(d.text.strip()))]
    unanimous = bool(matched) and all(m["all"] for m in matched)
    return "Styrelsen beslutade enhälligt" if unanimous else "Styrelsen beslutade"


def _referring(clause: str, annex: dict[str, str]) -> str:
    """Say which annex an adopted text is, unless the words already do."""
    if "bilaga" in clause.replace("Bilaga", "bilaga") or "statutes" not in annex:
        return clause
    return f"{clause}, enligt {annex['statutes']}" if _WITH_STATUTES.match(clause) else clause


def _is_of_register(item: ItemFacts, meeting: MeetingFacts) -> bool:
    return meeting.register is not None and meeting.register.item_no == item.no


def _mentions_register(item: ItemFacts) -> bool:
    return any("röstlängd" in d.text.lower() for d in item.decisions)


def _register_clause(meeting: MeetingFacts, total: int, annex: dict[str, str]) -> str:
    shares = joined(f"{place(v)} {v.votes}" for v in meeting.venues)
    per_place = f": {shares}" if sum(v.votes for v in meeting.venues) == total else ""
    where = f" ({annex['register']})" if "register" in annex else ""
    return f"fastställa röstlängden till {total} {'röst' if total == 1 else 'röster'}{per_place}{where}"


def _silence(item: ItemFacts, meeting: MeetingFacts) -> Iterator[Block]:
    """Say only what is known: the opening, or that nothing was decided or recorded."""
    first, last = meeting.items[0].no, meeting.items[-1].no
    if item.no == first and meeting.opened_at:
        yield _opened(meeting)
        yield from _confirmed(meeting.venues)
    elif item.no == last and meeting.closed_at:
        return
    elif item.progress is Progress.LATER:
        yield said("Frågan togs inte upp.")
    elif item.progress is Progress.DONE and not item.remarks:
        known = item.kind == "information"
        yield said("Inget beslut fattades." if known else "Beslutet är inte antecknat än.", item.events)


def _opened(meeting: MeetingFacts) -> Block:
    assert meeting.opened_at is not None
    when = clock(meeting.opened_at, meeting.zone)
    if meeting.opened_by:
        return said(f"{capital(meeting.opened_by)} öppnade mötet {when}.", meeting.opened_events)
    return said(f"Mötet öppnades {when}.", meeting.opened_events)


def _opened_beside(item: ItemFacts, meeting: MeetingFacts) -> Iterator[Block]:
    """What the noted words about the opening leave out."""
    words = " ".join(d.text.lower() for d in item.decisions)
    if not words:
        return
    if "öppna" not in words and meeting.opened_at:
        yield _opened(meeting)
    if "bekräfta" not in words:
        yield from _confirmed(meeting.venues)


def _confirmed(venues: Sequence[VenueFacts]) -> Iterable[Block]:
    here = [v for v in venues if v.is_confirmed]
    if len(here) > 1:
        events = tuple(e for v in here for e in v.events)
        yield said(f"{joined(place(v) for v in here)} bekräftade ljud och bild.", events)


def _end(item: ItemFacts, meeting: MeetingFacts) -> Iterator[Block]:
    if meeting.items and item.no == meeting.items[-1].no:
        yield from closing_told(meeting)
