"""GraphQL operations by chance, built from the schema: most of them valid, some wrong in one of the ways in which clients go wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from graphql import (
    GraphQLSchema,
    do_types_overlap,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_enum_type,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
)

_DEPTH: Final = 4
_FAULTS: Final = (
    "unknown field", "unknown argument", "wrong literal", "undefined variable", "unused variable", "unused fragment", "cycle",
    "no selection", "selection of a leaf", "impossible spread", "unknown directive", "repeated argument", "conflict", "two names",
    "syntax", "missing argument", "repeated variable",
)  # fmt: skip
_FAULTY: Final = 0.15
_INTROSPECTION: Final = (
    "__schema { queryType { name } directives { name args { name } } }",
    '__type(name: "Feature") { name fields { name type { kind ofType { name } } } }',
    '__type(name: "Feature") { ... on __Type { kind } }',
)


@dataclass(frozen=True, slots=True)
class Operation:
    """A request: its document, variables and operation name."""

    source: str
    variables: Mapping[str, Any]
    name: str | None
    several: bool
    fault: str | None


@dataclass(slots=True)
class _Made:
    """A document as it grows. `variables`: name to its declaration; `kinds`: to the type of the place that it was made for."""

    variables: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    fragments: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)


class Maker:
    """Makes operations. `words`: values that mean something in the graph, for strings and ids."""

    def __init__(self, schema: GraphQLSchema, words: Sequence[str], random: Random) -> None:
        self._schema = schema
        self._words = words
        self._random = random
        self._made = _Made()

    def operation(self) -> Operation:
        """An operation with its variables."""
        chance = self._random
        self._made = made = _Made()
        fault = chance.choice(_FAULTS) if chance.random() < _FAULTY else None
        body = self._selection(self._schema.query_type, 0)
        body = self._spoilt(body, fault)
        if fault == "unused variable":
            made.variables["unused"] = "$unused: Int"
        if fault == "repeated variable":
            made.variables |= {"one": "$twice: Int", "other": "$twice: Int"}
        given = f"({', '.join(made.variables.values())})" if made.variables else ""
        name = chance.choice((None, "Asked"))
        head = f"query {name or ''}{given} " if name or given or chance.random() < 0.5 else ""
        parts = [head + body, *made.fragments.values()]
        if fault == "unused fragment":
            parts.append("fragment Unused on Feature { id }")
        if fault == "cycle":
            parts.append("fragment Round on Feature { narrower { ...Round } }")
        several = fault == "two names" or (name is not None and chance.random() < 0.05)
        if several:
            parts.append("query Other { menu { label } }")
        chance.shuffle(parts)
        asked = chance.choice((name, name, name, None, "Nobody" if chance.random() < 0.1 else name))
        source = chance.choice((" ", "\n", "\n# so\n")).join(parts)
        return Operation(source[:-1] if fault == "syntax" else source, made.values, asked, several, fault)

    def others(self) -> dict[str, Any]:
        """Other values for the variables of the operation that was made last."""
        return {name: self._json(kind) for name, kind in self._made.kinds.items() if self._random.random() < 0.85}

    def _spoilt(self, body: str, fault: str | None) -> str:
        more = {
            "unknown field": "labels",
            "undefined variable": "feature(ref: $nothing) { id }",
            "no selection": "menu",
            "selection of a leaf": "menu { label { id } }",
            "impossible spread": "menu { ... on Concept { id } }",
            "unknown directive": "menu @cached { id }",
            "repeated argument": 'feature(ref: "a", ref: "a") { id }',
            "conflict": 'x: feature(ref: "a") { id } x: concept(ref: "a") { id }',
            "cycle": "features { nodes { ...Round } }",
            "missing argument": "feature { id }",
            "unknown argument": "menu(first: 1) { id }",
            "wrong literal": self._random.choice(
                ("features(first: 1.5) { totalCount }", 'entries(filter: {kind: NOTHING}) { totalCount }',
                 "entries(filter: {kinds: []}) { totalCount }", "feature(ref: 1) { id }", "feature(ref: null) { id }")
            ),
        }.get(fault or "")  # fmt: skip
        return body if more is None else f"{body[:-1]} {more} }}"

    def _selection(self, kind: Any, depth: int) -> str:
        chance = self._random
        if depth == 0 and chance.random() < 0.03:
            return "{ " + self._item(kind, depth) + " " + chance.choice(_INTROSPECTION) + " }"
        parts = [self._item(kind, depth) for _ in range(chance.randint(1, 4 if depth < 2 else 3))]
        return "{ " + " ".join(parts) + " }"

    def _item(self, kind: Any, depth: int) -> str:
        chance = self._random
        roll = chance.random()
        if depth and roll < 0.08 and depth < _DEPTH:
            return self._fragment(kind, depth)
        if depth and (roll < 0.16 or (is_abstract_type(kind) and roll < 0.6)) and depth < _DEPTH:
            on = self._overlapping(kind)
            head = f"... on {on.name}" if on is not kind or roll < 0.1 else "..."
            return f"{head}{self._directives()} {self._selection(on, depth + 1)}"
        return self._field(kind, depth)

    def _fragment(self, kind: Any, depth: int) -> str:
        made, chance = self._made, self._random
        on = self._overlapping(kind)
        known = [name for name, type_name in made.types.items() if type_name == on.name and name in made.fragments]
        if known and chance.random() < 0.7:
            return f"...{chance.choice(known)}{self._directives()}"
        name = f"F{len(made.types)}"
        made.types[name] = on.name
        body = self._selection(on, depth + 1)
        made.fragments[name] = f"fragment {name} on {on.name} {body}"
        return f"...{name}{self._directives()}"

    def _overlapping(self, kind: Any) -> Any:
        every = [
            one for one in self._schema.type_map.values() if is_composite_type(one) and not one.name.startswith("__")
        ]
        return self._random.choice([one for one in every if do_types_overlap(self._schema, kind, one)])

    def _field(self, kind: Any, depth: int) -> str:
        chance = self._random
        if chance.random() < 0.08 or (depth >= _DEPTH and not self._leaves(kind)):
            return "__typename"
        names = list(kind.fields) if depth < _DEPTH else self._leaves(kind)
        name = chance.choice(names)
        known = kind.fields[name]
        alias = f"{chance.choice('abc')}: " if chance.random() < 0.06 else ""
        given = [
            f"{own}: {self._value(one.type, 0.3)}"
            for own, one in known.args.items()
            if is_required_argument(one) or chance.random() < 0.3
        ]
        arguments = f"({', '.join(given)})" if given else ""
        below = (
            ""
            if is_leaf_type(get_named_type(known.type))
            else " " + self._selection(get_named_type(known.type), depth + 1)
        )
        return f"{alias}{name}{arguments}{self._directives()}{below}"

    @staticmethod
    def _leaves(kind: Any) -> list[str]:
        return [name for name, one in kind.fields.items() if is_leaf_type(get_named_type(one.type))]

    def _directives(self) -> str:
        chance = self._random
        if chance.random() > 0.08:
            return ""
        return f" @{chance.choice(('skip', 'include'))}(if: {self._value(self._schema.directives[0].args['if'].type, 0.5)})"

    def _value(self, kind: Any, variable: float) -> str:
        """A literal of a type, or a variable."""
        chance = self._random
        if chance.random() < variable:
            return self._variable(kind)
        if is_non_null_type(kind):
            kind = kind.of_type
        elif chance.random() < 0.1:
            return "null"
        if is_list_type(kind):
            if chance.random() < 0.2:
                return self._value(kind.of_type, 0)
            return f"[{', '.join(self._value(kind.of_type, 0.1) for _ in range(chance.randint(0, 2)))}]"
        if is_input_object_type(kind):
            names = [name for name, one in kind.fields.items() if is_non_null_type(one.type) or chance.random() < 0.3]
            return "{" + ", ".join(f"{name}: {self._value(kind.fields[name].type, 0.1)}" for name in names) + "}"
        return _literal(self._plain(kind), is_enum_type(kind))

    def _plain(self, kind: Any) -> Any:
        chance = self._random
        if is_enum_type(kind):
            return chance.choice(list(kind.values))
        return {
            "Int": lambda: chance.choice((-1, 0, 1, 2, 3, 5, 501)),
            "Boolean": lambda: chance.random() < 0.5,
            "Float": lambda: chance.choice((1.5, 3.0, 4)),
        }.get(kind.name, lambda: chance.choice(self._words))()

    def _variable(self, kind: Any) -> str:
        made, chance = self._made, self._random
        name = f"v{len(made.variables)}"
        written = str(kind)
        nullable = not is_non_null_type(kind)
        roll = chance.random()
        if nullable and roll < 0.2:
            written += "!"
        if not nullable and roll < 0.1:
            written = written[:-1]  # allowed with a default alone
        default = f" = {self._value(kind, 0)}" if chance.random() < 0.3 else ""
        if "$" in default:
            default = ""
        made.variables[name] = f"${name}: {written}{default}"
        made.kinds[name] = kind
        if chance.random() < 0.85:
            made.values[name] = self._json(kind)
        return f"${name}"

    def _json(self, kind: Any) -> Any:
        chance = self._random
        if chance.random() < 0.03:
            return chance.choice(([], {}, "x", 1, None, True))
        if is_non_null_type(kind):
            kind = kind.of_type
        elif chance.random() < 0.1:
            return None
        if is_list_type(kind):
            return [self._json(kind.of_type) for _ in range(chance.randint(0, 2))]
        if is_input_object_type(kind):
            names = [name for name, one in kind.fields.items() if is_non_null_type(one.type) or chance.random() < 0.3]
            return {name: self._json(kind.fields[name].type) for name in names}
        return self._plain(kind)


def _literal(value: Any, is_enum: bool) -> str:
    if is_enum:
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)
