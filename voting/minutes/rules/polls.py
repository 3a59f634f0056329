"""Counted votes in the minutes: the table, the rule, what a tie came to, and how votes were given.

The numbers are counted again from the recorded votes: minutes that do not add up are not written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from voting.counting.majority import Outcome, count_majority
from voting.counting.rule_text import Question, group, rule_text
from voting.counting.two_options import Wins, count_two_options
from voting.minutes.rules.facts import Events, PollFacts, Stage
from voting.minutes.rules.shapes import Block, Table, said
from voting.minutes.rules.swedish import capital, counted, numbered, tidy

HEADER: Final = ("Votering", "För", "Mot", "Avstod", "Ej röstat", "Röstlängd", "Bas", "Krävs", "Utfall")
_MARK = re.compile(r"[A-ZÅÄÖ]{1,2}\d{0,3}")
_WON = {Stage.COUNTER: "blev motförslag", Stage.ROUND: "gick vidare", Stage.FINAL: "antogs"}


@dataclass(frozen=True)
class Counted:
    """A poll with its numbers counted anew. ``wins`` is an option, or nothing at a tie."""

    poll: PollFacts
    not_voted: int
    base: int
    needed: int
    wins: str | None

    def votes(self, option: str) -> int:
        """How many chose it."""
        return self.poll.counts.get(option, 0)


def poll_table(polls: Sequence[PollFacts]) -> Table | None:
    """Give the table with the journal entries of each row."""
    if not polls:
        return None
    with_invalid = any(poll.counts.get("invalid", 0) for poll in polls)
    header = (*HEADER[:4], "Ogiltiga", *HEADER[4:]) if with_invalid else HEADER
    rows = tuple(_row(count(poll), with_invalid=with_invalid) for poll in polls)
    return Table("votes", header, rows, tuple(poll.events for poll in polls))


def is_mark(text: str) -> bool:
    """Whether it is a short mark such as ``A4``, ``P2`` or ``H``."""
    return bool(_MARK.fullmatch(text))


def mark_in(text: str) -> str:
    """Find the one mark that a question or label is about, such as ``A4``; nothing if there are several."""
    found = set(re.findall(r"\b[A-ZÅÄÖ]\d{1,3}\b", text))
    return found.pop() if len(found) == 1 else ""


def is_usual(poll: PollFacts) -> bool:
    """More than half of the votes cast: what the note on reading the figures explains."""
    return poll.rule.is_simple and poll.rule.base == "cast"


def count(poll: PollFacts) -> Counted:
    """Count it again from the votes that were recorded."""
    present = poll.register if poll.present is None else poll.present
    given = {"abstain": poll.counts.get("abstain", 0), "invalid": poll.counts.get("invalid", 0),
             "register": poll.register, "present": present}  # fmt: skip
    if poll.kind == "yes_no":
        result = count_majority(poll.rule, yes=_votes(poll, "yes"), no=_votes(poll, "no"), **given)
        wins = {Outcome.CARRIED: "yes", Outcome.REJECTED: "no", Outcome.TIED: None}[result.outcome]
        return Counted(poll, result.not_voted, result.base, result.needed, wins)
    if poll.kind == "a_against_b":
        two = count_two_options(a=_votes(poll, "a"), b=_votes(poll, "b"), rule=poll.rule, **given)
        won = {Wins.A: "a", Wins.B: "b", Wins.TIED: None, Wins.NEITHER: "neither"}[two.wins]
        return Counted(poll, two.not_voted, two.base, two.needed, won)
    message = f"kind: {poll.kind!r} is not yes_no or a_against_b"
    raise ValueError(message)


def proposals_table(polls: Sequence[PollFacts]) -> Table | None:
    """What the votes were about, where the question itself said who had moved what; each proposal once."""
    rows: dict[tuple[str, str], tuple[tuple[str, ...], Events]] = {}
    for poll in polls:
        if poll.clause is None:
            continue
        mark = poll.subject if is_mark(poll.subject) else mark_in(poll.title)
        words = f"{'Ny lydelse' if poll.clause.base else 'Tillägg'}: ”{poll.clause.proposed}”"
        said_of_it = capital(poll.recommendation.strip().rstrip("."))
        row = (mark, poll.mover, tidy(poll.clause.ref), words, said_of_it)
        events = poll.clause.events or poll.events[:1]
        rows.setdefault((poll.clause.ref, poll.clause.proposed), (row, events))
    if not rows:
        return None
    header = ("", "Yrkande av", "Gäller", "Yrkandet", "Arbetsgruppen")
    found = list(rows.values())
    return Table("motions", header, tuple(r for r, _ in found), tuple(e for _, e in found), title="Yrkanden")


def rules_told(polls: Sequence[PollFacts]) -> Iterator[Block]:
    """The rule, where it is another than the one that the note on reading the figures explains."""
    told: dict[str, list[PollFacts]] = {}
    for poll in polls:
        if is_usual(poll):
            continue
        question: Question = "yes_no" if poll.kind == "yes_no" else "a_against_b"
        rule = rule_text(poll.rule, "sv", question=question)
        told.setdefault(f"{rule[:-1]} ({poll.source})." if poll.source else rule, []).append(poll)
    for rule, under in told.items():
        which = "" if len(under) == len(polls) else f"Votering {numbered([p.no for p in under])}: "
        events = tuple(dict.fromkeys(e for p in under for e in p.events[:1]))
        yield said(tidy(which + (rule[:1].lower() + rule[1:] if which else rule)), events, "Regel")


def ties_told(polls: Sequence[PollFacts]) -> Iterator[Block]:
    """Equal numbers, and what came of them."""
    for found in map(count, polls):
        if found.wins is None:
            yield _tie(found)


def name_of(poll: PollFacts, option: str) -> str:
    """What an option is called in running text: ``A2``, ``huvudförslaget``, ``ja``."""
    usual: Mapping[str, str] = {
        "a": "A", "b": "B", "yes": "ja", "no": "nej", "abstain": "avstår", "invalid": "ogiltiga",
    }  # fmt: skip
    return poll.names.get(option) or usual.get(option, option)


def _votes(poll: PollFacts, option: str) -> int:
    if option not in poll.counts:
        message = f"counts: votering {poll.no} has no number for {option!r}"
        raise ValueError(message)
    return poll.counts[option]


def _row(found: Counted, *, with_invalid: bool) -> tuple[str, ...]:
    poll, votes = found.poll, found.votes
    for_, against = _sides(found)
    invalid = (_n(votes("invalid")),) if with_invalid else ()
    again = " (hölls om)" if poll.repeats else ""
    return (
        tidy(f"{poll.no}. {poll.title}{again}"),
        f"{for_}: {_n(votes(_option(found, first=True)))}",
        f"{against}: {_n(votes(_option(found, first=False)))}",
        _n(votes("abstain")),
        *invalid,
        _n(found.not_voted),
        _n(poll.register),
        _n(found.base),
        _n(found.needed),
        _outcome(found),
    )


def _option(found: Counted, *, first: bool) -> str:
    """Of two proposals, the one that prevailed stands first; yes always stands before no."""
    if found.poll.kind == "yes_no":
        return "yes" if first else "no"
    prevailed = found.poll.tie.prevails if found.wins is None and found.poll.tie else found.wins
    top = "b" if prevailed == "b" else "a"
    return top if first else {"a": "b", "b": "a"}[top]


def _sides(found: Counted) -> tuple[str, str]:
    if found.poll.kind == "yes_no":
        subject = found.poll.subject
        return (f"{subject} ja" if is_mark(subject) else "ja"), "nej"
    return name_of(found.poll, _option(found, first=True)), name_of(found.poll, _option(found, first=False))


def _outcome(found: Counted) -> str:
    poll = found.poll
    if found.wins is None:
        return f"Lika röstetal{_after_tie(poll)}"
    if found.wins == "neither":
        return "Inget förslag fick tillräckligt många röster"
    if poll.kind == "a_against_b":
        return capital(f"{name_of(poll, found.wins)} {_WON[poll.stage]}")
    return _yes_no_outcome(poll, carried=found.wins == "yes")


def _yes_no_outcome(poll: PollFacts, *, carried: bool) -> str:
    if poll.stage is Stage.TODAY:
        return f"Ärendet avgörs {'i dag' if carried else 'senare'}"
    if not poll.subject:
        return "Bifall" if carried else "Avslag"
    if is_mark(poll.subject):
        return f"{poll.subject} {'bifölls' if carried else 'avslogs'}"
    return f"{poll.subject} {'antogs' if carried else 'avslogs'}"


def _after_tie(poll: PollFacts) -> str:
    if poll.tie is None:
        return ""
    how = "mötesordförandens mening" if poll.tie.resolved_by == "chair" else "lottning"
    if poll.kind == "yes_no":
        came_to = _yes_no_outcome(poll, carried=poll.tie.prevails == "yes")
        return f"; {came_to if poll.subject else came_to[0].lower() + came_to[1:]} genom {how}"
    return f"; {name_of(poll, poll.tie.prevails)} {_WON[poll.stage]} genom {how}"


def _tie(found: Counted) -> Block:
    poll, tie = found.poll, found.poll.tie
    first, second = ("yes", "no") if poll.kind == "yes_no" else ("a", "b")
    each = counted(found.votes(first), "röst", "röster") if found.votes(first) else "inga röster"
    names = f"{capital(name_of(poll, first))} och {name_of(poll, second)}"
    text = f"{names} fick {each}{' vardera' if found.votes(first) else ''}."
    label = f"Lika röstetal i votering {poll.no}"
    if tie is None:
        return said(f"{text} Voteringen avgjorde inte frågan.", poll.events, label)
    prevails = name_of(poll, tie.prevails)
    if tie.resolved_by == "chair" and tie.any_chair:
        who = f"Mötesordföranden {tie.chair}" if tie.chair else "Mötesordföranden"
        text += (
            f" Frågan är en sakfråga och voteringen var öppen. {who} biträdde {prevails}, och den meningen "
            f"gäller även utan egen röst ({tie.source}). Röstetalen är oförändrade."
        )
    elif tie.resolved_by == "chair":
        who = f"mötesordföranden {tie.chair}" if tie.chair else "mötesordföranden"
        text += (
            f" Frågan är en sakfråga, voteringen var öppen och {who} är röstberättigad. "
            f"Mötesordföranden hade röstat på {prevails}, och den meningen gäller ({tie.source}). "
            "Röstetalen är oförändrade; mötesordföranden har ingen extra röst."
        )
    else:
        drawn = f" {tie.how}" if tie.how else ""
        text += (
            f" Lotten drogs inför mötet{drawn}. Lotten föll på {prevails} ({tie.source}). "
            "Röstetalen är oförändrade."
        )
    return said(tidy(text), tie.events or poll.events, label)


def _n(number: int) -> str:
    return group(number, "sv")


def events_of(polls: Sequence[PollFacts]) -> Events:
    """The entries of all of them."""
    return tuple(dict.fromkeys(e for poll in polls for e in poll.events))
