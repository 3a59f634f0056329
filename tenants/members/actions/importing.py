"""A file of members: looked at first, then read in whole or not at all."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from journal.actions import record
from kernel import tenancy
from kernel.actor import Actor
from kernel.errors import Missing, refuse_if
from tenants.members import queries, rules
from tenants.members.actions.shared import hold_the_roll, let_in, member_of
from tenants.members.events import MembersImported
from tenants.members.models import Member, MemberImport

LONGEST_FILE_NAME = 200
AT_ONCE = 500


def preview_import(*, file_name: str, content: bytes, at: datetime) -> MemberImport:
    """Read the file and show every row. No member is touched.

    Raises Malformed with the reason, and the row, for a file that cannot be read.
    """
    country = tenancy.current().country
    reading = rules.read_file(content, taken=queries.numbers_in_use(), country=country)
    return MemberImport.objects.create(
        file_name=rules.visible(file_name)[-LONGEST_FILE_NAME:],
        encoding=reading.encoding,
        delimiter=reading.delimiter,
        rows=[row.to_json() for row in reading.rows],
        notes=reading.notes,
        good=len(reading.rows) - reading.faulty,
        faulty=reading.faulty,
        created_at=at,
    )


@transaction.atomic
def apply_import(*, import_id: UUID, by: Actor, at: datetime) -> MemberImport:
    """Make every row a member and let its contact in, all in one transaction.

    Applied again it gives the same answer. Raises Missing, and Refused when a row has a fault or
    collides with a member who has come since. Locks the import, then the roll.
    """
    found = MemberImport.objects.select_for_update().filter(pk=import_id).first()
    if found is None:
        raise Missing
    if found.applied_at is not None:
        return found
    hold_the_roll()
    now = queries.import_now(found)
    refuse_if(rules.obstacles_to_applying(faulty=now.faulty))
    members = [member_of(row["values"], at=at) for row in now.rows]
    Member.objects.bulk_create(members, batch_size=AT_ONCE)
    let_in([(member.contact_email, member.contact_name) for member in members], at=at)
    found.applied_at, found.created = at, len(members)
    found.save(update_fields=["applied_at", "created"])
    record(MembersImported(subject=found.pk, created=len(members)), by=by, at=at)
    return found
