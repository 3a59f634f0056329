"""The member's doors: what is open, a page to pay at, the kept card."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.invoices import queries as invoices
from billing.invoices.enums import InvoiceKind, InvoiceState
from billing.invoices.models import Invoice
from billing.payments import actions, queries, rules
from billing.payments.api.shapes import AttemptShape, PageWishShape, PayingShape, path_of
from billing.payments.models import Payer
from kernel import tenancy
from kernel.actor import Actor
from kernel.doors import SIGNED_IN, Door
from kernel.errors import Missing
from tenants.networks.queries import origin_of

LANG = OpenApiParameter("lang", str, enum=["sv", "en"], description="of what is agreed to")


class LinkShape(serializers.Serializer[Any]):
    """The link that stands in the letter: whoever holds it may pay."""

    path = serializers.CharField()


def paying(invoice_id: UUID, *, language: str = "sv") -> dict[str, Any]:
    """The invoice as its payer sees it."""
    found = _issued(invoice_id)
    owed = invoices.open_amount(found.pk)
    till, currency = queries.till(), found.currency.lower()
    obstacles = rules.obstacles_to_paying(
        till=till,
        is_payable=True,
        owed=owed,
        currency=currency,
        is_on_its_way=queries.is_on_its_way(found.pk),
    )
    ways = rules.ways_of(currency, till.ways)
    payer = queries.payer_of(found.member_id)
    return {
        "invoice": found.pk,
        "number": found.number,
        "seller": found.seller.get("name", ""),
        "member": found.member.name,
        "total": found.total,
        "open": owed,
        "currency": found.currency,
        "due_on": found.due_on,
        "bankgiro": found.seller.get("bankgiro", ""),
        "iban": found.seller.get("iban", ""),
        "bic": found.seller.get("bic", ""),
        "ocr": found.ocr,
        "may_pay_online": not obstacles,
        "obstacles": [one.to_json() for one in obstacles],
        "ways": ways,
        "consent_words": rules.consent_words(language, ways),
        "saved_label": payer.saved_label if payer else "",
        "attempt": queries.attempts_of(found.pk).last(),
        "charges": queries.charges().filter(invoice=found.pk),
    }


def _consent(language: str) -> str:
    ways = rules.ways_of(invoices.currency().lower(), queries.till().ways)
    return rules.consent_words(language, ways)


def _issued(invoice_id: UUID) -> Invoice:
    found = invoices.invoice(invoice_id)
    if found.state != InvoiceState.ISSUED or found.kind != InvoiceKind.INVOICE:
        raise Missing
    return found


def opened(request: Request, invoice_id: UUID, *, by: Actor, at: datetime) -> Response:
    """The page to pay at, for whoever may."""
    form = PageWishShape(data=request.data)
    form.is_valid(raise_exception=True)
    wish = form.validated_data
    back = origin_of(tenancy.current().slug) + path_of(wish["back_to"])
    attempt = actions.open_pay_page(
        invoice_id=invoice_id,
        language=wish["language"],
        back_to=back,
        away_to=back,
        consent_words=_consent(wish["language"]) if wish["keep_card"] else "",
        by=by,
        at=at,
    )
    return Response(AttemptShape(attempt).data)


class OwnDoor(Door):
    """Somebody who answers for the member, or the treasurer; for others it is missing."""

    def theirs(self, invoice_id: UUID, *, treasurer: str = "payments.keep") -> None:
        """Raise Missing for everybody else."""
        user: Any = self.request.user
        if not user.may(treasurer) and not invoices.is_theirs(invoices.invoice(invoice_id), user.email):
            raise Missing


class PayingDoor(OwnDoor):
    """What is open."""

    verbs: ClassVar[dict[str, str]] = {"GET": SIGNED_IN}

    @extend_schema(parameters=[LANG], responses=PayingShape)
    def get(self, request: Request, invoice_id: UUID) -> Response:
        """The ways to pay, and what was paid."""
        self.theirs(invoice_id, treasurer="payments.see")
        return Response(PayingShape(paying(invoice_id, language=language_of(request))).data)


class PageDoor(OwnDoor):
    """The page to pay at."""

    verbs: ClassVar[dict[str, str]] = {"POST": SIGNED_IN}

    @extend_schema(request=PageWishShape, responses=AttemptShape)
    def post(self, request: Request, invoice_id: UUID) -> Response:
        """Open it, or give the one that is open."""
        self.theirs(invoice_id)
        return opened(request, invoice_id, by=self.actor, at=self.at)


class SendDoor(Door):
    """Stripe's own invoice."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=None, responses=AttemptShape)
    def post(self, request: Request, invoice_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Stripe sends it to the member."""
        sent = actions.send_through_stripe(invoice_id=invoice_id, by=self.actor, at=self.at)
        return Response(AttemptShape(sent).data)


class SavedDoor(Door):
    """The card that was kept."""

    verbs: ClassVar[dict[str, str]] = {"POST": "payments.keep"}

    @extend_schema(request=None, responses=AttemptShape)
    def post(self, request: Request, invoice_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Charge it. A card that says no is told as an obstacle; the invoice stays open."""
        paid = actions.charge_saved(invoice_id=invoice_id, by=self.actor, at=self.at)
        return Response(AttemptShape(paid).data)


class LinkDoor(Door):
    """The letter's link."""

    verbs: ClassVar[dict[str, str]] = {"GET": "payments.see"}

    @extend_schema(responses=LinkShape)
    def get(self, request: Request, invoice_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """For whoever writes to the member."""
        return Response(LinkShape({"path": f"/betala/{invoices.pay_token(_issued(invoice_id).pk)}"}).data)


class ConsentDoor(Door):
    """The consent to keep a card."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": SIGNED_IN}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, member_id: UUID) -> Response:
        """Withdraw it: nothing is charged from now on, and Stripe forgets the card."""
        user: Any = request.user
        payer = Payer.objects.select_related("member").filter(member=member_id).first()
        if payer is None or not (user.may("payments.keep") or invoices.answers_for(payer.member, user.email)):
            raise Missing
        actions.withdraw_consent(member_id=member_id, by=self.actor, at=self.at)
        return Response(status=204)


def language_of(request: Request) -> str:
    """The reader's, of the two that we write: as asked for, else as the browser says."""
    asked = request.query_params.get("lang", "")
    if asked in {"sv", "en"}:
        return asked
    return "en" if request.headers.get("Accept-Language", "").lower().startswith("en") else "sv"
