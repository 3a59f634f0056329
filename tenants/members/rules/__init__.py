"""How a file of organisations is read, what one may hold, and what stands in its way. Plain Python."""

from tenants.members.rules.decoding import MAX_BYTES, too_large
from tenants.members.rules.exporting import as_file, safe
from tenants.members.rules.fields import MOST_EMPLOYEES, NUMBER_WIDTH, Cleaned, Tidied, Wrong, clean
from tenants.members.rules.joining import obstacles_to_asking
from tenants.members.rules.leaving import obstacles_to_leaving, obstacles_to_staying
from tenants.members.rules.org_numbers import read_org_number
from tenants.members.rules.reading import Reading, Row, read_file
from tenants.members.rules.standing import (
    Roll,
    Standing,
    faults_beside,
    faults_in,
    obstacles_beside,
    obstacles_to_applying,
    tidy_form,
)
from tenants.members.rules.striking import numbers_of, obstacles_to_proposing, what_of_the_money
from tenants.members.rules.text import visible

__all__ = [
    "MAX_BYTES",
    "MOST_EMPLOYEES",
    "NUMBER_WIDTH",
    "Cleaned",
    "Reading",
    "Roll",
    "Row",
    "Standing",
    "Tidied",
    "Wrong",
    "as_file",
    "clean",
    "faults_beside",
    "faults_in",
    "numbers_of",
    "obstacles_beside",
    "obstacles_to_applying",
    "obstacles_to_asking",
    "obstacles_to_leaving",
    "obstacles_to_proposing",
    "obstacles_to_staying",
    "read_file",
    "read_org_number",
    "safe",
    "tidy_form",
    "too_large",
    "visible",
    "what_of_the_money",
]
