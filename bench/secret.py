"""A secret vote of 250: the burst of encrypted ballots, and from the close to the declared result.

Three officers' devices run the page's own TypeScript, a Node process each, all on this machine; in a hall
each has a processor of its own. What one of them costs is told beside the whole.
"""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import httpx

from bench.casting import percentile
from bench.house import House
from bench.phones import put, taps
from voting.belenios.checking import checked_proofs

if TYPE_CHECKING:
    from config.stories.devices import Devices

Hall = Any
"""A SecretHall of the tests, which stand outside of the types."""

VOTERS = 250
WARM_UP = 40
BURST_SECONDS = 3.0  # as long as a hall takes to tap (TORTURE.md, T10)
DECLARED_WITHIN = 10.0
TOLD = 0.5
"""Seconds until each officer's page is told that the vote has ended, and has asked what there is."""
AT_LEAST = 5
FILES = ("archive.bel", "proofs.json", "commitments.json")
"""In the order in which the page fetches them."""


def measure(house: House) -> dict[str, Any]:
    """Burst and close on one vote, with the same ballots; the board tells how many were lost."""
    from config.stories.devices import devices  # noqa: PLC0415  Django is ready only now
    from tests.torture.server import web_process  # noqa: PLC0415

    made, chair = _hall(house)
    with ExitStack() as stack:
        officers = [stack.enter_context(devices(1)) for _ in made.table.devices]
        web = stack.enter_context(web_process(processes=2, threads=8))
        line = stack.enter_context(httpx.Client(base_url=web.url, timeout=60, trust_env=False))
        shown = made.table.shown()
        for one in officers:  # as their pages have done when they showed the list
            one.ask("pin", certificates=shown["certificates"], threshold=shown["threshold"])
        _cast(made, web.port, made.poll(), voters=range(WARM_UP), within=0.5)
        single = [
            _cast(made, web.port, poll, voters=[n], within=0)[0] for poll in [made.poll()] for n in range(20)
        ]
        poll = made.poll()
        before = _proofs_alone(made, poll)
        burst = _cast(made, web.port, poll, voters=range(VOTERS), within=BURST_SECONDS)
        alone = (before + _proofs_alone(made, poll)) / 2
        p95 = percentile(burst, 95)
        board = line.get(f"/api/polls/{poll}/board", headers=_headers(made, None)).json()
        found = {
            "secret_burst_p95_vs_proofs_alone": {
                "ratio": round(p95 / alone / 1000, 2), "limit": 4, "better": "less", "voters": VOTERS,
                "within_seconds": BURST_SECONDS, "p95_ms": round(p95), "proofs_alone_ms": round(alone * 1000),
                "single_p50_ms": round(percentile(single, 50), 1),
            },
            "secret_burst_lost": {
                "ratio": len(burst) - len(board["ballots"]), "limit": 0, "better": "less",
                "acknowledged": len(burst), "on_the_board": len(board["ballots"]),
            },
        }  # fmt: skip
        found |= _closing(made, line, poll, chair, officers)
        return found | _help(line, poll, officers[0], made)


def _hall(house: House) -> tuple[Hall, UUID]:
    """Voters with keys, three officers with theirs, and a chair, all signed in."""
    from accounts.actions import ensure_user, grant_role  # noqa: PLC0415  Django is ready only now
    from kernel.actor import Actor  # noqa: PLC0415
    from kernel.permissions import Role  # noqa: PLC0415
    from tests.torture.hall import NOW, sign_in  # noqa: PLC0415
    from tests.voting.ballotbox.conftest import secret_hall  # noqa: PLC0415

    def person(role: str, *, name: str) -> Any:  # noqa: ANN401  a User
        user = ensure_user(email=f"{name.replace(' ', '.').lower()}@bench.example", name=name, at=NOW)
        grant_role(user=user, role=Role(role), by=Actor.system(), at=NOW)
        return user

    made = secret_hall(house.network, person, voters=VOTERS)
    made.table.reach("ready")
    made.everybody_gives_a_key()
    chair = person("chair", name="Stina Malm")
    sign_in(made.hall, [*made.hall.voters, *(one.user.pk for one in made.table.devices), chair.pk])
    return made, chair.pk


def _headers(made: Hall, who: UUID | None) -> dict[str, str]:
    from tests.torture.hall import headers_of  # noqa: PLC0415  Django is ready only now

    return headers_of(made.hall, who)


def _cast(made: Hall, port: int, poll: UUID, *, voters: Sequence[int], within: float) -> list[float]:
    """Encrypted beforehand, as phones do while their owners look over what they chose."""
    texts = [made.ballot(poll, n, *[(0, 1, 0), (0, 0, 1), (1, 0, 0)][n % 3]) for n in voters]
    path = f"/api/polls/{poll}/sealed-ballot"
    requests = [
        put(made.hall, made.people[n].pk, path, {"ballot": text, "replaces": None})
        for n, text in zip(voters, texts, strict=True)
    ]
    return taps(port, requests, within=within)[1]


def _proofs_alone(made: Hall, poll: UUID) -> float:
    """Seconds in which all processors check as many ballots' proofs, and do nothing else."""
    election = made.election(poll)
    texts = [made.ballot(poll, n, 0, 1, 0) for n in range(VOTERS)]
    context = multiprocessing.get_context("forkserver")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        list(pool.map(checked_proofs, [election] * WARM_UP, texts[:WARM_UP]))  # the tables are made
        began = time.perf_counter()
        list(pool.map(checked_proofs, [election] * VOTERS, texts))
        return time.perf_counter() - began


def _closing(
    made: Hall,
    line: httpx.Client,
    poll: UUID,
    chair: UUID,
    officers: Sequence[Devices],
) -> dict[str, Any]:
    """The gavel, every officer's part, the result and its declaration, by the wall."""
    url, lead = f"/api/polls/{poll}", _headers(made, chair)
    pins = made.table.shown()["pin"]

    def part(place: int) -> None:
        device, node = made.table.devices[place], officers[place]
        mine = _headers(made, device.user.pk)
        time.sleep(TOLD)
        kept = line.get(f"/api/meetings/{made.hall.meeting}/ceremony", headers=mine).json()["kept_key"]
        files = {name: line.get(f"{url}/{name}", headers=mine) for name in FILES}
        given = node.ask(
            "decrypt", content=files["archive.bel"].content, sideProofs=files["proofs.json"].text,
            commitments=files["commitments.json"].text, seed=device.seed, pin=pins, privateKey=kept,
            atLeast=AT_LEAST, heads=[],
        )  # fmt: skip
        body = {"decryption": given["partial"], "side_proofs": given["sideProofs"]}
        line.post(f"{url}/decryption", headers=mine, json=body).raise_for_status()

    before = [_cpu(one.pids) for one in officers]
    began = time.perf_counter()
    line.post(f"{url}/close", headers=lead).raise_for_status()
    with ThreadPoolExecutor(len(officers)) as pool:
        list(pool.map(part, range(len(officers))))
    declared = line.post(f"{url}/declare", headers=lead).raise_for_status().json()
    seconds = time.perf_counter() - began
    if declared["result"]["counts"] != {"yes": 84, "no": 83, "abstain": 83}:
        raise RuntimeError(f"another result than was cast: {declared['result']['counts']}")
    return {
        "secret_close_to_declared": {
            "ratio": round(seconds / DECLARED_WITHIN, 2), "limit": 1, "better": "less",
            "ballots": VOTERS, "officers": len(officers), "seconds": round(seconds, 2),
            "limit_seconds": DECLARED_WITHIN,
            "core_seconds_of_each_officer": [
                round(_cpu(one.pids) - was, 2) for one, was in zip(officers, before, strict=True)
            ],
        },
    }  # fmt: skip


def _help(line: httpx.Client, poll: UUID, officer: Devices, made: Hall) -> dict[str, Any]:
    """One device checks the archive alone, and with the house's commitments."""
    url, mine = f"/api/polls/{poll}", _headers(made, None)
    given = {
        "content": line.get(f"{url}/archive.bel", headers=mine).content,
        "sideProofs": line.get(f"{url}/proofs.json", headers=mine).text,
    }
    seconds = []
    for more in ({}, {"commitments": line.get(f"{url}/commitments.json", headers=mine).text}):
        was = _cpu(officer.pids)
        if not officer.ask("verify", **given, **more)["accepted"]:
            raise RuntimeError("the device does not accept the archive")
        seconds.append(_cpu(officer.pids) - was)
    return {
        "officers_check_with_help_vs_alone": {
            "ratio": round(seconds[0] / seconds[1], 1), "limit": 3, "better": "more", "ballots": VOTERS,
            "alone_core_seconds": round(seconds[0], 2), "with_help_core_seconds": round(seconds[1], 2),
        },
    }  # fmt: skip


def _cpu(pids: Sequence[int]) -> float:
    """Seconds of a processor that these have used."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
