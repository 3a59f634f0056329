"""Ballots are only added, only while the poll is open, only by an entry of the poll's own register.

The trigger takes FOR SHARE on the poll: the gavel (an UPDATE) waits for ballots under way, and a
ballot that comes after it sees the closed state. Measured without the lock: 536 ballots stored
after the count.

Row locks are not fair: under a stream of ballots there is always another FOR SHARE, and the gavel
waited up to 7.9 s, until 3,940 of 4,000 had voted. So every ballot first passes the poll's gate, an
advisory lock whose queue is: shared by ballots, exclusive for the gavel, which then waits for those
under way only. Hash collisions between polls make somebody wait a moment, nothing more. Names are
unqualified on purpose, so that they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION polls_ballot_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE poll record;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(78, hashtext(new.poll_id::text));
  SELECT state, register_id INTO poll FROM polls_poll WHERE id = new.poll_id FOR SHARE;
  IF poll.state IS DISTINCT FROM 'open' THEN
    RAISE EXCEPTION 'the poll is not open'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_only_while_open';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM register_entry WHERE id = new.entry_id AND register_id = poll.register_id) THEN
    RAISE EXCEPTION 'not in the register of this poll'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_of_the_register';
  END IF;
  RETURN new;
END $$;

CREATE FUNCTION polls_ballot_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ballots are only added' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER ballot_in_time BEFORE INSERT ON polls_ballot
  FOR EACH ROW EXECUTE FUNCTION polls_ballot_is_in_time();
CREATE TRIGGER ballots_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON polls_ballot
  FOR EACH STATEMENT EXECUTE FUNCTION polls_ballot_refuse();
"""
BACKWARD = r"""
DROP TRIGGER ballots_only_grow ON polls_ballot;
DROP TRIGGER ballot_in_time ON polls_ballot;
DROP FUNCTION polls_ballot_refuse();
DROP FUNCTION polls_ballot_is_in_time();
"""


class Migration(migrations.Migration):
    """Triggers of the ballots."""

    dependencies: ClassVar = [("polls", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
