"""The served schema: nothing of the contract's built part is broken, everything is described, the printed form is fresh."""

from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    find_breaking_changes,
    find_dangerous_changes,
)

from graph_api.errors import Code
from graph_api.schema import sdl
from tests.releases import CHANGELOG, RELEASED, unnamed


def _contract() -> str:
    return (Path(__file__).parent / "contract" / "schema.graphql").read_text(encoding="utf-8")


def test_nothing_breaks_the_contract() -> None:
    changes = find_breaking_changes(build_schema(_contract()), build_schema(sdl()))
    assert [change.description for change in changes] == []


def test_no_default_is_another_than_the_contract_s() -> None:
    changes = find_dangerous_changes(build_schema(_contract()), build_schema(sdl()))
    assert [change.description for change in changes if "DEFAULT" in change.type.name] == []


def test_all_of_the_contract_is_built() -> None:
    contract, served = build_schema(_contract()), build_schema(sdl())
    types = set(contract.type_map) - set(served.type_map)
    fields = {
        f"{name}.{field}"
        for name, kind in contract.type_map.items()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType)
        and name in served.type_map
        for field in set(kind.fields) - set(served.type_map[name].fields)  # type: ignore[attr-defined]
    }
    values = {
        f"{name}.{value}"
        for name, kind in contract.type_map.items()
        if isinstance(kind, GraphQLEnumType) and name in served.type_map
        for value in set(kind.values) - set(served.type_map[name].values)  # type: ignore[attr-defined]
    }
    assert types | fields | values == set()


def test_the_printed_schema_is_fresh() -> None:
    printed = Path(__file__).parent.parent / "graph_api" / "schema.graphql"
    assert printed.read_text(encoding="utf-8") == sdl()


def test_everything_is_described() -> None:
    bare = []
    for name, kind in build_schema(sdl()).type_map.items():
        if name.startswith("__") or name in {"String", "Int", "Float", "Boolean", "ID"}:
            continue
        if not kind.description:
            bare.append(name)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            bare += [f"{name}.{field}" for field, one in kind.fields.items() if not one.description]
        if isinstance(kind, GraphQLEnumType):
            bare += [f"{name}.{value}" for value, one in kind.values.items() if not one.description]
    assert bare == []


@pytest.mark.parametrize("code", list(Code))
def test_error_codes_are_those_of_the_contract(code: Code) -> None:
    assert code in _contract()


def test_what_breaks_clients_of_the_last_release_is_named_in_the_changelog() -> None:
    changelog = CHANGELOG.read_text(encoding="utf-8")
    assert unnamed(RELEASED.read_text(encoding="utf-8"), sdl(), changelog) == []


@pytest.mark.parametrize(
    ("now", "coordinate"),
    [
        ("type Query { a: Int }", "Query.b"),
        ("type Query { a: String b(c: Int): Int }", "Query.a"),
        ("type Query { a: Int b(c: Int!): Int }", "Query.b"),
        ("type Query { a: Int b(c: Int, d: Int!): Int }", "Query.b"),
        ("type Query { a: Int b(c: Int): Int } # Other is gone", "Other"),
    ],
)
def test_the_gate_lets_only_named_changes_through(now: str, coordinate: str) -> None:
    was = "type Query { a: Int b(c: Int): Int }" + (" type Other { a: Int }" if coordinate == "Other" else "")
    log = (
        "# Changelog\n\n## [2]\n\n### Breaking\n- {}\n\n### Added\n- {}\n\n## [1]\n\n### Breaking\n- Query.a Query.b\n"
    )
    (change,) = unnamed(was, now, log.format("nothing", coordinate))
    assert coordinate in change
    assert unnamed(was, now, log.format(f"`{coordinate}` is another.", "")) == []
    assert unnamed(was, was, log.format("nothing", "")) == []
