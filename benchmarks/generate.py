"""Corpora of any size from a seed, with what is known of them: the smaller of two is the beginning of the larger.

`python -m benchmarks.generate --entries 10000 --out DIR` writes DIR/corpus (JSON Lines), DIR/known (what each entry states, line by line the
same order) and DIR/vocab.ttl (the kinds of order and states that the texts speak of).
"""

import argparse
import json
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path
from typing import Final

from benchmarks import coined
from benchmarks.platforms import Written, written

PER_FILE: Final = 10_000
_HEAD: Final = """@prefix help: <https://helpgraph.example/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix type: <https://helpgraph.example/made-up/> .

<https://helpgraph.example/made-up/types> a skos:ConceptScheme ; skos:prefLabel "订单类型"@zh-hans ; help:scheme "ORDER_TYPE" .
<https://helpgraph.example/made-up/statuses> a skos:ConceptScheme ; skos:prefLabel "订单状态"@zh-hans ; help:scheme "ORDER_STATUS" .

"""


def entries(seed: int, size: int, changed: int = 0) -> Iterator[Written]:
    """The first `size` entries of a seed; of these `changed`, spread evenly, in other words."""
    every = (one for number in count() for one in written(seed, number))
    if not changed:
        yield from islice(every, size)
        return
    others = (one for number in count() for one in written(seed, number, revision=1))
    step = size // changed
    for index, (one, other) in enumerate(islice(zip(every, others, strict=True), size)):
        yield other if index % step == 0 and index // step < changed else one


def vocabulary() -> str:
    """The kinds of order and their states as a Turtle file."""
    rows = []
    for number in range(coined.ORDER_TYPES):
        name = coined.order_type(number)
        labels = f'skos:prefLabel "{name}"@zh-hans ; skos:altLabel "{name}订单"@zh-hans, "{name}单"@zh-hans'
        rows.append(
            f"type:order{number} a skos:Concept ; {labels} ; skos:inScheme <https://helpgraph.example/made-up/types> ."
        )
    for number in range(coined.STATUSES):
        label = f'skos:prefLabel "{coined.status(number)}"@zh-hans'
        rows.append(
            f"type:status{number} a skos:Concept ; {label} ; skos:inScheme <https://helpgraph.example/made-up/statuses> ."
        )
    return _HEAD + "\n".join(rows) + "\n"


def write(out: Path, seed: int, size: int, changed: int = 0) -> None:
    """Writes a corpus with what is known of it, a file of each for every `PER_FILE` entries."""
    for folder in ("corpus", "known"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    (out / "vocab.ttl").write_text(vocabulary(), encoding="utf-8")
    found = entries(seed, size, changed)
    for number in count():
        part = list(islice(found, PER_FILE))
        if not part:
            return
        name = f"part-{number:05d}.jsonl"
        with (
            (out / "corpus" / name).open("w", encoding="utf-8") as corpus,
            (out / "known" / name).open("w", encoding="utf-8") as known,
        ):
            for one in part:
                corpus.write(json.dumps({"question": one.question, "answer": one.answer}, ensure_ascii=False) + "\n")
                known.write(json.dumps({"question": one.question, **one.known}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--changed", type=int, default=0, help="how many entries are in other words than without this")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    write(given.out, given.seed, given.entries, given.changed)
