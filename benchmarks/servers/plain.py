"""strawberry as its users serve it, over the same graph: as it ships, or (`cached`) with its parser and validation caches.

Takes a graph folder, a port, and the word.
"""

import sys
from pathlib import Path

import strawberry
import uvicorn
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.schema.config import StrawberryConfig

from graph_api.query import Query
from graph_api.schema import Names
from graph_api.snapshot import Published

SNAPSHOT = Published(Path(sys.argv[1])).snapshot()


class App(GraphQL[object, None]):
    async def get_context(self, request: object, response: object) -> object:
        del request, response
        return {"snapshot": SNAPSHOT}


extensions = [ParserCache, ValidationCache] if sys.argv[3:] == ["cached"] else []
schema = strawberry.Schema(
    Query, config=StrawberryConfig(name_converter=Names(auto_camel_case=True)), extensions=extensions
)
uvicorn.run(App(schema), host="127.0.0.1", port=int(sys.argv[2]), log_level="error", access_log=False)
