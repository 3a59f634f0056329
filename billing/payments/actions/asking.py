"""Asking Stripe on somebody's behalf: its silence and its refusals become obstacles that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from billing.payments import gateway
from kernel.errors import Obstacle, Refused

log = structlog.get_logger("stadga")


@contextmanager
def stripe_is_asked(what: str) -> Iterator[gateway.Gateway]:
    """The gateway; an answer that is no answer becomes :class:`Refused`."""
    try:
        yield gateway.current()
    except gateway.Unreachable as error:
        log.warning("stripe_unreachable", what=what, reason=str(error))
        raise Refused([Obstacle("billing.payments.obstacle_stripe_silent")]) from error
    except gateway.Declined as error:
        raise Refused([Obstacle("billing.payments.obstacle_declined", {"because": error.code})]) from error
    except gateway.NoAccess as error:
        log.warning("stripe_account_closed", what=what, message=error.message)
        raise Refused([Obstacle("billing.payments.obstacle_account_closed")]) from error
    except gateway.Rejected as error:
        log.warning("stripe_refused", what=what, code=error.code, message=error.message)
        raise Refused([Obstacle("billing.payments.obstacle_stripe_refused", {"code": error.code})]) from error
