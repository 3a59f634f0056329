"""IEC's constitutive meeting on 11 October 2016, as facts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from voting.counting.majority import Rule
from voting.minutes.rules import (
    ClauseFacts,
    DecisionFacts,
    ItemFacts,
    MeetingFacts,
    PersonFacts,
    PollFacts,
    RegisterEntryFacts,
    RegisterFacts,
    Stage,
    VenueFacts,
)

IEC = Path(__file__).parents[2] / "data" / "iec"

# What the recorded numbers do not say: the row's words, and what winning means.
ROWS: dict[int, dict[str, Any]] = {
    1: {"title": "Motförslag till § 1 mom. 2", "stage": Stage.COUNTER},
    2: {"title": "Huvudvotering § 1 mom. 2"},
    3: {"title": "Ny § 4 mom. 5", "subject": "A3", "clause": "§ 4, nytt mom. 5"},
    4: {"title": "§ 6 mom. 2", "subject": "A4", "clause": "§ 6 mom. 2"},
    6: {"title": "§ 14 mom. 1", "subject": "A6", "clause": "§ 14 mom. 1"},
    7: {"title": "Stadgarna i sin helhet", "subject": "Stadgarna"},
}


DUTIES = {1: "opening", 4: "rules_of_procedure", 5: "register", 6: "convened", 12: "budget", 22: "closing"}


def at(clock: str) -> datetime:
    """A Swedish clock time that day, in UTC."""
    return datetime.fromisoformat(f"2016-10-11T{clock}+02:00").astimezone(UTC)


def polls(ids: Iterator[int]) -> tuple[PollFacts, ...]:
    """The counted steps of the sequence."""
    data = json.loads((IEC / "amendments.json").read_text("utf-8"))
    amendments = {a["id"]: a for a in data["amendments"]}
    found = []
    for step in data["votes"]["sequence"]:
        if step["result"] is None:
            continue
        row = dict(ROWS[step["step"]])
        result = dict(step["result"])
        abstain = result.pop("abstain")
        if "ja" in result:
            kind, names = "yes_no", {}
            counts = {"yes": result["ja"], "no": result["nej"], "abstain": abstain}
        else:
            kind = "a_against_b"
            (a, votes_a), (b, votes_b) = result.items()
            names = {"a": {"base": "huvudförslaget"}.get(a, a), "b": b}
            counts = {"a": votes_a, "b": votes_b, "abstain": abstain}
        amendment = amendments.get(row.get("subject", ""))
        clause = row.pop("clause", None)
        if amendment:
            row["clause"] = ClauseFacts(clause, amendment["new_sv"], amendment["base_sv"] or "")
            row |= {"mover": amendment["mover"], "recommendation": amendment["working_group"]}
        found.append(
            PollFacts(
                no=step["step"],
                kind=kind,
                names=names,
                counts=counts,
                register=105,
                rule=Rule(),
                source="mötesordningen punkt 8",
                events=(next(ids), next(ids), next(ids)),
                **row,
            )
        )
    return tuple(found)


def items(ids: Iterator[int]) -> tuple[ItemFacts, ...]:
    """All 22 items with the decisions as the chair recorded them."""
    agenda = json.loads((IEC / "agenda_konstituerande.json").read_text("utf-8"))
    found = []
    for item in agenda["items"]:
        begun = (next(ids),)
        voted = polls(ids) if item["no"] == 9 else ()
        by_voice = item["rule"] == "acklamation" or item["no"] == 9
        decision = DecisionFacts(item["decision_sv"], "acclamation" if by_voice else "note", (next(ids),))
        found.append(
            ItemFacts(
                item["no"],
                item["sv"],
                item["kind"],
                duty=DUTIES.get(item["no"], ""),
                polls=voted,
                decisions=(decision,),
                events=begun,
            )
        )
    return tuple(found)


@pytest.fixture
def iec() -> MeetingFacts:
    ids = count(200)
    entries = json.loads((IEC / "register_105.json").read_text("utf-8"))
    stina = PersonFacts("Stina Malm", "Bergkvara Data AB", "Kalmar", is_entitled=True)
    eva = PersonFacts("Eva Rask", "Rask Konsult AB", "Kalmar")
    nils = PersonFacts("Nils Ohlin", "Ohlin IT-drift AB", "Växjö")
    return MeetingFacts(
        title="Konstituerande möte för Föreningen IEC",
        association="Föreningen IEC",
        number="1/2016",
        starts_at=at("12:45"),
        lunch_at=at("12:00"),
        opened_at=at("12:47"),
        closed_at=at("14:58"),
        opened_events=(199,),
        closed_events=(300,),
        convener="Arbetsgruppen för IEC genom Anna Hed (Hed & Partner AB)",
        invited_on=date(2016, 9, 16),
        invited_count=250,
        chair=stina,
        secretary=PersonFacts("Olof Berg", is_entitled=False),
        adjusters=(eva, nils),
        remote_tellers=(PersonFacts("Ida Krans", "Krans Webb AB"),),
        organisation_number="Söks enligt § 19",
        proxies=0,
        without_vote=("mötessekreteraren Olof Berg",),
        venues=(
            VenueFacts("Kalmar", is_remote=False, registered=53, absent=5, votes=48, is_confirmed=True),
            VenueFacts("Växjö", is_remote=False, registered=44, absent=7, votes=37, is_confirmed=True),
            VenueFacts("Distans", is_remote=True, registered=20, absent=0, votes=20, is_confirmed=True),
        ),
        items=items(ids),
        register=RegisterFacts(5, 105, tuple(RegisterEntryFacts(*e) for e in entries), events=(210,)),
    )


@pytest.fixture
def room(in_alfa: Any, person: Any, now: datetime) -> Any:
    """A closed meeting with the four who sign."""
    from tests.voting.minutes.room import make_room

    return make_room(in_alfa, person, at=now)


@pytest.fixture
def refused() -> Any:
    """refused(act): the codes of the obstacles that an act met."""
    from kernel.errors import Refused

    def tried(act: Any) -> list[str]:
        with pytest.raises(Refused) as no:
            act()
        return [o.code.removeprefix("voting.minutes.obstacle_") for o in no.value.obstacles]

    return tried


@pytest.fixture
def client_of(client_of: Any) -> Any:
    """As the house's, but the test stays in its association after each request."""
    from django.db import connection

    from kernel import tenancy

    def make(network: Any, user: Any = None) -> Any:
        client = client_of(network, user)
        request = client.request

        def and_back(**more: Any) -> Any:
            try:
                return request(**more)
            finally:
                if tenancy.current_or_none() is not None:
                    connection.set_tenant(tenancy.current())

        client.request = and_back
        return client

    return make
