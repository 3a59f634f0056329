"""What happens in the books. Vouchers from other rooms are told by those rooms' own facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kernel.events import Audience, Event


@dataclass(frozen=True)
class VoucherPosted(Event):
    """Somebody wrote a voucher by hand, or reversed one. Amounts stand in the books."""

    kind: ClassVar[str] = "billing.books.posted"
    audience: ClassVar[Audience] = Audience.OFFICERS
    voucher: str
    text: str
    reverses: str | None


@dataclass(frozen=True)
class PeriodClosed(Event):
    """The books were closed through a day."""

    kind: ClassVar[str] = "billing.books.closed"
    audience: ClassVar[Audience] = Audience.OFFICERS
    through: str


@dataclass(frozen=True)
class AccountKept(Event):
    """An account was added or named anew."""

    kind: ClassVar[str] = "billing.books.account_kept"
    audience: ClassVar[Audience] = Audience.OFFICERS
    number: int
    name_sv: str
