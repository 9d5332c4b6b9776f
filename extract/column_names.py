"""What the columns of tables are about, as names of functions; heads that tell of kinds, times and the like are none."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extract.bare_names import is_no_name
from extract.matrices import WHEN_HEAD, matrix_of, name_spans, spans_of
from extract.ranges import name_cells, ranges_of
from extract.tables import Table
from extract.text import Text
from extract.verb_phrases import Verbal
from ontology.names import fold

_HEAD_LEAD: Final = re.compile(r"(?:是否|能否|可否)(?:支持|可以|可|能|允许|需要?)?|可以?(?![用见])|支持|允许")
NO_COLUMN: Final = re.compile(
    r"(?:类型|种类|状态|方式|公司|模式|条件|场景|情形|情况|阶段|对象|角色|身份|等级|范围|渠道|原因|时间|时效|时限|期限|周期|频率|次数|数量|规则|说明|结果|要求|限制|金额|费用|费率|比例|备注|解释|问题|回复|答案?|内容|名称|编号|序号|级|公式|步骤|路径|入口|上限|下限|标准|介绍|概述|优化|升级|更新|变化|总结|示例|举例|场景|建议|提醒|操作|位置|界面|优势|好处|价值|特点|定义|含义|区别|目的|背景|依据|口径|渠道|端)\Z"
)


def find_column_names(text: Text, tables: Sequence[Table]) -> Iterator[Verbal]:
    """What the columns of tables are about: of tables of answers each head or first cell, of others heads that name an act."""
    for table in tables:
        matrix = matrix_of(text, table)
        ranges = ranges_of(text, table, matrix)
        named = [span for cell in name_cells(table, ranges) for span in spans_of(text, cell)] if ranges else []
        if matrix is not None or named:
            for start, end in (*(name_spans(text, matrix) if matrix else ()), *named):
                name = re.sub(r"\s+", "", text.raw[start:end])
                if 2 <= len(name) <= 20 and not _is_no_column(fold(name)):
                    verb = text.lexicon.action_first.search(fold(name))
                    yield Verbal(name, start, end, verb[0] if verb else "", "feature.column")
            continue
        for head in table.header:
            lead = _HEAD_LEAD.match(text.folded, head.start, head.end)
            start = lead.end() if lead else head.start
            name = re.sub(r"\s+", "", text.raw[start : head.end])
            verb = text.lexicon.action_first.search(fold(name))
            if verb is None or WHEN_HEAD.search(fold(name)) or (verb.start() > 0 and verb.end() < len(name)):
                continue
            if 2 <= len(name) <= 10 and not NO_COLUMN.search(fold(name)) and not is_no_name(name, text):
                yield Verbal(name, start, head.end, verb[0], "feature.column")


def _is_no_column(name: str) -> bool:
    """Whether the words of a head are no name: a sentence, a figure, a lone question."""
    return bool(re.search(r"[，。；！？：\x00\x01]|什么|怎么|如何|哪|^[\d\s.%]+$", name))
