"""What the association pays the platform, in a browser: trial, paid, refused, shut, paid again."""

from __future__ import annotations

import io
import re
import time
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from config import iec
from config.stories import afternoon, beforehand
from config.stories.client import Person, Post
from tests.e2e.looking import look
from tests.e2e.screen import PHONE, Screen
from tests.e2e.server import Server

TREASURER = ("Sofia Lindahl", "sofia.lindahl@provforening.example")
SCREEN = "/forening/abonnemang"
MEMBER = {
    "number": "0001", "name": "Vallmo AB", "kind": "company", "org_number": "559990-0015", "town": "Kalmar",
    "contact_name": "Vera Vallmo", "contact_email": "vera@vallmo.example",
}  # fmt: skip


class House:
    """An association of this test's own, with a treasurer, and the platform's staff beside it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        day = afternoon.Afternoon(server.url, server.letters)
        with redirect_stdout(io.StringIO()):
            beforehand.sign_up(day)
        self.slug, self.post = day.slug, Post(server.letters)
        self.office: Person = day.signed_in(iec.OFFICE)
        self.office.ask(
            "POST", "/api/officers", {"role": "treasurer", "name": TREASURER[0], "email": TREASURER[1]}
        )
        self.treasurer: Person = day.signed_in(TREASURER)

    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = self.treasurer.ask("GET", "/api/subscription")
        return found

    def now(self) -> datetime:
        """By the clock of the house."""
        return datetime.fromisoformat(self.treasurer.ask("GET", "/api/session")["now"])

    def give(self, until: datetime) -> None:
        """The last moment is moved, and the beat comes."""
        self.server.stadga("subscriptions", "--give", self.slug, "--until", until.isoformat(), "--look")

    def wait_past(self, moment: datetime) -> None:
        """Until the house's clock is past it."""
        time.sleep(max(0.0, (moment - self.now()).total_seconds() + 0.5))

    def wait_for(self, standing: str) -> None:
        """Stripe's letter has come and a worker has looked; 20 seconds at most."""
        for _ in range(100):
            if self.told()["standing"] == standing:
                return
            time.sleep(0.2)
        raise AssertionError(f"{self.told()['standing']}, not {standing}")

    def wait_until_refused(self) -> None:
        """Every process knows within five seconds that the association may not write."""
        for _ in range(60):
            if {self.office.send("POST", "/api/members", {}).status_code for _ in range(4)} == {409}:
                return
            time.sleep(0.25)
        raise AssertionError("still open")

    def letter(self, words: str, *, after: int) -> dict[str, Any]:
        """The treasurer's letter with these words in its subject."""
        for _ in range(100):
            for one in self.post.letters(TREASURER[1], after=after):
                if words in one["subject"]:
                    return one
            time.sleep(0.2)
        raise AssertionError(f"no letter about: {words}")

    def bank(self, verb: str, number: str) -> None:
        """What the bank says to the next period."""
        desk = self.server.surroundings["STADGA_STRIPE_URL"]
        answer = httpx.post(f"{desk}/bank/platform", data={"how": f"{verb}:{number}"}, timeout=30)
        assert answer.status_code == 303, answer.text

    def number(self) -> str:
        """The subscription's at Stripe: the newest on the bank's desk."""
        page = httpx.get(self.server.surroundings["STADGA_STRIPE_URL"] + "/bank/platform", timeout=30).text
        return re.findall(r"renew:(sub_\w+)", page)[0]


@pytest.fixture
def house(server: Server) -> House:
    return House(server)


def clean(screen: Screen, *, also_told: bool = True) -> None:
    seen = look(screen)
    assert (seen.axe, seen.sideways) == ([], [])
    if also_told:
        assert seen.complaints == []


def add_member(person: Person, **more: str) -> httpx.Response:
    return person.send("POST", "/api/members", {**MEMBER, **more})


def test_from_trial_to_paid_to_shut_to_paid_again(house: House, screens: Any) -> None:
    desk = screens(house.server.origin(house.slug), name="sofia").take_session(house.treasurer)
    phone = screens(house.server.origin(house.slug), name="sofia-phone", size=PHONE).take_session(
        house.treasurer
    )

    # The trial, on a desk and a phone, in Swedish and English.
    desk.page.goto(SCREEN)
    expect(desk.page.get_by_role("heading", name="Provtid")).to_be_visible()
    expect(desk.page.get_by_text("Allt ingår, utan begränsningar.")).to_be_visible()
    expect(desk.page.get_by_text("2 400 kr per år, exklusive moms")).to_be_visible()
    expect(desk.page.get_by_label("Om abonnemanget")).to_have_count(0)
    clean(desk)
    phone.page.goto(SCREEN)
    phone.page.get_by_role("heading", name="Provtid").wait_for()
    clean(phone)


def _pays_in_time(house: House, phone: Screen) -> None:
    """The last moments of the trial: a banner on every page; the card is refused, then it pays."""
    trial_ends = house.now() + timedelta(seconds=30)
    house.give(trial_ends)
    phone.page.goto("/kassa")
    expect(phone.page.get_by_label("Om abonnemanget")).to_contain_text("Provtiden går ut")
    phone.page.get_by_role("link", name="Till abonnemanget").click()
    phone.page.get_by_role("button", name="Välj Liten och betala").click()
    phone.page.get_by_role("heading", name="Betala till Stadga").wait_for()
    expect(phone.page.get_by_text("3\u00a0000,00\u00a0SEK").first).to_be_visible()
    phone.page.locator("button[value=declined]").click()
    expect(phone.page.get_by_role("alert")).to_contain_text("Banken sade nej")
    phone.page.locator("button[value=card]").click()
    expect(phone.page.get_by_text("Tack, betalningen har kommit.")).to_be_visible()
    expect(phone.page.get_by_role("heading", name="Betalt")).to_be_visible()
    expect(phone.page.get_by_label("Om abonnemanget")).to_have_count(0)
    clean(phone)
    assert (house.told()["standing"], house.told()["plan"]) == ("active", "liten")
    house.wait_past(trial_ends)


def _is_refused_by_the_bank(house: House, desk: Screen) -> None:
    """The next period's charge, as Stripe's letter tells: the time of grace, in which everything works."""
    before = house.post.last()
    house.bank("refuse", house.number())
    house.wait_for("unpaid")
    desk.page.goto("/kassa")
    expect(desk.page.get_by_label("Om abonnemanget")).to_contain_text("Abonnemanget är obetalt. Efter")
    clean(desk)
    assert add_member(house.office).status_code == 201
    assert "har inte betalat för Stadga" in house.letter("Stadga", after=before)["subject"]


def _can_only_be_read(house: House, kansli: Screen, desk: Screen) -> None:
    """The time of grace ends: nothing can be changed, in words that say what to do; export works."""
    house.give(house.now())
    assert house.told()["standing"] == "read_only"
    house.wait_until_refused()
    kansli.page.goto("/kontor")
    expect(kansli.page.get_by_label("Om abonnemanget")).to_contain_text("Just nu går det bara att läsa")
    clean(kansli)
    refused = add_member(house.office, number="0002", name="Nunnan AB", org_number="559990-0023")
    assert (refused.status_code, [one["code"] for one in refused.json()["obstacles"]]) == (
        409, ["billing.subscriptions.obstacle_read_only"],
    )  # fmt: skip
    kansli.page.goto("/kontor/roller")
    kansli.page.get_by_label("Namn").fill("Nils Ny")
    kansli.page.get_by_label("E-post").fill("nils@ny.example")
    kansli.page.get_by_role("button", name=re.compile("^Utse till")).click()
    expect(kansli.page.get_by_role("alert")).to_contain_text(
        "Styrelsen eller kassören betalar under Abonnemang"
    )
    clean(kansli, also_told=False)
    exported = house.office.send("GET", "/api/members.csv")
    assert (exported.status_code, "Vallmo AB" in exported.text, "Nunnan AB" in exported.text) == (
        200,
        True,
        False,
    )

    desk.page.goto(SCREEN)
    expect(desk.page.get_by_role("heading", name="Går bara att läsa")).to_be_visible()
    clean(desk)
    with desk.page.expect_download() as kept:
        desk.page.get_by_role("link", name="Fakturor, betalningar och saldon (Excel)").click()
    assert kept.value.suggested_filename.endswith(".xlsx")


def _pays_and_writes_again(house: House, desk: Screen) -> None:
    """On Stripe's own page for the invoice; then card and receipts, where it is ended too."""
    desk.page.get_by_role("link", name="Betala fakturan").click()
    desk.page.locator("button[value=card]").click()
    expect(desk.page.get_by_role("heading", name="Betalt")).to_be_visible()
    house.wait_for("active")
    assert (
        add_member(house.office, number="0002", name="Nunnan AB", org_number="559990-0023").status_code == 201
    )
    desk.page.goto(SCREEN)
    expect(desk.page.get_by_role("heading", name="Betalt")).to_be_visible()
    expect(desk.page.get_by_label("Om abonnemanget")).to_have_count(0)
    desk.page.get_by_role("button", name="Öppna kort och kvitton").click()
    desk.page.get_by_role("button", name="Säg upp till periodens slut").click()
    desk.page.get_by_role("link", name="Tillbaka").click()
    expect(desk.page.get_by_text("Den är uppsagd och förnyas inte.")).to_be_visible()


def test_in_english(house: House, screens: Any) -> None:
    desk = screens(house.server.origin(house.slug), name="sofia-en").take_session(house.treasurer)
    desk.page.goto(SCREEN)
    desk.page.locator("button[lang=en]", has_text="English").click()

    expect(desk.page.get_by_role("heading", name="The association’s subscription")).to_be_visible()
    expect(desk.page.get_by_text("SEK\u00a02,400 a year, excluding VAT")).to_be_visible()
    clean(desk)
