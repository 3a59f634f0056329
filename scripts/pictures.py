"""README's two pictures: IEC's fourth vote under way, 96 of 105 votes cast, on the desk and on a phone.

On a fresh demo (``make demo DETACH=1``), whose meeting it holds up to there:
``.venv/bin/python -m scripts.pictures http://localhost:8000 http://localhost:8025``
"""

# ruff: noqa: INP001  run as a module, and no package
from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from config import iec
from config.stories.client import Person, Post
from config.stories.voting import Hall, hold_poll
from scripts.small_png import shrink
from tests.e2e.chromium import launched
from tests.e2e.screen import PHONE, Screen
from tests.e2e.server import Server

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
FOURTH, LEFT = 4, 9
DESK = (1440, 900)
FONTS_ARE_HERE = "document.fonts.size > 0 && document.fonts.status === 'loaded'"


def main() -> None:
    """Hold the meeting up to its fourth vote and take the pictures."""
    server = Server(url=sys.argv[1], letters=sys.argv[2])
    chair, meeting, delegates = _checked_in(server)
    late, voters = delegates[:LEFT], delegates[LEFT:]
    poll = _fourth_vote(chair, meeting, delegates)
    votes = [choice for choice, count in poll["votes"].items() for _ in range(count)][: len(voters)]
    Hall(voters).vote(poll["id"], votes)
    PICTURES.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for name, person, place, size, words in (
            ("chair", chair, "/ordforande", DESK, f"{len(voters)} av {len(delegates)}"),
            ("phone", late[0], "/mote", PHONE, "§ 6 mom. 2"),
        ):
            screen = Screen(browser, server.origin(iec.SLUG), name=name, size=size).take_session(person)
            screen.page.goto(place)
            screen.wait_for_text(words)
            while not screen.page.evaluate(FONTS_ARE_HERE):
                screen.page.wait_for_timeout(50)
            screen.page.screenshot(path=PICTURES / f"{name}.png")
            shrink(PICTURES / f"{name}.png")
            screen.close()
        browser.close()


def _checked_in(server: Server) -> tuple[Person, str, list[Person]]:
    """Everybody who came, with a client each; the last of the list sit in all three places."""
    host, post = server.origin(iec.SLUG).split("//")[1].split(":")[0], Post(server.letters)

    def signed_in(name: str, email: str) -> Person:
        person = Person(server=server.url, host=host, name=name, email=email)
        person.sign_in(post)
        return person

    office, chair = signed_in(*iec.OFFICE), signed_in(*iec.CHAIR)
    meeting = f"/api/meetings/{chair.session['meeting_id']}"
    listed = {
        one["member"]["number"]: one for one in office.ask("GET", f"{meeting}/registrations")["results"]
    }
    people = []
    for row in [row for row in iec.registrations() if row["incheckad"] == "ja"]:
        there = listed[row["medlemsnr"]]
        person = signed_in(row["ombud"], row["e-post"])
        if row["plats"] == "distans":
            person.ask("POST", f"{meeting}/arrive")
        else:
            at_the_door = {"registration": there["id"], "venue": there["venue"]}
            office.ask("POST", f"{meeting}/check-ins", at_the_door)
        people.append(person)
    return chair, meeting, people


def _fourth_vote(chair: Person, meeting: str, delegates: list[Person]) -> dict[str, object]:
    """Open the meeting, decide what comes before, hold three votes and open the fourth."""
    for venue in chair.ask("GET", meeting)["venues"]:
        chair.ask("POST", f"{meeting}/venues/{venue['id']}/confirm")
    chair.ask("POST", f"{meeting}/open")
    for item in iec.agenda()[:9]:
        chair.ask("POST", f"{meeting}/items/{item['no']}/start")
        if item["no"] == 5:  # noqa: PLR2004  the register's item
            total = chair.ask("GET", f"{meeting}/register")["total"]
            chair.ask("POST", f"{meeting}/register/approve", {"total": total})
        decision = {"text_sv": item["decision_sv"], "method": "acclamation"}
        if item["no"] != 9:  # noqa: PLR2004  the statutes come to their decision by votes
            chair.ask("POST", f"{meeting}/items/{item['no']}/decisions", decision)
    prepared = chair.ask("GET", f"{meeting}/state")["meeting"]["items"][8]["polls"]
    for poll, step in zip(prepared, iec.counted_steps(), strict=True):
        if step.step == FOURTH:
            chair.ask("POST", f"/api/polls/{poll['id']}/open")
            return {"id": poll["id"], "votes": step.votes}
        hold_poll(chair, Hall(delegates), poll, step)
    raise LookupError(FOURTH)


if __name__ == "__main__":
    main()
