"""A graph as a Python value, for notebooks and scripts: `helpgraph.open("my-graph")`.

Opening reads a manifest and no more; what else is needed (strawberry for answers, pandas or polars for frames, networkx, rdflib,
the SPARQL process) comes with the call that needs it.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from graph_api import asking
from graph_api.displays import Answer, Hit, Matrix, Place, Rule, Shown, Verdict, Words
from graph_api.snapshot import Published, Snapshot, SnapshotError
from ontology.records import Constraint, Entry

if TYPE_CHECKING:
    import networkx
    import rdflib

    from graph_api.sparql import Runner

_UNSTATED: Final = "UNSTATED"


class Graph:
    """One version of a graph. Frames come by pandas or polars, whichever is there, or by the one named in `frames`."""

    def __init__(self, snapshot: Snapshot, frames: str | None = None) -> None:
        self.snapshot = snapshot
        self._frames = frames

    def __repr__(self) -> str:
        counts = self.counts
        told = ", ".join(f"{counts[name]} {name}" for name in ("entries", "features", "constraints", "triples"))
        return f"<helpgraph.Graph {self.id}: {told}>"

    @property
    def id(self) -> str:
        """The snapshot's id: the same corpus, vocabulary and code give the same."""
        return self.snapshot.id

    @property
    def counts(self) -> dict[str, int]:
        """How many of each kind of thing there are."""
        return dict(self.snapshot.manifest["counts"])

    def frame(self, name: str) -> Any:
        """A table as a frame; `tables()` names all of them."""
        from graph_api import frames, tables

        if name not in tables.names():
            raise _unknown(name, tables.names())
        return frames.frame(tables.table(self.snapshot, name), self._frames)

    @staticmethod
    def tables() -> tuple[str, ...]:
        """The names of the tables."""
        from graph_api import tables

        return tables.names()

    entries = property(lambda self: self.frame("entries"), doc="A row for each question with its answer.")
    features = property(lambda self: self.frame("features"), doc="A row for each function of the back office.")
    places = property(lambda self: self.frame("places"), doc="A row for each node of the menus.")
    rules = property(lambda self: self.frame("rules"), doc="A row for each rule that the sources state.")
    concepts = property(lambda self: self.frame("concepts"), doc="A row for each controlled term.")
    evidence = property(lambda self: self.frame("evidence"), doc="A row for each place that says something.")

    def locate(self, feature: str) -> "Shown":
        """Where a function lives: Places, the best attested first. Raises Refusal where nothing has this name."""
        return Shown(self._place(one) for one in asking.places(self.snapshot, feature))

    def check(self, feature: str, given: Sequence[str] = ()) -> Verdict:
        """Whether a feature applies to an order of which all of `given` holds."""
        return self._verdict(asking.verdict(self.snapshot, feature, _listed(given)))

    def operations(self, given: Sequence[str] = (), verdicts: Sequence[str] | None = None) -> Any:
        """The verdicts of all operations for such an order as a frame; without `verdicts` all but UNSTATED."""
        from graph_api import frames
        from graph_api.tables import Table

        found = asking.verdicts(self.snapshot, _listed(given), verdicts)
        columns = ("verdict", "operation", "summary", "because", "depends_on", "unless", "limits", "feature")
        rows = tuple(_flat(one) for one in found)
        return frames.frame(Table("operations", dict.fromkeys(columns, str), rows), self._frames)

    def matrix(self, orders: Sequence[str | Sequence[str]]) -> Matrix:
        """Verdicts of every operation that some rule speaks of, for several orders: ["COD", ["COD", "待出库"], "海囤全球"]."""
        given = [(order,) if isinstance(order, str) else tuple(order) for order in orders]
        found = [
            {one["feature"]["label"]: one["verdict"] for one in asking.verdicts(self.snapshot, one_order)}
            for one_order in given
        ]
        labels = sorted({label for verdicts in found for label in verdicts})
        rows = tuple((label, tuple(verdicts.get(label, _UNSTATED) for verdicts in found)) for label in labels)
        return Matrix(tuple("、".join(order) or "—" for order in given), rows)

    def search(self, text: str, kinds: Sequence[str] | None = None, *, most: int = 20) -> "Shown":
        """What a text finds: Hits, the best first."""
        found = asking.hits(self.snapshot, text, kinds, most=most)
        return Shown(Hit(one["node"]["id"], one["kind"], one["score"], one["highlight"]) for one in found)

    def ask(self, question: str) -> Answer:
        """The answer to a question asked in Chinese, with its evidence."""
        told = asking.reply(self.snapshot, question)
        return Answer(
            told["question"],
            told["intent"],
            told["text"],
            told["confidence"],
            tuple(map(self._place, told["menuPaths"])),
            tuple(map(self._rule, told["constraints"])),
            self._verdict(told["applicability"]) if told["applicability"] else None,
            self._words(told["evidence"]),
        )

    def rule(self, own: str) -> Rule:
        """A rule by its id, with its words marked in the source."""
        record = self.snapshot.get(own)
        if not isinstance(record, Constraint):
            raise asking.Refusal("NOT_FOUND", f"no rule has the id {own!r}; the frame `rules` lists them")
        return self._rule(asking.rule(self.snapshot, own))

    def query(self, document: str, **variables: Any) -> dict[str, Any]:
        """The data of a GraphQL operation. Raises Refusal."""
        return asking.answered(self.snapshot, document, **variables)

    def to_networkx(self) -> "networkx.MultiDiGraph[str]":
        """A typed multigraph: `kind` of each node, `relation` of each edge; attributes that GraphML and GEXF hold."""
        from graph_api import networks

        return networks.multigraph(self.snapshot)

    def neighbourhood(self, ref: str, *, hops: int = 1, most: int = 100) -> Any:
        """A thing, by its id or a feature's or concept's name, and what is near it, to click through in Jupyter.

        Raises Refusal where nothing has this name, and NoWidget where the widget is not installed.
        """
        from graph_api import refs, widget
        from graph_api.errors import Refused

        kinds = ("Feature", "Concept", "MenuNode", "Term")
        record = self.snapshot.get(ref)
        try:
            names = refs.candidates(self.snapshot, ref, kinds) if record is None else []
            if record is None:
                record = refs.need(
                    self.snapshot, ref, min((name.kind for name in names), key=kinds.index, default=kinds[0])
                )
        except Refused as refused:
            raise asking.refusal(refused.message, refused.extensions or {}) from refused
        return widget.shown(widget.neighbourhood(self.snapshot, record.id, hops, most))

    def to_rdflib(self) -> "rdflib.Graph":
        """The graph in rdflib's memory."""
        from graph_api import linked

        return linked.rdflib_graph(self.snapshot)

    def sparql(self, query: str) -> Any:
        """The results of a SPARQL query: SELECT a frame, ASK a bool, CONSTRUCT and DESCRIBE a string of Turtle.

        The prefixes help:, skos:, rdf:, rdfs:, xsd: and : (things) need no declaration. Raises QueryRefused.
        """
        from graph_api import sparql_frames

        return sparql_frames.results(self._sparql(), query, self._frames)

    def _sparql(self) -> "Runner":
        from graph_api.sparql import Runner

        return self.snapshot.once(Runner)

    def _words(self, evidence: Sequence[Mapping[str, Any]]) -> tuple[Words, ...]:
        return tuple(Words.of(one, self._text(one["entry"]["id"], one["field"])) for one in evidence)

    def _text(self, entry: str, field: str) -> str:
        record = self.snapshot.get(entry)
        if not isinstance(record, Entry):
            return ""
        return record.title if field == "QUESTION" else record.answer

    def _place(self, told: Mapping[str, Any]) -> Place:
        labels = tuple(node["label"] for node in told["nodes"])
        return Place(told["id"], labels, _conditions(told), told["isComplete"], self._words(told["evidence"]))

    def _rule(self, told: Mapping[str, Any]) -> Rule:
        told_of = (told["id"], told["kind"], told["modality"], told["text"])
        return Rule(*told_of, _conditions(told), self._words(told["evidence"]))

    def _verdict(self, told: Mapping[str, Any]) -> Verdict:
        opened = [
            tuple((self._rule(one["constraint"]), "、".join(map(asking.said, one["undecided"]))) for one in told[name])
            for name in ("dependsOn", "unless")
        ]
        feature = told["feature"]
        because, limits = (tuple(map(self._rule, told[name])) for name in ("because", "limits"))
        head = (feature["id"], feature["label"], told["verdict"], told["summary"])
        return Verdict(*head, because, opened[0], opened[1], limits)


def open_graph(place: str | Path, *, frames: str | None = None) -> Graph:
    """The graph in a folder, or the one that a server at a URL serves (its files are fetched once and kept).

    Raises SnapshotError where there is none.
    """
    if isinstance(place, str) and place.startswith(("http://", "https://")):
        from graph_api.remote import fetched

        return Graph(Snapshot(fetched(place)), frames)
    return Graph(Published(Path(place)).snapshot(), frames)


def _listed(given: Sequence[str]) -> list[str]:
    return [given] if isinstance(given, str) else list(given)


def _conditions(told: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(map(asking.said, told["conditions"]))


def _flat(one: Mapping[str, Any]) -> tuple[str | None, ...]:
    texts: Callable[[str], str | None] = lambda name: "\n".join(rule["text"] for rule in one[name]) or None  # noqa: E731
    opened: Callable[[str], str | None] = (  # noqa: E731
        lambda name: "\n".join(rule["constraint"]["text"] for rule in one[name]) or None
    )
    feature = one["feature"]
    lists = (texts("because"), opened("dependsOn"), opened("unless"), texts("limits"))
    return (one["verdict"], feature["label"], one["summary"], *lists, feature["id"])


def _unknown(name: str, known: Sequence[str]) -> asking.Refusal:
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=3, cutoff=0.4)
    hint = f"did you mean {', '.join(near)}?" if near else f"there are {', '.join(known)}"
    return asking.Refusal("NOT_FOUND", f"no table is named {name!r}; {hint}", near)


__all__ = ["Graph", "SnapshotError", "open_graph"]
