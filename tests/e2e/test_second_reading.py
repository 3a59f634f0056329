"""A change of the statutes from a member's phone, through two meetings, to the text that everybody reads."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from tests.e2e.association import Association
from tests.e2e.driving import clean, is_tried, sees
from tests.e2e.founding import decide, found
from tests.e2e.screen import DESK, PHONE, Screen

SEAT = "Föreningen har sitt säte i Växjö."
EXTRA, ANNUAL = "Extra föreningsmöte", "Årsmöte"
FIRST = "Antaget vid en första behandling"


@pytest.fixture
def founded(server: Any) -> Association:
    """An association of six, its statutes 1.0 in force; two of its delegates have a client of their own."""
    here = Association(server, {"Kalmar": 4, "Växjö": 1, "distans": 1})
    found(here, joined=True)
    here.sign_in_all(here.hall[:4])
    return here


@pytest.mark.timeout(900)  # two meetings are planned, called and held
def test_a_change_of_the_statutes_is_adopted_by_two_meetings_and_read_by_a_member(
    founded: Association, screens: Any
) -> None:
    office = screens(founded.origin, name="office", size=DESK).take_session(founded.office)
    chair = screens(founded.origin, name="chair", size=DESK).take_session(founded.chair)
    member = screens(founded.origin, name="member", size=PHONE).take_session(founded.hall[0].person)

    annual = _plans(office, ANNUAL, days=70)
    extra = _plans(office, EXTRA, days=14)
    _puts_the_statutes_on_the_agenda(office)

    no = _comes_to_the_statutes(founded, extra)
    _moves_the_seat(member, extra)
    _is_tried(founded, chair, member, extra, no)
    for screen in (chair, member):
        screen.wait_for_text(FIRST, "Ändringen gäller först när ett möte till har antagit den.")
    clean("reading-first", chair, member)
    founded.chair.ask("POST", f"{extra}/items/{no + 1}/start")
    founded.chair.ask("POST", f"{extra}/close")

    _the_member_reads_that_it_waits(member)
    _the_next_notice_takes_it_up(founded, office, annual)

    no = _comes_to_the_statutes(founded, annual)
    member.page.goto(f"/mote?mote={annual.rpartition('/')[2]}")
    member.wait_for_text("andra behandlingen")
    _is_tried(founded, chair, member, annual, no)
    for screen in (chair, member):
        screen.wait_for_text("Ändringen av stadgarna är antagen", "gäller när protokollet är justerat")
    clean("reading-second", chair, member)

    _the_member_reads_what_waits_for_the_minutes(founded, member)
    _the_same_at_a_desk(founded, screens)
    _the_minutes_tell_both(founded, extra, annual)


def _plans(office: Screen, kind: str, *, days: int) -> str:
    """A meeting in one hall, so many days from now; its door."""
    page, begins = office.page, datetime.now(UTC).date() + timedelta(days=days)
    day, before = begins.isoformat(), (begins - timedelta(days=1)).isoformat()
    page.goto("/kontor/mote")
    office.press("Planera ett möte till")
    page.get_by_label("Slag av möte").select_option(label=kind)
    page.get_by_label("Dag", exact=True).fill(day)
    page.get_by_label("Börjar").fill("18:00")
    page.get_by_label("Anmälan stänger").fill(before)
    page.get_by_role("group", name="Ny plats").get_by_label("Namn").fill("Kalmar")
    with page.expect_response(re.compile(r"/api/meetings$")) as answer:
        office.press("Planera mötet")
    office.wait_for_text("är planerat")
    return f"/api/meetings/{answer.value.json()['id']}"


def _puts_the_statutes_on_the_agenda(office: Screen) -> None:
    page = office.page
    office.press("Lägg till ett ärende")
    page.get_by_label("Vad är det för ärende?").select_option(label="Ändring av stadgarna")
    expect(page.get_by_label("Ärendets rubrik")).to_have_value("Ändring av stadgarna")
    page.get_by_label("Ärendets rubrik").scroll_into_view_if_needed()
    clean("reading-matter", office)
    office.press("Lägg till i dagordningen")
    expect(page.get_by_role("heading", name="Ändring av stadgarna")).to_be_visible()


def _comes_to_the_statutes(here: Association, meeting: str) -> int:
    """Four delegates are here, and everything before the statutes is decided; their number."""
    shown = here.chair.ask("GET", meeting)
    (venue,) = [v for v in shown["venues"] if v["kind"] == "hall"]
    for one in here.hall[:4]:
        wish = {
            "member": one.registration["member"]["id"], "delegate_name": one.row["ombud"],
            "delegate_email": one.email, "venue": venue["id"],
        }  # fmt: skip
        made = here.office.ask("POST", f"{meeting}/registrations", wish)
        here.office.ask("POST", f"{meeting}/check-ins", {"registration": made["id"], "venue": venue["id"]})
    for place in shown["venues"]:
        here.chair.ask("POST", f"{meeting}/venues/{place['id']}/confirm")
    here.chair.ask("POST", f"{meeting}/open")
    for item in here.chair.ask("GET", meeting)["items"]:
        if item["kind"] == "statutes":
            here.chair.ask("POST", f"{meeting}/items/{item['no']}/start")
            return int(item["no"])
        decide(here.chair, meeting, item, [])
    raise AssertionError("no item takes up the statutes")


def _moves_the_seat(phone: Screen, meeting: str) -> None:
    phone.page.goto(f"/mote?mote={meeting.rpartition('/')[2]}")
    phone.press("Lämna yrkande")
    form = phone.page.locator("form")
    form.get_by_label("Var?").select_option("par1.2")
    form.get_by_label("Ny lydelse").fill(SEAT)
    phone.press("Lämna yrkandet")
    phone.wait_for_text("Ditt yrkande är lämnat som A1")


def _is_tried(here: Association, chair: Screen, phone: Screen, meeting: str, no: int) -> None:
    """The order is approved, and the text has three votes of four: two thirds are needed."""
    chair.page.goto(f"/ordforande?mote={meeting.rpartition('/')[2]}")
    chair.wait_for_text(f"§ {no}")
    chair.press("Lägg fram propositionsordningen")
    phone.wait_for_text("Framlagd. Mötet ska godkänna den.")
    chair.press("Mötet godkänner ordningen")
    phone.wait_for_text("Godkänd av mötet")
    sees("reading-order", chair, phone)
    is_tried(here, chair, phone)


def _the_member_reads_that_it_waits(phone: Screen) -> None:
    page = phone.page
    page.goto("/stadgar")
    phone.wait_for_text("Gäller", "1.0")
    page.get_by_role("button", name=re.compile("Antagen en gång")).click()
    phone.wait_for_text("Gäller först när ett möte till har antagit texten")
    page.get_by_role("button", name=re.compile("Ändringar mot version 1.0")).click()
    expect(page.locator("article ins")).to_have_text(["Växjö"])
    clean("reading-waits", phone)


def _the_next_notice_takes_it_up(here: Association, office: Screen, annual: str) -> None:
    """The annual meeting was planned before: one press takes the text up, and the letter says so."""
    page = office.page
    page.goto("/kontor/mote")
    page.get_by_role("navigation", name="Möten").get_by_role("button", name=re.compile(ANNUAL)).click()
    office.wait_for_text("Väntar på andra behandlingen", "antogs en första gång")
    clean("reading-panel", office)
    office.press("Ta upp på mötet")
    office.wait_for_text("Tas upp i § 19", "Ändring av stadgarna, andra behandlingen")
    clean("reading-taken-up", office)
    page.get_by_role("link", name="Skriv och skicka kallelsen").click()
    office.wait_for_text("Så här ser brevet ut", "andra behandlingen")
    clean("reading-notice", office)
    after = here.post.last()
    office.press("Skicka kallelsen")
    page.get_by_role("group", name="Skicka kallelsen").get_by_role("button").first.click()
    office.wait_for_text("På väg: 0. Gick inte fram: 0.", seconds=60)
    (letter,) = here.post.letters(here.hall[0].email, after=after)
    assert "Ändring av stadgarna, andra behandlingen" in letter["text"]


def _reads_the_new_text(page: Any) -> None:
    page.goto("/stadgar")
    page.get_by_role("button", name=re.compile("Antagen, gäller inte än")).click()


def _the_member_reads_what_waits_for_the_minutes(here: Association, phone: Screen) -> None:
    """Until then the text of before holds; the new one says so, and the first reading is kept."""
    page = phone.page
    page.goto("/stadgar")
    expect(page.get_by_role("button", name=re.compile("Version"))).to_have_count(4)
    before = page.get_by_role("button", name=re.compile("Version 1.0"))
    expect(before).to_have_attribute("aria-current", "true")
    expect(page.get_by_role("button", name=re.compile("Antagen två gånger"))).to_have_count(1)
    expect(page.get_by_text("Avslagen")).to_have_count(0)
    _reads_the_new_text(page)
    phone.wait_for_text(SEAT, "Gäller när protokollet är justerat.")
    clean("reading-holds", phone)
    page.get_by_role("button", name=re.compile("Ändringar mot version 1.0")).click()
    expect(page.locator("article del")).to_have_text(["Kalmar"])
    expect(page.locator("article ins")).to_have_text(["Växjö"])
    clean("reading-redline", phone)


def _the_same_at_a_desk(here: Association, screens: Any) -> None:
    """Anybody, at a desk: the list, the two files, and the text of a day before."""
    anybody = screens(here.origin, name="anybody", size=DESK)
    page = anybody.page
    _reads_the_new_text(page)
    anybody.wait_for_text(SEAT)
    with page.expect_download() as akn:
        page.get_by_role("link", name="Akoma Ntoso").click()
    root = ET.parse(akn.value.path()).getroot()
    assert root.tag == "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}akomaNtoso"
    assert SEAT in "".join(root.itertext())
    with page.expect_download() as pdf:
        page.get_by_role("link", name="Ändringarna som PDF").click()
    assert pdf.value.path().read_bytes().startswith(b"%PDF-")
    clean("reading-desk", anybody)


def _the_minutes_tell_both(here: Association, extra: str, annual: str) -> None:
    def told(meeting: str) -> str:
        items = here.office.ask("GET", f"{meeting}/minutes")["items"]
        lines = [block["line"] for item in items for block in item["blocks"] if block["line"]]
        return " ".join(line["text"] for line in lines).replace("\u00a0", " ")

    assert "vid en första behandling anta ändringen av stadgarna" in told(extra)
    assert "vid andra behandlingen anta ändringen av stadgarna, version 1.1" in told(annual)
