"""Counted votes in the minutes: the proposals, the rule, the table and what a tie came to.

The numbers are counted again from the recorded votes: minutes that do not add up are not written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from voting.counting.majority import Outcome, count_majority
from voting.counting.rule_text import Question, group, rule_text
from voting.counting.two_options import Wins, count_two_options
from voting.minutes.rules.facts import Events, PollFacts, Stage
from voting.minutes.rules.shapes import MinuteLine
from voting.minutes.rules.swedish import capital, counted, numbered, sentence, tidy

HEADER: Final = ("Votering", "För", "Mot", "Avstod", "Ej röstat", "Röstlängd", "Bas", "Krävs", "Utfall")
_MARK = re.compile(r"[A-ZÅÄÖ]{1,2}\d{0,3}")
_WON = {Stage.COUNTER: "blev motförslag", Stage.ROUND: "gick vidare", Stage.FINAL: "antogs"}


@dataclass(frozen=True)
class _Counted:
    """A poll with its numbers counted anew. ``wins`` is an option, or nothing at a tie."""

    poll: PollFacts
    not_voted: int
    base: int
    needed: int
    wins: str | None

    def votes(self, option: str) -> int:
        return self.poll.counts.get(option, 0)


def poll_paragraphs(polls: Sequence[PollFacts], *, with_proposals: bool = True) -> tuple[MinuteLine, ...]:
    """Write who proposed what, the rule that applied, and how ties were resolved.

    Without proposals where the motions themselves stand above.
    """
    return (*(_proposals(polls) if with_proposals else ()), *_rules(polls), *_ties(polls))


def poll_table(
    polls: Sequence[PollFacts],
) -> tuple[tuple[tuple[str, ...], ...] | None, tuple[Events, ...]]:
    """Give the table, header first, with the journal entries of each row after it."""
    if not polls:
        return None, ()
    with_invalid = any(poll.counts.get("invalid", 0) for poll in polls)
    header = (*HEADER[:4], "Ogiltiga", *HEADER[4:]) if with_invalid else HEADER
    rows = tuple(_row(_count(poll), with_invalid=with_invalid) for poll in polls)
    return (header, *rows), tuple(poll.events for poll in polls)


def is_mark(text: str) -> bool:
    """Whether it is a short mark such as ``A4``, ``P2`` or ``H``."""
    return bool(_MARK.fullmatch(text))


def mark_in(text: str) -> str:
    """Find the one mark that a question or label is about, such as ``A4``; nothing if there are several."""
    found = set(re.findall(r"\b[A-ZÅÄÖ]\d{1,3}\b", text))
    return found.pop() if len(found) == 1 else ""


def _count(poll: PollFacts) -> _Counted:
    present = poll.register if poll.present is None else poll.present
    given = {"abstain": poll.counts.get("abstain", 0), "invalid": poll.counts.get("invalid", 0),
             "register": poll.register, "present": present}  # fmt: skip
    if poll.kind == "yes_no":
        result = count_majority(poll.rule, yes=_votes(poll, "yes"), no=_votes(poll, "no"), **given)
        wins = {Outcome.CARRIED: "yes", Outcome.REJECTED: "no", Outcome.TIED: None}[result.outcome]
        return _Counted(poll, result.not_voted, result.base, result.needed, wins)
    if poll.kind == "a_against_b":
        two = count_two_options(a=_votes(poll, "a"), b=_votes(poll, "b"), rule=poll.rule, **given)
        won = {Wins.A: "a", Wins.B: "b", Wins.TIED: None, Wins.NEITHER: "neither"}[two.wins]
        return _Counted(poll, two.not_voted, two.base, two.needed, won)
    message = f"kind: {poll.kind!r} is not yes_no or a_against_b"
    raise ValueError(message)


def _votes(poll: PollFacts, option: str) -> int:
    if option not in poll.counts:
        message = f"counts: votering {poll.no} has no number for {option!r}"
        raise ValueError(message)
    return poll.counts[option]


def _row(counted_poll: _Counted, *, with_invalid: bool) -> tuple[str, ...]:
    poll, votes = counted_poll.poll, counted_poll.votes
    for_, against = _sides(counted_poll)
    invalid = (_n(votes("invalid")),) if with_invalid else ()
    return (
        tidy(f"{poll.no}. {poll.title}"),
        f"{for_}: {_n(votes(_option(counted_poll, first=True)))}",
        f"{against}: {_n(votes(_option(counted_poll, first=False)))}",
        _n(votes("abstain")),
        *invalid,
        _n(counted_poll.not_voted),
        _n(poll.register),
        _n(counted_poll.base),
        _n(counted_poll.needed),
        _outcome(counted_poll),
    )


def _option(found: _Counted, *, first: bool) -> str:
    """Of two proposals, the one that prevailed stands first; yes always stands before no."""
    if found.poll.kind == "yes_no":
        return "yes" if first else "no"
    prevailed = found.poll.tie.prevails if found.wins is None and found.poll.tie else found.wins
    top = "b" if prevailed == "b" else "a"
    return top if first else {"a": "b", "b": "a"}[top]


def _sides(found: _Counted) -> tuple[str, str]:
    if found.poll.kind == "yes_no":
        subject = found.poll.subject
        return (f"{subject} ja" if is_mark(subject) else "ja"), "nej"
    return _name(found.poll, _option(found, first=True)), _name(found.poll, _option(found, first=False))


def _name(poll: PollFacts, option: str) -> str:
    default: Mapping[str, str] = {"a": "A", "b": "B", "yes": "ja", "no": "nej"}
    return poll.names.get(option) or default[option]


def _outcome(found: _Counted) -> str:
    poll = found.poll
    if found.wins is None:
        return f"Lika röstetal{_after_tie(poll)}"
    if found.wins == "neither":
        return "Inget förslag fick tillräckligt många röster"
    if poll.kind == "a_against_b":
        return capital(f"{_name(poll, found.wins)} {_WON[poll.stage]}")
    return _yes_no_outcome(poll, carried=found.wins == "yes")


def _yes_no_outcome(poll: PollFacts, *, carried: bool) -> str:
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
        return f"; {came_to if poll.subject else came_to.lower()} genom {how}"
    return f"; {_name(poll, poll.tie.prevails)} {_WON[poll.stage]} genom {how}"


def _proposals(polls: Sequence[PollFacts]) -> list[MinuteLine]:
    lines: dict[tuple[str, str], MinuteLine] = {}
    for poll in polls:
        if poll.clause is None:
            continue
        verb = "föreslog som tillägg" if not poll.clause.base else "föreslog lydelsen"
        opening = (
            f"{poll.mover} {verb}" if poll.mover else ("Tillägg" if not poll.clause.base else "Ny lydelse")
        )
        text = f"{opening}: ”{poll.clause.proposed}”{_recommended(poll.recommendation)}"
        label = tidy(f"{_about(poll)}{poll.clause.ref}")
        found = MinuteLine(text, poll.clause.events or poll.events[:1], label)
        lines.setdefault((poll.clause.ref, poll.clause.proposed), found)
    return list(lines.values())


def _about(poll: PollFacts) -> str:
    mark = poll.subject or mark_in(poll.title)
    return f"{mark}, " if is_mark(mark) else ""


def _recommended(recommendation: str) -> str:
    word = recommendation.strip().rstrip(".").lower()
    if not word:
        return ""
    known = {"bifall": "Arbetsgruppen föreslog bifall.", "avslag": "Arbetsgruppen föreslog avslag.",
             "ingen rekommendation": "Arbetsgruppen lämnade ingen rekommendation."}  # fmt: skip
    return f" {known.get(word, sentence(capital(recommendation.strip())))}"


def _rules(polls: Sequence[PollFacts]) -> list[MinuteLine]:
    said: dict[str, list[PollFacts]] = {}
    for poll in polls:
        question: Question = "yes_no" if poll.kind == "yes_no" else "a_against_b"
        rule = rule_text(poll.rule, "sv", question=question)
        said.setdefault(f"{rule[:-1]} ({poll.source})." if poll.source else rule, []).append(poll)
    lines = []
    for rule, under in said.items():
        which = "" if len(said) == 1 else f"Votering {numbered([p.no for p in under])}: "
        events = tuple(dict.fromkeys(e for p in under for e in p.events[:1]))
        lines.append(
            MinuteLine(tidy(which + (rule[:1].lower() + rule[1:] if which else rule)), events, "Regel")
        )
    return lines


def _ties(polls: Sequence[PollFacts]) -> list[MinuteLine]:
    return [_tie(found) for found in map(_count, polls) if found.wins is None]


def _tie(found: _Counted) -> MinuteLine:
    poll, tie = found.poll, found.poll.tie
    first, second = ("yes", "no") if poll.kind == "yes_no" else ("a", "b")
    each = counted(found.votes(first), "röst", "röster") if found.votes(first) else "inga röster"
    names = f"{capital(_name(poll, first))} och {_name(poll, second)}"
    said = f"{names} fick {each}{' vardera' if found.votes(first) else ''}."
    label = f"Lika röstetal i votering {poll.no}"
    if tie is None:
        return MinuteLine(f"{said} Voteringen avgjorde inte frågan.", poll.events, label)
    prevails = _name(poll, tie.prevails)
    if tie.resolved_by == "chair":
        who = capital(tie.how) if tie.how else "Mötesordföranden"
        said += f" {who} hade röstat på {prevails}, och den meningen gäller"
    else:
        said += f" Lotten drogs inför mötet{f' {tie.how}' if tie.how else ''}. Lotten föll på {prevails}"
    return MinuteLine(
        tidy(f"{said} ({tie.source}). Röstetalen är oförändrade."), tie.events or poll.events, label
    )


def _n(number: int) -> str:
    return group(number, "sv")
