"""The chair takes back the meeting's last step: told in the record and the minutes, never silently."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel.actor import Actor
from kernel.errors import Malformed, Obstacle, refuse_if
from tenants.decisions.actions import retract_decision
from tenants.decisions.models import Decision
from tenants.founding.actions import take_back
from voting.meetings import queries, rules
from voting.meetings.actions.locks import lock_meeting
from voting.meetings.enums import Duty, ItemState
from voting.meetings.events import StepUndone
from voting.meetings.models import Item, Meeting


@transaction.atomic
def undo(*, meeting_id: UUID, event: int, reason: str, by: Actor, at: datetime) -> Meeting:
    """Take back the step that this entry of the record tells of, if it is the last and nothing stands on it.

    Undoing what has been undone changes nothing.
    """
    meeting = lock_meeting(meeting_id)
    why = reason.strip()
    if not why:
        raise Malformed({"reason": [Obstacle("platform.kernel.field_required")]})
    facts = queries.facts(meeting.pk)
    if any(f.kind == StepUndone.kind and f.body["event"] == event for f in facts):
        return meeting
    step, built = rules.last_step(facts)
    is_first = step is not None and step.kind == "voting.meetings.item_started" and not _before(facts, step)
    obstacles = rules.obstacles_to_leading(meeting.state)
    refuse_if(obstacles or rules.obstacles_to_undoing(event, step, built, is_first_item=is_first))
    assert step is not None
    no, text, also = _take_back(meeting, step, facts, why=why, by=by, at=at)
    fact = StepUndone(
        subject=meeting.pk, event=step.id, what=step.kind, no=no, text_sv=text, reason=why, also=also
    )
    record(fact, by=by, at=at)
    return meeting


def _take_back(
    meeting: Meeting, step: rules.Fact, facts: list[rules.Fact], *, why: str, by: Actor, at: datetime
) -> tuple[int, str, list[int]]:
    """Put things back as they were; the item, the words that are gone, and entries that go with the step."""
    body = step.body
    match step.kind:
        case "tenants.decisions.taken":
            decision = body["decision"]
            _retract(meeting, UUID(decision["id"]), why=why, by=by, at=at)
            return decision["item_no"], decision["text_sv"], []
        case "voting.meetings.item_postponed":
            _retract(meeting, UUID(body["decision"]), why=why, by=by, at=at)
            meeting.items.filter(no=body["no"]).update(outcome="", outcome_reasons="")
            taken = next(
                f for f in facts
                if f.kind == "tenants.decisions.taken" and f.body["decision"]["id"] == body["decision"]
            )  # fmt: skip
            return body["no"], taken.body["decision"]["text_sv"], [taken.id]
        case "voting.meetings.noted":
            meeting.notes.filter(pk=body["note"]["id"]).update(withdrawn_at=at)
            return body["note"]["item_no"], body["note"]["text_sv"], []
        case "voting.meetings.sounded":
            meeting.soundings.filter(pk=body["sounding"]["id"]).update(withdrawn_at=at)
            return body["sounding"]["item_no"], body["sounding"]["question_sv"], []
    left = _before(facts, step)
    assert left is not None
    _go_back(meeting, taken_up=body["no"], left=left.body["no"], facts=facts, step=step)
    return body["no"], "", [left.id]


def _retract(meeting: Meeting, decision_id: UUID, *, why: str, by: Actor, at: datetime) -> None:
    take_back(decision=Decision.objects.get(pk=decision_id), at=at)
    decision = retract_decision(decision_id=decision_id, reason=why, by=by, at=at)
    item = meeting.items.get(no=decision.item_no)
    others = queries.is_decided(meeting, decision.item_no)
    if item.duty == Duty.RULES_OF_PROCEDURE and not others:
        Item.objects.filter(pk=item.pk).update(fulfilled_at=None)
        meeting.rules_adopted_at = None
        meeting.save(update_fields=["rules_adopted_at"])


def _before(facts: list[rules.Fact], step: rules.Fact) -> rules.Fact | None:
    """The entry that told that the item before was done, just before this one was taken up."""
    earlier = [f for f in facts if f.id < step.id and f.kind == "voting.meetings.item_done"]
    return earlier[-1] if earlier and earlier[-1].id == step.id - 1 else None


def _go_back(
    meeting: Meeting, *, taken_up: int, left: int, facts: list[rules.Fact], step: rules.Fact
) -> None:
    kind = "voting.meetings.item_started"
    seen = [f for f in facts if f.id < step.id and f.kind == kind and f.body["no"] == taken_up]
    was = meeting.items.get(no=taken_up)
    was.state = ItemState.DONE if seen else ItemState.LATER
    was.started_at = was.started_at if seen else None
    was.save(update_fields=["state", "started_at"])
    back = meeting.items.get(no=left)
    back.state = ItemState.NOW
    back.outcome = back.outcome if back.outcome in {"tabled", "referred_back"} else ""
    back.save(update_fields=["state", "outcome"])
