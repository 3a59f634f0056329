"""The register at any moment, a substitute who takes over, a proxy from the phone, and a rehearsal."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from config import iec
from tests.e2e.looking import Seen, look
from tests.e2e.screen import PHONE, PROJECTOR

SARA = ("Sara Ström", "sara.strom@medlem.example")
BANNER = "Inget som görs här blir verkligt"
PAPER = {"name": "fullmakt.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nsigned"}


def clean(seen: dict[str, Seen]) -> None:
    """axe finds nothing, and nothing is wider than its window."""
    assert {name: one.axe for name, one in seen.items() if one.axe} == {}
    assert {name: one.sideways for name, one in seen.items() if one.sideways} == {}


def now(here: Any) -> datetime:
    """By the demo's clock, which stands on the day of the model meeting."""
    return datetime.fromisoformat(here.office.ask("GET", "/api/session")["now"])


def wall_clock(moment: datetime) -> str:
    from zoneinfo import ZoneInfo

    return moment.astimezone(ZoneInfo("Europe/Stockholm")).strftime("%H:%M")


def test_a_substitute_takes_over_and_the_register_tells_who_was_entitled_then(association: Any, screens: Any):
    here, first = association, association.hall[0]
    here.sign_in_all([first, *here.remote])
    first.person.ask("PUT", f"{here.meeting}/my-substitute", {"name": SARA[0], "email": SARA[1]})
    here.check_in_halls()
    here.open_meeting()
    here.go_to(5)
    here.chair.ask("POST", f"{here.meeting}/register/approve", {"total": len(here.hall)})
    time.sleep(61 - now(here).second)  # the chooser takes whole minutes
    then = wall_clock(now(here))
    time.sleep(2)

    desk = screens(here.origin, name="desk").take_session(here.signed_in(*iec.TELLERS[0]))
    desk.page.goto("/incheckning")
    desk.page.locator("#who").fill(SARA[0])
    desk.page.get_by_role("button", name=re.compile(rf"^Ersättaren tar över: {SARA[0]}")).click()
    desk.wait_for_text(f"{SARA[0]} röstar nu för {first.row['namn']}")

    office = screens(here.origin, name="office").take_session(here.office)
    page = office.page
    page.goto("/rostlangd")
    office.wait_for_text("Röstberättigade nu", "20 röster av 20 personer", "1 ersättare")
    page.get_by_label("Sök en medlem").fill(first.row["namn"])
    office.wait_for_text(f"{first.row['namn']} har rösträtt", f"Genom {SARA[0]}", "som ersättare")

    page.get_by_label("Klockslag").fill(then)
    page.get_by_role("button", name="Visa ögonblicket").click()
    office.wait_for_text(
        f"{first.row['namn']} hade rösträtt kl. {then.replace(':', '.')}",
        f"Genom {first.row['ombud']}", "som ombud", f"Ombudet {first.row['ombud']} är här",
    )  # fmt: skip
    remote = here.remote[0].row["namn"]
    page.get_by_label("Sök en medlem").fill(remote)
    office.wait_for_text(f"{remote} hade inte rösträtt", "är inte incheckat")
    page.get_by_role("button", name="Förra ändringen").click()
    page.get_by_label("Sök en medlem").fill("")
    office.wait_for_text("Fastställd kl.", "Version 1 gällde")
    page.get_by_text("ändringar som tabell").click()
    office.wait_for_text("Mötet fastställde röstlängden", f"Ersättaren {SARA[0]} kom till")
    seen = {"register": look(office), "check-in with a substitute": look(desk)}
    office.save("register")
    desk.save("substitute")
    clean(seen)


@pytest.fixture
def annual(association: Any) -> Any:
    """An annual meeting whose own rules accept proxies; half of the halls' delegates are registered."""
    here, soon = association, now(association) + timedelta(hours=1)
    plan = {
        "kind": "annual", "title": "Årsmöte", "starts_at": soon.isoformat(),
        "registration_closes_at": (soon - timedelta(minutes=30)).isoformat(), "venues": list(iec.VENUES),
        "procedure": {"proxy": {"allowed": True, "deadline": "before_register_approved"}},
        "matters": [{"title_sv": "Ny hemsida"}],
    }  # fmt: skip
    here.annual = here.office.ask("POST", "/api/meetings", plan)
    where = f"/api/meetings/{here.annual['id']}"
    kalmar = here.annual["venues"][0]["id"]
    for one in here.hall[1:4]:
        wish = {"member": one.registration["member"]["id"], "venue": kalmar}
        names = {"delegate_name": one.row["ombud"], "delegate_email": one.email}
        registration = here.office.ask("POST", f"{where}/registrations", {**wish, **names})
        here.office.ask("POST", f"{where}/check-ins", {"registration": registration["id"], "venue": kalmar})
    return here


def test_a_proxy_is_filed_from_the_phone_counts_and_is_taken_back(annual: Any, screens: Any):
    here, giver, holder = annual, annual.hall[0], annual.hall[1]
    contact = here.signed_in(giver.row["ombud"], giver.email)
    chosen = f"?mote={here.annual['id']}"
    phone = screens(here.origin, name="phone", size=PHONE).take_session(contact)
    page = phone.page
    page.goto(f"/mote{chosen}")
    page.get_by_text("Ersättare och fullmakt").click()
    phone.wait_for_text("har inte rösträtt just nu", "Högst 2 medlemmar per person")
    page.get_by_role("button", name="Lämna en fullmakt").click()
    page.get_by_role("button", name="Lämna fullmakten").click()
    phone.wait_for_text("Välj filen med den undertecknade fullmakten")
    page.get_by_label("Vem som får fullmakten").fill(holder.row["ombud"])
    page.get_by_label("Den personens e-post").fill(holder.email)
    page.locator("input[type=file]").set_input_files(PAPER)
    page.get_by_role("button", name="Lämna fullmakten").click()
    phone.wait_for_text("har rösträtt genom", f"Till {holder.row['ombud']}", "Räknas")
    seen = {"proxy": look(phone)}
    phone.save("proxy")

    office = screens(here.origin, name="office").take_session(here.office)
    office.page.goto(f"/rostlangd{chosen}")
    office.wait_for_text("4 röster av 3 personer", "1 fullmakt", f"Nr 1: {giver.row['namn']} till")
    with office.page.expect_download() as download:
        office.page.get_by_role("link", name="Öppna fullmakten: nr 1").click()
    assert download.value.path().read_bytes() == PAPER["buffer"]
    seen["register with a proxy"] = look(office)
    office.save("register-proxy")

    page.get_by_role("button", name="Återta").click()
    phone.wait_for_text("har inte rösträtt just nu", "Återtagen")
    clean(seen)


def test_at_a_constitutive_meeting_the_phone_says_why_no_proxy(association: Any, screens: Any):
    giver = association.remote[0]
    association.sign_in_all([giver])
    phone = screens(association.origin, name="phone", size=PHONE).take_session(giver.person)
    phone.page.goto("/mote")
    phone.page.get_by_text("Ersättare och fullmakt").click()
    phone.wait_for_text("Fullmakt från en annan organisation godtas inte", "mötesordningen")
    expect(phone.page.get_by_role("button", name="Lämna en fullmakt")).to_have_attribute(
        "aria-disabled", "true"
    )


def test_a_rehearsal_is_made_marked_everywhere_and_removed(association: Any, screens: Any):
    here, one = association, association.remote[0]
    here.sign_in_all([one])
    office = screens(here.origin, name="office").take_session(here.office)
    page = office.page
    page.goto("/kontor/mote")
    office.wait_for_text("Öva mötet")
    page.get_by_role("button", name="Gör ett provmöte").click()
    desk_link = page.get_by_role("link", name="Ordförandens bord i övningen")
    desk_link.wait_for()
    rehearsal = (desk_link.get_attribute("href") or "").split("mote=")[1]
    key = here.chair.ask("GET", f"/api/meetings/{rehearsal}")["projector_key"]
    chair = screens(here.origin, name="chair").take_session(here.chair)
    phone = screens(here.origin, name="phone", size=PHONE).take_session(one.person)
    wall = screens(here.origin, name="projector", size=PROJECTOR)
    chair.page.goto(f"/ordforande?mote={rehearsal}")
    phone.page.goto(f"/mote?mote={rehearsal}")
    wall.page.goto(f"/projektor/{key}")
    for screen in (chair, phone, wall):
        screen.wait_for_text(BANNER)
    seen = {screen.name: look(screen) for screen in (chair, phone, wall, office)}
    for screen in (chair, phone, wall, office):
        screen.save("rehearsal")

    real = screens(here.origin, name="real").take_session(here.chair)
    real.page.goto("/ordforande")
    real.wait_for_text("Bekräfta ljud och bild")
    assert BANNER not in real.text()

    page.get_by_role("button", name="Ta bort övningen").click()
    page.get_by_role("group", name="Ta bort övningen").get_by_role("button", name="Ta bort övningen").click()
    office.wait_for_text("Övningen är borttagen")
    assert [m["is_rehearsal"] for m in here.office.ask("GET", "/api/meetings")] == [False]
    clean(seen)


def test_the_office_types_the_rules_in_before_they_are_adopted(association: Any, screens: Any):
    office = screens(association.origin, name="office").take_session(association.office)
    page = office.page
    page.goto("/kontor/mote")
    office.wait_for_text("Regler för mötet", "mötesordningen (bilaga 1) punkt 11", "gäller inte än")
    page.get_by_text("Ändra mötets egna regler").click()
    page.get_by_text("Egen majoritet").click()
    page.get_by_label("Gräns").select_option("at_least")
    page.get_by_label("Andel").fill("2/3")
    page.get_by_text("Godta fullmakter").click()
    seen = {"rules": look(office)}
    office.save("rules")
    page.get_by_role("button", name="Spara reglerna").click()
    office.wait_for_text("Reglerna är sparade", "Minst 2/3 av avgivna röster", "Högst 2 medlemmar per person")
    clean(seen)
