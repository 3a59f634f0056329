"""Declared votes and the approved order, as facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from journal.models import Entry
from tenants.networks import queries as networks
from voting.counting.majority import Rule
from voting.minutes import rules
from voting.minutes.queries.told import Told
from voting.minutes.rules import facts
from voting.polls.enums import TieRule
from voting.polls.models import Poll

MAIN_PROPOSAL = "huvudförslag"
BY_LOT = frozenset({"lot", "paper_lot"})
CALLED = """
SELECT DISTINCT ON (b.poll_id, b.entry_id) b.poll_id, m.name, b.choice, b.channel
FROM polls_ballot b
JOIN polls_poll p ON p.id = b.poll_id AND p.secrecy = 'open'
JOIN register_entry e ON e.id = b.entry_id
JOIN members_member m ON m.id = e.member_id
WHERE p.meeting_id = %s
ORDER BY b.poll_id, b.entry_id, b.number DESC
"""


class Votes:
    """What a meeting's polls left behind beside the journal: whose rule on ties, who was called by name."""

    def __init__(self, meeting_id: UUID, chair: str) -> None:
        """Two statements for however many polls."""
        self.chair = chair
        self.rows = {str(p.pk): p for p in Poll.objects.filter(meeting=meeting_id)}
        self.called: dict[str, list[facts.VotedFacts]] = defaultdict(list)
        if self.rows:
            with connection.cursor() as cursor:
                cursor.execute(CALLED, [meeting_id])
                for poll, member, choice, channel in cursor.fetchall():
                    if channel == "roll_call":
                        self.called[str(poll)].append(facts.VotedFacts(member, choice))

    def of_item(self, no: int, kind: str, told: Told) -> tuple[facts.PollFacts, ...]:
        """The item's declared votes, numbered by the steps of the order, else from one."""
        order = told.orders.get(no)
        steps = {s["no"]: s for s in order.body["order"]["steps"]} if order else {}
        return tuple(
            self._poll(entry, n, kind, steps, order.body["order"] if order else None)
            for n, entry in enumerate(told.polls[no], 1)
        )

    def _poll(
        self,
        entry: Entry,
        n: int,
        kind: str,
        steps: Mapping[int, Any],
        order: Mapping[str, Any] | None,
    ) -> facts.PollFacts:
        poll: dict[str, Any] = entry.body["poll"]
        purpose = poll.get("purpose") or {}
        step = steps.get(int(purpose["step"])) if purpose.get("room") == "motions" else None
        labels = {option["value"]: option["label"] for option in poll["options"]}
        rule, clause = poll["rule"], poll["clause"]
        held = poll.get("held")
        return facts.PollFacts(
            no=step["no"] if step else n,
            title=step_title(step, order) if step and order else _title(poll),
            kind=poll["kind"],
            rule=Rule.parse(rule["threshold"], rule["fraction"], rule["base"]),
            counts=poll["result"]["counts"],
            register=poll["result"]["register"],
            names=_names(step, order, labels),
            subject=_subject(poll, kind, step),
            stage=_stage(labels, step, order),
            clause=facts.ClauseFacts(clause["ref"], clause["proposed"], clause.get("base") or "")
            if clause
            else None,
            mover=poll["mover"] or "",
            recommendation=poll["recommendation"] or "",
            detail=poll["detail"],
            source=rule["source_sv"],
            tie=self._tie(entry),
            is_secret=poll.get("secrecy") == "paper",
            is_encrypted=poll.get("secrecy") == "secret",
            seal=seal_of(poll),
            held=(_moment(held["from"]), _moment(held["to"])) if held else None,
            places=places_of(poll),
            called=tuple(self.called[poll["id"]]),
            repeats=bool(poll.get("repeats")),
            events=(entry.pk,),
        )

    def _tie(self, entry: Entry) -> facts.TieFacts | None:
        """How equal numbers were resolved, when they were."""
        poll: dict[str, Any] = entry.body["poll"]
        result: dict[str, Any] = poll.get("result") or {}
        by, prevails = result.get("resolved_by"), result.get("prevails") or ()
        if by not in {"chair", *BY_LOT} or not prevails:
            return None
        lot: dict[str, Any] = result.get("lot") or {}
        drawn = f"(underlag {lot['seed']})" if lot.get("seed") else str(lot.get("how") or "")
        return facts.TieFacts(
            resolved_by="chair" if by == "chair" else "lot",
            prevails=prevails[0],
            how="" if by == "chair" else drawn,
            source=self.tie_source(poll["id"]),
            chair=self.chair,
            any_chair=self.tie_rule(poll["id"]) == TieRule.ANY_CHAIR_THEN_LOT,
            events=(entry.pk,),
        )

    def tie_rule(self, poll: str) -> str:
        """Who breaks this poll's ties."""
        row = self.rows.get(poll)
        return str((row.tie or {}).get("rule", "")) if row else ""

    def tie_source(self, poll: str | None) -> str:
        """Where the rule on this poll's ties stands."""
        row = self.rows.get(poll or "")
        return str((row.tie or {}).get("source_sv", "")) if row else ""


def order_facts(no: int, told: Told) -> facts.OrderFacts | None:
    """The order as it stood last, once the meeting had approved it."""
    entry = told.orders.get(no)
    if entry is None or no not in told.approved:
        return None
    order = entry.body["order"]
    matter, fees = order["matter"], order["matter"].get("fees") or {}
    return facts.OrderFacts(
        lines=tuple(order["text_sv"]),
        summary=order["summary_sv"],
        matter=matter["kind"],
        mode=matter["mode"],
        steps=tuple(
            facts.StepFacts(
                s["no"], step_title(s, order), s["kind"], s["slot"], s["method"] or "", s["outcome"] or "",
                tuple(s["between"]),
            )
            for s in order["steps"]
        ),
        untouched=tuple(order["untouched"]["refs"]),
        approved_untouched=(told.untouched[no],) if no in told.untouched else (),
        proposer=matter["main"]["proposer_sv"] or "Arbetsgruppen",
        main_text=matter["main"]["text_sv"],
        classes=tuple((c["id"], c["sv"], c["amount"]) for c in fees.get("classes", ())),
        currency=networks.currency(),
        year=str(fees.get("period", {}).get("to", ""))[:4],
        base_number=(matter["base"] or {}).get("number", ""),
        ending=order["outcome"],
        events=(told.approved[no],),
    )  # fmt: skip


def motion_facts(entry: Entry) -> facts.MotionFacts:
    """A motion as it stood when it was last told of."""
    one: dict[str, Any] = entry.body["motion"]
    clause = one.get("clause") or {}
    text = one["new_sv"]
    base = clause.get("base") or ""
    if one["kind"] == "append" and base and text.startswith(base):
        text = text[len(base) :].strip()
    if one["kind"] in {"refer_back", "adjourn"} and not text:
        text = one.get("reasons") or ""
    slot = one.get("target") or ""
    return facts.MotionFacts(
        mark=one["mark"],
        mover=one["mover"]["label"],
        ref=clause.get("ref") or "",
        text=text,
        kind=one["kind"],
        slot=slot,
        is_new_clause=bool(one.get("insert_as")),
        amount=one.get("amount"),
        word=(one.get("recommendation") or {}).get("word", ""),
        own_by_board=bool(one.get("own_by_board")),
        state=one["state"],
        into=(one.get("merged_into") or {}).get("mark", ""),
        reasons=one.get("reasons") or "",
        events=(entry.pk,),
    )


def seal_of(poll: Mapping[str, Any]) -> facts.SealFacts | None:
    """What an encrypted vote's archive came to."""
    seal = poll.get("seal")
    return facts.SealFacts(seal["head"], seal["trustees"]) if seal else None


def places_of(poll: Mapping[str, Any]) -> tuple[facts.PlaceFacts, ...]:
    """Places that voted by hands, with what two tellers agreed on. A place's slips are nobody's to read."""
    found = []
    for row in poll.get("hands") or ():
        counts = [c for c in row["counts"] if c.get("counts")]
        if row.get("agreed") and counts:
            tellers = tuple(dict.fromkeys(c["teller"] for c in counts))
            found.append(facts.PlaceFacts(row["name"], counts[-1]["counts"], tellers))
    return tuple(found)


def step_title(step: Mapping[str, Any], order: Mapping[str, Any]) -> str:
    """The step's short name; the class is left out where all steps are about the same one."""
    title = str(step["title_sv"])
    slots = {s["slot"] for s in order["steps"]}
    if order["matter"]["kind"] == "fees" and len(slots) == 1:
        ref = str(step["ref_sv"])
        return title.removesuffix(f", {ref}").removesuffix(f" {ref}")
    return title


def _names(
    step: Mapping[str, Any] | None, order: Mapping[str, Any] | None, labels: Mapping[str, str]
) -> dict[str, str]:
    if step is None or order is None:
        return {value: _name(label) for value, label in labels.items() if value in {"a", "b"}}
    main = "H" if order["matter"]["kind"] == "fees" else "huvudförslaget"
    return {
        c["value"]: main if c["mark"] == "H" else c["mark"] or c["label_sv"]
        for c in step["choices"]
        if c["value"] in {"a", "b"}
    }


def _title(poll: Mapping[str, Any]) -> str:
    clause = poll["clause"]
    if clause and poll["kind"] == "yes_no":
        return str(clause["ref"]) if clause.get("base") else f"Ny {clause['ref']}"
    return str(poll["question"]).rstrip("?")


def _subject(poll: Mapping[str, Any], kind: str, step: Mapping[str, Any] | None) -> str:
    if poll["kind"] != "yes_no":
        return ""
    if step is not None:
        if step["kind"] == "whole":
            return "Stadgarna" if kind == "statutes" else "Förslaget"
        mark = next((c["mark"] for c in step["choices"] if c["mark"]), "")
        return mark if rules.is_mark(mark) else ""
    words = " ".join([poll["question"], *(option["hint"] for option in poll["options"])])
    return rules.mark_in(words) or ("Stadgarna" if kind == "statutes" else "")


def _name(label: str) -> str:
    return label.lower() if label.lower().startswith(MAIN_PROPOSAL) else label


def _stage(
    labels: Mapping[str, str], step: Mapping[str, Any] | None, order: Mapping[str, Any] | None
) -> facts.Stage:
    """Two rivals without the main proposal among them meet to become the counter-proposal."""
    if step is None or order is None:
        has_main = any(label.lower().startswith(MAIN_PROPOSAL) for label in labels.values())
        return facts.Stage.FINAL if has_main else facts.Stage.COUNTER
    if step["kind"] == "today":
        return facts.Stage.TODAY
    if step["kind"] not in {"counter", "round"}:
        return facts.Stage.FINAL
    same = [
        s["no"] for s in order["steps"] if s["slot"] == step["slot"] and s["kind"] in {"counter", "round"}
    ]
    has_main = any(b["main"] for b in order["tree"] if b["slot"] == step["slot"])
    return facts.Stage.COUNTER if has_main and step["no"] == max(same) else facts.Stage.ROUND


def _moment(iso: str | None) -> datetime | None:
    return datetime.fromisoformat(iso) if iso else None
