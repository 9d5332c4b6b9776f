"""What plans know of the schema is what strawberry makes of it: types, places, defaults, resolvers, conversions."""

import json
import subprocess
import sys
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    is_input_type,
    is_object_type,
    is_required_argument,
)
from graphql.utilities.coerce_input_value import coerce_default_value
from strawberry.types.arguments import convert_argument

from graph_api.plans.fields import fields_of, has_identity
from graph_api.plans.kinds import KINDS, Composite, Input, Leaf, Place, kind_of
from graph_api.plans.oracle import GRAPH
from graph_api.plans.values import Undefined, converted, default_of
from graph_api.schema import SCHEMA
from tests.conftest import ROOT

TYPES = {name: kind for name, kind in GRAPH.type_map.items() if not name.startswith("__")}


def converted_by_strawberry(value: Any, definition: Any) -> Any:
    known = definition.extensions["strawberry-definition"]
    return convert_argument(value, known.type, SCHEMA.schema_converter.scalar_registry, SCHEMA.config)


def check_place(place: Place, theirs: Any) -> None:
    assert str(place.type) == str(theirs.type)
    assert place.required == is_required_argument(theirs)
    default = coerce_default_value(theirs)
    if place.default is None:
        assert repr(default) == "Undefined"
        assert default_of(place) is Undefined
    else:
        assert converted(place.type)(default_of(place)) == converted_by_strawberry(default, theirs)


def test_the_types_are_those_of_the_schema() -> None:
    assert set(KINDS) == set(TYPES)
    for name, theirs in TYPES.items():
        ours = KINDS[name]
        assert ours.is_input is is_input_type(theirs)
        assert isinstance(ours, Composite) == isinstance(theirs, GraphQLObjectType | GraphQLInterfaceType)
        if isinstance(ours, Composite):
            assert ours.is_object is is_object_type(theirs)
            possible = [theirs] if is_object_type(theirs) else GRAPH.get_possible_types(theirs)  # type: ignore[arg-type]
            assert set(ours.objects) == {one.name for one in possible}
        if isinstance(ours, Leaf):
            values = set(theirs.values) if isinstance(theirs, GraphQLEnumType) else None
            assert ours.values == values


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if isinstance(kind, Composite)])
def test_the_fields_are_those_of_the_schema(name: str) -> None:
    theirs: Any = TYPES[name]
    ours = fields_of(name)
    assert list(ours) == list(theirs.fields)
    for own, field in ours.items():
        there = theirs.fields[own]
        known = there.extensions["strawberry-definition"]
        assert field.type is kind_of(str(there.type))
        if known.base_resolver is None:
            assert field.resolve.__reduce__()[1] == (known.python_name,)
        else:
            assert field.resolve is known.base_resolver.wrapped_func
        assert list(field.arguments) == list(there.args)
        assert field.required == {own for own, one in there.args.items() if is_required_argument(one)}
        for argument, place in field.arguments.items():
            assert place.python_name == there.args[argument].extensions["strawberry-definition"].python_name
            check_place(place.place, there.args[argument])


def test_the_inputs_are_those_of_the_schema() -> None:
    for name, theirs in TYPES.items():
        if isinstance(theirs, GraphQLInputObjectType):
            ours = KINDS[name]
            assert isinstance(ours, Input)
            assert list(ours.fields) == list(theirs.fields)
            for own, place in ours.fields.items():
                check_place(place, theirs.fields[own])


def test_plain_values_become_what_strawberry_makes_of_them() -> None:
    kinds = converted(kind_of("[NodeKind!]"))(["ENTRY", "TERM"])
    assert all(isinstance(one, Enum) for one in kinds)
    fact = converted(kind_of("FactInput"))({"concept": "COD", "negated": True, "value": None, "unit": "TIMES"})
    assert (fact.concept, fact.negated, fact.value, fact.unit.name) == ("COD", True, None, "TIMES")
    assert converted(kind_of("FactInput"))(None) is None


def test_what_keeps_identity_stands_over_a_record() -> None:
    assert has_identity("Feature")
    assert has_identity("MenuPath")
    assert not has_identity("Applicability")
    assert not has_identity("FeatureConnection")


FIRST = """
import asyncio, json, sys
from pathlib import Path
from graph_api.server import create_app

async def main():
    told = []
    async def receive():
        return {"type": "http.request", "body": sys.argv[2].encode()}
    async def send(message):
        told.append(message)
    scope = {"type": "http", "path": "/graphql", "method": "POST", "query_string": b"", "headers": [(b"content-type", b"application/json")]}
    await create_app(Path(sys.argv[1]))(scope, receive, send)
    return json.loads(told[1]["body"])

answer = asyncio.run(main())
print(json.dumps({"answer": answer, "modules": [*sys.modules]}))
"""


def first_answer(graph: Path, query: str, variables: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """The first answer of a process of its own, and which libraries it has loaded by then."""
    body = json.dumps({"query": query, "variables": variables})
    done = subprocess.run(
        [sys.executable, "-c", FIRST, str(graph), body], capture_output=True, text=True, check=True, cwd=ROOT
    )
    told = json.loads(done.stdout)
    return told["answer"], {name.partition(".")[0] for name in told["modules"]}


def test_a_first_answer_needs_no_library_of_the_schema(graph: Path) -> None:
    query = (
        "query Q($f: String!, $n: Int = 2, $k: [ConstraintKind!]) { locate(feature: $f) { text nodes { label kind } } "
        "constraints(first: $n, filter: {kind: $k}) { totalCount nodes { id text modality ...F } } } "
        "fragment F on Constraint { conditions { negated concept { label } } limit { value } }"
    )
    answer, loaded = first_answer(graph, query, {"f": "订单导出", "k": ["QUOTA", "AMOUNT"]})
    assert len(answer["data"]["constraints"]["nodes"]) == 2
    assert not {"strawberry", "graphql", "starlette", "jieba", "rjieba", "networkx", "rdflib", "pyoxigraph"} & loaded
    introspected, loaded = first_answer(graph, "{ __schema { queryType { name } } }", {})
    assert introspected["data"]["__schema"]["queryType"]["name"] == "Query"
    assert {"strawberry", "graphql"} <= loaded
