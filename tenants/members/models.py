"""Member organisations and the imports they came from."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, GeneratedField, Q, Value
from django.db.models.expressions import Combinable, Func
from django.db.models.functions import Concat, Lower

from notices.models import KeptLetter
from tenants.members.enums import (
    SWEDISH_FROM,
    SWEDISH_TO,
    ApplicationOutcome,
    MemberKind,
    NoticeChannel,
    StrikingOutcome,
)


def in_swedish(text: Combinable) -> Func:
    """The text folded for Swedish order and search, the same in every locale of the database."""
    return Func(
        text,
        Value(SWEDISH_FROM),
        Value(SWEDISH_TO),
        function="translate",
        output_field=models.TextField(),
    )


def _lines(names: tuple[str, ...]) -> Iterator[Combinable]:
    for name in names:
        yield F(name)
        yield Value("\n")


SEARCHED = ("number", "name", "org_number", "contact_name", "contact_email", "delegate_name")


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
    delegate_name = models.CharField(max_length=200, blank=True, help_text="who speaks for it at the meeting")
    fee_overdue_since = models.DateField(
        null=True,
        help_text="the day the oldest unpaid fee is due, passed or to come; rules say if it matters",
    )
    member_since = models.DateField(
        null=True, help_text="of the association; nothing while only in the network"
    )
    joined_by = models.UUIDField(null=True, help_text="the decision that it joined by")
    created_at = models.DateTimeField()
    sort_name = GeneratedField(
        expression=in_swedish(F("name")),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )
    words = GeneratedField(
        expression=in_swedish(Concat(*_lines(SEARCHED), output_field=models.TextField())),
        output_field=models.TextField(),
        db_persist=True,
    )

    class Meta:
        """Listed in Swedish alphabetical order; a contact answers for one organisation."""

        ordering: ClassVar[list[str]] = ["sort_name", "number"]
        indexes: ClassVar[list[Any]] = [models.Index(fields=["sort_name", "number"])]
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


class Application(models.Model):
    """An organisation of the network asks to become a member; the board decides (statutes § 4 mom. 2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="applications")
    by_name = models.CharField(max_length=200, help_text="who asked")
    applied_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=9, blank=True, choices=[(o.value, o.value) for o in ApplicationOutcome]
    )
    decision = models.UUIDField(null=True, help_text="what the board decided about it")
    reason = models.TextField(blank=True, help_text="why it was refused")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        """In the order they came in; one waits at a time, and a refusal says why."""

        ordering: ClassVar[list[str]] = ["applied_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(settled_at=None), name="one_application_waits"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="", decision=None)
                | Q(settled_at__isnull=False, outcome="withdrawn", decision=None)
                | Q(settled_at__isnull=False, outcome__in=["admitted", "refused"], decision__isnull=False),
                name="application_settled_by_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused") | ~Q(reason=""), name="refused_with_a_reason"
            ),
        ]


class Striking(KeptLetter):
    """A proposal that an unpaid membership ends; the board alone decides (statutes § 9, never by itself).

    What the register said before is kept, so that a decision that is taken back leaves it as it was. The
    letter to the member waits until the meeting has ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="strikings")
    invoices = models.JSONField(
        default=list, help_text='unpaid: [{"id", "number", "due_on", "left" in öre, "reminded_on"}]'
    )
    rule_sv = models.CharField(max_length=200, help_text="where the statutes let the board end it")
    rule_en = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=200, blank=True, help_text="who proposed it")
    proposed_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=9, blank=True, choices=[(o.value, o.value) for o in StrikingOutcome]
    )
    decision = models.UUIDField(null=True, help_text="what the board decided about it")
    citation_sv = models.CharField(max_length=200, blank=True, help_text="the decision in words")
    citation_en = models.CharField(max_length=200, blank=True)
    is_credited = models.BooleanField(default=False, help_text="the board gives up what is unpaid")
    ended_on = models.DateField(null=True)
    was_since = models.DateField(null=True, help_text="the register's day, before")
    was_by = models.UUIDField(null=True, help_text="the decision that it had joined by")
    settled_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True, help_text="when the board's meeting had ended")
    credited_at = models.DateTimeField(null=True, help_text="when the books followed")

    class Meta:
        """In the order they were proposed; one waits at a time, and only a decision ends a membership."""

        ordering: ClassVar[list[str]] = ["proposed_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(settled_at=None), name="one_striking_waits"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="", decision=None, ended_on=None)
                | Q(settled_at__isnull=False, outcome="withdrawn", decision=None, ended_on=None)
                | Q(settled_at__isnull=False, outcome="kept", decision__isnull=False, ended_on=None)
                | Q(
                    settled_at__isnull=False, outcome="ended", decision__isnull=False, ended_on__isnull=False
                ),
                name="membership_ended_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False, outcome="ended") & ~Q(message_id="")
                | ~Q(state="sent") & Q(sent_at=None),
                name="sent_farewell_is_proved",
            ),
        ]


class Leaving(KeptLetter):
    """A member's own notice that it leaves (utträde). When it has left, the statutes' rule said on that day.

    ``ends_on`` is the first day on which it is no member. Until then it can take the notice back. The letter
    confirms the notice, and after it the withdrawal. What the register said before is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="leavings")
    channel = models.CharField(max_length=6, choices=[(c.value, c.value) for c in NoticeChannel])
    noticed_on = models.DateField(help_text="the day on which the association had the notice")
    ends_on = models.DateField()
    rule_sv = models.CharField(max_length=200, blank=True, help_text="where the statutes speak of it")
    rule_en = models.CharField(max_length=200, blank=True)
    by_name = models.CharField(max_length=200, help_text="who gave the notice, or wrote down that it came")
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, help_text="when the register followed")
    was_since = models.DateField(null=True, help_text="the register's day, before")
    was_by = models.UUIDField(null=True, help_text="the decision that it had joined by")

    class Meta:
        """In the order they came; one waits at a time, and what was taken back has no end."""

        ordering: ClassVar[list[str]] = ["noted_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["member"], condition=Q(withdrawn_at=None, ended_at=None), name="one_leaving_waits"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("noticed_on")), name="leaves_after_its_notice"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(ended_at=None, was_since=None),
                name="withdrawn_is_not_left",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) & ~Q(message_id="")
                | ~Q(state="sent") & Q(sent_at=None),
                name="sent_confirmation_is_proved",
            ),
        ]


class MemberImport(models.Model):
    """A file that was read and shown row by row; applied whole or not at all.

    ``rows`` hold what the file itself says; what collides with members is found anew at each look.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    file_name = models.CharField(max_length=200)
    encoding = models.CharField(max_length=20)
    delimiter = models.CharField(max_length=1)
    rows = models.JSONField()
    notes = models.JSONField(default=list)
    good = models.PositiveIntegerField(help_text="rows without a fault in the file itself")
    faulty = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    created = models.PositiveIntegerField(null=True)

    class Meta:
        """An applied import says how many it made."""

        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(applied_at=None, created=None)
                | Q(applied_at__isnull=False, created__isnull=False),
                name="applied_import_is_counted",
            ),
        ]

    def __str__(self) -> str:
        """The file's name."""
        return self.file_name
