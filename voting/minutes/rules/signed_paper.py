"""What a frozen paper says beside the minutes: its annexes, how it is signed, where to check it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from voting.minutes.rules.documents import Numbered
from voting.minutes.rules.extracting import sections
from voting.minutes.rules.facts import AnnexFacts

SIGNING_NOTE = (
    "Undertecknas elektroniskt i filen, eller för hand på raderna ovan. Vid elektronisk underskrift står "
    "namn, tidpunkt och certifikatets utfärdare i filen, i läsarens ruta för underskrifter. Ändras ett enda "
    "tecken efter den första underskriften visar kontrollsidan att handlingen inte längre stämmer."
)
CHECK_NOTE = (
    "Kontrollsidan räknar ut filens kontrollsumma i din egen webbläsare och svarar om det är den handling "
    "som finns i föreningens akt, vem som undertecknat den och när. Filen lämnar inte din dator."
)
ANNEX_NOTE = "Värdena visas i två grupper om 32 tecken och läses i följd."


def check_of(url: str, code: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Where a paper is checked, with its QR code as rows of noughts and ones."""
    return {"url": url, "text": CHECK_NOTE, "code": [[int(dot) for dot in row] for row in code]}


def annex_rows(annexes: Sequence[Numbered], listed: Sequence[AnnexFacts] = ()) -> list[dict[str, str]]:
    """The list of annexes; a second file of the same annex leaves the number's place empty.

    ``listed`` are those that the text refers to: what the house has no file of is named without one.
    """
    rows, before = [], 0
    kinds = {one.document.kind for one in annexes}
    missing = [one for one in listed if one.kind not in kinds]
    for one in annexes:
        rows.append(
            (
                one.no,
                {
                    "no": "" if one.no == before else str(one.no),
                    "title": one.document.title,
                    "name": one.name,
                    "items": sections(one.document.items) if one.document.items else "",
                    "sha256": one.document.sha256,
                },
            )
        )
        before = one.no
    rows += [
        (one.no, {"no": str(one.no), "title": one.title, "name": "", "items": one.ref, "sha256": ""})
        for one in missing
    ]
    return [row for _, row in sorted(rows, key=lambda numbered: numbered[0])]


def closing_of(
    annexes: Sequence[Numbered],
    *,
    listed: Sequence[AnnexFacts] = (),
    url: str,
    code: Sequence[Sequence[int]],
    head: str,
) -> dict[str, Any]:
    """Everything that the frozen paper adds to the drafted one. ``head`` is the journal's last hash."""
    note = ANNEX_NOTE
    if head:
        note += f" Händelseloggens slutsumma när texten låstes: {head[:32]} {head[32:]}."
    return {
        "annexes": annex_rows(annexes, listed),
        "annex_note": note,
        "signing_note": SIGNING_NOTE,
        "check": check_of(url, code),
    }
