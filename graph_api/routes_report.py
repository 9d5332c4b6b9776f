"""What `routes-lint` tells: for people a paragraph a difference, for programs the same as values."""

from collections import Counter
from typing import Any

from graph_api.routes_lint import Difference, Lint, Sort
from graph_api.trail_forms import told as told_evidence
from graph_api.trails import SEPARATOR
from ontology.records import Entry, MenuNode

_NEAREST = {Sort.UNKNOWN: "nearest in the help", Sort.MISSING: "nearest in the file"}


def report(found: Lint) -> str:
    """Each difference with both sides and the words that the help rests on; a summary at the end."""
    counts = Counter(one.sort for one in found.differences)
    told = ", ".join(f"{counts[sort]} {sort}" for sort in Sort if counts[sort]) or "no difference"
    summary = f"{told}; {found.matched} of {found.routes} routes are as the help texts have them\n"
    return "".join(_shown(found, one) for one in found.differences) + summary


def told(found: Lint) -> dict[str, Any]:
    """The same as JSON writes it."""
    return {
        "file": found.file,
        "routes": found.routes,
        "matched": found.matched,
        "differences": [_value(found, one) for one in found.differences],
    }


def _shown(found: Lint, one: Difference) -> str:
    at = f"{found.file}:{one.route.line}" if one.route else found.file
    name = one.route.label if one.route else one.node.label if one.node else ""
    more = f" (and {one.below} under it)" if one.below else ""
    lines = [f"{at}: {one.sort}: {name}{more}"]
    if one.route:
        address = f"  {one.route.href}" if one.sort is Sort.ADDRESS else ""
        lines.append(f"    in the file: {SEPARATOR.join(one.way)}{address}")
    if one.node:
        address = f"  {one.node.url}" if one.sort is Sort.ADDRESS else ""
        lines.append(f"    in the help: {_text(found, one.node)}{address}{_words(found, one.node)}")
    if one.nearest:
        lines.append(f"    {_NEAREST[one.sort]}: {'; '.join(one.nearest)}")
    return "\n".join(lines) + "\n"


def _words(found: Lint, node: MenuNode) -> str:
    """The best words for a node."""
    for evidence in node.evidence[:1]:
        entry = found.snapshot.get(evidence.entry)
        return f"  “{evidence.quote}” — {entry.title if isinstance(entry, Entry) else evidence.entry}"
    return ""


def _text(found: Lint, node: MenuNode) -> str:
    from graph_api.refs import path_text

    return path_text(found.snapshot, node)


def _value(found: Lint, one: Difference) -> dict[str, Any]:
    node = one.node
    return {
        "sort": str(one.sort),
        "line": one.route.line if one.route else None,
        "file": {"label": one.route.label, "path": list(one.way), "href": one.route.href} if one.route else None,
        "help": _node(found, node) if node else None,
        "nearest": list(one.nearest),
        "below": one.below,
    }


def _node(found: Lint, node: MenuNode) -> dict[str, Any]:
    return {
        "key": node.id,
        "label": node.label,
        "aliases": list(node.aliases),
        "kind": str(node.kind),
        "path": _text(found, node).split(SEPARATOR),
        "href": node.url,
        "evidence": [told_evidence(found.snapshot, one) for one in node.evidence[:3]],
    }
