"""Own SQL follows its schema when a spare is renamed."""

from __future__ import annotations

from django.db import connection


def test_no_function_of_a_renamed_schema_remembers_the_spare_it_was(alfa):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER "
            "(WHERE prosrc LIKE '%%spare\\_%%' OR proconfig::text LIKE '%%spare%%') "
            "FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'alfa'"
        )
        functions, remembering = cursor.fetchone()

    assert functions >= 6
    assert remembering == 0
