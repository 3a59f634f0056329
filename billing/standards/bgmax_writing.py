"""A BgMax file as Bankgirot would write it, for practice and demonstration: one deposit of one day.

The opposite of :mod:`billing.standards.bgmax`, which reads what is written here without a fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from billing.standards import bankgiro
from billing.standards.bgmax import WIDTH

_OCR, _NO_REFERENCE, _ELECTRONIC = "2", "0", "1"


@dataclass(frozen=True)
class Paid:
    """A payment to write. ``amount`` in öre; ``serial`` is Bankgirot's number of it that day."""

    reference: str
    amount: int
    serial: int
    name: str = ""
    text: str = ""


def write(payments: Sequence[Paid], *, account: str, on: date) -> bytes:
    """The whole file, with the sums that its readers check. The same payments give the same bytes."""
    receiver = bankgiro.compact(account)
    lines = [f"{'01BGMAX':22}01{on:%Y%m%d}{'173000000000'}P", f"05{receiver:0>10}{'':10}SEK"]
    for one in payments:
        kind = _OCR if one.reference else _NO_REFERENCE
        lines.append(f"20{'':0>10}{one.reference:25}{one.amount:0>18}{kind}{_ELECTRONIC}{one.serial:0>12}0")
        if one.text:
            lines.append(f"25{one.text[:50]:50}")
        if one.name:
            lines.append(f"26{one.name[:35]:35}{one.name[35:70]:35}")
    total = sum(one.amount for one in payments)
    lines.append(f"15{'':0>35}{on:%Y%m%d}{1:0>5}{total:0>18}SEK{len(payments):0>8} ")
    lines.append(f"70{len(payments):0>8}{0:0>8}{0:0>8}{1:0>8}")
    text = "\r\n".join([*(line.ljust(WIDTH) for line in lines), ""])
    return text.encode("iso-8859-1", errors="replace")
