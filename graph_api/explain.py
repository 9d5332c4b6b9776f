"""One entry explained: what was read in it, by which rule, at which words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from graph_api import breadcrumbs
from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.attested import within
from ontology.kinds import EvidenceField
from ontology.names import name_key
from ontology.records import Constraint, Entry, Evidence, MenuPath, Named, Procedure, Record

_WIDTH: Final = 76


@dataclass(frozen=True, slots=True)
class Reading:
    """A fact of an entry: what it is, how it is called, the words it rests on, and what it states, if that is a thing."""

    kind: str
    label: str
    evidence: tuple[Evidence, ...]
    of: Record | None = None


def find_entry(snapshot: Snapshot, ref: str) -> Entry | None:
    """The entry with an id, or the first whose question is or holds the words."""
    record = snapshot.get(ref)
    if isinstance(record, Entry):
        return record
    key = name_key(ref)
    whole = Slice(layout.ENTRIES)
    entries = [e for _, own in snapshot.page(whole, snapshot.size(whole)) if isinstance(e := snapshot.get(own), Entry)]
    same = [entry for entry in entries if name_key(entry.title) == key]
    holding = [entry for entry in entries if key and key in name_key(entry.title)]
    return next(iter((*same, *holding)), None)


def readings(snapshot: Snapshot, entry: Entry) -> Iterator[Reading]:
    """The facts of an entry, each with the words in this entry that it rests on."""
    whole = entry.parent or entry.id
    for own in (*entry.paths, *entry.features, *entry.concepts, *entry.procedures, *entry.terms, *entry.constraints):
        record = snapshot.get(own)
        kind = type(record).__name__
        if isinstance(record, MenuPath):
            yield Reading(kind, breadcrumbs.text(snapshot, record), within(record, whole), record)
        elif isinstance(record, Procedure):
            evidence = tuple(e for step in record.steps for e in step.evidence)
            yield Reading(kind, f"{record.name}（{len(record.steps)} 步）", evidence, record)
        elif isinstance(record, Constraint):
            told = f"{kind} {record.kind} {record.modality}"
            yield Reading(told, record.text, within(record, whole), record)
        elif isinstance(record, Named):
            yield Reading(kind, record.label, within(record, whole), record)
    for reference in entry.references:
        yield Reading(f"Reference {reference.kind}", reference.value, reference.evidence)


def explained(snapshot: Snapshot, entry: Entry) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "id": entry.id,
        "title": entry.title,
        "answer": entry.answer,
        "kind": str(entry.kind),
        "parts": list(entry.parts),
        "facts": [
            {
                "kind": one.kind,
                "label": one.label,
                "evidence": [
                    {"field": str(e.field), "start": e.start, "end": e.end, "quote": e.quote, "rule": e.rule}
                    for e in one.evidence
                ],
            }
            for one in readings(snapshot, entry)
        ],
    }


def marked(snapshot: Snapshot, entry: Entry) -> str:
    """For a person: the text, with a line of marks under each line of it, and the facts with their marks."""
    found = list(readings(snapshot, entry))
    lines = [f"{entry.title}", f"{entry.id}  {entry.kind}  {entry.sources[0].file}:{entry.sources[0].line}", ""]
    lines += _text(entry.title, [e for r in found for e in r.evidence if e.field is EvidenceField.QUESTION])
    if entry.parent is None:
        lines += ["", *_text(entry.answer, [e for r in found for e in r.evidence if e.field is EvidenceField.ANSWER])]
    else:
        lines += ["", entry.answer]
    lines.append("")
    for one in found:
        rules = ", ".join(dict.fromkeys(e.rule for e in one.evidence))
        quotes = " | ".join(dict.fromkeys(e.quote[:40] for e in one.evidence))
        lines.append(f"{one.kind:12} {one.label}  [{rules}]  “{quotes}”")
    return "\n".join(lines)


def _text(text: str, evidence: list[Evidence]) -> list[str]:
    """Lines of the text, the marked words underlined."""
    lines = []
    for start in range(0, len(text), _WIDTH // 2):
        piece = text[start : start + _WIDTH // 2]
        marks = "".join(
            ("￣" if ord(char) > 0x2E80 else "~") if any(e.start <= start + i < e.end for e in evidence)
            else ("　" if ord(char) > 0x2E80 else " ")
            for i, char in enumerate(piece)
        )  # fmt: skip
        lines.append(piece.replace("\n", " "))
        if marks.strip():
            lines.append(marks.rstrip())
    return lines
