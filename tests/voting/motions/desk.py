"""A hall that decides: the model statutes laid out under § 9, fees under § 11, a free question under § 12."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from kernel.actor import Actor
from tests.torture.hall import NOW, Hall, fill

DATA = Path(__file__).parents[3] / "platform" / "config" / "data" / "iec"
MODEL = json.loads((DATA / "amendments.json").read_text())
ADOPTED = json.loads((DATA / "stadgar_antagna.json").read_text())
MOMENTS = {m["id"]: m for s in ADOPTED["sections"] for m in s["moments"]}
STATUTES, FEES, FREE = 9, 11, 12
FIRST = datetime(2018, 2, 20, 17, 0, tzinfo=UTC)
SECOND = datetime(2018, 3, 22, 17, 0, tzinfo=UTC)
CHANGE = {"item_no": STATUTES, "kind": "change", "target": "par1.2", "new_sv": "Säte i Växjö."}


@dataclass
class Desk:
    """The chair's desk at one meeting: every act is one line."""

    hall: Hall
    by: Actor
    at: Any = NOW

    @property
    def meeting(self) -> UUID:
        return self.hall.meeting

    def take_up(self, no: int) -> None:
        """Take an item up, whatever the one before came to."""
        from voting.meetings.models import Item

        Item.objects.filter(meeting_id=self.meeting, state="now").update(state="done")
        Item.objects.filter(meeting_id=self.meeting, no=no).update(state="now", started_at=self.at)

    def registration(self, n: int) -> UUID:
        from voting.meetings.models import Registration

        return Registration.objects.get(meeting_id=self.meeting, delegate_id=self.hall.voters[n]).pk

    def file(self, n: int = 0, **draft: Any) -> Any:
        """The n:th delegate's motion, written down by the chair."""
        from voting.motions import actions

        return actions.file_on_behalf(
            meeting_id=self.meeting, draft=actions.Draft(**draft), registration_id=self.registration(n),
            by=self.by, at=self.at,
        )  # fmt: skip

    def file_model(self) -> dict[str, Any]:
        """A1 to A6 of the model, with what the working group says of them."""
        from voting.motions import actions
        from voting.motions.enums import Word

        words = {"avslag": Word.REJECT, "bifall": Word.CARRY, "ingen rekommendation": Word.NONE}
        filed = {}
        for n, one in enumerate(MODEL["amendments"]):
            motion = self.file(
                n % len(self.hall.voters), item_no=STATUTES, kind=one["type"], target=one["target"],
                insert_as=one.get("insert_as", ""), new_sv=one["new_sv"], gloss_en=one["gloss_en"],
                rules=MOMENTS.get(one.get("insert_as") or one["target"], {}).get("rules"),
            )  # fmt: skip
            filed[one["id"]] = motion
            if one["working_group"] in words:
                word = words[one["working_group"]]
                actions.recommend(motion_id=motion.pk, word=word, text="", by=self.by, at=self.at)
            else:
                how = actions.Merge(own_by_board=True)
                actions.merge(motion_id=motion.pk, how=how, by=self.by, at=self.at)
        return filed

    def set_fees(self, **more: Any) -> None:
        from voting.motions import actions

        fees = {"period": {"from": "2016-10-11", "to": "2017-12-31", "label_sv": LABEL}, "classes": CLASSES}
        main = actions.Main(fees=fees, **more)
        actions.set_main(meeting_id=self.meeting, item_no=FEES, main=main, by=self.by, at=self.at)

    def approve(self, no: int, **arranged: Any) -> Any:
        from voting.motions import actions

        same = {"meeting_id": self.meeting, "item_no": no, "by": self.by, "at": self.at}
        actions.propose_order(**same, **arranged)
        return actions.approve_order(**same)

    def put(self, no: int, step: int) -> UUID:
        """The poll of a step."""
        from voting.motions import actions

        on = actions.put_step(meeting_id=self.meeting, item_no=no, step=step, by=self.by, at=self.at)
        poll: UUID = on.row(step).poll
        return poll

    def say(self, no: int, step: int, said: str, method: str = "acclamation") -> Any:
        from voting.motions import actions
        from voting.motions.enums import Taken

        return actions.take_step(
            meeting_id=self.meeting,
            item_no=no,
            step=step,
            said=said,
            method=Taken(method),
            by=self.by,
            at=self.at,
        )

    def untouched(self, no: int) -> Any:
        from voting.motions import actions

        return actions.approve_untouched(meeting_id=self.meeting, item_no=no, by=self.by, at=self.at)

    def cast(self, poll: UUID, votes: dict[str, int]) -> None:
        """Open, vote, close. The first voters cast the first option, and so on."""
        from voting.polls import actions

        actions.open_poll(poll_id=poll, by=self.by, at=self.at)
        choices = [choice for choice, n in votes.items() for _ in range(n)]
        for voter, choice in zip(self.hall.voters, choices, strict=False):
            actions.cast_ballot(
                poll_id=poll, voter=voter, choice=choice, key=uuid.uuid4(), replaces=None, at=self.at
            )
        actions.close_poll(poll_id=poll, by=self.by, at=self.at)

    def declare(self, poll: UUID) -> None:
        from voting.polls import actions

        actions.declare_poll(poll_id=poll, by=self.by, at=self.at)

    def vote(self, no: int, step: int, votes: dict[str, int]) -> UUID:
        """A step by counted vote, from the question to the declared result."""
        poll = self.put(no, step)
        self.cast(poll, votes)
        self.declare(poll)
        return poll

    def order(self, no: int) -> dict[str, Any]:
        from voting.motions import queries

        return queries.order_view(self.meeting, no, at=self.at)

    def decisions(self, no: int) -> list[str]:
        from tenants.decisions.models import Decision

        rows = Decision.objects.filter(meeting=self.meeting, item_no=no, retracted_at=None).order_by("event")
        return [row.text_sv for row in rows]


LABEL = "det första verksamhetsåret, från bildandet till och med den 31 december 2017"
CLASSES = [
    {"id": "F1", "sv": "Företag, 0–9 anställda", "en": "Company, 0–9", "amount": 150_000, "vote": True},
    {"id": "F2", "sv": "Företag, 10–49 anställda", "en": "Company, 10–49", "amount": 400_000, "vote": True},
    {
        "id": "F3",
        "sv": "Företag, 50 anställda eller fler",
        "en": "Company, 50+",
        "amount": 900_000,
        "vote": True,
    },
]


def make_desk(network: Any, *, voters: int, at: Any = NOW, kind: str = "constituting") -> Desk:
    """Call it inside the network. The first voter leads the meeting."""
    from accounts.models import RoleGrant
    from tenants.statutes.actions import publish_proposal
    from voting.meetings.models import Item, Meeting, Registration
    from voting.register.models import Entry

    hall = fill(network, voters=voters)
    Meeting.objects.filter(pk=hall.meeting).update(kind=kind, starts_at=at, opened_at=at)
    meeting = Meeting.objects.get(pk=hall.meeting)
    Item.objects.filter(meeting=meeting, no=STATUTES).update(duty="statutes")
    for no, duty, title in ((FEES, "fees", "Medlemsavgifter"), (FREE, "", "Föreningens namn")):
        Item.objects.create(
            meeting=meeting, no=no, title_sv=title, title_en=title, kind="decision", duty=duty,
            proposal_sv="" if duty else "Mötet beslutade att föreningen ska heta Föreningen IEC.",
        )  # fmt: skip
    entries = Entry.objects.filter(register=hall.register).select_related("member", "delegate", "venue")
    Registration.objects.bulk_create(
        Registration(
            meeting=meeting, member=entry.member, delegate=entry.delegate, venue=entry.venue,
            registered_at=NOW, changed_at=NOW,
        )
        for entry in entries
    )  # fmt: skip
    RoleGrant.objects.create(user_id=hall.voters[0], role="chair", granted_at=NOW)
    by = Actor(id=hall.voters[0], name="Stina Malm", roles=frozenset({"chair", "delegate"}))
    document = json.loads((DATA / "stadgar_forslag.json").read_text())
    publish_proposal(document=document, by=by, at=NOW)
    return Desk(hall, by, at)
