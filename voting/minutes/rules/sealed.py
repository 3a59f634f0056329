"""An encrypted vote in the minutes: two hashes stand for all of it, so that nobody can change it later."""

from __future__ import annotations

from collections.abc import Iterator

from voting.minutes.rules.facts import Events, SealFacts
from voting.minutes.rules.shapes import Block, said

GROUP = 4


def seal_told(seal: SealFacts | None, events: Events, label: str = "Krypterad röstning") -> Iterator[Block]:
    """The last hash of the archive, and the keys that it rests on."""
    if seal is None:
        return
    text = (
        f"Rösternas arkiv slutar med kontrollsumman {grouped(seal.head)}. Det kan öppnas bara av "
        f"funktionärerna tillsammans, med nycklar vars kontrollsumma är {grouped(seal.trustees)}. Vem som "
        "helst kan hämta arkivet och kontrollera resultatet."
    )
    yield said(text, events, label)


def grouped(digest: str) -> str:
    """In groups of four, as the screens show it: what is read is compared by eye."""
    return " ".join(digest[at : at + GROUP] for at in range(0, len(digest), GROUP))
