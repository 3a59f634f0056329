"""IEC's afternoon: from sign-up to minutes, 105 delegates voting from a client each."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from config import iec
from config.stories import (
    afterwards,
    beforehand,
    board_model,
    elections,
    expected,
    first_year,
    minutes_model,
    proposals,
)
from config.stories.client import Person, Post
from config.stories.devices import Devices, devices
from config.stories.diary import Diary
from config.stories.secrecy import Ballots, Officer
from config.stories.voting import Hall

ENTERING_AT_ONCE = 8
COUNTED_ITEM, REGISTER_ITEM, TELLERS_ITEM = 9, 5, 3  # the tests' shorter meetings use them


class Afternoon:
    """What the story knows while it goes on."""

    def __init__(self, url: str, mail: str) -> None:
        """Nobody has come yet."""
        self.url, self.post, self.diary = url, Post(mail), Diary()
        self.base = urlsplit(url).hostname or "localhost"
        self.slug, self.meeting = iec.SLUG, ""
        self.venues: dict[str, str] = {}
        self.members: list[dict[str, Any]] = []
        self.figures: dict[str, Any] = {}
        self.ballots: Ballots | None = None

    def person(self, name: str, email: str) -> Person:
        """Somebody with a browser at the network's address."""
        return Person(server=self.url, host=f"{self.slug}.{self.base}", name=name, email=email)

    def guest(self, slug: str) -> Person:
        """Somebody who looks in at a network's address."""
        return Person(server=self.url, host=f"{slug}.{self.base}", name="a guest")

    def signed_in(self, who: tuple[str, str]) -> Person:
        """The same, signed in by the code in the letter."""
        person = self.person(*who)
        person.sign_in(self.post)
        return person


def play(
    *, url: str, mail: str, minutes: Path | None, turn_to: first_year.TurnTo | None = None
) -> dict[str, Any]:
    """Play the day and the first year; the figures for the JSON file, with what differs in ``differs``.

    ``turn_to`` lets the server live on another day. Without it everything happens on the server's own.
    """
    began, day = time.monotonic(), Afternoon(url, mail)
    beforehand.look_at_the_clock(day, iec.SLUG)
    beforehand.sign_up(day)
    beforehand.look_at_the_clock(day, day.slug)
    office = day.signed_in(iec.OFFICE)
    beforehand.import_network(day, office)
    beforehand.convene(day, office)
    beforehand.appoint(day, office)
    delegates = register(day)
    with devices() as phones:
        hall = check_in(day, delegates, phones)
        hold(day, hall)
    look_at_the_association(day, office)
    day.figures["secret"] = verify(day)
    sign_minutes(day)
    fetch_minutes(day, office, minutes)
    hold_board_meeting(day, hall)
    afterwards_from = time.monotonic()
    first_year.go_through(day, hall, turn_to)
    day.figures["seconds"] = {
        "afternoon": round(afterwards_from - began),
        "first_year": round(time.monotonic() - afterwards_from),
    }
    day.figures["differs"] = expected.differences(day.figures, on_their_days=turn_to is not None)
    day.diary.close(day.figures)
    return day.figures


def register(day: Afternoon) -> list[tuple[Person, dict[str, str]]]:
    """117 contacts sign in with the code in their letter and register a delegate, themselves."""
    rows = iec.registrations()

    def one(row: dict[str, str]) -> tuple[Person, dict[str, str]]:
        person = day.signed_in((row["ombud"], row["e-post"]))
        person.ask(
            "PUT",
            f"{day.meeting}/my-registration",
            {
                "delegate_name": row["ombud"],
                "delegate_email": row["e-post"],
                "venue": day.venues[iec.VENUE_IN_FILE[row["plats"]]],
                "lunch": row["lunch"] == "ja",
                "diet": row["kost"],
                "access_needs": row["tillgänglighet"],
            },
        )
        person.ask("GET", "/api/session")
        return person, row

    with ThreadPoolExecutor(ENTERING_AT_ONCE) as pool:
        delegates = list(pool.map(one, rows))
    chair = day.signed_in(iec.CHAIR)
    totals = chair.ask("GET", f"{day.meeting}/registrations")["totals"]
    day.figures["registrations"] = {
        "total": sum(v["registered"] for v in totals["per_venue"]),
        "per_venue": {v["name"]: v["registered"] for v in totals["per_venue"]},
        "lunch": totals["lunch"],
        "diets": totals["diets"],
        "access": totals["access"],
    }
    places = ", ".join(f"{n} till {name}" for name, n in day.figures["registrations"]["per_venue"].items())
    day.diary.say("11.52", f"{len(delegates)} ombud anmälde sig: {places}. {totals['lunch']} vill ha lunch.")
    return delegates


def check_in(day: Afternoon, delegates: list[tuple[Person, dict[str, str]]], phones: Devices) -> Hall:
    """The tellers tick off the halls; remote delegates arrive by themselves. Each phone gives its key."""
    tellers = [day.signed_in(teller) for teller in iec.TELLERS]
    listed = tellers[0].ask("GET", f"{day.meeting}/registrations")["results"]
    by_number = {row["member"]["number"]: row for row in listed}
    here = [(person, row) for person, row in delegates if row["incheckad"] == "ja"]
    for person, row in here:
        registration = by_number[row["medlemsnr"]]
        if row["plats"] == "distans":
            person.ask("POST", f"{day.meeting}/arrive")
        else:
            teller = tellers[0] if row["plats"] == "Kalmar" else tellers[1]
            teller.ask(
                "POST",
                f"{day.meeting}/check-ins",
                {"registration": registration["id"], "venue": registration["venue"]},
            )
    day.ballots = Ballots(day.meeting, phones, [Officer(teller) for teller in tellers])
    day.ballots.give_keys([person for person, _ in here])
    day.diary.say("12.40", f"{len(here)} ombud är incheckade, och deras telefoner har lämnat sina nycklar.")
    return Hall([person for person, _ in here])


def hold(day: Afternoon, hall: Hall) -> None:
    """The meeting itself, item by item."""
    chair = day.signed_in(iec.CHAIR)
    for venue in day.venues.values():
        chair.ask("POST", f"{day.meeting}/venues/{venue}/confirm")
    chair.ask("POST", f"{day.meeting}/open")
    day.diary.say("12.47", "Mötet öppnades. Kalmar, Växjö och distans bekräftade ljud och bild.")
    for item in iec.agenda():
        chair.ask("POST", f"{day.meeting}/items/{item['no']}/start")
        done = ITEMS.get(item["no"], _decide_as_proposed)(day, chair, hall, item)
        day.diary.item(item["no"], item["sv"], done or item["decision_sv"])
    chair.ask("POST", f"{day.meeting}/close")
    day.figures["load"] = hall.load()
    day.diary.say("14.58", "Mötet avslutades.")


def _decide_as_proposed(day: Afternoon, chair: Person, hall: Hall, item: dict[str, Any]) -> str:  # noqa: ARG001  one signature for all
    if item["no"] in ASKED_EVERYWHERE:
        _ask_everywhere(day, chair, item["no"])
    method = "acclamation" if item["rule"] == "acklamation" else "note"
    body: dict[str, Any] = {"text_sv": item["decision_sv"], "method": method}
    if item["no"] in EFFECTS:
        body["effects"] = [EFFECTS[item["no"]]]
    chair.ask("POST", f"{day.meeting}/items/{item['no']}/decisions", body)
    return ""


def _ask_everywhere(day: Afternoon, chair: Person, no: int) -> None:
    """The chair puts the question to each place by itself, and hears yes."""
    venues = [{"venue": venue, "heard": "yes"} for venue in day.venues.values()]
    sounding = {"step": "acclamation", "heard": "yes", "venues": venues}
    chair.ask("POST", f"{day.meeting}/items/{no}/soundings", sounding)


def _elect_officers(day: Afternoon, chair: Person, hall: Hall, item: dict[str, Any]) -> str:  # noqa: ARG001  one signature for all
    _ask_everywhere(day, chair, item["no"])
    elections.elect_by_acclamation(day.meeting, chair, item["no"])
    if item["no"] == TELLERS_ITEM and day.ballots is not None:
        key = day.ballots.make_the_key(chair)
        of = len(key["officers"])
        day.diary.say(
            "12.58", f"Rösträknarna gjorde mötets nyckel: {key['threshold']} av {of} öppnar en röst."
        )
    return ""


def _close_it(day: Afternoon, chair: Person, hall: Hall, item: dict[str, Any]) -> str:  # noqa: ARG001  one signature for all
    return ""  # the minutes tell of the close by themselves


def _approve_register(day: Afternoon, chair: Person, hall: Hall, item: dict[str, Any]) -> str:  # noqa: ARG001  one signature for all
    drawn = chair.ask("GET", f"{day.meeting}/register")
    approved = chair.ask("POST", f"{day.meeting}/register/approve", {"total": drawn["total"]})
    day.figures["register"] = {
        "total": approved["total"],
        **{v["name"]: v["votes"] for v in approved["per_venue"]},
        "per_venue": {v["name"]: v["votes"] for v in approved["per_venue"]},
    }
    day.figures["register"]["remote"] = day.figures["register"].pop("Distans")
    return ""


def _adopt_statutes(day: Afternoon, chair: Person, hall: Hall, item: dict[str, Any]) -> str:
    day.figures |= proposals.adopt_statutes(day.meeting, chair, hall, day.diary)
    reservation = {"kind": "reservation", "text_sv": iec.RESERVATION}
    hall.named(iec.MOVERS["A6"]).ask("POST", f"{day.meeting}/items/{item['no']}/my-notes", reservation)
    return ""


def _join(day: Afternoon, chair: Person, hall: Hall, item: dict[str, Any]) -> str:  # noqa: ARG001  one signature for all
    register = chair.ask("GET", f"{day.meeting}/register")
    at = {entry["number"] for entry in register["entries"]}
    members = [m["id"] for m in day.members if m["number"] in at]
    effect = {"kind": "members_joined", "body": {"members": members, "from": "2016-10-11"}}
    body = {"text_sv": item["decision_sv"], "method": "roll_call", "effects": [effect]}
    chair.ask("POST", f"{day.meeting}/items/{item['no']}/decisions", body)
    day.figures["joined"] = len(members)
    return ""


def _set_fees(day: Afternoon, chair: Person, hall: Hall, item: dict[str, Any]) -> str:  # noqa: ARG001  one signature for all
    day.figures["fees"] = proposals.set_fees(day.meeting, chair, hall, day.diary)
    return ""


def _elect_chair(day: Afternoon, chair: Person, hall: Hall, item: dict[str, Any]) -> str:  # noqa: ARG001  one signature for all
    day.figures["chair"] = elections.elect_chair(day.meeting, chair, hall, day.diary, day.ballots)
    return ""


def _elect_board(day: Afternoon, chair: Person, hall: Hall, item: dict[str, Any]) -> str:  # noqa: ARG001  one signature for all
    day.figures["board_election"] = elections.elect_board(day.meeting, chair, hall, day.diary, day.ballots)
    return ""


def _acclaim(day: Afternoon, chair: Person, hall: Hall, item: dict[str, Any]) -> str:  # noqa: ARG001  one signature for all
    elections.elect_by_acclamation(day.meeting, chair, item["no"])
    return ""


EFFECTS: dict[int, dict[str, Any]] = {
    7: {"kind": "formed", "body": {}},
    8: {"kind": "named", "body": {"name": iec.ASSOCIATION}},
    12: {"kind": "budget_set", "body": {"until": "2017-12-31"}},
    13: {"kind": "board_sized", "body": {"others": 6}},
    18: {"kind": "signatories_set", "body": {"text_sv": iec.SIGNATORIES, "mode": "jointly"}},
    19: {"kind": "mandate_given", "body": {"tasks": ["organisation_number", "bank_account"]}},
    20: {"kind": "items_approved", "body": {"items": [7, 8, 9, 14, 15, 18, 19]}},
}
ASKED_EVERYWHERE = frozenset({4})
ITEMS: dict[int, Callable[[Afternoon, Person, Hall, dict[str, Any]], str]] = {
    2: _elect_officers,
    3: _elect_officers,
    5: _approve_register,
    9: _adopt_statutes,
    10: _join,
    11: _set_fees,
    14: _elect_chair,
    15: _elect_board,
    16: _acclaim,
    17: _acclaim,
    22: _close_it,
}


def look_at_the_association(day: Afternoon, office: Person) -> None:
    """What the decisions have brought about."""
    found = office.ask("GET", "/api/association")
    day.figures["stage"] = found["stage"]
    day.figures["name"] = found["name"]
    day.figures["board"] = [one["name"] for one in found["board"]]
    day.figures["obstacles"] = [one["code"] for one in found["obstacles"]]
    day.diary.say("14.58", f"{found['name']} är bildad: {len(found['board'])} i styrelsen.")


def verify(day: Afternoon) -> dict[str, Any]:
    """Anybody, signed in or not, fetches the archives and asks programs of the house and of others."""
    assert day.ballots is not None
    told = day.ballots.verdict(day.person("a guest", ""))
    by = f"belenios-tool {told['tool']} och vårt eget program" if told["tool"] else "vårt eget program"
    day.diary.say("15.00", f"{told['polls']} slutna omröstningar kontrollerades av {by}: allt stämmer.")
    return told


def sign_minutes(day: Afternoon) -> None:
    """Secretary, chair and two adjusters approve the same text and sign the same file."""
    signers = [day.signed_in(one) for one in (iec.SECRETARY, iec.CHAIR, *iec.ADJUSTERS)]
    day.figures["signing"] = afterwards.adjust_and_sign(day.meeting, signers, day.post)
    day.diary.say("15.05", f"Protokollet justerades och skrevs under av {len(signers)} personer.")


def hold_board_meeting(day: Afternoon, hall: Hall) -> None:
    """In immediate connection with the meeting, called by the chair it elected."""
    chair = hall.named(iec.board()["chair_election"]["elected"])
    chair.arrive()
    held = afterwards.hold_board_meeting(chair)
    minutes = chair.ask("GET", f"{held['meeting']}/minutes")
    beside = board_model.compared(minutes, with_clocks=False)
    day.figures["board_meeting"] = {**held, "model": beside.summary(), "differs": beside.differences}
    day.diary.say("15.32", f"Styrelsen konstituerade sig: {held['treasurer']} är kassör.")


def fetch_minutes(day: Afternoon, office: Person, keep: Path | None) -> None:
    """The minutes as a document and as the file that was signed."""
    draft = office.ask("GET", f"{day.meeting}/minutes")
    pdf = office.send("GET", f"{day.meeting}/minutes.pdf")
    if keep:
        keep.write_bytes(pdf.content)
    beside = minutes_model.compared(draft, with_clocks=False)
    day.figures["minutes"] = {
        "model": beside.summary(),
        "differs": beside.differences,
        "pdf": pdf.content.startswith(b"%PDF") and len(pdf.content) > 0,
        "bytes": len(pdf.content),
        "items": len(draft["items"]),
        "sha256": draft["sha256"],
        "valid_signatures": afterwards.valid_signatures(pdf.content),
    }
    day.diary.say(
        "15.10",
        f"Protokollet: {len(draft['items'])} paragrafer, {len(pdf.content) // 1024} kB PDF. "
        f"Jämfört med modellen: {beside.summary()}.",
    )
