"""W05 through the actions: A1 to A6 with the model's own figures, to the adopted text."""

from __future__ import annotations

import pytest

from kernel.errors import Refused
from tests.voting.motions.desk import MODEL, MOMENTS, STATUTES

COUNTED = {
    step["step"]: step["result"] for step in MODEL["votes"]["sequence"] if step["method"] == "votering_open"
}


def run(desk):
    """The afternoon's item 9."""
    desk.file_model()
    desk.approve(STATUTES)
    desk.vote(STATUTES, 1, {"a": 38, "b": 55, "abstain": 12})
    desk.vote(STATUTES, 2, {"a": 44, "b": 57, "abstain": 4})
    desk.vote(STATUTES, 3, {"yes": 71, "no": 22, "abstain": 12})
    desk.vote(STATUTES, 4, {"yes": 33, "no": 64, "abstain": 8})
    desk.say(STATUTES, 5, "yes")
    desk.vote(STATUTES, 6, {"yes": 40, "no": 59, "abstain": 6})
    desk.untouched(STATUTES)
    desk.vote(STATUTES, 7, {"yes": 101, "no": 2, "abstain": 2})


@pytest.fixture
def done(full_desk):
    run(full_desk)
    return full_desk


def test_the_proposed_order_is_the_models(desk):
    desk.file_model()

    order = desk.order(STATUTES)

    assert order["text_sv"] == [
        "A1 ställs mot A2 om att bli motförslag till § 1 mom. 2",
        "motförslaget ställs mot huvudförslaget",
        "A3 ställs under proposition, bifall mot avslag",
        "A4 ställs under proposition, bifall mot avslag",
        "A5, som arbetsgruppen gjort till sitt, ställs under proposition",
        "A6 ställs under proposition, bifall mot avslag",
        "stadgarna i sin helhet med beslutade ändringar ställs under proposition, bifall mot avslag",
    ]
    assert order["untouched"]["count"] == 38
    assert [m["base_sha"] for m in order["motions"]] == [
        a["base_sha256_16"] or "" for a in MODEL["amendments"]
    ]
    assert order["motions"][0]["competes_with"] == ["A2"]


def test_the_questions_are_what_the_chair_reads_out(desk):
    from voting.polls.models import Poll

    desk.file_model()
    desk.approve(STATUTES, questions={"3": "Ska enskilda kunna bli stödmedlemmar, ny § 4 mom. 5?"})
    poll = Poll.objects.get(pk=desk.put(STATUTES, 1))

    assert (poll.kind, poll.question) == ("a_against_b", "Vilket yrkande blir motförslag till § 1 mom. 2?")
    assert poll.detail == "Det yrkande som får flest röster ställs sedan mot huvudförslaget."
    assert poll.labels["a"] == {"label": "A1", "hint": "Föreningen har sitt säte i Växjö."}
    assert desk.order(STATUTES)["steps"][2]["question_sv"].startswith("Ska enskilda kunna bli")


def test_the_adopted_text_is_the_models_and_the_minutes_have_its_sentences(done):
    from tenants.statutes import queries as statutes

    version = statutes.in_force()
    texts = {m.key: (m.text_sv, m.text_en, m.rules) for s in version.sections.all() for m in s.moments.all()}

    assert version.number == "1.0"
    assert texts == {key: (m["sv"], m["en"], m.get("rules", {})) for key, m in MOMENTS.items()}
    assert len(texts) == 43
    assert done.decisions(STATUTES) == [
        "Mötet beslutade att bifalla A2 till § 1 mom. 2 och därmed avslå A1 och huvudförslagets lydelse.",
        "Mötet beslutade att bifalla A3 som ny § 4 mom. 5.",
        "Mötet beslutade att avslå A4, så att § 6 mom. 2 lyder enligt huvudförslaget.",
        "Mötet beslutade att bifalla A5 till § 12 mom. 1.",
        "Mötet beslutade att avslå A6, så att § 14 mom. 1 lyder enligt huvudförslaget.",
        (
            "Mötet beslutade att anta stadgarna i sin helhet med beslutade ändringar, version 1.0,\n"
            "att stadgarna gäller från och med detta beslut."
        ),
    ]
    order = done.order(STATUTES)
    assert {m["mark"] for m in order["motions"] if m["state"] == "carried"} == set(MODEL["expected_adopted"])
    assert {m["mark"] for m in order["motions"] if m["state"] == "rejected"} == set(
        MODEL["expected_rejected"]
    )


def test_the_effect_points_at_the_adopted_version(done):
    from tenants.decisions.models import Effect
    from tenants.statutes import queries as statutes

    effect = Effect.objects.get(decision__meeting=done.meeting, kind="statutes_adopted")

    assert effect.body == {
        "version": str(statutes.in_force().pk),
        "number": "1.0",
        "in_force_from": "2016-10-11",
    }


def test_methods_and_figures_stand_in_the_steps(done):
    order = done.order(STATUTES)

    assert [s["method"] for s in order["steps"]] == ["poll"] * 4 + ["acclamation"] + ["poll"] * 2
    for no, expected in COUNTED.items():
        step = order["steps"][no - 1]
        told = [choice["votes"] for choice in step["choices"]]
        assert [*told, step["abstain"]] == list(expected.values())
    assert order["outcome"] == "adopted"
    assert order["next"] is None
    branch = order["tree"][0]
    assert (branch["slot"], branch["winner"], branch["steps"]) == ("par1.2", "A2", [1, 2])
    assert branch["text_sv"] == MODEL["amendments"][1]["new_sv"]


def test_a_motion_that_leads_is_still_laid_on_what_was_proposed(done):
    own = next(branch for branch in done.order(STATUTES)["tree"] if branch["slot"] == "par12.1")

    added = own["proposals"][0]["text_sv"].removeprefix(own["base_sv"])
    assert own["main"] == "A5"
    assert added.strip().startswith("Minst två ledamöter")


def test_the_record_tells_it_all(done):
    from journal.models import Entry

    kinds = list(
        Entry.objects.filter(subject=done.meeting, kind__startswith="voting.motions")
        .order_by("pk")
        .values_list("kind", flat=True)
    )

    assert kinds.count("voting.motions.filed") == 6
    assert kinds.count("voting.motions.step_taken") == 7
    assert kinds[-1] == "voting.motions.finished"
    assert kinds.index("voting.motions.order_approved") < kinds.index("voting.motions.step_put")
    approved = Entry.objects.get(subject=done.meeting, kind="voting.motions.order_approved")
    assert len(approved.body["order"]["text_sv"]) == 7


def test_the_whole_is_not_put_before_the_untouched_rest(desk):
    desk.file(item_no=STATUTES, kind="change", target="par1.2", new_sv="Säte i Växjö.")
    desk.approve(STATUTES)
    desk.say(STATUTES, 1, "no")

    with pytest.raises(Refused) as refused:
        desk.put(STATUTES, 2)

    assert [o.code for o in refused.value.obstacles] == ["voting.motions.obstacle_untouched_first"]
    assert refused.value.obstacles[0].params == {"n": 41}
    assert desk.order(STATUTES)["next"] == {"untouched": True}


def test_a_rejected_whole_adopts_nothing(desk):
    from tenants.statutes import queries as statutes

    desk.file(item_no=STATUTES, kind="change", target="par1.2", new_sv="Säte i Växjö.")
    desk.approve(STATUTES)
    desk.say(STATUTES, 1, "yes")
    desk.untouched(STATUTES)
    desk.vote(STATUTES, 2, {"yes": 2, "no": 3, "abstain": 1})

    assert desk.order(STATUTES)["outcome"] == "rejected"
    assert statutes.in_force() is None
    assert desk.decisions(STATUTES)[-1] == "Mötet beslutade att avslå förslaget till stadgar i sin helhet."


def test_a_rehearsal_adopts_nothing(desk):
    from tenants.statutes import queries as statutes
    from voting.meetings.models import Meeting

    Meeting.objects.filter(pk=desk.meeting).update(is_rehearsal=True)
    desk.approve(STATUTES)
    desk.untouched(STATUTES)
    desk.say(STATUTES, 1, "yes")

    assert desk.order(STATUTES)["outcome"] == "adopted"
    assert statutes.in_force() is None
