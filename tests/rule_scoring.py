"""How well rules are read: rules found, with exactly their conditions, figures, no rule where none is, verdicts, operations, conflicts.

`python -m tests.rule_scoring dev --show` scores the examples of other back offices, each entry a little graph of its own;
`python -m tests.rule_scoring gold` the user's corpus. The `held` files were never looked at for tuning.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from extract.corpus import RawEntry, read_corpus
from ontology.bounds import bound
from ontology.kinds import ConstraintKind, Modality, Verdict
from ontology.literals import Given, Literal, Relations
from ontology.logic import Rule, judge
from ontology.names import fold, name_key
from ontology.records import AnyRecord, Concept, Conflict, Constraint, Entry, Feature
from tests.conftest import CORPUS, read_all
from tests.scoring import EXAMPLES, Score

GOLD = Path(__file__).parent / "gold"
_CLASS = {"LT": "U", "LE": "U", "GT": "L", "GE": "L", "EQ": "E", "BETWEEN": "B"}


def _norm(text: str) -> str:
    return re.sub(r"[\s\"'“”‘’【】《》\[\]()（）:：,，。.、-]+", "", fold(text or ""))


def _pairs(text: str) -> set[tuple[str, str]]:
    bare = _norm(text)
    return set(pairwise(bare))


@dataclass
class World:
    """The records of a graph, with names to look things up by."""

    records: Sequence[AnyRecord]

    @cached_property
    def by_id(self) -> Mapping[str, AnyRecord]:
        return {record.id: record for record in self.records}

    @cached_property
    def relations(self) -> Relations:
        concepts = [c for c in self.records if isinstance(c, Concept)]
        return Relations({c.id: c.broader for c in concepts}, {c.id: c.excludes for c in concepts})

    def constraints(self, entry: str | None = None) -> list[Constraint]:
        """All rules, or those of an entry."""
        found = [c for c in self.records if isinstance(c, Constraint)]
        return [c for c in found if entry is None or any(e.entry == entry for e in c.evidence)]

    def names(self, own: str | None) -> set[str]:
        """The names of a feature or concept, folded."""
        record = self.by_id.get(own or "")
        if not isinstance(record, Feature | Concept):
            return set()
        code = record.code if isinstance(record, Concept) and record.code else record.label
        return {_norm(name) for name in (record.label, *record.aliases, code)}

    def find(self, name: str, kind: type[Feature | Concept]) -> str | None:
        """The id of the thing of a name; labels before aliases."""
        for of in ("label", "aliases"):
            for record in self.records:
                if isinstance(record, kind):
                    code = (record.code,) if isinstance(record, Concept) and record.code else ()
                    names = (record.label, *code) if of == "label" else record.aliases
                    if name_key(name) in map(name_key, names):
                        return record.id
        return None

    def literal(self, name: str) -> Literal | None:
        """What a ref in `given` means."""
        for words in (name, name.removesuffix("订单"), name.removesuffix("商家")):
            own = self.find(words, Concept)
            if own:
                return Literal(own)
        if name.startswith("非"):
            own = self.find(name[1:], Concept)
            return Literal(own, True) if own else None
        return None

    def verdict(self, feature: str, given: Sequence[str]) -> Verdict | str:
        """The verdict by the rules of the contract, or what is unknown."""
        own = self.find(feature, Feature)
        literals = [self.literal(name) for name in given]
        if own is None:
            return "no feature"
        if None in literals:
            return f"unknown {[n for n, one in zip(given, literals, strict=True) if one is None]}"
        known = Given(tuple(one for one in literals if one), self.relations)
        return judge([_rule(c) for c in self.constraints() if c.feature == own and _decides(c)], known).verdict


def _decides(rule: Constraint) -> bool:
    permits = rule.modality is Modality.ALLOWED
    return (
        rule.kind is ConstraintKind.APPLICABILITY
        and not rule.superseded
        and rule.modality in (Modality.ALLOWED, Modality.FORBIDDEN)
        and rule.actor is None
        and (permits or rule.scope is None)
    )


def _rule(rule: Constraint) -> Rule:
    literals = []
    for one in rule.conditions:
        limit = one.limit
        measured = (
            bound(limit.comparator, limit.value, limit.upper, limit.unit)
            if limit is not None and limit.value is not None
            else None
        )
        literals.append(Literal(one.concept, one.negated, measured))
    return Rule(rule.id, rule.modality is Modality.ALLOWED, tuple(literals), rule.scope is not None)


def _about(world: World, rule: Constraint, names: Iterable[str]) -> bool:
    have = world.names(rule.feature) | world.names(rule.subject)
    text = _norm(rule.text + "".join(e.quote for e in rule.evidence))
    return any(_norm(name) in have or _norm(name) in text for name in names)


def _overlaps(quote: str, rule: Constraint) -> bool:
    wanted = _norm(quote)
    return any(
        wanted in _norm(e.quote)
        or _norm(e.quote) in wanted
        or len(_pairs(quote) & _pairs(e.quote)) >= 0.6 * max(1, len(wanted) - 1)
        for e in rule.evidence
    )


def _conditions(world: World, rule: Constraint) -> list[tuple[set[str], bool]]:
    return [(world.names(c.concept), c.negated) for c in rule.conditions]


def _exactly(world: World, rule: Constraint, wanted: set[tuple[str, bool]]) -> bool:
    have = _conditions(world, rule)
    return len(have) == len(wanted) and all(
        any((told == no and key in names) or (no and not told and _norm("非" + key) in names) for names, told in have)
        for key, no in wanted
    )


def _wanted(item: Mapping[str, Any]) -> Iterator[set[tuple[str, bool]]]:
    for yes in [item.get("conditions", []), *item.get("accept_conditions", [])]:
        for no in [item.get("negated", []), *item.get("accept_negated", [])]:
            named = {(_norm(n[1:]), True) if n.startswith("非") else (_norm(n), False) for n in yes}
            yield named | {(_norm(n), True) for n in no}


def judge_rule(world: World, rules: Sequence[Constraint], item: Mapping[str, Any]) -> tuple[bool, bool, str]:
    """Whether a rule is found, and with exactly its conditions."""
    modalities = [item["modality"], *item.get("accept_modality", [])]
    found = [r for r in rules if r.modality in modalities and _overlaps(item["quote"], r)]
    found = [r for r in found if _about(world, r, [*(item.get("feature") or []), *(item.get("subject") or [])] or [""])]
    full = any(_exactly(world, rule, wanted) for wanted in _wanted(item) for rule in found)
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
        and _about(world, r, item["about"])
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
        inside = [r.text for r in rules if any(_norm(e.quote) in _norm(words) for e in r.evidence)]
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
            named = [f for f in features if world.names(f.id) & {_norm(n) for n in names}]
            got = [world.verdict(f.label, case["given"]) for f in named]
            yield "operations", verdict in got, f"{case['given']} {verdict} {names[0]}: {got}"


def examples(split: str) -> Iterator[dict[str, Any]]:
    """The examples of a split, in the order of the files."""
    for path in sorted(EXAMPLES.glob(f"rules_{split}_*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def score(split: str) -> dict[str, Score]:
    """All measures over a split of the examples."""
    scores: dict[str, Score] = {}
    for example in examples(split):
        records = read_all([(example["question"], example["answer"])])
        entry = next(r.id for r in records if isinstance(r, Entry) and r.parent is None)
        for measure, ok, told in _judged(example, World(records), entry):
            scores.setdefault(measure, Score()).add(ok, f"{example['id']}: {told}")
    return scores


def _gold(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def ordered_entries() -> list[RawEntry]:
    """The user's entries in the order of the file."""
    return sorted(read_corpus([CORPUS]).entries, key=lambda entry: entry.sources[0].line)


def score_gold() -> dict[str, Score]:
    """All measures over the user's corpus."""
    raws = ordered_entries()
    world = World(read_all([(raw.question, raw.answer) for raw in raws]))
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
            told = [_norm(e.quote) for rule in rules if isinstance(rule, Constraint) for e in rule.evidence]
            if all(any(_norm(q) in t or t in _norm(q) for t in told) for q in quotes):
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
