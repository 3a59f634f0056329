"""What the verifier found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from voting.belenios.verifier.board import Board


@dataclass
class Report:
    """Accepted, or the reason for the refusal; and what was read so far."""

    accepted: bool = True
    reason: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def election(self, board: Board) -> None:
        """What the archive says of itself."""
        self.facts |= {
            "uuid": board.election.uuid,
            "name": board.election.name,
            "election": board.election.fingerprint,
            "answers": [["(blank)"] * one.blank + list(one.answers) for one in board.election.questions],
            "trustees": board.trustees_hash,
            "credentials": len(board.credentials),
            "ballots": len(board.ballots),
            "head": board.head,
        }

    def remark(self, text: str) -> None:
        """Something that was not asked for and so was not checked."""
        self.remarks.append(text)

    def refuse(self, reason: str) -> Report:
        """The one line that says why."""
        self.accepted, self.reason = False, " ".join(reason.split())
        return self
