"""Trails written down: full data for tools, schema.org JSON-LD by Google's rules, HTML by the WAI-ARIA pattern, plain text.

Each function gives a value (text, or what JSON writes); a crumb's link is the address that the sources give, else null.
"""

from html import escape
from typing import Any, Final

from graph_api.snapshot import Snapshot
from graph_api.trails import MOST_SIBLINGS, Crumb, Found, Trail, crumbs_of, every_feature, route, siblings
from ontology.records import Condition, Entry, Evidence, MenuNode, MenuPath

MOST_EVIDENCE: Final = 20
NOWHERE: Final = "没有资料说明它的位置"


def full(snapshot: Snapshot, found: Found) -> dict[str, Any]:
    """All that a router needs: `ref` (what was meant) and `trails`, each with its crumbs and the words it rests on."""
    return {
        "ref": {"id": found.id, "label": found.label, "kind": found.kind},
        "trails": [_trail(snapshot, trail) for trail in found.trails],
    }


def full_of_all(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The same of every feature."""
    return [full(snapshot, found) for found in every_feature(snapshot)]


def _trail(snapshot: Snapshot, trail: Trail) -> dict[str, Any]:
    evidence = trail.path.evidence
    return {
        "id": trail.path.id,
        "trail": trail.number,
        "of": trail.of,
        "text": trail.text,
        "isComplete": trail.path.complete,
        "variant": list(trail.variant),
        "conditions": [_condition(snapshot, one) for one in trail.path.conditions],
        "crumbs": [_crumb(snapshot, trail.crumbs[: nth + 1]) for nth in range(len(trail.crumbs))],
        "evidence": [told(snapshot, one) for one in evidence[:MOST_EVIDENCE]],
        "evidenceCount": len(evidence),
    }


def _condition(snapshot: Snapshot, condition: Condition) -> dict[str, Any]:
    concept = snapshot.get(condition.concept)
    told = {"id": condition.concept, "label": getattr(concept, "label", ""), "code": getattr(concept, "code", None)}
    return {"concept": told, "negated": condition.negated}


def _crumb(snapshot: Snapshot, way: tuple[Crumb, ...]) -> dict[str, Any]:
    crumb = way[-1]
    count, beside = siblings(snapshot, crumb.node, MOST_SIBLINGS)
    return {
        "position": crumb.position,
        **link(crumb.node),
        "path": route(way),
        "childCount": len(crumb.node.children),
        "siblingCount": count,
        "siblings": [link(node) for node in beside],
    }


def link(node: MenuNode) -> dict[str, Any]:
    """What a link to a node needs."""
    return {"key": node.id, "label": node.label, "kind": str(node.kind), "href": node.url}


def told(snapshot: Snapshot, evidence: Evidence) -> dict[str, Any]:
    """A piece of evidence with the title of its entry."""
    entry = snapshot.get(evidence.entry)
    return {
        "entry": {"id": evidence.entry, "title": entry.title if isinstance(entry, Entry) else ""},
        "field": str(evidence.field),
        "quote": evidence.quote,
        "start": evidence.start,
        "end": evidence.end,
        "rule": evidence.rule,
    }


def json_ld(snapshot: Snapshot, path: MenuPath) -> dict[str, Any]:
    """A BreadcrumbList: positions from 1, `item` on all but the last: the address that the sources give, else the node's IRI."""
    crumbs = crumbs_of(snapshot, path)
    items: list[dict[str, Any]] = []
    for crumb in crumbs:
        item = {"@type": "ListItem", "position": crumb.position, "name": crumb.name}
        if crumb.position < len(crumbs):
            item["item"] = crumb.url or snapshot.iri(crumb.key)
        items.append(item)
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def lists(snapshot: Snapshot, found: Found) -> list[dict[str, Any]]:
    """A BreadcrumbList a trail. Google wants two items at least: a trail of one crumb gives none."""
    return [json_ld(snapshot, trail.path) for trail in found.trails if len(trail.crumbs) > 1]


def lists_of_all(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The lists of every feature, each trail once."""
    kept = {trail.path.id: trail for found in every_feature(snapshot) for trail in found.trails}
    return [json_ld(snapshot, trail.path) for trail in kept.values() if len(trail.crumbs) > 1]


def text(_: Snapshot, found: Found) -> str:
    """A line a trail; for whom it is stands behind it."""
    return "".join(line(trail) + "\n" for trail in found.trails)


def text_of_all(snapshot: Snapshot) -> str:
    """The trails of every feature, each once, in the order of the features."""
    return "".join(dict.fromkeys(line(t) + "\n" for found in every_feature(snapshot) for t in found.trails))


def line(trail: Trail) -> str:
    """`商家后台 > 订单管理（SOP）`."""
    return trail.text + (f"（{'、'.join(trail.variant)}）" if trail.variant else "")


def html(_: Snapshot, found: Found) -> str:
    """A `nav` with an ordered list for each trail; the last crumb is marked as the current page."""
    if not found.trails:
        return f"<p>{escape(found.label)}：{NOWHERE}</p>\n"
    return "".join(_nav(trail) for trail in found.trails)


def _nav(trail: Trail) -> str:
    which = f" {trail.number}/{trail.of}" if trail.of > 1 else ""
    whom = f"（{'、'.join(trail.variant)}）" if trail.variant else ""
    items = "".join(f"    <li>{_anchor(crumb, is_last=crumb is trail.crumbs[-1])}</li>\n" for crumb in trail.crumbs)
    return f'<nav aria-label="{escape(f"面包屑{which}{whom}")}">\n  <ol>\n{items}  </ol>\n</nav>\n'


def _anchor(crumb: Crumb, *, is_last: bool) -> str:
    current = ' aria-current="page"' if is_last else ""
    name = escape(crumb.name)
    key = escape(crumb.key)
    url = address(crumb.node)
    if url is None:
        return f'<span data-key="{key}"{current}>{name}</span>'
    return f'<a href="{escape(url)}" data-key="{key}"{current}>{name}</a>'


def address(node: MenuNode) -> str | None:
    """A node's address where a page may link to it: nothing but HTTP, whoever wrote the graph."""
    return node.url if node.url and node.url.lower().startswith(("http://", "https://")) else None
