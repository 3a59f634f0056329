"""How a § begins: why the matter is taken up, and who proposed what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from voting.counting.rule_text import NO_BREAK_SPACE
from voting.meetings.rules.dates import long_date
from voting.minutes.rules.facts import ElectionFacts, ItemFacts, MeetingFacts, NoticeFacts, Progress
from voting.minutes.rules.motions import background_of_statutes
from voting.minutes.rules.shapes import Block, said
from voting.minutes.rules.swedish import (
    capital,
    counted,
    joined,
    number_word,
    sentence,
    tidy,
)
from voting.minutes.rules.ways import place

NO_OTHERS: Final = "Inga andra förslag lämnades."
LASTING: Final = frozenset({"auditor", "deputy_auditor", "nominating_committee"})
Words = tuple[str, str]


def opening_told(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> Iterator[Block]:
    """Bakgrund, then Förslag or Yrkande."""
    before, after = _BACKGROUNDS.get(item.duty, _none)(item, meeting, annex)
    if item.kind == "statutes" and not before:
        before = background_of_statutes(item, meeting, annex)
    text = " ".join(filter(None, (before, item.background.strip() and sentence(item.background), after)))
    if text:
        events = meeting.register.events if meeting.register and item.duty == "register" else item.events
        yield said(tidy(text), events, "Bakgrund")
    if item.moved.strip():
        label = "Förslag" if item.kind == "election" else "Yrkande"
        moved = sentence(item.moved)
        if _nothing_else(item) and NO_OTHERS not in moved:
            moved = f"{moved} {NO_OTHERS}"
        yield said(tidy(moved), item.events, label)


def _nothing_else(item: ItemFacts) -> bool:
    if item.progress is not Progress.DONE or not item.decisions or item.motions:
        return False
    return not any(n.source != "committee" for e in item.elections for n in e.nominees if e.ballots)


def _none(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> Words:  # noqa: ARG001  one signature for all
    return "", ""


def _checked_in(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> Words:  # noqa: ARG001  one signature for all
    here = sum(v.votes for v in meeting.venues)
    if meeting.register is None or here != meeting.register.total:
        return "", ""
    registered = sum(v.registered for v in meeting.venues)
    per_place = joined(f"{v.votes} {'på' if v.is_remote else 'i'} {place(v)}" for v in meeting.venues)
    addition = " + ".join(str(v.votes) for v in meeting.venues) + f" = {here}"
    proxies = (
        f" {capital(counted(meeting.proxies, 'röst', 'röster'))} företräds genom fullmakt."
        if meeting.proxies
        else ""
    )
    text = (
        f"Vid incheckningen hade {here} ombud prickats av mot de {registered} anmälningarna: "
        f"{per_place} ({addition.replace(' ', NO_BREAK_SPACE)}).{proxies}"
    )
    return text, ""


def _convened(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> Words:  # noqa: ARG001  one signature for all
    if meeting.board:
        return _board_convened(meeting), ""
    parts = []
    if meeting.notice:
        parts.append(_notice_told(meeting.notice, meeting))
    elif meeting.invited_on:
        held = (meeting.opened_at or meeting.starts_at).astimezone(meeting.zone).date()
        days = (held - meeting.invited_on).days
        before = f", {counted(days, 'dag', 'dagar')} före mötet" if days > 0 else ""
        what = "Inbjudan" if meeting.kind == "constituting" else "Kallelsen"
        parts.append(f"{what} skickades {long_date(meeting.invited_on)}{before}.")
        if meeting.rules.notice_days and meeting.kind != "constituting":
            source = meeting.rules.sources.get("notice_days", "")
            told = f" ({source})" if source else ""
            parts.append(f"Den ska skickas senast {meeting.rules.notice_days} dagar före mötet{told}.")
    if "dagordning" in item.heading.lower():
        proposer = meeting.proposer if meeting.proposer.endswith("s") else f"{meeting.proposer}s"
        parts.append(f"{proposer} förslag till dagordning har {len(meeting.items)} punkter.")
    return " ".join(parts), ""


def _notice_told(notice: NoticeFacts, meeting: MeetingFacts) -> str:
    """When and how the notice went out, to how many, and whether the rules' last day was kept."""
    held = (meeting.opened_at or meeting.starts_at).astimezone(meeting.zone).date()
    days = (held - notice.sent_on).days
    before = f", {counted(days, 'dag', 'dagar')} före mötet," if days > 0 else ""
    what = "Inbjudan" if meeting.kind == "constituting" else "Kallelsen"
    to = counted(notice.organisations, "organisation", "organisationer")
    parts = [f"{what} skickades {long_date(notice.sent_on)}{before} med e-post till {to}."]
    if notice.failed:
        failed = counted(notice.failed, "organisation", "organisationer")
        parts.append(f"Till {failed} kunde brevet inte lämnas.")
    if notice.late:
        late = counted(notice.late, "organisation", "organisationer")
        parts.append(f"Ytterligare {late} fick den senare.")
    if notice.amended_on:
        parts.append(f"Ändrad {what.lower()} skickades {joined(long_date(d) for d in notice.amended_on)}.")
    if notice.latest:
        source = meeting.rules.sources.get("notice_days", "")
        told = f" ({source})" if source else ""
        kept = "Fristen hölls." if notice.sent_on <= notice.latest else "Fristen hölls inte."
        parts.append(f"Den ska skickas senast {long_date(notice.latest)}{told}. {kept}")
    return " ".join(parts)


def _board_convened(meeting: MeetingFacts) -> str:
    board = meeting.board
    assert board is not None
    here, all_ = sum(s.here for s in board.seats), len(board.seats)
    source = f" ({board.quorum_source})" if board.quorum_source else ""
    text = (
        f"Styrelsen är beslutför när mer än hälften av ledamöterna deltar{source}, det vill säga minst "
        f"{number_word(board.needed)} av {number_word(all_)}."
    )
    if here == all_:
        return f"{text} Samtliga {number_word(all_)} deltog."
    return f"{text} {capital(number_word(here))} av {number_word(all_)} deltog."


def _board_size(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> Words:  # noqa: ARG001  one signature for all
    rules = meeting.rules
    if rules.board_min is None or rules.board_max is None:
        return "", ""
    source = f" ({rules.sources['board']})" if rules.sources.get("board") else ""
    least, most = number_word(rules.board_min - 1), number_word(rules.board_max - 1)
    return f"Styrelsen består av ordförande och lägst {least}, högst {most} övriga ledamöter{source}.", ""


def _board_election(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> Words:  # noqa: ARG001  one signature for all
    election = next((e for e in item.elections if e.post == "board_member"), None)
    if election is None:
        return "", ""
    decided = next((i.no for i in meeting.items for e in i.effects if e.kind == "board_sized"), None)
    where = f" (§ {decided})" if decided else ""
    word = "ledamot" if election.seats == 1 else "ledamöter"
    before = f"{capital(number_word(election.seats))} {word} ska väljas{where}."
    return before, " ".join(filter(None, (_terms(election), _until(election))))


def _terms(election: ElectionFacts) -> str:
    terms = election.terms
    if not election.terms_approved or len(terms) != 2:  # noqa: PLR2004  two terms
        return ""
    (first, years), (rest, short) = terms
    if first is None:
        return ""
    left = election.seats - first if rest is None else rest
    return (
        f"Mötet godkände före valet att de {number_word(first)} som får flest röster väljs för "
        f"{_years(years)} och de {number_word(left)} övriga för {_years(short)}."
    )


def _until(election: ElectionFacts) -> str:
    found = sorted(election.until.items())
    if len(found) < 2:  # noqa: PLR2004  one time for all is in the decision
        return ""
    (short, first), (long_, second) = found[0], found[-1]
    return (
        f"Ledamot som väljs för {_years(short)} sitter till och med {first} och ledamot som väljs för "
        f"{_years(long_)} till och med {second}."
    )


def _years(n: int) -> str:
    return "ett år" if n == 1 else f"{number_word(n)} år"


def _as_many(item: ItemFacts, meeting: MeetingFacts, annex: dict[str, str]) -> Words:  # noqa: ARG001  one signature for all
    lasting = [e for e in item.elections if e.post in LASTING]
    if not lasting or any(e.ballots for e in lasting):
        return "", ""
    named = sum(len([n for n in e.nominees if not n.withdrawn]) for e in lasting)
    seats = sum(e.seats for e in lasting)
    return "", "Antalet föreslagna var lika med antalet platser." if named == seats else ""


_BACKGROUNDS: dict[str, Callable[[ItemFacts, MeetingFacts, dict[str, str]], Words]] = {
    "register": _checked_in,
    "convened": _convened,
    "board_size": _board_size,
    "board_election": _board_election,
    "auditors": _as_many,
    "nominating_committee": _as_many,
}
