"""The words of an order: titles, questions, what is read out, and what the minutes say was decided."""

from __future__ import annotations

from collections.abc import Iterable

from voting.motions.enums import MAIN, MatterKind, Mode, MotionKind, SlotKind, StepKind, Way
from voting.motions.rules.arranging import Group
from voting.motions.rules.book import Book, StepNow

MAIN_LABEL = "Huvudförslaget"
NUMBERS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def label(mark: str) -> str:
    """What a side is called on the ballot."""
    return MAIN_LABEL if mark == MAIN else mark


def joined(words: Iterable[str]) -> str:
    """``A1, A3 och huvudförslaget``."""
    found = list(words)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} och {found[-1]}" if found else ""


def number_word(n: int) -> str:
    """``fyra``; figures above twelve."""
    return NUMBERS[n] if n < len(NUMBERS) else str(n)


def where(book: Book, slot: str) -> str:
    """Where a slot is: ``§ 1 mom. 2``, ``ny § 4 mom. 5``, ``klass F2``, ``ändring i A3``."""
    group = book.by_slot.get(slot)
    if group is None:
        return ""
    ref = book.ground.ref(slot, group.kind)
    return {SlotKind.NEW: f"ny {ref}", SlotKind.SUB: f"ändring i {slot}"}.get(group.kind, ref)


def title(book: Book, step: StepNow) -> str:
    """The step's short name, as in the minutes' table."""
    place = where(book, step.slot)
    kind = {
        StepKind.TODAY: "Avgöra i dag eller senare",
        StepKind.FORMAL: "Bordläggning eller återremiss",
        StepKind.WHOLE: "Stadgarna i sin helhet" if _is_statutes(book) else "Förslaget i sin helhet",
        StepKind.COUNTER: _to(place, "Motförslag"),
        StepKind.ROUND: _to(place, "Motförslag"),
        StepKind.MAIN: " ".join(filter(None, ("Huvudvotering", place))),
    }.get(StepKind(step.kind))
    return kind or _capital(place) or "Förslaget"


def question(book: Book, step: StepNow) -> str:
    """What is asked, so that the answer is one of the sides, or yes or no."""
    if step.question:
        return step.question
    place = where(book, step.slot)
    if step.kind == StepKind.TODAY:
        return "Ska ärendet avgöras i dag?"
    if step.kind == StepKind.WHOLE:
        return _whole_question(book)
    return _pair_question(book, step, place) if step.way == Way.PAIR else _bifall_question(book, step, place)


def detail(book: Book, step: StepNow) -> str:
    """The line below the question."""
    group = book.by_slot.get(step.slot)
    if step.kind in {StepKind.COUNTER, StepKind.ROUND} and group is not None:
        if not _is_last_round(book, step):
            return "Det förslag som får flest röster går vidare till nästa omgång."
        won = "yrkande" if group.kind in {SlotKind.CLAUSE, SlotKind.NEW, SlotKind.SUB} else "förslag"
        if not group.main:
            return f"Det {won} som får flest röster ställs sedan under proposition, bifall mot avslag."
        against = "huvudförslaget" if group.main == MAIN else group.main
        return f"Det {won} som får flest röster ställs sedan mot {against}."
    if step.kind == StepKind.MAIN and group is not None:
        if group.main == MAIN:
            return f"Huvudvotering. {_genitive(book.ground.proposer)} förslag är huvudförslag."
        return f"Huvudvotering. {group.main} är huvudförslag."
    return ""


def line(book: Book, step: StepNow) -> str:
    """The step as the chair reads it out when the order is proposed."""
    if step.kind == StepKind.TODAY:
        return "frågan om ärendet ska avgöras i dag eller senare ställs först"
    if step.kind == StepKind.WHOLE:
        what = "stadgarna i sin helhet med beslutade ändringar"
        what = what if _is_statutes(book) else "det förslag som vunnit"
        return f"{what} ställs under proposition, bifall mot avslag"
    if step.way == Way.PAIR:
        return _pair_line(book, step)
    first = _side(book, step.sides[0])
    if step.kind == StepKind.OWN:
        return f"{first}, som {_lower(book.ground.proposer)} gjort till sitt, ställs under proposition"
    return f"{first} ställs under proposition, bifall mot avslag"


def lines(book: Book) -> list[str]:
    """The whole order, a line for each step."""
    return [line(book, step) for step in book.steps]


def summary(book: Book) -> str:
    """A tournament in one sentence, where there is just one: fees, or one question with many answers."""
    pairs = [g for g in book.groups if g.kind in {SlotKind.CLASS, SlotKind.MATTER} and len(g.sequence) > 1]
    if len(pairs) != 1 or not pairs[0].main:
        return ""
    group = pairs[0]
    rounds = [f"{group.sequence[0]} mot {group.sequence[1]}"]
    for n, mark in enumerate(group.sequence[2:]):
        rounds.append(f"det vinnande {'förslaget ' if n == 0 else ''}mot {mark}")
    main = f"huvudförslaget{' H' if group.main == MAIN else f' {group.main}'}"
    count, votes = number_word(len(group.members)), number_word(len(group.members) - 1)
    told = f"kontrapropositionsvotering: {', '.join(rounds)} och slutligen motförslaget mot {main}."
    return f"{told} {_capital(count)} förslag avgörs i {votes} voteringar."


def untouched_line(book: Book) -> str:
    """What is approved by acclamation because nobody moved anything on it."""
    n = len(book.untouched)
    if book.ground.kind == MatterKind.FEES:
        return f"Övriga klasser ({', '.join(book.untouched)}) fastställs med acklamation."
    moment = "Det moment" if n == 1 else f"De {n} moment"
    return f"{moment} som inget yrkande gällde godkänns med acklamation."


def labels(book: Book, step: StepNow) -> dict[str, dict[str, str]]:
    """The options' own words on the ballot."""
    sides = book.between(step)
    if step.way == Way.PAIR:
        pairs = zip(("a", "b"), sides, strict=True)
        return {v: {"label": label(s or ""), "hint": book.text(s or "", step.slot)} for v, s in pairs}
    if step.kind == StepKind.WHOLE and _is_statutes(book):
        yes, no = "Stadgarna antas", "Stadgarna avslås"
    elif step.kind == StepKind.TODAY:
        yes, no = "Avgörs i dag", "Avgörs senare"
    elif step.kind == StepKind.WHOLE:
        yes, no = "Bifall till förslaget", "Avslag på förslaget"
    else:
        yes, no = f"Bifall till {sides[0]}", f"Avslag på {sides[0]}"
    return {"yes": {"label": "Ja", "hint": yes}, "no": {"label": "Nej", "hint": no}}


def clause_shape(book: Book, step: StepNow) -> dict[str, str] | None:
    """The clause on the ballot: where, what it says, what it would say."""
    group = book.by_slot.get(step.slot)
    if (
        group is None
        or step.way != Way.YES_NO
        or group.kind not in {SlotKind.CLAUSE, SlotKind.NEW, SlotKind.SUB}
    ):
        return None
    side = book.between(step)[0]
    if side is None:
        return None
    base = book.text(group.main, group.slot) if group.kind == SlotKind.SUB else book.main_text(group.slot)
    ref = group.slot if group.kind == SlotKind.SUB else book.ground.ref(group.slot, group.kind)
    return {"ref": ref, "base": base, "proposed": book.text(side, group.slot)}


def _pair_line(book: Book, step: StepNow) -> str:
    first, second = (_side(book, ref) for ref in step.sides)
    if step.kind == StepKind.FORMAL:
        return f"ska ärendet avgöras senare ställs {first} mot {second}"
    if step.kind == StepKind.MAIN:
        main = "huvudförslaget" if step.sides[0] == MAIN else f"{step.sides[0]} som huvudförslag"
        return f"{second} ställs mot {main}"
    told = step.kind == StepKind.COUNTER or _is_last_round(book, step)
    aim = _aim(book.by_slot.get(step.slot), where(book, step.slot)) if told else ""
    return f"{first} ställs mot {second}{aim}"


def _pair_question(book: Book, step: StepNow, place: str) -> str:
    sides = book.between(step)
    if step.kind == StepKind.FORMAL:
        return f"{' eller '.join(_formal_name(book, side) for side in sides if side)}?"
    if step.kind == StepKind.MAIN:
        names = [label(side) if side else "motförslaget" for side in sides]
        return f"{names[0]} eller {names[1]}{f', {place}' if place else ''}?"
    return _round_question(book, step, place)


def _bifall_question(book: Book, step: StepNow, place: str) -> str:
    side = book.between(step)[0]
    one = book.proposals.get(side or "")
    if one is not None and one.question:
        return one.question
    return f"Ska {label(side) if side else 'motförslaget'} bifallas{f', {place}' if place else ''}?"


def _round_question(book: Book, step: StepNow, place: str) -> str:
    group = book.by_slot[step.slot]
    thing = "yrkande" if group.kind in {SlotKind.CLAUSE, SlotKind.NEW, SlotKind.SUB} else "förslag"
    verb = "blir" if _is_last_round(book, step) else "går vidare som"
    if not group.main:
        return f"Vilket {thing} ska ställas under proposition{f', {place}' if place else ''}?"
    return f"Vilket {thing} {verb} motförslag{f' till {place}' if place else ''}?"


def _is_last_round(book: Book, step: StepNow) -> bool:
    rounds = [s for s in book.steps_in(step.slot) if s.kind in {StepKind.COUNTER, StepKind.ROUND}]
    return bool(rounds) and rounds[-1].no == step.no


def _aim(group: Group | None, place: str) -> str:
    if group is None or not group.main:
        return " om att ställas under proposition"
    return f" om att bli motförslag{f' till {place}' if place else ''}"


def _side(book: Book, ref: str) -> str:
    if not ref.startswith("="):
        return "huvudförslaget" if ref == MAIN else ref
    step = book.by_no[int(ref[1:])]
    group = book.by_slot.get(step.slot)
    if group is not None and group.main and _is_last_round(book, step):
        return "motförslaget"
    return "det vinnande förslaget"


def _whole_question(book: Book) -> str:
    if not _is_statutes(book):
        return "Ska förslaget bifallas?"
    if book.ground.is_reworded:
        return "Ska den jämkade ändringen av stadgarna antas vid en första behandling?"
    if book.ground.mode == Mode.SECOND_READING:
        return "Ska ändringen av stadgarna antas vid andra behandlingen?"
    return "Ska stadgarna i sin helhet antas med beslutade ändringar?"


def _formal_name(book: Book, mark: str) -> str:
    word = "Bordläggning" if book.proposals[mark].kind == MotionKind.TABLE else "återremiss"
    return f"{word} ({mark})"


def _is_statutes(book: Book) -> bool:
    return book.ground.kind == MatterKind.STATUTES


def _to(place: str, word: str) -> str:
    if not place:
        return word
    return f"{word}, {place}" if place.startswith("klass") else f"{word} till {place}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _genitive(name: str) -> str:
    return name if name.endswith(("s", "x", "z")) else f"{name}s"
