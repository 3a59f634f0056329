"""What a document of statutes must hold. Plain Python."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kernel.errors import Malformed, Obstacle
from tenants.statutes.rules.typed import rules_that_cannot_be

LONGEST_HEADING, LONGEST_TEXT, LONGEST_KEY, LONGEST_VERSION = 200, 20_000, 20, 10
MOST_SECTIONS, MOST_MOMENTS = 200, 100
_NUMBER = re.compile(r"(?:§\s*)?([1-9][0-9]{0,3})")


@dataclass(frozen=True)
class MomentText:
    """A numbered paragraph."""

    key: str
    number: int
    sv: str
    en: str
    rules: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class SectionText:
    """A § with its paragraphs."""

    key: str
    number: int
    heading_sv: str
    heading_en: str
    moments: tuple[MomentText, ...]


@dataclass(frozen=True)
class Proposal:
    """A whole text of the statutes."""

    version: str
    title_sv: str
    title_en: str
    sections: tuple[SectionText, ...]

    @property
    def moments(self) -> int:
        """How many paragraphs it has in all."""
        return sum(len(section.moments) for section in self.sections)


def sha16(text: str) -> str:
    """The checksum by which a change names the wording it was written against."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_document(document: Mapping[str, Any]) -> Proposal:
    """Read a document of statutes. Raises Malformed with every place in it that cannot be read."""
    reader = _Reader()
    title = reader.part(document, "title", "title")
    proposal = Proposal(
        version=reader.text(document, "version", "version", LONGEST_VERSION),
        title_sv=reader.text(title, "sv", "title.sv", LONGEST_HEADING),
        title_en=reader.text(title, "en", "title.en", LONGEST_HEADING, needed=False),
        sections=tuple(reader.sections(document)),
    )
    if reader.wrong:
        raise Malformed(reader.wrong)
    return proposal


def obstacles_to_publishing(*, proposal: Proposal, kept: Proposal) -> list[Obstacle]:
    """A text that has been laid out keeps its words: a changed one needs a number of its own."""
    if kept != proposal:
        return [Obstacle("tenants.statutes.obstacle_version_exists", {"version": proposal.version})]
    return []


class _Reader:
    """Goes through a document and keeps what was wrong by its place."""

    def __init__(self) -> None:
        self.wrong: dict[str, list[Obstacle]] = {}

    def sections(self, document: Mapping[str, Any]) -> Iterator[SectionText]:
        seen: set[int] = set()
        for index, part in enumerate(self.parts(document, "sections", "sections", MOST_SECTIONS)):
            place = f"sections.{index}"
            heading = self.part(part, "heading", f"{place}.heading")
            yield SectionText(
                key=self.text(part, "id", f"{place}.id", LONGEST_KEY),
                number=self.number(part, f"{place}.num", seen),
                heading_sv=self.text(heading, "sv", f"{place}.heading.sv", LONGEST_HEADING),
                heading_en=self.text(heading, "en", f"{place}.heading.en", LONGEST_HEADING, needed=False),
                moments=tuple(self.moments(part, place)),
            )

    def moments(self, section: Mapping[str, Any], place: str) -> Iterator[MomentText]:
        seen: set[int] = set()
        for index, part in enumerate(self.parts(section, "moments", f"{place}.moments", MOST_MOMENTS)):
            here = f"{place}.moments.{index}"
            text = self.text(part, "sv", f"{here}.sv", LONGEST_TEXT)
            digest = part.get("sv_sha256_16")
            if digest is not None and digest != sha16(text):
                self.say(f"{here}.sv", Obstacle("tenants.statutes.document_text_altered", {"place": here}))
            yield MomentText(
                key=self.text(part, "id", f"{here}.id", LONGEST_KEY),
                number=self.number(part, f"{here}.num", seen),
                sv=text,
                en=self.text(part, "en", f"{here}.en", LONGEST_TEXT, needed=False),
                rules=self.rules(part, f"{here}.rules", _clause(section, part)),
            )

    def rules(self, holder: Mapping[str, Any], place: str, clause: str) -> dict[str, Any]:
        found = holder.get("rules", {})
        if isinstance(found, dict) and _storable(json.dumps(found, ensure_ascii=False)):
            for name in rules_that_cannot_be(found):
                wrong = {"name": name, "clause": clause}
                self.say(f"{place}.{name}", Obstacle("tenants.statutes.document_rule_wrong", wrong))
            return found
        self.say(place, Obstacle("tenants.statutes.document_missing", {"place": place}))
        return {}

    def parts(self, holder: Mapping[str, Any], name: str, place: str, most: int) -> list[Mapping[str, Any]]:
        found = holder.get(name)
        if not isinstance(found, list) or not 0 < len(found) <= most:
            self.missing(place)
            return []
        return [part if isinstance(part, dict) else {} for part in found]

    def part(self, holder: Mapping[str, Any], name: str, place: str) -> Mapping[str, Any]:
        found = holder.get(name)
        if not isinstance(found, dict):
            self.missing(place)
            return {}
        return found

    def text(
        self, holder: Mapping[str, Any], name: str, place: str, longest: int, *, needed: bool = True
    ) -> str:
        found = holder.get(name, "" if not needed else None)
        if not isinstance(found, str) or (needed and not found.strip()) or not _storable(found):
            self.missing(place)
            return ""
        if len(found) > longest:
            self.say(place, Obstacle("tenants.statutes.document_too_long", {"place": place, "most": longest}))
        return found

    def number(self, holder: Mapping[str, Any], place: str, seen: set[int]) -> int:
        read = _NUMBER.fullmatch(str(holder.get("num", "")))
        if read is None:
            self.missing(place)
            return 0
        number = int(read[1])
        if number in seen:
            self.say(
                place, Obstacle("tenants.statutes.document_number_twice", {"place": place, "value": number})
            )
        seen.add(number)
        return number

    def missing(self, place: str) -> None:
        self.say(place, Obstacle("tenants.statutes.document_missing", {"place": place}))

    def say(self, place: str, obstacle: Obstacle) -> None:
        self.wrong.setdefault(place, []).append(obstacle)


def _clause(section: Mapping[str, Any], moment: Mapping[str, Any]) -> str:
    number = str(section.get("num", "")).removeprefix("§").strip()
    return f"§\u00a0{number} mom.\u00a0{moment.get('num', '')}"


def _storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
