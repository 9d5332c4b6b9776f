"""What all types of the API share: the request, the arguments of pages, and which type stands over which record."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from graph_api import declared
from graph_api.enums import Verdict
from graph_api.snapshot import Snapshot
from ontology.records import Record

T = TypeVar("T")

Info: TypeAlias = declared.Info
FirstArgument: TypeAlias = Annotated[
    int | None, declared.argument(description="How many from the start; 50 at first, 500 at most.")
]
AfterArgument: TypeAlias = Annotated[str | None, declared.argument(description="Behind this cursor.")]
LastArgument: TypeAlias = Annotated[int | None, declared.argument(description="How many from the end.")]
BeforeArgument: TypeAlias = Annotated[str | None, declared.argument(description="Before this cursor.")]
VerdictsArgument: TypeAlias = Annotated[
    list[Verdict] | None, declared.argument(description="Of these verdicts alone; where null all but UNSTATED.")
]
EvidenceFirst: TypeAlias = Annotated[int, declared.argument(description="How many at most, the best first.")]

_TYPES: Final[dict[type, Any]] = {}


def over(kind: type) -> Callable[[type[T]], type[T]]:
    """Makes a type the one that stands over the records of a class."""

    def register(api_type: type[T]) -> type[T]:
        _TYPES[kind] = api_type
        return api_type

    return register


def keeps_identity(api_type: type) -> bool:
    """Whether a type stands over records of the snapshot: what it says of one id is always the same."""
    return any(one is api_type and issubclass(kind, Record) for kind, one in _TYPES.items())


def wrap(record: Any) -> Any:
    """The API's type over a record."""
    return _TYPES[type(record)](record=record)


def snapshot_of(info: Info) -> Snapshot:
    """The version that this request is answered from."""
    snapshot: Snapshot = info.context["snapshot"]
    return snapshot


def all_of(info: Info, ids: Iterable[str]) -> list[Any]:
    """The types over the records with these ids."""
    return [wrap(record) for record in snapshot_of(info).many(ids)]


def one_of(info: Info, own: str) -> Any:
    """The type over a record that another one names; the shapes see to it that it is there."""
    return wrap(snapshot_of(info).get(own))


@declared.interface(description="Anything with an id.")
class Node:
    record: declared.Private[Any]

    @declared.field(description="Stays as long as the thing keeps its name.")
    def id(self) -> declared.ID:
        return declared.ID(self.record.id)
