"""The desk as a process sees it: the SDK over HTTP, pages where somebody pays, webhooks that arrive."""

from __future__ import annotations

import re
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
import stripe

from billing.stripe_desk.server import serve


@pytest.fixture
def heard():
    """An address that hears webhooks: (url, what came)."""
    came = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            came.append((body, self.headers["Stripe-Signature"]))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Ear)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/stripe", came
    server.shutdown()


@pytest.fixture
def base(desk):
    server = serve(desk, host="127.0.0.1", port=0, health={"pid": 1})
    desk.pages = f"http://localhost:{server.server_port}"
    yield f"http://localhost:{server.server_port}"
    server.shutdown()


@pytest.fixture
def browser(base):
    with httpx.Client(base_url=base, headers={"Accept-Language": "sv"}, follow_redirects=False) as client:
        yield client


def test_the_sdk_asks_over_the_network(base, account):
    client = stripe.StripeClient(
        "sk_test_desk_2", base_addresses={"api": base}, http_client=stripe.RequestsClient(timeout=5)
    ).v1
    made = client.customers.create({"name": "Åsa Ö"}, {"stripe_account": account})

    assert client.customers.retrieve(made.id, None, {"stripe_account": account}).name == "Åsa Ö"


@pytest.mark.parametrize(("locale", "banner"), [("sv", "Inga riktiga pengar"), ("en", "No real money")])
def test_the_page_says_first_that_no_money_is_real(browser, base, page, locale, banner):
    answer = browser.get(page(locale=locale).url)

    assert answer.status_code == 200
    assert f'<html lang="{locale}">' in answer.text
    assert re.search(r"<body><header><p[^>]*>" + banner, answer.text)
    assert "3\u00a0000,00\u00a0SEK" in answer.text
    assert answer.text.count("<button") == 4
    assert "script" not in answer.text
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("how", ["card", "swish"])
def test_somebody_pays_and_comes_back_to_us(browser, base, desk, sdk, account, page, how):
    session = page()
    answer = browser.post(session.url, data={"how": how})

    assert (answer.status_code, answer.headers["Location"]) == (303, "https://iec.example/betald")
    seen = sdk.checkout.sessions.retrieve(session.id, None, {"stripe_account": account})
    assert (seen.status, seen.payment_status) == ("complete", "paid")
    assert browser.get(session.url).headers["Location"] == "https://iec.example/betald"  # paid is paid
    assert browser.post(f"/pay/{account}/{session.id}", data={"how": how}).status_code == 410


def test_a_declined_card_says_so_and_the_page_stays_open(browser, base, sdk, account, page):
    session = page()
    answer = browser.post(session.url, data={"how": "declined"})

    assert answer.status_code == 200
    assert "Banken sade nej" in answer.text
    assert browser.post(session.url, data={"how": "card"}).status_code == 303
    assert sdk.checkout.sessions.retrieve(session.id, None, {"stripe_account": account}).status == "complete"


@pytest.mark.parametrize(("answer", "status"), [("approve", "complete"), ("deny", "open")])
def test_the_bank_asks_whether_it_is_you(browser, base, sdk, account, page, answer, status):
    session = page()
    asked = browser.post(session.url, data={"how": "three_d_secure"})
    assert "Banken frågar" in browser.get(asked.headers["Location"]).text
    browser.post(asked.headers["Location"], data={"how": answer})

    assert sdk.checkout.sessions.retrieve(session.id, None, {"stripe_account": account}).status == status


def test_a_page_that_is_over_says_what_to_do(browser, base, page, clock, account):
    session = page()
    clock.at += 24 * 3600

    assert "Gå tillbaka till fakturan" in browser.get(session.url).text
    assert browser.get(f"/pay/{account}/cs_none").status_code == 410
    assert browser.get("/nowhere").status_code == 404


def test_a_hosted_invoice_is_paid(browser, base, sdk, account):
    on = {"stripe_account": account}
    customer = sdk.customers.create({"name": "A"}, on).id
    draft = sdk.invoices.create(
        {"customer": customer, "collection_method": "send_invoice", "days_until_due": 30, "currency": "sek"},
        on,
    )
    sdk.invoice_items.create(
        {"invoice": draft.id, "amount": 50_000, "currency": "sek", "description": "Avgift"}, on
    )
    url = sdk.invoices.send_invoice(draft.id, None, on).hosted_invoice_url
    assert "Avgift 500,00" in browser.get(url).text.replace("\u00a0", " ")
    browser.post(url, data={"how": "card"})

    assert sdk.invoices.retrieve(draft.id, None, on).status == "paid"


def test_the_onboarding_is_one_button(browser, base, sdk):
    made = sdk.accounts.create({"country": "SE"})
    link = sdk.account_links.create(
        {
            "account": made.id,
            "type": "account_onboarding",
            "return_url": "http://x/klar",
            "refresh_url": "http://x/igen",
        }
    )
    assert "organisationsnummer" in browser.get(link.url).text
    answer = browser.post(link.url, data={"how": "fill"})

    assert answer.headers["Location"] == "http://x/klar"
    assert sdk.accounts.retrieve(made.id).charges_enabled


def test_the_banks_desk_disputes_and_pays_out(browser, base, sdk, account, page, pay):
    charge = pay(page())
    on = {"stripe_account": account}
    assert charge in browser.get(f"/bank/{account}").text
    browser.post(f"/bank/{account}", data={"how": f"dispute:{charge}"})
    [dispute] = sdk.disputes.list(None, on).data
    browser.post(f"/bank/{account}", data={"how": f"won:{dispute.id}"})
    browser.post(f"/bank/{account}", data={"how": "payout"})

    assert sdk.disputes.retrieve(dispute.id, None, on).status == "won"
    assert len(sdk.payouts.list(None, on).data) == 1


def test_another_pages_form_and_a_strangers_name_are_refused(browser, base, page):
    session = page()

    assert (
        browser.post(session.url, data={"how": "card"}, headers={"Origin": "http://evil.example"}).status_code
        == 403
    )
    assert browser.get("/", headers={"Host": "evil.example"}).status_code == 421


def test_a_webhook_arrives(browser, base, sdk, account, page, heard):
    url, came = heard
    endpoint = sdk.webhook_endpoints.create(
        {"url": url, "enabled_events": ["charge.succeeded"], "connect": True}
    )
    browser.post(page().url, data={"how": "card"})
    deadline = time.monotonic() + 5
    while not came and time.monotonic() < deadline:
        time.sleep(0.05)
    [(body, signature)] = came

    event = stripe.Webhook.construct_event(body, signature, endpoint.secret)
    assert (event.type, event.account) == ("charge.succeeded", account)
