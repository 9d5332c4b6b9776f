"""The schema as plans read it: each field with the resolver that strawberry would call, each argument with strawberry's conversion.

A plan has no meaning of its own: it calls the very functions that the types of the API declare.
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Final

from graphql import GraphQLObjectType, GraphQLSchema, Undefined, get_named_type, is_leaf_type, is_object_type
from graphql.utilities.coerce_input_value import coerce_default_value
from strawberry.types.arguments import convert_argument

from graph_api.nodes import keeps_identity
from graph_api.schema import SCHEMA

GRAPH: Final[GraphQLSchema] = SCHEMA._schema
_STRAWBERRY: Final = "strawberry-definition"


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a field: its GraphQL type, the resolver's name for it, and from a coerced value to the resolver's."""

    name: str
    type: Any
    python_name: str
    convert: Callable[[Any], Any]
    default: Any
    """The resolver's value where none is given; Undefined: none."""

    has_default: bool


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field of an object type. `asks`: its resolver takes the request as well."""

    name: str
    type: Any
    resolve: Callable[..., Any]
    asks: bool
    arguments: Mapping[str, Argument]
    required: frozenset[str]
    named: Any
    """The type inside lists and !."""

    leaf: bool


@cache
def fields_of(type_name: str) -> Mapping[str, Field]:
    """The fields of an object type or an interface, made when they are first asked for."""
    return {name: _field(name, one) for name, one in GRAPH.type_map[type_name].fields.items()}  # type: ignore[attr-defined]


def _field(name: str, definition: Any) -> Field:
    known = definition.extensions[_STRAWBERRY]
    arguments = {own: _argument(own, one) for own, one in definition.args.items()}
    required = frozenset(own for own, one in arguments.items() if _is_required(one))
    named = get_named_type(definition.type)
    told = (arguments, required, named, is_leaf_type(named))
    if known.base_resolver is None:
        return Field(name, definition.type, attrgetter(known.python_name), False, *told)
    resolve = known.base_resolver.wrapped_func
    asks = "info" in inspect.signature(resolve).parameters
    return Field(name, definition.type, resolve, asks, *told)


def _is_required(argument: Argument) -> bool:
    return str(argument.type).endswith("!") and not argument.has_default


def _argument(name: str, definition: Any) -> Argument:
    known = definition.extensions[_STRAWBERRY]

    def convert(value: Any) -> Any:
        return convert_argument(value, known.type, SCHEMA.schema_converter.scalar_registry, SCHEMA.config)

    default = coerce_default_value(definition)
    has_default = default is not Undefined
    return Argument(
        name, definition.type, known.python_name, convert, convert(default) if has_default else default, has_default
    )


@cache
def object_type(api_type: type) -> GraphQLObjectType:
    """The object type that a value of a class is of, where its field's type is an interface."""
    found = GRAPH.type_map[api_type.__strawberry_definition__.name]  # type: ignore[attr-defined]
    assert is_object_type(found)
    return found


@cache
def has_identity(type_name: str) -> bool:
    """Whether objects of a type stand over records of the snapshot, which have an id and never change."""
    known = GRAPH.type_map[type_name].extensions[_STRAWBERRY]
    return keeps_identity(known.origin)
