"""Letters about the minutes: something to read, something to sign, and the code to sign with.

They go out after the change is stored. One that the mail server does not take costs nothing but itself: what
there is to do stands on the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from kernel import tenancy
from kernel.logs import log
from notices.actions import send_letter
from tenants.networks.queries import origin_of
from voting.minutes.models import Signatory, Version


def tell_those_who_approve(version: Version) -> None:
    """The text is frozen: read it, comment on it, approve it."""
    people = version.signatories.defer("pdf").select_related("user").filter(approved_at=None)
    _send("voting.minutes.to_approve", version, (one.user for one in people))


def tell_those_who_sign(approved: Signatory) -> None:
    """Everybody has approved: sign it. Says nothing while somebody has not."""
    version = approved.version
    people = list(version.signatories.defer("pdf").select_related("user"))
    if all(one.approved_at for one in people):
        _send("voting.minutes.to_sign", version, (one.user for one in people if one.signed_at is None))


def send_signing_code(user: User, version: Version, code: str, *, valid_until: datetime) -> None:
    """The code that confirms one signature on one file. Raises when the mail server does not take it."""
    send_letter(
        key="voting.minutes.signing_code",
        to=user.email,
        lang=user.language,
        values={
            "association": tenancy.current().name,
            "code": code,
            "meeting": version.meeting.title,
            "checksum": version.sha256,
            "valid_until": valid_until,
        },
    )


def _send(key: str, version: Version, people: Iterable[User]) -> None:
    network = tenancy.current()
    for user in people:
        try:
            send_letter(
                key=key,
                to=user.email,
                lang=user.language,
                values={
                    "association": network.name,
                    "name": user.name,
                    "meeting": version.meeting.title,
                    "link": f"{origin_of(network.slug)}/protokoll",
                },
            )
        except OSError as error:
            log.warning("letter_lost", letter=key, reason=type(error).__name__)
