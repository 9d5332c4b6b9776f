"""A verdict in one or two Chinese sentences for a person: what it is, why, for what part, and where it does not hold.

Rule texts and labels come from sources, so they are brought into form here: no sentence ends inside another, no mark stands twice.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from graph_api import breadcrumbs
from graph_api.applicability import OpenRule, Outcome, in_order, limits, rules_of, undecided
from graph_api.quantities import number_text, quantity_text, unit_name
from graph_api.snapshot import Snapshot
from ontology.kinds import ConstraintKind, Modality, Verdict
from ontology.logic import Literal
from ontology.records import Condition, Constraint, MenuPath

_MOST: Final = 6
"""How many reasons or alternatives are told in full."""

_ENDS: Final = "。；，、：！？…,;:!?.·-—~ 　"
_INNER_END: Final = re.compile(r"\s*(?:[。！？；…]|[!?;](?=\s|[^\x00-\x7f]|\Z))+\s*")
_QUOTES: Final = re.compile('[“”‘’"]+')
_DOUBLED: Final = re.compile(r"([，、：；,:;])\s*[，、：；。,:;]+")
_OF_TIME: Final = re.compile(r"(?:[前后时中]|期间|之际|情况下)\Z")
_DENYING: Final = re.compile(r"[非无未不没]")
_Told = Callable[["_Writer"], list[str]]


def summary(snapshot: Snapshot, outcome: Outcome) -> str:
    """The verdict in words."""
    told = _SENTENCES[outcome.verdict](_Writer(snapshot, outcome))
    return "".join(f"{text}。" for text in (*told, _in_words(outcome), _beside(outcome.beside)) if text)


def _in_words(outcome: Outcome) -> str:
    """That no function is called so, where rules of another name alone speak of what is asked."""
    return f"没有名为“{_name(outcome.words.asked)}”的功能，以上依据写有这些词的规则" if outcome.words else ""


def _beside(names: Iterable[str]) -> str:
    """What was given and decides nothing, so that the reader looks at the source himself."""
    told = "、".join(f"“{_name(name)}”" for name in _once(names))
    return f"来源提到{told}，但没有规则以其为条件，请核对原文" if told else ""


def condition_text(snapshot: Snapshot, condition: Condition) -> str:
    """A condition in words: 非货到付款, 联系不上消费者至少3次."""
    label = _label(snapshot, condition.concept)
    words = label + (quantity_text(condition.limit) if condition.limit else "")
    return _denied(words) if condition.negated else words


class _Writer:
    """The phrases that sentences are made of, for one outcome."""

    def __init__(self, snapshot: Snapshot, outcome: Outcome) -> None:
        self.snapshot = snapshot
        self.outcome = outcome
        of_given = "、".join(sorted(_once(self._given(one) for one in outcome.given.literals)))
        self.in_case = f"在“{of_given}”的情况下，" if of_given else ""
        name = outcome.words.asked if outcome.words else outcome.feature.label
        self.act = f"{'操作' if outcome.feature.is_operation else '使用'}“{_name(name)}”"
        self.permissions = [rule for rule in outcome.because if rule.modality is Modality.ALLOWED]
        self.prohibitions = [rule for rule in outcome.because if rule.modality is Modality.FORBIDDEN]

    def _given(self, literal: Literal) -> str:
        label = _label(self.snapshot, literal.concept)
        if literal.bound is not None and literal.bound.low is not None:
            unit = unit_name(literal.bound.unit) if literal.bound.unit else ""
            label += f"（{number_text(literal.bound.low)}{unit}）"
        return _denied(label) if literal.negated else label

    def reasons(self, rules: Iterable[Constraint]) -> str:
        """The texts of rules, each with its scope."""
        return _listed("；", (self._reason(rule) for rule in rules))

    def _reason(self, rule: Constraint) -> str:
        text, scope = self._bare(rule), _clause(rule.scope or "")
        return f"{text}（范围：{scope}）" if text and scope and scope not in text else text

    def _bare(self, rule: Constraint) -> str:
        """A rule's text without the feature's name before a colon, which is told already."""
        names = (self.outcome.feature.label, *self.outcome.feature.aliases)
        text = _clause(rule.text)
        named = next((name for name in names if re.match(rf"{re.escape(name)}\s*[：:]", text)), "")
        return _clause(text.removeprefix(named))

    def when(self, conditions: Iterable[Condition]) -> str:
        """All of these conditions together: 京东快递且出库前."""
        return "且".join(_once(map(self._condition, conditions)))

    def possible(self, rules: Iterable[OpenRule]) -> str:
        """When each of these permissions would hold, and for what."""
        return _listed("；", (self._possible(rule) for rule in rules))

    def _possible(self, rule: OpenRule) -> str:
        scope = _clause(rule.constraint.scope or "")
        return f"{_at(self.when(rule.undecided))}可以" + (f"（范围：{scope}）" if scope else "")

    def exceptions(self) -> str:
        """What would forbid it, and the parts that are forbidden."""
        would = [one for one in self._forbidding() if not self._is_asking(one)]
        both = {self.when(one.undecided) for one in self.outcome.depends_on}
        whens = _once(self.when(one.undecided) for one in would)
        mark = "、" if all(len(one.undecided) == 1 for one in would) else "，或"
        told = [f"{_at(when)}来源的说法不一" for when in whens if when in both]
        told += [f"{_at(when)}除外" for when in (_listed(mark, (w for w in whens if w not in both)),) if when]
        told += [self._forbidden_part(rule) for rule in self._forbidden_parts()]
        return "；".join(_once(told))

    def demands(self, beside: Iterable[OpenRule] = ()) -> str:
        """What prohibitions ask for that is not given (仅支持货到付款 asks for 货到付款), where no rule of `beside` tells it."""
        told = {one.concept for rule in beside for one in rule.undecided if not one.negated}
        asking = [one.undecided for one in self._forbidding() if self._is_asking(one)]
        wanted = (map(_affirmed, one) for one in asking if not {condition.concept for condition in one} <= told)
        return "，并且".join(_once("或".join(_once(map(self._condition, one))) for one in wanted))

    def _forbidding(self) -> list[OpenRule]:
        """The open prohibitions of the whole."""
        return [one for one in self.outcome.unless if not one.constraint.scope]

    def _is_asking(self, rule: OpenRule) -> bool:
        return all(one.negated for one in rule.undecided)

    def _forbidden_parts(self) -> list[Constraint]:
        """The scoped prohibitions that hold or are open."""
        found = limits(self.snapshot, self.outcome)
        return [rule for rule in found if rule.kind is ConstraintKind.APPLICABILITY]

    def _forbidden_part(self, rule: Constraint) -> str:
        when = self.when(undecided(rule, self.outcome.given))
        return f"{_at(when)}“{_name(rule.scope or '')}”不可以"

    def _condition(self, condition: Condition) -> str:
        return condition_text(self.snapshot, condition)

    def place(self) -> str:
        """Where the feature is; of what is no feature by itself nothing is told."""
        if self.outcome.words:
            return ""
        for path in self.snapshot.many(self.outcome.feature.locations[:1]):
            if isinstance(path, MenuPath):
                return f"位置：{_clause(breadcrumbs.text(self.snapshot, path))}"
        return "来源也没有给出它的位置"

    def known(self) -> str:
        """What the sources do say, where they leave the question open."""
        told = [*self.outcome.because, *(one.constraint for one in self.outcome.unless), *self._forbidden_parts()]
        if not told:
            every = rules_of(self.snapshot, self.outcome.feature.id)
            told = [rule for rule in every if self.outcome.counts(rule) and not rule.superseded][:3]
        reasons = self.reasons(in_order(told))
        return f"已知：{reasons}" if reasons else ""


def _allowed(writer: _Writer) -> list[str]:
    reasons, exceptions = writer.reasons(writer.permissions), writer.exceptions()
    return [f"{writer.in_case}可以{writer.act}{_because(reasons)}", f"但{exceptions}" if exceptions else ""]


def _conditional(writer: _Writer) -> list[str]:
    opened = writer.outcome.depends_on
    holding = [rule for rule in writer.permissions if rule not in [one.constraint for one in opened]]
    if holding:
        first = f"可以{writer.act}，前提是{writer.demands()}{_because(writer.reasons(holding))}"
    else:
        demands = writer.demands(opened)
        first = f"能否{writer.act}还取决于其他条件{_because(writer.possible(opened))}"
        first += f"；前提是{demands}" if demands else ""
    exceptions = writer.exceptions()
    return [f"{writer.in_case}{first}", f"但{exceptions}" if exceptions else ""]


def _conflicting(writer: _Writer) -> list[str]:
    yes, no = writer.reasons(writer.permissions), writer.reasons(writer.prohibitions)
    sides = "；".join(side for side in (f"一处说{yes}" if yes else "", f"另一处说{no}" if no else "") if side)
    return [f"{writer.in_case}能否{writer.act}，来源的说法互相矛盾{_because(sides)}"]


def _forbidden(writer: _Writer) -> list[str]:
    lifted = writer.possible(writer.outcome.lifting)
    return [
        f"{writer.in_case}不可以{writer.act}{_because(writer.reasons(writer.prohibitions))}",
        f"但{lifted}" if lifted else "",
    ]


def _unstated(writer: _Writer) -> list[str]:
    told = [text for text in (writer.known(), writer.place()) if text]
    return [f"{writer.in_case}来源没有说明能否{writer.act}", "；".join(told)]


_SENTENCES: Final[Mapping[Verdict, _Told]] = {
    Verdict.ALLOWED: _allowed,
    Verdict.CONDITIONAL: _conditional,
    Verdict.CONFLICTING: _conflicting,
    Verdict.FORBIDDEN: _forbidden,
    Verdict.UNSTATED: _unstated,
}


def _because(reasons: str) -> str:
    return f"：{reasons}" if reasons else ""


def _at(words: str) -> str:
    return words if not words or _OF_TIME.search(words) else f"{words}时"


def _denied(words: str) -> str:
    return f"不是“{words}”" if _DENYING.match(words) else f"非{words}"


def _affirmed(condition: Condition) -> Condition:
    return Condition(condition.concept, negated=False, limit=condition.limit)


def _label(snapshot: Snapshot, own: str) -> str:
    return _name(getattr(snapshot.get(own), "label", ""))


def _name(text: str) -> str:
    """A source's words that will stand between quotation marks."""
    return _clause(_QUOTES.sub("", text))


def _clause(text: str) -> str:
    """A source's words as a part of a sentence."""
    bare = _INNER_END.sub("；", " ".join(text.split()).strip(_ENDS))
    return _DOUBLED.sub(r"\1", bare).strip(_ENDS)


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _listed(mark: str, texts: Iterable[str]) -> str:
    """Each text once; of many the first, and how many there are."""
    told = _once(texts)
    shown = mark.join(told[:_MOST])
    return shown if len(told) <= _MOST else f"{shown}等{len(told)}种情形"
