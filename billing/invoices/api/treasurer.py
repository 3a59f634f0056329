"""The treasurer's doors: the list, one invoice, and the verbs on it."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from billing.invoices import actions, queries
from billing.invoices.api import shapes
from billing.invoices.enums import ORIGIN_BY_HAND, Vat
from kernel.doors import Door
from kernel.shapes import ProblemShape
from notices.tasks import deliver_soon


class InvoicesDoor(Door):
    """All of them."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see", "POST": "invoices.keep"}

    @extend_schema(
        operation_id="invoices_list",
        parameters=[shapes.InvoiceWishShape],
        responses=shapes.InvoicesShape,
    )
    def get(self, request: Request) -> Response:
        """Fifty at a time, the newest first; the totals are of all that were found."""
        form = shapes.InvoiceWishShape(data=request.query_params)
        form.is_valid(raise_exception=True)
        found = queries.page_of_invoices(
            queries.Wish(**form.validated_data), today=queries.local_day(self.at)
        )
        told = {
            "rows": [shapes.row_shape(one) for one in found.rows],
            "page": found.page,
            "pages": found.pages,
            "totals": found.totals,
            "classes": queries.classes_billed(),
        }
        return Response(shapes.InvoicesShape(told).data)

    @extend_schema(
        operation_id="invoices_draft",
        request=shapes.NewInvoiceForm,
        responses={201: shapes.InvoiceShape, 409: ProblemShape},
    )
    def post(self, request: Request) -> Response:
        """A draft by hand; the same key again is the same draft."""
        form = shapes.NewInvoiceForm(data=request.data)
        form.is_valid(raise_exception=True)
        draft = actions.draft_invoice(_wanted(form.validated_data), at=self.at)
        return told(self, draft.pk, status=201)


class InvoiceCountsDoor(Door):
    """What wants the treasurer."""

    verbs: ClassVar[dict[str, str]] = {"GET": "invoices.see"}

    @extend_schema(operation_id="invoices_counts", responses=shapes.InvoiceCountsShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """How many drafts there are, how many were paid too much, and how many have reached nobody."""
        return Response(shapes.InvoiceCountsShape(queries.counts(today=queries.local_day(self.at))).data)


class InvoiceDoor(Door):
    """One of them."""

    verbs: ClassVar[dict[str, str]] = {
        "GET": "invoices.see", "PUT": "invoices.keep", "DELETE": "invoices.keep",
    }  # fmt: skip

    @extend_schema(operation_id="invoices_retrieve", responses=shapes.InvoiceShape)
    def get(self, request: Request, invoice_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """With its lines, vouchers, credit notes and letters."""
        return told(self, invoice_id)

    @extend_schema(
        operation_id="invoices_redraft",
        request=shapes.NewInvoiceForm,
        responses={200: shapes.InvoiceShape, 409: ProblemShape},
    )
    def put(self, request: Request, invoice_id: UUID) -> Response:
        """Write a draft anew. What is issued stays: credit it."""
        form = shapes.NewInvoiceForm(data=request.data)
        form.is_valid(raise_exception=True)
        actions.change_draft(invoice_id=invoice_id, new=_wanted(form.validated_data), at=self.at)
        return told(self, invoice_id)

    @extend_schema(responses={204: None, 409: ProblemShape})
    def delete(self, request: Request, invoice_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Take a draft away; again is no error. What is issued stays."""
        actions.discard_draft(invoice_id=invoice_id)
        return Response(status=204)


class IssueDoor(Door):
    """From draft to invoice."""

    verbs: ClassVar[dict[str, str]] = {"POST": "invoices.keep"}

    @extend_schema(request=shapes.IssueForm, responses={200: shapes.InvoiceShape, 409: ProblemShape})
    def post(self, request: Request, invoice_id: UUID) -> Response:
        """Give it a number, post it and send it; again changes nothing."""
        form = shapes.IssueForm(data=request.data)
        form.is_valid(raise_exception=True)
        on = form.validated_data["on"] or queries.local_day(self.at)
        actions.issue_invoice(invoice_id=invoice_id, on=on, by=self.actor, at=self.at)
        deliver_soon("invoices")
        return told(self, invoice_id)


class CreditDoor(Door):
    """A credit note instead of an edit."""

    verbs: ClassVar[dict[str, str]] = {"POST": "invoices.keep"}

    @extend_schema(request=shapes.CreditForm, responses={201: shapes.InvoiceShape, 409: ProblemShape})
    def post(self, request: Request, invoice_id: UUID) -> Response:
        """Credit all that is left, or some of some lines, with a reason; gives the credit note."""
        form = shapes.CreditForm(data=request.data)
        form.is_valid(raise_exception=True)
        sent = form.validated_data
        lines = sent["lines"]
        note = actions.credit_invoice(
            invoice_id=invoice_id,
            reason=sent["reason"],
            on=queries.local_day(self.at),
            key=str(sent["key"]),
            lines={one["no"]: one["net"] for one in lines} if lines is not None else None,
            by=self.actor,
            at=self.at,
        )
        deliver_soon("invoices")
        return told(self, note.pk, status=201)


class WriteOffDoor(Door):
    """What cannot be had."""

    verbs: ClassVar[dict[str, str]] = {"POST": "invoices.keep"}

    @extend_schema(request=shapes.WriteOffForm, responses={200: shapes.InvoiceShape, 409: ProblemShape})
    def post(self, request: Request, invoice_id: UUID) -> Response:
        """Give up what is open, by a decision."""
        form = shapes.WriteOffForm(data=request.data)
        form.is_valid(raise_exception=True)
        actions.write_off(
            invoice_id=invoice_id,
            decision=form.validated_data["decision"],
            on=queries.local_day(self.at),
            by=self.actor,
            at=self.at,
        )
        return told(self, invoice_id)


class LettersDoor(Door):
    """Letters with an invoice."""

    verbs: ClassVar[dict[str, str]] = {"POST": "invoices.keep"}

    @extend_schema(request=shapes.LetterForm, responses={202: shapes.InvoiceLetterShape, 409: ProblemShape})
    def post(self, request: Request, invoice_id: UUID) -> Response:
        """Send it once more, with the paper as it was first printed."""
        form = shapes.LetterForm(data=request.data)
        form.is_valid(raise_exception=True)
        asked = actions.send_again(invoice_id=invoice_id, by=self.actor, at=self.at, **form.validated_data)
        deliver_soon("invoices")
        return Response(shapes.InvoiceLetterShape(asked).data, status=202)


def _wanted(sent: dict[str, Any]) -> actions.NewInvoice:
    """The form in the words of the actions; a line that says nothing of VAT is as the board chose."""
    choice = queries.vat_choice()
    usual = queries.chosen_vat(choice)
    lines = [
        actions.NewLine(
            **{name: value for name, value in line.items() if name != "vat_treatment"},
            vat=Vat(line["vat_treatment"]) if line["vat_treatment"] else usual.on(line["account"]),
        )
        for line in sent["lines"]
    ]
    days = (sent["period_from"], sent["period_to"])
    return actions.NewInvoice(
        member=sent["member"],
        origin=(ORIGIN_BY_HAND, str(sent["key"])),
        lines=lines,
        period=days if all(days) else None,
        decision=sent["decision"],
        vat_decision=choice.decision_id if choice else None,
        terms_days=sent["terms_days"],
    )


def told(door: Door, invoice_id: UUID, *, status: int = 200) -> Response:
    """The invoice as it stands after a verb."""
    found = queries.found(invoice_id, today=queries.local_day(door.at))
    return Response(shapes.InvoiceShape(shapes.invoice_shape(found)).data, status=status)
