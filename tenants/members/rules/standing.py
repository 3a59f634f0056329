"""What stands in the way of an organisation that is to be added: one that is here already. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kernel.errors import Malformed, Obstacle
from tenants.members.enums import HEADINGS
from tenants.members.rules.fields import clean
from tenants.members.rules.findings import at, in_a_form, in_a_row
from tenants.members.rules.org_numbers import SWEDEN

UNIQUE = ("org_number", "number", "contact_email")


@dataclass(frozen=True)
class Standing:
    """A member that is here, by what no other may have."""

    number: str
    name: str
    org_number: str
    contact_email: str


class Roll:
    """Those who are here, to be looked up by number, organisation number or address."""

    def __init__(self, standing: Iterable[Standing]) -> None:
        """Read them once."""
        self._by: dict[tuple[str, str], Standing] = {}
        for member in standing:
            for name in UNIQUE:
                self._by[name, getattr(member, name)] = member

    def collisions(self, values: Mapping[str, str]) -> list[tuple[str, Standing]]:
        """(field, member) for each member that already has one of these values; a member is named once."""
        found: list[tuple[str, Standing]] = []
        for name in UNIQUE:
            other = self._by.get((name, values.get(name, "")))
            if other is not None and all(other is not named for _, named in found):
                found.append((name, other))
        return found


def faults_in(*, line: int, values: Mapping[str, str], country: str = SWEDEN) -> list[dict[str, Any]]:
    """What today's rules say of a row that was read before, perhaps by older ones."""
    cleaned = ((name, clean(name, values.get(name, ""), country)) for name in HEADINGS)
    return [at(name, fault) for name, found in cleaned if (fault := in_a_row(found, line))]


def faults_beside(roll: Roll, *, line: int, values: Mapping[str, str]) -> list[dict[str, Any]]:
    """Which members this row of a file collides with."""
    return [
        at(name, Obstacle(_ROW_TAKEN[name].code, {"row": line, **_about(name, values, other)}))
        for name, other in roll.collisions(values)
    ]


def obstacles_beside(roll: Roll, values: Mapping[str, str]) -> list[Obstacle]:
    """Which members the values of a form collide with."""
    return [
        Obstacle(_TAKEN[name].code, _about(name, values, other)) for name, other in roll.collisions(values)
    ]


def obstacles_to_applying(*, faulty: int) -> list[Obstacle]:
    """A file is read in whole or not at all."""
    return [Obstacle("tenants.members.obstacle_import_has_faults", {"n": faulty})] if faulty else []


def tidy_form(values: Mapping[str, str], *, country: str = SWEDEN) -> dict[str, str]:
    """The values as they will be kept. Raises Malformed with every field that is wrong."""
    cleaned = {name: clean(name, raw, country) for name, raw in values.items()}
    wrong = {name: [fault] for name, found in cleaned.items() if (fault := in_a_form(found))}
    if wrong:
        raise Malformed(wrong)
    return {name: found.value for name, found in cleaned.items()}


def _about(name: str, values: Mapping[str, str], other: Standing) -> dict[str, Any]:
    return {"value": values[name], "number": other.number, "name": other.name}


_ROW_TAKEN = {
    "org_number": Obstacle("tenants.members.fault_org_number_taken"),
    "number": Obstacle("tenants.members.fault_number_taken"),
    "contact_email": Obstacle("tenants.members.fault_email_taken"),
}
_TAKEN = {
    "org_number": Obstacle("tenants.members.obstacle_org_number_taken"),
    "number": Obstacle("tenants.members.obstacle_number_taken"),
    "contact_email": Obstacle("tenants.members.obstacle_email_taken"),
}
