"""A closed meeting whose minutes are to be adjusted, with the four who sign, and every act in one line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kernel.actor import Actor
from tests.voting.meetings.conftest import new_meeting

AT_ONCE = (7, 8, 9, 14, 15)
DECISIONS: dict[int, tuple[str, str, dict[str, Any]]] = {
    7: ("Mötet beslutade att bilda en ideell förening.", "formed", {}),
    8: ("Mötet beslutade att föreningens namn är Föreningen IEC.", "named", {"name": "Föreningen IEC"}),
    14: ("Mötet beslutade att välja Karin Thorell till ordförande.", "elected",
         {"post": "board_chair", "people": [{"name": "Karin Thorell"}]}),
    15: ("Mötet beslutade att till ledamot välja Lisa Brandt.", "elected",
         {"post": "board_member", "people": [{"name": "Lisa Brandt"}]}),
    20: ("Mötet beslutade att förklara §§ 7–9 och 14–15 omedelbart justerade.", "items_approved",
         {"items": list(AT_ONCE)}),
}  # fmt: skip


@dataclass
class Room:
    """What the four do with the minutes of one meeting."""

    network: Any
    meeting: UUID
    people: dict[str, Any]
    at: datetime

    def actor(self, who: str) -> Actor:
        user = self.people[who]
        return Actor(id=user.pk, name=user.name, roles=frozenset({who.rstrip("12")}))

    def freeze(self) -> Any:
        from voting.minutes import actions

        return actions.freeze(meeting_id=self.meeting, by=self.actor("secretary"), at=self.at)

    def comment(self, who: str, text: str, item_no: int | None = None) -> Any:
        from voting.minutes import actions

        return actions.comment(
            meeting_id=self.meeting, item_no=item_no, text=text, by=self.actor(who), at=self.at
        )

    def answer(self, comment: Any, outcome: str, answer: str = "") -> Any:
        from voting.minutes import actions
        from voting.minutes.enums import CommentOutcome

        return actions.answer_comment(
            comment_id=comment.pk, answer=answer, outcome=CommentOutcome(outcome),
            by=self.actor("secretary"), at=self.at,
        )  # fmt: skip

    def approve(self, *who: str, sha256: str = "") -> None:
        from voting.minutes import actions

        for one in who or tuple(self.people):
            actions.approve(
                meeting_id=self.meeting, sha256=sha256 or self.sha256, by=self.actor(one), at=self.at
            )

    def sign(self, *who: str, later: timedelta = timedelta()) -> None:
        from voting.minutes import actions

        for one in who or tuple(self.people):
            by, at = self.actor(one), self.at + later
            _, _, code = actions.ask_for_signing_code(meeting_id=self.meeting, by=by, at=at)
            actions.sign(meeting_id=self.meeting, sha256=self.sha256, code=code, by=by, at=at)

    def file_paper(self, content: bytes) -> Any:
        from voting.minutes import actions

        return actions.file_paper(
            meeting_id=self.meeting, content=content, by=self.actor("secretary"), at=self.at
        )

    def extract(self, *items: int) -> Any:
        from voting.minutes import actions

        return actions.make_extract(
            meeting_id=self.meeting, items=items, by=self.actor("secretary"), at=self.at
        )

    def change_the_text(self, title: str = "Ny rubrik") -> None:
        """Something that the text rests on is put right."""
        from voting.meetings.models import Item

        Item.objects.filter(meeting=self.meeting, no=22).update(title_sv=title)

    @property
    def version(self) -> Any:
        from voting.minutes import queries

        return queries.standing_version(self.meeting)

    @property
    def sha256(self) -> str:
        return str(self.version.sha256) if self.version else "0" * 64

    @property
    def file(self) -> bytes:
        from voting.minutes import queries

        return queries.latest_file(self.version)[0]

    def state(self, who: str = "secretary") -> dict[str, Any]:
        from voting.minutes import queries

        return queries.state_of(self.meeting, by=self.actor(who))

    def told(self) -> tuple[int, list[Any]]:
        """The record's last entry and every row that a refusal must not touch."""
        from journal.queries import last_id
        from voting.minutes import models

        rows = (models.Version, models.Signatory, models.Comment, models.Scan, models.Extract, models.Annex)
        return last_id(), [list(model.objects.order_by("pk").values()) for model in rows]


def make_room(network: Any, person: Any, *, at: datetime, closed: bool = True) -> Room:
    """Call it inside the network."""
    from config import iec
    from tenants.decisions.actions import NewEffect, take_decision
    from tenants.decisions.enums import EffectKind, Method
    from tenants.statutes.actions import publish_proposal
    from voting.meetings.models import Item, Meeting

    system = Actor.system()
    meeting = new_meeting(at=at)
    people = {
        "secretary": person("secretary", name="Olof Berg"),
        "chair": person("chair", name="Stina Malm"),
        "adjuster1": person("adjuster", name="Eva Rask"),
        "adjuster2": person("adjuster", name="Nils Ohlin"),
    }
    statutes = publish_proposal(document=iec.statutes(), by=system, at=at)
    adopted = {"version": str(statutes.pk), "number": "1.0", "in_force_from": "2016-10-11"}
    decisions = {**DECISIONS, 9: ("Mötet beslutade att anta stadgarna.", "statutes_adopted", adopted)}
    Meeting.objects.filter(pk=meeting.pk).update(state="open", opened_at=at)
    for no, (text, kind, body) in sorted(decisions.items()):
        take_decision(
            meeting=meeting.pk, item_no=no, text_sv=text, method=Method.ACCLAMATION, by=system, at=at,
            effects=[NewEffect(kind=EffectKind(kind), body=body)],
        )  # fmt: skip
    Item.objects.filter(meeting=meeting).update(state="done", started_at=at)
    if closed:
        Meeting.objects.filter(pk=meeting.pk).update(state="closed", closed_at=at + timedelta(hours=2))
    return Room(network, meeting.pk, people, at + timedelta(hours=3))


def code_in(letter: Any) -> str:
    found = re.search(r"^\s*(\d{6})\s*$", letter.body, re.MULTILINE)
    assert found
    return found.group(1)
