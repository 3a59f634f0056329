"""Secret votes of the story: the officers' key, ballots encrypted on each device, the result, verdicts."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.stories.client import Person, Refusal
from config.stories.devices import Devices

TOOL = "belenios-tool"
AT_LEAST = 5
PASSED = "all checks passed"


@dataclass
class Officer:
    """A teller's or an adjuster's device: the seed never leaves it."""

    person: Person
    seed: str = ""
    pin: str = ""


@dataclass
class Ballots:
    """The secret votes of one meeting: who holds which key, and what was seen."""

    meeting: str
    devices: Devices
    officers: list[Officer]
    keys: dict[str, str] = field(default_factory=dict)
    polls: list[str] = field(default_factory=list)
    heads: dict[str, list[str]] = field(default_factory=dict)
    to_result: list[float] = field(default_factory=list)

    def give_keys(self, people: Sequence[Person]) -> None:
        """Each device makes its key at the door; the register gets the public half."""

        def one(person: Person) -> None:
            key = self.devices.ask("newCredential")
            person.ask("PUT", f"{self.meeting}/device-keys", {"key": key["credential"], "hold": 1})
            self.keys[person.email] = key["secret"]

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(one, people))

    def make_the_key(self, chair: Person) -> dict[str, Any]:
        """The officers' ceremony, all of it; what everybody may see of it at the end."""
        at = f"{self.meeting}/ceremony"
        for one in self.officers:
            one.seed = self.devices.ask("newSeed")["seed"]
            certificate = self.devices.ask("roundOne", seed=one.seed)
            one.person.ask("POST", f"{at}/certificate", {"certificate": certificate})
        shown = chair.ask("GET", at)
        names, threshold = [one["id"] for one in shown["officers"]], shown["suggested_threshold"]
        shown = chair.ask("POST", f"{at}/list", {"officers": names, "threshold": threshold})
        listed = {"certificates": shown["certificates"], "threshold": threshold}
        pins = {self.devices.ask("pin", **listed)["pin"] for _ in self.officers}
        if pins != {shown["pin"]}:
            message = f"the officers do not see the same list: {pins}"
            raise Refusal(message)
        for one in self.officers:
            one.pin = shown["pin"]
            commitment = self.devices.ask("commitment", seed=one.seed, **listed)["commitment"]
            one.person.ask("POST", f"{at}/confirmation", {"pin": one.pin, "commitment": commitment})
        for one in self.officers:
            polynomial = self.devices.ask("roundTwo", seed=one.seed, pin=one.pin, **listed)
            one.person.ask("POST", f"{at}/polynomial", {"polynomial": polynomial})
        for one in self.officers:
            mine = one.person.ask("GET", at)
            share = self.devices.ask(
                "roundThree", seed=one.seed, pin=one.pin, vinput=mine["input"],
                commitments=mine["commitments"], **listed,
            )  # fmt: skip
            one.person.ask("POST", f"{at}/share", {"share": share})
        done: dict[str, Any] = chair.ask("GET", at)
        if done["state"] != "ready":
            message = f"the ceremony came to {done['state']}"
            raise Refusal(message)
        return done

    def hold_poll(
        self, chair: Person, people: Sequence[Person], poll: str, votes: Mapping[str, int],
        *, break_tie: Callable[[], Any] | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        """Open, cast, close, decrypt, break a tie if there is one, declare; the declared poll."""
        self.cast(people, chair.ask("POST", f"/api/polls/{poll}/open"), votes)
        closed = chair.ask("POST", f"/api/polls/{poll}/close")
        if closed["result"] is not None:
            message = f"the house knows how {poll} went before the officers have decrypted"
            raise Refusal(message)
        began = time.monotonic()
        opened = self.decrypt(poll)
        if opened["result"]["outcome"] == "tied" and break_tie is not None:
            break_tie()
        declared: dict[str, Any] = chair.ask("POST", f"/api/polls/{poll}/declare")
        self.to_result.append(time.monotonic() - began)
        self.polls.append(poll)
        return declared

    def cast(self, people: Sequence[Person], poll: dict[str, Any], votes: Mapping[str, int]) -> None:
        """Everybody encrypts for themselves, and all send at once. Those beyond the sum do not vote."""
        url = f"/api/polls/{poll['id']}"
        election = people[0].ask("GET", f"{url}/board")["election"]
        choices = [choice for choice, number in votes.items() for _ in range(number)]
        voters = list(zip(people, choices, strict=False))
        gate = threading.Barrier(len(voters))

        def put(voter: tuple[Person, str]) -> str:
            person, choice = voter
            marks = [marks_of(poll, choice)]
            made = self.devices.ask(
                "makeBallot", election=election, secret=self.keys[person.email], marks=marks
            )
            gate.wait()
            receipt = person.ask("PUT", f"{url}/sealed-ballot", {"ballot": made["ballot"], "replaces": None})
            if receipt["tracker"] != hashlib.sha256(made["ballot"].encode()).hexdigest():
                message = f"{person.name}: the receipt is another ballot's"
                raise Refusal(message)
            return str(receipt["event"])

        with ThreadPoolExecutor(len(voters)) as pool:
            self.heads[poll["id"]] = list(pool.map(put, voters))

    def decrypt(self, poll: str) -> dict[str, Any]:
        """All at once: each officer's device checks every ballot, forms the tally and makes its part."""
        url = f"/api/polls/{poll}"
        given = [
            {
                "content": one.person.send("GET", f"{url}/archive.bel").content,
                "seed": one.seed,
                "pin": one.pin,
                "privateKey": one.person.ask("GET", f"{self.meeting}/ceremony")["kept_key"],
                "atLeast": AT_LEAST,
                "heads": self.heads[poll],
                "commitments": one.person.send("GET", f"{url}/commitments.json").content.decode(),
            }
            for one in self.officers
        ]
        with ThreadPoolExecutor(len(given)) as pool:
            made = list(pool.map(lambda own: self.devices.ask("decrypt", **own), given))
        shown: dict[str, Any] = {}
        for one, part in zip(self.officers, made, strict=True):
            body = {"decryption": part["partial"], "side_proofs": part["sideProofs"]}
            shown = one.person.ask("POST", f"{url}/decryption", body)
        return shown

    def verdict(self, reader: Person) -> dict[str, Any]:
        """What programs say of each archive that is there for anybody: ours always, Debian's where it is."""
        version = tool_version()
        verdicts = [verified for poll in self.polls for verified in self._verified(reader, poll, version)]
        return {
            "polls": len(self.polls),
            "verified": all(verdicts) and bool(verdicts),
            "tool": version,
            "close_to_result_s": [round(seconds, 1) for seconds in self.to_result],
        }

    def _verified(self, reader: Person, poll: str, version: str | None) -> Iterator[bool]:
        url = f"/api/polls/{poll}"
        uuid = reader.ask("GET", f"{url}/board")["uuid"]
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            archive = folder / f"{uuid}.bel"
            archive.write_bytes(reader.send("GET", f"{url}/archive.bel").content)
            (folder / f"{uuid}.proofs.json").write_bytes(reader.send("GET", f"{url}/proofs.json").content)
            heads = [word for head in self.heads[poll] for word in ("--head", head)]
            ours = [sys.executable, "-m", "config.cli", "verify-ballots", str(archive), *heads]
            yield _run(ours).returncode == 0
            if version is not None:
                theirs = _run([TOOL, "election", "verify", "--dir", str(folder)])
                yield theirs.returncode == 0 and PASSED in theirs.stderr


def marks_of(poll: Mapping[str, Any], choice: str) -> list[int]:
    """0 or 1 for the blank vote and for each answer, in the ballot's own order."""
    chosen, nobody = set(choice.split(",")), {"blank", "abstain"}
    answers = [one["value"] for one in poll["options"] if one["value"] not in nobody]
    return [int(bool(chosen & nobody)), *(int(answer in chosen) for answer in answers)]


def tool_version() -> str | None:
    """Debian's program's version, such as 2.0; None where it is not installed."""
    if shutil.which(TOOL) is None:
        return None
    return _run([TOOL, "--version"]).stdout.split()[0]


def _run(argv: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(argv, capture_output=True, text=True, check=False)  # noqa: S603  programs of ours and Debian's
