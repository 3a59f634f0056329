"""What trustees say to each other through the server: signed by the sender, readable by one receiver.

The keys come from a seed of 22 characters, the only thing that a trustee must keep. Shape and numbers are
those of Debian's tool, so that any of them may use it instead.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESCCM
from gmpy2 import mpz

from voting.belenios import group
from voting.belenios.canonical import Malformed, a_text, an_element, members, read, written
from voting.belenios.elections import BASE58
from voting.belenios.group import P, Q
from voting.belenios.hashes import challenge
from voting.belenios.proofs import Proof, knows, prove_knowledge, read_proof

SEED_LENGTH = 22
NONCE_BYTES = 13
TAG_BYTES = 8


class Untrusted(Malformed):
    """One line: what another trustee, or the server, sent that cannot be true."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A message with its signature."""

    message: str
    signature: Proof

    def as_json(self) -> dict[str, object]:
        """The members in order."""
        return {"message": self.message, "signature": self.signature.as_json()}


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """A trustee's own keys."""

    signing: mpz
    deciphering: mpz

    @property
    def verification(self) -> mpz:
        """Who it is that signs."""
        return group.g_to(self.signing)

    @property
    def encryption(self) -> mpz:
        """Where others encrypt to."""
        return group.g_to(self.deciphering)


def new_seed() -> str:
    """22 characters that nobody can guess: 128.9 bits. Never made from a passphrase."""
    return "".join(secrets.choice(BASE58) for _ in range(SEED_LENGTH))


def keys_of(seed: str) -> Keys:
    """The keys that a seed stands for."""
    return Keys(challenge("sk", seed), challenge("dk", seed))


def sign(signing: mpz, message: str) -> Signed:
    """Sign a message."""
    return Signed(message, prove_knowledge(signing, lambda a: challenge("sigmsg", message, str(a))))


def is_signed_by(verification: mpz, signed: Signed) -> bool:
    """Whether the owner of a key signed it."""
    return knows(verification, signed.signature, lambda a: challenge("sigmsg", signed.message, str(a)))


def read_signed(value: object, what: str) -> Signed:
    """A signed message; the signature is not yet checked."""
    found = members(value, what, ["message", "signature"])
    return Signed(a_text(found["message"], what), read_proof(found["signature"], f"the signature of {what}"))


def send(signing: mpz, recipient: mpz, message: str) -> str:
    """Sign for the recipient, then encrypt to him."""
    inner = written({"recipient": str(recipient), "message": message})
    return _encrypt(recipient, written(sign(signing, inner).as_json()))


def receive(text: object, *, keys: Keys, sender: mpz, what: str) -> str:
    """Decrypt; check who signed it and that it was meant for us."""
    try:
        signed = read_signed(read(_decrypt(keys.deciphering, a_text(text, what)), what), what)
    except Untrusted as error:
        raise Untrusted(f"{what}: {error}") from None
    inner = members(read(signed.message, what), what, ["recipient", "message"])
    message = a_text(inner["message"], what)
    if not is_signed_by(sender, signed):
        raise Untrusted(f"{what} was not signed by its sender")
    if inner["recipient"] != str(keys.encryption):
        raise Untrusted(f"{what} was meant for somebody else")
    return message


def _cipher(shared: mpz, alpha: mpz) -> tuple[AESCCM, bytes]:
    key = hashlib.sha256(f"key|{shared}".encode()).digest()
    return AESCCM(key, tag_length=TAG_BYTES), hashlib.sha256(f"iv|{alpha}".encode()).digest()[:NONCE_BYTES]


def _encrypt(recipient: mpz, message: str) -> str:
    random, shared = group.random_exponent(), group.g_to(group.random_exponent())
    alpha = group.g_to(random)
    cipher, nonce = _cipher(shared, alpha)
    data = cipher.encrypt(nonce, message.encode(), None).hex()
    return written(
        {"alpha": str(alpha), "beta": str(group.power(recipient, random) * shared % P), "data": data}
    )


def _decrypt(deciphering: mpz, text: str) -> str:
    found = members(read(text, "a message"), "a message", ["alpha", "beta", "data"])
    alpha, beta = an_element(found["alpha"], "alpha"), an_element(found["beta"], "beta")
    if not (group.is_member(alpha) and group.is_member(beta)):
        raise Untrusted("a message lies outside the group")
    cipher, nonce = _cipher(beta * group.power(alpha, Q - deciphering) % P, alpha)
    try:
        return cipher.decrypt(nonce, bytes.fromhex(a_text(found["data"], "data")), None).decode()
    except (InvalidTag, ValueError):
        raise Untrusted("a message cannot be decrypted with this key") from None
