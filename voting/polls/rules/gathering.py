"""All channels of one poll added up: ballots, hands and slips become one tally. Plain Python."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from voting.polls.enums import ABSTAIN, BLANK, CHOICES, INVALID, VALID, PollKind, PollMethod
from voting.polls.rules.papers import Paper, answers_in, marked_in


@dataclass
class Votes:
    """What was cast. ``tally`` speaks of options, candidates, or whole rankings; the rest are ballots."""

    tally: Counter[str] = field(default_factory=Counter)
    valid: int = 0
    blank: int = 0
    invalid: int = 0
    patterns: Counter[str] = field(default_factory=Counter)
    by_hand: bool = False

    @property
    def cast(self) -> int:
        """Every ballot, hand and slip."""
        return self.valid + self.blank + self.invalid


def gathered(paper: Paper, ballots: Mapping[str, int], hands: Iterable[Mapping[str, int]]) -> Votes:
    """Add ballots (canonical choice → votes) and the counts that tellers agreed on."""
    votes = Votes()
    for choice, weight in ballots.items():
        _add_ballot(paper, votes, choice, weight)
    for counts in hands:
        votes.by_hand = True
        _add_sheet(paper, votes, counts)
    return votes


def counts_of(paper: Paper, votes: Votes) -> dict[str, int]:
    """Every vote in exactly one line: with those not cast they are the register. No line for no invalid."""
    if paper.kind in CHOICES:
        found = {value: votes.tally[value] for value in CHOICES[paper.kind] if value != ABSTAIN}
        found[ABSTAIN] = votes.blank
    else:
        found = {VALID: votes.valid, BLANK: votes.blank}
    return found | ({INVALID: votes.invalid} if votes.invalid else {})


def lines(paper: Paper, votes: Votes) -> dict[str, int]:
    """Votes of each option or candidate, in the order of the ballot; of rankings the first places."""
    if paper.kind in CHOICES:
        return {value: votes.tally[value] for value in CHOICES[paper.kind] if value != ABSTAIN}
    if paper.kind == PollKind.RANKED:
        first: Counter[str] = Counter()
        for ranking, n in votes.patterns.items():
            first[ranking.split(">")[0]] += n
        return {i: first[i] for i in paper.ids}
    if paper.method == PollMethod.YES_NO:
        return {f"{i}:{answer}": votes.tally[f"{i}:{answer}"] for i in paper.ids for answer in ("yes", "no")}
    return {i: votes.tally[i] for i in paper.ids}


def _add_ballot(paper: Paper, votes: Votes, choice: str, weight: int) -> None:
    if choice in {ABSTAIN, BLANK}:
        votes.blank += weight
        return
    votes.valid += weight
    votes.patterns[choice] += weight
    if paper.kind in CHOICES:
        votes.tally[choice] += weight
    elif paper.kind == PollKind.CANDIDATES and paper.method == PollMethod.YES_NO:
        for name, answer in answers_in(choice).items():
            votes.tally[f"{name}:{answer}"] += weight
    elif paper.kind == PollKind.CANDIDATES:
        for name in marked_in(paper, choice):
            votes.tally[name] += weight


def _add_sheet(paper: Paper, votes: Votes, counts: Mapping[str, int]) -> None:
    votes.invalid += counts.get(INVALID, 0)
    votes.blank += counts.get(BLANK, 0) + counts.get(ABSTAIN, 0)
    rest = {key: n for key, n in counts.items() if key not in {INVALID, BLANK, ABSTAIN, VALID}}
    if paper.kind == PollKind.CANDIDATES:
        votes.valid += counts.get(VALID, 0)
        votes.tally.update(rest)
        return
    votes.valid += sum(rest.values())
    votes.patterns.update(rest)
    if paper.kind in CHOICES:
        votes.tally.update(rest)
