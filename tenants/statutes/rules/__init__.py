"""What statutes hold and how they change. Plain Python: no query, no clock, no web."""

from tenants.statutes.rules.amending import Change, Conflict, amended, conflicts, faults_in_changes
from tenants.statutes.rules.majorities import Reading, Verdict, amendment_adopted, month_later
from tenants.statutes.rules.parameters import FIELDS, PROCEDURE_DEFAULT, Parameters, merge, parameters_of
from tenants.statutes.rules.reading import (
    MomentText,
    Proposal,
    SectionText,
    obstacles_to_publishing,
    read_document,
    sha16,
)
from tenants.statutes.rules.redline import redline, words_between

__all__ = [
    "FIELDS",
    "PROCEDURE_DEFAULT",
    "Change",
    "Conflict",
    "MomentText",
    "Parameters",
    "Proposal",
    "Reading",
    "SectionText",
    "Verdict",
    "amended",
    "amendment_adopted",
    "conflicts",
    "faults_in_changes",
    "merge",
    "month_later",
    "obstacles_to_publishing",
    "parameters_of",
    "read_document",
    "redline",
    "sha16",
    "words_between",
]
