"""What the API is declared with: its types, their fields and arguments, as plain Python.

A declaration is data until somebody asks for the schema: `graph_api.strawberries` hands it to strawberry then. Plans go by the declarations
themselves, so that a server answers before strawberry and graphql-core are loaded, or without them.
"""

import builtins
import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import get_annotations
from typing import Annotated, Any, Final, Literal, NewType, Protocol, TypeAlias, TypeVar, dataclass_transform

T = TypeVar("T")

ID = NewType("ID", str)
JSON = NewType("JSON", object)


class _Private:
    """The mark of what a type holds and does not show."""


PRIVATE: Final = _Private()
Private: TypeAlias = Annotated[T, PRIVATE]
"""An attribute that is no field."""


class Info(Protocol):
    """What a resolver sees of the request that it answers."""

    @property
    def context(self) -> Any:
        """The snapshot, by the name `snapshot`."""


@dataclass(frozen=True, slots=True)
class Argument:
    """What stands beside an argument's type."""

    description: str


@dataclass(frozen=True, slots=True)
class Lazy:
    """Where a type is found that is declared above the module that names it."""

    module: str


class Field:
    """A field: an attribute of the type, or (`resolver`) what a method of it answers. `graphql_type`: where the annotation cannot say it."""

    __slots__ = ("default", "description", "graphql_type", "resolver")

    def __init__(self, description: str, default: Any, graphql_type: Any) -> None:
        self.description = description
        self.default = default
        self.graphql_type = graphql_type
        self.resolver: Callable[..., Any] | None = None

    def __call__(self, resolver: Callable[..., Any]) -> "Field":
        self.resolver = resolver
        return self


@dataclass(frozen=True, slots=True)
class Declared:
    """A type as it was declared. `own`: the fields that it declares itself; `fields`: with those of what it builds on."""

    kind: Literal["type", "interface", "input"]
    name: str
    description: str
    own: Mapping[str, Field]
    fields: Mapping[str, Field]


_TYPES: Final[dict[str, builtins.type]] = {}


def types() -> Mapping[str, builtins.type]:
    """All types that are declared so far, by their names in the schema, in the order of their declarations."""
    return _TYPES


def declared(kind: builtins.type) -> Declared:
    """How a type was declared."""
    found: Declared = kind.__dict__["__declared__"]
    return found


def shown(name: str) -> str:
    """A name as the schema has it: evidence_count is evidenceCount."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def field(*, description: str, default: Any = dataclasses.MISSING, graphql_type: Any = None) -> Any:
    """Declares a field: of the attribute that it is assigned to, or of the method that it decorates."""
    return Field(description, default, graphql_type)


def argument(*, description: str) -> Any:
    """Describes an argument, in its annotation."""
    return Argument(description)


def lazy(module: str) -> Any:
    """Says, in an annotation, where a type is declared that is named by its name alone."""
    return Lazy(module)


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
def type(*, description: str, name: str | None = None) -> Callable[[builtins.type[T]], builtins.type[T]]:
    """Declares an object type."""
    return lambda kind: _declare(kind, "type", name or kind.__name__, description)


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
def interface(*, description: str) -> Callable[[builtins.type[T]], builtins.type[T]]:
    """Declares an interface."""
    return lambda kind: _declare(kind, "interface", kind.__name__, description)


@dataclass_transform(kw_only_default=True, field_specifiers=(field,))
def input(*, description: str) -> Callable[[builtins.type[T]], builtins.type[T]]:
    """Declares an input object."""
    return lambda kind: _declare(kind, "input", kind.__name__, description)


def _hold(self: Any, **given: Any) -> None:
    """Makes a value of a declared type; that the names are right is seen to by the type checker."""
    self.__dict__.update(given)


def _hold_record(self: Any, *, record: Any) -> None:
    """The same for the many types that hold one record and nothing else, in half the time."""
    self.record = record


def _declare(kind: Any, sort: Literal["type", "interface", "input"], name: str, description: str) -> Any:
    own = {attribute: one for attribute, one in vars(kind).items() if isinstance(one, Field)}
    for attribute, one in own.items():
        if one.resolver is not None:
            setattr(kind, attribute, one.resolver)
        elif one.default is dataclasses.MISSING:
            delattr(kind, attribute)
        else:
            setattr(kind, attribute, one.default)
    held = {name for base in kind.__mro__ for name in get_annotations(base)}
    kind.__init__ = _hold_record if held == {"record"} else _hold
    fields: dict[str, Field] = {}
    for base in reversed(kind.__mro__[1:]):
        if "__declared__" in base.__dict__:
            fields |= base.__dict__["__declared__"].own
    kind.__declared__ = Declared(sort, name, description, own, fields | own)
    _TYPES[name] = kind
    return kind
