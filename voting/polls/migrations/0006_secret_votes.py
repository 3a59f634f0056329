"""A secret vote takes marks without a choice, and an open one takes none without.

The encrypted ballot itself is in the ballot box. Names are unqualified on purpose, so that they follow the
schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

FORWARD = r"""
CREATE FUNCTION polls_ballot_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (new.choice = 'sealed') IS DISTINCT FROM
      (SELECT secrecy = 'secret' FROM polls_poll WHERE id = new.poll_id)
  THEN
    RAISE EXCEPTION 'the choice of a secret vote is nowhere in plain text'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_is_sealed';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER ballot_sealed BEFORE INSERT ON polls_ballot
  FOR EACH ROW EXECUTE FUNCTION polls_ballot_is_sealed();
"""
BACKWARD = r"""
DROP TRIGGER ballot_sealed ON polls_ballot;
DROP FUNCTION polls_ballot_is_sealed();
"""


class Migration(migrations.Migration):
    """Another secrecy, and its trigger."""

    dependencies: ClassVar = [("polls", "0005_roll_call_places")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="poll",
            name="secrecy",
            field=models.CharField(
                choices=[("open", "open"), ("paper", "paper"), ("secret", "secret")],
                db_default="open",
                default="open",
                max_length=6,
            ),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
