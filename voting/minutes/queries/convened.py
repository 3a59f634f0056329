"""The notice as it was sent, for the § that asks whether the meeting was duly convened."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.conf import settings

from notices.enums import LetterState
from voting.convening.models import Delivery
from voting.convening.queries import sent_of
from voting.meetings import queries as meetings
from voting.meetings.models import Meeting
from voting.minutes.queries.told import Told
from voting.minutes.rules import facts


def notice_facts(meeting: Meeting, told: Told) -> facts.NoticeFacts | None:
    """What is known of it; None where the house sent none, and the office's own day is all there is.

    Counted in organisations, not in letters: one that two letters went to was called once. What failed and
    who came later is told of the first notice; later ones by their days.
    """
    sent = sent_of(meeting.pk)
    if not sent:
        return None
    zone = ZoneInfo(settings.LOCAL_TIME_ZONE)
    days = [one.sent_at.astimezone(zone).date() for one in sent if one.sent_at]
    letters = list(Delivery.objects.filter(notice=sent[0]).values_list("member", "state", "is_late"))
    called = {member for member, _, is_late in letters if not is_late}
    late = {member for member, _, is_late in letters if is_late} - called
    reached = {member for member, state, _ in letters if state != LetterState.FAILED}
    shape = meetings.notice_shape(meeting, meetings.rules_in_force(meeting))
    return facts.NoticeFacts(
        sent_on=days[0],
        organisations=len(called),
        failed=len((called | late) - reached),
        late=len(late),
        latest=shape["latest"],
        amended_on=tuple(days[1:]),
        events=told.events("voting.convening.notice_sent"),
    )
