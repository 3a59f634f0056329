"""The notice is sent once to each, proved, tried again, and amended."""

from __future__ import annotations

import smtplib
from datetime import timedelta

from django.core import mail

from journal.models import Entry
from tests.voting.convening.conftest import OFFICE, plan
from tests.voting.convening.notices import entry_of, parts, refused, send, words_of
from tests.voting.meetings.conftest import new_member, register, venue
from voting.convening import actions, queries
from voting.convening.models import Delivery
from voting.meetings.actions import change_meeting
from voting.meetings.models import Meeting


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


def test_nobody_to_send_to_is_an_obstacle(meeting, now):
    assert refused(actions.send_notice, meeting_id=meeting.pk, number=1, accept_late=True, at=now) == [
        "voting.convening.obstacle_nobody"
    ]


def test_two_workers_write_to_nobody_twice(own_tenant, now, mailoutbox):
    from kernel.tenancy import inside
    from tests.racing import at_once

    with inside(own_tenant):
        meeting = plan(now)
        new_member(1, at=now)
        send(meeting, now)
        [waiting] = queries.waiting_deliveries()

    at_once(own_tenant, [lambda: actions.deliver(letter_id=waiting, at=now)] * 6)

    assert len(mailoutbox) == 1
