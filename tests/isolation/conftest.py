"""An association full of canaries: everything in it is named after the bird."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID

import pytest

from kernel import clock
from kernel.tenancy import inside

CANARY = "Kanariefågel"


@pytest.fixture
def canary():
    return CANARY


@pytest.fixture
def full_alfa(alfa, person) -> dict[str, str]:
    """Path parameter → the id of something of Alfa's: a meeting under way, a poll, a registration, …"""
    with inside(alfa):
        return _fill(person)


def _fill(person) -> dict[str, str]:
    from accounts.actions import make_link
    from accounts.models import RoleGrant
    from billing.books.queries import voucher_of
    from billing.invoices.queries import pay_token
    from journal.queries import last_id
    from tenants.members.actions import preview_import
    from tenants.statutes.models import Moment, Section, Version
    from voting.elections.models import Election, Nomination
    from voting.floor.models import Request
    from voting.meetings.models import CheckIn, Item, Meeting, Note, Registration, Seat, Venue
    from voting.minutes.models import Attachment, Comment
    from voting.motions.models import Motion
    from voting.polls.models import Ballot, Poll
    from voting.register.models import Entry, Proxy, Register

    at = clock.now()
    delegate = person("delegate", name=f"{CANARY} Ombud", email="ombud@kanarie.example")
    grant = RoleGrant.objects.get(user=delegate)
    member = _leaving(
        number="0001",
        name=f"{CANARY} AB",
        org_number="559990-0015",
        kind="company",
        contact_name=CANARY,
        contact_email="ombud@kanarie.example",
        created_at=at,
    )
    file = (
        "medlemsnr,namn,organisationsnummer,typ,ort,län,anställda,kontaktperson,e-post\n"
        f"0002,{CANARY} HB,969990-0065,företag,Kalmar,Kalmar,3,{CANARY},import@kanarie.example\n"
    )
    imported = preview_import(file_name=f"{CANARY}.csv", content=file.encode(), at=at)
    version = Version.objects.create(title_sv=CANARY, number="0.9", status="proposed", created_at=at)
    section = Section.objects.create(version=version, key="par1", number=1, heading_sv=CANARY)
    Moment.objects.create(section=section, key="par1.1", number=1, text_sv=CANARY)
    meeting = Meeting.objects.create(
        title=f"{CANARY}s möte",
        state="open",
        starts_at=at,
        opened_at=at,
        registration_closes_at=at + timedelta(days=1),
        created_at=at,
    )
    venue = Venue.objects.create(
        meeting=meeting, order=1, name=CANARY, kind="hall", address=CANARY, capacity=9
    )
    Item.objects.create(meeting=meeting, no=1, title_sv=CANARY, title_en=CANARY, kind="decision", state="now")
    registration = Registration.objects.create(
        meeting=meeting,
        member=member,
        delegate=delegate,
        venue=venue,
        diet=CANARY,
        registered_at=at,
        changed_at=at,
    )
    CheckIn.objects.create(registration=registration, venue=venue, at=at)
    asked = Request.objects.create(
        meeting=meeting,
        item_no=1,
        number=1,
        kind="speech",
        registration=registration,
        name=CANARY,
        organisation=CANARY,
        venue=venue,
        channel="phone",
        asked_at=at,
    )
    register = Register.objects.create(meeting=meeting, version=1, total=1, drawn_up_at=at, approved_at=at)
    entry = Entry.objects.create(register=register, member=member, delegate=delegate, venue=venue)
    rule = {
        "threshold": "more_than",
        "fraction": "1/2",
        "base": "cast",
        "source_sv": CANARY,
        "source_en": CANARY,
    }
    poll = Poll.objects.create(
        meeting=meeting,
        item_no=1,
        no=1,
        kind="yes_no",
        question=f"{CANARY}?",
        rule=rule,
        state="open",
        register=register,
        created_at=at,
        opened_at=at,
    )
    Ballot.objects.create(
        poll=poll,
        entry=entry,
        number=1,
        choice="yes",
        key="00000000-0000-4000-8000-000000000001",
        receipt="KAN-ARIE",
        cast_at=at,
    )
    motion = Motion.objects.create(
        meeting=meeting,
        item_no=1,
        letter="P",
        number=1,
        kind="proposal",
        new_sv=CANARY,
        reasons=CANARY,
        member=member,
        mover=delegate,
        key="00000000-0000-4000-8000-000000000002",
        filed_at=at,
    )
    _secret_vote(poll, entry, at)
    election = Election.objects.create(meeting=meeting, item_no=1, post="auditor", opened_at=at)
    nomination = Nomination.objects.create(
        election=election, number=1, name=CANARY, folded=CANARY.lower(), email="val@kanarie.example",
        organisation=CANARY, source="floor", nominated_by=CANARY, nominated_at=at,
    )  # fmt: skip
    proxy = Proxy.objects.create(
        meeting=meeting, member=member, holder_name=CANARY, holder_email="ombud@kanarie.example",
        dated=at.date(), number=1, filed_at=at, file_name=f"{CANARY}.pdf", file_kind="application/pdf",
        content=b"%PDF-" + CANARY.encode(), sha256="0" * 64,
    )  # fmt: skip
    note = Note.objects.create(
        meeting=meeting, item_no=1, kind="reservation", text_sv=CANARY, name=CANARY, at=at
    )
    seat = Seat.objects.create(meeting=meeting, order=1, name=CANARY, post="board_chair")
    sha256 = _minutes(meeting, delegate, at)
    comment = Comment.objects.create(
        meeting=meeting, item_no=1, text=CANARY, user=delegate, name=CANARY, role="adjuster", at=at
    )
    attachment = Attachment.objects.create(
        meeting=meeting, item_no=1, title=CANARY, content=b"%PDF-" + CANARY.encode(), sha256="1" * 64,
        by_name=CANARY, at=at,
    )  # fmt: skip
    invoice_id, charge_id, doubt_id = _paid_invoice(member, at)
    schedule_id, run_id = _dues(member, at)
    file_id, payment_id, match_id = _bank(UUID(invoice_id), at)
    payment_key = _payment_by_hand(UUID(invoice_id), at)
    reminder_id = _reminder(UUID(invoice_id), at)
    return {
        "attachment_id": str(attachment.pk),
        "export_id": _export(at),
        "file_id": file_id,
        "payment_id": payment_id,
        "payment_key": payment_key,
        "match_id": match_id,
        "schedule_id": schedule_id,
        "code": "F1",
        "run_id": run_id,
        "invoice_id": invoice_id,
        "voucher_id": str(voucher_of(("invoice", invoice_id)).pk),
        "reminder_id": reminder_id,
        "charge_id": charge_id,
        "doubt_id": doubt_id,
        "sha256": sha256,
        "comment_id": str(comment.pk),
        "election_id": str(election.pk),
        "nomination_id": str(nomination.pk),
        "motion_id": str(motion.pk),
        "step": "1",
        "meeting_id": str(meeting.pk),
        "venue_id": str(venue.pk),
        "member_id": str(member.pk),
        "import_id": str(imported.pk),
        "registration_id": str(registration.pk),
        "request_id": str(asked.pk),
        "poll_id": str(poll.pk),
        "proxy_id": str(proxy.pk),
        "note_id": str(note.pk),
        "seat_id": str(seat.pk),
        "version_id": str(version.pk),
        "key": meeting.projector_key,
        "grant_id": str(grant.pk + 1_000_000),
        "entry_id": str(last_id() + 1_000_000),
        "item_no": "1",
        "no": "1",
        "pay_token": pay_token(UUID(invoice_id)),
        "token": make_link(user=delegate, at=at, valid=timedelta(hours=1)),
    }


def _export(at) -> str:
    """A file of everything that sings."""
    from tenants.exports.models import Export, Piece

    made = Export.objects.create(
        state="done", language="sv", asked_by=CANARY, asked_at=at, made_at=at, size=1, sha256="2" * 64
    )
    Piece.objects.create(export=made, no=0, content=CANARY.encode())
    return str(made.pk)


def _secret_vote(poll, entry, at) -> None:
    """The bird's device takes part in making the key, and there is a box."""
    from voting.ceremony.models import Ceremony, Officer

    ceremony = Ceremony.objects.create(meeting=poll.meeting, begun_at=at)
    user = entry.delegate
    Officer.objects.create(ceremony=ceremony, user=user, name=CANARY, certificate=CANARY, joined_at=at)
    _box(poll, entry, at)


def _box(poll, entry, at) -> None:
    """The bird's encrypted ballot, what two officers decrypted of it, and its device's key."""
    from tests.voting.belenios.election import BEGAN, Parts, gather, open_election
    from voting.ballotbox.models import Box, Decryption, DeviceKey, Elector, SealedBallot
    from voting.belenios.archive import read_archive
    from voting.belenios.hashes import hexadecimal
    from voting.belenios.questions import Question

    question = Question(f"{CANARY}?", (f"{CANARY} ja", "nej"), 1, 1, blank=True)
    held = open_election(gather(2, 2), question, voters=1, name=CANARY)
    held.vote(0, [0, 1, 0])
    held.close(1, 2)
    parts, (setup, cast, *_, last) = Parts.of(held.content), read_archive(held.content)
    key = str(held.credentials[0].element)
    DeviceKey.objects.create(meeting=poll.meeting, holder=entry.delegate, element=key, given_at=at)
    box = Box.objects.create(
        poll=poll.pk, meeting=poll.meeting, uuid=held.election.uuid, election=parts.election.decode(),
        trustees=parts.trustees.decode(), credentials=parts.credentials.decode(), timestamp=BEGAN,
        head=setup.hash, height=0, sealed_at=at,
    )  # fmt: skip
    elector = Elector.objects.create(box=box, entry=entry, element=key)
    text = parts.ballots[0].decode()
    SealedBallot.objects.create(
        box=box, elector=elector, height=1, text=text, payload=hexadecimal(text.encode()), event=cast.hash
    )
    for height, (owner, text) in enumerate(parts.partials, 4):
        Decryption.objects.create(
            box=box, owner=owner, height=height, text=text.decode(), side_proofs=[], given_at=at
        )
    box.tally, box.counted, box.weight, box.ended_at = parts.tally.decode(), 1, 1, at
    box.counts, box.opened_at, box.head, box.height = held.counts, at, last.hash, last.event.height
    box.save()


def _leaving(*, created_at, **about):
    """An organisation that has given notice that it leaves."""
    from tenants.members.models import Leaving, Member

    member = Member.objects.create(created_at=created_at, **about)
    Leaving.objects.create(
        member=member, channel="letter", noticed_on=created_at.date(), by_name=CANARY, noted_at=created_at,
        ends_on=created_at.date() + timedelta(days=9),
    )  # fmt: skip
    return member


def _paid_invoice(member, at) -> tuple[str, str, str]:
    """An issued invoice that somebody paid by card, and another try whose outcome nobody knows."""
    from billing.payments.models import Attempt, Charge, ConnectedAccount
    from tests.billing.conftest import issued, ready_to_bill

    ready_to_bill()
    invoice = issued(member, 300_000)
    account = ConnectedAccount.objects.create(
        account="acct_kanarie", is_live=False, country="SE", connected_at=at, heard_until=at
    )
    charge = Charge.objects.create(
        account=account, charge="ch_kanarie", invoice=invoice, amount=300_000, currency="sek", method="card",
        label=CANARY, at=at,
    )  # fmt: skip
    lost = Attempt.objects.create(
        account=account, invoice=invoice, kind="pay_page", state="ended", amount=300_000, currency="sek",
        key=CANARY, order={}, page=CANARY, began_at=at, ended_at=at, lost_while="open",
    )  # fmt: skip
    return str(invoice.pk), str(charge.pk), str(lost.pk)


def _payment_by_hand(invoice_id, at) -> str:
    """What the treasurer wrote down that the bird paid; its key."""
    from billing.invoices import actions, queries
    from kernel.actor import Actor

    key = UUID(int=6)
    on, by = queries.local_day(at), Actor.system()
    actions.record_payment(invoice_id=invoice_id, amount=10_000, on=on, key=key, by=by, at=at)
    return str(key)


def _reminder(invoice_id, at) -> str:
    """A reminder that went to the bird."""
    from billing.reminders.models import Reminder

    made = Reminder.objects.create(
        invoice_id=invoice_id, no=1, days=3, on=at.date(), to="ombud@kanarie.example", language="sv",
        own_text=CANARY, asked_by=CANARY, asked_at=at, state="failed", trouble=CANARY,
    )  # fmt: skip
    return str(made.pk)


def _bank(invoice_id, at) -> tuple[str, str, str]:
    """A file from the bank, a payment in it and what some of the payment was for."""
    from billing.bank import actions
    from billing.bank.models import BankPayment, Match
    from kernel.actor import Actor
    from tests.billing.bank.conftest import bgmax

    own = {"by": Actor.system(), "at": at}
    content = bgmax(("", 50_000, {"name": CANARY}))
    file = actions.read_file(name=f"{CANARY}.txt", content=content, **own)
    actions.book_file(file_id=file.pk, **own)
    actions.carry_on(file_id=file.pk, **own)
    payment = BankPayment.objects.get()
    actions.match_payment(payment_id=payment.pk, parts=[(invoice_id, 10_000)], request=UUID(int=5), **own)
    return str(file.pk), str(payment.pk), str(Match.objects.get().pk)


def _minutes(meeting, delegate, at) -> str:
    """A frozen text with somebody who is to sign it and an annex; the checksum of its file."""
    from voting.minutes import queries
    from voting.minutes.models import Annex, Signatory, Version

    text = queries.draft(meeting.pk)
    pdf = b"%PDF-1.7 " + CANARY.encode()
    sha256 = hashlib.sha256(pdf).hexdigest()
    version = Version.objects.create(
        meeting=meeting, number=1, text=text.to_dict(), text_sha256=text.sha256, pdf=pdf, sha256=sha256,
        by_name=CANARY, frozen_at=at,
    )  # fmt: skip
    Signatory.objects.create(version=version, order=1, role="secretary", user=delegate, name=CANARY)
    Annex.objects.create(
        version=version, order=1, no=1, kind="register", title=CANARY, name=f"{CANARY}.json",
        media_type="application/json", content=CANARY.encode(),
        sha256=hashlib.sha256(CANARY.encode()).hexdigest(),
    )  # fmt: skip
    return sha256


def _dues(member, at) -> tuple[str, str]:
    """Fees of a period and a run of them; any decision's id will do."""
    from billing.dues.models import DuesRun, FeeSchedule

    fees = FeeSchedule.objects.create(
        decision=member.pk, period_from=at.date(), period_to=at.date(), label_sv=CANARY, due_days=30,
        prorata="full", created_at=at,
    )  # fmt: skip
    run = DuesRun.objects.create(schedule=fees, on=at.date(), planned=0, started_at=at)
    return str(fees.pk), str(run.pk)
