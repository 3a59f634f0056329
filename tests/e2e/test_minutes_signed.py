"""From the close to the signed file: comment, answer, four approve and sign, and anybody checks a copy."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from config import iec
from config.stories import afternoon
from tests.e2e.looking import Seen, look
from tests.e2e.screen import DESK, PHONE, Screen

ADJUSTERS = iec.TELLERS[:2]
WHO = (iec.SECRETARY, iec.CHAIR, *ADJUSTERS)
FOUR = [name for name, _ in WHO]
COMMENT = "Skriv att mötet avslutades klockan två."


def closed(association: Any) -> Any:
    """The agenda is gone through with what each decision brings about, and the meeting is closed."""
    held(association)
    association.chair.ask("POST", f"{association.meeting}/close")
    return association


def held(association: Any) -> Any:
    """Up to its last item, which is up."""
    for name, email in ADJUSTERS:
        association.office.ask("POST", "/api/officers", {"role": "adjuster", "name": name, "email": email})
    association.check_in_halls()
    association.open_meeting()
    effects = dict(afternoon.EFFECTS)
    statutes = association.office.ask("GET", "/api/statutes/versions")[0]
    adopted = {"version": statutes["id"], "number": "1.0", "in_force_from": "2016-10-11"}
    effects[9] = {"kind": "statutes_adopted", "body": adopted}
    for no, post in ((14, "board_chair"), (15, "board_member")):
        body = {"post": post, "people": [{"name": "Karin Thorell"}]}
        effects[no] = {"kind": "elected", "body": body}
    chair, meeting = association.chair, association.meeting
    for item in iec.agenda():
        chair.ask("POST", f"{meeting}/items/{item['no']}/start")
        if item["no"] == 5:
            total = chair.ask("GET", f"{meeting}/register")["total"]
            chair.ask("POST", f"{meeting}/register/approve", {"total": total})
        said = {"text_sv": item["decision_sv"], "method": "acclamation"}
        if item["no"] in effects:
            said["effects"] = [effects[item["no"]]]
        if item["decision_sv"]:
            chair.ask("POST", f"{meeting}/items/{item['no']}/decisions", said)
    return association


@pytest.mark.timeout(900)  # five people, and every screen looked at closely
def test_from_the_close_to_a_signed_file_that_anybody_can_check(
    association: Any, screens: Any, tmp_path: Path
) -> None:
    day = closed(association)
    four = {
        name: screens(day.origin, name=name, size=size)
        for name, size in (("secretary", DESK), ("chair", DESK), ("adjuster", PHONE), ("other", DESK))
    }
    for screen, (_, email) in zip(four.values(), WHO, strict=True):
        screen.sign_in(email, day.post, to="/protokoll")
    secretary, adjuster = four["secretary"], four["adjuster"]

    secretary.press("Lås texten")
    secretary.wait_for_text("Version 1. 0 av 4 har godkänt")
    _comments(adjuster)
    seen = {"comments": look(adjuster)}
    _answers(secretary)
    for screen in four.values():
        screen.page.reload()
        screen.press("Godkänn version 1")
        screen.wait_for_text("Du har godkänt version 1" if screen.name != "other" else "godkänd av alla")
    _keep_keys(day.meeting, *four.values())
    for screen, (_, email) in zip(four.values(), WHO, strict=True):
        assert _kept(screen) == 2
        signs(screen, email, day)
    secretary.page.reload()
    secretary.wait_for_text("Justerat och undertecknat")
    _forgets(four["other"])  # whose signature was the last, at once
    _forgets(secretary)
    four["chair"].page.goto("/")  # on a page that does not show the minutes
    _forgets(four["chair"])
    for screen in (secretary, adjuster):
        screen.save("signed")

    pdf = tmp_path / "protokoll.pdf"
    with secretary.page.expect_download() as got:
        secretary.page.get_by_role("link", name="Hämta PDF").first.click()
    got.value.save_as(pdf)
    _extract(secretary)
    secretary.save("extract")
    seen["complete"] = look(secretary)

    seen |= _anybody_checks(screens(day.origin, name="anybody"), pdf, tmp_path / "kopia.pdf")
    assert {name: found.axe for name, found in seen.items() if found.axe} == {}
    assert {name: found.sideways for name, found in seen.items() if found.sideways} == {}
    _poppler_agrees(pdf, tmp_path / "kopia.pdf")


def _keep_keys(meeting: str, *screens: Screen) -> None:
    """As the meeting left them: a seed of an officer's, and a key that signed ballots."""
    plant = """id => {
        localStorage.setItem(`stadga.officer.${id}.somebody`, '{"seed":"x"}');
        localStorage.setItem(`stadga.key.${id}.somebody.1`, '{"secret":"1","credential":"2"}');
    }"""
    for screen in screens:
        screen.page.evaluate(plant, meeting.rpartition("/")[2])


def _kept(screen: Screen) -> int:
    names = "Object.keys(localStorage).filter((one) => /^stadga\\.(officer|key)\\./.test(one)).length"
    return int(screen.page.evaluate(names))


def _forgets(screen: Screen) -> None:
    """Asked again and again from here: the page's own policy lets no text be run as code."""
    for _ in range(60):
        if not _kept(screen):
            return
        screen.page.wait_for_timeout(250)
    assert _kept(screen) == 0


def _comments(adjuster: Screen) -> None:
    page = adjuster.page
    page.reload()
    page.get_by_role("button", name="Lämna en synpunkt på § 22").click()
    page.get_by_label("Vad stämmer inte?").fill(COMMENT)
    adjuster.press("Lämna synpunkten")
    expect(page.get_by_text(COMMENT)).to_be_visible()
    expect(page.get_by_text("Omedelbart justerad, se § 20").first).to_be_visible()
    expect(page.get_by_role("button", name="Lämna en synpunkt på § 7")).to_have_count(0)
    page.get_by_text(COMMENT).scroll_into_view_if_needed()
    adjuster.save("comment")


def _answers(secretary: Screen) -> None:
    page = secretary.page
    page.reload()
    expect(page.get_by_text("1 att besvara")).to_be_visible()
    expect(page.get_by_text(re.compile("som inte är besvarad")).first).to_be_visible()
    page.get_by_text(COMMENT).scroll_into_view_if_needed()
    secretary.save("answer")
    page.get_by_role("button", name="Texten står kvar").click()
    expect(page.get_by_text("Skriv varför texten står kvar.")).to_be_visible()
    page.get_by_label("Svar", exact=True).fill("Klockslaget kommer ur händelseloggen.")
    page.get_by_role("button", name="Texten står kvar").click()
    expect(page.get_by_text("Klockslaget kommer ur händelseloggen.")).to_be_visible()


def signs(screen: Screen, email: str, day: Any) -> None:
    """The code in the letter, typed in."""
    screen.page.reload()
    after = day.post.last()
    screen.press("Skicka koden")
    screen.wait_for_text("Koden är skickad")
    screen.page.get_by_label("Koden i brevet").fill(day.post.code(email, after=after))
    if screen.name == "adjuster":
        screen.page.get_by_label("Koden i brevet").scroll_into_view_if_needed()
        screen.save("code")
    screen.press("Skriv under")
    expect(screen.page.get_by_label("Koden i brevet")).to_have_count(0)


def _extract(secretary: Screen) -> None:
    page = secretary.page
    page.get_by_text("Gör ett utdrag").click()
    expect(page.get_by_text("Föreningen är bildad")).to_be_visible()
    page.get_by_role("button", name="Skapa utdraget").scroll_into_view_if_needed()
    with page.expect_download() as got:
        page.get_by_role("button", name="Skapa utdraget").click()
    assert got.value.suggested_filename.startswith("protokollsutdrag-")


def _anybody_checks(anybody: Screen, pdf: Path, copy: Path) -> dict[str, Seen]:
    """The file as it was fetched is known; with one byte changed it is nobody's."""
    anybody.page.goto("/kontrollera")
    _drop(anybody, pdf)
    anybody.wait_for_text("Filen är oförändrad", "4 av 4 underskrifter finns i filen", *FOUR)
    anybody.save("check-yes")
    seen = {"unchanged": look(anybody)}
    changed = bytearray(pdf.read_bytes())
    changed[len(changed) // 3] ^= 1
    copy.write_bytes(changed)
    _drop(anybody, copy)
    anybody.wait_for_text("Filen stämmer inte med någon handling i akten")
    anybody.save("check-no")
    assert not [one for one in anybody.asked if one.method != "GET"], "the file goes nowhere"
    return seen


def _drop(screen: Screen, file: Path) -> None:
    screen.page.locator("input[type=file]").set_input_files(file)


def _poppler_agrees(pdf: Path, copy: Path) -> None:
    if not shutil.which("pdfsig"):
        pytest.skip("poppler-utils is not installed: make setup")

    def said(path: Path) -> str:
        return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True, check=False).stdout

    assert said(pdf).count("Signature is Valid.") == 4
    assert "Signature is Valid." not in said(copy)
