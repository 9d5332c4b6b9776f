"""A document parsed from its tokens: what clients write.

Whatever is not written so (escapes, block strings, descriptions, what is no operation and no fragment, and all that is wrong) is left to
graphql-core's parser, which knows the whole language and says what is wrong where.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from graph_api.plans import nodes
from graph_api.plans.nodes import Name

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_INT: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_FLOAT: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_PLAIN: Final = re.compile(r'"[^"\\\x00-\x1f\ud800-\udfff]*"\Z')
_PIECES: Final = re.compile(r'"[^"]*"|[^\[\]{}:,]+|[\[\]{}:]')
_END: Final = ""


class Unusual(Exception):
    """Not for this parser."""


def parsed(tokens: Sequence[str]) -> nodes.Document:
    """The document of a text's tokens (comments left out), without places. Raises Unusual."""
    return _Parser(tokens).document()


def constant(text: str) -> Any:
    """A literal without variables and blanks in it. Raises Unusual."""
    return _Parser(_PIECES.findall(text)).value(constant=True)


class _Parser:
    """Goes through the tokens once; depth is bounded by whoever counted them."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = [*tokens, _END, _END]
        self._at = 0

    def document(self) -> nodes.Document:
        definitions: list[Any] = []
        while self._tokens[self._at] != _END:
            definitions.append(self._definition())
        if not definitions:
            raise Unusual
        return nodes.Document(tuple(definitions))

    def _definition(self) -> Any:
        token = self._tokens[self._at]
        if token == "{":
            return nodes.OperationDefinition(None, (), (), self._selections())
        self._at += 1
        if token == "fragment":
            name = self._name()
            if name.value == "on":
                raise Unusual
            self._expect("on")
            on = nodes.NamedType(self._name())
            return nodes.FragmentDefinition(name, on, self._directives(), self._selections())
        if token != "query":
            raise Unusual
        own = None if self._tokens[self._at] in ("{", "(", "@") else self._name()
        return nodes.OperationDefinition(own, self._variables(), self._directives(), self._selections())

    def _variables(self) -> tuple[nodes.VariableDefinition, ...]:
        if self._tokens[self._at] != "(":
            return ()
        self._at += 1
        found: list[nodes.VariableDefinition] = []
        while self._tokens[self._at] != ")":
            self._expect("$")
            variable = nodes.Variable(self._name())
            self._expect(":")
            kind = self._type()
            default = None
            if self._tokens[self._at] == "=":
                self._at += 1
                default = self.value(constant=True)
            found.append(nodes.VariableDefinition(variable, kind, default))
        self._at += 1
        return _some(found)

    def _type(self) -> Any:
        kind: Any
        if self._tokens[self._at] == "[":
            self._at += 1
            kind = nodes.ListType(self._type())
            self._expect("]")
        else:
            kind = nodes.NamedType(self._name())
        if self._tokens[self._at] == "!":
            self._at += 1
            return nodes.NonNullType(kind)
        return kind

    def _selections(self) -> nodes.SelectionSet:
        self._expect("{")
        found: list[Any] = []
        while self._tokens[self._at] != "}":
            found.append(self._spread() if self._tokens[self._at] == "..." else self._field())
        self._at += 1
        return nodes.SelectionSet(_some(found))

    def _field(self) -> nodes.Field:
        name = self._name()
        alias = None
        tokens = self._tokens
        if tokens[self._at] == ":":
            self._at += 1
            alias, name = name, self._name()
        token = tokens[self._at]
        arguments: tuple[nodes.Argument, ...] = ()
        if token == "(":
            arguments = self._arguments(constant=False)
            token = tokens[self._at]
        directives: tuple[nodes.Directive, ...] = ()
        if token == "@":
            directives = self._directives()
            token = tokens[self._at]
        within = self._selections() if token == "{" else None
        return nodes.Field(alias, name, arguments, directives, within)

    def _spread(self) -> Any:
        self._at += 1
        token = self._tokens[self._at]
        if token == "on":
            self._at += 1
            on = nodes.NamedType(self._name())
            return nodes.InlineFragment(on, self._directives(), self._selections())
        if token in ("{", "@"):
            return nodes.InlineFragment(None, self._directives(), self._selections())
        name = self._name()
        if self._tokens[self._at] == "(":
            raise Unusual
        return nodes.FragmentSpread(name, self._directives())

    def _directives(self) -> tuple[nodes.Directive, ...]:
        found: list[nodes.Directive] = []
        while self._tokens[self._at] == "@":
            self._at += 1
            name = self._name()
            arguments = self._arguments(constant=False) if self._tokens[self._at] == "(" else ()
            found.append(nodes.Directive(name, arguments))
        return tuple(found)

    def _arguments(self, *, constant: bool) -> tuple[nodes.Argument, ...]:
        self._at += 1
        found: list[nodes.Argument] = []
        while self._tokens[self._at] != ")":
            name = self._name()
            self._expect(":")
            found.append(nodes.Argument(name, self.value(constant=constant)))
        self._at += 1
        return _some(found)

    def value(self, *, constant: bool) -> Any:
        """A literal."""
        token = self._tokens[self._at]
        self._at += 1
        if token == "$":
            if constant:
                raise Unusual
            return nodes.Variable(self._name())
        if token == "[":
            values: list[Any] = []
            while self._tokens[self._at] != "]":
                values.append(self.value(constant=constant))
            self._at += 1
            return nodes.ListValue(tuple(values))
        if token == "{":
            fields: list[nodes.Argument] = []
            while self._tokens[self._at] != "}":
                name = self._name()
                self._expect(":")
                fields.append(nodes.Argument(name, self.value(constant=constant)))
            self._at += 1
            return nodes.ObjectValue(tuple(fields))
        return _scalar(token)

    def _name(self) -> Name:
        token = self._tokens[self._at]
        if not _NAME.match(token):
            raise Unusual
        self._at += 1
        return Name(token)

    def _expect(self, token: str) -> None:
        if self._tokens[self._at] != token:
            raise Unusual
        self._at += 1


def _some(found: list[Any]) -> tuple[Any, ...]:
    """Brackets hold something, but those of lists and objects."""
    if not found:
        raise Unusual
    return tuple(found)


def _scalar(token: str) -> Any:
    if _PLAIN.match(token):
        return nodes.Scalar("string_value", token[1:-1])
    if _INT.match(token):
        return nodes.Scalar("int_value", token)
    if _FLOAT.match(token):
        return nodes.Scalar("float_value", token)
    if token in ("true", "false"):
        return nodes.Scalar("boolean_value", token == "true")
    if token == "null":
        return nodes.NULL
    if _NAME.match(token):
        return nodes.Scalar("enum_value", token)
    raise Unusual
