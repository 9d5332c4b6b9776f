"""Whether a graph of any size keeps the laws: its sorted lines gone through thing by thing, without a store.

What laws ask of other things is gathered before: which are of which class (as hashes, eight bytes each in effect), how long the texts of entries are, the
menus. pySHACL needs the whole graph in memory and a thousand times as long; where a graph is small it has the last word (`validation.py`).
"""

from collections.abc import Callable, Container, Iterable, Iterator
from decimal import Decimal
from functools import cache
from itertools import chain, product
from typing import Final

from ontology.evidence import Span, span_of, step_of
from ontology.iris import NAMESPACE
from ontology.kinds import EvidenceField
from ontology.laws import Law, Laws, compiled
from ontology.things import TYPE, XSD, Thing, is_iri, text_of, things, value_of
from ontology.validation import SHAPES, Violation


def _help(name: str) -> str:
    return f"<{NAMESPACE}{name}>"


_ENTRY, _FIELD, _START, _END, _QUOTE = map(_help, ("entry", "field", "start", "end", "quote"))
_ASKED_FIELD: Final = _help("QUESTION")
_FALSE: Final = f'"false"^^<{XSD}boolean>'
_WHOLE: Final = _help("Entry")
_EVIDENCE, _PLACE = _help("evidence"), _help("place")
_IN, _STEP, _NODE = map(_help, ("parent", "step", "MenuNode"))
_COMPLETE, _LAST = _help("isComplete"), _help("endNode")
_PARENT: Final = _help("parentNode")
_KIND: Final = _help("menuNodeKind")
_SYSTEM: Final = _help("SYSTEM")
_TEXTS: Final = (_help("question"), _help("answer"))
_MOST: Final = 200
"""How much of a value a report shows."""


def broken(lines: Iterable[str], *, judged: Container[str] | None = None) -> tuple[Violation, ...]:
    """Every law that a graph breaks, sorted. `lines` are N-Triples sorted by subject, and can be gone through several times; `judged`: the
    terms that are judged by the laws for things of a class and for what another thing names, where these are not all."""
    laws = _laws()
    world = _World(lines, laws)
    found = set(_of_things(lines, laws, world, judged))
    return tuple(sorted(found))


@cache
def asked_from_afar() -> frozenset[str]:
    """The predicates of a thing that laws on those that name it look at; beside these, laws on menus go up and down the menus."""
    return frozenset({TYPE, *_TEXTS, *(law.beyond[1] for law in _laws().own if law.beyond)})


@cache
def _laws() -> Laws:
    laws = compiled(SHAPES)
    unknown = {name for name, _, _ in laws.asked} - set(_ASKED)
    if unknown:
        raise NotImplementedError(f"laws in SPARQL that only pySHACL knows: {sorted(unknown)}")
    return laws


class _World:
    """What is known of all things before one is looked at."""

    def __init__(self, lines: Iterable[str], laws: Laws) -> None:
        self._types: set[int] = set()
        self._far: dict[tuple[str, str], list[str]] = {}
        self._lines = lines
        self._sizes: dict[int, int] = {}
        self._texts: dict[str, Thing] | None = None
        self.parents: dict[str, list[str]] = {}
        self.systems: set[str] = set()
        self.ends: set[str] = set()
        asked = laws.classes | {_WHOLE}
        first = {law.beyond for law in laws.own if law.beyond}
        needed: set[tuple[str, str]] = set()
        objects = {steps for law in laws.own for steps in law.objects_of}
        self.objects: dict[str, set[str]] = {predicate: set() for predicate in objects}
        for line in lines:
            subject, predicate, value = _parts(line)
            if predicate == TYPE:
                if value in asked:
                    self._types.add(hash((subject, value)))
            elif predicate in _TEXTS:
                key, size = hash((subject, predicate)), len(text_of(value))
                self._sizes[key] = min(size, self._sizes.get(key, size))
            elif predicate == _PARENT:
                self.parents.setdefault(subject, []).append(value)
            elif predicate == _LAST:
                self.ends.add(value)
            elif predicate == _KIND and value == _SYSTEM:
                self.systems.add(subject)
            needed |= {(value, second) for near, second in first if near == predicate}
            if predicate in self.objects:
                self.objects[predicate].add(value)
        self._look_up(lines, needed)

    def _look_up(self, lines: Iterable[str], needed: set[tuple[str, str]]) -> None:
        for line in lines if needed else ():
            subject, predicate, value = _parts(line)
            if (subject, predicate) in needed:
                self._far.setdefault((subject, predicate), []).append(value)

    def is_a(self, term: str, kind: str) -> bool:
        return hash((term, kind)) in self._types

    def size(self, entry: str, field: str) -> int:
        """How many characters the text of an entry's field has, the shortest where there are several; 0 where there is none."""
        return self._sizes.get(hash((entry, field)), 0)

    def texts(self, entry: str, field: str) -> list[str]:
        """The texts of an entry's field. All are held from the first time on, which only evidence that is written out asks for."""
        if self._texts is None:
            self._texts = {}
            for subject, predicate, value in map(_parts, self._lines):
                if predicate in _TEXTS:
                    self._texts.setdefault(subject, {}).setdefault(predicate, []).append(value)
        return self._texts.get(entry, {}).get(field, [])

    def values(self, term: str, predicate: str) -> list[str]:
        return self._far.get((term, predicate), [])


def _parts(line: str) -> tuple[str, str, str]:
    subject, predicate, value = line.split(" ", 2)
    return subject, predicate, value.rstrip().removesuffix(".").rstrip()


def _of_things(lines: Iterable[str], laws: Laws, world: _World, judged: Container[str] | None) -> Iterator[Violation]:
    by_class: dict[str, list[Law]] = {}
    for law in laws.own:
        for kind in law.targets:
            by_class.setdefault(kind, []).append(law)
    told = [(_ASKED[name], message, target) for name, message, target in laws.asked]
    of_kinds: dict[tuple[str, ...], tuple[Law, ...]] = {}
    of_objects = [(law, predicate) for law in laws.own for predicate in law.objects_of]
    seen: dict[str, set[str]] = {predicate: set() for _, predicate in of_objects}
    for subject, thing in things(lines):
        kinds = tuple(thing.get(TYPE, ())) if judged is None or subject in judged else ()
        if kinds not in of_kinds:
            of_kinds[kinds] = tuple({id(law): law for kind in kinds for law in by_class.get(kind, ())}.values())
        for law in of_kinds[kinds]:
            yield from _violations(law, world, subject, thing)
        for law, predicate in of_objects:
            if subject in world.objects[predicate]:
                seen[predicate].add(subject)
                if judged is None or subject in judged:
                    yield from _violations(law, world, subject, thing)
        for broken_by, message, target in told:
            for value in broken_by(world, subject, thing):
                yield Violation(target, message, "", text_of(value)[:_MOST])
    for law, predicate in of_objects:
        for term in world.objects[predicate] - seen[predicate]:
            yield from _violations(law, world, term, {})


def _violations(law: Law, world: _World, subject: str, thing: Thing) -> Iterator[Violation]:
    for value, path in law.broken_by(world, subject, thing):
        yield Violation(text_of(subject), law.message, path, text_of(value)[:_MOST] if value else "")


def _nowhere(_: _World, __: str, thing: Thing) -> Iterator[str]:
    """Evidence whose IRI does not tell where its words stand."""
    return (value for value in _rested_on(thing) if not is_iri(value) or span_of(value[1:-1]) is None)


def _beyond_the_text(world: _World, _: str, thing: Thing) -> Iterator[str]:
    """Evidence whose words are none of a whole entry's."""
    for value in _rested_on(thing):
        span = span_of(value[1:-1]) if is_iri(value) else None
        if span is not None and not _within(world, span):
            yield value


def _rested_on(thing: Thing) -> Iterator[str]:
    return chain(thing.get(_EVIDENCE, ()), thing.get(_PLACE, ()))


def _within(world: _World, span: Span) -> bool:
    entry = f"<{span.entry}>"
    if span.start >= span.end or not world.is_a(entry, _WHOLE):
        return False
    return span.end <= world.size(entry, _TEXTS[span.field is not EvidenceField.QUESTION])


def _elsewhere(_: _World, subject: str, thing: Thing) -> Iterator[str]:
    """A part that stands in another entry than its parent."""
    spans = (span_of(value[1:-1]) for value in thing.get(_PLACE, ()) if is_iri(value))
    within = {f"<{span.entry}>" for span in spans if span is not None}
    if within and _IN in thing and within != set(thing[_IN]):
        yield subject


def _untrue_quote(world: _World, subject: str, thing: Thing) -> Iterator[str]:
    """Written-out evidence whose words stand elsewhere than it says."""
    if _QUOTE not in thing:
        return
    told = (thing.get(name, ()) for name in (_ENTRY, _FIELD, _START, _END, _QUOTE))
    if any(_differs(world, (entry, field), (start, end), quote) for entry, field, start, end, quote in product(*told)):
        yield subject


def _differs(world: _World, place: tuple[str, str], span: tuple[str, str], quote: str) -> bool:
    entry, field = place
    texts = world.texts(entry, _TEXTS[field != _ASKED_FIELD])
    start, end = map(value_of, span)
    if not isinstance(start, Decimal) or not isinstance(end, Decimal):
        return False
    return not texts or any(text_of(text)[int(start) : int(end)] != text_of(quote) for text in texts)


def _misplaced(_: _World, subject: str, thing: Thing) -> Iterator[str]:
    """Steps whose IRIs do not tell that they are of this procedure."""
    for value in thing.get(_STEP, ()):
        told = step_of(value[1:-1]) if is_iri(value) else None
        if told is None or told[0] != subject[1:-1]:
            yield value


def _no_end(world: _World, subject: str, thing: Thing) -> Iterator[str]:
    if _NODE in thing.get(TYPE, ()) and subject not in world.ends:
        yield subject


def _above_itself(world: _World, subject: str, thing: Thing) -> Iterator[str]:
    if _PARENT in thing and subject in _above(world, thing[_PARENT]):
        yield subject


def _begins_nowhere(world: _World, subject: str, thing: Thing) -> Iterator[str]:
    """A way that is not said to be incomplete and begins at no system."""
    if _LAST not in thing or _FALSE in thing.get(_COMPLETE, ()):
        return
    if any(not _above(world, [end]) & world.systems for end in thing[_LAST]):
        yield subject


def _above(world: _World, nodes: list[str]) -> set[str]:
    """Nodes and all above them."""
    found: set[str] = set()
    while nodes:
        found.update(nodes)
        nodes = [other for node in nodes for other in world.parents.get(node, ()) if other not in found]
    return found


_ASKED: Final[dict[str, Callable[[_World, str, Thing], Iterator[str]]]] = {
    "EvidenceTellsItself": _nowhere,
    "WordsAreThere": _beyond_the_text,
    "PartsStandInTheirParents": _elsewhere,
    "TrueQuotes": _untrue_quote,
    "StepsTellTheirPlaces": _misplaced,
    "NodesAreEnds": _no_end,
    "NoNodeAboveItself": _above_itself,
    "CompletePaths": _begins_nowhere,
}
"""The laws in SPARQL by the names of their shapes: the values at fault that are told of a thing."""
