"""Glasriket's office and treasurer, each signed in once: nobody is sent more than six codes in a while."""

from __future__ import annotations

from functools import cache
from typing import Any

from config.stories.client import Person
from tests.e2e.server import Server
from tests.e2e.test_pay_an_invoice import OFFICE, SELLER, TREASURER, issue, signed_in


@cache
def office(server: Server) -> Person:
    """Greta, who keeps the register."""
    return signed_in(server, OFFICE)


@cache
def treasurer(server: Server) -> Person:
    """Sofia, with a bankgiro and a number on her invoices."""
    office(server).ask(
        "POST", "/api/officers", {"role": "treasurer", "name": TREASURER[0], "email": TREASURER[1]}
    )
    found = signed_in(server, TREASURER)
    found.ask("PATCH", "/api/invoices/settings", SELLER)
    return found


def billed(server: Server) -> Any:
    """An invoice to Greta's own organisation."""
    members = office(server).ask("GET", "/api/members?search=Hyttan")["results"]
    return issue(treasurer(server), members[0]["id"])
