"""Peppol BIS Billing 3: each kind of invoice passes the official rules; what would not is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from billing.invoices import actions
from billing.invoices.models import Invoice
from billing.standards import peppol
from journal.models import Entry as Fact
from kernel.errors import Missing, Refused
from tests.billing.conftest import AT, DAY, TREASURER, issued, new_draft, new_member, ready_to_bill

CHECK = Path(__file__).parents[3] / ".tools" / "peppol-check"
CAC, CBC = f"{{{peppol.CAC}}}", f"{{{peppol.CBC}}}"
VAT_ID = "SE802999001001"
# Where ``make tools`` could have built the check, its absence is a failure.
COULD = os.environ.get("CI") == "true" and all(map(shutil.which, ("javac", "mvn")))
needs_check = pytest.mark.skipif(
    not (CHECK.exists() or COULD), reason="the Peppol rules are not installed: make tools"
)


@pytest.fixture
def university(billing):
    from billing.invoices.actions import change_billing_details

    found = new_member(
        7, name="Lärosätet & Söner", org_number="202100-3187", kind="university", reference="Ref 12:7",
        peppol_id="",
    )  # fmt: skip
    where = {"street": "Universitetsplatsen 1", "postal_code": "351 95", "town": "Växjö"}
    change_billing_details(member_id=found.pk, values=where, by=TREASURER, at=AT)
    return found


def written(invoice):
    return actions.e_invoice(invoice_id=invoice.pk).content


def read(content: bytes):
    return etree.fromstring(content)


def texts(root, *path: str) -> list[str]:
    steps = [f"{CBC}{one}" if n == len(path) - 1 else f"{CAC}{one}" for n, one in enumerate(path)]
    return [str(found.text) for found in root.iterfind("/".join(steps))]


def credited(invoice, **more):
    return actions.credit_invoice(
        invoice_id=invoice.pk, reason="Dubbelt fakturerad", on=DAY, key="k1", by=TREASURER, at=AT, **more
    )


def findings(tmp_path, files: dict[str, bytes]) -> dict[str, list[str]]:
    """What the official rules say about each file, a line each. All in one run: Java begins slowly."""
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    paths = [str(tmp_path / name) for name in files]
    run = subprocess.run([CHECK, *paths], capture_output=True, text=True, check=False)
    lines = {
        name: [line for line in run.stdout.splitlines() if line.startswith(f"{path}: ")]
        for name, path in zip(files, paths, strict=True)
    }
    for each in lines.values():
        assert "3 sets of rules read" in each.pop(), run.stdout + run.stderr
    return lines


def test_a_fee_outside_vat_has_reference_ocr_and_bankgiro(university):
    invoice = issued(university, period=(date(2017, 1, 1), date(2017, 12, 31)))

    root = read(written(invoice))

    assert texts(root, "ID") == ["20170001"]
    assert texts(root, "BuyerReference") == ["Ref 12:7"]
    assert texts(root, "InvoicePeriod", "EndDate") == ["2017-12-31"]
    assert texts(root, "PaymentMeans", "PaymentMeansCode") == ["30"]
    assert texts(root, "PaymentMeans", "PaymentID") == [invoice.ocr]
    assert texts(root, "PaymentMeans", "PayeeFinancialAccount", "ID") == ["9990003"]
    branch = ("PaymentMeans", "PayeeFinancialAccount", "FinancialInstitutionBranch", "ID")
    assert texts(root, *branch) == ["SE:BANKGIRO"]
    category = ("TaxTotal", "TaxSubtotal", "TaxCategory")
    assert texts(root, *category, "ID") == ["O"]
    assert texts(root, *category, "Percent") == []
    assert texts(root, "LegalMonetaryTotal", "PayableAmount") == ["4000.00"]
    ends = [one.attrib["schemeID"] + ":" + one.text for one in root.iter(f"{CBC}EndpointID")]
    assert ends == ["0007:8029990010", "0007:2021003187"]
    assert [one for one in root.iter() if not len(one) and not (one.text or "").strip()] == []


def test_a_credit_note_names_the_invoice_that_it_credits(university):
    invoice = issued(university)

    root = read(written(credited(invoice)))

    assert root.tag.endswith("CreditNote-2}CreditNote")
    assert texts(root, "CreditNoteTypeCode") == ["381"]
    about = ("BillingReference", "InvoiceDocumentReference")
    assert texts(root, *about, "ID") == [invoice.number]
    assert texts(root, *about, "IssueDate") == [DAY.isoformat()]
    assert texts(root, "Note") == ["Dubbelt fakturerad"]
    assert texts(root, "LegalMonetaryTotal", "PayableAmount") == ["4000.00"]


def test_the_same_invoice_gives_the_same_bytes_and_no_fact(university):
    invoice = issued(university)
    before = Fact.objects.count()

    first = written(invoice)
    ready_to_bill(seller_name="Nytt namn", bankgiro="5050-1055")

    assert written(Invoice.objects.get(pk=invoice.pk)) == first
    assert Fact.objects.filter(kind__startswith="billing.invoices.e_").count() == 0
    assert Fact.objects.count() == before + 1  # the changed settings


@pytest.mark.parametrize(
    ("settings", "change", "vats", "codes"),
    [
        ({}, {"reference": "", "contact_name": " "}, ["not_subject"], ["no_buyer_reference"]),
        ({"org_number": "802999-0010"}, {"org_number": "FI-1"}, ["not_subject"], ["no_buyer_endpoint"]),
        ({}, {}, ["exempt"], ["exempt_without_number"]),
        ({}, {}, ["exempt", "not_subject"], ["exempt_without_number"]),
    ],
)
def test_what_would_be_sent_back_is_refused_with_every_reason(university, settings, change, vats, codes):
    ready_to_bill(**settings)
    type(university).objects.filter(pk=university.pk).update(**change)
    university.refresh_from_db()
    invoice = of_vats(university, vats)

    with pytest.raises(Refused) as refused:
        written(invoice)

    assert [one.code for one in refused.value.obstacles] == [f"billing.invoices.obstacle_{c}" for c in codes]


def test_a_draft_is_refused_and_what_is_not_there_is_missing(university):
    from uuid import uuid4

    with pytest.raises(Refused):
        written(new_draft(university))
    with pytest.raises(Missing):
        actions.e_invoice(invoice_id=uuid4())


def test_a_peppol_id_of_ones_own_goes_before_the_number():
    assert peppol.endpoint_of("0088:7365566001234", org_number="202100-3187", country="SE") == (
        "0088",
        "7365566001234",
    )
    assert peppol.endpoint_of("", org_number="202100-3187", country="SE") == ("0007", "2021003187")
    assert peppol.endpoint_of("", org_number="2077474-0", country="FI") is None


def of_vats(member, vats, origin="vat"):
    from billing.invoices.actions import NewInvoice, NewLine, draft_invoice, issue_invoice
    from billing.invoices.enums import Vat

    lines = [
        NewLine(text_sv=f"Rad {vat}", unit_price=33_333 * n, vat=Vat(vat)) for n, vat in enumerate(vats, 1)
    ]
    draft = draft_invoice(NewInvoice(member=member.pk, origin=("test", origin), lines=lines), at=AT)
    return issue_invoice(invoice_id=draft.pk, on=DAY, by=TREASURER, at=AT)


def in_euros(university, **more):
    """An invoice of an association that counts in euros; only the bank's part of the settings is another."""
    ready_to_bill(currency="EUR", bankgiro="", iban="FI2112345600000785", bic="NDEAFIHH", **more)
    return issued(university)


def test_an_invoice_in_euros_says_so_everywhere_and_is_paid_to_the_iban(university):
    invoice = in_euros(university)

    root = read(written(invoice))

    assert texts(root, "DocumentCurrencyCode") == ["EUR"]
    assert {one.attrib["currencyID"] for one in root.iter() if "currencyID" in one.attrib} == {"EUR"}
    assert texts(root, "PaymentMeans", "PaymentID") == [invoice.ocr] == ["RF87201700015"]
    account = ("PaymentMeans", "PayeeFinancialAccount")
    assert texts(root, *account, "ID") == ["FI2112345600000785"]
    assert texts(root, *account, "FinancialInstitutionBranch", "ID") == ["NDEAFIHH"]


@needs_check
def test_the_official_rules_find_nothing_in_euros(university, tmp_path):
    invoice = in_euros(university)
    files = {"invoice.xml": written(invoice), "credit.xml": written(credited(invoice))}

    assert findings(tmp_path, files) == {"invoice.xml": [], "credit.xml": []}


@needs_check
def test_the_official_rules_find_nothing_in_invoices_and_credit_notes_and_find_what_we_break(
    university, tmp_path
):
    cases = [
        ({}, ["not_subject", "not_subject"]),
        ({"vat_id": VAT_ID, "has_f_tax": True}, ["not_subject"]),
        ({"vat_id": VAT_ID}, ["exempt", "25"]),
        ({"vat_id": VAT_ID}, ["not_subject", "25"]),
        ({"vat_id": VAT_ID}, ["not_subject", "exempt", "25"]),
        ({"has_f_tax": True}, ["exempt"]),
        ({"vat_id": VAT_ID, "has_f_tax": True}, ["25", "12", "6"]),
        ({"iban": "SE3550000000054910000003"}, ["not_subject"]),
    ]
    plain = {"vat_id": "", "has_f_tax": False, "iban": ""}
    files = {}
    for n, (settings, vats) in enumerate(cases):
        ready_to_bill(**{**plain, **settings})
        invoice = of_vats(university, vats, origin=f"vat {n}")
        files[f"{n} invoice.xml"] = written(invoice)
        files[f"{n} credit note.xml"] = written(credited(invoice))

    ready_to_bill(**plain)
    right = written(issued(university, origin="right")).decode()
    broken = {
        "PEPPOL-EN16931-R003": right.replace("<cbc:BuyerReference>Ref 12:7</cbc:BuyerReference>", ""),
        "PEPPOL-COMMON-R049": right.replace(">2021003187</cbc:EndpointID>", ">2021003188</cbc:EndpointID>"),
        "BR-CO-15": right.replace(
            'InclusiveAmount currencyID="SEK">4000.00', 'InclusiveAmount currencyID="SEK">1.00'
        ),
        "SE-R-008": right.replace(">9990003<", ">999000X<"),
    }

    found = findings(tmp_path, files | {rule: content.encode() for rule, content in broken.items()})

    assert {name: found[name] for name in files} == {name: [] for name in files}
    for rule, content in broken.items():
        assert content != right
        assert any(rule in line for line in found[rule]), rule
