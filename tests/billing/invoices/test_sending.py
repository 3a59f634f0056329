"""The paper is printed once, and its letter goes once, with proof."""

from __future__ import annotations

import hashlib
import io
import smtplib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from billing.invoices import actions, queries
from billing.invoices.enums import Vat
from billing.invoices.models import InvoiceFile, Sending
from billing.invoices.rules import paper_of
from journal.models import Entry
from kernel.errors import Missing, Refused
from notices.enums import LetterState
from tests.billing.conftest import AT, DAY, TREASURER, issued, new_draft, new_member, ready_to_bill
from tests.billing.dues.conftest import choose_vat

LATER = AT + timedelta(days=40)


def words(content: bytes) -> str:
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return text.replace("\u00a0", " ")


def paper(invoice, language="sv", at=AT):
    return actions.keep_paper(invoice_id=invoice.pk, language=language, at=at)


def deliver(invoice, at=AT):
    return [actions.deliver(letter_id=one, at=at) for one in queries.waiting_letters()]


def test_the_paper_says_what_the_law_and_the_payer_ask_for(member):
    invoice = issued(member, 400_000)
    found = words(bytes(paper(invoice).content))

    for said in (
        "Faktura", "20170001", "Fakturadag", "2017-01-09", "Betala senast", "2017-02-08", "Medlem 001 AB",
        "Org.nr: 550001-0001", "Er referens: Kontakt 1", "Medlemsavgift 1", "4 000,00", "Inte momspliktig.",
        "Att betala", "4 000 kr", "999-0003", invoice.ocr, "org.nr 802999-0010", "kassor@iec.example",
        "Skeppsbrogatan 49", "392 31 Kalmar",
    ):  # fmt: skip
        assert said in found, said
    assert "F-skatt" not in found


def test_the_paper_in_english_and_with_vat_has_base_rate_and_tax(member, in_alfa):
    ready_to_bill(vat_id="SE802999001001", has_f_tax=True)
    actions.change_billing_details(
        member_id=member.pk, values={"street": "Storgatan 1", "town": "Växjö"}, by=TREASURER, at=AT
    )
    invoice = issued(member, 100_050, vat="25")
    sv, en = words(bytes(paper(invoice).content)), words(bytes(paper(invoice, "en").content))

    assert "Moms 25 % på 1 000,50 kr." in sv
    assert "250,13" in sv
    assert ("1 250,63 kr" in sv, "SEK 1,250.63" in en) == (True, True)
    assert ("SE802999001001" in sv, "Godkänd för F-skatt" in sv) == (True, True)
    assert ("Storgatan 1" in en, "VAT 25 % on SEK 1,000.50." in en) == (True, True)


def test_the_boards_choice_of_vat_stands_with_the_treatment_it_chose_and_with_no_other(member):
    chosen = choose_vat()
    lines = [
        actions.NewLine(
            text_sv="Medlemsavgift", text_en="Membership fee", unit_price=400_000, vat=Vat.NOT_SUBJECT
        ),
        actions.NewLine(text_sv="Kurs", text_en="Course", unit_price=100_000, vat=Vat.RATE_25),
    ]
    new = actions.NewInvoice(member=member.pk, origin=("test", "v"), lines=lines, vat_decision=chosen.pk)
    facts = queries.draft_facts(actions.draft_invoice(new, at=AT), "sv", on=DAY)

    rows = [row["text"] for row in paper_of(facts, "sv")["vat_rows"]]

    assert [row.replace("\u00a0", " ") for row in rows] == [
        "Summa utan moms", "Inte momspliktig, beslut § 6, styrelsemöte 2016-11-14.",
        "Moms 25 % på 1 000,00 kr.",
    ]  # fmt: skip


def test_the_paper_is_tagged_and_archivable(member):
    reader = PdfReader(io.BytesIO(bytes(paper(issued(member)).content)))
    meta = reader.xmp_metadata.stream.get_data().decode()

    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert ("pdfuaid:part>1<" in meta, "pdfaid:part>2<" in meta) == (True, True)
    assert reader.metadata.title == "Faktura 20170001, Föreningen IEC"


def test_the_same_bytes_ever_after_whatever_is_changed_since(member):
    invoice = issued(member)
    first = paper(invoice)
    ready_to_bill(seller_name="Ett nytt namn", bankgiro="5050-1055")
    again = paper(invoice, at=LATER)

    assert (again.pk, bytes(again.content)) == (first.pk, bytes(first.content))
    assert first.sha256 == hashlib.sha256(bytes(first.content)).hexdigest()
    with pytest.raises(DatabaseError), transaction.atomic():
        InvoiceFile.objects.filter(pk=first.pk).update(sha256="0" * 64)


def test_a_draft_and_nothing_have_no_paper(member):
    with pytest.raises(Refused):
        paper(new_draft(member))
    with pytest.raises(Missing):
        actions.keep_paper(invoice_id=uuid4(), language="sv", at=AT)
    assert InvoiceFile.objects.count() == 0


def test_a_credit_note_names_its_invoice_and_its_reason_and_asks_for_no_money(member):
    invoice = issued(member)
    note = actions.credit_invoice(
        invoice_id=invoice.pk, reason="Fel klass", on=DAY, key="1", by=TREASURER, at=AT
    )
    found = words(bytes(paper(note).content))

    assert ("Kreditfaktura" in found, "Skäl: Fel klass" in found, "20170001" in found) == (True, True, True)
    assert ("OCR" in found, "Betala" in found, "999-0003" in found) == (False, False, False)


def test_issuing_asks_for_one_letter_that_goes_once_with_the_paper(member, mailoutbox):
    invoice = issued(member)
    actions.issue_invoice(invoice_id=invoice.pk, on=DAY, by=TREASURER, at=AT)

    assert (deliver(invoice), deliver(invoice)) == ([LetterState.SENT], [])
    [letter] = mailoutbox
    [proof] = queries.letters_of(invoice.pk)
    kept = queries.file_of(invoice.pk, "sv")
    assert letter.to == ["kontakt1@medlem.example"]
    assert letter.subject.replace("\u00a0", " ") == "Faktura 20170001 från Föreningen IEC, 4 000 kr"
    assert letter.extra_headers["Message-ID"] == f"<{proof.message_id}>"
    assert (proof.state, proof.sent_at, proof.file_sha256, proof.attempts) == ("sent", AT, kept.sha256, 1)
    file = letter.attachments[0]
    assert file.get_filename() == "faktura-20170001.pdf"
    assert file.get_payload(decode=True) == bytes(kept.content)
    assert queries.pay_link(invoice.pk) in letter.body
    assert "Bankgiro: 999-0003" in letter.body
    assert Entry.objects.filter(kind="billing.invoices.sent", subject=invoice.pk).count() == 1


def test_no_line_of_the_letter_is_empty_or_left_open(member, mailoutbox):
    issued(member)
    deliver(None)
    body = mailoutbox[0].body

    assert ("{" in body, "\n\n\n" in body) == (False, False)
    assert [row for row in body.split("\n") if row.endswith(":")] == [
        "Sätt att betala, och om fakturan är betald:",
        "Ska nästa faktura till någon annan? Ändra adress eller referens här:",
    ]


def test_a_mail_server_that_is_away_is_tried_again_with_the_same_message_id(member, monkeypatch, mailoutbox):
    invoice = issued(member)
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMessage.send", _refuses(ConnectionRefusedError()))
        assert deliver(invoice) == [LetterState.WAITING]
    [waiting] = queries.letters_of(invoice.pk)
    assert (waiting.state, waiting.attempts, waiting.trouble) == ("waiting", 1, "ConnectionRefusedError")
    assert deliver(invoice, LATER) == [LetterState.SENT]
    assert mailoutbox[0].extra_headers["Message-ID"].startswith(f"<{waiting.pk}@")


def test_a_no_for_good_is_kept_and_the_invoice_can_be_sent_elsewhere(member, monkeypatch, mailoutbox):
    invoice = issued(member)
    with monkeypatch.context() as never:
        no = smtplib.SMTPRecipientsRefused({"kontakt1@medlem.example": (550, b"no such user")})
        never.setattr("django.core.mail.EmailMessage.send", _refuses(no))
        assert deliver(invoice) == [LetterState.FAILED]
    key = uuid4()
    asked = [
        actions.send_again(invoice_id=invoice.pk, key=key, to="ny@medlem.example", by=TREASURER, at=AT)
        for _ in range(2)
    ]

    assert {one.pk for one in asked} == {key}
    assert deliver(invoice) == [LetterState.SENT]
    assert [m.to for m in mailoutbox] == [["ny@medlem.example"]]
    assert sorted(queries.letters_of(invoice.pk).values_list("state", flat=True)) == ["failed", "sent"]


def test_two_wishes_while_a_letter_waits_are_one_letter(member):
    invoice = issued(member)
    actions.send_again(invoice_id=invoice.pk, key=uuid4(), to="", by=TREASURER, at=AT)

    assert Sending.objects.count() == 1


def test_a_member_without_an_address_gets_no_letter_and_sending_says_so(billing):
    member = new_member(3, contact_email="")
    invoice = issued(member)

    assert Sending.objects.count() == 0
    with pytest.raises(Refused) as refused:
        actions.send_again(invoice_id=invoice.pk, key=uuid4(), to="", by=TREASURER, at=AT)
    assert [o.code for o in refused.value.obstacles] == ["billing.invoices.obstacle_no_address"]


def _refuses(error):
    def send(self, **kept):
        raise error

    return send
