"""What an act is done to, or for whom, told before its verb: 可以|对超时未取的包裹|进行退回, 不得|将临期的商品|打包销售, 可|为子账号|解除锁定."""

import re
from typing import Final

from extract.cues import cue_words
from extract.text import Text
from ontology.words import tagged

_TO: Final = re.compile(r"\s*(?:对于?|[将把给为])(?P<what>[^，,。；;对将把给为的]{2,14}的)(?=[一-鿿]{4})")
_FOR: Final = re.compile(
    r"\s*(?:为|给|替|帮)(?P<whom>[一-鿿]{0,2}(?:[子主]?账[号户]|员工|店员|[店门]店|成员|客户|用户))"
)
_MEANS: Final = re.compile(r"(?:进行|发起|执行|再次|重新|手动|直接)*")
_LONGEST: Final = 4
Span = tuple[int, int]


def done_to(text: Text, at: int, end: int) -> tuple[Span, int] | None:
    """The thing with what qualifies it, and where the verb of what is done to it begins; no thing where it is but somebody for whom."""
    whom = _FOR.match(text.folded, at, end)
    if whom and text.lexicon.action_first.match(text.folded, whom.end()):
        return (at, at), whom.end()
    match = _TO.match(text.folded, at, end)
    if match is None:
        return None
    bearer = re.compile(cue_words(text.lexicon.vocabulary).bearer)
    for length in range(2, _LONGEST + 1):
        stop = match.end() + length
        means = _MEANS.match(text.folded, stop)
        verb = means.end() if means else stop
        thing = text.folded[match.end() : stop]
        if text.lexicon.action_first.match(text.folded, verb) and (
            bearer.fullmatch(thing) or tagged(thing)[-1][1].startswith("n")
        ):
            return (match.start("what"), stop), verb
    return None
