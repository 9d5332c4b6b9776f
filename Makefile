# The commands of the project. `make serve` and `make test` are all that a newcomer needs.

VENV   := .venv
BIN    := $(VENV)/bin
PYTHON ?= python3
PORT   ?= 8000
STAMP  := $(VENV)/.installed
WEB    := graph_api/schema.graphql $(shell find graph_api/web -type f -not -path '*/node_modules/*' -not -path '*/generated/*')

.PHONY: install spark serve test check check-long notebooks lock clean

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml graph_api/graphiql.py graph_api/widget.py graph_api/neighbourhood.js $(WEB)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m graph_api.graphiql
	$(BIN)/python -m graph_api.widget
	$(BIN)/python -m graph_api.explorer
	touch $(STAMP)

# Spark for `--engine spark` and its tests (430 MB): the check installs it, newcomers need not.
spark: install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-spark.lock

serve: install
	$(BIN)/helpgraph build data/corpus --out graph
	$(BIN)/helpgraph serve --graph graph --port $(PORT)

test: install
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m ontology.termtable | diff docs/ontology.md -
	$(BIN)/python -m ontology.context | diff ontology/context.jsonld -
	$(BIN)/python -m graph_api.schema | diff graph_api/schema.graphql -
	$(MAKE) test

# Long sets, run by hand: every property with many more examples, builds killed at many more points.
check-long: install
	HELPGRAPH_LONG=1 $(BIN)/python -m pytest -n 2 --dist loadfile

# Runs the notebooks over a new graph of data/corpus and keeps their outputs.
notebooks: install
	$(BIN)/python -m tests.notebooks

# Renews the lock from pyproject.toml; needs uv.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --extra dev pyproject.toml \
	  --output-file requirements.lock --no-header --no-annotate --no-emit-index-url --quiet
	grep -o '"pyspark>[^"]*"' pyproject.toml | tr -d '"' | uv pip compile - --universal --python-version 3.11 --generate-hashes \
	  --output-file requirements-spark.lock --no-header --no-annotate --no-emit-index-url --quiet

clean:
	rm -rf $(VENV) graph graph_api/assets graph_api/web/node_modules graph_api/web/src/generated build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
