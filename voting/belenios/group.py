"""The group BELENIOS-2048: its numbers, fast powers of the two bases that never change, and who belongs.

Numbers are ``mpz``. A power of a base that stays the same through an election (g and its public key) is read
out of a table in 25 multiplications instead of 300. Nothing here runs in constant time: what is secret on a
server is only a server's own share; a voter's choice and an officer's seed never leave their devices.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from gmpy2 import invert, mpz, powmod

NAME = "BELENIOS-2048"
P = mpz(
    "206947856914225464010136436575050080649229892957511040971008847870573742192427174019222372"
    "544976843381290666331380789584049600543896362897963930387739057228036059737494276713767776"
    "188985898727358650490811670993105358677809800307904916540637771737641986785272734744763418"
    "356000356983051931442845617019110007867373073335641239717328979132404745788344682606523279"
    "746479511376726586935821800463179220736688600526271863633860887968821207694323661494910029"
    "234443463732221458841005864210502421203654335612013204811188524087310770141516662001623131"
    "77169372189248078507711827842317498073276598828825169183103125680162072880719"
)
G = mpz(
    "240235267750185220922768770353239993271228765737836491651007531878766327414635321932028567"
    "615526967879969466829874938909508389657342560190060106847716449173547413728310461045868131"
    "451178164675540052740288984613986453266121505579709716201616827031288643245666383486363578"
    "210615491841998253431518974065818686865115135857641013888221539601604322884360393098933366"
    "277284840659313840601023167509576377798266510360682240663507669776402534625377308513317349"
    "519424896775405257365904949247763147599157519877517771148149092045660020547812705472823814"
    "0972518639858334115700568353695553423781475582491896050296680037745308460627"
)
Q = mpz("78571733251071885079927659812671450121821421258408794611510081919805623223441")
DIGITS = len(str(P))
BITS = Q.bit_length()
WINDOW = 10
# A set of strangers is believed to lie in the group with this many coins: 2^-64 that a wrong one slips by.
COINS = 64
TOGETHER = 5


class Table:
    """Powers of one base: window by window, all at once."""

    def __init__(self, base: mpz) -> None:
        """Make the table: about 26,000 multiplications, 6 MB."""
        self.base = base
        self._rows: list[list[mpz]] = []
        for _ in range(0, BITS, WINDOW):
            row = [mpz(1)]
            for _ in range((1 << WINDOW) - 1):
                row.append(row[-1] * base % P)
            self._rows.append(row)
            base = row[-1] * base % P

    def power(self, exponent: mpz | int) -> mpz:
        """The base to an exponent in [0, q)."""
        found = mpz(1)
        at = 0
        mask = (1 << WINDOW) - 1
        whole = int(exponent)
        while whole:
            digit = whole & mask
            if digit:
                found = found * self._rows[at][digit] % P
            whole >>= WINDOW
            at += 1
        return found


_TABLES: dict[mpz, Table] = {}
_MOST_TABLES = 8


def table(base: mpz) -> Table:
    """The table of a base, made once and kept for the latest few elections of this process."""
    found = _TABLES.get(base)
    if found is None:
        found = Table(base)
        while len(_TABLES) >= _MOST_TABLES:
            _TABLES.pop(next(iter(key for key in _TABLES if key != G)))
        _TABLES[base] = found
    return found


def g_to(exponent: mpz | int) -> mpz:
    """The generator to an exponent in [0, q)."""
    return table(G).power(exponent)


def power(base: mpz, exponent: mpz) -> mpz:
    """Any base to any exponent."""
    return powmod(base, exponent, P)


def product(factors: Iterable[mpz]) -> mpz:
    """All of them multiplied."""
    found = mpz(1)
    for factor in factors:
        found = found * factor % P
    return found


def inverse(element: mpz) -> mpz:
    """The element that undoes another."""
    return invert(element, P)


def random_exponent() -> mpz:
    """A number in [0, q) that nobody can guess."""
    return mpz(secrets.randbelow(int(Q)))


def is_member(element: mpz) -> bool:
    """Whether a number lies in the group of order q."""
    return bool(0 < element < P and powmod(element, Q, P) == 1)


def are_members(elements: Sequence[mpz]) -> bool:
    """Whether all of them do; a wrong one slips by with a chance of 2^-64, whatever it was made for.

    Each coin multiplies a random half of them and raises the product to q. What lies outside the group cannot
    hide from a coin with more than one half. Five elements share the table of their products, so that many
    are tried at a tenth of the price of one at a time.
    """
    if not all(0 < element < P for element in elements):
        return False
    if len(elements) <= COINS:
        return all(powmod(element, Q, P) == 1 for element in elements)
    halves = [mpz(1)] * COINS
    for start in range(0, len(elements), TOGETHER):
        products = [mpz(1)]
        for element in elements[start : start + TOGETHER]:
            products += [known * element % P for known in products]
        mask = len(products) - 1
        coins = secrets.randbits(COINS * TOGETHER)
        for coin in range(COINS):
            halves[coin] = halves[coin] * products[coins & mask] % P
            coins >>= TOGETHER
    return all(powmod(half, Q, P) == 1 for half in halves)
