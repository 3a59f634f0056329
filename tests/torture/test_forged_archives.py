"""Forged archives: parts are changed, hashed and chained anew; each is refused, and the reason is told."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.torture.figures import tell
from tests.voting.belenios import test_forged_ballots as ballots
from tests.voting.belenios import test_forged_officers as forged
from tests.voting.belenios.conftest import (  # noqa: F401  fixtures
    another,
    belenios_tool,
    council,
    held,
    officers,
    tool_says,
)
from tests.voting.belenios.election import Parts
from tests.voting.belenios.forging import refused, set_in, sign_again
from voting.belenios.ceremony import assemble, round_one, round_two
from voting.belenios.channel import Untrusted, new_seed

pytestmark = pytest.mark.torture


def of_ballots(held):  # noqa: F811  the fixture's value
    for path, how, reason in ballots.FORGED_BALLOTS:
        parts = Parts.of(held.content)

        def forge(value, path=path, how=how):
            set_in(value, path, how)
            sign_again(value, held.voters[1])

        parts.change_ballot(1, forge)
        yield "ballots", parts, {}, reason


def of_officers(held, council):  # noqa: F811
    for path, how, reason in forged.FORGED_PARTIALS:
        parts = Parts.of(held.content)
        parts.change_partial(1, lambda value, path=path, how=how: set_in(value, path, how))
        yield "decryptions", parts, {}, reason
    for path, how, reason in forged.WRONG_SIDE_PROOFS:
        wrong = forged.with_proofs(held, lambda value, path=path, how=how: set_in(value, path, how))
        yield "side_proofs", Parts.of(held.content), {"side_proofs": wrong}, reason
    for forge, reason in forged.FORGED_TRUSTEES:
        parts = Parts.of(held.content)
        parts.use_trustees([forged.changed(council.pedersen, **forge(council))])
        yield "trustees", parts, {}, reason
    for name, how, reason in forged.FORGED_ELECTIONS:
        parts = Parts.of(held.content)
        parts.change("election", lambda value, name=name, how=how: set_in(value, [name], how))
        yield "elections", parts, {}, reason


def test_every_forged_archive_is_refused_with_its_reason(held, council, tool_says):  # noqa: F811
    """Debian's program is asked too: what it lets pass is why ours is stricter."""
    kinds, passed = Counter(), 0
    for kind, parts, given, reason in [*of_ballots(held), *of_officers(held, council)]:
        assert refused(held, parts.content, **given) == reason
        kinds[kind] += 1
        passed += not given and tool_says(parts.content, held.election.uuid)
    tell("Forged archives", **kinds, refused_with_the_reason=kinds.total(), accepted_by_the_tool_alone=passed,
         accepted=0)  # fmt: skip


@pytest.mark.parametrize(("threshold", "size"), [(2, 2), (2, 3), (3, 5)])
def test_a_relay_with_false_certificates_is_stopped_at_the_comparison(threshold, size):
    """Each officer sees the relay's own certificates instead of the others'; the real ones are published."""
    seeds = [new_seed() for _ in range(size)]
    real = [round_one(seed) for seed in seeds]
    shown = [
        assemble([real[n] if n == mine else round_one(new_seed()) for n in range(size)], threshold)
        for mine in range(size)
    ]
    lists = [*shown, assemble(real, threshold)]

    read_aloud = {one.pin for one in lists}
    stopped = 0
    for seed, one in zip(seeds, shown, strict=True):
        for other in lists:
            if other.pin != one.pin:
                with pytest.raises(Untrusted, match="is not the one that was compared"):
                    round_two(seed, one, pin=other.pin)
                stopped += 1
    assert len(read_aloud) == size + 1
    tell(
        "Forged archives",
        relay_between_officers=size,
        lists_that_differ=len(read_aloud),
        stopped=stopped,
        went_on=0,
    )
