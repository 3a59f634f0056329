"""Papers are laid under a § and fetched from the meeting's page; a substitute is named."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from playwright.sync_api import expect

from config import iec
from tests.e2e.association import Association
from tests.e2e.driving import clean
from tests.e2e.screen import PHONE

PLAN = "Förslag till verksamhetsplan"


@pytest.fixture
def few(server: Any) -> Association:
    return Association(server, {"Kalmar": 2, "distans": 1})


def test_a_paper_is_laid_under_an_item_and_fetched_with_its_checksum(few: Any, screens: Any) -> None:
    office = screens(few.origin, name="office").take_session(few.office)
    page = office.page
    page.goto("/kontor/mote")
    page.get_by_role("button", name="Handlingar till § 13").click()
    box = page.locator("input[type=file]")
    for name, content, told in (
        ("plan.docx", b"PK\x03\x04 no pdf", "Filen är inte en PDF"),
        ("plan.pdf", b"%PDF-" + b"0" * (20 * 2**20), "20"),
    ):
        box.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})
        office.press("Lägg till bilagan")
        expect(page.locator("form:has(input[type=file])")).to_contain_text(told)
        assert few.office.ask("GET", f"{few.meeting}/annexes")[1:] == [], name
        expect(box).to_have_attribute("aria-invalid", "true")
    clean("papers-refused", office)
    box.set_input_files({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": iec.budget_pdf()})
    page.get_by_label("Bilagans namn").fill(PLAN)
    office.press("Lägg till bilagan")
    expect(page.get_by_role("link", name=PLAN)).to_be_visible()
    sha256 = hashlib.sha256(iec.budget_pdf()).hexdigest()
    office.wait_for_text(sha256)
    clean("papers-laid", office)

    member = screens(few.origin, name="member", size=PHONE)
    member.sign_in(few.hall[0].email, few.post, to=f"/mote/{few.meeting.rsplit('/', 1)[1]}")
    member.wait_for_text(PLAN, sha256)
    with member.page.expect_download() as got:
        member.page.get_by_role("link", name=PLAN).click()
    assert hashlib.sha256(got.value.path().read_bytes()).hexdigest() == sha256
    clean("papers-member", member)


def test_a_substitute_is_named_in_the_offices_form_and_shown_in_the_list(few: Any, screens: Any) -> None:
    office, one = screens(few.origin, name="office").take_session(few.office), few.hall[0]
    page = office.page
    page.goto(f"/kontor/anmalda/{one.registration['id']}")
    page.get_by_label("Ersättarens namn").fill("Sture Steg")
    page.get_by_role("button", name="Spara").click()
    office.wait_for_text("Skriv adressen som")
    page.get_by_label("Ersättarens e-post").fill("sture@ersattare.example")
    clean("substitute-form", office)
    page.get_by_role("button", name="Spara").click()
    page.wait_for_url("**/kontor/anmalda?sok=*")
    office.wait_for_text(one.row["namn"], "Sture Steg")
    clean("substitute-listed", office)
    page.goto(f"/kontor/anmalda/{one.registration['id']}")
    expect(page.get_by_label("Ersättarens namn")).to_have_value("Sture Steg")


def test_a_paper_is_read_on_the_phone_and_none_is_laid_where_the_text_stands_fast(
    few: Any, screens: Any
) -> None:
    office = screens(few.origin, name="office").take_session(few.office)
    page, laid = office.page, iec.budget_pdf()
    page.goto("/kontor/mote")
    page.get_by_role("button", name="Handlingar till § 2", exact=True).click()
    box = page.locator("input[type=file]")
    box.set_input_files({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": laid})
    page.get_by_label("Bilagans namn").fill(PLAN)
    office.press("Lägg till bilagan")
    expect(page.get_by_role("link", name=PLAN)).to_be_visible()

    member = screens(few.origin, name="member", size=PHONE)
    member.sign_in(few.hall[0].email, few.post, to="/mote")
    member.wait_for_text("Handlingar", f"{PLAN} (PDF)")
    clean("papers-phone-before", member)
    few.check_in_halls()
    few.open_meeting()
    few.go_to(2)
    member.wait_for_text("Handlingar till § 2", f"{PLAN} (PDF)")
    clean("papers-phone", member)
    with member.page.expect_download() as got:
        member.page.get_by_role("link", name=PLAN).click()
    assert got.value.path().read_bytes() == laid

    approved = {"kind": "items_approved", "body": {"items": [1]}}
    decided = {"text_sv": "Mötet beslutade att justera § 1.", "method": "acclamation", "effects": [approved]}
    few.chair.ask("POST", f"{few.meeting}/items/2/decisions", decided)
    page.reload()
    page.get_by_role("button", name="Handlingar till § 1", exact=True).click()
    office.wait_for_text("§ 1 är omedelbart justerad")
    expect(page.locator("input[type=file]")).to_have_count(0)
    clean("papers-locked", office)
