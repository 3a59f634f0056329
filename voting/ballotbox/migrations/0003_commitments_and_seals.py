"""What a ballot's proofs lead to, computed when it came in, and a seal on every ballot's row.

Officers' devices check many ballots at once with the commitments; those of before this have none, and the
devices compute them. The seal lets an audit name a row of which anything was changed. Names are unqualified
on purpose, so that they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

FORWARD = r"""
CREATE FUNCTION ballotbox_seal(b ballotbox_sealedballot) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(concat_ws(chr(31), b.id, b.box_id, b.elector_id, b.height, b.payload, b.event,
    encode(sha256(convert_to(b.commitments, 'UTF8')), 'hex')), 'UTF8'))
$$;

CREATE FUNCTION ballotbox_write_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  new.seal := ballotbox_seal(new);
  RETURN new;
END $$;

ALTER TABLE ballotbox_sealedballot DISABLE TRIGGER sealed_ballots_stay;
UPDATE ballotbox_sealedballot b SET seal = ballotbox_seal(b);
ALTER TABLE ballotbox_sealedballot ENABLE TRIGGER sealed_ballots_stay;

CREATE TRIGGER sealed_with_a_seal BEFORE INSERT ON ballotbox_sealedballot
  FOR EACH ROW EXECUTE FUNCTION ballotbox_write_seal();
"""
BACKWARD = r"""
DROP TRIGGER sealed_with_a_seal ON ballotbox_sealedballot;
DROP FUNCTION ballotbox_write_seal();
DROP FUNCTION ballotbox_seal(ballotbox_sealedballot);
"""


class Migration(migrations.Migration):
    """Two columns more, and the trigger."""

    dependencies: ClassVar = [("ballotbox", "0002_only_added")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="sealedballot",
            name="commitments",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="what its signature and proofs lead to, as computed",
            ),
        ),
        migrations.AddField(
            model_name="sealedballot",
            name="seal",
            field=models.BinaryField(
                db_default=b"",
                default=b"",
                help_text="SHA-256 of the row, written by a trigger (migration 0003)",
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
