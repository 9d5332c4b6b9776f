"""What a check is about: a function by its name, else what texts rule in the very words that are asked."""

from collections.abc import Sequence

from graph_api import refs
from graph_api.applicability import Outcome, Words, decides, judged
from graph_api.asked_for import NodeKind
from graph_api.given import FactInput, stated
from graph_api.search import hits_of
from graph_api.snapshot import Snapshot
from ontology.records import Constraint, Feature
from ontology.ruled import ruled_in_words


def checked(snapshot: Snapshot, ref: str, given: Sequence[str], facts: Sequence[FactInput]) -> Outcome:
    """The verdict on what a ref names. Raises NOT_FOUND where it names no function and no rule speaks of it, and what `stated` raises."""
    found = refs.find(snapshot, ref, "Feature") or refs.find_near(snapshot, ref, "Feature")
    words = None
    if found is None and (ruled := _ruled(snapshot, ref)):
        found, words = snapshot.get(ruled[0]), ruled[1]
    if not isinstance(found, Feature):
        raise refs.not_found(snapshot, ref, ("Feature",))
    told = stated(snapshot, given, facts, found.id)
    return judged(snapshot, found, told.given, told.beside, words=words)


def _ruled(snapshot: Snapshot, ref: str) -> tuple[str, Words] | None:
    """The function whose rules speak of a ref in its words, and which of them do."""
    if len(ref) > refs.LONGEST_NAME:
        return None
    rules = snapshot.many([own for own, *_ in hits_of(snapshot, ref, (NodeKind.CONSTRAINT,)).rows])
    told = ruled_in_words(
        ref,
        [
            (rule.feature, rule.id, rule.text)
            for rule in rules
            if isinstance(rule, Constraint) and rule.feature and decides(rule)
        ],
    )
    return None if told is None else (told[0], Words(ref.strip(), told[1]))
