"""The values of a letter about the subscription, said in the reader's language where it is written."""

from __future__ import annotations

from datetime import datetime

from billing.subscriptions.enums import Tidings


def letter_key(tidings: Tidings) -> str:
    """Which letter it is."""
    return f"billing.subscriptions.{tidings.value}"


def letter_of(
    *, name: str, association: str, day: datetime | None, page_link: str
) -> dict[str, str | datetime]:
    """``day``: the trial's last moment, or when the time of grace ends."""
    values: dict[str, str | datetime] = {"name": name, "association": association, "page_link": page_link}
    if day is not None:
        values["last_day"] = day
    return values
