"""What an extract is made from: the frozen text, the §§ that are approved, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kernel.days import day_of
from kernel.errors import Missing, Obstacle
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Effect
from tenants.founding.queries import seat_of
from tenants.statutes.queries import in_force
from voting.meetings import queries as meetings
from voting.meetings.enums import Duty, MeetingKind
from voting.meetings.models import Meeting
from voting.meetings.rules.dates import long_date
from voting.minutes.models import Version
from voting.minutes.queries.adjusting import original_checksum
from voting.minutes.queries.working import approved_at_once, standing_version
from voting.minutes.rules import extracting
from voting.minutes.rules.extracting import A_BANK, Told
from voting.minutes.rules.paper import items_of
from voting.minutes.rules.swedish import counted, joined

BOARD_POSTS = frozenset({"board_chair", "board_member"})


def obstacles_to_extract(meeting_id: UUID, chosen: Sequence[int]) -> list[Obstacle]:
    """Everything that stands in the way of an extract of these §§."""
    meeting = meetings.meeting(meeting_id)
    version = standing_version(meeting_id)
    told = _told(meeting)
    return extracting.obstacles_to_extract(
        chosen=chosen,
        known=[item["no"] for item in version.text["items"]] if version else [],
        approved=_approved(meeting_id, version),
        told={one.key: one.items for one in told},
        is_founding=meeting.kind == MeetingKind.CONSTITUTING,
        has_version=version is not None,
    )


def extract_view(meeting_id: UUID, chosen: Sequence[int]) -> dict[str, Any]:
    """What can be chosen, what an extract of these §§ would tell, and what is in its way."""
    meeting = meetings.meeting(meeting_id)
    version = standing_version(meeting_id)
    told, good = _told(meeting), set(_approved(meeting_id, version))
    items = version.text["items"] if version else []
    suggested = extracting.suggested(told=told, approved=good, at_once=approved_at_once(meeting_id))
    return {
        "items": [
            {"no": item["no"], "heading": item["heading"], "is_approved": item["no"] in good}
            for item in items
        ],
        "suggested": suggested,
        "contents": [
            {"words": words, "where": where, "needed_by": who}
            for words, where, who in extracting.contents(told, chosen)
        ],
        "obstacles": [one.to_json() for one in obstacles_to_extract(meeting_id, chosen)],
    }


def extract_paper(meeting_id: UUID, chosen: Sequence[int], *, at: datetime) -> dict[str, Any]:
    """The data that the template ``extract`` prints; every § word for word as it was frozen."""
    meeting = meetings.meeting(meeting_id)
    version = standing_version(meeting_id)
    if version is None:
        raise Missing
    text = version.text
    left_out = [item["no"] for item in text["items"] if item["no"] not in chosen]
    facts = {line["label"]: line["text"] for line in text["facts"]}
    people = list(version.signatories.defer("pdf"))
    approved = max((s.approved_at for s in people if s.approved_at), default=None)
    day = meeting.opened_at or meeting.starts_at
    adjusted = extracting.adjusted_text(
        at_once=approved_at_once(meeting_id),
        day=long_date(day_of(day)),
        approved_on=long_date(day_of(approved)) if approved and all(s.approved_at for s in people) else "",
        complete_on=long_date(day_of(version.completed_at)) if version.completed_at else "",
        chosen=chosen,
    )
    by_role = {
        role: [s.name for s in people if s.role == role] for role in ("chair", "secretary", "adjuster")
    }
    is_board = meeting.kind == MeetingKind.BOARD
    seat = extracting.seat_in(_seat_clause())
    here = next((line["text"] for line in text["attendance_notes"]), "") if is_board else ""
    rows = [
        ("Förening", f"{text['association']}, säte i {seat}" if seat else text["association"]),
        ("Möte", f"{text['subtitle']}, {text['date'][:1].lower()}{text['date'][1:]}"),
        ("Tid", facts.get("Tid", "").split(". ")[0]),
        ("Plats och form", facts.get("Plats och form", "").split(", sammankopplade")[0]),
        ("Närvarande", here.removesuffix(" deltog.")),
        ("Ordförande" if is_board else "Mötesordförande", joined(by_role["chair"])),
        ("Sekreterare" if is_board else "Mötessekreterare", joined(by_role["secretary"])),
        ("Justerare", joined(by_role["adjuster"])),
        ("Återgivna paragrafer", extracting.sections(chosen)),
        ("Utelämnade paragrafer", extracting.sections(left_out)),
        ("Justering", adjusted),
        ("Originalets SHA-256", original_checksum(version)),
        ("Utfärdat", long_date(day_of(at))),
    ]
    return {
        "title": "Protokollsutdrag",
        "subtitle": text["subtitle"],
        "date": text["date"],
        "association": text["association"],
        "heading": f"Utdrag ur {text['title'][:1].lower()}{text['title'][1:]}",
        "contents": extracting.contents(_told(meeting), chosen),
        "facts": [{"label": label, "text": words} for label, words in rows if words],
        "items": items_of([item for item in text["items"] if item["no"] in chosen]),
    }


def _approved(meeting_id: UUID, version: Version | None) -> list[int]:
    """§§ that bind: those approved at once, and all of them when everybody has approved the whole."""
    if version is None:
        return []
    people = list(version.signatories.defer("pdf"))
    if people and all(one.approved_at for one in people):
        return [item["no"] for item in version.text["items"]]
    return sorted(approved_at_once(meeting_id))


def _from_when(body: Mapping[str, Any]) -> str:
    """What adopted statutes wait for, in the middle of a sentence; nothing where they hold."""
    later = body.get("not_before")
    day = f"från och med {long_date(date.fromisoformat(later))}" if later else ""
    if body.get("awaits") != "minutes":
        return day
    return f"{day}, om protokollet då har justerats" if day else "när protokollet har justerats"


def _told(meeting: Meeting) -> list[Told]:
    """What a reader looks for, each with the §§ whose decisions brought it about."""
    effects = list(
        Effect.objects.filter(decision__meeting=meeting.pk, decision__retracted_at=None, undone_at=None)
        .select_related("decision")
        .order_by("pk")
    )

    def of(*kinds: EffectKind, posts: frozenset[str] = frozenset()) -> list[Effect]:
        found = [one for one in effects if one.kind in kinds]
        return [one for one in found if not posts or one.body.get("post") in posts]

    def where(found: Sequence[Effect]) -> tuple[int, ...]:
        return tuple(sorted({one.decision.item_no for one in found}))

    def duty(*duties: Duty) -> tuple[int, ...]:
        found = (meetings.duty_item_no(meeting, one) for one in duties)
        return tuple(sorted(no for no in found if no))

    named, adopted = of(EffectKind.NAMED), of(EffectKind.STATUTES_ADOPTED)
    name = f": {named[-1].body['name']}" if named else ""
    number = f", version {adopted[-1].body['number']}," if adopted else ""
    holds = _from_when(adopted[-1].body) if adopted else ""
    signing = of(EffectKind.SIGNATORIES_SET)
    told = [
        Told("formed", "Föreningen är bildad", where(of(EffectKind.FORMED))),
        Told("named", f"Namnet är antaget{name}", where(named)),
        Told("statutes_adopted", f"Stadgarna är antagna{number} och gäller {holds}".strip(), where(adopted)),
        Told(
            "board_elected", "Styrelsen är vald och vilka som ingår",
            where(of(EffectKind.ELECTED, posts=BOARD_POSTS)),
        ),
        Told("convened", "Mötet är behörigen utlyst", duty(Duty.CONVENED), A_BANK),
        Told("register", _votes(meeting), duty(Duty.REGISTER), A_BANK),
        Told(
            "officers", "Mötesordförande, sekreterare och justerare",
            duty(Duty.MEETING_OFFICERS, Duty.ADJUSTERS), A_BANK,
        ),
        Told("signatories", _signatories(signing), where(signing)),
        Told("appointed", "Vilka styrelsen utsett inom sig", where(of(EffectKind.OFFICERS_APPOINTED))),
        Told(
            "mandate", "Uppdrag att söka organisationsnummer och öppna konto",
            where(of(EffectKind.MANDATE_GIVEN)),
        ),
        Told(
            "beneficial_owner", "Ingen verklig huvudman",
            where(of(EffectKind.BENEFICIAL_OWNER_STATED)), A_BANK,
        ),
    ]  # fmt: skip
    return [one for one in told if one.items or one.key in extracting.FOUNDING]


def _votes(meeting: Meeting) -> str:
    register = meeting.registers.filter(approved_at__isnull=False).order_by("version").first()
    if register is None:
        return "Vilka som deltog"
    return f"Vilka som deltog, {counted(register.total, 'röst', 'röster')}"


def _signatories(found: Sequence[Effect]) -> str:
    if not found:
        return "Vem som tecknar firman"
    body = found[-1].body
    return extracting.signing_words(body["text_sv"], jointly=body.get("mode") == "jointly")


def _seat_clause() -> str:
    """The clause of the statutes in force that tells the seat."""
    version = in_force()
    clause = seat_of(version) if version else None
    return clause["text_sv"] if clause else ""
