"""What happened beside the matter itself: breaks, lost places, what was heard, jäv, what was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from voting.minutes.rules.facts import HappeningFacts, ItemFacts, MeetingFacts, SoundingFacts
from voting.minutes.rules.shapes import Block, said
from voting.minutes.rules.swedish import clock, counted, duration, joined, sentence, tidy

HEARD: Final = {"yes": "övervägande ja", "no": "övervägande nej", "unclear": "oklart"}
FOUND: Final = {"yes": "besvarad med ja", "no": "besvarad med nej", "unclear": "inte avgjord"}
LOST_HOW: Final = {"silence": "platsens skärm slutade svara", "button": "anmält från platsen"}
UNDONE: Final = {
    "tenants.decisions.taken": "Beslutet ”{text}” togs tillbaka innan något byggde på det",
    "tenants.decisions.retracted": "Beslutet ”{text}” togs tillbaka innan något byggde på det",
    "voting.meetings.item_postponed": "Beslutet ”{text}” togs tillbaka",
    "voting.meetings.noted": "Anteckningen ”{text}” togs bort",
    "voting.meetings.item_started": "Punkten hade tagits upp för tidigt och lämnades",
    "voting.motions.step_undone": "{text} togs tillbaka och prövades på nytt",
    "voting.elections.round_voided": "Valomgång {text} förklarades ogiltig och räknas inte",
}


def happened_told(item: ItemFacts, meeting: MeetingFacts) -> Iterator[Block]:
    """Jäv, breaks, lost places and a quorum that was waived, in the order they came."""
    for one in item.conflicts:
        how = _jav_by(one.said_by, meeting)
        why = f": {one.reason}" if one.reason else ""
        yield said(tidy(sentence(f"{one.member} {how} deltog inte i beslutet{why}")), one.events, "Jäv")
    for happening in sorted(item.happened, key=lambda h: h.at):
        if happening.kind == "line" and item.motions:
            continue  # told with the motions
        yield _HAPPENED[happening.kind](happening, meeting)


def _jav_by(said_by: str, meeting: MeetingFacts) -> str:
    """By whose word: what the chair alone noted is no decision."""
    if said_by == "member":
        return "anmälde jäv och"
    if said_by == "meeting":
        return f"var enligt {'styrelsens' if meeting.is_board else 'mötets'} beslut jävig och"
    return f"antecknades av {_chair(meeting)} som jävig och"


def _chair(meeting: MeetingFacts) -> str:
    return "ordföranden" if meeting.is_board else "mötesordföranden"


def heard_told(item: ItemFacts) -> Iterator[Block]:
    """Trial votes place by place, and acclamations that were not clear; then who demanded a count."""
    for sounding in item.soundings:
        if sounding.step == "trial_vote":
            yield said(_heard(sounding), sounding.events, "Försöksvotering")
        elif sounding.heard == "unclear":
            yield said("Acklamationen gav inget tydligt utslag.", sounding.events, "Acklamation")
    demands = [note for note in item.notes if note.kind == "count_demanded"]
    if demands:
        who = joined(dict.fromkeys(note.who for note in demands if note.who)) or "En röstberättigad"
        events = tuple(e for note in demands for e in note.events)
        yield said(f"{who} begärde rösträkning innan klubban fallit.", events, "Begäran om rösträkning")


def undone_told(item: ItemFacts, meeting: MeetingFacts) -> Iterator[Block]:
    """What was taken back, with the reason that was given: never silently."""
    for one in item.undone:
        words = UNDONE.get(one.kind)
        if words is None:
            continue
        when = f" {clock(one.at, meeting.zone)}" if one.at else ""
        text = f"{words.format(text=one.text.strip().rstrip('.'))}{when}. Skäl: {sentence(one.reason)}"
        yield said(tidy(text), one.events, "Rättelse")


def links_note(meeting: MeetingFacts) -> Block | None:
    """Whether the link between the places was ever broken: asked of every meeting in several places."""
    if len(meeting.venues) < 2:  # noqa: PLR2004  one place has no link
        return None
    lost = [(item.no, one) for item in meeting.items for one in item.happened if one.kind == "lost"]
    if not lost:
        if meeting.closed_at is None:
            return None
        return said("Inga avbrott i förbindelsen mellan mötesplatserna har noterats.", meeting.closed_events)
    parts = [f"{_lost_text(one, meeting)} (§ {no})" for no, one in lost]
    return said(tidy(f"{'; '.join(parts)}."), tuple(e for _, one in lost for e in one.events))


def _adjourned(one: HappeningFacts, meeting: MeetingFacts) -> Block:
    text = f"Mötet ajournerades {clock(one.at, meeting.zone)}"
    if one.planned_until:
        text += f" till {clock(one.planned_until, meeting.zone)}"
    text += f": {sentence(one.text)}" if one.text else "."
    if one.until:
        text += f" Mötet återupptogs {clock(one.until, meeting.zone)}."
    return said(tidy(text), one.events, "Ajournering")


def _lost(one: HappeningFacts, meeting: MeetingFacts) -> Block:
    how = f" ({LOST_HOW[one.text]})" if one.text in LOST_HOW else ""
    text = f"{_lost_text(one, meeting)}{how}."
    return said(tidy(text), one.events, "Avbrott")


def _lost_text(one: HappeningFacts, meeting: MeetingFacts) -> str:
    text = f"Förbindelsen med {one.who} bröts {clock(one.at, meeting.zone)}"
    if one.until:
        text += f" och var åter {clock(one.until, meeting.zone)}, efter {duration(one.seconds)}"
    return text


def _paused(one: HappeningFacts, meeting: MeetingFacts) -> Block:
    why = f" när förbindelsen med {one.who} bröts" if one.who else f" av {_chair(meeting)}"
    reason = f" ({one.text.rstrip('.')})" if one.text else ""
    when = clock(one.at, meeting.zone)
    text = f"Voteringen ”{one.subject}” pausades {when}{why}{reason}; avgivna röster låg kvar."
    if one.until:
        longer = f", och sluttiden flyttades {duration(one.seconds)}" if one.count else ""
        text += f" Den återupptogs {clock(one.until, meeting.zone)}{longer}."
    return said(tidy(text), one.events, "Paus i votering")


def _waived(one: HappeningFacts, meeting: MeetingFacts) -> Block:
    votes = counted(one.count, "röst var företrädd", "röster var företrädda")
    who = "Styrelsen" if meeting.is_board else "Mötet"
    if meeting.is_board:
        votes = counted(one.count, "ledamot deltog", "ledamöter deltog")
    text = f"{votes}; {one.needed} krävs. {who} beslutade att ändå fortsätta: {sentence(one.text)}"
    return said(tidy(text), one.events, "Beslutförhet")


def _line(one: HappeningFacts, meeting: MeetingFacts) -> Block:
    text = f"Streck i debatten sattes {clock(one.at, meeting.zone)}."
    return said(tidy(text), one.events, "Talarlista")


def _added(one: HappeningFacts, meeting: MeetingFacts) -> Block:
    text = f"Ärendet ”{one.subject}” togs upp på dagordningen {clock(one.at, meeting.zone)}."
    return said(tidy(text), one.events, "Dagordning")


def _removed(one: HappeningFacts, meeting: MeetingFacts) -> Block:
    text = f"Ärendet ”{one.subject}” togs bort från dagordningen {clock(one.at, meeting.zone)}."
    return said(tidy(text), one.events, "Dagordning")


_HAPPENED = {
    "adjourned": _adjourned, "lost": _lost, "paused": _paused, "quorum_waived": _waived, "line": _line,
    "matter_added": _added, "matter_removed": _removed,
}  # fmt: skip


def _heard(one: SoundingFacts) -> str:
    places = "; ".join(f"{name}: {HEARD.get(heard, heard)}" for name, heard in one.places)
    asked = f"”{one.question}” " if one.question else ""
    found = f"Mötesordföranden fann frågan {FOUND.get(one.heard, one.heard)}."
    return tidy(" ".join(filter(None, [asked.strip(), f"{places}." if places else "", found])))
