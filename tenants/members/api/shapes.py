"""Shapes of members and imports."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from kernel.shapes import ObstacleShape
from tenants.members.enums import HEADINGS, LONGEST, ApplicationOutcome, ImportStatus, MemberKind
from tenants.members.rules import MOST_EMPLOYEES

KINDS = [k.value for k in MemberKind]
MOST_PAGES = 10_000


class MemberShape(serializers.Serializer[Any]):
    """A member."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()
    org_number = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    town = serializers.CharField(allow_blank=True)
    county = serializers.CharField(allow_blank=True)
    employees = serializers.IntegerField(allow_null=True)
    contact_name = serializers.CharField()
    contact_email = serializers.EmailField()
    invoice_email = serializers.CharField(allow_blank=True)
    peppol_id = serializers.CharField(allow_blank=True)
    reference = serializers.CharField(allow_blank=True)
    delegate = serializers.SerializerMethodField()

    def get_delegate(self, member: Any) -> str | None:  # noqa: ANN401  DRF passes whatever it was given
        """Who speaks for it at the meeting, if anybody is named."""
        return member.delegate_name or None


class MemberFieldsShape(serializers.Serializer[Any]):
    """What is written about a member. What a value may be is the domain's rule, the same as in a file."""

    number = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST["number"])
    name = serializers.CharField(allow_blank=True)
    org_number = serializers.CharField(allow_blank=True)
    kind = serializers.ChoiceField(choices=KINDS)
    town = serializers.CharField(required=False, allow_blank=True)
    county = serializers.CharField(required=False, allow_blank=True)
    employees = serializers.IntegerField(
        required=False, allow_null=True, min_value=0, max_value=MOST_EMPLOYEES
    )
    contact_name = serializers.CharField(allow_blank=True)
    contact_email = serializers.CharField(allow_blank=True)
    invoice_email = serializers.CharField(required=False, allow_blank=True)
    peppol_id = serializers.CharField(required=False, allow_blank=True)
    reference = serializers.CharField(required=False, allow_blank=True)

    def as_text(self) -> dict[str, str]:
        """The fields that were sent, as a file would hold them."""
        sent = self.validated_data
        return {name: "" if sent[name] is None else str(sent[name]) for name in HEADINGS if name in sent}


class MembersShape(serializers.Serializer[Any]):
    """A page of members."""

    count = serializers.IntegerField()
    results = MemberShape(many=True)


class SearchShape(serializers.Serializer[Any]):
    """What is looked for."""

    search = serializers.CharField(required=False, allow_blank=True, default="", max_length=200)
    page = serializers.IntegerField(required=False, default=1, min_value=1, max_value=MOST_PAGES)


class FindingShape(serializers.Serializer[Any]):
    """Something about one value of a row: the field, and the key of the text with what fills it."""

    column = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    params = serializers.DictField()


class ImportRowShape(serializers.Serializer[Any]):
    """One row of the file. A row with a fault must be put right; a note says what was put right already."""

    line = serializers.IntegerField()
    values = serializers.DictField(child=serializers.CharField(allow_blank=True))
    faults = FindingShape(many=True)
    notes = FindingShape(many=True)


class MemberImportShape(serializers.Serializer[Any]):
    """A file as it was understood."""

    id = serializers.UUIDField()
    file_name = serializers.CharField()
    encoding = serializers.CharField()
    delimiter = serializers.CharField(trim_whitespace=False)
    status = serializers.ChoiceField(choices=[s.value for s in ImportStatus])
    rows = ImportRowShape(many=True)
    notes = FindingShape(many=True)
    good = serializers.IntegerField()
    faulty = serializers.IntegerField()


class UploadShape(serializers.Serializer[Any]):
    """A file."""

    file = serializers.FileField(allow_empty_file=True)


class CreatedShape(serializers.Serializer[Any]):
    """How many members it made."""

    created = serializers.IntegerField()


class NetworkPageShape(serializers.Serializer[Any]):
    """What anybody may know about the network."""

    name = serializers.CharField()
    slug = serializers.CharField()
    stage = serializers.CharField()
    language = serializers.CharField()
    members = serializers.IntegerField()


class ApplicationShape(serializers.Serializer[Any]):
    """An application for membership. Without an outcome it waits for the board."""

    id = serializers.UUIDField()
    applied_at = serializers.DateTimeField()
    by_name = serializers.CharField()
    outcome = serializers.ChoiceField(choices=[o.value for o in ApplicationOutcome], allow_blank=True)
    reason = serializers.CharField(allow_blank=True)
    decision = serializers.UUIDField(allow_null=True)
    settled_at = serializers.DateTimeField(allow_null=True)


class EndedShape(serializers.Serializer[Any]):
    """A membership that has ended: when, where the statutes say so, and by which decision.

    Without a decision it was by the member's own notice.
    """

    on = serializers.DateField()
    since = serializers.DateField(allow_null=True)
    decision = serializers.UUIDField(allow_null=True)
    rule_sv = serializers.CharField(allow_blank=True)
    rule_en = serializers.CharField(allow_blank=True)


class MembershipShape(serializers.Serializer[Any]):
    """How one's own organisation stands to the association; ``obstacles`` are in the way of asking."""

    number = serializers.CharField()
    name = serializers.CharField()
    member_since = serializers.DateField(allow_null=True)
    decision = serializers.UUIDField(allow_null=True)
    application = ApplicationShape(allow_null=True)
    ended = EndedShape(allow_null=True)
    obstacles = ObstacleShape(many=True)
