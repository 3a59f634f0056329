"""A rehearsal stays one, and a meeting whose minutes have a number never becomes one.

So nothing that was practised becomes real, and nothing real is removed as practice. Names are unqualified
on purpose, so that they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION meetings_rehearsal_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.is_rehearsal AND NOT new.is_rehearsal OR new.is_rehearsal AND old.number <> '' THEN
    RAISE EXCEPTION 'a rehearsal stays a rehearsal'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'rehearsal_stays_rehearsal';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER rehearsal_stays BEFORE UPDATE OF is_rehearsal ON meetings_meeting
  FOR EACH ROW EXECUTE FUNCTION meetings_rehearsal_stays();
"""
BACKWARD = r"""
DROP TRIGGER rehearsal_stays ON meetings_meeting;
DROP FUNCTION meetings_rehearsal_stays();
"""


class Migration(migrations.Migration):
    """The mark of a rehearsal."""

    dependencies: ClassVar = [("meetings", "0003_the_meetings_course")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
