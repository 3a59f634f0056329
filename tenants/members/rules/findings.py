"""What is wrong or was put right, as the keys of the texts that say so. Plain Python.

``fault_`` stands in a row of a file and names the row; its twin ``wrong_`` stands beside a form's field.
"""

from __future__ import annotations

from typing import Any

from kernel.errors import Obstacle
from tenants.members.rules.fields import Cleaned, Tidied, Wrong

_FAULT = {
    Wrong.NAME_MISSING: Obstacle("tenants.members.fault_name_missing"),
    Wrong.MISSING: Obstacle("tenants.members.fault_missing"),
    Wrong.FORMULA: Obstacle("tenants.members.fault_formula"),
    Wrong.HIDDEN: Obstacle("tenants.members.fault_hidden"),
    Wrong.TOO_LONG: Obstacle("tenants.members.fault_too_long"),
    Wrong.NUMBER: Obstacle("tenants.members.fault_number"),
    Wrong.ORG_NUMBER: Obstacle("tenants.members.fault_org_number"),
    Wrong.ORG_NUMBER_CHECK: Obstacle("tenants.members.fault_org_number_check"),
    Wrong.ORG_NUMBER_FORM: Obstacle("tenants.members.fault_org_number_form"),
    Wrong.KIND: Obstacle("tenants.members.fault_kind"),
    Wrong.EMPLOYEES: Obstacle("tenants.members.fault_employees"),
    Wrong.EMAIL: Obstacle("tenants.members.fault_email"),
}
_WRONG = {
    Wrong.NAME_MISSING: Obstacle("tenants.members.wrong_name_missing"),
    Wrong.MISSING: Obstacle("tenants.members.wrong_missing"),
    Wrong.FORMULA: Obstacle("tenants.members.wrong_formula"),
    Wrong.HIDDEN: Obstacle("tenants.members.wrong_hidden"),
    Wrong.TOO_LONG: Obstacle("tenants.members.wrong_too_long"),
    Wrong.NUMBER: Obstacle("tenants.members.wrong_number"),
    Wrong.ORG_NUMBER: Obstacle("tenants.members.wrong_org_number"),
    Wrong.ORG_NUMBER_CHECK: Obstacle("tenants.members.wrong_org_number_check"),
    Wrong.ORG_NUMBER_FORM: Obstacle("tenants.members.wrong_org_number_form"),
    Wrong.KIND: Obstacle("tenants.members.wrong_kind"),
    Wrong.EMPLOYEES: Obstacle("tenants.members.wrong_employees"),
    Wrong.EMAIL: Obstacle("tenants.members.wrong_email"),
}
_NOTE = {
    Tidied.TRIMMED: Obstacle("tenants.members.note_trimmed"),
    Tidied.HYPHEN: Obstacle("tenants.members.note_org_number_hyphen"),
    Tidied.PREFIX: Obstacle("tenants.members.note_org_number_prefix"),
    Tidied.PADDED: Obstacle("tenants.members.note_number_padded"),
    Tidied.ALPHABETS: Obstacle("tenants.members.note_mixed_alphabets"),
}


def in_a_row(cleaned: Cleaned, row: int) -> Obstacle | None:
    """What is wrong with a value of this row, or None."""
    if cleaned.wrong is None:
        return None
    return Obstacle(_FAULT[cleaned.wrong].code, {"row": row, **cleaned.params})


def in_a_form(cleaned: Cleaned) -> Obstacle | None:
    """What is wrong with a value of a form, or None."""
    return None if cleaned.wrong is None else Obstacle(_WRONG[cleaned.wrong].code, cleaned.params)


def note(tidied: Tidied, *, row: int, value: str, column: str) -> Obstacle:
    """What was put right in this row."""
    return Obstacle(_NOTE[tidied].code, {"row": row, "column": column, "value": value})


def at(column: str, found: Obstacle) -> dict[str, Any]:
    """A finding with the field it is about, as the API shows it."""
    return {"column": column, **found.to_json()}
