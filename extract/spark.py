"""The same building on a Spark cluster: entries from what Spark reads, merged by their keys, read to facts where they lie.

This is an adapter: what a file says, what an entry is called and what it states is decided by the functions that the local engine
calls. Workers need helpgraph installed, of the same version; the vocabulary travels with the job.
"""

import os
import re
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from extract.carried import packed_vocabulary, unpacked_vocabulary
from extract.corpus import MOST_DUPLICATES, Corpus, RawEntry, duplicates, entry_id, named, parsed
from extract.decoding import text_of
from extract.errors import CorpusError, EngineFailed
from extract.factstore import Facts, code_digest, fact_key
from extract.forms import FORMS, Pair, row_pair
from extract.reading import read_entry
from ontology.concepts import Vocabulary
from ontology.names import name_key
from ontology.records import Source

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

TABLE: Final = "table:"
"""What stands before the name of a table of Spark's catalogue."""

Progress = Callable[[str, int, int], None]
Batches = Iterator[Any]
_KINDS: Final = {
    "question": "string",
    "answer": "string",
    "file": "string",
    "line": "int",
    "problem": "binary",
    "id": "string",
    "name": "string",
    "sources": "array<struct<file:string,line:int>>",
    "others": "array<string>",
    "key": "string",
    "facts": "binary",
}
"""The columns of all tables here, by Spark's names of their types."""
_PAIRS: Final = ("question", "answer", "file", "line", "problem")
_ENTRIES: Final = ("id", "name", "question", "answer", "sources")
_READ: Final = (*_ENTRIES, "others", "key", "facts")


def gather(
    sources: Sequence[str], vocabulary: Vocabulary, kept: Facts, *, master: str | None, strict: bool,
    progress: Progress,
) -> tuple[Corpus, Facts, int]:  # fmt: skip
    """The corpus, the facts by their keys, and how many entries were read anew. Raises CorpusError (strict), EngineFailed."""
    with _session(master) as spark:
        pairs, problems = _pairs(spark, sources)
        pairs = pairs.persist()
        rows = pairs.where("problem is not null").select("problem").collect()
        problems += [CorpusError(*msgspec.msgpack.decode(row.problem)) for row in rows]
        problems.sort(key=lambda one: (one.path, one.line, one.column))
        if strict and problems:
            raise problems[0]
        found = _facts(spark, _entries(pairs), vocabulary, frozenset(kept)).persist()
        total = found.count()
        entries, facts, anew = [], Facts(), 0
        for row in found.toLocalIterator(prefetchPartitions=True):
            places = tuple(Source(place.file, place.line) for place in row.sources)
            others = duplicates(row.id, row.others or ())
            entries.append(RawEntry(row.id, row.question, row.answer, places, others))
            anew += row.facts is not None
            facts.put(row.key, kept.encoded(row.key) if row.facts is None else bytes(row.facts))
            progress("read", len(entries), total)
    return Corpus(tuple(sorted(entries, key=lambda entry: entry.id)), tuple(problems)), facts, anew


@contextmanager
def _session(master: str | None) -> "Iterator[SparkSession]":
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineFailed("--engine spark needs PySpark: pip install 'helpgraph[spark]'") from error
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")  # which is not used here
    builder: Any = (
        SparkSession.builder.appName("helpgraph")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
    )
    if master:
        builder = builder.master(master)
    if not master or master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        builder = builder.config("spark.executorEnv.PYTHONPATH", str(Path(__file__).parent.parent))
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
    try:
        spark: SparkSession = builder.getOrCreate()
        spark.sparkContext.setLogLevel("OFF")
        try:
            yield spark
        finally:
            spark.stop()
    except PySparkException as error:
        raise EngineFailed(f"Spark gave up: {_last_line(str(error))}") from error


def _last_line(message: str) -> str:
    """Of what Spark says, the line that a worker ended with."""
    told = [line.strip() for line in message.splitlines() if re.match(r"\s*(\w+\.)*\w*(Error|Exception)\b", line)]
    return told[-1] if told else message.strip().partition("\n")[0]


def _pairs(spark: "SparkSession", sources: Sequence[str]) -> "tuple[DataFrame, list[CorpusError]]":
    """Every pair of a question and an answer with where it stands, and what is wrong with some; and what is wrong with sources."""
    frames, problems, files = [], list[CorpusError](), list[tuple[str, str]]()
    for source in sources:
        if source.startswith(TABLE):
            name = source.removeprefix(TABLE)
            frames.append(_rows(spark.table(name), name))
        elif source.endswith(".parquet"):
            frames.append(_rows(spark.read.parquet(source), source.rstrip("/").rpartition("/")[2]))
        else:
            for found in _files(spark, source):
                problems.append(found) if isinstance(found, CorpusError) else files.append(found)
    if files:
        names = named(files)
        loaded = spark.read.format("binaryFile").load(sorted(names)).select("path", "content")
        frames.append(_mapped(loaded.repartition(_parts(spark), "path"), _parser(names), _PAIRS))
    if not frames:
        return spark.createDataFrame([], _ddl(_PAIRS)), problems
    return reduce(lambda one, other: one.unionByName(other), frames), problems


def _parts(spark: "SparkSession") -> int:
    at_once: int = spark.sparkContext.defaultParallelism
    return max(2, 2 * at_once)


def _files(spark: "SparkSession", source: str) -> list[tuple[str, str] | CorpusError]:
    """The files under a source as (name relative to it, path), by the rules of the local engine."""
    from pyspark.errors import AnalysisException

    try:
        listing = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(source).select("path")
        paths = sorted(row.path for row in listing.collect())
    except AnalysisException:
        return [CorpusError(source, 0, 0, "there is no such file or folder", "Check the path.")]
    root = re.sub(r"^\w[\w+.-]*:/*", "/", source if "://" in source else os.path.abspath(source)).rstrip("/")
    found: list[tuple[str, str] | CorpusError] = []
    for path in paths:
        _, _, relative = path.partition(f"{root}/")
        if not relative:
            return [(path.rpartition("/")[2], path)]
        hidden = any(part.startswith(".") for part in relative.split("/"))
        if not hidden and os.path.splitext(relative)[1].lower() in FORMS:
            found.append((relative, path))
    if found:
        return found
    kinds = ", ".join(FORMS)
    return [CorpusError(source, 0, 0, "the folder holds no corpus file", f"Put files in it that end in {kinds}.")]


def _rows(frame: "DataFrame", table: str) -> "DataFrame":
    """Pairs of a table by the names of its columns, as in a CSV file; `file` and `line` tell where each came from, where they are there."""
    columns = frame.columns

    def pair(*values: Any) -> Iterator[dict[str, Any]]:
        row = dict(zip(columns, values, strict=True))
        file, line = str(row.pop("file", None) or table), int(row.pop("line", None) or 1)
        for found in row_pair(row, line, file, ""):
            yield _told(found, file)

    return _mapped(frame, pair, _PAIRS)


def _parser(names: Mapping[str, str]) -> Callable[..., Iterator[dict[str, Any]]]:
    def parse(path: str, content: bytes) -> Iterator[dict[str, Any]]:
        shown = names[path]
        try:
            text = text_of(content, shown)
        except CorpusError as error:
            yield {"problem": msgspec.msgpack.encode(astuple(error))}
            return
        for found in parsed(text, shown, suffix=os.path.splitext(path)[1]):
            yield _told(found, shown)

    return parse


def _told(found: Pair | CorpusError, file: str) -> dict[str, Any]:
    if isinstance(found, CorpusError):
        return {"problem": msgspec.msgpack.encode(astuple(found))}
    return {"question": found.question, "answer": found.answer, "file": file, "line": found.line}


def _entries(pairs: "DataFrame") -> "DataFrame":
    """One row for each question and answer, with all the places where it stands, its id, and the first ids of those that ask the same."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    places = f.sort_array(f.collect_set(f.struct("file", "line"))).alias("sources")
    once = pairs.where("problem is null").groupBy("question", "answer").agg(places)
    at_home = Window.partitionBy("question", f.col("sources")[0]["file"])
    counted = once.withColumn("answers", f.count("*").over(at_home).cast("int"))

    def minted(question: str, answer: str, sources: list[dict[str, Any]], answers: int) -> Iterator[dict[str, Any]]:
        own = entry_id(question, answer, sources[0]["file"], alone=answers == 1)
        yield {"id": own, "name": name_key(question), "question": question, "answer": answer, "sources": sources}

    entries = _mapped(counted, minted, _ENTRIES)
    first = f.slice(f.sort_array(f.collect_set("id")), 1, MOST_DUPLICATES + 2).alias("others")
    same = entries.groupBy("name").agg(first).where(f.size("others") > 1)
    return entries.join(same, "name", "left").select(*entries.columns, "others")


def _facts(spark: "SparkSession", entries: "DataFrame", vocabulary: Vocabulary, kept: frozenset[str]) -> "DataFrame":
    """The entries with their facts; none where they are kept."""
    words, code = packed_vocabulary(vocabulary), code_digest()
    known: list[Vocabulary] = []

    def read(**row: Any) -> Iterator[dict[str, Any]]:
        if code_digest() != code:
            raise RuntimeError("the workers have another version of helpgraph than the driver")
        if not known:
            known.append(unpacked_vocabulary(words))
        key = fact_key(row["question"], row["answer"], known[0].digest)
        facts = None
        if key not in kept:
            facts = msgspec.msgpack.encode(read_entry(row["question"], row["answer"], vocabulary=known[0]))
        yield row | {"key": key, "facts": facts}

    def by_name(*values: Any) -> Iterator[dict[str, Any]]:
        return read(**dict(zip(names, values, strict=True)))

    names = entries.columns
    return _mapped(entries.repartition(_parts(spark), "id"), by_name, _READ)


def _ddl(columns: Sequence[str]) -> str:
    return ", ".join(f"{name} {_KINDS[name]}" for name in columns)


def _mapped(frame: "DataFrame", make: Callable[..., Iterator[dict[str, Any]]], columns: Sequence[str]) -> "DataFrame":
    """The rows that a function makes of each row of a table, given its columns in their order."""

    def run(batches: Batches) -> Batches:
        import pyarrow as pa

        place = pa.struct([("file", pa.string()), ("line", pa.int32())])
        simple = {
            "string": pa.string(),
            "int": pa.int32(),
            "binary": pa.binary(),
            "array<string>": pa.list_(pa.string()),
        }
        kinds = pa.schema([(name, simple.get(_KINDS[name], pa.list_(place))) for name in columns])
        for batch in batches:
            rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
            yield pa.RecordBatch.from_pylist([told for row in rows for told in make(*row)], schema=kinds)

    return frame.mapInArrow(run, _ddl(columns))
