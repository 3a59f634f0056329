"""What the board chose about VAT, read line by line. Plain Python; whole öre before VAT.

A fee can be one thing or two: what a member pays for belonging, which is no consideration for a supply, and
what it pays for services, which bears VAT. The board says so in a decision, and each line has an account.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from billing.books.enums import Number
from billing.invoices.enums import PERCENT, Vat
from billing.invoices.rules.invoicing import vat_on

WITH, SPLIT = "with", "split"


@dataclass(frozen=True)
class FeeLine:
    """One line that a fee is billed by: an account of income, its VAT, and öre before VAT."""

    account: Number
    vat: Vat
    net: int

    @property
    def vat_amount(self) -> int:
        """What comes on top."""
        return vat_on(self.net, self.vat)


@dataclass(frozen=True)
class VatChoice:
    """VAT on fees for belonging and on fees for services.

    ``membership`` is what of every fee is for belonging, where the board has divided it.
    """

    membership_fees: Vat = Vat.NOT_SUBJECT
    service_fees: Vat = Vat.NOT_SUBJECT
    membership: int | None = None

    @classmethod
    def of(cls, body: Mapping[str, Any] | None) -> VatChoice:
        """As a decision keeps it (effect VAT_CHOSEN); without VAT until somebody has chosen otherwise."""
        told = body or {}
        if told.get("treatment") == SPLIT:
            return cls(service_fees=Vat.RATE_25, membership=int(told["membership"]))
        if told.get("treatment") == WITH:
            return cls(Vat.RATE_25, Vat.RATE_25)
        return cls()

    @property
    def treatments(self) -> frozenset[Vat]:
        """All that it chose."""
        return frozenset({self.membership_fees, self.service_fees})

    @property
    def has_vat(self) -> bool:
        """Whether some line bears VAT."""
        return any(vat in PERCENT for vat in self.treatments)

    def on(self, account: int) -> Vat:
        """What a line of this account bears when nobody says otherwise."""
        return self.service_fees if account == Number.SERVICE_FEES else self.membership_fees

    def lines(self, fee: int, parts: Sequence[int]) -> list[list[FeeLine]]:
        """The lines of each part of a fee: ``fee`` is the class's own, ``parts`` what is billed of it.

        Where less than the fee is billed, both lines shrink alike. The lines of a part are its sum, and over
        all parts each line is its share of what is billed, half up to the öre.
        """
        belonging = fee if self.membership is None else min(self.membership, fee)
        found, billed, before = [], 0, 0
        for part in parts:
            billed += part
            until = (belonging * billed * 2 + fee) // (2 * fee)
            found.append(self._of_part(until - before, part))
            before = until
        return found

    def _of_part(self, belonging: int, part: int) -> list[FeeLine]:
        both = (
            FeeLine(Number.MEMBERSHIP_FEES, self.membership_fees, belonging),
            FeeLine(Number.SERVICE_FEES, self.service_fees, part - belonging),
        )
        return [line for line in both if line.net]
