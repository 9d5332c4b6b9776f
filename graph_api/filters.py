"""Which of a listing: the filters that can be given, each value a part of the listing, and all that is given must hold."""

from graph_api import declared, refs
from graph_api.enums import ConstraintKind, EntryKind, Modality
from graph_api.errors import Code, Refused
from graph_api.snapshot import Slice, Snapshot
from ontology import layout
from ontology.layout import subset
from ontology.records import Entry

_Groups = list[tuple[str, ...]]


@declared.input(description="Which entries; all that is given must hold.")
class EntryFilter:
    kind: list[EntryKind] | None = declared.field(default=None, description="Of one of these kinds.")
    is_answered: bool | None = declared.field(default=None, description="Whether the source gives an answer.")
    is_part: bool | None = declared.field(default=None, description="Whether it stands inside another entry.")
    text: str | None = declared.field(default=None, description="Holds all these words.")
    feature: str | None = declared.field(default=None, description="Speaks of this feature (a ref).")
    concept: str | None = declared.field(default=None, description="Mentions it (a ref).")


@declared.input(description="Which features; all that is given must hold.")
class FeatureFilter:
    text: str | None = declared.field(default=None, description="Its label or an alias holds all these words.")
    is_operation: bool | None = declared.field(default=None, description="Whether it acts on orders.")
    under: list[str] | None = declared.field(
        default=None, description="Features placed at or below this menu node (labels from the root down)."
    )
    concept: str | None = declared.field(default=None, description="Has a rule on it or on what is narrower (a ref).")


@declared.input(description="Which rules; all that is given must hold.")
class ConstraintFilter:
    kind: list[ConstraintKind] | None = declared.field(default=None, description="Of one of these kinds.")
    modality: list[Modality] | None = declared.field(default=None, description="Of one of these modalities.")
    feature: str | None = declared.field(default=None, description="Governs this feature (a ref).")
    concept: str | None = declared.field(
        default=None, description="As subject or condition, narrower ones included (a ref)."
    )
    entry: declared.ID | None = declared.field(
        default=None, description="Stated in this entry (an id), in a part of it as well."
    )


def entries(snapshot: Snapshot, given: EntryFilter | None) -> Slice:
    """The entries that a filter leaves."""
    if given is None:
        return Slice(layout.ENTRIES)
    groups: _Groups = []
    if given.kind is not None:
        groups.append(tuple(subset(layout.ENTRIES, "kind", kind) for kind in given.kind))
    if given.is_answered is not None:
        groups.append((subset(layout.ENTRIES, "answered", _yes(given.is_answered)),))
    if given.is_part is not None:
        groups.append((subset(layout.ENTRIES, "part", _yes(given.is_part)),))
    groups += _by_refs(snapshot, layout.ENTRIES, feature=given.feature, concept=given.concept)
    return Slice(layout.ENTRIES, tuple(groups), _words(given.text))


def features(snapshot: Snapshot, given: FeatureFilter | None) -> Slice:
    """The features that a filter leaves."""
    if given is None:
        return Slice(layout.FEATURES)
    groups: _Groups = []
    if given.is_operation is not None:
        groups.append((subset(layout.FEATURES, "operation", _yes(given.is_operation)),))
    if given.under is not None:
        node = refs.menu_node(snapshot, given.under)
        if node is None:
            raise refs.not_found(snapshot, " > ".join(given.under), ("MenuNode",))
        groups.append((subset(layout.FEATURES, "under", node.id),))
    groups += _by_refs(snapshot, layout.FEATURES, concept=given.concept)
    return Slice(layout.FEATURES, tuple(groups), _words(given.text))


def constraints(snapshot: Snapshot, given: ConstraintFilter | None) -> Slice:
    """The rules that a filter leaves."""
    if given is None:
        return Slice(layout.CONSTRAINTS)
    groups: _Groups = []
    if given.kind is not None:
        groups.append(tuple(subset(layout.CONSTRAINTS, "kind", kind) for kind in given.kind))
    if given.modality is not None:
        groups.append(tuple(subset(layout.CONSTRAINTS, "modality", modality) for modality in given.modality))
    groups += _by_refs(snapshot, layout.CONSTRAINTS, feature=given.feature, concept=given.concept)
    if given.entry is not None:
        groups.append((subset(layout.CONSTRAINTS, "entry", _entry(snapshot, given.entry)),))
    return Slice(layout.CONSTRAINTS, tuple(groups))


def _by_refs(snapshot: Snapshot, listing: str, *, feature: str | None = None, concept: str | None = None) -> _Groups:
    wanted = (("feature", "Feature", feature), ("concept", "Concept", concept))
    return [
        (subset(listing, aspect, refs.need(snapshot, ref, kind).id),) for aspect, kind, ref in wanted if ref is not None
    ]


def _entry(snapshot: Snapshot, own: str) -> str:
    """An entry's id; entries have no names that could be suggested."""
    if not isinstance(snapshot.get(own), Entry):
        raise Refused(Code.NOT_FOUND, f"no entry has the id {own!r}", suggestions=[])
    return own


def _yes(value: bool) -> str:
    return "true" if value else "false"


def _words(text: str | None) -> tuple[str, ...]:
    """The words that full text is asked by; jieba is loaded with the first text filter."""
    if text is None:
        return ()
    from ontology.words import words

    found = words(text)
    if not found:
        raise Refused(Code.BAD_USER_INPUT, "text holds no word to look for")
    return tuple(dict.fromkeys(found))[:32]
