"""The notice: written from the meeting, sent once to each, proved, tried again, and cited in the minutes."""

from __future__ import annotations

import smtplib
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core import mail
from icalendar import Calendar
from pypdf import PdfReader

from journal.models import Entry
from kernel.errors import Refused
from tests.voting.convening.conftest import OFFICE, plan
from tests.voting.meetings.conftest import new_member, register, venue
from voting.convening import actions, queries
from voting.convening.models import Delivery, Notice
from voting.meetings.actions import change_meeting
from voting.meetings.enums import MeetingKind
from voting.meetings.models import Meeting


def send(meeting, now, number=1, *, accept_late=False):
    return actions.send_notice(
        meeting_id=meeting.pk, number=number, accept_late=accept_late, by=OFFICE, at=now
    )


def refused(call, **more):
    with pytest.raises(Refused) as caught:
        call(by=OFFICE, **more)
    return [one.code for one in caught.value.obstacles]


def parts(letter):
    return {p.get_filename(): p.get_payload(decode=True) for p in letter.attachments}


def entry_of(letter):
    return next(iter(Calendar.from_ical(parts(letter)["stadga.ics"]).walk("VEVENT")))


def words_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_the_letter_is_written_from_the_meeting_in_both_languages(meeting, members, now):
    shown = queries.view(meeting.pk, "sv", at=now)
    english = queries.view(meeting.pk, "en", at=now)
    told = {one["name"]: one["lines"] for one in shown["sections"]}

    assert shown["subject"] == "Inbjudan till konstituerande möte den 20 november 2016"
    assert english["subject"] == "Invitation to Konstituerande möte on 20 November 2016"
    assert told["when"] == [
        "Söndagen den 20 november 2016 kl.\u00a012.00", "Kalmar: Kullzénska salen",
        "Distans: http://alfa.localhost:8000/mote",
    ]  # fmt: skip
    assert len(told["agenda"]) == meeting.items.count() == 22
    assert told["agenda"][0] == "1. Mötets öppnande"
    assert "begär ordet, lägger yrkanden och röstar" in told["remote"][1]
    assert told["voting"][0] == (
        "Varje organisation har en röst genom sitt ombud (mötesordningen (bilaga\u00a01) punkt\u00a02)."
    )
    assert told["voting"][-1].startswith("Fullmakter tas inte emot")
    assert told["deadlines"] == ["Ombud anmäls senast den 15 november 2016."]
    assert (shown["recipients"], shown["number"], shown["obstacles"]) == (3, 1, [])
    assert [one["heading"] for one in english["sections"]][:2] == [
        "Time and place", "How to take part from afar",
    ]  # fmt: skip


def test_each_gets_it_once_with_the_letter_as_pdf_and_a_calendar_entry(
    meeting, members, now, deliver, mailoutbox
):
    notice, is_new = send(meeting, now)
    assert is_new
    assert mailoutbox == []  # beside the request

    deliver()
    deliver()

    assert sorted(one.to[0] for one in mailoutbox) == [f"kontakt{n}@medlem.example" for n in (1, 2, 3)]
    letter = next(one for one in mailoutbox if one.to == ["kontakt1@medlem.example"])
    assert "Medlem 01 AB bjuds in till konstituerande möte, Nätverket Alfa." in letter.body
    assert "\nTid och plats\nSöndagen den 20 november 2016 kl.\u00a012.00\n" in letter.body
    assert "<h2" in letter.alternatives[0][0]
    assert entry_of(letter).decoded("dtstart") == meeting.starts_at
    assert parts(letter)["kallelse.pdf"] == bytes(notice.pdf)
    assert "Mötets öppnande" in words_of(bytes(notice.pdf))
    assert Meeting.objects.get(pk=meeting.pk).invited_at.isoformat() == "2016-10-11"
    fact = Entry.objects.get(kind="voting.convening.notice_sent")
    assert fact.body["recipients"] == 3
    rows = list(Delivery.objects.all())
    assert {(r.state, r.attempts, r.sent_at is not None) for r in rows} == {("sent", 1, True)}
    assert letter.extra_headers["Message-ID"] == f"<{rows[0].message_id}>"


def test_the_same_number_again_sends_nothing_and_another_is_refused(
    meeting, members, now, deliver, mailoutbox
):
    first, _ = send(meeting, now)
    again, is_new = send(meeting, now)

    assert (again.pk, is_new) == (first.pk, False)
    assert refused(actions.send_notice, meeting_id=meeting.pk, number=5, accept_late=False, at=now) == [
        "voting.convening.obstacle_another_number"
    ]
    deliver()
    assert len(mailoutbox) == 3
    assert Entry.objects.filter(kind="voting.convening.notice_sent").count() == 1


def test_the_delegate_who_is_somebody_else_gets_it_too_without_a_second_calendar_entry(
    meeting, members, now, deliver, mailoutbox
):
    register(meeting, members[0], venue(meeting, "Kalmar"), at=now)
    send(meeting, now)
    deliver()

    to = {letter.to[0]: sorted(parts(letter)) for letter in mailoutbox}
    assert to["ombud1@medlem.example"] == ["kallelse.pdf"]
    assert to["kontakt1@medlem.example"] == ["kallelse.pdf", "stadga.ics"]
    assert len(to) == 4


def test_a_reader_of_english_gets_english(meeting, members, now, deliver, mailoutbox, person):
    user = person("delegate", name="Kontakt 1", email="kontakt1@medlem.example")
    user.language = "en"
    user.save()
    send(meeting, now)
    deliver()

    letter = next(one for one in mailoutbox if one.to == ["kontakt1@medlem.example"])
    assert letter.subject == "Invitation to Konstituerande möte on 20 November 2016"
    assert sorted(parts(letter)) == ["notice.pdf", "stadga.ics"]
    assert "Time and place" in words_of(parts(letter)["notice.pdf"])


def test_a_no_for_good_is_kept_as_failed_and_sent_again_on_request(
    meeting, members, now, deliver, mailoutbox, monkeypatch
):
    send(meeting, now)
    real = mail.EmailMultiAlternatives.send

    def picky(self, *a, **k):
        if self.to == ["kontakt2@medlem.example"]:
            raise smtplib.SMTPRecipientsRefused({self.to[0]: (550, b"no such user")})
        return real(self, *a, **k)

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", picky)
    deliver()

    assert len(mailoutbox) == 2
    failed = Delivery.objects.get(state="failed")
    assert (failed.email, failed.trouble) == ("kontakt2@medlem.example", "SMTPRecipientsRefused 550")
    assert queries.view(meeting.pk, "sv", at=now)["failed"] == 1

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", real)
    assert actions.send_again(meeting_id=meeting.pk, by=OFFICE, at=now) == 1
    deliver()

    assert len(mailoutbox) == 3
    assert actions.send_again(meeting_id=meeting.pk, by=OFFICE, at=now) == 0
    assert Entry.objects.filter(kind="voting.convening.notice_sent_again").count() == 1


def test_a_mail_server_that_is_away_is_tried_again_and_nothing_is_given_up(
    meeting, members, now, deliver, mailoutbox, monkeypatch
):
    send(meeting, now)
    real, tries = mail.EmailMultiAlternatives.send, []

    def away(self, *a, **k):
        tries.append(self.to)
        raise ConnectionRefusedError

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", away)
    for _ in range(20):
        deliver()

    assert len(tries) == 20  # one letter a time: the others do not wait for the same no
    assert Delivery.objects.filter(state="waiting").count() == 3
    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", real)
    deliver()
    assert len(mailoutbox) == 3


def test_who_came_after_the_notice_gets_it_when_asked_for(meeting, members, now, deliver, mailoutbox):
    send(meeting, now)
    deliver()
    new_member(4, at=now)
    assert queries.view(meeting.pk, "sv", at=now)["late"] == 1

    assert actions.send_to_late(meeting_id=meeting.pk, by=OFFICE, at=now) == 1
    assert actions.send_to_late(meeting_id=meeting.pk, by=OFFICE, at=now) == 0
    deliver()

    assert [letter.to for letter in mailoutbox[3:]] == [["kontakt4@medlem.example"]]
    assert Delivery.objects.get(email="kontakt4@medlem.example").is_late
    assert Entry.objects.filter(kind="voting.convening.notice_sent_to_late").count() == 1


def test_a_changed_plan_asks_for_an_amended_notice_which_replaces_the_entry(
    meeting, members, now, deliver, mailoutbox
):
    send(meeting, now)
    deliver()
    assert queries.view(meeting.pk, "sv", at=now)["is_changed"] is False
    later = meeting.starts_at + timedelta(hours=2)
    change_meeting(meeting_id=meeting.pk, changes={"starts_at": later}, by=OFFICE, at=now)

    shown = queries.view(meeting.pk, "sv", at=now)
    assert (shown["is_changed"], shown["number"]) == (True, 2)
    assert shown["subject"].startswith("Ändrad inbjudan till")
    send(meeting, now, 2)
    deliver()

    first, second = ([one for one in mailoutbox if one.to == ["kontakt1@medlem.example"]][n] for n in (0, 1))
    assert entry_of(first)["uid"] == entry_of(second)["uid"]
    assert entry_of(second)["sequence"] > entry_of(first)["sequence"]
    kept = queries.paper(meeting.pk, 1)[1]
    assert kept.starts_at == meeting.starts_at.isoformat()  # what was sent stays as it was


def test_too_late_by_the_rules_is_refused_until_the_office_knows(in_alfa, now, members, ruled):
    meeting = plan(now, days=10, kind=MeetingKind.ANNUAL)

    assert refused(actions.send_notice, meeting_id=meeting.pk, number=1, accept_late=False, at=now) == [
        "voting.meetings.obstacle_notice_late"
    ]
    assert (Delivery.objects.count(), Entry.objects.filter(kind="voting.convening.notice_sent").count()) == (
        0,
        0,
    )
    send(meeting, now, accept_late=True)

    assert Entry.objects.get(kind="voting.convening.notice_sent").body["is_late"] is True
    assert told_under(meeting, now) == (
        "Kallelsen skickades den 11 oktober 2016, 10 dagar före mötet, med e-post till 3 organisationer. "
        "Den ska skickas senast den 23 september 2016 (stadgarna § 9 mom. 1). Fristen hölls inte."
    )


def test_in_time_the_minutes_say_that_the_last_day_was_kept(in_alfa, now, members, ruled):
    meeting = plan(now, days=40, kind=MeetingKind.ANNUAL)
    send(meeting, now)

    assert told_under(meeting, now) == (
        "Kallelsen skickades den 11 oktober 2016, 40 dagar före mötet, med e-post till 3 organisationer. "
        "Den ska skickas senast den 23 oktober 2016 (stadgarna § 9 mom. 1). Fristen hölls."
    )


def test_a_motion_on_a_fee_tells_the_class_and_the_amount(meeting, members, now):
    from voting.motions.models import Matter, Motion

    classes = [
        {"id": "F2", "sv": "Företag, 10–49 anställda", "en": "Company, 10–49 employees", "amount": 400_000}
    ]
    Matter.objects.create(meeting=meeting, item_no=11, fees={"classes": classes})
    Motion.objects.create(
        meeting=meeting, item_no=11, letter="P", number=1, kind="proposal", target="F2", amount=350_050,
        member=members[0], key=uuid4(), filed_at=now,
    )  # fmt: skip

    told = {
        lang: [
            line.replace("\u00a0", " ")
            for section in queries.view(meeting.pk, lang, at=now)["sections"]
            for line in section["lines"]
            if " P1," in line
        ]
        for lang in ("sv", "en")
    }

    assert told == {
        "sv": ["Yrkande P1, punkt 11, Medlem 01 AB: Företag, 10–49 anställda: 3 500,50 kr"],
        "en": ["Motion P1, item 11, Medlem 01 AB: Company, 10–49 employees: SEK 3,500.50"],
    }


def test_the_papers_laid_under_the_items_are_listed_with_their_checksums(
    meeting, members, now, deliver, mailoutbox
):
    from voting.minutes.actions import attach_file, remove_file

    def lay(no, title):
        content = b"%PDF-1.7 " + title.encode()
        return attach_file(meeting_id=meeting.pk, no=no, content=content, title=title, by=OFFICE, at=now)

    budget, plan_of_work = lay(12, "Budget 2017"), lay(11, "Verksamhetsplan")
    remove_file(attachment_id=lay(12, "Gammal budget").pk, by=OFFICE, at=now)

    told = {
        lang: next(one["lines"] for one in queries.view(meeting.pk, lang, at=now)["sections"]
                   if one["name"] == "papers")
        for lang in ("sv", "en")
    }  # fmt: skip

    assert told["sv"][-3:] == [
        f"Verksamhetsplan, punkt 11 (PDF)\nSHA-256: {plan_of_work.sha256}",
        f"Budget 2017, punkt 12 (PDF)\nSHA-256: {budget.sha256}",
        (
            "Filerna läses av inloggade medlemmar på http://alfa.localhost:8000/mote. Summan SHA-256 visar "
            "att en fil är just den som lades fram."
        ),
    ]
    assert told["en"][-2].startswith("Budget 2017, item 12 (PDF)\nSHA-256: ")
    assert not any("Gammal" in line for line in told["sv"])
    notice, _ = send(meeting, now)
    deliver()
    assert budget.sha256 in mailoutbox[0].body
    assert budget.sha256 in words_of(bytes(notice.pdf)).replace(" ", "")
    assert queries.view(meeting.pk, "sv", at=now)["is_changed"] is False
    lay(13, "Avgifter")
    assert queries.view(meeting.pk, "sv", at=now)["is_changed"] is True


def test_a_notice_kept_from_before_papers_were_told_is_still_read(meeting, members, now):
    notice, _ = send(meeting, now)
    kept = {name: value for name, value in notice.facts.items() if name != "files"}
    Notice.objects.filter(pk=notice.pk).update(facts=kept)

    assert queries.paper(meeting.pk, 1)[1].files == []
    assert queries.view(meeting.pk, "sv", at=now)["is_changed"] is False


def test_in_finland_the_notice_warns_before_it_is_sent_that_voting_from_afar_needs_rules(
    in_alfa, now, members, ruled, monkeypatch
):
    from kernel import tenancy
    from voting.meetings.queries import own_procedure

    network = tenancy.current()
    monkeypatch.setattr(network, "country", "FI")
    monkeypatch.setattr("kernel.tenancy.current", lambda: network)
    meeting = plan(now, kind=MeetingKind.ANNUAL)
    line = (
        "Att delta på distans kräver en antagen omröstnings- och valordning (föreningslagen 503/1989). "
        "Den är inte antagen än."
    )

    shown = queries.view(meeting.pk, "sv", at=now)

    assert [(one["code"], one["params"]["venue"]) for one in shown["warnings"]] == [
        ("voting.meetings.obstacle_remote_without_rules", "Distans")
    ]
    assert shown["obstacles"] == [], "the letter may go out; the rules can be adopted until the meeting"
    assert next(one["lines"] for one in shown["sections"] if one["name"] == "remote")[0] == line
    Meeting.objects.filter(pk=meeting.pk).update(procedure=own_procedure({"remote_voting_rules": True}))
    after = queries.view(meeting.pk, "sv", at=now)
    assert after["warnings"] == []
    assert line not in next(one["lines"] for one in after["sections"] if one["name"] == "remote")


def test_the_minutes_carry_the_paper_that_went_out(meeting, members, now):
    from voting.minutes.queries import documents_of, draft

    notice, _ = send(meeting, now)

    found = [one for one in documents_of(meeting.pk, draft(meeting.pk)) if one.kind == "invitation"]
    assert [one.name for one in found] == ["dagordning.md", "kallelse-1.pdf"]
    assert found[1].sha256 == notice.sha256


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"is_rehearsal": True}, "voting.convening.obstacle_rehearsal"),
        ({"state": "open", "opened_at": "2016-11-20T11:00Z"}, "voting.convening.obstacle_begun"),
        ({"kind": "board"}, "voting.convening.obstacle_board"),
    ],
)
def test_what_stands_in_the_way(meeting, members, now, change, code):
    Meeting.objects.filter(pk=meeting.pk).update(**change)

    assert code in refused(actions.send_notice, meeting_id=meeting.pk, number=1, accept_late=True, at=now)
    assert Notice.objects.count() == 0


def test_nobody_to_send_to_is_an_obstacle(meeting, now):
    assert refused(actions.send_notice, meeting_id=meeting.pk, number=1, accept_late=True, at=now) == [
        "voting.convening.obstacle_nobody"
    ]


def test_only_the_office_sees_and_sends_it(office, meeting, members, soon, in_alfa, person, client_of):
    address = f"/api/meetings/{meeting.pk}/notice"
    other = client_of(in_alfa, person("chair"))
    assert [other.get(address).status_code, other.post(f"{address}/send", {"number": 1}).status_code] == [
        403,
        403,
    ]

    words = {"own_sv": "Välkommen till Kalmar.\nVi bjuder på fika.", "remote_en": "By telephone."}
    kept = office.put(f"{address}?lang=sv", words, format="json").json()
    assert kept["sections"][0] == {
        "name": "own", "heading": "", "lines": ["Välkommen till Kalmar.", "Vi bjuder på fika."],
    }  # fmt: skip
    assert kept["words"]["remote_en"] == "By telephone."
    sent = office.post(f"{address}/send", {"number": 1}, format="json")
    assert (sent.status_code, sent.json()["waiting"], sent.json()["number"]) == (200, 3, 2)
    assert office.get(f"{address}.pdf?number=1")["Content-Type"] == "application/pdf"
    assert office.get(f"{address}.pdf?lang=en").content[:5] == b"%PDF-"
    assert office.get(f"{address}.pdf?number=9").status_code == 404
    lines = office.get(f"{address}/proof.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("1;Medlem 01 AB;Kontakt 1;kontakt1@medlem.example;waiting;")


def test_two_workers_write_to_nobody_twice(own_tenant, now, mailoutbox):
    from kernel.tenancy import inside
    from tests.voting.meetings.conftest import at_once

    with inside(own_tenant):
        meeting = plan(now)
        new_member(1, at=now)
        send(meeting, now)
        [waiting] = queries.waiting_deliveries()

    at_once(own_tenant, [lambda: actions.deliver(letter_id=waiting, at=now)] * 6)

    assert len(mailoutbox) == 1


def told_under(meeting, now):
    from voting.minutes.queries import draft

    Meeting.objects.filter(pk=meeting.pk).update(
        state="closed", opened_at=meeting.starts_at, closed_at=meeting.starts_at + timedelta(hours=1)
    )
    meeting.items.update(state="done")
    item = next(i for i in draft(meeting.pk).items for b in i.blocks if b.line and "skickades" in b.line.text)
    text = next(b.line.text for b in item.blocks if b.line and "skickades" in b.line.text)
    return text.replace("\u00a0", " ").partition(" Styrelsens förslag")[0].partition(" Arbetsgruppens")[0]


@pytest.fixture
def ruled(in_alfa, now, members):
    """The statutes want 28 or 18 days; the members have joined."""
    from tenants.members.models import Member
    from tenants.statutes.actions import publish_proposal
    from tenants.statutes.models import Version

    rules = {"notice_days": {"annual": 28, "extra": 14}}
    moment = {"id": "par9.1", "num": 1, "sv": "Kallelse skickas 28 dagar före.", "en": "", "rules": rules}
    section = {"id": "par9", "num": 9, "heading": {"sv": "Möten", "en": ""}, "moments": [moment]}
    document = {"version": "1.0", "title": {"sv": "Stadgar", "en": ""}, "sections": [section]}
    version = publish_proposal(document=document, by=OFFICE, at=now)
    Version.objects.filter(pk=version.pk).update(
        status="adopted",
        meeting=uuid4(),
        item_no=9,
        decided_at=now - timedelta(days=400),
        in_force_from=(now - timedelta(days=400)).date(),
    )
    Member.objects.update(member_since=(now - timedelta(days=300)).date())
