"""The whole line from files to a published graph, in one function that can be read before anything else."""

import gc
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final

from extract.carried import files_digest, kept_vocabulary
from extract.corpus import Corpus, read_corpus
from extract.delta import Delta, delta, former_of, judged_of
from extract.engines import Engine
from extract.factstore import Facts, code_digest, fact_key, missing, read_facts
from extract.merge import merge
from extract.publish import publish, publishing
from extract.recordfile import by_id
from extract.settled import SettledEntries
from extract.stated import Entries, Stated
from extract.triples import ntriples
from extract.workers import read_by_workers, read_here
from ontology.amended import asked_of, breaks_after
from ontology.concepts import Vocabulary
from ontology.iris import DEFAULT_BASE, ONTOLOGY_VERSION
from ontology.lawful import WHOLE, law_breaks
from ontology.records import AnyRecord
from ontology.validation import NotConforming, Violation
from ontology.vocabulary import load_vocabulary

_MADE: Final = 100_000
"""How many things are made before circles are looked for among them."""

Progress = Callable[[str, int, int], None]
"""Told of each stage: its name, how much is done, how much there is."""


@dataclass(frozen=True, slots=True)
class Graph:
    """All that a corpus states, before it is published, and the vocabulary that it was read by, with the hash of its files; `facts`: what each
    entry states; `delta`: what changed since the version whose facts were kept, where a version can be made from that."""

    corpus: Corpus
    facts: Facts
    records: Sequence[AnyRecord]
    lines: Sequence[str]
    read_anew: int
    vocabulary: Vocabulary
    vocabulary_files: str = ""
    delta: Delta | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How to build. `kept`: a graph folder whose kept facts may be used, and its version changed instead of one written from nothing;
    `jobs`: processes that read entries; `master`: of which Spark cluster, where its configuration does not say."""

    vocabulary: tuple[Path, ...] = ()
    base_iri: str = DEFAULT_BASE
    jobs: int = 1
    strict: bool = False
    kept: Path | None = None
    engine: Engine = Engine.LOCAL
    master: str | None = None


def build(
    sources: Sequence[Path | str], out: Path, options: Options, progress: Progress = lambda *_: None
) -> tuple[Path, Graph]:
    """Reads, merges, checks and publishes; gives the version's folder and the graph.

    Raises CorpusError (strict, or where nothing can be read), VocabularyError, NotConforming, WorkersLost, EngineFailed and Busy;
    whatever was published before stays published then.
    """
    with publishing(out), _not_collected():
        graph = assemble(sources, options, progress)
        if not graph.corpus.entries:
            raise graph.corpus.problems[0]
        progress("check", 0, 1)
        broken = _broken(graph, options.base_iri)
        if broken:
            raise NotConforming(broken)
        progress("publish", 0, 1)
        version = publish(
            graph.records,
            graph.lines,
            directory=out,
            base_iri=options.base_iri,
            vocabulary=graph.vocabulary,
            facts=graph.facts,
            about=_about(graph),
            delta=graph.delta,
            jobs=options.jobs,
        )
        progress("publish", 1, 1)
    return version, graph


@contextmanager
def _not_collected() -> Iterator[None]:
    """Circles are not looked for: nearly all that a build makes is kept to its end or goes by itself, and the search through it took a tenth of a
    build."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Circles are looked for after many things that were made and stayed: those that reading makes would be some 8 KB an entry."""
    enabled, before = gc.isenabled(), gc.get_threshold()
    gc.set_threshold(_MADE, *before[1:])
    gc.enable()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        if not enabled:
            gc.disable()


def assemble(sources: Sequence[Path | str], options: Options, progress: Progress = lambda *_: None) -> Graph:
    """Everything but checking and publishing."""
    files = files_digest(options.vocabulary)
    known = kept_vocabulary(options.kept, files) if options.kept and files else None
    vocabulary = known or load_vocabulary(options.vocabulary)
    kept = read_facts(options.kept) if options.kept else Facts()
    gather = _by_spark if options.engine is Engine.SPARK else _here
    with _seldom_collected():
        corpus, facts, places, anew = gather(sources, vocabulary, kept, options, progress)
    progress("merge", 0, 1)
    former = former_of(options.kept, options.base_iri, vocabulary) if options.kept else None
    entries = SettledEntries(former)
    stated = Stated(corpus.entries, facts, places)
    records = merge(stated, vocabulary=vocabulary, entries=entries)
    facts.settled = entries.now
    del kept, stated
    changed = delta(former, records, base_iri=options.base_iri) if former and records else None
    lines = changed.lines if changed else ntriples(records, base_iri=options.base_iri)
    return Graph(corpus, facts, records, lines, anew, vocabulary, files, changed)


Gathered = tuple[Corpus, Facts, Sequence[int], int]
"""The entries, their facts by key, where those of each entry are, and how many were read anew."""


def _here(
    sources: Sequence[Path | str],
    vocabulary: Vocabulary,
    kept: Facts,
    options: Options,
    progress: Progress,
) -> Gathered:
    """By this process, or as many as asked for: the same for any number."""
    corpus = read_corpus([Path(source) for source in sources], strict=options.strict)
    corpus = replace(corpus, entries=Entries(corpus.entries))
    by_key = {fact_key(one.question, one.answer, vocabulary.digest): nth for nth, one in enumerate(corpus.entries)}
    todo = missing(by_key, kept)
    facts = kept
    facts.keep(by_key)
    work = (corpus.entries[by_key[key]] for key in todo)
    if options.jobs > 1 and len(todo) > 1:
        read = read_by_workers(work, len(todo), options.vocabulary, options.jobs)
    else:
        read = read_here(work, vocabulary)
    for count, (key, found) in enumerate(zip(todo, read, strict=True), 1):
        facts.put(key, found)
        progress("read", count, len(todo))
    return corpus, facts, array("Q", map(facts.place, by_key)), len(todo)


def _by_spark(
    sources: Sequence[Path | str],
    vocabulary: Vocabulary,
    kept: Facts,
    options: Options,
    progress: Progress,
) -> Gathered:
    """By a cluster."""
    from extract.spark import gather

    named = [str(source) for source in sources]
    corpus, facts, anew = gather(
        named, vocabulary, kept, master=options.master, strict=options.strict, progress=progress
    )
    keys = (fact_key(entry.question, entry.answer, vocabulary.digest) for entry in corpus.entries)
    return corpus, facts, array("Q", map(facts.place, keys)), anew


def _broken(graph: Graph, base_iri: str) -> tuple[Violation, ...]:
    """The laws that the graph breaks. The version that it differs from keeps them, by the same program."""
    get = by_id(graph.records).get
    if graph.delta is None or len(graph.lines) <= WHOLE:
        return law_breaks(graph.lines, graph.records, get)
    judged, around = judged_of(graph.delta, get)
    told, beside = (ntriples(some, base_iri=base_iri) for some in (judged, around))
    return breaks_after(
        sorted({*told, *asked_of(beside)}), chain(graph.delta.lines_gone, graph.delta.lines_new), judged, get
    )


def _about(graph: Graph) -> dict[str, object]:
    files = sorted({source.file for entry in graph.corpus.entries for source in entry.sources})
    return {
        "inputs": {"files": files, "problems": len(graph.corpus.problems)},
        "ontology": ONTOLOGY_VERSION,
        "vocabulary": graph.vocabulary.digest,
        "vocabularyFiles": graph.vocabulary_files,
        "code": code_digest(),
    }
