"""How well questions are answered, beside two lexical baselines; how sure answers are and how often right; how long they take.

`python -m benchmarks.ask` prints the tables of docs/ask.md over the user's corpus; `python -m benchmarks.ask --scale 100000` the times
over generated entries, as ratios to those of a graph of 1,000 entries built in the same run.
"""

import argparse
import math
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.questions import EXAMPLES, GOLD, Asked, holds, numbered, plain, read_questions
from extract.build import Options, build
from extract.factstore import Facts
from extract.publish import publish, publishing
from graph_api.answers import reply_to
from graph_api.asked_for import NodeKind
from graph_api.replies import Reply
from graph_api.search import hits_of
from graph_api.snapshot import Published, Slice, Snapshot
from ontology import layout
from ontology.iris import DEFAULT_BASE, digest_id
from ontology.kinds import ConceptScheme, EntryKind, EvidenceField
from ontology.records import AnyRecord, Concept, Entry, Evidence, Feature, MenuNode, MenuPath, Source
from ontology.vocabulary import load_vocabulary
from ontology.words import words

SETS: dict[str, Callable[[], list[Asked]]] = {
    "development": lambda: read_questions(GOLD / "questions.jsonl", "dev"),
    "own, fitted to": lambda: read_questions(EXAMPLES / "questions_dev.jsonl"),
    "own, kept aside": lambda: read_questions(EXAMPLES / "questions_kept.jsonl"),
    "another's, kept aside": lambda: read_questions(EXAMPLES / "questions_aside.jsonl"),
}
Ranker = Callable[[str], str | None]


def main() -> None:
    """Prints the tables that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, help="measure times over this many generated entries")
    given = parser.parse_args()
    if given.scale:
        _scale(given.scale)
        return
    with tempfile.TemporaryDirectory() as folder:
        build([Path("data/corpus")], Path(folder), Options())
        snapshot = Published(Path(folder)).snapshot()
        _quality(snapshot)
        _sureness(snapshot)
        questions = [one.question for make in SETS.values() for one in make()]
        print(f"\nmedian time: ask {_median(lambda q: reply_to(snapshot, q), questions):.2f} ms, ", end="")
        print(f"search {_median(lambda q: _found(snapshot, q[:8]), questions):.2f} ms")


def shares(snapshot: Snapshot, asked: Sequence[Asked]) -> dict[str, float]:
    """The share of questions whose first entry, words, verdict, place, and all together with the confidence are right; of those that
    the sources do not answer, the share that is recognised."""
    numbers = numbered(snapshot)
    counts: dict[str, list[bool]] = {}
    for one in asked:
        reply = reply_to(snapshot, one.question)
        told = judged(snapshot, reply, one, numbers=numbers)
        for name, right in told.items():
            counts.setdefault(name, []).append(right)
        counts.setdefault("all", []).append(all(told.values()))
    return {name: sum(found) / len(found) for name, found in counts.items()}


def judged(snapshot: Snapshot, reply: Reply, asked: Asked, *, numbers: dict[str, int]) -> dict[str, bool]:
    """What of an answer is right."""
    if not asked.answerable:
        return {"unanswerable": reply.confidence < 0.5}
    told = {
        "entry": reply.entry is not None and numbers[reply.entry.id] in asked.entries,
        "content": holds(reply.text, asked.contains),
        "sure": reply.confidence >= 0.5,
    }
    if asked.verdict:
        told["verdict"] = reply.applicability is not None and reply.applicability.verdict == asked.verdict
    if asked.path:
        told["path"] = any(_ends(snapshot, path, asked.path[-2:]) for path in reply.menu_paths)
    return told


def _ends(snapshot: Snapshot, path: MenuPath, labels: Sequence[str]) -> bool:
    """Whether the last places of a path have these names."""
    nodes = [node for node in snapshot.many(path.nodes[-len(labels) :]) if isinstance(node, MenuNode)]
    named = [{plain(name) for name in (node.label, *node.aliases)} for node in nodes]
    return len(named) == len(labels) and all(plain(label) in names for label, names in zip(labels, named, strict=True))


def _quality(snapshot: Snapshot) -> None:
    numbers = numbered(snapshot)
    print(
        "| questions | n | entry first | content | verdict | path | unanswerable | all | BM25 | n-grams |\n"
        + "|---" * 10
        + "|"
    )
    for name, make in SETS.items():
        asked = make()
        told = shares(snapshot, asked)
        cells: list[float | None] = [
            told.get(key) for key in ("entry", "content", "verdict", "path", "unanswerable", "all")
        ]
        for rank in (_bm25(snapshot), _ngrams(snapshot)):
            answered = [one for one in asked if one.answerable]
            hits = sum(numbers.get(rank(one.question) or "", 0) in one.entries for one in answered)
            cells.append(hits / len(answered))
        print(f"| {name} | {len(asked)} | " + " | ".join("-" if c is None else f"{c:.3f}" for c in cells) + " |")


def _sureness(snapshot: Snapshot) -> None:
    """A reliability table: of the answers of a range of confidence, how many were right."""
    numbers = numbered(snapshot)
    rows: list[tuple[float, bool]] = []
    for make in SETS.values():
        for one in make():
            reply = reply_to(snapshot, one.question)
            right = one.answerable and reply.entry is not None and numbers[reply.entry.id] in one.entries
            rows.append((reply.confidence, right))
    print("\n| confidence | n | mean | right |\n|---|---|---|---|")
    for low in (0.0, 0.25, 0.5, 0.75, 0.9):
        high = {0.0: 0.25, 0.25: 0.5, 0.5: 0.75, 0.75: 0.9, 0.9: 1.01}[low]
        inside = [row for row in rows if low <= row[0] < high]
        if inside:
            mean = sum(sure for sure, _ in inside) / len(inside)
            hits = sum(right for _, right in inside) / len(inside)
            print(f"| {low:.2f} to {min(high, 1):.2f} | {len(inside)} | {mean:.2f} | {hits:.2f} |")


def _entries(snapshot: Snapshot) -> list[Entry]:
    return [one for one in snapshot.whole(Slice(layout.ENTRIES)) if isinstance(one, Entry) and one.parent is None]


def _ranker(texts: dict[str, Counter[str]], cut: Callable[[str], Sequence[str]], *, bm25: bool) -> Ranker:
    """Ranks texts by the terms of a question: BM25 (k1 1.5, b 0.75), or the cosine of TF-IDF."""
    spread = Counter(term for counts in texts.values() for term in counts)
    usual = sum(sum(counts.values()) for counts in texts.values()) / len(texts)
    rarity = {term: math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for term, n in spread.items()}
    norms = {own: math.sqrt(sum((n * rarity[t]) ** 2 for t, n in counts.items())) for own, counts in texts.items()}

    def rank(question: str) -> str | None:
        asked = Counter(term for term in cut(question) if term in rarity)

        def score(own: str) -> float:
            counts = texts[own]
            if bm25:
                long = 1.5 * (0.25 + 0.75 * sum(counts.values()) / usual)
                return sum(rarity[t] * counts[t] * 2.5 / (counts[t] + long) for t in asked if counts[t])
            return sum(n * counts[t] * rarity[t] ** 2 for t, n in asked.items()) / (norms[own] or 1)

        return max(texts, key=score, default=None)

    return rank


def _bm25(snapshot: Snapshot) -> Ranker:
    texts = {one.id: Counter(words(f"{one.title}\n{one.answer}")) for one in _entries(snapshot)}
    return _ranker(texts, words, bm25=True)


def _ngrams(snapshot: Snapshot) -> Ranker:
    def cut(text: str) -> list[str]:
        return [text[at : at + size] for size in (1, 2, 3) for at in range(len(text) - size + 1)]

    texts = {one.id: Counter(cut(f"{one.title}\n{one.answer}")) for one in _entries(snapshot)}
    return _ranker(texts, cut, bm25=False)


def _median(run: Callable[[str], object], texts: Sequence[str]) -> float:
    """The median time of a call in milliseconds of processor time, each text once to warm up."""
    for text in texts[:50]:
        run(text)
    times = []
    for text in texts:
        start = time.process_time()
        run(text)
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def _found(snapshot: Snapshot, text: str) -> object:
    return hits_of(snapshot, text, tuple(NodeKind)).page(10, after=None, before=None, backward=False)


def _scale(size: int) -> None:
    medians = [_times(count) for count in (1000, size)]
    for name, one, other in zip(("ask", "search"), *medians, strict=True):
        print(f"{name}: {one:.2f} ms at 1,000 entries, {other:.2f} ms at {size:,}: {other / one:.2f} times")


def _times(count: int) -> tuple[float, float]:
    """The median times of ask and search over so many generated entries."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot = generated_graph(count, Path(folder))
        titles = [one.title for one in _generated(count) if isinstance(one, Entry)]
        draw = random.Random(7)
        asked = [draw.choice(titles) for _ in range(300)]
        return _median(lambda q: reply_to(snapshot, q), asked), _median(lambda q: _found(snapshot, q[:8]), asked)


def generated_graph(count: int, out: Path) -> Snapshot:
    """A graph of so many generated entries."""
    records = list(_generated(count))
    with publishing(out):
        publish(
            records, (), directory=out, base_iri=DEFAULT_BASE, vocabulary=load_vocabulary(), facts=Facts(), about={}
        )
    return Published(out).snapshot()


_VERBS = (
    "修改",
    "查询",
    "导出",
    "打印",
    "提交",
    "审核",
    "绑定",
    "撤销",
    "合并",
    "拆分",
    "下载",
    "上传",
    "设置",
    "关闭",
    "恢复",
)
_NOUNS = (
    "运费",
    "发票",
    "仓库",
    "模板",
    "账单",
    "佣金",
    "合同",
    "标签",
    "图片",
    "评价",
    "权限",
    "库存",
    "地址",
    "优惠",
    "报表",
)
_KINDS = (
    "预售",
    "到付",
    "定制",
    "跨境",
    "团购",
    "自提",
    "海运",
    "冷链",
    "大件",
    "电子",
    "生鲜",
    "二手",
    "礼品",
    "企业",
    "会员",
)


def _generated(count: int) -> Iterator[AnyRecord]:
    """Entries with functions and kinds of order of made-up names, so many that rare names are rare at any size."""
    draw = random.Random(count)
    for number in range(count):
        verb, noun, kind = draw.choice(_VERBS), draw.choice(_NOUNS), draw.choice(_KINDS)
        own = "".join(chr(draw.randrange(0x4E00, 0x9FA0)) for _ in range(2))
        title = f"{own}{kind}订单怎么{verb}{noun}"
        answer = f"商家后台-{own}管理-{noun}中心-{verb}{noun}。{kind}订单在{draw.randrange(2, 40)}天内可以{verb}{noun}，{own}商家除外。"
        entry = digest_id("entry", title, str(number))
        evidence = Evidence(entry, EvidenceField.QUESTION, 0, len(title), title, "generated")
        feature = Feature(
            id=digest_id("feature", title, str(number)),
            label=f"{verb}{own}{noun}",
            is_operation=True,
            evidence=(evidence,),
        )
        yield feature
        yield Entry(
            id=entry, title=title, answer=answer, kind=EntryKind.HOW_TO, answered=True,
            sources=(Source("generated.txt", number + 1),), features=(feature.id,),
        )  # fmt: skip
    yield Concept(
        id="concept-generated", label="生成订单", scheme=ConceptScheme.ORDER_TYPE, scheme_label="订单类型", discovered=True,
        evidence=(evidence,),
    )  # fmt: skip


if __name__ == "__main__":
    main()
