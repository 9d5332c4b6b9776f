"""Which document has which plan, and the answer to an operation, as bytes.

A document is parsed, checked and compiled once; what plans do not take (introspection, and whatever `checked` is not sure of) is validated
once and executed by graphql-core. Errors are answered by a second, careful run of the same plan.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from graph_api import deadline
from graph_api.deadline import TooSlow
from graph_api.errors import Code, Faulty, Refused
from graph_api.limits import AnswerLimits
from graph_api.plans.asked import Ask, TooLarge, TooMany
from graph_api.plans.checked import checked
from graph_api.plans.compiled import compiled
from graph_api.plans.cost import cost_of
from graph_api.plans.kept import Kept, Objects
from graph_api.plans.parsed import Unusual, parsed
from graph_api.plans.selections import Operation, TooIntricate, Unsure
from graph_api.plans.shapes import ENCODER, Block
from graph_api.plans.tokens import scanned
from graph_api.plans.values import Undefined, of_json
from graph_api.snapshot import Snapshot

_DOCUMENTS: Final = 8 * 1024 * 1024
_TOKEN_WEIGHT: Final = 500
"""Bytes that a plan takes for a token of its document, measured."""

_MOST_CHOICES: Final = 16


class Told(msgspec.Struct, frozen=True, eq=False):
    """An answer: its bytes, whether the operation ran at all, the code of its first error, its cost where it was counted, and the
    operation's name as the document has it."""

    body: bytes
    ran: bool
    code: str | None = None
    cost: int | None = None
    operation: str | None = None
    forms: dict[str, Any] = msgspec.field(default_factory=dict)
    """What is made of the bytes when it is first asked for: their hash, their compressed forms."""


@dataclass(slots=True, eq=False)
class _Compiled:
    """What is known of all documents of one normal form. `operations`: None where graphql-core executes them."""

    operations: Mapping[str | None, Operation] | None
    reason: str = ""
    own: int = field(default_factory=itertools.count().__next__)
    """What kept answers know it by, so that they do not hold it."""

    blocks: dict[tuple[Any, ...], Block] = field(default_factory=dict)
    costs: dict[tuple[Any, ...], int] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Document:
    """What is known of one text. `parsed`: by graphql-core, where it is needed; `located`: the same compiled with the places of its fields, made for the first error."""

    source: str
    compiled: _Compiled
    refused: list[dict[str, Any]] | None = None
    parsed: Any = None
    located: _Compiled | None = None


class Plans:
    """Answers operations over any snapshot, within limits."""

    def __init__(self, limits: AnswerLimits | None = None) -> None:
        self.limits = limits or AnswerLimits()
        self.documents: Kept[_Document] = Kept(_DOCUMENTS)
        self._normal: Kept[_Compiled] = Kept(_DOCUMENTS)
        self.answers: Kept[Told] = Kept(self.limits.answers)

    def answer(
        self,
        snapshot: Snapshot,
        source: str,
        variables: Mapping[str, Any] | None = None,
        name: str | None = None,
        *,
        keep: bool = True,
        tell_cost: bool = False,
    ) -> Told:
        """The answer to an operation of a document. `keep`: the answer is kept for whoever asks the same of the same snapshot."""
        try:
            document = self.documents.get(source) or self._read(source)
            if document.refused is not None:
                return _refused(document.refused)
            if document.compiled.operations is None:
                return self._executed(snapshot, document, variables, name)
            operation = _operation(document.compiled.operations, name)
            values = _values(operation, variables or {})
            if values is None:
                from graph_api.plans import oracle

                node = oracle.read(source)
                return _refused(oracle.wrong_values(node, name, variables or {}, self.limits.errors))
            if operation.unsafe and any(values.get(one, Undefined) is None for one in operation.unsafe):
                self._check_cost(document.compiled, operation, values)
                return self._executed(snapshot, document, variables, name)
            key = (
                (snapshot.id, document.compiled.own, operation.name, repr(values))
                if keep and not tell_cost and self.limits.answers
                else None
            )
            return (self.answers.get(key) if key else None) or self._run(
                snapshot, document, operation, values, key=key, tell_cost=tell_cost
            )
        except Refused as error:
            return _refused([{"message": error.message, "extensions": error.extensions}])
        except Faulty as faulty:
            return _refused(faulty.errors)

    def refusal(self, source: str) -> Told | None:
        """What a document is refused with whatever its variables are; None where it may be answered."""
        try:
            document = self.documents.get(source) or self._read(source)
        except Refused as error:
            return _refused([{"message": error.message, "extensions": error.extensions}])
        except Faulty as faulty:
            return _refused(faulty.errors)
        return None if document.refused is None else _refused(document.refused)

    def _read(self, source: str) -> _Document:
        found = scanned(source, self.limits)
        count = len(found.tokens)
        weight = (
            500 + 4 * len(source) + count * _TOKEN_WEIGHT
        )  # it holds the plan, though the normal form may be forgotten
        known = self._normal.get(found.normal)
        if known is None:
            known = _compile_text(source, found.tokens)
            self._normal.keep(found.normal, known, count * _TOKEN_WEIGHT)
        document = _Document(source, known)
        if known.operations is None:
            if count > self.limits.checked_tokens:
                raise Refused(
                    Code.LIMIT_EXCEEDED,
                    f"the document has {count} tokens; {known.reason}, which is read in documents of up to "
                    f"{self.limits.checked_tokens} tokens",
                    limit=self.limits.checked_tokens,
                )
            from graph_api.plans import oracle

            document.parsed = oracle.read(source)
            document.refused = oracle.faults(document.parsed, self.limits.errors)
        self.documents.keep(source, document, weight)
        return document

    def _run(
        self,
        snapshot: Snapshot,
        document: _Document,
        operation: Operation,
        values: dict[str, Any],
        *,
        key: Any,
        tell_cost: bool,
    ) -> Told:
        block = _block(document.compiled, operation, values)
        cost = self._cost(document.compiled, block, values)
        ask = self._ask(snapshot, values)
        begun = deadline.begin(self.limits.seconds)
        try:
            try:
                data = block.tell(None, ask)
            except (TooLarge, TooSlow):
                raise
            except Exception:  # noqa: BLE001  whatever it is, the careful run finds it again and says where
                return self._carefully(snapshot, document, operation, values, cost if tell_cost else None)
            body = ENCODER.encode({"data": data} if not tell_cost else _envelope(data, cost))
            if len(body) > self.limits.answer:
                raise TooLarge
        except TooLarge:
            raise _too_large(self.limits) from None
        except TooSlow:
            raise _too_slow(self.limits) from None
        finally:
            deadline.end(begun)
        told = Told(body, True, cost=cost, operation=operation.name)
        if key is not None:
            self.answers.keep(key, told, len(body) + 500)
        return told

    def _carefully(
        self, snapshot: Snapshot, document: _Document, operation: Operation, values: dict[str, Any], cost: int | None
    ) -> Told:
        """The answer with its errors, each with its path and its places in the text as it was sent."""
        from graph_api.plans import oracle

        if document.located is None:
            document.located = _compile(oracle.read(document.source))
        operations = document.located.operations
        assert operations is not None
        block = _block(document.located, operations[operation.name], values)
        ask = self._ask(snapshot, values)
        try:
            data: Any = block.carefully(None, ask, ())
        except TooMany:
            return _refused(oracle.told([*ask.errors, _too_many(self.limits)]))
        except (TooLarge, TooSlow):
            raise
        except Exception as error:  # noqa: BLE001  it is one that no field above it could take
            ask.errors.append(error)
            data = None
        errors = oracle.told(ask.errors)
        body = ENCODER.encode({"errors": errors, **_envelope(data, cost)})
        if len(body) > self.limits.answer:
            raise TooLarge
        return Told(body, True, code=_code(errors), cost=cost, operation=operation.name)

    def _executed(
        self, snapshot: Snapshot, document: _Document, variables: Mapping[str, Any] | None, name: str | None
    ) -> Told:
        """By graphql-core: what is no matter for plans. What it answers is kept too, introspection above all."""
        key = (snapshot.id, document.source, name, repr(variables))
        found = self.answers.get(key)
        if found is not None:
            return found
        from graph_api.plans import oracle

        if document.parsed is None:
            document.parsed = oracle.read(document.source)
        told = oracle.executed(snapshot, document.parsed, variables, name)
        errors = told.get("errors") or []
        if len(errors) > self.limits.errors:
            raise _too_many(self.limits)
        ran = told.get("data") is not None or any("path" in error for error in errors)
        if not ran:
            told.pop("data", None)
        body = ENCODER.encode(told)
        if len(body) > self.limits.answer:
            raise _too_large(self.limits)
        answer = Told(body, ran, code=errors[0]["extensions"]["code"] if errors else None, operation=name)
        if not errors:
            self.answers.keep(key, answer, len(body) + 500)
        return answer

    def _check_cost(self, known: _Compiled, operation: Operation, values: Mapping[str, Any]) -> None:
        """The same limit for what graphql-core executes. What a null decides is told by an error of the fields around it."""
        chosen = {**values, **{one: True for one in operation.booleans if values[one] is None}}
        self._cost(known, _block(known, operation, chosen), chosen)

    def _cost(self, known: _Compiled, block: Block, values: Mapping[str, Any]) -> int:
        own = (block, *[repr(values.get(name)) for name in block.sizing]) if block.sizing else (block,)
        cost = known.costs.get(own)
        if cost is None:
            cost = cost_of(block, values)
            if len(known.costs) < _MOST_CHOICES:
                known.costs[own] = cost
        if cost > self.limits.cost:
            raise Refused(
                Code.LIMIT_EXCEEDED,
                f"the answer may have {cost} fields; at most {self.limits.cost} are given: ask for smaller pages",
                limit=self.limits.cost,
                cost=cost,
            )
        return cost

    def _ask(self, snapshot: Snapshot, values: Mapping[str, Any]) -> Ask:
        objects = snapshot.once(_objects)
        context = {"snapshot": snapshot}
        return Ask(context, values, objects, room=self.limits.answer, errors=self.limits.errors)


def _objects(_: Snapshot) -> Objects:
    """The bytes of a snapshot's objects; they go with it."""
    return Objects()


def _compile_text(source: str, tokens: Sequence[str]) -> _Compiled:
    try:
        document: Any = parsed(tokens)
    except Unusual:
        from graph_api.plans import oracle

        document = oracle.read(source)
    return _compile(document)


def _compile(document: Any) -> _Compiled:
    try:
        return _Compiled(checked(document))
    except Unsure as unsure:
        return _Compiled(None, str(unsure) or "something in it needs the whole validation")
    except (TooIntricate, RecursionError):
        raise Refused(Code.LIMIT_EXCEEDED, "the document's selections overlap in too many ways") from None


def _operation(operations: Mapping[str | None, Operation], name: str | None) -> Operation:
    if name is None and len(operations) == 1:
        return next(iter(operations.values()))
    if name is None:
        known = ", ".join(str(one) for one in operations)
        raise Refused(Code.BAD_USER_INPUT, f"the document has several operations; name one of them: {known}"[:500])
    found = operations.get(name)
    if found is None:
        raise Refused(Code.BAD_USER_INPUT, f"the document has no operation named {name[:80]!r}")
    return found


def _values(operation: Operation, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The variables' values, coerced; None where one is not of its type."""
    values: dict[str, Any] = {}
    for variable in operation.variables:
        value = given.get(variable.name, Undefined)
        if value is Undefined:
            if variable.default is not Undefined:
                values[variable.name] = variable.default
            elif variable.required:
                return None
            continue
        if variable.plain and value.__class__ is str:
            values[variable.name] = value
            continue
        coerced = of_json(value, variable.type)
        if coerced is Undefined:
            return None
        values[variable.name] = coerced
    return values


def _block(known: _Compiled, operation: Operation, values: Mapping[str, Any]) -> Block:
    booleans: dict[str, bool] = {name: values[name] for name in operation.booleans} if operation.booleans else {}
    own = (operation.name, *booleans.values())
    block = known.blocks.get(own)
    if block is None:
        try:
            block = compiled(operation, booleans)
        except (TooIntricate, RecursionError):
            raise Refused(Code.LIMIT_EXCEEDED, "the operation's selections overlap in too many ways") from None
        if len(known.blocks) < _MOST_CHOICES:
            known.blocks[own] = block
    return block


def _envelope(data: Any, cost: int | None) -> dict[str, Any]:
    return {"data": data} if cost is None else {"data": data, "extensions": {"cost": cost}}


def _refused(errors: list[dict[str, Any]]) -> Told:
    return Told(ENCODER.encode({"errors": errors}), False, code=_code(errors))


def _code(errors: list[dict[str, Any]]) -> str | None:
    return str(errors[0]["extensions"]["code"]) if errors else None


def _too_large(limits: AnswerLimits) -> Refused:
    return Refused(
        Code.LIMIT_EXCEEDED,
        f"the answer is larger than {limits.answer} bytes: ask for smaller pages",
        limit=limits.answer,
    )


def _too_many(limits: AnswerLimits) -> Refused:
    return Refused(Code.LIMIT_EXCEEDED, f"the answer has more than {limits.errors} errors", limit=limits.errors)


def _too_slow(limits: AnswerLimits) -> Refused:
    return Refused(Code.LIMIT_EXCEEDED, f"the answer takes longer than {limits.seconds} s", limit=limits.seconds)
