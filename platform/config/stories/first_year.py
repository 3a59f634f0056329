"""After the afternoon: the board lets 23 in at three meetings, and the treasurer bills everybody once."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from config import iec
from config.stories import afterwards
from config.stories.client import Person, Refusal
from config.stories.diary import Diary

if TYPE_CHECKING:
    from config.stories.afternoon import Afternoon
    from config.stories.voting import Hall

AT_ONCE = 8
BILLING_SECONDS = 300
ORE = 100
APPLICATION = "/api/my-membership/application"
CHOICES = {"agenda": "ordinary", "meeting_secretary": "Lisa Brandt", "adjuster": "Ahmed Yusuf"}
DIGITALLY = [{"name": "Distans", "kind": "remote"}]
NOBODY_LEFT = "billing.dues.obstacle_nobody_to_bill"

Sign = Callable[[tuple[str, str]], Person]
TurnTo = Callable[[datetime], None]


def go_through(day: Afternoon, hall: Hall, turn_to: TurnTo | None) -> None:
    """Three meetings of the board let members in; in the new year the treasurer bills all of them.

    Without ``turn_to`` the server is somebody else's, and all of it happens on its own day.
    """
    chair = hall.named(iec.board()["chair_election"]["elected"])
    turn_to = turn_to or (lambda _: None)
    day.figures["admissions"] = admit(
        day.members, chair, signed_in=day.signed_in, turn_to=turn_to, diary=day.diary
    )
    treasurer = hall.named(day.figures["board_meeting"]["treasurer"])
    treasurer.ask("GET", "/api/session")
    day.figures["invoices"] = bill(treasurer, turn_to=turn_to, diary=day.diary)


def admit(
    members: Sequence[Mapping[str, Any]], chair: Person, *, signed_in: Sign, turn_to: TurnTo, diary: Diary
) -> list[dict[str, Any]]:
    """Contacts ask for membership and the board lets them in, meeting by meeting; the meetings' figures.

    ``members``: the network as the office lists it. ``turn_to``: let it be that moment.
    """
    contacts = {one["number"]: (one["contact_name"], one["contact_email"]) for one in members}
    held = []
    for moment, numbers in iec.admissions():
        turn_to(moment)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            asking = pool.map(lambda no: _ask(signed_in(contacts[no])), numbers)
            asked = sum(asking)
        called = chair.ask("POST", afterwards.BOARD_HOME, {"choices": CHOICES, "venues": DIGITALLY})
        shown = afterwards.hold(chair, called)
        item = next(one for one in shown["items"] if one["duty"] == "admissions")
        joined = [e["body"] for d in item["decisions"] for e in d["effects"] if e["kind"] == "members_joined"]
        held.append(
            {
                "number": shown["number"],
                "item_no": item["no"],
                "asked": asked,
                "admitted": sum(len(one["members"]) for one in joined),
                "from": joined[0]["from"],
            }
        )
        diary.on(held[-1]["from"], f"Styrelsen {shown['number']} § {item['no']} antog {asked} medlemmar.")
    return held


def bill(treasurer: Person, *, turn_to: TurnTo, diary: Diary) -> dict[str, Any]:
    """The treasurer takes the decided fees over and bills everybody, twice; what came of it, in kronor.

    The second time there is nobody left.
    """
    turn_to(iec.BILLING_AT)
    on = iec.BILLING_AT.date().isoformat()
    treasurer.ask("PATCH", "/api/invoices/settings", iec.SELLER)
    decision = treasurer.ask("GET", "/api/dues")["waiting"][0]["decision"]
    schedule = treasurer.ask("POST", "/api/dues", {"decision": decision})
    at = f"/api/dues/{schedule['id']}"
    preview = treasurer.ask("GET", f"{at}/preview", params={"on": on})
    run = treasurer.ask("POST", f"{at}/runs", {"key": str(uuid.uuid4()), "on": on})
    done = until_done(treasurer, run["id"])
    found = _invoices(treasurer)
    again = treasurer.send("POST", f"{at}/runs", {"key": str(uuid.uuid4()), "on": on}).json()
    numbers = sorted(int(one["number"]) for one in found)
    figures = {
        "members": {c["code"]: c["members"] for c in preview["classes"] if c["members"]},
        "previewed": preview["total"] // ORE,
        "invoices": done["invoices"],
        "total": done["total"] // ORE,
        "waiting": done["waiting"],
        "numbers": [done["first_number"], done["last_number"]],
        "gaps": numbers[-1] - numbers[0] + 1 - len(set(numbers)),
        "issued_on": sorted({one["issued_on"] for one in found}),
        "cited": sorted({one["citation_sv"] for one in found}),
        "again": len(_invoices(treasurer)) - len(found),
        "again_refused": [one["code"] for one in again.get("obstacles", ())],
    }
    diary.on(
        on,
        f"Kassören fakturerade {figures['invoices']} medlemmar, {figures['total']} kr, "
        f"nummer {done['first_number']}–{done['last_number']}, enligt {', '.join(figures['cited'])}.",
    )
    return figures


def until_done(treasurer: Person, run: str) -> dict[str, Any]:
    """The run when it has ended."""
    deadline = time.monotonic() + BILLING_SECONDS
    while (told := treasurer.ask("GET", f"/api/dues/runs/{run}"))["state"] != "done":
        if time.monotonic() > deadline:
            message = f"the run has billed {told['members']} of {told['planned']}"
            raise Refusal(message)
        time.sleep(0.3)
    ended: dict[str, Any] = told
    return ended


def _ask(contact: Person) -> bool:
    asked = contact.ask("POST", APPLICATION)
    return bool(asked["application"]["outcome"] == "")


def _invoices(treasurer: Person) -> list[dict[str, Any]]:
    """Every invoice with its citation."""
    rows: list[dict[str, Any]] = []
    for page in count(1):
        told = treasurer.ask("GET", "/api/invoices", params={"page": page})
        rows += told["rows"]
        if page >= told["pages"]:
            break
    return [treasurer.ask("GET", f"/api/invoices/{one['id']}") for one in rows]
