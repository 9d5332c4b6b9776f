"""Menu paths that a text spells out by what is done: 进入A，点击B，再点C; steps that go on from a path; 在A的B页面点击C.

A chain begins at a system or at a written path and goes on, click by click, until something else is said. In numbered
steps, filling in a form does not end it. Buttons that send a form lead nowhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from extract.items import Item
from extract.labels import Label, Place, clean
from extract.lexicon import CLOSING, OPENING, Lexicon
from extract.paths import Way
from extract.regions import BRACKET, HIDDEN, Region
from extract.text import Text
from ontology.kinds import MenuNodeKind

_CLAUSE: Final = re.compile(rf"[，,；;。！!？?\n\s、:：{HIDDEN}{BRACKET}]+")
_SENTENCE_END: Final = re.compile(r"[。！？!?\n]")
_JOINED: Final = re.compile(
    rf"[{re.escape(CLOSING)}]\s*(?:[、，,和及+\-—>→]|再点击?|然后)?\s*(?=[{re.escape(OPENING)}])"
)
_LISTED: Final = re.compile(
    rf"\s*(?:[{re.escape(OPENING)}][^{re.escape(OPENING + CLOSING)}]{{1,16}}[{re.escape(CLOSING)}]\s*[、，,和及>→\-—]?\s*)+"
)
_COMMA: Final = re.compile(r"\s*[】」”\"]?\s*[，,]\s*(?:然后|再|并|接着)?")
_OF: Final = re.compile(r"(?:页面|界面|列表|菜单|模块|页签|栏目?)?(?:中|里|内|下|里面|下面)?的")


@dataclass(frozen=True, slots=True)
class _Move:
    """What a clause does: labels that it leads to; `base`: it names where it begins; `fills`: it fills in a form."""

    labels: tuple[Label, ...] = ()
    base: bool = False
    fills: bool = False
    start: int = 0
    end: int = 0


def find_chains(region: Region, ways: tuple[Way, ...], items: tuple[Item, ...], text: Text) -> tuple[Way, ...]:
    """The paths of a region: those (`ways`) that it writes out with separators, and those that it spells by clicks.

    A written path that goes on from a chain is given once, with what leads to it.
    """
    written = list(ways)
    found: list[Way] = []
    chain: Way | None = None
    extended = False
    for start, end in _clauses(region):
        way = next((w for w in ways if w.start <= end and start < w.end), None)
        if way is not None:
            if start > way.start:
                continue
            joined = _continue(chain, way, text) if chain and not way.rooted else None
            if joined is not None:
                written[written.index(way)] = joined
            elif chain and extended:
                found.append(chain)
            chain, extended = joined or way, False
            continue
        move = _in_turn(region, start, end, text) or _read(region, start, end, text, goes_on=chain is not None)
        if move.base:
            if chain and extended:
                found.append(chain)
            chain, extended = _begin(move), len(move.labels) > 1
        elif chain and move.labels and _adjacent(chain, move, text, items):
            labels = tuple(label for label in move.labels if not _repeats(chain, label, text))
            chain = replace(
                chain,
                labels=(*chain.labels, *labels),
                end=max(chain.end, move.labels[-1].outer_end),
                rule="path.clicks",
            )
            extended = extended or bool(labels)
        elif chain and not (move.fills and _in_steps(chain.end, move.start, items)):
            if extended:
                found.append(chain)
            chain, extended = None, False
    if chain and extended:
        found.append(chain)
    return (*written, *(way for way in found if len(way.labels) > 1))


def _clauses(region: Region) -> Iterator[tuple[int, int]]:
    position = region.start
    for match in _CLAUSE.finditer(region.masked, region.start, region.end):
        if match.start() > position:
            yield position, match.start()
        position = match.end()
    if position < region.end:
        yield position, region.end


def _read(region: Region, start: int, end: int, text: Text, *, goes_on: bool) -> _Move:
    """One clause: (在|进入)SYSTEM(的?MENU)*(点击LABEL)*, 点击LABEL(点击LABEL)*, or 填写…; where no chain `goes_on`, the first alone."""
    base = _place_before(region, start, end, text)
    if not base and not goes_on:
        return _Move(start=start, end=end)
    masked, lexicon = region.masked, text.lexicon
    verbs = list(lexicon.click.finditer(masked, start, end))
    filled = lexicon.form.search(masked, start, end)
    first = verbs[0].start() if verbs else end
    lead = masked[start:first]
    labels = [*base]
    if base:
        verbs = [verb for verb in verbs if verb.start() >= base[-1].outer_end]
    elif not lexicon.lead_only.match(lead):
        return _Move(fills=bool(filled), start=start, end=end)
    for index, verb in enumerate(verbs):
        stop = verbs[index + 1].start() if index + 1 < len(verbs) else end
        if filled and filled.start() < verb.start():
            break
        found = _clicked(region, verb.end(), stop, text)
        if lexicon.seek.search(verb[0]) and not all(_is_sought_menu(label, masked, lexicon) for label in found):
            break
        labels += found
    return _Move(tuple(labels), bool(base), bool(filled) or (bool(verbs) and not labels), start, end)


def _in_turn(region: Region, start: int, end: int, text: Text) -> _Move | None:
    """`依次点击“商品”、“商品管理”、“出售中”`: a list in brackets that is gone through begins a way by itself."""
    turn = text.lexicon.in_turn.search(region.masked, start, end) if "依次" in region.masked else None
    if not turn or not text.lexicon.lead_only.match(region.masked[start : turn.start()]):
        return None
    listed = _LISTED.match(region.masked, turn.end())
    if not listed:
        return None
    labels = _clicked(region, turn.end(), listed.end(), text)
    return _Move(tuple(labels), len(labels) > 1, False, start, listed.end()) if labels else None


def _is_sought_menu(label: Label, masked: str, lexicon: Lexicon) -> bool:
    """What one looks for (找到订单) is a thing, unless it stands in brackets or is named like a menu (找到账号管理)."""
    words = masked[label.start : label.end]
    return label.bracketed or (len(words) >= 4 and bool(lexicon.menu_noun.search(words)))


def _clicked(region: Region, start: int, end: int, text: Text) -> list[Label]:
    """The labels behind one verb: one, or several in brackets side by side."""
    labels = []
    position = start
    for match in _JOINED.finditer(region.masked, start, end):
        labels.append(clean(region.masked, (position, match.start() + 1), Place.LAST, lexicon=text.lexicon))
        position = match.end()
    labels.append(clean(region.masked, (position, end), Place.LAST, lexicon=text.lexicon))
    found: list[Label] = []
    for label in labels:
        words = region.masked[label.start : label.end] if label else ""
        if label is None or text.lexicon.submit.match(words) or text.lexicon.generic.fullmatch(words):
            break
        found.append(replace(label, clicked=True))
    return found


def _place_before(region: Region, start: int, end: int, text: Text) -> list[Label]:
    """`在商家后台订单管理的订单查询与跟踪` at the beginning of a clause: a system with the menus glued to it."""
    masked, lexicon = region.masked, text.lexicon
    lead = lexicon.lead_in.search(masked, start, end)
    at = lead.end() if lead and lead.start() - start <= 8 else start
    while at < end and masked[at] in OPENING + " ":
        at += 1
    system = lexicon.system.match(masked, at, end) if lead or at > start else None
    if not system:
        return []
    labels = [
        Label(system.start(), system.end(), system.end(), MenuNodeKind.SYSTEM, None, False, True, False, False, start)
    ]
    position = system.end()
    stop = next((v.start() for v in lexicon.click.finditer(masked, position, end)), end)
    for piece_start, piece_end in _pieces(masked, position, stop):
        label = clean(masked, (piece_start, piece_end), Place.LAST, lexicon=lexicon)
        words = masked[label.start : label.end] if label else ""
        if (
            label is None
            or lexicon.position_word.fullmatch(words)
            or lexicon.generic.fullmatch(words)
            or not _names_a_menu(label, words, stop < end, lexicon)
        ):
            break
        labels.append(label)
    return labels


def _names_a_menu(label: Label, words: str, before_click: bool, lexicon: Lexicon) -> bool:
    """Words glued to a system are a menu where a mark or a click behind them says so, or where they are named like one."""
    if label.bracketed or before_click:
        return len(words) <= 12
    act = lexicon.action_first.search(words[:-2])
    if label.kind in (MenuNodeKind.PAGE, MenuNodeKind.TAB, MenuNodeKind.SECTION):
        return len(words) <= 8 and not (act and act.start() == 0)
    return bool(lexicon.menu_noun.search(words)) and len(words) <= 6 and act is None and words[0] not in "对和与将把的"


def _pieces(masked: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    for match in _OF.finditer(masked, start, end):
        if match.start() > position:
            yield position, match.start()
        position = match.end()
    if position < end:
        yield position, end


def _begin(move: _Move) -> Way:
    return Way(move.labels, move.labels[0].start, move.labels[-1].outer_end, True, "path.clicks")


def _continue(chain: Way, way: Way, text: Text) -> Way | None:
    """`打开商家后台，查找账号管理，点击角色管理>添加权限`: a written path without a root goes on from the chain."""
    if text.folded[way.labels[0].start : way.labels[0].end] in {text.folded[x.start : x.end] for x in chain.labels}:
        return None
    if not way.labels[0].clicked or _SENTENCE_END.search(text.folded, chain.end, way.start):
        return None
    return replace(chain, labels=(*chain.labels, *way.labels), end=way.end, rule="path.clicks")


def _adjacent(chain: Way, move: _Move, text: Text, items: tuple[Item, ...]) -> bool:
    """A sentence's end breaks a chain, unless the next sentence is the next step; a path behind a cue goes on at a comma alone."""
    if chain.cue_start is not None and chain.rule != "path.clicks":
        return bool(_COMMA.fullmatch(text.folded, chain.end, move.start))
    if not _SENTENCE_END.search(text.folded, chain.end, move.start):
        return True
    return _in_steps(chain.end, move.start, items)


def _in_steps(before: int, after: int, items: tuple[Item, ...]) -> bool:
    """Whether both places lie in items of one list."""
    one = {item.run for item in items if item.start < before <= item.end}
    other = {item.run for item in items if item.start <= after < item.end}
    return bool(one & other)


def _repeats(chain: Way, label: Label, text: Text) -> bool:
    words = text.folded[label.start : label.end].strip()
    return any(text.folded[old.start : old.end].strip() == words for old in chain.labels)
