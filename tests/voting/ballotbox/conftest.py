"""A hall with a key made by three officers, and voters whose devices have keys of their own."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from gmpy2 import mpz

from kernel.actor import Actor
from tests.torture.hall import CHAIR, NOW, Hall, fill
from tests.voting.belenios.conftest import belenios_tool, tool_says  # noqa: F401  fixtures
from tests.voting.ceremony.conftest import Device, Table
from voting.belenios import ceremony, group
from voting.belenios.archive import read_archive
from voting.belenios.ballots import make_ballot, read_ballot
from voting.belenios.channel import new_seed
from voting.belenios.decryption import decrypt_partially
from voting.belenios.elections import read_election
from voting.belenios.side_proofs import prove_factors
from voting.belenios.tally import form_tally, last_of_each
from voting.belenios.verifier.board import read_board


@dataclass
class SecretHall:
    """``secrets``: the n-th voter's own key, which the house never sees."""

    hall: Hall
    table: Table
    secrets: list[mpz] = field(default_factory=list)
    people: list[Any] = field(default_factory=list)

    def actor(self, n: int) -> Actor:
        return Actor(id=self.people[n].pk, name=self.people[n].name, roles=frozenset({"delegate"}))

    def give_key(self, n: int, secret: mpz | None = None) -> mpz:
        from voting.ballotbox import actions

        made = secret or group.random_exponent()
        actions.give_key(
            meeting_id=self.hall.meeting, element=str(group.g_to(made)), hold=1, by=self.actor(n), at=NOW
        )
        return made

    def everybody_gives_a_key(self) -> None:
        self.secrets = [self.give_key(n) for n in range(len(self.people))]

    def poll(self, kind: str = "yes_no", **more: Any) -> UUID:
        return self.hall.open_poll(kind, secrecy="secret", **more)

    def election(self, poll: UUID) -> str:
        """As a device is given it."""
        from voting.ballotbox.queries import board

        return str(board(poll)["election"])

    def ballot(self, poll: UUID, n: int, *marks: int) -> str:
        """What the n-th voter's device makes of its marks: the blank vote's first."""
        election = read_election(self.election(poll).encode())
        return make_ballot(election, secret=self.secrets[n], marks=[list(marks)])

    def cast(self, poll: UUID, n: int, *marks: int, replaces: str | None = None) -> dict[str, Any]:
        return self.send(poll, n, self.ballot(poll, n, *marks), replaces=replaces)

    def send(self, poll: UUID, n: int, ballot: str, *, replaces: str | None = None) -> dict[str, Any]:
        from voting.polls import actions

        return actions.cast_sealed(
            poll_id=poll, voter=self.people[n].pk, ballot=ballot, replaces=replaces, at=NOW
        )

    def close(self, poll: UUID) -> Any:
        from voting.polls import actions

        return actions.close_poll(poll_id=poll, by=CHAIR, at=NOW)

    def part(self, poll: UUID, device: Device) -> dict[str, Any]:
        """What an officer's device makes of the archive: it forms the tally itself."""
        from voting.ballotbox.queries import archive

        board = read_board(read_archive(archive(poll)), still_open=True)
        shown = self.table.shown(device)
        assembly = ceremony.assemble(shown["certificates"], shown["threshold"])
        secret = ceremony.open_share(device.seed, assembly, shown["kept_key"])
        counted = last_of_each([read_ballot(text, board.election) for text in board.ballots])
        tally = form_tally(board.election, counted, board.credentials)
        partial = decrypt_partially(board.election, tally, secret)
        proofs = prove_factors(board.election, tally, partial, secret)
        return {
            "decryption": partial.text(),
            "side_proofs": json.loads(json.dumps([[one.as_json() for one in row] for row in proofs])),
        }

    def decrypt(self, poll: UUID, device: Device, **other: Any) -> Any:
        from voting.polls import actions

        given = self.part(poll, device) | other
        return actions.give_decryption(poll_id=poll, **given, by=device.actor, at=NOW)

    def open(self, poll: UUID) -> Any:
        for device in self.table.devices:
            found = self.decrypt(poll, device)
        return found


def secret_hall(network: Any, person: Any, *, voters: int) -> SecretHall:
    """Call it inside the network."""
    from accounts.models import User
    from voting.meetings.models import CheckIn, Registration
    from voting.register.models import Entry

    hall = fill(network, voters=voters)
    entries = Entry.objects.filter(register=hall.register).order_by("pk")
    people = {user.pk: user for user in User.objects.filter(pk__in=hall.voters)}
    for one in entries:
        registration = Registration.objects.create(
            meeting_id=hall.meeting, member=one.member, delegate_id=one.delegate_id, venue=one.venue,
            registered_at=NOW, changed_at=NOW,
        )  # fmt: skip
        CheckIn.objects.create(registration=registration, venue=one.venue, at=NOW, person_id=one.delegate_id)
    officers = [
        person("teller", name="Ada Ek"),
        person("teller", name="Bo Fors"),
        person("adjuster", name="Cia"),
    ]
    table = Table(hall.meeting, [Device(one, new_seed()) for one in officers])
    return SecretHall(hall, table, people=[people[pk] for pk in hall.voters])


@pytest.fixture
def secret(in_alfa, person) -> SecretHall:
    """Six voters, the officers' key made, everybody's device with a key."""
    made = secret_hall(in_alfa, person, voters=6)
    made.table.reach("ready")
    made.everybody_gives_a_key()
    return made
