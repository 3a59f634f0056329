"""A network signs up: typed code, then five steps that can be killed anywhere and tried again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.actions import make_link
from accounts.models import User
from accounts.rules import TRIES_PER_CODE
from kernel import codes, tenancy
from kernel.errors import Missing, Obstacle, Refused, refuse_if
from notices.actions import send_letter
from tenants.networks import queries, rules
from tenants.networks.actions.provisioning import Founding, NoSpare, found_network, prepare_spare
from tenants.networks.enums import STEPS, SignUpStatus
from tenants.networks.models import Network, SignUp

CODE_VALID = timedelta(minutes=30)
LINK_VALID = timedelta(hours=24)


@transaction.atomic
def begin_sign_up(founding: Founding, *, at: datetime) -> SignUp:
    """Remember the wish and send a code to the contact's address."""
    refuse_if(rules.obstacles_to_slug(founding.slug, taken=queries.is_taken(founding.slug)))
    sign_up = SignUp(
        name=founding.name, slug=founding.slug, country=founding.country, language=founding.language,
        contact_name=founding.contact_name, contact_email=founding.contact_email.lower(),
        status=SignUpStatus.CODE_SENT, created_at=at, code_valid_until=at,
        steps=[{"code": code, "state": "waiting", "seconds": None} for code in STEPS],
    )  # fmt: skip
    _send_code(sign_up, at=at)
    return sign_up


@transaction.atomic
def new_code(*, sign_up_id: UUID, at: datetime) -> SignUp:
    """Send another code; the one before stops working."""
    sign_up = _locked(sign_up_id)
    if sign_up.status == SignUpStatus.CODE_SENT:
        _send_code(sign_up, at=at)
    return sign_up


def verify(*, sign_up_id: UUID, code: str, at: datetime) -> SignUp:
    """Check the typed code; right, it starts the building. The same right code again is no error."""
    with transaction.atomic():
        sign_up = _locked(sign_up_id)
        right = codes.matches(sign_up.code_hash, "sign-up", str(sign_up.pk), code.strip())
        obstacle = None
        if sign_up.attempts >= TRIES_PER_CODE:
            until = sign_up.code_valid_until.isoformat()
            obstacle = Obstacle("platform.accounts.error_too_many", {"time": until})
        elif not right:
            obstacle = Obstacle("platform.accounts.error_code_wrong")
            sign_up.attempts += 1
        elif at >= sign_up.code_valid_until:
            obstacle = Obstacle("platform.accounts.error_code_expired")
        elif sign_up.status == SignUpStatus.CODE_SENT:
            sign_up.status = SignUpStatus.BUILDING
        sign_up.save()
    if obstacle:  # raised outside the transaction, so that the wrong try stays counted
        raise Refused([obstacle])
    return sign_up


@transaction.atomic
def retry(*, sign_up_id: UUID, slug: str | None) -> SignUp:
    """Go on after a stop, if need be under another address. What is already done is not done again."""
    sign_up = _locked(sign_up_id)
    if sign_up.status not in {SignUpStatus.FAILED, SignUpStatus.BUILDING}:
        return sign_up
    if slug and sign_up.network_id is None:
        refuse_if(rules.obstacles_to_slug(slug, taken=queries.is_taken(slug)))
        sign_up.slug = slug
    sign_up.status = SignUpStatus.BUILDING
    sign_up.obstacles = []
    sign_up.steps = [
        step if step["state"] == "done" else {"code": step["code"], "state": "waiting", "seconds": None}
        for step in sign_up.steps
    ]
    sign_up.save()
    return sign_up


def build(*, sign_up_id: UUID, at: datetime) -> None:
    """Provision a verified sign-up. Run again after a kill at any point, it ends in one whole network.

    Progress is written as it goes; the network itself appears in one transaction.
    """
    sign_up = SignUp.objects.get(pk=sign_up_id)
    if sign_up.status != SignUpStatus.BUILDING:
        return
    try:
        if sign_up.network is None:
            _raise_the_house(sign_up, at=at)
        time.sleep(tenancy.UNKNOWN_SECONDS)  # who asked for the address too early is answered now
        _send_ready_letter(sign_up, at=at)
    except Refused as refused:
        _fail(sign_up, [o.to_json() for o in refused.obstacles])
    except Exception:
        step = next((i for i, s in enumerate(sign_up.steps, 1) if s["state"] == "running"), 1)
        _fail(sign_up, [Obstacle("tenants.networks.obstacle_setup_stopped", {"step": step}).to_json()])
        raise


def _raise_the_house(sign_up: SignUp, *, at: datetime) -> None:
    with _step(sign_up, "address"):
        refuse_if(rules.obstacles_to_slug(sign_up.slug, taken=queries.is_taken(sign_up.slug)))
    with _step(sign_up, "schema"):
        prepare_spare()
    founding = Founding(
        name=sign_up.name, slug=sign_up.slug, country=sign_up.country, language=sign_up.language,
        contact_name=sign_up.contact_name, contact_email=sign_up.contact_email,
    )  # fmt: skip
    with _step(sign_up, "rooms"), transaction.atomic():
        try:
            network, _office = found_network(founding, at=at)
        except NoSpare:
            prepare_spare()
            network, _office = found_network(founding, at=at)
        sign_up.network = network
        sign_up.save(update_fields=["network"])


def _send_ready_letter(sign_up: SignUp, *, at: datetime) -> None:
    network = sign_up.network
    assert network is not None
    with _step(sign_up, "letter"):
        if sign_up.letter_sent_at is None:
            send_letter(
                key="tenants.networks.ready",
                to=sign_up.contact_email,
                lang=sign_up.language,
                values={"name": sign_up.contact_name, "network": network.name, "link": _link(network, at)},
            )
            sign_up.letter_sent_at = at
            sign_up.save(update_fields=["letter_sent_at"])
    sign_up.status = SignUpStatus.READY
    sign_up.save(update_fields=["status"])


def _link(network: Network, at: datetime) -> str:
    with tenancy.inside(network):
        user = User.objects.get(email=network.contact_email)
        token = make_link(user=user, at=at, valid=LINK_VALID)
    return f"{queries.origin_of(network.slug)}/logga-in?t={token}&to=/kontor"


def _fail(sign_up: SignUp, obstacles: list[dict[str, object]]) -> None:
    sign_up.status = SignUpStatus.FAILED
    sign_up.obstacles = obstacles
    sign_up.save(update_fields=["status", "obstacles"])


@contextmanager
def _step(sign_up: SignUp, code: str) -> Iterator[None]:
    step = next(s for s in sign_up.steps if s["code"] == code)
    began = time.perf_counter()
    step["state"] = "running"
    sign_up.save(update_fields=["steps"])
    try:
        yield
    except BaseException:
        step["state"] = "failed"
        sign_up.save(update_fields=["steps"])
        raise
    step.update(state="done", seconds=round(time.perf_counter() - began, 2))
    sign_up.save(update_fields=["steps"])


def _locked(sign_up_id: UUID) -> SignUp:
    sign_up = SignUp.objects.select_for_update().filter(pk=sign_up_id).first()
    if sign_up is None:
        raise Missing
    return sign_up


def _send_code(sign_up: SignUp, *, at: datetime) -> None:
    code = codes.six_digits()
    sign_up.code_hash = codes.fingerprint("sign-up", str(sign_up.pk), code)
    sign_up.code_valid_until = at + CODE_VALID
    sign_up.attempts = 0
    sign_up.save()
    values = {"name": sign_up.contact_name, "network": sign_up.name, "code": code}
    valid_until = sign_up.code_valid_until
    transaction.on_commit(
        lambda: send_letter(
            key="tenants.networks.sign_up_code", to=sign_up.contact_email, lang=sign_up.language,
            values={**values, "valid_until": valid_until},
        )
    )  # fmt: skip
