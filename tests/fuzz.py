"""Plans against graphql-core over far more operations than a test can wait for: `python -m tests.fuzz GRAPH [--documents N] [--from SEED]`.

Each document is made from the number of its own, so that whatever is found is found again by it; it is validated once and asked with many
values of its variables, each time anew and from what is kept. Prints what was compared, every thousand documents and at the end; a
difference ends it with the number and the operation.
"""

import argparse
import json
import logging
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from time import process_time
from typing import Any, Final

from graphql import DocumentNode, GraphQLError, OperationDefinitionNode, parse, validate
from graphql.validation import recommended_rules, specified_rules

from graph_api.plans import oracle
from graph_api.plans.plans import Plans
from graph_api.schema import coded
from graph_api.snapshot import Published, Snapshot
from tests.operations import Maker, Operation
from tests.test_plan_fuzz import WIDE, words

VALUES: Final = 12
"""How often a document is asked with other values, where it has variables."""


class Different(Exception):
    """A plan answers otherwise than graphql-core."""


class Fuzz:
    """Compares, and counts what it compared."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.counts: Counter[str] = Counter()
        self._words = words(snapshot)
        self._plans = Plans(WIDE)

    def document(self, number: int) -> None:
        """The operations of one document."""
        maker = Maker(oracle.GRAPH, self._words, Random(number))
        asked = maker.operation()
        try:
            document = parse(asked.source)
            wrong = validate(oracle.GRAPH, document, (*specified_rules, *recommended_rules))
        except GraphQLError as error:
            wrong = [error]
        self.counts["documents"] += 1
        if wrong:
            self._compare(
                asked, asked.variables, {"errors": [coded(one).formatted for one in wrong]}, "wrong documents"
            )
            return
        every = [asked.variables, *(maker.others() for _ in range(VALUES if asked.variables else 0))]
        for variables in every:
            due = self._due(document, asked, variables)
            self._compare(asked, variables, due, "with errors" if "errors" in due else "without errors")

    def _due(self, document: DocumentNode, asked: Operation, variables: Mapping[str, Any]) -> dict[str, Any]:
        operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
        names = {one.name.value if one.name else None for one in operations}
        if asked.name not in names and (asked.name is not None or len(operations) > 1):
            return {"errors": "that none is named"}
        return oracle.executed(self.snapshot, document, variables, asked.name)

    def _compare(self, asked: Operation, variables: Mapping[str, Any], due: dict[str, Any], sort: str) -> None:
        wanted = json.loads(json.dumps(due))
        for keep in (False, True):
            told = self._plans.answer(self.snapshot, asked.source, variables, asked.name, keep=keep)
            found = json.loads(told.body)
            same = json.dumps(found.get("data")) == json.dumps(wanted.get("data"))
            if wanted.get("errors") != "that none is named":
                same = same and found.get("errors", []) == wanted.get("errors", [])
            if not same or ("data" in found) is not told.ran:
                told_apart = [asked.source, dict(variables), asked.name, *_apart(found, wanted)]
                raise Different(json.dumps(told_apart, ensure_ascii=False))
        self.counts["operations"] += 1
        self.counts[sort] += 1


def _apart(found: Any, wanted: Any) -> tuple[Any, Any]:
    """The first place where two answers are not the same, from each; of two that agree as far as the shorter one goes, their sizes."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        for name in {**wanted, **found}:
            if name not in found or name not in wanted:
                return sorted(found), sorted(wanted)
            if found[name] != wanted[name]:
                return _apart(found[name], wanted[name])
        return list(found), list(wanted)
    if isinstance(found, list) and isinstance(wanted, list):
        for one, other in zip(found, wanted, strict=False):
            if one != other:
                return _apart(one, other)
        return len(found), len(wanted)
    return found, wanted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--from", dest="first", type=int, default=0)
    told = parser.parse_args()
    logging.disable(logging.CRITICAL)
    fuzz = Fuzz(Published(told.graph).snapshot())
    for number in range(told.first, told.first + told.documents):
        try:
            fuzz.document(number)
        except Different as different:
            raise SystemExit(f"document {number}: {different}") from None
        if (number + 1) % 1000 == 0:
            print(f"{number + 1}: {dict(fuzz.counts)}, {process_time():.0f} s", flush=True)
    print(f"no difference: {dict(fuzz.counts)}")


if __name__ == "__main__":
    main()
