"""What statutes hold and how they change. Plain Python: no query, no clock, no web."""

from tenants.statutes.rules.akoma import Provenance, akoma_ntoso
from tenants.statutes.rules.amending import Change, Conflict, amended, conflicts, faults_in_changes
from tenants.statutes.rules.leaving import leaves_on
from tenants.statutes.rules.lint import Finding, findings_in
from tenants.statutes.rules.majorities import Reading, Verdict, amendment_adopted, month_later
from tenants.statutes.rules.parameters import (
    FIELDS,
    PROCEDURE_DEFAULT,
    Parameters,
    canonical,
    merge,
    parameters_of,
)
from tenants.statutes.rules.reading import (
    MomentText,
    Proposal,
    SectionText,
    obstacles_to_publishing,
    read_document,
    sha16,
)
from tenants.statutes.rules.rebasing import Overtaken, overtaken, rebased
from tenants.statutes.rules.redline import paper_of, redline, whole_paper_of, words_between
from tenants.statutes.rules.typed import rules_that_cannot_be

__all__ = [
    "FIELDS",
    "PROCEDURE_DEFAULT",
    "Change",
    "Conflict",
    "Finding",
    "MomentText",
    "Overtaken",
    "Parameters",
    "Proposal",
    "Provenance",
    "Reading",
    "SectionText",
    "Verdict",
    "akoma_ntoso",
    "amended",
    "amendment_adopted",
    "canonical",
    "conflicts",
    "faults_in_changes",
    "findings_in",
    "leaves_on",
    "merge",
    "month_later",
    "obstacles_to_publishing",
    "overtaken",
    "paper_of",
    "parameters_of",
    "read_document",
    "rebased",
    "redline",
    "rules_that_cannot_be",
    "sha16",
    "whole_paper_of",
    "words_between",
]
