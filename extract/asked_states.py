"""In what state of affairs a question asks what may or must be done: 验厂没过，|还能上架吗; 业务员离职了|怎么办.

What the answer says at once, with no case of its own, holds for that state.
"""

import re
from typing import Final

from extract.cueless import PREMISE
from extract.cues import CueKind, find_cues
from extract.text import Text
from ontology.words import tagged

_FIRST: Final = re.compile(
    r"\s*(?:请问|您好|亲|那|那么|如果|若|要是|假如)*[，,]?(?P<state>[^，,。；;？?]{3,16}?)(?:的话|时候?)?[，,]"
    r"(?P<asks>[^。；;？?]{2,24}?)[？?\s]*\Z"
)
_THEN: Final = re.compile(
    r"\s*(?:请问|那|那么|如果|若|要是|假如)*(?P<state>[^，,。；;？?]{2,14}?[了错过期没未被][^，,。；;？?]{0,4}?)了?"
    r"(?:(?:应?该)?怎么办|如何处理|怎么处理)[？?\s]*\Z"
)
_DONE: Final = re.compile(
    r"\s*(?:请问|那|那么|如果|若|要是|假如)*(?P<state>[^，,。；;？?了]{3,12}?)了(?:还|也|就)?(?:可以|能够?|能不能|可不可以|能否|可否)"
    r"[^，,。；;？?]{2,12}[？?\s]*\Z"
)
"""What has happened, right before what is asked: 工单超时|了能补传照片吗."""
_OF_THOSE: Final = re.compile(
    r"\s*(?:请问|那|那么)*(?P<state>[^，,。；;？?的\d]{2,8})的[^，,。；;？?的]{1,6}?(?:还|也|都|仍)*(?:可以|能够?|能不能|可不可以|能否|可否)[^，,。；;？?]{2,12}?(?:吗|嘛|么)?[？?\s]*\Z"
)
"""In what state those are of whom is asked: 过期|的会员卡能续费吗."""
_YES_OR_NO: Final = re.compile(r"[吗嘛么]\Z|能不能|可不可以|能否|可否|是否|要不要|行不行|怎么办\Z|(?:如何|怎么)处理\Z")
_HAPPENED: Final = re.compile(r"了|没|未|已|被|错|不(?!同|限)|坏|(?<![其集])中\Z|过期\Z|到期\Z|期间\Z|[前后]\Z")
_NO_STATE: Final = re.compile(
    r"[想要](?!求)|需要|打算|希望|怎|如何|什么|哪|谁|多少|几|为何|为什么|能|可以|支持|是不是|是否|\A(?:以[上下前后]|之[前后]|目前|现在|最近)"
)
"""What somebody wants, and what itself is asked."""
_AT_ONCE: Final = frozenset({CueKind.ALLOW, CueKind.FORBID, CueKind.REQUIRE, CueKind.NOT_REQUIRE})


def state_asked(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """The words for the state that a question supposes."""
    told = _FIRST.fullmatch(text.folded, start, end)
    if told and not _YES_OR_NO.search(told["asks"].rstrip("？? ")):
        told = None
    told = told or _THEN.fullmatch(text.folded, start, end) or _DONE.fullmatch(text.folded, start, end)
    told = told or _OF_THOSE.fullmatch(text.folded, start, end)
    if told is None or _NO_STATE.search(told["state"]):
        return None
    state = told["state"].removesuffix("了")
    done = told["state"] != state or told.re is _DONE
    alone = told.re is not _OF_THOSE or len(tagged(state)) == 1
    happens = done or _HAPPENED.search(state) or (alone and tagged(state)[-1][1] == "v")
    return (told.start("state"), told.start("state") + len(state)) if happens else None


def says_at_once(text: Text, start: int, end: int) -> bool:
    """Whether a sentence of an answer begins with what may or must be done, and tells no case before it."""
    cue = next(find_cues(text, start, end), None)
    at_once = cue is not None and cue.kind in _AT_ONCE and cue.lead - start <= 1
    return at_once and PREMISE.search(text.folded, start, end) is None
