"""The papers for a meeting whose house is out of reach."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.torture.hall import NOW
from voting.polls import queries


def text_of(answer):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


@pytest.mark.parametrize(("lang", "words"), [("sv", "Reservpapper"), ("en", "Fallback papers")])
def test_every_place_gets_its_register_its_slips_and_two_sheets(hall, office, lang, words):
    answer = office.get(
        f"/api/meetings/{hall.meeting}/fallback.pdf?lang={lang}", HTTP_ACCEPT="application/pdf"
    )

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = text_of(answer)
    assert words in text
    assert all(f"Bolag {n} AB" in text for n in range(6))
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 1 + 3 + 3 + 2 * 3


def test_before_the_register_is_approved_the_papers_name_the_registered(in_alfa, hall):
    from voting.meetings.models import Meeting, Registration, Venue
    from voting.register.models import Entry

    other = Meeting.objects.create(
        title="Nästa möte", starts_at=NOW, registration_closes_at=NOW, created_at=NOW, kind="extra"
    )
    place = Venue.objects.create(meeting=other, order=1, name="Kalmar", kind="hall")
    vote = Entry.objects.first()
    Registration.objects.create(
        meeting=other, member=vote.member, delegate=vote.delegate, venue=place, registered_at=NOW,
        changed_at=NOW,
    )  # fmt: skip

    papers = queries.fallback(other.pk)

    assert papers["approved"] is False
    assert [(v["name"], [r["member"] for r in v["rows"]]) for v in papers["venues"]] == [
        ("Kalmar", [vote.member.name])
    ]


def test_the_papers_are_for_those_who_see_the_register(hall, voter):
    assert voter(0).get(f"/api/meetings/{hall.meeting}/fallback.pdf").status_code == 403
