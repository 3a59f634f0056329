"""The doors: the treasurer connects and refunds, the member pays, signed in or by the letter's link."""

from __future__ import annotations

import time
from uuid import uuid4

import pytest

from billing.invoices import queries as invoices
from billing.payments import actions, queries, rules
from billing.payments.models import Charge, Payer
from billing.stripe_desk import hands
from kernel import codes
from kernel.tenancy import inside
from tests.billing.conftest import issued, new_member
from tests.billing.payments.conftest import Clock, moment


@pytest.fixture
def clock():
    """The doors read the real clock, so the desk does too."""
    return Clock(int(time.time()))


@pytest.fixture
def ask(alfa, client_of, person):
    """ask(role or address, method, path, body): an answer; the test is inside Alfa again after it."""
    entered, clients = [], {}

    def doing(who, method, path, body=None, **headers):
        if who not in clients:
            user = None
            if who:
                user = person(email=who) if "@" in who else person(who)
            clients[who] = client_of(alfa, user)
        answer = getattr(clients[who], method)(f"/api/payments/{path}", body, format="json", headers=headers)
        entered.append(inside(alfa))
        entered[-1].__enter__()
        return answer

    yield doing
    for one in reversed(entered):
        one.__exit__(None, None, None)


@pytest.fixture
def invoice(till, member):
    return issued(member, 300_000)


def paid(desk, till, page):
    with desk.hand(till.account) as at:
        hands.pay_session(at, at.drawer.things[page], "card")


def test_the_treasurer_connects_and_reads_what_is_needed_in_words(billing, stripe_here, ask):
    before = ask("treasurer", "get", "account").json()
    made = ask("treasurer", "post", "account").json()
    again = ask("treasurer", "post", "account").json()
    link = ask("treasurer", "post", "account/onboarding", {"back_to": "/ekonomi"}).json()["url"]

    assert (before["account"], before["obstacles"][0]["code"]) == (
        None,
        "billing.payments.obstacle_not_connected",
    )
    assert made["needs"] == ["website", "org_number", "bank_account", "representative", "terms"]
    assert (made["account"], made["can_charge"]) == (again["account"], False)
    assert link.endswith(f"/connect/{made['account']}")
    with stripe_here.hand("") as at:
        hands.onboard(at, at.drawer.things[made["account"]])
    after = ask("treasurer", "get", "account/onboarding").json()
    assert (after["can_charge"], after["needs"], after["obstacles"]) == (True, [], [])


@pytest.mark.parametrize("back_to", ["https://evil.example/", "//evil.example", "/\\evil.example", "x"])
def test_nobody_is_sent_elsewhere_by_a_link_of_theirs(invoice, ask, back_to):
    token = invoices.pay_token(invoice.pk)
    answer = ask("", "post", f"links/{token}/page", {"back_to": back_to})

    assert answer.status_code == 400
    assert answer.json()["fields"]["back_to"][0]["code"] == "billing.payments.error_path"


def test_the_link_in_the_letter_shows_the_invoice_and_opens_its_page(invoice, ask, stripe_here, till, clock):
    token = invoices.pay_token(invoice.pk)
    seen = ask("", "get", f"links/{token}").json()
    assert (seen["open"], seen["may_pay_online"], seen["ocr"], seen["charges"]) == (
        300_000,
        True,
        invoice.ocr,
        [],
    )
    page = ask("", "post", f"links/{token}/page", {"language": "en", "back_to": "/paid"}).json()
    paid(stripe_here, till, page["url"].rpartition("/")[2])
    actions.reconcile(at=moment(clock))
    after = ask("", "get", f"links/{token}").json()

    assert (after["open"], after["attempt"]["state"], after["standing"]) == (0, "paid", "paid")
    assert [o["code"] for o in after["obstacles"]] == ["billing.payments.obstacle_nothing_owed"]
    assert after["charges"][0]["paid_with"] == "visa 4242"


def test_whoever_comes_back_from_the_page_sees_at_once_that_it_is_paid(invoice, ask, stripe_here, till):
    token = invoices.pay_token(invoice.pk)
    page = ask("", "post", f"links/{token}/page", {"back_to": f"/betala/{token}"}).json()
    before = ask("", "post", f"links/{token}/look").json()
    paid(stripe_here, till, page["url"].rpartition("/")[2])
    after = ask("", "post", f"links/{token}/look").json()
    stripe_here.down = True
    silent = ask("", "post", f"links/{token}/look")

    assert (before["standing"], before["open"], before["is_practice"]) == ("overdue", 300_000, True)
    assert (after["standing"], after["open"], after["charges"][0]["amount"]) == ("paid", 0, 300_000)
    assert (silent.status_code, silent.json()["open"]) == (200, 0)


def test_the_link_tells_of_this_invoice_and_nothing_more(invoice, ask):
    issued(invoice.member, 777_700, origin="2")
    token = invoices.pay_token(invoice.pk)
    seen = ask("", "get", f"links/{token}")

    assert set(seen.json()) == {
        "number", "seller", "seller_email", "member", "standing", "total", "open", "currency", "due_on",
        "bankgiro", "swish", "iban", "bic", "ocr", "citation_sv", "citation_en", "lines", "ways",
        "may_pay_online", "is_practice", "obstacles", "attempt", "charges",
    }  # fmt: skip
    for hidden in (invoice.member.contact_email, invoice.member.contact_name, "777700", str(invoice.pk)):
        assert hidden not in seen.content.decode()


def test_the_link_brings_the_paper_that_the_letter_brought(invoice, ask):
    token = invoices.pay_token(invoice.pk)
    answer = ask("", "get", f"links/{token}/paper")

    assert answer["Content-Disposition"] == f'attachment; filename="faktura-{invoice.number}.pdf"'
    assert answer.content == bytes(invoices.file_of(invoice.pk, "sv").content)
    assert ask("", "get", f"links/{token[:-1]}x/paper").status_code == 404


def test_a_link_cannot_be_asked_without_end_and_another_link_is_not_held_up(invoice, ask, monkeypatch):
    from billing.payments.api.limits import LinkPace

    monkeypatch.setattr(LinkPace, "rate", "3/min")
    other = issued(invoice.member, origin="2")
    token, others = invoices.pay_token(invoice.pk), invoices.pay_token(other.pk)

    assert [ask("", "get", f"links/{token}").status_code for _ in range(4)] == [200, 200, 200, 429]
    assert ask("", "get", f"links/{others}").status_code == 200


def test_a_link_that_was_not_made_here_is_missing(invoice, ask, bravo):
    good = invoices.pay_token(invoice.pk)
    other = issued(new_member(2), 400_000, origin="2")
    theirs = invoice.pk.hex + invoices.pay_token(other.pk)[32:]
    derived = invoice.pk.hex + codes.fingerprint("pay", str(bravo.pk), str(invoice.pk))[:32]
    tries = [theirs, derived, good[:-1], good + "0", invoice.pk.hex, "x", uuid4().hex + good[32:]]

    assert {ask("", "get", f"links/{one}").status_code for one in tries} == {404}
    assert {ask("", "post", f"links/{one}/page", {}).status_code for one in tries} == {404}


def test_a_member_pays_its_own_invoice_and_sees_no_others(invoice, ask, clock, stripe_here, till):
    other = issued(new_member(2), 400_000, origin="2")
    mine, theirs = f"invoices/{invoice.pk}", f"invoices/{other.pk}"
    me = invoice.member.contact_email
    page = ask(me, "post", f"{mine}/page", {"keep_card": True})

    assert page.status_code == 200
    assert ask(me, "get", mine).json()["consent_words"] == rules.CONSENT["sv"]
    assert {ask(me, "get", theirs).status_code, ask(me, "post", f"{theirs}/page", {}).status_code} == {404}
    assert ask("", "get", mine).status_code == 401
    paid(stripe_here, till, page.json()["url"].rpartition("/")[2])
    actions.reconcile(at=moment(clock))
    assert ask(me, "get", mine).json()["saved_label"] == "visa 4242"
    assert (
        ask(other.member.contact_email, "delete", f"members/{invoice.member_id}/consent").status_code == 404
    )
    assert Payer.objects.get().saved_method
    assert ask(me, "delete", f"members/{invoice.member_id}/consent").status_code == 204
    assert Payer.objects.get().saved_method == ""


def test_the_treasurer_refunds_once_for_one_request(invoice, ask, stripe_here, till, clock):
    page = ask("treasurer", "post", f"invoices/{invoice.pk}/page", {}).json()
    paid(stripe_here, till, page["url"].rpartition("/")[2])
    assert ask("treasurer", "post", "catch-up").json()["is_caught_up"]
    [charge] = ask("treasurer", "get", "desk").json()["charges"]
    wish = {"request": str(uuid4()), "amount": 100_000, "reason": "Fel klass"}
    first, again = (ask("treasurer", "post", f"charges/{charge['id']}/refunds", wish) for _ in range(2))
    too_much = ask(
        "treasurer",
        "post",
        f"charges/{charge['id']}/refunds",
        {**wish, "request": str(uuid4()), "amount": 200_001},
    )

    assert first.json() == again.json()
    assert (first.json()["state"], first.json()["amount"]) == ("succeeded", 100_000)
    assert (too_much.status_code, too_much.json()["obstacles"][0]["params"]) == (409, {"left": 200_000})
    assert invoices.open_amount(invoice.pk) == 100_000
    assert (
        ask("treasurer", "post", f"charges/{charge['id']}/refunds", {**wish, "amount": 0}).status_code == 400
    )


@pytest.mark.parametrize("role", ["office", "chair", "delegate", "observer", "auditor"])
def test_only_the_treasurer_moves_money(invoice, ask, role):
    charge = Charge.objects.create(
        account=queries.account_here(), charge="ch_1", invoice=invoice, amount=1, currency="sek",
        method="card",
        at=invoice.issued_at,
    )  # fmt: skip
    doors = [
        ("post", "account"), ("post", "account/onboarding"), ("post", "catch-up"),
        ("post", f"invoices/{invoice.pk}/send"), ("post", f"invoices/{invoice.pk}/charge"),
        ("post", f"charges/{charge.pk}/refunds"), ("post", f"charges/{charge.pk}/invoice"),
    ]  # fmt: skip

    assert {ask(role, method, path, {}).status_code for method, path in doors} == {403}
    assert ask(role, "get", "desk").status_code == (200 if role == "auditor" else 403)


def test_a_silent_stripe_is_a_409_that_says_what_to_do(invoice, ask, stripe_here):
    stripe_here.down = True
    answer = ask("", "post", f"links/{invoices.pay_token(invoice.pk)}/page", {})

    assert answer.status_code == 409
    assert [o["code"] for o in answer.json()["obstacles"]] == ["billing.payments.obstacle_stripe_silent"]


def test_open_invoices_that_a_kept_card_could_pay_are_listed_and_charged(
    invoice, ask, stripe_here, till, member
):
    mine = f"invoices/{invoice.pk}"
    me = invoice.member.contact_email
    page = ask(me, "post", f"{mine}/page", {"back_to": "/x", "keep_card": True}).json()
    paid(stripe_here, till, page["url"].rpartition("/")[2])
    ask("treasurer", "post", "catch-up")
    later = issued(member, 200_000, origin="2")
    issued(new_member(77), 100_000, origin="3")

    listed = ask("treasurer", "get", "desk").json()["kept_cards"]
    charged = ask("treasurer", "post", f"invoices/{later.pk}/charge")
    after = ask("treasurer", "get", "desk").json()["kept_cards"]

    assert [(one["number"], one["open"], one["card"]) for one in listed] == [
        (later.number, 200_000, "visa 4242")
    ]
    assert (charged.status_code, after) == (200, [])


def test_the_words_of_the_consent_come_in_the_language_that_is_asked_for(invoice, ask):
    for lang in ("sv", "en"):
        told = ask("treasurer", "get", f"invoices/{invoice.pk}?lang={lang}").json()
        assert told["consent_words"] == rules.CONSENT[lang]


def test_the_treasurer_is_told_of_a_closed_account_and_of_what_nobody_knows(
    till, invoice, ask, stripe_here, member
):
    page = ask("treasurer", "post", f"invoices/{invoice.pk}/page", {}).json()
    with stripe_here.hand(till.account) as at:
        hands.deauthorize(at, at.state.drawer("").things[till.account])
    looked = ask("treasurer", "get", "account/onboarding").json()
    desk = ask("treasurer", "get", "desk").json()
    theirs = ask(member.contact_email, "get", f"invoices/{invoice.pk}").json()
    (doubt,) = desk["doubts"]

    assert looked["account"] is None
    assert looked["closed"]["account"] == till.account
    assert [one["code"] for one in looked["obstacles"]] == ["billing.payments.obstacle_account_closed"]
    assert (doubt["id"], doubt["was"], doubt["member_name"]) == (page["id"], "open", member.name)
    assert (theirs["may_pay_online"], theirs["ways"]) == (False, [])
    path = f"doubts/{doubt['id']}/checked"
    assert ask(member.contact_email, "post", path).status_code == 403
    assert ask("treasurer", "post", path).status_code == 204
    assert ask("treasurer", "get", "desk").json()["doubts"] == []
    again = ask("treasurer", "post", "account").json()
    assert again["account"] not in {None, till.account}
    assert again["closed"] is None
