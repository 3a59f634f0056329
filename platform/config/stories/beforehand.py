"""Before anybody comes: the network signs up, brings its organisations, and prepares the meeting."""

from __future__ import annotations

import itertools
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

from config import iec
from config.stories.client import Person, Refusal

if TYPE_CHECKING:
    from config.stories.afternoon import Afternoon

CLOSES_AT = iec.STARTS_AT.replace(hour=12, minute=30)


def too_late(now: datetime) -> str:
    """Why the day cannot be played on a server whose clock says this; nothing while there is time."""
    if now < CLOSES_AT:
        return ""
    return (
        f"its clock says {now.astimezone(iec.STOCKHOLM):%H.%M on %Y-%m-%d}, and the story's registration "
        f"closes at {CLOSES_AT:%H.%M on %Y-%m-%d}. Begin that server's day anew (a demo: stadga stop, and "
        "remove its folder), or leave --url out: the story then starts a server of its own"
    )


def look_at_the_clock(day: Afternoon, slug: str) -> None:
    """Refuse, before anything is made, what could only fail in the middle. Nobody's address tells nothing."""
    answer = day.guest(slug).send("GET", "/api/session")
    if answer.is_success and (why := too_late(datetime.fromisoformat(answer.json()["now"]))):
        message = f"the day cannot be played on {day.url}: {why}"
        raise Refusal(message)


def sign_up(day: Afternoon) -> None:
    """The network gets its own address and rooms."""
    name, email = iec.OFFICE
    guest = Person(server=day.url, host=day.base, name="the public site")
    for number in itertools.count(1):
        slug = iec.SLUG if number == 1 else f"{iec.SLUG}-{number}"
        if guest.ask("GET", f"/api/slugs/{slug}")["free"]:
            day.slug = slug
            break
    after = day.post.last()
    wish = {
        "name": iec.NAME, "slug": day.slug, "country": "SE", "language": "sv",
        "contact_name": name, "contact_email": email,
    }  # fmt: skip
    guest.arrive_public()
    begun = guest.ask("POST", "/api/sign-ups", wish)
    guest.ask("POST", f"/api/sign-ups/{begun['id']}/verify", {"code": day.post.code(email, after=after)})
    deadline = time.monotonic() + 60
    while (state := guest.ask("GET", f"/api/sign-ups/{begun['id']}"))["status"] != "ready":
        if state["status"] == "failed" or time.monotonic() > deadline:
            message = f"the sign-up came to {state['status']}: {state['obstacles']}"
            raise Refusal(message)
        time.sleep(0.1)
    seconds = sum(step["seconds"] or 0 for step in state["steps"])
    day.diary.say("11.30", f"{name} skapade nätverket på {day.slug}.{day.base}. Det tog {seconds:.1f} s.")


def import_network(day: Afternoon, office: Person) -> None:
    """The 250 organisations come from their file, previewed row by row."""
    file = {"file": ("network_250.csv", iec.network_csv(), "text/csv")}
    preview = office.ask("POST", "/api/member-imports", files=file)
    applied = office.ask("POST", f"/api/member-imports/{preview['id']}/apply")
    day.members = all_members(office)
    day.figures["network"] = {"imported": applied["created"], "faults": preview["faulty"]}
    day.diary.say(
        "11.34", f"{applied['created']} organisationer lästes in. {preview['faulty']} rader hade fel."
    )


def all_members(office: Person) -> list[dict[str, Any]]:
    """Every organisation, page by page."""
    found: list[dict[str, Any]] = []
    for number in itertools.count(1):
        page = office.ask("GET", "/api/members", params={"page": number})
        found += page["results"]
        if not page["results"] or len(found) >= page["count"]:
            break
    return found


def convene(day: Afternoon, office: Person) -> None:
    """The proposed statutes are published and the meeting is prepared."""
    published = office.ask("PUT", "/api/statutes/proposed", iec.statutes())
    count = sum(len(section["moments"]) for section in published["sections"])
    meeting = office.ask(
        "POST",
        "/api/meetings",
        {
            "title": iec.TITLE,
            "starts_at": iec.STARTS_AT.isoformat(),
            "lunch_at": iec.LUNCH_AT.isoformat(),
            "invited_at": iec.INVITED,
            "registration_closes_at": CLOSES_AT.isoformat(),
            "venues": list(iec.VENUES),
            "items": [{"no": item["no"], "proposal_sv": item["decision_sv"]} for item in iec.agenda()],
        },
    )
    day.meeting = f"/api/meetings/{meeting['id']}"
    day.venues = {venue["name"]: venue["id"] for venue in meeting["venues"]}
    for no, words in iec.words().items():
        office.ask("PATCH", f"{day.meeting}/items/{no}/words", words)
    budget = {"file": ("budget.pdf", iec.budget_pdf(), "application/pdf")}
    office.ask("POST", f"{day.meeting}/items/{iec.BUDGET_ITEM}/annexes", files=budget)
    day.diary.say(
        "11.38",
        f"Stadgeförslaget, {count} moment, och dagordningen, {len(meeting['items'])} punkter, lades ut.",
    )


def appoint(day: Afternoon, office: Person) -> None:
    """Chair, secretary and tellers get their roles."""
    people = [("chair", iec.CHAIR), ("secretary", iec.SECRETARY), *(("teller", t) for t in iec.TELLERS)]
    people += [("adjuster", one) for one in iec.ADJUSTERS]
    for role, (name, email) in people:
        office.ask("POST", "/api/officers", {"role": role, "name": name, "email": email})
    day.diary.say("11.40", f"{len({who for _, who in people})} funktionärer fick sina roller.")
