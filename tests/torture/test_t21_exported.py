"""T21: every secret vote that was finished is exported and verified by Debian's program, with our result."""

from __future__ import annotations

import json
import subprocess
import time
from io import StringIO

import pytest
from django.core.management import call_command

from tests.torture.figures import repeats, tell
from tests.torture.hall import CHAIR, NOW
from tests.voting.ballotbox.conftest import secret_hall
from tests.voting.belenios.conftest import belenios_tool  # noqa: F401  the fixture
from voting.belenios.archive import read_archive
from voting.belenios.verifier import verify_archive

VOTERS = repeats(250, 9)
WITHIN = 60
YES, NO, BLANK = (0, 1, 0), (0, 0, 1), (1, 0, 0)
CANDIDATES = ["Ask", "Björk", "Cypress", "Douglas", "En", "Fura", "Gran", "Hassel", "Idegran"]
pytestmark = pytest.mark.torture


@pytest.fixture
def finished(race, person):
    """Yes or no; nine candidates; a vote that many change; one that two of three officers opened."""
    made = secret_hall(race, person, voters=VOTERS)
    made.table.reach("ready")
    made.everybody_gives_a_key()
    first = everybody(made, made.poll(), lambda n: [YES, YES, NO, BLANK][n % 4])
    board = made.poll("candidates", method="plurality", candidates=CANDIDATES, seats=3)
    second = everybody(made, board, three_of_nine)
    third = changed(made)
    fourth = everybody(made, made.poll(), lambda n: YES if n % 3 else NO, officers=2)
    voided = made.poll()
    made.close(voided)
    return made, [first, second, third, fourth]


def three_of_nine(n):
    """The first by all, the next two by half each, the others by few: three are elected without a lot."""
    chosen = {0, 1 + n % 2} | ({3 + n % 6} if n % 5 == 0 else set())
    return (0, *(int(c in chosen) for c in range(len(CANDIDATES))))


def everybody(made, poll, marks, officers=3):
    for n in range(VOTERS):
        made.cast(poll, n, *marks(n))
    return declared(made, poll, officers)


def changed(made):
    poll = made.poll()
    receipts = [made.cast(poll, n, *YES)["receipt"] for n in range(VOTERS)]
    for n in range(0, VOTERS, 3):
        made.cast(poll, n, *NO, replaces=receipts[n])
    return declared(made, poll, 3)


def declared(made, poll, officers):
    from voting.polls import actions

    made.close(poll)
    for device in made.table.devices[:officers]:
        made.decrypt(poll, device)
    actions.open_sealed(poll_id=poll, by=CHAIR, at=NOW)
    actions.declare_poll(poll_id=poll, by=CHAIR, at=NOW)
    return poll


@pytest.mark.timeout(900)
def test_debians_program_accepts_every_finished_vote(finished, belenios_tool, tmp_path, race):  # noqa: F811  the fixture
    from voting.ballotbox.models import Box
    from voting.polls.models import Poll

    _, polls = finished
    call_command("export_ballots", "--all", "--network", race.slug, "--out", str(tmp_path), stdout=StringIO())
    seconds, accepted = [], 0
    for poll in polls:
        folder, box = tmp_path / race.slug / str(poll), Box.objects.get(pk=poll)
        began = time.monotonic()
        tool = ["belenios-tool", "election", "verify", "--dir", str(folder)]
        done = subprocess.run(tool, capture_output=True, text=True, check=False)
        seconds.append(time.monotonic() - began)
        accepted += done.returncode == 0 and "all checks passed" in done.stderr
        file = folder / f"{box.uuid}.bel"
        report = verify_archive(file, register=folder / f"{box.uuid}.register.json", head=box.head)
        assert (report.accepted, report.reason) == (True, "")
        archived = json.loads(next(iter(read_archive(file.read_bytes())[-1].records.values())))["result"]
        assert archived == report.facts["result"] == box.counts
        assert Poll.objects.get(pk=poll).result["outcome"] != "sealed"

    exported = sorted(folder.name for folder in (tmp_path / race.slug).iterdir())
    assert set(map(str, polls)) <= set(exported)
    assert accepted == len(polls)
    assert max(seconds) < WITHIN
    tell("T21", votes=len(polls), voters=VOTERS, accepted_by_belenios_tool=accepted,
         longest_s=round(max(seconds), 1), limit_s=WITHIN)  # fmt: skip
