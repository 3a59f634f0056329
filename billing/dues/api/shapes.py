"""Shapes of dues. Amounts in öre."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from billing.dues import queries
from billing.dues.enums import Due, RunState
from billing.dues.models import MOST_PARTS, DuesRun, FeeSchedule, Treatment
from kernel.shapes import ObstacleShape
from tenants.members.enums import MemberKind

KINDS = [kind.value for kind in MemberKind]


class DuesClassShape(serializers.Serializer[Any]):
    """A class and whom it is for."""

    code = serializers.CharField()
    name_sv = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    amount = serializers.IntegerField()
    has_vote = serializers.BooleanField()
    kinds = serializers.ListField(child=serializers.CharField())
    least = serializers.IntegerField(allow_null=True)
    most = serializers.IntegerField(allow_null=True)


class FeeScheduleShape(serializers.Serializer[Any]):
    """The fees of a period."""

    id = serializers.UUIDField()
    decision = serializers.UUIDField()
    citation_sv = serializers.CharField(allow_blank=True)
    citation_en = serializers.CharField(allow_blank=True)
    period_from = serializers.DateField()
    period_to = serializers.DateField()
    label_sv = serializers.CharField(allow_blank=True)
    label_en = serializers.CharField(allow_blank=True)
    due_days = serializers.IntegerField()
    parts = serializers.IntegerField()
    prorata = serializers.CharField()
    half_after = serializers.CharField(allow_blank=True)
    prorata_sv = serializers.CharField(allow_blank=True)
    prorata_en = serializers.CharField(allow_blank=True)
    is_billed = serializers.BooleanField()
    classes = DuesClassShape(many=True)


class DecidedFeesShape(serializers.Serializer[Any]):
    """Fees that a decision set and nobody has taken over yet."""

    decision = serializers.UUIDField()
    citation_sv = serializers.CharField(allow_blank=True)
    citation_en = serializers.CharField(allow_blank=True)
    period_from = serializers.CharField()
    period_to = serializers.CharField()


class FeesThatStandShape(DecidedFeesShape):
    """Decided fees that the statutes let stand for a year more; where the statutes say so."""

    source_sv = serializers.CharField()
    source_en = serializers.CharField()


class DuesShape(serializers.Serializer[Any]):
    """Everything about fees on one page."""

    schedules = FeeScheduleShape(many=True)
    waiting = DecidedFeesShape(many=True)
    stands_on = FeesThatStandShape(allow_null=True)


class TakeOverForm(serializers.Serializer[Any]):
    """Whose fees to bill by; with both days, for a later period that the decided fee stands on in."""

    decision = serializers.UUIDField()
    period_from = serializers.DateField(required=False)
    period_to = serializers.DateField(required=False)


class FeeTermsForm(serializers.Serializer[Any]):
    """Days to pay and instalments, before anybody is billed."""

    due_days = serializers.IntegerField(min_value=1, max_value=365)
    parts = serializers.IntegerField(min_value=1, max_value=MOST_PARTS)


class FeeClassForm(serializers.Serializer[Any]):
    """Whom a class is for; without kinds, only those whom somebody places in it."""

    kinds = serializers.ListField(child=serializers.ChoiceField(choices=KINDS))
    least = serializers.IntegerField(min_value=0, max_value=10_000_000, allow_null=True)
    most = serializers.IntegerField(min_value=0, max_value=10_000_000, allow_null=True)


class TreatmentForm(serializers.Serializer[Any]):
    """What is decided about one member's fee."""

    reason = serializers.CharField(allow_blank=True, max_length=300)
    code = serializers.CharField(required=False, allow_blank=True, default="", max_length=12)
    parts = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=MOST_PARTS
    )
    is_exempt = serializers.BooleanField(required=False, default=False)
    left_on = serializers.DateField(required=False, allow_null=True, default=None)


class TreatmentShape(serializers.Serializer[Any]):
    """What somebody decided about one member's fee, who and when."""

    code = serializers.CharField(allow_blank=True)
    parts = serializers.IntegerField(allow_null=True)
    is_exempt = serializers.BooleanField()
    left_on = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    by_name = serializers.CharField(allow_blank=True)
    at = serializers.DateTimeField()


class DuesRowShape(serializers.Serializer[Any]):
    """One member in a run."""

    member = serializers.UUIDField()
    number = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField()
    employees = serializers.IntegerField(allow_null=True)
    member_since = serializers.DateField()
    due = serializers.ChoiceField(choices=[d.value for d in Due])
    code = serializers.CharField(allow_blank=True)
    full = serializers.IntegerField()
    amount = serializers.IntegerField()
    parts = serializers.IntegerField()
    reason = serializers.CharField(allow_blank=True)
    invoices = serializers.ListField(child=serializers.CharField())
    treatment = TreatmentShape(allow_null=True)
    obstacles = ObstacleShape(many=True)


class ClassSumShape(serializers.Serializer[Any]):
    """One class's row of the table."""

    code = serializers.CharField()
    name_sv = serializers.CharField()
    name_en = serializers.CharField(allow_blank=True)
    amount = serializers.IntegerField()
    members = serializers.IntegerField()
    total = serializers.IntegerField()


class DuesPreviewShape(serializers.Serializer[Any]):
    """A run before it is made. ``obstacles`` stop all, a row's own stop that member. Sums are before VAT."""

    on = serializers.DateField()
    ready = serializers.IntegerField()
    invoices = serializers.IntegerField()
    total = serializers.IntegerField()
    vat = serializers.IntegerField(help_text="that comes on top of the total")
    membership = serializers.IntegerField(
        allow_null=True, help_text="öre of a fee that are for belonging, when the rest is for services"
    )
    classes = ClassSumShape(many=True)
    rows = DuesRowShape(many=True)
    obstacles = ObstacleShape(many=True)


class RunForm(serializers.Serializer[Any]):
    """Press the button: ``key`` is the client's name for this run, so that sent twice it is one."""

    key = serializers.UUIDField()
    on = serializers.DateField()


class DuesRunShape(serializers.Serializer[Any]):
    """How far a run has come."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=[s.value for s in RunState])
    on = serializers.DateField()
    planned = serializers.IntegerField()
    members = serializers.IntegerField()
    invoices = serializers.IntegerField()
    total = serializers.IntegerField()
    waiting = serializers.IntegerField()
    first_number = serializers.CharField(allow_blank=True)
    last_number = serializers.CharField(allow_blank=True)
    started_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


OWN = (
    "id", "decision", "period_from", "period_to", "label_sv", "label_en", "due_days", "parts", "prorata",
    "half_after", "prorata_sv", "prorata_en",
)  # fmt: skip


def schedule_shape(found: FeeSchedule) -> dict[str, Any]:
    """A schedule with its citation."""
    cited = queries.cited(found.decision)
    return {
        **{name: getattr(found, name) for name in OWN},
        "citation_sv": cited.sv,
        "citation_en": cited.en,
        "is_billed": queries.is_billed(found),
        "classes": list(found.classes.all()),
    }


def row_shape(row: queries.Row) -> dict[str, Any]:
    """A member in a run; billed ones with what they were billed."""
    member, answer = row.member, row.answer
    first = row.charges[0] if row.charges else None
    return {
        "member": member.pk,
        "number": member.number,
        "name": member.name,
        "kind": member.kind,
        "employees": member.employees,
        "member_since": member.member_since,
        "due": answer.due.value,
        "code": first.fee_class.code if first else answer.code,
        "full": first.full if first else answer.full,
        "amount": sum(one.amount for one in row.charges) if first else answer.amount,
        "parts": len(row.charges) or row.parts,
        "reason": row.treatment.reason if row.treatment else "",
        "invoices": [one.invoice.number for one in row.charges],
        "treatment": _treatment_shape(row.treatment) if row.treatment else None,
        "obstacles": [one.to_json() for one in answer.obstacles],
    }


def _treatment_shape(treated: Treatment) -> dict[str, Any]:
    own = ("parts", "is_exempt", "left_on", "reason", "by_name", "at")
    code = treated.fee_class.code if treated.fee_class else ""
    return {"code": code, **{name: getattr(treated, name) for name in own}}


def preview_shape(told: queries.Preview) -> dict[str, Any]:
    """The whole preview."""
    return {
        "on": told.on,
        "ready": told.ready,
        "invoices": told.invoices,
        "total": told.total,
        "vat": told.vat,
        "membership": told.vat_choice.membership,
        "classes": [
            {
                "code": one.fee_class.code,
                "name_sv": one.fee_class.name_sv,
                "name_en": one.fee_class.name_en,
                "amount": one.fee_class.amount,
                "members": one.members,
                "total": one.total,
            }
            for one in told.classes
        ],
        "rows": [row_shape(row) for row in told.rows],
        "obstacles": [one.to_json() for one in told.obstacles],
    }


def run_shape(run: DuesRun) -> dict[str, Any]:
    """A run and its progress."""
    own = ("id", "state", "on", "planned", "waiting", "started_at", "ended_at")
    first, last = queries.numbers(run)
    return {
        **{name: getattr(run, name) for name in own},
        **queries.progress(run),
        "first_number": first,
        "last_number": last,
    }


def stands_on_shape(found: queries.StandsOn | None) -> dict[str, Any] | None:
    """Fees that can be billed for a year more, with the decision and the statutes' place."""
    if found is None:
        return None
    cited = queries.cited(found.decision)
    return {
        "decision": found.decision,
        "citation_sv": cited.sv,
        "citation_en": cited.en,
        "period_from": found.period[0].isoformat(),
        "period_to": found.period[1].isoformat(),
        "source_sv": found.source[0],
        "source_en": found.source[1],
    }
