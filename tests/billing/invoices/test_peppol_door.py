"""The e-invoice from its door: the file when it is whole, else what is missing, in words."""

from __future__ import annotations

import pytest
from lxml import etree

from billing.invoices.actions import change_billing_details
from billing.standards import peppol
from journal.models import Entry
from kernel.errors import Malformed
from tests.billing.conftest import AT, TREASURER, issued, new_draft, new_member

CBC = f"{{{peppol.CBC}}}"
WHO = ("treasurer", "auditor", "office", "delegate", None)


@pytest.fixture
def university(billing):
    return new_member(
        7, name="Lärosätet", org_number="202100-3187", kind="university", reference="", contact_name=""
    )


def codes(answer):
    return [one["code"].rsplit(".", 1)[1] for one in answer.json()]


def test_a_whole_invoice_is_taken_as_a_file(university, get):
    university.reference = "Ref 12:7"
    university.save()
    invoice = issued(university)
    answer = get("treasurer", f"/api/invoices/{invoice.pk}/e-invoice")

    assert answer["Content-Disposition"] == 'attachment; filename="peppol-20170001.xml"'
    assert answer["Content-Type"] == "application/xml"
    assert etree.fromstring(answer.content).findtext(f"{CBC}BuyerReference") == "Ref 12:7"
    assert get("treasurer", f"/api/invoices/{invoice.pk}/e-invoice/obstacles").json() == []


def test_a_reference_that_is_filled_in_afterwards_makes_it_whole(university, get):
    invoice = issued(university)
    path = f"/api/invoices/{invoice.pk}/e-invoice"
    before, refused = get("treasurer", f"{path}/obstacles"), get("treasurer", path)
    change_billing_details(member_id=university.pk, values={"reference": "Kst 42"}, by=TREASURER, at=AT)
    after, file = get("treasurer", f"{path}/obstacles"), get("treasurer", path)

    assert (codes(before), refused.status_code) == (["obstacle_no_buyer_reference"], 409)
    assert (codes(after), file.status_code) == ([], 200)
    assert etree.fromstring(file.content).findtext(f"{CBC}BuyerReference") == "Kst 42"


def test_what_the_invoice_said_when_it_was_issued_is_not_changed_by_what_is_said_today(university, get):
    university.reference, university.peppol_id = "Ref 1", "0088:7300010000001"
    university.save()
    invoice = issued(university)
    university.reference, university.name = "Ref 2", "Ett annat namn"
    university.save()
    change_billing_details(member_id=university.pk, values={"reference": "Ref 3"}, by=TREASURER, at=AT)

    content = get("treasurer", f"/api/invoices/{invoice.pk}/e-invoice").content

    assert etree.fromstring(content).findtext(f"{CBC}BuyerReference") == "Ref 1"
    assert b"7300010000001<" in content
    assert b"Ett annat namn" not in content


def test_an_address_in_peppol_that_was_wrong_is_mended_and_the_invoice_goes_there(university, get):
    university.reference, university.peppol_id = "Ref 1", "0088:7300010000001"
    university.save()
    invoice = issued(university)
    told = {"peppol_id": "0088:7300010000018"}
    change_billing_details(member_id=university.pk, values=told, by=TREASURER, at=AT)

    content = get("treasurer", f"/api/invoices/{invoice.pk}/e-invoice").content

    assert b"7300010000018<" in content
    assert b"7300010000001<" not in content
    assert etree.fromstring(content).findtext(f"{CBC}BuyerReference") == "Ref 1"


def test_an_address_in_peppol_that_is_filled_in_afterwards_makes_it_whole(billing, get):
    found = new_member(8, org_number="", reference="R")
    invoice = issued(found)
    path = f"/api/invoices/{invoice.pk}/e-invoice"
    before = get("treasurer", f"{path}/obstacles")
    with pytest.raises(Malformed) as no:
        change_billing_details(member_id=found.pk, values={"peppol_id": "kommunen"}, by=TREASURER, at=AT)
    assert list(no.value.fields) == ["peppol_id"]
    told = {"peppol_id": " 0088:7300010000001 ", "reference": "R"}
    for _ in range(2):
        change_billing_details(member_id=found.pk, values=told, by=TREASURER, at=AT)
    found.refresh_from_db()
    assert (found.peppol_id, found.billing_details.reference) == ("0088:7300010000001", "R")
    assert Entry.objects.filter(kind="tenants.members.changed").count() == 1

    assert codes(before) == ["obstacle_no_buyer_endpoint"]
    assert codes(get("treasurer", f"{path}/obstacles")) == []


def test_a_draft_is_no_e_invoice(university, get):
    draft = new_draft(university)

    assert get("treasurer", f"/api/invoices/{draft.pk}/e-invoice").status_code == 409
    assert codes(get("treasurer", f"/api/invoices/{draft.pk}/e-invoice/obstacles")) == ["obstacle_not_issued"]


@pytest.mark.parametrize("end", ["", "/obstacles"])
def test_who_may_take_it(university, get, end):
    university.reference = "R"
    university.save()
    invoice = issued(university)

    path = f"/api/invoices/{invoice.pk}/e-invoice{end}"
    assert [get(who, path).status_code for who in WHO] == [200, 200, 403, 403, 401]
