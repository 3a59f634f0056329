"""The doors: the treasurer's list and verbs, and what a member does with its own."""

from __future__ import annotations

from uuid import uuid4

import pytest

from billing.invoices import actions, queries
from billing.invoices.models import Invoice, Sending
from kernel.tenancy import inside
from tests.billing.conftest import AT, DAY, TREASURER, issued, new_draft, new_member, pay

LINE = {"text_sv": "Möteslokal", "text_en": "Meeting room", "unit_price": 150_000}


@pytest.fixture
def ask(alfa, client_of, person):
    """ask(role or address, method, path, body): an answer; the test is inside Alfa again after it."""
    entered, clients = [], {}

    def doing(who, method, path, body=None):
        if who not in clients:
            user = (person(email=who) if "@" in who else person(who)) if who else None
            clients[who] = client_of(alfa, user)
        answer = getattr(clients[who], method)(f"/api/invoices{path}", body, format="json")
        entered.append(inside(alfa))
        entered[-1].__enter__()
        return answer

    yield doing
    for one in reversed(entered):
        one.__exit__(None, None, None)


def numbers(answer):
    return [row["number"] for row in answer.json()["rows"]]


def test_the_treasurer_finds_invoices_by_state_class_kind_and_words(member, ask):
    first = issued(member, 400_000, origin="1", fee_class="F2")
    second = issued(new_member(2, name="Åsens Kommun"), 800_000, origin="2", fee_class="K1")
    pay(first, 400_000)
    actions.credit_invoice(
        invoice_id=second.pk, reason="Fel", on=DAY, key="1", lines={1: 100}, by=TREASURER, at=AT
    )
    new_draft(member, origin="3")
    everything = ask("treasurer", "get", "").json()

    assert everything["totals"] == {"count": 4, "total": 1_200_000, "open": 799_900, "overdue": 799_900}
    assert everything["classes"] == ["F2", "K1"]
    assert numbers(ask("treasurer", "get", "?standing=paid")) == ["20170001"]
    assert numbers(ask("treasurer", "get", "?standing=overdue")) == ["20170002"]
    assert numbers(ask("treasurer", "get", "?standing=draft")) == [""]
    assert numbers(ask("treasurer", "get", "?kind=credit_note")) == ["20170003"]
    assert numbers(ask("treasurer", "get", "?fee_class=F2")) == ["20170001"]
    assert numbers(ask("treasurer", "get", "?q=åsens")) == ["20170003", "20170002"]
    assert numbers(ask("treasurer", "get", f"?q={first.ocr}")) == ["20170001"]
    assert len(numbers(ask("treasurer", "get", "?is_unsent=true"))) == 3
    assert ask("treasurer", "get", "?standing=lost").status_code == 400


def test_an_invoice_by_hand_is_drafted_once_issued_sent_and_seen(
    member, ask, mailoutbox, django_capture_on_commit_callbacks
):
    wish = {"key": str(uuid4()), "member": str(member.pk), "lines": [LINE]}
    first, again = (ask("treasurer", "post", "", wish).json() for _ in range(2))
    assert (first["id"], first["standing"], first["total"]) == (again["id"], "draft", 150_000)
    with django_capture_on_commit_callbacks(execute=True):
        told = ask("treasurer", "post", f"/{first['id']}/issue", {"on": "2017-01-09"}).json()
    for waiting in queries.waiting_letters():
        actions.deliver(letter_id=waiting, at=AT)
    seen = ask("treasurer", "get", f"/{first['id']}").json()

    assert (told["number"], told["standing"], told["open"]) == ("20170001", "overdue", 150_000)
    assert [one["state"] for one in seen["letters"]] == ["sent"]
    assert [(one["kind"], one["amount"]) for one in seen["history"]] == [("invoice", 150_000)]
    assert seen["pay_path"] == f"/betala/{queries.pay_token(Invoice.objects.get().pk)}"
    assert len(mailoutbox) == 1
    assert ask("treasurer", "delete", f"/{first['id']}").status_code == 409


def test_a_draft_can_be_thrown_away_and_a_line_must_say_something(member, ask):
    draft = new_draft(member)
    faulty = {"key": str(uuid4()), "member": str(member.pk), "lines": [{**LINE, "text_sv": " "}]}

    assert ask("treasurer", "delete", f"/{draft.pk}").status_code == 204
    assert Invoice.objects.count() == 0
    assert ask("treasurer", "post", "", faulty).status_code == 400
    assert ask("treasurer", "post", "", {**faulty, "lines": []}).status_code == 400
    assert (
        ask("treasurer", "post", "", {**faulty, "lines": [LINE], "member": str(uuid4())}).status_code == 404
    )


def test_crediting_needs_a_reason_and_gives_the_note_that_is_sent_too(member, ask):
    invoice = issued(member)
    key = str(uuid4())
    without = ask("treasurer", "post", f"/{invoice.pk}/credit", {"key": key, "reason": " "})
    wish = {"key": key, "reason": "Fel klass", "lines": [{"no": 1, "net": 150_000}]}
    first, again = (ask("treasurer", "post", f"/{invoice.pk}/credit", wish) for _ in range(2))
    seen = ask("treasurer", "get", f"/{invoice.pk}").json()
    too_much = {"key": str(uuid4()), "reason": "x", "lines": [{"no": 1, "net": 250_001}]}

    assert (without.status_code, first.status_code) == (400, 201)
    assert first.json()["id"] == again.json()["id"]
    assert (first.json()["kind"], first.json()["credits_number"], first.json()["standing"]) == (
        "credit_note", "20170001", None,
    )  # fmt: skip
    assert (seen["open"], seen["lines"][0]["left"]) == (250_000, 250_000)
    assert [one["number"] for one in seen["credit_notes"]] == [first.json()["number"]]
    assert Sending.objects.count() == 2
    assert ask("treasurer", "post", f"/{invoice.pk}/credit", too_much).status_code == 409


def test_nothing_is_written_off_without_a_decision(member, ask):
    invoice = issued(member)
    answer = ask("treasurer", "post", f"/{invoice.pk}/write-off", {"decision": str(uuid4())})

    assert (answer.status_code, [o["code"] for o in answer.json()["obstacles"]]) == (
        409, ["billing.invoices.obstacle_needs_a_decision"],
    )  # fmt: skip
    assert queries.open_amount(invoice.pk) == 400_000


def test_settings_are_changed_in_part_and_faults_are_named(billing, ask):
    changed = ask("treasurer", "patch", "/settings", {"terms_days": 20, "bankgiro": "5050-1055"}).json()
    wrong = ask("treasurer", "patch", "/settings", {"bankgiro": "5050-1056", "org_number": "1"})

    assert (changed["terms_days"], changed["bankgiro"], changed["town"]) == (20, "50501055", "Kalmar")
    assert (changed["vat_treatment"], changed["vat_is_chosen"]) == ("not_subject", False)
    assert set(wrong.json()["fields"]) == {"bankgiro", "org_number"}


def test_a_member_sees_its_own_and_nobody_elses(member, ask):
    other = new_member(2)
    mine, theirs = issued(member), issued(other, origin="2")
    new_draft(member, origin="3")
    me = member.contact_email
    [own] = ask(me, "get", "/own").json()["members"]

    assert [one["number"] for one in own["invoices"]] == [mine.number]
    assert (own["balance"], own["details"]["used_email"]) == (400_000, me)
    assert ask(me, "get", f"/{mine.pk}/paper").content == bytes(queries.file_of(mine.pk, "sv").content)
    assert ask(me, "get", f"/{mine.pk}/paper?lang=en")["Content-Disposition"].endswith(
        '"invoice-20170001.pdf"'
    )
    assert ask(me, "get", f"/members/{member.pk}/statement").json()["closing"] == 400_000
    refused = [
        ask(me, "get", f"/{theirs.pk}/paper"), ask(me, "get", f"/members/{other.pk}/statement"),
        ask(me, "get", f"/members/{other.pk}/details"),
        ask(me, "patch", f"/members/{other.pk}/details", {"town": "x"}),
    ]  # fmt: skip
    assert {one.status_code for one in refused} == {404}
    assert {ask(me, "get", "").status_code, ask(me, "get", f"/{mine.pk}").status_code} == {403}
    assert ask("", "get", "/own").status_code == 401


def test_a_member_says_where_its_next_invoice_goes_and_the_issued_one_stays(member, ask):
    before = issued(member)
    me = member.contact_email
    wish = {"email": "ekonomi@medlem.example", "reference": "Kst 42", "language": "en"}
    told = ask(me, "patch", f"/members/{member.pk}/details", wish).json()
    after = issued(member, origin="2")

    assert (told["used_email"], told["used_reference"]) == ("ekonomi@medlem.example", "Kst 42")
    assert (before.buyer["email"], after.buyer["email"], after.language) == (
        me,
        "ekonomi@medlem.example",
        "en",
    )
    assert ask(me, "patch", f"/members/{member.pk}/details", {"email": "x"}).status_code == 400
    assert ask("ekonomi@medlem.example", "get", "/own").json()["members"][0]["member_name"] == member.name


@pytest.mark.parametrize("role", ["office", "chair", "secretary", "delegate", "auditor"])
def test_only_the_treasurer_changes_and_the_auditor_sees(member, ask, role):
    invoice = issued(member)
    verbs = [
        ("post", ""), ("post", f"/{invoice.pk}/issue"), ("post", f"/{invoice.pk}/credit"),
        ("post", f"/{invoice.pk}/write-off"), ("post", f"/{invoice.pk}/letters"),
        ("delete", f"/{invoice.pk}"),
        ("patch", "/settings"),
    ]  # fmt: skip

    assert {ask(role, method, path, {}).status_code for method, path in verbs} == {403}
    seen = {ask(role, "get", path).status_code for path in ("", f"/{invoice.pk}", "/settings")}
    assert seen == ({200} if role == "auditor" else {403})


def test_what_wants_the_treasurer_is_counted_at_one_door(member, ask):
    new_draft(member, origin="d")
    over = issued(member, origin="1")
    pay(over, over.total + 100)
    nothing = issued(new_member(2, contact_email=""), origin="2")

    assert nothing.total
    assert ask("treasurer", "get", "/counts").json() == {
        "drafts": 1, "overpaid": 1, "overpaid_sum": 100, "unreached": 1,
    }  # fmt: skip
    assert ask("office", "get", "/counts").status_code == 403
