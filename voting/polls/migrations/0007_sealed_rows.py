"""A seal on every ballot's row, so that an audit can name a row of which anything was changed.

The close writes one SHA-256 over all of a poll's seals into the journal: a row that was taken away, added or
sealed anew is missed there. Names are unqualified on purpose, so that they follow the schema when it is
renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

FORWARD = r"""
CREATE FUNCTION polls_ballot_seal(b polls_ballot) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(concat_ws(chr(31), b.id, b.poll_id, b.entry_id, b.number, b.choice, b.key,
    b.receipt, to_char(b.cast_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), b.channel,
    coalesce(b.helper::text, '-')), 'UTF8'))
$$;

CREATE FUNCTION polls_ballot_write_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  new.seal := polls_ballot_seal(new);
  RETURN new;
END $$;

ALTER TABLE polls_ballot DISABLE TRIGGER ballots_only_grow;
UPDATE polls_ballot b SET seal = polls_ballot_seal(b);
ALTER TABLE polls_ballot ENABLE TRIGGER ballots_only_grow;

CREATE TRIGGER ballot_with_a_seal BEFORE INSERT ON polls_ballot
  FOR EACH ROW EXECUTE FUNCTION polls_ballot_write_seal();
"""
BACKWARD = r"""
DROP TRIGGER ballot_with_a_seal ON polls_ballot;
DROP FUNCTION polls_ballot_write_seal();
DROP FUNCTION polls_ballot_seal(polls_ballot);
"""


class Migration(migrations.Migration):
    """A column more, and the trigger."""

    dependencies: ClassVar = [("polls", "0006_secret_votes")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="ballot",
            name="seal",
            field=models.BinaryField(
                db_default=b"",
                default=b"",
                help_text="SHA-256 of the row, written by a trigger (migration 0007)",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
