"""Options that are given plainly, read without the library that judges them, which takes as long to load as a server to start.

What is not plain (help, an unknown name, a value that is missing or that cannot be) is left to that library, and so is what it says of it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, signature, unwrap
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from typer.core import TyperCommand

_READERS: Final[Mapping[Any, Callable[[str], Any]]] = {str: str, int: int, Path: Path}
_WHOLE: Final = re.compile("0|[1-9][0-9]{0,8}")
"""How a number is written plainly."""


class Plainly(TyperCommand):
    """A command of options alone, for `app.command(cls=Plainly)`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The values of the options, where they are given plainly."""
        assert self.callback is not None
        told = plainly(unwrap(self.callback), args)
        if told is None:
            return super().parse_args(ctx, args)
        ctx.params.update(told)
        return []


def plainly(command: Callable[..., Any], args: Sequence[str]) -> dict[str, Any] | None:
    """The arguments of a command as its options give them; None where they are not all plain."""
    values: dict[str, Any] = {name: one.default for name, one in signature(command).parameters.items()}
    options = {option: (name, of) for name, told in _hints(command).items() for option, of in _options(told).items()}
    several: dict[str, list[Any]] = {}
    rest = iter(args)
    for word in rest:
        option, given, value = word.partition("=")
        if option not in options:
            return None
        name, (kind, many, info) = options[option]
        if kind is bool and not given:
            values[name] = True
            continue
        told = value if given else next(rest, "-")
        if kind not in _READERS or told.startswith("-") or (kind is int and not _WHOLE.fullmatch(told)):
            return None
        values[name] = found = _READERS[kind](told)
        if not _within(found, info):
            return None
        if many:
            values[name] = several.setdefault(name, [])
            several[name].append(found)
    return None if Parameter.empty in values.values() else values


def _hints(command: Callable[..., Any]) -> dict[str, Any]:
    hints = get_type_hints(command, include_extras=True)
    hints.pop("return", None)
    return hints


def _options(told: Any) -> dict[str, tuple[Any, bool, Any]]:
    """The names of an option, each with the kind of a value of it, whether it may be given several times, and how it was declared."""
    if get_origin(told) is not Annotated:
        return {}
    kind, info = get_args(told)
    if NoneType in get_args(kind):
        kind = next(one for one in get_args(kind) if one is not NoneType)
    many = get_origin(kind) is list
    # The library takes the first name for a default until it looks closer.
    return dict.fromkeys((info.default, *info.param_decls), (get_args(kind)[0] if many else kind, many, info))


def _within(value: Any, info: Any) -> bool:
    """Whether a number is within the bounds of its option."""
    return not isinstance(value, int) or (
        (info.min is None or value >= info.min) and (info.max is None or value <= info.max)
    )
