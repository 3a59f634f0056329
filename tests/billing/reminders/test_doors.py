"""The treasurer's page, and who may not touch it."""

from __future__ import annotations

import pytest

from billing.reminders.models import Reminder
from kernel import clock
from kernel.tenancy import inside
from tests.billing.conftest import issued, new_member
from tests.billing.reminders.conftest import DUE, arrived, morning

LADDER = {
    "is_on": True,
    "grace_days": 10,
    "steps": [{"days": -7}, {"days": 3}, {"days": 21, "text_sv": "Ring."}],
}


@pytest.fixture
def today(monkeypatch):
    """The installation's clock stands in the morning three days after the invoice was due."""
    monkeypatch.setattr(clock, "now", lambda: morning(3))


@pytest.fixture
def treasurer(billing, person, client_of, today):
    return client_of(billing, person("treasurer"))


@pytest.fixture
def owing(billing, mailoutbox):
    found = arrived(issued(new_member()))
    mailoutbox.clear()
    return found


def test_the_page_shows_who_goes_today_and_tomorrow_and_what_has_gone(treasurer, owing, mailoutbox):
    page = treasurer.get("/api/reminders").json()
    assert (page["ladder"]["is_on"], [one["days"] for one in page["ladder"]["steps"]]) == (False, [-7, 3, 21])
    assert [(one["number"], one["no"], one["left"]) for one in page["now"]] == [("20170001", 1, 400_000)]
    assert (page["next"], page["held"], page["sent"]) == ([], [], [])

    for asked in (1, 0):
        answer = treasurer.post("/api/reminders/sending")
        assert (answer.status_code, answer.json()["asked"]) == (202, asked)
    page = treasurer.get("/api/reminders").json()
    assert (page["now"], len(page["sent"])) == ([], 1)
    of_it = treasurer.get(f"/api/reminders/invoices/{owing.pk}").json()
    assert [(one["no"], one["to"]) for one in of_it] == [(1, "kontakt1@medlem.example")]


def test_tomorrow_is_told_the_day_before(treasurer, owing, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: morning(2))
    page = treasurer.get("/api/reminders").json()

    assert (page["now"], [one["number"] for one in page["next"]]) == ([], ["20170001"])
    assert page["tomorrow"] == "2017-02-11"


def test_the_ladder_is_set_and_a_wrong_one_says_why(treasurer, billing):
    page = treasurer.put("/api/reminders/ladder", LADDER, format="json")
    assert page.status_code == 200
    assert [(one["no"], one["text_sv"]) for one in page.json()["ladder"]["steps"]] == [
        (0, ""),
        (1, ""),
        (2, "Ring."),
    ]

    wrong = treasurer.put(
        "/api/reminders/ladder", {**LADDER, "steps": [{"days": 3}, {"days": 3}]}, format="json"
    )
    assert wrong.status_code == 400
    assert [one["code"] for one in wrong.json()["fields"]["steps"]] == ["billing.reminders.error_days"]


def test_a_member_is_left_alone_with_a_reason_and_reminded_again(treasurer, owing):
    address = f"/api/reminders/pauses/{owing.member_id}"
    page = treasurer.put(
        address, {"reason": "Avbetalning till juni", "until": "2017-06-30"}, format="json"
    ).json()
    assert (page["now"], [one["held"] for one in page["held"]]) == ([], [["paused"]])
    assert [(one["reason"], one["until"]) for one in page["paused"]] == [
        ("Avbetalning till juni", "2017-06-30")
    ]

    page = treasurer.delete(address).json()
    assert ([one["number"] for one in page["now"]], page["paused"]) == (["20170001"], [])
    assert treasurer.put(address, {"reason": ""}, format="json").status_code == 400
    assert (
        treasurer.put(
            address.replace(str(owing.member_id), str(owing.pk)), {"reason": "x"}, format="json"
        ).status_code
        == 404
    )


def test_the_sample_reads_as_the_letter_will(treasurer, billing):
    told = {
        lang: treasurer.get(f"/api/reminders/sample?no=2&lang={lang}&own_text=Ring.").json()
        for lang in ("sv", "en")
    }
    assert told["sv"]["subject"].replace("\u00a0", " ") == "Andra påminnelsen: faktura 20000001, 4 000 kr"
    assert told["en"]["subject"].replace("\u00a0", " ") == "Second reminder: invoice 20000001, SEK 4,000"
    assert ("Ring." in told["sv"]["text"], "{" in told["sv"]["text"]) == (True, False)


@pytest.mark.parametrize(
    ("role", "reads"), [("auditor", 200), ("office", 403), ("delegate", 403), ("observer", 403)]
)
def test_others_read_at_most(billing, person, client_of, owing, today, role, reads):
    other = client_of(billing, person(role))

    assert other.get("/api/reminders").status_code == reads
    assert [
        other.put("/api/reminders/ladder", LADDER, format="json").status_code,
        other.post("/api/reminders/sending").status_code,
        other.put(f"/api/reminders/pauses/{owing.member_id}", {"reason": "x"}, format="json").status_code,
        other.delete(f"/api/reminders/pauses/{owing.member_id}").status_code,
    ] == [403] * 4
    with inside(billing):
        assert Reminder.objects.count() == 0


def test_the_day_the_invoice_was_due_is_as_the_tests_say(owing):
    assert owing.due_on == DUE
