"""What stands in the way of proposing that a membership ends, and the letter that tells it. Plain Python."""

from __future__ import annotations

from datetime import date

from kernel.errors import Obstacle


def obstacles_to_proposing(*, member_since: date | None) -> list[Obstacle]:
    """Only who is a member can cease to be one."""
    return [] if member_since is not None else [Obstacle("tenants.members.obstacle_is_no_member")]


def numbers_of(invoices: list[dict[str, object]], *, lang: str) -> str:
    """``20170001 och 20170007``."""
    numbers = [str(one["number"]) for one in invoices]
    last = " och " if lang == "sv" else " and "
    return f"{', '.join(numbers[:-1])}{last}{numbers[-1]}" if len(numbers) > 1 else "".join(numbers)


def what_of_the_money(*, is_credited: bool, lang: str) -> str:
    """What becomes of what is unpaid."""
    if is_credited:
        return (
            "Styrelsen har beslutat att inte kräva det som är obetalt. Ni får en kreditfaktura."
            if lang == "sv"
            else "The board has decided not to ask for what is unpaid. You will get a credit note."
        )
    return (
        "Det som är obetalt ska fortfarande betalas. Ni får inga fler påminnelser."
        if lang == "sv"
        else "What is unpaid is still to be paid. You will get no more reminders."
    )
