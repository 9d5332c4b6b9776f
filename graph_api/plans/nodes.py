"""A document as a tree: nodes with the names and kinds of graphql-core's own, as far as plans look at them.

Whoever reads a tree asks `kind` and takes either: ours, which are quick to make, or graphql-core's, which know their places in the text.
"""

from typing import Any, ClassVar

from msgspec import Struct


class Name(Struct, gc=False, eq=False):
    """A name."""

    value: str
    kind: ClassVar[str] = "name"


class Document(Struct, gc=False, eq=False):
    """Operations and fragments."""

    definitions: tuple[Any, ...]


class OperationDefinition(Struct, gc=False, eq=False):
    """A query; other operations are not parsed here."""

    name: Name | None
    variable_definitions: tuple[Any, ...]
    directives: tuple[Any, ...]
    selection_set: Any
    operation: str = "query"
    kind: ClassVar[str] = "operation_definition"


class FragmentDefinition(Struct, gc=False, eq=False):
    """A fragment with its name."""

    name: Name
    type_condition: Any
    directives: tuple[Any, ...]
    selection_set: Any
    variable_definitions: tuple[Any, ...] = ()
    kind: ClassVar[str] = "fragment_definition"


class VariableDefinition(Struct, gc=False, eq=False):
    """A variable with its type and default."""

    variable: Any
    type: Any
    default_value: Any
    directives: tuple[Any, ...] = ()


class SelectionSet(Struct, gc=False, eq=False):
    """What stands between braces."""

    selections: tuple[Any, ...]


class Field(Struct, gc=False, eq=False):
    """A field; `selection_set`: None where there are no braces."""

    alias: Name | None
    name: Name
    arguments: tuple[Any, ...]
    directives: tuple[Any, ...]
    selection_set: SelectionSet | None
    kind: ClassVar[str] = "field"


class FragmentSpread(Struct, gc=False, eq=False):
    """A fragment by its name."""

    name: Name
    directives: tuple[Any, ...]
    arguments: tuple[Any, ...] = ()
    kind: ClassVar[str] = "fragment_spread"


class InlineFragment(Struct, gc=False, eq=False):
    """A fragment in its place."""

    type_condition: Any
    directives: tuple[Any, ...]
    selection_set: SelectionSet
    kind: ClassVar[str] = "inline_fragment"


class Argument(Struct, gc=False, eq=False):
    """An argument, of a field or a directive; a field of an object, too."""

    name: Name
    value: Any


class Directive(Struct, gc=False, eq=False):
    """A directive."""

    name: Name
    arguments: tuple[Argument, ...]


class NamedType(Struct, gc=False, eq=False):
    """A type by its name."""

    name: Name
    kind: ClassVar[str] = "named_type"


class ListType(Struct, gc=False, eq=False):
    """[type]."""

    type: Any
    kind: ClassVar[str] = "list_type"


class NonNullType(Struct, gc=False, eq=False):
    """type!."""

    type: Any
    kind: ClassVar[str] = "non_null_type"


class Variable(Struct, gc=False, eq=False):
    """$name."""

    name: Name
    kind: ClassVar[str] = "variable"


class ListValue(Struct, gc=False, eq=False):
    """[a, b]."""

    values: tuple[Any, ...]
    kind: ClassVar[str] = "list_value"


class ObjectValue(Struct, gc=False, eq=False):
    """{name: value}."""

    fields: tuple[Argument, ...]
    kind: ClassVar[str] = "object_value"


class Scalar(Struct, gc=False, eq=False):
    """A literal of one token: `kind` tells which, `value` is as graphql-core has it."""

    kind: str
    value: Any
    block: bool = False


NULL = Scalar("null_value", None)
