"""Whatever is sent, it is either understood row by row or refused in words."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel.errors import Malformed
from tenants.members.enums import HEADINGS, LONGEST
from tenants.members.rules import clean, read_file, safe
from tenants.members.rules.text import begins_like_formula, has_hidden

HEAD = ",".join(HEADINGS.values())
NASTY = st.text(st.one_of(st.characters(), st.sampled_from(list("=+-@\t\r\n\",;'＝＋\u202e\u200b 0159åÖ"))))
CELLS = st.lists(NASTY, min_size=1, max_size=14)


def _read(content):
    try:
        return read_file(content)
    except Malformed:
        return None


@given(st.binary(max_size=2_000))
def test_any_bytes_are_read_or_refused(content):
    _read(content)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(CELLS, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"]),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_any_rows_under_real_headings_are_each_accounted_for(rows, encoding, delimiter):
    quoted = ['"' + '","'.join(c.replace('"', '""') for c in cells) + '"' for cells in rows]
    text = "\r\n".join([HEAD, *quoted]).replace('","', f'"{delimiter}"')
    text = text.replace(HEAD, HEAD.replace(",", delimiter))

    reading = _read(text.encode(encoding, errors="replace"))

    if reading is not None:
        skipped = sum(n["params"].get("n", 0) for n in reading.notes)
        assert len(reading.rows) + skipped <= len(rows)
        for row in reading.rows:
            stored = json.loads(json.dumps(row.to_json()))
            assert not has_hidden("".join(stored["values"].values()))
            assert set(stored["values"]) == set(HEADINGS)


@given(name=st.sampled_from(list(HEADINGS)), raw=NASTY)
def test_a_clean_value_is_safe_fits_its_place_and_stays_as_it_is(name, raw):
    found = clean(name, raw)

    if found.wrong is None:
        assert not begins_like_formula(found.value)
        assert not has_hidden(found.value)
        assert len(found.value) <= LONGEST[name]
        again = clean(name, found.value)
        assert (again.value, again.wrong) == (found.value, None)


@given(NASTY)
def test_an_exported_cell_begins_no_formula_at_any_split(text):
    kept = safe(text)

    assert not begins_like_formula(kept)
    for delimiter in ",;\t\r\n":
        assert not any(part.lstrip(" ")[:1] in {*"=+-@＝＋－＠−"} - {""} for part in kept.split(delimiter))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("＝1", "'＝1"),
        ("a;=1", "a;'=1"),
        ("a,\t@x", "a,\t'@x"),
        ("Hed & Partner AB", "Hed & Partner AB"),
        ("a-b = c", "a-b = c"),
    ],
)
def test_only_what_could_run_gets_an_apostrophe(text, kept):
    assert safe(text) == kept
