"""A card that a member lets the association keep, and an invoice that Stripe sends: both are paid."""

from __future__ import annotations

import httpx
from playwright.sync_api import expect

from tests.e2e.looking import look
from tests.e2e.screen import PHONE
from tests.e2e.test_pay_an_invoice import OFFICE, PAYER, issue, signed_in
from tests.e2e.test_pay_an_invoice import treasurer as treasurer  # noqa: PLC0414  the neighbour's fixture

CONSENT = "Spara kortet hos Stripe för kommande medlemsavgifter."


def test_a_card_is_kept_with_consent_charged_for_the_next_fee_and_taken_away(server, screens, treasurer):
    office = signed_in(server, OFFICE)
    member = office.ask("GET", "/api/members?search=Hyttan")["results"][0]["id"]
    first = issue(treasurer, member)
    greta = screens(server.origin("glasriket"), name="greta", size=PHONE).take_session(office)
    page = greta.page
    page.goto("/fakturor")
    page.get_by_text("Spara ett kort för kommande avgifter").click()
    page.get_by_label(CONSENT).check()
    seen = look(greta)
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])
    page.get_by_role("button", name="och spara kortet").click()
    page.locator("button[value=card]").click()
    page.get_by_text("Fakturan är betald.").wait_for()
    paid = [one for one in _own(office) if one["open"] == 0 and one["kind"] == "invoice"]
    assert paid, first["number"]
    page.goto("/fakturor")
    page.get_by_text("Kortet visa 4242 är sparat").wait_for()

    second = issue(treasurer, member)
    desk = screens(server.origin("glasriket"), name="sofia").take_session(treasurer)
    desk.page.goto(f"/kassa/faktura/{second['id']}")
    desk.page.get_by_text("Dra avgiften från det sparade kortet").click()
    form = desk.page.get_by_role("group").filter(has_text="visa 4242")
    form.get_by_role("button", name="Se vad som händer").click()
    desk.page.get_by_role("button", name="Dra 3").click()
    desk.page.get_by_text("drogs från kortet visa 4242").wait_for()
    seen = look(desk)
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])
    after = treasurer.ask("GET", f"/api/invoices/{second['id']}")
    assert (after["standing"], after["open"]) == ("paid", 0)

    _charge_all_that_is_open(server, desk, treasurer, member)

    page.get_by_role("button", name="Ta bort kortet").click()
    page.get_by_text("Kortet är borttaget.").wait_for()
    assert page.get_by_text("Kortet visa 4242 är sparat").count() == 0
    seen = look(greta)
    assert (seen.axe, seen.sideways) == ([], [])


def _charge_all_that_is_open(server, desk, treasurer, member):
    """One round over every kept card: an invoice that was paid and one whose bank said no both tell it."""
    other = _keeps_a_card_that_says_no_later(server, treasurer)
    paid, refused = issue(treasurer, member), issue(treasurer, other)
    page = desk.page
    page.goto("/kassa/betalningar")
    page.get_by_role("button", name="sparade kort").wait_for()
    kept = page.get_by_role("table", name="Sparade kort")
    all_open = kept.get_by_role("row").count() - 1  # with those that other tests left, below its head
    page.get_by_role("button", name=f"från {all_open} sparade kort").click()
    page.get_by_text(f"dras nu från {all_open} kort").wait_for()
    page.get_by_role("button", name=f"Dra {all_open} avgifter").click()
    expect(page.get_by_label(f"av {all_open} fakturor prövade")).to_have_attribute("max", str(all_open))
    page.get_by_text("1 kort gick inte").wait_for()
    expect(kept.get_by_role("row").filter(has_text=paid["number"])).to_contain_text("Betald")
    row = kept.get_by_role("row").filter(has_text=refused["number"])
    expect(row).to_contain_text("Gick inte")
    expect(row).to_contain_text("Banken sade nej till kortet.")
    seen = look(desk)
    assert (seen.axe, seen.sideways) == ([], [])
    assert [one for one in seen.complaints if "status of 409" not in one] == []
    desk.save("kept-cards")
    standing = [treasurer.ask("GET", f"/api/invoices/{one['id']}")["standing"] for one in (paid, refused)]
    assert standing == ["paid", "open"]
    page.reload()
    page.get_by_role("button", name="från 1 sparat kort").wait_for()


def _keeps_a_card_that_says_no_later(server, treasurer):
    payer = signed_in(server, ("Ivar Slipare", PAYER))
    member = signed_in(server, OFFICE).ask("GET", "/api/members?search=Slipverket")["results"][0]["id"]
    invoice = issue(treasurer, member)
    wish = {"back_to": "/", "keep_card": True}
    url = payer.ask("POST", f"/api/payments/invoices/{invoice['id']}/page", wish)["url"]
    assert httpx.post(url, data={"how": "card_once"}, timeout=30).status_code == 303
    for _ in range(60):
        if treasurer.ask("GET", f"/api/invoices/{invoice['id']}")["open"] == 0:
            return member
        treasurer.ask("POST", "/api/payments/catch-up")
    raise AssertionError("it was not paid")


def test_an_invoice_that_stripe_sends_is_paid_on_its_own_page(server, screens, treasurer):
    office = signed_in(server, OFFICE)
    member = office.ask("GET", "/api/members?search=Hyttan")["results"][0]["id"]
    invoice = issue(treasurer, member)
    desk = screens(server.origin("glasriket"), name="sofia").take_session(treasurer)
    desk.page.goto(f"/kassa/faktura/{invoice['id']}")
    desk.page.get_by_text("Låt Stripe skicka fakturan").click()
    form = desk.page.get_by_role("group").filter(has_text="Stripe mejlar en egen faktura")
    form.get_by_role("button", name="Se vad som händer").click()
    desk.page.get_by_role("button", name="Skicka genom Stripe").click()
    desk.page.get_by_text("Stripe har skickat fakturan.").wait_for()
    seen = look(desk)
    assert (seen.axe, seen.sideways, seen.complaints) == ([], [], [])
    desk.page.get_by_role("link", name="Sidan att betala på").click()
    desk.page.locator("button[value=card]").click()
    desk.page.wait_for_timeout(500)

    for _ in range(60):
        after = treasurer.ask("GET", f"/api/invoices/{invoice['id']}")
        if after["open"] == 0:
            break
        treasurer.ask("POST", "/api/payments/catch-up")
        desk.page.wait_for_timeout(500)
    assert (after["standing"], after["open"]) == ("paid", 0)


def _own(person):
    return [one for member in person.ask("GET", "/api/invoices/own")["members"] for one in member["invoices"]]
