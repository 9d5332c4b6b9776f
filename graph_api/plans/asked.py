"""One request as it is answered: what resolvers see of it, its variables, and what is left of its limits."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph_api.deadline import check
from graph_api.plans.kept import Group, Objects
from graph_api.plans.values import Undefined

_TICKS: Final = 64


class TooMany(Exception):
    """The answer has more errors than it may have."""


class TooLarge(Exception):
    """The answer grows over its limit."""


class Ask:
    """A request. Resolvers read `context` of it, as `declared.Info` has it."""

    __slots__ = (
        "_bound",
        "_groups",
        "_most_errors",
        "_ticks",
        "context",
        "errors",
        "objects",
        "room",
        "variables",
    )

    def __init__(
        self,
        context: dict[str, Any],
        variables: Mapping[str, Any],
        objects: Objects,
        *,
        room: int,
        errors: int,
    ) -> None:
        self.context = context
        self.variables = variables
        self.objects = objects
        self.room = room
        self.errors: list[Exception] = []
        self._most_errors = errors
        self._ticks = 0
        self._groups: dict[Hashable, Group] = {}
        self._bound: dict[Call, dict[str, Any]] = {}

    def group(self, key: bytes, variables: tuple[str, ...]) -> Group:
        """Where objects are kept that are told the same way, with these variables as they are."""
        group = self._groups.get(key)
        if group is None:
            values = tuple([repr(self.variables.get(name, Undefined)) for name in variables]) if variables else ()
            group = self._groups[key] = self.objects.open((key, values))
        return group

    def bound(self, call: "Call") -> dict[str, Any]:
        """The arguments of a call; they are the same for all objects."""
        found = self._bound.get(call)
        if found is None:
            found = self._bound[call] = {}
            for name, make in call.arguments:
                value = make(self.variables)
                if value is not Undefined:
                    found[name] = value
        return found

    def note(self, error: Exception) -> None:
        """A field has an error, with its place. Raises TooMany."""
        if len(self.errors) >= self._most_errors:
            raise TooMany
        self.errors.append(error)

    def spend(self, size: int) -> None:
        """Bytes go into the answer. Raises TooLarge."""
        self.room -= size
        if self.room < 0:
            raise TooLarge

    def tick(self) -> None:
        """Another object is told. Raises TooSlow."""
        self._ticks += 1
        if self._ticks % _TICKS == 0:
            check()


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """A resolver with arguments that hang on variables; each is made of them, or Undefined where it is not given."""

    resolve: Callable[..., Any]
    asks: bool
    arguments: tuple[tuple[str, Callable[[Mapping[str, Any]], Any]], ...]

    def __call__(self, source: Any, ask: Ask) -> Any:
        if self.asks:
            return self.resolve(source, ask, **ask.bound(self))
        return self.resolve(source, **ask.bound(self))
