"""Evidence and steps as their own IRIs. That of evidence is the entry's, with a fragment that tells where in the entry the words stand and which rule read them.

`<base>entry-x#answer=char,12,20&rule=path.dash` are the code points from 12 to before 20 of the answer, in the manner of RFC 5147. So a graph
needs one link for a piece of evidence, and the words are those of the entry. A step is `<base>procedure-x#step=2`. Behind a base IRI with a
fragment, `?` stands for `#`.
"""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from ontology.kinds import EvidenceField

PATTERN: Final = "^(.+)[#?](question|answer)=char,(0|[1-9][0-9]*),(0|[1-9][0-9]*)&rule=([^&#?]+)$"
"""The IRIs of evidence: entry, field, start, end and rule."""
_PATTERN: Final = re.compile(PATTERN[:-1] + r"\Z")

_STEP: Final = re.compile(r"(.+)[#?]step=([1-9][0-9]*)\Z")


@dataclass(frozen=True, slots=True)
class Span:
    """What the IRI of evidence says. `entry` is an IRI; `start` and `end` are code points, half-open."""

    entry: str
    field: EvidenceField
    start: int
    end: int
    rule: str

    @property
    def iri(self) -> str:
        """The IRI, without brackets."""
        place = f"{self.field.lower()}=char,{self.start},{self.end}"
        return f"{self.entry}{_mark(self.entry)}{place}&rule={quote(self.rule, safe='')}"


def step_iri(procedure: str, position: int) -> str:
    """The IRI of a step by that of its procedure and its 1-based position."""
    return f"{procedure}{_mark(procedure)}step={position}"


def step_of(iri: str) -> tuple[str, int] | None:
    """The procedure and the position that the IRI of a step tells, without brackets; None where it is not that of a step."""
    match = _STEP.match(iri)
    return (match[1], int(match[2])) if match else None


def _mark(iri: str) -> str:
    return "?" if "#" in iri else "#"


def span_of(iri: str) -> Span | None:
    """What an IRI says, without brackets; None where it is not that of evidence."""
    match = _PATTERN.match(iri)
    if match is None:
        return None
    entry, field, start, end, rule = match.groups()
    return Span(entry, EvidenceField(field.upper()), int(start), int(end), unquote(rule))
