"""Doors to leaving: one's own organisation's notice, and one that the office writes down."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.days import day_of
from kernel.doors import Door
from kernel.errors import Missing
from kernel.shapes import ObstacleShape, ProblemShape
from tenants.founding import actions, queries
from tenants.founding.enums import Post
from tenants.members import queries as members
from tenants.members.enums import NoticeChannel
from tenants.members.models import Member


class LeavingNoticeShape(serializers.Serializer[Any]):
    """A notice that waits for its day. ``ends_on``: the first day on which it is no member."""

    channel = serializers.ChoiceField(choices=[c.value for c in NoticeChannel])
    noticed_on = serializers.DateField()
    ends_on = serializers.DateField()
    by_name = serializers.CharField()
    noted_at = serializers.DateTimeField()


class LeavingTermsShape(serializers.Serializer[Any]):
    """What a notice today would mean, and what the statutes say; empty words where they are silent."""

    ends_on = serializers.DateField()
    rule_sv = serializers.CharField(allow_blank=True)
    rule_en = serializers.CharField(allow_blank=True)
    text_sv = serializers.CharField(allow_blank=True)
    text_en = serializers.CharField(allow_blank=True)
    refunds = serializers.BooleanField(allow_null=True)


class EndingPostShape(serializers.Serializer[Any]):
    """A post that ends with the membership."""

    post = serializers.ChoiceField(choices=[p.value for p in Post])
    name = serializers.CharField()


class LeavingShape(serializers.Serializer[Any]):
    """How an organisation stands to leaving. ``empties_board``: nobody would be left on the board."""

    name = serializers.CharField()
    notice = LeavingNoticeShape(allow_null=True)
    terms = LeavingTermsShape()
    posts = EndingPostShape(many=True)
    empties_board = serializers.BooleanField()
    obstacles = ObstacleShape(many=True)


class NoticeWishShape(serializers.Serializer[Any]):
    """A notice that came to the office: how, and on which day."""

    channel = serializers.ChoiceField(choices=[NoticeChannel.LETTER.value, NoticeChannel.EMAIL.value])
    noticed_on = serializers.DateField()


class LeavingDoor(Door):
    """What the two doors share."""

    def answer(self, member: Member | None, status: int = 200) -> Response:
        """How it stands now; Missing for nobody."""
        if member is None:
            raise Missing
        return Response(LeavingShape(queries.leaving_of(member, today=day_of(self.at))).data, status=status)


class OwnLeavingDoor(LeavingDoor):
    """One's own organisation."""

    verbs: ClassVar[dict[str, str]] = {
        "GET": "membership.own", "POST": "membership.own", "DELETE": "membership.own",
    }  # fmt: skip

    @extend_schema(operation_id="my_leaving", responses=LeavingShape)
    def get(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """The notice, or what one would mean."""
        return self.answer(members.own_member(self.actor.id))

    @extend_schema(request=None, responses={201: LeavingShape, 409: ProblemShape})
    def post(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Give notice. Given again while it waits, it is the same."""
        actions.leave(by=self.actor, at=self.at)
        return self.answer(members.own_member(self.actor.id), 201)

    @extend_schema(responses={200: LeavingShape, 409: ProblemShape})
    def delete(self, request: Request) -> Response:  # noqa: ARG002  DRF's signature
        """Take it back, before the day has come."""
        actions.stay(member_id=None, by=self.actor, at=self.at)
        return self.answer(members.own_member(self.actor.id))


class MemberLeavingDoor(LeavingDoor):
    """Any member, for the office."""

    verbs: ClassVar[dict[str, str]] = {
        "GET": "members.see", "POST": "members.change", "DELETE": "members.change",
    }  # fmt: skip

    @extend_schema(responses=LeavingShape)
    def get(self, request: Request, member_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The notice, or what one would mean."""
        return self.answer(members.member(member_id))

    @extend_schema(request=NoticeWishShape, responses={201: LeavingShape, 409: ProblemShape})
    def post(self, request: Request, member_id: UUID) -> Response:
        """Write down a notice that came by letter or e-mail; it is confirmed to the member's contact."""
        form = NoticeWishShape(data=request.data)
        form.is_valid(raise_exception=True)
        wish = form.validated_data
        actions.record_leaving(
            member_id=member_id, channel=NoticeChannel(wish["channel"]), noticed_on=wish["noticed_on"],
            by=self.actor, at=self.at,
        )  # fmt: skip
        return self.answer(members.member(member_id), 201)

    @extend_schema(responses={200: LeavingShape, 409: ProblemShape})
    def delete(self, request: Request, member_id: UUID) -> Response:  # noqa: ARG002  DRF's signature
        """The member has taken it back, before the day has come."""
        actions.stay(member_id=member_id, by=self.actor, at=self.at)
        return self.answer(members.member(member_id))
