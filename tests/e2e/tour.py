"""A walk past every screen in every state that matters. Each station is looked at closely once."""

from __future__ import annotations

import re
import secrets
import traceback
from collections.abc import Callable

from playwright.sync_api import Browser, expect

from config import iec
from config.stories.client import Post
from tests.e2e import tour_money
from tests.e2e.association import COUNTED_ITEM, Association, signed_in
from tests.e2e.looking import Seen, look
from tests.e2e.screen import PROJECTOR, Screen
from tests.e2e.server import ROOT, Server
from tests.e2e.speaking import Language, spoken

FAULTY_FILE = ROOT / "tests" / "data" / "iec" / "import_with_faults.csv"
STATIONS = {
    "public": [
        "public site", "sign-up, name", "sign-up, address", "sign-up, country", "sign-up, contact",
        "sign-up, code", "sign-up, ready",
    ],
    "network": [
        "network page", "statutes", "statutes, rules", "sign-in", "sign-in, code", "sign-in, used link",
        "missing page",
    ],
    "office": [
        "members", "member", "import", "import, faults", "registrations", "registration", "meeting plan",
        "roles", "minutes, empty",
    ],
    "before": ["chair, planned", "phone, arrive", "projector, waiting", "check-in", "check-in, found"],
    "vote": [
        "phone, waiting", "chair, item", "projector, item", "projector, debate",
        "phone, ballot", "phone, chosen", "phone, confirm", "phone, receipt", "phone, offline",
        "phone, watching", "teller, not voted", "teller, help", "roll call, none", "kiosk",
        "chair, vote open", "projector, vote", "chair, closing",
        "chair, counted", "phone, closed", "projector, closed",
        "chair, result", "phone, result", "projector, result", "vote on paper",
    ],
    "after": [
        "register", "minutes", "entry of the record", "network page, signed in", "key of secret votes",
        "meeting page", "association", "file check",
    ],
    "money": tour_money.STATIONS,
}  # fmt: skip


class Tour:
    """``seen`` and ``said`` have what was found, station by station; ``broken`` why a leg ended early."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser, self.server = browser, server
        self.post = Post(server.letters)
        self.seen: dict[str, Seen] = {}
        self.said: dict[str, dict[Language, list[str]]] = {}
        self.broken: dict[str, str] = {}
        self.screens: list[Screen] = []

    def walk(self) -> Tour:
        """All legs; one that breaks does not keep the others from being walked."""
        self._leg("public", self._public)
        self._leg("network", self._network)
        self._leg("office", self._office)
        self._leg("before", self._before)
        if "before" not in self.broken:
            self._leg("vote", self._vote)
            self._leg("after", self._after)
        self._leg("money", lambda: tour_money.walk(self))
        for screen in self.screens:
            screen.close()
        return self

    def _leg(self, name: str, walk: Callable[[], None]) -> None:
        try:
            walk()
        except Exception:  # noqa: BLE001  told by the tests of the stations that were not reached
            self.broken[name] = traceback.format_exc(limit=-6)
            for screen in self.screens:
                screen.save(f"tour-{name}")

    def _stop(self, station: str, screen: Screen, *words: str) -> None:
        screen.wait_for_text(*words)
        screen.page.locator("h1").first.wait_for()
        self.seen[station] = look(screen)
        self.said[station] = {"sv": spoken(screen, "sv"), "en": spoken(screen, "en")}

    def _screen(self, origin: str, name: str, **about: object) -> Screen:
        self.screens.append(Screen(self.browser, origin, name=name, **about))
        return self.screens[-1]

    def _public(self) -> None:
        guest, slug = self._screen(self.server.url, "guest"), f"resan-{secrets.token_hex(3)}"
        page, email = guest.page, f"office@{slug}.example"
        page.goto("/")
        self._stop("public site", guest, "Stadga")
        page.goto("/skapa")
        self._stop("sign-up, name", guest, "Nätverkets namn")
        page.locator("input[name=name]").fill("Resan")
        page.locator("button[type=submit]").click()
        page.locator(".affix input").fill(slug)
        self._stop("sign-up, address", guest, "är ledig")
        page.locator("button[type=submit]").click()
        self._stop("sign-up, country", guest, "Sverige")
        page.locator("button[type=submit]").click()
        page.locator("input[name=contact_name]").fill("Resa Rask")
        page.locator("input[name=contact_email]").fill(email)
        self._stop("sign-up, contact", guest, slug)
        after = self.post.last()
        page.locator("button[type=submit]").click()
        page.locator("input[name=code]").wait_for()
        self._stop("sign-up, code", guest, email)
        page.locator("input[name=code]").fill(self.post.code(email, after=after))
        page.locator("button[type=submit]").click()
        page.locator(f"a[href*='{slug}']").wait_for(timeout=60_000)
        self._stop("sign-up, ready", guest, "Resan")

    def _network(self) -> None:
        guest = self._screen(self.server.origin(iec.SLUG), "guest")
        page = guest.page
        page.goto("/")
        self._stop("network page", guest, "§ 1")
        page.goto("/stadgar")
        self._stop("statutes", guest, "§ 1")
        page.get_by_label("Regler bredvid texten").check()
        self._stop("statutes, rules", guest, "Fullmakter", "Högst 2 medlemmar per person")
        page.goto("/logga-in")
        page.locator("input[name=email]").fill("nobody@nowhere.example")
        self._stop("sign-in", guest, "Skicka kod")
        page.locator("button[type=submit]").click()
        page.locator("input[name=code]").wait_for()
        self._stop("sign-in, code", guest, "Sex siffror")
        page.goto("/logga-in?t=used-long-ago")
        page.get_by_role("button", name="Skicka kod").wait_for()
        guest.complaints = [one for one in guest.complaints if "(/api/sign-in/link)" not in one]  # it is a no
        self._stop("sign-in, used link", guest)
        page.goto("/finns-inte")
        page.get_by_role("link", name="Till startsidan").wait_for()
        guest.complaints = [one for one in guest.complaints if "Not found: /finns-inte" not in one]
        self._stop("missing page", guest)

    def _office(self) -> None:
        origin = self.server.origin(iec.SLUG)
        anna = signed_in(self.server, iec.SLUG, *iec.OFFICE)
        office = self._screen(origin, "office").take_session(anna)
        page = office.page
        page.goto("/kontor")
        self._stop("members", office, "250")
        page.locator("table a").first.click()
        page.wait_for_url("**/kontor/medlem/*")
        page.locator("form input").first.wait_for()
        self._stop("member", office)
        page.goto("/kontor/import")
        self._stop("import", office, "Släpp filen här")
        page.locator("input[type=file]").set_input_files(FAULTY_FILE)
        page.wait_for_url(re.compile(r"/kontor/import/[0-9a-f-]+$"))
        self._stop("import, faults", office, "Inget är sparat")
        page.goto("/kontor/anmalda")
        self._stop("registrations", office, "117")
        page.locator("main table a, main li a").first.click()
        page.wait_for_url("**/kontor/anmalda/*")
        page.locator("form input").first.wait_for()
        self._stop("registration", office)
        page.goto("/kontor/mote")
        self._stop("meeting plan", office, "Mötets avslutande")
        page.goto("/kontor/roller")
        self._stop("roles", office, iec.CHAIR[0])
        page.goto("/protokoll")
        self._stop("minutes, empty", office, "Protokoll")

    def _before(self) -> None:
        self.here = here = Association(self.server)
        self.remote, *remote_others = here.remote
        here.sign_in_all([*here.hall, *here.remote])
        here.arrive(remote_others)
        self.chair = self._screen(here.origin, "chair").take_session(here.chair)
        self.phone = self._screen(here.origin, "phone").take_session(self.remote.person)
        self.wall = self._screen(here.origin, "projector", size=PROJECTOR)
        self.teller = self._screen(here.origin, "teller").take_session(here.signed_in(*iec.TELLERS[0]))
        self.chair.page.goto("/ordforande")
        self._stop("chair, planned", self.chair, "Bekräfta ljud och bild")
        self.phone.page.goto("/mote")
        self._stop("phone, arrive", self.phone, "Checka in")
        self.wall.page.goto(f"/projektor/{here.projector}")
        self._stop("projector, waiting", self.wall, "Kalmar")
        self.teller.page.goto("/incheckning")
        self._stop("check-in", self.teller, "Kalmar", "Checka in")
        search = self.teller.page.locator("#who")
        search.fill(here.hall[0].row["ombud"])
        self._stop("check-in, found", self.teller, here.hall[0].row["namn"])
        search.press("Enter")
        self.teller.wait_for_text("Ångra")

    def _vote(self) -> None:
        here, chair, phone, wall = self.here, self.chair, self.phone, self.wall
        phone.page.get_by_role("button", name="Checka in").click()
        here.check_in_halls()
        here.open_meeting()
        here.go_to(9)
        self._stop("phone, waiting", phone, "§ 9")
        self._stop("projector, item", wall, "§ 9")
        self._debate(here, wall)
        poll = here.prepare(4)["id"]
        self._stop("chair, item", chair, "Öppna voteringen")
        chair.page.get_by_role("button", name="Öppna voteringen").click()
        self._stop("phone, ballot", phone, "§ 6 mom. 2")
        phone.choice("Ja").check()
        self._stop("phone, chosen", phone, "Fortsätt")
        phone.page.get_by_role("button", name="Fortsätt").click()
        self._stop("phone, confirm", phone, "Du röstar")
        phone.page.get_by_role("button", name="Lämna rösten").click()
        self._stop("phone, receipt", phone, "Kvittonummer")
        self._offline(phone)
        self.teller.page.goto("/mote")
        self._stop("phone, watching", self.teller, "§ 6 mom. 2")
        self._table(self.teller)
        here.vote(poll, {"yes": 9, "no": 8, "abstain": 2}, here.hall[1:])
        self._stop("chair, vote open", chair, "20 av 24")
        self._stop("projector, vote", wall, "20")
        chair.page.get_by_role("button", name="Avsluta voteringen").click()
        self._stop("chair, closing", chair, "4 ombud har inte röstat")
        group = chair.page.get_by_role("group", name="Avsluta voteringen nu?")
        group.get_by_role("button", name="Avsluta voteringen").click()
        self._stop("chair, counted", chair, "Tillkännage resultatet")
        self._stop("phone, closed", phone, "Voteringen är avslutad")
        self._stop("projector, closed", wall, "avslutad")
        chair.press("Tillkännage resultatet")
        for name, screen in (("chair", chair), ("phone", phone), ("projector", wall)):
            self._stop(f"{name}, result", screen, "Bifall", "10 ja av 18")
        chair.page.goto("/rakna/papper")
        self._stop("vote on paper", chair, "Reservpapper", "Skicka talen till rösträknarna")

    def _debate(self, here: Association, wall: Screen) -> None:
        mover, change = here.hall[0].person, {"kind": "change", "target": "par1.2", "new_sv": "Säte i Växjö."}
        moved = mover.ask("POST", f"{here.meeting}/motions", {"item_no": COUNTED_ITEM, **change})
        self._stop("projector, debate", wall, moved["mark"], "Växjö")
        mover.ask("POST", f"/api/motions/{moved['id']}/withdraw")

    def _table(self, teller: Screen) -> None:
        page = teller.page
        page.goto("/rakna")
        page.get_by_role("group", name="Var räknar du?").get_by_role("button", name="Kalmar").click()
        self._stop("teller, not voted", teller, "12 i Kalmar har inte röstat")
        page.locator("main li .btn").first.click()
        self._stop("teller, help", teller, "Rösta för", "Varför hjälper du till?")
        page.goto("/rakna/upprop")
        self._stop("roll call, none", teller, "Ingen plats röstar med upprop")
        page.goto("/rakna/kiosk")
        self._stop("kiosk", teller, "Ditt namn eller din organisation")

    def _offline(self, phone: Screen) -> None:
        phone.context.set_offline(True)
        phone.wait_for_text("Nätet försvann")
        self.seen["phone, offline"] = look(phone)
        phone.context.set_offline(False)
        expect(phone.page.get_by_role("status").filter(has_text="Ansluten")).to_be_visible(timeout=30_000)
        phone.complaints.clear()  # a net that is gone is told in many words
        self.seen["phone, offline"].complaints.clear()

    def _after(self) -> None:
        page = self.chair.page
        page.goto("/rostlangd")
        self._stop(
            "register", self.chair, "Röstberättigade nu", "Votering 1, § 9", "24 röster av 24 personer"
        )
        page.goto("/protokoll")
        self._stop("minutes", self.chair, "§ 9")
        page.locator("a[href^='/protokoll/handelse/']").first.click()
        page.wait_for_url("**/protokoll/handelse/*")
        page.locator("pre").wait_for(state="attached")
        self._stop("entry of the record", self.chair)
        self.phone.page.goto("/")
        self._stop("network page, signed in", self.phone, self.remote.row["namn"])
        self.teller.page.goto("/nyckel")
        self._stop("key of secret votes", self.teller, "Nyckeln till slutna omröstningar")
        page.goto(self.here.meeting.replace("/api/meetings/", "/mote/"))
        self._stop("meeting page", self.chair, "Vad som beslutades", "§ 9")
        page.goto("/forening")
        self._stop("association", self.chair, "Vägen hit")
        page.goto("/kontrollera")
        self._stop("file check", self.chair, "Kontrollera en fil")
