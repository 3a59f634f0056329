"""Organisation numbers by the network's own country."""

from __future__ import annotations

import pytest

from kernel import tenancy
from tenants.members.models import Member
from tenants.members.rules import read_file, read_org_number, tidy_form

HEAD = "namn,organisationsnummer,typ,kontaktperson,e-post"


@pytest.mark.parametrize(
    ("country", "written", "kept"),
    [
        ("SE", "5599900015", "559990-0015"),
        ("SE", "16559990-0015", "559990-0015"),
        ("NO", "974760673", "974 760 673"),
        ("DK", "DK 13585628", "13585628"),
        ("FI", "20774740", "2077474-0"),
        ("FI", "123.123", "123.123"),
        ("NL", "12 345 678", "12345678"),
        ("DE", "VR  1234 KI", "VR 1234 KI"),
        ("XX", "552 100 554", "552 100 554"),
    ],
)
def test_each_countrys_number_is_kept_as_that_country_writes_it(country, written, kept):
    read = read_org_number(written, country)

    assert (read.value, read.is_a_number, read.is_checked) == (kept, True, True)


@pytest.mark.parametrize(
    ("country", "written", "code"),
    [
        ("SE", "559990-0016", "wrong_org_number"),
        ("SE", "974 760 673", "wrong_org_number_form"),
        ("NO", "974760674", "wrong_org_number_check"),
        ("NO", "559990-0015", "wrong_org_number_form"),
        ("DK", "13585627", "wrong_org_number_check"),
        ("FI", "2077474-1", "wrong_org_number_check"),
        ("NL", "1234567", "wrong_org_number_form"),
        ("XX", "A" * 14, "wrong_too_long"),
    ],
)
def test_a_wrong_number_says_how_the_country_writes_it(country, written, code):
    from kernel.errors import Malformed

    with pytest.raises(Malformed) as raised:
        tidy_form({"org_number": written}, country=country)

    (fault,) = raised.value.fields["org_number"]
    assert fault.code == f"tenants.members.{code}"
    assert fault.params["value" if "too_long" not in code else "most"] == (13 if "long" in code else written)


def test_a_file_names_the_row_of_the_number_that_is_wrong_in_its_country():
    right = "Fjord AS,974 760 673,företag,Ola Vik,ola@fjord.example"
    wrong = "Vik AS,974760674,företag,Eli Vik,eli@vik.example"

    reading = read_file(f"{HEAD}\n{right}\n{wrong}\n".encode(), country="NO")

    assert [row.faults for row in reading.rows] == [
        [],
        [
            {
                "column": "org_number",
                "code": "tenants.members.fault_org_number_check",
                "params": {"row": 3, "value": "974760674", "example": "974 760 673"},
            }
        ],
    ]


def test_a_norwegian_network_takes_norwegian_numbers_and_a_swedish_one_does_not(
    office, values, upload, file_of, monkeypatch
):
    norwegian = {**values, "org_number": "974760673"}
    refused = office.post("/api/members", norwegian, format="json")
    network = tenancy.current()
    monkeypatch.setattr(network, "country", "NO")
    monkeypatch.setattr("kernel.tenancy.current", lambda: network)

    added = office.post("/api/members", norwegian, format="json")
    row = "Fjord AS,974760674,företag,Ola Vik,ola@fjord.example"
    shown = upload(office, file_of(row, head=HEAD)).json()

    assert (refused.status_code, added.status_code) == (400, 201)
    assert list(Member.objects.values_list("org_number", flat=True)) == ["974 760 673"]
    assert [fault["code"] for fault in shown["rows"][0]["faults"]] == [
        "tenants.members.fault_org_number_check"
    ]
