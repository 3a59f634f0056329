"""What was moved from the floor, and in what order it was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from kernel.money import money
from voting.minutes.rules.facts import Events, ItemFacts, MeetingFacts, MotionFacts, OrderFacts
from voting.minutes.rules.shapes import Block, Table, listed, said, tabled
from voting.minutes.rules.swedish import capital, joined, lower_first, number_neuter, sentence, tidy

FORMAL: Final = frozenset({"table", "refer_back"})
AT_ONCE: Final = frozenset({"adjourn", "close_list"})
WORDS: Final = {
    "change": "Ny lydelse: ”{text}”",
    "insert": "Tillägg: ”{text}”",
    "append": "Tillägg sist i momentet: ”{text}”",
    "delete": "Momentet utgår.",
    "proposal": "”{text}”",
    "reject": "Avslag.",
    "table": "Bordläggning.",
    "refer_back": "Återremiss: {text}",
    "adjourn": "Ajournering. {text}",
    "close_list": "Streck i debatten.",
}
RECOMMENDED: Final = {
    "bifall": "Bifall",
    "avslag": "Avslag",
    "ingen": "Ingen rekommendation",
    "jämkning": "Jämkade sig",
}
OWN: Final = "Jämkade sig och tog yrkandet som sitt eget"
MANY: Final = 2


def motions_told(item: ItemFacts, meeting: MeetingFacts) -> Iterator[Block]:
    """The motions as a table, what became of them before the vote, and the order that was approved."""
    order = item.order
    motions = [one for one in item.motions if one.kind not in AT_ONCE]
    if order is not None and order.matter == "fees":
        yield from _fees_told(motions, order)
    elif motions:
        yield from _motions_told(motions, order, meeting)
    yield from _fates(motions)
    if motions:
        yield from _read_back(item, motions)
    yield from _at_once(item)
    if order is not None:
        yield from _order_told(order)


def wordings(motion: MotionFacts) -> str:
    """A motion's own words, in the record's quotes."""
    text = motion.text.strip()
    return tidy(WORDS.get(motion.kind, "{text}").format(text=text).strip())


def _motions_told(
    motions: Sequence[MotionFacts], order: OrderFacts | None, meeting: MeetingFacts
) -> Iterator[Block]:
    proposer = order.proposer if order else meeting.proposer
    rows, events = [], []
    for one in motions:
        said_of_it = OWN if one.own_by_board else RECOMMENDED.get(one.word, "")
        rows.append((one.mark, one.mover, tidy(_where(one)), wordings(one), said_of_it))
        events.append(one.events)
    header = ("", "Yrkande av", "Gäller", "Yrkandet", proposer)
    columns = [0, 1, 2, 3, 4]
    if not any(row[2] for row in rows):
        columns.remove(2)
    if not any(row[4] for row in rows):
        columns.remove(4)
    table = Table(
        "motions",
        tuple(header[c] for c in columns),
        tuple(tuple(row[c] for c in columns) for row in rows),
        tuple(events),
        title="Yrkanden",
    )
    yield from tabled(table)


def _where(one: MotionFacts) -> str:
    if not one.is_new_clause or one.ref.lower().startswith("ny"):
        return one.ref
    section, _, moment = one.ref.partition(" mom.")
    return f"{section}, nytt mom.{moment}" if moment else f"Ny {one.ref}"


def _fees_told(motions: Sequence[MotionFacts], order: OrderFacts) -> Iterator[Block]:
    by_class: dict[str, list[MotionFacts]] = {}
    for one in motions:
        by_class.setdefault(one.slot, []).append(one)
    known = {key: (words, amount) for key, words, amount in order.classes}
    for key, found in by_class.items():
        words, amount = known.get(key, ("", 0))
        main = ("H", f"{_fee(amount, order.currency)} (huvudförslag)", order.proposer)
        rows = [main, *((m.mark, _proposed(m, order), m.mover) for m in found)]
        events = ((), *(m.events for m in found))
        about = f"klass {key}, {lower_first(words)}" if words else f"klass {key}"
        table = Table(
            "proposals", ("", "Förslag", "Yrkande av"), tuple(rows), events, title=f"Yrkanden om {about}"
        )
        yield from tabled(table)
    if by_class and order.untouched:
        yield said(f"Om övriga klasser lämnades inga andra förslag än {_genitive(order.proposer)}.")
    elif not by_class and order.classes:
        yield said(f"Inga andra förslag än {_genitive(order.proposer)} lämnades.")


def _proposed(motion: MotionFacts, order: OrderFacts) -> str:
    if motion.amount is None:
        return motion.text
    return (
        money(motion.amount, currency=order.currency)
        if motion.amount
        else f"Ingen avgift{f' för {order.year}' if order.year else ''}"
    )


def _fee(amount: int, currency: str) -> str:
    return money(amount, currency=currency) if amount else "Ingen avgift"


def _genitive(name: str) -> str:
    low = lower_first(name)
    return low if low.endswith(("s", "x", "z")) else f"{low}s"


def _fates(motions: Sequence[MotionFacts]) -> Iterator[Block]:
    gone = [m for m in motions if m.state == "withdrawn"]
    if gone:
        marks = joined(m.mark for m in gone)
        yield said(f"{marks} drogs tillbaka av den som yrkat.", tuple(e for m in gone for e in m.events))
    for one in motions:
        if one.state == "merged" and one.into:
            yield said(f"{one.mark} jämkades in i {one.into}.", one.events)


def _read_back(item: ItemFacts, motions: Sequence[MotionFacts]) -> Iterator[Block]:
    parts: list[str] = []
    events: Events = ()
    line = next((h for h in item.happened if h.kind == "line"), None)
    if line is not None:
        parts.append("Yrkandena lästes upp innan överläggningen avslutades.")
        events = line.events
    if not any(m.kind in FORMAL for m in motions):
        parts.append("Inget yrkande om bordläggning eller återremiss lämnades.")
    if parts:
        yield said(" ".join(parts), events)


def _at_once(item: ItemFacts) -> Iterator[Block]:
    for one in item.motions:
        if one.kind not in AT_ONCE:
            continue
        what = {"adjourn": "ajournering", "close_list": "streck i debatten"}[one.kind]
        came = {"carried": " Yrkandet bifölls.", "rejected": " Yrkandet avslogs."}.get(one.state, "")
        why = f": {one.text.strip()}" if one.text.strip() else ""
        yield said(tidy(f"{one.mover} yrkade {sentence(f'{what}{why}')}{came}"), one.events, "Ordningsfråga")


def _order_told(order: OrderFacts) -> Iterator[Block]:
    if len(order.lines) > 1 and not order.summary:
        intro = "Mötesordföranden föreslog och mötet godkände före den första voteringen att"
        yield said(intro, order.events, "Propositionsordning")
        last = len(order.lines) - 1
        steps = tuple(
            tidy(f"{line.rstrip('.,')}{'.' if n == last else ','}") for n, line in enumerate(order.lines)
        )
        yield listed(steps, order.events)
    elif order.summary:
        text = f"Mötesordföranden föreslog och mötet godkände {lower_first(order.summary)}"
        yield said(tidy(sentence(text)), order.events, "Propositionsordning")
    if order.matter == "statutes" and order.approved_untouched:
        n = len(order.untouched)
        moment = "Det moment" if n == 1 else f"De {n} moment"
        text = f"{moment} som inget yrkande gällde godkändes med acklamation."
        yield said(text, order.approved_untouched)


def background_of_statutes(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> str:
    """What was laid out, and how many motions of which kind came: ``Två ändringsyrkanden mot samma …``."""
    text = meeting.statutes
    if text is None or item.order is None:
        return ""
    base = f" ({annex['statutes_proposal']})" if "statutes_proposal" in annex else ""
    number = text.base_number
    proposer = item.order.proposer
    genitive = proposer if proposer.endswith("s") else f"{proposer}s"
    said_first = {
        "constitutive": f"{genitive} förslag till stadgar, version {number}, är huvudförslag{base}.",
        "revision": f"{genitive} förslag till nya stadgar, version {number}, är huvudförslag{base}.",
        "second_reading": "Mötet prövade andra gången den ändring av stadgarna som ett möte har antagit.",
    }.get(item.order.mode, f"Stadgarna i version {text.base_number} gäller.")
    whole = f"Det har {text.base_sections} paragrafer med {text.base_moments} moment."
    handled = "Mötet behandlade förslaget paragraf för paragraf."
    parts = [said_first, whole, handled] if item.order.mode in {"constitutive", "revision"} else [said_first]
    counted = _kinds(item.motions)
    if counted:
        where = f" ({annex['motions']})" if "motions" in annex else ""
        parts.append(f"{capital(counted)} lämnades{where}.")
    return " ".join(parts)


def _kinds(motions: Sequence[MotionFacts]) -> str:
    """``två ändringsyrkanden mot samma moment (A1 och A2), två andra ändringsyrkanden (A4 och A6) och …``."""
    changes = [m for m in motions if m.kind == "change"]
    places = Counter(m.slot or m.ref for m in changes)
    parts = []
    for place, n in places.items():
        if n >= MANY:
            same = [m.mark for m in changes if (m.slot or m.ref) == place]
            parts.append(f"{_n(n, 'ändringsyrkande', 'ändringsyrkanden')} mot samma moment ({joined(same)})")
    others = [m.mark for m in changes if places[m.slot or m.ref] < MANY]
    if others:
        other = " andra" if parts and len(others) > 1 else " annat" if parts else ""
        word = "ändringsyrkanden" if len(others) > 1 else "ändringsyrkande"
        parts.append(f"{number_neuter(len(others))}{other} {word} ({joined(others)})")
    for kinds, one, many in (
        (("insert", "append"), "tilläggsyrkande", "tilläggsyrkanden"),
        (("delete",), "strykningsyrkande", "strykningsyrkanden"),
    ):
        marks = [m.mark for m in motions if m.kind in kinds]
        if marks:
            parts.append(f"{_n(len(marks), one, many)} ({joined(marks)})")
    return joined(parts)


def _n(number: int, one: str, many: str) -> str:
    return f"{number_neuter(number)} {one if number == 1 else many}"
