"""Names in order in the minutes: the count stage by stage (STV), or two names at a time (Schulze).

The values are those of the count, with the decimals that say something.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from voting.counting.rule_text import group
from voting.minutes.rules.facts import BallotFacts
from voting.minutes.rules.shapes import Block, Table, said, tabled
from voting.minutes.rules.swedish import number_word, tidy

RANKED: Final = frozenset({"stv_scottish", "schulze"})
SIDE_BY_SIDE: Final = 4  # stages that a page of paper has room for
NOTHING: Final = "–"

Stage = Mapping[str, Any]


def order_told(ballot: BallotFacts) -> Iterator[Block]:
    """What the names in order came to; nothing for a ballot that is marked."""
    if ballot.stages:
        valid = ballot.sums.get("valid", 0)
        text = (
            f"Kvoten är {group(ballot.quota, 'sv')}: {group(valid, 'sv')} giltiga valsedlar delat med "
            f"{number_word(ballot.seats + 1)}, avrundat nedåt, plus en. Den som når kvoten är vald. "
            "Överskott och valsedlar från den som utgår går vidare till nästa namn."
        )
        yield said(tidy(text), ballot.events, "Räkningen")
        for first in range(0, len(ballot.stages), SIDE_BY_SIDE):
            yield from tabled(_stages(ballot, ballot.stages[first : first + SIDE_BY_SIDE]))
    if ballot.duels:
        yield from tabled(_duels(ballot))


def _stages(ballot: BallotFacts, stages: Sequence[Stage]) -> Table:
    header = ("Namn", *(f"Steg {stage['stage']}" for stage in stages))
    names = list(ballot.stages[0]["votes"])
    rows = [(name, *(_cell(stage, name) for stage in stages)) for name in names]
    for key, what in (("exhausted", "Utan fler namn"), ("lost", "Avrundat")):
        if any(not _is_zero(stage[key]) for stage in ballot.stages):
            rows.append((what, *(decimal(stage[key]) for stage in stages)))
    rows.append(("Giltiga valsedlar", *[group(ballot.sums.get("valid", 0), "sv")] * len(stages)))
    return Table("stages", header, tuple(rows), (ballot.events,) * len(rows), strong=(len(rows) - 1,))


def _cell(stage: Stage, name: str) -> str:
    votes = stage["votes"].get(name, stage["kept"].get(name))
    if votes is None:
        return NOTHING
    came = ", vald" if name in stage["elected"] else ", utgår" if name in stage["excluded"] else ""
    return f"{decimal(votes)}{came}"


def _duels(ballot: BallotFacts) -> Table:
    rows = tuple(
        (
            f"{one} mot {other}",
            f"{group(duel['votes'][one], 'sv')}–{group(duel['votes'][other], 'sv')}",
            duel["wins"] or "lika",
        )
        for duel in ballot.duels
        for one, other in (duel["between"],)
    )
    return Table("duels", ("Två namn", "Röster", "Före"), rows, (ballot.events,) * len(rows))


def decimal(value: str) -> str:
    """``7.33333`` as ``7,33333``, ``7.00000`` as ``7``."""
    whole, _, rest = value.partition(".")
    rest = rest.rstrip("0")
    return f"{group(int(whole), 'sv')},{rest}" if rest else group(int(whole), "sv")


def _is_zero(value: str) -> bool:
    return not value.strip("0.")
