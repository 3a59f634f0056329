"""The statutes as Akoma Ntoso 1.0 (OASIS, 29 August 2018): an export that other systems of law can read.

Statutes in force are an ``act``, proposed ones a ``bill``; a § is a ``section``, a moment a ``paragraph``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as ET

from tenants.statutes.rules.reading import Proposal

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


@dataclass(frozen=True)
class Provenance:
    """Where the text comes from. ``slug`` names the association, ``day`` the text's date."""

    slug: str
    country: str
    day: date
    is_adopted: bool
    association: str


def akoma_ntoso(text: Proposal, of: Provenance) -> bytes:
    """The whole document, UTF-8, with FRBR identification on all three levels."""
    root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
    body = ET.SubElement(
        root, "act" if of.is_adopted else "bill", {"name": "stadgar", "contains": "originalVersion"}
    )
    _meta(body, text, of)
    preface = ET.SubElement(body, "preface")
    ET.SubElement(ET.SubElement(preface, "p"), "docTitle").text = text.title_sv
    content = ET.SubElement(body, "body")
    for section in text.sections:
        part = ET.SubElement(content, "section", {"eId": f"sec_{section.number}"})
        ET.SubElement(part, "num").text = f"§ {section.number}"
        ET.SubElement(part, "heading").text = section.heading_sv
        for moment in section.moments:
            e_id = f"sec_{section.number}__para_{moment.number}"
            paragraph = ET.SubElement(part, "paragraph", {"eId": e_id})
            ET.SubElement(paragraph, "num").text = f"mom. {moment.number}"
            ET.SubElement(ET.SubElement(paragraph, "content"), "p").text = moment.sv
    ET.indent(root)
    found: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return found + b"\n"


def _meta(body: ET.Element, text: Proposal, of: Provenance) -> None:
    day, kind = of.day.isoformat(), "act" if of.is_adopted else "bill"
    work = f"/akn/{of.country.lower()}/{kind}/{of.slug}/stadgar/{text.version}"
    expression = f"{work}/swe@{day}"
    meta = ET.SubElement(body, "meta")
    identification = ET.SubElement(meta, "identification", {"source": "#association"})
    for level, this in (
        ("FRBRWork", work),
        ("FRBRExpression", expression),
        ("FRBRManifestation", f"{expression}.akn"),
    ):
        part = ET.SubElement(identification, level)
        ET.SubElement(part, "FRBRthis", {"value": f"{this}/!main"})
        ET.SubElement(part, "FRBRuri", {"value": this})
        ET.SubElement(part, "FRBRdate", {"date": day, "name": "decided" if of.is_adopted else "proposed"})
        ET.SubElement(part, "FRBRauthor", {"href": "#association"})
        if level == "FRBRWork":
            ET.SubElement(part, "FRBRcountry", {"value": of.country.lower()})
            ET.SubElement(part, "FRBRnumber", {"value": text.version})
        if level == "FRBRExpression":
            ET.SubElement(part, "FRBRlanguage", {"language": "swe"})
        if level == "FRBRManifestation":
            ET.SubElement(part, "FRBRformat", {"value": "application/akn+xml"})
    references = ET.SubElement(meta, "references", {"source": "#association"})
    who = {"eId": "association", "href": f"/akn/ontology/organization/{of.slug}", "showAs": of.association}
    ET.SubElement(references, "TLCOrganization", who)
