"""Doors to fees: those decided, those taken over, and one member's."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from billing.dues import actions, queries
from billing.dues.api import shapes
from billing.invoices.queries import local_day
from kernel.doors import Door
from kernel.shapes import ProblemShape


class DuesDoor(Door):
    """All fees."""

    verbs: ClassVar[dict[str, str]] = {"GET": "dues.see", "POST": "dues.keep"}

    @extend_schema(responses=shapes.DuesShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Fees of each period, and decided fees that wait to be taken over."""
        waiting = [
            {
                "decision": one.decision_id,
                "citation_sv": queries.cited(one.decision_id).sv,
                "citation_en": queries.cited(one.decision_id).en,
                "period_from": one.body["period"].get("from", ""),
                "period_to": one.body["period"].get("to", ""),
            }
            for one in queries.waiting_fees()
        ]
        told = {
            "schedules": [shapes.schedule_shape(one) for one in queries.schedules()],
            "waiting": waiting,
            "stands_on": shapes.stands_on_shape(queries.fees_that_stand_on(today=local_day(self.at))),
        }
        return Response(shapes.DuesShape(told).data)

    @extend_schema(request=shapes.TakeOverForm, responses={201: shapes.FeeScheduleShape, 409: ProblemShape})
    def post(self, request: Request) -> Response:
        """Bill by a decision's fees; again gives the same."""
        form = shapes.TakeOverForm(data=request.data)
        form.is_valid(raise_exception=True)
        sent = form.validated_data
        days = (sent.get("period_from"), sent.get("period_to"))
        made = actions.take_over_fees(
            decision=sent["decision"], period=days if all(days) else None, by=self.actor, at=self.at
        )
        return Response(shapes.FeeScheduleShape(shapes.schedule_shape(made)).data, status=201)


class ScheduleDoor(Door):
    """The terms of one period's fees."""

    verbs: ClassVar[dict[str, str]] = {"PATCH": "dues.keep"}

    @extend_schema(request=shapes.FeeTermsForm, responses={200: shapes.FeeScheduleShape, 409: ProblemShape})
    def patch(self, request: Request, schedule_id: UUID) -> Response:
        """Days to pay and instalments, before anybody is billed."""
        form = shapes.FeeTermsForm(data=request.data)
        form.is_valid(raise_exception=True)
        actions.change_terms(schedule_id=schedule_id, by=self.actor, at=self.at, **form.validated_data)
        return Response(shapes.FeeScheduleShape(shapes.schedule_shape(queries.schedule(schedule_id))).data)


class ClassDoor(Door):
    """Whom a class is for."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "dues.keep"}

    @extend_schema(request=shapes.FeeClassForm, responses={200: shapes.FeeScheduleShape, 409: ProblemShape})
    def put(self, request: Request, schedule_id: UUID, code: str) -> Response:
        """Before anybody is billed; the amount is the decision's and stays."""
        form = shapes.FeeClassForm(data=request.data)
        form.is_valid(raise_exception=True)
        actions.change_class(
            schedule_id=schedule_id, code=code, by=self.actor, at=self.at, **form.validated_data
        )
        return Response(shapes.FeeScheduleShape(shapes.schedule_shape(queries.schedule(schedule_id))).data)


class TreatmentDoor(Door):
    """One member's fee."""

    verbs: ClassVar[dict[str, str]] = {"PUT": "dues.keep"}

    @extend_schema(request=shapes.TreatmentForm, responses={200: shapes.DuesRowShape, 409: ProblemShape})
    def put(self, request: Request, schedule_id: UUID, member_id: UUID) -> Response:
        """Another class, instalments, exempt or left, with a reason; none of them takes it back."""
        form = shapes.TreatmentForm(data=request.data)
        form.is_valid(raise_exception=True)
        actions.treat_member(
            schedule_id=schedule_id, member_id=member_id, by=self.actor, at=self.at, **form.validated_data
        )
        rows = queries.rows_of(queries.schedule(schedule_id), member=member_id)
        return Response(shapes.DuesRowShape([shapes.row_shape(row) for row in rows], many=True).data[0])
