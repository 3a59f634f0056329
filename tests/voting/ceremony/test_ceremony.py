"""The officers' devices make a key through the house: in rounds, once each, and only as they said."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, connection, transaction

from kernel.errors import Forbidden, Malformed, Missing, Refused
from tests.torture.hall import NOW
from tests.voting.ceremony.conftest import CHAIR, Device
from voting.belenios import ceremony, group
from voting.belenios.channel import Untrusted, new_seed
from voting.belenios.hashes import hexadecimal
from voting.belenios.trustees import election_key, read_trustees
from voting.ceremony import rules


def codes(refusal):
    return [one.code.rpartition(".")[2] for one in refusal.value.obstacles]


def test_three_officers_make_a_key_that_any_two_of_them_hold(table):
    table.reach("ready")

    shown = table.shown()
    assert (shown["state"], shown["threshold"], len(shown["officers"])) == ("ready", 2, 3)
    items = read_trustees(shown["trustees"].encode())
    assert shown["trustees_hash"] == hexadecimal(shown["trustees"].encode())
    published = items[0]
    for device in table.devices:
        place = next(one["place"] for one in table.shown(device)["officers"] if one["is_me"])
        assert ceremony.check_published(device.seed, published, pin=shown["pin"], threshold=2) == place
        mine = table.shown(device)
        secret = ceremony.open_share(
            device.seed, ceremony.assemble(shown["certificates"], 2), mine["kept_key"]
        )
        assert group.g_to(secret) == published.keys[place - 1].public_key
    assert election_key(items) > 1


def test_the_hash_is_that_of_the_tools_own_file(table):
    table.reach("comparing")

    shown = table.shown()
    file = "".join(json.dumps(one, separators=(",", ":")) + "\n" for one in shown["certificates"])
    assert shown["pin"] == hexadecimal(file.encode())


def test_another_hash_is_not_confirmed(table):
    table.reach("comparing")

    with pytest.raises(Refused) as refusal:
        table.confirm(table.devices[0], pin="0" * 64)

    assert codes(refusal) == ["obstacle_other_list"]
    assert not table.shown()["officers"][0]["confirmed"]


def test_nobody_sees_a_commitment_before_all_are_given(table):
    table.reach("comparing")
    table.confirm(table.devices[0])
    table.confirm(table.devices[1])
    assert table.shown(table.devices[2])["commitments"] == []

    table.confirm(table.devices[2])

    assert len(table.shown(table.devices[2])["commitments"]) == 3


def test_coefficients_other_than_those_committed_to_are_refused(table):
    table.reach("comparing")
    first, *others = table.devices
    table.confirm(first, commitment="1" * 64)
    for device in others:
        table.confirm(device)

    with pytest.raises(Malformed) as fault:
        table.deal(first)

    reason = fault.value.fields["polynomial"][0].params["reason"]
    assert reason == "the coefficients of trustee 1 are not those that were committed to"


def test_the_first_answer_of_each_round_stays(table):
    table.reach("dealing")
    device = table.devices[0]
    table.deal(device)
    first = _stored(table, device)
    table.deal(device)  # made anew: other randomness, the same coefficients
    assert _stored(table, device) == first

    table.deal(table.devices[1])
    table.deal(table.devices[2])
    table.key(device)
    kept = table.shown(device)
    table.key(device)

    assert _stored(table, device)["share"] != ""
    assert table.shown(device) == kept


def test_the_database_keeps_the_first_answer_even_against_the_house(table, monkeypatch):
    """A second polynomial with other coefficients breaks the ceremony; without the trigger it gets in."""
    table.reach("keying")
    with monkeypatch.context() as other_coefficients:
        other_coefficients.setattr(
            ceremony, "_coefficients", lambda *_: [group.random_exponent() for _ in "ab"]
        )
        other = json.dumps(table.devices[0].polynomial(table.shown()))

    with pytest.raises(IntegrityError, match="first answer"), transaction.atomic():
        _update("polynomial = %s", other, place=1)
    with pytest.raises(IntegrityError, match="first answer"), transaction.atomic():
        _update("certificate = %s", "{}", place=2)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER ceremony_answers ON ceremony_officer")
        _update("polynomial = %s", other, place=1)
        with pytest.raises(Untrusted, match="trustee 1 are not those that were committed to"):
            table.devices[1].share(table.shown(table.devices[1]))
        transaction.set_rollback(True)


def test_a_device_that_was_reloaded_goes_on_from_its_seed(table):
    table.reach("dealing")
    table.devices[0] = Device(table.devices[0].user, table.devices[0].seed)

    for device in table.devices:
        table.deal(device)
    for device in table.devices:
        table.key(device)

    assert table.shown()["state"] == "ready"


def test_until_the_list_is_frozen_a_lost_seed_is_made_good(table):
    for device in table.devices:
        table.join(device)
    table.devices[0].seed = new_seed()
    table.join(table.devices[0])

    table.freeze()

    assert len(table.shown()["officers"]) == 3
    table.devices[1].seed = new_seed()
    with pytest.raises(Refused) as refusal:
        table.join(table.devices[1])
    assert codes(refusal) == ["obstacle_list_frozen"]


def test_whoever_came_between_the_look_and_the_press_is_not_in(table):
    for device in table.devices[:2]:
        table.join(device)
    seen = [one["id"] for one in table.shown()["officers"]]
    table.join(table.devices[2])

    table.freeze(officers=seen)

    assert [one["name"] for one in table.shown()["officers"]] == ["Ada Ek", "Bo Fors"]
    with pytest.raises(Forbidden):
        table.confirm(table.devices[2])


@pytest.mark.parametrize(
    ("officers", "threshold", "is_allowed"),
    [(2, 1, False), (2, 2, True), (3, 2, True), (4, 2, False), (4, 3, True), (5, 2, False), (5, 3, True)],
)
def test_no_two_groups_of_officers_can_each_open_a_vote(officers, threshold, is_allowed):
    joined = [f"o{n}" for n in range(officers)]
    found = rules.obstacles_to_freezing(
        "open", "gathering", joined=joined, chosen=joined, threshold=threshold
    )

    assert [one.code.rpartition(".")[2] for one in found] == ([] if is_allowed else ["obstacle_threshold"])


@pytest.mark.parametrize("threshold", [0, 1, 4])
def test_the_threshold_is_from_two_up_to_all(table, threshold):
    for device in table.devices:
        table.join(device)

    with pytest.raises(Refused) as refusal:
        table.freeze(threshold)

    assert codes(refusal) == ["obstacle_threshold"]
    assert table.shown()["state"] == "gathering"


def test_one_officer_alone_makes_no_key(table):
    table.join(table.devices[0])

    with pytest.raises(Refused) as refusal:
        table.freeze()

    assert codes(refusal) == ["obstacle_too_few"]


def test_a_certificate_of_somebody_else_or_of_nothing_is_refused(table):
    forged = table.devices[0].certificate()
    forged["signature"]["response"] = str(int(forged["signature"]["response"]) + 1)

    for wrong in (forged, {}, [], "x", None, {"message": "x", "signature": {}}):
        with pytest.raises(Malformed) as fault:
            _give(table, wrong)
        assert list(fault.value.fields) == ["certificate"]

    table.join(table.devices[0])
    with pytest.raises(Malformed):
        _freeze_twins(table)


def test_an_answer_waits_for_its_round(table):
    with pytest.raises(Missing):
        _confirm_early(table)
    table.reach("comparing")
    with pytest.raises(Refused) as refusal:
        table.deal(table.devices[0])
    assert codes(refusal) == ["obstacle_other_round"]


def test_a_voided_ceremony_makes_room_for_another(table):
    table.reach("keying")
    table.void()

    assert table.shown()["officers"] == []
    for device in table.devices:
        device.seed = new_seed()
    table.reach("ready")

    assert table.shown()["state"] == "ready"


def test_what_the_devices_sent_is_erased_and_the_record_stays(table):
    from voting.ceremony import actions
    from voting.ceremony.models import Officer

    table.reach("ready")
    before = table.shown()["trustees"]

    actions.erase_messages(meeting_id=table.meeting, by=CHAIR, at=NOW)
    actions.erase_messages(meeting_id=table.meeting, by=CHAIR, at=NOW)

    mine = table.shown(table.devices[0])
    assert (mine["input"], mine["kept_key"], mine["is_erased"]) == (None, None, True)
    assert mine["trustees"] == before
    assert set(Officer.objects.values_list("polynomial", "share")) == {("", "")}


def test_nothing_that_the_officers_sent_is_on_record(table, in_alfa):
    from journal.models import Entry

    table.reach("ready")

    told = json.dumps(
        list(Entry.objects.filter(kind__startswith="voting.ceremony.").values_list("body", flat=True))
    )
    for device in table.devices:
        stored = _stored(table, device)
        for text in (stored["polynomial"], stored["share"], device.seed):
            assert text[:40] not in told
    assert table.shown()["pin"] in told


def _stored(table, device):
    from voting.ceremony.models import Officer

    return Officer.objects.filter(user=device.user.pk).values("certificate", "polynomial", "share").get()


def _update(what, value, *, place):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE ceremony_officer SET {what} WHERE place = %s", [value, place])


def _give(table, certificate):
    from voting.ceremony import actions

    by = table.devices[0].actor
    actions.give_certificate(meeting_id=table.meeting, certificate=certificate, by=by, at=NOW)


def _freeze_twins(table):
    from voting.ceremony import actions

    twin = table.devices[0].certificate()
    by = table.devices[1].actor
    actions.give_certificate(meeting_id=table.meeting, certificate=twin, by=by, at=NOW)
    table.freeze()


def _confirm_early(table):
    from voting.ceremony import actions

    by = table.devices[0].actor
    actions.confirm_list(meeting_id=table.meeting, pin="0" * 64, commitment="0" * 64, by=by, at=NOW)
