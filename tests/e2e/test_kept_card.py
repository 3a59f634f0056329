"""A card that a member lets the association keep, and an invoice that Stripe sends: both are paid."""

from __future__ import annotations

from tests.e2e.looking import look
from tests.e2e.screen import PHONE
from tests.e2e.test_pay_an_invoice import OFFICE, issue, signed_in
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

    page.get_by_role("button", name="Ta bort kortet").click()
    page.get_by_text("Kortet är borttaget.").wait_for()
    assert page.get_by_text("Kortet visa 4242 är sparat").count() == 0
    seen = look(greta)
    assert (seen.axe, seen.sideways) == ([], [])


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
