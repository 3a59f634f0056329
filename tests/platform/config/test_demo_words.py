"""What the demo says when it is ready."""

from __future__ import annotations

from config.commands.demo import ways_in

SITE = [("Public site", "http://localhost:8000")]


def test_a_newcomer_is_told_where_a_file_from_the_bank_comes_from():
    said = ways_in(SITE, [("IEC: kansli, Eva", "http://iec.localhost:8000/logga-in?t=1")])

    assert said.splitlines()[-1] == "  stadga bank-sample iec  writes it here, to be taken in at /kassa/bank"


def test_a_demo_without_associations_speaks_of_none():
    assert ways_in(SITE, []) == "  Public site  http://localhost:8000"
