"""How well entries of other back offices are read: recall and precision against what their authors say the texts state.

`python -m tests.scoring dev --show` prints a table and what was missed. The `held` files were never looked at for tuning.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from extract.facts import EntryFacts, PathFact
from ontology.names import fold

EXAMPLES = Path(__file__).parent / "examples"
_SUFFIX = re.compile(r"(?:tab页?|页签|页面|列表|按钮|功能|页)$")


@dataclass
class Score:
    """Hits of a measure among what there is to find, or among what was read; and what went wrong."""

    hits: int = 0
    total: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, ok: bool, told: str) -> None:
        self.hits += ok
        self.total += 1
        if not ok:
            self.wrong.append(told)

    @property
    def rate(self) -> float:
        return self.hits / self.total if self.total else 1.0


def key(label: str) -> str:
    """Labels are compared folded, without brackets, marks and the words for a kind of place."""
    bare = re.sub(r"[\s\"“”'‘’【】「」『』《》\[\]()（）:：,，。、.-]+", "", fold(label))
    return _SUFFIX.sub("", bare) or bare


def examples(split: str) -> Iterator[dict[str, Any]]:
    """The examples of a split, in the order of the files."""
    for path in sorted(EXAMPLES.glob(f"{split}_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def score(split: str, read: Any) -> dict[str, Score]:
    """All measures over a split; `read` gives the facts of a question and its answer."""
    scores: dict[str, Score] = {}
    for example in examples(split):
        facts: EntryFacts = read(example["question"], example["answer"])
        for measure, ok, told in _judged(example, facts):
            scores.setdefault(measure, Score()).add(ok, f"{example['id']}: {told}")
    return scores


def _labels(path: PathFact) -> list[list[str]]:
    return [
        [key(label.text), *(key(a) for a in label.aliases), key(re.sub(r"（.*", "", label.text))]
        for label in path.labels
    ]


def _same(wanted: list[str], read: list[list[str]]) -> bool:
    return len(wanted) == len(read) and all(key(w) in r for w, r in zip(wanted, read, strict=True))


def _judged(example: dict[str, Any], facts: EntryFacts) -> Iterator[tuple[str, bool, str]]:
    read = [_labels(path) for path in facts.paths]
    shown = [" > ".join(label.text for label in path.labels) for path in facts.paths]
    wanted, accepted = example.get("paths", []), example.get("accept_paths", [])
    for path in wanted:
        as_good = [path, *(other for other in accepted if other[-1] == path[-1])]
        yield "paths found", any(_same(way, one) for way in as_good for one in read), f"{path} in {shown}"
    for one, text in zip(read, shown, strict=True):
        true = any(_same(path[: len(one)], one) for path in [*wanted, *accepted])
        yield "paths true", true, f"{text} is not stated"
    for quote in example.get("not_paths", []):
        texts = [_words(example, span.field, span.start, span.end) for path in facts.paths for span in path.spans]
        inside = [t for t in texts if fold(t) in fold(quote) or fold(quote) in fold(t)]
        yield "no path where none is", not inside, f"{quote} read as {inside}"
    names = {key(name) for f in facts.features for name in (f.label, *f.aliases)}
    for accepted_names in example.get("features", []):
        yield "features", bool(names & {key(n) for n in accepted_names}), f"{accepted_names} in {sorted(names)}"
    concepts = {(f.name.scheme, key(f.name.label)) for f in facts.concepts}
    for concept in example.get("concepts", []):
        ok = any(
            (concept["scheme"], key(n).removesuffix("订单")) in concepts or (concept["scheme"], key(n)) in concepts
            for n in concept["label"]
        )
        yield "concepts", ok, f"{concept['label']} in {sorted(k for _, k in concepts)}"
    if "kinds" in example:
        yield "kinds", facts.kind in example["kinds"], f"{facts.kind} not in {example['kinds']}"
    yield "parts", len(facts.parts) == example.get("parts", 0), f"{len(facts.parts)} parts"
    for term in example.get("terms", []):
        ok = any(
            key(t.label) in {key(n) for n in term["term"]} and all(m in t.definition for m in term["must_contain"])
            for t in facts.terms
        )
        yield "terms", ok, f"{term['term']} in {[t.label for t in facts.terms]}"
    for reference in example.get("references", []):
        ok = any(
            r.kind == reference["kind"]
            and (key(reference["value"]) in key(r.value) or key(r.value) in key(reference["value"]))
            for r in facts.references
        )
        yield "references", ok, f"{reference} in {[r.value for r in facts.references]}"
    for steps in example.get("steps", []):
        ok = any(
            len(p.steps) == steps["n"]
            and all(key(w) in key(p.steps[0].text) for w in steps["first"])
            and all(key(w) in key(p.steps[-1].text) for w in steps["last"])
            for p in facts.procedures
        )
        yield "steps", ok, f"{steps['n']} in {[[s.text for s in p.steps] for p in facts.procedures]}"


def _words(example: dict[str, Any], where: str, start: int, end: int) -> str:
    return str(example["question" if where == "QUESTION" else "answer"][start:end])


def main() -> None:
    from functools import partial

    from extract.reading import read_entry
    from ontology.vocabulary import load_vocabulary

    read = partial(read_entry, vocabulary=load_vocabulary())
    for split in [a for a in sys.argv[1:] if not a.startswith("-")] or ["dev", "held"]:
        print(split)
        for measure, one in score(split, read).items():
            print(f"  {measure:24} {one.hits}/{one.total} = {one.rate:.3f}")
            if "--show" in sys.argv:
                for told in one.wrong:
                    print("      ", told)


if __name__ == "__main__":
    main()
