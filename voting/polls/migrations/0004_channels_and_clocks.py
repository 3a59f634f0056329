"""One person, one channel, and the database's own clock.

A ballot is refused after the poll's deadline by ``clock_timestamp()``, whatever the house's clock says; it is
refused from a place that votes by hands. A hand count is only added, while voting is under way, in a place
that votes by hands, and never above the votes of that place. A count adds up: what every channel gave
and those who did not vote are together the register. Names are unqualified on purpose, so that they follow
the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
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
  IF poll.channels ->> place::text = 'hands' THEN
    RAISE EXCEPTION 'this place votes by hands'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'ballot_by_one_channel';
  END IF;
  RETURN new;
END $$;

CREATE FUNCTION polls_hands_are_in_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE poll record; votes integer;
BEGIN
  SELECT state, register_id, channels INTO poll FROM polls_poll WHERE id = new.poll_id FOR SHARE;
  IF poll.state NOT IN ('open', 'paused') THEN
    RAISE EXCEPTION 'the poll is not open'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'hands_only_while_open';
  END IF;
  IF poll.channels ->> new.venue_id::text IS DISTINCT FROM 'hands' THEN
    RAISE EXCEPTION 'this place does not vote by hands'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'hands_by_one_channel';
  END IF;
  SELECT coalesce(sum(weight), 0) INTO votes FROM register_entry
  WHERE register_id = poll.register_id AND venue_id = new.venue_id;
  IF new.total > votes THEN
    RAISE EXCEPTION 'more hands than votes'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'hands_within_the_register';
  END IF;
  RETURN new;
END $$;

CREATE FUNCTION polls_count_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE counted integer; cast_votes integer; by_hand integer; votes integer;
BEGIN
  IF new.state <> 'closed' OR old.state = 'closed' OR new.result IS NULL OR new.register_id IS NULL THEN
    RETURN new;
  END IF;
  SELECT sum(value::integer) INTO counted FROM jsonb_each_text(new.result -> 'counts');
  SELECT total INTO votes FROM register_register WHERE id = new.register_id;
  SELECT coalesce(sum(weight), 0) INTO cast_votes FROM register_entry e
  WHERE e.register_id = new.register_id
    AND EXISTS (SELECT FROM polls_ballot b WHERE b.poll_id = new.id AND b.entry_id = e.id);
  SELECT coalesce(sum((value ->> 'total')::integer), 0) INTO by_hand FROM jsonb_each(new.hands);
  IF counted IS DISTINCT FROM cast_votes + by_hand
    OR counted + (new.result ->> 'not_voted')::integer IS DISTINCT FROM votes
  THEN
    RAISE EXCEPTION 'the votes of every channel and those not cast are the register'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'count_adds_up';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER hands_in_place BEFORE INSERT ON polls_handcount
  FOR EACH ROW EXECUTE FUNCTION polls_hands_are_in_place();
CREATE TRIGGER hands_only_grow BEFORE UPDATE OR DELETE OR TRUNCATE ON polls_handcount
  FOR EACH STATEMENT EXECUTE FUNCTION polls_ballot_refuse();
CREATE TRIGGER count_adds_up BEFORE UPDATE ON polls_poll
  FOR EACH ROW EXECUTE FUNCTION polls_count_adds_up();
"""
BACKWARD = r"""
DROP TRIGGER count_adds_up ON polls_poll;
DROP TRIGGER hands_only_grow ON polls_handcount;
DROP TRIGGER hands_in_place ON polls_handcount;
DROP FUNCTION polls_count_adds_up();
DROP FUNCTION polls_hands_are_in_place();
CREATE OR REPLACE FUNCTION polls_ballot_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    """Triggers of channels, hand counts and time."""

    dependencies: ClassVar = [("polls", "0003_many_kinds_and_channels")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
