"""An issued invoice is never changed or removed; its serial follows the one before; so is what was sent.

Names are unqualified on purpose, so that they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION invoices_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'it is never changed' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION invoices_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE latest integer; added numeric;
BEGIN
  IF TG_OP <> 'INSERT' AND old.state = 'issued' THEN
    RAISE EXCEPTION 'an issued invoice is never changed: credit it' USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN old;
  END IF;
  IF new.state = 'issued' THEN
    SELECT max(serial) INTO latest FROM invoices_invoice WHERE year_id = new.year_id;
    IF new.serial <> coalesce(latest, 0) + 1 THEN
      RAISE EXCEPTION 'serial % after %', new.serial, latest
        USING ERRCODE = 'unique_violation', CONSTRAINT = 'serials_have_no_gaps';
    END IF;
    SELECT sum(net + vat) INTO added FROM invoices_line WHERE invoice_id = new.id;
    IF new.total IS DISTINCT FROM added THEN
      RAISE EXCEPTION 'the lines come to %, not %', added, new.total
        USING ERRCODE = 'check_violation', CONSTRAINT = 'lines_add_up';
    END IF;
  END IF;
  RETURN new;
END $$;

CREATE FUNCTION invoices_lines_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE row invoices_line;
BEGIN
  IF TG_OP = 'DELETE' THEN row := old; ELSE row := new; END IF;
  IF EXISTS (SELECT 1 FROM invoices_invoice WHERE id = row.invoice_id AND state = 'issued')
    OR TG_OP = 'UPDATE' AND EXISTS (
      SELECT 1 FROM invoices_invoice WHERE id = old.invoice_id AND state = 'issued') THEN
    RAISE EXCEPTION 'a line of an issued invoice is never changed: credit it'
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN row;
END $$;

CREATE FUNCTION invoices_sent_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR old.state = 'sent' THEN
    RAISE EXCEPTION 'proof of sending is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER issued_stays BEFORE INSERT OR UPDATE OR DELETE ON invoices_invoice
  FOR EACH ROW EXECUTE FUNCTION invoices_issued_stays();
CREATE TRIGGER invoices_stay BEFORE TRUNCATE ON invoices_invoice
  FOR EACH STATEMENT EXECUTE FUNCTION invoices_refuse();
CREATE TRIGGER lines_stay BEFORE INSERT OR UPDATE OR DELETE ON invoices_line
  FOR EACH ROW EXECUTE FUNCTION invoices_lines_stay();
CREATE TRIGGER all_lines_stay BEFORE TRUNCATE ON invoices_line
  FOR EACH STATEMENT EXECUTE FUNCTION invoices_refuse();
CREATE TRIGGER files_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON invoices_invoicefile
  FOR EACH STATEMENT EXECUTE FUNCTION invoices_refuse();
CREATE TRIGGER sent_stays BEFORE UPDATE OR DELETE ON invoices_sending
  FOR EACH ROW EXECUTE FUNCTION invoices_sent_stays();
"""
BACKWARD = r"""
DROP TRIGGER sent_stays ON invoices_sending;
DROP TRIGGER files_stay ON invoices_invoicefile;
DROP TRIGGER all_lines_stay ON invoices_line;
DROP TRIGGER lines_stay ON invoices_line;
DROP TRIGGER invoices_stay ON invoices_invoice;
DROP TRIGGER issued_stays ON invoices_invoice;
DROP FUNCTION invoices_sent_stays();
DROP FUNCTION invoices_lines_stay();
DROP FUNCTION invoices_issued_stays();
DROP FUNCTION invoices_refuse();
"""


class Migration(migrations.Migration):
    """Triggers of the invoices."""

    dependencies: ClassVar = [("invoices", "0001_initial")]
    operations: ClassVar = [migrations.RunSQL(FORWARD, BACKWARD)]
