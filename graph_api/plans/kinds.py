"""The types of the schema as plans go by them, read from its printed form (`graph_api/schema.graphql`), which the tests prove fresh.

A type is the same object wherever it stands: `[Feature!]!` is one, so that types are compared by identity.
"""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

_PRINTED: Final = Path(__file__).parent.parent / "schema.graphql"
_DESCRIPTION: Final = re.compile(r'"""[\s\S]*?"""|"[^"\n]*"')
_DEFINITION: Final = re.compile(
    r"^(type|interface|input|enum|scalar) (\w+)(?: implements ([\w &]+))?[^{\n]*(?:\{([^}]*)\})?", re.M
)
_FIELD: Final = re.compile(r"(\w+)(?:\(([^)]*)\))?:\s*([\w\[\]!]+)(?: = (\S+))?")
_BUILT_IN: Final = ("Boolean", "Float", "ID", "Int", "String")
QUERY: Final = "Query"


class Kind:
    """A type: its name as it is written, and what it is."""

    __slots__ = ("name",)
    is_leaf = False
    is_object = False
    is_composite = False
    is_input = True
    """Whether variables may be of it."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name


class Leaf(Kind):
    """A scalar, or an enum (`values`: its names)."""

    __slots__ = ("values",)
    is_leaf = True

    def __init__(self, name: str, values: frozenset[str] | None = None) -> None:
        super().__init__(name)
        self.values = values


class Place:
    """Where a value goes in: an argument, or a field of an input. `default`: its text; None: there is none."""

    __slots__ = ("default", "name", "type")

    def __init__(self, name: str, kind: Kind, default: str | None) -> None:
        self.name = name
        self.type = kind
        self.default = default

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is None and isinstance(self.type, NonNull)


class Input(Kind):
    """An input object."""

    __slots__ = ("_fields", "_text")

    def __init__(self, name: str, text: str) -> None:
        super().__init__(name)
        self._text = text
        self._fields: Mapping[str, Place] | None = None

    @property
    def fields(self) -> Mapping[str, Place]:
        """By name."""
        if self._fields is None:
            self._fields = _places(self._text)
        return self._fields


class Composite(Kind):
    """An object type or an interface. `objects`: the names of all object types whose values may stand here."""

    __slots__ = ("_text", "is_object", "objects")
    is_composite = True
    is_input = False

    def __init__(self, name: str, text: str, *, is_object: bool) -> None:
        super().__init__(name)
        self._text = text
        self.is_object = is_object
        self.objects: list[str] = [name] if is_object else []

    def fields(self) -> Mapping[str, tuple[Kind, Mapping[str, Place]]]:
        """Its fields' types and arguments."""
        return {name: (kind_of(told), _places(given)) for name, given, told, _ in _FIELD.findall(self._text)}


class ListOf(Kind):
    """[of]."""

    __slots__ = ("of",)

    def __init__(self, of: Kind) -> None:
        super().__init__(f"[{of}]")
        self.of = of

    @property
    def is_input(self) -> bool:  # type: ignore[override]
        return self.of.is_input


class NonNull(Kind):
    """of!."""

    __slots__ = ("of",)

    def __init__(self, of: Kind) -> None:
        super().__init__(f"{of}!")
        self.of = of

    @property
    def is_input(self) -> bool:  # type: ignore[override]
        return self.of.is_input


def _read() -> Mapping[str, Kind]:
    kinds: dict[str, Kind] = {name: Leaf(name) for name in _BUILT_IN}
    above: list[tuple[str, str]] = []
    text = _DESCRIPTION.sub("", _PRINTED.read_text(encoding="utf-8"))
    for sort, name, interfaces, body in _DEFINITION.findall(text):
        if sort == "scalar":
            kinds[name] = Leaf(name)
        elif sort == "enum":
            kinds[name] = Leaf(name, frozenset(body.split()))
        elif sort == "input":
            kinds[name] = Input(name, body)
        else:
            kinds[name] = Composite(name, body, is_object=sort == "type")
            above += [(one, name) for one in interfaces.replace("&", " ").split() if sort == "type"]
    for interface, name in above:
        found = kinds[interface]
        assert isinstance(found, Composite)
        found.objects.append(name)
    return kinds


KINDS: Final[Mapping[str, Kind]] = _read()
"""The named types by name, those of introspection left out."""


@cache
def kind_of(written: str) -> Kind:
    """A type as it is written: [Feature!]!. Raises KeyError where nothing has its name."""
    if written.endswith("!"):
        return NonNull(kind_of(written[:-1]))
    if written.startswith("["):
        return ListOf(kind_of(written[1:-1]))
    return KINDS[written]


def named(kind: Kind) -> Kind:
    """The type inside lists and !."""
    while isinstance(kind, ListOf | NonNull):
        kind = kind.of
    return kind


def overlap(one: Composite, other: Composite) -> bool:
    """Whether a value may be of both."""
    return one is other or not set(one.objects).isdisjoint(other.objects)


def fits(given: Kind, place: Kind) -> bool:
    """Whether each value of an input type is one of another (so that a variable of the one may stand where the other is wanted)."""
    if given is place:
        return True
    if isinstance(place, NonNull):
        return isinstance(given, NonNull) and fits(given.of, place.of)
    if isinstance(given, NonNull):
        return fits(given.of, place)
    return isinstance(given, ListOf) and isinstance(place, ListOf) and fits(given.of, place.of)


def _places(text: str) -> Mapping[str, Place]:
    told: list[tuple[str, str, str, str]] = _FIELD.findall(text)
    return {name: Place(name, kind_of(written), default or None) for name, _, written, default in told}


def composite(name: str) -> Composite | None:
    """An object type or an interface by its name."""
    found: Any = KINDS.get(name)
    return found if isinstance(found, Composite) else None
