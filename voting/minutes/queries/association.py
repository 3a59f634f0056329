"""What the association was by then: its statutes before and after, its rules, and who had joined."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from tenants.decisions.enums import EffectKind
from tenants.members.models import Member
from tenants.statutes import queries as statutes
from tenants.statutes.models import Version
from tenants.statutes.rules import merge
from tenants.statutes.rules.redline import redline
from voting.meetings import queries as meetings
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Meeting
from voting.minutes import rules
from voting.minutes.queries.told import Told
from voting.minutes.rules import facts
from voting.minutes.rules.classes import class_of


def adopted_in(told: Told) -> tuple[int, Version] | None:
    """The text that the meeting adopted, and under which item."""
    for no, entries in told.decisions.items():
        for effect in _effects(entries):
            if effect["kind"] == EffectKind.STATUTES_ADOPTED:
                return no, statutes.version_by_id(UUID(str(effect["body"]["version"])))
    return None


def statutes_facts(told: Told) -> facts.StatutesFacts | None:
    """The text that was laid out, and what the adopted one changed in it."""
    adopted = adopted_in(told)
    if adopted is not None and adopted[1].base is not None:
        new = statutes.text_of(statutes.version_by_id(adopted[1].pk))
        base = statutes.text_of(statutes.version_by_id(adopted[1].base.pk))
        changed = redline(base, new)

        def refs(kind: str) -> tuple[str, ...]:
            return tuple(f"§ {m.section} mom. {m.number}" for m in changed if m.kind == kind)

        return facts.StatutesFacts(
            base.version, len(base.sections), _moments(base), new.version, len(new.sections), _moments(new),
            refs("changed"), refs("added"), refs("removed"),
        )  # fmt: skip
    for entry in told.orders.values():
        found: dict[str, Any] | None = entry.body["order"]["matter"]["base"]
        if found:
            base = statutes.text_of(statutes.version_by_id(UUID(found["version_id"])))
            return facts.StatutesFacts(base.version, len(base.sections), _moments(base))
    return None


def rules_facts(meeting: Meeting, told: Told) -> facts.RulesFacts:
    """The rules as they were when the meeting was held; statutes of later days change no old minutes."""
    adopted = adopted_in(told)
    day = meeting.starts_at.astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date()
    version = statutes.in_force(day) or (adopted[1] if adopted else None)
    known = meetings.rules_in_force(meeting)
    if version is not None:
        known = merge(statutes.parameters_of(version), known)
    board, notice = known.board or {}, known.notice_days or {}
    return facts.RulesFacts(
        sources={name: source[0] for name, source in known.sources.items() if source[0]},
        board_min=board.get("min"),
        board_max=board.get("max"),
        notice_days=_days(meeting, notice),
    )


def joined(told: Told, register: facts.RegisterFacts | None) -> tuple[Any, Any]:
    """Who joined at the roll-call with their class of fee; and the classes, where the meeting set them."""
    effects = [e for entries in told.decisions.values() for e in _effects(entries)]
    ids = [m for e in effects if e["kind"] == EffectKind.MEMBERS_JOINED for m in e["body"]["members"]]
    if not ids:
        return (), ()
    fees: dict[str, Any] = next((e["body"] for e in effects if e["kind"] == EffectKind.FEES_SET), {})
    classes = tuple((str(c["id"]), str(c["sv"])) for c in fees.get("classes", ()))
    delegates = {entry.number: entry.delegate for entry in register.entries} if register else {}
    members = tuple(
        rules.MemberFacts(
            m.number, m.name, delegates.get(m.number, ""), class_of(m.kind, m.employees, classes)
        )
        for m in Member.objects.filter(pk__in=ids)
    )
    return members, classes


def _days(meeting: Meeting, notice: Any) -> int | None:  # noqa: ANN401  a mapping of kinds
    days: int | None = notice.get("annual" if meeting.kind == MeetingKind.ANNUAL else "extra")
    return days


def _effects(entries: list[Any]) -> list[dict[str, Any]]:
    return [e for entry in entries for e in entry.body["decision"].get("effects", ())]


def _moments(text: Any) -> int:  # noqa: ANN401  a text of the statutes
    return sum(len(section.moments) for section in text.sections)
