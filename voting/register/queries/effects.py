"""What a decision under an item would bring about, as far as the statutes and the register know."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from kernel import clock
from kernel.errors import Missing
from tenants.decisions.enums import EffectKind
from tenants.decisions.queries import decisions_of
from tenants.founding.queries import standing_effects
from tenants.statutes.queries import in_force
from voting.meetings import rules
from voting.meetings.enums import Duty
from voting.meetings.models import Meeting
from voting.register.models import Entry
from voting.register.queries.register import current_register

END_OF_YEAR = (12, 31)


def effects_shape(found: Meeting, item_no: int) -> list[dict[str, Any]]:
    """The effects that the item is there for: kind, words, what stands and what is to be filled in."""
    item = found.items.filter(no=item_no).first()
    if item is None:
        raise Missing
    today = clock.now().astimezone(ZoneInfo(settings.LOCAL_TIME_ZONE)).date()
    known = rules.Known(
        duty=item.duty,
        proposal_sv=item.proposal_sv,
        today=today.isoformat(),
        budget_until=_budget_until(today) if item.duty == Duty.BUDGET else "",
        signatories_sv=_signatories() if item.duty == Duty.SIGNATORIES else "",
        items=list(found.items.values_list("no", "duty", "title_sv")),
        decided=frozenset(decisions_of(found.pk)),
        register=_register(found) if item.duty == Duty.JOINING else (),
    )
    return [_shape(effect) for effect in rules.proposed_effects(known)]


def _register(found: Meeting) -> list[rules.Option]:
    """Everybody in the register, in its order: they are called, and say yes or no themselves."""
    register = current_register(found.pk)
    entries = Entry.objects.filter(register=register).order_by("member__sort_name", "member__number")
    return [
        rules.Option(str(member), label=name, detail=f"{delegate}, {venue}")
        for member, name, delegate, venue in entries.values_list(
            "member", "member__name", "delegate__name", "venue__name"
        )
    ]


def _budget_until(today: date) -> str:
    """To the end of the period that fees were set for; else to the end of next year."""
    fees = [one for one in standing_effects() if one.kind == EffectKind.FEES_SET]
    if fees:
        return str(fees[-1].body["period"]["to"])
    return date(today.year + 1, *END_OF_YEAR).isoformat()


def _signatories() -> str:
    """The sentence of the adopted statutes that says who signs."""
    version = in_force()
    sections = version.sections.all() if version else ()
    moments = [m for section in sections for m in section.moments.all() if "signatories" in m.rules]
    return f"{moments[0].text_sv.split('. ')[0].rstrip('.')}." if moments else ""


def _shape(effect: rules.ProposedEffect) -> dict[str, Any]:
    return {
        "kind": effect.kind.value,
        "text_sv": effect.text_sv,
        "body": dict(effect.body),
        "blanks": [
            {
                "name": blank.name,
                "type": blank.type,
                "value": blank.value,
                "options": [
                    {"value": o.value, "label": o.label, "detail": o.detail, "chosen": o.chosen}
                    for o in blank.options
                ],
            }
            for blank in effect.blanks
        ],
    }
