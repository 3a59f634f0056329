"""``stadga audit``: nothing to say of an untouched house; a changed row is named; a kept head counts."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from journal import queries as journal
from kernel.tenancy import inside


def audited(*arguments):
    out = StringIO()
    try:
        call_command("audit", *arguments, stdout=out)
    except CommandError as error:
        return str(error), out.getvalue().splitlines()
    return "", out.getvalue().splitlines()


@pytest.fixture
def head(room):
    room.freeze()
    return journal.head()


def test_an_untouched_house_has_no_fault_and_tells_its_head(head):
    assert audited("--network", "alfa", "--head", head) == (
        "",
        [f"alfa  0 faults; the journal's head is {head}"],
    )


def test_a_changed_row_is_named(head, alfa):
    with inside(alfa), connection.cursor() as cursor:
        cursor.execute("UPDATE minutes_version SET by_name = 'Någon annan' RETURNING id")
        [version] = cursor.fetchone()

    said, lines = audited("--network", "alfa")

    assert said == "1 rows are not as they were written"
    assert lines[0] == f"alfa  minutes_version {version}: content changed"


def test_a_head_that_is_gone_is_missed_and_needs_to_be_somebodys(head):
    gone = "0" * 64

    said, lines = audited("--network", "alfa", "--head", gone)

    assert (said, lines[0]) == (
        "1 rows are not as they were written",
        f"alfa  journal_entry {gone}: is missing; its hash was kept",
    )
    assert audited("--head", head)[0] == "say whose head it is: --network"
    assert audited("--network", "ingen")[0] == "there is no association at ingen"
