"""The treasurer's doors: the page, the ladder, today's letters, and who is left alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from billing.invoices.queries import invoice, local_day
from billing.reminders import actions, queries
from billing.reminders.api import shapes
from kernel.doors import Door
from kernel.shapes import ProblemShape
from notices.tasks import deliver_soon
from tenants.members import actions as member_actions
from tenants.members import queries as members

ROOM = "reminders"


class RemindersDoor(Door):
    """The page."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(operation_id="reminders_page", responses=shapes.RemindersShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """The ladder, today's and tomorrow's letters, what is held and why, and what has gone."""
        return Response(shapes.RemindersShape(_page(self.at)).data)


class LadderDoor(Door):
    """The ladder."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "invoices.keep"}

    @extend_schema(request=shapes.LadderForm, responses=shapes.RemindersShape)
    def put(self, request: Request) -> Response:
        """Begin or end reminders and set the steps; nothing goes out by it."""
        form = shapes.LadderForm(data=request.data)
        form.is_valid(raise_exception=True)
        given = form.validated_data
        actions.change_ladder(
            is_on=given["is_on"],
            grace_days=given["grace_days"],
            steps=[actions.NewStep(**one) for one in given["steps"]],
            by=self.actor,
            at=self.at,
        )
        return Response(shapes.RemindersShape(_page(self.at)).data)


class SendDoor(Door):
    """Today's letters now."""

    verbs: ClassVar[dict[str, str]] = {"POST": "invoices.keep"}

    @extend_schema(request=None, responses={202: shapes.SentNowShape})
    def post(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Ask for every reminder whose day has come; again asks for none that was asked for."""
        asked = actions.remind(by=self.actor, at=self.at)
        deliver_soon(ROOM)
        return Response(shapes.SentNowShape({"asked": len(asked)}).data, status=202)


class SampleDoor(Door):
    """A letter to look at."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(parameters=[shapes.SampleWish], responses=shapes.SampleShape)
    def get(self, request: Request) -> Response:
        """As a step's letter would read to a made-up member; nothing is sent."""
        form = shapes.SampleWish(data=request.query_params)
        form.is_valid(raise_exception=True)
        letter = queries.sample(**form.validated_data)
        return Response(shapes.SampleShape({"subject": letter.subject, "text": letter.text}).data)


class AgainDoor(Door):
    """A reminder that was refused."""

    verbs: ClassVar[dict[str, str]] = {"POST": "invoices.keep"}

    @extend_schema(request=None, responses={202: shapes.ReminderShape, 409: ProblemShape})
    def post(self, request: Request, reminder_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Try it once more, where the member wants its letters now."""
        actions.send_again(reminder_id=reminder_id, at=self.at)
        deliver_soon(ROOM)
        found = queries.sent().get(pk=reminder_id)
        return Response(shapes.ReminderShape(shapes.reminder_shape(found)).data, status=202)


class OfInvoiceDoor(Door):
    """Reminders of one invoice."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(responses=shapes.ReminderShape(many=True))
    def get(self, request: Request, invoice_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The first one first."""
        invoice(invoice_id)
        found = queries.reminders_of(invoice_id).select_related("invoice__member")
        return Response(shapes.ReminderShape([shapes.reminder_shape(one) for one in found], many=True).data)


class PauseDoor(Door):
    """A member who is left alone."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "invoices.keep", "DELETE": "invoices.keep"}

    @extend_schema(request=shapes.PauseForm, responses=shapes.RemindersShape)
    def put(self, request: Request, member_id: UUID) -> Response:
        """Leave the member alone, with a reason."""
        form = shapes.PauseForm(data=request.data)
        form.is_valid(raise_exception=True)
        actions.pause_member(member_id=member_id, by=self.actor, at=self.at, **form.validated_data)
        return Response(shapes.RemindersShape(_page(self.at)).data)

    @extend_schema(responses=shapes.RemindersShape)
    def delete(self, request: Request, member_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Remind it as others again; again changes nothing."""
        actions.resume_member(member_id=member_id, by=self.actor, at=self.at)
        return Response(shapes.RemindersShape(_page(self.at)).data)


class StrikingDoor(Door):
    """A membership before the board."""

    verbs: ClassVar[dict[str, str]] = {"POST": "invoices.keep", "DELETE": "invoices.keep"}

    @extend_schema(request=None, responses={200: shapes.RemindersShape, 409: ProblemShape})
    def post(self, request: Request, member_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Ask the board to end it; it becomes an item of the board's meeting. Again changes nothing."""
        actions.propose_striking(member_id=member_id, by=self.actor, at=self.at)
        return Response(shapes.RemindersShape(_page(self.at)).data)

    @extend_schema(responses=shapes.RemindersShape)
    def delete(self, request: Request, member_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Do not ask any more; what the board has decided stays."""
        member_actions.withdraw_striking(member_id=member_id, by=self.actor, at=self.at)
        return Response(shapes.RemindersShape(_page(self.at)).data)


def _page(at: datetime) -> dict[str, Any]:
    today = local_day(at)
    tomorrow = today + timedelta(days=1)
    waiting, climbed = queries.on_the_ladder(today=today, doubt=queries.in_doubt(at=at))
    now = queries.ready(waiting, on=today)
    following = [one for one in queries.ready(waiting, on=tomorrow) if one not in now]
    held = queries.held(waiting, on=tomorrow)
    shown = {one.invoice.pk for one in (*now, *following, *held)}
    strikings = members.strikings()
    proposed = {one.member_id for one in strikings if not one.outcome}
    kept, (months, source_sv, source_en) = queries.ladder(), queries.strike_rule()
    return {
        "ladder": {
            "is_on": kept.is_on,
            "grace_days": kept.grace_days,
            "steps": queries.steps(),
            "changed_by": kept.changed_by,
            "changed_at": kept.changed_at,
            "strike_months": months,
            "strike_source_sv": source_sv,
            "strike_source_en": source_en,
        },
        "today": today,
        "tomorrow": tomorrow,
        "now": [shapes.turn_shape(one) for one in now],
        "next": [shapes.turn_shape(one) for one in following],
        "held": [shapes.turn_shape(one) for one in held],
        "later": [shapes.turn_shape(one) for one in waiting if one.invoice.pk not in shown],
        "climbed": [
            shapes.climbed_shape(
                one,
                striking=queries.obstacles_to_proposing(one, climbed, today=today),
                proposed=one.invoice.member_id in proposed,
            )
            for one in climbed
        ],
        "strikings": [shapes.striking_shape(one) for one in strikings],
        "paused": [
            {
                "member": one.member_id,
                "member_name": one.member.name,
                "reason": one.reason,
                "until": one.until,
                "by_name": one.by_name,
            }
            for one in queries.pauses()
        ],
        "sent": [shapes.reminder_shape(one) for one in queries.sent()[: queries.SENT_SHOWN]],
    }
