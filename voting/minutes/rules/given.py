"""How votes were given where it was not by each one's own phone: by hands, on slips, at a roll-call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from voting.counting.rule_text import group
from voting.minutes.rules.facts import MeetingFacts, PlaceFacts, PollFacts, VoidedFacts
from voting.minutes.rules.polls import name_of
from voting.minutes.rules.sealed import seal_told
from voting.minutes.rules.shapes import Block, said
from voting.minutes.rules.swedish import capital, clock, clock_span, joined, sentence, sort_key, tidy

ORDER = ("yes", "no", "a", "b", "abstain", "blank", "invalid")


def given_told(polls: Sequence[PollFacts], meeting: MeetingFacts) -> Iterator[Block]:
    """What stands below the table of votes: places counted by hand, paper, names called."""
    for poll in polls:
        if poll.held:
            yield said(held_text(poll.held, meeting), poll.events, f"Votering {poll.no}")
        yield from seal_told(poll.seal, poll.events, f"Krypterad votering {poll.no}")
        for place in poll.places:
            yield said(_counted(place, poll), poll.events, f"Votering {poll.no}, {place.name}")
        if poll.called:
            yield said(_called(poll), poll.events, f"Namnupprop i votering {poll.no}")


def voided_told(voided: Sequence[VoidedFacts], meeting: MeetingFacts) -> Iterator[Block]:
    """Votes that do not count, and why: never silently."""
    for one in voided:
        when = f" {clock(one.at, meeting.zone)}" if one.at else ""
        result = " Det resultat som meddelats gäller inte." if one.was_declared else ""
        text = (
            f"Voteringen om ”{one.title}” förklarades ogiltig{when}: {sentence(one.reason)}{result} "
            "Rösterna räknas inte."
        )
        yield said(tidy(text), one.events, "Ogiltig votering")


def counts_text(place: PlaceFacts, called: Callable[[str], str]) -> str:
    """``ja 20, nej 15, avstår 2``."""
    known = [key for key in ORDER if key in place.counts]
    rest = [key for key in place.counts if key not in ORDER]
    return ", ".join(f"{called(key)} {group(place.counts[key], 'sv')}" for key in (*rest, *known))


def _counted(place: PlaceFacts, poll: PollFacts) -> str:
    how = "valsedlar" if poll.is_secret else "handuppräckning"
    by = f", räknade av {joined(place.tellers)} var för sig" if place.tellers else ""
    return tidy(f"Rösterna gavs genom {how}{by}: {counts_text(place, lambda key: name_of(poll, key))}.")


def held_text(held: tuple[datetime | None, datetime | None], meeting: MeetingFacts) -> str:
    """Why it was on paper, when, and who wrote it in."""
    began, ended = held
    when = ""
    if began and ended:
        when = f" {clock_span(began, ended, meeting.zone)}"
    elif began or ended:
        when = f" {clock(began or ended, meeting.zone)}" if (began or ended) else ""  # type: ignore[arg-type]  # one is there
    return tidy(
        f"Systemet kunde inte nås. Voteringen hölls på papper{when}, räknades på varje plats och skrevs in "
        "efteråt av två personer, oberoende av varandra."
    )


def _called(poll: PollFacts) -> str:
    by_choice: dict[str, list[str]] = {}
    for one in poll.called:
        by_choice.setdefault(one.choice, []).append(one.member)
    parts = [
        f"{capital(name_of(poll, choice))} ({len(by_choice[choice])}): "
        f"{joined(sorted(by_choice[choice], key=sort_key))}."
        for choice in ORDER
        if choice in by_choice
    ]
    return tidy(" ".join(["Medlemmarna ropades upp i röstlängdens ordning.", *parts]))
