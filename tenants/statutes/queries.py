"""Reads of the statutes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from kernel.errors import Missing
from tenants.statutes import rules
from tenants.statutes.enums import HELD, WAITING, Status
from tenants.statutes.models import Moment, Version


def proposed() -> Version | None:
    """The text laid out last, with its sections and paragraphs in order; in three queries."""
    return (
        Version.objects.filter(status=Status.PROPOSED)
        .order_by("-created_at", "-number")
        .prefetch_related("sections__moments")
        .first()
    )


def version(number: str) -> Version | None:
    """The text with this number, whole."""
    return Version.objects.filter(number=number).prefetch_related("sections__moments").first()


def text_of(version: Version) -> rules.Proposal:
    """A kept text, to be compared with another."""
    return rules.Proposal(
        version=version.number,
        title_sv=version.title_sv,
        title_en=version.title_en,
        sections=tuple(
            rules.SectionText(
                key=section.key,
                number=section.number,
                heading_sv=section.heading_sv,
                heading_en=section.heading_en,
                moments=tuple(
                    rules.MomentText(key=m.key, number=m.number, sv=m.text_sv, en=m.text_en, rules=m.rules)
                    for m in section.moments.all()
                ),
            )
            for section in version.sections.all()
        ),
    )


def versions() -> QuerySet[Version]:
    """Every text that was ever laid out or adopted, the newest first."""
    return Version.objects.order_by("-created_at", "-number").prefetch_related("sections__moments")


def version_by_id(version_id: UUID) -> Version:
    """One text, whole; Missing where there is none."""
    found = versions().filter(pk=version_id).first()
    if found is None:
        raise Missing
    return found


def in_force(on: date | None = None) -> Version | None:
    """The consolidated text that holds on a day; without a day, the one that was adopted last."""
    adopted = versions().filter(status__in=HELD, decided_at__isnull=False)
    if on is None:
        return adopted.filter(status=Status.ADOPTED).first()
    holds = Q(in_force_from__lte=on) & (Q(superseded_on=None) | Q(superseded_on__gt=on))
    return adopted.filter(holds).order_by("-in_force_from", "-created_at").first()


def latest() -> Version | None:
    """The text that was adopted last, though it may wait to hold: what a new change is laid on."""
    decided = versions().filter(status__in=[Status.ADOPTED, *WAITING])
    return decided.order_by("-decided_at", "-created_at").first()


def awaiting_second_reading() -> list[Version]:
    """Texts that one meeting has adopted and a second one must, the oldest first: for the next notice."""
    return list(versions().filter(status=Status.ADOPTED_FIRST_READING).order_by("created_at", "number"))


def next_number() -> str:
    """1.0 for the first statutes, else the next after the one adopted last; one that is free."""
    standing = latest()
    major, _, minor = standing.number.partition(".") if standing else ("1", "", "-1")
    return _free(f"{major}.{n}" for n in range(int(minor or 0) + 1, 10_000))


def number_of_reading(number: str) -> str:
    """1.1-1 for the first change that waits to become 1.1, 1.1-2 for one beside it."""
    return _free(f"{number}-{n}" for n in range(1, 10_000))


def _free(numbers: Iterable[str]) -> str:
    taken = set(Version.objects.values_list("number", flat=True))
    return next(number for number in numbers if number not in taken)


def no_earlier_than(chosen: date | None) -> date | None:
    """The day that a text decided now waits for: the one chosen, or the later one of what it is laid on."""
    waiting = Version.objects.filter(status__in=WAITING).aggregate(day=Max("not_before"))["day"]
    return max((day for day in (chosen, waiting) if day is not None), default=None)


def is_due(on_day: date) -> bool:
    """Whether a text has waited for this day, or for an earlier one."""
    return Version.objects.filter(status=Status.AWAITING_DAY, not_before__lte=on_day).exists()


def awaits_minutes(meeting: UUID) -> bool:
    """Whether something that this meeting adopted holds only when its minutes are approved."""
    return Version.objects.filter(meeting=meeting, status=Status.AWAITING_MINUTES).exists()


def moment_about(version: Version, *names: str) -> Moment | None:
    """The moment whose typed rules have one of these names, the first name that any has."""
    found = [moment for section in version.sections.all() for moment in section.moments.all()]
    return next((one for name in names for one in found if name in (one.rules or {})), None)


def parameters_in_force() -> rules.Parameters | None:
    """The statutes' rules as data; None before there are statutes."""
    version = in_force()
    return parameters_of(version) if version else None


def parameters_of(version: Version) -> rules.Parameters:
    """One text's rules as data, each with its §."""
    return rules.parameters_of(
        (section.number, moment.number, moment.rules)
        for section in version.sections.all()
        for moment in section.moments.all()
    )
