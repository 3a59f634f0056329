"""The office calls the meeting: the letter is seen, sent once to each, and has its proof."""

from __future__ import annotations

import csv
import time
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.association import Association
from tests.e2e.driving import clean
from tests.e2e.screen import DESK

OWN = "Ta gärna med ett föremål från er verksamhet."
LATE = {"number": "9001", "name": "Sent Glas AB", "org_number": "556016-0680", "kind": "company",
        "town": "Kosta",
        "contact_name": "Sigrid Sen", "contact_email": "sigrid@sentglas.example"}  # fmt: skip


@pytest.fixture
def few(server: Any) -> Association:
    """Six organisations are enough letters."""
    found = Association(server, {"Kalmar": 3, "Växjö": 2, "distans": 1})
    found.office.ask("PATCH", found.meeting, {"invited_at": None})  # it is sent from here, not by hand
    return found


@pytest.mark.timeout(300)
def test_the_notice_is_seen_sent_once_to_each_and_to_the_one_who_came_later(few: Any, screens: Any) -> None:
    office = screens(few.origin, name="office", size=DESK).take_session(few.office)
    page, after = office.page, few.post.last()
    page.goto("/kontor/mote")
    page.get_by_role("link", name="Skriv och skicka kallelsen").click()
    office.wait_for_text(
        "Så här ser brevet ut", "onstituerande möte", "Mötets avslutande", "Skicka kallelsen"
    )
    page.get_by_label("Inledning på svenska").fill(OWN)
    office.press("Spara orden")
    office.wait_for_text("Orden är sparade. Inget är skickat.")
    expect(page.locator("article.letter")).to_contain_text(OWN)
    clean("notice-draft", office)
    page.get_by_role("radio", name="English").check()
    expect(page.locator("article.letter[lang=en]")).to_contain_text("Time and place")
    page.get_by_role("radio", name="Svenska").check()
    assert few.post.letters(few.hall[0].email, after=after) == [], "a look sends nothing"

    office.press("Skicka kallelsen")
    page.get_by_role("group", name="Skicka kallelsen").get_by_role("button").first.click()
    office.wait_for_text("Alla 6 brev är skickade.", "På väg: 0. Gick inte fram: 0.", seconds=30)
    expect(page.get_by_text("brev är på väg")).to_have_count(0)
    clean("notice-sent", office)
    got = {one.email: few.post.letters(one.email, after=after) for one in few.delegates}
    assert {len(letters) for letters in got.values()} == {1}

    office.page.reload()
    office.wait_for_text("Kallelsen är skickad och planen är densamma.")
    expect(page.get_by_role("button", name="Skicka kallelsen")).to_have_count(0)

    few.office.ask("POST", "/api/members", LATE)
    page.reload()
    office.press("Skicka till 1 som kom senare")
    letter = _letter_of(few, LATE["contact_email"])
    assert [one["name"] for one in letter["attachments"]] == ["kallelse.pdf", "stadga.ics"]
    assert OWN in letter["text"]
    office.wait_for_text("Alla 7 brev är skickade.", "På väg: 0. Gick inte fram: 0.", seconds=30)

    with page.expect_download() as csv_file:
        page.get_by_role("link", name="Bevis för varje brev (CSV)").click()
    rows = list(csv.DictReader(csv_file.value.path().read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == 7
    assert {row["Läge"] for row in rows} == {"sent"}
    assert len({row["Message-ID"] for row in rows}) == 7
    paper = few.office.send("GET", f"{few.meeting}/notice.pdf?number=1").content
    assert (paper[:5], len(paper)) == (b"%PDF-", letter["attachments"][0]["size"])
    page.goto("/protokoll")
    office.wait_for_text("till nätverkets 7 organisationer")
    annexes = few.office.ask("GET", f"{few.meeting}/minutes")["annexes"]
    assert "invitation" in {one["kind"] for one in annexes}


def _letter_of(few: Any, email: str) -> Any:
    deadline = time.monotonic() + 20
    while not (found := few.post.letters(email)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return found[0]
