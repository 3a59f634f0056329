"""Networks, their addresses, schemas kept ready, and sign-ups under way. In ``public``."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django_tenants.models import DomainMixin, TenantMixin

from tenants.networks.enums import SLUG_PATTERN, SignUpStatus, Stage


class Network(TenantMixin):
    """One network or association. Its schema is ``slug`` with ``_`` for ``-``."""

    auto_create_schema = False
    auto_drop_schema = False
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=30, unique=True)
    country = models.CharField(max_length=2, default="SE")
    language = models.CharField(max_length=2, default="sv")
    stage = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in Stage], default=Stage.NETWORK.value
    )
    contact_name = models.CharField(max_length=200)
    contact_email = models.EmailField()
    created_at = models.DateTimeField()

    class Meta:
        """The address obeys the rule even if a later door forgets it."""

        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(condition=models.Q(slug__regex=SLUG_PATTERN), name="slug_is_a_host_label"),
        ]

    def __str__(self) -> str:
        """The network's name."""
        return self.name


class Domain(DomainMixin):
    """A host name at which a network answers."""


class KnownElsewhere(models.Model):
    """By which account somebody outside knows a network: a letter that names the account finds it."""

    provider = models.CharField(max_length=20)
    account = models.CharField(max_length=64)
    is_live = models.BooleanField()
    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="known_elsewhere")

    class Meta:
        """An account is one network's; a network may have had several."""

        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["provider", "account"], name="an_account_is_one_networks"),
        ]


class Spare(models.Model):
    """A migrated schema that no network owns yet; its row is written only when it is complete."""

    schema_name = models.CharField(max_length=63, unique=True)
    fingerprint = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)


class Template(models.Model):
    """A migrated schema that spares are copied from and nobody ever owns; one for each state of the code."""

    schema_name = models.CharField(max_length=63, unique=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)


class SignUp(models.Model):
    """Somebody is making a network. Nothing of it is visible before it is ready."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=30)
    country = models.CharField(max_length=2)
    language = models.CharField(max_length=2)
    contact_name = models.CharField(max_length=200)
    contact_email = models.EmailField()
    status = models.CharField(max_length=10, choices=[(s.value, s.value) for s in SignUpStatus])
    code_hash = models.CharField(max_length=64)
    code_valid_until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    steps = models.JSONField(default=list)
    obstacles = models.JSONField(default=list)
    network = models.OneToOneField(Network, null=True, on_delete=models.SET_NULL, related_name="sign_up")
    letter_sent_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
