"""What is in a box stays: ballots, electors and decryptions are only added, ballots only until the vote ends.

Names are unqualified on purpose, so that they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION ballotbox_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what is in a ballot box stays' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION ballotbox_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE box record;
BEGIN
  SELECT ended_at, height INTO box FROM ballotbox_box WHERE poll = new.box_id FOR UPDATE;
  IF box.ended_at IS NOT NULL THEN
    RAISE EXCEPTION 'the vote has ended' USING ERRCODE = 'check_violation', CONSTRAINT = 'box_is_open';
  END IF;
  IF NOT EXISTS (SELECT FROM ballotbox_elector WHERE id = new.elector_id AND box_id = new.box_id) THEN
    RAISE EXCEPTION 'the elector is of another box'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'elector_of_the_box';
  END IF;
  RETURN new;
END $$;

CREATE FUNCTION ballotbox_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (new.poll, new.uuid, new.election, new.trustees, new.credentials, new.timestamp, new.sealed_at)
      IS DISTINCT FROM
        (old.poll, old.uuid, old.election, old.trustees, old.credentials, old.timestamp, old.sealed_at)
    OR (old.ended_at IS NOT NULL AND (new.ended_at, new.tally, new.counted, new.weight)
      IS DISTINCT FROM (old.ended_at, old.tally, old.counted, old.weight))
    OR (old.opened_at IS NOT NULL AND new IS DISTINCT FROM old)
    OR new.height < old.height
  THEN
    RAISE EXCEPTION 'what is in a ballot box stays' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER sealed_while_open BEFORE INSERT ON ballotbox_sealedballot
  FOR EACH ROW EXECUTE FUNCTION ballotbox_is_open();
CREATE TRIGGER sealed_ballots_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON ballotbox_sealedballot
  FOR EACH STATEMENT EXECUTE FUNCTION ballotbox_refuse();
CREATE TRIGGER electors_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON ballotbox_elector
  FOR EACH STATEMENT EXECUTE FUNCTION ballotbox_refuse();
CREATE TRIGGER decryptions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON ballotbox_decryption
  FOR EACH STATEMENT EXECUTE FUNCTION ballotbox_refuse();
CREATE TRIGGER box_stays BEFORE UPDATE ON ballotbox_box
  FOR EACH ROW EXECUTE FUNCTION ballotbox_stays();
"""
BACKWARD = r"""
DROP TRIGGER box_stays ON ballotbox_box;
DROP TRIGGER decryptions_stay ON ballotbox_decryption;
DROP TRIGGER electors_stay ON ballotbox_elector;
DROP TRIGGER sealed_ballots_stay ON ballotbox_sealedballot;
DROP TRIGGER sealed_while_open ON ballotbox_sealedballot;
DROP FUNCTION ballotbox_stays();
DROP FUNCTION ballotbox_is_open();
DROP FUNCTION ballotbox_refuse();
"""


class Migration(migrations.Migration):
    """Triggers of the boxes."""

    dependencies: ClassVar = [("ballotbox", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
