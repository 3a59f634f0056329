"""The currency stays once anything is decided, billed or booked in it; an invoice is issued in it alone.

Whoever issues holds the settings' row, so that nobody changes the currency meanwhile. An association that has
decided or booked something already has done so in kronor, whatever its country: that is written down.
Names are unqualified on purpose, so that they follow the schema when it is renamed.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

KRONOR_SO_FAR = r"""
INSERT INTO invoices_invoicesettings
  (id, seller_name, org_number, street, postal_code, town, country, email, vat_id, has_f_tax, currency,
   bankgiro, iban, bic, swish, ocr_length_digit, ocr_is_hard, terms_days)
SELECT 1, '', '', '', '', '', 'SE', '', '', false, 'SEK', '', '', '', '', true, false, 30
WHERE EXISTS (SELECT 1 FROM decisions_effect WHERE kind = 'fees_set')
   OR EXISTS (SELECT 1 FROM books_voucher)
ON CONFLICT (id) DO NOTHING;
"""
FORWARD = r"""
CREATE FUNCTION invoices_currency_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM invoices_invoice WHERE state = 'issued')
    OR EXISTS (SELECT 1 FROM books_voucher)
    OR EXISTS (
      SELECT 1 FROM decisions_effect e JOIN decisions_decision d ON d.id = e.decision_id
      WHERE e.kind = 'fees_set' AND e.undone_at IS NULL AND d.retracted_at IS NULL) THEN
    RAISE EXCEPTION 'amounts are decided, billed or booked in %', old.currency
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN new;
END $$;

CREATE FUNCTION invoices_one_currency() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own varchar;
BEGIN
  SELECT currency INTO own FROM invoices_invoicesettings WHERE id = 1 FOR SHARE;
  IF own IS DISTINCT FROM new.currency THEN
    RAISE EXCEPTION 'an invoice in % where % is counted', new.currency, own
      USING ERRCODE = 'check_violation', CONSTRAINT = 'invoices_in_one_currency';
  END IF;
  RETURN new;
END $$;

CREATE TRIGGER currency_stays BEFORE UPDATE ON invoices_invoicesettings
  FOR EACH ROW WHEN (old.currency IS DISTINCT FROM new.currency) EXECUTE FUNCTION invoices_currency_stays();
CREATE TRIGGER one_currency BEFORE INSERT OR UPDATE ON invoices_invoice
  FOR EACH ROW WHEN (new.state = 'issued') EXECUTE FUNCTION invoices_one_currency();
"""
BACKWARD = r"""
DROP TRIGGER one_currency ON invoices_invoice;
DROP TRIGGER currency_stays ON invoices_invoicesettings;
DROP FUNCTION invoices_one_currency();
DROP FUNCTION invoices_currency_stays();
"""


class Migration(migrations.Migration):
    """Triggers, and the kronor of those who are here."""

    dependencies: ClassVar = [
        ("invoices", "0006_a_currency_each"),
        ("books", "0004_texts_in_english"),
        ("decisions", "0004_unpaid_memberships"),
    ]
    operations: ClassVar = [
        migrations.RunSQL(KRONOR_SO_FAR, migrations.RunSQL.noop),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
