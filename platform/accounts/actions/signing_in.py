"""Sign-in by a typed code, or by a link whose page only shows a button.

Limits are counted in the association's own rows, per address, so that a hall behind one public
address is not locked out and sign-in works with Redis down.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum

from accounts import rules
from accounts.models import SignInCode, User
from kernel import codes, tenancy
from kernel.errors import Missing, Refused


def ask_for_code(*, email: str, at: datetime) -> tuple[User, str, str] | None:
    """A new (person, code, link token) for a known address, or None: the door answers the same either way."""
    address = email.strip().lower()
    user = User.objects.filter(email=address, is_active=True).first()
    recent = SignInCode.objects.filter(email=address, sent_at__gt=at - rules.WINDOW).count()
    if user is None or recent >= rules.CODES_PER_WINDOW:
        return None
    code, token = codes.six_digits(), make_link(user=user, at=at, valid=rules.VALID, code=None)
    SignInCode.objects.filter(link_hash=_link(token)).update(code_hash=_code(address, code))
    return user, code, token


def make_link(*, user: User, at: datetime, valid: timedelta, code: str | None = None) -> str:
    """A token for a sign-in link; used by letters and by the demo's one-click list."""
    token = codes.link_token()
    SignInCode.objects.create(
        email=user.email,
        code_hash=_code(user.email, code) if code else "",
        link_hash=_link(token),
        sent_at=at,
        valid_until=at + valid,
    )
    return token


def sign_in_by_code(*, email: str, code: str, at: datetime) -> User:
    """The person whose newest code this is; a wrong try is counted even though it is refused."""
    address = email.strip().lower()
    with transaction.atomic():
        newest = (
            SignInCode.objects.select_for_update()
            .filter(email=address)
            .exclude(code_hash="")
            .order_by("-sent_at", "-pk")
            .first()
        )
        right = newest is not None and codes.matches(newest.code_hash, *_code_parts(address, code))
        obstacles = rules.obstacles_to_code(
            found=newest is not None,
            right=right,
            valid_until=newest.valid_until if newest else None,
            attempts=newest.attempts if newest else 0,
            used=bool(newest and newest.used_at),
            tries=_tries(address, at),
            at=at,
        )
        if newest is not None and [o.code for o in obstacles] == [rules.WRONG]:
            newest.attempts += 1
            newest.save(update_fields=["attempts"])
        if newest is not None and not obstacles:
            newest.used_at = at
            newest.save(update_fields=["used_at"])
    if obstacles:  # raised outside the transaction, so that the wrong try stays counted
        raise Refused(obstacles)
    return User.objects.get(email=address, is_active=True)


def who_has_link(*, token: str, at: datetime) -> User:
    """Whose link this is, without using it up: what the page with the button shows."""
    row = SignInCode.objects.filter(link_hash=_link(token), used_at=None, valid_until__gt=at).first()
    user = User.objects.filter(email=row.email, is_active=True).first() if row else None
    if user is None:
        raise Missing
    return user


@transaction.atomic
def sign_in_by_link(*, token: str, at: datetime) -> User:
    """Use the link once. A mail scanner that opens it has not pressed the button."""
    row = SignInCode.objects.select_for_update().filter(link_hash=_link(token)).first()
    user = User.objects.filter(email=row.email, is_active=True).first() if row else None
    if row is None or user is None:
        raise Missing
    refused = rules.obstacles_to_code(
        found=True, right=True, valid_until=row.valid_until, attempts=0, used=row.used_at is not None,
        tries=rules.Tries(0, None), at=at,
    )  # fmt: skip
    if refused:
        raise Refused(refused)
    row.used_at = at
    row.save(update_fields=["used_at"])
    return user


def _tries(address: str, at: datetime) -> rules.Tries:
    since = at - timedelta(hours=1)
    rows = SignInCode.objects.filter(email=address, sent_at__gt=since)
    wrong = rows.aggregate(n=Sum("attempts"))["n"] or 0
    first = rows.order_by("sent_at").values_list("sent_at", flat=True).first()
    return rules.Tries(wrong_last_hour=wrong, frees_up_at=first + timedelta(hours=1) if first else None)


def _code_parts(address: str, code: str) -> tuple[str, ...]:
    return ("sign-in-code", str(tenancy.current().pk), address, code.strip())


def _code(address: str, code: str) -> str:
    return codes.fingerprint(*_code_parts(address, code))


def _link(token: str) -> str:
    return codes.fingerprint("sign-in-link", str(tenancy.current().pk), token)
