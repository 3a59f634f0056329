"""One of three officers trusts no page of ours: Debian's program and files, through the house's own doors."""

from __future__ import annotations

import json
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from django.db import connection

from tests.voting.belenios.test_ceremony import ToolOfficer
from tests.voting.ceremony.conftest import Device
from voting.belenios.hashes import hexadecimal
from voting.belenios.verifier import verify

YES = (0, 1, 0)


@dataclass
class ToolDevice(Device):
    """What the officer downloads goes into the tool, and what it prints is handed in."""

    tool: ToolOfficer
    made: object = None

    def certificate(self):
        return self.tool.certificate

    def confirmation(self, shown):
        """The polynomial is made when the list stands: the commitment is the hash of its coefficients."""
        assembly = self._assembly(shown)
        self.made = self.tool.polynomial(assembly)
        return {"pin": assembly.pin, "commitment": hexadecimal(self.made["coefexps"]["message"].encode())}

    def polynomial(self, shown):  # noqa: ARG002  it was made before
        return self.made

    def share(self, shown):
        return self.tool.voutput(self._assembly(shown), shown["input"])


@pytest.fixture
def doors(hall_with_the_tool, client_of):
    """``ask(user, method, path, **body)``: an answer that was no refusal."""
    network = hall_with_the_tool.hall.network
    clients = {}

    def ask(user, method, path, **body):
        client = clients.setdefault(user.pk, client_of(network, user))
        answer = getattr(client, method)(path, body or None, format="json")
        connection.set_tenant(network)
        assert answer.status_code == 200, answer.content[:500]
        return answer

    return ask


@pytest.fixture
def hall_with_the_tool(in_alfa, person, belenios_tool, tmp_path):
    from tests.voting.ballotbox.conftest import secret_hall

    made = secret_hall(in_alfa, person, voters=6)
    tool = ToolOfficer(belenios_tool, tmp_path)
    made.table.devices[1] = ToolDevice(made.table.devices[1].user, tool.seed, tool)
    return made


def make_the_key(made, ask, chair):
    at = f"/api/meetings/{made.hall.meeting}/ceremony"
    devices = made.table.devices
    for device in devices:
        shown = ask(device.user, "post", f"{at}/certificate", certificate=device.certificate()).json()
    officers = [one["id"] for one in shown["officers"]]
    frozen = ask(chair, "post", f"{at}/list", officers=officers, threshold=2).json()
    for device in devices:
        ask(device.user, "post", f"{at}/confirmation", **device.confirmation(frozen))
    for device in devices:
        ask(device.user, "post", f"{at}/polynomial", polynomial=device.polynomial(frozen))
    for device in devices:
        mine = ask(device.user, "get", at).json()
        ready = ask(device.user, "post", f"{at}/share", share=device.share(mine)).json()
    assert ready["state"] == "ready"
    return at


@pytest.mark.parametrize("present", [(1, 2), (0, 1, 2)], ids=["the tool's officer and another", "all three"])
def test_an_officer_does_the_whole_part_with_debians_program(
    hall_with_the_tool, doors, person, tool_says, present
):
    from voting.polls.models import Poll

    made, chair = hall_with_the_tool, person("chair", name="Stina Malm")
    at = make_the_key(made, doors, chair)
    made.everybody_gives_a_key()
    poll = made.poll()
    for n in range(5):
        made.cast(poll, n, *YES)
    made.close(poll)
    url = f"/api/polls/{poll}"

    for place in present:
        device = made.table.devices[place]
        given = by_tool(device, doors, at, url) if place == 1 else made.part(poll, device)
        doors(device.user, "post", f"{url}/decryption", **given)
    if len(present) < 3:
        doors(chair, "post", f"{url}/opened")

    assert Poll.objects.get(pk=poll).result["counts"] == {"yes": 5, "no": 0, "abstain": 0}
    content, proofs = (
        doors(chair, "get", f"{url}/{name}").content for name in ("archive.bel", "proofs.json")
    )
    assert verify(content, side_proofs=proofs).accepted
    assert tool_says(content, doors(chair, "get", f"{url}/board").json()["uuid"])


def by_tool(device, ask, at, url):
    """Archive and kept key are downloaded; the decryption and its side proof are made by programs."""
    content = ask(device.user, "get", f"{url}/archive.bel").content
    board = ask(device.user, "get", f"{url}/board").json()
    shown = ask(device.user, "get", at).json()
    owner = next(one["place"] for one in shown["officers"] if one["is_me"])
    archive = SimpleNamespace(election=SimpleNamespace(uuid=board["uuid"]), content=content)
    decryption = device.tool.partial(archive, owner, shown["kept_key"])
    done = device.tool.command()
    assert (done.returncode, done.stderr) == (0, "")
    return {"decryption": decryption, "side_proofs": json.loads(done.stdout)["proofs"]}
