"""Elections in the minutes: who was named, every ballot in figures, lots that can be drawn again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from voting.counting.rule_text import group
from voting.minutes.rules.facts import BallotFacts, ElectionFacts, ItemFacts, MeetingFacts, NomineeFacts
from voting.minutes.rules.given import counts_text
from voting.minutes.rules.ranking import RANKED, order_told
from voting.minutes.rules.sealed import seal_told
from voting.minutes.rules.shapes import Block, Table, said, tabled
from voting.minutes.rules.swedish import joined, number_word, ordinal, sentence, sort_key, tidy

ROUNDS: Final = ("Första omgången", "Andra omgången", "Tredje omgången", "Fjärde omgången")
COUNTY_AS_IT_IS: Final = frozenset({"blekinge", "kalmar", "skåne", "uppsala", "örebro"})
ON_A_SHEET: Final = {"valid": "giltiga valsedlar", "blank": "blanka", "invalid": "ogiltiga"}
ANSWERS: Final = {"yes": "ja", "no": "nej"}
ON_THE_BOARD: Final = frozenset({"board_chair", "board_member"})
AT_THE_MEETING: Final = frozenset(
    {"meeting_chair", "meeting_secretary", "adjuster", "teller", "remote_teller"}
)


def nominated(elections: Sequence[ElectionFacts], meeting: MeetingFacts) -> Iterator[Block]:
    """Who was put forward, and by whom. Elections to the meeting's own tasks have their proposal above."""
    for election in elections:
        if election.nominees and election.ballots:
            yield said(tidy(_nominees(election, meeting)), election.events, "Nominerade")


def ballots_told(item: ItemFacts) -> Iterator[Block]:
    """Each ballot's tables, what came of it, and lots; then the rule on counties."""
    for election in item.elections:
        for no in election.voided:
            yield said(tidy(sentence(no)), election.events, "Ogiltig valomgång")
        for n, ballot in enumerate(election.ballots):
            yield from _ballot(ballot, n)
            if ballot.lot:
                yield from lot_told(ballot)
        for lot in election.order_lots:
            yield from _order_lot(election, lot)
        if election.counties and election.post != "board_chair":  # the board is whole with its last members
            yield from _counties(election)


def county(name: str) -> str:
    """``Kronobergs län``, ``Kalmar län``."""
    bare = name.strip()
    if bare.lower().endswith(" län"):
        return bare
    same = bare.lower() in COUNTY_AS_IT_IS or bare.lower().endswith("s")
    return f"{bare} län" if same else f"{bare}s län"


def _nominees(election: ElectionFacts, meeting: MeetingFacts) -> str:
    named = [n for n in election.nominees if not n.withdrawn]
    committee = [n for n in named if n.source == "committee"]
    floor = [n for n in named if n.source != "committee"]
    by = next((n.by for n in committee if n.by), "") or meeting.proposer
    parts = []
    if len(committee) > 1:
        parts.append(f"{by} föreslog {joined(map(_person, committee))}.")
    elif committee:
        parts.append(f"{_person(committee[0])}, föreslagen av {_small(by)}.")
    if floor and (len(committee) > 1 or (len(floor) > 1 and not committee)):
        parts.append(f"{joined(map(_person, floor))} nominerades på mötet.")
    else:
        parts += [f"{_person(one)}, nominerad på mötet." for one in floor]
    gone = [n.name for n in election.nominees if n.withdrawn]
    if gone:
        parts.append(f"{joined(gone)} ställde inte upp.")
    return " ".join(parts)


def _small(by: str) -> str:
    return by[:1].lower() + by[1:] if by in {"Arbetsgruppen", "Valberedningen", "Styrelsen"} else by


def _person(one: NomineeFacts) -> str:
    return f"{one.name} ({one.organisation})" if one.organisation else one.name


def _ballot(ballot: BallotFacts, n: int) -> Iterator[Block]:
    if ballot.seats == 1 and ballot.method in {"two_round", "plurality"}:
        yield from tabled(_one_seat(ballot, n))
        yield from _won(ballot, n)
    else:
        yield from names_told(ballot)
    yield from seal_told(ballot.seal, ballot.events)
    for place in ballot.places:
        how = "valsedlar" if ballot.is_secret else "handuppräckning"
        by = f", räknade av {joined(place.tellers)} var för sig" if place.tellers else ""
        text = f"Rösterna gavs genom {how}{by}: {counts_text(place, lambda key: _called(ballot, key))}."
        yield said(tidy(text), ballot.events, place.name)


def names_told(ballot: BallotFacts) -> Iterator[Block]:
    """Every name with its votes, the slips, and how names in order were counted."""
    yield from tabled(_names(ballot))
    yield from tabled(_slips(ballot))
    yield from order_told(ballot)


def _called(ballot: BallotFacts, key: str) -> str:
    """A line of a teller's sheet: ``Ada Ek > Bo Alm``, ``Ada Ek: ja``, ``blanka``."""
    ranked = [ballot.names.get(one, one) for one in key.split(">")]
    if len(ranked) > 1:
        return " > ".join(ranked)
    one, _, answer = key.partition(":")
    name = ballot.names.get(one) or ON_A_SHEET.get(one, one)
    return f"{name}: {ANSWERS[answer]}" if answer else name


def _one_seat(ballot: BallotFacts, n: int) -> Table:
    sums, title = ballot.sums, ROUNDS[min(n, len(ROUNDS) - 1)]
    rows: list[tuple[str, str]] = [(row.name, _n(row.votes)) for row in ballot.rows]
    strong: list[int] = []
    base = sums.get("base", sums.get("valid", 0))
    strong.append(len(rows))
    rows.append(("Avgivna röster (bas)", _n(base)))
    if "needed" in sums:
        rows.append((f"Krävs (mer än hälften av {_n(base)})", _n(sums["needed"])))
    blank, invalid = sums.get("blank", 0), sums.get("invalid", 0)
    rows += [("Blanka", _n(blank)), ("Ogiltiga", _n(invalid))]
    cast, out = sums.get("cast", 0), sums.get("not_voted", 0)
    valid = sums.get("valid", base)
    rows.append((f"Inlämnade valsedlar ({_n(valid)} + {_n(blank)} + {_n(invalid)})", _n(cast)))
    rows.append(("Ej röstat", _n(out)))
    strong.append(len(rows))
    rows.append((f"Röstlängd ({_n(cast)} + {_n(out)})", _n(sums.get("register", cast + out))))
    return Table("ballot", (title, "Antal"), tuple(rows), (ballot.events,) * len(rows), strong=tuple(strong))


def _won(ballot: BallotFacts, n: int) -> Iterator[Block]:
    won = [row for row in ballot.rows if row.is_elected]
    where = ROUNDS[min(n, len(ROUNDS) - 1)].lower()
    if won:
        row = won[0]
        if not ballot.lot:
            yield said(f"{row.name} fick {_votes(row.votes)} och var därmed vald i {where}.", ballot.events)
        return
    goes_on = [row.name for row in ballot.rows if row.outcome.startswith("Till")]
    text = "Ingen fick tillräckligt många röster."
    if goes_on:
        text += f" {joined(goes_on)} gick vidare till nästa omgång."
    yield said(text, ballot.events)


def _names(ballot: BallotFacts) -> Table:
    with_no = any(row.against is not None for row in ballot.rows)
    with_county = any(row.county for row in ballot.rows)
    ranked = ballot.method in RANKED
    header = ["Namn" if ballot.title else "Nominerad"]
    header.append("Ja" if with_no else "I första hand" if ranked else "Röster")
    if with_no:
        header.append("Nej")
    if with_county:
        header.append("Län")
    header.append("Utfall")
    rows = []
    for row in ballot.rows:
        cells = [row.name, _n(row.votes)]
        if with_no:
            cells.append(_n(row.against or 0))
        if with_county:
            cells.append(row.county)
        rows.append((*cells, row.outcome))
    strong: tuple[int, ...] = ()
    marks, most = ballot.sums.get("marks"), ballot.sums.get("marks_max")
    if marks is not None and ballot.max_marks > 1 and not with_no and not ranked:
        blanks = [""] * (len(header) - 3)
        strong = (len(rows),)
        rows.append(("Markerade namn", _n(marks), *blanks, f"högst {_n(most or 0)} möjliga"))
    events = (ballot.events,) * len(rows)
    return Table("names", tuple(header), tuple(rows), events, ballot.title, strong)


def _slips(ballot: BallotFacts) -> Table:
    sums = ballot.sums
    valid, blank, invalid = (sums.get(key, 0) for key in ("valid", "blank", "invalid"))
    cast, out = sums.get("cast", valid + blank + invalid), sums.get("not_voted", 0)
    rows = [
        ("Giltiga", _n(valid)), ("Blanka", _n(blank)), ("Ogiltiga", _n(invalid)),
        (f"Inlämnade ({_n(valid)} + {_n(blank)} + {_n(invalid)})", _n(cast)),
        ("Ej röstat", _n(out)),
    ]  # fmt: skip
    if "needed" in sums:
        rows.append(("Krävs för att bli vald", _n(sums["needed"])))
    rows.append((f"Röstlängd ({_n(cast)} + {_n(out)})", _n(sums.get("register", cast + out))))
    return Table(
        "slips", ("Valsedlar", "Antal"), tuple(rows), (ballot.events,) * len(rows), strong=(len(rows) - 1,)
    )


def lot_told(ballot: BallotFacts) -> Iterator[Block]:
    """Between whom it was drawn, and how anybody can draw it again."""
    tied = [row for row in ballot.rows if row.name in ballot.lot_between]
    votes = tied[0].votes if tied else 0
    names = joined(row.name for row in tied)
    each = f"{_votes(votes)} vardera" if len(tied) > 1 else _votes(votes)
    source = f" ({ballot.tie_source})" if ballot.tie_source else ""
    text = f"{names} fick {each}. Vid val avgör lotten{source}."
    yield from _drawn(ballot.lot, text, _which(ballot), ballot.events)


def _which(ballot: BallotFacts) -> str:
    if ballot.seats == 1:
        return "Lottning"
    clear = len([r for r in ballot.rows if r.is_elected]) - ballot.lot_seats
    if ballot.lot_seats == 1:
        return f"Lottning om den {ordinal(clear + 1)} platsen"
    return f"Lottning om {number_word(ballot.lot_seats)} platser"


def _drawn(
    lot: Mapping[str, Any], text: str, label: str, events: tuple[int, ...], order: Sequence[str] = ()
) -> Iterator[Block]:
    winners = [str(w) for w in lot.get("winners", ())]
    if "digest" not in lot:
        how = f": {lot['how']}" if lot.get("how") else ""
        gave = f"gav ordningen {joined(order)}" if order else f"föll på {joined(winners)}"
        told = f"{text} Lotten drogs inför mötet{how}. Lotten {gave}."
        yield said(tidy(told), events, label)
        return
    ids = [str(one) for one in lot["ids"]]
    told = f"{text} När resultatet var fastställt räknades lotten ut inför mötet:"
    yield said(tidy(told), events, label)
    digest = str(lot["digest"])
    rows = [
        ("Lottningens underlag", str(lot["seed"])),
        ("Namn i bokstavsordning", " · ".join(f"{n} {one}" for n, one in enumerate(ids))),
        ("SHA-256 av underlag, lodstreck och namn", f"{digest[:32]} {digest[32:]}"),
    ]
    if len(winners) == 1:
        rows.append((f"Talet delat med {len(ids)} ger resten", str(lot["index"])))
    rows.append(("Lotten gav ordningen", joined(order)) if order else ("Lotten föll på", joined(winners)))
    yield from tabled(Table("lot", ("", ""), tuple(rows), (events,) * len(rows), strong=(len(rows) - 1,)))


def _order_lot(election: ElectionFacts, lot: Mapping[str, Any]) -> Iterator[Block]:
    names = [str(one) for one in lot.get("names", ())] or [str(one) for one in lot.get("winners", ())]
    if not names:
        return
    text = (
        f"{joined(sorted(names, key=sort_key))} fick lika många röster. Lotten avgör ordningen dem emellan."
    )
    yield from _drawn(lot, text, "Lottning om ordningen", election.events, names)


def _counties(election: ElectionFacts) -> Iterator[Block]:
    found = election.counties or {}
    rows = list(found.get("counties", ()))
    if not rows:
        return
    needed = {row["needed"] for row in rows}
    least = number_word(min(needed))
    word = "ledamot" if needed == {1} else "ledamöter"
    each = "vartdera länet" if len(rows) == 2 else "vart och ett av länen"  # noqa: PLR2004  two of them
    rule = f"Minst {least} {word} ska ha sin huvudsakliga verksamhet i {each}."
    told = [
        f"{number_word(row['n']) if row['n'] else 'ingen'} "
        f"{'sin verksamhet i ' if n == 0 else 'i '}{county(row['county'])}"
        f"{_in_order(row, election)}"
        for n, row in enumerate(rows)
    ]
    body = "styrelsen, ordföranden inräknad," if election.post in ON_THE_BOARD else "valberedningen"
    met = all(row["n"] >= row["needed"] for row in rows)
    if met:
        losers = _lost(election)
        whatever = found.get("whatever_the_lot")
        came = "Kravet är uppfyllt"
        if whatever and losers:
            came += f", och hade varit det även om lotten fallit på {joined(losers)}"
    else:
        came = "Kravet är inte uppfyllt"
    text = f"{rule} I {body} har {joined(told)}. {came}."
    rule_at = found.get("rule") or ""
    label = f"Kontroll mot {rule_at}" if rule_at else "Kontroll av länen"
    yield said(tidy(text), election.events, tidy(label))


def _in_order(row: Mapping[str, Any], election: ElectionFacts) -> str:
    order = {name: n for n, name in enumerate(election.elected)}
    names = sorted((str(n) for n in row["names"]), key=lambda n: order.get(n, -1))
    return f" ({', '.join(names)})" if names else ""


def _lost(election: ElectionFacts) -> list[str]:
    last = next((b for b in election.ballots if b.lot), None)
    if last is None:
        return []
    winners = {str(w) for w in last.lot.get("winners", ())}
    return [name for name in last.lot_between if name not in winners]


def answers(elections: Sequence[ElectionFacts]) -> Iterator[Block]:
    """Who accepted, at the meeting or beforehand, and who declined."""
    seen = [e for e in elections if e.post not in AT_THE_MEETING]
    events = tuple(e for one in seen for e in one.events)
    elected = [name for e in seen for name in e.elected]
    agreed = {name for e in seen for name in e.agreed}
    answered = {name for e in seen for name in e.answered}
    for election in seen:
        for name in election.declined:
            yield said(f"{name} avböjde valet.", election.events)
    if not elected:
        return
    if agreed >= set(elected):
        who = f"{elected[0]} har" if len(elected) == 1 else "De valda har"
        tasks = "uppdraget" if len(elected) == 1 else "uppdragen"
        yield said(f"{who} tackat ja till {tasks}.", events)
    elif answered | agreed >= set(elected):
        if len(elected) == 1:
            yield said(f"{elected[0]} förklarade sig ta emot valet.", events)
        else:
            yield said("De valda förklarade att de tar emot valet.", events)
    else:
        yes = [name for name in elected if name in answered | agreed]
        missing = [name for name in elected if name not in answered | agreed]
        if yes:
            yield said(f"{joined(yes)} tar emot valet.", events)
        yield said(f"{joined(missing)} har inte svarat än.", events)


def _votes(n: int) -> str:
    return f"{group(n, 'sv')} {'röst' if n == 1 else 'röster'}"


def _n(number: int) -> str:
    return group(number, "sv")
