"""The notice as it reads: in both languages, with papers and motions, and for the office alone."""

from __future__ import annotations

from uuid import uuid4

from tests.voting.convening.conftest import OFFICE
from tests.voting.convening.notices import send, words_of
from voting.convening import queries
from voting.convening.models import Notice


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
