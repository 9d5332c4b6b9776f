"""How well rules are read: rules found, with exactly their conditions, figures, no rule where none is, verdicts, operations, conflicts.

`python -m tests.rule_scoring dev --show` scores the examples of other back offices, each entry a little graph of its own;
`python -m tests.rule_scoring gold` the user's corpus. The `held` examples (`rules_kept_*`) were
written by a hand that saw no code, and scored before anyone who works on the readers had seen them; since then they are read as well.
The `fifth` came in the same way, and those `aside` by the same hand, which were opened later. The `sixth`, by
other hands again, were opened once their shares had been taken; so were the `seventh` (conditions .724, verdicts .804) and the
`eighth` (.668, .677). Of the `ninth` (.740, .663 when it came) nothing but the shares has been looked at.
The `tenth` (.606, .532) and the `eleventh` (.696, .562) were opened when they had been scored, and so was the `twelfth` (.679, .592).
The `thirteenth` (.674, .477 when it came, .700, .500 when it was opened) and the `fourteenth` (.573, .476) are opened as well.
So is the `fifteenth` (.660, .492 when it came, .650, .508 when it was opened).
So is the `sixteenth` (.700, .677 when it came, .700, .823 when it was opened), and so was the `seventeenth` (.461, .441) at once.
So were the `eighteenth` (.683, .562), the `twentyfirst` (.681, .667) the `twentysecond` (.858, .880) and the `twentythird` (.776, .783), the latter three at once. So was the `twentieth` (.579, .600).
Of the `nineteenth` (.753, .782 when it came) nothing but the shares has been looked at. The authors of the last five wrote in the
manner of the user's corpus.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from extract.corpus import RawEntry, read_corpus
from ontology.kinds import Verdict
from ontology.records import Conflict, Constraint, Entry, Feature
from tests.conftest import CORPUS, read_all
from tests.scoring import EXAMPLES, Score
from tests.worlds import World, plain

GOLD = Path(__file__).parent / "gold"
CONTEXT = frozenset({"rule.heading", "rule.reason", "rule.question", "rule.condition", "rule.head"})
"""Evidence of what stands around a rule, beside the words that state it."""
_FILES = {
    name: f"rules_{name}_*.jsonl"
    for name in (
        "dev",
        "fourth",
        "fifth",
        "aside",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twentyfirst",
        "twentysecond",
        "twentythird",
    )
} | {"held": "rules_kept_*.jsonl"}
_CLASS = {"LT": "U", "LE": "U", "GT": "L", "GE": "L", "EQ": "E", "BETWEEN": "B"}


def _pairs(text: str) -> set[tuple[str, str]]:
    bare = plain(text)
    return set(pairwise(bare))


def is_about(world: World, rule: Constraint, names: Iterable[str]) -> bool:
    """Whether a rule is about a thing of one of some names, or names it in its words."""
    have = world.names(rule.feature) | world.names(rule.subject)
    text = plain(rule.text + "".join(e.quote for e in rule.evidence))
    return any(plain(name) in have or plain(name) in text for name in names)


def _overlaps(quote: str, rule: Constraint) -> bool:
    wanted = plain(quote)
    return any(
        wanted in plain(e.quote)
        or plain(e.quote) in wanted
        or len(_pairs(quote) & _pairs(e.quote)) >= 0.6 * max(1, len(wanted) - 1)
        for e in rule.evidence
    )


def _conditions(world: World, rule: Constraint) -> list[tuple[set[str], bool]]:
    return [(world.names(c.concept), c.negated) for c in rule.conditions]


def exactly(world: World, rule: Constraint, wanted: set[tuple[str, bool]]) -> bool:
    """Whether a rule has those conditions and no other."""
    have = _conditions(world, rule)
    return len(have) == len(wanted) and all(
        any((told == no and key in names) or (no and not told and plain("非" + key) in names) for names, told in have)
        for key, no in wanted
    )


def wanted_conditions(item: Mapping[str, Any]) -> Iterator[set[tuple[str, bool]]]:
    """The conditions that an item asks for, each way that it accepts."""
    for yes in [item.get("conditions", []), *item.get("accept_conditions", [])]:
        for no in [item.get("negated", []), *item.get("accept_negated", [])]:
            named = {(plain(n[1:]), True) if n.startswith("非") else (plain(n), False) for n in yes}
            yield named | {(plain(n), True) for n in no}


def judge_rule(world: World, rules: Sequence[Constraint], item: Mapping[str, Any]) -> tuple[bool, bool, str]:
    """Whether a rule is found, and with exactly its conditions."""
    modalities = [item["modality"], *item.get("accept_modality", [])]
    found = [r for r in rules if r.modality in modalities and _overlaps(item["quote"], r)]
    found = [
        r for r in found if is_about(world, r, [*(item.get("feature") or []), *(item.get("subject") or [])] or [""])
    ]
    full = any(exactly(world, rule, wanted) for wanted in wanted_conditions(item) for rule in found)
    shown = [[sorted(n)[:1] + ["not"] * no for n, no in _conditions(world, r)] for r in found]
    names = item.get("feature") or item.get("subject")
    told = f"{item['modality']} {names and names[0]} {item.get('conditions')} not {item.get('negated')} “{item['quote'][:40]}” read {shown}"
    return bool(found), full, told


def _bounds(rule: Constraint) -> Iterator[tuple[str, float | None, str | None, str | None]]:
    for q in (rule.limit, *(c.limit for c in rule.conditions)):
        if q is None:
            continue
        per = q.per
        if q.comparator == "BETWEEN":
            yield "GE", q.value, q.unit, per
            yield "LE", q.upper, q.unit, per
        yield q.comparator, q.value, q.unit, per


def judge_quantity(world: World, rules: Sequence[Constraint], item: Mapping[str, Any]) -> bool:
    """Whether a figure is read strictly: value, unit, period, direction, and what it is about."""
    units, pers = [item["unit"], *item.get("accept_unit", [])], [item.get("per"), *item.get("accept_per", [])]
    classes = {_CLASS[c] for c in [item["comparator"], *item.get("accept_comparator", [])]}
    return any(
        value == item["value"]
        and unit in units
        and per in pers
        and _CLASS[c] in classes
        and is_about(world, r, item["about"])
        for r in rules
        for c, value, unit, per in _bounds(r)
    )


def _judged(item: Mapping[str, Any], world: World, entry: str) -> Iterator[tuple[str, bool, str]]:
    rules = world.constraints(entry)
    for wanted in item.get("rules", []):
        if wanted.get("certain", True):
            found, full, told = judge_rule(world, rules, wanted)
            yield "rules found", found, told
            yield "rules with conditions", full, told
    quantities = item.get("quantities", [])
    for wanted in quantities:
        if wanted.get("certain", True):
            told = f"{wanted['comparator']} {wanted['value']} {wanted['unit']} per {wanted.get('per')} {wanted['about'][:1]} “{wanted['quote'][:40]}”"
            yield "quantities", judge_quantity(world, rules, wanted), told
    true = {
        (v, u) for q in quantities for u in [q["unit"], *q.get("accept_unit", [])] for v in (q["value"], q.get("upper"))
    }
    true |= {
        (float(v), None) for w in item.get("rules", []) for c in w.get("conditions", []) for v in re.findall(r"\d+", c)
    }
    for rule in rules:
        for _, value, unit, _per in _bounds(rule):
            ok = (value, unit) in true or (value, None) in true
            yield "quantities true", ok, f"{value} {unit}: {rule.text}"
    for words in item.get("norule", []):
        stated = [(r.text, e.quote) for r in rules for e in r.evidence if e.rule not in CONTEXT]
        inside = [text for text, quote in stated if plain(quote) in plain(words)]
        yield "no rule where none is", not inside, f"{words} read as {inside}"
    for case in item.get("verdicts", []):
        yield judge_verdict(world, case)
    for day in item.get("dates", []):
        yield "dates", any(r.valid_from == day for r in rules), f"{day} in {sorted({str(r.valid_from) for r in rules})}"


def judge_verdict(world: World, case: Mapping[str, Any]) -> tuple[str, bool, str]:
    """Whether the verdict is one that the text bears out."""
    got: Verdict | str = "no feature"
    for name in case["feature"]:
        got = world.verdict(name, case["given"])
        if got != "no feature":
            break
    ok = got in case.get("accept", [case["verdict"]])
    return "verdicts", ok, f"{case['feature'][0]} {case['given']} is {case['verdict']}, got {got}"


def judge_operations(world: World, case: Mapping[str, Any]) -> Iterator[tuple[str, bool, str]]:
    """Whether the operations of a context come with their verdicts."""
    features = [f for f in world.records if isinstance(f, Feature) and f.is_operation]
    for field, verdict in (
        ("must_allow", "ALLOWED"),
        ("must_forbid", "FORBIDDEN"),
        ("must_conditional", "CONDITIONAL"),
    ):
        for names in case.get(field, []):
            named = [f for f in features if world.names(f.id) & {plain(n) for n in names}]
            got = [world.verdict(f.label, case["given"]) for f in named]
            yield "operations", verdict in got, f"{case['given']} {verdict} {names[0]}: {got}"


def examples(split: str) -> Iterator[dict[str, Any]]:
    """The examples of a split, in the order of the files."""
    for path in sorted(EXAMPLES.glob(_FILES[split])):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


@cache
def example_worlds(split: str) -> tuple[tuple[dict[str, Any], World, str], ...]:
    """Each example with the graph that its entry alone makes, and the entry's id."""
    found = []
    for example in examples(split):
        records = read_all([(example["question"], example["answer"])])
        entry = next(r.id for r in records if isinstance(r, Entry) and r.parent is None)
        found.append((example, World(records), entry))
    return tuple(found)


@cache
def score(split: str) -> dict[str, Score]:
    """All measures over a split of the examples."""
    scores: dict[str, Score] = {}
    for example, world, entry in example_worlds(split):
        for measure, ok, told in _judged(example, world, entry):
            scores.setdefault(measure, Score()).add(ok, f"{example['id']}: {told}")
    return scores


def _gold(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


@cache
def ordered_entries() -> list[RawEntry]:
    """The user's entries in the order of the file."""
    return sorted(read_corpus([CORPUS]).entries, key=lambda entry: entry.sources[0].line)


@cache
def corpus_world() -> World:
    """The graph of the user's corpus."""
    return World(read_all([(raw.question, raw.answer) for raw in ordered_entries()]))


@cache
def score_gold() -> dict[str, Score]:
    """All measures over the user's corpus."""
    raws, world = ordered_entries(), corpus_world()
    ids = {e.title + e.answer: e.id for e in world.records if isinstance(e, Entry) and e.parent is None}
    items: dict[int, dict[str, Any]] = {item["entry"]: {"rules": [], "quantities": []} for item in _gold("entries")}
    for kind in ("rules", "quantities"):
        for item in _gold(kind):
            items[item["entry"]][kind].append(item)
    scores: dict[str, Score] = {}
    for number, item in items.items():
        raw = raws[number - 1]
        for measure, ok, told in _judged(item, world, ids[raw.question + raw.answer]):
            scores.setdefault(measure, Score()).add(ok, f"{number}: {told}")
    for case in _gold("verdicts"):
        measure, ok, told = judge_verdict(world, case)
        scores.setdefault(measure, Score()).add(ok, told)
    for case in _gold("operations"):
        for measure, ok, told in judge_operations(world, case):
            scores.setdefault(measure, Score()).add(ok, told)
    for item in _gold("conflicts"):
        found = _in_conflict(world, [q["quote"] for q in item["quotes"]])
        scores.setdefault("conflicts", Score()).add(found == item["real"], f"{item['entries']} {item['why']}")
    return scores


def _in_conflict(world: World, quotes: Sequence[str]) -> bool:
    for conflict in world.records:
        if isinstance(conflict, Conflict):
            rules = [world.by_id[own] for own in conflict.constraints]
            told = [plain(e.quote) for rule in rules if isinstance(rule, Constraint) for e in rule.evidence]
            if all(any(plain(q) in t or t in plain(q) for t in told) for q in quotes):
                return True
    return False


def conflict_cases() -> Iterator[tuple[dict[str, Any], bool]]:
    """The pairs written to contradict each other or to look so, each with whether a conflict is found."""
    for line in (EXAMPLES / "conflicts.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        world = World(read_all([(e["question"], e["answer"]) for e in case["entries"]]))
        yield case, any(isinstance(r, Conflict) for r in world.records)


def main() -> None:
    for split in [a for a in sys.argv[1:] if not a.startswith("-")] or ["gold", "dev", "held"]:
        print(split)
        if split == "conflicts":
            for case, found in conflict_cases():
                if found != case["real"]:
                    print("  ", case["id"], case["kind"], "real" if case["real"] else "look-alike", case["why"])
            continue
        for measure, one in (score_gold() if split == "gold" else score(split)).items():
            print(f"  {measure:24} {one.hits}/{one.total} = {one.rate:.3f}")
            if "--show" in sys.argv:
                for told in one.wrong:
                    print("      ", told)


if __name__ == "__main__":
    main()
