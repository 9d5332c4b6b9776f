"""The payloads: each with where it comes from, what is sent, and how it may be answered.

`statuses`: what HTTP may say; `codes`: what the first error may be (none: an answer without errors is right as well).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlencode

LIMIT: Final = ("LIMIT_EXCEEDED",)
INVALID: Final = ("GRAPHQL_VALIDATION_FAILED",)
SYNTAX: Final = ("GRAPHQL_PARSE_FAILED",)
INPUT: Final = ("BAD_USER_INPUT",)
_JSON: Final = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Attack:
    """One request, or several sent one after the other (`raw`: bytes as they go over the wire)."""

    name: str
    statuses: tuple[int, ...]
    codes: tuple[str, ...] = ()
    body: bytes = b""
    method: str = "POST"
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=lambda: dict(_JSON))
    chunked: bool = False
    source: str = ""


def document(name: str, text: str, codes: Sequence[str], *, status: int = 400, source: str = "", **more: Any) -> Attack:
    """A document in a POST."""
    body = json.dumps({"query": text, **more}, ensure_ascii=False).encode()
    return Attack(name, (status,), tuple(codes), body, source=source)


def body(name: str, content: bytes, status: int, codes: Sequence[str], **more: Any) -> Attack:
    """A body as it is."""
    return Attack(name, (status,), tuple(codes), content, **more)


def _many(text: str, count: int, joint: str = " ") -> str:
    """A text over and over, with its number in place of %."""
    return joint.join(text.replace("%", str(nth)) for nth in range(count))


def _doubling(levels: int, fields: str) -> str:
    fragments = " ".join(
        f"fragment F{nth} on Feature {{ {fields.replace('NEXT', f'F{nth + 1}')} }}" for nth in range(levels)
    )
    return f"{{ features(first: 1) {{ nodes {{ ...F0 }} }} }} {fragments} fragment F{levels} on Feature {{ id }}"


MENU: Final = "{ menu { id } }"
_DEEP: Final = 10_000
_ASK: Final = "query($n: Int, $s: String) { features(first: $n) { totalCount } locate(feature: $s) { id } }"


def _given(**variables: str) -> bytes:
    """A body whose variables are written as they are, JSON or not."""
    told = ",".join(f'"{name}":{value}' for name, value in variables.items())
    return f'{{"query":{json.dumps("query($n: Int) { features(first: $n) { totalCount } }")},"variables":{{{told}}}}}'.encode()


def _text(value: str) -> bytes:
    return (
        f'{{"query":"query($s: String!) {{ search(text: $s) {{ totalCount }} }}","variables":{{"s":{value}}}}}'.encode()
    )


DOCUMENTS: Final = (
    document("1,000 aliases of a list", "{" + _many("a%: features(first: 50) { nodes { id label } }", 1000) + "}", LIMIT),
    document("300 aliases of a list, within the tokens", "{" + _many("a%: features(first: 500) { nodes { id } }", 300) + "}", LIMIT),
    document("400 aliases of a dear field", "{" + _many('a%: ask(question: "x") { text }', 400) + "}", LIMIT),
    document("300 names that are none", "{" + _many('a%: locate(feature: "无此物%") { id }', 300) + "}", ("NOT_FOUND",)),
    body("2 MB of tokens", json.dumps({"query": "{" + "a " * 1_000_000 + "}"}).encode(), 413, LIMIT),
    document("60,000 tokens", "{" + "a " * 60_000 + "}", LIMIT),
    body("10 MB of comments", json.dumps({"query": MENU + "#x\n" * 3_300_000}).encode(), 413, LIMIT),
    document("100 KB of comments", MENU + "#x\n" * 25_000, LIMIT, source="CVE-2026-75508"),
    document("fragments 60 x 100 that overlap", "{" + ("... { " + "a:menu{id}" * 100 + "}") * 60 + "}", LIMIT, source="CVE-2026-75507"),
    document("inline fragments that overlap, within the tokens", "{" + _many("... { menu { id label } }", 480) + "}", (), status=200),
    document("1,500 conflicting arguments", "{" + _many("a: features(first: %) { totalCount }", 1500) + "}", LIMIT),
    document("300 conflicting arguments, within the tokens", "{" + _many("a: features(first: %) { totalCount }", 300) + "}", LIMIT),
    document("80 conflicting arguments, validated", "{" + _many("a: features(first: %) { totalCount }", 80) + "}", INVALID, source="CVE-2023-26144"),
    document("fragments that double, 22 levels", _doubling(22, "...NEXT ...NEXT"), (), status=200, source="GHSA-mfj6-6p54-m98c"),
    document("fragments that double, 60 levels", _doubling(60, "...NEXT ...NEXT"), (), status=200),
    document("fields that double, 22 levels", _doubling(22, "a: broader { ...NEXT } b: narrower { ...NEXT }"), LIMIT),
    document("fields that double, 60 levels", _doubling(60, "a: broader { ...NEXT } b: narrower { ...NEXT }"), LIMIT),
    document("a fragment in itself", "{ features { nodes { ...A } } } fragment A on Feature { ...A }", INVALID, source="GHSA-q2f9-x4p4-7xmh"),
    document("fragments in a circle of 50", "{ features { nodes { ...F0 } } }" + "".join(f" fragment F{n} on Feature {{ broader {{ ...F{(n + 1) % 50} }} }}" for n in range(50)), INVALID),
    document("fragments that nobody uses, 400", MENU + _many(" fragment F% on Feature { id }", 400), LIMIT),
    document("20,000 unknown fields", "{" + _many("x%", 20_000) + "}", LIMIT),
    document("800 unknown fields, validated", "{" + _many("x%", 800) + "}", INVALID),
    document("20,000 unknown directives", "{ menu " + "@x " * 20_000 + "{ id } }", LIMIT, source="CVE-2022-37734"),
    document("10 unknown directives", "{ menu " + "@x " * 10 + "{ id } }", INVALID),
    document("900 times the same directive", "{ menu " + "@skip(if: true) " * 110 + "{ id } }", INVALID),
    document("circular introspection", "{ __schema { types { " + "fields { type { " * 12 + "name" + " } }" * 12 + " } } }", INVALID, source="CVE-2024-40094"),
    document("110 introspections", "{" + _many("a%: __schema { types { name } }", 110) + "}", LIMIT),
    document("introspection 160 fields wide", "{ __schema { types { " + _many("a%: fields { name }", 160) + " } } }", LIMIT),
    document("fields nested 10,000 deep", "{ menu " + "{ children " * _DEEP + "{ id }" + "}" * _DEEP + "}", LIMIT, source="CVE-2026-40324"),
    document("lists nested 10,000 deep", "{ nodes(ids: " + "[" * _DEEP + "]" * _DEEP + ") { id } }", LIMIT),
    document("objects nested 10,000 deep", "{ entries(filter: " + "{kind: " * _DEEP + "1" + "}" * _DEEP + ") { totalCount } }", LIMIT),
    document("brackets that never close", "{" * 3_000, LIMIT),
    document("a type nested 3,000 deep", "query($a: " + "[" * 3_000 + "Int" + "]" * 3_000 + ") { menu { id } }", LIMIT),
    document("the same field 3,000 times", "{ menu { " + "id " * 3_000 + "} }", (), status=200, source="CVE-2024-39895"),
    document("500 aliases of one field", "{ menu { " + _many("a%: id", 500) + " } }", (), status=200, source="CVE-2026-35441"),
    document("900 variables", "query(" + _many("$v%: Int", 900) + ") { menu { id } }", LIMIT),
    document("a mutation", "mutation { menu { id } }", INVALID),
    document("a subscription", "subscription { menu { id } }", INVALID),
    document("a schema", "type Query { menu: Int }", INVALID),
    document("an operation that there is not", MENU.replace("{", "query A {", 1), INPUT, operationName="B" * 10_000),
    document("an int of 5,000 digits", "{ features(first: " + "1" * 5_000 + ") { totalCount } }", INVALID),
    document("a float of 5,000 digits", "{ features(first: 1e" + "9" * 5_000 + ") { totalCount } }", INVALID),
    document("a negative page", "{ features(first: -1) { totalCount } }", INPUT, status=200),
    document("a huge page", "{ features(first: 2147483647) { totalCount } }", INPUT, status=200),
    document("a huge page of nodes", "{ features(first: 2147483647) { nodes { id } } }", LIMIT),
    document("a page of 501", "{ features(first: 501) { totalCount } }", INPUT, status=200),
    document("a forged cursor", '{ features(after: "\' OR 1=1 --") { totalCount } }', INPUT, status=200),
    document("a cursor of 100 KB", '{ features(after: "' + "A" * 100_000 + '") { totalCount } }', (), status=200),
    document("a string that does not end", '{ locate(feature: "' + '\\"' * 30_000, SYNTAX),
    document("a block string that does not end", '{ locate(feature: """' + 'x"' * 30_000, SYNTAX),
    document("a lone surrogate in a document", '{ locate(feature: "\\ud800") { id } }', SYNTAX),
    document("a zero in a document", "{ menu { id \0 } }", SYNTAX),
    document("a zero in a string", '{ search(text: "a\\u0000b") { totalCount } }', (), status=200),
    document("a search for 100 KB", '{ search(text: "' + "订单" * 15_000 + '") { totalCount } }', INPUT, status=200),
    document("a question of 100 KB", '{ ask(question: "' + "订单" * 15_000 + '") { confidence } }', INPUT, status=200),
    document("a name of 100 KB", '{ locate(feature: "' + "订" * 40_000 + '") { id } }', ("NOT_FOUND",), status=200),
    document("100 things given", "{ operations(given: [" + '"货到付款",' * 100 + "]) { totalCount } }", INPUT, status=200),
    document("3,000 ids", "{ nodes(ids: [" + '"x",' * 3_000 + "]) { id } }", (), status=200),
)  # fmt: skip

BODIES: Final = (
    body("a body of 30 MB", b" " * 30_000_000, 413, LIMIT),
    body("a body of 30 MB in chunks", b" " * 30_000_000, 413, LIMIT, chunked=True),
    body("a compressed bomb", b"\x1f\x8b" + b"\0" * 60_000, 415, INPUT, headers={**_JSON, "Content-Encoding": "gzip"}),
    body("variables nested 100,000 deep", _given(n="[" * 60_000 + "]" * 60_000), 400, LIMIT),
    body("a body nested 60,000 deep", b"[" * 60_000 + b"]" * 60_000, 400, LIMIT),
    body("objects nested in extensions", b'{"query":"' + MENU.encode() + b'","extensions":' + b'{"a":' * 9_000 + b"1" + b"}" * 9_001, 400, LIMIT),
    body("a batch of one", json.dumps([{"query": MENU}]).encode(), 400, INPUT),
    body("a batch of 1,000", json.dumps([{"query": MENU}] * 1_000).encode(), 400, INPUT),
    body("a negative page in a variable", _given(n="-5"), 200, INPUT),
    body("a huge page in a variable", _given(n="2147483647"), 200, INPUT),
    body("a page beyond all ints", _given(n="1" + "0" * 400), 400, ("GRAPHQL_VALIDATION_FAILED", *INPUT)),
    body("NaN", _given(n="NaN"), 400, INPUT),
    body("Infinity", _given(n="-Infinity"), 400, INPUT),
    body("a float beyond all floats", _given(n="1e400"), 400, ("GRAPHQL_VALIDATION_FAILED", *INPUT)),
    body("a list for a number", _given(n="[1]"), 400, ("GRAPHQL_VALIDATION_FAILED", *INPUT)),
    body("a lone surrogate", _text('"\\ud800"'), 400, INPUT),
    body("a surrogate pair the wrong way round", _text('"\\udc00\\ud800"'), 400, INPUT),
    body("a zero in a variable", _text('"a\\u0000b"'), 200, ()),
    body("no UTF-8", _text('"x"').replace(b"x", b"\xff\xfe"), 400, INPUT),
    body("UTF-16", json.dumps({"query": MENU}).encode("utf-16"), 400, INPUT),
    body("the same key twice", b'{"query":"{ x }","query":"' + MENU.encode() + b'"}', 200, ()),
    body("2,000 unknown keys", json.dumps({"query": MENU, **{f"k{n}": n for n in range(2_000)}}).encode(), 200, ()),
    body("2,000 unknown variables", json.dumps({"query": MENU, "variables": {f"k{n}": n for n in range(2_000)}}).encode(), 200, ()),
    body("an empty body", b"", 400, INPUT),
    body("null", b"null", 400, INPUT),
    body("a query that is no string", b'{"query":["{ menu { id } }"]}', 400, INPUT),
    body("a document id that is an object", b'{"documentId":{"a":1}}', 400, INPUT),
    body("a persisted query that nobody knows", json.dumps({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}).encode(), 404, ("NOT_FOUND",), source="GHSA-r7cg-qjjm-xhqq"),
)  # fmt: skip

TYPES: Final = tuple(
    body(f"a post as {kind or 'nothing'}", content, 415, INPUT, headers={"Content-Type": kind} if kind else {}, source=source)
    for kind, content, source in (
        ("application/x-www-form-urlencoded", urlencode({"query": MENU}).encode(), ""),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="query"\r\n\r\n{ menu { id } }\r\n--x--\r\n', "CVE-2024-47082"),
        ("text/plain", json.dumps({"query": MENU}).encode(), ""),
        ("text/plain; x=application/json", json.dumps({"query": MENU}).encode(), ""),
        ("application/x-www-form-urlencoded; charset=application/json", json.dumps({"query": MENU}).encode(), ""),
        ("message/x", json.dumps({"query": MENU}).encode(), "Apollo Server 5.5.0"),
        ("application/json; charset=utf-16", json.dumps({"query": MENU}).encode(), "CVE-2026-23897"),
        ("application/graphql", MENU.encode(), ""),
        ("", json.dumps({"query": MENU}).encode(), ""),
    )
)  # fmt: skip

URLS: Final = (
    Attack("a mutation by GET", (400,), INVALID, method="GET", query=urlencode({"query": "mutation { menu { id } }"}), headers={}),
    Attack("a GET with the type of a message", (415,), INPUT, method="GET", query=urlencode({"query": MENU}), headers={"Content-Type": "message/x"}),
    Attack("a GET with variables that are no JSON", (400,), INPUT, method="GET", query=urlencode({"query": MENU, "variables": "{"}), headers={}),
    Attack("a GET with variables nested 5,000 deep", (400,), LIMIT, method="GET", query=urlencode({"query": MENU, "variables": "[" * 5_000}), headers={}),
    Attack("a URL that is no UTF-8", (400,), INPUT, method="GET", query="query=%ff%fe", headers={}),
    Attack("a URL of a million", (414, 431), (), method="GET", query="query=" + "a" * 1_000_000, headers={}),
    Attack("DELETE", (405,), INPUT, b"", "DELETE", headers={}),
    Attack("TRACE", (405,), INPUT, b"", "TRACE", headers={}),
    Attack("a header of 100 KB", (431,), (), json.dumps({"query": MENU}).encode(), headers={**_JSON, "X-A": "a" * 100_000}),
    Attack("2,000 headers", (431,), (), json.dumps({"query": MENU}).encode(), headers={**_JSON, **{f"X-{n}": "a" * 20 for n in range(2_000)}}),
    Attack("an Accept header of 20 KB", (200, 406), (), json.dumps({"query": MENU}).encode(), headers={**_JSON, "Accept": "a/b;q=0.1," * 2_000 + "*/*"}),
    Attack("two lengths", (400,), (), json.dumps({"query": MENU}).encode(), headers={**_JSON, "content-length": "3"}),
    Attack("a length that is no number", (400,), (), json.dumps({"query": MENU}).encode(), headers={**_JSON, "content-length": "x"}),
)  # fmt: skip

ATTACKS: Final = (*DOCUMENTS, *BODIES, *TYPES, *URLS)
