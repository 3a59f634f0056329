"""The documents of a meeting, gathered from its rows and its journal when the minutes are frozen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from journal.models import Entry
from tenants.decisions.enums import EffectKind
from tenants.decisions.models import Effect
from tenants.networks import queries as networks
from tenants.statutes import queries as statutes
from tenants.statutes.models import Version as StatutesVersion
from tenants.statutes.rules import PROCEDURE_DEFAULT
from voting.convening.queries import sent_of
from voting.meetings import queries as meetings
from voting.meetings.enums import Duty
from voting.meetings.models import Meeting
from voting.meetings.rules.dates import long_date, weekday_date
from voting.minutes.queries.attachments import attached_documents
from voting.minutes.rules import annex_texts, documents
from voting.minutes.rules.documents import Document, as_csv, as_json
from voting.minutes.rules.shapes import MinutesDraft
from voting.minutes.rules.swedish import capital, counted, sort_key
from voting.register.models import Register
from voting.register.queries import rows

MOTIONS = ("filed", "recommended", "merged", "changed", "withdrawn")
MATTERS = frozenset({"yes_no", "a_against_b"})
REGISTER_HEADER = ("Nummer", "Organisation", "Ombud", "Plats")
MEMBERS_HEADER = ("Nummer", "Organisation", "Ombud", "Avgiftsklass")


def documents_of(meeting_id: UUID, text: MinutesDraft) -> list[Document]:
    """Every document there is, in the record's order; what this meeting does not have is left out.

    ``text`` is what they go with: the members' list is the one that it prints.
    """
    meeting = meetings.meeting(meeting_id)
    told = _Told(meeting)
    return [
        *_procedure(meeting),
        *_register(meeting),
        *_adopted(told),
        *_joined(told, text),
        *_proposed(told),
        *_motions(told),
        *_fees(told),
        *_elections(told),
        *_notice(meeting),
        *_ballots(told),
        *attached_documents(meeting),
    ]


class _Told:
    """What the journal and the decisions' effects say, sorted by what the annexes ask for."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        entries = list(Entry.objects.filter(subject=meeting.pk).order_by("pk"))
        undone = {
            number
            for entry in entries
            if entry.kind == "voting.meetings.undone"
            for number in (entry.body["event"], *entry.body["also"])
        }
        self.entries = [entry for entry in entries if entry.pk not in undone]
        self.effects = list(
            Effect.objects.filter(
                decision__meeting=meeting.pk, decision__retracted_at=None, undone_at=None
            ).select_related("decision")
        )

    def last(self, room: str, kinds: tuple[str, ...], key: str) -> list[dict[str, Any]]:
        """Each thing of its kind, as the last entry that told of it had it."""
        found: dict[str, dict[str, Any]] = {}
        for entry in self.entries:
            if entry.kind in {f"voting.{room}.{kind}" for kind in kinds}:
                found[str(entry.body[key]["id"])] = entry.body[key]
        return list(found.values())

    def effect(self, kind: EffectKind) -> Effect | None:
        return next((one for one in reversed(self.effects) if one.kind == kind), None)


def _procedure(meeting: Meeting) -> Iterator[Document]:
    """The rules with the proposal's words: the meeting's own, or else the model ones."""
    number = meetings.duty_item_no(meeting, Duty.RULES_OF_PROCEDURE)
    if number and (meeting.procedure or meeting.rules_adopted_at):
        item = next(one for one in meeting.items.all() if one.no == number)
        rules = meeting.procedure or PROCEDURE_DEFAULT.to_json()
        body = {"meeting": meeting.title, "proposal": item.proposal_sv, "rules": rules}
        text = annex_texts.procedure_in_markdown(title=meeting.title, proposal=item.proposal_sv, rules=rules)
        yield from _with_data("procedure", "Mötesordning", (number,), "motesordning", (text, body))


def _register(meeting: Meeting) -> Iterator[Document]:
    approved = Register.objects.filter(meeting=meeting, approved_at__isnull=False).order_by("version").first()
    if approved is None:
        return
    order = {venue.name: position for position, venue in enumerate(meeting.venues.all())}
    found = sorted(rows(approved.pk), key=lambda r: (order.get(r["venue"], 99), sort_key(r["member"])))
    number = meetings.duty_item_no(meeting, Duty.REGISTER)
    title = f"Röstlängd, {counted(approved.total, 'röst', 'röster')}"
    items = (number,) if number else ()
    listed = [(r["number"], r["member"], r["delegate"], r["venue"]) for r in found]
    yield Document(
        "register", title, items, "rostlangd.csv", documents.CSV,
        as_csv(REGISTER_HEADER, listed),
    )  # fmt: skip


def _adopted(told: _Told) -> Iterator[Document]:
    effect = told.effect(EffectKind.STATUTES_ADOPTED)
    if effect is None:
        return
    version = statutes.version_by_id(UUID(str(effect.body["version"])))
    yield from _both(
        "statutes", f"{version.title_sv}, version {version.number}",
        (effect.decision.item_no,), "stadgar", version,
    )  # fmt: skip


def _proposed(told: _Told) -> Iterator[Document]:
    number = meetings.duty_item_no(told.meeting, Duty.STATUTES)
    version = statutes.proposed()
    if number and version is not None:
        title = f"Förslag till stadgar, version {version.number}"
        yield from _both("statutes_proposal", title, (number,), "forslag-till-stadgar", version)


def _both(
    kind: str, title: str, items: tuple[int, ...], name: str, version: StatutesVersion
) -> Iterator[Document]:
    text = _statutes(version)
    content = documents.statutes_in_markdown(text)
    yield Document(kind, title, items, f"{name}.md", documents.MARKDOWN, content)
    yield Document(kind, "– samma text, maskinläsbar", items, f"{name}.json", documents.JSON, as_json(text))


def _statutes(version: StatutesVersion) -> dict[str, Any]:
    return {
        "version": version.number,
        "title_sv": version.title_sv,
        "sections": [
            {
                "number": section.number,
                "heading_sv": section.heading_sv,
                "moments": [
                    {"id": m.key, "number": m.number, "text_sv": m.text_sv} for m in section.moments.all()
                ],
            }
            for section in version.sections.all()
        ],
    }


def _joined(told: _Told, text: MinutesDraft) -> Iterator[Document]:
    effect, rows = told.effect(EffectKind.MEMBERS_JOINED), text.members_annex
    if effect is None or not rows:
        return
    title = f"Medlemmar enligt upprop, {counted(len(rows), 'organisation', 'organisationer')}"
    listed = [(one.no, one.member, one.delegate, one.fee_class) for one in rows]
    items = (effect.decision.item_no,)
    content = as_csv(MEMBERS_HEADER, listed)
    yield Document("members", title, items, "medlemmar.csv", documents.CSV, content)


def _motions(told: _Told) -> Iterator[Document]:
    motions = told.last("motions", MOTIONS, "motion")
    polls = [p for p in told.last("polls", ("declared",), "poll") if p["kind"] in MATTERS]
    orders = told.last("motions", ("order_approved",), "order") if motions else []
    if motions or polls:
        items = tuple(sorted({m["item_no"] for m in motions} | {p["item_no"] for p in polls}))
        body = {"motions": motions, "orders": orders, "votes": polls}
        text = annex_texts.motions_in_markdown(motions, polls)
        name = "yrkanden-och-voteringar"
        yield from _with_data("motions", "Yrkanden och voteringar", items, name, (text, body))


def _fees(told: _Told) -> Iterator[Document]:
    effect = told.effect(EffectKind.FEES_SET)
    if effect is not None:
        items = (effect.decision.item_no,)
        text = annex_texts.fees_in_markdown(effect.body, currency=networks.currency())
        yield from _with_data(
            "fees_proposal", "Medlemsavgifter", items, "medlemsavgifter", (text, effect.body)
        )


def _elections(told: _Told) -> Iterator[Document]:
    elections = told.last("elections", ("opened", "elected", "decided"), "election")
    proposed = [
        {"item_no": e["item_no"], "post": e["post"], "nominations": e.get("nominations", [])}
        for e in elections
    ]
    if proposed:
        items = tuple(sorted({e["item_no"] for e in elections}))
        text, title = annex_texts.nominations_in_markdown(elections), "Nomineringar till val"
        yield from _with_data("elections_proposal", title, items, "nomineringar", (text, proposed))


def _notice(meeting: Meeting) -> Iterator[Document]:
    zone = ZoneInfo(settings.LOCAL_TIME_ZONE)
    day = capital(weekday_date(meeting.starts_at.astimezone(zone).date()))
    invited = f"Inbjudan {long_date(meeting.invited_at)}" if meeting.invited_at else ""
    number = meetings.duty_item_no(meeting, Duty.CONVENED)
    listed = [(item.no, item.title_sv, item.proposal_sv) for item in meeting.items.all()]
    content = documents.agenda_in_markdown(
        title=meeting.title, day=day, invited=f"{invited}." if invited else "", items=listed
    )
    items = (number,) if number else ()
    title = f"{invited} med dagordning" if invited else "Dagordning"
    yield Document("invitation", title, items, "dagordning.md", documents.MARKDOWN, content)
    for one in sent_of(meeting.pk):  # as it went out, byte for byte
        name = f"kallelse-{one.number}.pdf"
        yield Document("invitation", "– som den skickades", items, name, documents.PDF, bytes(one.pdf or b""))


def _ballots(told: _Told) -> Iterator[Document]:
    held = [p for p in told.last("polls", ("declared",), "poll") if p["kind"] not in MATTERS]
    if held:
        items = tuple(sorted({p["item_no"] for p in held}))
        text = annex_texts.ballots_in_markdown(held)
        yield from _with_data("ballots", "Valens röstetal", items, "valens-rostetal", (text, held))


def _with_data(
    kind: str, title: str, items: tuple[int, ...], name: str, content: tuple[bytes, Any]
) -> Iterator[Document]:
    """To be read, and the same facts as data."""
    text, data = content
    yield Document(kind, title, items, f"{name}.md", documents.MARKDOWN, text)
    same = "– samma uppgifter, maskinläsbara"
    yield Document(kind, same, items, f"{name}.json", documents.JSON, as_json(documents.lasting(data)))
