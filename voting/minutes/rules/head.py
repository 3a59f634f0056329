"""The head of the minutes: where, when, who, and the register in numbers and names."""

from __future__ import annotations

from collections.abc import Iterator

from voting.counting.rule_text import NO_BREAK_SPACE, group
from voting.minutes.rules.facts import MeetingFacts, PersonFacts, RegisterChangeFacts
from voting.minutes.rules.shapes import AnnexRow, AttendanceRow, MinuteLine, Signature
from voting.minutes.rules.swedish import (
    capital,
    clock,
    clock_span,
    counted,
    joined,
    long_date,
    sort_key,
    tidy,
)

TOGETHER = "sammankopplade i realtid med ljud och bild"


def facts_table(meeting: MeetingFacts) -> tuple[MinuteLine, ...]:
    """Give the rows that a bank or an authority looks for first."""
    return tuple(
        MinuteLine(tidy(line.text), line.events, line.label) for line in _facts(meeting) if line.text
    )


def attendance(meeting: MeetingFacts) -> tuple[AttendanceRow, ...]:
    """Give registered, absent and votes for each place, and their sum. Nothing before there is a register."""
    if meeting.register is None:
        return ()
    rows = [AttendanceRow(v.name, v.registered, v.absent, v.votes) for v in meeting.venues]
    total = AttendanceRow(
        "Summa", sum(r.registered for r in rows), sum(r.absent for r in rows), sum(r.votes for r in rows)
    )
    if total.votes != meeting.register.total:
        message = f"venues: {total.votes} votes at the places, {meeting.register.total} in the register"
        raise ValueError(message)
    return (*rows, total)


def attendance_notes(meeting: MeetingFacts) -> tuple[MinuteLine, ...]:
    """Say what the table cannot: one vote each, proxies, changes, and who was there without a vote."""
    register = meeting.register
    if register is None:
        return ()
    lines = [MinuteLine("Varje organisation företräddes av ett ombud och hade en röst.")]
    if meeting.proxies is not None:
        proxies = counted(meeting.proxies, "fullmakt", "fullmakter") if meeting.proxies else "Inga fullmakter"
        lines.append(MinuteLine(f"{proxies} lämnades."))
    lines.append(MinuteLine("Röstlängden med ombudens namn är bilaga 2.", register.events))
    lines += [_change(change, meeting) for change in register.changes]
    if meeting.closed_at and not register.changes:
        lines.append(MinuteLine("Den var oförändrad under hela mötet.", meeting.closed_events))
    if meeting.without_vote:
        lines.append(MinuteLine(f"Närvarande utan rösträtt: {joined(meeting.without_vote)}."))
    return tuple(MinuteLine(tidy(line.text), line.events) for line in lines)


def reading_note(meeting: MeetingFacts) -> str:
    """Explain how the numbers add up, in the words that suit the rules in use."""
    polls = [poll for item in meeting.items for poll in item.polls]
    if not polls:
        return ""
    rows = "För, mot, avstod och ej röstat"
    if any(poll.counts.get("invalid", 0) for poll in polls):
        rows = "För, mot, avstod, ogiltiga och ej röstat"
    text = f"{rows} är tillsammans lika med röstlängden. "
    if all(poll.rule.is_simple and poll.rule.base == "cast" for poll in polls):
        text += (
            "Bas är de avgivna rösterna; avstående, blanka och ogiltiga röster ingår inte. "
            "Krävs är det minsta antal röster som är mer än hälften av basen."
        )
    else:
        text += "Bas är det som regeln räknar av. Krävs är det minsta antal röster som uppfyller regeln."
    if any(poll.kind == "a_against_b" for poll in polls):
        text += " När två förslag ställs mot varandra står förslagets beteckning framför röstetalet."
    return text


def signatures(meeting: MeetingFacts) -> tuple[Signature, ...]:
    """Give a line for each who signs: the secretary, then the chair and the adjusters."""
    lines: list[Signature] = []
    if meeting.secretary:
        lines.append(Signature("Vid protokollet", meeting.secretary.name, "mötessekreterare"))
    if meeting.chair:
        lines.append(Signature("Justeras", meeting.chair.name, "mötesordförande"))
    lines += [Signature("Justeras", person.name, "justerare") for person in meeting.adjusters]
    return tuple(lines)


def register_annex(meeting: MeetingFacts) -> tuple[AnnexRow, ...]:
    """List every vote: by place in the meeting's order, then by name with å, ä and ö last."""
    if meeting.register is None:
        return ()
    order = {venue.name: position for position, venue in enumerate(meeting.venues)}
    entries = sorted(
        meeting.register.entries, key=lambda e: (order.get(e.venue, len(order)), sort_key(e.member), e.number)
    )
    return tuple(AnnexRow(e.number, e.member, e.delegate, e.venue) for e in entries)


def _facts(meeting: MeetingFacts) -> Iterator[MinuteLine]:
    venue_events = tuple(e for v in meeting.venues for e in v.events)
    yield MinuteLine(_places(meeting), venue_events, "Plats och form")
    yield MinuteLine(_time(meeting), (*meeting.opened_events, *meeting.closed_events), "Tid")
    yield MinuteLine(meeting.convener, (), "Sammankallande")
    yield MinuteLine(_invitation(meeting), (), "Kallelse")
    if meeting.chair:
        yield MinuteLine(_person(meeting.chair), meeting.chair.events, "Mötesordförande")
    if meeting.secretary:
        yield MinuteLine(_person(meeting.secretary), meeting.secretary.events, "Mötessekreterare")
    yield _people(meeting.adjusters, "Justerare tillika rösträknare")
    yield _people(meeting.remote_tellers, "Rösträknare för distansdeltagarna")
    yield MinuteLine(meeting.organisation_number, (), "Organisationsnummer")
    yield MinuteLine(meeting.decision_rules, (), "Beslutsregler")


def _places(meeting: MeetingFacts) -> str:
    halls = [v.name for v in meeting.venues if not v.is_remote]
    remote = [v for v in meeting.venues if v.is_remote]
    if not remote:
        form = joined(halls)
    elif not halls:
        form = "På distans"
    else:
        form = f"{', '.join(halls)} och deltagande på distans"
    if len(meeting.venues) > 1 and all(v.is_confirmed for v in meeting.venues):
        form += f", {TOGETHER}"
    return f"{form} (hybridmöte)" if halls and remote else form


def _time(meeting: MeetingFacts) -> str:
    called = f"Mötet var utlyst till {clock(meeting.starts_at, meeting.zone)}"
    if meeting.lunch_at:
        called += f", efter lunch {clock(meeting.lunch_at, meeting.zone)}"
    if meeting.opened_at is None:
        return called
    if meeting.closed_at is None:
        return f"{clock(meeting.opened_at, meeting.zone)}; mötet pågår. {called}"
    return f"{clock_span(meeting.opened_at, meeting.closed_at, meeting.zone)}. {called}"


def _invitation(meeting: MeetingFacts) -> str:
    if meeting.invited_on is None:
        return ""
    text = f"Inbjudan {long_date(meeting.invited_on)}"
    if meeting.invited_count:
        text += f" till nätverkets {group(meeting.invited_count, 'sv')} organisationer"
    return text


def _person(person: PersonFacts) -> str:
    parts = [person.name]
    if person.member:
        parts.append(f"ombud för {person.member}")
    if person.is_entitled is not None:
        parts.append("röstberättigad" if person.is_entitled else "utan rösträtt")
    if person.venue:
        parts.append(person.venue)
    return ", ".join(parts)


def _people(people: tuple[PersonFacts, ...], label: str) -> MinuteLine:
    return MinuteLine(
        f"{NO_BREAK_SPACE}· ".join(map(_person, people)), tuple(e for p in people for e in p.events), label
    )


def _change(change: RegisterChangeFacts, meeting: MeetingFacts) -> MinuteLine:
    verb = "lämnade" if change.has_left else "kom"
    who = f"{change.member}, genom ombudet {change.delegate},"
    what = f"{verb} {who} mötet" if change.has_left else f"{verb} {who} till mötet"
    after = counted(change.total_after, "röst", "röster")
    return MinuteLine(
        f"{capital(clock(change.at, meeting.zone))} {what}. Röstlängden är därefter {after}.", change.events
    )
