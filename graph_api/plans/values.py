"""Values that go in: from literals and variables to what a resolver gets, by the rules of the specification.

Values are first plain (as JSON has them, enums by name), so that they can be written down to tell one request from another; `converted`
makes of them what a resolver gets. Whatever is not surely right is `Undefined`; graphql-core says then what is wrong.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from math import isfinite
from typing import Any, Final

from graph_api import declared, enums
from graph_api.plans.kinds import Input, Kind, Leaf, ListOf, NonNull, Place
from graph_api.plans.parsed import constant

_INT: Final = 2**31
_ENUMS: Final = {one.__name__: one for one in enums.DESCRIBED}
_NONE: Final[Mapping[str, Any]] = {}


class _Undefined:
    """No value, or none that is right."""

    def __repr__(self) -> str:
        return "Undefined"


Undefined: Final = _Undefined()


def of_json(value: Any, kind: Kind) -> Any:
    """The value of a variable, plain."""
    if isinstance(kind, NonNull):
        return Undefined if value is None else of_json(value, kind.of)
    if value is None:
        return None
    if isinstance(kind, ListOf):
        items = value if isinstance(value, list) else [value]
        told = [of_json(one, kind.of) for one in items]
        return Undefined if Undefined in told else told
    if isinstance(kind, Input):
        return _object(value, kind, of_json) if isinstance(value, dict) else Undefined
    assert isinstance(kind, Leaf)
    if kind.values is not None:
        return value if isinstance(value, str) and value in kind.values else Undefined
    return _SCALARS[kind.name](value) if kind.name in _SCALARS else Undefined


def of_literal(node: Any, kind: Kind, variables: Mapping[str, Any] = _NONE) -> Any:
    """The value of a literal, plain; what variables in it are is taken as it is."""
    if node.kind == "variable":
        value = variables.get(node.name.value, Undefined)
        return Undefined if value is None and isinstance(kind, NonNull) else value
    if isinstance(kind, NonNull):
        return Undefined if node.kind == "null_value" else of_literal(node, kind.of, variables)
    if node.kind == "null_value":
        return None
    if isinstance(kind, ListOf):
        return _list(node, kind, variables)
    if isinstance(kind, Input):
        if node.kind != "object_value":
            return Undefined
        given = {
            one.name.value: one.value
            for one in node.fields
            if one.value.kind != "variable" or variables.get(one.value.name.value, Undefined) is not Undefined
        }
        return _object(given, kind, lambda value, below: of_literal(value, below, variables))
    assert isinstance(kind, Leaf)
    if kind.values is not None:
        return node.value if node.kind == "enum_value" and node.value in kind.values else Undefined
    make = _LITERALS.get((kind.name, node.kind))
    return make(node.value) if make else Undefined


def _list(node: Any, kind: ListOf, variables: Mapping[str, Any]) -> Any:
    if node.kind != "list_value":
        item = of_literal(node, kind.of, variables)
        return Undefined if item is Undefined else [item]
    told = []
    for one in node.values:
        item = of_literal(one, kind.of, variables)
        if item is Undefined:
            if one.kind != "variable" or isinstance(kind.of, NonNull):
                return Undefined
            item = None  # a variable that is not given
        told.append(item)
    return told


def _object(given: Mapping[str, Any], kind: Input, make: Callable[[Any, Kind], Any]) -> Any:
    if given.keys() - kind.fields.keys():
        return Undefined
    told: dict[str, Any] = {}
    for name, place in kind.fields.items():
        if name in given:
            told[name] = make(given[name], place.type)
            if told[name] is Undefined:
                return Undefined
        elif place.required:
            return Undefined
        elif place.default is not None:
            told[name] = default_of(place)
    return told


def spelling(node: Any) -> Any:
    """A literal as it is written, the same for literals that mean the same: fields of objects have no order."""
    if node.kind == "variable":
        return ("$", node.name.value)
    if node.kind == "list_value":
        return [spelling(one) for one in node.values]
    if node.kind == "object_value":
        return {one.name.value: spelling(one.value) for one in sorted(node.fields, key=lambda one: str(one.name.value))}
    return (node.kind, getattr(node, "value", None), getattr(node, "block", False))


def variables_in(node: Any) -> Iterator[str]:
    """The variables in a literal."""
    if node.kind == "variable":
        yield node.name.value
    for below in getattr(node, "values", None) or ():
        yield from variables_in(below)
    for below in getattr(node, "fields", None) or ():
        yield from variables_in(below.value)


def default_of(place: Place) -> Any:
    """What stands where nothing is given, plain; Undefined where nothing does."""
    return Undefined if place.default is None else of_literal(constant(place.default), place.type)


@cache
def converted(kind: Kind) -> Callable[[Any], Any]:
    """Makes what a resolver gets of plain values of a type: members of enums, inputs as they are declared."""
    if isinstance(kind, NonNull):
        return converted(kind.of)
    if isinstance(kind, ListOf):
        item = converted(kind.of)
        return lambda value: None if value is None else [item(one) for one in value]
    if isinstance(kind, Input):
        return _maker(kind)
    enum = _ENUMS.get(kind.name)
    if enum is not None:
        return lambda value: None if value is None else enum[value]
    return lambda value: value


def _maker(kind: Input) -> Callable[[Any], Any]:
    own = declared.types()[kind.name]
    names = {declared.shown(name): name for name in declared.declared(own).fields}
    below = {name: (names[name], converted(place.type)) for name, place in kind.fields.items()}

    def make(value: Any) -> Any:
        if value is None:
            return None
        return own(**{below[name][0]: below[name][1](one) for name, one in value.items()})

    return make


def _int(value: Any) -> Any:
    whole = value.__class__ is int or (value.__class__ is float and isfinite(value) and value == int(value))
    return int(value) if whole and -_INT <= value < _INT else Undefined


def _float(value: Any) -> Any:
    if value.__class__ is float:
        return value if isfinite(value) else Undefined
    if value.__class__ is not int:
        return Undefined
    try:
        return float(value) if int(float(value)) == value else Undefined
    except OverflowError:
        return Undefined


def _id(value: Any) -> Any:
    if value.__class__ is str:
        return value
    whole = value.__class__ is int or (value.__class__ is float and isfinite(value) and value == int(value))
    return str(int(value)) if whole else Undefined


_SCALARS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "String": lambda value: value if value.__class__ is str else Undefined,
    "Boolean": lambda value: value if value.__class__ is bool else Undefined,
    "Int": _int,
    "Float": _float,
    "ID": _id,
}
_LITERALS: Final[Mapping[tuple[str, str], Callable[[Any], Any]]] = {
    ("String", "string_value"): str,
    ("ID", "string_value"): str,
    ("ID", "int_value"): str,
    ("Boolean", "boolean_value"): bool,
    ("Int", "int_value"): lambda text: _int(int(text)) if len(text) < 12 else Undefined,
    ("Float", "int_value"): float,
    ("Float", "float_value"): float,
}
"""By the scalar's name and the literal's kind."""
