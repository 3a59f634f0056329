"""Doors to elections. Each answers with the whole election, so that screens ask once."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.doors import Door
from kernel.shapes import ProblemShape
from voting.elections import actions, queries
from voting.elections.api import forms
from voting.elections.api.shapes import ElectionShape, ElectionsShape

ANSWERS = {200: ElectionShape, 409: ProblemShape}
MADE = {201: ElectionShape, 409: ProblemShape}
LEAD: dict[str, str] = {"POST": "elections.lead"}


def _told(election_id: UUID, *, status: int = 200) -> Response:
    return Response(queries.election(election_id), status=status)


def _said(form: Any, request: Request) -> dict[str, Any]:  # noqa: ANN401  a form's class
    read = form(data=request.data)
    read.is_valid(raise_exception=True)
    return dict(read.validated_data)


class ElectionsDoor(Door):
    """A meeting's elections."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow", "POST": "elections.lead"}

    @extend_schema(responses=ElectionsShape)
    def get(self, request: Request, meeting_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Every election, in the order of the agenda."""
        return Response(queries.election_list(meeting_id))

    @extend_schema(request=forms.NewElectionForm, responses=MADE)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Lay out an election, with the committee's proposal if there is one."""
        said = _said(forms.NewElectionForm, request)
        names = [actions.NewName(**name) for name in said.pop("nominations")]
        new = actions.NewElection(nominations=names, **said)
        election = actions.open_election(meeting_id=meeting_id, new=new, by=self.actor, at=self.at)
        return _told(election.pk, status=201)


class ElectionDoor(Door):
    """One election."""

    verbs: ClassVar[dict[str, str]] = {"GET": "meeting.follow", "DELETE": "elections.lead"}

    @extend_schema(responses=ElectionShape)
    def get(self, request: Request, election_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Whole, with what is in the way of each step."""
        return _told(election_id)

    @extend_schema(request=None, responses=ANSWERS)
    def delete(self, request: Request, election_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Call it off, as long as nothing was voted on; it stays on record."""
        actions.cancel(election_id=election_id, by=self.actor, at=self.at)
        return _told(election_id)


class NominateDoor(Door):
    """A name from the floor."""

    verbs: ClassVar[dict[str, str]] = {"POST": "elections.nominate"}

    @extend_schema(request=forms.FloorNameForm, responses=MADE)
    def post(self, request: Request, election_id: UUID) -> Response:
        """By a delegate, while the list is open; the same person again is no error."""
        new = actions.NewName(**_said(forms.FloorNameForm, request))
        actions.nominate(election_id=election_id, new=new, by=self.actor, at=self.at)
        return _told(election_id, status=201)


class NominationsDoor(Door):
    """Names that the chair or the secretary writes down."""

    verbs: ClassVar[dict[str, str]] = LEAD

    @extend_schema(request=forms.NewNameForm, responses=MADE)
    def post(self, request: Request, election_id: UUID) -> Response:
        """The committee's proposal, or a name called from the floor."""
        new = actions.NewName(**_said(forms.NewNameForm, request))
        actions.nominate_at_desk(election_id=election_id, new=new, by=self.actor, at=self.at)
        return _told(election_id, status=201)


class NominationDoor(Door):
    """One name."""

    verbs: ClassVar[dict[str, str]] = {"DELETE": "elections.lead"}

    @extend_schema(request=None, responses=ANSWERS)
    def delete(self, request: Request, election_id: UUID, nomination_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Take it back; it stays on record."""
        actions.withdraw(election_id=election_id, nomination_id=nomination_id, by=self.actor, at=self.at)
        return _told(election_id)


class TermsDoor(Door):
    """Who is elected for how long."""

    verbs: ClassVar[dict[str, str]] = LEAD

    @extend_schema(request=forms.TermsForm, responses=ANSWERS)
    def post(self, request: Request, election_id: UUID) -> Response:
        """The meeting approves it before the vote."""
        said = _said(forms.TermsForm, request)
        actions.approve_terms(election_id=election_id, **said, by=self.actor, at=self.at)
        return _told(election_id)


class CloseNominationsDoor(Door):
    """No more names."""

    verbs: ClassVar[dict[str, str]] = LEAD

    @extend_schema(request=None, responses=ANSWERS)
    def post(self, request: Request, election_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Close the list; twice is no error."""
        actions.close_nominations(election_id=election_id, by=self.actor, at=self.at)
        return _told(election_id)


class ReopenNominationsDoor(Door):
    """More names after all."""

    verbs: ClassVar[dict[str, str]] = LEAD

    @extend_schema(request=None, responses=ANSWERS)
    def post(self, request: Request, election_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """Open the list again, while nothing is being voted on."""
        actions.reopen_nominations(election_id=election_id, by=self.actor, at=self.at)
        return _told(election_id)


class AcclamationDoor(Door):
    """Nobody asks for a ballot."""

    verbs: ClassVar[dict[str, str]] = LEAD

    @extend_schema(request=forms.AcclamationForm, responses=ANSWERS)
    def post(self, request: Request, election_id: UUID) -> Response:
        """Those who stand are chosen, and the decision is recorded unless it is to wait."""
        said = _said(forms.AcclamationForm, request)
        actions.acclaim(
            election_id=election_id, is_decision=said["decide"], convener=said["convener"],
            by=self.actor, at=self.at,
        )  # fmt: skip
        return _told(election_id)


class RoundDoor(Door):
    """A ballot."""

    verbs: ClassVar[dict[str, str]] = LEAD

    @extend_schema(request=forms.RoundForm, responses=ANSWERS)
    def post(self, request: Request, election_id: UUID) -> Response:
        """Prepares the poll, which is opened, closed and declared as every poll; twice is no error."""
        how = actions.Ballot(**_said(forms.RoundForm, request))
        actions.put_round(election_id=election_id, how=how, by=self.actor, at=self.at)
        return _told(election_id)


class NextRoundDoor(Door):
    """A further ballot."""

    verbs: ClassVar[dict[str, str]] = LEAD

    @extend_schema(request=forms.RoundForm, responses=ANSWERS)
    def post(self, request: Request, election_id: UUID) -> Response:
        """Between the top two, or for seats that are free: the elected are not on it."""
        how = actions.Ballot(**_said(forms.RoundForm, request))
        actions.next_round(election_id=election_id, how=how, by=self.actor, at=self.at)
        return _told(election_id)


class OrderLotDoor(Door):
    """Equal votes among the elected, where the order matters."""

    verbs: ClassVar[dict[str, str]] = LEAD

    @extend_schema(request=forms.LotForm, responses=ANSWERS)
    def post(self, request: Request, election_id: UUID) -> Response:
        """A lot on who comes first: from a public seed, or on paper."""
        said = _said(forms.LotForm, request)
        actions.draw_order(election_id=election_id, means=said.pop("by"), **said, by=self.actor, at=self.at)
        return _told(election_id)


class AcceptDoor(Door):
    """What somebody answered."""

    verbs: ClassVar[dict[str, str]] = LEAD

    @extend_schema(request=forms.AnswerForm, responses=ANSWERS)
    def post(self, request: Request, election_id: UUID) -> Response:
        """Yes, or no: then the seat is free and goes to the next round."""
        said = _said(forms.AnswerForm, request)
        actions.answer(
            election_id=election_id, nomination_id=said["nomination"], accepts=said["accepts"],
            by=self.actor, at=self.at,
        )  # fmt: skip
        return _told(election_id)


class OwnAnswerDoor(Door):
    """What one answers oneself."""

    verbs: ClassVar[dict[str, str]] = {"POST": "elections.answer"}

    @extend_schema(request=forms.AnswerForm, responses=ANSWERS)
    def post(self, request: Request, election_id: UUID) -> Response:
        """The elected person's own yes or no, from the phone; the same answer again is no error."""
        said = _said(forms.AnswerForm, request)
        actions.answer_oneself(
            election_id=election_id, nomination_id=said["nomination"], accepts=said["accepts"],
            by=self.actor, at=self.at,
        )  # fmt: skip
        return _told(election_id)


class DecideDoor(Door):
    """The gavel."""

    verbs: ClassVar[dict[str, str]] = LEAD

    @extend_schema(request=forms.DecisionForm, responses=ANSWERS)
    def post(self, request: Request, election_id: UUID) -> Response:
        """Record the decision in the words of the minutes, with its effect; twice is no error."""
        said = _said(forms.DecisionForm, request)
        actions.decide(election_id=election_id, **said, by=self.actor, at=self.at)
        return _told(election_id)
