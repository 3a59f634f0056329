"""What a secret vote begins with: officers make a key, delegates give theirs, the chair asks."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.e2e.driving import clean
from tests.e2e.screen import PHONE, Screen
from voting.belenios import group
from voting.belenios.ballots import make_ballot
from voting.belenios.elections import read_election

QUESTION = "Ska styrelsens ordförande väljas på ett år?"
HASH = re.compile(r"\b(?:[0-9a-f]{4} ){15}[0-9a-f]{4}\b")
SEED = re.compile(r"[1-9A-HJ-NP-Za-km-z]{22}")


def officer(association: Any, screens: Any, email: str, n: int) -> Screen:
    screen: Screen = screens(association.origin, name=f"officer {n}", size=PHONE)
    screen.sign_in(email, association.post, to="/nyckel")
    return screen


def hears_nothing(screen: Screen) -> None:
    """The stream of the meeting does not reach this device, nor do its entries when it asks for them."""
    screen.page.route(re.compile(r"/live/|/events\?"), lambda route: route.abort())
    screen.page.reload()


POLYNOMIAL = {"Filen polynomial": "polynomial"}


@dataclass
class ByTool:
    """An officer who trusts no page: what it says is run in a folder of theirs, and files go to and fro."""

    screen: Screen
    folder: Path

    def __post_init__(self) -> None:
        self.screen.page.get_by_text("Jag använder belenios-tool").click()

    def runs(self) -> None:
        """What the page says, word for word."""
        said = self.screen.page.locator("pre").inner_text()
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        shell = ["bash", "-euc", said]
        subprocess.run(shell, cwd=self.folder, env={"PATH": path}, capture_output=True, check=True)

    def takes(self, what: str, role: Any = "button") -> Path:
        with self.screen.page.expect_download() as taken:
            self.screen.page.get_by_role(role, name=re.compile(f"Hämta .*{re.escape(what)}")).click()
        path = self.folder / taken.value.suggested_filename
        taken.value.save_as(path)
        return path

    def hands_in(self, files: dict[str, str]) -> None:
        for label, name in files.items():
            [path] = self.folder.glob(name)
            self.screen.page.get_by_label(label, exact=True).set_input_files(path)
        self.screen.press("Lämna in")

    def joins(self) -> None:
        self.runs()
        self.hands_in({"Filen som slutar på .cert": "*.cert"})

    def confirms(self, line: str) -> None:
        """The hash of the file that the tool is given is the line that all compare."""
        certificates = self.takes("certs.jsons")
        assert hashlib.sha256(certificates.read_bytes()).hexdigest() == line.replace(" ", "")
        self.runs()
        self.screen.page.get_by_role("checkbox").check()
        self.hands_in(POLYNOMIAL)

    def makes_its_share(self) -> None:
        expect(self.screen.page.locator("pre")).to_have_count(0)
        self.hands_in(POLYNOMIAL)
        self.takes(".vinput")
        self.runs()
        self.hands_in({"Filen som slutar på .voutput": "*.voutput"})

    def decrypts(self) -> None:
        self.takes("archive.bel", role="link")  # it stands there by itself once the vote has ended
        self.takes(".dkey")
        self.runs()
        self.hands_in({"Filen partial": "partial", "Filen side-proof.json": "side-proof.json"})


def the_key_is_made(chair: Screen, phones: list[Screen], tool: ByTool | None = None) -> None:
    officers = phones + ([tool.screen] if tool else [])
    clean("key-nobody", chair)
    for one in phones:
        one.press("Var med")
        one.wait_for_text("Din enhet är med")
    if tool:
        tool.joins()
    chair.wait_for_text("3 är med")
    clean("key-gathering", chair, officers[0])
    chair.press("Frys listan med 3 namn")
    for one in officers:
        one.wait_for_text("Jämför raden med de andra")
    lines = {_compared(one) for one in (chair, *officers)}
    assert len(lines) == 1
    clean("key-comparing", officers[0])
    if tool:
        clean("key-with-the-tool", tool.screen)
        tool.confirms(*lines)
    _a_camera_compares(phones[0], *lines)
    for one in phones:
        one.page.reload()  # a device that was reloaded goes on where it was
        one.page.get_by_role("checkbox").check()
        one.press("Raden är densamma")
    if tool:
        tool.makes_its_share()
    for screen in (chair, *officers):
        screen.wait_for_text("Nyckeln är klar", seconds=60)
    clean("key-ready", chair, officers[0])
    _a_lost_device_is_made_good_from_paper(phones[0])


def _a_camera_compares(phone: Screen, line: str) -> None:
    """What a square says is opened as a link, as a camera does; then the page is at its own address again."""
    phone.page.get_by_text("Jämför med en kamera i stället").click()
    expect(phone.page.get_by_role("img", name="Raden som ruta")).to_be_visible()
    clean("key-camera", phone)
    scanned = line.replace(" ", "")
    for mark, told in (
        (scanned[:-1] + ("0" if scanned[-1] != "0" else "1"), "Den andra enheten har en annan rad"),
        (scanned, "Raden är densamma på den andra enheten"),
    ):
        phone.page.goto(f"/nyckel#rad={mark}")
        phone.wait_for_text(told)
    assert "#" not in phone.page.url


def _a_lost_device_is_made_good_from_paper(phone: Screen) -> None:
    """All that the device kept is gone. The code is not enough: the line beside it shows whose list it is."""
    phone.press("Visa koden")
    code = SEED.search(phone.text(".seed").replace(" ", ""))
    line = re.search(r"(?:[0-9a-f]{4} ){5}[0-9a-f]{4}", phone.text("main"))
    assert code
    assert line
    phone.page.evaluate("localStorage.clear()")
    phone.page.reload()
    phone.wait_for_text("Din del finns inte på den här enheten")
    other = line.group()[:-1] + ("0" if line.group()[-1] != "0" else "1")
    for paper in (other, line.group()):
        phone.page.get_by_label("Koden på ditt papper").fill(code.group())
        phone.page.get_by_label("Raden på ditt papper").fill(paper)
        phone.press("Fortsätt här")
        if paper == other:
            phone.wait_for_text("the list is not the one whose line stands on the paper")
            clean("key-paper", phone)
    phone.wait_for_text("Skriv ned din kod")
    assert phone.page.get_by_text("Din del finns inte på den här enheten").count() == 0


def _compared(screen: Screen) -> str:
    expect(screen.page.locator(".pin")).to_be_visible()
    shown = HASH.search(screen.text(".pin"))
    assert shown, screen.text(".pin")
    return shown.group()


def gives_a_key(association: Any, voter: Any) -> Any:
    secret = group.random_exponent()
    key = {"key": str(group.g_to(secret)), "hold": 1}
    voter.person.ask("PUT", f"{association.meeting}/device-keys", key)
    return secret


def the_chair_asks_in_secret(chair: Screen, *, without: int) -> str:
    chair.page.goto("/ordforande")
    chair.press("Förbered en votering")
    chair.page.get_by_label("Fråga", exact=True).fill(QUESTION)
    chair.page.get_by_role("radio", name="Slutet, krypterat i väljarnas enheter").check()
    with chair.page.expect_response(re.compile(r"/polls$")) as answer:
        chair.page.locator("form").get_by_role("button", name="Förbered voteringen").click()
    chair.wait_for_text(f"{without} som är här kan inte rösta slutet än")
    clean("secret-keyless", chair)
    chair.press("Öppna voteringen")
    chair.wait_for_text("Votering pågår")
    found: str = answer.value.json()["id"]
    return found


def casts(voter: Any, poll: str, secret: Any, marks: list[int]) -> None:
    """As a phone does: the choice stays here."""
    board = voter.person.ask("GET", f"/api/polls/{poll}/board")
    ballot = make_ballot(read_election(board["election"].encode()), secret=secret, marks=[marks])
    voter.person.ask("PUT", f"/api/polls/{poll}/sealed-ballot", {"ballot": ballot, "replaces": None})
