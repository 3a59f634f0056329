"""What the model meeting came to; a story that differs says where."""

from __future__ import annotations

from typing import Any

from config import iec

BASES = {1: (93, 47), 2: (101, 51), 3: (93, 47), 4: (97, 49), 6: (99, 50), 7: (103, 52)}
REGISTERED = {"Kalmar": 53, "Växjö": 44, "Distans": 20}
REGISTER = {"total": 105, "Kalmar": 48, "Växjö": 37, "remote": 20}
ORGANISATIONS, REGISTRATIONS, LUNCHES, ITEMS = 250, 117, 90, 22


def differences(figures: dict[str, Any]) -> list[str]:
    """Each figure that is not the model's, in a line."""
    found: list[str] = []

    def compare(what: str, got: object, model: object) -> None:
        if got != model:
            found.append(f"{what}: {got}, the model says {model}")

    compare("organisations", figures["network"]["imported"], ORGANISATIONS)
    compare("registrations", figures["registrations"]["total"], REGISTRATIONS)
    compare("registrations per venue", figures["registrations"]["per_venue"], REGISTERED)
    compare("lunches", figures["registrations"]["lunch"], LUNCHES)
    for key, votes in REGISTER.items():
        compare(f"register, {key}", figures["register"][key], votes)
    steps = iec.counted_steps()
    compare("counted votes", len(figures["polls"]), len(steps))
    for poll, step in zip(figures["polls"], steps, strict=False):
        compare(f"step {step.step}, winner", poll["wins"], step.wins)
        compare(f"step {step.step}, counts", poll["counts"], {step.keys[o]: n for o, n in step.votes.items()})
        compare(f"step {step.step}, base and needed", (poll["base"], poll["needed"]), BASES[step.step])
        compare(f"step {step.step}, receipts", poll["receipts"], sum(step.votes.values()))
    compare("minutes, items", figures["minutes"]["items"], ITEMS)
    if not figures["minutes"]["pdf"]:
        found.append("the minutes are no PDF")
    return found
