"""What a bank's file says has come in, the same whichever format it was written in.

A file is read whole or not at all: as long as one row has a fault nothing of it may be booked. Every row is
therefore an entry, a row passed over with its reason, or a fault. Amounts are whole öre.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kernel.errors import Obstacle

MEGABYTES = 5
MAX_BYTES = MEGABYTES * 1024 * 1024
MAX_ENTRIES = 20_000
MOST = 10**13  # öre: a hundred billion kronor is a misreading


class Format(StrEnum):
    """The formats that are read."""

    BGMAX = "bgmax"
    CAMT = "camt"
    CSV = "csv"


class Passed(StrEnum):
    """Why a row brings no money to match."""

    OUTGOING = "outgoing"
    PENDING = "pending"
    EMPTY = "empty"


@dataclass(frozen=True)
class Incoming:
    """One payment as the bank tells of it.

    ``amount`` is in öre and negative where the bank takes money back (a deduction, a reversal). ``reference``
    is what the payer gave for us to know the invoice by, ``others`` further ones of the same payment.
    ``bank_id`` is the bank's own name of the entry, unique within the account, or empty where the format has
    none; ``batch_id`` names the sum it is a part of, where the bank enters it so as well. ``sequence`` is the
    entry's place in the file from 1, ``row`` the line or entry to look at in it.
    """

    amount: int
    currency: str
    on: date
    reference: str
    text: str
    payer: str
    payer_account: str
    payer_number: str
    bank_id: str
    sequence: int
    row: int
    others: tuple[str, ...] = ()
    reversal: bool = False
    batch_id: str = ""

    @property
    def references(self) -> tuple[str, ...]:
        """All references, the first one first, none of them empty or twice."""
        return tuple(dict.fromkeys(r for r in (self.reference, *self.others) if r))


@dataclass(frozen=True)
class PassedOver:
    """A row that was understood and brings nothing in."""

    row: int
    why: Passed


@dataclass(frozen=True)
class Statement:
    """A file as read. ``account`` is the receiving account as the file writes it, empty where it does not."""

    format: Format
    account: str
    entries: tuple[Incoming, ...]
    passed_over: tuple[PassedOver, ...] = ()
    faults: tuple[Obstacle, ...] = ()
    test_file: bool = False


def unreadable(form: Format, *faults: Obstacle) -> Statement:
    """A file of which nothing can be used, and why."""
    return Statement(form, "", (), faults=faults)


def too_large() -> Obstacle:
    """What is said about a file above the limit, before it is read."""
    return Obstacle("billing.standards.fault_too_large", {"megabytes": MEGABYTES})


def too_many(row: int) -> Obstacle:
    """What is said where the entries pass the limit."""
    return Obstacle("billing.standards.fault_too_many", {"row": row, "most": MAX_ENTRIES})


def tidy(text: str) -> str:
    """One line: every control sign and run of blanks is one blank."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
