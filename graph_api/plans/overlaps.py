"""Fields that meet under one key: they must be the same, on whatever objects they may meet."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graph_api.plans.selections import MOST_STEPS, Chosen, Selection, TooIntricate, Unsure


def check_overlaps(selection: Selection) -> None:
    """Raises Unsure where two fields of one key may not be the same, on whatever objects they may meet."""
    seen: set[tuple[int, ...]] = set()
    todo: list[tuple[Selection, ...]] = [(selection,)]
    steps = 0
    while todo:
        merged = todo.pop()
        own = tuple(map(id, merged))
        if own in seen:
            continue
        seen.add(own)
        if len(merged) == 1 and merged[0].plain:
            steps += len(merged[0].items)
            todo += [(one.within,) for one in merged[0].items if one.within is not None]
        else:
            by_key: dict[str, list[Chosen]] = {}
            for one in _all_chosen(merged):
                steps += 1
                by_key.setdefault(one.key, []).append(one)
            todo += filter(None, map(_merged, by_key.values()))
        if steps > MOST_STEPS:
            raise TooIntricate


def _all_chosen(selections: Iterable[Selection]) -> Iterator[Chosen]:
    """All fields that selections come to, each named fragment once."""
    visited: set[str] = set()
    todo = list(selections)[::-1]
    while todo:
        for one in todo.pop().items:
            if isinstance(one, Chosen):
                yield one
            elif one.name is None:
                todo.append(one.within)
            elif one.name not in visited:
                visited.add(one.name)
                todo.append(one.within)


def _merged(chosen: Sequence[Chosen]) -> tuple[Selection, ...]:
    """What fields of one key select together. Where they differ, they may only tell one type on objects of two types."""
    first = chosen[0]
    differ = False
    for other in chosen[1:]:
        if first.same_as(other):
            continue
        differ = True
        apart = first.parent.is_object and other.parent.is_object and first.parent is not other.parent
        if not (apart and first.told is other.told):
            raise Unsure
    if differ and not _apart_by_type(chosen):
        raise Unsure
    return tuple({id(one.within): one.within for one in chosen if one.within is not None}.values())


def _apart_by_type(chosen: Sequence[Chosen]) -> bool:
    """Whether fields that differ are on objects of different types, all of them."""
    by_parent: dict[Any, Chosen] = {}
    return all(one.parent.is_object and by_parent.setdefault(one.parent, one).same_as(one) for one in chosen)
