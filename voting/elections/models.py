"""Elections, who is nominated, the ballots that were held, and who was chosen."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from voting.elections.enums import ChosenBy, ElectionPost, NominationSource, RoundKind, SecondRound


def _words(names: Any) -> list[tuple[str, str]]:  # noqa: ANN401  any StrEnum
    return [(name.value, name.value) for name in names]


class Election(models.Model):
    """One post to fill under one item. How far it has come follows from its rows and polls (rules)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="elections")
    item_no = models.PositiveSmallIntegerField()
    post = models.CharField(max_length=24, choices=_words(ElectionPost))
    title_sv = models.CharField(max_length=200, blank=True, help_text="instead of the post's usual words")
    seats = models.PositiveSmallIntegerField(default=1)
    deputies = models.PositiveSmallIntegerField(
        default=0, help_text="chosen in the same election, after the seats, in the order of votes"
    )
    method = models.CharField(max_length=12, blank=True, help_text="asked for; otherwise the rules decide")
    second_round = models.CharField(
        max_length=8, choices=_words(SecondRound), default=SecondRound.RELATIVE.value
    )
    terms = models.JSONField(
        default=list, help_text='[{"n": 3, "years": 2}, {"n": null, "years": 1}] in the order of votes'
    )
    terms_approved_at = models.DateTimeField(null=True)
    until_year = models.PositiveSmallIntegerField(null=True, help_text="fyllnadsval: the rest of a term")
    counties = models.JSONField(default=dict, help_text="county → how many at least, where given here")
    key = models.UUIDField(null=True, help_text="the client's name for this request: sent again, it is one")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="when the list of names was closed")
    cancelled_at = models.DateTimeField(null=True)
    decision = models.UUIDField(null=True, help_text="the newest decision; it may have been retracted")
    lots = models.JSONField(default=list, help_text="lots on who of those with equal votes comes first")

    class Meta:
        """In the order of the agenda; a request opens once."""

        ordering: ClassVar[list[str]] = ["item_no", "opened_at", "id"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["meeting", "key"], name="a_request_opens_one_election"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="an_election_has_seats"),
            models.CheckConstraint(
                condition=Q(cancelled_at=None) | Q(decision=None), name="cancelled_decides_nothing"
            ),
        ]

    def __str__(self) -> str:
        """The post."""
        return self.post


class Nomination(models.Model):
    """Somebody put forward for a post. ``number`` is the name on the ballot: ``n3``."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="nominations")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200, help_text="the name as it is compared and sorted")
    email = models.EmailField(blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    member = models.ForeignKey("members.Member", null=True, on_delete=models.PROTECT, related_name="+")
    county = models.CharField(max_length=80, blank=True)
    place = models.CharField(max_length=80, blank=True, help_text="where they sit at the meeting")
    source = models.CharField(max_length=9, choices=_words(NominationSource))
    nominated_by = models.CharField(max_length=200, blank=True, help_text="in the words of the minutes")
    nominator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    nominated_at = models.DateTimeField()
    term_years = models.PositiveSmallIntegerField(null=True, help_text="as proposed, for an acclamation")
    is_convener = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    accepts = models.BooleanField(null=True, help_text="what they answered; None while they have not")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """The same person once per post; at most one convener."""

        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["election", "number"], name="nomination_number_once"),
            models.UniqueConstraint(
                fields=["election", "email"], condition=~Q(email=""), name="an_address_is_nominated_once"
            ),
            models.UniqueConstraint(
                fields=["election", "folded", "organisation"], name="a_name_is_nominated_once"
            ),
            models.UniqueConstraint(
                fields=["election"], condition=Q(is_convener=True), name="one_convener"
            ),
        ]  # fmt: skip


class Round(models.Model):
    """One ballot. The poll that is held on it is found by its purpose: a voided one may be held again."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="rounds")
    no = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6, choices=_words(RoundKind))
    method = models.CharField(max_length=12)
    candidates = models.JSONField(default=list, help_text="numbers of those who stand")
    seats = models.PositiveSmallIntegerField()
    poll = models.UUIDField(null=True, unique=True, help_text="the poll whose result this is")
    result = models.JSONField(null=True)
    declared_at = models.DateTimeField(null=True)

    class Meta:
        """In order; a round with a result has its poll."""

        ordering: ClassVar[list[str]] = ["no"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["election", "no"], name="election_round_once"),
            models.CheckConstraint(
                condition=Q(declared_at=None, result=None)
                | Q(declared_at__isnull=False, result__isnull=False, poll__isnull=False),
                name="a_declared_round_has_its_poll",
            ),
        ]


class Place(models.Model):
    """Somebody was chosen, by acclamation or in a round, perhaps by lot. A declined place stays on record."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="places")
    nomination = models.OneToOneField(Nomination, on_delete=models.PROTECT, related_name="chosen")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="places")
    chosen_by = models.CharField(max_length=11, choices=_words(ChosenBy))
    rank = models.PositiveSmallIntegerField(help_text="within the round, as counted")
    votes = models.PositiveIntegerField(null=True)
    by_lot = models.BooleanField(default=False)
    chosen_at = models.DateTimeField()
    declined_at = models.DateTimeField(null=True)

    class Meta:
        """A nominee is chosen once; a counted place belongs to a round."""

        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                condition=Q(chosen_by="poll", round__isnull=False, votes__isnull=False)
                | Q(chosen_by="acclamation", round=None, votes=None, by_lot=False),
                name="a_counted_place_has_its_round",
            ),
        ]
