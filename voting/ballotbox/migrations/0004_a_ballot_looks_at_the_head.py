"""A ballot moves the box's head on; what never changes is only looked at when somebody would change it.

One trigger compared the whole row, so that each ballot of a hall read hundreds of kilobytes while the others
waited for it. Names are unqualified on purpose, so that they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION ballotbox_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF new.height < old.height
    OR (old.opened_at IS NOT NULL AND (new.head, new.height) IS DISTINCT FROM (old.head, old.height))
  THEN
    RAISE EXCEPTION 'what is in a ballot box stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;

DROP TRIGGER box_stays ON ballotbox_box;
CREATE TRIGGER box_stays BEFORE UPDATE OF poll, meeting_id, uuid, election, trustees, credentials, timestamp,
    sealed_at, ended_at, tally, counted, weight, opened_at, counts ON ballotbox_box
  FOR EACH ROW EXECUTE FUNCTION ballotbox_stays();
CREATE TRIGGER box_grows BEFORE UPDATE OF head, height ON ballotbox_box
  FOR EACH ROW EXECUTE FUNCTION ballotbox_grows();
"""
BACKWARD = r"""
DROP TRIGGER box_grows ON ballotbox_box;
DROP TRIGGER box_stays ON ballotbox_box;
CREATE TRIGGER box_stays BEFORE UPDATE ON ballotbox_box
  FOR EACH ROW EXECUTE FUNCTION ballotbox_stays();
DROP FUNCTION ballotbox_grows();
"""


class Migration(migrations.Migration):
    """Two triggers for one."""

    dependencies: ClassVar = [("ballotbox", "0003_commitments_and_seals")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
