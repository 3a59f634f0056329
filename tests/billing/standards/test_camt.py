from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.standards import camt
from billing.standards.incoming import Passed
from tests.billing.standards.camt_files import document

VERSIONS = ["02", "04", "08"]
KINDS = ["053", "054"]


def faults(statement):
    return [
        (fault.code.removeprefix("billing.standards."), fault.params["row"]) for fault in statement.faults
    ]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_payment_is_told_with_all_that_the_bank_knows(kind, version):
    told = {
        "ocr": ["201700010"],
        "text": ["Medlemsavgift", "2017"],
        "payer": "Åkerbruk & Ö AB",
        "number": "5599900015",
        "account": "3783511",
    }

    statement = camt.read(document([{"amount": "1500.00", "details": [told]}], kind=kind, version=version))

    assert statement.faults == ()
    assert statement.account == "SE3550000000054910000003"
    (payment,) = statement.entries
    assert (payment.amount, payment.currency, payment.on) == (150_000, "SEK", date(2017, 1, 10))
    assert (payment.reference, payment.text) == ("201700010", "Medlemsavgift 2017")
    assert (payment.payer, payment.payer_number) == ("Åkerbruk & Ö AB", "5599900015")
    assert (payment.payer_account, payment.bank_id, payment.reversal) == ("3783511", "B1", False)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_collected_entry_is_taken_apart(version):
    parts = [
        {"amount": "1500.00", "ocr": ["201700010"], "ref": "T1"},
        {"amount": "4000.00", "ocr": ["201700028"]},
        {"amount": "0.5", "ocr": []},
    ]

    statement = camt.read(document([{"amount": "5500.50", "details": parts}], version=version))

    assert [(e.amount, e.reference, e.bank_id, e.batch_id, e.sequence) for e in statement.entries] == [
        (150_000, "201700010", "T1", "B1", 1),
        (400_000, "201700028", "B1/2", "B1", 2),
        (50, "", "B1/3", "B1", 3),
    ]


def test_details_that_do_not_add_up_are_a_fault():
    parts = [{"amount": "1500.00"}, {"amount": "4000.00"}]

    statement = camt.read(document([{"amount": "5000.00", "details": parts}]))

    assert faults(statement) == [("fault_batch", 1)]
    assert statement.faults[0].params == {"row": 1, "said": "5000.00", "seen": "5500.00"}
    assert statement.entries == ()


def test_details_without_amounts_leave_one_sum_with_every_reference():
    parts = [{"ocr": ["201700010"], "payer": "A"}, {"ocr": ["201700028"], "payer": "B"}]

    (payment,) = camt.read(document([{"amount": "5500", "details": parts}])).entries

    assert (payment.amount, payment.references, payment.payer) == (550_000, ("201700010", "201700028"), "")


def test_one_payment_may_name_several_invoices():
    told = {"ocr": ["201700010", "201700028"], "invoice": ["20170003", "201700010"]}

    (payment,) = camt.read(document([{"amount": "5500", "details": [told]}])).entries

    assert payment.references == ("201700010", "201700028", "20170003")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_brings_nothing_in_is_passed_over_with_its_reason(version):
    rows = [
        {"amount": "10", "side": "DBIT"},
        {"amount": "20", "status": "PDNG"},
        {"amount": "30"},
        {"amount": "40", "status": "INFO"},
    ]

    statement = camt.read(document(rows, version=version))

    assert [(row.row, row.why) for row in statement.passed_over] == [
        (1, Passed.OUTGOING),
        (2, Passed.PENDING),
        (4, Passed.PENDING),
    ]
    assert [(entry.row, entry.amount) for entry in statement.entries] == [(3, 3000)]


def test_a_credit_taken_back_is_a_negative_payment():
    (payment,) = camt.read(document([{"amount": "1500", "side": "DBIT", "reversal": True}])).entries

    assert (payment.amount, payment.reversal) == (-150_000, True)


def test_money_of_ours_that_returns_is_marked():
    (payment,) = camt.read(document([{"amount": "1500", "details": [{"returned": True}]}])).entries

    assert (payment.amount, payment.reversal) == (150_000, True)


def test_the_balances_must_agree():
    rows = [{"amount": "1500"}, {"amount": "100", "side": "DBIT"}]
    good = document(rows, kind="053", balances=[("OPBD", "1000.00"), ("CLBD", "2400.00")])
    bad = document(rows, kind="053", balances=[("OPBD", "1000.00"), ("CLBD", "2400.01")])

    assert camt.read(good).faults == ()
    assert faults(camt.read(bad)) == [("fault_balance", 2)]


def test_the_number_of_entries_must_agree():
    assert camt.read(document([{"amount": "1500"}], count="1")).faults == ()
    assert faults(camt.read(document([{"amount": "1500"}], count="2"))) == [("fault_entries", 1)]


@pytest.mark.parametrize(
    ("values", "element"),
    [
        ({"amount": "1500,00"}, "Amt"),
        ({"amount": "-1500"}, "Amt"),
        ({"amount": "1500.005"}, "Amt"),
        ({"amount": "1e5"}, "Amt"),
        ({"amount": "1500", "currency": "kr"}, "Ccy"),
        ({"amount": "1500", "side": "CREDIT"}, "CdtDbtInd"),
        ({"amount": "1500", "day": "2017-02-30"}, "BookgDt"),
    ],
)
def test_an_element_that_cannot_be_read_is_named_with_its_entry(values, element):
    statement = camt.read(document([{"amount": "1"}, values]))

    assert [(f.code, f.params["row"], f.params["element"]) for f in statement.faults] == [
        ("billing.standards.fault_element", 2, element)
    ]
    assert statement.entries == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not xml",
        b"<Document>",
        b"<?xml version='1.0' encoding='no-such'?><a/>",
        b"<!DOCTYPE Document [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><Document>&x;</Document>",
        b"<!DOCTYPE d [<!ENTITY a '" + b"a" * 99 + b"'>" + b"<!ENTITY b '&a;&a;'>" + b"]><d>&b;</d>",
        b"<a>" * 100_000,
    ],
)
def test_what_is_no_honest_xml_is_refused(content):
    (fault,) = camt.read(content).faults

    assert fault.code == "billing.standards.fault_not_xml"


def test_an_outside_file_is_never_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("<Ustrd>hemligt</Ustrd>")
    good = document([{"amount": "1", "details": [{"text": ["XX"]}]}]).decode()
    reach = f"<!DOCTYPE Document [<!ENTITY x SYSTEM 'file://{secret}'>]>"
    content = good.replace("<Document", f"{reach}<Document", 1).replace("XX", "&x;").encode()

    statement = camt.read(content)

    assert statement.entries == ()
    assert "hemligt" not in repr(statement)


def test_other_messages_are_not_taken_for_statements():
    other = document([]).replace(b"camt.054", b"camt.052")

    assert [fault.code for fault in camt.read(other).faults] == ["billing.standards.fault_not_camt"]


ore = st.integers(1, 10**12)


@given(st.lists(st.lists(ore, min_size=1, max_size=5), max_size=8), st.sampled_from(VERSIONS))
def test_whatever_is_written_is_read_back_to_the_ore(batches, version):
    def kronor(amount):
        return f"{amount // 100}.{amount % 100:02d}"

    rows = [
        {"amount": kronor(sum(batch)), "ref": f"B{n}", "details": [{"amount": kronor(a)} for a in batch]}
        for n, batch in enumerate(batches)
    ]

    statement = camt.read(document(rows, version=version))

    assert statement.faults == ()
    assert [entry.amount for entry in statement.entries] == [amount for batch in batches for amount in batch]
    assert len({entry.bank_id for entry in statement.entries}) == len(statement.entries)


@given(st.binary(max_size=400))
def test_anything_at_all_is_read_without_an_error_of_ours(noise):
    good = document([{"amount": "1500"}])

    for content in (noise, good[:300] + noise, good[:300] + noise + good[300:]):
        assert isinstance(camt.read(content).entries, tuple)
