"""A version of the register is written once, whole, and never changed.

Its votes add up to its total when their one statement ends, so none can be added afterwards; nothing
is removed or altered, save that the meeting's approval is noted once. Names are unqualified on
purpose, so that they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION register_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM register_register r WHERE r.id IN (SELECT register_id FROM added)
    AND r.total IS DISTINCT FROM (SELECT sum(weight) FROM register_entry e WHERE e.register_id = r.id)
  ) THEN
    RAISE EXCEPTION 'the votes of a register add up to its total'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'register_adds_up';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION register_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of the register is never changed' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION register_only_approved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF old.approved_at IS NOT NULL OR new.approved_at IS NULL
    OR (new.id, new.meeting_id, new.version, new.total, new.drawn_up_at, new.change)
      IS DISTINCT FROM (old.id, old.meeting_id, old.version, old.total, old.drawn_up_at, old.change)
  THEN
    RAISE EXCEPTION 'a version of the register is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER register_sum AFTER INSERT ON register_entry REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION register_adds_up();
CREATE TRIGGER register_entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON register_entry
  FOR EACH STATEMENT EXECUTE FUNCTION register_refuse();
CREATE TRIGGER register_versions_stay BEFORE DELETE OR TRUNCATE ON register_register
  FOR EACH STATEMENT EXECUTE FUNCTION register_refuse();
CREATE TRIGGER register_approval BEFORE UPDATE ON register_register
  FOR EACH ROW EXECUTE FUNCTION register_only_approved();
"""
BACKWARD = r"""
DROP TRIGGER register_approval ON register_register;
DROP TRIGGER register_versions_stay ON register_register;
DROP TRIGGER register_entries_stay ON register_entry;
DROP TRIGGER register_sum ON register_entry;
DROP FUNCTION register_only_approved();
DROP FUNCTION register_refuse();
DROP FUNCTION register_adds_up();
"""


class Migration(migrations.Migration):
    """Triggers of the register."""

    dependencies: ClassVar = [("register", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
