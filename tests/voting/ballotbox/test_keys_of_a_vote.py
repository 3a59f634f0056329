"""Keys of a secret vote: another device takes over, who has none is told, none is broken off meanwhile."""

from __future__ import annotations

import pytest

from kernel.errors import Malformed, Refused
from tests.torture.hall import CHAIR, NOW
from tests.voting.ballotbox.conftest import secret_hall

YES, NO, BLANK = (0, 1, 0), (0, 0, 1), (1, 0, 0)


def codes(refusal):
    return [one.code.rpartition(".")[2] for one in refusal.value.obstacles]


def test_another_device_takes_over_and_it_is_on_record(secret):
    from journal.models import Entry
    from voting.ballotbox import queries

    poll = secret.poll()
    first = secret.cast(poll, 0, *YES)
    old, secret.secrets[0] = secret.secrets[0], secret.give_key(0)
    with pytest.raises(Malformed):
        secret.cast(poll, 0, *NO, replaces=first["receipt"])
    secret.close(poll)

    later = secret.poll()
    secret.cast(later, 0, *NO)

    told = Entry.objects.filter(kind="voting.ballotbox.key_replaced").get().body
    assert (told["name"], told["hold"], len(told["fingerprint"])) == (secret.people[0].name, 1, 64)
    assert len(queries.keys_shape(secret.hall.meeting, secret.people[0].pk)) == 1
    with pytest.raises(Refused) as refusal:
        secret.give_key(1, old)
    assert codes(refusal) == ["obstacle_key_used"]


def test_who_has_no_key_is_told_by_place(in_alfa, person):
    from voting.ballotbox import queries

    made = secret_hall(in_alfa, person, voters=3)
    made.give_key(0)
    made.give_key(2)

    missing = queries.without_key(made.hall.meeting)

    assert [(one["venue"], one["name"]) for one in missing] == [("Växjö", "Ombud 1")]


def test_the_key_is_not_broken_off_while_a_vote_waits_for_it(secret):
    from voting.ceremony import actions
    from voting.ceremony.queries import trustees_of

    def break_off():
        actions.void_ceremony(meeting_id=secret.hall.meeting, reason="En telefon är borta", by=CHAIR, at=NOW)

    poll = secret.poll()
    for n in range(5):
        secret.cast(poll, n, *YES)
    for step in (lambda: None, lambda: secret.close(poll)):
        step()
        with pytest.raises(Refused) as refusal:
            break_off()
        assert codes(refusal) == ["obstacle_needed"]
    assert secret.open(poll).result["outcome"] == "carried"
    break_off()

    assert not trustees_of(secret.hall.meeting)
