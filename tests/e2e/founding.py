"""The constituting meeting over HTTP: everything by acclamation with its effects, up to the close."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from config import iec
from config.stories import afternoon, afterwards

KARIN, LISA, AHMED, SOFIA = "Karin Thorell", "Lisa Brandt", "Ahmed Yusuf", "Sofia Lindahl"
POSTS = (
    (14, "board_chair", [KARIN]),
    (15, "board_member", [LISA, AHMED, SOFIA]),
    (16, "auditor", ["Britt Sandell"]),
)


def email_of(name: str) -> str:
    return f"{name.split(maxsplit=1)[0].lower()}@styrelsen.example"


def found(
    association: Any, *, joined: bool = False, more: Mapping[int, list[dict[str, Any]]] | None = None
) -> None:
    """Formed, named, the statutes adopted as proposed, the board elected; ``joined``: all become members.

    ``more``: effects of further items, by their number.
    """
    association.check_in_halls()
    association.open_meeting()
    effects: dict[int, list[dict[str, Any]]] = {no: [one] for no, one in afternoon.EFFECTS.items()}
    if joined:
        members = [one.registration["member"]["id"] for one in association.delegates]
        effects[10] = [{"kind": "members_joined", "body": {"members": members, "from": "2016-10-11"}}]
    for no, post, names in POSTS:
        people = [
            {"name": n, "email": email_of(n), "until": "årsmötet 2018", "until_year": 2030} for n in names
        ]
        effects[no] = [{"kind": "elected", "body": {"post": post, "people": people}}]
    effects |= more or {}
    for item in association.chair.ask("GET", association.meeting)["items"]:
        if item["kind"] == "statutes":
            adopt(association.chair, association.meeting, item["no"])
        else:
            decide(association.chair, association.meeting, item, effects.get(item["no"], []))
    association.chair.ask("POST", f"{association.meeting}/close")


def with_fees(association: Any, **choices: Any) -> None:
    """The hall's organisations are members, the fees are decided, and the board has chosen its treasurer.

    ``choices``: what the board's meeting chooses otherwise than the model has it.
    """
    fees = iec.fees()
    classes = [
        {**{key: one[key] for key in ("id", "sv", "en", "vote")}, "amount": 100 * one["amount"]}
        for one in (*fees["categories"], *fees["additional_after_A3"])
    ]
    members = [one.registration["member"]["id"] for one in association.hall]
    found(
        association,
        more={
            10: [{"kind": "members_joined", "body": {"members": members, "from": "2016-10-11"}}],
            11: [{"kind": "fees_set", "body": {"period": fees["period"], "classes": classes}}],
        },
    )
    afterwards.hold_board_meeting(association.signed_in(KARIN, email_of(KARIN)), **choices)


def adopt(chair: Any, meeting: str, no: int) -> None:
    """The proposed statutes without an amendment: nobody has moved one, and the whole is taken by voice."""
    home = f"{meeting}/items/{no}"
    chair.ask("POST", f"{home}/start")
    order = chair.ask("POST", f"{home}/order", {})
    chair.ask("POST", f"{home}/order/approve", {})
    chair.ask("POST", f"{home}/order/untouched", {})
    chair.ask("POST", f"{home}/order/steps/{order['steps'][-1]['no']}/acclamation", {"outcome": "yes"})


def decide(chair: Any, meeting: str, item: dict[str, Any], effects: list[dict[str, Any]]) -> None:
    """One item taken up and decided as proposed; where the register is approved, it is."""
    home = f"{meeting}/items/{item['no']}"
    chair.ask("POST", f"{home}/start")
    if item["duty"] == "register":
        total = chair.ask("GET", f"{meeting}/register")["total"]
        chair.ask("POST", f"{meeting}/register/approve", {"total": total})
    body = {"text_sv": item["proposal_sv"] or item["title_sv"], "method": "acclamation"}
    chair.ask("POST", f"{home}/decisions", {**body, "effects": effects})
