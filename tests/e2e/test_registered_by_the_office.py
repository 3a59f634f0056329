"""The office registers somebody's delegate and takes the registration back: each has its letter at once."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.e2e.association import Association
from tests.e2e.driving import clean

SOON = 20  # seconds
LATE = {"number": "9002", "name": "Ängens Data AB", "org_number": "556016-0680", "kind": "company",
        "town": "Kosta",
        "contact_name": "Östen Äng", "contact_email": "osten@angensdata.example"}  # fmt: skip
DELEGATE, ADDRESS = "Åsa Öberg", "asa@angensdata.example"


@pytest.mark.timeout(300)
def test_a_delegate_whom_the_office_registers_is_told_and_told_when_it_is_taken_back(
    server: Any, screens: Any
) -> None:
    few = Association(server, {"Kalmar": 2})
    few.office.ask("POST", "/api/members", LATE)
    office = screens(few.origin, name="office").take_session(few.office)
    page, after = office.page, few.post.last()
    page.goto("/kontor/anmalda")
    page.get_by_role("link", name="Anmäl åt en medlem").click()
    page.wait_for_url("**/kontor/anmalda/ny")
    page.get_by_label("Sök").fill(LATE["name"])
    page.get_by_role("button", name="Välj").click()
    page.get_by_label("Ombudets namn").fill(DELEGATE)
    page.get_by_label("Ombudets e-post").fill(ADDRESS)
    page.get_by_role("radio", name="Kalmar").check()
    clean("registering-for-a-member", office)
    page.get_by_role("button", name=f"Anmäl {DELEGATE}").click()
    office.wait_for_text(LATE["name"], DELEGATE)

    told = _letter(few, after)
    assert told["subject"] == "Du är anmäld till konstituerande möte den 11 oktober 2016"
    assert f"Du är anmäld som ombud för {LATE['name']}." in told["text"]
    assert [one["name"] for one in told["attachments"]] == ["stadga.ics"]
    assert few.post.letters(LATE["contact_email"], after=after) == []

    page.get_by_role("link", name=LATE["name"]).click()
    office.press("Ta bort anmälan")
    group = page.get_by_role("group", name="Ta bort anmälan")
    clean("taking-a-registration-back", office)
    group.get_by_role("button", name="Ta bort anmälan").click()
    page.wait_for_url("**/kontor/anmalda")
    farewell = _letter(few, int(told["id"]))
    assert farewell["subject"] == "Du är inte längre anmäld till konstituerande möte den 11 oktober 2016"
    assert [one["name"] for one in farewell["attachments"]] == ["stadga.ics"]
    assert len(few.post.letters(ADDRESS, after=after)) == len((told, farewell))


def _letter(here: Association, after: int) -> dict[str, Any]:
    """The one that comes to the delegate soon."""
    deadline = time.monotonic() + SOON
    while not (found := here.post.letters(ADDRESS, after=after)) and time.monotonic() < deadline:
        time.sleep(0.2)
    [one] = found
    return one
