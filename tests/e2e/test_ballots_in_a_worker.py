"""The secret ballot's TypeScript in Chromium: a worker makes and verifies it, also on a slow machine."""

from __future__ import annotations

import http.server
import os
import subprocess
import threading
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest

from tests.torture import figures
from tests.voting.belenios.election import BLANK, NINE, Parts, gather, open_election
from tests.voting.belenios.forging import sign_again
from voting.belenios import group
from voting.belenios.ballots import check_ballot
from voting.belenios.canonical import written
from voting.belenios.checking import checked_proofs
from voting.belenios.hashes import hexadecimal

FRONTEND = Path(__file__).parents[2] / "frontend"
SLOWDOWN = 6
AT_MOST_MS = 1000
PAGE = '<!doctype html><title>x</title><script type="module" src="./main.ts"></script>'
MAIN = """
import { ask } from '%s/client';
import { deeds } from '%s/deeds';
Object.assign(window, { ask, deeds });
"""
BUILD = """
import { build } from 'vite';
const root = process.argv[1];
const made = { outDir: 'out', target: 'es2022' };
await build({ configFile: false, root, base: './', logLevel: 'silent', build: made });
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def log_message(self, *_):
        self.asked.append(self.path.rpartition("/")[2].partition("-")[0])


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A bare page with the client in it, built as the product is, and served from this machine."""
    folder = tmp_path_factory.mktemp("page")
    source = FRONTEND / "src" / "voting" / "belenios"
    (folder / "main.ts").write_text(MAIN % (source, source))
    (folder / "index.html").write_text(PAGE)
    subprocess.run(["node", "--input-type=module", "-e", BUILD, str(folder)], cwd=FRONTEND, check=True)
    handler = partial(Quiet, directory=str(folder / "out"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def page(browser, address):
    found = browser.new_page()
    found.goto(address)
    found.wait_for_function("() => Boolean(window.ask)")
    yield found
    found.close()


@pytest.fixture(scope="module")
def held():
    made = open_election(gather(2, 3), BLANK, voters=3)
    for voter in range(3):
        made.vote(voter, BLANK.marks([voter % 2]))
    return made.close(1, 2, 3)


def test_a_worker_makes_a_key_and_a_ballot_that_is_accepted(page, held):
    election = held.election.stored.decode()
    key = page.evaluate("ask('newCredential')")
    given = {"election": election, "secret": key["secret"], "marks": [BLANK.marks([1])]}

    made = page.evaluate("given => ask('makeBallot', given)", given)

    assert [worker.url.rpartition("/")[2].partition("-")[0] for worker in page.workers] == ["worker"]
    credential = group.mpz(key["credential"])
    assert check_ballot(made["ballot"], held.election, {credential: 1}).credential == credential


def test_what_the_worker_refuses_reaches_the_page(page, held):
    given = {"election": held.election.stored.decode(), "secret": "1", "marks": [[0, 1, 1]]}

    said = page.evaluate("given => ask('makeBallot', given).catch(error => error.message)", given)

    assert said == "the question does not allow this choice"


WORK = """() => {
    const began = performance.now();
    for (let n = 0, x = 3n; n < 12_000; n++) x = (x * x) % (2n ** 2048n - 1n);
    return performance.now() - began;
}"""
"""A fixed piece of the arithmetic that ballots are made of, on the page's own thread."""
BALLOTS = """async given => {
    const times = [];
    for (let n = 0; n < 6; n++) {
        const began = performance.now();
        await deeds.makeBallot(given);
        times.push(performance.now() - began);
    }
    return times;
}"""


@pytest.mark.parametrize("question", [BLANK, NINE], ids=["yes or no", "nine candidates"])
def test_a_ballot_takes_at_most_a_second_on_a_slow_machine(browser, address, question):
    """On the page's own thread, the one that can be slowed down. A first ballot makes the tables too."""
    election = open_election(gather(2, 3), question).election.stored.decode()
    given = {"election": election, "secret": "12345", "marks": [question.marks([0])]}
    first, later, slowed = [], [], []
    for _ in range(3):  # others may be busy on the machine
        page = browser.new_page()
        page.goto(address)
        page.wait_for_function("() => Boolean(window.ask)")
        plain = min(page.evaluate(WORK) for _ in range(3))
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        slowed.append(min(page.evaluate(WORK) for _ in range(3)) / plain)
        cold, *warm = page.evaluate(BALLOTS, given)
        first.append(cold)
        later += warm
        page.close()

    figures.tell(
        "A ballot in Chromium", times_slower=SLOWDOWN, seen_slower=round(max(slowed), 1),
        candidates=len(question.answers), first_ms=round(min(first)), later_ms=round(min(later)),
    )  # fmt: skip
    assert max(slowed) > SLOWDOWN / 2  # it was slow indeed
    assert min(first) <= AT_MOST_MS


def test_an_archive_is_verified_in_the_browser_and_the_page_is_told_how_far(page, held):
    given = {"bytes": list(held.content), "sideProofs": held.proofs, "heads": [held.head]}
    run = """async ({ bytes, ...given }) => {
        const seen = [];
        const content = new Uint8Array(bytes);
        const report = await ask('verify', { ...given, content }, (done, of) => seen.push([done, of]));
        return { report, seen };
    }"""

    found = page.evaluate(run, given)
    worse = page.evaluate(run, given | {"sideProofs": None})

    assert found["report"]["accepted"]
    assert found["report"]["result"] == held.counts
    assert found["seen"] == [[1, 3], [2, 3], [3, 3]]
    assert (
        worse["report"]["reason"] == "the side proofs are missing: they belong in a file beside the archive"
    )


MANY = 60


@pytest.fixture(scope="module")
def many():
    made = open_election(gather(2, 3), BLANK, voters=MANY)
    for voter in range(MANY):
        made.vote(voter, BLANK.marks([voter % 2]))
    return made.close(1, 2, 3)


def test_many_ballots_are_shared_out_among_helpers_with_the_same_verdict(page, many):
    """Each is counted once; a wrong proof is named by its ballot, whichever helper found it."""
    told = """async ({ bytes, sideProofs }) => {
        const seen = [];
        const began = performance.now();
        const given = { sideProofs, content: new Uint8Array(bytes) };
        const report = await ask('verify', given, (done, of) => seen.push(done));
        return { report, seen, ms: performance.now() - began };
    }"""
    found = page.evaluate(told, {"bytes": list(many.content), "sideProofs": many.proofs})
    parts = Parts.of(many.content)
    for place in (41, 17):
        parts.change_ballot(place, _with_a_wrong_proof(many.voters[place]))
    worse = page.evaluate(told, {"bytes": list(parts.content), "sideProofs": many.proofs})

    assert found["report"]["accepted"]
    assert found["seen"] == list(range(1, MANY + 1))
    assert ("helper" in Quiet.asked) == (os.cpu_count() > 1)
    figures.tell("An archive in Chromium", ballots=MANY, cores=os.cpu_count(), ms=round(found["ms"]))
    assert worse["report"]["reason"] == "ballot 18: an individual proof of question 1 is wrong"


HALL = 120
"""Ballots from which on the sum of all is shared out among helpers, too (`crowd.ts`)."""


@pytest.fixture(scope="module")
def hall():
    made = open_election(gather(2, 3), BLANK, voters=HALL)
    for voter in range(HALL):
        made.vote(voter, BLANK.marks([voter % 2]))
    return made.close(1, 2, 3)


def test_a_hall_is_checked_with_the_houses_help_by_helpers_and_no_lie_in_it_is_believed(page, hall):
    """As an officer's device does: at once where the help is true, each ballot by itself where it is not."""
    told = """async ({ bytes, ...given }) => {
        const seen = [];
        const began = performance.now();
        const content = new Uint8Array(bytes);
        const report = await ask('verify', { ...given, content }, (done) => seen.push(done));
        return { report, seen, ms: performance.now() - began };
    }"""
    stored = hall.election.stored.decode()
    help_ = {hexadecimal(text.encode()): checked_proofs(stored, text).commitments for text in hall.ballots}
    given = {"bytes": list(hall.content), "sideProofs": hall.proofs}

    def beside(ballots):
        return written({"version": 1, "election": hall.election.fingerprint, "ballots": ballots})

    Quiet.asked.clear()
    found = page.evaluate(told, given | {"commitments": beside(help_)})
    helpers = Quiet.asked.count("helper")
    lie = dict(help_)
    name = hexadecimal(hall.ballots[70].encode())
    lie[name] = lie[name].replace(",", ",1", 1)
    lied = page.evaluate(told, given | {"commitments": beside(lie)})
    parts = Parts.of(hall.content)
    parts.change_ballot(70, _with_a_wrong_proof(hall.voters[70]))
    worse = page.evaluate(told, given | {"bytes": list(parts.content), "commitments": beside(help_)})

    assert found["report"]["accepted"]
    assert found["report"]["result"] == hall.counts
    assert found["seen"] == [HALL]  # all at once
    assert (helpers > 0) == (os.cpu_count() > 1)
    assert lied["report"] == found["report"]
    assert lied["seen"] == list(range(1, HALL + 1))  # one by one
    assert worse["report"]["reason"] == "ballot 71: an individual proof of question 1 is wrong"
    figures.tell(
        "An archive in Chromium", ballots=HALL, cores=os.cpu_count(), with_help_ms=round(found["ms"])
    )


def _with_a_wrong_proof(secret):
    def forge(ballot):
        proof = ballot["answers"][0]["individual_proofs"][0][0]
        proof["response"] = str(int(proof["response"]) ^ 1)
        sign_again(ballot, secret)

    return forge
