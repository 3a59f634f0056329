"""Member organisations and the imports they came from."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, GeneratedField, Q, Value
from django.db.models.functions import Lower
from django.db.models.expressions import Func

from tenants.members.enums import SWEDISH_FROM, SWEDISH_TO, MemberKind


class Member(models.Model):
    """An organisation in the network, later a member of the association. One vote each."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)
    org_number = models.CharField(max_length=13, unique=True, help_text="ten digits with a hyphen")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in MemberKind])
    town = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=80, blank=True)
    employees = models.PositiveIntegerField(null=True)
    contact_name = models.CharField(max_length=200)
    contact_email = models.EmailField()
    invoice_email = models.EmailField(blank=True)
    peppol_id = models.CharField(max_length=60, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    sort_name = GeneratedField(
        expression=Func(
            Lower(F("name")), Value(SWEDISH_FROM), Value(SWEDISH_TO),
            function="translate", output_field=models.CharField(max_length=200),
        ),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )  # fmt: skip

    class Meta:
        """Listed in Swedish alphabetical order; a contact answers for one organisation."""

        ordering: ClassVar[list[str]] = ["sort_name", "number"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["sort_name"])]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["contact_email"], name="one_contact_per_address"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in MemberKind]), name="member_kind_exists"
            ),
            models.CheckConstraint(
                condition=Q(contact_email=Lower("contact_email")), name="contact_lower_case"
            ),
        ]

    def __str__(self) -> str:
        """The organisation's name."""
        return self.name


class MemberImport(models.Model):
    """A file that was read and shown row by row; applied whole or not at all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1)
    rows = models.JSONField()
    good = models.PositiveIntegerField()
    faulty = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    created = models.PositiveIntegerField(null=True)
