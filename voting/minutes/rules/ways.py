"""Beslutssätt: how an item was decided, in the order of the record's own usage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from voting.meetings.rules import is_unopposed
from voting.minutes.rules.facts import ElectionFacts, ItemFacts, MeetingFacts, OrderFacts, VenueFacts
from voting.minutes.rules.shapes import Block, said
from voting.minutes.rules.swedish import capital, joined, lower_first, number_word, numbered, tidy

BY_VOICE: Final = frozenset({"acclamation", "trial_vote"})
OPEN_VOTE: Final = "öppen votering på elektronisk väg"
ON_SLIPS: Final = "sluten votering med valsedlar"
ENCRYPTED: Final = "sluten votering, krypterad i väljarnas egna enheter"
STEPS: Final = 2


def way_told(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> Iterator[Block]:
    """How it was decided, if anything was."""
    text = _way(item, meeting, annex)
    if not text:
        return
    events = tuple(
        dict.fromkeys(
            (*(e for d in item.decisions if d.method in BY_VOICE for e in d.events),
             *(e for s in item.soundings for e in s.events))
        )
    )  # fmt: skip
    yield said(tidy(text), events, "Beslutssätt")


def place(venue: VenueFacts) -> str:
    """Name a place in running text: ``Kalmar``, but ``distans`` with a small letter."""
    return lower_first(venue.name) if venue.is_remote else venue.name


def _way(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> str:
    methods = {d.method for d in item.decisions}
    balloted = [e for e in item.elections if e.ballots]
    if balloted:
        return " ".join(_election(e, annex) for e in balloted)
    if item.order and (told := _order(item, item.order)):
        return told
    if item.polls or item.name_votes:
        by_voice = any(d.method in BY_VOICE for d in item.decisions)
        rest = " Övriga frågor avgjordes med acklamation." if by_voice else ""
        return f"{capital(_vote(item))}.{rest}"
    if "roll_call" in methods:
        return "Upprop i röstlängdens ordning. Varje ombud svarade för sin organisation."
    of_register = meeting.register is not None and meeting.register.item_no == item.no
    if methods & BY_VOICE or (of_register and not methods) or any(e.elected for e in item.elections):
        return _voice(item, meeting)
    return ""


def _voice(item: ItemFacts, meeting: MeetingFacts) -> str:
    asked = [s for s in item.soundings if s.step == "acclamation" and s.places]
    text = "Acklamation."
    if any(d.method == "trial_vote" for d in item.decisions):
        text = "Acklamation efter försöksvotering."
    elif asked and len(meeting.venues) > 1:
        everywhere = {name for name, _ in asked[-1].places} == {v.name for v in meeting.venues}
        text = "Acklamation på varje plats." if everywhere else "Acklamation."
        if item.duty == "rules_of_procedure" and everywhere:
            places = joined(place(v) for v in meeting.venues)
            text = f"Acklamation, ställd till {places} var för sig."
    told = any("enhälligt" in d.text.lower() and d.method == "acclamation" for d in item.decisions)
    unopposed = is_unopposed(
        soundings=[(s.step, s.heard) for s in item.soundings], notes=[n.kind for n in item.notes]
    )
    if told and unopposed and not meeting.is_board:
        text += " Ingen motsatte sig förslaget."
    return text


def _vote(item: ItemFacts) -> str:
    slips = [*(poll.is_secret for poll in item.polls), *(vote.is_secret for vote in item.name_votes)]
    sealed = [*(poll.is_encrypted for poll in item.polls), *(vote.is_encrypted for vote in item.name_votes)]
    if slips and all(slips):
        return ON_SLIPS
    if sealed and all(sealed):
        return ENCRYPTED
    if item.polls and all(poll.called for poll in item.polls):
        return "öppen votering med namnupprop"
    return OPEN_VOTE


def _order(item: ItemFacts, order: OrderFacts) -> str:
    taken = [s for s in order.steps if s.method]
    voiced = [s.no for s in taken if s.method in BY_VOICE]
    polled = [s.no for s in taken if s.method == "poll"]
    vote = _vote(item)
    if order.matter == "fees" and polled:
        slots = [s.slot for s in taken if s.method == "poll" and s.slot]
        classes = joined(dict.fromkeys(slots))
        rest = " Övriga klasser: acklamation." if order.approved_untouched or voiced else ""
        return f"Klass {classes}: {vote}.{rest}"
    if not polled:
        return "Acklamation." if voiced else ""
    if not voiced:
        rest = " Övriga klasser: acklamation." if order.matter == "fees" and order.approved_untouched else ""
        return f"{capital(vote)}.{rest}"
    few = f"Steg {numbered(voiced)}"
    if len(taken) < STEPS:
        return f"{capital(vote)}."
    return f"{few} avgjordes med acklamation. Övriga steg avgjordes med {vote}."


def _election(election: ElectionFacts, annex: dict[str, str]) -> str:
    first = election.ballots[0]
    standing = [n for n in election.nominees if not n.withdrawn]
    seats = election.seats
    many = "fler var nominerade än det finns platser"
    if len(standing) > seats > 1:
        many = f"{number_word(len(standing))} var nominerade till {_places(seats)}"
    contested = len(standing) > seats
    if first.is_secret or first.is_encrypted:
        source = f" ({_cited(election.secrecy_source, annex)})" if election.secrecy_source else ""
        why = f", eftersom {many}{source}" if contested and election.should_be_secret else ""
        how = "med valsedlar" if first.is_secret else "krypterat i väljarnas egna enheter"
        parts = [f"Slutet val {how}{why}."]
    else:
        why = f", eftersom {many}" if contested else ""
        parts = [f"Öppet val på elektronisk väg{why}."]
        if election.should_be_secret:
            source = f" enligt {_cited(election.secrecy_source, annex)}" if election.secrecy_source else ""
            parts.append(f"Valet ska{source} hållas slutet; det hölls öppet.")
    source = f" ({election.method_source})" if election.method_source else ""
    if first.method == "two_round":
        parts.append(f"För att bli vald krävs mer än hälften av de avgivna rösterna{source}.")
    elif first.method == "plurality":
        parts.append(f"{'De som fått' if seats > 1 else 'Den som fått'} flest röster "
                     f"{'är valda' if seats > 1 else 'är vald'}{source}.")  # fmt: skip
        if first.max_marks > 1:
            parts.append(f"Högst {number_word(first.max_marks)} namn fick markeras.")
    else:
        parts.append(_OTHER.get(first.method, ""))
    parts.append("Namnen stod i bokstavsordning på valsedeln.")
    return " ".join(filter(None, parts))


_OTHER: Final = {
    "approval": "Var och en fick markera alla namn som godtogs; den som tillräckligt många godtagit är vald.",
    "yes_no": "Varje namn prövades för sig med ja eller nej.",
    "stv_scottish": "Namnen rangordnades och rösterna räknades med enkel överförbar röst (skotska regler).",
    "schulze": "Namnen rangordnades och rösterna räknades enligt Schulzes metod.",
}


def _cited(source: str, annex: dict[str, str]) -> str:
    """``mötesordningen (bilaga 1) punkt 10`` is the annex's own item: ``bilaga 1 punkt 10``."""
    return source if "procedure" not in annex else source.replace("mötesordningen (", "").replace(")", "")


def _places(n: int) -> str:
    return "en plats" if n == 1 else f"{number_word(n)} platser"
