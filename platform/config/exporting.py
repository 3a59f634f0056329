"""What an association takes home: every file of it, from every room, in one list (``settings.EXPORT_FILES``).

Files that people read (PDF, workbooks, SIE) stand beside tables that programs read (one JSON object a line).
Nothing in it opens a door: no codes, no keys, no links to pay by; and of secret ballots only what anybody
may have, so that nobody's vote can be told.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from importlib.metadata import version
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import BinaryField, Model, QuerySet

from accounts.models import RoleGrant, User
from billing.bank.models import BankFile, BankPayment, Match
from billing.books import queries as books
from billing.books.models import Account, Closing, Entry, FiscalYear, Voucher
from billing.dues.models import Charge, FeeClass, FeeSchedule, Treatment
from billing.invoices import actions as invoicing
from billing.invoices.enums import InvoiceKind, InvoiceState
from billing.invoices.models import BillingDetails, Invoice, InvoiceSettings, Line, Sending
from billing.invoices.queries import local_day
from billing.invoices.rules import file_name
from billing.payments import models as online
from billing.reminders.models import Ladder, Pause, Reminder, Step
from billing.reports import queries as reports
from billing.reports import rules as report_rules
from billing.standards import sheets, sie
from kernel import tenancy
from kernel.errors import Missing
from tenants.decisions.models import Decision, Effect
from tenants.exports.rules import File
from tenants.founding.models import Holding
from tenants.members import queries as members
from tenants.members import rules as member_rules
from tenants.members.models import Application, Leaving, Member, Striking
from tenants.statutes import queries as statutes
from tenants.statutes.models import Version
from voting.ballotbox import queries as boxes
from voting.ballotbox.models import Box
from voting.convening.models import Notice
from voting.elections.models import Election, Nomination, Place, Round
from voting.meetings.models import CheckIn, Item, Meeting, Note, Registration, Seat, Sounding, Venue
from voting.minutes import queries as minutes
from voting.minutes.models import Attachment, Extract
from voting.minutes.rules import documents
from voting.motions.models import Motion
from voting.polls import queries as polls
from voting.polls.enums import PollState
from voting.polls.models import HandCount, Poll
from voting.register.models import Conflict, Proxy, Register
from voting.register.models import Entry as RegisterEntry

LEFT_OUT = frozenset({
    "session_key", "projector_key", "pay_mark", "key", "url", "page", "saved_method", "customer",
    "last_login", "sort_name", "words", "folded",
})  # fmt: skip
"""Columns that open something (a session, a screen, a page to pay at) or are made of others."""

SMALL = 4_000_000
"""Bytes of a table that are kept in memory; what is more lies on disk until it is packed."""

AT_ONCE = 1000
"""Facts of the journal that are read at a time."""

OVER = (PollState.DECLARED.value, PollState.VOIDED.value)
"""How a vote stands is nobody's to know before the gavel."""

TABLES: tuple[tuple[str, type[Model]], ...] = (
    ("register/members", Member), ("register/applications", Application), ("register/endings", Striking),
    ("register/leavings", Leaving),
    ("register/people", User), ("register/roles", RoleGrant), ("register/posts", Holding),
    ("decisions/decisions", Decision), ("decisions/effects", Effect),
    ("meetings/meetings", Meeting), ("meetings/venues", Venue), ("meetings/items", Item),
    ("meetings/registrations", Registration), ("meetings/check-ins", CheckIn), ("meetings/seats", Seat),
    ("meetings/notes", Note), ("meetings/soundings", Sounding), ("meetings/notices", Notice),
    ("meetings/registers", Register), ("meetings/register-entries", RegisterEntry),
    ("meetings/conflicts", Conflict), ("meetings/proxies", Proxy), ("meetings/motions", Motion),
    ("meetings/elections", Election), ("meetings/nominations", Nomination), ("meetings/rounds", Round),
    ("meetings/places", Place),
    ("invoices/invoices", Invoice), ("invoices/lines", Line), ("invoices/letters", Sending),
    ("invoices/settings", InvoiceSettings), ("invoices/addresses", BillingDetails),
    ("invoices/reminders", Reminder), ("invoices/ladder", Ladder), ("invoices/ladder-steps", Step),
    ("invoices/pauses", Pause), ("invoices/fees", FeeSchedule), ("invoices/fee-classes", FeeClass),
    ("invoices/fee-treatments", Treatment), ("invoices/fee-charges", Charge),
    ("books/accounts", Account), ("books/years", FiscalYear), ("books/vouchers", Voucher),
    ("books/entries", Entry), ("books/closings", Closing),
    ("bank/files", BankFile), ("bank/payments", BankPayment), ("bank/matches", Match),
    ("online/attempts", online.Attempt), ("online/charges", online.Charge), ("online/refunds", online.Refund),
    ("online/disputes", online.Dispute), ("online/payouts", online.Payout),
    ("online/payout-rows", online.PayoutRow),
)  # fmt: skip


WITH_A_FILE = (
    (Extract, "extracts"), (Attachment, "attachments"), (Proxy, "proxies"), (Notice, "notices"),
)  # fmt: skip


def files(*, language: str, at: datetime) -> list[File]:
    """Every file, in the order it is packed; each one's bytes are had when its turn comes."""
    return [
        File("READ-ME.txt", partial(_read_me, at)),
        File("register/members.csv", lambda: member_rules.as_file(members.members_for_file())),
        *_statutes(),
        *_minutes(),
        *_ballots(),
        *_invoices(at),
        *_books(language, at),
        *_bank(),
        *(File(f"{path}.jsonl", partial(_table, QuerySet(model))) for path, model in TABLES),
        File("ballots/polls.jsonl", partial(_table, Poll.objects.filter(state__in=OVER))),
        File("ballots/hand-counts.jsonl", partial(_table, HandCount.objects.filter(poll__state__in=OVER))),
        File("journal/journal.jsonl", _journal),
    ]


def _table(rows: QuerySet[Any]) -> IO[bytes]:
    """Every row as a line of JSON: all columns but files, which stand beside, and what opens something."""
    names = [
        field.attname
        for field in rows.model._meta.concrete_fields  # noqa: SLF001  Django's own name for it
        if not isinstance(field, BinaryField) and field.attname not in LEFT_OUT
    ]
    return _lines(rows.order_by("pk").values(*names).iterator(chunk_size=500))


def _lines(rows: Iterable[Any]) -> IO[bytes]:
    """On disk once it is large: a table grows with the years."""
    told = SpooledTemporaryFile(max_size=SMALL)  # noqa: SIM115  whoever packs it closes it
    for row in rows:
        told.write(json.dumps(row, ensure_ascii=False, cls=DjangoJSONEncoder).encode() + b"\n")
    told.seek(0)
    return told


def _json(told: Any) -> bytes:  # noqa: ANN401  whatever is told
    return json.dumps(told, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder).encode() + b"\n"


def _statutes() -> Iterator[File]:
    for one in Version.objects.order_by("created_at").values_list("pk", "number", "status"):
        path = f"statutes/{_plain(one[1])}-{one[2]}"
        yield File(f"{path}.md", partial(_statute, one[0], documents.statutes_in_markdown))
        yield File(f"{path}.json", partial(_statute, one[0], _json))


def _statute(version_id: UUID, write: Callable[[dict[str, Any]], bytes]) -> bytes:
    found = statutes.version_by_id(version_id)
    return write(
        {
            "version": found.number, "status": found.status, "in_force_from": found.in_force_from,
            "title_sv": found.title_sv, "title_en": found.title_en,
            "sections": [
                {
                    "number": section.number, "heading_sv": section.heading_sv,
                    "heading_en": section.heading_en,
                    "moments": [
                        {
                            "id": one.key, "number": one.number, "text_sv": one.text_sv,
                            "text_en": one.text_en, "rules": one.rules,
                        }
                        for one in section.moments.all()
                    ],
                }
                for section in found.sections.all()
            ],
        }
    )  # fmt: skip


def _minutes() -> Iterator[File]:
    """Of each meeting: the text as far as it is, and the minutes that stand with all that belongs to them."""
    for meeting in Meeting.objects.filter(is_rehearsal=False).order_by("starts_at"):
        folder = f"meetings/{_folder(meeting)}"
        yield File(f"{folder}/minutes.json", partial(_draft, meeting.pk))
        if minutes.standing_version(meeting.pk) is not None:
            yield File(f"{folder}/minutes.zip", partial(_bundle, meeting.pk))
    for model, name in (
        (Extract, "extract"),
        (Attachment, "attachment"),
        (Proxy, "proxy"),
        (Notice, "notice"),
    ):
        yield from _kept(model, name)


def _draft(meeting_id: UUID) -> bytes:
    return _json(minutes.draft(meeting_id).to_dict())


def _bundle(meeting_id: UUID) -> IO[bytes]:
    return minutes.bundle_of(meeting_id)[1]


def _kept(model: Any, name: str) -> Iterator[File]:  # noqa: ANN401  a model with a file in it
    """Files that people laid in or that were sent, as they are."""
    column = "content" if any(one.name == "content" for one in model._meta.fields) else "pdf"  # noqa: SLF001
    rows = model.objects.exclude(**{column: None}).order_by("pk")
    for no, key in enumerate(rows.values_list("pk", flat=True), 1):
        yield File(
            f"meetings/{name}s/{no:04}-{key}{_ending(model, key)}", partial(_bytes, model, key, column)
        )


def _ending(model: Any, key: UUID) -> str:  # noqa: ANN401  a model with a file in it
    if model is not Proxy:
        return ".pdf"
    name = Proxy.objects.values_list("file_name", flat=True).get(pk=key)
    ending = name.rpartition(".")[2].lower()
    return f".{ending}" if ending.isalnum() and ending.isascii() and ending != name.lower() else ""


def _bytes(model: Any, key: object, column: str) -> bytes:  # noqa: ANN401  a model with a file in it
    return bytes(model.objects.values_list(column, flat=True).get(pk=key))


def _ballots() -> Iterator[File]:
    """Of each vote what it was counted from, and of each secret one that has ended its whole archive."""
    for poll in (
        Poll.objects.exclude(opened_at=None).order_by("meeting__starts_at", "no").select_related("meeting")
    ):
        name = f"ballots/{_folder(poll.meeting)}-vote-{poll.no}.json"
        yield File(name, partial(_poll, poll.pk))
    for box in Box.objects.exclude(ended_at=None).order_by("sealed_at"):
        folder = f"ballots/secret/{box.pk}/{box.uuid}"
        yield File(f"{folder}.bel", partial(boxes.archive, box.pk))
        yield File(f"{folder}.proofs.json", partial(_written, boxes.side_proofs, box.pk))
        yield File(f"{folder}.register.json", partial(_written, boxes.register_file, box.pk))


def _written(write: Callable[[UUID], str], poll_id: UUID) -> bytes:
    return write(poll_id).encode()


def _poll(poll_id: UUID) -> bytes:
    """The vote as anybody sees it, and what ``stadga count`` counts anew once the result is declared."""
    told = {"poll": polls.visible_poll(poll_id, officer=False)}
    try:
        told["counted_from"] = polls.document(poll_id, officer=False)
    except Missing:  # not declared, or a secret one: its archive stands beside
        told["counted_from"] = {}
    return _json(told)


def _invoices(at: datetime) -> Iterator[File]:
    issued = Invoice.objects.filter(state=InvoiceState.ISSUED.value).order_by("number")
    for key, number, kind, lang in issued.values_list("pk", "number", "kind", "language"):
        name = file_name(number=str(number), is_credit=kind == InvoiceKind.CREDIT_NOTE, lang=lang)
        yield File(f"invoices/{name}", partial(_paper, key, lang, at))


def _paper(invoice_id: UUID, language: str, at: datetime) -> bytes:
    return bytes(invoicing.keep_paper(invoice_id=invoice_id, language=language, at=at).content)


def _books(language: str, at: datetime) -> Iterator[File]:
    today = local_day(at)
    for year in books.years():
        yield File(f"books/{year.name}.si", partial(_sie, year, at))
    yield File(
        f"books/{report_rules.file_name('all', lang=language, on=today, ending='xlsx')}",
        lambda: sheets.workbook(
            reports.report("all", lang=language, today=today), title=report_rules.title("all", language),
            author=tenancy.current().name, at=at,
        ),
    )  # fmt: skip


def _sie(year: FiscalYear, at: datetime) -> bytes:
    return sie.export(reports.sie_books(year), program="Stadga", version=version("stadga"), on=local_day(at))


def _bank() -> Iterator[File]:
    for key, name in BankFile.objects.order_by("read_at").values_list("pk", "name"):
        yield File(f"bank/{str(key)[:8]}-{_plain(name)}", partial(_bytes, BankFile, key, "content"))


def _journal() -> IO[bytes]:
    """Every fact with the very text that its hash is of, so that anybody can follow the chain.

    A hash is the SHA-256 of the one before and the text; before the first stands that of the word ``stadga``.
    """
    return _lines(_facts())


def _facts() -> Iterator[dict[str, Any]]:
    last = 0
    while rows := _facts_after(last):
        for no, before, own, text, body in rows:
            yield {"id": no, "previous": before, "hash": own, "text": text, "body": _read(body)}
        last = rows[-1][0]


def _facts_after(last: int) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, encode(previous, 'hex'), encode(hash, 'hex'), journal_text(journal_entry.*), body"
            " FROM journal_entry WHERE id > %s ORDER BY id LIMIT %s",
            [last, AT_ONCE],
        )
        return list(cursor.fetchall())


def _read(body: Any) -> Any:  # noqa: ANN401  the driver gives text where Django asked for it, else the value
    return json.loads(body) if isinstance(body, str) else body


def _folder(meeting: Meeting) -> str:
    return f"{meeting.starts_at.date().isoformat()}-{meeting.kind}-{str(meeting.pk)[:8]}"


def _plain(text: str) -> str:
    """A name that every file system takes and that leads nowhere."""
    kept = "".join(one if one.isalnum() or one in "-_." else "-" for one in text).lstrip(".")
    return kept[:80] or "x"


def _read_me(at: datetime) -> bytes:
    name = tenancy.current().name
    return f"""{name}
{"=" * len(name)}

Allt som Stadga har om föreningen, {at.isoformat(timespec="minutes")}.

register    medlemmar, ansökningar, personer, roller och uppdrag; members.csv öppnas i Excel
statutes    stadgarna i varje lydelse, att läsa (.md) och för program (.json)
decisions   beslut och vad de medförde
meetings    möten, dagordningar, anmälningar, röstlängder, motioner, val; protokoll med bilagor i minutes.zip
ballots     vad varje votering räknades från; slutna omröstningar som arkiv att verifiera
invoices    fakturor och kreditfakturor som PDF, avgifter, påminnelser
books       SIE-fil för varje räkenskapsår, verifikationer, rapporter som arbetsbok
bank        bankens filer som banken gjorde dem, och vad varje betalning var
online      betalningar online, återbetalningar och utbetalningar
journal     allt som har hänt, i ordning, med hashkedjan

Filer som slutar på .jsonl har ett JSON-objekt per rad. SHA256SUMS har varje fils kontrollsumma.
Filen innehåller personuppgifter: förvara den så att bara de som ska ha den kommer åt den.


Everything that Stadga holds of the association, {at.isoformat(timespec="minutes")}.

register    members, applications, people, roles and posts; members.csv opens in Excel
statutes    the statutes in every wording, to read (.md) and for programs (.json)
decisions   decisions and what they brought about
meetings    agendas, registrations, voting registers, motions, elections; minutes and annexes in minutes.zip
ballots     what each vote was counted from; secret votes as archives to verify
invoices    invoices and credit notes as PDF, fees, reminders
books       a SIE file for each fiscal year, vouchers, reports as a workbook
bank        the bank's files as the bank made them, and what each payment was
online      payments online, refunds and payouts
journal     everything that has happened, in order, with the chain of hashes

Files that end in .jsonl have one JSON object a line. SHA256SUMS has the checksum of every file.
The file holds personal data: keep it where only those who should have it can reach it.
""".encode()
