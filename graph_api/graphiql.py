"""GraphiQL, made at install from an npm package into one page that asks nothing of any other host.

`python -m graph_api.graphiql` makes it; without Node.js it says what is missing, and /graphql shows a plain page instead.
"""

import sys
from pathlib import Path
from typing import Final

from graph_api.npm import NoNode, folder_with, run

ASSETS: Final = Path(__file__).parent / "assets"
PAGE: Final = ASSETS / "graphiql.html"
PACKAGE: Final = "@graphql-yoga/render-graphiql"
VERSION: Final = "5.24.1"
_STAMP: Final = ASSETS / "graphiql.version"
_SCRIPT: Final = (
    "const { renderGraphiQL } = require('@graphql-yoga/render-graphiql');"
    "process.stdout.write(renderGraphiQL({ title: 'helpgraph', endpoint: '/graphql', "
    "defaultQuery: process.argv[1] }));"
)
_DEFAULT_QUERY: Final = '{\n  locate(feature: "订单导出") {\n    text\n    evidence {\n      quote\n    }\n  }\n}\n'
_PLAIN: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>helpgraph</title>
<h1>helpgraph: the GraphQL endpoint</h1>
<p>This is where operations are posted to. The GraphiQL page is not here: it is made at install where Node.js and npm are found.
Install them and run <code>python -m graph_api.graphiql</code>.</p></html>
"""


def page() -> str:
    """The page for a browser at /graphql."""
    return PAGE.read_text(encoding="utf-8") if PAGE.exists() else _PLAIN


def make() -> Path:
    """Makes the page, if it is not there in this version. Raises NoNode."""
    if PAGE.exists() and _STAMP.exists() and _STAMP.read_text(encoding="utf-8") == VERSION:
        return PAGE
    with folder_with([f"{PACKAGE}@{VERSION}"]) as folder:
        html = run(["node", "-e", _SCRIPT, _DEFAULT_QUERY], folder)
    ASSETS.mkdir(exist_ok=True)
    PAGE.write_text(html, encoding="utf-8")
    _STAMP.write_text(VERSION, encoding="utf-8")
    return PAGE


if __name__ == "__main__":
    try:
        print(f"GraphiQL: {make()}", file=sys.stderr)
    except NoNode as missing:
        print(f"GraphiQL is left out ({missing}); the API works all the same.", file=sys.stderr)
