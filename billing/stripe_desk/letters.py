"""Webhooks: signed as Stripe signs, tried again when nobody answers, for three days."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from billing.stripe_desk.desk import Desk
from billing.stripe_desk.listing import public
from billing.stripe_desk.state import PLATFORM, Delivery, Thing

MINUTE, HOUR = 60, 3600
AGAIN_AFTER = (5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, *([12 * HOUR] * 4))
OK = range(200, 300)
TIMES_SENT = (1, 1, 2)
Send = Callable[[str, bytes, dict[str, str]], int]
"""Sends a body with headers to an address and gives the status; 0 when nobody answers."""


@dataclass(frozen=True)
class Letter:
    """A webhook as it goes over the line."""

    url: str
    body: bytes
    secret: str
    event: Thing

    def headers(self, at: int) -> dict[str, str]:
        """With a signature of this moment."""
        return {"Content-Type": "application/json", "Stripe-Signature": signature(self.secret, self.body, at)}


def signature(secret: str, body: bytes, at: int) -> str:
    """Scheme v1: HMAC-SHA256 over the moment, a full stop and the body."""
    mark = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mark}"


def written(desk: Desk, delivery: Delivery) -> Letter | None:
    """The letter, or None when its address no longer listens."""
    endpoint = desk.state.drawer(PLATFORM).things[delivery.endpoint]
    if endpoint["status"] != "enabled":
        return None
    events = desk.state.drawer(delivery.account).events
    event = next(one for one in events if one["id"] == delivery.event)
    body = json.dumps(public(event), separators=(",", ":")).encode()
    return Letter(endpoint["url"], body, endpoint["secret"], event)


def deliver(
    desk: Desk, send: Send, *, signed_at: Callable[[], int], only: Sequence[Delivery] | None = None
) -> int:
    """Send what is due; what was not taken is tried again later. Gives the number of letters taken.

    Where the desk has a ``chance``, they go in an order of its own and some go twice, as Stripe warns that
    they may.
    """
    with desk.lock:
        due = [one for one in (desk.state.letters if only is None else only) if one.due <= desk.now()]
    if desk.chance is not None:
        desk.chance.shuffle(due)
    taken = 0
    for delivery in due:
        letter = written(desk, delivery)
        status = 0
        for _ in range(desk.chance.choice(TIMES_SENT) if desk.chance is not None else 1):
            status = send(letter.url, letter.body, letter.headers(signed_at())) if letter else 0
        with desk.lock:
            taken += _noted(desk, delivery, letter, is_taken=status in OK)
    if due and desk.file is not None:
        with desk.lock:
            desk.state.keep(desk.file)
    return taken


def _noted(desk: Desk, delivery: Delivery, letter: Letter | None, *, is_taken: bool) -> bool:
    if is_taken and letter is not None:
        letter.event["pending_webhooks"] -= 1
    if is_taken or letter is None or delivery.tries >= len(AGAIN_AFTER):
        if delivery in desk.state.letters:
            desk.state.letters.remove(delivery)
        return is_taken
    delivery.due = desk.now() + AGAIN_AFTER[delivery.tries]
    delivery.tries += 1
    return False
