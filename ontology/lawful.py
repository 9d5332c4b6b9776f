"""Whether a graph may be published: all of it by the compiled laws, and by pySHACL, which has the last word, a small graph whole and of a
large one a sample of its things with all that they rest on."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from ontology.conformance import broken
from ontology.iris import NAMESPACE
from ontology.things import is_iri
from ontology.validation import Violation, violations

WHOLE: Final = 2_000
"""Up to how many triples pySHACL reads the whole graph."""
_SAMPLE: Final = 60
_LARGEST: Final = 120
"""How many things a sample begins with, and how many triples one of them has at most."""
_EVIDENCE: Final = f"<{NAMESPACE}evidence>"


def law_breaks(lines: Sequence[str]) -> tuple[Violation, ...]:
    """Every violation that is found in a graph of sorted N-Triples lines, sorted."""
    if len(lines) <= WHOLE:
        return tuple(sorted({*broken(lines), *violations(lines)}))
    return tuple(sorted({*broken(lines), *_of_sample(lines)}))


def _of_sample(lines: Sequence[str]) -> Iterator[Violation]:
    """What pySHACL finds wrong with the things of the sample; of those around them not all is there."""
    chosen = set(_chosen(lines))
    names = {subject[1:-1] for subject in chosen}
    for violation in violations(sorted(_with_what_they_rest_on(lines, chosen))):
        if violation.focus in names or violation.focus.startswith(NAMESPACE):
            yield violation


def _chosen(lines: Sequence[str]) -> Iterator[str]:
    """Things spread evenly over the graph."""
    for place in range(0, len(lines), max(1, len(lines) // _SAMPLE)):
        subject = lines[place].split(" ", 1)[0]
        if len(_told(lines, subject)) <= _LARGEST:
            yield subject


def _told(lines: Sequence[str], subject: str) -> Sequence[str]:
    """What a graph says of a subject."""
    return lines[bisect_left(lines, f"{subject} ") : bisect_left(lines, f"{subject}!")]


def _with_what_they_rest_on(lines: Sequence[str], chosen: set[str]) -> set[str]:
    """All that is said of some things, of what they name, and so on; but not what the named ones rest on."""
    found: set[str] = set()
    seen, ahead = set(chosen), sorted(chosen)
    while ahead:
        subject = ahead.pop()
        for line in _told(lines, subject):
            _, predicate, value = line.split(" ", 2)
            if predicate == _EVIDENCE and subject not in chosen:
                continue
            found.add(line)
            other = value.rstrip().removesuffix(".").rstrip()
            if is_iri(other) and other not in seen:
                seen.add(other)
                ahead.append(other)
    return found
