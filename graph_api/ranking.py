"""Which entry answers a question best, and how sure that is: signs that are weighed by figures fitted in `benchmarks/fit_ranking.py`.

The figures stand in `ranking.json`, each beside the name of its sign.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from graph_api.fitness import fitness
from graph_api.index import owners
from graph_api.question import Question
from graph_api.retrieval import best_of, by_terms, by_words, subjects
from graph_api.snapshot import Snapshot
from ontology.records import Constraint, Entry, Feature
from ontology.retrieval import Field, plain

PARAMETERS: Final = Path(__file__).parent / "ranking.json"
MOST: Final = 12
"""How many entries are weighed."""
_LOOKED_AT: Final = 60
"""How many texts of each kind are looked at, the best."""
_LITERAL: Final = 0.1
_NAMES: Final = 16
"""How many names of functions and how many rules, likewise."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an answer, how well it fits, and its number in the index."""

    score: float
    start: int
    end: int
    document: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """A whole entry: how well it answers, the signs, the part of it (or itself) whose question fits best, its passages by how well
    they fit, its rules and features likewise; `titles`: the numbers in the index of its title and of that part's; `body`: that of its
    text, -1 where its words are elsewhere."""

    entry: Entry
    score: float
    signs: Mapping[str, float]
    best: Entry
    passages: tuple[Passage, ...]
    rules: tuple[tuple[float, str], ...]
    features: tuple[tuple[float, str], ...]
    titles: tuple[int, ...]
    body: int


class _Tally:
    """The best score of each sign for each whole entry, and of what."""

    def __init__(self) -> None:
        self.signs: dict[str, dict[str, float]] = defaultdict(dict)
        self.best: dict[str, tuple[float, str]] = {}
        self.passages: dict[str, dict[tuple[int, int, int], float]] = defaultdict(lambda: defaultdict(float))
        self.titles: dict[str, list[int]] = defaultdict(list)
        self.bodies: dict[str, int] = {}
        self.rules: dict[str, list[tuple[float, str]]] = defaultdict(list)

    def raise_to(self, own: str, sign: str, score: float) -> None:
        """Notes a score where it is the best so far."""
        signs = self.signs[own]
        if score > signs.get(sign, 0.0):
            signs[sign] = score


@dataclass(frozen=True, slots=True)
class Weighed:
    """The entries that may answer, best first, and how well each feature answers to the question's words."""

    entries: tuple[Ranked, ...]
    features: Mapping[str, float]


def weighed(snapshot: Snapshot, question: Question) -> Weighed:
    """What may answer a question."""
    tally = _Tally()
    _read_texts(snapshot, question, tally)
    _read_rules(snapshot, question, tally)
    features = feature_scores(snapshot, question)
    roughly = sorted(tally.signs, key=lambda own: (-sum(tally.signs[own].values()), own))[:MOST]
    entries = [entry for entry in snapshot.many(roughly) if isinstance(entry, Entry)]
    found = [_ranked(snapshot, question, entry, tally=tally, features=features) for entry in entries]
    return Weighed(tuple(sorted(found, key=lambda one: (-one.score, one.entry.id))), features)


def _ranked(
    snapshot: Snapshot, question: Question, entry: Entry, *, tally: _Tally, features: Mapping[str, float]
) -> Ranked:
    """An entry with all its signs weighed."""
    weights = parameters()["ranking"]
    rules = tuple(sorted(tally.rules[entry.id], key=_by_score))
    linked = tuple(sorted(((features[one], one) for one in entry.features if one in features), key=_by_score))
    signs = {**tally.signs[entry.id], **fitness(snapshot, question, entry, [own for _, own in rules])}
    signs["feature"] = linked[0][0] if linked else 0.0
    best = snapshot.get(tally.best.get(entry.id, (0.0, entry.id))[1])
    part = best if isinstance(best, Entry) else entry
    passages = tuple(_passages(entry, tally, question))
    score = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    numbers = tuple(tally.titles[entry.id]), tally.bodies.get(entry.id, -1)
    return Ranked(entry, score, signs, part, passages, rules, linked, *numbers)


def _passages(entry: Entry, tally: _Tally, question: Question) -> list[Passage]:
    """The passages of an entry by how well they fit; one with the number asked for counts more."""
    found = []
    for (start, end, document), score in tally.passages[entry.id].items():
        told = question.told is not None and question.told.search(entry.answer, start, end)
        found.append(Passage(score + 0.25 if told else score, start, end, document))
    return sorted(found, key=lambda passage: (-passage.score, passage.start))


def feature_scores(snapshot: Snapshot, question: Question) -> dict[str, float]:
    """How well each feature's best name answers to a question: by the words it has, and by how much of the name they make up."""
    scores = by_words(snapshot, question.phrase, Field.FEATURE)
    best = best_of(scores, _NAMES)
    found: dict[str, float] = {}
    for document, (own, *_) in owners(snapshot, best).items():
        found[own] = max(found.get(own, 0.0), scores[document])
    for own, score in found.items():
        record = snapshot.get(own)
        if isinstance(record, Feature):
            share = max(named(question, name) for name in (record.label, *record.aliases))
            found[own] = 0.4 * score + 0.6 * share
    return found


def named(question: Question, name: str) -> float:
    """What share of a name the words of a question make up, short names counting less, and a little more by words that stand in both."""
    bare = plain(name)
    told = _told_of(question, bare)
    asked = sum(len(term) for term in question.phrase.terms if term in bare and term in question.phrase.bare)
    return told / max(1, len(bare)) * min(1.0, 0.4 + told * 0.15) + _LITERAL * min(1.0, asked / max(1, len(bare)))


def title_share(snapshot: Snapshot, question: Question, ranked: Ranked) -> float:
    """What share the words of a question make up of what the title of an entry, or of its part that fits best, is about."""
    titles = [snapshot.once(subjects)(one.title) for one in (ranked.best, ranked.entry)]
    return max(_told_of(question, title) / max(1, len(title)) for title in titles)


def _told_of(question: Question, bare: str) -> int:
    """How many characters of a folded text the words of a question, or what they stand for, make up."""
    told = [False] * len(bare)
    for term in question.phrase.terms:
        at = bare.find(term)
        while at >= 0:
            told[at : at + len(term)] = [True] * len(term)
            at = bare.find(term, at + 1)
    return sum(told)


@cache
def parameters() -> Mapping[str, Mapping[str, float]]:
    """The fitted figures."""
    told: Mapping[str, Mapping[str, float]] = json.loads(PARAMETERS.read_text(encoding="utf-8"))
    return told


def _by_score(row: tuple[float, str]) -> tuple[float, str]:
    return -row[0], row[1]


def _read_texts(snapshot: Snapshot, question: Question, tally: _Tally) -> None:
    """The signs of questions, whole texts and passages."""
    phrase = question.phrase
    readings = (
        ("title", Field.TITLE, by_words(snapshot, phrase, Field.TITLE)),
        ("body", Field.BODY, by_words(snapshot, phrase, Field.BODY)),
        ("passage", Field.PASSAGE, by_words(snapshot, phrase, Field.PASSAGE)),
        ("title_pairs", Field.TITLE, by_terms(snapshot, phrase, Field.TITLE, phrase.pairs)),
        ("passage_pairs", Field.PASSAGE, by_terms(snapshot, phrase, Field.PASSAGE, phrase.pairs)),
    )
    best = {name: best_of(scores, _LOOKED_AT) for name, _, scores in readings}
    owner = owners(snapshot, {document for found in best.values() for document in found})
    for name, field, scores in readings:
        for document in best[name]:
            own, start, end, whole = owner[document]
            tally.raise_to(whole, name, scores[document])
            if field is Field.PASSAGE and own == whole:
                tally.passages[whole][start, end, document] += scores[document] * (1.0 if name == "passage" else 0.5)
            elif name == "body" and own == whole:
                tally.bodies[whole] = document
            elif name == "title":
                if own == whole or scores[document] > tally.best.get(whole, (0.0, ""))[0]:
                    tally.titles[whole].append(document)
                if scores[document] > tally.best.get(whole, (0.0, ""))[0]:
                    tally.best[whole] = (scores[document], own)


def _read_rules(snapshot: Snapshot, question: Question, tally: _Tally) -> None:
    scores = by_words(snapshot, question.phrase, Field.CONSTRAINT)
    best = best_of(scores, _NAMES)
    for document, (own, *_) in owners(snapshot, best).items():
        rule = snapshot.get(own)
        for entry in {one.entry for one in rule.evidence} if isinstance(rule, Constraint) else ():
            tally.raise_to(entry, "rule", scores[document])
            tally.rules[entry].append((scores[document], own))
