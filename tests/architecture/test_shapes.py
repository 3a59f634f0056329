"""Every shape of the interface has a name of its own: of two with one name the document keeps only one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from rest_framework import serializers

ROOMS = ("accounts", "billing", "config", "journal", "kernel", "live", "notices", "tenants", "voting")


def shapes(of: type[Any] = serializers.BaseSerializer) -> Iterator[type[Any]]:
    """Every shape that the house declares, once the doors that use it are read."""
    for one in of.__subclasses__():
        if one.__module__.partition(".")[0] in ROOMS:
            yield one
        yield from shapes(one)


def shared(declared: Iterable[type[Any]]) -> dict[str, set[str]]:
    """The names that more than one class has, as the document writes them, and where these stand."""
    found = defaultdict(set)
    for one in declared:
        found[one.__name__.removesuffix("Serializer")].add(f"{one.__module__}.{one.__qualname__}")
    return {name: where for name, where in found.items() if len(where) > 1}


def test_no_two_shapes_of_the_interface_have_one_name():
    from config.openapi import of_both_hosts

    of_both_hosts()
    declared = set(shapes())

    assert len(declared) > 300
    assert shared(declared) == {}


def test_a_second_shape_of_one_name_is_found_out_which_the_document_itself_does_not_tell():
    """The naive way, to look at the document, sees one shape and nothing wrong."""
    from django.urls import path
    from drf_spectacular.generators import SchemaGenerator
    from drf_spectacular.openapi import AutoSchema
    from drf_spectacular.utils import extend_schema

    from kernel.doors import Door

    def door(field: str) -> type[Door]:
        shape = type("TwiceShape", (serializers.Serializer,), {field: serializers.CharField()})

        class Told(Door):
            schema = AutoSchema()
            verbs = {"GET": "anyone"}

            @extend_schema(responses=shape)
            def get(self, request: Any) -> None: ...

        Told.shape = shape
        return Told

    first, second = door("first"), door("second")
    generator: Any = SchemaGenerator(patterns=[path("a", first.as_view()), path("b", second.as_view())])
    told = generator.get_schema(request=None, public=True)["components"]["schemas"]

    assert list(told["TwiceShape"]["properties"]) == ["first"], "the second is gone without a word"
    both = [first.shape, second.shape]
    second.shape.__module__ = "voting.elsewhere.api"
    assert list(shared(both)) == ["TwiceShape"]


def test_what_both_hosts_tell_of_is_the_same_there():
    """They become one document, in which the association's would silently take the public one's place."""
    from config.openapi import of_both_hosts

    public, inside = (one["components"]["schemas"] for one in of_both_hosts())

    both = public.keys() & inside.keys()
    assert len(both) > 3
    assert [name for name in sorted(both) if public[name] != inside[name]] == []
