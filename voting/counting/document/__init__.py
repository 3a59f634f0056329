"""One document in, the whole result out: what ``stadga count`` reads, and what every poll is exported as.

docs/handbook/counting.md describes every field of both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from voting.counting.document import elections, matters, name_by_name, ranked, reading, rounds
from voting.counting.document.common import FIELDS, Document
from voting.counting.document.reading import CountError

METHODS: dict[str, Callable[[Document], dict[str, Any]]] = {
    "majority": matters.majority,
    "plurality": elections.plurality,
    "approval": elections.approval,
    "yes_no": name_by_name.yes_no,
    "two_round": rounds.two_round,
    "contraproposition": matters.contraproposition,
    "stv_scottish": ranked.stv_scottish,
    "schulze": ranked.schulze,
}


def count(document: Mapping[str, Any]) -> dict[str, Any]:
    """Count by the document's own method. Raises CountError, one line that names the field.

    A field that is null is a field that is not there.
    """
    if not isinstance(document, Mapping):
        raise reading.refuse("document", f"must be an object, not {reading.quoted(document)}")
    given = reading.fields(document, "", FIELDS)
    given = {name: value for name, value in given.items() if value is not None}
    if "method" not in given:
        raise reading.refuse("method", f"must be given: one of {', '.join(METHODS)}")
    method = reading.one_of(given["method"], "method", list(METHODS))
    try:
        return {"method": method} | METHODS[method](given)
    except CountError:
        raise
    except ValueError as error:
        raise CountError(str(error)) from error


__all__ = ["METHODS", "CountError", "count"]
