"""What a checked document is made of: operations, their variables, and what they select, level by level."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graph_api.plans.fields import Field
from graph_api.plans.kinds import Kind, kind_of
from graph_api.plans.values import spelling

TYPENAME: Final = kind_of("String!")
MOST_STEPS: Final = 50_000
"""How much work the overlap of selections may be; beyond it, an operation is refused."""


class Unsure(Exception):
    """Not known to be valid, or not for plans."""


class TooIntricate(Exception):
    """Selections that overlap in more ways than anyone would write."""


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of an operation: its type, and its default as it was coerced (Undefined: none)."""

    name: str
    type: Any
    default: Any
    required: bool
    plain: bool
    """Whether it is a string, which any string is a value of."""


@dataclass(frozen=True, slots=True)
class Condition:
    """@skip or @include: by a variable, or by a literal."""

    variable: str | None
    literal: bool
    skips: bool

    def lets(self, values: Mapping[str, Any]) -> bool:
        """Whether what it stands on is selected."""
        return (self.literal if self.variable is None else values[self.variable]) is not self.skips


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A field of a selection; `field` is None for __typename. `arguments`: the nodes of those that are given."""

    key: str
    name: str
    parent: Any
    field: Field | None
    arguments: Mapping[str, Any]
    conditions: tuple[Condition, ...]
    within: "Selection | None"
    node: Any

    def same_as(self, other: "Chosen") -> bool:
        """Whether both ask for the same with the same arguments."""
        return self.name == other.name and self.told is other.told and self.spelling() == other.spelling()

    @property
    def told(self) -> Kind:
        """The type of what is told."""
        return TYPENAME if self.field is None else self.field.type

    def spelling(self) -> Mapping[str, Any]:
        """The arguments as they are written."""
        return {name: spelling(node) for name, node in self.arguments.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """A fragment in its place. `name`: of a named one, which counts once a selection."""

    name: str | None
    conditions: tuple[Condition, ...]
    within: "Selection"


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """What is selected of a type. `plain`: no fragments, and no key twice."""

    type: Any
    items: list[Chosen | Spread] = field(default_factory=list)
    plain: bool = True


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that is valid. `booleans`: the variables that decide what is selected; `unsafe`: those that may be null, by a default
    that stands in for them, where no null may be."""

    name: str | None
    variables: tuple[Variable, ...]
    selection: Selection
    booleans: tuple[str, ...]
    unsafe: tuple[str, ...]
