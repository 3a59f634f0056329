"""Reads of the boxes: as anybody may see them, and whether they are as they were written."""

from voting.ballotbox.queries.auditing import Stored, faults_of, heads_of, sealed_ballots
from voting.ballotbox.queries.boxes import (
    archive,
    board,
    box_of,
    commitments,
    counted_ballots,
    election_text,
    key_in_use,
    keys_shape,
    obstacles_to_opening,
    partial_records,
    register_file,
    seals,
    side_proofs,
    tally_records,
    trustees_of,
    without_key,
)

__all__ = [
    "Stored",
    "archive",
    "board",
    "box_of",
    "commitments",
    "counted_ballots",
    "election_text",
    "faults_of",
    "heads_of",
    "key_in_use",
    "keys_shape",
    "obstacles_to_opening",
    "partial_records",
    "register_file",
    "sealed_ballots",
    "seals",
    "side_proofs",
    "tally_records",
    "trustees_of",
    "without_key",
]
