"""The board's drafted minutes beside the model's: head, those present, headings, tables, decided clauses.

The model's last note says that its times, tasks and decisions are examples; its backgrounds are counted, not
held against us.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from config import iec
from config.stories.minutes_model import (
    NOTHING,
    Comparison,
    Paragraph,
    draft_items,
    model_items,
    plain,
    same_decided,
    same_head,
)

EXAMPLE: Final = "an example of the model's (its last note)"
FILLED_IN: Final = " hos {bank}"  # the board fills it in


def compared(draft: Mapping[str, Any], *, with_clocks: bool = True) -> Comparison:
    """Lay the draft (as the API gives it) beside the model."""
    text = iec.model_board_minutes().replace(FILLED_IN, "")
    found = Comparison()
    present = same_head(text, draft, found, with_clocks=with_clocks)
    seats = draft["seats"] or {"header": [], "rows": []}
    rows = [[plain(cell) for cell in row] for row in (seats["header"], *seats["rows"])]
    for n, wanted in enumerate(present):
        found.same("those present", "rows of tables", rows[n] if n < len(rows) else NOTHING, wanted)
    model, ours = model_items(text), draft_items(draft)
    for no, wanted_item in model.items():
        mine = ours.get(no, Paragraph())
        same_decided(no, wanted_item, mine, found)
        for sentence in wanted_item.sentences:
            if sentence in mine.sentences:
                found.same(f"§ {no}", "sentences", sentence, sentence)
            else:
                found.excused.append(f"§ {no}: {sentence!r}: {EXAMPLE}")
    return found
