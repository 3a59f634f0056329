"""Elections by ranks: Scottish STV and Schulze."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from voting.counting.document.common import (
    Document,
    Rows,
    all_of_the_lot,
    base_for,
    ties_of,
    whole_of,
    without_majority,
)
from voting.counting.document.papers import candidates_of, papers_of, rows_of, seats_of, strict
from voting.counting.document.reading import refuse
from voting.counting.document.shapes import chosen_shape, tie_shape
from voting.counting.majority import Base, Rule
from voting.counting.ranking import Chosen
from voting.counting.schulze import Duel, count_schulze
from voting.counting.scottish import ONE, Moved, Stage, Tie
from voting.counting.stv import count_scottish
from voting.counting.ties import NO_RESOLUTION


def stv_scottish(document: Document) -> dict[str, Any]:
    """Scottish STV. ``needed`` is the quota; every value has five decimals and is written as text."""
    without_majority(document, "stv_scottish")
    candidates = candidates_of(document)
    seats = seats_of(document, candidates)
    papers = papers_of(document, candidates)
    rows = rows_of(document, papers)
    _stated(document, rows)
    base_for(document, Base.CAST, rows)
    ties = ties_of(document, None)
    ballots = strict(papers)
    if not rows.valid:
        shape = chosen_shape(Chosen(()))
        return shape | {"base": 0, "needed": 1, "quota": 1} | rows.to_json(document) | {"stages": []}
    found = count_scottish(ballots, candidates, seats, ties)
    all_of_the_lot(ties)
    last = found.lots[-1].resolution if found.lots else NO_RESOLUTION
    shape = chosen_shape(Chosen(found.elected, found.tied, last))
    if found.lots and not found.tied:
        shape |= tie_shape(1, found.lots[-1].between, last)
    if found.lots:
        shape["lots"] = [_stv_lot(tie, found.stages) for tie in found.lots]
    tally = {name: found.stages[0].votes[name] // ONE for name in candidates}
    shape |= {"base": rows.valid, "needed": found.election.quota, "quota": found.election.quota}
    stages = [_stage_shape(number, stage) for number, stage in enumerate(found.stages, 1)]
    return shape | rows.to_json(document) | {"tally": tally, "stages": stages}


def schulze(document: Document) -> dict[str, Any]:
    """Schulze. Each duel is a round with its own base and needed number; ``order`` is the whole order."""
    without_majority(document, "schulze")
    candidates = candidates_of(document)
    seats = seats_of(document, candidates)
    papers = papers_of(document, candidates)
    rows = rows_of(document, papers)
    _stated(document, rows)
    base = base_for(document, Base.CAST, rows)
    ties = ties_of(document, None)
    ballots = [(paper.rank, paper.votes) for paper in papers]
    found = count_schulze(ballots, candidates, seats, ties)
    chosen = Chosen(found.elected, found.tied, found.resolution) if rows.valid else Chosen(())
    if rows.valid:
        all_of_the_lot(ties)
    shape = chosen_shape(chosen) | {"base": base} | rows.to_json(document)
    shape["order"] = [list(equals) for equals in found.order]
    return shape | {"rounds": [_duel_shape(duel) for duel in found.duels], "chains": found.chains}


def _stated(document: Document, rows: Rows) -> None:
    if "valid" in document and whole_of(document, "valid") != rows.valid:
        raise refuse("valid", f"{document['valid']} stated, {rows.valid} valid papers counted")


def _duel_shape(duel: Duel) -> dict[str, Any]:
    base = sum(duel.votes.values())
    shape: dict[str, Any] = {"between": list(duel.between), "votes": dict(duel.votes)}
    return shape | {"base": base, "needed": Rule().needed_of(base), "wins": duel.wins}


def decimal(value: int) -> str:
    """Hundred-thousandths as text with five decimals."""
    return f"{value // ONE}.{value % ONE:05d}"


def _decimals(votes: Mapping[str, int]) -> dict[str, str]:
    return {name: decimal(value) for name, value in votes.items()}


def _stage_shape(number: int, stage: Stage) -> dict[str, Any]:
    shape: dict[str, Any] = {"stage": number}
    if stage.source is not None:
        shape["from"] = stage.source
        shape |= {"transfer_value": decimal(stage.transfer_value)} if stage.transfer_value is not None else {}
        shape["moved"] = [_moved_shape(moved) for moved in stage.moved]
    shape |= {"votes": _decimals(stage.votes), "kept": _decimals(stage.kept)}
    shape |= {"exhausted": decimal(stage.exhausted), "lost": decimal(stage.lost)}
    shape |= {"elected": list(stage.elected), "excluded": list(stage.excluded)}
    if stage.surplus is not None:
        shape["surplus"] = decimal(stage.surplus)
    if stage.tie is not None:
        tie = stage.tie
        shape["tie"] = {"for": tie.act.value, "between": list(tie.between), "taken": tie.taken}
        shape["tie"] |= {"indifferent": tie.indifferent}
    return shape


def _moved_shape(moved: Moved) -> dict[str, Any]:
    return {"to": moved.to, "papers": moved.papers, "value": decimal(moved.value)}


def _stv_lot(tie: Tie, stages: tuple[Stage, ...]) -> dict[str, Any]:
    stage = next(n for n, s in enumerate(stages, 1) if s.tie is tie)
    shape: dict[str, Any] = {"stage": stage, "for": tie.act.value}
    return shape | tie_shape(1, tie.between, tie.resolution) | {"taken": tie.taken}
