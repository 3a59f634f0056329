"""What an officer's device has answered is never replaced, only erased; a made key never changes.

A second polynomial mixed with the first breaks everybody's shares, so the first answer stays even against
the house itself. Names are unqualified on purpose, so that they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION ceremony_first_answer_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (old.place IS NOT NULL AND (new.place, new.user_id, new.certificate)
        IS DISTINCT FROM (old.place, old.user_id, old.certificate))
    OR (old.commitment <> '' AND new.commitment <> old.commitment)
    OR (old.confirmed_at IS NOT NULL AND new.confirmed_at IS DISTINCT FROM old.confirmed_at)
    OR (old.polynomial <> '' AND new.polynomial NOT IN (old.polynomial, ''))
    OR (old.share <> '' AND new.share NOT IN (old.share, ''))
  THEN
    RAISE EXCEPTION 'the first answer of an officer stays'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'first_answer_stays';
  END IF;
  RETURN new;
END $$;

CREATE FUNCTION ceremony_list_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (old.pin <> ''
        AND (new.pin, new.threshold, new.size) IS DISTINCT FROM (old.pin, old.threshold, old.size))
    OR (old.trustees <> '' AND new.trustees <> old.trustees)
    OR (old.state = 'voided' AND new.state <> 'voided')
  THEN
    RAISE EXCEPTION 'a frozen list and a made key never change'
      USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ceremony_list_stays';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER ceremony_answers BEFORE UPDATE ON ceremony_officer
  FOR EACH ROW EXECUTE FUNCTION ceremony_first_answer_stays();
CREATE TRIGGER ceremony_lists BEFORE UPDATE ON ceremony_ceremony
  FOR EACH ROW EXECUTE FUNCTION ceremony_list_stays();
"""
BACKWARD = r"""
DROP TRIGGER ceremony_lists ON ceremony_ceremony;
DROP TRIGGER ceremony_answers ON ceremony_officer;
DROP FUNCTION ceremony_list_stays();
DROP FUNCTION ceremony_first_answer_stays();
"""


class Migration(migrations.Migration):
    """Triggers of the ceremony."""

    dependencies: ClassVar = [("ceremony", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
