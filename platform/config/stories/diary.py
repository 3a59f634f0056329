"""The story's diary: what happened, in sentences, as it happens."""

from __future__ import annotations

from typing import Any

WIDTH = 96


class Diary:
    """Prints a line for each thing that happens."""

    def say(self, clock: str, sentence: str) -> None:
        """One sentence with the time of the model meeting."""
        print(f"kl. {clock}  {sentence}", flush=True)

    def on(self, day: str, sentence: str) -> None:
        """One sentence about another day."""
        print(f"{day}  {sentence}", flush=True)

    def item(self, number: int, heading: str, decision: str) -> None:
        """An item and what it came to."""
        first = decision if len(decision) <= WIDTH else decision[: WIDTH - 2].rsplit(" ", 1)[0] + " …"
        print(f"     § {number:<2}  {heading}\n           {first}", flush=True)

    def poll(self, figures: dict[str, Any]) -> None:
        """A counted vote with its base and the number that was needed."""
        counts = ", ".join(f"{name}: {votes}" for name, votes in figures["counts"].items())
        print(
            f"           Votering {figures['step']}. {figures['question']}\n"
            f"             {counts}, bas {figures['base']}, krävs {figures['needed']}: {figures['wins']}",
            flush=True,
        )

    def close(self, figures: dict[str, Any]) -> None:
        """The day in figures."""
        load = figures["load"]
        print(
            f"\n{load['votes']} röster från {load['clients']} telefoner samtidigt: "
            f"{load['votes_per_second']} röster i sekunden, p95 {load['p95_ms']} ms.",
            flush=True,
        )
