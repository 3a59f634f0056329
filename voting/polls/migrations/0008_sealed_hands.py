"""A seal on every teller's sheet, as on every ballot (0007), and one SHA-256 over a poll's at its close.

The counts are written by their keys' bytes, so that the seal does not hang on how the database orders them.
Names are unqualified on purpose, so that they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

FORWARD = r"""
CREATE FUNCTION polls_handcount_seal(h polls_handcount) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(concat_ws(chr(31), h.id, h.poll_id, h.venue_id, h.teller, h.teller_name,
    coalesce((
      SELECT string_agg(key || '=' || value::text, ',' ORDER BY key COLLATE "C") FROM jsonb_each(h.counts)
    ), ''), h.total, to_char(h.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')), 'UTF8'))
$$;

CREATE FUNCTION polls_handcount_write_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  new.seal := polls_handcount_seal(new);
  RETURN new;
END $$;

ALTER TABLE polls_handcount DISABLE TRIGGER hands_only_grow;
UPDATE polls_handcount h SET seal = polls_handcount_seal(h);
ALTER TABLE polls_handcount ENABLE TRIGGER hands_only_grow;

CREATE TRIGGER hands_with_a_seal BEFORE INSERT ON polls_handcount
  FOR EACH ROW EXECUTE FUNCTION polls_handcount_write_seal();
"""
BACKWARD = r"""
DROP TRIGGER hands_with_a_seal ON polls_handcount;
DROP FUNCTION polls_handcount_write_seal();
DROP FUNCTION polls_handcount_seal(polls_handcount);
"""


class Migration(migrations.Migration):
    """A column more, and the trigger."""

    dependencies: ClassVar = [("polls", "0007_sealed_rows")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="handcount",
            name="seal",
            field=models.BinaryField(
                db_default=b"",
                default=b"",
                help_text="SHA-256 of the row, written by a trigger (migration 0008)",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
