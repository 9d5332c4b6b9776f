"""From entries to graphs: build, validate, diff."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.frame import BASE_IRI, AsJson, BaseIri, Corpus, Jobs, Vocab, app, print_json, say, told_plainly
from extract.engines import Engine
from graph_api.terminal import progress_bars

if TYPE_CHECKING:
    from ontology.records import AnyRecord


@app.command()
def build(
    corpus: Annotated[
        list[str],
        typer.Argument(
            help="Files and folders of entries: .txt, .jsonl, .csv; with --engine spark their addresses, .parquet and table:NAME too.",
            show_default=False,
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="The graph folder to publish to.")],
    vocab: Vocab = None,
    base_iri: BaseIri = BASE_IRI,
    jobs: Jobs = 1,
    full: Annotated[bool, typer.Option("--full", help="Read every entry anew.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first problem.")] = False,
    engine: Annotated[Engine, typer.Option("--engine", help="Where entries are read; the graph is the same.")] = (
        Engine.LOCAL
    ),
    spark_master: Annotated[
        str | None,
        typer.Option(
            "--spark-master",
            help="The cluster, where Spark's configuration does not name it: local[4].",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Reads entries and publishes the graph. Exit code 1 where something was left out."""
    from extract.build import Options
    from extract.build import build as run

    options = Options(tuple(vocab or ()), base_iri, jobs, strict, None if full else out, engine, spark_master)
    with told_plainly(), progress_bars() as progress:
        version, graph = run(corpus, out, options, progress)
    for problem in graph.corpus.problems:
        say(f"left out: {problem}")
    say(
        f"{len(graph.corpus.entries)} entries ({graph.read_anew} read anew), {len(graph.lines)} triples, "
        f"published as {version.name} in {out}"
    )
    if graph.corpus.problems:
        raise typer.Exit(1)


@app.command()
def validate(
    corpus: Corpus, vocab: Vocab = None, base_iri: BaseIri = BASE_IRI, jobs: Jobs = 1, as_json: AsJson = False
) -> None:
    """Reads without publishing: errors, gaps, conflicts, what was not read, broken laws. Exit code 1 where there are errors or
    broken laws."""
    from collections import Counter

    from extract.build import Options, assemble
    from extract.publish import counts
    from ontology.lawful import law_breaks
    from ontology.records import Conflict, Constraint, Gap

    with told_plainly(), progress_bars() as progress:
        graph = assemble(corpus, Options(tuple(vocab or ()), base_iri, jobs), progress)
        broken = law_breaks(graph.lines, graph.records)
    gaps = [record for record in graph.records if isinstance(record, Gap)]
    texts = {record.id: record.text for record in graph.records if isinstance(record, Constraint)}
    told: dict[str, Any] = {
        "counts": counts(graph.records, len(graph.lines)),
        "gaps": dict(sorted(Counter(gap.kind for gap in gaps).items())),
        "conflicts": [
            {"explanation": record.explanation, "rules": [texts[own] for own in record.constraints]}
            for record in graph.records
            if isinstance(record, Conflict)
        ],
        "unread": _unread(graph.records),
        "problems": [str(problem) for problem in graph.corpus.problems],
        "violations": [str(violation) for violation in broken],
    }
    if as_json:
        print_json(told)
    else:
        for name in ("counts", "gaps"):
            for key, value in told[name].items():
                print(f"{value:>8}  {key}")
        for conflict in told["conflicts"]:
            print("\n    ".join((f"conflict: {conflict['explanation']}", *conflict["rules"])))
        unread = told["unread"]
        print(f"not read: {unread['statements']} of {unread['of']} statements of rules ({unread['share']:.1%})")
        for line in (*graph.corpus.problems, *broken):
            print(line)
    if graph.corpus.problems or broken:
        raise typer.Exit(1)


def _unread(records: "Iterable[AnyRecord]") -> dict[str, Any]:
    """Of the statements that have the cue of a rule, how many could not be read as one."""
    from ontology.kinds import GapKind
    from ontology.records import Constraint, Gap

    every = list(records)
    missed = sum(isinstance(one, Gap) and one.kind is GapKind.UNCLASSIFIED_STATEMENT for one in every)
    rules = [one for one in every if isinstance(one, Constraint)]
    read = len({(e.entry, e.field, e.start, e.end) for rule in rules for e in rule.evidence})
    return {"statements": missed, "of": missed + read, "share": missed / max(1, missed + read)}


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="A graph folder, or a version in one.")],
    new: Annotated[Path, typer.Argument(help="Another.")],
    as_json: AsJson = False,
) -> None:
    """Which facts came and went between two snapshots."""
    from extract.diff import changes, shown, version_of

    with told_plainly():
        found = changes(version_of(old), version_of(new))
    if as_json:
        print_json(found)
    else:
        print(shown(found), end="")
