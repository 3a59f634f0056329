"""Three tellers and adjusters at an open meeting, each with a device that keeps nothing but its seed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from kernel.actor import Actor
from tests.torture.hall import NOW, fill
from voting.belenios import ceremony
from voting.belenios.channel import new_seed

CHAIR = Actor(id=None, name="Stina Malm", roles=frozenset({"chair"}))


@dataclass
class Device:
    """An officer's: every answer is made anew from the seed and from what the house shows."""

    user: Any
    seed: str

    @property
    def actor(self) -> Actor:
        return Actor(id=self.user.pk, name=self.user.name, roles=frozenset({"teller"}))

    def certificate(self) -> dict[str, Any]:
        return json.loads(json.dumps(ceremony.round_one(self.seed)))

    def confirmation(self, shown: dict[str, Any]) -> dict[str, str]:
        assembly = self._assembly(shown)
        return {"pin": assembly.pin, "commitment": ceremony.commitment(self.seed, assembly)}

    def polynomial(self, shown: dict[str, Any]) -> dict[str, Any]:
        return ceremony.round_two(self.seed, self._assembly(shown), pin=shown["pin"])

    def share(self, shown: dict[str, Any]) -> dict[str, Any]:
        return ceremony.round_three(
            self.seed,
            self._assembly(shown),
            shown["input"],
            pin=shown["pin"],
            commitments=shown["commitments"],
        )

    def _assembly(self, shown: dict[str, Any]) -> ceremony.Assembly:
        return ceremony.assemble(shown["certificates"], shown["threshold"])


@dataclass
class Table:
    """The officers around it, and the house's answers."""

    meeting: UUID
    devices: list[Device]

    def shown(self, device: Device | None = None) -> dict[str, Any]:
        from voting.ceremony.queries import ceremony_shape

        return ceremony_shape(self.meeting, reader=device.actor if device else CHAIR)

    def join(self, device: Device) -> None:
        from voting.ceremony import actions

        actions.give_certificate(
            meeting_id=self.meeting, certificate=device.certificate(), by=device.actor, at=NOW
        )

    def freeze(self, threshold: int = 2, officers: list[str] | None = None) -> None:
        from voting.ceremony import actions

        chosen = officers or [one["id"] for one in self.shown()["officers"]]
        actions.freeze_list(
            meeting_id=self.meeting, officers=[UUID(one) for one in chosen], threshold=threshold, by=CHAIR,
            at=NOW,
        )  # fmt: skip

    def confirm(self, device: Device, **other: str) -> None:
        from voting.ceremony import actions

        given = device.confirmation(self.shown(device)) | other
        actions.confirm_list(meeting_id=self.meeting, **given, by=device.actor, at=NOW)

    def deal(self, device: Device, polynomial: Any = None) -> None:
        from voting.ceremony import actions

        made = polynomial or device.polynomial(self.shown(device))
        actions.deal(meeting_id=self.meeting, polynomial=made, by=device.actor, at=NOW)

    def key(self, device: Device, share: Any = None) -> None:
        from voting.ceremony import actions

        made = share or device.share(self.shown(device))
        actions.give_key(meeting_id=self.meeting, share=made, by=device.actor, at=NOW)

    def void(self, reason: str = "En rösträknare gick.") -> None:
        from voting.ceremony import actions

        actions.void_ceremony(meeting_id=self.meeting, reason=reason, by=CHAIR, at=NOW)

    def reach(self, state: str) -> None:
        """Everybody answers until the ceremony is in this state."""
        steps = [
            ("gathering", self.join),
            ("comparing", self.confirm),
            ("dealing", self.deal),
            ("keying", self.key),
        ]
        for here, step in steps:
            if here == state:
                return
            for device in self.devices:
                step(device)
            if here == "gathering":
                self.freeze()


@pytest.fixture
def table(in_alfa, person) -> Table:
    hall = fill(in_alfa, voters=3)
    people = [
        person("teller", name="Ada Ek"),
        person("teller", name="Bo Fors"),
        person("adjuster", name="Cia Gran"),
    ]
    return Table(hall.meeting, [Device(one, new_seed()) for one in people])
