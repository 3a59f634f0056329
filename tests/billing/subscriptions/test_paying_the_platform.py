"""The whole life of a subscription, through the product and the desk: trial, paid, refused, shut, paid."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from billing.payments import gateway
from billing.stripe_desk import subscribing
from billing.subscriptions import actions, queries, rules
from billing.subscriptions.models import Subscription, SubscriptionLetter
from journal.models import Entry
from kernel.actor import Actor
from kernel.errors import Missing, Refused
from tests.billing.conftest import new_member
from tests.billing.subscriptions.conftest import DAY


def changes():
    rows = Entry.objects.filter(kind="billing.subscriptions.standing_changed").order_by("id")
    return [(row.body["was"], row.body["standing"]) for row in rows]


def test_a_new_association_is_on_trial_from_the_day_it_is_founded(bravo):
    row = Subscription.objects.get(pk=bravo.pk)

    assert (row.standing, row.trial_until - row.began_at) == ("trial", rules.TRIAL)


def test_from_trial_to_paid_to_refused_to_shut_to_paid_again(association, treasurer):
    association.subscribe()
    assert association.step() == "active"
    row = association.row
    assert (row.plan, row.unpaid_since, row.pay_url) == ("liten", None, "")
    assert row.paid_until > association.at + 360 * DAY

    association.forward(days=366)
    association.renewal(says_no=True)
    assert association.step() == "unpaid"
    assert association.row.pay_url.startswith("http")
    association.forward(days=29)
    assert association.step() == "unpaid"
    association.forward(days=2)
    assert association.step() == "read_only"
    association.pay_invoice()
    assert association.step() == "active"

    assert changes() == [
        ("trial", "active"), ("active", "unpaid"), ("unpaid", "read_only"), ("read_only", "active"),
    ]  # fmt: skip
    assert [tidings for tidings, _ in association.letters()] == [
        "unpaid", "grace_ends", "read_only", "paid_again",
    ]  # fmt: skip
    assert (association.row.read_only_since, association.row.grace_until, association.row.pay_url) == (
        None, None, "",
    )  # fmt: skip


def test_each_is_told_once_in_their_own_language_however_often_the_beat_comes(
    association, treasurer, board, mailoutbox
):
    board.language = "en"
    board.save()
    association.forward(days=77)
    for _ in range(3):
        association.step()
    for letter_id in queries.waiting_letters():
        actions.OUTBOX.deliver(letter_id=letter_id, at=association.at)
        actions.OUTBOX.deliver(letter_id=letter_id, at=association.at)

    assert association.letters() == [("trial_ends", "bo@alfa.example"), ("trial_ends", "sofia@alfa.example")]
    bo, sofia = sorted(mailoutbox, key=lambda one: one.to[0])
    assert bo.subject.startswith("The trial of Nätverket Alfa ends on")
    assert sofia.subject.startswith("Provtiden för Nätverket Alfa går ut")
    assert "/forening/abonnemang" in sofia.body
    assert SubscriptionLetter.objects.filter(state="sent").count() == 2


def test_the_office_is_told_where_there_is_no_board_yet(association):
    association.forward(days=77)
    association.step()

    assert association.letters() == [("trial_ends", "office@alfa.example")]


def test_while_stripe_is_silent_nothing_goes_further(association, treasurer):
    association.subscribe()
    association.step()
    association.forward(days=500)
    association.desk.down = True
    with pytest.raises(gateway.GatewayError):
        actions.step(at=association.at)

    assert association.row.standing == "active"
    assert changes() == [("trial", "active")]


@pytest.mark.parametrize("lacks", [{"STRIPE_KEY": ""}, {"SUBSCRIPTIONS": False}])
def test_an_installation_that_asks_for_no_money_ends_no_trial(association, settings, lacks):
    for name, value in lacks.items():
        setattr(settings, name, value)
    association.forward(days=900)

    assert actions.step(at=association.at) is None
    assert association.row.standing == "trial"


@pytest.mark.parametrize("lacks", [{"STRIPE_KEY": ""}, {"SUBSCRIPTIONS": False}])
def test_one_that_was_shut_writes_where_no_money_is_asked_for_any_more(association, settings, lacks):
    association.to_read_only()
    assert queries.obstacles_to_writing(room="tenants", at=association.at) != []
    for name, value in lacks.items():
        setattr(settings, name, value)

    assert queries.obstacles_to_writing(room="tenants", at=association.at) == []


def test_a_plan_that_is_too_small_says_so_and_one_that_is_not_there_is_missing(association):
    for number in range(1, 52):
        new_member(number)
    with pytest.raises(Refused) as refused:
        actions.open_page(plan="liten", language="sv", at=association.at)
    assert [(one.code, dict(one.params)) for one in refused.value.obstacles] == [
        ("billing.subscriptions.obstacle_too_many_members", {"members": 51, "most": 50})
    ]
    with pytest.raises(Missing):
        actions.open_page(plan="guld", language="sv", at=association.at)
    assert association.row.customer == ""
    assert association.desk.asked == []


def test_at_most_one_page_stands_open(association):
    first = actions.open_page(plan="liten", language="sv", at=association.at)
    second = actions.open_page(plan="mellan", language="en", at=association.at)

    pages = association.desk.state.drawers[""].all("checkout.session")
    assert first != second
    assert [one["status"] for one in pages] == ["open", "expired"]
    assert (pages[0]["locale"], pages[0]["amount_subtotal"], pages[0]["amount_total"]) == (
        "en",
        600_000,
        750_000,
    )
    assert len(association.desk.state.drawers[""].all("customer")) == 1


def test_nobody_pays_twice_though_nobody_here_has_heard_of_the_first(association):
    """Paid on a page in another window; the letter from Stripe has not come."""
    association.subscribe()
    with pytest.raises(Refused) as refused:
        actions.open_page(plan="liten", language="sv", at=association.at)

    assert [one.code for one in refused.value.obstacles] == ["billing.subscriptions.obstacle_subscribed"]
    assert association.row.standing == "active"
    assert len(association.desk.state.drawers[""].all("subscription")) == 1


def test_what_is_unpaid_is_paid_by_its_invoice_and_not_by_another_subscription(association):
    association.subscribe()
    association.forward(days=366)
    association.renewal(says_no=True)
    with pytest.raises(Refused) as refused:
        actions.open_page(plan="liten", language="sv", at=association.at)

    assert [one.code for one in refused.value.obstacles] == ["billing.subscriptions.obstacle_pay_the_invoice"]


def test_one_that_stripe_gave_up_on_is_subscribed_to_anew(association):
    number = association.subscribe()
    association.step()
    association.forward(days=366)
    association.renewal(says_no=True)
    with association.desk.hand("") as at:
        subscribing.end(at, at.drawer.things[number])
    assert association.step() == "unpaid"
    assert association.subscribe("mellan") != number
    assert association.step() == "active"
    assert association.row.plan == "mellan"


def test_the_portal_is_for_those_who_have_something_there(association):
    with pytest.raises(Refused) as refused:
        actions.open_portal(language="sv")
    assert [one.code for one in refused.value.obstacles] == [
        "billing.subscriptions.obstacle_never_subscribed"
    ]
    association.subscribe()

    assert "/portal/bps_" in actions.open_portal(language="sv")


def test_the_answer_to_an_older_question_never_overwrites_a_newer_ones(association, monkeypatch):
    """Two workers ask; the one that asked first, before the payment, is the last to write."""
    from billing.subscriptions.actions import looking

    association.subscribe()
    association.step()
    association.forward(days=366)
    association.renewal(says_no=True)
    stale = looking._question(association.row)
    old = [looking._as_told(one) for one in gateway.own().subscriptions(association.row.customer)]
    association.pay_invoice()
    association.step()
    looking._written(question=stale, told=old, at=association.at)
    assert association.row.standing == "active"

    looking._written(question=association.row.asked, told=old, at=association.at)
    assert association.row.standing == "unpaid", "the naive way, without the number, shuts who has paid"


def test_the_beat_asks_of_a_paid_one_a_few_times_a_day_and_when_its_period_ends(association):
    def questions():
        before = len(association.desk.asked)
        actions.step(at=association.at)
        return len(association.desk.asked) - before

    association.subscribe()
    assert questions() == 1
    association.forward(minutes=10)
    assert questions() == 0
    association.forward(hours=6)
    assert questions() == 1
    association.forward(days=365)
    assert (questions(), questions()) == (1, 1)


def test_what_was_practised_in_test_mode_is_nothing_in_earnest(association, settings):
    """The same installation, later with real money: the customer of the test mode is not asked for there."""
    association.subscribe()
    association.step()
    settings.STRIPE_LIVE = True
    association.forward(days=91)
    assert association.step() == "unpaid"
    first = association.row.customer
    actions.open_page(plan="liten", language="sv", at=association.at)

    row = association.row
    assert row.is_live
    assert row.customer not in {"", first}
    assert row.number == ""


# The platform's own staff


def test_more_time_is_given_and_whoever_was_shut_writes_at_once(association, capsys):
    association.to_read_only()
    actions.give_time(until=association.at + 10 * DAY, by=Actor.system(), at=association.at)

    assert (association.row.standing, queries.obstacles_to_writing(room="tenants", at=association.at)) == (
        "unpaid", [],
    )  # fmt: skip
    assert Entry.objects.filter(kind="billing.subscriptions.time_given").count() == 1


def test_the_command_lists_those_that_need_somebody_first(association, bravo, capsys):
    association.to_read_only()
    call_command("subscriptions")
    lines = capsys.readouterr().out.splitlines()

    assert [line.split()[:2] for line in lines[:2]] == [["address", "standing"], ["alfa", "read_only"]]
    assert ["bravo", "trial"] in [line.split()[:2] for line in lines]
    call_command("subscriptions", give="alfa", until="2018-01-31")
    assert "alfa                            unpaid     2018-01-31" in capsys.readouterr().out
    for wrong in (
        {"give": "alfa"},
        {"give": "nobody", "until": "2018-01-31"},
        {"give": "alfa", "until": "soon"},
    ):
        with pytest.raises(CommandError):
            call_command("subscriptions", **wrong)


# What the database refuses


@pytest.mark.parametrize(
    "wrong",
    [
        {"standing": "active"},
        {"standing": "unpaid"},
        {"standing": "read_only"},
        {"standing": "trial", "grace_until": "2017-01-01T00:00Z"},
        {"standing": "lost"},
        {"standing": "read_only", "unpaid_since": "2017-01-01T00:00Z", "grace_until": "2017-02-01T00:00Z",
         "read_only_since": "2017-01-31T00:00Z"},
        {"standing": "unpaid", "unpaid_since": "2017-01-02T00:00Z", "grace_until": "2017-01-01T00:00Z"},
        {"number": "sub_1"},
        {"answered": 1},
    ],
)  # fmt: skip
def test_a_standing_without_its_days_cannot_be_written(association, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Subscription.objects.filter(pk=association.network.pk).update(**wrong)


def test_a_customer_and_a_subscription_are_one_associations(association, bravo):
    association.subscribe()
    association.step()
    row = association.row
    for stolen in ({"customer": row.customer}, {"customer": "cus_other", "number": row.number}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.filter(pk=bravo.pk).update(**stolen)
