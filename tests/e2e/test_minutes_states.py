"""The minutes as a member sees them come: written, changed at a comment, approved, signed on paper."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.driving import clean
from tests.e2e.screen import DESK, PHONE, Screen
from tests.e2e.test_minutes_signed import COMMENT, WHO, held

REMARK = "Ordföranden tackade alla som kommit."
DROP = """async ([name, body]) => {
    const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], name, { type: 'application/pdf' }));
    const box = document.querySelector('.drop');
    for (const type of ['dragover', 'drop'])
        box.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
}"""


@pytest.mark.timeout(900)  # every state is looked at in two sizes
def test_every_state_of_the_minutes_is_told_to_a_member(
    association: Any, screens: Any, tmp_path: Path
) -> None:
    day = held(association)
    day.sign_in_all(day.hall[:1])
    people = [day.signed_in(*one) for one in WHO]
    seen = [
        screens(day.origin, name=name, size=size).take_session(day.hall[0].person)
        for name, size in (("phone", PHONE), ("desk", DESK))
    ]
    secretary = screens(day.origin, name="secretary", size=DESK).take_session(people[0])

    _is_told(seen, day, "open", "Utkast", "Protokollet skrivs av mötets händelser medan mötet pågår.")
    day.chair.ask("POST", f"{day.meeting}/close")
    _is_told(seen, day, "draft", "Utkast", "Mötet är avslutat. Sekreteraren läser igenom texten")

    secretary.page.goto("/protokoll")
    secretary.press("Lås texten")
    secretary.wait_for_text("Version 1. 0 av 4 har godkänt")
    _is_told(seen, day, "adjusting", "Hos justerarna", "Version 1. 0 av 4 har godkänt", "Har inte godkänt än")
    first = _file(seen[1], tmp_path / "version-1.pdf", "Hämta PDF")

    _approves(day, people[1])
    people[2].ask("POST", f"{day.meeting}/minutes/comments", {"item_no": 22, "text": COMMENT})
    _is_told(seen, day, "one-approved", "Version 1. 1 av 4 har godkänt", "godkände den")
    _the_secretary_changes_the_text(secretary)
    _is_told(seen, day, "second", "Version 2. 0 av 4 har godkänt", "Har inte godkänt än")

    for person in people:
        _approves(day, person)
    _is_told(seen, day, "approved", "Justerat, skrivs under", "Justerat den", "0 av 4 har skrivit under")

    _signed_on_paper(secretary, tmp_path)
    _is_told(seen, day, "paper", "Justerat och undertecknat", "skrev under på papper", "Underskrivet papper")
    scan = _file(seen[1], tmp_path / "scan-back.pdf", "Underskrivet papper")
    second = _file(seen[1], tmp_path / "version-2.pdf", "Texten som skrevs ut")
    assert scan == (tmp_path / "scan.pdf").read_bytes()

    _anybody_drops(screens(day.origin, name="anybody"), first=first, second=second, scan=scan)


def _is_told(seen: list[Screen], day: Any, state: str, *words: str) -> None:
    for screen in seen:
        screen.page.goto(f"/mote/{day.meeting.rpartition('/')[2]}")
        screen.wait_for_text("Protokollet", *words)
        state = screen.page.get_by_role("region", name="Protokollet")
        first = screen.page.locator(".decided").bounding_box()
        here = state.bounding_box()
        assert here is not None
        assert first is not None
        assert here["y"] <= first["y"], "how far the minutes are is told before the first decision"
        state.scroll_into_view_if_needed()
    clean(f"minutes-{state}", *seen)


def _file(screen: Screen, path: Path, name: str) -> bytes:
    with screen.page.expect_download() as got:
        screen.page.get_by_role("link", name=name).first.click()
    got.value.save_as(path)
    return path.read_bytes()


def _approves(day: Any, person: Any) -> None:
    state = person.ask("GET", f"{day.meeting}/minutes/state")
    person.ask("POST", f"{day.meeting}/minutes/approvals", {"sha256": state["sha256"]})


def _the_secretary_changes_the_text(secretary: Screen) -> None:
    """The comment is right: the text is taken back, changed, and frozen as a second version."""
    page = secretary.page
    page.reload()
    secretary.press("Ta tillbaka texten för ändring")
    secretary.wait_for_text("de som godkänt den får godkänna på nytt")
    clean("minutes-take-back", secretary)
    secretary.press("Ta tillbaka version 1")
    expect(page.get_by_role("button", name="Ta tillbaka version 1")).to_have_count(0)
    page.get_by_role("button", name="Ord i protokollet kring § 22").click()
    page.get_by_label("Anmärkning").fill(REMARK)
    secretary.wait_for_text("Sparat")
    page.get_by_role("button", name="Texten är ändrad").click()
    expect(page.get_by_role("button", name="Texten är ändrad")).to_have_count(0)
    page.reload()
    secretary.wait_for_text(REMARK)
    clean("minutes-changed", secretary)
    secretary.press("Lås texten")
    secretary.wait_for_text("Version 2. 0 av 4 har godkänt")


def _signed_on_paper(secretary: Screen, folder: Path) -> None:
    """Printed, signed by hand, scanned and filed."""
    page = secretary.page
    page.reload()
    page.locator("summary", has_text="Skriv under på papper").click()
    with page.expect_download() as got:
        page.locator("details", has_text="Skriv under på papper").get_by_role("link").click()
    printed = got.value.path().read_bytes()
    scan = folder / "scan.pdf"
    scan.write_bytes(printed + b"\n% signed by hand, all four\n")
    clean("minutes-paper-path", secretary)
    box = page.locator("input[type=file][accept*=jpeg]")
    box.set_input_files(
        {"name": "fel.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 the wrong file"}
    )
    secretary.wait_for_text("Lägga fel.pdf i akten?", "alla 4 underskrifterna")
    clean("minutes-paper-sure", secretary)
    secretary.press("Avbryt")
    expect(page.get_by_role("button", name="Lägg i akten")).to_have_count(0)  # nothing was filed
    box.set_input_files(scan)
    secretary.press("Lägg i akten")
    secretary.wait_for_text("Undertecknat på papper", "Justerat och undertecknat")
    expect(page.get_by_label("De som skriver under").get_by_text("Skrev under på papper")).to_have_count(4)
    secretary.wait_for_text(hashlib.sha256(scan.read_bytes()).hexdigest())
    clean("minutes-paper-done", secretary)


def _anybody_drops(anybody: Screen, *, first: bytes, second: bytes, scan: bytes) -> None:
    """Each paper is what it says; the one that was replaced says so; a changed byte is nobody's."""
    anybody.page.goto("/kontrollera")
    anybody.wait_for_text("Dra filen hit")
    changed = bytearray(scan)
    changed[len(changed) // 2] ^= 1
    for state, body, words in (
        ("old", first, ("Filen är oförändrad, men den gäller inte längre", "version 1 ersattes")),
        ("stands", second, ("Filen är oförändrad", "Protokollet är undertecknat på papper.")),
        (
            "scan",
            scan,
            ("Filen är oförändrad", "Protokoll undertecknat på papper, skannat", "för hand på pappret"),
        ),
        ("changed", bytes(changed), ("Filen stämmer inte med någon handling i akten",)),
    ):
        anybody.page.evaluate(DROP, [f"{state}.pdf", base64.b64encode(body).decode()])
        anybody.wait_for_text(*words)
        clean(f"check-{state}", anybody)
