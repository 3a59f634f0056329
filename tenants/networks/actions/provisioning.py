"""A schema of its own: prepared in advance, claimed in one transaction.

A spare is a copy of a template, which was migrated once for each state of the code. A crash while
the template is migrated leaves an orphan schema that nobody owns; a crash while copying leaves
nothing; a crash while claiming leaves the spare as it was.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils.module_loading import import_string
from psycopg import sql

from accounts.actions import ensure_user, grant_role
from accounts.models import User
from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import refuse_if
from kernel.permissions import Role
from tenants.networks import queries, rules
from tenants.networks.actions.copying import CopyDiffers, copy_schema
from tenants.networks.events import NetworkFounded
from tenants.networks.models import Domain, Network, Spare, Template

log = structlog.get_logger("stadga")
LOCK_TIMEOUT = "5s"


class NoSpare(RuntimeError):
    """No schema is ready to be claimed; prepare one and try again."""


@dataclass(frozen=True)
class Founding:
    """What a network is founded with."""

    name: str
    slug: str
    country: str
    language: str
    contact_name: str
    contact_email: str


def prepare_spare() -> Spare:
    """Copy the template to a schema that a coming network can claim; migrate one where a copy differs."""
    name = f"spare_{secrets.token_hex(6)}"
    fingerprint = queries.migrations_fingerprint()
    template = _template(fingerprint)
    try:
        with transaction.atomic():
            Template.objects.select_for_update().get(pk=template.pk)  # it stays while it is copied
            copy_schema(template.schema_name, name)
            return Spare.objects.create(schema_name=name, fingerprint=fingerprint)
    except (CopyDiffers, Template.DoesNotExist) as reason:  # the latter when newer code has dropped it
        log.warning("spare_not_copied", reason=str(reason))  # slower, not wrong
    _migrate(name)
    return Spare.objects.create(schema_name=name, fingerprint=fingerprint)


def _template(fingerprint: str) -> Template:
    """The schema of these migrations, made now if it is not there; those of others are dropped then."""
    there = Template.objects.filter(fingerprint=fingerprint).first()
    if there is not None:
        return there
    name = f"template_{secrets.token_hex(6)}"
    _migrate(name)
    with transaction.atomic():
        made, is_ours = Template.objects.get_or_create(
            fingerprint=fingerprint, defaults={"schema_name": name}
        )
        others = Template.objects.select_for_update().exclude(fingerprint=fingerprint)
        stale = [*others.values_list("schema_name", flat=True), *([] if is_ours else [name])]
        others.delete()
        with connection.cursor() as cursor:
            for schema in stale:
                cursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
    return made


def _migrate(schema: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
    call_command("migrate_schemas", schema_name=schema, tenant=True, interactive=False, verbosity=0)
    tenancy.go_public()


def keep_spares() -> int:
    """Prepare spares until the wanted number is ready; returns how many were made."""
    made = 0
    fingerprint = queries.migrations_fingerprint()
    while Spare.objects.filter(fingerprint=fingerprint).count() < settings.SPARE_SCHEMAS:
        prepare_spare()
        made += 1
    return made


def found_network(founding: Founding, *, at: datetime) -> tuple[Network, User]:
    """Claim a spare, give it its name, address and office, all or nothing.

    Of two foundings of one address exactly one wins; the other gets Refused. Raises NoSpare.
    """
    refuse_if(rules.obstacles_to_slug(founding.slug, taken=queries.is_taken(founding.slug)))
    try:
        with transaction.atomic():
            return _claim(founding, at=at)
    except (IntegrityError, ValidationError):  # the latter when the other's schema was there to be seen
        refuse_if(rules.obstacles_to_slug(founding.slug, taken=queries.is_taken(founding.slug)))
        raise


def _claim(founding: Founding, *, at: datetime) -> tuple[Network, User]:
    spare = (
        Spare.objects.select_for_update(skip_locked=True)
        .filter(fingerprint=queries.migrations_fingerprint())
        .order_by("pk")
        .first()
    )
    if spare is None:
        raise NoSpare
    schema = rules.schema_for(founding.slug)
    network = Network(
        schema_name=schema, name=founding.name, slug=founding.slug, country=founding.country,
        language=founding.language, contact_name=founding.contact_name,
        contact_email=founding.contact_email.lower(), created_at=at,
    )  # fmt: skip
    network.save(force_insert=True)
    Domain.objects.create(tenant=network, domain=queries.host_of(founding.slug), is_primary=True)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(LOCK_TIMEOUT)))
        cursor.execute(
            sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(
                sql.Identifier(spare.schema_name), sql.Identifier(schema)
            )
        )
    spare.delete()
    with tenancy.inside(network):
        office = ensure_user(
            email=founding.contact_email, name=founding.contact_name, at=at, language=founding.language
        )
        grant_role(user=office, role=Role.OFFICE, by=Actor.system(), at=at)
        for follower in settings.NETWORK_FOLLOWERS:
            import_string(follower)(network=network, at=at)
        record(NetworkFounded(subject=None, name=network.name, slug=network.slug), by=Actor.system(), at=at)
    return network, office
