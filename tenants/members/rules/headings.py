"""Which column holds what: Swedish headings, and English ones. Plain Python."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from kernel.errors import Malformed, Obstacle
from tenants.members.enums import HEADINGS
from tenants.members.rules.text import short

REQUIRED = ("name", "org_number", "kind", "contact_name", "contact_email")
_WORDS = {
    "number": "medlemsnr medlemsnummer medlemsid nr nummer number memberno membernumber memberid",
    "name": "namn organisation organisationsnamn företagsnamn name organisationname organizationname company",
    "org_number": """organisationsnummer organisationsnr orgnr orgnummer orgnumber organisationnumber
        organizationnumber registrationnumber companynumber""",
    "kind": "typ medlemstyp kategori kind type category",
    "town": "ort stad postort town city",
    "county": "län county region",
    "employees": "anställda antalanställda employees numberofemployees",
    "contact_name": "kontaktperson kontakt kontaktnamn contact contactname contactperson",
    "contact_email": """epost epostadress mejl mejladress kontaktepost kontaktmejl email emailaddress
        mail contactemail""",
    "invoice_email": "fakturaadress fakturaepost fakturamejl invoiceemail invoiceaddress billingemail",
    "peppol_id": "peppolid peppol",
    "reference": "referens erreferens reference yourreference",
}
FIELD_OF = {word: field for field, words in _WORDS.items() for word in words.split()}


@dataclass(frozen=True)
class Columns:
    """Where each field stands, and the headings that name none."""

    place: dict[str, int]
    unknown: tuple[str, ...]


def field_of(heading: str) -> str | None:
    """The field that a heading names, whatever its case, spaces and hyphens."""
    word = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", heading).casefold())
    return FIELD_OF.get(word)


def columns_of(headings: list[str], *, row: int) -> Columns:
    """Read the first row. Raises Malformed when it is no row of headings, or lacks or repeats one."""
    place: dict[str, int] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for index, heading in enumerate(headings):
        field = field_of(heading)
        if field is None:
            unknown += [short(heading.strip())] if heading.strip() else []
        elif field in place:
            twice.append(HEADINGS[field])
        else:
            place[field] = index
    wrong = []
    missing = [HEADINGS[field] for field in REQUIRED if field not in place]
    if not place:
        found = short(", ".join(unknown))
        wrong.append(Obstacle("tenants.members.file_no_headings", {"row": row, "found": found}))
    elif missing:
        wrong.append(
            Obstacle("tenants.members.file_columns_missing", {"row": row, "columns": ", ".join(missing)})
        )
    if twice:
        wrong.append(Obstacle("tenants.members.file_column_twice", {"row": row, "columns": ", ".join(twice)}))
    if wrong:
        raise Malformed({"file": wrong})
    return Columns(place, tuple(unknown))
