"""The door to an invoice as an e-invoice, and what it still lacks to be one."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from billing.invoices import actions
from kernel.doors import Door
from kernel.shapes import ObstacleShape, ProblemShape

XML = "application/xml"


class EInvoiceDoor(Door):
    """The e-invoice."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(responses={(200, XML): OpenApiTypes.BINARY, 409: ProblemShape})
    def get(self, request: Request, invoice_id: UUID) -> HttpResponse:  # noqa: ARG002  DRF's signature
        """Peppol BIS Billing 3, for a public body's own system."""
        file = actions.e_invoice(invoice_id=invoice_id)
        headers = {
            "Content-Disposition": f'attachment; filename="peppol-{file.name}"',
            "Cache-Control": "no-store",
        }
        return HttpResponse(file.content, content_type=XML, headers=headers)


class EInvoiceObstaclesDoor(Door):
    """Whether there can be one."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(operation_id="invoices_e_invoice_obstacles_list", responses=ObstacleShape(many=True))
    def get(self, request: Request, invoice_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Everything that a public body's system would send it back for; nothing when it is whole."""
        found = actions.obstacles_to_e_invoice(invoice_id=invoice_id)
        return Response(
            ObstacleShape([{"code": o.code, "params": dict(o.params)} for o in found], many=True).data
        )
