"""A network of a test's own, made over HTTP as the story makes it, up to the counted votes of § 9.

Nothing of this is what the tests here are about; people who are tested use a browser.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any

from config import iec
from config.stories import afternoon, beforehand
from config.stories.client import Person, Post
from tests.e2e.server import Server

AT_ONCE = 8
COUNTED_ITEM, REGISTER_ITEM = afternoon.COUNTED_ITEM, afternoon.REGISTER_ITEM
PLACES = {"Kalmar": 12, "Växjö": 8, "distans": 4}


@dataclass
class Delegate:
    """Somebody with a vote: their row of the list, their registration, and a client once signed in."""

    row: dict[str, str]
    registration: dict[str, Any]
    person: Person

    @property
    def email(self) -> str:
        return self.row["e-post"]

    @property
    def is_remote(self) -> bool:
        return self.row["plats"] == "distans"


class Association:
    """24 organisations with a delegate each: 12 in Kalmar, 8 in Växjö, 4 from afar, unless told otherwise."""

    def __init__(
        self, server: Server, places: Mapping[str, int] = PLACES, *, led_by_a_delegate: bool = False
    ) -> None:
        """Found it, import the members, convene the meeting and register the delegates.

        ``led_by_a_delegate``: the chair is one of them, the first in the list, with a vote of her own.
        """
        self.server, self.post = server, Post(server.letters)
        self._day = afternoon.Afternoon(server.url, server.letters)
        self._rows = [*([_row_of_the_chair()] if led_by_a_delegate else []), *_rows(places)]
        with redirect_stdout(io.StringIO()):  # the story's diary is not ours
            beforehand.sign_up(self._day)
            self.office = self._day.signed_in(iec.OFFICE)
            self._import()
            beforehand.convene(self._day, self.office)
            beforehand.appoint(self._day, self.office)
        self.meeting = self._day.meeting
        self.origin = server.origin(self._day.slug)
        self.delegates = self._register()
        self.chair = self.signed_in(*iec.CHAIR)
        self.projector: str = self.chair.ask("GET", self.meeting)["projector_key"]

    @property
    def hall(self) -> list[Delegate]:
        return [one for one in self.delegates if not one.is_remote]

    @property
    def remote(self) -> list[Delegate]:
        return [one for one in self.delegates if one.is_remote]

    def signed_in(self, name: str, email: str) -> Person:
        """A client of somebody, signed in by the code in the letter."""
        return self._day.signed_in((name, email))

    def sign_in_all(self, delegates: list[Delegate]) -> None:
        """Clients for those who vote without a screen."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda one: one.person.sign_in(self.post), delegates))

    def check_in_halls(self) -> None:
        """The desk ticks off everybody who came to a hall."""
        self.check_in(self.hall)

    def check_in(self, delegates: list[Delegate]) -> None:
        """The desk ticks off these."""
        for one in delegates:
            self.office.ask(
                "POST",
                f"{self.meeting}/check-ins",
                {"registration": one.registration["id"], "venue": one.registration["venue"]},
            )

    def arrive(self, delegates: list[Delegate]) -> None:
        """Remote delegates (signed in) report themselves."""
        for one in delegates:
            one.person.ask("POST", f"{self.meeting}/arrive")

    def open_meeting(self) -> None:
        for venue in self._day.venues.values():
            self.chair.ask("POST", f"{self.meeting}/venues/{venue}/confirm")
        self.chair.ask("POST", f"{self.meeting}/open")

    def go_to(self, last: int = COUNTED_ITEM) -> None:
        """Take up and decide each item before ``last``; the register is approved where it belongs."""
        current = self.chair.ask("GET", self.meeting)["current_item"] or 0
        for item in iec.agenda()[current:last]:
            self.chair.ask("POST", f"{self.meeting}/items/{item['no']}/start")
            if item["no"] == REGISTER_ITEM:
                total = self.chair.ask("GET", f"{self.meeting}/register")["total"]
                self.chair.ask("POST", f"{self.meeting}/register/approve", {"total": total})
            if item["no"] != last:
                text = {"text_sv": item["decision_sv"], "method": "acclamation"}
                self.chair.ask("POST", f"{self.meeting}/items/{item['no']}/decisions", text)

    def prepare(self, step: int) -> dict[str, Any]:
        """One of the counted votes of IEC's afternoon, ready to be opened."""
        payload = next(one.payload for one in iec.counted_steps() if one.step == step)
        poll: dict[str, Any] = self.chair.ask("POST", f"{self.meeting}/polls", payload)
        return poll

    def poll(self, poll: str) -> dict[str, Any]:
        """As the chair sees it now."""
        seen: dict[str, Any] = self.chair.ask("GET", f"/api/polls/{poll}")
        return seen

    def vote(self, poll: str, choices: dict[str, int], voters: list[Delegate]) -> None:
        """So many of each choice, all at once."""
        each = [choice for choice, votes in choices.items() for _ in range(votes)]
        assert len(each) == len(voters)

        def cast(voter: Delegate, choice: str) -> None:
            ballot = {"choice": choice, "key": str(uuid.uuid4()), "replaces": None}
            voter.person.ask("PUT", f"/api/polls/{poll}/ballot", ballot)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(cast, voters, each))

    def _import(self) -> None:
        wanted = {row["medlemsnr"] for row in self._rows}
        head, *lines = iec.network_csv().decode("utf-8-sig").splitlines(keepends=True)
        ours = "".join([head, *(line for line in lines if line.split(",")[0] in wanted)])
        file = {"file": ("members.csv", ours.encode(), "text/csv")}
        preview = self.office.ask("POST", "/api/member-imports", files=file)
        applied = self.office.ask("POST", f"/api/member-imports/{preview['id']}/apply")
        assert applied["created"] == len(self._rows), preview

    def _register(self) -> list[Delegate]:
        members = {m["number"]: m["id"] for m in beforehand.all_members(self.office)}

        def one(row: dict[str, str]) -> Delegate:
            wish = {
                "member": members[row["medlemsnr"]],
                "delegate_name": row["ombud"],
                "delegate_email": row["e-post"],
                "venue": self._day.venues[iec.VENUE_IN_FILE[row["plats"]]],
                "lunch": row["lunch"] == "ja",
                "diet": row["kost"],
                "access_needs": row["tillgänglighet"],
            }
            registration = self.office.ask("POST", f"{self.meeting}/registrations", wish)
            return Delegate(row, registration, self._day.person(row["ombud"], row["e-post"]))

        return [one(row) for row in self._rows]


def signed_in(server: Server, slug: str, name: str, email: str) -> Person:
    """A client of somebody at a network that is there already."""
    host = server.origin(slug).split("//")[1].split(":")[0]
    person = Person(server=server.url, host=host, name=name, email=email)
    person.sign_in(Post(server.letters))
    return person


def _row_of_the_chair() -> dict[str, str]:
    return next(row for row in iec.registrations() if row["e-post"] == iec.CHAIR[1])


def _rows(places: Mapping[str, int]) -> list[dict[str, str]]:
    """Those of IEC's registrations who came, no officers among them, so many from each place."""
    officers = {email for _, email in (iec.OFFICE, iec.CHAIR, iec.SECRETARY, *iec.TELLERS)}
    came = [r for r in iec.registrations() if r["incheckad"] == "ja" and r["e-post"] not in officers]
    return [r for place, count in places.items() for r in [c for c in came if c["plats"] == place][:count]]
