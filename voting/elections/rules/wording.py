"""Elections in the words of the minutes. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from voting.elections.enums import AT_THE_MEETING, ElectionPost, RoundKind
from voting.elections.rules.ballots import BallotPlan
from voting.elections.rules.race import Race
from voting.elections.rules.seating import Seat

POST = ElectionPost
ONE: dict[str, str] = {
    POST.MEETING_CHAIR: "mötesordförande",
    POST.MEETING_SECRETARY: "mötessekreterare",
    POST.ADJUSTER: "justerare tillika rösträknare",
    POST.TELLER: "rösträknare",
    POST.REMOTE_TELLER: "rösträknare för distansdeltagarna",
    POST.BOARD_CHAIR: "föreningens ordförande",
    POST.BOARD_MEMBER: "styrelseledamot",
    POST.AUDITOR: "revisor",
    POST.DEPUTY_AUDITOR: "ersättare",
    POST.NOMINATING_COMMITTEE: "valberedning",
}
MANY: dict[str, str] = {
    **ONE,
    POST.BOARD_MEMBER: "styrelseledamöter",
    POST.AUDITOR: "revisorer",
}
WORDS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
UNTIL_IS_TOLD = frozenset({POST.BOARD_CHAIR, POST.BOARD_MEMBER})
AS_THEY_ARE = frozenset({"blekinge", "kalmar", "skåne", "uppsala", "örebro"})
"""Counties whose names take no genitive s before ``län``."""


def title(post: str, n: int = 1) -> str:
    """``styrelseledamot`` or ``styrelseledamöter``."""
    return (ONE if n == 1 else MANY)[post]


def question(race: Race, plan: BallotPlan) -> str:
    """What stands above the ballot."""
    what = race.title_sv or f"Val av {title(race.post, race.places)}"
    if plan.kind == RoundKind.RUNOFF:
        return f"{what}, andra omgången"
    return f"{what}, {_places(plan.seats)} kvar" if plan.kind == RoundKind.FILL and race.places > 1 else what


def decision_text(race: Race, seats: Sequence[Seat], *, leave_vacant: bool) -> str:
    """``Mötet beslutade att …``: one att-sats for each term, then deputies, convener and what is vacant."""
    clauses = [*_chosen(race, [s for s in seats if not s.is_deputy])]
    deputies = [s for s in seats if s.is_deputy]
    if deputies:
        clauses.append(_deputies(deputies))
    if race.post == POST.NOMINATING_COMMITTEE:
        clauses += [f"utse {s.name.name} till sammankallande" for s in seats if s.name.is_convener]
    if leave_vacant and race.free:
        clauses.append(f"lämna {_places(race.free)} {'vakant' if race.free == 1 else 'vakanta'}")
    whole = ",\natt ".join(clauses)
    return f"Mötet beslutade att {whole}."


def outcome_sv(seat: Seat | None, *, by_lot: bool, lost_lot: bool, goes_on: bool) -> str:
    """The last column of the table: ``Vald efter lottning, ett år``."""
    if goes_on:
        return "Till andra omgången"
    if seat is None:
        return "Ej vald efter lottning" if lost_lot else "Ej vald"
    word = "Vald till ersättare" if seat.is_deputy else "Vald"
    lot = " efter lottning" if by_lot else ""
    return f"{word}{lot}, {years_sv(seat.years)}" if seat.years else f"{word}{lot}"


def years_sv(years: int | None) -> str:
    """``två år``, ``ett år``."""
    if years == 1:
        return "ett år"
    return f"{number(years or 0)} år"


def number(n: int) -> str:
    """Small numbers in words."""
    return WORDS[n] if n < len(WORDS) else str(n)


def joined(names: Iterable[str]) -> str:
    """``Anna, Bo och Cia``."""
    found = list(names)
    return "".join(found) if len(found) < 2 else f"{', '.join(found[:-1])} och {found[-1]}"  # noqa: PLR2004


def county_sv(county: str) -> str:
    """``Kronobergs län``."""
    bare = county.strip()
    if bare.lower().endswith(" län"):
        return bare
    same = bare.lower() in AS_THEY_ARE or bare.lower().endswith("s")
    return f"{bare} län" if same else f"{bare}s län"


def _chosen(race: Race, seats: Sequence[Seat]) -> Iterable[str]:
    post = race.post
    if not seats:
        return
    if post in AT_THE_MEETING:
        yield f"välja {_names(race, seats)} till {title(post, len(seats))}"
    elif post == POST.BOARD_CHAIR:
        yield f"välja {_names(race, seats)} till {title(post)}{_term(race, seats[0])}"
    elif post == POST.NOMINATING_COMMITTEE:
        yield f"till {title(post)}{_term(race, seats[0])} välja {_names(race, seats)}"
    else:
        for _, group in groupby(seats, key=lambda s: (s.years, s.until_year)):
            found = list(group)
            what, term = title(post, len(found)), _term(race, found[0])
            comma = "," if "," in term else ""
            yield f"till {what}{term}{comma} välja {_names(race, found)}"


def _deputies(deputies: Sequence[Seat]) -> str:
    names = joined(s.name.name for s in deputies)
    order = ", i denna ordning," if len(deputies) > 1 else ""
    term = f" för {years_sv(deputies[0].years)}" if deputies[0].years else ""
    return f"till ersättare{term}{order} välja {names}"


def _term(race: Race, seat: Seat) -> str:
    if race.until_year is not None:
        return f" för återstående mandattid, till och med årsmötet {race.until_year}"
    if race.post == POST.NOMINATING_COMMITTEE and seat.years == 1:
        return " för tiden till nästa årsmöte"
    if not seat.years:
        return ""
    until = f", till och med {seat.until_sv}" if race.post in UNTIL_IS_TOLD and seat.until_sv else ""
    return f" för {years_sv(seat.years)}{until}"


def _names(race: Race, seats: Sequence[Seat]) -> str:
    """``Mina Rezai, Per-Olof Ek och, efter lottning, Elin Hjort``."""
    clear = [_name(race, s) for s in seats if not s.win.by_lot]
    by_lot = joined(_name(race, s) for s in seats if s.win.by_lot)
    if not by_lot:
        return joined(clear)
    return f"{', '.join(clear)} och, efter lottning, {by_lot}" if clear else f"{by_lot} efter lottning"


def _name(race: Race, seat: Seat) -> str:
    where = ""
    if race.post == POST.ADJUSTER:
        where = seat.name.place
    if race.post == POST.NOMINATING_COMMITTEE and seat.name.county:
        where = county_sv(seat.name.county)
    return f"{seat.name.name} ({where})" if where else seat.name.name


def _places(n: int) -> str:
    return "en plats" if n == 1 else f"{number(n)} platser"
