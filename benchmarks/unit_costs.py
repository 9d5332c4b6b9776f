"""What an entry costs: processor time of each stage of a build, memory, bytes on disk, and the way into a SPARQL store and back.

`python -m benchmarks.unit_costs [--entries 250 1000]` builds generated corpora of these sizes and prints a table in Markdown for
`docs/scale.md`; the last column is what one more entry costs, without what the vocabulary costs any graph. Times are those of the
processor, so that other programs on the machine do not count.
"""

import argparse
import resource
import time
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import entries, vocabulary
from extract.build import Options, build
from extract.pull import pull
from extract.push import push
from tests.stores import oxigraph

_FILES = ("graph.nt", "graph.nt.gz", "graph.sqlite", "store", "facts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[250, 1000])
    given = parser.parse_args()
    found = {count: costs(count) for count in sorted(given.entries)}
    few, many = min(found), max(found)
    print("| of one entry | " + " | ".join(f"among {count}" for count in found) + f" | more, from {few} to {many} |")
    print("|---|" + "---:|" * (len(found) + 1))
    for name in found[many]:
        more = (found[many][name] * many - found[few].get(name, 0) * few) / (many - few)
        print(f"| {name} | " + " | ".join(f"{one.get(name, 0):.3g}" for one in found.values()) + f" | {more:.3g} |")


def costs(count: int) -> dict[str, float]:
    """Each figure by its name with its unit, for one of some entries."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "vocab.ttl").write_text(vocabulary(), encoding="utf-8")
        texts = [(one.question, one.answer) for one in entries(1, count)]
        corpus = folder / "a.txt"
        corpus.write_text("".join(f"问题:{q}\n回答:{a}\n---\n" for q, a in texts), encoding="utf-8")
        found = {"characters": sum(len(q) + len(a) for q, a in texts) / count}
        spent, version, triples = _built(corpus, folder)
        found |= {f"{stage}, ms": 1000 * seconds / count for stage, seconds in spent.items()}
        found["triples"] = triples / count
        for name in _FILES:
            if (version / name).exists():
                found[f"{name}, bytes"] = _bytes(version / name) / count
        found["peak memory, KB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / count
        return found | {f"{name}, ms": 1000 * seconds / count for name, seconds in _moved(version, folder).items()}


def _built(corpus: Path, folder: Path) -> tuple[dict[str, float], Path, int]:
    spent: dict[str, float] = defaultdict(float)
    stage, since = "load", time.process_time()

    def told(name: str, _done: int, _of: int) -> None:
        nonlocal stage, since
        now = time.process_time()
        spent[stage] += now - since
        stage, since = name, now

    version, graph = build([corpus], folder / "graph", Options(vocabulary=(folder / "vocab.ttl",)), told)
    spent.pop("load")
    return spent, version, len(graph.lines)


def _moved(version: Path, folder: Path) -> dict[str, float]:
    """Our own processor time; the store's is not in it."""
    spent = {}
    with ExitStack() as stack:
        store = stack.enter_context(oxigraph(folder))
        for name, move in (("push", lambda: push(version, store)), ("pull", lambda: pull(store, folder / "pulled"))):
            since = time.process_time()
            move()
            spent[name] = time.process_time() - since
    return spent


def _bytes(path: Path) -> int:
    return sum(one.stat().st_size for one in (path.rglob("*") if path.is_dir() else (path,)))


if __name__ == "__main__":
    main()
