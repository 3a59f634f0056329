"""The house, imported once: whoever is forked from the process that imported this begins at once."""

from __future__ import annotations

import django

django.setup()

from billing.payments import actions, tasks  # noqa: E402, F401  after the house is set up
from billing.stripe_desk import letters  # noqa: E402, F401
from tests.torture import stripe_hands  # noqa: E402, F401
