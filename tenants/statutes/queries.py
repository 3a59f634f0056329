"""Reads of the statutes."""

from __future__ import annotations

from tenants.statutes import rules
from tenants.statutes.models import Version


def proposed() -> Version | None:
    """The text laid out last, with its sections and paragraphs in order; in three queries."""
    return (
        Version.objects.filter(status="proposed")
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
                    rules.MomentText(key=m.key, number=m.number, sv=m.text_sv, en=m.text_en)
                    for m in section.moments.all()
                ),
            )
            for section in version.sections.all()
        ),
    )
