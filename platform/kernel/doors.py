"""The shape of every door to the API: parse, may you?, one call, render.

A view names the verb that each of its methods needs; a method without one cannot be called.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, cast

from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.request import Request
from rest_framework.views import APIView

from kernel import clock, tenancy, writing
from kernel.actor import Actor
from kernel.errors import Forbidden, refuse_if

ANYONE = "anyone"
SIGNED_IN = "signed_in"


class Session(SessionAuthentication):
    """Django's session with the CSRF check on every change, also by guests (sign-in is a change too)."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        """The user behind the cookie, if any."""
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            self.enforce_csrf(request)
        if tenancy.current_or_none() is None:
            return None  # the public site has no accounts and no session table
        user = getattr(request._request, "user", None)  # noqa: SLF001  DRF's own way to the Django request
        if user is None or not user.is_active:
            return None
        return (user, None)

    def authenticate_header(self, request: Request) -> str:  # noqa: ARG002  DRF's signature
        """Answer 401, not 403, to those who have not signed in."""
        return "Session"


class Door(APIView):
    """Base of all API views. ``verbs`` maps each method to a verb of the table, ANYONE or SIGNED_IN.

    Whatever changes something asks first whether the association may write now; ``even_read_only`` names the
    few methods that do not (ADR 18), and a test names the doors.
    """

    verbs: ClassVar[dict[str, str]] = {}
    even_read_only: ClassVar[frozenset[str]] = frozenset()
    asks: ClassVar[tuple[Callable[..., None], ...]] = ()
    """Asked after the verb with the actor and what the address names; each raises Forbidden or Missing."""
    authentication_classes = (Session,)
    permission_classes = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  DRF's signature
        """Check the verb before anything is read."""
        super().initial(request, *args, **kwargs)
        if request.method == "OPTIONS":
            return
        self._may(request)
        for ask in self.asks:
            ask(self.actor, **kwargs)

    def _may(self, request: Request) -> None:
        verb = self.verbs.get(cast("str", request.method))
        if verb is None:
            raise exceptions.MethodNotAllowed(str(request.method))
        if verb != ANYONE:
            if not getattr(request.user, "is_authenticated", False):
                raise exceptions.NotAuthenticated
            if verb != SIGNED_IN and not cast("Any", request.user).may(verb):
                raise Forbidden(verb)
        if request.method not in {"GET", "HEAD", *self.even_read_only}:
            refuse_if(writing.obstacles(room=type(self).__module__.partition(".")[0], verb=verb, at=self.at))

    @property
    def actor(self) -> Actor:
        """Who is asking."""
        user: Any = self.request.user
        return user.as_actor() if user.is_authenticated else Actor.guest()

    @property
    def roles(self) -> frozenset[str]:
        """What they are here; nothing for a guest."""
        return self.actor.roles

    @property
    def at(self) -> datetime:
        """When: the door reads the clock so that nothing below it does."""
        return clock.now()
