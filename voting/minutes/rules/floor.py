"""What came from the floor, in the minutes: motions and their order, names, lots, reservations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from voting.counting.rule_text import group
from voting.minutes.rules.facts import ElectionFacts, Events, ItemFacts, NoteFacts
from voting.minutes.rules.shapes import MinuteLine
from voting.minutes.rules.swedish import sentence, tidy

ELECTION_HEADER: Final = ("Nominerad", "Röster", "Län", "Utfall")
NOTE_LABELS: Final = {
    "reservation": "Reservation",
    "protest": "Protest",
    "statement": "Anteckning",
    "point_of_order": "Ordningsfråga",
    "quorum": "Beslutförhet",
    "adjournment": "Ajournering",
    "conflict": "Jäv",
}
SLIPS: Final = (
    ("valid", "Giltiga"), ("base", "Bas"), ("needed", "Krävs"), ("blank", "Blanka"), ("invalid", "Ogiltiga"),
    ("cast", "Inlämnade"), ("not_voted", "Ej röstat"), ("register", "Röstlängd"),
)  # fmt: skip


def floor_paragraphs(item: ItemFacts) -> Iterator[MinuteLine]:
    """Motions by mark, the approved order, and who was nominated."""
    for motion in item.motions:
        recommended = f" Arbetsgruppen: {motion.recommended.lower()}." if motion.recommended else ""
        text = f"{motion.mover}, {motion.ref}: {motion.words}{recommended}"
        yield MinuteLine(tidy(text), motion.events, motion.mark)
    if item.order:
        steps = "; ".join(f"{no}. {line}" for no, line in enumerate(item.order.lines, 1))
        text = f"Mötesordföranden föreslog och mötet godkände före den första voteringen: {sentence(steps)}"
        yield MinuteLine(tidy(text), item.order.events, "Propositionsordning")
    for election in item.elections:
        if election.nominated:
            yield MinuteLine(sentence(". ".join(election.nominated)), election.events, "Nominerade")


def election_paragraphs(elections: Sequence[ElectionFacts]) -> Iterator[MinuteLine]:
    """How many ballots there were, and how a lot was drawn."""
    for election in elections:
        if election.slips:
            told = [
                f"{word}: {group(election.slips[key], 'sv')}" for key, word in SLIPS if key in election.slips
            ]
            yield MinuteLine(sentence(". ".join(told)), election.events, f"Valsedlar, {election.title}")
        if election.lot:
            yield _lot(election)


def election_table(
    elections: Sequence[ElectionFacts],
) -> tuple[tuple[tuple[str, ...], ...] | None, tuple[Events, ...]]:
    """Give everybody on the ballots, header first, with the journal entries of each row after it."""
    rows = [
        ((row.name, group(row.votes, "sv"), row.county, row.outcome), election.events)
        for election in elections
        for row in election.rows
    ]
    if not rows:
        return None, ()
    return (ELECTION_HEADER, *(row for row, _ in rows)), tuple(events for _, events in rows)


def closing_lines(item: ItemFacts) -> Iterator[MinuteLine]:
    """Who accepted, and what somebody had written down against the decision."""
    accepted = [name for election in item.elections for name in election.accepted]
    if len(accepted) == 1:
        yield MinuteLine(f"{accepted[0]} tar emot valet.", item.elections[-1].events)
    elif accepted:
        yield MinuteLine("De valda förklarade att de tar emot valet.", item.elections[-1].events)
    for note in item.notes:
        yield _note(note)


def _lot(election: ElectionFacts) -> MinuteLine:
    lot = election.lot
    if "digest" not in lot:
        text = f"Lotten drogs med lottsedlar inför mötet{_how(lot)}. Lotten föll på {lot['winners']}."
        return MinuteLine(text, election.events, "Lottning")
    text = (
        f"Underlag: {lot['seed']}. Namn i bokstavsordning: {lot['ids']}. "
        f"SHA-256 av underlag, lodstreck och namn: {lot['digest']}. Resten är {lot['index']}. "
        f"Lotten föll på {lot['winners']}."
    )
    return MinuteLine(text, election.events, "Lottning")


def _how(lot: Mapping[str, str]) -> str:
    return f" ({lot['how']})" if lot.get("how") else ""


def _note(note: NoteFacts) -> MinuteLine:
    label = NOTE_LABELS.get(note.kind, "Anteckning")
    text = f"{note.who}: {note.text}" if note.who else note.text
    return MinuteLine(tidy(sentence(text)), note.events, label)
