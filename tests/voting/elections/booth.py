"""A hall that elects: the model's register, its statutes in force, and every act in one line."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from kernel.actor import Actor
from tests.torture.hall import NOW, Hall, fill

DATA = Path(__file__).parents[3] / "platform" / "config" / "data" / "iec"
MODEL = json.loads((DATA / "board_proposal.json").read_text())
OFFICERS, ADJUSTERS, CHAIR, BOARD, AUDITORS, COMMITTEE = 2, 3, 14, 15, 16, 17
SEED = MODEL["board_election"]["lot"]["seed"]


@dataclass
class Booth:
    """The chair's desk at an election."""

    hall: Hall
    by: Actor
    at: Any = NOW

    @property
    def meeting(self) -> UUID:
        return self.hall.meeting

    def take_up(self, no: int) -> None:
        from voting.meetings.models import Item

        Item.objects.filter(meeting_id=self.meeting, state="now").update(state="done")
        Item.objects.filter(meeting_id=self.meeting, no=no).update(state="now", started_at=self.at)

    def open(self, no: int, post: str, names: Sequence[Any] = (), **more: Any) -> UUID:
        from voting.elections import actions

        nominations = [actions.NewName(**(n if isinstance(n, dict) else {"name": n})) for n in names]
        new = actions.NewElection(item_no=no, post=post, nominations=nominations, **more)
        made = actions.open_election(meeting_id=self.meeting, new=new, by=self.by, at=self.at)
        return made.pk

    def do(self, verb: str, election: UUID, **said: Any) -> Any:
        """``do("close_nominations", id)``."""
        from voting.elections import actions

        return getattr(actions, verb)(election_id=election, **said, by=self.by, at=self.at)

    def put(self, election: UUID, **how: Any) -> UUID:
        from voting.elections import actions

        self.do("put_round", election, how=actions.Ballot(**how))
        return UUID(self.shape(election)["rounds"][-1]["poll"])

    def cast(self, poll: UUID, papers: Mapping[str, int]) -> None:
        """Open, vote, close. ``papers``: names joined by ``+`` (or ``blank``) → how many vote so."""
        from voting.polls import actions
        from voting.polls.models import Poll

        ids = {c["name"]: c["id"] for c in Poll.objects.get(pk=poll).candidates}
        actions.open_poll(poll_id=poll, by=self.by, at=self.at)
        choices = [self._choice(paper, ids) for paper, n in papers.items() for _ in range(n)]
        for voter, choice in zip(self.hall.voters, choices, strict=False):
            actions.cast_ballot(
                poll_id=poll, voter=voter, choice=choice, key=uuid.uuid4(), replaces=None, at=self.at
            )
        actions.close_poll(poll_id=poll, by=self.by, at=self.at)

    def declare(self, poll: UUID) -> None:
        from voting.polls import actions

        actions.declare_poll(poll_id=poll, by=self.by, at=self.at)

    def vote(self, election: UUID, papers: Mapping[str, int], **how: Any) -> UUID:
        poll = self.put(election, **how)
        self.cast(poll, papers)
        self.declare(poll)
        return poll

    def shape(self, election: UUID) -> dict[str, Any]:
        from voting.elections import queries

        return queries.election(election)

    def nomination(self, election: UUID, name: str) -> UUID:
        return UUID(next(n["id"] for n in self.shape(election)["nominations"] if n["name"] == name))

    def decisions(self, no: int) -> list[str]:
        from tenants.decisions.models import Decision

        rows = Decision.objects.filter(meeting=self.meeting, item_no=no, retracted_at=None).order_by("event")
        return [row.text_sv for row in rows]

    def _choice(self, paper: str, ids: Mapping[str, str]) -> str:
        if paper == "blank":
            return paper
        if ":" in paper:
            return ",".join(f"{ids[p.split(':')[0]]}:{p.split(':')[1]}" for p in paper.split("+"))
        if ">" in paper:
            return ">".join(ids[name] for name in paper.split(">"))
        return ",".join(ids[name] for name in paper.split("+"))


def people(role: str) -> list[dict[str, Any]]:
    """The working group's proposal, and the floor's, for a post of the model."""
    proposed = [
        {"name": p["name"], "organisation": p["organisation"], "county": p["county"], "source": "committee"}
        for p in MODEL["proposal"]
        if p["role"] == role
    ]
    floor = [
        {"name": p["name"], "organisation": p["organisation"], "county": p["county"], "source": "floor"}
        for p in MODEL["floor_nominations"]
        if p["role"] == role
    ]
    return proposed + floor


def papers_for(tally: Mapping[str, int], *, papers: int, marks: int) -> dict[str, int]:
    """Ballots of at most so many marks that come to the tally: names dealt out like cards."""
    written: list[list[str]] = [[] for _ in range(papers)]
    place = 0
    for name, votes in tally.items():
        for _ in range(votes):
            written[place % papers].append(name)
            place += 1
    assert max(len(w) for w in written) <= marks
    assert all(len(set(w)) == len(w) and w for w in written)
    found: dict[str, int] = {}
    for one in written:
        key = "+".join(one)
        found[key] = found.get(key, 0) + 1
    return found


def make_booth(network: Any, *, voters: int, statutes: bool = True) -> Booth:
    """Call it inside the network. The first voter leads the meeting."""
    from accounts.models import RoleGrant, User
    from tenants.members.models import Member
    from tenants.statutes import actions, queries
    from voting.meetings.models import Item, Meeting, Registration
    from voting.register.models import Entry

    hall = fill(network, voters=voters)
    meeting = Meeting.objects.get(pk=hall.meeting)
    titles = {
        OFFICERS: "Val av mötesordförande och mötessekreterare", ADJUSTERS: "Val av justerare",
        CHAIR: "Val av ordförande", BOARD: "Val av övriga styrelseledamöter", AUDITORS: "Val av revisorer",
        COMMITTEE: "Val av valberedning",
    }  # fmt: skip
    for no, title in titles.items():
        Item.objects.create(meeting=meeting, no=no, title_sv=title, title_en=title, kind="election")
    rows = Entry.objects.filter(register=hall.register).order_by("pk")
    entries = list(rows.select_related("member", "delegate", "venue"))
    Registration.objects.bulk_create(
        Registration(
            meeting=meeting, member=entry.member, delegate=entry.delegate, venue=entry.venue,
            registered_at=NOW, changed_at=NOW,
        )
        for entry in entries
    )  # fmt: skip
    User.objects.filter(pk=hall.voters[0]).update(name="Stina Malm")
    for n, county in enumerate(("Kalmar", "Kronoberg")):
        Member.objects.filter(pk=entries[n].member_id).update(county=county)
    RoleGrant.objects.create(user_id=hall.voters[0], role="chair", granted_at=NOW)
    by = Actor(id=hall.voters[0], name="Stina Malm", roles=frozenset({"chair", "delegate"}))
    if statutes:
        document = json.loads((DATA / "stadgar_antagna.json").read_text())
        document["version"] = "0.9"
        actions.publish_proposal(document=document, by=by, at=NOW)
        base = queries.proposed()
        assert base is not None
        actions.adopt(
            base=base, changes=[], number="1.0", meeting=hall.meeting, item_no=9,
            in_force_from=date(2016, 10, 11), by=by, at=NOW,
        )  # fmt: skip
    return Booth(hall, by)
