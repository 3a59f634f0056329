"""Doors to sign-up, on the public site."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel import tenancy
from kernel.doors import ANYONE, Door
from kernel.errors import Missing
from kernel.shapes import ObstacleShape
from tenants.networks import actions, queries, rules
from tenants.networks.actions.provisioning import Founding
from tenants.networks.enums import SignUpStatus
from tenants.networks.models import SignUp
from tenants.networks.tasks import build_network

BASES = ["source", "common", "product"]


class NewSignUpShape(serializers.Serializer[Any]):
    """What a network is founded with."""

    name = serializers.CharField(max_length=120)
    slug = serializers.CharField(max_length=60)
    country = serializers.ChoiceField(choices=list(rules.COUNTRIES))
    language = serializers.ChoiceField(choices=["sv", "en"])
    contact_name = serializers.CharField(max_length=200)
    contact_email = serializers.EmailField()


class StepShape(serializers.Serializer[Any]):
    """One step of the building, with its real seconds."""

    code = serializers.ChoiceField(choices=["address", "schema", "rooms", "letter"])
    state = serializers.ChoiceField(choices=["waiting", "running", "done", "failed"])
    seconds = serializers.FloatField(allow_null=True)


class SignUpShape(serializers.Serializer[Any]):
    """A sign-up under way. Its id is what its owner knows and nobody else."""

    id = serializers.UUIDField()
    status = serializers.ChoiceField(choices=[s.value for s in SignUpStatus])
    name = serializers.CharField()
    slug = serializers.CharField()
    address = serializers.CharField()
    contact_email = serializers.EmailField()
    steps = StepShape(many=True)
    obstacles = ObstacleShape(many=True)

    def to_representation(self, instance: SignUp) -> dict[str, Any]:
        """Add the address a browser opens."""
        instance.address = queries.origin_of(instance.slug)  # type: ignore[attr-defined]  # only for rendering
        return super().to_representation(instance)


class CodeShape(serializers.Serializer[Any]):
    """A typed code."""

    code = serializers.CharField(max_length=20)


class RetryShape(serializers.Serializer[Any]):
    """Another address, if the first was taken meanwhile."""

    slug = serializers.CharField(max_length=60, required=False)


class SlugShape(serializers.Serializer[Any]):
    """Whether an address can be had."""

    slug = serializers.CharField()
    free = serializers.BooleanField()
    address = serializers.CharField()
    obstacles = ObstacleShape(many=True)


class WordsShape(serializers.Serializer[Any]):
    """Something in both languages."""

    sv = serializers.CharField()
    en = serializers.CharField()


class StatementShape(WordsShape):
    """A sentence about the country, and what it rests on: only a source makes it more than hearsay."""

    about = serializers.CharField()
    source_sv = serializers.CharField(allow_blank=True)
    source_en = serializers.CharField(allow_blank=True)
    basis = serializers.ChoiceField(choices=BASES)


class FoundersShape(serializers.Serializer[Any]):
    """The least number of founders."""

    n = serializers.IntegerField()
    scope = serializers.ChoiceField(choices=["founding", "register"])
    basis = serializers.ChoiceField(choices=BASES)


class CountryShape(serializers.Serializer[Any]):
    """What the law and practice of a country say about founding an association, with sources."""

    code = serializers.CharField()
    name_sv = serializers.CharField()
    name_en = serializers.CharField()
    form = serializers.CharField()
    form_en = serializers.CharField()
    statute = serializers.CharField(allow_blank=True)
    constituting = serializers.CharField(allow_blank=True, help_text="the country's word for the meeting")
    annual = serializers.CharField(allow_blank=True)
    founders = FoundersShape()
    notary = serializers.BooleanField()
    authority_sv = serializers.CharField(allow_blank=True)
    authority_en = serializers.CharField(allow_blank=True)
    papers = WordsShape(many=True)
    papers_source_sv = serializers.CharField(allow_blank=True)
    papers_source_en = serializers.CharField(allow_blank=True)
    contents = WordsShape(many=True)
    contents_source_sv = serializers.CharField(allow_blank=True)
    contents_source_en = serializers.CharField(allow_blank=True)
    minutes = WordsShape(many=True)
    minutes_source_sv = serializers.CharField(allow_blank=True)
    minutes_source_en = serializers.CharField(allow_blank=True)
    statements = StatementShape(many=True)

    def to_representation(self, instance: rules.Country) -> dict[str, Any]:
        """Pairs become words."""
        given: dict[str, Any] = {str(name): getattr(instance, str(name)) for name in self.fields}
        for name in ("papers", "minutes"):
            given[name] = [{"sv": sv, "en": en} for sv, en in given[name]]
        return super().to_representation(given)


class CountriesDoor(Door):
    """Where an association can be founded."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=CountryShape(many=True))
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Every country there is a pack for; ``XX`` is any other."""
        return Response(CountryShape(rules.countries(), many=True).data)


class CountryDoor(Door):
    """The association's own country."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=CountryShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Its pack."""
        return Response(CountryShape(rules.country_of(tenancy.current().country)).data)


class SignUpsDoor(Door):
    """Begin."""

    verbs: ClassVar[dict[str, str]] = {"POST": ANYONE}

    @extend_schema(request=NewSignUpShape, responses={201: SignUpShape})
    def post(self, request: Request) -> Response:
        """Remember the wish; the code goes to the contact's address."""
        form = NewSignUpShape(data=request.data)
        form.is_valid(raise_exception=True)
        sign_up = actions.begin_sign_up(Founding(**form.validated_data), at=self.at)
        return Response(SignUpShape(sign_up).data, status=201)


class SignUpDoor(Door):
    """Follow."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=SignUpShape)
    def get(self, request: Request, sign_up_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Where it stands."""
        sign_up = SignUp.objects.filter(pk=sign_up_id).first()
        if sign_up is None:
            raise Missing
        return Response(SignUpShape(sign_up).data)


class VerifyDoor(Door):
    """The typed code."""

    verbs: ClassVar[dict[str, str]] = {"POST": ANYONE}

    @extend_schema(request=CodeShape, responses=SignUpShape)
    def post(self, request: Request, sign_up_id: UUID) -> Response:
        """Right, it starts the building."""
        form = CodeShape(data=request.data)
        form.is_valid(raise_exception=True)
        sign_up = actions.verify(sign_up_id=sign_up_id, code=form.validated_data["code"], at=self.at)
        if sign_up.status == SignUpStatus.BUILDING:
            build_network.delay(str(sign_up.pk))
        return Response(SignUpShape(sign_up).data)


class RetryDoor(Door):
    """Go on after a stop."""

    verbs: ClassVar[dict[str, str]] = {"POST": ANYONE}

    @extend_schema(request=RetryShape, responses=SignUpShape)
    def post(self, request: Request, sign_up_id: UUID) -> Response:
        """What is done is not done again."""
        form = RetryShape(data=request.data)
        form.is_valid(raise_exception=True)
        sign_up = actions.retry(sign_up_id=sign_up_id, slug=form.validated_data.get("slug"))
        if sign_up.status == SignUpStatus.BUILDING:
            build_network.delay(str(sign_up.pk))
        return Response(SignUpShape(sign_up).data)


class NewCodeDoor(Door):
    """Another code."""

    verbs: ClassVar[dict[str, str]] = {"POST": ANYONE}

    @extend_schema(request=None, responses=SignUpShape)
    def post(self, request: Request, sign_up_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The one before stops working."""
        return Response(SignUpShape(actions.new_code(sign_up_id=sign_up_id, at=self.at)).data)


class SlugDoor(Door):
    """Whether an address can be had."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE}

    @extend_schema(responses=SlugShape)
    def get(self, request: Request, slug: str) -> Response:
        """Every reason against it. Sets the CSRF cookie that the sign-up needs."""
        get_token(request._request)  # noqa: SLF001  DRF's own way to the Django request
        obstacles = rules.obstacles_to_slug(slug, taken=queries.is_taken(slug))
        shape = {
            "slug": slug,
            "free": not obstacles,
            "address": queries.origin_of(slug),
            "obstacles": obstacles,
        }
        return Response(SlugShape(shape).data)
