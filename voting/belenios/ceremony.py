"""The ceremony in which officers make one key together: any ``threshold`` of them decrypt, fewer cannot.

Three rounds of messages through the server. Officer j is the one in place j, from 1, of the list of
certificates, which is frozen before the second round. A seed and three public pins (the list's hash, the
threshold, the place) are all that an officer needs to go on after a reload; the coefficients follow from
them, so a round that is made twice says the same. Everything that another one sent is checked: ``Malformed``,
or its ``Untrusted``, names who sent what is wrong.

The server alone learns nothing, if the officers compare the list's hash out of band before round two.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gmpy2 import mpz

from voting.belenios import group
from voting.belenios.canonical import a_list, a_share, members, read, written
from voting.belenios.channel import Keys, Signed, Untrusted, keys_of, read_signed, receive, send, sign
from voting.belenios.group import Q
from voting.belenios.hashes import hexadecimal
from voting.belenios.trustees import (
    LEAST_THRESHOLD,
    MOST_TRUSTEES,
    Certificate,
    Pedersen,
    checked_coefexps,
    distinct,
    expected_key,
    make_key,
    read_certificate,
    read_key,
)


@dataclass(frozen=True, slots=True)
class Assembly:
    """The officers in their order, and how many must decrypt: what round two begins from."""

    certificates: tuple[Certificate, ...]
    threshold: int

    @property
    def size(self) -> int:
        """How many they are."""
        return len(self.certificates)

    @property
    def text(self) -> str:
        """One certificate a line: the file certs.jsons of Debian's tool."""
        return "".join(written(one.signed.as_json()) + "\n" for one in self.certificates)

    @property
    def pin(self) -> str:
        """What the officers compare: the same as ``sha256sum certs.jsons``."""
        return hexadecimal(self.text.encode())

    def place_of(self, keys: Keys) -> int:
        """Where, from 1, the owner of these keys stands."""
        mine = (keys.verification, keys.encryption)
        for place, one in enumerate(self.certificates, 1):
            if (one.verification, one.encryption) == mine:
                return place
        raise Untrusted("my certificate is not in the list")


def assemble(certificates: Sequence[object], threshold: int) -> Assembly:
    """Check the certificates and freeze their order."""
    if not LEAST_THRESHOLD <= threshold <= len(certificates) <= MOST_TRUSTEES:
        raise Untrusted(f"the threshold {threshold} of {len(certificates)} is not between 2 and all")
    found = tuple(
        read_certificate(one, f"the certificate of trustee {n}") for n, one in enumerate(certificates, 1)
    )
    distinct(found)
    return Assembly(found, threshold)


# What an officer does.


def round_one(seed: str) -> dict[str, Any]:
    """My certificate."""
    keys = keys_of(seed)
    message = written({"verification": str(keys.verification), "encryption": str(keys.encryption)})
    return sign(keys.signing, message).as_json()


def commitment(seed: str, assembly: Assembly) -> str:
    """The hash of my coefficients, given before any are seen: nobody can choose his by the others'."""
    return hexadecimal(_coefexps_message(_coefficients(seed, assembly)).encode())


def round_two(seed: str, assembly: Assembly, *, pin: str) -> dict[str, Any]:
    """My polynomial: a share for each, and the public halves of its coefficients."""
    keys = keys_of(seed)
    _same_list(assembly, pin)
    assembly.place_of(keys)
    coefficients = _coefficients(seed, assembly)
    raw = written({"polynomial": [str(one) for one in coefficients]})
    shares = [written({"secret": str(_value(coefficients, place))}) for place in range(1, assembly.size + 1)]
    return {
        "polynomial": send(keys.signing, keys.encryption, raw),
        "secrets": [
            send(keys.signing, one.encryption, share)
            for one, share in zip(assembly.certificates, shares, strict=True)
        ],
        "coefexps": sign(keys.signing, _coefexps_message(coefficients)).as_json(),
    }


def round_three(
    seed: str, assembly: Assembly, vinput: object, *, pin: str, commitments: Sequence[str] | None = None
) -> dict[str, Any]:
    """My part of the key, encrypted to myself, and its public half. A wrong share names its sender."""
    keys = keys_of(seed)
    _same_list(assembly, pin)
    place = assembly.place_of(keys)
    found = members(vinput, "the input of round three", ["polynomial", "secrets", "coefexps"])
    signed = _all_signed(found["coefexps"], assembly)
    coefexps = check_coefexps(assembly, signed, commitments)
    _my_own(assembly, keys, found["polynomial"], signed[place - 1])
    total = mpz(0)
    for number, text in enumerate(a_list(found["secrets"], "the shares", assembly.size), 1):
        what = f"the share from trustee {number}"
        share = _share(
            receive(text, keys=keys, sender=assembly.certificates[number - 1].verification, what=what),
            "secret",
        )
        if group.g_to(share % Q) != expected_key([coefexps[number - 1]], place):
            raise Untrusted(f"{what} does not follow from the coefficients of trustee {number}")
        total += share
    own = total % Q
    message = written({"decryption_key": str(own)})
    return {
        "private_key": send(keys.signing, keys.encryption, message),
        "public_key": make_key(own).as_json(),
    }


def open_share(seed: str, assembly: Assembly, private_key: object) -> mpz:
    """My part of the key out of the message that I sent to myself."""
    keys = keys_of(seed)
    assembly.place_of(keys)
    what = "the kept key"
    return _share(receive(private_key, keys=keys, sender=keys.verification, what=what), "decryption_key") % Q


def check_published(seed: str, published: Pedersen, *, pin: str, threshold: int) -> int:
    """Whether what was published, and read and checked, is what I took part in; gives my place."""
    assembly = Assembly(published.certificates, published.threshold)
    _same_list(assembly, pin)
    if published.threshold != threshold:
        raise Untrusted(f"the threshold is {published.threshold}; we agreed on {threshold}")
    return assembly.place_of(keys_of(seed))


# What the server does. It keeps the first answer of each officer to each round.


def check_coefexps(
    assembly: Assembly, signed: Sequence[Signed], commitments: Sequence[str] | None = None
) -> list[list[mpz]]:
    """Everybody's public coefficients: signed, in the group, as many as needed, as they were committed to."""
    found = []
    for number, (one, certificate) in enumerate(zip(signed, assembly.certificates, strict=True), 1):
        found.append(checked_coefexps(one, certificate, assembly.threshold, f"trustee {number}"))
        if commitments is not None and hexadecimal(one.message.encode()) != commitments[number - 1]:
            raise Untrusted(f"the coefficients of trustee {number} are not those that were committed to")
    return found


def check_polynomial(
    assembly: Assembly, place: int, polynomial: object, *, committed: str | None = None
) -> None:
    """What a server can see of an officer's second round; ``committed`` is the hash that he gave before."""
    found = members(polynomial, f"round two of trustee {place}", ["polynomial", "secrets", "coefexps"])
    for text in [found["polynomial"], *a_list(found["secrets"], "the shares", assembly.size)]:
        if not isinstance(text, str):
            raise Untrusted(f"round two of trustee {place} holds something that is not text")
    what = f"trustee {place}"
    signed = read_signed(found["coefexps"], what)
    checked_coefexps(signed, assembly.certificates[place - 1], assembly.threshold, what)
    if committed is not None and hexadecimal(signed.message.encode()) != committed:
        raise Untrusted(f"the coefficients of {what} are not those that were committed to")


def vinputs(polynomials: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What each officer is sent for round three: a matter of sorting letters, none of which is opened."""
    coefexps = [one["coefexps"] for one in polynomials]
    return [
        {
            "polynomial": polynomials[place]["polynomial"],
            "secrets": [one["secrets"][place] for one in polynomials],
            "coefexps": coefexps,
        }
        for place in range(len(polynomials))
    ]


def check_voutput(
    assembly: Assembly, place: int, polynomials: Sequence[dict[str, Any]], voutput: object
) -> None:
    """Whether an officer's public key follows from everybody's coefficients, and he knows its secret."""
    found = members(voutput, f"round three of trustee {place}", ["private_key", "public_key"])
    coefexps = check_coefexps(assembly, _all_signed([one["coefexps"] for one in polynomials], assembly))
    key = read_key(found["public_key"], f"the key of trustee {place}")
    if key.public_key != expected_key(coefexps, place):
        raise Untrusted(f"the key of trustee {place} does not follow from the coefficients")


def conclude(
    assembly: Assembly, polynomials: Sequence[dict[str, Any]], voutputs: Sequence[dict[str, Any]]
) -> Pedersen:
    """The record of the whole ceremony, checked once more."""
    for place, voutput in enumerate(voutputs, 1):
        check_voutput(assembly, place, polynomials, voutput)
    return Pedersen(
        assembly.threshold,
        assembly.certificates,
        tuple(_all_signed([one["coefexps"] for one in polynomials], assembly)),
        tuple(read_key(one["public_key"], "a key") for one in voutputs),
    )


def _coefficients(seed: str, assembly: Assembly) -> list[mpz]:
    """Bound to the list and the threshold: one seed never shows two lists the same polynomial."""
    start = f"poly|{seed}|{assembly.pin}|{assembly.threshold}|"
    hashed = (hashlib.sha512(f"{start}{k}".encode()).digest() for k in range(assembly.threshold))
    return [mpz(int.from_bytes(one, "big")) % Q for one in hashed]


def _value(coefficients: Sequence[mpz], at: int) -> mpz:
    found = mpz(0)
    for one in reversed(coefficients):
        found = (found * at + one) % Q
    return found


def _coefexps_message(coefficients: Sequence[mpz]) -> str:
    return written({"coefexps": [str(group.g_to(one)) for one in coefficients]})


def _same_list(assembly: Assembly, pin: str) -> None:
    if assembly.pin != pin:
        raise Untrusted("the list of certificates is not the one that was compared")


def _my_own(assembly: Assembly, keys: Keys, polynomial: object, signed: Signed) -> None:
    """My polynomial came back to me, and my coefficients were not changed."""
    text = receive(polynomial, keys=keys, sender=keys.verification, what="my polynomial")
    found = members(read(text, "my polynomial"), "my polynomial", ["polynomial"])["polynomial"]
    coefficients = [
        a_share(one, "a coefficient") % Q for one in a_list(found, "my polynomial", assembly.threshold)
    ]
    if signed.message != _coefexps_message(coefficients):
        raise Untrusted("my own coefficients were changed")


def _all_signed(values: object, assembly: Assembly) -> list[Signed]:
    return [
        read_signed(one, f"the coefficients of trustee {n}")
        for n, one in enumerate(a_list(values, "the coefficients", assembly.size), 1)
    ]


def _share(text: str, name: str) -> mpz:
    return a_share(members(read(text, "a share"), "a share", [name])[name], "a share")
