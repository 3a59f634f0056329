"""What a version says of its item stays too; and only a rehearsal's register can be removed.

The guards of migration 0002, with the columns that came since. A rehearsal is marked on its meeting when
it is made, and that mark never changes (meetings 0004). Names are unqualified on purpose, so that they
follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
CREATE OR REPLACE FUNCTION register_only_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.approved_at IS NOT NULL OR new.approved_at IS NULL
    OR (new.id, new.meeting_id, new.version, new.total, new.drawn_up_at, new.change)
      IS DISTINCT FROM (old.id, old.meeting_id, old.version, old.total, old.drawn_up_at, old.change)
    OR (new.item_no, new.excluded) IS DISTINCT FROM (old.item_no, old.excluded)
  THEN
    RAISE EXCEPTION 'a version of the register is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;

CREATE FUNCTION register_only_rehearsals_go() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE meeting uuid;
BEGIN
  IF tg_table_name = 'register_entry' THEN
    SELECT meeting_id INTO meeting FROM register_register WHERE id = old.register_id;
  ELSE
    meeting := old.meeting_id;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = meeting AND m.is_rehearsal) THEN
    RAISE EXCEPTION 'a version of the register is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN old;
END $$;

DROP TRIGGER register_entries_stay ON register_entry;
DROP TRIGGER register_versions_stay ON register_register;
CREATE TRIGGER register_entries_stay BEFORE UPDATE OR TRUNCATE ON register_entry
  FOR EACH STATEMENT EXECUTE FUNCTION register_refuse();
CREATE TRIGGER register_versions_stay BEFORE TRUNCATE ON register_register
  FOR EACH STATEMENT EXECUTE FUNCTION register_refuse();
CREATE TRIGGER register_entries_go BEFORE DELETE ON register_entry
  FOR EACH ROW EXECUTE FUNCTION register_only_rehearsals_go();
CREATE TRIGGER register_versions_go BEFORE DELETE ON register_register
  FOR EACH ROW EXECUTE FUNCTION register_only_rehearsals_go();
"""
BACKWARD = r"""
DROP TRIGGER register_versions_go ON register_register;
DROP TRIGGER register_entries_go ON register_entry;
DROP TRIGGER register_versions_stay ON register_register;
DROP TRIGGER register_entries_stay ON register_entry;
DROP FUNCTION register_only_rehearsals_go();
CREATE TRIGGER register_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON register_entry
  FOR EACH STATEMENT EXECUTE FUNCTION register_refuse();
CREATE TRIGGER register_versions_stay BEFORE DELETE OR TRUNCATE ON register_register
  FOR EACH STATEMENT EXECUTE FUNCTION register_refuse();
"""


class Migration(migrations.Migration):
    """Guards of the register."""

    dependencies: ClassVar = [("register", "0003_substitutes_proxies_conflicts")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
