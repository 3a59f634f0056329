"""Reminders go by the ladder, once a step, to those who still owe and to nobody else."""

from __future__ import annotations

import smtplib
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from billing.invoices import actions as invoices
from billing.reminders import actions, queries
from billing.reminders.models import Reminder
from journal.models import Entry
from kernel.errors import Malformed, Refused
from notices.enums import LetterState
from tests.billing.bank.conftest import bgmax, book
from tests.billing.conftest import AT, DAY, TREASURER, issued, new_draft, new_member, pay
from tests.billing.dues.conftest import decide
from tests.billing.reminders.conftest import DUE, arrived, begin, deliver, morning, remind


def held(days):
    waiting, _ = queries.on_the_ladder(
        today=DUE + timedelta(days=days), doubt=queries.in_doubt(at=morning(days))
    )
    return {str(one.invoice.number): [why.value for why in one.turn.held] for one in waiting}


def facts(kind):
    return Entry.objects.filter(kind=f"billing.reminders.{kind}")


def test_the_ladder_is_climbed_once_and_then_it_is_the_boards_matter(invoice, mailoutbox):
    asked = {}
    for day in range(-30, 120):
        numbers = remind(day) + remind(day)
        deliver(day)
        deliver(day)
        if numbers:
            asked[day] = numbers

    assert asked == {-7: [0], 3: [1], 21: [2]}
    assert [letter.subject.replace("\u00a0", " ") for letter in mailoutbox] == [
        "Faktura 20170001 ska betalas senast 2017-02-08",
        "Påminnelse: faktura 20170001 skulle ha betalats senast 2017-02-08",
        "Andra påminnelsen: faktura 20170001, 4 000 kr",
    ]
    _, climbed = queries.on_the_ladder(today=DUE + timedelta(days=120), doubt=set())
    assert [(one.invoice.pk, one.last.no) for one in climbed] == [(invoice.pk, 2)]
    assert [one.body["no"] for one in facts("sent").order_by("pk")] == [0, 1, 2]


def test_the_letter_says_what_is_left_and_how_to_pay_it(invoice, mailoutbox):
    pay(invoice, 150_000)
    remind(3)
    deliver(3)

    [letter] = mailoutbox
    body = letter.body.replace("\u00a0", " ")
    for said in (
        "Återstår: 2 500 kr", "Fakturan var på 4 000 kr. Av den är 1 500 kr betald eller krediterad.",
        f"OCR-nummer: {invoice.ocr}", "Bankgiro: 999-0003", "Er referens: Kontakt 1",
        "Ingen avgift tillkommer för den här påminnelsen.", "Skriv till kassor@iec.example",
    ):  # fmt: skip
        assert said in body, said
    from billing.invoices.queries import pay_link

    assert pay_link(invoice.pk) in body
    assert ("{" in body, "\n\n\n" in body) == (False, False)
    [proof] = queries.reminders_of(invoice.pk)
    assert (proof.state, proof.left, proof.sent_at) == ("sent", 250_000, morning(3))
    assert letter.extra_headers["Message-ID"] == f"<{proof.message_id}>"


def test_a_member_who_reads_english_is_reminded_in_english_with_the_associations_own_words(
    billing, mailoutbox
):
    begin(3, text_sv="Årsmötet är den 1 april.", text_en="The annual meeting is on 1 April.")
    member = new_member()
    invoices.change_billing_details(member_id=member.pk, values={"language": "en"}, by=TREASURER, at=AT)
    arrived(issued(member))
    mailoutbox.clear()
    remind(3)
    deliver(3)

    [letter] = mailoutbox
    assert letter.subject == "Reminder: invoice 20170001 was due on 2017-02-08"
    assert "The annual meeting is on 1 April." in letter.body


def test_nobody_who_need_not_be_reminded_is(ladder, mailoutbox):
    def owing(n, **more):
        return issued(new_member(n), origin=str(n), **more)

    paid, credited, written_off, paused = owing(1), owing(2), owing(3), owing(4)
    no_address = issued(new_member(5, contact_email=""), origin="5")
    late = arrived(owing(6))
    unsent = owing(7)
    new_draft(new_member(8), origin="8")
    pay(paid, 400_000)
    invoices.credit_invoice(invoice_id=credited.pk, reason="Fel klass", on=DAY, key="1", by=TREASURER, at=AT)
    given_up = decide(kind="board", item_no=3, effect="mandate_given", body={"tasks": []})
    invoices.write_off(invoice_id=written_off.pk, decision=given_up.pk, on=DAY, by=TREASURER, at=AT)
    actions.pause_member(member_id=paused.member_id, reason="Avbetalning", until=None, by=TREASURER, at=AT)
    mailoutbox.clear()

    assert held(3) == {
        paused.number: ["paused"], no_address.number: ["no_address"], late.number: [],
        unsent.number: ["unsent"],
    }  # fmt: skip
    assert remind(3) == [1]
    deliver(3)
    assert [letter.to for letter in mailoutbox] == [["kontakt6@medlem.example"]]


def test_just_invoiced_is_left_alone_however_short_its_terms(ladder, mailoutbox):
    arrived(issued(new_member(), terms_days=1))
    days = [day for day in range(-30, 30) if remind(day)]
    # due on 10 January, three days after it would be the 13th; ten days after the invoice is the 19th
    assert DUE + timedelta(days=days[0]) == date(2017, 1, 19)


def test_a_pause_ends_with_its_day_or_when_somebody_says_so(invoice):
    until = DUE + timedelta(days=10)
    for _ in range(2):
        actions.pause_member(
            member_id=invoice.member_id, reason="Lovat betala", until=until, by=TREASURER, at=AT
        )
    assert (remind(10), remind(11)) == ([], [1])
    actions.resume_member(member_id=invoice.member_id, by=TREASURER, at=AT)
    actions.resume_member(member_id=invoice.member_id, by=TREASURER, at=AT)

    assert (facts("paused").count(), facts("resumed").count()) == (2, 1)
    with pytest.raises(Malformed):
        actions.pause_member(member_id=invoice.member_id, reason=" ", until=None, by=TREASURER, at=AT)


def test_an_invoice_that_the_banks_queue_may_have_paid_is_left_alone(invoice, mailoutbox):
    from billing.bank.models import BankPayment

    book(bgmax(("", 400_000, {"name": "Medlem 001 ekonomi"})))
    assert (held(3), remind(3)) == ({invoice.number: ["in_doubt"]}, [])
    BankPayment.objects.filter(state="waiting").update(state="aside")
    assert (held(3), remind(3)) == ({invoice.number: []}, [1])


def test_an_invoice_that_stripe_may_have_been_paid_for_is_left_alone(till, invoice, clock):
    """A way to pay it was opened, and Stripe has been silent since."""
    from billing.payments import actions as payments
    from tests.billing.payments.conftest import moment

    assert held(3) == {invoice.number: []}
    payments.open_pay_page(
        invoice_id=invoice.pk, language="sv", back_to="https://a/x", away_to="https://a/x", by=TREASURER,
        at=moment(clock),
    )  # fmt: skip
    assert (held(3), remind(3)) == ({invoice.number: ["in_doubt"]}, [])
    clock.forward(seconds=int((morning(3) - moment(clock)).total_seconds()))
    payments.reconcile(at=moment(clock))
    assert (held(3), remind(3)) == ({invoice.number: []}, [1])


def test_a_pause_or_a_doubt_after_asking_stops_the_letter_and_the_step_is_free(invoice, mailoutbox):
    from billing.bank.models import BankPayment

    assert remind(3) == [1]
    actions.pause_member(member_id=invoice.member_id, reason="Ringde", until=None, by=TREASURER, at=AT)
    assert (deliver(3), mailoutbox, Reminder.objects.count()) == ([None], [], 0)

    actions.resume_member(member_id=invoice.member_id, by=TREASURER, at=AT)
    assert remind(4) == [1]
    book(bgmax(("", 400_000, {"name": "Medlem 001 ekonomi"})))
    assert (deliver(4), mailoutbox, facts("withdrawn").count()) == ([None], [], 2)

    BankPayment.objects.filter(state="waiting").update(state="aside")
    assert (remind(5), deliver(5), len(mailoutbox)) == ([1], [LetterState.SENT], 1)


def test_paid_between_asking_and_handing_over_no_letter_goes_and_the_step_is_free(invoice, mailoutbox):
    assert remind(3) == [1]
    pay(invoice, 400_000)

    assert deliver(3) == [None]
    assert (mailoutbox, Reminder.objects.count(), facts("withdrawn").count()) == ([], 0, 1)


def test_a_payment_that_bounces_is_reminded_of_where_the_ladder_stood(invoice, mailoutbox):
    remind(3)
    deliver(3)
    pay(invoice, 400_000)
    assert remind(21) == []
    invoices.unsettle_invoice(source=("test", "1"), on=DAY, reason="Studsade", by=TREASURER, at=AT)

    assert remind(21) == [2]


def test_a_refused_reminder_stops_the_ladder_until_it_has_gone_elsewhere(invoice, mailoutbox, monkeypatch):
    with monkeypatch.context() as never:
        no = smtplib.SMTPRecipientsRefused({"kontakt1@medlem.example": (550, b"no such user")})
        never.setattr("django.core.mail.EmailMessage.send", _refuses(no))
        remind(3)
        assert deliver(3) == [LetterState.FAILED]
    assert (held(30), remind(30)) == ({invoice.number: ["not_delivered"]}, [])
    invoices.change_billing_details(
        member_id=invoice.member_id, values={"email": "ny@medlem.example"}, by=TREASURER, at=AT
    )
    [row] = Reminder.objects.all()
    for _ in range(2):
        actions.send_again(reminder_id=row.pk, at=morning(30))
    assert deliver(30) == [LetterState.SENT]

    assert [letter.to for letter in mailoutbox] == [["ny@medlem.example"]]
    with pytest.raises(Refused):
        actions.send_again(reminder_id=row.pk, at=morning(31))
    assert (remind(40), remind(48)) == ([], [2])


def test_a_mail_server_that_is_away_is_tried_again_with_the_same_message_id(invoice, mailoutbox, monkeypatch):
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMessage.send", _refuses(ConnectionRefusedError()))
        remind(3)
        assert deliver(3) == [LetterState.WAITING]
    [row] = Reminder.objects.all()
    assert deliver(4) == [LetterState.SENT]
    assert mailoutbox[0].extra_headers["Message-ID"].startswith(f"<{row.pk}@")


def test_killed_half_way_each_is_still_reminded_once(ladder, mailoutbox, monkeypatch):
    from billing.reminders.actions import reminding

    for n in range(1, 11):
        issued(new_member(n), origin=str(n))
    arrived(None)
    mailoutbox.clear()
    real, asked = reminding.remind_invoice, []

    def dies(**what):
        if len(asked) == 4:
            raise KeyboardInterrupt
        asked.append(real(**what))

    monkeypatch.setattr(reminding, "remind_invoice", dies)
    with pytest.raises(KeyboardInterrupt):
        remind(3)
    monkeypatch.setattr(reminding, "remind_invoice", real)
    assert remind(3) == [1] * 6
    deliver(3)

    assert sorted(letter.to[0] for letter in mailoutbox) == sorted(
        f"kontakt{n}@medlem.example" for n in range(1, 11)
    )


def test_the_database_knows_one_reminder_a_step(invoice):
    remind(3)
    [row] = Reminder.objects.all()
    row.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_nothing_goes_by_itself_before_somebody_has_begun_it_or_outside_the_morning(billing, mailoutbox):
    assert queries.is_time(at=morning(3)) is False
    begin()
    hours = [hour for hour in range(24) if queries.is_time(at=morning(3, hour=hour))]
    assert hours == [6, 7, 8, 9, 10]  # seven to twelve in Sweden, in winter
    begin(is_on=False)
    assert queries.is_time(at=morning(3)) is False


def test_the_usual_ladder_stands_until_another_is_chosen_and_the_same_again_changes_nothing(billing):
    assert [(one.no, one.days) for one in queries.steps()] == [(0, -7), (1, 3), (2, 21)]
    for _ in range(2):
        begin(30, 10)
    assert [(one.no, one.days) for one in queries.steps()] == [(1, 10), (2, 30)]
    assert facts("ladder_changed").count() == 1
    with pytest.raises(Malformed) as no:
        begin(5, 5)
    assert [one.code for one in no.value.fields["steps"]] == ["billing.reminders.error_days"]
    assert facts("ladder_changed").count() == 1


def test_the_reads_are_as_many_for_ten_invoices_as_for_one(ladder):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(connection) as seen:
            queries.on_the_ladder(today=DUE, doubt=set())
        return len(seen)

    issued(new_member(1), origin="1")
    one = asked()
    for n in range(2, 11):
        issued(new_member(n), origin=str(n))
    assert asked() == one


def _refuses(error):
    def send(self, **kept):
        raise error

    return send
