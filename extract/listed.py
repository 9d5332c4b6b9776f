"""What a statement governs behind its colon: marked items (以下订单不支持…：1… 2…), or such things in a row (禁止寄递：易燃品、活体动物).

Each is an alternative; under 同时满足, 缺一不可 all must hold.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from extract.cases import excepted_conditions, usable
from extract.clauses import Clause
from extract.conditions import read_conditions
from extract.conds import Alternatives, Conjunction, join, negated, unique
from extract.cues import CueKind, cue_words, find_cues
from extract.entirely import read_entirely
from extract.follows import outcome_in
from extract.page import Page
from extract.qualified import but_only, only_those
from extract.statements import Sentence, enumerated
from extract.subjects import kinds_in
from extract.text import parted

_LISTED: Final = re.compile(
    r"以下|如下|下列|下述|下面|以上|上述|任[一意何](?:[一项种个]{0,2})(?:条件|情[形况])(?:[^，。；]*|的?[，,][^，,。；]*)[:：]|[:：]\s*\Z"
)
_BELOW: Final = r"(?:以下|如下|下列|下述|下面)(?:任[一意何]|全部|所有|其中|之一|[一二三四五六七八九\d几]+[种类项个条])*[^，。：:]{0,6}?"
_GOVERNS: Final = frozenset({CueKind.ALLOW, CueKind.FORBID, CueKind.NARROW, CueKind.ONLY, CueKind.RESTRICT})
_CASES: Final = re.compile(
    r"(?:以下|如下|下列|下述|下面|任[一意何])[^，,。；;]{0,8}?(?:情[形况]|行为|条件|原因|问题|之一|[点项条种])[^，,。；;]{0,4}(?:的|时|者|，|,)"
)
_LONGEST_ITEM: Final = 40
_ALL: Final = re.compile(r"同时|均需|都需|全部|所有条件|以下条件(?!之一)|缺一不可")
_ACTS: Final = re.compile(
    r"(?:以下|如下|下列|下述)[^，。:,;]{0,4}(?:功能|操作|方式|服务|步骤|方法|渠道|途径|设置|权限|权益|材料|资料)"
    r"|(?:方法|步骤|流程|方式|路径|操作)(?:如下|为)?:"
)
"""Below stands what may be done or how, and not for what."""
_OF_KIND: Final = re.compile(r"(?<=[一-鿿])的[一-鿿]{1,6}】?\s*\Z")
_BRACKET_ENDS: Final = re.compile(r"\s*】\s*[:：]?\s*")
HAS_TO_SHOW: Final = re.compile(
    r"(?:可以?|能够?)(?=提供|出示|出具|证明|举证|提交[^，。；]{0,8}(?:证明|凭证|材料|记录))"
)
"""That somebody can show something is so of a case, and permits nothing: 内件短少，并|能|提供称重记录."""
_GOES_ON: Final = re.compile(r"[，,]\s*(?:但|且|并|而|同时|又)(?!非)")
_PARTS: Final = re.compile(r"[，,、；;。\n]\s*|(?<=[一-鿿]{3})(?=且[一-鿿]{3})")
_TIE: Final = re.compile(r"(?:但是?|而且|并且|且|并|而|同时|又|显示|\s)*(?:可以?|能够?)?(?=[一-鿿]{2})")
"""What ties the parts of an item that must all hold, and tells nothing of its own."""
_LINE_ENDS: Final = re.compile(r"\s*[：:]?[^\S\n]*\n")
_IN_SENTENCE: Final = re.compile(r"[，,](?=[^，,]*[，,])")
_LONGEST_HEAD: Final = 12
_THESE: Final = re.compile(
    r"\s*(?:对于?|凡)?(?:以下|下列|如下|下述|下面)(?:这?[一二三四五六七八九\d几]+[种类项个条])?(?!操作|功能|方式|服务|步骤|方法|渠道|途径|设置|权限|权益|材料|资料|内容|信息|字段|证件|凭证)[一-鿿]{2,6}?(?:均|都|一律|暂时?)?\s*"
)
"""Of which things below something is told: 以下房型|须…."""
_EXCEPTS: Final = re.compile(r"[（(](?:除|不含|不包括)|(?:除外|例外)\s*[）)]\s*\Z")
_ROW_ENDS: Final = re.compile(r"[。；;！!？?\n【]|\Z")
_NEXT_LINE: Final = re.compile(r"\s*(?P<colon>[:：]?)[ \t]*\n\s*")
_ONE_ACT: Final = re.compile(r"\s*(?:先[^，。；]{1,4}再)?[寄带退换卖买投运送装放租借修洗收存]\s*")
_COMMA: Final = re.compile("、")
_BUT_BELOW: Final = re.compile(rf"除了?{_BELOW}[一-鿿]{{0,4}}(?:之外|以外|外)|{_BELOW}[一-鿿]{{0,4}}(?:除外|例外)")
"""That what stands below is taken out of what is told: 除以下情形|外，均可退票：…"""
_ROW: Final = re.compile(r"[一-鿿A-Za-z0-9]{2,8}(?:、[一-鿿A-Za-z0-9]{2,8})+")
_LONGEST_ROW: Final = 60
_LONGEST_ROW_ITEM: Final = 18
_LONGEST_ACT: Final = 4
_TIES: Final = "；;"
_END: Final = re.compile(r"[。！!？?\n]|\Z")


@dataclass(frozen=True, slots=True)
class Listed:
    """The conditions of a list, where its first item begins, and where the list ends that nothing else need read (0: it is read
    by itself as well); `jointly`: all of it must hold; `heads`: it is a line over items that state rules themselves;
    `things`: it names the things of which the line over it tells, and no premises (报备后方可寄递的物品)."""

    conditions: Alternatives = ()
    begin: int | None = None
    end: int = 0
    jointly: bool = False
    heads: bool = False
    things: bool = False


def find_listed(page: Page, sentence: Sentence, clause: Clause) -> Listed:
    """The list that a clause governs, if any."""
    text = page.told
    if clause.cue is None:
        return _of_outcome(page, sentence, clause)
    borne = _borne(page, sentence, clause)
    if not (clause.cue.kind in _GOVERNS or borne or _about_such(page, clause)):
        return _of_outcome(page, sentence, clause)
    later = [cue for cue in find_cues(text, clause.end, sentence.end) if cue.kind in _GOVERNS]
    if later and text.folded[clause.end : clause.end + 1] in ("，", ","):
        return Listed()
    if _ACTS.search(text.folded, clause.cue.end, sentence.end + 1):
        return Listed()
    jointly = bool(_ALL.search(text.folded[sentence.start : sentence.end]))
    if borne or _points_below(page, sentence) or _is_head(page, sentence, clause):
        spans = enumerated(text, clause.cue.end, sentence.end, page.items)
        if spans and sum(_states_by_itself(page, *span) for span in spans) * 2 >= len(spans):
            return Listed(heads=_is_head(page, sentence, clause))
        if spans and all(end - start <= _LONGEST_ITEM for start, end in spans):
            found, (begin, end) = _of_items(page, spans), (spans[0][0] - 1, spans[-1][1])
            stop = 0 if not found or any(_states_by_itself(page, *span) for span in spans) else end
            told = _listed(found, borne if found and borne else begin, stop, jointly=jointly)
            things = bool(borne or _is_head(page, sentence, clause)) and not _about_such(page, clause)
            return replace(told, things=things, end=0 if things and clause.end < sentence.end - 1 else told.end)
    if (below := _in_next_line(page, sentence, clause)) is not None:
        return below
    return _in_a_row(page, clause, jointly=jointly, such=_is_about_cases(page, sentence, clause))


def takes_out_below(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Whether a statement over a list holds but for what the list tells."""
    stop = clause.cue.lead if clause.cue else clause.end
    return _BUT_BELOW.search(page.told.folded, sentence.start, stop) is not None


def _points_below(page: Page, sentence: Sentence) -> bool:
    """Whether a sentence points at what stands below, or ends in a colon: 不支持换货：|1）…"""
    ends = (sentence.end, sentence.end + 1)
    return any(_LISTED.search(page.told.folded[sentence.start : end]) for end in ends)


def _of_outcome(page: Page, sentence: Sentence, clause: Clause) -> Listed:
    """The cases below, of which what follows is told without a cue: 有下列情形之一的，|退款顺延：…"""
    text = page.told
    ends = text.folded[clause.end : max(clause.end + 1, sentence.end)].strip() in (":", "：")
    told = outcome_in(text, clause.start, clause.end) if clause.cue is None else None
    these = told is not None and _THESE.match(text.folded, sentence.start, told[0]) is not None
    if told is not None and _is_bracket(page, sentence, clause):
        ends = these = True
    if not ends or not (these or _CASES.search(text.folded, sentence.start, sentence.end)):
        return Listed()
    if (clause.cue is None and told is None) or (_about_such(page, clause) and not these):
        return Listed()
    spans = _cases(page, clause.start, sentence.end)
    if not spans:
        return Listed()
    jointly = bool(_ALL.search(text.folded[sentence.start : sentence.end]))
    return _listed(_of_items(page, spans), spans[0][0] - 1, spans[-1][1], jointly=jointly)


def _cases(page: Page, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The items below a line, where there are several and none states a rule itself."""
    spans = enumerated(page.told, start, end, page.items)
    told = len(spans) > 1 and not any(
        last - first > _LONGEST_ITEM or _states_by_itself(page, first, last) for first, last in spans
    )
    return spans if told else ()


def cases_below(page: Page, start: int, end: int) -> tuple[Alternatives, int]:
    """What each item below a line tells, and where the last ends."""
    spans = _cases(page, start, end)
    return (tuple(_of_items(page, spans)), spans[-1][1]) if spans else ((), 0)


def _borne(page: Page, sentence: Sentence, clause: Clause) -> int | None:
    """Where a line by itself turns from what may or must be done to the kinds below of which it is told: 【可以申诉|的评价】."""
    text, cue = page.told.folded, clause.cue
    ends = _LINE_ENDS.match(text, sentence.end) or text[sentence.end - 1 : sentence.end + 1].strip()[-1:] == "】"
    if cue is None or not ends or clause.end < sentence.end - 1:
        return None
    told = _OF_KIND.search(text, cue.end, clause.end)
    if told is not None and not _IN_SENTENCE.search(text, sentence.start, clause.start):
        return told.start()
    return clause.end if _is_bracket_asked(page, sentence, clause) else None


def _is_bracket_asked(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Whether brackets alone say that what the question asks about may, may not or must be so, with nothing of whom: 【不可同步】."""
    text = page.told.folded
    words = text[clause.start : clause.end].strip("【】 ：:")
    if not _is_bracket(page, sentence, clause):
        return False
    return words[-2:] in page.asked.folded or _things_below(page, sentence, clause)


def _is_bracket(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause is all that brackets by themselves hold: 【驿站一律拒收】."""
    text = page.told.folded
    words = text[clause.start : clause.end].strip("【】 ：:")
    alone = text[max(0, sentence.start - 1) : sentence.start + 1].strip()[:1] == "【"
    return alone and len(words) <= _LONGEST_HEAD and clause.start <= sentence.start + 1


def _things_below(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Whether what stands below brackets that tell what is (not) done names things, and no acts: 【禁止托运】 over 充电宝, 打火机."""
    spans = enumerated(page.told, clause.end, sentence.end, page.items)
    act = (
        clause.cue is not None and 2 <= len(page.told.folded[clause.cue.end : clause.end].strip("】 ")) <= _LONGEST_ACT
    )
    return (
        act and bool(spans) and not any(page.told.lexicon.action_first.match(page.told.folded, *one) for one in spans)
    )


def _is_head(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Whether a line by itself names such things as stand below it: 不支持换货的订单."""
    text = page.told.folded
    stop = sentence.end - 1 if text[sentence.end - 1] == ":" else sentence.end
    whole = clause.start <= sentence.start + 1 and clause.end == stop
    parts = len(sentence.clauses) > 1 and not re.search(r"[，,]", text[sentence.start : stop])
    if not (whole or parts) or text[stop : stop + 1] not in ("\n", ":"):
        return False
    heads = cue_words(page.told.lexicon.vocabulary)
    such = rf"{heads.bearer}|{heads.kind}|情形|情况|类型|范围|场景|行为" + ("" if whole else "|[一-鿿]{1,4}")
    return bool(re.search(rf"的(?:{such})\Z", text[sentence.start : stop]))


def _listed(found: list[Conjunction], begin: int, end: int, *, jointly: bool) -> Listed:
    if found and jointly:
        return Listed((unique(c for one in found for c in one),), begin, end, True)
    return Listed(tuple(dict.fromkeys(found)), begin, end)


def _states_by_itself(page: Page, start: int, end: int) -> bool:
    """Whether an item is a statement (已发货的不支持修改), and no thing that is told by one (不支持退货的商品)."""
    words = page.told.folded[start:end]
    closed = re.compile(r"[；;。]").search(words)
    words = words[: closed.start()] if closed else words
    cues = [
        c for c in find_cues(page.told, start, start + len(words)) if c.kind in _GOVERNS or c.kind is CueKind.REQUIRE
    ]
    cues = [c for c in cues if not any(m.start <= c.start and c.end <= m.end for m in page.marks)]
    cues = [c for c in cues if not HAS_TO_SHOW.match(page.told.folded, c.start)]
    return bool(cues) and not re.search(r"的[^，,的]{0,8}\s*\Z", words[cues[-1].end - start :])


def _about_such(page: Page, clause: Clause) -> bool:
    """Whether a clause speaks of such things as are told below: 以下情形, 下列店铺, 满足以下条件的商品."""
    bearer = cue_words(page.told.lexicon.vocabulary).bearer
    such = rf"{_BELOW}(?:{bearer}|情形|情况|行为|状态|条件|要求|场景|类型|原因|物品|地区|几?[点项条])"
    these = clause.cue is not None and _THESE.fullmatch(page.told.folded, clause.start, clause.cue.lead)
    return bool(these or re.search(such, page.told.folded[clause.start : clause.end]))


def _of_items(page: Page, spans: tuple[tuple[int, int], ...]) -> list[Conjunction]:
    """The conditions of marked items; what stands in brackets behind an item is another name of it."""
    text, whole = page.told, page.whole or page
    found: list[Conjunction] = []
    for start, last in spans:
        end = start + len(text.raw[start:last].rstrip("；;。，, \n"))
        bracket = re.search(r"[（(][^（）()]*[）)]\Z", text.raw[start:end])
        stop = start + bracket.start() if bracket else end
        told = _of_item(page, start, stop)
        if bracket and (only := only_those(whole, stop, end)):
            found += join(told, only)
            continue
        if bracket and _EXCEPTS.search(text.raw, start, end):
            excepted = excepted_conditions(whole, stop + 1, end - 1)
            found += join(told, (unique(c for one in excepted for c in negated(one)),)) if excepted else told
            continue
        found += told
        found += read_conditions(whole.told, stop, end, usable(whole, stop, end), forms=False) if bracket else ()
    return found


def _of_item(page: Page, start: int, end: int) -> Alternatives:
    """The conditions of an item: all its parts must hold where it goes on by 但, 且, 并: 外箱完好、内件短少，并能提供记录."""
    text = page.told
    found: Alternatives = ()
    if not _GOES_ON.search(text.folded, start, end):
        return read_entirely(text, start, end, usable(page, start, end))
    position = start
    for match in (*_PARTS.finditer(text.folded, start, end), None):
        stop = match.start() if match else end
        first = _TIE.match(text.folded, position, stop)
        position = first.end() if first else position
        told = read_entirely(text, position, stop, usable(page, position, stop)) if position < stop else ()
        found, position = join(found, told), match.end() if match else end
    return found


def _is_about_cases(page: Page, sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause speaks of what is told below, or the one before it does: 出现下列情况的，|押金不予退还：…"""
    told_of = _about_such(page, clause) or takes_out_below(page, sentence, clause)
    return told_of or _CASES.search(page.told.folded, sentence.start, clause.start) is not None


def _in_next_line(page: Page, sentence: Sentence, clause: Clause) -> Listed | None:
    """The kinds that are all of the next line, below a line that names such things or is but an act: 可以寄：| 文件、衣物。"""
    text, cue = page.told.folded, clause.cue
    below = _NEXT_LINE.match(text, clause.end)
    if cue is None or below is None:
        return None
    head = _is_head(page, sentence, clause)
    act = _ONE_ACT.fullmatch(text, cue.end, clause.end) and below["colon"]
    closed = _END.search(text, below.end())
    end = closed.start() if closed else len(text)
    if not (head or act) or end - below.end() > _LONGEST_ROW or _states(page, below.end(), end):
        return None
    found = kinds_in(page, below.end(), end, row=True)
    if not found and (row := _ROW.fullmatch(text, below.end(), end)):
        found = tuple(_of_items(page, tuple(parted(page.told, *row.span(), _COMMA))))
    if len(found) < (1 if head else 2):
        return None
    return replace(_listed(list(found), below.end() - 1, end, jointly=False), things=head)


def _in_a_row(page: Page, clause: Clause, *, jointly: bool, such: bool) -> Listed:
    """What stands behind a colon without markers, parted by 、 or ；."""
    text = page.told.folded
    if headed := _under_bracket(page, clause):
        return headed
    if text[clause.end : clause.end + 1] not in ("：", ":"):
        return Listed()
    begin = clause.end + 1
    closed = _END.search(text, begin)
    end = closed.start() if closed else len(text)
    if not such:
        forbids = clause.cue is not None and clause.cue.kind is CueKind.FORBID
        bare = _is_bare(page, clause)
        found = kinds_in(page, begin, end, row=True) if forbids or bare else ()
        pieces = tuple(parted(page.told, begin, end, _COMMA)) if bare and not found else ()
        short = len(pieces) > 1 and all(last - first <= _LONGEST_ROW_ITEM for first, last in pieces)
        if short and not _states(page, begin, end):
            found = tuple(_of_items(page, pieces))
        return (
            _listed(list(but_only(page, found)), begin, end, jointly=False)
            if len(found) > (0 if bare else 1)
            else Listed()
        )
    ties = _TIES if any(tie in text[begin:end] for tie in _TIES) else "、"
    spans = [(m.start(), m.end()) for m in re.compile(f"[^{ties}]+").finditer(text, begin, end)]
    if len(spans) < 2 or any(stop - start > _LONGEST_ITEM for start, stop in spans) or _states(page, begin, end):
        return Listed()
    return _listed(_of_items(page, tuple(spans)), begin, end, jointly=jointly)


def _is_bare(page: Page, clause: Clause) -> bool:
    """Whether a clause that begins its line says but that something may or may not be: 不予补贴：…, 可提供：…"""
    cue, text = clause.cue, page.told.folded
    if cue is None or cue.kind not in (CueKind.ALLOW, CueKind.FORBID) or clause.end - cue.end > _LONGEST_ACT:
        return False
    before = text[text.rfind("\n", 0, clause.start) + 1 : cue.lead]
    return not re.search(r"[一-鿿A-Za-z]", before)


def _under_bracket(page: Page, clause: Clause) -> Listed | None:
    """The things behind brackets that say what may or may not be done with them: 【不可配送】家具、大型家电."""
    text = page.told.folded
    closed = _BRACKET_ENDS.match(text, clause.end)
    opened = text[clause.start : clause.end].lstrip().startswith("【")
    if not closed or not opened or clause.cue is None or clause.cue.kind not in (CueKind.ALLOW, CueKind.FORBID):
        return None
    end = _ROW_ENDS.search(text, closed.end())
    stop = end.start() if end else len(text)
    found = but_only(page, kinds_in(page, closed.end(), stop, row=True))
    return _listed(list(found), closed.end(), stop, jointly=False) if found else None


def _states(page: Page, start: int, end: int) -> bool:
    """Whether a row states rules of its own."""
    return any(cue.kind in (CueKind.ALLOW, CueKind.FORBID) for cue in find_cues(page.told, start, end))
