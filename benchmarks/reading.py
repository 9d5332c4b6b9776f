"""How fast one core turns entries into facts, beside one pass of `jieba.cut` over the same text, in turns within one run.

`python -m benchmarks.reading [--entries 400]` reads generated entries and the user's corpus; each figure is the best of some turns, in
characters a second, everything from the text to the facts included. The vocabulary is loaded and jieba's dictionary read before.
"""

import argparse
import time
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.generate import entries, vocabulary
from extract.corpus import read_corpus
from extract.reading import read_entry
from ontology.vocabulary import load_vocabulary

CORPUS = Path(__file__).parent.parent / "data" / "corpus"
Pair = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=400)
    parser.add_argument("--turns", type=int, default=3)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        made_up = Path(folder) / "vocab.ttl"
        made_up.write_text(vocabulary(), encoding="utf-8")
        known = load_vocabulary((made_up,))
    texts = {
        "generated": [(one.question, one.answer) for one in entries(1, given.entries)],
        "data/corpus": [(entry.question, entry.answer) for entry in read_corpus([CORPUS]).entries],
    }

    def read(pairs: Sequence[Pair]) -> None:
        for question, answer in pairs:
            read_entry(question, answer, vocabulary=known)

    print(
        "| text | characters | entry to facts, characters/s | jieba.cut, characters/s | ratio |\n|---|---|---|---|---|"
    )
    for name, pairs in texts.items():
        size = sum(len(question) + len(answer) for question, answer in pairs)
        facts, words = beside(partial(read, pairs), partial(cut, pairs), turns=given.turns)
        print(f"| {name} | {size:,} | {size / facts:,.0f} | {size / words:,.0f} | {words / facts:.2f} |")


def cut(pairs: Sequence[Pair]) -> None:
    """One pass of jieba over the texts, as anybody would call it."""
    segment = _jieba().cut
    for question, answer in pairs:
        for _ in segment(question + answer):
            pass


def beside(one: Callable[[], object], other: Callable[[], object], *, turns: int) -> tuple[float, float]:
    """The shortest times that two things take, in turns; the first turn of each is not counted."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(turns + 1):
        for act, taken in zip((one, other), times, strict=True):
            start = time.process_time()
            act()
            taken.append(time.process_time() - start)
    return min(times[0][1:]), min(times[1][1:])


def _jieba() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    return jieba


if __name__ == "__main__":
    main()
