"""What each association has with the platform. In ``public``, beside the network it belongs to."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from billing.subscriptions.enums import Standing, Tidings
from notices.models import KeptLetter
from tenants.networks.models import Network


class Subscription(models.Model):
    """How one association stands. Stripe is asked; what it says is written here, and this is what counts.

    ``asked`` numbers the questions to Stripe and ``answered`` the last one whose answer was written, so that
    an older answer that comes late is left aside.
    """

    network = models.OneToOneField(
        Network, primary_key=True, on_delete=models.CASCADE, related_name="subscription"
    )
    standing = models.CharField(
        max_length=9, choices=[(s.value, s.value) for s in Standing], default=Standing.TRIAL.value
    )
    plan = models.CharField(max_length=20, blank=True, help_text="a code of the list of plans")
    trial_until = models.DateTimeField(help_text="the trial ends then")
    paid_until = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True, help_text="the association ended it: it is not renewed then")
    unpaid_since = models.DateTimeField(null=True)
    grace_until = models.DateTimeField(null=True)
    read_only_since = models.DateTimeField(null=True)
    is_live = models.BooleanField(default=False, help_text="whether the customer is one of real money")
    customer = models.CharField(max_length=64, blank=True)
    number = models.CharField(max_length=64, blank=True, help_text="of the subscription at Stripe")
    pay_url = models.CharField(max_length=2000, blank=True, help_text="where its open invoice is paid")
    page = models.CharField(max_length=100, blank=True, help_text="the page that was opened last")
    pages = models.PositiveIntegerField(default=0, help_text="how many were opened")
    asked = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField()

    class Meta:
        """Each standing has its days; nothing is read-only before its grace was over."""

        indexes: ClassVar[list[Any]] = [models.Index(fields=["standing"])]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(standing="trial", unpaid_since=None, grace_until=None, read_only_since=None)
                | Q(
                    standing="active", paid_until__isnull=False, unpaid_since=None, grace_until=None,
                    read_only_since=None,
                )
                & ~Q(number="")
                | Q(
                    standing="unpaid", unpaid_since__isnull=False, grace_until__gte=F("unpaid_since"),
                    read_only_since=None,
                )
                | Q(
                    standing="read_only", unpaid_since__isnull=False, grace_until__gte=F("unpaid_since"),
                    read_only_since__gte=F("grace_until"),
                ),
                name="standing_has_its_days",
            ),
            models.CheckConstraint(
                condition=~Q(customer="") | Q(number="", page=""), name="a_customer_before_a_subscription"
            ),
            models.CheckConstraint(condition=Q(answered__lte=F("asked")), name="answers_follow_questions"),
            models.UniqueConstraint(
                fields=["customer"], condition=~Q(customer=""), name="a_customer_is_one_networks"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="a_subscription_is_one_networks"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        """Whose, and how it stands."""
        return f"{self.network_id} {self.standing}"


class SubscriptionLetter(KeptLetter):
    """A letter about the subscription to one person, with what it tells: once for each thing and person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="letters")
    tidings = models.CharField(max_length=10, choices=[(t.value, t.value) for t in Tidings])
    about = models.DateTimeField(help_text="the day that it is about: told once for that day")
    to = models.EmailField()
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2)
    asked_at = models.DateTimeField()

    class Meta:
        """Once; what is sent is proved."""

        ordering: ClassVar[list[str]] = ["asked_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["subscription", "tidings", "about", "to"], name="told_once_to_each"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) & ~Q(message_id="")
                | ~Q(state="sent") & Q(sent_at=None),
                name="sent_subscription_letter_is_proved",
            ),
        ]


class OwnEvent(models.Model):
    """Something happened on the platform's own account at Stripe. ``raw`` is for people alone."""

    event = models.CharField(max_length=64, unique=True)
    type = models.CharField(max_length=80)
    customer = models.CharField(max_length=64, help_text="whose it says that it is: where to look")
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="events")
    happened_at = models.DateTimeField()
    raw = models.TextField(blank=True)
    received_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, help_text="somebody works on it until then at most")
    tries = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        """Kept once; what waits is found fast."""

        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["id"], condition=models.Q(done_at=None), name="own_events_that_wait")
        ]
