"""Conditions that cannot hold together: what stands further off gives way to what a clause says itself (未出票的可改签，|出票后|不可改签)."""

import re
from typing import Final

from extract.conds import Alternatives, Cond
from ontology.concepts import Vocabulary
from ontology.names import fold, name_key

_NOT_YET: Final = re.compile(r"(?:尚未|仍未|还未|未|待)")
_OPENING: Final = ("【", "“", "「", "『", '"', "[")
_DONE: Final = re.compile(r"(?:已经?|(?:之|以)?后\Z)")


def but_opposed(context: Alternatives, own: Alternatives, vocabulary: Vocabulary) -> Alternatives:
    """The conditions of a context without those that cannot hold where `own` does; of several alternatives of its own each must rule
    them out."""
    if not context or not own:
        return context
    kept = (
        tuple(c for c in one if not all(any(_opposed(c, o, vocabulary) for o in told) for told in own))
        for one in context
    )
    return tuple(dict.fromkeys(one for one in kept if one))


def but_quoted(own: Alternatives, folded: str) -> Alternatives:
    """Conditions without those in marks of quotation, which may be but the name of a button: 未揽收的，点击【取消】."""
    kept = (tuple(c for c in one if folded[c.start - 1 : c.start] not in _OPENING) for one in own)
    return tuple(dict.fromkeys(one for one in kept if one))


def _opposed(one: Cond, other: Cond, vocabulary: Vocabulary) -> bool:
    """Whether both cannot hold: the vocabulary says so, or one is told as not yet what the other is."""
    if one.name == other.name:
        return one.negated is not other.negated and one.limit == other.limit
    if one.negated or other.negated or one.limit is not None or other.limit is not None:
        return False
    known, beside = (vocabulary.by_name.get(name_key(c.name.label)) for c in (one, other))
    if known is not None and beside is not None:
        return vocabulary.relations.exclude(known.iri, beside.iri)
    return _undone(one, other) or _undone(other, one)


def _undone(one: Cond, other: Cond) -> bool:
    """Whether the one is told as not yet what the other is: 未出票, 出票."""
    told = fold(one.name.label)
    no = _NOT_YET.match(told)
    return no is not None and len(told) > no.end() + 1 and _DONE.sub("", fold(other.name.label)) == told[no.end() :]
