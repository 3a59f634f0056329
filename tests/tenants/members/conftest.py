"""Files of organisations, and somebody at the office to read them in."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

ROOT = Path(__file__).resolve().parents[3]
NETWORK = ROOT / "platform" / "config" / "data" / "iec" / "network_250.csv"
DATA = ROOT / "tests" / "data" / "iec"

HEAD = "medlemsnr,namn,organisationsnummer,typ,ort,län,anställda,kontaktperson,e-post"


@pytest.fixture
def network_csv():
    return NETWORK.read_bytes()


@pytest.fixture
def excel_csv():
    return (DATA / "network_250_excel_sv.csv").read_bytes()


@pytest.fixture
def faulty_csv():
    return (DATA / "import_with_faults.csv").read_bytes()


@pytest.fixture
def file_of():
    """file_of(row, row, …): a small file with the usual headings."""

    def make(*rows, head=HEAD):
        return "\r\n".join([head, *rows, ""]).encode()

    return make


@pytest.fixture
def upload():
    """upload(client, content): the answer of the upload door."""

    def post(client, content, name="medlemmar.csv"):
        file = SimpleUploadedFile(name, content, content_type="text/csv")
        return client.post("/api/member-imports", {"file": file}, format="multipart")

    return post


@pytest.fixture
def values():
    """The fields of an organisation as a form sends them."""
    return {
        "number": "0007",
        "name": "Kvarnnät Konsult AB",
        "org_number": "559990-0072",
        "kind": "company",
        "town": "Kalmar",
        "county": "Kalmar",
        "employees": 15,
        "contact_name": "Sanna Berg",
        "contact_email": "sanna.berg@kvarnnat-konsult-ab.example",
        "invoice_email": "faktura@kvarnnat-konsult-ab.example",
        "peppol_id": "",
        "reference": "",
    }
