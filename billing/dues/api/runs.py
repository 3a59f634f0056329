"""Doors to runs."""

from __future__ import annotations

from datetime import date
from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.dues import actions, queries
from billing.dues.api import shapes
from billing.dues.tasks import carry_on_soon
from billing.invoices.queries import local_day
from kernel.doors import Door
from kernel.shapes import ProblemShape

ON = OpenApiParameter("on", date, description="the invoices' day; today")


class PreviewDoor(Door):
    """What a run would do."""

    verbs: ClassVar[dict[str, str]] = {"GET": "dues.see"}

    @extend_schema(parameters=[ON], responses=shapes.DuesPreviewShape)
    def get(self, request: Request, schedule_id: UUID) -> Response:
        """Every member, the classes' sums, and all that is in the way."""
        found = queries.schedule(schedule_id)
        sent = request.query_params.get("on")
        on = serializers.DateField().run_validation(sent) if sent else local_day(self.at)
        return Response(shapes.DuesPreviewShape(shapes.preview_shape(queries.preview(found, on=on))).data)


class RunsDoor(Door):
    """Runs of a schedule."""

    verbs: ClassVar[dict[str, str]] = {"GET": "dues.see", "POST": "dues.keep"}

    @extend_schema(operation_id="dues_runs_list", responses=shapes.DuesRunShape(many=True))
    def get(self, request: Request, schedule_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Those made, the newest first."""
        runs = queries.schedule(schedule_id).runs.all()
        return Response(shapes.DuesRunShape([shapes.run_shape(one) for one in runs], many=True).data)

    @extend_schema(request=shapes.RunForm, responses={202: shapes.DuesRunShape, 409: ProblemShape})
    def post(self, request: Request, schedule_id: UUID) -> Response:
        """Bill everybody who is not billed: also those who have joined since. Goes on beside the request."""
        form = shapes.RunForm(data=request.data)
        form.is_valid(raise_exception=True)
        run = actions.start_run(schedule_id=schedule_id, by=self.actor, at=self.at, **form.validated_data)
        carry_on_soon(run.pk)
        return Response(shapes.DuesRunShape(shapes.run_shape(run)).data, status=202)


class RunDoor(Door):
    """One run."""

    verbs: ClassVar[dict[str, str]] = {"GET": "dues.see"}

    @extend_schema(operation_id="dues_runs_retrieve", responses=shapes.DuesRunShape)
    def get(self, request: Request, run_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """How far it has come."""
        return Response(shapes.DuesRunShape(shapes.run_shape(queries.run(run_id))).data)
