"""What the ceremony looks like from outside. The messages are those of Belenios' specification 2.0."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from voting.belenios.trustees import LEAST_THRESHOLD, MOST_TRUSTEES
from voting.ceremony.enums import CeremonyState

HASH = r"^[0-9a-f]{64}$"


class CeremonyOfficerShape(serializers.Serializer[Any]):
    """An officer and how far their device has come."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    place = serializers.IntegerField(allow_null=True)
    is_me = serializers.BooleanField()
    confirmed = serializers.BooleanField()
    dealt = serializers.BooleanField()
    keyed = serializers.BooleanField()


class SignedMessageShape(serializers.Serializer[Any]):
    """A signed message as it was given."""

    message = serializers.CharField()
    signature = serializers.DictField(child=serializers.CharField())


class RoundThreeInputShape(serializers.Serializer[Any]):
    """The letters to one officer: the tool's file ``.vinput``."""

    polynomial = serializers.CharField()
    secrets = serializers.ListField(child=serializers.CharField())
    coefexps = SignedMessageShape(many=True)


class CeremonyShape(serializers.Serializer[Any]):
    """The meeting's ceremony. What is sent to one officer alone stands in ``input`` and ``kept_key``."""

    ceremony = serializers.UUIDField(allow_null=True)
    state = serializers.ChoiceField(choices=[state.value for state in CeremonyState])
    threshold = serializers.IntegerField(allow_null=True)
    suggested_threshold = serializers.IntegerField()
    pin = serializers.CharField(allow_blank=True)
    officers = CeremonyOfficerShape(many=True)
    certificates = SignedMessageShape(many=True)
    commitments = serializers.ListField(child=serializers.CharField())
    input = RoundThreeInputShape(allow_null=True)
    kept_key = serializers.CharField(allow_null=True)
    trustees = serializers.CharField(allow_blank=True)
    trustees_hash = serializers.CharField(allow_blank=True)
    is_erased = serializers.BooleanField()


class CertificateShape(serializers.Serializer[Any]):
    """Round one."""

    certificate = serializers.JSONField()


class FreezingShape(serializers.Serializer[Any]):
    """The officers as the chair saw them, in their order, and how many of them decrypt."""

    officers = serializers.ListField(child=serializers.UUIDField(), max_length=MOST_TRUSTEES)
    threshold = serializers.IntegerField(min_value=LEAST_THRESHOLD, max_value=MOST_TRUSTEES)


class ConfirmationShape(serializers.Serializer[Any]):
    """The hash that the officer compared, and the hash of the coefficients that their device will deal."""

    pin = serializers.RegexField(HASH)
    commitment = serializers.RegexField(HASH)


class PolynomialShape(serializers.Serializer[Any]):
    """Round two."""

    polynomial = serializers.JSONField()


class OfficerShareShape(serializers.Serializer[Any]):
    """Round three."""

    share = serializers.JSONField()


class CeremonyVoidShape(serializers.Serializer[Any]):
    """Why it is broken off."""

    reason = serializers.CharField(max_length=300)
