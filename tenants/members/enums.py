"""Names of the members room: kinds, the fields of a member, and Swedish order."""

from __future__ import annotations

from enum import StrEnum


class MemberKind(StrEnum):
    """What sort of organisation it is."""

    COMPANY = "company"
    PUBLIC_BODY = "public_body"
    UNIVERSITY = "university"
    ASSOCIATION = "association"
    INDIVIDUAL = "individual"


class ApplicationOutcome(StrEnum):
    """What became of an application for membership; nothing while it waits for the board."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class StrikingOutcome(StrEnum):
    """What became of a proposal to end an unpaid membership; nothing while it waits for the board."""

    ENDED = "ended"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


class NoticeChannel(StrEnum):
    """How a member said that it leaves."""

    HERE = "here"
    LETTER = "letter"
    EMAIL = "email"


# What a file calls a kind; the first of each is what our own files write.
KIND_IN_FILES = {
    "företag": MemberKind.COMPANY,
    "company": MemberKind.COMPANY,
    "offentlig aktör": MemberKind.PUBLIC_BODY,
    "public body": MemberKind.PUBLIC_BODY,
    "public_body": MemberKind.PUBLIC_BODY,
    "lärosäte": MemberKind.UNIVERSITY,
    "university": MemberKind.UNIVERSITY,
    "förening": MemberKind.ASSOCIATION,
    "association": MemberKind.ASSOCIATION,
    "enskild": MemberKind.INDIVIDUAL,
    "individual": MemberKind.INDIVIDUAL,
}


class ImportStatus(StrEnum):
    """Where an import stands."""

    PREVIEWED = "previewed"
    APPLIED = "applied"


# Each field of a member with the heading of its column in files, and how long it may be.
HEADINGS = {
    "number": "medlemsnr",
    "name": "namn",
    "org_number": "organisationsnummer",
    "kind": "typ",
    "town": "ort",
    "county": "län",
    "employees": "anställda",
    "contact_name": "kontaktperson",
    "contact_email": "e-post",
    "invoice_email": "fakturaadress",
    "peppol_id": "peppol-id",
    "reference": "referens",
}
LONGEST = {
    "number": 10,
    "name": 200,
    "org_number": 13,
    "kind": 20,
    "town": 80,
    "county": 80,
    "employees": 12,
    "contact_name": 200,
    "contact_email": 254,
    "invoice_email": 254,
    "peppol_id": 60,
    "reference": 80,
}

# Swedish order and search without ICU and in any locale of the database: å, ä, ö last, é as e, ü as y.
SWEDISH_FROM = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅåÄäÆæÖöØøÀÁÂÃàáâãÇçÈÉÊËèéêëÌÍÎÏìíîïÑñÒÓÔÕòóôõÙÚÛùúûÜüÝýÿ"
SWEDISH_TO = "abcdefghijklmnopqrstuvwxyz{{||||}}}}aaaaaaaacceeeeeeeeiiiiiiiinnoooooooouuuuuuyyyyy"
