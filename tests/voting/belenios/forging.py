"""How an archive is forged: a member set otherwise, signed again; and that it was refused."""

from __future__ import annotations

from voting.belenios import group
from voting.belenios.ballots import _signature
from voting.belenios.canonical import written
from voting.belenios.hashes import fingerprint
from voting.belenios.proofs import prove_knowledge


def refused(held, content, **given):
    report = held.verify(content, **given)

    assert not report.accepted
    assert "\n" not in report.reason
    return report.reason


def raised(number):
    return str(int(number) + 1)


def negative(number):
    return str(group.P - int(number))


def set_in(value, path, how):
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = how(value[path[-1]])


def sign_again(value, secret):
    del value["signature"]
    hashed = fingerprint(written(value).encode())
    proof = prove_knowledge(secret, _signature(hashed))
    value["signature"] = {"hash": hashed, "proof": proof.as_json()}
