"""An election: its questions, its public key, and the fingerprint over the very bytes that were stored."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from gmpy2 import mpz

from voting.belenios import group
from voting.belenios.canonical import Malformed, a_list, a_text, an_element, members, read, written
from voting.belenios.hashes import fingerprint
from voting.belenios.questions import Question, read_question

VERSION = 1
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
SHORTEST_UUID = 14
LONGEST_UUID = 64


@dataclass(frozen=True, slots=True)
class Election:
    """One poll. ``stored`` is what is hashed and shown to everybody; the rest was read from it."""

    stored: bytes
    uuid: str
    name: str
    public_key: mpz
    questions: tuple[Question, ...]

    @property
    def fingerprint(self) -> str:
        """Stands in every proof and signature, so that none of them serves in another election."""
        return fingerprint(self.stored)


def new_uuid() -> str:
    """An identifier that nobody has used: 22 characters in Base58."""
    return "".join(secrets.choice(BASE58) for _ in range(22))


def make_election(
    *, uuid: str, name: str, questions: Sequence[Question], public_key: mpz, description: str = "",
    administrator: str = "", credential_authority: str = "",
) -> Election:  # fmt: skip
    """Write an election; the last two are left out when empty."""
    named = {"administrator": administrator, "credential_authority": credential_authority}
    value = {
        "version": VERSION,
        "description": description,
        "name": name,
        "group": group.NAME,
        "public_key": str(public_key),
        "questions": [question.as_json() for question in questions],
        "uuid": uuid,
        **{key: text for key, text in named.items() if text},
    }
    return read_election(written(value).encode())


def read_election(stored: bytes) -> Election:
    """An election of version 1 in our group, with questions that can be verified here."""
    value = members(
        read(stored, "the election"), "the election",
        ["version", "description", "name", "group", "public_key", "questions", "uuid"],
        ["administrator", "credential_authority"],
    )  # fmt: skip
    if value["version"] != VERSION or isinstance(value["version"], bool):
        raise Malformed("the election is not of protocol version 1")
    if value["group"] != group.NAME:
        raise Malformed(f"the election is not in the group {group.NAME}")
    for name in {"description", "administrator", "credential_authority"} & set(value):
        a_text(value[name], f"“{name}” of the election")
    uuid = a_text(value["uuid"], "the uuid of the election")
    if not SHORTEST_UUID <= len(uuid) <= LONGEST_UUID or any(character not in BASE58 for character in uuid):
        raise Malformed("the uuid of the election is not Base58 of at least 14 characters")
    questions = a_list(value["questions"], "the questions")
    if not questions:
        raise Malformed("the election has no question")
    key = an_element(value["public_key"], "the public key")
    if not group.is_member(key):
        raise Malformed("the public key lies outside the group")
    return Election(
        stored, uuid, a_text(value["name"], "the name of the election"), key,
        tuple(read_question(question, f"question {n}") for n, question in enumerate(questions, 1)),
    )  # fmt: skip
