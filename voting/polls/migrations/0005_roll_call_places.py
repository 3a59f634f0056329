"""A place where names are called: somebody at the desk enters each answer, and no phone casts a ballot."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models

BODY = r"""
CREATE OR REPLACE FUNCTION polls_ballot_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE poll record; place uuid;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(78, hashtext(new.poll_id::text));
  SELECT state, register_id, deadline, channels INTO poll FROM polls_poll WHERE id = new.poll_id FOR SHARE;
  IF poll.state IS DISTINCT FROM 'open' OR clock_timestamp() > poll.deadline THEN
    RAISE EXCEPTION 'the poll is not open'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_only_while_open';
  END IF;
  SELECT venue_id INTO place FROM register_entry
  WHERE id = new.entry_id AND register_id = poll.register_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'not in the register of this poll'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_of_the_register';
  END IF;
  IF poll.channels ->> place::text = 'hands' {MORE} THEN
    RAISE EXCEPTION 'this place votes in another way'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_by_one_channel';
  END IF;
  RETURN new;
END $$;
"""
MORE = "OR (poll.channels ->> place::text = 'roll_call' AND new.channel = 'own_phone')"
FORWARD, BACKWARD = BODY.replace("{MORE}", MORE), BODY.replace("{MORE} ", "")


class Migration(migrations.Migration):
    """The trigger of channels knows a third way of voting."""

    dependencies: ClassVar = [("polls", "0004_channels_and_clocks")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.AlterField(
            model_name="poll",
            name="channels",
            field=models.JSONField(
                default=dict, help_text="venue → hands or roll_call; a place that is not here has phones"
            ),
        ),
        migrations.AlterField(
            model_name="poll",
            name="pauses",
            field=models.JSONField(
                default=list,
                help_text='[{"from", "to", "seconds", "venue", "name", "how", "reason"}]',
            ),
        ),
    ]
