"""The schema's fields as plans call them: each with the resolver that its type declares, each argument with its way to the resolver.

A plan has no meaning of its own: it calls the very functions that the types of the API declare.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Final

from graph_api import declared, query
from graph_api.nodes import keeps_identity
from graph_api.plans.kinds import Kind, Place, composite, named
from graph_api.plans.values import Undefined, converted, default_of

_USUAL: Final = query
"""With it, and what it builds on, all types are declared that most requests ask for."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a field: its place in the schema, the resolver's name for it, and from a plain value to the resolver's."""

    place: Place
    python_name: str
    convert: Callable[[Any], Any]
    default: Any
    """The resolver's value where none is given; Undefined: none."""


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field of an object type. `asks`: its resolver takes the request as well."""

    name: str
    type: Kind
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
    kind = composite(type_name)
    assert kind is not None
    known = {declared.shown(name): (name, one) for name, one in declared.declared(_class_of(type_name)).fields.items()}
    return {name: _field(name, told, given, *known[name]) for name, (told, given) in kind.fields().items()}


def _field(name: str, kind: Kind, places: Mapping[str, Place], python_name: str, known: declared.Field) -> Field:
    below = named(kind)
    if known.resolver is None:
        return Field(name, kind, attrgetter(python_name), False, {}, frozenset(), below, below.is_leaf)
    code = known.resolver.__code__
    parameters = code.co_varnames[1 : code.co_argcount]
    names = {declared.shown(one): one for one in parameters}
    arguments = {own: _argument(place, names[own]) for own, place in places.items()}
    required = frozenset(own for own, place in places.items() if place.required)
    return Field(name, kind, known.resolver, "info" in parameters, arguments, required, below, below.is_leaf)


def _argument(place: Place, python_name: str) -> Argument:
    convert = converted(place.type)
    default = default_of(place)
    return Argument(place, python_name, convert, default if default is Undefined else convert(default))


@cache
def _class_of(type_name: str) -> type:
    """The class that declares a type; connections and their edges are declared once for all nodes."""
    every = declared.types()
    found = every.get(type_name)
    if found is None:
        generic = (one for name, one in every.items() if hasattr(one, "__parameters__") and type_name.endswith(name))
        found = next(generic, None)
    if found is None:
        _declare_all()
        found = every[type_name]
    return found


def _declare_all() -> None:
    """Loads the modules of the types that few requests ask for."""
    from graph_api import drawing_types, fact_types, find_types

    del drawing_types, fact_types, find_types  # importing them is all


@cache
def name_of(api_type: type) -> str:
    """The object type that a value of a class is of, where its field's type is an interface."""
    return declared.declared(api_type).name


@cache
def has_identity(type_name: str) -> bool:
    """Whether objects of a type stand over records of the snapshot, which have an id and never change."""
    return keeps_identity(_class_of(type_name))
