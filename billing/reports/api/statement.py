"""A member's account as a workbook or on paper: for the treasurer and whoever answers for the member."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from billing.invoices import queries as invoices
from billing.reports import rules
from billing.reports.api.files import as_file
from billing.standards import sheets
from kernel import tenancy
from kernel.doors import SIGNED_IN, Door
from kernel.errors import Missing
from papers.pdf import compile_typst
from tenants.members.models import Member

PDF = "application/pdf"
FILES = {(200, sheets.XLSX): OpenApiTypes.BINARY, (200, PDF): OpenApiTypes.BINARY}


class StatementFileForm(serializers.Serializer[Any]):
    """From which day to which; without them, all."""

    file = serializers.ChoiceField(choices=["xlsx", "pdf"], required=False, default="xlsx")
    lang = serializers.ChoiceField(choices=["sv", "en"], required=False, default="sv")
    from_date = serializers.DateField(required=False, default=None, allow_null=True)
    to_date = serializers.DateField(required=False, default=None, allow_null=True)


class StatementFileDoor(Door):
    """A member's account to take home, as a workbook or on paper."""

    verbs: ClassVar[dict[str, str]] = {"GET": SIGNED_IN}

    @extend_schema(parameters=[StatementFileForm], responses=FILES)
    def get(self, request: Request, member_id: UUID) -> HttpResponse:
        """All that was charged, paid, credited and given up, with what was owed after each."""
        user: Any = request.user
        found = Member.objects if user.may("invoices.see") else invoices.members_of(user.email)
        member = found.filter(pk=member_id).first()
        if member is None:
            raise Missing
        form = StatementFileForm(data=request.query_params)
        form.is_valid(raise_exception=True)
        sent = form.validated_data
        lang, kind = sent.pop("lang"), sent.pop("file")
        account = invoices.statement_of_account(member, **sent)
        if kind == "pdf":
            return self._paper(account, lang=lang, days=(sent["from_date"], sent["to_date"]))
        lines = [
            (one.on, one.text_in(lang), one.number, one.voucher, one.amount, one.balance)
            for one in account.rows
        ]
        told = rules.statement_sheet(lines, opening=account.opening, closing=account.closing, lang=lang)
        today = invoices.local_day(self.at)
        content = sheets.workbook(
            [told], title=f"{told.name}, {member.name}", author=tenancy.current().name, at=self.at
        )
        name = rules.statement_name(member.number, lang=lang, on=today)
        return as_file(content, name=name, kind=sheets.XLSX)

    def _paper(
        self, account: invoices.Statement, *, lang: str, days: tuple[date | None, date | None]
    ) -> HttpResponse:
        member, today = account.member, invoices.local_day(self.at)
        number = f"Medlem nr {member.number}" if lang == "sv" else f"Member no. {member.number}"
        facts = rules.AccountFacts(
            association=tenancy.current().name,
            member=[member.name, member.org_number, number],
            lines=[(one.on, one.text_in(lang), one.voucher, one.amount, one.balance) for one in account.rows],
            opening=account.opening,
            closing=account.closing,
            days=days,
            made_on=today,
            currency=invoices.currency(),
        )
        content = compile_typst("statement", rules.account_paper(facts, lang), lang=lang, created_at=self.at)
        name = rules.statement_name(member.number, lang=lang, on=today, kind="pdf")
        return as_file(content, name=name, kind=PDF)
