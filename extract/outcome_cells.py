"""Cells that tell what follows for the rows before them, without a word that rules: 处罚 | 扣2分, 押金 | 减半收取, 备注 | 免运费."""

import re
from dataclasses import dataclass
from typing import Final

from extract.cells import NOTHING, told_in
from extract.drafts import Draft
from extract.follows import outcome_in
from extract.page import Page
from extract.tables import Cell, Table
from ontology.kinds import ConstraintKind, Modality
from ontology.names import fold

_HEAD: Final = re.compile(
    r"(?:处[罚置分]|处理|后果|措施|罚则|惩罚|奖惩|违约责任|违规处理)(?:结果|方式|办法|措施|标准|规则)?\s*\Z"
)
"""What a column is called whose cells all tell what follows."""
_REMARKS: Final = re.compile(r"(?:备注|说明|含义|涵义|释义|解释|描述|定义)\s*\Z")
_TOLD: Final = re.compile(
    r"(?:免(?!费?(?:版|试))|一律|改[走为按用由](?=[一-鿿]{2})|[全半]额|减半|双倍|加倍|[按照]?原路|[一两三四五六七八九\d.]+[倍折])[一-鿿]{1,12}\Z"
)
"""What is charged or done, and how, for want of a verb of the vocabulary."""
_LONGEST: Final = 30


@dataclass(frozen=True, slots=True)
class OutcomeCell:
    """A cell with the head that names what it tells of."""

    cell: Cell
    head: Cell | None

    @property
    def is_short(self) -> bool:
        return len(self.cell.text) <= _LONGEST and not re.search(r"[。；;，,：:]", self.cell.text)


def asks_outcome(head: str) -> bool:
    """Whether a column is called by what follows."""
    return _HEAD.search(head) is not None


def is_headed(page: Page, head: Cell | None) -> bool:
    """Whether a head calls its cells so."""
    return head is not None and asks_outcome(told_in(page, head))


def is_remark(head: str) -> bool:
    """Whether a column is called by what else is to be said or what a name means, so that it names no kinds."""
    return _REMARKS.search(head) is not None


def lists_outcomes(page: Page, table: Table, column: int) -> bool:
    """Whether a column tells what follows: by its head, or by each of its cells."""
    head = table.header[column] if column < len(table.header) else None
    told = [OutcomeCell(cell, head) for cell in table.told(column) if not NOTHING.match(told_in(page, cell))]
    return bool(told) and all(one.is_short and _tells(page, one) for one in told)


def _tells(page: Page, one: OutcomeCell) -> bool:
    cell = one.cell
    return bool(
        is_headed(page, one.head)
        or _TOLD.match(told_in(page, cell).strip())
        or outcome_in(page.told, cell.start, cell.end) is not None
    )


def outcome_of(page: Page, one: OutcomeCell, *, feature: str | None) -> Draft | None:
    """What a cell says follows, as a rule; None where it tells of no such thing."""
    if not one.is_short or not _tells(page, one):
        return None
    told = page.told.raw[one.cell.start : one.cell.end].strip()
    named = page.told.raw[one.head.start : one.head.end].strip() if one.head is not None else ""
    alone = not named or is_remark(named) or fold(named) in fold(told)
    effect = re.sub(r"\s+", "", told)
    return Draft(
        Modality.AUTOMATIC, ConstraintKind.CONSEQUENCE, "rule.follows", one.cell.start, one.cell.end,
        told if alone else f"{named}：{told}", feature=feature, effect=effect,
    )  # fmt: skip
