"""A rehearsal's decision has no effect, and a rehearsal can be removed with its ballots.

Both are the meeting's to say and other rooms' tables to obey, so the guards look the meeting up. What was
cast at a real meeting stays, as before (polls 0002, 0004). Names are unqualified on purpose, so that they
follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION decisions_rehearsals_have_no_effect() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM decisions_decision d JOIN meetings_meeting m ON m.id = d.meeting
    WHERE d.id = new.decision_id AND m.is_rehearsal
  ) THEN
    RAISE EXCEPTION 'a rehearsal decides nothing'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'rehearsals_have_no_effect';
  END IF;
  RETURN new;
END $$;
CREATE TRIGGER rehearsals_have_no_effect BEFORE INSERT OR UPDATE ON decisions_effect
  FOR EACH ROW EXECUTE FUNCTION decisions_rehearsals_have_no_effect();

CREATE FUNCTION polls_only_rehearsals_go() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM polls_poll p JOIN meetings_meeting m ON m.id = p.meeting_id
    WHERE p.id = old.poll_id AND m.is_rehearsal
  ) THEN
    RAISE EXCEPTION 'ballots are only added' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN old;
END $$;
DROP TRIGGER ballots_only_grow ON polls_ballot;
DROP TRIGGER hands_only_grow ON polls_handcount;
CREATE TRIGGER ballots_only_grow BEFORE UPDATE OR TRUNCATE ON polls_ballot
  FOR EACH STATEMENT EXECUTE FUNCTION polls_ballot_refuse();
CREATE TRIGGER hands_only_grow BEFORE UPDATE OR TRUNCATE ON polls_handcount
  FOR EACH STATEMENT EXECUTE FUNCTION polls_ballot_refuse();
CREATE TRIGGER ballots_go BEFORE DELETE ON polls_ballot
  FOR EACH ROW EXECUTE FUNCTION polls_only_rehearsals_go();
CREATE TRIGGER hands_go BEFORE DELETE ON polls_handcount
  FOR EACH ROW EXECUTE FUNCTION polls_only_rehearsals_go();
"""
BACKWARD = r"""
DROP TRIGGER hands_go ON polls_handcount;
DROP TRIGGER ballots_go ON polls_ballot;
DROP TRIGGER hands_only_grow ON polls_handcount;
DROP TRIGGER ballots_only_grow ON polls_ballot;
CREATE TRIGGER ballots_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON polls_ballot
  FOR EACH STATEMENT EXECUTE FUNCTION polls_ballot_refuse();
CREATE TRIGGER hands_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON polls_handcount
  FOR EACH STATEMENT EXECUTE FUNCTION polls_ballot_refuse();
DROP FUNCTION polls_only_rehearsals_go();
DROP TRIGGER rehearsals_have_no_effect ON decisions_effect;
DROP FUNCTION decisions_rehearsals_have_no_effect();
"""


class Migration(migrations.Migration):
    """Guards around rehearsals."""

    dependencies: ClassVar = [
        ("meetings", "0004_rehearsals_stay_rehearsals"),
        ("decisions", "0002_effects"),
        ("polls", "0004_channels_and_clocks"),
    ]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
