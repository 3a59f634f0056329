"""Doors to the bank's files: look, read, see, book."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from billing.bank import actions, queries
from billing.bank.api import shapes
from billing.bank.tasks import carry_on_soon
from billing.invoices.queries import overpaid_invoices
from billing.standards import statement_csv
from billing.standards.incoming import MAX_BYTES, too_large
from kernel.doors import Door
from kernel.errors import Malformed, Obstacle
from kernel.shapes import ProblemShape

ENVELOPE = 64 * 1024  # what multipart wraps around the file
LATEST = 20


def uploaded(request: Request) -> tuple[str, bytes, dict[str, str]]:
    """The file's name and content, and the columns sent with it. Too large a one is not read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES + ENVELOPE:
        raise Malformed({"file": [too_large()]})
    form = shapes.UploadForm(data=request.data)
    form.is_valid(raise_exception=True)
    columns: Any = form.validated_data["columns"] or {}
    known = {one.value for one in statement_csv.Column}
    if not isinstance(columns, dict) or not all(
        name in known and isinstance(heading, str) for name, heading in columns.items()
    ):
        raise Malformed({"columns": [Obstacle("billing.bank.error_columns")]})
    file = form.validated_data["file"]
    return file.name, file.read(), {name: heading for name, heading in columns.items() if heading}


class DeskDoor(Door):
    """One look."""

    verbs: ClassVar[dict[str, str]] = {"GET": "payments.see"}

    @extend_schema(responses=shapes.BankDeskShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """The latest files, and how much waits for somebody."""
        latest = list(queries.files()[:LATEST])
        told = queries.progress_of(latest)
        desk = {
            "files": [shapes.file_shape(one, told[one.pk]) for one in latest],
            **queries.counts(),
            "credits": overpaid_invoices().count(),
            "income_accounts": queries.income_accounts(),
        }
        return Response(shapes.BankDeskShape(desk).data)


class HeadingsDoor(Door):
    """A list's columns."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}
    parser_classes = (MultiPartParser,)

    @extend_schema(request={"multipart/form-data": shapes.UploadForm}, responses=shapes.HeadingsShape)
    def post(self, request: Request) -> Response:
        """The headings of a list, when its columns must be pointed out. Nothing is kept."""
        _, content, _ = uploaded(request)
        return Response(shapes.HeadingsShape(statement_csv.headings(content)).data)


class FilesDoor(Door):
    """Files."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="bank_files_create",
        request={"multipart/form-data": shapes.UploadForm},
        responses={201: shapes.BankFileWithPreviewShape, 400: ProblemShape},
    )
    def post(self, request: Request) -> Response:
        """Read one and see what booking it would do; a faulty one names its rows and is not kept."""
        name, content, columns = uploaded(request)
        found = actions.read_file(name=name, content=content, columns=columns, by=self.actor, at=self.at)
        told = shapes.BankFileWithPreviewShape(shapes.file_with_preview(found))
        return Response(told.data, status=201)


class FileDoor(Door):
    """A file."""

    verbs: ClassVar[dict[str, str]] = {"GET": "payments.see", "DELETE": "payments.keep"}

    @extend_schema(operation_id="bank_files_retrieve", responses=shapes.BankFileWithPreviewShape)
    def get(self, request: Request, file_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """How far it has come; not booked yet, what booking it would do."""
        found = queries.file(file_id)
        return Response(shapes.BankFileWithPreviewShape(shapes.file_with_preview(found)).data)

    @extend_schema(responses={204: None, 409: ProblemShape})
    def delete(self, request: Request, file_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Forget one that was only looked at."""
        actions.discard_file(file_id=file_id)
        return Response(status=204)


class BookingDoor(Door):
    """Booking a file."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=None, responses={202: shapes.BankFileShape, 409: ProblemShape})
    def post(self, request: Request, file_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Keep its payments, each once; matching goes on beside the request. Again it stays as it is."""
        found = actions.book_file(file_id=file_id, by=self.actor, at=self.at)
        carry_on_soon(found.pk)
        told = shapes.file_shape(found, queries.progress(found))
        return Response(shapes.BankFileShape(told).data, status=202)
