"""The head of the minutes: where, when, who, and the register in numbers and names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from voting.counting.rule_text import NO_BREAK_SPACE, group
from voting.meetings.rules.dates import long_date
from voting.minutes.rules.annexes import annex_refs
from voting.minutes.rules.board import seats_notes
from voting.minutes.rules.course import links_note
from voting.minutes.rules.facts import MeetingFacts, PersonFacts, RegisterChangeFacts
from voting.minutes.rules.shapes import AnnexRow, AttendanceRow, MinuteLine, Signature, Table
from voting.minutes.rules.swedish import (
    capital,
    clock,
    clock_span,
    counted,
    joined,
    sections,
    sort_key,
    tidy,
)

TOGETHER = "sammankopplade i realtid med ljud och bild"
SECRETARY: Final = "mötessekreterare"
CHAIR: Final = "mötesordförande"
FROM_AFAR: Final = "Rösträknare för distansdeltagarna"


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


def attendance_notes(meeting: MeetingFacts, annex: Mapping[str, str]) -> tuple[MinuteLine, ...]:
    """Say what the table cannot: one vote each, proxies, changes, who had no vote, and broken links."""
    register = meeting.register
    if register is None:
        return seats_notes(meeting)
    lines = [MinuteLine("Varje organisation företräddes av ett ombud och hade en röst.")]
    if meeting.proxies is not None:
        proxies = counted(meeting.proxies, "fullmakt", "fullmakter") if meeting.proxies else "Inga fullmakter"
        lines.append(MinuteLine(f"{proxies} lämnades."))
    where = annex.get("register", "")
    if where:
        lines.append(MinuteLine(f"Röstlängden med ombudens namn är {where}.", register.events))
    lines += [_change(change, meeting) for change in register.changes]
    if meeting.closed_at and not register.changes:
        lines.append(MinuteLine("Den var oförändrad under hela mötet.", meeting.closed_events))
    if meeting.without_vote:
        lines.append(MinuteLine(f"Närvarande utan rösträtt: {joined(meeting.without_vote)}."))
    links = links_note(meeting)
    if links and links.line:
        lines.append(links.line)
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
    secretary, chair = ("sekreterare", "ordförande") if meeting.is_board else (SECRETARY, CHAIR)
    if meeting.secretary:
        lines.append(Signature("Vid protokollet", meeting.secretary.name, secretary))
    if meeting.chair:
        heading = "Ordförande" if meeting.is_board else "Justeras"
        lines.append(Signature(heading, meeting.chair.name, chair))
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
    return tuple(
        AnnexRow(e.number, e.member, f"{e.delegate} (fullmakt)" if e.is_proxy else e.delegate, e.venue)
        for e in entries
    )


def members_annex(meeting: MeetingFacts) -> tuple[AnnexRow, ...]:
    """List who joined at the roll-call, by name with å, ä and ö last, each with its class of fee.

    The board names those it lets in in its decision.
    """
    if meeting.is_board:
        return ()
    members = sorted(meeting.joined, key=lambda m: (sort_key(m.name), m.number))
    return tuple(AnnexRow(m.number, m.name, m.delegate, "", m.fee_class) for m in members)


def classes_table(meeting: MeetingFacts) -> Table | None:
    """How many joined in each class of fee, and the sum."""
    if not meeting.joined or not meeting.classes:
        return None
    numbers = Counter(m.fee_class for m in meeting.joined)
    rows = [(f"{key} {words}", group(numbers[key], "sv")) for key, words in meeting.classes if numbers[key]]
    rows.append(("Summa", group(len(meeting.joined), "sv")))
    header = ("Avgiftsklass", "Medlemmar")
    return Table("classes", header, tuple(rows), ((),) * len(rows), strong=(len(rows) - 1,))


def _facts(meeting: MeetingFacts) -> Iterator[MinuteLine]:
    venue_events = tuple(e for v in meeting.venues for e in v.events)
    yield MinuteLine(_places(meeting), venue_events, "Plats och form")
    yield MinuteLine(_time(meeting), (*meeting.opened_events, *meeting.closed_events), "Tid")
    if meeting.is_board:
        yield from _board_people(meeting)
    else:
        yield from _people_facts(meeting)
    yield MinuteLine(_number(meeting), (), "Organisationsnummer")
    if not meeting.is_board:
        yield MinuteLine(_decision_rules(meeting), (), "Beslutsregler")


def _people_facts(meeting: MeetingFacts) -> Iterator[MinuteLine]:
    yield MinuteLine(meeting.convener, (), "Sammankallande")
    yield MinuteLine(_invitation(meeting), (), "Kallelse")
    if meeting.chair:
        yield MinuteLine(_person(meeting.chair), meeting.chair.events, "Mötesordförande")
    if meeting.secretary:
        yield MinuteLine(_person(meeting.secretary), meeting.secretary.events, "Mötessekreterare")
    yield _people(meeting.adjusters, "Justerare tillika rösträknare")
    yield _people(tuple(replace(p, venue="") for p in meeting.remote_tellers), FROM_AFAR)


def _board_people(meeting: MeetingFacts) -> Iterator[MinuteLine]:
    if meeting.chair:
        yield MinuteLine(meeting.chair.name, meeting.chair.events, "Ordförande")
    if meeting.secretary:
        yield MinuteLine(meeting.secretary.name, meeting.secretary.events, "Sekreterare")
    yield MinuteLine(
        joined(p.name for p in meeting.adjusters), tuple(e for p in meeting.adjusters for e in p.events),
        "Justerare",
    )  # fmt: skip


def _number(meeting: MeetingFacts) -> str:
    """The association's number, or under which § it is to be applied for."""
    if meeting.organisation_number:
        return meeting.organisation_number
    asked = [
        item.no for item in meeting.items for effect in item.effects
        if effect.kind == "mandate_given" and "organisation_number" in effect.body.get("tasks", ())
    ]  # fmt: skip
    return f"Söks enligt § {asked[0]}" if asked else ""


def _decision_rules(meeting: MeetingFacts) -> str:
    """From which § on which rules hold: custom, the rules of procedure, the statutes adopted meanwhile."""
    if not meeting.items:
        return ""
    first, last = meeting.items[0].no, meeting.items[-1].no
    annex = annex_refs(meeting)
    statutes = next((i.no for i in meeting.items for e in i.effects if e.kind == "statutes_adopted"), None)
    procedure = meeting.item_of("rules_of_procedure")
    if meeting.kind != "constituting":
        return (
            "Stadgarna, och mötesordningen i den mån den inte strider mot dem"
            if meeting.rules.sources
            else ""
        )
    if procedure is None or not procedure.decisions:
        return ""
    parts = [f"{sections(range(first, procedure.no + 1))} acklamation enligt sedvana"]
    until = statutes or last
    if until > procedure.no:
        where = f" ({annex['procedure']})" if "procedure" in annex else ""
        parts.append(f"{sections(range(procedure.no + 1, until + 1))} mötesordningen{where}")
    if statutes and statutes < last:
        where = f" ({annex['statutes']})" if "statutes" in annex else ""
        parts.append(
            f"{sections(range(statutes + 1, last + 1))} stadgarna{where} och mötesordningen i den mån den "
            "inte strider mot dem"
        )
    return f"{NO_BREAK_SPACE}· ".join(parts)


def _places(meeting: MeetingFacts) -> str:
    halls = [v.name for v in meeting.venues if not v.is_remote]
    remote = [v for v in meeting.venues if v.is_remote]
    together = len(meeting.venues) > 1 and all(v.is_confirmed for v in meeting.venues)
    if meeting.is_board:
        form = capital(joined([*halls, *(v.name.lower() for v in remote)]))
        return f"{form}, sammankopplade med ljud och bild" if together else form
    if not remote:
        form = joined(halls)
    elif not halls:
        form = "På distans"
    else:
        form = f"{', '.join(halls)} och deltagande på distans"
    if together:
        form += f", {TOGETHER}"
    return f"{form} (hybridmöte)" if halls and remote else form


def _time(meeting: MeetingFacts) -> str:
    if meeting.is_board and meeting.opened_at and meeting.closed_at:
        return clock_span(meeting.opened_at, meeting.closed_at, meeting.zone)
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
    first = meeting.kind == "constituting"
    text = f"{'Inbjudan' if first else 'Kallelse'} {long_date(meeting.invited_on)}"
    if meeting.invited_count:
        whom = "nätverkets {} organisationer" if first else "föreningens {} medlemmar"
        text += f" till {whom.format(group(meeting.invited_count, 'sv'))}"
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
        f"{NO_BREAK_SPACE}· ".join(_person(replace(p, is_entitled=None)) for p in people),
        tuple(e for p in people for e in p.events),
        label,
    )


def _change(change: RegisterChangeFacts, meeting: MeetingFacts) -> MinuteLine:
    who = f"{change.member}, genom ombudet {change.delegate}," if change.delegate else change.member
    kind = change.kind or ("left" if change.has_left else "came")
    what = {
        "left": f"lämnade {who} mötet",
        "came": f"kom {who} till mötet",
        "proxy_filed": f"lämnade {change.member} fullmakt åt {change.delegate}",
        "proxy_revoked": f"återkallade {change.member} sin fullmakt åt {change.delegate}",
    }.get(kind, f"ändrades rösten för {change.member}")
    after = f"Röstlängden är därefter {counted(change.total_after, 'röst', 'röster')}."
    if change.total_before == change.total_after:
        after = f"Röstlängden är oförändrad, {counted(change.total_after, 'röst', 'röster')}."
        if kind == "left":
            after = f"Ersättaren röstar därefter. {after}"
    return MinuteLine(f"{capital(clock(change.at, meeting.zone))} {what}. {after}", change.events)
