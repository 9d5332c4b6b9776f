"""Another corpus out of the user's: every menu, order type and figure renamed, each name to one of the same length.

Names of one length keep every offset, so that the facts of the renamed text must be the renamed facts, span for span.
What is language and no name (verbs, 管理, 订单, the words of the rules) stays as it is.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from extract.corpus import RawEntry, read_corpus
from extract.lexicon import lexicon
from ontology.concepts import Vocabulary
from ontology.kinds import ConceptScheme, MenuNodeKind
from ontology.names import fold
from ontology.records import AnyRecord, Concept, MenuNode
from tests.conftest import CORPUS, ROOT

_FIGURE: Final = re.compile(r"(?<![\d.:-])[2-8](?=\d*\s*(?:个?(?:天|次|日|小时|分钟|工作|月|万|元|条|单|份)))")
_DIGITS: Final = str.maketrans("2345678", "3456782")


def entries() -> tuple[RawEntry, ...]:
    """The user's entries."""
    return tuple(read_corpus([CORPUS]).entries)


@cache
def _words_of_the_code() -> str:
    """All Chinese that the code itself knows: its rules are about language, and not to be renamed."""
    texts = []
    for room in ("extract", "ontology", "graph_api"):
        for path in sorted((ROOT / room).glob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            texts += [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return "\n".join(texts)


def _language(vocabulary: Vocabulary) -> list[str]:
    """The words of the vocabulary's classes, longest first."""
    kept = {word for words in vocabulary.words.values() for word in words}
    return sorted({word for word in kept if len(word) > 1}, key=lambda word: (-len(word), word))


def renames(records: Iterable[AnyRecord], vocabulary: Vocabulary) -> Mapping[str, str]:
    """Old names to new ones: menus by their labels (verb and menu word stay), order types by their stems."""
    found = tuple(records)
    names = {*_menus(found, vocabulary), *_stems(found, vocabulary)}
    chars = sorted({char for _, old in names for char in old})
    strange = str.maketrans(dict(zip(chars, _strangers(), strict=False)))
    return dict(sorted((name.replace("*", old), name.replace("*", old.translate(strange))) for name, old in names))


def _menus(records: Iterable[AnyRecord], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Each label as a pattern with * for what is to be renamed in it, and that: ("*管理", "订单").

    Names that hold a verb or a term of the vocabulary inside are left to the renaming of those.
    """
    words = lexicon(vocabulary)
    known = {name for concept in vocabulary.concepts for name in concept.names if len(name) > 1}
    for record in records:
        if not isinstance(record, MenuNode) or record.kind is MenuNodeKind.SYSTEM:
            continue
        for label in {record.label, *record.aliases} - known:
            noun = words.menu_noun.search(label)
            verb = words.action_first.match(label)
            last = words.action_last.search(label)
            start = verb.end() if verb else 0
            end = max(start, min([m.start() for m in (noun, last) if m] or [len(label)]))
            old = label[start:end]
            acts = words.action_first.search(old.removeprefix("收货"))
            if (
                re.fullmatch(r"[一-鿿]{2,6}", old)
                and old[0] != "人"
                and (not acts or acts.start() > 1)
                and not label.endswith("页")
                and not any(name in old for name in known)
            ):
                yield f"{label[:start]}*{label[end:]}", old
                for turned in ([f"*{verb[0]}"] if verb else []) + ([f"{last[0]}*"] if last else []):
                    yield turned, old


def _stems(records: Iterable[AnyRecord], vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The names of order types, carriers and reasons, what is language cut out."""
    cut = re.compile("|".join(map(re.escape, _language(vocabulary))))
    code, words = _words_of_the_code(), lexicon(vocabulary)
    schemes = (ConceptScheme.ORDER_TYPE, ConceptScheme.CARRIER, ConceptScheme.PAUSE_REASON)
    for record in records:
        if isinstance(record, Concept) and record.evidence and record.scheme in schemes:
            for name in (record.label, *record.aliases):
                whole = re.findall(r"[一-鿿]{3,6}?(?=订单|\Z)", name) if not record.discovered else []
                for stem in (*whole, *re.findall(r"[一-鿿]{2,}", cut.sub(" ", name))):
                    if stem not in code and not words.action_first.match(stem):
                        yield "*", stem


def _strangers() -> Iterator[str]:
    """Characters that neither the corpus nor the vocabulary nor the code uses, and that folding leaves alone."""
    used = {char for entry in entries() for char in entry.question + entry.answer} | set(_words_of_the_code())
    for path in (ROOT / "ontology" / "vocab").glob("*.ttl"):
        used |= set(path.read_text(encoding="utf-8"))
    return (char for char in map(chr, range(0x7100, 0x9F00)) if char not in used and fold(char) == char)


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A text with all names replaced, the longest first."""
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))
    return pattern.sub(lambda match: names[match[0]], text)


def refigured(text: str) -> str:
    """A text with other figures before units."""
    return _FIGURE.sub(lambda match: match[0].translate(_DIGITS), text)


def write_vocabulary(folder: Path, names: Mapping[str, str]) -> Path:
    """The bundled vocabulary with the names replaced, as Turtle files of its own."""
    folder.mkdir()
    for path in sorted((ROOT / "ontology" / "vocab").glob("*.ttl")):
        (folder / path.name).write_text(renamed(path.read_text(encoding="utf-8"), names), encoding="utf-8")
    return folder
