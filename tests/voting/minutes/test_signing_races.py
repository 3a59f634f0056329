"""Two who sign at the same moment are both in the file; without the lock, one signature loses the other."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tests.racing import at_once


@pytest.fixture
def ready(own_tenant: Any, person: Any, now: Any, django_db_blocker: Any) -> Any:
    """Approved by all four, in an association that other connections see."""
    from kernel.tenancy import inside
    from tests.voting.minutes.room import make_room

    with django_db_blocker.unblock(), inside(own_tenant):
        room = make_room(own_tenant, person, at=now)
        room.freeze()
        room.approve()
        yield room


def codes_of(room: Any, *who: str) -> dict[str, str]:
    from voting.minutes import actions

    return {
        one: actions.ask_for_signing_code(meeting_id=room.meeting, by=room.actor(one), at=room.at)[2]
        for one in who
    }


def names_in(room: Any, pdf: bytes) -> list[str]:
    from papers.signing_check import signatures_in
    from voting.minutes import queries

    roots = [bytes(one.certificate) for one in queries.authorities()]
    found = signatures_in(pdf, authorities=roots, at=room.at)
    return sorted(one.name for one in found if one.is_valid)


def test_four_who_sign_at_once_are_all_in_the_file(ready: Any) -> None:
    from voting.minutes import actions

    sha256, codes = ready.sha256, codes_of(ready, *ready.people)

    def sign(who: str) -> Any:
        return lambda: actions.sign(
            meeting_id=ready.meeting, sha256=sha256, code=codes[who], by=ready.actor(who), at=ready.at
        )

    assert at_once(ready.network, [sign(who) for who in ready.people]) == ["done"] * 4
    assert names_in(ready, ready.file) == ["Eva Rask", "Nils Ohlin", "Olof Berg", "Stina Malm"]
    assert sorted(s.place for s in ready.version.signatories.all()) == [1, 2, 3, 4]
    assert ready.state()["state"] == "complete"


def test_a_naive_twin_without_the_lock_loses_a_signature(ready: Any) -> None:
    """Both read the file as it is, both sign it: whoever is last has only their own signature in theirs."""
    from django.db import transaction

    from papers import signing
    from voting.minutes.actions.authority import authority

    with transaction.atomic():
        maker = authority(at=ready.at)[0]
    base, gate = ready.file, threading.Barrier(2)
    kept: list[bytes] = []

    def naive(who: str) -> None:
        signer = signing.Signer(id=who, name=ready.people[who].name, role="justerare", association="IEC")
        gate.wait()
        kept.append(signing.sign(base, by=signer, authority=maker, field="Underskrift1", at=ready.at))

    threads = [threading.Thread(target=naive, args=(who,)) for who in ("adjuster1", "adjuster2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [len(names_in(ready, pdf)) for pdf in kept] == [1, 1]


def test_one_who_presses_twice_signs_once(ready: Any) -> None:
    from voting.minutes import actions

    sha256, code = ready.sha256, codes_of(ready, "chair")["chair"]

    def sign() -> Any:
        return actions.sign(
            meeting_id=ready.meeting, sha256=sha256, code=code, by=ready.actor("chair"), at=ready.at
        )

    assert at_once(ready.network, [sign, sign]) == ["done", "done"]
    assert names_in(ready, ready.file) == ["Stina Malm"]


def test_an_approval_and_a_new_version_never_both_hold(ready: Any) -> None:
    """The approval is of the old words or refused; the new version has nobody's approval."""
    from voting.minutes import actions
    from voting.minutes.models import Version

    old = ready.sha256
    actions.take_back_approval(meeting_id=ready.meeting, by=ready.actor("chair"), at=ready.at)
    ready.change_the_text()

    def approve() -> Any:
        return actions.approve(meeting_id=ready.meeting, sha256=old, by=ready.actor("chair"), at=ready.at)

    outcomes = at_once(ready.network, [approve, ready.freeze])

    assert "done" in outcomes
    assert set(outcomes) - {"done"} <= {
        "voting.minutes.obstacle_other_version", "voting.minutes.obstacle_text_changed",
    }  # fmt: skip
    standing = Version.objects.get(meeting=ready.meeting, superseded_at=None)
    assert standing.number == 2
    assert not standing.signatories.exclude(approved_at=None).exists()


def test_two_who_freeze_at_once_make_one_version(
    own_tenant: Any, person: Any, now: Any, django_db_blocker: Any
) -> None:
    from kernel.tenancy import inside
    from tests.voting.minutes.room import make_room
    from voting.minutes.models import Version

    with django_db_blocker.unblock(), inside(own_tenant):
        room = make_room(own_tenant, person, at=now)

        assert at_once(room.network, [room.freeze, room.freeze]) == ["done", "done"]
        assert list(Version.objects.values_list("number", flat=True)) == [1]
