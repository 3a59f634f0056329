"""The board and the treasurer see how the association stands with the platform, and pay."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from billing.subscriptions import actions, queries
from billing.subscriptions.enums import Standing, Tidings
from billing.subscriptions.models import Subscription
from kernel.doors import SIGNED_IN, Door
from kernel.shapes import ObstacleShape
from tenants.members.queries import member_count

LANGUAGES = ["sv", "en"]
OF_THE_ROW = (
    "standing", "plan", "trial_until", "paid_until", "ends_at", "unpaid_since", "grace_until",
    "read_only_since", "pay_url",
)  # fmt: skip
STANDINGS = [one.value for one in Standing]
BANNERS = [Tidings.TRIAL_ENDS.value, Tidings.UNPAID.value, Tidings.READ_ONLY.value]


class PlanShape(serializers.Serializer[Any]):
    """A plan: its price in öre without VAT, and how many members it is for at most."""

    code = serializers.CharField()
    name_sv = serializers.CharField()
    name_en = serializers.CharField()
    price = serializers.IntegerField(help_text="öre for each period, without VAT")
    currency = serializers.CharField()
    every = serializers.ChoiceField(choices=["month", "year"])
    most_members = serializers.IntegerField(allow_null=True)
    obstacles = ObstacleShape(many=True)


class SubscriptionShape(serializers.Serializer[Any]):
    """How the association stands, what it can choose, and where it pays."""

    standing = serializers.ChoiceField(choices=STANDINGS)
    is_asked = serializers.BooleanField(help_text="false where the installation takes no money")
    plan = serializers.CharField(allow_blank=True)
    members = serializers.IntegerField()
    trial_until = serializers.DateTimeField()
    paid_until = serializers.DateTimeField(allow_null=True)
    ends_at = serializers.DateTimeField(allow_null=True)
    unpaid_since = serializers.DateTimeField(allow_null=True)
    grace_until = serializers.DateTimeField(allow_null=True)
    read_only_since = serializers.DateTimeField(allow_null=True)
    rests = serializers.BooleanField(help_text="read-only rests: a meeting is held")
    pay_url = serializers.CharField(allow_blank=True, help_text="where an unpaid invoice is paid")
    plans = PlanShape(many=True)
    portal_obstacles = ObstacleShape(many=True)


class BannerShape(serializers.Serializer[Any]):
    """What is said above every page; nothing most of the time."""

    tidings = serializers.ChoiceField(choices=BANNERS, allow_null=True)
    day = serializers.DateTimeField(allow_null=True)
    rests = serializers.BooleanField()


class NewPageShape(serializers.Serializer[Any]):
    """Which plan, and the language of the page."""

    plan = serializers.CharField(max_length=20)
    language = serializers.ChoiceField(choices=LANGUAGES)


class NewPortalShape(serializers.Serializer[Any]):
    """The language of the portal."""

    language = serializers.ChoiceField(choices=LANGUAGES)


class SubscribeAtShape(serializers.Serializer[Any]):
    """Where to go."""

    url = serializers.CharField()


def shape(row: Subscription, *, held: bool) -> dict[str, Any]:
    """The subscription as it is told."""
    told = {name: getattr(row, name) for name in OF_THE_ROW}
    return {
        **told,
        "is_asked": queries.is_asked(),
        "members": member_count(),
        "rests": row.standing == Standing.READ_ONLY and held,
        "plans": queries.plans_now(row),
        "portal_obstacles": queries.obstacles_to_the_portal(row),
    }


class SubscriptionDoor(Door):
    """The association's own subscription."""

    verbs: ClassVar[dict[str, str]] = {"GET": "subscription.see"}

    @extend_schema(responses=SubscriptionShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """How it stands, the plans, and what stands in the way of each."""
        held = queries.is_held_today(at=self.at)
        return Response(SubscriptionShape(shape(queries.here(), held=held)).data)


class BannerDoor(Door):
    """What everybody should know of it, above every page."""

    verbs: ClassVar[dict[str, str]] = {"GET": SIGNED_IN}

    @extend_schema(responses=BannerShape)
    def get(self, request: Request) -> Response:
        """Early to those who can pay; to all when nothing can be changed."""
        user: Any = request.user
        found = queries.banner(knows=user.may("subscription.see"), at=self.at)
        return Response(BannerShape(found).data)


class SubscribeDoor(Door):
    """Subscribe."""

    verbs: ClassVar[dict[str, str]] = {"POST": "subscription.keep"}
    even_read_only = frozenset({"POST"})  # paying is the way out

    @extend_schema(request=NewPageShape, responses={201: SubscribeAtShape})
    def post(self, request: Request) -> Response:
        """A page at Stripe where the plan is subscribed to; the page opened before is closed."""
        form = NewPageShape(data=request.data)
        form.is_valid(raise_exception=True)
        url = actions.open_page(**form.validated_data, at=self.at)
        return Response(SubscribeAtShape({"url": url}).data, status=201)


class PortalDoor(Door):
    """Look after it."""

    verbs: ClassVar[dict[str, str]] = {"POST": "subscription.keep"}
    even_read_only = frozenset({"POST"})  # a new card is the way out

    @extend_schema(request=NewPortalShape, responses={201: SubscribeAtShape})
    def post(self, request: Request) -> Response:
        """An address, good for minutes, for cards, receipts and ending it."""
        form = NewPortalShape(data=request.data)
        form.is_valid(raise_exception=True)
        return Response(
            SubscribeAtShape({"url": actions.open_portal(**form.validated_data)}).data, status=201
        )


class LookDoor(Door):
    """Whether the payment has come."""

    verbs: ClassVar[dict[str, str]] = {"POST": "subscription.see"}
    even_read_only = frozenset({"POST"})  # what is paid is noted

    @extend_schema(request=None, responses=SubscriptionShape)
    def post(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Ask Stripe, for whoever has just come back from there."""
        row = actions.look_for_somebody(at=self.at)
        return Response(SubscriptionShape(shape(row, held=queries.is_held_today(at=self.at))).data)
