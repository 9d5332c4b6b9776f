"""The words of the vocabulary as patterns: compiled once for a vocabulary, used by every stage that reads text.

All patterns match folded text (`ontology.names.fold`), whose offsets are those of the text.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ontology.concepts import Vocabulary, per_vocabulary
from ontology.names import fold

OPENING = '【「『“"[‘〖”„'
CLOSING = "】」』”\"]’〗'“‟"
_KINDS = ("tab", "button", "page", "section", "menu", "field")
NOT_IN_LABEL = r"\s，,。；;：:！!？?、|\x00\x01"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns by the class of words they come from."""

    vocabulary: Vocabulary
    system: re.Pattern[str]
    system_only: re.Pattern[str]
    named_system_last: re.Pattern[str]
    system_last: re.Pattern[str]
    before_label: re.Pattern[str]
    seek: re.Pattern[str]
    in_turn: re.Pattern[str]
    generic_system: re.Pattern[str]
    click: re.Pattern[str]
    click_first: re.Pattern[str]
    before_quote: re.Pattern[str]
    lead_only: re.Pattern[str]
    form: re.Pattern[str]
    submit: re.Pattern[str]
    lead_in: re.Pattern[str]
    cue: re.Pattern[str]
    workflow: re.Pattern[str]
    step_word: re.Pattern[str]
    step_last: re.Pattern[str]
    position_word: re.Pattern[str]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    tail: re.Pattern[str]
    menu_noun: re.Pattern[str]
    no_label: re.Pattern[str]
    generic: re.Pattern[str]
    action_first: re.Pattern[str]
    action_last: re.Pattern[str]
    action: str
    order_object: re.Pattern[str]
    order_verb: re.Pattern[str]
    channel: re.Pattern[str]
    platform: re.Pattern[str]
    aside: re.Pattern[str]
    vague: re.Pattern[str]


def any_of(words: Iterable[str]) -> str:
    """A pattern of folded words, the longest first; of none one that nothing matches."""
    return "|".join(re.escape(fold(word)) for word in sorted(set(words), key=lambda w: (-len(w), w))) or r"(?!)"


@per_vocabulary
def lexicon(vocabulary: Vocabulary) -> Lexicon:
    """The patterns of a vocabulary's words, compiled when first asked for."""
    words = vocabulary.words
    form = set(words["form-verb"])
    clicks = [word for word in words["navigation-verb"] if word not in form and len(word) > 1]
    click = rf"{any_of(clicks)}|(?:点|选择)(?=\s*[{re.escape(OPENING)}])"
    suffixes = any_of(words["system-suffix"])
    system = rf"(?:{any_of(words['system'])}|[^{NOT_IN_LABEL}{re.escape(OPENING + CLOSING)}>\-—–→的在到]{{0,8}}?(?:{suffixes}))"
    actions = any_of(words["action-verb"])
    places = any_of(words["navigation-preposition"])
    particles = any_of(w for w in words["place-particle"])
    after = rf"(?:{actions}|{click}|{any_of(form)}|{any_of(words['tail-cue'])}|$|[{NOT_IN_LABEL}])"
    kinds = any_of(word for name in _KINDS for word in words["kind-" + name] if len(word) > 1)
    return Lexicon(
        vocabulary=vocabulary,
        system=re.compile(system),
        system_only=re.compile(rf"(?:{system})\Z"),
        named_system_last=re.compile(rf"(?:{any_of(words['system'])})\Z"),
        system_last=re.compile(rf"{system}\Z"),
        before_label=re.compile(
            rf"(?:\s|[{re.escape(OPENING)}]|的|中|里|内|下|上|处|{click}|选择|选中|{any_of(words['position-word'])}"
            rf"|{any_of(words['kind-page'])}|{any_of(words['kind-menu'])})*\Z"
        ),
        seek=re.compile(r"找到|查找|定位到|搜索"),
        in_turn=re.compile(rf"依次(?:{click}|{any_of(form)}|点击|进入|选择|打开)"),
        generic_system=re.compile(rf"(?:{suffixes}|{any_of(words['generic-noun'])})\Z"),
        click=re.compile(rf"(?:{click})"),
        lead_only=re.compile(
            rf"(?:\s|并且?|再|然后|接着|随后|最后|即可|可以?|就|请|您|先|后|直接|在|的|去|{any_of(words['position-word'])}"
            rf"|下拉|滚动条|至|到|最?低端|最?底端|末端|{any_of(words['place-particle'])})*\Z"
        ),
        before_quote=re.compile(
            rf"(?:\s|并|再|然后|里|中|内|的|下|{click}|{any_of(form)}|{places}|{any_of(words['position-word'])})*\Z"
        ),
        click_first=re.compile(rf"(?:(?:再|并|然后|接着|即可|依次|先|后|就|请|可以|可|您|直接|去)*(?:{click}))+"),
        form=re.compile(any_of(form)),
        submit=re.compile(rf"(?:{any_of(words['submit-verb'])})(?:按钮|键|即可)?\Z"),
        lead_in=re.compile(rf"(?!{any_of(words['not-a-preposition'])})(?:{click}|{any_of(form)}|{places})"),
        cue=re.compile(rf"(?:{any_of(words['path-cue'])})"),
        workflow=re.compile(rf"(?:{any_of(words['workflow-cue'])})"),
        step_word=re.compile(rf"(?:{any_of(words['workflow-step'])})"),
        step_last=re.compile(rf"(?:{any_of(words['workflow-step'])})\Z"),
        position_word=re.compile(rf"(?:{any_of(words['position-word'])})(?:的|里的|中的|内的)?"),
        kinds=tuple((name, re.compile(rf"[(（]?\s*(?:{any_of(words['kind-' + name])})\s*[)）]?\Z")) for name in _KINDS),
        tail=re.compile(
            rf"(?:{particles})(?:的)?(?={after})|(?<![申邀])请|(?:{any_of(words['tail-cue'])})"
            rf"|(?:{kinds})(?=会|后|将|就|即|可|进行|操作)"
        ),
        menu_noun=re.compile(rf"(?:{any_of(words['menu-noun'])})\Z"),
        no_label=re.compile(any_of(words["sentence-word"])),
        generic=re.compile(rf"(?:{any_of(words['generic-noun'])})+\Z"),
        action_first=re.compile(rf"(?:{actions})"),
        action_last=re.compile(rf"(?:{actions})\Z"),
        action=actions,
        order_object=re.compile(any_of(words["order-object"])),
        order_verb=re.compile(any_of(words["order-verb"])),
        vague=re.compile(any_of(words["vague-verb"])),
        aside=re.compile(any_of(words["aside-verb"])),
        channel=re.compile(any_of(words["channel"])),
        platform=re.compile(rf"(?:{any_of(words['platform'])})(?:{suffixes})?(?:[的上里中]|(?=[^的]))"),
    )
