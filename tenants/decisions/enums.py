"""Names of the decisions room."""

from __future__ import annotations

from enum import StrEnum


class Method(StrEnum):
    """How it was decided. A note decides nothing; it says what happened."""

    ACCLAMATION = "acclamation"
    TRIAL_VOTE = "trial_vote"
    ROLL_CALL = "roll_call"
    POLL = "poll"
    NOTE = "note"


class EffectKind(StrEnum):
    """What a decision brings about in the association. ``body`` of the effect is described beside each."""

    FORMED = "formed"  # {}
    NAMED = "named"  # {"name"}
    STATUTES_ADOPTED = (
        "statutes_adopted"  # {"version", "number", "in_force_from" | "awaits" and "not_before"}
    )
    MEMBERS_JOINED = "members_joined"  # {"members": [ids], "from": date}
    APPLICATIONS_REFUSED = "applications_refused"  # {"members": [{"member": id, "name", "reason"}]}
    MEMBERS_STRUCK = "members_struck"  # {"from", "members": [{"member", "name", "invoices", "credited"}]}
    STRIKINGS_DECLINED = "strikings_declined"  # {"members": [{"member": id, "name"}]}
    FEES_SET = "fees_set"  # {"period": {"from", "to"}, "classes": [{"id", "sv", "en", "amount" öre, "vote"}]}
    BUDGET_SET = "budget_set"  # {"until"}
    BOARD_SIZED = "board_sized"  # {"others": n}
    ELECTED = "elected"  # {"post", "people": [{"name", "email", "member", "county", "term_years", "until"}]}
    SIGNATORIES_SET = "signatories_set"  # {"text_sv", "mode": "jointly|singly", "people": [{"name", "post"}]}
    MANDATE_GIVEN = "mandate_given"  # {"tasks": [..]}
    OFFICERS_APPOINTED = "officers_appointed"  # {"people": [{"post", "name", "email"}]}
    BENEFICIAL_OWNER_STATED = "beneficial_owner_stated"  # {"none": true}
    VAT_CHOSEN = "vat_chosen"  # {"treatment", "due_days", "membership"?: öre}
    ITEMS_APPROVED = "items_approved"  # {"items": [nos]}
