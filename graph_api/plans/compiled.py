"""From a checked operation to the blocks that answer it, for one choice of what @skip and @include leave."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import chain
from typing import Any, Final

from graph_api.plans.asked import Call
from graph_api.plans.fields import Argument, Field, fields_of, has_identity, name_of
from graph_api.plans.kinds import KINDS, QUERY, NonNull
from graph_api.plans.selections import MOST_STEPS, TYPENAME, Chosen, Operation, Selection, TooIntricate
from graph_api.plans.shapes import Block, Broken, Identity, Interface, Object, Shape, Step, leaf_shape, shape_of
from graph_api.plans.values import Undefined, of_literal, spelling, variables_in

_Value = Callable[[Mapping[str, Any]], Any]

SIZES: Final = frozenset(("first", "last", "ids"))
"""The arguments that say how many objects are asked for."""


@dataclass(slots=True)
class _Used:
    """The variables that a block hangs on, and those among them that size it."""

    variables: dict[str, None] = field(default_factory=dict)
    sizing: dict[str, None] = field(default_factory=dict)


def compiled(operation: Operation, booleans: Mapping[str, bool]) -> Block:
    """The block of an operation's root."""
    return _Compiler(booleans).block((operation.selection,), KINDS[QUERY])


class _Compiler:
    """Makes each block once, however often fragments lead to it."""

    def __init__(self, booleans: Mapping[str, bool]) -> None:
        self._booleans = booleans
        self._made: dict[tuple[Any, ...], Block] = {}
        self._steps = 0

    def block(self, selections: Sequence[Selection], kind: Any) -> Block:
        own = (kind.name, *map(id, selections))
        found = self._made.get(own)
        if found is None:
            found = self._made[own] = self._block(selections, kind)
        return found

    def _block(self, selections: Sequence[Selection], kind: Any) -> Block:
        by_key: dict[str, list[Chosen]] = {}
        for one in self._chosen(selections, kind, set()):
            by_key.setdefault(one.key, []).append(one)
        self._steps += len(by_key)
        if self._steps > MOST_STEPS:
            raise TooIntricate
        identity: list[Any] = [kind.name]
        used = _Used()
        steps = [self._step(kind, chosen, identity, used) for chosen in by_key.values()]
        digest = blake2b(repr(identity).encode("utf-8", "surrogatepass"), digest_size=20).digest()
        return Block(digest, tuple(sorted(used.variables)), tuple(steps), tuple(used.sizing))

    def _step(self, kind: Any, chosen: Sequence[Chosen], identity: list[Any], used: _Used) -> Step:
        """A field; what tells it from others goes into `identity`, the variables that it hangs on into `used`."""
        first = chosen[0]
        nodes = tuple([one.node for one in chosen])
        where = f"{kind.name}.{first.name}"
        if first.field is None:
            identity.append(first.key)
            return Step(first.key, _always(kind.name), False, leaf_shape(TYPENAME), nodes, where)
        known = fields_of(kind.name)[first.name]
        resolve, asks, told = _resolver(known, first.arguments, used)
        if known.leaf:
            identity.append((first.key, first.name, told))
            return Step(first.key, resolve, asks, leaf_shape(known.type), nodes, where, _size(known, resolve))
        within = tuple({id(one.within): one.within for one in chosen if one.within is not None}.values())
        below: list[Block] = []
        shape = shape_of(known.type, partial(self._shape, within, below))
        identity.append((first.key, first.name, told, tuple(one.key for one in below)))
        used.variables.update(dict.fromkeys(chain.from_iterable(one.variables for one in below)))
        used.sizing.update(dict.fromkeys(chain.from_iterable(one.sizing for one in below)))
        return Step(first.key, resolve, asks, shape, nodes, where, _size(known, resolve))

    def _chosen(self, selections: Iterable[Selection], kind: Any, visited: set[str]) -> Iterator[Chosen]:
        """The fields of an object of a type, in the order that the specification gives."""
        for selection in selections:
            for one in selection.items:
                if not all(condition.lets(self._booleans) for condition in one.conditions):
                    continue
                if isinstance(one, Chosen):
                    yield one
                    continue
                if one.name is not None:
                    if one.name in visited:
                        continue
                    visited.add(one.name)
                on = one.within.type
                if kind.name in on.objects:
                    yield from self._chosen((one.within,), kind, visited)

    def _shape(self, within: Sequence[Selection], below: list[Block], kind: Any, nullable: bool) -> Shape:
        if kind.is_object:
            return self._object(within, below, kind, nullable)
        by_name = {name: self._object(within, below, KINDS[name], nullable) for name in kind.objects}
        return Interface(tuple(by_name.values()), lambda api_type: by_name[name_of(api_type)], nullable)

    def _object(self, within: Sequence[Selection], below: list[Block], kind: Any, nullable: bool) -> Shape:
        block = self.block(within, kind)
        below.append(block)
        return (Identity if has_identity(kind.name) else Object)(block, nullable)


def _size(known: Field, resolve: Any) -> dict[str, Any] | None:
    """What is known of a page's size where its size can be asked for."""
    if not SIZES.intersection(known.arguments):
        return None
    bound = resolve.resolve if isinstance(resolve, Call) else resolve
    given: dict[str, Any] = bound.keywords if isinstance(bound, partial) else {}
    return {name: given[name] for name in SIZES if name in given}


def _always(name: str) -> Callable[[Any], str]:
    return lambda _: name


def _resolver(known: Field, given: Mapping[str, Any], used: _Used) -> tuple[Callable[..., Any], bool, Any]:
    """A field's resolver with its arguments; whether it takes the request; what tells it from others of other arguments."""
    if not known.arguments:
        return known.resolve, known.asks, None
    constant: dict[str, Any] = {}
    told: list[Any] = []
    varying: list[tuple[str, _Value]] = []
    for name, argument in known.arguments.items():
        node = given.get(name)
        names = () if node is None else tuple(dict.fromkeys(variables_in(node)))
        if names:
            used.variables.update(dict.fromkeys(names))
            if name in SIZES:
                used.sizing.update(dict.fromkeys(names))
            varying.append((argument.python_name, _value(argument, node)))
            told.append((name, spelling(node)))
            continue
        value = argument.default
        if node is not None:
            plain = of_literal(node, argument.place.type)
            told.append((name, plain))
            value = argument.convert(plain)
        if value is not Undefined:
            constant[argument.python_name] = value
    resolve = partial(known.resolve, **constant) if constant else known.resolve
    if varying:
        return Call(resolve, known.asks, tuple(varying)), True, told
    return resolve, known.asks, told


def _value(argument: Argument, node: Any) -> _Value:
    """An argument's value, from the variables' values. Raises Broken where it may not be null."""
    non_null = isinstance(argument.place.type, NonNull)
    name: str = node.name.value if node.kind == "variable" else ""

    def alone(values: Mapping[str, Any]) -> Any:
        value = values.get(name, Undefined)
        if value is Undefined:
            if non_null and argument.place.default is None:
                raise Broken
            return argument.default
        if value is None and non_null:
            raise Broken
        return argument.convert(value)

    def within(values: Mapping[str, Any]) -> Any:
        value = of_literal(node, argument.place.type, values)
        if value is Undefined:
            raise Broken
        return argument.convert(value)

    return alone if name else within
