"""Menu paths that a text writes out with separators: 商家后台-订单管理-订单导出, 【设置】→【安全】, 功能位置：A > B / C > D.

Which separators count, and what must speak for a path (a system at its root, a cue, arrows, brackets), stands in `_speaks`.
Ranges, pairs, chains of statuses or of work steps, titles and formulas are no paths.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from extract.labels import Label, Place, clean
from extract.lexicon import CLOSING, Lexicon
from extract.regions import BRACKET, HIDDEN, Region
from extract.text import Text
from ontology.kinds import MenuNodeKind

SEPARATOR: Final = re.compile(
    rf"[ \t　]*(?:[{re.escape(CLOSING)}]?[ \t　]*)??"
    r"(?P<sign>(?:-|—|–|─|=)*>{1,3}|[→➔➜⇒⟶»›⏩▶►]+|》+|-{1,4}|—{1,3}|–{1,3}|─{1,4}|⟩)[ \t　]*"
)
_SIGN: Final = re.compile(r"[->→➔➜⇒⟶»›⏩▶►》—–─⟩]")
"""Every separator ends with one of these."""
_ARROW: Final = re.compile(r"[>→➔➜⇒⟶»›》⏩▶►⟩]")
_BREAK: Final = re.compile(r"[。！？；;!?，,：:、|\n" + HIDDEN + "]")
_NEAR: Final = 14
_TITLE: Final = re.compile(rf"[ \t]*(?:{BRACKET}|\.\w)|\s*[=＝]")
_DOMAIN: Final = re.compile(r"\(?\s*[\w-]+(?:\.[\w-]+)+\s*\)?\Z")


@dataclass(frozen=True, slots=True)
class Way:
    """A path as written: labels with spans in the answer, where its words begin and end, and what speaks for it."""

    labels: tuple[Label, ...]
    start: int
    end: int
    rooted: bool
    rule: str
    cue_start: int | None = None


def find_ways(region: Region, text: Text) -> tuple[Way, ...]:
    """The paths that a region writes out with separators, in the order of the text."""
    return tuple(way for run in _runs(region) for way in _read(run, region, text))


def _runs(region: Region) -> Iterator[list[tuple[int, int]]]:
    """Chunks between separators without a break in between; the first and the last reach to the breaks around."""
    masked = region.masked
    if not _SIGN.search(masked, region.start, region.end):
        return
    separators = [m for m in SEPARATOR.finditer(masked, region.start, region.end) if _separates(m, region)]
    if not separators:
        return
    breaks = [region.start - 1, *(m.start() for m in _BREAK.finditer(masked, region.start, region.end)), region.end]
    for left, right in pairwise(breaks):
        inside = [m for m in separators if left < m.start("sign") and m.end("sign") <= right]
        if not inside:
            continue
        edges = [left + 1, *(e for m in inside for e in (m.start("sign"), m.end("sign"))), right]
        yield list(zip(edges[::2], edges[1::2], strict=True))


def _separates(match: re.Match[str], region: Region) -> bool:
    """A dash at the very start or end of a line is a bullet or an ornament, not a joint."""
    before = region.masked[region.start : match.start("sign")].rstrip(" \t　")
    after = region.masked[match.end("sign") : region.end].lstrip(" \t　")
    return bool(before) and bool(after) and not before.endswith("\n") and not after.startswith("\n")


def _read(chunks: list[tuple[int, int]], region: Region, text: Text) -> Iterator[Way]:
    """Labels of consecutive chunks; a chunk that holds no label ends one path and begins the search for the next."""
    lexicon = text.lexicon
    current: list[Label] = []
    for index, chunk in enumerate(chunks):
        last = index == len(chunks) - 1
        if current:
            label = clean(region.masked, chunk, Place.LAST if last else Place.MIDDLE, lexicon=lexicon)
            if label is None:
                if not last and _leads_on(region.masked[chunk[0] : chunk[1]].strip(), lexicon):
                    continue
                yield from _finish(current, region, text)
                current = []
                continue
            split = _split_at_click(region.masked, chunk, lexicon)
            current.append(split or label)
            if split:
                yield from _finish(current, region, text)
        if not current and not last:
            label = clean(region.masked, chunk, Place.FIRST if index == 0 else Place.MIDDLE, lexicon=lexicon)
            if label and lexicon.generic.fullmatch(region.masked, label.start, label.end):
                return
            if label:
                current = list(_unglue(label, region.masked, lexicon))
    yield from _finish(current, region, text)


def _leads_on(words: str, lexicon: Lexicon) -> bool:
    """A chunk that is a verb alone, or names no place after its verb (找到目标员工), does not end the path."""
    return bool(lexicon.click_first.match(words))


def _split_at_click(masked: str, chunk: tuple[int, int], lexicon: Lexicon) -> Label | None:
    """`协商取消订单（如下图）点击 --申请取消`: the verb at the chunk's end belongs to the next label."""
    tail = re.search(rf"[\s{BRACKET}]+(?:{lexicon.click.pattern})\s*\Z", masked[chunk[0] : chunk[1]])
    if not tail:
        return None
    return clean(masked, (chunk[0], chunk[0] + tail.start()), Place.LAST, lexicon=lexicon)


def _unglue(label: Label, masked: str, lexicon: Lexicon) -> Iterator[Label]:
    """`商家后台订单管理`: a system with a menu glued to it is two labels."""
    text = masked[label.start : label.end]
    match = lexicon.system.match(text)
    if match and (match.end() == len(text) or lexicon.position_word.fullmatch(text, match.end())):
        yield replace(label, end=label.start + match.end(), kind=MenuNodeKind.SYSTEM)
        return
    rest = text[match.end() :].lstrip("的里中内") if match else ""
    if match and len(rest) >= 2 and lexicon.menu_noun.search(rest) and not lexicon.action_first.match(rest):
        yield replace(
            label, end=label.start + match.end(), outer_end=label.start + match.end(), kind=MenuNodeKind.SYSTEM
        )
        yield replace(label, start=label.end - len(rest))
        return
    yield label


def _finish(labels: list[Label], region: Region, text: Text) -> Iterator[Way]:
    if len(labels) < 2:
        return
    masked, lexicon = region.masked, text.lexicon
    labels = [*_system_before(labels[0], region, lexicon), *labels]
    start, end = labels[0].start, labels[-1].outer_end
    signs = SEPARATOR.findall(masked, labels[0].end, labels[-1].start)
    arrows = any(_ARROW.search("".join(sign)) for sign in signs)
    cue = _cue_before(labels[0].lead_start, region, text)
    rooted = _is_system(labels[0], masked, lexicon)
    if not _speaks(labels, region, text, arrows=arrows, cued=cue is not None, rooted=rooted):
        return
    rule = "path.arrow" if arrows else "path.dash"
    yield Way(tuple(labels), start, end, rooted, rule, cue)


def _system_before(first: Label, region: Region, lexicon: Lexicon) -> Iterator[Label]:
    """`在商家后台中打开 【设置】→…`: the system that stands right before the first label, but for verbs and place words."""
    if _is_system(first, region.masked, lexicon):
        return
    between = lexicon.before_label.search(region.masked, region.start, first.start)
    system = between and lexicon.system_last.search(region.masked, region.start, between.start())
    if system:
        start = system.start()
        lead = list(lexicon.lead_in.finditer(region.masked, start, system.end()))
        start = lead[-1].end() if lead and lead[-1].end() < system.end() else start
        yield Label(start, system.end(), system.end(), MenuNodeKind.SYSTEM, led_in=True, lead_start=start)


def _is_system(label: Label, masked: str, lexicon: Lexicon) -> bool:
    return label.kind is MenuNodeKind.SYSTEM or bool(lexicon.system_only.match(masked[label.start : label.end]))


def _cue_before(at: int, region: Region, text: Text) -> int | None:
    """Where a cue (路径：, 入口在) stands right before the path, or None."""
    begin = max(region.start, at - _NEAR)
    if begin == region.start and region.start > 0:
        begin = max(0, at - _NEAR)
    found = list(text.lexicon.cue.finditer(text.folded, begin, at))
    if not found:
        return None
    between = text.folded[found[-1].end() : at]
    return found[-1].start() if re.fullmatch(r"[\s:：为是在如下即】\[【「“\"(（)）']*", between) else None


def _speaks(labels: list[Label], region: Region, text: Text, *, arrows: bool, cued: bool, rooted: bool) -> bool:
    """Whether what stands around the labels and in them makes them a way through menus."""
    lexicon = text.lexicon
    texts = [text.folded[label.start : label.end] for label in labels]
    if _is_title(labels[-1], region, text) or "=" in text.folded[max(0, labels[0].start - 3) : labels[0].start]:
        return False
    menus = [bool(lexicon.menu_noun.search(words)) for words in texts]
    announced = lexicon.workflow.search(text.folded, max(0, labels[0].lead_start - _NEAR), labels[0].lead_start)
    if cued and not (announced and announced[0].endswith("流程") and not rooted and not any(menus[:-1])):
        return True
    if rooted:
        return not any(len(words) > 14 and not words.isascii() for words in texts)
    plain = [menu and not lexicon.step_last.search(words) for menu, words in zip(menus, texts, strict=True)]
    if _is_workflow(texts, text, labels[0].lead_start) and not any(plain[:-1]):
        return False
    led_in = labels[0].led_in
    bracketed = all(label.bracketed for label in labels)
    if all(words.isascii() for words in texts):
        capitals = all(text.raw[label.start].isupper() and label.end - label.start > 1 for label in labels)
        return arrows and capitals and (led_in or bracketed)
    if arrows or bracketed:
        return led_in or bracketed or any(menus[:-1]) or any(label.clicked for label in labels)
    return any(menus[:-1]) and (led_in or len(labels) >= 3 or sum(menus) > 1)


def _is_workflow(texts: list[str], text: Text, at: int) -> bool:
    """Chains of what is done or of statuses: 下单→付款→发货, 待付款 > 待发货; also what a cue of that kind announces."""
    steps = sum(bool(text.lexicon.step_word.search(words)) for words in texts)
    announced = text.lexicon.workflow.search(text.folded, max(0, at - _NEAR), at)
    return bool(announced) or steps * 2 >= len(texts)


def _is_title(label: Label, region: Region, text: Text) -> bool:
    """`高频问题解答-头条 (jd.com)`: what is followed by a domain in brackets is the title of a page."""
    match = _TITLE.match(region.masked, label.outer_end)
    if not match:
        return False
    bracket = next((b for b in region.brackets if b.start == match.end() - 1), None)
    if bracket:
        return bool(_DOMAIN.fullmatch(text.folded[bracket.start + 1 : bracket.end - 1].strip()))
    return "=" in match[0] or "＝" in match[0]


def annotation_text(label: Label, region: Region, text: Text) -> str | None:
    """The words in the round brackets that belong to a label."""
    if label.annotation is None:
        return None
    bracket = next((b for b in region.brackets if b.start <= label.annotation < b.end), None)
    return text.raw[bracket.start + 1 : bracket.end - 1].strip() if bracket else None
