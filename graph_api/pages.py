"""The few HTML pages of the server: one frame for all, no script, no request to anywhere, everything escaped."""

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

from graph_api.sparql_examples import EXAMPLES
from graph_api.sparql_results import BINDINGS

SAFE: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
"""Headers of every page."""
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,'Noto Sans CJK SC',sans-serif;max-width:72rem;margin:1rem auto;padding:0 1rem;color:#222}"
    "textarea{width:100%;font:14px/1.4 monospace;box-sizing:border-box}table{border-collapse:collapse;margin:1rem 0}"
    "th,td{border:1px solid #bbb;padding:.2rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "mark{background:#fdf0c9}a{color:#0b5394}.error{background:#f9d7d5;padding:.5rem}pre{white-space:pre-wrap}"
)
esc: Final = html.escape


def page(title: str, body: str, language: str = "zh-Hans") -> str:
    """A whole page."""
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{esc(title)}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{esc(title)}</h1>\n{body}\n</main></body></html>\n"
    )


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; cells are HTML already."""
    cells = "".join(f'<th scope="col">{esc(name)}</th>' for name in head)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>\n{lines}</tbody></table>"


def query_page(query: str, answer: str = "") -> str:
    """The page of the SPARQL endpoint: a query to edit, its answer, the examples. `answer` is HTML already."""
    formats = "".join(f'<option value="{name}">{name}</option>' for name in BINDINGS)
    examples = "".join(
        f'<li><a href="/sparql?{esc(urlencode({"query": one.query}))}" lang="zh-Hans">{esc(one.chinese)}</a> '
        f'<span lang="en">{esc(one.title)}</span></li>'
        for one in EXAMPLES
    )
    return page(
        "SPARQL",
        f'<form action="/sparql" method="get"><label for="query">Query (the prefixes help:, skos:, rdf:, rdfs:, xsd: and : '
        f'are known)</label><textarea id="query" name="query" rows="12" spellcheck="false">{esc(query)}</textarea>'
        f'<p><button>Run</button> <label>as <select name="format"><option value="">table</option>{formats}</select></label>'
        f"</p></form>{answer}<h2>Examples</h2><ol>{examples}</ol>"
        '<p><a href="/ontology">The terms</a> · <a href="/.well-known/void">What the graph holds</a></p>',
        "en",
    )


def results(told: Mapping[str, Any], base: str) -> str:
    """SPARQL results in JSON as a table; things of this graph as links."""
    if "boolean" in told:
        return f"<p><strong>{str(told['boolean']).lower()}</strong></p>"
    names, rows = told["head"]["vars"], told["results"]["bindings"]
    cells = ([_cell(row[name], base) if name in row else "" for name in names] for row in rows)
    return f"<p>{len(rows)} rows</p>{table(names, cells)}"


def _cell(term: Mapping[str, Any], base: str) -> str:
    value = term["value"] if isinstance(term["value"], str) else json.dumps(term["value"], ensure_ascii=False)
    return link(value, base) if term["type"] == "uri" else esc(value)


def link(iri: str, base: str, label: str = "") -> str:
    """An IRI as a link: to this server's page of it where it is a thing or a term, else to where it says if that is the web."""
    from ontology.iris import NAMESPACE

    shown = esc(label or iri)
    if iri.startswith(base):
        return f'<a href="/id/{esc(iri.removeprefix(base))}">{esc(label) or esc(iri.removeprefix(base))}</a>'
    if iri.startswith(NAMESPACE):
        name = iri.removeprefix(NAMESPACE)
        return f'<a href="/ontology#{esc(name)}">{esc(label or name)}</a>'
    return f'<a href="{esc(iri)}" rel="nofollow">{shown}</a>' if iri.startswith(("http://", "https://")) else shown


def error(message: str) -> str:
    """What went wrong, as a piece of a page."""
    return f'<p class="error" role="alert">{esc(message)}</p>'
