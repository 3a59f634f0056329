"""Doors to invoices that a payment can be for, and to what members paid too much."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from billing.bank import actions, queries
from billing.bank.api import shapes
from billing.invoices.queries import local_day, overpaid_invoices
from kernel.doors import Door
from kernel.shapes import ProblemShape

MOST = 200


class InvoicesDoor(Door):
    """Looking for one."""

    verbs: ClassVar[dict[str, str]] = {"GET": "payments.see"}

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, description="number, reference or a part of the member's name")
        ],
        responses=shapes.BankInvoiceShape(many=True),
    )
    def get(self, request: Request) -> Response:
        """The first twenty, what is open first."""
        found = queries.invoices_like(request.query_params.get("q", "")[:80])[: queries.FOUND]
        return Response(shapes.BankInvoiceShape([shapes.invoice_shape(one) for one in found], many=True).data)


class CreditsDoor(Door):
    """Members' own money."""

    verbs: ClassVar[dict[str, str]] = {"GET": "payments.see"}

    @extend_schema(responses=shapes.BankInvoiceShape(many=True))
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Invoices that more was paid on than they come to; ``open`` is below zero."""
        found = overpaid_invoices().order_by("member__name", "number")[:MOST]
        return Response(shapes.BankInvoiceShape([shapes.invoice_shape(one) for one in found], many=True).data)


class CreditReturnsDoor(Door):
    """Paid back."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(
        request=shapes.CreditReturnForm, responses={200: shapes.VoucherNameShape, 409: ProblemShape}
    )
    def post(self, request: Request, invoice_id: UUID) -> Response:
        """Book that it went back from the bank account."""
        form = shapes.CreditReturnForm(data=request.data)
        form.is_valid(raise_exception=True)
        sent = {"on": local_day(self.at), **form.validated_data}
        made = actions.return_credit(invoice_id=invoice_id, by=self.actor, at=self.at, **sent)
        return Response({"voucher": str(made)})


class CreditMovesDoor(Door):
    """Used for another invoice."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=shapes.CreditMoveForm, responses={200: shapes.VoucherNameShape, 409: ProblemShape})
    def post(self, request: Request, invoice_id: UUID) -> Response:
        """Of the same member."""
        form = shapes.CreditMoveForm(data=request.data)
        form.is_valid(raise_exception=True)
        sent = form.validated_data
        made = actions.move_credit(
            from_invoice=invoice_id, to_invoice=sent["to"], amount=sent["amount"], on=local_day(self.at),
            request=sent["request"], by=self.actor, at=self.at,
        )  # fmt: skip
        return Response({"voucher": str(made)})
