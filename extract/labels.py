"""From the words between two separators to a menu label as a person would clean it: without verbs, brackets, place words.

Works on the region's masked text, whose offsets are those of the answer; gives spans, so that every label is a quote.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from extract.lexicon import CLOSING, OPENING, Lexicon
from extract.regions import BRACKET, HIDDEN
from ontology.kinds import MenuNodeKind

_KIND_OF_CLASS: Final = {
    "tab": MenuNodeKind.TAB,
    "button": MenuNodeKind.ACTION,
    "page": MenuNodeKind.PAGE,
    "section": MenuNodeKind.SECTION,
    "menu": MenuNodeKind.MENU,
    "field": MenuNodeKind.FIELD,
}
_KEPT_SUFFIXES: Final = re.compile(r"(?:列表页?|详情页|首页|主页|[^面签a-z]页)\Z")
_EDGE: Final = "\t\n\r 　" + BRACKET + OPENING + CLOSING + "-—–>→,，.。:：;；、·•*#_~`"
_HAS_NAME: Final = re.compile(r"[a-z㐀-鿿]", re.IGNORECASE)
_LONGEST: Final = 16
_PRODUCT: Final = re.compile(r"(?:[一-鿿]{2,8}\s?)?[A-Za-z]{2,8}\s*\Z")
_ENGLISH: Final = re.compile(r"[ -~]+\Z")


class Place(Enum):
    """Where in a run the words stand: what may be glued to them depends on it."""

    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Label:
    """`text[start:end]` is the label; `outer_end` is where it ends with its brackets and suffix.

    `annotation` is the position of a bracket that belongs to it; `led_in`: a verb or preposition stands before it;
    `stops`: the path goes no further than this; `after`: where the words begin that follow the label in its chunk.
    """

    start: int
    end: int
    outer_end: int
    kind: MenuNodeKind | None = None
    annotation: int | None = None
    bracketed: bool = False
    led_in: bool = False
    clicked: bool = False
    stops: bool = False
    lead_start: int = 0


def clean(masked: str, span: tuple[int, int], place: Place, *, lexicon: Lexicon) -> Label | None:
    """The label in `masked[span]`, or None where there is none."""
    start, end = _strip(masked, *span)
    lead = start
    annotation = _annotation(masked, *span)
    if annotation is not None and place is not Place.FIRST:
        end = min(end, _strip(masked, start, annotation)[1]) if annotation > start else end
    quoted = _quoted(masked, span, place, lexicon)
    led_in = clicked = False
    if quoted:
        inner_start, inner_end, outer_end = quoted
        before = masked[span[0] : inner_start]
        form = lexicon.form.search(before)
        if form and form[0] != "选择" and place is not Place.FIRST:
            return None
        led_in = bool(lexicon.lead_in.search(before)) or place is not Place.FIRST
        clicked = bool(lexicon.click.search(before))
        tail = masked[outer_end : span[1]] if place is not Place.LAST else masked[outer_end : outer_end + 6]
        kind, used = _kind_before_break(tail, lexicon)
        return _checked(
            masked,
            Label(
                inner_start, inner_end, outer_end + used, kind, annotation, True, led_in, clicked, False, inner_start
            ),
            lexicon,
        )
    if place is Place.FIRST:
        start, led_in, clicked = _cut_lead(masked, start, end, lexicon)
        end = _strip(masked, start, end)[1]
    else:
        match = lexicon.click_first.match(masked, start, end)
        if match:
            start, led_in, clicked = _strip(masked, match.end(), end)[0], True, True
        elif lexicon.form.match(masked, start, end):
            return None
    if place is Place.LAST:
        end = _cut_tail(masked, start, end, lexicon)
    start, end = _strip(masked, start, end)
    if start >= end:
        return None
    position = lexicon.position_word.match(masked, start, end)
    if position and position.end() < end:
        start = _strip(masked, position.end(), end)[0]
    outer_end = end
    end, kind = _cut_kind(masked, start, end, lexicon)
    found = Label(start, end, outer_end, kind, annotation, False, led_in, clicked, False, lead)
    return _checked(masked, found, lexicon)


def _checked(masked: str, label: Label, lexicon: Lexicon) -> Label | None:
    start, end = _strip(masked, label.start, label.end)
    text = masked[start:end]
    longest = 40 if _ENGLISH.match(text) else _LONGEST + 10 * label.bracketed
    if not _HAS_NAME.search(text) or HIDDEN in text or len(text.replace(BRACKET, "")) > longest:
        return None
    if lexicon.no_label.search(text) or re.search(r"[,，。;；!！?？\n|=+]", text):
        return None
    if any(char in text for char in OPENING + CLOSING) and not label.bracketed:
        return None
    if lexicon.submit.match(text) and label.clicked:
        return None
    return Label(
        start, end, max(label.outer_end, end), label.kind, label.annotation, label.bracketed,
        label.led_in, label.clicked, label.stops, label.lead_start,
    )  # fmt: skip


def _strip(masked: str, start: int, end: int) -> tuple[int, int]:
    while start < end and masked[start] in _EDGE:
        start += 1
    while start < end and masked[end - 1] in _EDGE:
        end -= 1
    return start, end


def _annotation(masked: str, start: int, end: int) -> int | None:
    at = masked.find(BRACKET, start, end)
    return at if at >= 0 else None


def _quoted(masked: str, span: tuple[int, int], place: Place, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """A label in brackets of its own: the last one of a first chunk, else the first one: (start, end, outer end)."""
    start, end = span
    inside = rf"([{re.escape(OPENING)}])([^{re.escape(OPENING + CLOSING)}]+)([{re.escape(CLOSING)}])"
    pairs = [
        (start + match.start(2), start + match.end(2), start + match.end())
        for match in re.finditer(inside, masked[start:end])
    ]
    if not pairs:
        return None
    chosen = pairs[-1] if place is Place.FIRST else pairs[0]
    before, after = masked[start : chosen[0] - 1], masked[chosen[2] : end]
    if place is Place.FIRST:
        return chosen if len(after.strip(_EDGE)) <= 4 else None
    return chosen if lexicon.before_quote.match(before.strip(_EDGE)) else None


def _cut_lead(masked: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, bool, bool]:
    """Where the first label begins: behind an open bracket, the last verb or preposition, or white space."""
    led_in = clicked = False
    for index in range(end - 1, start - 1, -1):
        if masked[index] in OPENING:
            start = index + 1
            led_in = True
            break
    named = lexicon.named_system_last.search(masked, start, end)
    if named:
        product = _PRODUCT.search(masked, start, named.start())
        lead = list(lexicon.lead_in.finditer(masked, start, named.start()))
        start = max(start, lead[-1].end()) if lead else start
        return (max(start, product.start()) if product else named.start()), True, False
    for match in lexicon.lead_in.finditer(masked, start, end):
        if match.end() < end:
            start, led_in = match.end(), True
            clicked = bool(lexicon.click.match(match[0]))
    for match in re.finditer(rf"[\s{BRACKET}{HIDDEN}]+", masked[start:end]):
        left, right = (
            masked[start + match.start() - 1 : start + match.start()],
            masked[start + match.end() : start + match.end() + 1],
        )
        if (
            not (left.isascii() and left.isalnum() and right.isascii() and right.isalnum())
            and start + match.end() < end
            and not _names_on(masked[start + match.end() : end], left)
        ):
            inner, led, by_click = _cut_lead(masked, start + match.end(), end, lexicon)
            return inner, led or led_in, by_click or clicked
    return start, led_in, clicked


def _names_on(rest: str, left: str) -> bool:
    """A short Latin name at the end of a label belongs to the words before it: 云服务器 ECS."""
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z0-9]{1,7}", rest)) and left > "\u2e80" and not rest.startswith("step")


def _cut_tail(masked: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where the last label ends: at white space, a closing bracket, a place word with a verb, a verb phrase."""
    for index in range(start, end):
        char = masked[index]
        if char in CLOSING + OPENING or char in (BRACKET, HIDDEN):
            end = index
            break
        if char.isspace() and not _joins(masked, index, end):
            end = index
            break
    for match in lexicon.tail.finditer(masked, start + 2, end):
        return match.start()
    return _cut_after_noun(masked, start, end, lexicon)


def _joins(masked: str, index: int, end: int) -> bool:
    """White space inside a label: between Latin words, or before a short Latin name (云服务器 ECS)."""
    left = masked[index - 1 : index]
    right = re.match(r"\s*([A-Za-z][A-Za-z0-9]*)(?=\s|\Z|[^A-Za-z0-9])", masked[index:end])
    if not right or re.match(r"step|q\d|a\d", right[1], re.IGNORECASE):
        return False
    return left.isascii() or len(right[1]) <= 6


def _cut_after_noun(masked: str, start: int, end: int, lexicon: Lexicon) -> int:
    """A menu noun that is followed by a verb with an object ends the label: 订单管理|使用三方快递发货."""
    for cut in range(start + 2, end - 2):
        if lexicon.menu_noun.search(masked, start, cut) and lexicon.click_first.match(masked, cut, end):
            return cut
    return end


def _cut_kind(masked: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, MenuNodeKind | None]:
    """Takes 页面, TAB页, 按钮, 功能 off the end, and says what they mean; 列表页 and the like stay part of the label."""
    if masked[start:end].endswith("功能") and end - start > 3:
        end -= 2
    for name, pattern in lexicon.kinds:
        match = pattern.search(masked, start, end)
        if match and match.start() > start:
            if match[0].startswith(("列表", "详情")) and len(match[0]) > 2:
                return match.start() + 2, _KIND_OF_CLASS[name]
            if _KEPT_SUFFIXES.search(masked[start:end]):
                return end, _KIND_OF_CLASS[name]
            cut = _strip(masked, start, match.start())[1]
            return (cut, _KIND_OF_CLASS[name]) if cut - start >= 1 else (end, None)
    return end, None


def kind_of(text: str, lexicon: Lexicon) -> MenuNodeKind | None:
    """The kind that words alone tell (TAB页, 按钮), or None."""
    for name, pattern in lexicon.kinds:
        match = pattern.match(text.strip())
        if match and match.end() == len(text.strip()):
            return _KIND_OF_CLASS[name]
    return None


def _kind_before_break(tail: str, lexicon: Lexicon) -> tuple[MenuNodeKind | None, int]:
    """The kind word right behind a bracketed label: 【暂停】页签."""
    for length in range(min(5, len(tail)), 0, -1):
        kind = kind_of(tail[:length], lexicon)
        if kind:
            return kind, length
    return None, 0
