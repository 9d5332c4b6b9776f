"""What a plan does when it runs: blocks tell objects field by field, shapes make of a resolver's value what the answer holds.

Each tells in two ways: `tell` in haste, which raises whatever goes wrong; and `carefully`, which answers once more, with null where the
specification wants it, and errors with their paths.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any, Final, Protocol

import msgspec

from graph_api.deadline import TooSlow, is_long, pieces
from graph_api.plans.asked import Ask, TooLarge, TooMany
from graph_api.plans.kinds import Kind, ListOf, NonNull
from graph_api.plans.kinds import Leaf as LeafKind

ENCODER: Final = msgspec.json.Encoder()
_EXACT: Final[Mapping[str, type]] = {"String": str, "ID": str, "Boolean": bool}
_INT: Final = 2**31
_WRITTEN: Final[Mapping[str, type[date]]] = {"Date": date, "DateTime": datetime}


class Broken(Exception):
    """A value that the schema does not allow."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in an answer: its path, the nodes of the field that leads there, and the field's name for messages."""

    path: tuple[str | int, ...]
    nodes: tuple[Any, ...]
    field: str

    def at(self, key: int) -> "Place":
        """A place in a list."""
        return Place((*self.path, key), self.nodes, self.field)


class Shape(Protocol):
    """Makes of a resolver's value what the answer holds."""

    nullable: bool

    def tell(self, value: Any, ask: Ask) -> Any:
        """In haste."""

    def carefully(self, value: Any, ask: Ask, place: Place) -> Any:
        """With errors noted where null may stand; else they are raised, located."""


@dataclass(frozen=True, slots=True)
class Step:
    """A field of an object. `asks`: its resolver takes the request; `size`: of a page, as far as no variable gives it."""

    key: str
    resolve: Callable[..., Any]
    asks: bool
    shape: Shape
    nodes: tuple[Any, ...]
    field: str
    size: Mapping[str, Any] | None = None


class Block:
    """An object as a selection tells it. `key`: the same for selections that tell the same; `variables`: those it hangs on;
    `sizing`: those among them that may say how large it is."""

    __slots__ = ("_hasty", "key", "sizing", "steps", "variables")

    def __init__(
        self, key: bytes, variables: tuple[str, ...], steps: tuple[Step, ...], sizing: tuple[str, ...]
    ) -> None:
        self.key = key
        self.variables = variables
        self.sizing = sizing
        self.steps = steps
        self._hasty = [(one.key, one.resolve, one.asks, one.shape.tell) for one in steps]

    def tell(self, source: Any, ask: Ask) -> dict[str, Any]:
        """The object, ready to be encoded."""
        told = {}
        for key, resolve, asks, tell in self._hasty:
            told[key] = tell(resolve(source, ask) if asks else resolve(source), ask)
        return told

    def carefully(self, source: Any, ask: Ask, path: tuple[str | int, ...]) -> dict[str, Any]:
        """The object, with errors noted."""
        told = {}
        for step in self.steps:
            place = Place((*path, step.key), step.nodes, step.field)
            try:
                value = step.resolve(source, ask) if step.asks else step.resolve(source)
                told[step.key] = step.shape.carefully(value, ask, place)
            except Exception as error:  # noqa: BLE001  whatever a resolver raises is an error of its field
                noted(error, ask, place, nullable=step.shape.nullable)
                told[step.key] = None
        return told


def noted(error: Exception, ask: Ask, place: Place, *, nullable: bool) -> None:
    """Notes an error where null may stand, and raises it where it may not."""
    if isinstance(error, TooLarge | TooMany | TooSlow):
        raise error
    from graph_api.plans.oracle import located_at

    located = located_at(error, place.nodes, place.path)
    if not nullable:
        raise located
    ask.note(located)


class Object:
    """Objects that are told anew each time."""

    __slots__ = ("block", "nullable")

    def __init__(self, block: Block, nullable: bool) -> None:
        self.block = block
        self.nullable = nullable

    def tell(self, value: Any, ask: Ask) -> Any:
        if value is None:
            return null(self.nullable)
        ask.tick()
        return self.block.tell(value, ask)

    def carefully(self, value: Any, ask: Ask, place: Place) -> Any:
        if value is None:
            return null(self.nullable, place)
        ask.tick()
        return self.block.carefully(value, ask, place.path)


class Identity(Object):
    """Objects over records of the snapshot: told once, then kept."""

    __slots__ = ()

    def tell(self, value: Any, ask: Ask) -> Any:
        if value is None:
            return null(self.nullable)
        block = self.block
        group = ask.group(block.key, block.variables)
        own = value.record.id
        found = group.rows.get(own) if group.rows is not None else None
        if found is None:
            ask.tick()
            room = ask.room
            found = ask.objects.keep(group, own, ENCODER.encode(block.tell(value, ask)))
            ask.room = room
        ask.spend(found[1])
        return found[0]


class Interface:
    """Objects of several types; each is told as its own type tells it."""

    __slots__ = ("_by_class", "_find", "every", "nullable")

    def __init__(self, every: tuple[Shape, ...], find: Callable[[type], Shape], nullable: bool) -> None:
        self.every = every
        self._find = find
        self._by_class: dict[type, Shape] = {}
        self.nullable = nullable

    def _shape(self, kind: type) -> Shape:
        found = self._by_class.get(kind)
        if found is None:
            found = self._by_class[kind] = self._find(kind)
        return found

    def tell(self, value: Any, ask: Ask) -> Any:
        return null(self.nullable) if value is None else self._shape(value.__class__).tell(value, ask)

    def carefully(self, value: Any, ask: Ask, place: Place) -> Any:
        if value is None:
            return null(self.nullable, place)
        return self._shape(value.__class__).carefully(value, ask, place)


class Items:
    """Lists of anything."""

    __slots__ = ("item", "nullable")

    def __init__(self, item: Shape, nullable: bool) -> None:
        self.item = item
        self.nullable = nullable

    def tell(self, value: Any, ask: Ask) -> Any:
        if value is None:
            return null(self.nullable)
        tell = self.item.tell
        if is_long(value):
            return [tell(one, ask) for piece in pieces(value) for one in piece]
        return [tell(one, ask) for one in value]

    def carefully(self, value: Any, ask: Ask, place: Place) -> Any:
        if value is None:
            return null(self.nullable, place)
        told: list[Any] = []
        for nth, one in enumerate(one for piece in pieces(value) for one in piece):
            here = place.at(nth)
            try:
                told.append(self.item.carefully(one, ask, here))
            except Exception as error:  # noqa: BLE001  as above
                noted(error, ask, here, nullable=self.item.nullable)
                told.append(None)
        return told


class Leaf:
    """Scalars and enums. A value of just the class that the scalar is written from needs no look at it."""

    __slots__ = ("_exact", "_name", "_names", "nullable", "tell")

    def __init__(self, kind: LeafKind, nullable: bool) -> None:
        self.nullable = nullable
        self._name = kind.name
        self._exact: type | None = _EXACT.get(kind.name) or _WRITTEN.get(kind.name)
        self._names: dict[Any, Any] = {}
        ways = {"Int": self._int, "Float": self._float, "JSON": self._json}
        ways |= dict.fromkeys(_EXACT, self._plain) | dict.fromkeys(_WRITTEN, self._dated)
        self.tell: Callable[[Any, Ask], Any] = self._enum if kind.values is not None else ways[kind.name]

    def carefully(self, value: Any, ask: Ask, place: Place) -> Any:
        return null(self.nullable, place) if value is None else self.tell(value, ask)

    def _written(self, value: Any) -> Any:
        """As the schema writes whatever is no value of just the right class."""
        if value is None:
            return null(self.nullable)
        from graph_api.plans.oracle import written

        told = written(self._name, value)
        if told is None:
            raise Broken
        return told

    def _plain(self, value: Any, _: Ask) -> Any:
        return value if value.__class__ is self._exact else self._written(value)

    def _dated(self, value: Any, _: Ask) -> Any:
        return value.isoformat() if isinstance(value, date) and value.__class__ is self._exact else self._written(value)

    def _int(self, value: Any, _: Ask) -> Any:
        return value if value.__class__ is int and -_INT <= value < _INT else self._written(value)

    def _float(self, value: Any, _: Ask) -> Any:
        return value if value.__class__ is float and isfinite(value) else self._written(value)

    def _json(self, value: Any, _: Ask) -> Any:
        return null(self.nullable) if value is None else value

    def _enum(self, value: Any, _: Ask) -> Any:
        told = self._names.get(value)
        if told is None:
            told = value.name if isinstance(value, Enum) else self._written(value)
            if told is not None:
                self._names[value] = told
        return told


@cache
def leaf_shape(kind: Kind) -> Shape:
    """The shape of a type that has nothing but a scalar or an enum inside lists and !."""
    return shape_of(kind, Leaf)


def shape_of(kind: Kind, named: Callable[[Any, bool], Shape], *, nullable: bool = True) -> Shape:
    """The shape of a type of the schema; `named` gives those of what stands inside lists and !."""
    if isinstance(kind, NonNull):
        return shape_of(kind.of, named, nullable=False)
    if isinstance(kind, ListOf):
        return Items(shape_of(kind.of, named), nullable)
    return named(kind, nullable)


def null(nullable: bool, place: Place | None = None) -> None:
    """Null, where it may stand."""
    if not nullable:
        raise Broken if place is None else TypeError(f"Cannot return null for non-nullable field {place.field}.")


__all__ = [
    "ENCODER",
    "Block",
    "Broken",
    "Identity",
    "Interface",
    "Items",
    "Leaf",
    "Object",
    "Shape",
    "Step",
    "leaf_shape",
    "shape_of",
]
