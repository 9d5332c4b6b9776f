"""The laws of `shapes.ttl` as functions of one thing: what SHACL says of a class, compiled once and asked of each thing as it comes by.

Only what the shapes use is known here; a shape that uses more is refused when it is compiled, never passed over. That the answers are those
of pySHACL is a test's matter. Laws in SPARQL are of several things; `conformance.py` has them by name.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

from ontology.things import TYPE, Thing, is_iri, is_of, text_of, value_of

if TYPE_CHECKING:
    from rdflib import Graph

_SH: Final = "http://www.w3.org/ns/shacl#"
_ABOUT: Final = frozenset(
    ("targetClass", "targetNode", "targetObjectsOf", "message", "path", "property", "sparql", "lessThan")
)


class World(Protocol):
    """What a law may ask of other things than the one at hand."""

    def is_a(self, term: str, kind: str) -> bool:
        """Whether a thing is of a class."""

    def values(self, term: str, predicate: str) -> list[str]:
        """What another thing says."""


Wrong = tuple[str, str]
"""A value at fault as written, or nothing, and the path to it."""
Property = Callable[[World, str, Thing], Iterator[Wrong]]
Holds = Callable[[World, str, Thing], bool]
Check = Callable[[World, Thing, list[str]], Iterable[str]]
"""Which values of a property are at fault; nothing as a value where it is their number."""
_NONE: Final[list[str]] = []


@dataclass(frozen=True, slots=True)
class Law:
    """A message with the classes of things that it is a law for. `beyond`: what it asks of other things by two steps: (first, second)."""

    message: str
    targets: tuple[str, ...]
    objects_of: tuple[str, ...]
    broken_by: Property
    beyond: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Laws:
    """All laws: by thing, and those in SPARQL by the name of their shape with message and the thing they are told of."""

    own: tuple[Law, ...]
    asked: tuple[tuple[str, str, str], ...]
    classes: frozenset[str]


class UnknownLaw(Exception):
    """The shapes say something that is not compiled here."""


def compiled(path: Path) -> Laws:
    """The laws of a file of shapes."""
    from rdflib import RDF, SH, Graph

    shapes = _Shapes(Graph().parse(path, format="turtle"))
    own: list[Law] = []
    asked: list[tuple[str, str, str]] = []
    for shape in sorted(shapes.graph.subjects(RDF.type, SH.NodeShape), key=str):
        own += shapes.laws(shape)
        asked += shapes.asked(shape)
    return Laws(tuple(own), tuple(asked), frozenset(shapes.classes))


class _Shapes:
    """Compiles shapes of one graph, and notes which classes they ask for."""

    def __init__(self, graph: "Graph") -> None:
        self.graph = graph
        self.classes: set[str] = set()

    def said(self, shape: Any) -> dict[str, list[Any]]:
        """What a shape says, by SHACL's names."""
        found: dict[str, list[Any]] = {}
        for predicate, value in self.graph.predicate_objects(shape):
            if str(predicate).startswith(_SH):
                found.setdefault(str(predicate).removeprefix(_SH), []).append(value)
            elif str(predicate) != TYPE[1:-1]:
                raise UnknownLaw(f"{shape} says {predicate}")
        return found

    def laws(self, shape: Any) -> Iterator[Law]:
        """The laws of a node shape: one for each of its properties, one for what it says of the thing itself."""
        said = self.said(shape)
        targets = tuple(sorted(term.n3() for term in said.get("targetClass", ())))
        objects_of = tuple(sorted(term.n3() for term in said.get("targetObjectsOf", ())))
        if not targets and not objects_of:
            return
        for inner in sorted(said.get("property", ()), key=self._message):
            path, steps = self._path(inner)
            beyond = (steps[0], steps[1]) if len(steps) == 2 else None
            yield Law(self._message(inner), targets, objects_of, self._property(inner, path, steps), beyond)
        tests = list(self._logic(said))
        if tests:
            yield Law(self._message(shape), targets, objects_of, _of_itself(tests))
        known = _ABOUT | {"or", "xone", "not"}
        if set(said) - known:
            raise UnknownLaw(f"{shape} says {sorted(set(said) - known)}")

    def asked(self, shape: Any) -> Iterator[tuple[str, str, str]]:
        for query in self.said(shape).get("sparql", ()):
            (target,) = self.said(shape)["targetNode"]
            yield str(shape).rsplit("#", 1)[1], self._message(query), str(target)

    def _message(self, shape: Any) -> str:
        from rdflib import SH

        return str(self.graph.value(shape, SH.message) or "")

    def _path(self, shape: Any) -> tuple[str, tuple[str, ...]]:
        """The path as a report tells it (nothing where it has several steps), and its steps."""
        from rdflib import RDF, SH, URIRef

        path = self.graph.value(shape, SH.path)
        if isinstance(path, URIRef):
            return str(path), (path.n3(),)
        steps = tuple(step.n3() for step in self.graph.items(path)) if path is not None else ()
        if len(steps) != 2 or (path, RDF.first, None) not in self.graph:
            raise UnknownLaw(f"{shape} has a path of another form than one or two steps")
        return "", steps

    def _logic(self, said: dict[str, list[Any]]) -> Iterator[Holds]:
        """or, xone and not of a shape."""
        for several in said.get("or", ()):
            yield _at_least_one([self._conforms(one) for one in self.graph.items(several)])
        for several in said.get("xone", ()):
            yield _exactly_one([self._conforms(one) for one in self.graph.items(several)])
        for one in said.get("not", ()):
            yield _never(self._conforms(one))

    def _conforms(self, shape: Any) -> Holds:
        """Whether a thing is as a shape says, without what is wrong with it."""
        said = self.said(shape)
        tests = [*self._logic(said), *self._terms(said)]
        for inner in said.get("property", ()):
            path, steps = self._path(inner)
            tests.append(_breaks_nothing(self._property(inner, path, steps)))
        known = {"or", "xone", "not", "property", "class"}
        if set(said) - known:
            raise UnknownLaw(f"{shape} says {sorted(set(said) - known)}")
        return lambda world, focus, thing: all(test(world, focus, thing) for test in tests)

    def _terms(self, said: dict[str, list[Any]]) -> Iterator[Holds]:
        for kind in said.get("class", ()):
            yield self._is_a(kind.n3())

    def _is_a(self, kind: str) -> Holds:
        self.classes.add(kind)
        return lambda world, focus, _: world.is_a(focus, kind)

    def _property(self, shape: Any, path: str, steps: tuple[str, ...]) -> Property:
        """What is wrong with the values of a property."""
        said = self.said(shape)
        checks: list[Check] = []
        for name, arguments in sorted(said.items()):
            for argument in arguments:
                if name in ("or", "class"):
                    checks.append(_each(self._value_test(name, argument)))
                elif name == "in":
                    checks.append(_among(term.n3() for term in self.graph.items(argument)))
                elif name in _VALUES:
                    checks.append(_VALUES[name](argument))
                elif name not in ("message", "path"):
                    raise UnknownLaw(f"{shape} says {name}")
        return _checking(path, steps, checks)

    def _value_test(self, name: str, argument: Any) -> Holds:
        if name == "class":
            return self._is_a(argument.n3())
        for one in self.graph.items(argument):
            if set(self.said(one)) != {"class"}:
                raise UnknownLaw("sh:or over values is known for classes alone")
        return _at_least_one([self._conforms(one) for one in self.graph.items(argument)])


def _checking(path: str, steps: tuple[str, ...], checks: list[Check]) -> Property:
    def wrong(world: World, _: str, thing: Thing) -> Iterator[Wrong]:
        values = thing.get(steps[0], _NONE)
        if len(steps) == 2:
            values = list(dict.fromkeys(far for near in values for far in world.values(near, steps[1])))
        for check in checks:
            for value in check(world, thing, values):
                yield value, path

    return wrong


def _each(test: Holds) -> Check:
    return lambda world, _, values: [value for value in values if not test(world, value, {})]


def _of_itself(tests: list[Holds]) -> Property:
    def wrong(world: World, focus: str, thing: Thing) -> Iterator[Wrong]:
        if not all(test(world, focus, thing) for test in tests):
            yield focus, ""

    return wrong


def _at_least_one(tests: list[Holds]) -> Holds:
    return lambda world, focus, thing: any(test(world, focus, thing) for test in tests)


def _exactly_one(tests: list[Holds]) -> Holds:
    return lambda world, focus, thing: sum(test(world, focus, thing) for test in tests) == 1


def _never(test: Holds) -> Holds:
    return lambda world, focus, thing: not test(world, focus, thing)


def _breaks_nothing(law: Property) -> Holds:
    return lambda world, focus, thing: next(law(world, focus, thing), None) is None


def _min_count(number: Any) -> Check:
    least = int(number)
    return lambda _, __, values: [""] if len(values) < least else []


def _max_count(number: Any) -> Check:
    most = int(number)
    return lambda _, __, values: [""] if len(values) > most else []


def _has_value(value: Any) -> Check:
    wanted = value.n3()
    return lambda _, __, values: [] if wanted in values else [""]


def _among(terms: Iterable[str]) -> Check:
    known = frozenset(terms)
    return lambda _, __, values: [value for value in values if value not in known]


def _datatype(kind: Any) -> Check:
    wanted = str(kind)
    return lambda _, __, values: [value for value in values if not is_of(value, wanted)]


def _min_length(number: Any) -> Check:
    least = int(number)
    return lambda _, __, values: [value for value in values if len(text_of(value)) < least]


def _node_kind(kind: Any) -> Check:
    if str(kind) != _SH + "IRI":
        raise UnknownLaw(f"sh:nodeKind {kind}")
    return lambda _, __, values: [value for value in values if not is_iri(value)]


def _min_inclusive(number: Any) -> Check:
    least = value_of(number.n3())

    def wrong(_: World, __: Thing, values: list[str]) -> list[str]:
        return [value for value in values if (told := value_of(value)) is None or not _ordered(least, told, equal=True)]

    return wrong


def _less(predicate: Any, *, equal: bool) -> Check:
    other = predicate.n3()

    def wrong(_: World, thing: Thing, values: list[str]) -> list[str]:
        return [
            v for v in values for o in thing.get(other, _NONE) if not _ordered(value_of(v), value_of(o), equal=equal)
        ]

    return wrong


def _ordered(one: Any, other: Any, *, equal: bool) -> bool:
    """Whether the first comes before the other; False where they cannot be compared."""
    if one is None or other is None:
        return False
    try:
        return bool(one < other or (equal and one == other))
    except TypeError:
        return False


def _disjoint(predicate: Any) -> Check:
    other = predicate.n3()
    return lambda _, thing, values: [value for value in values if value in thing.get(other, _NONE)]


def _equals(predicate: Any) -> Check:
    other = predicate.n3()
    return lambda _, thing, values: sorted(set(values) ^ set(thing.get(other, _NONE)))


_VALUES: Final[dict[str, Callable[[Any], Check]]] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "datatype": _datatype,
    "minLength": _min_length,
    "nodeKind": _node_kind,
    "minInclusive": _min_inclusive,
    "lessThan": lambda predicate: _less(predicate, equal=False),
    "lessThanOrEquals": lambda predicate: _less(predicate, equal=True),
    "disjoint": _disjoint,
    "equals": _equals,
}
