"""The books are only added to, balance, have no gaps, and stay closed where they were closed.

* When a transaction ends, every voucher that it wrote has the entries that it says, at least two, and they
  sum to zero. An entry that comes to a finished voucher breaks the same promise.
* A voucher's number is the one after the last of its series and year; its day lies in its year.
* A voucher passes a shared advisory lock that a closing takes alone, so the closing waits for those under
  way and those after it see it. Collisions of the hash make somebody wait a moment, nothing more.

Names are unqualified on purpose, so that they follow the schema when it is renamed; what runs at the end of a
transaction names the schema that its table has then, wherever the search path may point.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import migrations

FORWARD = r"""
CREATE FUNCTION books_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the books are only added to' USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION books_voucher_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE fiscal record; closed date; latest integer;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(79, hashtext(TG_TABLE_SCHEMA));
  SELECT max(through) INTO closed FROM books_closing;
  IF new.date <= closed THEN
    RAISE EXCEPTION 'the books are closed through %', closed
      USING ERRCODE = 'check_violation', CONSTRAINT = 'period_is_open';
  END IF;
  SELECT from_date, to_date INTO fiscal FROM books_fiscalyear WHERE id = new.year_id;
  IF new.date NOT BETWEEN fiscal.from_date AND fiscal.to_date THEN
    RAISE EXCEPTION 'the day is not in the year'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_in_its_year';
  END IF;
  SELECT max(number) INTO latest FROM books_voucher WHERE year_id = new.year_id AND series = new.series;
  IF new.number <> coalesce(latest, 0) + 1 THEN
    RAISE EXCEPTION 'voucher % after %', new.number, latest
      USING ERRCODE = 'unique_violation', CONSTRAINT = 'vouchers_have_no_gaps';
  END IF;
  RETURN new;
END $$;

CREATE FUNCTION books_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE checked uuid := (to_jsonb(new) ->> TG_ARGV[0])::uuid; promised integer; found integer; total numeric;
BEGIN
  EXECUTE format('SELECT lines FROM %I.books_voucher WHERE id = $1', TG_TABLE_SCHEMA)
    INTO promised USING checked;
  EXECUTE format(
    'SELECT count(*), coalesce(sum(amount), 0) FROM %I.books_entry WHERE voucher_id = $1', TG_TABLE_SCHEMA
  ) INTO found, total USING checked;
  IF found < 2 OR found <> promised OR total <> 0 THEN
    RAISE EXCEPTION 'voucher % has % entries of % that sum to %', checked, found, promised, total
      USING ERRCODE = 'check_violation', CONSTRAINT = 'voucher_balances';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION books_closing_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(79, hashtext(TG_TABLE_SCHEMA));
  RETURN new;
END $$;

CREATE TRIGGER voucher_fits BEFORE INSERT ON books_voucher
  FOR EACH ROW EXECUTE FUNCTION books_voucher_fits();
CREATE TRIGGER vouchers_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON books_voucher
  FOR EACH STATEMENT EXECUTE FUNCTION books_refuse();
CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON books_entry
  FOR EACH STATEMENT EXECUTE FUNCTION books_refuse();
CREATE TRIGGER closings_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON books_closing
  FOR EACH STATEMENT EXECUTE FUNCTION books_refuse();
CREATE TRIGGER closing_waits BEFORE INSERT ON books_closing
  FOR EACH ROW EXECUTE FUNCTION books_closing_waits();
CREATE CONSTRAINT TRIGGER voucher_balances AFTER INSERT ON books_voucher
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION books_balances('id');
CREATE CONSTRAINT TRIGGER entry_balances AFTER INSERT ON books_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION books_balances('voucher_id');

ALTER TABLE books_fiscalyear ADD CONSTRAINT a_day_has_one_year
  EXCLUDE USING gist (daterange(from_date, to_date, '[]') WITH &&);
ALTER TABLE books_fiscalyear ADD CONSTRAINT eighteen_months_at_most
  CHECK (to_date < from_date + interval '18 months');
"""
BACKWARD = r"""
ALTER TABLE books_fiscalyear DROP CONSTRAINT eighteen_months_at_most;
ALTER TABLE books_fiscalyear DROP CONSTRAINT a_day_has_one_year;
DROP TRIGGER entry_balances ON books_entry;
DROP TRIGGER voucher_balances ON books_voucher;
DROP TRIGGER closing_waits ON books_closing;
DROP TRIGGER closings_stay ON books_closing;
DROP TRIGGER entries_stay ON books_entry;
DROP TRIGGER vouchers_stay ON books_voucher;
DROP TRIGGER voucher_fits ON books_voucher;
DROP FUNCTION books_closing_waits();
DROP FUNCTION books_balances();
DROP FUNCTION books_voucher_fits();
DROP FUNCTION books_refuse();
"""

# The chart as every association begins with it, as it was when this was written.
CHART = (
    (1510, "Kundfordringar", "Receivables", "asset"),
    (1580, "Fordran på betalväxel, kort och Swish", "Payment provider's balance", "asset"),
    (1930, "Bank, bankgiro", "Bank account", "asset"),
    (1940, "Bank, övriga konton", "Other bank accounts", "asset"),
    (2065, "Balanserat resultat", "Retained result", "equity"),
    (2069, "Årets resultat", "Result of the year", "equity"),
    (2420, "Förskott och överbetalningar från medlemmar", "Members' advances", "liability"),
    (2611, "Utgående moms, 25 %", "Output VAT, 25 %", "liability"),
    (2621, "Utgående moms, 12 %", "Output VAT, 12 %", "liability"),
    (2631, "Utgående moms, 6 %", "Output VAT, 6 %", "liability"),
    (2641, "Ingående moms", "Input VAT", "liability"),
    (2650, "Redovisningskonto för moms", "VAT settlement", "liability"),
    (3001, "Medlemsavgifter", "Membership fees", "income"),
    (3002, "Serviceavgifter", "Service fees", "income"),
    (3540, "Påminnelseavgifter", "Reminder fees", "income"),
    (3740, "Öresavrundning", "Rounding", "income"),
    (6351, "Konstaterade förluster på fordringar", "Lost receivables", "expense"),
    (6352, "Befarade förluster på fordringar", "Doubtful receivables", "expense"),
    (6570, "Bank- och betalväxelavgifter", "Bank and provider fees", "expense"),
)


def begin_the_chart(apps: Any, schema_editor: Any) -> None:  # noqa: ANN401, ARG001  Django's signature
    account = apps.get_model("books", "Account")
    account.objects.bulk_create(
        account(number=number, name_sv=sv, name_en=en, kind=kind, is_open=True)
        for number, sv, en, kind in CHART
    )


class Migration(migrations.Migration):
    """Triggers of the books, and the chart."""

    dependencies: ClassVar = [("books", "0001_initial")]
    operations: ClassVar = [
        migrations.RunSQL(FORWARD, BACKWARD),
        migrations.RunPython(begin_the_chart, migrations.RunPython.noop, elidable=False),
    ]
