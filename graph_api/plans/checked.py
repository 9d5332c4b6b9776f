"""A document, checked in one pass and brought into a form that plans are made of.

What it accepts is valid by every rule of the specification. What it is not sure of it leaves (`Unsure`) to graphql-core, which knows the
whole language and says what is wrong.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from graph_api.plans import nodes
from graph_api.plans.fields import Field, fields_of
from graph_api.plans.kinds import (
    KINDS,
    QUERY,
    Input,
    Kind,
    ListOf,
    NonNull,
    Place,
    composite,
    fits,
    kind_of,
    overlap,
)
from graph_api.plans.overlaps import check_overlaps
from graph_api.plans.selections import Chosen, Condition, Operation, Selection, Spread, Unsure, Variable
from graph_api.plans.values import Undefined, of_literal

_STRINGS: Final = ("String", "String!", "ID", "ID!")
_NONE: Final[Mapping[str, Any]] = {}
_DEEPEST: Final = 2
"""How deep lists may nest in the type of a variable of a plan: deeper than in any place of the schema."""
_IF_PLACE: Final = Place("if", kind_of("Boolean!"), None)


@dataclass(slots=True)
class _Uses:
    """What a definition uses: variables where they stand (place's type, and whether it has a default), fragments, conditions."""

    variables: list[tuple[str, Any, bool]] = field(default_factory=list)
    fragments: dict[str, None] = field(default_factory=dict)
    booleans: dict[str, None] = field(default_factory=dict)


def checked(document: nodes.Document) -> Mapping[str | None, Operation]:
    """The operations of a document by name. Raises Unsure and TooIntricate."""
    operations = [one for one in document.definitions if one.kind == "operation_definition"]
    fragments = {one.name.value: one for one in document.definitions if one.kind == "fragment_definition"}
    names = [one.name.value if one.name else None for one in operations]
    if len(operations) + len(fragments) < len(document.definitions) or len(set(names)) < len(names):
        raise Unsure
    if not operations or (None in names and len(names) > 1):
        raise Unsure
    return _Checker(fragments).checked(operations)


class _Checker:
    """The walk over a document."""

    def __init__(self, fragments: Mapping[str, Any]) -> None:
        self._nodes = fragments
        self._fragments: dict[str, Selection] = {}
        self._uses: dict[str, _Uses] = {}
        self._now = _Uses()
        for name, node in fragments.items():
            if node.directives or node.variable_definitions:
                raise Unsure
            known = composite(node.type_condition.name.value)
            if known is None:
                raise Unsure
            self._fragments[name] = Selection(known)

    def checked(self, operations: Sequence[Any]) -> dict[str | None, Operation]:
        for name, node in self._nodes.items():
            self._now = self._uses[name] = _Uses()
            self._fill(self._fragments[name], node.selection_set)
        self._no_cycles()
        told = [self._operation(one) for one in operations]
        if self._nodes.keys() - {name for _, uses in told for name in uses.fragments}:
            raise Unsure
        for operation, _ in told:
            check_overlaps(operation.selection)
        return {operation.name: operation for operation, _ in told}

    def _operation(self, node: Any) -> tuple[Operation, _Uses]:
        if getattr(node.operation, "value", node.operation) != "query" or node.directives:
            raise Unsure
        variables = tuple(map(_variable, node.variable_definitions or ()))
        by_name = {one.name: one for one in variables}
        if len(by_name) < len(variables):
            raise Unsure
        uses = self._now = _Uses()
        selection = Selection(KINDS[QUERY])
        self._fill(selection, node.selection_set)
        uses.fragments = self._reached(uses)
        for name in uses.fragments:
            uses.variables += self._uses[name].variables
            uses.booleans.update(self._uses[name].booleans)
        for name, place, has_default in uses.variables:
            known = by_name.get(name)
            if known is None or not _fits(known, place, has_default):
                raise Unsure
        if by_name.keys() - {name for name, _, _ in uses.variables}:
            raise Unsure
        own = node.name.value if node.name else None
        unsafe = [name for name, place, _ in uses.variables if _may_be_null(by_name[name], place)]
        return Operation(own, variables, selection, tuple(uses.booleans), tuple(dict.fromkeys(unsafe))), uses

    def _reached(self, uses: _Uses) -> dict[str, None]:
        reached: dict[str, None] = {}
        todo = list(uses.fragments)
        while todo:
            name = todo.pop()
            if name not in reached:
                reached[name] = None
                todo += self._uses[name].fragments
        return reached

    def _no_cycles(self) -> None:
        """No fragment holds itself: they can be taken away one after the other, those that hold no others first."""
        left = {name: set(uses.fragments) for name, uses in self._uses.items()}
        while left:
            free = [name for name, held in left.items() if not held]
            if not free:
                raise Unsure
            for name in free:
                del left[name]
            for held in left.values():
                held.difference_update(free)

    def _fill(self, selection: Selection, node: Any) -> None:
        keys: set[str] = set()
        plain = True
        parent = selection.type
        for one in node.selections:
            if one.kind == "field":
                chosen = self._chosen(parent, one)
                plain = plain and chosen.key not in keys
                keys.add(chosen.key)
                selection.items.append(chosen)
                continue
            plain = False
            selection.items.append(self._spread(parent, one))
        object.__setattr__(selection, "plain", plain)

    def _spread(self, parent: Any, node: Any) -> Spread:
        conditions = self._conditions(node.directives)
        if node.kind == "fragment_spread":
            name = node.name.value
            within = self._fragments.get(name)
            if within is None or node.arguments:
                raise Unsure
            self._now.fragments[name] = None
            if not overlap(parent, within.type):
                raise Unsure
            return Spread(name, conditions, within)
        known = parent if node.type_condition is None else composite(node.type_condition.name.value)
        if known is None or not overlap(parent, known):
            raise Unsure
        within = Selection(known)
        self._fill(within, node.selection_set)
        return Spread(None, conditions, within)

    def _chosen(self, parent: Any, node: Any) -> Chosen:
        name = node.name.value
        key = node.alias.value if node.alias else name
        conditions = self._conditions(node.directives) if node.directives else ()
        if name == "__typename":
            if node.arguments or node.selection_set:
                raise Unsure
            return Chosen(key, name, parent, None, {}, conditions, None, node)
        known = fields_of(parent.name).get(name) if not name.startswith("__") else None
        if known is None:
            raise Unsure(f"it asks for {parent.name}.{name}")
        arguments = self._arguments(known, node.arguments or ()) if node.arguments or known.required else _NONE
        if known.leaf:
            if node.selection_set is not None:
                raise Unsure
            return Chosen(key, name, parent, known, arguments, conditions, None, node)
        if node.selection_set is None:
            raise Unsure
        within = Selection(known.named)
        self._fill(within, node.selection_set)
        return Chosen(key, name, parent, known, arguments, conditions, within, node)

    def _arguments(self, known: Field, nodes: Iterable[Any]) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for node in nodes:
            name = node.name.value
            argument = known.arguments.get(name)
            if argument is None or name in given:
                raise Unsure
            self._literal(node.value, argument.place)
            given[name] = node.value
        if known.required - given.keys():
            raise Unsure
        return given

    def _conditions(self, nodes: Iterable[Any]) -> tuple[Condition, ...]:
        made: dict[str, Condition] = {}
        for node in nodes or ():
            name = node.name.value
            if name not in ("skip", "include") or name in made or len(node.arguments) != 1:
                raise Unsure
            (argument,) = node.arguments
            if argument.name.value != "if":
                raise Unsure
            self._literal(argument.value, _IF_PLACE)
            if argument.value.kind == "variable":
                variable = argument.value.name.value
                self._now.booleans[variable] = None
                made[name] = Condition(variable, False, name == "skip")
            else:
                made[name] = Condition(None, argument.value.value, name == "skip")
        return tuple(made.values())

    def _literal(self, node: Any, place: Place) -> None:
        """Checks a literal, and notes the variables in it."""
        if node.kind == "variable":
            self._now.variables.append((node.name.value, place.type, place.default is not None))
        else:
            self._constant(node, place.type)

    def _constant(self, node: Any, kind: Kind) -> None:
        if isinstance(kind, NonNull):
            if node.kind == "null_value":
                raise Unsure
            kind = kind.of
        if node.kind == "null_value":
            return
        if isinstance(kind, ListOf):
            item = Place("", kind.of, None)
            for one in node.values if node.kind == "list_value" else (node,):
                self._literal(one, item)
        elif isinstance(kind, Input):
            self._object(node, kind)
        elif of_literal(node, kind) is Undefined:
            raise Unsure

    def _object(self, node: Any, kind: Input) -> None:
        if node.kind != "object_value":
            raise Unsure
        seen: set[str] = set()
        for one in node.fields:
            name = one.name.value
            known = kind.fields.get(name)
            if known is None or name in seen:
                raise Unsure
            seen.add(name)
            self._literal(one.value, known)
        if any(known.required and name not in seen for name, known in kind.fields.items()):
            raise Unsure


def _variable(node: Any) -> Variable:
    kind = _written(node.type)
    if node.directives or kind is None or not kind.is_input:
        raise Unsure
    default: Any = Undefined
    if node.default_value is not None:
        default = of_literal(node.default_value, kind)
        if default is Undefined:
            raise Unsure
    return Variable(node.variable.name.value, kind, default, isinstance(kind, NonNull), str(kind) in _STRINGS)


def _written(node: Any) -> Kind | None:
    """The type that a variable is declared of; None where there is none of that name."""
    if node.kind == "named_type":
        return KINDS.get(node.name.value)
    below = _written(node.type)
    if below is None or str(below).count("[") > _DEEPEST:  # each is kept, so there must not be endlessly many
        return None
    return kind_of(f"[{below}]" if node.kind == "list_type" else f"{below}!")


def _fits(variable: Variable, place: Kind, has_default: bool) -> bool:
    """Whether a variable may stand in a place: one that may be null only where a default stands in for it."""
    if isinstance(place, NonNull) and _may_be_null(variable, place):
        return (has_default or variable.default not in (None, Undefined)) and fits(variable.type, place.of)
    return fits(variable.type, place)


def _may_be_null(variable: Variable, place: Kind) -> bool:
    """Whether a variable can be null where no null may be."""
    return isinstance(place, NonNull) and not isinstance(variable.type, NonNull)
