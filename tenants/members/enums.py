"""Names of the members room."""

from __future__ import annotations

from enum import StrEnum


class MemberKind(StrEnum):
    """What sort of organisation it is; the Swedish word is what a file calls it."""

    COMPANY = "company"
    PUBLIC_BODY = "public_body"
    UNIVERSITY = "university"
    ASSOCIATION = "association"
    INDIVIDUAL = "individual"


KIND_IN_FILES = {
    "företag": MemberKind.COMPANY,
    "offentlig aktör": MemberKind.PUBLIC_BODY,
    "lärosäte": MemberKind.UNIVERSITY,
    "förening": MemberKind.ASSOCIATION,
    "enskild": MemberKind.INDIVIDUAL,
}

# Swedish order without ICU (the embedded server has none): å, ä, ö last, é as e, ü as y.
SWEDISH_FROM, SWEDISH_TO = "åäöéèüøæ", "{|}eeyö|"
