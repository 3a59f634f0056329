"""People, what they may be, and the codes they sign in with. All of it in the association's schema."""

from __future__ import annotations

import secrets
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from kernel import codes, tenancy
from kernel.actor import Actor
from kernel.permissions import Role, verbs_of


def new_session_key() -> str:
    """A fresh value signs its owner out everywhere."""
    return secrets.token_hex(16)


class User(AbstractBaseUser):
    """A person in this association. There are no passwords, not even unusable ones."""

    password = None  # type: ignore[assignment]  # removes the column
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, default="sv")
    session_key = models.CharField(max_length=32, default=new_session_key)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects = BaseUserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        """One person per address, whatever the case of its letters."""

        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="email_lower_case"),
        ]

    def __str__(self) -> str:
        """The name people call them by."""
        return self.name

    @cached_property
    def roles(self) -> frozenset[str]:
        """What they are here; read once per request, so a lost role bites at the next one."""
        held: list[str] | None = getattr(self, "held", None)
        return frozenset(self.grants.values_list("role", flat=True) if held is None else held)

    def may(self, verb: str) -> bool:
        """Whether one of their roles gives the verb."""
        return verb in verbs_of(self.roles)

    def as_actor(self) -> Actor:
        """The same person in the words of the domain."""
        return Actor(id=self.pk, name=self.name, roles=self.roles)

    def has_usable_password(self) -> bool:
        """Nobody has one."""
        return False

    def check_password(self, raw_password: str | None) -> bool:  # noqa: ARG002  Django's signature
        """Nobody has one."""
        return False

    def set_password(self, raw_password: str | None) -> None:
        """Nobody gets one."""

    def set_unusable_password(self) -> None:
        """Nobody gets even that."""

    def _get_session_auth_hash(self, secret: Any = None) -> str:  # noqa: ANN401, ARG002  Django's signature
        """Bound to this association: a session and a user copied to another are nobody there."""
        return codes.fingerprint("session", str(tenancy.current().pk), str(self.pk), self.session_key)

    def get_session_auth_hash(self) -> str:
        """What Django compares on every request."""
        return self._get_session_auth_hash()


class RoleGrant(models.Model):
    """Somebody holds a role."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Role])
    granted_at = models.DateTimeField()

    class Meta:
        """Once each, and only roles that exist."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["user", "role"], name="role_once_per_person"),
            models.CheckConstraint(condition=models.Q(role__in=[r.value for r in Role]), name="role_exists"),
        ]


class SignInCode(models.Model):
    """A code that was sent: only keyed hashes are kept. Rows also count how often somebody tries."""

    email = models.EmailField()
    code_hash = models.CharField(max_length=64)
    link_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Looked up by address, newest first."""

        indexes: ClassVar[list[Any]] = [models.Index(fields=["email", "-sent_at"])]
