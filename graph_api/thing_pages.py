"""A thing of the graph and the ontology's terms as pages for people: names, what is said, the words it rests on, what names it."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from graph_api import documents, pages, tables
from graph_api.snapshot import Snapshot
from ontology.iris import NAMESPACE
from ontology.records import Entry, Evidence, Procedure, Record

if TYPE_CHECKING:
    from pyoxigraph import Triple

_MOST_NAMING: Final = 100
_MOST_WORDS: Final = 50
_HIDDEN: Final = frozenset({NAMESPACE + "evidence", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"})


def thing_page(snapshot: Snapshot, record: Record) -> str:
    """The page of one thing."""
    told = documents.about(snapshot, record.id)
    own = snapshot.iri(record.id)
    statements = [triple for triple in told if triple.subject.value == own]  # type: ignore[union-attr]
    kinds = [t.object.value for t in statements if t.predicate.value.endswith("#type")]  # type: ignore[union-attr]
    links = f'<a href="/id/{record.id}?format=ttl">Turtle</a> · <a href="/id/{record.id}?format=jsonld">JSON-LD</a>'
    kind = ", ".join(pages.link(str(one), snapshot.base_iri) for one in kinds)
    rows = [row for triple in statements if triple.predicate.value not in _HIDDEN for row in _row(snapshot, triple)]
    parts = [f"<p>{kind} · <code>{pages.esc(own)}</code> · {links}</p>", pages.table(("", ""), rows)]
    parts += [_words(snapshot, record), _naming(snapshot, record)]
    return pages.page(tables.called(snapshot, record)[:200], "\n".join(filter(None, parts)))


def _row(snapshot: Snapshot, triple: "Triple") -> Iterator[tuple[str, str]]:
    value = triple.object
    name = pages.link(triple.predicate.value, snapshot.base_iri, _local(triple.predicate.value))
    if type(value).__name__ == "NamedNode":
        yield name, _linked(snapshot, str(value.value))  # type: ignore[union-attr]
    else:
        yield name, pages.esc(str(value.value)).replace("\n", "<br>")  # type: ignore[union-attr]


def _linked(snapshot: Snapshot, iri: str) -> str:
    own = iri.removeprefix(snapshot.base_iri)
    record = snapshot.get(own) if own != iri else None
    if record is None and own != iri:  # a condition, a quantity, a step: told where it stands
        parts = (
            _row(snapshot, triple)
            for triple in documents.about(snapshot, own)
            if not triple.predicate.value.endswith("#type")
        )
        return "<br>".join(f"{name}: {value}" for rows in parts for name, value in rows)
    return pages.link(iri, snapshot.base_iri, tables.called(snapshot, record) if record else "")


def _words(snapshot: Snapshot, record: Record) -> str:
    evidence: Sequence[Evidence] = getattr(record, "evidence", ())
    if isinstance(record, Procedure):
        evidence = [one for step in record.steps for one in step.evidence]
    if not evidence:
        return ""
    items = []
    for one in evidence[:_MOST_WORDS]:
        entry = snapshot.get(one.entry)
        title = entry.title if isinstance(entry, Entry) else one.entry
        place = f"{pages.esc(str(one.field))} {one.start}–{one.end} · {pages.esc(one.rule)}"
        items.append(
            f'<li><mark>{pages.esc(one.quote)}</mark> — <a href="/id/{one.entry}">{pages.esc(title)}</a> <small>{place}</small></li>'
        )
    return f"<h2>原文依据（{len(evidence)}）</h2><ul>{''.join(items)}</ul>"


def _naming(snapshot: Snapshot, record: Record) -> str:
    rows = []
    for iri, prop in documents.naming(snapshot, record.id, _MOST_NAMING):
        other = snapshot.get(iri.removeprefix(snapshot.base_iri))
        if other is not None:
            label = tables.called(snapshot, other)[:120]
            rows.append((pages.link(iri, snapshot.base_iri, label), pages.link(prop, snapshot.base_iri)))
    return f"<h2>被引用</h2>{pages.table(('', ''), rows)}" if rows else ""


def _local(iri: str) -> str:
    return iri.rpartition("#")[2].rpartition("/")[2]


@cache
def ontology_page() -> str:
    """All terms of the ontology with their labels and definitions."""
    from ontology.termtable import terms

    sections: dict[str, list[tuple[str, ...]]] = {}
    for kind, name, told in terms():
        anchor = f'<a id="{pages.esc(name)}" href="#{pages.esc(name)}">{pages.esc(name)}</a>'
        sections.setdefault(kind, []).append((anchor, *map(pages.esc, told)))
    formats = '<p><a href="/ontology?format=ttl">Turtle</a> · <a href="/ontology?format=jsonld">JSON-LD</a> · '
    body = formats + '<a href="/ontology/context.jsonld">JSON-LD context</a></p>'
    head = ("term", "English", "中文", "definition", "aligned with")
    body += "".join(f"<h2>{pages.esc(kind)}</h2>{pages.table(head, rows)}" for kind, rows in sections.items())
    return pages.page("The terms of the graph", body, "en")
