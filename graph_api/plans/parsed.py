"""A document parsed from its tokens, into graphql-core's own nodes: what clients write, in a third of the time.

Whatever is not written so (escapes, block strings, descriptions, what is no operation and no fragment, and all that is wrong) is left to
graphql-core's parser, which knows the whole language and says what is wrong where.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from graphql import (
    ArgumentNode,
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FloatValueNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    ListTypeNode,
    ListValueNode,
    NamedTypeNode,
    NameNode,
    NonNullTypeNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    StringValueNode,
    VariableDefinitionNode,
    VariableNode,
    parse,
)

_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_INT: Final = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
_FLOAT: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_PLAIN: Final = re.compile(r'"[^"\\\x00-\x1f\ud800-\udfff]*"\Z')
_END: Final = ""


class _Unusual(Exception):
    """Not for this parser."""


def parsed(source: str, tokens: Sequence[str]) -> DocumentNode:
    """The document of a text and its tokens (comments left out), without places. Raises GraphQLSyntaxError."""
    try:
        return _Parser(tokens).document()
    except _Unusual:
        return parse(source, no_location=True)


class _Parser:
    """Goes through the tokens once; depth is bounded by whoever counted them."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._tokens = [*tokens, _END, _END]
        self._at = 0

    def document(self) -> DocumentNode:
        definitions: list[Any] = []
        while self._tokens[self._at] != _END:
            definitions.append(self._definition())
        if not definitions:
            raise _Unusual
        return DocumentNode(definitions=tuple(definitions))

    def _definition(self) -> Any:
        token = self._tokens[self._at]
        if token == "{":
            return OperationDefinitionNode(operation=OperationType.QUERY, selection_set=self._selections())
        self._at += 1
        if token == "fragment":
            name = self._name()
            if name.value == "on":
                raise _Unusual
            self._expect("on")
            on = NamedTypeNode(name=self._name())
            directives = self._directives()
            return FragmentDefinitionNode(
                name=name, type_condition=on, directives=directives, selection_set=self._selections()
            )
        if token != "query":
            raise _Unusual
        own = None if self._tokens[self._at] in ("{", "(", "@") else self._name()
        return OperationDefinitionNode(
            operation=OperationType.QUERY,
            name=own,
            variable_definitions=self._variables(),
            directives=self._directives(),
            selection_set=self._selections(),
        )

    def _variables(self) -> tuple[VariableDefinitionNode, ...]:
        if self._tokens[self._at] != "(":
            return ()
        self._at += 1
        found: list[VariableDefinitionNode] = []
        while self._tokens[self._at] != ")":
            self._expect("$")
            variable = VariableNode(name=self._name())
            self._expect(":")
            kind = self._type()
            default = None
            if self._tokens[self._at] == "=":
                self._at += 1
                default = self._value(constant=True)
            found.append(VariableDefinitionNode(variable=variable, type=kind, default_value=default))
        self._at += 1
        return _some(found)

    def _type(self) -> Any:
        kind: Any
        if self._tokens[self._at] == "[":
            self._at += 1
            kind = ListTypeNode(type=self._type())
            self._expect("]")
        else:
            kind = NamedTypeNode(name=self._name())
        if self._tokens[self._at] == "!":
            self._at += 1
            return NonNullTypeNode(type=kind)
        return kind

    def _selections(self) -> SelectionSetNode:
        self._expect("{")
        found: list[Any] = []
        while self._tokens[self._at] != "}":
            found.append(self._spread() if self._tokens[self._at] == "..." else self._field())
        self._at += 1
        return SelectionSetNode(selections=_some(found))

    def _field(self) -> FieldNode:
        name = self._name()
        alias = None
        tokens = self._tokens
        if tokens[self._at] == ":":
            self._at += 1
            alias, name = name, self._name()
        token = tokens[self._at]
        arguments: tuple[ArgumentNode, ...] = ()
        if token == "(":
            arguments = self._arguments(constant=False)
            token = tokens[self._at]
        directives: tuple[DirectiveNode, ...] = ()
        if token == "@":
            directives = self._directives()
            token = tokens[self._at]
        within = self._selections() if token == "{" else None
        return FieldNode(alias=alias, name=name, arguments=arguments, directives=directives, selection_set=within)

    def _spread(self) -> Any:
        self._at += 1
        token = self._tokens[self._at]
        if token == "on":
            self._at += 1
            on = NamedTypeNode(name=self._name())
            directives = self._directives()
            return InlineFragmentNode(type_condition=on, directives=directives, selection_set=self._selections())
        if token in ("{", "@"):
            directives = self._directives()
            return InlineFragmentNode(type_condition=None, directives=directives, selection_set=self._selections())
        name = self._name()
        if self._tokens[self._at] == "(":
            raise _Unusual
        return FragmentSpreadNode(name=name, directives=self._directives())

    def _directives(self) -> tuple[DirectiveNode, ...]:
        found: list[DirectiveNode] = []
        while self._tokens[self._at] == "@":
            self._at += 1
            name = self._name()
            arguments = self._arguments(constant=False) if self._tokens[self._at] == "(" else ()
            found.append(DirectiveNode(name=name, arguments=arguments))
        return tuple(found)

    def _arguments(self, *, constant: bool) -> tuple[ArgumentNode, ...]:
        self._at += 1
        found: list[ArgumentNode] = []
        while self._tokens[self._at] != ")":
            name = self._name()
            self._expect(":")
            found.append(ArgumentNode(name=name, value=self._value(constant=constant)))
        self._at += 1
        return _some(found)

    def _value(self, *, constant: bool) -> Any:
        token = self._tokens[self._at]
        self._at += 1
        if token == "$":
            if constant:
                raise _Unusual
            return VariableNode(name=self._name())
        if token == "[":
            values: list[Any] = []
            while self._tokens[self._at] != "]":
                values.append(self._value(constant=constant))
            self._at += 1
            return ListValueNode(values=tuple(values))
        if token == "{":
            fields: list[ObjectFieldNode] = []
            while self._tokens[self._at] != "}":
                name = self._name()
                self._expect(":")
                fields.append(ObjectFieldNode(name=name, value=self._value(constant=constant)))
            self._at += 1
            return ObjectValueNode(fields=tuple(fields))
        return _scalar(token)

    def _name(self) -> NameNode:
        token = self._tokens[self._at]
        if not _NAME.match(token):
            raise _Unusual
        self._at += 1
        return NameNode(value=token)

    def _expect(self, token: str) -> None:
        if self._tokens[self._at] != token:
            raise _Unusual
        self._at += 1


def _some(found: list[Any]) -> tuple[Any, ...]:
    """Brackets hold something, but those of lists and objects."""
    if not found:
        raise _Unusual
    return tuple(found)


def _scalar(token: str) -> Any:
    if _PLAIN.match(token):
        return StringValueNode(value=token[1:-1], block=False)
    if _INT.match(token):
        return IntValueNode(value=token)
    if _FLOAT.match(token):
        return FloatValueNode(value=token)
    if token in ("true", "false"):
        return BooleanValueNode(value=token == "true")
    if token == "null":
        return NullValueNode()
    if _NAME.match(token):
        return EnumValueNode(value=token)
    raise _Unusual
