"""A made-up platform: its back office, menus, operations and rules, the same for one seed and number; and what its entries say.

A platform has `ENTRIES` entries. The names of its operations and menus are its own; kinds of order and their states are shared by all.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from benchmarks import coined, phrasing

ENTRIES: Final = 500
_OPERATIONS: Final = 125
_LENGTH: Final = 335

Known = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Written:
    """An entry, and what it states, by kind: `paths`, `features`, `rules`, `steps`, `aliases`, `terms`, and `against`, operations of which another
    entry says the contrary."""

    question: str
    answer: str
    known: Known


@dataclass(frozen=True, slots=True)
class Operation:
    """What may be done and where: `path` ends at the page that it is on. `types` are kinds of order by what holds of them: allowed,
    forbidden, forbidden, forbidden in some state, allowed in a table, forbidden in it."""

    verb: str
    object: str
    path: tuple[str, ...]
    types: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.verb + self.object


@dataclass(slots=True)
class _Pen:
    """Writes one entry, and notes what it says."""

    chance: random.Random
    operation: Operation
    parts: list[str] = field(default_factory=list)
    places: tuple[int, ...] = (0,)
    known: Known = field(default_factory=dict)

    def say(self, sayings: tuple[str, ...], **words: str) -> None:
        self.parts.append(self.chance.choice(sayings).format(op=self.operation.name, **words))

    def note(self, kind: str, value: Any) -> None:
        self.known.setdefault(kind, []).append(value)

    def rule(self, modality: str, *conditions: tuple[str, bool]) -> None:
        self.note("rules", {"feature": self.operation.name, "modality": modality, "conditions": sorted(conditions)})

    def fill(self) -> str:
        """The answer: what is said among sentences that say nothing, to about the length that is wanted."""
        fillers = self.chance.sample(phrasing.FILLER, len(phrasing.FILLER))
        length = sum(map(len, self.parts))
        while length < _LENGTH and fillers:
            more = self._filler(fillers.pop())
            self.parts.insert(self.chance.choice((len(self.parts), *self.places)), more)
            length += len(more)
        return self.chance.choice(phrasing.GREETING) + "".join(self.parts)

    def _filler(self, saying: str) -> str:
        path, season = self.operation.path, self.chance.choice(phrasing.SEASONS)
        return saying.format(object=self.operation.object, leaf=path[-1], system=path[0], season=season)


def written(seed: int, number: int, revision: int = 0) -> Iterator[Written]:
    """The entries of a platform. `revision` above 0 is of the same facts in other words."""
    operations = _operations(seed, number)
    for index in range(ENTRIES):
        turn, place = divmod(index, _OPERATIONS)
        operation = operations[place]
        pen = _Pen(random.Random(f"{seed}/{number}/{index}/{revision}"), operation)
        question = _WRITERS[turn](pen, number * _OPERATIONS + place)
        answer = _noisy(pen, pen.fill())
        yield Written(
            question, answer, {**({} if "terms" in pen.known else {"features": [operation.name]}), **pen.known}
        )


def _operations(seed: int, number: int) -> list[Operation]:
    chance = random.Random(f"{seed}/{number}")
    system = coined.system(number)
    menus = [(system, coined.room(number * 41 + place)) for place in range(10)]
    pages = [(*menus[place % 10], coined.room(number * 41 + 10 + place)) for place in range(30)]
    types = [coined.order_type(kind) for kind in range(coined.ORDER_TYPES)]
    found = []
    for place in range(_OPERATIONS):
        verb, thing = coined.operation(seed * 7919 + number * _OPERATIONS + place)
        found.append(Operation(verb, thing, chance.choice([*menus, *pages]), tuple(chance.sample(types, 6))))
    return found


def _type(name: str, chance: random.Random) -> str:
    return name + ("单" if chance.random() < 0.2 else "订单")


def _place(pen: _Pen, _: int) -> str:
    """Where an operation is, and for which orders."""
    operation, chance = pen.operation, pen.chance
    _tell_path(pen)
    if chance.random() < 0.3:
        pen.say(phrasing.ALSO, alias=operation.object + operation.verb)
        pen.note("aliases", [operation.name, operation.object + operation.verb])
    pen.say(phrasing.ALLOWED, type=_type(operation.types[0], chance))
    pen.rule("ALLOWED", (operation.types[0], False))
    if chance.random() < 0.5:
        pen.say(phrasing.FORBIDDEN, type=_type(operation.types[2], chance))
        pen.rule("FORBIDDEN", (operation.types[2], False))
    return chance.choice(phrasing.ASK_HOW).format(op=operation.name)


def _tell_path(pen: _Pen) -> None:
    path = list(pen.operation.path)
    pen.say(phrasing.PLACE, path=pen.chance.choice(phrasing.JOINTS).join(path))
    pen.note("paths", path)


def _rules(pen: _Pen, _: int) -> str:
    """What holds for which orders."""
    chance, types = pen.chance, pen.operation.types
    if chance.random() < 0.4:
        pen.say(phrasing.BOTH, type=_type(types[1], chance), other=_type(types[2], chance))
        pen.rule("FORBIDDEN", (types[1], False))
        pen.rule("FORBIDDEN", (types[2], False))
    else:
        pen.say(phrasing.FORBIDDEN, type=_type(types[1], chance))
        pen.rule("FORBIDDEN", (types[1], False))
    if chance.random() < 0.6:
        status = coined.status(chance.randrange(coined.STATUSES))
        pen.say(phrasing.IN_STATUS, type=_type(types[3], chance), status=status)
        pen.rule("FORBIDDEN", (types[3], False), (status, False))
    else:
        pen.say(phrasing.ALLOWED, type=_type(types[0], chance))
        pen.rule("ALLOWED", (types[0], False))
    return chance.choice(phrasing.ASK_RULE).format(op=pen.operation.name)


def _steps(pen: _Pen, _: int) -> str:
    """How it is done, step by step."""
    chance, operation = pen.chance, pen.operation
    _tell_path(pen)
    told = sorted(chance.sample(range(len(phrasing.STEPS)), chance.randrange(3, 6)))
    words = {"leaf": operation.path[-1], "object": operation.object, "verb": operation.verb}
    steps = [phrasing.STEPS[place].format(**words) for place in told]
    form = chance.choice(phrasing.NUMBERING)
    text = chance.choice(phrasing.STEPS_LEAD) + "".join(form.format(n=n, step=step) for n, step in enumerate(steps, 1))
    pen.parts.append(text[:-1] + "。\n")
    pen.note("steps", steps)
    return chance.choice(phrasing.ASK_HOW[:6]).format(op=operation.name)


def _fourth(pen: _Pen, number: int) -> str:
    """By turns a table, a word, a restriction, and what contradicts another entry."""
    turn = number % 10
    if turn < 5:
        return _table(pen)
    if turn < 7:
        return _word(pen, number)
    return _restriction(pen) if turn < 9 else _contradiction(pen)


def _table(pen: _Pen) -> str:
    chance, types = pen.chance, pen.operation.types
    yes, no = chance.choice((("支持", "不支持"), ("可以", "不可以"), ("√", "×")))
    rows = [(types[4], yes, "ALLOWED"), (types[5], no, "FORBIDDEN"), (types[1], no, "FORBIDDEN")]
    chance.shuffle(rows)
    lines = [
        f"| 订单类型 | {pen.operation.name} |",
        "|---|---|",
        *(f"| {name}订单 | {said} |" for name, said, _ in rows),
    ]
    pen.parts.append("\n" + "\n".join(lines) + "\n")
    for name, _, modality in rows:
        pen.rule(modality, (name, False))
    return chance.choice(phrasing.ASK_RULE).format(op=pen.operation.name)


def _word(pen: _Pen, number: int) -> str:
    chance = pen.chance
    word = coined.word(number)
    pen.places = ()
    meaning = chance.choice(phrasing.MEANINGS).format(object=pen.operation.object)
    pen.parts.append(chance.choice(phrasing.DEFINES).format(word=word, meaning=meaning))
    pen.note("terms", [word, meaning])
    return chance.choice(phrasing.ASK_WORD).format(word=word)


def _restriction(pen: _Pen) -> str:
    chance, kind = pen.chance, pen.operation.types[0]
    if chance.random() < 0.5:
        pen.say(phrasing.ONLY, type=f"{kind}订单")
        pen.rule("ALLOWED", (kind, False))
        pen.rule("FORBIDDEN", (kind, True))
    else:
        kind = pen.operation.types[5]
        pen.say(phrasing.EXCEPT, type=f"{kind}订单")
        pen.rule("ALLOWED", (kind, True))
        pen.rule("FORBIDDEN", (kind, False))
    return chance.choice(phrasing.ASK_RULE).format(op=pen.operation.name)


def _contradiction(pen: _Pen) -> str:
    """The opposite of what the operation's first two entries say."""
    chance, types = pen.chance, pen.operation.types
    pen.say(phrasing.FORBIDDEN, type=f"{types[0]}订单")
    pen.rule("FORBIDDEN", (types[0], False))
    pen.note("against", pen.operation.name)
    return chance.choice(phrasing.ASK_RULE).format(op=pen.operation.name)


@cache
def _traditional() -> Any:
    from opencc import OpenCC

    return OpenCC("s2t")


_WRITERS: Final = (_place, _rules, _steps, _fourth)


def _noisy(pen: _Pen, answer: str) -> str:
    """One in twelve is spelt otherwise: blanks, full width, or traditional characters."""
    turn = pen.chance.randrange(36)
    if turn == 0:
        return answer.replace("订单", " 订单 ")
    if turn == 1:
        return answer.replace("-", "－").replace(">", "＞")
    if turn == 2:
        return str(_traditional().convert(answer))
    return answer
