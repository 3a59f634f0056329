"""T48: what is forged, stale, of another account, mode or association is not accepted."""

from __future__ import annotations

import json
import random
import time
from collections import Counter

import pytest
from django.conf import settings as house
from django.test import Client

from billing.books.models import Voucher
from billing.invoices import queries as invoices
from billing.payments import actions, gateway
from billing.payments.enums import Heard
from billing.payments.models import Charge, WebhookEvent
from billing.stripe_desk import hands, letters
from kernel.actor import Actor
from kernel.tenancy import inside
from tests.billing.conftest import issued
from tests.billing.payments.conftest import SECRET, moment
from tests.torture.figures import repeats, tell

TREASURER = Actor(id=None, name="Sofia Lindahl", roles=frozenset({"treasurer"}))
DOOR = "/api/stripe/events"


@pytest.fixture
def post(alfa):
    """post(body, …): a letter to the public site, signed now by the right secret unless told otherwise."""
    entered = []

    def doing(event, *, secret=SECRET, signed_at=None, signature=None, host=None):
        body = event if isinstance(event, bytes) else json.dumps(event).encode()
        signed = letters.signature(secret, body, int(time.time()) if signed_at is None else signed_at)
        with_session = {} if signature == "" else {"HTTP_STRIPE_SIGNATURE": signature or signed}
        client = Client(HTTP_HOST=host or house.BASE_DOMAIN)
        answer = client.post(DOOR, body, content_type="application/json", **with_session)
        entered.append(inside(alfa))  # a request leaves the connection in the public house
        entered[-1].__enter__()
        return answer

    yield doing
    for one in reversed(entered):
        one.__exit__(None, None, None)


@pytest.fixture
def paid(till, member, stripe_here, clock):
    """An invoice that was paid at Stripe while nobody here has heard of it, and the events."""
    invoice = issued(member, 300_000)
    attempt = actions.open_pay_page(
        invoice_id=invoice.pk, language="sv", back_to="https://a/x", away_to="https://a/x", by=TREASURER,
        at=moment(clock),
    )  # fmt: skip
    with stripe_here.hand(till.account) as desk:
        hands.pay_session(desk, desk.drawer.things[attempt.page], "card")
    events = stripe_here.state.drawers[till.account].events
    return invoice, {event["type"]: event for event in events}


def accepted():
    return WebhookEvent.objects.count()


def test_a_letter_is_kept_first_and_answered_at_once(paid, post, stripe_here):
    _invoice, events = paid
    stripe_here.down = True  # keeping a letter asks nobody
    answer = post(events["charge.succeeded"])

    assert (answer.status_code, answer.json()) == (200, {"kept": True})
    kept = WebhookEvent.objects.get()
    assert json.loads(kept.raw) == events["charge.succeeded"]
    assert kept.done_at is None
    assert Charge.objects.count() == 0


def test_a_letter_that_comes_again_is_one_letter_and_is_worked_on_once(paid, post, clock):
    invoice, events = paid
    for _ in range(3):
        assert post(events["charge.succeeded"]).status_code == 200
    event = WebhookEvent.objects.get()
    assert actions.work_on(event_id=event.pk, at=moment(clock))
    assert actions.work_on(event_id=event.pk, at=moment(clock))

    event.refresh_from_db()
    assert event.tries == 1
    assert invoices.open_amount(invoice.pk) == 0
    assert Charge.objects.count() == 1


@pytest.mark.parametrize(
    "first", ["payment_intent.succeeded", "checkout.session.completed", "charge.succeeded"]
)
def test_whichever_letter_comes_first_settles_the_invoice(paid, post, clock, first):
    invoice, events = paid
    post(events[first])
    actions.work_on(event_id=WebhookEvent.objects.get().pk, at=moment(clock))

    assert invoices.open_amount(invoice.pk) == 0


def test_what_a_letter_says_of_the_object_is_not_believed(paid, post, clock):
    """Signed by a secret that leaked: the amount in it is another, and so is the invoice."""
    invoice, events = paid
    event = json.loads(json.dumps(events["charge.succeeded"]))
    event["data"]["object"]["amount"] = event["data"]["object"]["amount_captured"] = 1
    event["data"]["object"]["metadata"]["invoice"] = "someone else's"
    post(event)
    actions.work_on(event_id=WebhookEvent.objects.get().pk, at=moment(clock))

    assert Charge.objects.get().amount == 300_000
    assert Charge.objects.get().invoice_id == invoice.pk


@pytest.mark.torture
def test_t48_what_is_not_ours_is_not_accepted(paid, post, settings, stripe_here, bravo, clock):
    _invoice, events = paid
    good = events["charge.succeeded"]
    now = int(time.time())
    body = json.dumps(good).encode()
    other = {**good, "id": "evt_other"}
    before = Voucher.objects.count()
    tries = {
        "forged": [
            post(good, secret="whsec_guessed"),
            post(good, secret=""),
            post(good, signature=""),
            post(good, signature="t=,v1="),
            post(good, signature=f"t={now},v0={letters.signature(SECRET, body, now).split('=')[-1]}"),
            post(body + b" ", signature=letters.signature(SECRET, body, now)),
            post(b"\xff\xfe", signature=letters.signature(SECRET, body, now)),
        ],
        "stale": [post(good, signed_at=now - 301), post(good, signed_at=now - 86_400)],
        "wrong account": [
            post({**other, "account": "acct_1Desk99999999"}),
            post({k: v for k, v in other.items() if k != "account"}),
        ],
        "live": [post({**other, "livemode": True})],
        "wrong door": [post(good, host="alfa.localhost"), post(good, host="bravo.localhost")],
        "no event": [post({"object": "charge"}), post([]), post(b"{}")],
    }  # fmt: skip

    assert {why: {one.status_code for one in answers} for why, answers in tries.items()} == {
        "forged": {400}, "stale": {400}, "wrong account": {200}, "live": {200}, "wrong door": {404},
        "no event": {400},
    }  # fmt: skip
    assert {one.json()["kept"] for why in ("wrong account", "live") for one in tries[why]} == {False}
    assert accepted() == 0
    assert Voucher.objects.count() == before
    with inside(bravo):
        assert accepted() == 0
    settings.STRIPE_WEBHOOK_SECRETS = ()
    assert post(good).status_code == 400
    assert accepted() == 0
    tell("T48", letters=sum(map(len, tries.values())) + 1, accepted=0)


@pytest.mark.torture
def test_t48_a_letter_that_was_changed_anywhere_is_not_accepted(paid, post):
    """A byte of the body, of the signature or of its moment is another; or it is older than five minutes."""
    _invoice, events = paid
    body, now, chance = json.dumps(events["charge.succeeded"]).encode(), int(time.time()), random.Random(48)
    signature = letters.signature(SECRET, body, now)
    answers, letters_sent = Counter(), repeats(1000, 40)
    for _ in range(letters_sent):
        kind = chance.choice(("body", "signature", "moment", "stale"))
        if kind == "body":
            at = chance.randrange(len(body))
            sent = body[:at] + bytes([body[at] ^ (1 << chance.randrange(7))]) + body[at + 1 :]
            answer = post(sent, signature=signature)
        elif kind == "signature":
            at = chance.randrange(signature.index("v1=") + 3, len(signature))
            other = chance.choice([one for one in "0123456789abcdef" if one != signature[at]])
            answer = post(body, signature=signature[:at] + other + signature[at + 1 :])
        elif kind == "moment":
            answer = post(body, signature=signature.replace(f"t={now}", f"t={now - chance.randint(1, 200)}"))
        else:
            answer = post(body, signed_at=now - chance.randint(301, 30 * 86_400))
        answers[answer.status_code] += 1

    assert answers == {400: letters_sent}
    assert accepted() == 0
    tell("T48", changed_letters=letters_sent, accepted=0)


@pytest.mark.torture
def test_t48_the_naive_twin_that_asks_nobody_who_signed_keeps_what_was_forged(paid, till, clock):
    """A door that reads the letter and looks no further."""
    _invoice, events = paid
    forged = {**events["charge.succeeded"], "id": "evt_forged"}
    told = gateway.read_letter(json.dumps(forged).encode())
    actions.hear(account=till, told=told, heard=Heard.LETTER, at=moment(clock))

    assert accepted() == 1


@pytest.mark.torture
def test_an_account_of_one_association_pays_nothing_of_another(paid, post, stripe_here, bravo, clock, alfa):
    """Bravo makes a payment on its own account that claims to be for Alfa's invoice."""
    invoice, events = paid
    claim = events["charge.succeeded"]["data"]["object"]["metadata"]
    from billing.stripe_desk import objects

    with inside(bravo):
        theirs = actions.connect_account(by=TREASURER, at=moment(clock))
    with stripe_here.hand("") as desk:
        hands.onboard(desk, desk.drawer.things[theirs.account])
    with stripe_here.hand(theirs.account) as desk:
        hands.settle_intent(
            desk, objects.intent(desk, {"amount": 300_000, "currency": "sek", "metadata": claim}), "card"
        )
    event = next(
        e for e in stripe_here.state.drawers[theirs.account].events if e["type"] == "charge.succeeded"
    )
    assert post(event).json() == {"kept": True}

    assert accepted() == 0
    assert invoices.open_amount(invoice.pk) == 300_000
    with inside(bravo):
        actions.work_on(event_id=WebhookEvent.objects.get().pk, at=moment(clock))
        assert Charge.objects.get().invoice_id is None
        assert Voucher.objects.count() == 0
    assert invoices.open_amount(invoice.pk) == 300_000


def test_two_secrets_hold_while_one_is_changed(paid, post, settings):
    settings.STRIPE_WEBHOOK_SECRETS = ("whsec_new", SECRET)
    _, events = paid

    assert post(events["charge.succeeded"]).json() == {"kept": True}


def test_a_letter_that_cannot_be_worked_on_waits_with_its_trouble(paid, post, stripe_here, clock):
    invoice, events = paid
    post(events["charge.succeeded"])
    stripe_here.down = True
    event = WebhookEvent.objects.get()
    assert not actions.work_on(event_id=event.pk, at=moment(clock))
    event.refresh_from_db()
    assert (event.done_at, event.trouble) == (None, "APIConnectionError")
    stripe_here.down = False

    assert actions.reconcile(at=moment(clock)).is_caught_up
    assert invoices.open_amount(invoice.pk) == 0


@pytest.mark.parametrize(
    ("kind", "number"),
    [("invoice", "in_thrown_away"), ("charge", "ch_of_nobody"), ("payment_intent", "pi_of_nobody")],
)
def test_a_letter_about_what_stripe_no_longer_has_is_done_with_and_holds_nothing_up(
    paid, post, clock, kind, number
):
    """The treasurer made a draft in Stripe's own dashboard and threw it away."""
    invoice, events = paid
    gone = {
        **events["charge.succeeded"],
        "id": "evt_gone",
        "data": {"object": {"object": kind, "id": number}},
    }
    assert post(gone).json() == {"kept": True}

    found = actions.reconcile(at=moment(clock))

    assert (found.is_caught_up, found.waiting) == (True, 0)
    event = WebhookEvent.objects.get(event="evt_gone")
    assert (event.done_at, event.tries, event.trouble) == (moment(clock), 1, "resource_missing")
    assert invoices.open_amount(invoice.pk) == 0


def test_a_worker_that_died_leaves_the_letter_to_the_next(paid, post, clock):
    invoice, events = paid
    post(events["charge.succeeded"])
    event = WebhookEvent.objects.get()
    WebhookEvent.objects.update(claimed_until=moment(clock) + actions.inbox.CLAIM)
    assert not actions.work_on(event_id=event.pk, at=moment(clock))
    clock.forward(minutes=3)

    assert actions.work_on(event_id=event.pk, at=moment(clock))
    assert invoices.open_amount(invoice.pk) == 0
