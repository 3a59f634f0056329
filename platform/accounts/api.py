"""Doors to accounts: the session, signing in, and who holds which role."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import login, logout
from django.middleware.csrf import get_token
from django.utils.module_loading import import_string
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import actions, queries
from accounts.models import User
from accounts.rules import VALID
from kernel import clock, tenancy
from kernel.doors import ANYONE, Door
from kernel.permissions import Role, verbs_of
from notices.actions import send_letter

BACKEND = "accounts.actions.backend.CodeOnlyBackend"


class PersonShape(serializers.Serializer[Any]):
    """A person."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    email = serializers.EmailField()


class NetworkShape(serializers.Serializer[Any]):
    """The association this host belongs to."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    slug = serializers.CharField()
    stage = serializers.CharField()
    language = serializers.CharField()
    currency = serializers.SerializerMethodField(help_text="ISO 4217: what its money is counted in")

    def get_currency(self, network: Any) -> str:  # noqa: ANN401, ARG002  DRF's signature
        """As the room of the money says."""
        return str(import_string(settings.MONEY_COUNTED_IN)())


class SessionShape(serializers.Serializer[Any]):
    """Who is here, what they may do, and where the stream is."""

    signed_in = serializers.BooleanField()
    user = PersonShape(allow_null=True)
    roles = serializers.ListField(child=serializers.ChoiceField(choices=[r.value for r in Role]))
    verbs = serializers.ListField(child=serializers.CharField())
    network = NetworkShape()
    live_url = serializers.CharField(allow_blank=True)
    now = serializers.DateTimeField()
    meeting_id = serializers.UUIDField(allow_null=True)


class EmailShape(serializers.Serializer[Any]):
    """Where to send the code."""

    email = serializers.EmailField()


class CodeSentShape(serializers.Serializer[Any]):
    """The same for every address."""

    minutes = serializers.IntegerField()


class SignInShape(serializers.Serializer[Any]):
    """A typed code."""

    email = serializers.EmailField()
    code = serializers.CharField(max_length=20)


class TokenShape(serializers.Serializer[Any]):
    """What the link carries."""

    token = serializers.CharField(max_length=100)


class NameShape(serializers.Serializer[Any]):
    """Whose link it is."""

    name = serializers.CharField()


class OfficerShape(serializers.Serializer[Any]):
    """Somebody with a role."""

    id = serializers.IntegerField()
    role = serializers.ChoiceField(choices=[r.value for r in Role])
    user = PersonShape()


class NewOfficerShape(serializers.Serializer[Any]):
    """Give a role to somebody, who need not be known here yet."""

    role = serializers.ChoiceField(choices=[r.value for r in Role if r is not Role.DELEGATE])
    name = serializers.CharField(max_length=200)
    email = serializers.EmailField()


def session_of(request: Request) -> dict[str, Any]:
    """The session as the API tells it; sets the CSRF cookie."""
    get_token(request._request)  # noqa: SLF001  DRF's own way to the Django request
    user = request._request.user  # noqa: SLF001  a sign-in during this request counts
    network = tenancy.current()
    roles = user.roles if isinstance(user, User) else frozenset()
    host = tenancy.normalise(request.get_host())
    body = {
        "signed_in": isinstance(user, User),
        "user": user if isinstance(user, User) else None,
        "roles": sorted(roles),
        "verbs": sorted(verbs_of(roles)),
        "network": network,
        "live_url": settings.LIVE_URL.format(host=host) if settings.LIVE_URL else "",
        "now": clock.now(),
        "meeting_id": getattr(import_string(settings.MEETING_THAT_MATTERS)(), "pk", None),
    }
    return dict(SessionShape(body).data)


class SessionDoor(Door):
    """Who is here."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE, "DELETE": ANYONE}
    even_read_only = frozenset({"DELETE"})

    @extend_schema(responses=SessionShape)
    def get(self, request: Request) -> Response:
        """Also for guests; the answer carries the CSRF cookie."""
        return Response(session_of(request))

    @extend_schema(responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign out."""
        logout(request._request)  # noqa: SLF001  DRF's own way to the Django request
        return Response(status=204)


class CodesDoor(Door):
    """Ask for a code."""

    verbs: ClassVar[dict[str, str]] = {"POST": ANYONE}
    even_read_only = frozenset({"POST"})

    @extend_schema(request=EmailShape, responses={202: CodeSentShape})
    def post(self, request: Request) -> Response:
        """The same answer whether or not the address is known here."""
        form = EmailShape(data=request.data)
        form.is_valid(raise_exception=True)
        asked = actions.ask_for_code(email=form.validated_data["email"], at=self.at)
        if asked:
            user, code, token = asked
            network = tenancy.current()
            link = f"{request.scheme}://{request.get_host()}/logga-in?t={token}"
            send_letter(
                key="platform.accounts.sign_in_code",
                to=user.email,
                lang=user.language,
                values={
                    "association": network.name,
                    "code": code,
                    "link": link,
                    "valid_until": self.at + VALID,
                },
            )
        return Response({"minutes": int(VALID.total_seconds() // 60)}, status=202)


class SignInDoor(Door):
    """Sign in with the typed code."""

    verbs: ClassVar[dict[str, str]] = {"POST": ANYONE}
    even_read_only = frozenset({"POST"})

    @extend_schema(request=SignInShape, responses=SessionShape)
    def post(self, request: Request) -> Response:
        """A right code starts a session here and nowhere else."""
        form = SignInShape(data=request.data)
        form.is_valid(raise_exception=True)
        user = actions.sign_in_by_code(**form.validated_data, at=self.at)
        login(request._request, user, backend=BACKEND)  # noqa: SLF001  DRF's own way to the Django request
        return Response(session_of(request))


class LinkDoor(Door):
    """Sign in with the link in the letter: looking is free, pressing the button is not."""

    verbs: ClassVar[dict[str, str]] = {"GET": ANYONE, "POST": ANYONE}
    even_read_only = frozenset({"POST"})

    @extend_schema(parameters=[OpenApiParameter("token", str, required=True)], responses=NameShape)
    def get(self, request: Request) -> Response:
        """Whose link it is. Consumes nothing, whatever scanner asks."""
        user = actions.who_has_link(token=request.query_params.get("token", ""), at=self.at)
        return Response({"name": user.name})

    @extend_schema(request=TokenShape, responses=SessionShape)
    def post(self, request: Request) -> Response:
        """The button."""
        form = TokenShape(data=request.data)
        form.is_valid(raise_exception=True)
        user = actions.sign_in_by_link(token=form.validated_data["token"], at=self.at)
        login(request._request, user, backend=BACKEND)  # noqa: SLF001  DRF's own way to the Django request
        return Response(session_of(request))


class OfficersDoor(Door):
    """Who holds which role."""

    verbs: ClassVar[dict[str, str]] = {"GET": "roles.grant", "POST": "roles.grant"}

    @extend_schema(responses=OfficerShape(many=True))
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Everyone but the delegates."""
        return Response(OfficerShape(queries.officers(), many=True).data)

    @extend_schema(request=NewOfficerShape, responses={201: OfficerShape})
    def post(self, request: Request) -> Response:
        """Give a role."""
        form = NewOfficerShape(data=request.data)
        form.is_valid(raise_exception=True)
        grant = actions.appoint(**form.validated_data, by=self.actor, at=self.at)
        return Response(OfficerShape(grant).data, status=201)


class OfficerDoor(Door):
    """One role of one person."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "roles.grant"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, grant_id: int) -> Response:  # noqa: ARG002  DRF's signature
        """Take it back; the last office cannot be taken away."""
        actions.withdraw_role(grant_id=grant_id, by=self.actor, at=self.at)
        return Response(status=204)
