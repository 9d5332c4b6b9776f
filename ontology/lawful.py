"""Whether a graph may be published: all of it by the compiled laws, and by pySHACL, which has the last word, a small graph whole and of a
large one a sample of its things with all that they rest on."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile
from typing import Final

from ontology.conformance import broken
from ontology.evidence import span_of
from ontology.iris import NAMESPACE
from ontology.kinds import EvidenceField
from ontology.records import AnyRecord, Entry, Evidence, Procedure
from ontology.things import is_iri
from ontology.validation import Violation, violations

WHOLE: Final = 2_000
"""Up to how many triples pySHACL reads the whole graph."""
_SAMPLE: Final = 60
_LARGEST: Final = 120
"""How many things a sample begins with, and how many triples one of them has at most."""
_FEW: Final = 16
"""How many lines about one thing are read at once, at first."""
_EVIDENCE: Final = f"<{NAMESPACE}evidence>"
_OF_ALL: Final = frozenset({"a menu node is the end of a path, which has the evidence"})
"""Laws that ask who names a thing, which a sample does not tell."""
UNTRUE: Final = "evidence is a true quote: the words stand in the entry at its offsets"


Get = Callable[[str], AnyRecord | None]
"""Gives the record of an id."""


def law_breaks(lines: Sequence[str], records: Iterable[AnyRecord], get: Get | None = None) -> tuple[Violation, ...]:
    """Every violation that is found in a graph of sorted N-Triples lines, and in the records that it was made of, sorted. `get`: where
    these need not be held to be looked up.

    The graph holds no words of evidence but the entry's own; that these are the words which were read is told by the records alone.
    """
    asked = violations(lines) if len(lines) <= WHOLE else _of_sample(lines)
    return tuple(sorted({*broken(lines), *asked, *untrue_quotes(records, get)}))


def untrue_quotes(records: Iterable[AnyRecord], get: Get | None = None) -> Iterator[Violation]:
    """Evidence of records that quotes other words than those where it says that they stand."""
    get = get or {entry.id: entry for entry in records if isinstance(entry, Entry)}.get
    for record in records:
        entry, texts = "", ("", "")
        for one in evidence_of(record):
            if one.entry != entry:
                found = get(one.entry)
                entry, texts = one.entry, (found.title, found.answer) if isinstance(found, Entry) else ("", "")
            text = texts[one.field is not EvidenceField.QUESTION]
            if not one.quote or text[one.start : one.end] != one.quote:
                yield Violation(record.id, UNTRUE, "", one.quote[:200])


def evidence_of(record: AnyRecord) -> Iterator[Evidence]:
    """All evidence that stands in a record."""
    if isinstance(record, Entry):
        yield from (one for reference in record.references for one in reference.evidence)
        if record.place:
            yield record.place
    elif isinstance(record, Procedure):
        yield from (one for step in record.steps for one in step.evidence)
    else:
        yield from getattr(record, "evidence", ())


def _of_sample(lines: Sequence[str]) -> Iterator[Violation]:
    """What pySHACL finds wrong with the things of the sample; of those around them not all is there."""
    chosen = set(_chosen(lines))
    names = {subject[1:-1] for subject in chosen}
    for violation in violations(sorted(_with_what_they_rest_on(lines, chosen))):
        if violation.focus in names or (violation.focus.startswith(NAMESPACE) and violation.message not in _OF_ALL):
            yield violation


def _chosen(lines: Sequence[str]) -> Iterator[str]:
    """Things spread evenly over the graph."""
    for place in range(0, len(lines), max(1, len(lines) // _SAMPLE)):
        subject = lines[place].split(" ", 1)[0]
        if next(islice(_told(lines, subject), _LARGEST, None), None) is None:
            yield subject


def _told(lines: Sequence[str], subject: str) -> Iterator[str]:
    """What a graph says of a subject."""
    first = bisect_left(lines, f"{subject} ")
    step = _FEW
    while told := lines[first : first + step]:
        yield from takewhile(lambda line: line.startswith(f"{subject} "), told)
        if not told[-1].startswith(f"{subject} "):
            return
        first, step = first + step, 2 * step


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
            span = span_of(other[1:-1]) if is_iri(other) else None
            other = f"<{span.entry}>" if span else other
            if is_iri(other) and other not in seen:
                seen.add(other)
                ahead.append(other)
    return found
