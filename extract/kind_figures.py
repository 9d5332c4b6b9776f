"""Kinds side by side, each with its own figure and no word between: 加急件5个工作日，普通件7个工作日; A级100盒，B级50盒."""

import re
from typing import Final

from extract.conds import Alternatives
from extract.fronted import PARTY
from extract.ownwords import STOP, thing_named
from extract.page import Page
from ontology.figures import find_figures

BEARS_FIGURE: Final = "单票卡房车团券课品类件版型级店户机箱区员客人商生师餐桌位社者牌"
"""Characters that end the name of a kind that a figure is told of."""
_KIND: Final = re.compile(
    rf"\s*(?P<kind>(?:(?!的)[一-鿿A-Za-z0-9]){{1,8}}?[{BEARS_FIGURE}])(?:每[天日周月年人]|为|是|最[多少长高低]|上限|不超过|限|需|在)*\s*"
)
_NO_KIND: Final = re.compile(
    r"[每各单同该此本这其]|最|任[何意]|超|不|未|已|可|须|需|请|首|第|\d|[一二两三四五六七八九十](?!类|级)"
)
_OTHER: Final = r"(?:\A|[，,；;。：:、|\n])\s*(?P<other>[一-鿿A-Za-z0-9]{1,8}%s)(?:每[天日周月年人]|为|是|最[多少长高低]|上限|不超过|限|需|在|[可能](?:同时|免费)?[一-鿿]{2}(?=\d))*\s*(?=[\d一二两三四五六七八九十百半]|不限|免|无)"
_LIKE: Final = r"(?:\A|[，,；;。：:、|\n])\s*(?P<other>[一-鿿A-Za-z0-9]{2,6})%s"
"""Another kind with a figure told in the same way: 农户|每年2台，合作社|每年10台."""


def kind_with_figure(page: Page, start: int, end: int) -> Alternatives:
    """The kind right before the first figure of a clause, where another clause of the line has another that ends alike."""
    text = page.told
    figure = next((f for f in find_figures(text, start, end) if f.since is None), None)
    told = _KIND.fullmatch(text.folded, start, figure.start) if figure else None
    if told is None:
        return ()
    kind = told["kind"]
    if any(m.start < told.end("kind") and told.start("kind") < m.end and not m.discovered for m in page.marks):
        return ()
    if _NO_KIND.match(kind) or STOP.match(kind) or PARTY.fullmatch(kind) or kind in page.asked.folded:
        return ()
    first, last = text.folded.rfind("\n", 0, start) + 1, text.folded.find("\n", end)
    line = text.folded[first : last if last >= 0 else len(text.folded)]
    tie = text.folded[told.end("kind") : figure.end] if figure else ""
    like = re.escape(tie).replace(re.escape(re.sub(r"\D", "", tie)) or "(?!)", r"\d+")
    others = {m["other"] for m in re.finditer(_OTHER % kind[-1], line)}
    others |= {m["other"] for m in re.finditer(_LIKE % like, line)} if tie[:1] == "每" else set()
    if not any(one != kind and not one.endswith(kind) and not _NO_KIND.match(one) for one in others):
        return ()
    return ((thing_named(text, *told.span("kind")),),)
