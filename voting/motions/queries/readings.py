"""Where a second reading meets a text that has changed since the first one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tenants.statutes import queries as statutes
from tenants.statutes.models import Version
from tenants.statutes.rules import Change, overtaken
from voting.motions.enums import SlotKind
from voting.motions.rules import Ground


def readings_of(version: Version, ground: Ground, kept: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each such clause: its words when the first meeting read the change, as read, and now.

    ``kept`` is what was chosen before; a choice made against other words is none.
    """
    latest = statutes.latest()
    if latest is None or latest.pk == version.base_id:
        return []
    met = overtaken(statutes.text_of(latest), [Change(**one) for one in version.changes])
    if not met:
        return []
    then = _texts(version.base_id)
    chosen = {(one["target"], one["now_sv"]): one["wording_sv"] for one in kept}
    return [
        {
            "target": one.target,
            "ref_sv": ground.ref(one.target, SlotKind.CLAUSE).replace("\u00a0", " "),
            "then_sv": then.get(one.target, ""),
            "read_sv": one.read_sv,
            "now_sv": one.now_sv,
            "wording_sv": chosen.get((one.target, one.now_sv)),
        }
        for one in met
    ]


def _texts(version_id: Any) -> dict[str, str]:  # noqa: ANN401  a key that may be none
    if version_id is None:
        return {}
    text = statutes.text_of(statutes.version_by_id(version_id))
    return {moment.key: moment.sv for section in text.sections for moment in section.moments}
