"""From what the API is declared with to what strawberry makes a schema of. Classes and resolvers stay what they are."""

from enum import Enum
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

import strawberry

from graph_api import declared, enums

_OURS: Final = {declared.ID: strawberry.ID, declared.JSON: strawberry.scalars.JSON, declared.Info: strawberry.Info}


def hand_over() -> None:
    """Makes every enum and every declared type known to strawberry, those that others build on first."""
    for enum in enums.DESCRIBED:
        _hand_over_enum(enum)
    for kind in declared.types().values():
        _hand_over_type(kind)


def _hand_over_enum(enum: type[Enum]) -> None:
    told, values = enums.DESCRIBED[enum]
    strawberry.enum(enum, description=told)
    for value in enum.__strawberry_definition__.values:  # type: ignore[attr-defined]
        value.description = values[value.name]


def _hand_over_type(kind: type) -> None:
    told = declared.declared(kind)
    kind.__annotations__ = {name: _translated(one) for name, one in kind.__annotations__.items()}
    for name, one in told.own.items():
        options = {"description": one.description, "graphql_type": _translated(one.graphql_type)}
        if one.resolver is None:
            setattr(kind, name, strawberry.field(default=one.default, **options))
        else:
            one.resolver.__annotations__ = {
                argument: _translated(annotation) for argument, annotation in one.resolver.__annotations__.items()
            }
            setattr(kind, name, strawberry.field(resolver=one.resolver, **options))
    make: Any = {"type": strawberry.type, "interface": strawberry.interface, "input": strawberry.input}[told.kind]
    make(kind, name=told.name if told.name != kind.__name__ else None, description=told.description)


def _translated(told: Any) -> Any:
    """An annotation with strawberry's words for ours."""
    if isinstance(told, declared.Argument):
        return strawberry.argument(description=told.description)
    if isinstance(told, declared.Lazy):
        return strawberry.lazy(told.module)
    if told in _OURS:
        return _OURS[told]
    origin, parts = get_origin(told), get_args(told)
    if origin is None or (origin is Annotated and declared.PRIVATE in parts):
        return Annotated[parts[0], *strawberry.Private.__metadata__] if parts else told
    translated = tuple(map(_translated, parts))
    return Union[translated] if origin in (Union, UnionType) else origin[translated]  # noqa: UP007  they are values here
