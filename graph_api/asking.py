"""What a program asks of a graph in one call, answered as the API answers it: plain values by the API's names, or Refusal.

The library, the agents' tools and whatever else has no document of its own ask through here, so that all give the same answer.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph_api.snapshot import Snapshot

_EVIDENCE: Final = "evidence(first: 20) { quote field start end rule entry { id title } }"
_CONDITION: Final = (
    "{ concept { id label } negated limit { comparator value upper field unit unitText per since basis } }"
)
_RULE: Final = f"{{ id kind modality text scope effect conditions {_CONDITION} {_EVIDENCE} }}"
_OPEN: Final = f"{{ constraint {_RULE} undecided {_CONDITION} }}"
_VERDICT: Final = f"{{ feature {{ id label }} verdict summary because {_RULE} dependsOn {_OPEN} unless {_OPEN} limits {_RULE} beside }}"
_PATH: Final = (
    "{ id text isComplete nodes { id label kind url } conditions { concept { id label } negated } "
    f"jsonLd {_EVIDENCE} }}"
)
_ANSWER: Final = (
    f"{{ question intent text confidence entry {{ id title }} features {{ id label }} concepts {{ id label }} "
    f"given {_CONDITION} menuPaths {_PATH} constraints {_RULE} applicability {_VERDICT} "
    "evidence { quote field start end rule entry { id title } } }"
)
_PAGE: Final = 500


class Refusal(Exception):
    """What was asked cannot be answered: a code of the API, a message, and the nearest names or the candidates, if any."""

    def __init__(self, code: str, message: str, nearest: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.nearest = tuple(nearest)


def answered(snapshot: Snapshot, document: str, **variables: Any) -> dict[str, Any]:
    """The data of an operation. Raises Refusal with the first of its errors."""
    from graph_api.schema import execute

    told = execute(snapshot, document, variables)
    for error in told.get("errors", ()):
        raise refusal(error["message"], error.get("extensions", {}))
    data: dict[str, Any] = told["data"]
    return data


def refusal(message: str, extensions: Mapping[str, Any]) -> Refusal:
    """A Refusal of an error in the API's shape."""
    near = extensions.get("suggestions") or extensions.get("candidates") or ()
    names = [one if isinstance(one, str) else f"{one['label']} ({one['id']})" for one in near]
    return Refusal(str(extensions.get("code")), message, names)


def places(snapshot: Snapshot, feature: str) -> list[dict[str, Any]]:
    """Where a feature lives, the best attested first."""
    document = f"query($f: String!) {{ locate(feature: $f) {_PATH} }}"
    found: list[dict[str, Any]] = answered(snapshot, document, f=feature)["locate"]
    return found


def verdict(snapshot: Snapshot, feature: str, given: Sequence[str]) -> dict[str, Any]:
    """Whether a feature applies to an order of which all of `given` holds."""
    document = f"query($f: String!, $g: [String!]!) {{ check(feature: $f, given: $g) {_VERDICT} }}"
    found: dict[str, Any] = answered(snapshot, document, f=feature, g=list(given))["check"]
    return found


def verdicts(
    snapshot: Snapshot, given: Sequence[str], wanted: Sequence[str] | None = None, *, most: int | None = None
) -> list[dict[str, Any]]:
    """The verdicts of all operations for such an order (of these verdicts alone, at most so many), in the API's order."""
    document = (
        "query($g: [String!]!, $v: [Verdict!], $n: Int, $a: String) "
        "{ operations(given: $g, verdicts: $v, first: $n, after: $a) "
        f"{{ nodes {_VERDICT} pageInfo {{ hasNextPage endCursor }} }} }}"
    )
    found: list[dict[str, Any]] = []
    after: str | None = None
    chosen = list(wanted) if wanted is not None else None
    while most is None or len(found) < most:
        first = _PAGE if most is None else min(_PAGE, most - len(found))
        page = answered(snapshot, document, g=list(given), v=chosen, n=first, a=after)["operations"]
        found += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    return found


def hits(snapshot: Snapshot, text: str, kinds: Sequence[str] | None = None, *, most: int = 20) -> list[dict[str, Any]]:
    """What a text finds, the best first."""
    document = (
        "query($t: String!, $k: [NodeKind!], $n: Int) { search(text: $t, kinds: $k, first: $n) "
        "{ nodes { kind score highlight node { id } } } }"
    )
    chosen = list(kinds) if kinds is not None else None
    found: list[dict[str, Any]] = answered(snapshot, document, t=text, k=chosen, n=most)["search"]["nodes"]
    return found


def reply(snapshot: Snapshot, question: str) -> dict[str, Any]:
    """The answer to a question asked in Chinese, with its evidence."""
    document = f"query($q: String!) {{ ask(question: $q) {_ANSWER} }}"
    found: dict[str, Any] = answered(snapshot, document, q=question)["ask"]
    return found


def rule(snapshot: Snapshot, own: str) -> dict[str, Any]:
    """A rule by its id, with its evidence."""
    document = f"query($i: ID!) {{ node(id: $i) {{ ... on Constraint {_RULE} }} }}"
    found: dict[str, Any] = answered(snapshot, document, i=own)["node"]
    return found


def said(condition: Mapping[str, Any]) -> str:
    """A condition as a person would say it: 非预售, 联系不上消费者 GE 3 次."""
    limit = condition.get("limit") or {}
    values = (limit.get(name) for name in ("comparator", "value", "upper", "field", "unitText"))
    figure = " ".join(f"{one:g}" if isinstance(one, float) else str(one) for one in values if one is not None)
    words = ("非" if condition["negated"] else "") + str(condition["concept"]["label"])
    return f"{words} {figure}".rstrip()
