"""Payments are kept as the bank told of them, and what is left of each is what its matches leave.

When a transaction ends, every payment that it touched has left exactly what its standing matches do not take.
Names are unqualified on purpose, so that they follow the schema when it is renamed; what runs at the end of a
transaction names the schema that its table has then.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION bank_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what the bank told is kept' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION bank_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE checked uuid := (to_jsonb(new) ->> TG_ARGV[0])::uuid; taken numeric; whole numeric; rest numeric;
BEGIN
  EXECUTE format(
    'SELECT coalesce(sum(amount), 0) FROM %I.bank_match WHERE payment_id = $1 AND undone_at IS NULL',
    TG_TABLE_SCHEMA
  ) INTO taken USING checked;
  EXECUTE format('SELECT coalesce(booked, 0), "left" FROM %I.bank_bankpayment WHERE id = $1', TG_TABLE_SCHEMA)
    INTO whole, rest USING checked;
  IF whole - taken <> rest THEN
    RAISE EXCEPTION 'payment % of % has % taken and % left', checked, whole, taken, rest
      USING ERRCODE = 'check_violation', CONSTRAINT = 'bank_payment_adds_up';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER bank_payments_stay BEFORE DELETE OR TRUNCATE ON bank_bankpayment
  FOR EACH STATEMENT EXECUTE FUNCTION bank_refuse();
CREATE TRIGGER bank_matches_stay BEFORE DELETE OR TRUNCATE ON bank_match
  FOR EACH STATEMENT EXECUTE FUNCTION bank_refuse();
CREATE TRIGGER bank_told BEFORE UPDATE ON bank_bankpayment FOR EACH ROW
  WHEN ((old.file_id, old.account, old.bank_key, old.amount, old.currency, old."on", old.reference, old.payer)
    IS DISTINCT FROM
    (new.file_id, new.account, new.bank_key, new.amount, new.currency, new."on", new.reference, new.payer))
  EXECUTE FUNCTION bank_refuse();
CREATE CONSTRAINT TRIGGER bank_payment_adds_up AFTER INSERT OR UPDATE ON bank_bankpayment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_adds_up('id');
CREATE CONSTRAINT TRIGGER bank_match_adds_up AFTER INSERT OR UPDATE ON bank_match
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION bank_adds_up('payment_id');
"""
BACKWARD = r"""
DROP TRIGGER bank_match_adds_up ON bank_match;
DROP TRIGGER bank_payment_adds_up ON bank_bankpayment;
DROP TRIGGER bank_told ON bank_bankpayment;
DROP TRIGGER bank_matches_stay ON bank_match;
DROP TRIGGER bank_payments_stay ON bank_bankpayment;
DROP FUNCTION bank_adds_up();
DROP FUNCTION bank_refuse();
"""


class Migration(migrations.Migration):
    """Triggers of the bank."""

    dependencies: ClassVar = [("bank", "0001_initial"), ("books", "0003_accounts_of_the_bank")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
