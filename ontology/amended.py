"""Whether a graph that kept the laws keeps them after a change, by what changed and what names it: all else is judged as it was.

The compiled laws ask of a thing what it says itself, of those that it names what they are and the few things that a law asks for, of evidence
the text of its entry, and of menus all that is above them. So a part of the graph tells as much of the changed things as the whole does.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from ontology.conformance import asked_from_afar, broken
from ontology.iris import NAMESPACE
from ontology.lawful import Get, untrue_quotes
from ontology.records import AnyRecord
from ontology.things import TYPE, is_iri
from ontology.validation import Violation

_JUDGED: Final = frozenset({f"<{NAMESPACE}entry>", f"<{NAMESPACE}step>"})
"""What laws are for the objects of: it is another thing's word that makes them judged."""
_MENUS: Final = frozenset(f"<{NAMESPACE}{name}>" for name in ("parentNode", "menuNodeKind", "endNode", "isComplete"))
_NODE: Final = f"{TYPE} <{NAMESPACE}MenuNode> ."
"""What laws on menus as a whole look at, in lines."""


def breaks_after(
    lines: Iterable[str], changed: Iterable[str], records: Iterable[AnyRecord], get: Get
) -> tuple[Violation, ...]:
    """Every violation that is found in a graph as it is now, sorted. `lines`: of the graph at least what is said of what changed and of what
    names it, and what laws ask of the menus and of all that these name; `changed`: the lines that went and those that came since it was
    lawful; `records`: those whose words are asked for, `get` as in `law_breaks`."""
    return tuple(sorted({*broken_after(lines, changed), *untrue_quotes(records, get)}))


def asked_of(lines: Iterable[str]) -> Iterator[str]:
    """Of what is said of things that are not judged what laws on others look at."""
    far = asked_from_afar() | _MENUS
    return (line for line in lines if _parts(line)[1] in far)


def broken_after(lines: Iterable[str], changed: Iterable[str]) -> tuple[Violation, ...]:
    """The same by the laws of the graph alone, which can be gone through several times."""
    judged, otherwise, far = set[str](), set[str](), asked_from_afar()
    for subject, predicate, value in map(_parts, changed):
        judged.add(subject)
        if predicate in _JUDGED:
            judged.add(value)
        if predicate in far:
            otherwise.add(subject)
    judged.update(subject for subject, _, value in map(_parts, lines) if _named(value) in otherwise)
    judged.update(
        [value for subject, predicate, value in map(_parts, lines) if predicate in _JUDGED and subject in judged]
    )
    around = {_named(value) for subject, _, value in map(_parts, lines) if subject in judged} - judged
    return broken(list(_part(lines, judged, around)), judged=judged)


def _part(lines: Iterable[str], judged: set[str], around: set[str]) -> Iterator[str]:
    """All that is said of what is judged, what laws ask of what it names, and the menus."""
    far = asked_from_afar()
    for line in lines:
        subject, predicate, value = _parts(line)
        if (
            subject in judged
            or (value in judged and predicate in _JUDGED)
            or (predicate in far and subject in around)
            or predicate in _MENUS
            or line.endswith(_NODE)
        ):
            yield line


def _named(value: str) -> str:
    """What an object names: of evidence the entry, else itself. Whether evidence is well written is asked by the laws; here it need not be,
    and every line is looked at."""
    before, mark, _ = value.rpartition("=char,")
    if not mark or not is_iri(value):
        return value
    return before.removesuffix("answer").removesuffix("question")[:-1] + ">"


def _parts(line: str) -> tuple[str, str, str]:
    subject, predicate, value = line.split(" ", 2)
    return subject, predicate, value.removesuffix(" .")
