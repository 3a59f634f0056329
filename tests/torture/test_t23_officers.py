"""T23: a key is lost, a part is wrong, somebody will not wait for the close: opened, named, refused."""

from __future__ import annotations

import json
from itertools import combinations

import pytest

from kernel.errors import Malformed, Refused
from tests.torture.figures import FULL, tell
from tests.torture.hall import CHAIR, NOW
from tests.voting.ballotbox.conftest import secret_hall
from tests.voting.belenios.forging import negative, set_in
from tests.voting.ceremony.conftest import Device
from voting.belenios import ceremony, group
from voting.belenios.ballots import read_ballot
from voting.belenios.channel import new_seed
from voting.belenios.decryption import decrypt_partially
from voting.belenios.elections import read_election
from voting.belenios.side_proofs import prove_factors
from voting.belenios.tally import form_tally

VOTERS = 6
YES = (0, 1, 0)
pytestmark = pytest.mark.torture


@pytest.fixture(params=[(2, 3), (3, 5)] if FULL else [(2, 3)], ids=lambda pair: f"{pair[0]} of {pair[1]}")
def made(request, in_alfa, person):
    threshold, size = request.param
    found = secret_hall(in_alfa, person, voters=VOTERS)
    more = [person("teller", name=f"Teller {n}") for n in range(size - 3)]
    found.table.devices += [Device(one, new_seed()) for one in more]
    for device in found.table.devices:
        found.table.join(device)
    found.table.freeze(threshold)
    for step in (found.table.confirm, found.table.deal, found.table.key):
        for device in found.table.devices:
            step(device)
    found.everybody_gives_a_key()
    found.threshold = threshold
    return found


def voted(made):
    poll = made.poll()
    for n in range(VOTERS):
        made.cast(poll, n, *YES)
    return poll


def test_any_as_many_as_the_threshold_open_it_and_fewer_do_not(made):
    from voting.polls import actions

    opened = refused = 0
    for left in range(1, len(made.table.devices)):
        for present in combinations(made.table.devices, left):
            poll = voted(made)
            made.close(poll)
            for device in present:
                made.decrypt(poll, device)
            if left < made.threshold:
                with pytest.raises(Refused, match="officers_missing"):
                    actions.open_sealed(poll_id=poll, by=CHAIR, at=NOW)
                refused += 1
            else:
                result = actions.open_sealed(poll_id=poll, by=CHAIR, at=NOW).result
                assert result["counts"] == {"yes": VOTERS, "no": 0, "abstain": 0}
                opened += 1
    size = len(made.table.devices)
    tell(
        "T23",
        officers=f"{made.threshold} of {size}",
        keys_lost_and_opened=opened,
        too_few_and_refused=refused,
    )


def wrong_parts(part, other):
    """How an officer's part may be wrong; the last one is another officer's, whole."""
    raised = lambda number: str((int(number) + 1) % int(group.Q))  # noqa: E731  a small one
    moved = lambda number: str(int(number) * group.G % group.P)  # noqa: E731
    inside = [
        (["decryption_factors", 0, 0], moved),
        (["decryption_factors", 0, 2], negative),
        (["decryption_proofs", 0, 1, "challenge"], raised),
        (["decryption_proofs", 0, 2, "response"], raised),
    ]
    for path, how in inside:
        value = json.loads(part["decryption"])
        set_in(value, path, how)
        yield part | {"decryption": json.dumps(value, separators=(",", ":"))}
    for path in ([0, 0, "response"], [0, 1, "challenge"]):
        proofs = json.loads(json.dumps(part["side_proofs"]))
        set_in(proofs, path, raised)
        yield part | {"side_proofs": proofs}
    yield part | {"side_proofs": json.loads(part["decryption"])["decryption_proofs"]}
    yield part | {"decryption": json.dumps(json.loads(part["decryption"]))}
    yield other


def test_a_wrong_part_is_refused_and_its_officer_named(made):
    poll = voted(made)
    made.close(poll)
    parts = [made.part(poll, device) for device in made.table.devices]
    named = 0
    for n, device in enumerate(made.table.devices):
        place = next(one["place"] for one in made.table.shown(device)["officers"] if one["is_me"])
        for wrong in wrong_parts(parts[n], parts[n - 1]):
            with pytest.raises(Malformed) as fault:
                made.decrypt(poll, device, **wrong)
            assert f"trustee {place} " in fault.value.fields["decryption"][0].params["reason"] + " "
            named += 1
    for device, part in zip(made.table.devices, parts, strict=True):
        result = made.decrypt(poll, device, **part).result
    assert result["counts"]["yes"] == VOTERS
    tell("T23", officers=f"{made.threshold} of {len(parts)}", wrong_parts=named, refused_and_named=named)


def test_nothing_is_decrypted_before_the_close(made):
    """Officers who got the ballots out of the database, and form a tally while the vote is open."""
    from voting.ballotbox.models import Decryption, SealedBallot
    from voting.polls import actions

    poll = voted(made)
    election = read_election(made.election(poll).encode())
    texts = SealedBallot.objects.filter(box=poll).values_list("text", flat=True)
    ballots = [read_ballot(text, election) for text in texts]
    tried = 0
    for size in range(1, VOTERS + 1):
        tally = form_tally(election, ballots[:size], dict.fromkeys((b.credential for b in ballots), 1))
        for device in made.table.devices:
            shown = made.table.shown(device)
            assembly = ceremony.assemble(shown["certificates"], shown["threshold"])
            secret = ceremony.open_share(device.seed, assembly, shown["kept_key"])
            partial = decrypt_partially(election, tally, secret)
            proofs = prove_factors(election, tally, partial, secret)
            given = {
                "decryption": partial.text(),
                "side_proofs": [[one.as_json() for one in row] for row in proofs],
            }
            with pytest.raises(Refused, match="not_closed"):
                actions.give_decryption(poll_id=poll, **given, by=device.actor, at=NOW)
            tried += 1
    assert not Decryption.objects.filter(box=poll).exists()
    tell("T23", officers=f"{made.threshold} of {len(made.table.devices)}", before_the_close=tried, accepted=0)
