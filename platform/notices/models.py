"""What every letter that is kept has: how far it came, how often it was tried, and the proof."""

from __future__ import annotations

from django.db import models

from notices.enums import LetterState


class KeptLetter(models.Model):
    """A letter that a room keeps until the mail server has taken it, and keeps the proof of afterwards.

    The room's own table adds to whom and about what, and a constraint that what was sent is proved.
    """

    state = models.CharField(
        max_length=8, choices=[(s.value, s.value) for s in LetterState], default=LetterState.WAITING.value
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=300, blank=True, help_text="the mail server's no, by name and code")
    message_id = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, help_text="when the mail server took it")

    class Meta:
        """No table of its own."""

        abstract = True
